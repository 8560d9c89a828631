// The small readers, each as a table: dates, titles, bylines, captions, promotion, encodings, structured data, URLs.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/text.h"
#include "base/url.h"
#include "extract/captions.h"
#include "extract/dates.h"
#include "extract/encoding.h"
#include "extract/entities.h"
#include "extract/jsonld.h"
#include "extract/junk.h"
#include "extract/language.h"
#include "extract/lexicon.h"
#include "extract/metadata.h"
#include "extract/names.h"

using namespace newshound;
using namespace newshound::extract;

namespace {

const Lexicon& lexicon() {
    const auto got = Lexicon::get();
    REQUIRE(got);
    return **got;
}

std::string joined(const std::vector<std::string>& parts) { return text::join(parts, "; "); }

}  // namespace

TEST_CASE("dates as pages write them") {
    struct Row {
        const char* text;
        const char* value;
        bool month_first = false;
    };
    const Row rows[] = {
        {"2025-09-04", "2025-09-04"},
        {"2025-09-04T10:30:00+02:00", "2025-09-04T10:30:00+02:00"},
        {"2025-09-04T10:30:00.123Z", "2025-09-04T10:30:00Z"},
        {"2025-09-04T10:30:00-0500", "2025-09-04T10:30:00-05:00"},
        {"2025-09-04 10:30", "2025-09-04"},  // no offset: the day only
        {"Thu, 04 Sep 2025 10:30:00 GMT", "2025-09-04T10:30:00Z"},
        {"Thu, 04 Sep 2025 10:30:00 +0200", "2025-09-04T10:30:00+02:00"},
        {"Published 4 September 2025", "2025-09-04"},
        {"Sept. 4, 2025 at 3:15 pm EDT", "2025-09-04T15:15:00-04:00"},
        {"September 4th, 2025", "2025-09-04"},
        {"04.09.2025, 10:30 Uhr", "2025-09-04"},
        {"4. September 2025", "2025-09-04"},
        {"le 4 septembre 2025 à 10h30", "2025-09-04"},
        {"4 de septiembre de 2025", "2025-09-04"},
        {"4 сентября 2025", "2025-09-04"},
        {"4 Eylül 2025", "2025-09-04"},
        {"2025年9月4日", "2025-09-04"},
        {"2025년 9월 4일", "2025-09-04"},
        {"٤ سبتمبر ٢٠٢٥", "2025-09-04"},
        {"9/4/2025", "2025-04-09"},
        {"9/4/2025", "2025-09-04", true},
        {"13/4/2025", "2025-04-13", true},  // only one reading exists
        {"2025-02-30", ""},
        {"version 10.4.2025.1 of 3.5", ""},
        {"May be next week", ""},
        {"1789-07-14", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto found = find_date(row.text, lexicon(), row.month_first);
        CHECK((found ? found->value : std::string()) == row.value);
    }
    CHECK(date_value("20250904", lexicon()) == "2025-09-04");
    CHECK(date_value("1756981800", lexicon()) == "2025-09-04T10:30:00Z");
    CHECK(date_value("1756981800000", lexicon()) == "2025-09-04T10:30:00Z");
    CHECK(date_in_url("https://a.example/news/2025/09/04/storm", lexicon()) == "2025-09-04");
    CHECK(date_in_url("https://a.example/2025/sep/04/storm", lexicon()) == "2025-09-04");
    CHECK(date_in_url("https://a.example/storm-20250904.html", lexicon()) == "2025-09-04");
    CHECK(date_in_url("https://a.example/12345678/storm", lexicon()).empty());
    CHECK(is_date_line("Published: Thursday, 4 September 2025, 10:30", lexicon()));
    CHECK_FALSE(is_date_line("The two sides met on 4 September 2025 and agreed to meet again in a month.", lexicon()));
}

TEST_CASE("bylines") {
    struct Row {
        const char* line;
        const char* authors;
        const char* agency;
        NameTrust trust = NameTrust::text;
    };
    const Row rows[] = {
        {"By Jane Doe", "Jane Doe", ""},
        {"By Jane Doe and John Roe", "Jane Doe; John Roe", ""},
        {"Von Anna Groß, Berlin", "Anna Groß", ""},
        {"Par Zoé Durand (AFP)", "Zoé Durand", "AFP"},
        {"Jane Doe, Political Correspondent", "Jane Doe", ""},
        {"Jane Doe in Cairo", "Jane Doe", ""},
        {"Published 7 August 2023 by Nicole Burns", "Nicole Burns", ""},
        {"Reuters", "", "Reuters"},
        {"Agence France-Presse", "", "AFP"},
        {"By Staff Reporter", "", ""},
        {"News Hound", "", "", NameTrust::structured},
        {"Redaktion", "", "", NameTrust::structured},
        {"admin", "", "", NameTrust::structured},
        {"viktor hedlund", "viktor hedlund", "", NameTrust::structured},
        {"Ludwig van Beek", "Ludwig van Beek", "", NameTrust::structured},
        {"Андрей Петров", "Андрей Петров", ""},
        {"jane@doe.example", "", "", NameTrust::structured},
        {"https://a.example/jane", "", "", NameTrust::structured},
        {"Jane Doe, Jane Doe", "Jane Doe", "", NameTrust::structured},
    };
    for (const Row& row : rows) {
        CAPTURE(row.line);
        const Byline got = parse_byline(row.line, lexicon(), row.trust);
        CHECK(joined(got.authors) == row.authors);
        CHECK(got.agency == row.agency);
    }
    CHECK(parse_byline("The Daily Lantern", lexicon(), NameTrust::structured, "Daily Lantern").authors.empty());
    CHECK(is_byline("By Jane Doe", lexicon()));
    CHECK_FALSE(is_byline("By Thursday the water had reached the second floor of the school.", lexicon()));
}

TEST_CASE("sign-offs") {
    struct Row {
        const char* line;
        bool is;
        const char* publisher;
        const char* agency;
    };
    const Row rows[] = {
        {"Le Monde with AFP", true, "Le Monde", "AFP"},
        {"Le Fanal avec AFP", true, "Le Fanal", "AFP"},
        {"The Lantern with AP and Reuters", true, "The Lantern", "AP"},
        {"(AFP)", true, "", "AFP"},
        {"dpa/AFP", true, "", "dpa"},
        {"He left with a friend", false, "", ""},
        {"The minister spoke with Reuters about the strike and what would follow", false, "", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.line);
        SignOff got;
        CHECK(read_sign_off(row.line, lexicon(), got) == row.is);
        CHECK(got.publisher == row.publisher);
        CHECK(got.agency == row.agency);
    }
}

TEST_CASE("captions and credits") {
    struct Row {
        const char* line;
        const char* text;
        const char* credit;
    };
    const Row rows[] = {
        {"The palace in Quito, on September 4, 2025. JACQUELINE MARTENS / AFP", "The palace in Quito, on September 4, 2025.",
         "JACQUELINE MARTENS / AFP"},
        {"Ein Haus am See. (Foto: Eva Stein)", "Ein Haus am See.", "Foto: Eva Stein"},
        {"A house by the lake © Eva Stone", "A house by the lake", "© Eva Stone"},
        {"Crowds in the square | Getty Images", "Crowds in the square", "Getty Images"},
        {"Getty Images", "", "Getty Images"},
        {"Photo: Eva Stone", "", "Photo: Eva Stone"},
        {"Crowds in the square on Sunday.", "Crowds in the square on Sunday.", ""},
        {"The minister, who arrived late, left early.", "The minister, who arrived late, left early.", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.line);
        const Caption got = split_caption(row.line, lexicon());
        CHECK(got.text == row.text);
        CHECK(got.credit == row.credit);
    }
}

TEST_CASE("promotion, and news that only sounds like it") {
    struct Row {
        const char* line;
        const char* kind;  // "" = article text
    };
    const Row rows[] = {
        {"Advertisement", "ad"},
        {"ANZEIGE", "ad"},
        {"La suite après la publicité", "ad"},
        {"Read more: Ferry service resumes", "related"},
        {"Lesen Sie auch: Fähre fährt wieder", "related"},
        {"Lire aussi Le ferry reprend du service", "related"},
        {"Share this article", "share"},
        {"We use cookies to improve your experience.", "consent"},
        {"Sign up to our newsletter and get the best stories in your inbox.", "related"},
        {"Download our app to get the news anywhere.", "related"},
        {"Take this quick survey and help us improve our newsletter for you.", "newsletter"},
        {"Abonnieren Sie unseren Newsletter.", "paywall"},
        {"Your email address will not be published.", "comment"},
        {"© 2025 The Lantern. All rights reserved.", "copyright"},
        {"The company said its app had been downloaded ten million times in a year.", ""},
        {"Subscribers to the service fell by two million, the company said on Monday.", ""},
        {"“Download the app and tell your friends,” the minister told reporters.", ""},
        {"More than 200 people were brought ashore.", ""},
        {"Each tool was asked to build the same app.", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.line);
        CHECK(judge_line(row.line, lexicon()).kind == row.kind);
    }
    CHECK(judge_line("Related stories", lexicon()).ends_article);
    CHECK(judge_line("Kommentare", lexicon()).ends_article);
    CHECK_FALSE(judge_line("What happened next", lexicon()).ends_article);
}

TEST_CASE("titles without the site's name") {
    struct Row {
        const char* title;
        std::vector<std::string> sites, others;
        const char* stripped;
    };
    const Row rows[] = {
        {"Storm hits coast - The Daily Lantern", {"The Daily Lantern"}, {}, "Storm hits coast"},
        {"Storm hits coast | Lantern", {"lantern"}, {}, "Storm hits coast"},
        {"Lantern: Storm hits coast", {"lantern"}, {}, "Lantern: Storm hits coast"},
        {"The Lantern – Storm hits coast", {"The Lantern"}, {}, "Storm hits coast"},
        {"Storm hits coast - Weather - The Lantern", {"The Lantern"}, {"Storm hits coast"}, "Storm hits coast"},
        {"North - South divide grows", {"The Lantern"}, {}, "North - South divide grows"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.title);
        CHECK(strip_site_name(row.title, row.sites, row.others) == row.stripped);
    }
}

TEST_CASE("JSON-LD shapes") {
    struct Row {
        const char* script;
        const char* headline;
        const char* author;
        const char* published;
    };
    const Row rows[] = {
        {R"({"@type":"NewsArticle","headline":"A b","author":{"@type":"Person","name":"Jane Doe"},"datePublished":"2025-01-02"})",
         "A b", "Jane Doe", "2025-01-02"},
        {R"([{"@type":"Organization","name":"O"},{"@type":["Article","NewsArticle"],"headline":"A b","author":["Jane Doe"]}])",
         "A b", "Jane Doe", ""},
        {R"({"@graph":[{"@type":"Article","headline":"A b","author":{"@id":"#1"}},{"@type":"Person","@id":"#1","name":"Jane Doe"}]})",
         "A b", "Jane Doe", ""},
        {R"({"@type":"WebPage","mainEntity":{"@type":"BlogPosting","headline":"A b","author":[{"name":"Jane Doe"}]}})",
         "A b", "Jane Doe", ""},
        {"{\"@type\":\"NewsArticle\",\"headline\":\"A\n b\",\"author\":\"Jane Doe\",}", "A b", "Jane Doe", ""},
        {"<!-- {\"@type\":\"NewsArticle\",\"headline\":\"A \\'b\\'\"} -->", "A 'b'", "", ""},
        {R"(/*<![CDATA[*/{"@type":"NewsArticle","headline":"A &amp; b"}/*]]>*/)", "A & b", "", ""},
        {R"({"@type":"NewsArticle","headline":"A b","datePublished":"2025-01-02","author":{"name":"Jane)", "A b", "",
         "2025-01-02"},
        {R"({"@type":"NewsArticle","headline":{"@value":"A b"}}{"@type":"Person"})", "A b", "", ""},
        {R"({"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Other"}]})", "", "", ""},
        {"not json at all", "", "", ""},
        {"[[[[[[", "", "", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.script);
        const LinkedArticle got = read_linked_article({row.script}, "");
        CHECK(got.headline == row.headline);
        CHECK((got.authors.empty() ? std::string() : got.authors[0].name) == row.author);
        CHECK(got.published == row.published);
    }
    // Of two articles the one of this page.
    const LinkedArticle own =
        read_linked_article({R"([{"@type":"NewsArticle","headline":"Other","url":"https://a.example/1"},
        {"@type":"NewsArticle","headline":"This","url":"https://a.example/2"}])"},
                            "https://a.example/2?utm_source=x");
    CHECK(own.headline == "This");
    CHECK(read_linked_article({R"({"@type":"Article","isAccessibleForFree":"False","headline":"x"})"}, "").free ==
          LinkedArticle::Free::no);
    CHECK(plain_paragraphs("<p>One &lt;two&gt;</p><p>three<br>four</p>") == "One\nthree\nfour");
    CHECK(decode_entities("&#8217;&#x2019;&#146;&eacute;&nosuch;&") == "’’’é&nosuch;&");
}

