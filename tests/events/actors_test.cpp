// One noun phrase read by itself: names of the base, titles, owners, nationality words.
#include "events/actors.h"

#include <doctest/doctest.h>

#include "cast/texts.h"
#include "events/actor_kinds.h"

using namespace newshound;
using namespace newshound::events;

namespace {

using test::kDay;
using Row = test::WordRow;

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

TEST_CASE("an office that somebody holds outweighs what he was, his rank and his friends") {
    static const Row table[] = {
        {"President Anselmo Rivas, once a close friend of Lobo, met the envoys in Lima.", "Rivas", 1, ".GOV"},
        {"President Anselmo Rivas, once a close friend of Lobo, met the envoys in Lima.", "friend", 1, ".GOV"},
        {"Senator Rita Calloway, a former candidate for president, opposed the bill.", "Calloway", 1, ".LEG"},
        {"Former presidential candidate Senator Rita Calloway opposed the bill.", "Calloway", 1, ".LEG"},
        {"Secretary of Justice Marta Oliveros resigned on Friday.", "Oliveros", 1, ".GOV"},
        {"General Aung Tun, the defence minister, visited Hanoi.", "Tun", 1, ".GOV"},
        {"Former fighters returned to their farms.", "fighters", 1, ".CVL"},
    };
    for (const Row& row : table) check(row);
}

TEST_CASE("who sits in a parliament") {
    static const Row table[] = {
        {"The deputy Carla Munk rejected the bill.", "Munk", 1, ".LEG"},
        {"The minister's deputy met the envoy.", "deputy", 1, ".GOV"},
        {"Fellow Republican Representative Otis Rudd voted against the bill.", "Rudd", 1, ".LEG"},
    };
    for (const Row& row : table) check(row);
}

TEST_CASE("a surname is no place, a verb no title or owner") {
    static const Row table[] = {
        {"The judge, Noelia Lagos, freed the two men.", "judge", 1, ".JUD"},
        {"The ombudsman accused officers of theft.", "officers", 1, ".COP"},
    };
    for (const Row& row : table) check(row);
}

TEST_CASE("whose it is decides for things, parts and men") {
    static const Row table[] = {
        {"Police searched the home of one of the judges.", "home", 1, ".JUD"},
        {"The army's media wing published a video.", "wing", 1, ".MIL"},
        {"The rebels' 400 men attacked the town.", "men", 1, ".REB"},
        {"An army accountant was jailed.", "accountant", 1, ".MIL"},
        {"Trump supporters attacked the building.", "supporters", 1, "USA.CVL"},
        {"The opposition Harvest Party rejected the law.", "Party", 1, ".OPP"},
        {"The Polish Red Cross sent tents.", "Cross", 1, "POL.NGO"},
        {"The Eagle Brigades claimed the attack.", "Brigades", 1, ".REB"},
        {"The gunmen shot two bodyguards outside a bank.", "bodyguards", 1, ".COP"},
        {"The gunmen shot two bodyguards outside a bank.", "gunmen", 1, ".UAF"},
        {"A gunman shot two schoolgirls in Lyon, France.", "gunman", 1, ".CRM"},
        {"A gunman shot two schoolgirls in Lyon, France.", "schoolgirls", 1, ".CVL"},
        {"The UN agency suspended its work in Somalia.", "agency", 1, "IGO.IGO"},
        {"Leaders of African Union (AU) member states met in Niamey, Niger.", "states", 1, "IGO.IGO"},
        {"Congo accused the US attorney of bias.", "attorney", 1, "USA.JUD"},
        {"Militants shelled coalition bases in Syria.", "bases", 1, "IGO.MIL"},
        {"Muslim groups sued the city.", "groups", 1, ".REL"},
        {"Police arrested an executive and the car's owner.", "executive", 1, ".BUS"},
        {"Police arrested an executive and the car's owner.", "owner", 1, ".CVL"},
        {"The movement warned the Saudis that it would fire missiles.", "Saudis", 1, "SAU.GOV"},
    };
    for (const Row& row : table) check(row);
}

TEST_CASE("classes of words, as data/actors/kinds.tsv has them") {
    REQUIRE(check_kinds());
    const struct {
        Kind kind;
        std::string_view in, out;
    } rows[] = {
        {Kind::former, "ousted", "new"},           {Kind::many_states, "foreign", "french"},
        {Kind::candidate, "running mate", "mate"}, {Kind::apart, "neighbour", "spokesman"},
        {Kind::no_person, "legal team", "team"},   {Kind::several_people, "man", "men"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.in);
        CHECK(is_of(row.kind, row.in));
        CHECK_FALSE(is_of(row.kind, row.out));
        CHECK_FALSE(is_of(row.kind, ""));
    }
    // A compound is of the kind of its last words.
    CHECK(stands_for_office("presidential candidate"));
    CHECK(stands_for_office("vice-presidential running mate"));
    CHECK_FALSE(stands_for_office("candidate country"));
}
