// Which lines of a page belong to the article: every rule with a page that needs it and one that it must leave alone.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "extract/extract.h"

using namespace newshound;

namespace {

const char* const kOne =
    "The council of Brackwater voted on Tuesday to rebuild the old bridge over the Tarn, after two years of dispute.";
const char* const kTwo =
    "Mayor Odile Fenwick said that work would begin in spring and that traffic would be led over the weir until then.";
const char* const kThree =
    "Opponents announced that they would go to court; they call the plan a gift to the builders of the new harbour.";
const char* const kFour =
    "The last repair, eleven years ago, cost twice what had been promised and closed the crossing for a whole summer.";

std::string p(const std::string& s) { return "<p>" + s + "</p>"; }
std::string head(const std::string& more = "") {
    return "<head><title>Bridge to be rebuilt after all</title>"
           "<link rel=canonical href=https://lantern.example/news/bridge>" +
           more + "</head>";
}
std::string page(const std::string& inside, const std::string& more = "") {
    return "<html>" + head(more) + "<body><article><h1>Bridge to be rebuilt after all</h1>" + inside +
           "</article></body></html>";
}

std::string text_of(const std::string& bytes, Page::Kind kind = Page::Kind::html) {
    Page given;
    given.id = "t";
    given.kind = kind;
    given.bytes = bytes;
    const auto got = extract::extract(given, {});
    REQUIRE(got);
    return got->text;
}

std::string lines(const std::vector<std::string>& all) {
    std::string out;
    for (const std::string& line : all) out += (out.empty() ? "" : "\n") + line;
    return out;
}

const char* const kTeaser = "Divers found the anchor of a ship that was thought lost in the storm of 1911.";
const std::string kCard = std::string(
                              "<div class=x><a href=/news/anchor><img src=a.jpg></a><div><a href=/news/anchor>"
                              "Anchor of a lost ship found in the bay</a><div><p>") +
                          kTeaser + "</p></div></div></div>";

}  // namespace

