// The cast of an article: one table for each rule that events/cast.h names.
#include "events/cast.h"

#include <doctest/doctest.h>

#include "cast/texts.h"

using namespace newshound;
using namespace newshound::events;

namespace {

constexpr Date kDay{2024, 5, 14};

/// "COUNTRY.SECTOR", with the name where a test asks for it.
std::string found(const std::string& text, const std::string& word, int nth, bool name = false) {
    const Annotated& a = test::cast_text(text);
    const Tree tree(a);
    const Cast cast = Cast::build(tree, test::actor_base(), kDay);
    const Mention* m = cast.at(test::word_at(a, word, nth));
    if (!m) return "nobody";
    INFO(m->identity.rule);
    return (name ? m->identity.name + " " : "") + test::code_of(m->identity);
}

struct Row {
    std::string text, word;
    int nth;  // which of the tokens written so, from 1; 0 the last
    std::string expected;
};

template <std::size_t N>
void check(const Row (&table)[N], bool name = false) {
    for (const Row& row : table) {
        CAPTURE(row.text);
        CAPTURE(row.word);
        CHECK(found(row.text, row.word, row.nth, name) == row.expected);
    }
}

}  // namespace

TEST_CASE("titles, appositions and copulas hold wherever somebody is named") {
    static const Row table[] = {
        {"Foreign Minister Ilse Sommerfeld met the rebels in Brno. Sommerfeld said the talks had failed.", "Sommerfeld", 0,
         "Ilse Sommerfeld CZE.GOV"},
        {"Karl Okonjo, the leader of the Farmers' Union, was arrested in Lagos. Okonjo denies the charges.", "Okonjo", 0,
         "Karl Okonjo NGA.AGR"},
        {"Amina Yusuf is a judge in Nairobi. Police questioned Yusuf on Monday.", "Yusuf", 0, "Amina Yusuf KEN.JUD"},
    };
    check(table, true);
}

TEST_CASE("acronyms and definite nouns name who was named before") {
    static const Row table[] = {
        {"The Kivu Liberation Army (KLA) attacked a village in Congo. The KLA said it had killed ten soldiers.", "KLA", 0,
         "Kivu Liberation Army COD.REB"},
        {"Hamas fired rockets at Israel. The group said it would not stop.", "group", 1, "Hamas PSE.REB"},
        {"Hamas fired rockets at Israel. The group said it would not stop.", "it", 1, "Hamas PSE.REB"},
        {"The Foreign Ministry of Peru expelled two diplomats. The ministry gave no reason.", "ministry", 1,
         "Foreign Ministry of Peru PER.GOV"},
    };
    check(table, true);
    static const Row plain[] = {
        {"Kenya's president arrived in Paris. The president praised the French army.", "president", 0, "KEN.GOV"},
    };
    check(plain);
}

TEST_CASE("pronouns agree in gender and number, and stand for the subject before") {
    static const Row table[] = {
        {"Teresa Mena, the mayor of Cusco, met Jorge Pardo. She praised him.", "She", 1, "Teresa Mena"},
        {"Teresa Mena, the mayor of Cusco, met Jorge Pardo. She praised him.", "him", 1, "Jorge Pardo"},
        {"\"We want peace,\" said Olga Petrenko. She urged the army of Ukraine to withdraw.", "She", 1, "Olga Petrenko"},
        {"\"We want peace,\" said Olga Petrenko. She urged the army of Ukraine to withdraw.", "We", 1, "Olga Petrenko"},
    };
    for (const Row& row : table) {
        CAPTURE(row.text);
        CAPTURE(row.word);
        CHECK(found(row.text, row.word, row.nth, true).substr(0, row.expected.size()) == row.expected);
    }
    static const Row plain[] = {
        {"\"We will not leave,\" said the general. \"I gave the order,\" he added.", "I", 1, ".MIL"},
        {"The soldiers, who came from Chad, killed two farmers. They fled.", "who", 1, "TCD.MIL"},
    };
    check(plain);
}

TEST_CASE("the place of the story is lent to those who belong there, and to no others") {
    static const Row table[] = {
        {"Police in Ghana arrested two people. They were released on Friday.", "people", 1, "GHA.CVL"},
        {"Two gunmen killed a shopkeeper in Marseille.", "gunmen", 1, ".UAF"},
        {"Human Rights Watch accused the army of Sudan of torture.", "Watch", 1, ".NGO"},
        {"Troops of Mali patrolled the capital, Bamako. In neighbouring Burkina Faso, a roadside bomb wounded 11 "
         "volunteers.",
         "volunteers", 1, "BFA.CVL"},
        {"A UN envoy met the president of Mali in Bamako.", "envoy", 1, "IGO.IGO"},
        // Of many states, of another one, of no state that is told.
        {"World leaders condemned the attack. Police in Kenya arrested two men.", "leaders", 1, ".GOV"},
        {"African leaders met in Niamey, Niger. Hackers attacked a bank in Niger.", "leaders", 1, ".GOV"},
        {"African leaders met in Niamey, Niger. Hackers attacked a bank in Niger.", "Hackers", 1, ".CRM"},
        {"Peru closed the border after its neighbour sent troops.", "neighbour", 1, ".GOV"},
        {"Nora Quist, formerly the president and chief executive of Acme Bank, was charged.", "Quist", 1, ".BUS"},
        {"The energy ministers signed the accord in Athens, Greece.", "ministers", 1, ".GOV"},
        {"The crash in Iran killed the 176 people on board.", "people", 1, ".CVL"},
        {"Turkey deported 41 Afghans. Afghanistan protested.", "Afghans", 1, "AFG.CVL"},
        {"Turkey deported 41 Afghans. Afghanistan protested.", "Afghanistan", 1, "AFG.GOV"},
    };
    check(table);
}

TEST_CASE("words for all the parties at once") {
    struct Members {
        std::string text, word, expected;
    };
    static const Members table[] = {
        {"The government of Nepal and the rebels signed a truce. The two sides will meet in May.", "sides",
         "NPL.GOV NPL.REB"},
        {"France, Spain and Italy sent ships. The three governments want a new law.", "governments",
         "FRA.GOV ESP.GOV ITA.GOV"},
        {"Egypt and Sudan rejected the plan. Both countries want talks.", "countries", "EGY.GOV SDN.GOV"},
        {"Police in Ghana arrested two people. They were released on Friday.", "people", ""},
    };
    for (const Members& row : table) {
        CAPTURE(row.text);
        const Annotated& a = test::cast_text(row.text);
        const Tree tree(a);
        const Cast cast = Cast::build(tree, test::actor_base(), kDay);
        std::string out;
        for (const Mention* m : cast.members(test::word_at(a, row.word, 1))) {
            if (!out.empty()) out.push_back(' ');
            out += test::code_of(m->identity);
        }
        CHECK(out == row.expected);
    }
}
