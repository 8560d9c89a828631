// The cast of an article: one table for each rule that events/cast.h names.
#include "events/cast.h"

#include <doctest/doctest.h>

#include "cast/texts.h"

using namespace newshound;
using namespace newshound::events;

namespace {

using test::kDay;

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

using Row = test::WordRow;

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

TEST_CASE("what the article says of somebody at one place holds at all") {
    static const Row table[] = {
        // The lead describes, the next sentences name; a profile names, and tells the office later.
        {"A court in Honduras jailed a former health minister on Friday. Osvaldo Rieti, 54, had taken bribes.", "Rieti", 0,
         "Osvaldo Rieti HND.ELI"},
        {"When Davit Sarkin walked into the hall, nobody clapped. On Thursday the Armenian prime minister, a former "
         "wrestler, will fly to Ankara.",
         "Sarkin", 1, "Davit Sarkin ARM.GOV"},
        {"Police in Kent shot the attacker, identified as Dawud Amman, on Sunday. Amman had left prison a week before.",
         "Amman", 0, "Dawud Amman GBR.CRM"},
        // Who takes an office holds it, and an office says more than a rank.
        {"Pedro Luna was sworn in as governor of Oaxaca, Mexico. Luna promised jobs.", "Luna", 0, "Pedro Luna MEX.GOV"},
        {"General Issa Kader fought in Chad for years. Kader was named security minister on Thursday.", "Kader", 1,
         "Issa Kader TCD.GOV"},
        // Titles of several, and a group whose members are named.
        {"Senators Ana Ruiz of Utah and Ben Oster of Ohio opposed the plan.", "Oster", 1, "Ben Oster USA.LEG"},
        {"Two French police officers were tried in Paris. Officers Antoine Belin and Karim Oudad denied the charges.",
         "Oudad", 1, "Karim Oudad FRA.COP"},
        {"Sergeant Matt Rata, from New Zealand, was shot in Croydon, England.", "Rata", 1, "Matt Rata GBR.COP"},
        {"Bruno Makar, from Toronto, pleaded guilty to two murders in Canada. The killer kept a diary.", "Makar", 1,
         "Bruno Makar CAN.CRM"},
    };
    check(table, true);
}

TEST_CASE("a surname is first of all that of whom the article named in full") {
    static const Row table[] = {
        {"Ana Bloomberg, a teacher from Ohio, was questioned by police. Bloomberg denied the charges.", "Bloomberg", 0,
         "Ana Bloomberg USA.EDU"},
        {"Officers of the Kivu Liberation Army (KLA) met in Congo. The KLA commander, Alphonse Ruhinda, rejected the truce.",
         "Ruhinda", 1, "Alphonse Ruhinda COD.REB"},
        {"The Guardian Brigades killed two soldiers in Iraq.", "Brigades", 1, "Guardian Brigades IRQ.REB"},
    };
    check(table, true);
}

TEST_CASE("an office is of whom the article says its owner to be") {
    static const Row table[] = {
        {"The Dock Workers' Union called a strike in Lima, Peru. Its president, Rosa Quino, denounced the port authority.",
         "Quino", 1, "Rosa Quino PER.LAB"},
        {"A spokesman for the Azul Front, a rebel movement, said that Mali's army had shelled it. The spokesman, Idriss "
         "Barka, warned of war.",
         "Front", 1, "Azul Front MLI.REB"},
        {"A spokesman for the Azul Front, a rebel movement, said that Mali's army had shelled it. The spokesman, Idriss "
         "Barka, warned of war.",
         "Barka", 1, "Idriss Barka MLI.REB"},
        {"The rebels of the Sabana Front held the town. The Sabana Front said it had freed ten soldiers.", "it", 1,
         "Sabana Front .REB"},
        {"The rebel Upper Valley Front seized two boats in Sudan. Police blamed the movement.", "movement", 1,
         "Upper Valley Front SDN.REB"},
        {"UNICEF appealed to Lima, Peru. The agency asked for vaccines.", "agency", 1, "UNICEF IGO.IGO"},
        {"Home Affairs Commissioner Anneke Visser and Interior Minister Cem Aydin signed an accord in Turkey.", "Visser", 1,
         "Anneke Visser IGO.IGO"},
        {"Canada pledged aid to Ecuador as Foreign Minister Claire Dubois ended a visit.", "Dubois", 1,
         "Claire Dubois CAN.GOV"},
        {"President Julia Marin sacked a minister in Honduras. She refused the raids seen in El Salvador.", "She", 1,
         "Julia Marin HND.GOV"},
    };
    check(table, true);
    static const Row plain[] = {
        {"Fighters of the Sabana Liberation Army attacked Kenya's army near Garissa. The army blamed two of their leaders.",
         "army", 0, "KEN.MIL"},
        {"The rebels of the Sabana Liberation Army held the town in Mali. The army shelled the town.", "army", 0, "MLI.MIL"},
        {"The vice president of Ghana met two bishops. The president praised the bishops.", "president", 0, "GHA.GOV"},
        {"Senator Ana Ruiz of Ohio praised the plan. \"I thank my colleagues,\" Ruiz said.", "colleagues", 1, "USA.LEG"},
        {"Police in Lima, Peru, arrested an alleged treasurer on Monday.", "treasurer", 1, "PER.CRM"},
    };
    check(plain);
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
        {"The court in Oslo sentenced Nils Berg to prison. He was fined as well.", "He", 1, "Nils Berg"},
        {"Weeks after she took office, Prime Minister Indira Naipaul declared a state of emergency in Trinidad.", "she", 1,
         "Indira Naipaul"},
    };
    for (const Row& row : table) {
        CAPTURE(row.text);
        CAPTURE(row.word);
        CHECK(found(row.text, row.word, row.nth, true).substr(0, row.expected.size()) == row.expected);
    }
    static const Row plain[] = {
        {"\"We will not leave,\" said the general. \"I gave the order,\" he added.", "I", 1, ".MIL"},
        {"The soldiers, who came from Chad, killed two farmers. They fled.", "who", 1, "TCD.MIL"},
        // Nobody is the "he" of his own words.
        {"\"He is a liar,\" said Viktor Hass. Jan Brod praised Viktor Hass.", "He", 1, "."},
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
        for (const Member& m : cast.members(test::word_at(a, row.word, 1))) {
            if (!out.empty()) out.push_back(' ');
            out += test::code_of(m.who->identity);
        }
        CHECK(out == row.expected);
    }
}
