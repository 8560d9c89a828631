#include "extract/given.h"

#include <string>

#include <doctest/doctest.h>

#include "base/text.h"
#include "extract/extract.h"

using namespace newshound;

namespace {

/// "title|authors|published|modified|publisher"
std::string shown(const Article& a) {
    return a.title + "|" + text::join(a.authors, ",") + "|" + a.published + "|" + a.modified + "|" + a.publisher;
}

Article article(const char* title, const char* author, const char* published, const char* modified) {
    Article a;
    a.title = title;
    if (*author) a.authors = {author};
    a.published = published;
    a.modified = modified;
    return a;
}

}  // namespace

TEST_CASE("what a feed says fills gaps of a page, and is the last word on a fragment") {
    Page page;
    page.given = {"Feed title", {"Ann Ash"}, "2025-09-04", "2025-09-05", "en", "Desk"};
    const auto completed = [&](Article a) {
        extract::complete(a, page, true);
        return shown(a);
    };
    CHECK(completed(article("", "", "", "")) == "Feed title|Ann Ash|2025-09-04|2025-09-05|Desk");
    CHECK(completed(article("Own", "Bo Birch", "2025-09-01", "")) == "Own|Bo Birch|2025-09-01|2025-09-05|Desk");
    page.fragment = true;
    CHECK(completed(article("Own", "Bo Birch", "2025-09-01", "2025-09-02")) ==
          "Feed title|Ann Ash|2025-09-04|2025-09-05|Desk");
    page.published = "2025-08-01";  // --published
    CHECK(completed(article("", "", "2025-08-01", "")) == "Feed title|Ann Ash|2025-08-01|2025-09-05|Desk");
    page.given = {};
    CHECK(completed(article("Own", "Bo Birch", "2025-09-01", "")) == "Own|Bo Birch|2025-09-01||");
}

TEST_CASE("nothing was published after it was fetched") {
    struct Row {
        const char *published, *seen, *wanted;
    };
    const Row rows[] = {
        {"2025-09-04", "2025-09-04T12:00:00Z", "2025-09-04"},
        {"2025-09-05T01:00:00+13:00", "2025-09-04T12:00:00Z", "2025-09-05T01:00:00+13:00"},  // a day for time zones
        {"2025-09-06", "2025-09-04T12:00:00Z", ""},
        {"2031-01-01", "2025-09-04T12:00:00Z", ""},
        {"2031-01-01", "", "2031-01-01"},
        {"2031", "2025-09-04T12:00:00Z", "2031"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.published);
        Page page;
        page.seen = row.seen;
        Article a = article("", "", row.published, row.published);
        extract::complete(a, page, true);
        CHECK(a.published == row.wanted);
        CHECK(a.modified == row.wanted);
    }
}

TEST_CASE("a short fragment is kept whole") {
    const char* fragments[] = {"<p>Short.</p>", "<p>Police arrested two men.</p><ul><li>One</li><li>Two</li></ul>",
                               "Plain words with <b>markup</b>."};
    for (const char* fragment : fragments) {
        CAPTURE(fragment);
        Page page;
        page.id = "x";
        page.bytes = fragment;
        page.fragment = true;
        const auto read = extract::extract(page);
        REQUIRE(read);
        std::string words;
        bool in_tag = false;
        for (const char* c = fragment; *c; ++c) {
            if (*c == '<') {
                in_tag = true;
                if (!words.empty() && words.back() != ' ') words += ' ';
            }
            if (!in_tag) words += *c;
            if (*c == '>') in_tag = false;
        }
        std::string found = text::fold_space(read->text);
        std::erase(found, ' ');
        std::erase(words, ' ');
        CHECK(found == words);
    }
}
