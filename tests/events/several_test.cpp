// Who a noun phrase means where it means several, somebody's or nobody's: a table for each kind.
#include <doctest/doctest.h>

#include "cast/texts.h"
#include "events/parties.h"

using namespace newshound;
using namespace newshound::events;

namespace {

using test::kDay;
using Row = test::WordRow;

/// The parties that the phrase headed by the word names, things too: "GRC.COP TUR.COP"; with `words` the phrases instead.
std::string found(const Row& row, bool words = false) {
    const Annotated& a = test::annotated_text("several", "texts", row.text);
    const Tree tree(a);
    const Roles roles(tree);
    const Cast cast = Cast::build(tree, test::actor_base(), kDay);
    std::string out;
    for (const Party& p :
         Parties(tree, roles, cast).parties(tree.conjuncts(test::word_at(a, row.word, row.nth)), true, false)) {
        if (!out.empty()) out += words ? " + " : " ";
        out += words ? p.text : p.country + "." + p.sector;
    }
    return out;
}

template <std::size_t N>
void check(const Row (&table)[N], bool words = false) {
    for (const Row& row : table) {
        CAPTURE(row.text);
        CAPTURE(row.word);
        CHECK(found(row, words) == row.expected);
    }
}

}  // namespace

TEST_CASE("a noun said of several states is a party of each") {
    static const Row table[] = {
        {"Greek and Turkish police arrested nine smugglers.", "police", 1, "GRC.COP TUR.COP"},
        {"Police in Norway, Sweden and Denmark arrested nine smugglers.", "Police", 1, "NOR.COP SWE.COP DNK.COP"},
        {"The delegations of Chad, Niger and Mali signed a treaty.", "delegations", 1, "TCD.GOV NER.GOV MLI.GOV"},
        {"Kenya and Uganda signed a treaty. Officials from both countries will meet in May.", "Officials", 1,
         "KEN.GOV UGA.GOV"},
        {"Kenya and Uganda signed a treaty. The two countries' soldiers will train together.", "soldiers", 1,
         "KEN.MIL UGA.MIL"},
        {"Kenya sent American diplomats and soldiers to Chad.", "diplomats", 1, "USA.GOV USA.MIL"},
    };
    check(table);
}

TEST_CASE("words for several parties mean those told of before") {
    static const Row table[] = {
        {"Kenya and Uganda signed a treaty. The leaders of the two countries praised each other.", "other", 1,
         "KEN.GOV UGA.GOV"},
        {"Kenya and Uganda closed the border. Each side accused the other of theft.", "other", 1, "KEN.GOV UGA.GOV"},
        {"Kenya and Uganda closed the border. The two armies withdrew.", "armies", 1, "KEN.MIL UGA.MIL"},
        // Whoever goes between the sides is none of them; rebels fight the army.
        {"Ghana attacked Togo. Togo attacked Ghana. Under a truce brokered by Senegal, the two sides withdrew.", "sides", 1,
         "TGO.GOV GHA.GOV"},
        {"The army of Sudan attacked the rebels. The rebels attacked the army. On Friday the two sides met in Chad.",
         "sides", 1, "SDN.REB SDN.MIL"},
        {"Ana Moreno and Luis Prado met in Lima. They signed a treaty.", "They", 1, "PER.CVL PER.CVL"},
        {"Two soldiers stole a car. Both were arrested.", "Both", 1, ".MIL"},
        // Not definite: not those told of before.
        {"Two ministers were arrested in Ghana.", "ministers", 1, "GHA.GOV"},
    };
    check(table);
}

