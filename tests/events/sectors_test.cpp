// What words say of somebody's sector: candidates, suspects, trades, officers, warring parties.
#include <doctest/doctest.h>

#include "cast/texts.h"
#include "events/cast.h"

using namespace newshound;
using namespace newshound::events;

namespace {

using test::kDay;
using Row = test::WordRow;

const Annotated& text_of(const std::string& text) { return test::annotated_text("sectors", "texts", text); }

Identity phrase(const std::string& text, const std::string& word, int nth = 1) {
    const Annotated& a = text_of(text);
    const Tree tree(a);
    return test::actor_base().identify(tree, test::word_at(a, word, nth), kDay);
}

}  // namespace

TEST_CASE("the sector of a phrase by itself") {
    static const Row table[] = {
        {"Businessman Ted Larkin of Ohio, the Liberty Party's 2024 presidential nominee, answered questions.", "Larkin", 1,
         "PTY"},
        {"Dr. Nina Okafor was sentenced to ten years in prison.", "Okafor", 1, "MED"},
        {"Police arrested its presumed boss, Enzo Galli, in Naples.", "boss", 1, "CRM"},
        {"An alleged victim was questioned by prosecutors in Lyon.", "victim", 1, "CVL"},
        {"The exporters' association asked the government for help.", "association", 1, "BUS"},
        {"The Association of Journalists asked for access to the border.", "Association", 1, "JRN"},
        {"Two suicide bombers attacked a camp near Gao in Mali.", "bombers", 1, "REB"},
        {"The envoy called on all parties to stop fighting.", "parties", 1, "UNK"},
        {"Home Affairs Commissioner Lena Vos visited Ankara on Monday.", "Vos", 1, "IGO"},
        {"Rana Said, a photo- and videojournalist from Aden, was shot on Tuesday.", "Said", 1, "JRN"},
        {"Moira Sinclair of the Scottish National Party asked the court for an order.", "Sinclair", 1, "PTY"},
    };
    for (const Row& row : table) {
        CAPTURE(row.text);
        const Identity id = phrase(row.text, row.word, row.nth);
        CAPTURE(id.rule);
        CHECK(id.sector == row.expected);
    }
}

TEST_CASE("a calling is firm, a bare man is not; so many Democrats are several persons") {
    CHECK_FALSE(phrase("A singer was arrested in Minsk.", "singer").generic);
    CHECK(phrase("A man was arrested in Minsk.", "man").generic);
    CHECK(phrase("A total of 231 Democrats supported the measure.", "Democrats").plural);
}

TEST_CASE("officers and agencies are of whom the article spoke of") {
    static const Row table[] = {
        {"The army said it had lost a post. Two officers were abducted by the attackers.", "officers", 1, "MIL"},
        {"Police said they had lost a post. Two officers were abducted by the attackers.", "officers", 1, "COP"},
        {"The World Food Programme halted deliveries. The agency said its trucks had been looted.", "agency", 1, "IGO"},
    };
    for (const Row& row : table) {
        CAPTURE(row.text);
        const Annotated& a = text_of(row.text);
        const Tree tree(a);
        const Cast cast = Cast::build(tree, test::actor_base(), kDay);
        const Mention* mention = cast.at(test::word_at(a, row.word, row.nth));
        REQUIRE(mention);
        CHECK(mention->identity.sector == row.expected);
    }
}
