// Whole pages of our own writing: what comes out and what must not.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "base/file.h"
#include "base/json.h"
#include "base/text.h"
#include "extract/extract.h"
#include "model/json.h"

using namespace newshound;

namespace {

Article read(std::string bytes, Page::Kind kind = Page::Kind::html, bool explain = false) {
    Page page;
    page.id = "t";
    page.url = "https://lantern.example/news/bridge";
    page.kind = kind;
    page.bytes = std::move(bytes);
    const auto got = extract::extract(page, {.explain = explain});
    REQUIRE_MESSAGE(got, (got ? "" : got.error().message));
    return *got;
}

std::string error_of(std::string bytes, std::size_t limit = 10 << 20) {
    Page page;
    page.bytes = std::move(bytes);
    const auto got = extract::extract(page, {.explain = false, .max_page = limit});
    return got ? "" : got.error().code;
}

const char* const kOne =
    "The council of Brackwater voted on Tuesday to rebuild the old bridge over the Tarn, after two years of dispute.";
const char* const kTwo =
    "Mayor Odile Fenwick said that work would begin in spring and that traffic would be led over the weir until then.";
const char* const kThree =
    "Opponents announced that they would go to court; they call the plan a gift to the builders of the new harbour.";

std::string paragraphs() { return std::string("<p>") + kOne + "</p><p>" + kTwo + "</p><p>" + kThree + "</p>"; }
std::string body() { return std::string(kOne) + "\n" + kTwo + "\n" + kThree; }

}  // namespace

