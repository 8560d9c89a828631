#include "net/robots.h"

#include <string>

#include <doctest/doctest.h>

using newshound::net::product_of;
using newshound::net::Robots;

TEST_CASE("the longest rule decides") {
    struct Row {
        const char* rules;  // of group "*"
        const char* target;
        bool allowed;
    };
    const Row rows[] = {
        {"", "/a", true},
        {"Disallow:", "/a", true},
        {"Disallow: /", "/a", false},
        {"Disallow: /", "/robots.txt", true},
        {"Disallow: /a", "/a", false},
        {"Disallow: /a", "/ab/c", false},
        {"Disallow: /a", "/A", true},  // paths have case
        {"Disallow: /a/", "/a", true},
        {"Disallow: /a\nAllow: /a/b", "/a/b/c", true},
        {"Allow: /a/b\nDisallow: /a", "/a/b/c", true},  // whatever the order
        {"Disallow: /a/b\nAllow: /a", "/a/b", false},
        {"Disallow: /page\nAllow: /page", "/page", true},  // allow wins among equals
        {"Allow: /p\nDisallow: /", "/page", true},
        {"Disallow: /*.php", "/a.php?x", false},
        {"Disallow: /*.php$", "/a.php?x", true},
        {"Disallow: /*.php$", "/a.php", false},
        {"Disallow: /*.php$", "/a.php.php", false},
        {"Disallow: *gif$", "/x.gif", false},
        {"Disallow: /a*b*c", "/a-b-c-d", false},
        {"Disallow: /a*b*c", "/a-c-b", true},
        {"Disallow: /fish*", "/fish", false},
        {"Disallow: /$", "/", false},
        {"Disallow: /$", "/a", true},
        {"Disallow: /a$b", "/a$b", false},  // a dollar inside is a dollar
        {"Disallow: /*?", "/a?b=c", false},
        {"Disallow: /*?", "/a", true},
        {"Disallow: /foo/bar/%E3%83%84", "/foo/bar/\xE3\x83\x84", false},
        {"Disallow: /foo/bar/\xE3\x83\x84", "/foo/bar/%e3%83%84", false},
        {"Disallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false},
        {"Disallow: /a%2fb", "/a/b", true},  // an encoded slash is no slash
        {"Disallow: /a%2fb", "/a%2Fb", false},
        {"Disallow: /a # all of it", "/a", false},
        {"  disallow :\t/a  ", "/a", false},
        {"Disallow /a", "/a", true},  // no colon, no rule
        {"Noindex: /a", "/a", true},
    };
    for (const Row& row : rows) {
        CAPTURE(row.rules);
        CAPTURE(row.target);
        CHECK(Robots::parse(std::string("User-agent: *\n") + row.rules + "\n", "newshound").allows(row.target) ==
              row.allowed);
    }
}

TEST_CASE("which group") {
    struct Row {
        const char* file;
        bool allowed;  // "/a"
    };
    const Row rows[] = {
        {"User-agent: newshound\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n", false},
        {"User-agent: NewsHound/2.0\nDisallow: /a\n", false},
        {"User-agent: newshoundbot\nDisallow: /a\n", true},
        {"User-agent: news\nDisallow: /a\n", true},
        {"User-agent: *\nDisallow: /a\n\nUser-agent: newshound\nDisallow: /b\n", true},
        {"User-agent: *\nDisallow: /a\n\nUser-agent: newshound\nDisallow:\n", true},
        {"User-agent: other\nUser-agent: newshound\nDisallow: /a\n", false},
        {"User-agent: newshound\nUser-agent: other\nDisallow: /a\n", false},
        {"User-agent: newshound\n\nSitemap: https://example.org/s.xml\nUser-agent: other\nDisallow: /a\n", false},
        {"User-agent: newshound\nDisallow: /b\nUser-agent: other\nDisallow: /a\n", true},
        {"User-agent: newshound\nDisallow: /b\nUser-agent: other\nDisallow: /c\nUser-agent: newshound\nDisallow: /a\n",
         false},
        {"Disallow: /a\n", true},  // before any group
        {"\xEF\xBB\xBFUser-agent: *\rDisallow: /a\r", false},
        {"User-agent: *\r\nDisallow: /a", false},
        {"User-agent: *\nCrawl-delay: 5\nUser-agent: other\nDisallow: /a\n", true},
        {"<!DOCTYPE html><html><body>User-agent: *<br>Disallow: /a</body></html>", true},
    };
    for (const Row& row : rows) {
        CAPTURE(row.file);
        CHECK(Robots::parse(row.file, "newshound").allows("/a") == row.allowed);
    }
}

TEST_CASE("crawl-delay is the group's") {
    CHECK(Robots::parse("User-agent: *\nCrawl-delay: 2.5\n", "newshound").crawl_delay() == 2.5);
    CHECK_FALSE(Robots::parse("User-agent: other\nCrawl-delay: 2\n", "newshound").crawl_delay());
    CHECK_FALSE(Robots::parse("User-agent: *\nCrawl-delay: soon\n", "newshound").crawl_delay());
    CHECK_FALSE(Robots::parse("User-agent: *\nCrawl-delay: -1\n", "newshound").crawl_delay());
    CHECK_FALSE(Robots::parse("User-agent: *\nCrawl-delay: inf\n", "newshound").crawl_delay());
}

TEST_CASE("no more than the limit is read, and patterns of stars take no time") {
    std::string file = "User-agent: *\n";
    while (file.size() < Robots::kLimit + 100) file += "Allow: /x\n";
    file += "Disallow: /a\n";
    CHECK(Robots::parse(file, "newshound").allows("/a"));
    std::string stars = "User-agent: *\nDisallow: /";
    for (int i = 0; i < 20000; ++i) stars += "*a";
    CHECK(Robots::parse(stars + "b\n", "newshound").allows("/" + std::string(8000, 'a')));
}

TEST_CASE("the product of a user agent") {
    CHECK(product_of("newshound/0.1 (x)") == "newshound");
    CHECK(product_of("My-Bot 2") == "My-Bot");
    CHECK(product_of("").empty());
}
