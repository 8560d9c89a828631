// Feeds as they come: not well-formed, wrongly labelled, hostile.
#include <doctest/doctest.h>

#include <chrono>
#include <string>

#include "feeds/show.h"

using namespace newshound;
using namespace newshound::feeds;

TEST_CASE("XML that is not well-formed is read as far as it goes") {
    struct Row {
        const char* name;
        const char* feed;
        const char* shown;
    };
    const Row rows[] = {
        {"bare ampersands",
         "<rss><channel><item><title>Q&A: B & C</title><link>https://a.example/?x=1&y=2</link></item></channel></rss>",
         "rss\ntitle=Q&A: B & C link=https://a.example/?x=1&y=2"},
        {"HTML entities", "<rss><channel><item><title>Caf&eacute;&nbsp;&ndash; 3&euro;</title></item></channel></rss>",
         "rss\ntitle=Café – 3€"},
        {"HTML entities in an attribute",
         "<opml><body><outline text='Caf&eacute;' xmlUrl='https://a.example/'/></body></opml>",
         "opml\ntitle=Café link=https://a.example/ feed"},
        {"HTML that is not escaped",
         "<rss><channel><item><description><p>One<br>two<p>three<img src=x></description><title>T</title></item>"
         "<item><title>U</title></item></channel></rss>",
         "rss\ntitle=T summary.html=<p>One<br>two<p>three<img src=\"x\"></p></p>\ntitle=U"},
        {"end tags of nothing",
         "<rss><channel><item><title>A</b></i></title></item></p><item><title>B</title></item></channel></rss>",
         "rss\ntitle=A\ntitle=B"},
        {"an item that is not closed", "<rss><channel><item><title>A</title><item><title>B</title></item></channel></rss>",
         "rss\ntitle=A\ntitle=B"},
        {"cut off in a text", "<rss><channel><item><title>A</title></item><item><title>B</title><description>It was",
         "rss\ntitle=A\ntitle=B summary=It was"},
        {"cut off in CDATA", "<rss><channel><item><title>A</title><description><![CDATA[<p>It was",
         "rss\ntitle=A summary.html=<p>It was"},
        {"less-than in a text", "<rss><channel><item><title>1 < 2 & 3</title></item></channel></rss>",
         "rss\ntitle=1 < 2 & 3"},
        {"CDATA beside an error", "<rss><channel><item><title><![CDATA[A & <b>B</b>]]></title><x></item></channel></rss>",
         "rss\ntitle=A & B"},
        {"attributes without quotes",
         "<rss version=2.0><channel><item><guid isPermaLink=false>7</guid></item></channel></rss>", "rss 2.0\nid=7"},
        {"junk before and after",
         "\n\n Warning: x\n<?xml version='1.0'?><rss><channel><item><title>A</title></item></channel></rss> junk <x>",
         "rss\ntitle=A"},
        {"tags in capitals", "<RSS><CHANNEL><ITEM><TITLE>A</TITLE><PUBDATE>4 Sep 2025</PUBDATE></ITEM></CHANNEL></RSS>",
         "rss\ntitle=A published=2025-09-04"},
        {"control characters", "<rss><channel><item><title>A\x0B\x1B\x01 B</title></item></channel></rss>",
         "rss\ntitle=A B"},
        {"characters of windows-1252 by number",
         "<rss><channel><item><title>It&#146;s &#8364;5 &#x2019;</title></item></channel></rss>", "rss\ntitle=It’s €5 ’"},
        {"no root end", "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A</title></entry>", "atom 1.0\ntitle=A"},
        {"XML 1.1", "<?xml version='1.1'?><rss><channel><item><title>A</title></item></channel></rss>", "rss\ntitle=A"},
        {"a declaration after a comment",
         "<!-- x --><?xml version='1.0'?><rss><channel><item><title>A</title></item></channel></rss>", "rss\ntitle=A"},
        {"entities of its own",
         "<!DOCTYPE rss [<!ENTITY org 'The Lantern'>]><rss><channel><item><title>&org; &amp; "
         "Co</title></item></channel></rss>",
         "rss\ntitle=The Lantern & Co"},
        {"entities of its own, and an error",
         "<!DOCTYPE rss [<!ENTITY org 'The Lantern'>]><rss><channel><item><title>&org; & Co</title></item></channel></rss>",
         "rss\ntitle=The Lantern & Co"},
    };
    for (const Row& row : rows) {
        const std::string name = row.name;
        CAPTURE(name);
        CHECK(show(parse(row.feed, {})) == row.shown);
    }
    CHECK(parse("<rss><channel><title>A</channel></rss>", {})->problem.find("mismatched tag") != std::string::npos);
}

