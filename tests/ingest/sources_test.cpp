#include "ingest/sources.h"

#include <filesystem>
#include <fstream>
#include <string>

#include <stdlib.h>

#include <doctest/doctest.h>

#include "support/folder.h"

using namespace newshound;
using namespace newshound::ingest;

namespace {

/// One line an item: "id kind", or "id error-code".
std::string shown(const Item& item) {
    struct Name {
        std::string operator()(const Page& p) const {
            return std::string(p.kind == Page::Kind::html ? "html" : "flat") + (p.url.empty() ? "" : " url=" + p.url) +
                   (p.published.empty() ? "" : " published=" + p.published);
        }
        std::string operator()(const Article& a) const {
            return "article" + (a.published.empty() ? "" : " published=" + a.published);
        }
        std::string operator()(const Annotated& a) const { return "annotated " + std::to_string(a.tokens.size()); }
        std::string operator()(const Notice& n) const { return "notice " + n.words; }
        std::string operator()(const Error& e) const { return "error " + e.code; }
    };
    return item.id + " " + std::visit(Name{}, item.content);
}

std::string items(const std::vector<std::string>& names, const Options& options = {}) {
    std::string out;
    const auto source = open(names, options);
    while (auto record = source->next()) out += shown(decode(std::move(*record), options)) + "\n";
    return out;
}

std::string item(const std::string& json, const Options& options = {}) {
    Record record;
    record.id = "x";
    record.kind = Record::Kind::json;
    record.bytes = json;
    return shown(decode(std::move(record), options));
}

}  // namespace

TEST_CASE("records of JSON") {
    Options dated;
    dated.published = "2025-09-04";
    Options extract;
    extract.extract = true;
    Options small;
    small.max_page = 10;
    struct Row {
        const char* json;
        const Options& options;
        const char* wanted;
    };
    const Options none;
    const Row rows[] = {
        {R"({"id": "a", "text": "clean"})", none, "a article"},
        {R"({"id": 12, "text": "clean"})", none, "12 article"},
        {R"({"text": "clean"})", none, "x article"},
        {R"({"id": "", "text": "clean"})", none, "x article"},
        {R"({"id": "a", "text": ""})", none, "a article"},
        {R"({"id": "a", "html": "<p>b"})", none, "a html"},
        {R"({"id": "a", "html": "<p>b", "text": null, "url": "u", "published": "2025-01-02"})", none,
         "a html url=u published=2025-01-02"},
        {R"({"id": "a", "html": "<p>b", "text": "clean"})", none, "a article"},
        {R"({"id": "a", "html": "<p>b", "text": "clean"})", extract, "a html"},
        {R"({"id": "a", "text": "a whole page"})", extract, "a flat"},
        {R"({"id": "a", "text": "clean"})", dated, "a article published=2025-09-04"},
        {R"({"id": "a", "text": "clean", "published": "2025-01-02"})", dated, "a article published=2025-01-02"},
        {R"({"id": "a", "text": "clean", "published": "yesterday"})", none, "a article"},
        {R"({"id": "a", "text": "Hi", "sentences": [{"begin": 0, "end": 2}],
             "tokens": [{"text": "Hi", "begin": 0, "end": 2, "head": 0}]})",
         none, "a annotated 1"},
        {R"({"id": "a", "text": "Hi", "tokens": [{"begin": 0, "end": 3, "head": 0}]})", none, "a error bad_annotation"},
        {R"({"id": "a", "text": "Hi", "tokens": [{"begin": 0, "end": 2, "head": 7}]})", none, "a error bad_annotation"},
        {R"({"id": "a", "error": {"code": "too_large", "stage": "extract", "message": "m"}})", none, "a error too_large"},
        {R"({"doc": "a", "notice": "no model"})", none, "a notice no model"},
        {R"({"id": "a"})", none, "a error bad_record"},
        {R"({"id": "a", "html": ""})", none, "a error empty"},
        {R"([1, 2])", none, "x error bad_record"},
        {R"({"id": "a", "text": "cut off)", none, "a error bad_json"},
        {"{\"id\": \"a\", \"text\": \"\xC3\"}", none, "a error bad_json"},
        {R"({"id": "a", "text": "longer than ten"})", small, "a error too_large"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.json);
        CHECK(item(row.json, row.options) == row.wanted);
    }
}

TEST_CASE("a folder is walked in byte order of its paths") {
    const test::Folder folder;
    folder.write("b.html", "<p>b");
    folder.write("a/z.txt", "flat");
    folder.write("a.html", "<p>a");
    folder.write("B.html", "<p>B");
    folder.write("a/deep/c.htm", "<p>c");
    folder.write("a/deep/style.css", "p {}");
    folder.write("README", "no page");
    folder.write("saved", "<html>no extension");
    folder.write(".hidden.html", "<p>h");
    folder.write("records.jsonl", "{\"id\": \"r1\", \"text\": \"t\"}\n\n{\"text\": \"t\"}\nbroken\n");
    folder.write("empty.html", "");
    CHECK(items({folder.path()}) ==
          "B html\na html\na/deep/c html\na/z flat\nb html\nempty error empty\nr1 article\nrecords-2 article\n"
          "records-3 error bad_json\nsaved html\n");
}

