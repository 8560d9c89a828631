// Metadata of small pages, as tables: which of a page's sources is believed.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "base/text.h"
#include "extract/dates.h"
#include "extract/extract.h"
#include "extract/lexicon.h"
#include "extract/names.h"

using namespace newshound;
using namespace newshound::extract;

namespace {

const Lexicon& lexicon() {
    const auto got = Lexicon::get();
    REQUIRE(got);
    return **got;
}

/// An article of the Lantern with `head` and, below the headline, `top`.
Article read(const std::string& head, const std::string& top, const std::string& url = "https://lantern.example/bridge") {
    const std::string text =
        "<p>The council of Brackwater voted on Tuesday to rebuild the old bridge over the Tarn, after two years of "
        "dispute.</p>"
        "<p>Mayor Odile Fenwick said that work would begin in spring and that traffic would be led over the weir.</p>"
        "<p>Opponents announced that they would go to court; they call the plan a gift to the builders of the harbour.</p>";
    Page page;
    page.id = "t";
    page.url = url;
    page.bytes = "<html lang=en-GB><head>" + head + "</head><body><main><h1>Bridge to be rebuilt at last</h1>" + top + text +
                 "</main></body></html>";
    const auto got = extract::extract(page, {.explain = true});
    REQUIRE(got);
    return *got;
}

std::string source_of(const Article& a, const std::string& field) {
    for (const FieldSource& s : a.sources)
        if (s.field == field) return s.source;
    return {};
}

std::string linked(const std::string& members) {
    return R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge to be rebuilt at last",)" +
           members + "}</script>";
}

}  // namespace