TEST_CASE("lines that belong and lines that do not") {
    struct Row {
        std::string what;
        std::string html;
        std::vector<std::string> text;
    };
    const Row rows[] = {
        {"one line break after a full stop ends a paragraph",
         page("<p>" + std::string(kOne) + "<br>" + kTwo + "</p>" + p(kThree)),
         {kOne, kTwo, kThree}},
        {"one line break inside a sentence does not",
         page("<p>The bridge<br>over the Tarn is closed, the council of Brackwater said.</p>" + p(kOne) + p(kTwo)),
         {"The bridge over the Tarn is closed, the council of Brackwater said.", kOne, kTwo}},
        {"paragraphs that are for subscribers are the text",
         page(p(kOne) + "<h2 class=paywall>What it costs</h2><p class=paywall>" + kTwo + "</p><p class=paywall>" + kThree +
              "</p><p class=paywall>" + kFour + "</p><div class=paywall><p>Subscribe to read on.</p></div>"),
         {kOne, "What it costs", kTwo, kThree, kFour}},
        {"the first paragraph outside the paywall's container",
         page("<div itemprop=articleBody><div>" + p(kOne) + "</div><div id=metered>" + p(kTwo) + p(kThree) + p(kFour) +
              p(kOne + std::string(" Again.")) + p(kTwo + std::string(" Again.")) + "</div></div>"),
         {kOne, kTwo, kThree, kFour, kOne + std::string(" Again."), kTwo + std::string(" Again.")}},
        {"a teaser box between paragraphs",
         page(p(kOne) + p(kTwo) + kCard + p(kThree) + p(kFour)),
         {kOne, kTwo, kThree, kFour}},
        {"a story within the story",
         page(p(kOne) + p(kTwo) + "<div><article><a href=/news/anchor></a><h3>Lost ship</h3><p>" + kTeaser +
              "</p></article></div>" + p(kThree) + p(kFour)),
         {kOne, kTwo, kThree, kFour}},
        {"sections of a guide have linked headings and are none",
         page(p(kOne) + "<section><h2><a href=https://shop.example/1>Stonecroft Walker boots</a></h2>" + p(kTwo) +
              "</section>" + "<section><h2><a href=https://shop.example/2>Larkspur Trail boots</a></h2>" + p(kThree) +
              "</section>" + p(kFour)),
         {kOne, kTwo, kThree, kFour}},
        {"a deck without a paragraph's element, told by the description",
         "<html>" + head("<meta name=description content='Two years of dispute end with a narrow vote'>") +
             "<body><header><h1>Bridge to be rebuilt after all</h1><div>Two years of dispute end with a narrow vote</div>"
             "<div>By Ines Marlow</div></header><main>" +
             p(kOne) + p(kTwo) + p(kThree) + "</main></body></html>",
         {"Two years of dispute end with a narrow vote", kOne, kTwo, kThree}},
        {"the headline with its kicker",
         "<html>" + head() + "<body><article><h1><span>Harbour news</span> Bridge to be rebuilt after all</h1>" + p(kOne) +
             p(kTwo) + p(kThree) + "</article></body></html>",
         {kOne, kTwo, kThree}},
        {"an announcement of what was dropped",
         page(p(kOne) + p(kTwo) + p(kThree) +
              "<p>This topic in our programme:</p><p><a href=/radio>Morning at seven</a></p>"),
         {kOne, kTwo, kThree}},
        {"a list that is announced",
         page(p(kOne) + p(kTwo) +
              "<p>The council asks for three things:</p><ul><li>lamps on both sides of the road</li>"
              "<li>a path for cyclists</li><li>no lorries at night</li></ul>"),
         {kOne, kTwo, "The council asks for three things:", "lamps on both sides of the road", "a path for cyclists",
          "no lorries at night"}},
        {"labels and names at the end",
         page(p(kOne) + p(kTwo) + p(kThree) + "<p>Translation: Ada Bell, Editing: Carl Dorn, Photo: Eve Fuchs</p>"),
         {kOne, kTwo, kThree}},
        {"an anchor made of a heading's words",
         page(p(kOne) + "<div id=menu-ideas-for-a-summer-party>" + p(kTwo) + p(kThree) + "</div>" + p(kFour)),
         {kOne, kTwo, kThree, kFour}},
        {"a layout's name for what holds the body",
         "<html>" + head() +
             "<body><h1>Bridge to be rebuilt after all</h1><div class=grid-content-sidebar><div class=article-body>" +
             p(kOne) + p(kTwo) + "</div></div><div class=article-body>" + p(kThree) + p(kFour) +
             p(kOne + std::string(" Again.")) + "</div></body></html>",
         {kOne, kTwo, kThree, kFour, kOne + std::string(" Again.")}},
        {"the article goes on after its references",
         page(p(kOne) + p(kTwo) + p(kThree) + "<h2>References</h2>" + p(kFour) + p(kOne + std::string(" Again.")) +
              p(kTwo + std::string(" Again."))),
         {kOne, kTwo, kThree, kFour, kOne + std::string(" Again."), kTwo + std::string(" Again.")}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        CHECK(text_of(row.html) == lines(row.text));
    }
}

TEST_CASE("pictures below the article are of other stories") {
    Page given;
    given.id = "t";
    given.bytes =
        page("<figure><img src=b.jpg><figcaption>The bridge in May.</figcaption></figure>" + p(kOne) + p(kTwo) + p(kThree) +
             "<div><a href=/1>One</a></div><div><a href=/2>Two</a></div><div><a href=/3>Three</a></div>" +
             "<figure><img src=c.jpg><figcaption>A goat on a roof.</figcaption></figure>");
    const auto got = extract::extract(given, {});
    REQUIRE(got);
    REQUIRE(got->captions.size() == 1);
    CHECK(got->captions[0].text == "The bridge in May.");
}

TEST_CASE("lines of flattened pages") {
    struct Row {
        std::string what;
        std::string page;
        std::vector<std::string> text;
    };
    const std::string title = "Bridge to be rebuilt after all\n\n";
    const std::string start = title + "By Ines Marlow\n3 May 2025\n\n" + kOne + "\n\n" + kTwo + "\n\n";
    const Row rows[] = {
        {"a picture's name with its alternative text",
         start + "[grey-1]A bridge of iron seen from the river bank.\n\n" + kThree,
         {kOne, kTwo, kThree}},
        {"alternative text and caption that say the same",
         start + "The old bridge in spring light The old bridge in spring light\n\n" + kThree,
         {kOne, kTwo, kThree}},
        {"a menu without spaces", start + "HomeNewsSportWeatherTravelAbout\n\n" + kThree, {kOne, kTwo, kThree}},
        {"places of a template",
         start + "{* firstName *} {* emailAddress *} Please fill in the form below.\n\n" + kThree,
         {kOne, kTwo, kThree}},
        {"names of icons beside their words",
         start + "facebook Facebook facebook mail Mail mail print Print print\n\n" + kThree,
         {kOne, kTwo, kThree}},
        {"a prompt that stands many times",
         start + std::string("Your settings keep this chart from being shown to you here.\n\n") + kThree +
             "\n\nYour settings keep this chart from being shown to you here.\n\n" + kFour +
             "\n\nYour settings keep this chart from being shown to you here.",
         {kOne, kTwo, kThree, kFour}},
        {"teasers above the headline",
         std::string("A goat spent the night on the roof of the town hall in Ferrow, and nobody knows how.\n\n") +
             "Anchor of a lost ship found\n\n" + start + kThree + "\n\n" + kFour,
         {kOne, kTwo, kThree, kFour}},
        {"comments with their number",
         start + kThree + "\n\n67 Comments\n\n" +
             "I have crossed that bridge for forty years and nobody ever asked me about it.",
         {kOne, kTwo, kThree}},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        CHECK(text_of(row.page, Page::Kind::flat_text) == lines(row.text));
    }
}

TEST_CASE("a text without lines is a body as a whole") {
    const std::string once =
        "The council met on Tuesday evening and agreed, after a long debate, to repair the bridge before the winter. ";
    const std::string rows[] = {
        once.substr(0, once.size() - 1),                 // a title's length
        (once + once + once).substr(0, 300),             // broken off, its words said again
        "Police arrested twelve people in the harbour",  // no sentence
        "Subscribe to our newsletter. " + once + "© 2025 The Lantern. All rights reserved.",
        "By Ines Marlow. " + once + "3 May 2025",
        "Der Rat traf sich am Dienstag und beschloss, die alte Brücke vor dem Winter zu reparieren.",
    };
    for (const std::string& row : rows) {
        CAPTURE(row);
        CHECK(text_of(row, Page::Kind::flat_text) == row);
        CHECK(text_of("\n  " + row + "\n", Page::Kind::flat_text) == row);
    }
}