TEST_CASE("sources of every kind, each in its turn") {
    const test::Folder folder;
    folder.write("page.html", "<p>x");
    folder.write("page.v2.html", "<p>x");
    folder.write("flat.txt", "{ a flattened page, whatever it looks like }");
    folder.write("one.json", "{\n \"text\": \"t\"\n}\n");
    folder.write("many.json", "[{\"id\": \"m1\", \"text\": \"t\"},\n {\"id\": \"m2\", \"text\": \"t\"}]");
    folder.write("none.jsonl", "\n\n");
    folder.write("picture.html", std::string("\x89PNG\r\n\x1a\n", 8));
    folder.write(
        "feed.xml",
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><item><title>T</title><link>http://example.org/1</link>"
        "<pubDate>Thu, 04 Sep 2025 10:30:00 GMT</pubDate><description>Words.</description></item>"
        "<item><title>No link</title></item></channel></rss>");
    folder.write("nothing/readme.md", "no page");
    const auto at = [&](const char* name) { return folder.path() + "/" + name; };
    const std::string wanted =
        "page html\npage.v2 html\nflat flat\none article\nm1 article\nm2 article\nnone error empty\n"
        "picture error not_text\nhttp://example.org/1 article published=2025-09-04T10:30:00Z\nfeed-2 article\n"
        "nothing error no_pages\nmissing error not_found\nhttp://127.0.0.1:9/a error private_address\n"
        "ftp://example.org/a error bad_url\n";
    CHECK(items({at("page.html"), at("page.v2.html"), at("flat.txt"), at("one.json"), at("many.json"), at("none.jsonl"),
                 at("picture.html"), at("feed.xml"), at("nothing"), at("missing.html"), "http://127.0.0.1:9/a",
                 "ftp://example.org/a"}) == wanted);
}

TEST_CASE("--as forces the kind, --max-page the size") {
    const test::Folder folder;
    folder.write("page.dat", "{\"id\": \"r\", \"text\": \"t\"}");
    Options options;
    options.as = As::text;
    CHECK(items({folder.path() + "/page.dat"}, options) == "page flat\n");
    options.as = As::html;
    CHECK(items({folder.path()}, options) == "page html\n");
    options.as = As::jsonl;
    CHECK(items({folder.path() + "/page.dat"}, options) == "r article\n");
    options.as = As::html;
    options.max_page = 23;
    CHECK(items({folder.path() + "/page.dat"}, options) == "page error too_large\n");
    options.max_page = 24;
    CHECK(items({folder.path() + "/page.dat"}, options) == "page html\n");
}

TEST_CASE("a record far over the limit is passed over, the next one read") {
    const test::Folder folder;
    std::string long_line = "{\"id\": \"long\", \"text\": \"";
    long_line.append(400, 'x');
    folder.write("r.jsonl", long_line + "\"}\n{\"id\": \"next\", \"text\": \"t\"}\n");
    Options options;
    options.max_page = 10;
    CHECK(items({folder.path() + "/r.jsonl"}, options) == "long error too_large\nnext article\n");
}

TEST_CASE("how far a run is") {
    const test::Folder folder;
    folder.write("a.html", "<p>12345");
    folder.write("b.html", "<p>12345");
    const Options options;
    const auto source = open({folder.path()}, options);
    CHECK(source->next());
    CHECK(source->fraction() == doctest::Approx(0.5));
    CHECK(source->next());
    CHECK(source->fraction() == doctest::Approx(1.0));
    CHECK_FALSE(source->next());
}

TEST_CASE("entries of feeds") {
    struct Row {
        const char* entry;
        const char* wanted;
    };
    const Row rows[] = {
        {"<title>A</title><link>http://e.org/1</link>", "http://e.org/1 article"},
        {"<title>A</title><description>Words.</description>", "x-1 article"},
        {"<title>A</title><description>&lt;p>Words.&lt;/p></description>", "x-1 html"},
        {"<title>A</title><guid>http://e.org/2</guid><description>Words.</description>", "http://e.org/2 article"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.entry);
        const test::Folder folder;
        folder.write("x.rss", std::string("<rss version=\"2.0\"><channel><item>") + row.entry + "</item></channel></rss>");
        CHECK(items({folder.path() + "/x.rss"}) == std::string(row.wanted) + "\n");
    }
}

TEST_CASE("what an entry says goes with its page") {
    const test::Folder folder;
    folder.write(
        "x.rss",
        "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><channel><language>en-GB</language><item>"
        "<title>A &amp;amp; B</title><link>http://e.org/1</link><dc:creator>Ann Ash</dc:creator>"
        "<pubDate>Thu, 04 Sep 2025 10:30:00 +0200</pubDate><description>&lt;p>Caf\xC3\xA9.&lt;/p></description>"
        "</item></channel></rss>");
    const Options options;
    const auto source = open({folder.path() + "/x.rss"}, options);
    const Item item = decode(std::move(*source->next()), options);
    const Page& page = std::get<Page>(item.content);
    CHECK(page.fragment);
    CHECK(page.url == "http://e.org/1");
    CHECK(page.http_charset == "utf-8");
    CHECK(page.bytes == "<p>Caf\xC3\xA9.</p>");
    CHECK(page.given.title == "A & B");
    CHECK(page.given.authors == std::vector<std::string>{"Ann Ash"});
    CHECK(page.given.published == "2025-09-04T10:30:00+02:00");
    CHECK(page.given.language == "en-GB");
}

TEST_CASE("lists of feeds want to be followed") {
    const test::Folder folder;
    folder.write("f.opml",
                 "<opml version=\"2.0\"><body><outline type=\"rss\" xmlUrl=\"http://127.0.0.1:9/feed\"/></body></opml>");
    CHECK(items({folder.path() + "/f.opml"}) == "f error needs_follow\n");
    Options options;
    options.follow = true;  // and then the address is looked at
    CHECK(items({folder.path() + "/f.opml"}, options) == "http://127.0.0.1:9/feed error private_address\n");
}