TEST_CASE("encodings") {
    struct Row {
        std::string bytes;
        const char* http;
        const char* text;
        const char* source;
    };
    const std::string long_latin =
        "<p>Pr\xE9sident fran\xE7"
        "ais \xE0 No\xEBl, d\xE9j\xE0 \xE9lu, a \xE9t\xE9 re\xE7u.";
    const Row rows[] = {
        {"\xEF\xBB\xBF<p>é", "windows-1251", "<p>é", "bom"},
        {std::string("\xFF\xFEh\0i\0", 6), "", "hi", "bom"},
        {"<p>é", "iso-8859-1", "<p>é", "content"},  // valid UTF-8 beats a wrong label
        {"<p>\xE9t\xE9 \xE0 No\xEBl", "iso-8859-1", "<p>été à Noël", "http"},
        {"<meta charset=\"windows-1251\"><p>\xCF\xF0\xE8\xE2\xE5\xF2", "", "<meta charset=\"windows-1251\"><p>Привет",
         "meta"},
        {"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-9'>\xFE", "",
         "<meta http-equiv=Content-Type content='text/html; charset=iso-8859-9'>ş", "meta"},
        {"<?xml version=\"1.0\" encoding=\"iso-8859-2\"?>\xB3", "", "<?xml version=\"1.0\" encoding=\"iso-8859-2\"?>ł",
         "meta"},
        {long_latin, "", "<p>Président français à Noël, déjà élu, a été reçu.", "content"},
        {long_latin, "no-such-charset", "<p>Président français à Noël, déjà élu, a été reçu.", "content"},
        {"plain", "", "plain", "content"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto got = decode(row.bytes, row.http, true);
        REQUIRE(got);
        CHECK(got->text == row.text);
        CHECK(got->source == row.source);
    }
    const auto cut = decode(
        "<p>Gespr\xC3\xA4"
        "ch \xE2\x82",
        "", true);  // cut inside a character
    REQUIRE(cut);
    CHECK(cut->text == "<p>Gespräch \xEF\xBF\xBD");
    const std::string png = "\x89PNG\r\n\x1a\n";
    REQUIRE_FALSE(decode(png, "", true));
    CHECK(decode(png, "", true).error().code == "not_text");
    std::string noise;
    for (int i = 0; i < 4096; ++i) noise += static_cast<char>(i * 7919 % 251);
    CHECK_FALSE(decode(noise, "", true));
}

TEST_CASE("language") {
    struct Row {
        const char* text;
        const char* declared;
        const char* tag;
    };
    const Row rows[] = {
        {"The council voted on Tuesday to rebuild the old bridge over the river, after two years of dispute about the cost.",
         "", "en"},
        {"The council voted on Tuesday to rebuild the old bridge over the river, after two years of dispute about the cost.",
         "en_gb", "en-GB"},
        {"Der Gemeinderat hat am Dienstag beschlossen, die alte Brücke über den Fluss nach zwei Jahren Streit neu zu bauen. "
         "Die Kosten sollen "
         "nun von Bund und Land gemeinsam getragen werden, wie der Bürgermeister nach der Sitzung vor Journalisten "
         "erklärte.",
         "en", "de"},
        {"", "fr", "fr"},
        {"", "", ""},
        {"", "!!", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.declared);
        CHECK(detect_language(row.text, row.declared) == row.tag);
    }
}

TEST_CASE("hints in class names") {
    struct Row {
        const char* attribute;
        const char* kind;  // "" = no hint that drops
    };
    const Row rows[] = {
        {"article-comments", "comment"},
        {"c-article__relatedPosts", "related"},
        {"has-sidebar", ""},
        {"no-comments", ""},
        {"article-body", ""},
        {"wp-caption-text", "caption"},
        {"cookieBanner", "consent"},
        {"header", ""},
        {"shared-content", ""},
        {"adslot ad-top", "ad"},
        {"loading", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.attribute);
        const Hint hint = lexicon().hint(row.attribute);
        const bool drops = hint.strength != Hint::Strength::none && hint.strength != Hint::Strength::content;
        CHECK((drops ? std::string(hint.kind) : std::string()) == row.kind);
    }
    CHECK(lexicon().names_content("td-post-content tagdiv-type"));
    CHECK_FALSE(lexicon().names_content("teaser"));
}

TEST_CASE("URLs") {
    struct Row {
        const char* base;
        const char* reference;
        const char* resolved;
    };
    const Row rows[] = {
        {"https://a.example/b/c?d#e", "f", "https://a.example/b/f"},
        {"https://a.example/b/c", "../f", "https://a.example/f"},
        {"https://a.example/b/c", "/f?g#h", "https://a.example/f?g#h"},
        {"https://a.example/b/c", "//x.example/y", "https://x.example/y"},
        {"https://a.example/b/c", "?q", "https://a.example/b/c?q"},
        {"https://a.example", "f", "https://a.example/f"},
        {"https://a.example/b", " http://x.example/\n y ", "http://x.example/%20y"},
        {"https://a.example/b", "javascript:alert(1)", ""},
        {"https://a.example/b", "mailto:a@b", ""},
        {"", "f", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.reference);
        CHECK(url::resolve(row.base, row.reference) == row.resolved);
    }
    CHECK(url::canonical("HTTPS://WWW.A.example:443/b?utm_source=x&id=1&fbclid=2#c") == "https://www.a.example/b?id=1");
    CHECK(url::canonical("ftp://a.example/") == "");
    CHECK(url::site("https://www.a.example/b") == "a.example");
}