TEST_CASE("date expressions of many languages") {
    struct Row {
        const char* text;
        const char* value;
    };
    const Row rows[] = {
        {"Ngày 4 tháng 9 năm 2025", "2025-09-04"},
        {"4 กันยายน 2568", "2025-09-04"},  // Buddhist era
        {"令和7年9月4日", "2025-09-04"},
        {"平成30年9月4日", "2018-09-04"},
        {"2025年09月04日 10:30", "2025-09-04"},
        {"2025. szeptember 4., csütörtök", "2025-09-04"},
        {"2025 m. rugsėjo 4 d.", "2025-09-04"},
        {"2025. gada 4. septembris", ""},  // day after the year, month last: not read, and not misread
        {"4 كانون الثاني 2025", "2025-01-04"},
        {"4 ستمبر 2025", "2025-09-04"},
        {"4 верасня 2025", "2025-09-04"},
        {"4 shtator 2025", "2025-09-04"},
        {"26 | 01 | 2022", "2022-01-26"},
        {"04 / 09 / 2025", "2025-09-04"},
        {"le 1er septembre 2025", "2025-09-01"},
        {"31/31/2025", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto found = find_date(row.text, lexicon());
        CHECK((found ? found->value : std::string()) == row.value);
    }
    CHECK(date_in_url("https://a.example/blog/2025/september/04/storm", lexicon()) == "2025-09-04");
    CHECK(number_order("23/10/2025") == -1);
    CHECK(number_order("10/23/2025") == 1);
    CHECK(number_order("9/4/2025") == 0);
}

TEST_CASE("what a line says about its dates") {
    struct Row {
        const char* line;
        const char* published;
    };
    const Row rows[] = {
        {"Published 2 September 2025, updated 4 September 2025", "2025-09-02"},
        {"Updated: 4 September 2025 | 2 September 2025", "2025-09-02"},
        {"Last updated on September 4, 2025", ""},
        {"Zuletzt aktualisiert am 4. September 2025", ""},
        {"Mis à jour le 4 septembre 2025, publié le 2 septembre 2025", "2025-09-02"},
        {"2025年9月4日 更新", ""},
        {"2025年9月4日 公開", "2025-09-04"},
        {"Обновлено: 4 сентября 2025", ""},
        {"4 September 2025", "2025-09-04"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.line);
        const auto date = publication_date(find_dates(row.line, lexicon()));
        CHECK((date ? date->value : std::string()) == row.published);
    }
}

TEST_CASE("which day an article was published") {
    struct Row {
        std::string what;
        std::string head, top;
        const char* published;
        const char* source;
        const char* url = "https://lantern.example/bridge";
    };
    const std::string stated = linked(R"("datePublished":"2025-09-04T10:30:00+02:00")");
    const Row rows[] = {
        {"structured data", stated, "", "2025-09-04T10:30:00+02:00", "json-ld"},
        {"two against one", stated + "<meta property=article:published_time content=2025-09-02T08:00:00+02:00>",
         "<time datetime=2025-09-02>2 September</time>", "2025-09-02T08:00:00+02:00", "meta article:published_time"},
        {"a template that knows the day of change only",
         linked(R"("datePublished":"2025-11-05","dateModified":"2025-11-05")"), "<div class=post-date>31 January 2024</div>",
         "2024-01-31", "dateline"},
        {"the day of change is no day of publication", "",
         "<p class=post-date>Updated 9 September 2025</p><p class=post-date>4 September 2025</p>", "2025-09-04", "dateline"},
        {"but better than none", "", "<p class=post-date>Updated 9 September 2025</p>", "2025-09-09", "modified"},
        {"in a small aside", "", "<aside class=meta><time datetime=2025-09-04>4 September</time></aside>", "2025-09-04",
         "time"},
        {"of other stories", "<meta name=date content=2025-09-04>",
         "<div class=related><time datetime=2025-08-01>1 August</time><time datetime=2025-08-02>2 August</time></div>",
         "2025-09-04", "meta date"},
        {"a line of its own", "", "<div><div>Lantern</div><div>04.09.2025</div></div>", "2025-09-04", "text"},
        {"the same day in words elsewhere tells day from month", "",
         "<p class=post-date>03/10/2023</p><aside class=related><h4>More</h4><ul><li><a href=/a>Weir</a> <span "
         "class=date>10 March "
         "2023</span></li><li><a href=/b>Mill</a> <span class=date>2 May 2023</span></li></ul></aside>",
         "2023-03-10", "dateline"},
        {"the address tells day from month", "", "<p class=post-date>04/09/2025</p>", "2025-09-04", "dateline",
         "https://lantern.example/2025/september/04/bridge"},
        {"a caption's day is not the story's", "<title>Bridge | Lantern | 04.09.2025</title>",
         "<figure><img src=a.jpg><figcaption>The old bridge over the river Tarn at Brackwater, 24 August "
         "2025</figcaption></figure>",
         "2025-09-04", "title"},
        {"midnight east of Greenwich", "<meta property=article:published_time content=2025-09-03T22:00:00Z>",
         "<p class=post-date>4 September 2025</p>", "2025-09-04", "meta article:published_time"},
        {"hidden microdata", "", "<span property=schema:dateCreated content=2025-09-04T10:00:00Z hidden></span>",
         "2025-09-04T10:00:00Z", "itemprop datePublished"},
        {"at the front of a line", "", "<div class=info>2025年9月4日 来源：海湾新闻网 记者：林若溪</div>", "2025-09-04",
         "text"},
        {"a copyright year is no date", "", "<p>Copyright © 4 September 2025 Lantern</p>", "", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const Article a = read(row.head, row.top, row.url);
        CHECK(a.published == row.published);
        CHECK(source_of(a, "published") == row.source);
    }
}

TEST_CASE("a day of change that shows is the date of modification") {
    const Article a =
        read("", "<p class=post-date>Published 4 September 2025</p><p class=post-date>Updated 9 September 2025</p>");
    CHECK(a.published == "2025-09-04");
    CHECK(a.modified == "2025-09-09");
}

TEST_CASE("who wrote an article") {
    struct Row {
        std::string what;
        std::string head, top;
        const char* authors;
    };
    const Row rows[] = {
        {"structured data",
         linked(R"("author":[{"@type":"Person","name":"Jane Doe"},{"@type":"Person","name":"John Roe"}])"), "",
         "Jane Doe; John Roe"},
        {"a card's label", "<meta name=twitter:label1 content='Written by'><meta name=twitter:data1 content='Jane Doe'>", "",
         "Jane Doe"},
        {"turned names", "<meta name=citation_author content='Doe, Jane'><meta name=citation_author content='Roe, John'>",
         "", "Jane Doe; John Roe"},
        {"an element in pieces", "",
         "<div class=byline><span>JD</span><span>By</span><a href=/p/1>Jane Doe</a><span>Gardener</span></div>", "Jane Doe"},
        {"a by-word apart", "", "<div><span>By</span><span>Jane Doe</span></div><div><h3>Related Programs</h3></div>",
         "Jane Doe"},
        {"two names by a by-word", "", "<div><span>By</span><b>Jane Doe</b> and <b>John Roe</b></div>",
         "Jane Doe; John Roe"},
        {"a person's own site",
         "<meta property=og:site_name content='Jane Doe Photography'><meta name=author content='Jane Doe'>", "", "Jane Doe"},
        {"a house",
         "<meta property=og:site_name content='Brackwater Lantern'><meta name=author content='Brackwater Lantern'>", "", ""},
        {"who reviewed did not write", "", "<p class=byline>Reviewed by: Jane Doe</p>", ""},
        {"who took the pictures did not write", "", "<p class=byline>By Jane Doe | Photos by John Roe</p>", "Jane Doe"},
        {"the user of the system", "<meta name=author content='Paula Poster'>", "<p>By Jane Doe, MSc</p>", "Jane Doe"},
        {"the stated name shows", "<meta name=author content='Paula Poster'>",
         "<p>By Jane Doe</p><p>Paula Poster, editor</p>", "Paula Poster"},
        {"words of the menu", "",
         "<div class=author><a href=/l><span>Login</span></a><a href=/m><span>Menu</span></a></div>", ""},
        {"date and name in one line", "",
         "<div class=post-meta>4 September 2025 · Jane Doe on behalf of the harbour team</div>", "Jane Doe"},
        {"our editors", "<meta name=author content='Our Editors'>", "", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        CHECK(text::join(read(row.head, row.top).authors, "; ") == row.authors);
    }
    CHECK(starts_with_given_name("ANNE-LISE MEYER", lexicon()));
    CHECK_FALSE(starts_with_given_name("Harbour Review", lexicon()));
}

TEST_CASE("what the title is") {
    struct Row {
        std::string what;
        std::string head;
        const char* title;
    };
    const std::string og = "<meta property=og:title content='Old bridge: council votes to rebuild'>";
    const Row rows[] = {
        {"the heading", "<title>Bridge to be rebuilt at last | Lantern</title>", "Bridge to be rebuilt at last"},
        {"og:title of a blog is written for search", og + "<title>Bridge to be rebuilt at last | Lantern</title>",
         "Bridge to be rebuilt at last"},
        {"og:title of news is the headline", og + linked(R"("datePublished":"2025-09-04")"),
         "Old bridge: council votes to rebuild"},
        {"og:title of news that only repeats the line for search",
         og + "<title>Old bridge: council votes to rebuild | Lantern</title>" +
             R"(<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge to be rebuilt at last"}</script>)",
         "Bridge to be rebuilt at last"},
        {"several types",
         og + R"(<script type="application/ld+json">{"@type":["NewsArticle","Report"],"headline":"x"}</script>)",
         "Old bridge: council votes to rebuild"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        CHECK(read(row.head, "").title == row.title);
    }
}

TEST_CASE("access") {
    struct Row {
        std::string head;
        const char* access;
    };
    const Row rows[] = {
        {"<meta property=article:content_tier content=metered>", "metered"},
        {"<meta property=article:content_tier content=locked>", "subscribers"},
        {"<meta name=content-access content=Premium>", "subscribers"},
        {linked(R"("isAccessibleForFree":"False")"), "subscribers"},
        {linked(R"("isAccessibleForFree":true)"), "free"},
        {"", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.head);
        CHECK(read(row.head, "").access == row.access);
    }
}
