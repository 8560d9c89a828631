#include "net/headers.h"

#include <map>
#include <string>

#include <doctest/doctest.h>

#include "net/proxy.h"
#include "net/target.h"
#include "net/turns.h"

using namespace newshound::net;

TEST_CASE("content types") {
    struct Row {
        const char *value, *type, *charset;
    };
    const Row rows[] = {
        {"text/html", "text/html", ""},
        {"Text/HTML; Charset=UTF-8", "text/html", "utf-8"},
        {"text/html;charset=\"iso-8859-1\"", "text/html", "iso-8859-1"},
        {"text/html; boundary=x; charset = windows-1251 ; y=z", "text/html", "windows-1251"},
        {"text/html; charset='utf-8'", "text/html", "utf-8"},
        {"; charset=utf-8", "", "utf-8"},
        {"text/html; charset", "text/html", ""},
        {"", "", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.value);
        CHECK(content_type(row.value).type == row.type);
        CHECK(content_type(row.value).charset == row.charset);
    }
}

TEST_CASE("when to come again") {
    constexpr long long kNow = 1757000000;  // Thu, 04 Sep 2025 15:33:20 GMT
    CHECK(retry_after("120", kNow) == 120);
    CHECK(retry_after(" 0 ", kNow) == 0);
    CHECK(retry_after("Thu, 04 Sep 2025 15:33:50 GMT", kNow) == 30);
    CHECK(retry_after("Thu, 04 Sep 2025 15:00:00 GMT", kNow) == 0);
    CHECK_FALSE(retry_after("", kNow));
    CHECK_FALSE(retry_after("-5", kNow));
    CHECK_FALSE(retry_after("soon", kNow));
}

TEST_CASE("the proxy of the environment") {
    const std::map<std::string, std::string> set = {{"http_proxy", "p:1"},
                                                    {"HTTP_PROXY", "evil:1"},
                                                    {"HTTPS_PROXY", "s:2"},
                                                    {"ALL_PROXY", "all:3"},
                                                    {"no_proxy", ".a.org, 10.0.0.1 b.org"}};
    const auto with = [](const std::map<std::string, std::string>& variables) {
        return [&variables](const char* name) {
            const auto it = variables.find(name);
            return it == variables.end() ? std::string() : it->second;
        };
    };
    CHECK(proxy_for("http", "x.org", with(set)) == "p:1");
    CHECK(proxy_for("https", "x.org", with(set)) == "s:2");
    CHECK(proxy_for("http", "a.org", with(set)).empty());
    CHECK(proxy_for("http", "www.A.org", with(set)).empty());
    CHECK(proxy_for("http", "ba.org", with(set)) == "p:1");
    CHECK(proxy_for("https", "b.org", with(set)).empty());
    CHECK(proxy_for("http", "10.0.0.1", with(set)).empty());
    const std::map<std::string, std::string> other = {{"HTTP_PROXY", "evil:1"}, {"ALL_PROXY", "all:3"}};
    CHECK(proxy_for("http", "x.org", with(other)) == "all:3");  // HTTP_PROXY may come from a request
    const std::map<std::string, std::string> none = {{"all_proxy", "all:3"}, {"NO_PROXY", "*"}};
    CHECK(proxy_for("http", "x.org", with(none)).empty());
}

TEST_CASE("what is asked of whom") {
    struct Row {
        const char *url, *host, *origin, *path;
    };
    const Row rows[] = {
        {"http://Example.ORG", "example.org", "http://example.org:80", "/"},
        {"HTTPS://example.org:8443/a?b=c#d", "example.org", "https://example.org:8443", "/a?b=c"},
        {" http://example.org/a b ", "example.org", "http://example.org:80", "/a%20b"},
        {"http://[::1]/x", "[::1]", "http://[::1]:80", "/x"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.url);
        const auto target = target_of(row.url);
        REQUIRE(target);
        CHECK(target->host == row.host);
        CHECK(target->origin == row.origin);
        CHECK(target->path == row.path);
    }
    for (const char* bad :
         {"", "a", "file:///etc/passwd", "ftp://example.org/", "http://", "http://u:p@example.org/", "http://u@example.org/",
          "gopher://example.org/", "http://exa mple.org/", "javascript:alert(1)"}) {
        CAPTURE(bad);
        const auto target = target_of(bad);
        REQUIRE_FALSE(target);
        CHECK(target.error().code == "bad_url");
    }
}

TEST_CASE("turns: each host in its own time") {
    Turns turns;
    const auto now = Turns::Clock::now();
    using namespace std::chrono_literals;
    CHECK(turns.take("a", 1, now) == now);
    CHECK(turns.take("a", 1, now) == now + 1s);
    CHECK(turns.take("b", 1, now) == now);
    CHECK(turns.ready_at("a") == now + 2s);
    CHECK(turns.take("a", 1, now + 10s) == now + 10s);
    turns.postpone("b", 30, now);
    CHECK(turns.ready_at("b") == now + 30s);
    turns.postpone("b", 1, now);
    CHECK(turns.ready_at("b") == now + 30s);
}