TEST_CASE("encodings") {
    struct Row {
        const char* name;
        std::string feed;
        const char* content_type;
        const char* title;
    };
    const auto rss = [](const std::string& title) { return "<rss><channel><title>" + title + "</title></channel></rss>"; };
    const auto wide = [](const std::string& ascii, std::size_t width, bool big) {
        std::string out;
        for (const char c : ascii) {
            if (big) out.append(width - 1, '\0');
            out += c;
            if (!big) out.append(width - 1, '\0');
        }
        return out;
    };
    const Row rows[] = {
        {"UTF-8", rss("été"), "", "été"},
        {"UTF-8 labelled otherwise", "<?xml version='1.0' encoding='iso-8859-1'?>" + rss("été"),
         "text/xml; charset=iso-8859-1", "été"},
        {"the declaration",
         "<?xml version='1.0' encoding='iso-8859-2'?>" + rss("\xB3\xF3"
                                                             "d\xBC"),
         "", "łódź"},
        {"the header over the declaration", "<?xml version='1.0' encoding='iso-8859-1'?>" + rss("\xCF\xF0\xE8\xE2\xE5\xF2"),
         "application/rss+xml; charset=\"windows-1251\"", "Привет"},
        {"windows-1252 called iso-8859-1", "<?xml version='1.0' encoding='ISO-8859-1'?>" + rss("\x93quoted\x94"), "",
         "“quoted”"},
        {"a label nobody knows",
         "<?xml version='1.0' encoding='x-nonsense'?>" + rss("Pr\xE9sident fran\xE7"
                                                             "ais \xE0 No\xEBl"),
         "", "Président français à Noël"},
        {"a label that is a path",
         "<?xml version='1.0' encoding='../../../etc/x'?>" + rss("Pr\xE9sident fran\xE7"
                                                                 "ais \xE0 No\xEBl"),
         "", "Président français à Noël"},
        {"declared UTF-8, is not",
         "<?xml version='1.0' encoding='utf-8'?>" + rss("Pr\xE9sident fran\xE7"
                                                        "ais \xE0 No\xEBl"),
         "", "Président français à Noël"},
        {"Japanese", "<?xml version='1.0' encoding='Shift_JIS'?>" + rss("\x93\xFA\x96{"), "", "日本"},
        {"UTF-8 with a mark", "\xEF\xBB\xBF" + rss("é"), "", "é"},
        {"UTF-16 with a mark", std::string("\xFF\xFE", 2) + wide(rss("abc"), 2, false), "", "abc"},
        {"UTF-16 without", wide(rss("abc"), 2, true), "", "abc"},
        {"UTF-16 that says UTF-8", wide("<?xml version='1.0' encoding='utf-8'?>" + rss("abc"), 2, false), "", "abc"},
        {"UTF-8 that says UTF-16", "<?xml version='1.0' encoding='utf-16'?>" + rss("abc"), "", "abc"},
        {"UTF-32", wide(rss("abc"), 4, true), "", "abc"},
        {"UTF-32 with a mark", std::string("\xFF\xFE\0\0", 4) + wide(rss("abc"), 4, false), "", "abc"},
        {"a bad byte among many good ones", rss("éééééééééééééééééééééééé\xFF"), "", "éééééééééééééééééééééééé\xEF\xBF\xBD"},
    };
    for (const Row& row : rows) {
        const std::string name = row.name;
        CAPTURE(name);
        const auto feed = parse(row.feed, {.url = "", .content_type = row.content_type});
        REQUIRE(feed);
        CHECK(feed->title == row.title);
    }
}