TEST_CASE("what stands around the paragraphs is not in the text") {
    struct Row {
        const char* what;
        std::string before, after;
    };
    const Row rows[] = {
        {"nothing", "", ""},
        {"menu", "<nav><ul><li><a href=/>Home page of the paper</a><li><a href=/s>All the sport there is</a></ul></nav>",
         ""},
        {"comments", "",
         "<div class=comments><p>I have crossed that bridge for forty years and nobody ever asked me about it.</p></div>"},
        {"related", "",
         "<h3>Related stories</h3><ul><li><a href=/a>Harbour opens</a></li><li><a href=/b>Weir is closed</a></li></ul>"},
        {"newsletter", "",
         "<div class='newsletter-box'><p>Get the best stories of the week in your inbox, every Friday morning.</p></div>"},
        {"consent",
         "<div id=cookie-banner><p>We use cookies to make this site work and to learn how it is used by you.</p></div>", ""},
        {"author box", "",
         "<div class=author-bio><p>Mira Oldacre has covered the valley since 2009 and lives by the weir.</p></div>"},
        {"byline and date", "<h1>Council votes for bridge</h1><p>By Mira Oldacre</p><p>4 September 2025</p>", ""},
        {"teaser paragraph", "", "<p>Read more: <a href=/a>Harbour opens with a party</a></p>"},
        {"linked paragraph", "", "<p><a href=/a>Harbour opens with a party for the whole town</a></p>"},
        {"script and style", "<script>var a = 'The council voted.';</script><style>p{color:red}</style>",
         "<noscript><p>Please enable JavaScript to see the map of the new bridge.</p></noscript>"},
        {"hidden",
         "<div style='display: none'><p>A hidden paragraph that nobody sees but the search engines, long enough.</p></div>",
         ""},
        {"form", "", "<form><label>Your name</label><input><button>Send it to us</button></form>"},
        {"picture", "<figure><img src=a.jpg><figcaption>The old bridge. Photo: Jon Wexley</figcaption></figure>", ""},
        {"copyright", "",
         "<footer><p>© 2025 The Lantern. All rights reserved. Printing only with permission of the house.</p></footer>"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const Article a =
            read("<html lang=en><body><article>" + row.before + paragraphs() + row.after + "</article></body></html>");
        CHECK(a.text == body());
    }
}

TEST_CASE("kinds of paragraphs, captions and links") {
    const Article a = read(
        std::string("<article><p>") + kOne + " <a href='/weir'>The weir</a> stays open.</p><h2>The plan</h2><p>" + kTwo +
        "</p><ul><li>Two lanes for cars</li><li>One lane for carts, as of old</li></ul><blockquote><p>" + kThree +
        "</p></blockquote><figure><img src=a><figcaption>The old bridge at noon. Photo: Jon "
        "Wexley</figcaption></figure><p>" +
        "Nothing was said about the tolls that the town has asked for since the bridge was built.</p></article>");
    std::string kinds;
    for (const Paragraph& p : a.paragraphs) kinds += std::string(name_of(p.kind)) + " ";
    CHECK(kinds == "paragraph heading paragraph list list quote caption paragraph ");
    REQUIRE(a.captions.size() == 1);
    CHECK(a.captions[0].text == "The old bridge at noon.");
    CHECK(a.captions[0].credit == "Photo: Jon Wexley");
    CHECK(a.text.find("at noon") == std::string::npos);
    REQUIRE(a.links.size() == 1);
    CHECK(a.links[0] == "https://lantern.example/weir");
    CHECK(a.language == "en");
}

TEST_CASE("order of trust for metadata") {
    const std::string all =
        "<html lang=en-GB><head><title>Council votes for bridge - The Lantern</title>"
        "<meta property='og:title' content='Council votes for bridge'><meta property='og:site_name' content='The Lantern'>"
        "<meta name=author content='Pia Holm'><meta property='article:published_time' content='2025-09-05T08:00:00+01:00'>"
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Council votes for bridge\","
        "\"author\":{\"@type\":\"Person\",\"name\":\"Mira Oldacre\"},\"datePublished\":\"2025-09-04T10:30:00+01:00\","
        "\"dateModified\":\"2025-09-06\",\"isAccessibleForFree\":false,\"articleSection\":\"Town\"}</script></head><body>"
        "<h1>Council votes for bridge</h1><time datetime='2025-09-03'>3 September</time>" +
        paragraphs();
    Article a = read(all, Page::Kind::html, true);
    CHECK(a.title == "Council votes for bridge");
    CHECK(a.authors == std::vector<std::string>{"Mira Oldacre"});
    CHECK(a.publisher == "The Lantern");
    CHECK(a.published == "2025-09-04T10:30:00+01:00");
    CHECK(a.modified == "2025-09-06");
    CHECK(a.section == "Town");
    CHECK(a.access == "subscribers");
    CHECK(a.language == "en-GB");
    const auto source = [&](const char* field) {
        for (const FieldSource& s : a.sources)
            if (s.field == field) return s.source;
        return std::string();
    };
    CHECK(source("published") == "json-ld");
    const std::string no_json = all.substr(0, all.find("<script")) + all.substr(all.find("</script>") + 9);
    a = read(no_json, Page::Kind::html, true);
    CHECK(a.authors == std::vector<std::string>{"Pia Holm"});
    CHECK(a.published == "2025-09-05T08:00:00+01:00");
    CHECK(source("published") == "meta article:published_time");
    a = read("<h1>Council votes for bridge</h1><p class=byline>By Mira Oldacre | 3 September 2025</p>" + paragraphs());
    CHECK(a.published == "2025-09-03");
    CHECK(a.authors == std::vector<std::string>{"Mira Oldacre"});
    CHECK(read("<body>" + paragraphs()).published.empty());
}

TEST_CASE("explain names every cut with kind and reason") {
    const Article a =
        read("<article>" + paragraphs() +
                 "<p>Advertisement</p><div class=share-bar><p>Tell it to all the friends you have</p></div></article>",
             Page::Kind::html, true);
    REQUIRE(a.dropped.size() == 2);
    CHECK(a.dropped[0].kind == "ad");
    CHECK(a.dropped[1].kind == "share");
    for (const Dropped& d : a.dropped) CHECK_FALSE(d.reason.empty());
    const std::string page = "<article>" + paragraphs();
    for (const Paragraph& p : a.paragraphs) {
        REQUIRE(p.source_begin >= 0);
        CHECK(page.substr(static_cast<std::size_t>(p.source_begin),
                          static_cast<std::size_t>(p.source_end - p.source_begin)) == p.text);
    }
    CHECK(read("<article>" + paragraphs() + "<p>Advertisement</p></article>").dropped.empty());
}

TEST_CASE("pages made to hurt") {
    CHECK(error_of("") == "empty");
    CHECK(error_of(" \n\t ") == "empty");
    CHECK(error_of(std::string(2000, 'x'), 1000) == "too_large");
    CHECK(error_of("\x7f"
                   "ELF....") == "not_text");
    std::string deep;
    for (int i = 0; i < 10000; ++i) deep += "<div>";
    CHECK(read(deep + paragraphs()).text == body());
    std::string endless;
    for (int i = 0; i < 1000000; ++i) endless += "<i>";
    CHECK(error_of(endless) == "too_complex");
    std::string attributes = "<p";
    for (int i = 0; i < 100000; ++i) attributes += " a" + std::to_string(i);
    CHECK(error_of(attributes + ">") == "too_complex");
    const std::string nul = std::string("<p>a\0b", 6) + paragraphs();
    CHECK(text::is_valid_utf8(read(nul).text));
    CHECK(read("<?php echo '<p>no</p>' ?>" + paragraphs() + "<?xml x?>").text.find("php") == std::string::npos);
    CHECK(read("<table><tr><td>" + paragraphs() + "</td></tr></table>").text == body());
    CHECK(read("<b><i><p>" + std::string(kOne) + "</b></i><p>" + kTwo + "<p>" + kThree).text == body());
}

TEST_CASE("a body that only scripts would show") {
    const std::string linked = std::string(
                                   "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Council "
                                   "votes for bridge\",\"articleBody\":\"") +
                               kOne + "\\n" + kTwo + "\\n" + kThree + "\"}</script><body><div id=app></div>";
    CHECK(read(linked).text == body());
    CHECK(read("<body><div style='display:none'>" + paragraphs() + "</div>").text == body());
}

TEST_CASE("clean text passes through") {
    const Article a = read("First line.\n\n  Second line.\nThird.", Page::Kind::clean_text);
    CHECK(a.text == "First line.\n\n  Second line.\nThird.");
    REQUIRE(a.paragraphs.size() == 3);
    CHECK(a.paragraphs[1].text == "Second line.");
}

TEST_CASE("a flattened page") {
    const std::string page =
        std::string(
            "Skip to content\n\n  * Home\n  * Sport\n\nCouncil votes for bridge over the Tarn\n\nBy Mira Oldacre\nSeptember "
            "4, 2025\n\n") +
        "[bridge]\nThe old bridge at noon. JON WEXLEY / AFP\n\n" + kOne +
        "\n\nRead more: Harbour opens with a party\n\nThe plan\n\n" + kTwo +
        "\n\nPartner service\n\nLearn to row\n\nOne hour on the water with a teacher, every week of the summer.\n\nTry for "
        "free\n\n" +
        kThree +
        "\n\nThe Lantern with AFP\n\nRecommended For You\n\nWeir is closed\n\nVisited 3 times\n\n© 2025 Somebody Else";
    const Article a = read(page, Page::Kind::flat_text, true);
    CHECK(a.title == "Council votes for bridge over the Tarn");
    CHECK(a.authors == std::vector<std::string>{"Mira Oldacre"});
    CHECK(a.published == "2025-09-04");
    CHECK(a.publisher == "The Lantern");
    CHECK(a.agency == "AFP");
    CHECK(a.text == std::string(kOne) + "\nThe plan\n" + kTwo + "\n" + kThree);
    REQUIRE(a.captions.size() == 1);
    CHECK(a.captions[0].credit == "JON WEXLEY / AFP");
    for (const Paragraph& p : a.paragraphs)
        if (p.text == "The plan") CHECK(p.kind == Paragraph::Kind::heading);
}

TEST_CASE("a hard-wrapped page") {
    const Article a = read(
        "Council votes for bridge over the Tarn\n\n"
        "The council of Brackwater voted on Tuesday to rebuild the old bridge\nover the Tarn, after two years of dispute "
        "about the cost and the\nplace of it.\n\n"
        "Mayor Odile Fenwick said that work would begin in spring and that all\ntraffic would be led over the weir until "
        "then, whatever the weather\nmay be.\n\n"
        "Opponents announced that they would go to court; they call the plan a\ngift to the builders of the new harbour, "
        "who have paid for it with the\nmoney of others.\n",
        Page::Kind::flat_text);
    REQUIRE(a.paragraphs.size() == 3);
    CHECK(a.paragraphs[0].text ==
          "The council of Brackwater voted on Tuesday to rebuild the old bridge over the Tarn, after two years of dispute "
          "about the cost and the place of it.");
}

TEST_CASE("the page that the project was created from") {
    const char* shared = std::getenv("NEWSHOUND_SHARED");
    const std::string folder = std::string(shared ? shared : "") + "/gold/seed/";
    const auto page = file::read(folder + "000_70cabb316bcb4389.txt");
    const auto gold = file::read(folder + "article.json");
    if (shared == nullptr || !page || !gold) {
        MESSAGE("skipped: NEWSHOUND_SHARED does not name the folder with gold/seed");
        return;
    }
    const auto document = json::parse(*gold);
    REQUIRE(document);
    const Article a = read(*page, Page::Kind::flat_text);
    CHECK(a.title == json::string_at(*document, "title"));
    CHECK(a.publisher == json::string_at(*document, "publisher"));
    CHECK(a.agency == json::string_at(*document, "agency"));
    CHECK(a.authors.empty());
    for (const json::Value& never : json::array_at(*document, "never_in_text")->GetArray()) {
        CAPTURE(never.GetString());
        CHECK(a.text.find(never.GetString()) == std::string::npos);
    }
    for (const json::Value& heading : json::array_at(*document, "headings")->GetArray()) {
        CAPTURE(heading.GetString());
        CHECK(std::any_of(a.paragraphs.begin(), a.paragraphs.end(), [&](const Paragraph& p) {
            return p.kind == Paragraph::Kind::heading && p.text == heading.GetString();
        }));
    }
    REQUIRE(a.captions.size() == 1);
    CHECK(a.captions[0].credit == json::string_at(*document, "caption_credit"));
    CHECK(std::count_if(a.paragraphs.begin(), a.paragraphs.end(),
                        [](const Paragraph& p) { return p.kind == Paragraph::Kind::paragraph; }) == 13);
}