TEST_CASE("who stands beside somebody is a party, a thing is none") {
    static const Row table[] = {
        {"Police arrested a general, Ali Noor, and six of his men.", "general", 1, ".MIL .MIL"},
        {"The agency, which imposed sanctions on him and two of his companies in October, closed.", "him", 1, ".UNK .BUS"},
        {"A whistleblower revealed a call between Trump and Ukraine President Volodymyr Zelensky.", "Zelensky", 1,
         "USA.ELI UKR.GOV"},
        {"The police asked Omar Diaz, Jr. and his lawyer to leave.", "Diaz", 1, ".CVL"},
        {"Police detained eight people for theft, including the cleric Omar Diaz.", "people", 1, ".CVL .REL"},
        {"Kenya urged allies such as Germany to help.", "allies", 1, ".GOV DEU.GOV"},
        {"The minister hailed the families of nine judges.", "families", 1, ".CVL"},
        {"Russia pledged money and Syria is taxing goods.", "money", 1, ".UNK"},
        {"Police arrested the mayor and the computer.", "mayor", 1, ".GOV"},
        {"The chairman of the railway union and a colleague began a fast.", "chairman", 1, ".LAB .LAB"},
    };
    check(table);
}

TEST_CASE("what is somebody's follows its owner") {
    static const Row table[] = {
        {"The World Food Programme left Yemen after gunmen looted its warehouses.", "warehouses", 1, "IGO.IGO"},
        {"The Taliban denied that their men had attacked the school.", "men", 1, "AFG.REB"},
        {"The army of Chad said that its soldiers had left Niger.", "soldiers", 1, "TCD.MIL"},
        {"The European Union met in Riga. The bloc's migration commissioner, Ana Lind, left Latvia.", "commissioner", 1,
         "IGO.IGO"},
        {"The bloc's chair, Kenya, rejected the plan.", "chair", 1, "KEN.GOV"},
        {"In Niger, rioters burned shops and the government there closed the border. Chad and Chad again praised Niger.",
         "government", 1, "NER.GOV"},
        {"Two men were arrested in Chad. One of them, a Serbian welder, fled.", "One", 1, "SRB.LAB"},
        {"Prosecutors charged the warlord's treasurer. The warlord fled.", "treasurer", 1, ".REB"},
        {"Austrian mortar and shell manufacturer Hirt fired its workers.", "Hirt", 1, "AUT.BUS"},
    };
    check(table);
}

TEST_CASE("those of many states and of none are not of the story's") {
    static const Row table[] = {
        {"Police in Ghana arrested foreigners. Nobody was charged in Ghana.", "foreigners", 1, ".CVL"},
        {"Police in Ghana arrested foreigners. Nobody was charged in Ghana.", "Nobody", 1, ".UNK"},
        {"Governments in east Asia closed their borders, China said.", "Governments", 1, ".GOV"},
        {"Bishops from around the world met in Rome. Italy paid.", "Bishops", 1, ".REL"},
        {"Users in 38 countries protested, Spain said. The presidents of four Central Asian countries met in "
         "Spain.",
         "Users", 1, ".CVL"},
        {"Users in 38 countries protested, Spain said. The presidents of four Central Asian countries met in "
         "Spain.",
         "presidents", 1, ".GOV"},
        {"The UN called on the warring parties in Yemen to talk.", "parties", 1, "YEM.UNK"},
        {"At least 20 were killed in Ghana.", "20", 1, "GHA.UNK"},
    };
    check(table);
}

TEST_CASE("a phrase begins after the dateline and the day") {
    static const Row table[] = {
        {"OSLO, Dec 14 - Norway closed the border.", "Norway", 1, "Norway"},
        {"BAMAKO - Two bombers attacked the camp.", "bombers", 1, "Two bombers"},
        {"Last Friday Ali Noor warned the government.", "Noor", 1, "Ali Noor"},
        {"Germany told Iran that the Trump-Macron call had failed.", "Macron", 1, "Macron"},
    };
    check(table, true);
}

TEST_CASE("the first of two objects, which parsers take for a part of the second") {
    const Tree tree(test::annotated_text("several", "texts", "Serbia agreed to lend Montenegro four wiretap experts."));
    const auto to = Roles(tree).indirect_objects(3);
    REQUIRE(to.size() == 1);
    CHECK(tree.text(to.front()) == "Montenegro");
}
