#include "app/digest.h"

#include <doctest/doctest.h>

#include "app/layout.h"
#include "base/text.h"

using namespace newshound;
using app::Digest;
using app::Mark;
using app::Setting;

namespace {

Party party(const char* name, const char* country = "", const char* sector = "") {
    Party p;
    p.text = p.name = name;
    p.country = country;
    p.sector = sector;
    return p;
}

const Digest& digest() {
    static const auto loaded = Digest::load();
    REQUIRE(loaded);
    return *loaded;
}

}  // namespace

TEST_CASE("words are wrapped, marks kept") {
    Setting s;
    s.add("Police ", Mark::party).add("struck", Mark::trigger).add(" the  long\nbridge.");
    CHECK(s.lines(80, false) == "_Police_ *struck* the long bridge.\n");
    CHECK(s.lines(18, false) == "_Police_ *struck*\nthe long bridge.\n");
    CHECK(s.lines(26, false, "  ", "- ") == "- _Police_ *struck* the\n  long bridge.\n");
    CHECK(s.lines(80, true) == "\x1b[4mPolice\x1b[0m \x1b[1;4mstruck\x1b[0m the long bridge.\n");
    Setting two;
    two.add("two words", Mark::party);
    CHECK(two.lines(80, false) == "_two words_\n");
    Setting broken;
    broken.add("abcdefghijklmno");
    CHECK(broken.lines(10, false) == "abcdefghij\nklmno\n");
    CHECK(Setting().lines(80, false).empty());
}

TEST_CASE("no line is wider than asked for, in wide characters too") {
    Setting s;
    s.add("警察周二在拉各斯逮捕了十二人，市长说，这些人袭击了市场。 ").add("Police arrested twelve", Mark::trigger);
    for (const std::size_t width : {20U, 33U, 50U}) {
        const std::string lines = s.lines(width, false);
        for (const std::string_view line : text::split(lines, '\n')) CHECK(text::display_width(line) <= width);
    }
}

TEST_CASE("text from a page cannot steer the terminal") {
    app::Outcome outcome;
    outcome.document.article.title = "Title \x1b[2J\x07 \xE2\x80\xAE reversed";
    outcome.document.article.text = "Text.";
    const std::string out = digest().render(outcome, {80, false, false});
    CHECK(out.find('\x1b') == std::string::npos);
    CHECK(out.find('\x07') == std::string::npos);
    CHECK(out.find("\xE2\x80\xAE") == std::string::npos);
}

TEST_CASE("deeds in plain words") {
    const auto event = [](const char* type, const char* mode, const char* status, std::vector<Party> actors,
                          std::vector<Party> recipients, const char* place = "", const char* country = "") {
        Event e;
        e.type = type;
        e.mode = mode;
        e.status = status;
        e.actors = std::move(actors);
        e.recipients = std::move(recipients);
        e.where_text = place;
        e.where_country = country;
        return e;
    };
    const Party police = party("Police", "NGA", "COP"), twelve = party("12 men"), iran = party("Iran", "IRN", "GOV"),
                france = party("France", "FRA", "GOV");
    struct Row {
        Event event;
        const char* wanted;
    };
    const Row rows[] = {
        {event("COERCE", "arrest", "actual", {police}, {twelve}, "Lagos", "NGA"),
         "Police (Nigeria, police) arrested or held 12 men, in Lagos (Nigeria)"},
        {event("COERCE", "arrest", "negated", {police}, {}), "Police (Nigeria, police) did not arrest or hold"},
        {event("COERCE", "arrest", "actual", {}, {twelve}), "An unnamed party arrested or held 12 men"},
        {event("CONSULT", "visit", "future", {france}, {iran}), "France (government) will visit Iran (government)"},
        {event("CONSULT", "", "actual", {france, iran}, {iran, france}),
         "France (government) and Iran (government) held talks with each other"},
        {event("CONSULT", "multilateral", "actual", {party("the Forum", "IGO", "IGO")}, {party("the Forum", "IGO", "IGO")}),
         "The Forum (international) held talks of several sides with each other"},
        {event("THREATEN", "violence", "hypothetical", {iran}, {france}),
         "Iran (government) might threaten force against France (government)"},
        {event("PROTEST", "nosuchmode", "actual", {twelve}, {}), "12 men protested"},
    };
    for (const Row& row : rows) CHECK(digest().deed(row.event) == row.wanted);
}

TEST_CASE("a digest: card, sentence, codes, evidence") {
    app::Outcome outcome;
    outcome.id = "a";
    Annotated& document = outcome.document;
    document.article.title = "Arrests in Lagos";
    document.article.publisher = "The Paper";
    document.article.published = "2025-09-04T10:00:00+01:00";
    document.article.language = "en";
    document.article.text = "It rained. Police arrested 12 men on Tuesday.";
    document.sentences = {{0, 10, 0, 0}, {11, 45, 0, 0}};
    Event e;
    e.type = "COERCE";
    e.mode = "arrest";
    e.actors = {party("Police", "NGA", "COP")};
    e.actors[0].begin = 11;
    e.actors[0].end = 17;
    e.recipients = {party("12 men")};
    e.recipients[0].begin = 27;
    e.recipients[0].end = 33;
    e.when_start = e.when_end = "2025-09-02";
    e.sentence = 1;
    e.trigger = "arrested";
    e.begin = 18;
    e.end = 26;
    e.quantities = {{"arrested", 12, 0, "", "at_least", "12"}};
    e.attribution = {{"the mayor", "said", "says"}};
    e.confidence = 0.875;
    outcome.events = {e};
    const std::string rule = [] {
        std::string out;
        for (int i = 0; i < 60; ++i) out += "─";
        return out + "\n";
    }();
    CHECK(digest().render(outcome, {60, false, false}) ==
          rule + "Arrests in Lagos\nThe Paper · 4 Sep 2025 · English · 8 words\na\n" + rule +
              "1 event: 1 that happened; 1 on somebody's word only.\n\n"
              "  1. 2 Sep 2025: Police (Nigeria, police) arrested or held\n"
              "     12 men; at least 12 arrested. According to the mayor.\n"
              "     COERCE/arrest, “arrested”, confidence 0.88\n"
              "     │ _Police_ *arrested* _12 men_ on Tuesday.\n\n");
    outcome.events.clear();
    CHECK(digest().render(outcome, {60, false, false}).find("No event was found in it.") != std::string::npos);
    outcome.notice = "no model for language \"xx\"";
    CHECK(digest().render(outcome, {60, false, false}).find("Events were not coded") != std::string::npos);
    outcome.error = Error{"empty", "ingest", "there is nothing in it", "a"};
    CHECK(digest().render(outcome, {60, false, false}) ==
          "a: could not be read: there is nothing in it [ingest, empty]\n\n");
}