TEST_CASE("hostile feeds end in an error or a short reading, and soon") {
    const auto start = std::chrono::steady_clock::now();
    SUBCASE("entities that grow") {
        std::string bomb = "<!DOCTYPE rss [<!ENTITY a0 'ha'>";
        for (int i = 1; i < 30; ++i) {
            const std::string inner = "&a" + std::to_string(i - 1) + ";";
            bomb += "<!ENTITY a" + std::to_string(i) + " '" + inner + inner + inner + inner + "'>";
        }
        const auto feed = parse(bomb + "]><rss><channel><title>&a29;</title></channel></rss>", {});
        REQUIRE(feed);
        CHECK(feed->title.size() < 100);
        CHECK_FALSE(feed->problem.empty());
    }
    SUBCASE("one long entity, many times") {
        std::string bomb = "<!DOCTYPE rss [<!ENTITY a '" + std::string(1000, 'x') + "'>]><rss><channel><title>";
        for (int i = 0; i < 100'000; ++i) bomb += "&a;";
        const auto feed = parse(bomb + " & </title></channel></rss>", {});
        REQUIRE(feed);
        CHECK(feed->title.size() < 4 * bomb.size());
    }
    SUBCASE("files and addresses are not looked at") {
        const auto feed =
            parse(R"(<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]>
            <rss><channel><title>a&x;b</title></channel></rss>)",
                  {});
        REQUIRE(feed);
        CHECK(feed->title.find("root") == std::string::npos);
        CHECK(feed->title.starts_with("a"));
    }
    SUBCASE("deep nesting") {
        std::string deep = "<rss><channel><item><description>";
        for (int i = 0; i < 200'000; ++i) deep += "<b>";
        const auto feed = parse(deep + "text", {});
        REQUIRE(feed);
        CHECK(feed->entries.size() == 1);
        CHECK(feed->problem.find("nested") != std::string::npos);
    }
    SUBCASE("outlines in outlines") {
        std::string deep = "<opml><body>";
        for (int i = 0; i < 100'000; ++i)
            deep += "<outline text='" + std::string(50, 'x') + "' xmlUrl='https://a.example/'>";
        CHECK(parse(deep, {}));
    }
    SUBCASE("an element with very many attributes") {
        std::string wide = "<rss><channel><item";
        for (int i = 0; i < 100'000; ++i) wide += " a" + std::to_string(i % 50'000) + "='1'";
        const auto feed = parse(wide + "><title>A</title></item></channel></rss>", {});
        REQUIRE(feed);
        CHECK(show(feed) == "rss\ntitle=A");
    }
    SUBCASE("declarations without end") {
        std::string open = "<rss><channel>";
        for (int i = 0; i < 100'000; ++i) open += "<!DOCTYPE x [<![CDATA[<!--";
        CHECK(parse(open, {}));
    }
    SUBCASE("very many entries, well-formed and not") {
        for (const char* title : {"A", "A & B"}) {
            std::string many = "<rss><channel>";
            for (int i = 0; i < 100'000; ++i) {
                many += "<item><title>";
                many += title;
                many += "</title></item>";
            }
            const auto feed = parse(many + "</channel></rss>", {});
            REQUIRE(feed);
            CHECK(feed->entries.size() == 100'000);
            CHECK(feed->entries.back().title == title);
        }
    }
    SUBCASE("very many namespaces") {
        std::string many = "<rss";
        for (int i = 0; i < 20'000; ++i) many += " xmlns:n" + std::to_string(i) + "='u'";
        many += "><channel>";
        for (int i = 0; i < 20'000; ++i) many += "<item><n7:x/></item>";
        const auto feed = parse(many + "</channel></rss>", {});
        REQUIRE(feed);
        CHECK(feed->entries.size() == 20'000);
    }
    CHECK(std::chrono::steady_clock::now() - start <
          std::chrono::seconds(20));  // each takes well under one, sanitizers apart
}

TEST_CASE("limits") {
    std::string feed = "<rss><channel>";
    for (int i = 0; i < 1000; ++i) feed += "<item><title>A</title></item>";
    feed += "</channel></rss>";
    Context context;
    context.url = "https://a.example/feed";
    context.max_entries = 10;
    const auto cut = parse(feed, context);
    REQUIRE(cut);
    CHECK(cut->entries.size() == 10);
    CHECK(cut->problem.find("more than 10 entries") != std::string::npos);
    context.max_bytes = 100;
    const auto refused = parse(feed, context);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == "too_large");
    CHECK(refused.error().source == "https://a.example/feed");
}

TEST_CASE("what is no feed is said to be none") {
    for (const char* bytes : {"", "   ", "no feed", "<html><body>A page about RSS</body></html>", "<!DOCTYPE html><p>x",
                              "<x/>", "[1, 2]", "{\"id\": \"1\", \"html\": \"<rss>\"}"}) {
        const std::string said = bytes;
        CAPTURE(said);
        const auto feed = parse(bytes, {});
        REQUIRE_FALSE(feed);
        CHECK(feed.error().code == "not_a_feed");
        CHECK(feed.error().stage == "ingest");
    }
}
