// One noun phrase read by itself: names of the base, titles, owners, nationality words.
#include "events/actors.h"

#include <doctest/doctest.h>

#include "cast/texts.h"

using namespace newshound;
using namespace newshound::events;

namespace {

constexpr Date kDay{2024, 5, 14};

struct Row {
    std::string text, word;
    int nth;
    std::string expected;
};

void check(const Row& row) {
    CAPTURE(row.text);
    CAPTURE(row.word);
    const Annotated& a = test::cast_text(row.text);
    const Tree tree(a);
    const Identity id = test::actor_base().identify(tree, test::word_at(a, row.word, row.nth), kDay);
    CAPTURE(id.rule);
    CHECK(test::code_of(id) == row.expected);
}

}  // namespace

TEST_CASE("a noun phrase by itself: country and sector") {
    static const Row table[] = {
        {"Iran arrested a French journalist.", "Iran", 1, "IRN.GOV"},
        {"Iran arrested a French journalist.", "journalist", 1, "FRA.JRN"},
        {"Foreign Minister Ilse Sommerfeld met the rebels in Brno. Sommerfeld said the talks had failed.", "Sommerfeld", 1,
         ".GOV"},
        {"Kenya's president arrived in Paris. The president praised the French army.", "president", 1, "KEN.GOV"},
        {"Kenya's president arrived in Paris. The president praised the French army.", "army", 1, "FRA.MIL"},
        {"Taliban fighters shot a teacher in Kabul.", "fighters", 1, ".REB"},
        {"German police raided a mosque in Hamburg.", "police", 1, "DEU.COP"},
        {"The Saudi-led coalition bombed Yemen's capital.", "coalition", 1, "IGO.MIL"},
        {"A UN envoy met the president of Mali in Bamako.", "president", 1, "MLI.GOV"},
        {"Former president Luis Arroyo was jailed in Bolivia.", "Arroyo", 1, ".ELI"},
        {"Hundreds of farmers blocked roads in Punjab, India.", "Hundreds", 1, ".AGR"},
        {"The Foreign Ministry of Peru expelled two diplomats. The ministry gave no reason.", "Ministry", 1, "PER.GOV"},
        {"The defence minister of Chile met his counterpart from Peru.", "minister", 1, "CHL.GOV"},
    };
    for (const Row& row : table) check(row);
}

TEST_CASE("officials of bodies between states are the body's") {
    static const Row table[] = {
        {"A UN envoy met the president of Mali in Bamako.", "envoy", 1, "IGO.IGO"},
        {"NATO's secretary general visited Riga.", "general", 1, "IGO.IGO"},
        {"The European Union's commissioner for the neighbourhood, Karel Vondra, visited Tunis.", "commissioner", 1,
         "IGO.IGO"},
    };
    for (const Row& row : table) check(row);
}

TEST_CASE("the head of a firm is business, whatever his title") {
    static const Row table[] = {
        {"The president of Acme Bank, Paul Reyes, was charged in Canada.", "president", 1, ".BUS"},
        {"The spokesman for the union, Pedro Lima, called a strike in Brazil.", "spokesman", 1, ".LAB"},
    };
    for (const Row& row : table) check(row);
}
