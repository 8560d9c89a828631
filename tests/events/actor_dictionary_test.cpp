#include <doctest/doctest.h>

#include "events/actor_dictionary.h"
#include "events/actor_table.h"

using namespace newshound;
using namespace newshound::events;

namespace {

/// "Name+Synonym/plural [CODE from..to]...": one line an entry, "~" before an agent's name.
std::string shown(const ActorDictionary& dictionary) {
    std::string out;
    for (const DictionaryEntry& e : dictionary.entries) {
        if (!out.empty()) out += " | ";
        if (e.agent) out += "~";
        for (std::size_t i = 0; i < e.names.size(); ++i) out += (i > 0 ? "+" : "") + e.names[i];
        for (const std::string& plural : e.plurals) out += "/" + plural;
        for (const DatedCode& c : e.codes) {
            out += " [" + c.code;
            if (c.from.known() || c.to.known()) out += " " + c.from.str() + ".." + c.to.str();
            out += "]";
        }
    }
    return out;
}

std::string read(std::string_view text) {
    const auto dictionary = parse_actor_dictionary(text, "d.txt");
    return dictionary ? shown(*dictionary) : dictionary.error().code + " " + dictionary.error().message;
}

}  // namespace

TEST_CASE("actor dictionaries: entries, synonyms, dates, agents, comments") {
    const struct {
        const char *text, *shown;
    } rows[] = {
        {"FREEDONIA_  [FRD]", "Freedonia [FRD]"},
        {"UNITED_STATES [USA] ; a comment\n+U.S. # another\n+AMERICA_\n", "United States+U.S.+America [USA]"},
        {"RUFUS_T_FIREFLY\n\t[FRDGOV <19331231] \n [FRDELI >19340101]",
         "Rufus T Firefly [FRDGOV ..1933-12-31] [FRDELI 1934-01-01..]"},
        {"VERA_MARCAL_ [FRDELI]\n\t[FRDGOV 990101-20031231]", "Vera Marcal [FRDGOV 1999-01-01..2003-12-31] [FRDELI]"},
        {"CHICOLINI [SYLSPY < 991231]", "Chicolini [SYLSPY ..1999-12-31]"},
        {"PINKY [FRA/GBR]\nNOBODY [---]", "Pinky [FRA] | Nobody []"},
        {"ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~GOV]", "~Attorney General/Attorneys General [GOV]"},
        {"POLICE {} [~COP]\nDEPUTY [~LEG]\nCHURCH [~REL]",
         "~Police [COP] | ~Deputy/Deputies [LEG] | ~Church/Churches [REL]"},
        {"AID_GROUP [NGO~]", "~AID Group/AID Groups [NGO]"},
        {"!WHO! = MAN, WOMAN\nSTATES!WHO! [~GOV]", "~Statesman+Stateswoman/Statesmen/Stateswomen [GOV]"},
        {"<!-- a note\nover lines --> FREEDONIA [FRD]\n<! -- malformed -->\n", "Freedonia [FRD]"},
        {"freedonia [frd]\r\nSylvania [SYL]\r\n", "freedonia [FRD] | Sylvania [SYL]"},
        {"\xEF\xBB\xBF"
         "FREEDONIA [FRD]",
         "Freedonia [FRD]"},
        {"", ""},
        {"[FRD]", "actors_invalid d.txt:1: a code without a name before it"},
        {"\n+SYLVANIA [SYL]", "actors_invalid d.txt:2: a synonym without a name before it"},
        {"FREEDONIA\n\nSYLVANIA [SYL]", "actors_invalid d.txt:1: \"Freedonia\" has no code"},
        {"FREEDONIA [FRD", "actors_invalid d.txt:1: \"[\" is not closed"},
        {"FREEDONIA {X [FRD]", "actors_invalid d.txt:1: \"{\" is not closed"},
        {"FREEDONIA []", "actors_invalid d.txt:1: \"\" is no code"},
        {"FREEDONIA [FRD] SYLVANIA", "actors_invalid d.txt:1: what follows the code is none: \"SYLVANIA\""},
        {"A!X!B [~GOV]", "actors_invalid d.txt:1: no set of words !X! is defined above"},
        {"!X! = ", "actors_invalid d.txt:1: the set of words is empty"},
        {"A [FRD <19991301]",
         "actors_invalid d.txt:1: \"<19991301\" is no date restriction (<YYYYMMDD, >YYYYMMDD, "
         "YYYYMMDD-YYYYMMDD)"},
        {"A [FRD 20000101-19990101]",
         "actors_invalid d.txt:1: \"20000101-19990101\" is no date restriction (<YYYYMMDD, "
         ">YYYYMMDD, YYYYMMDD-YYYYMMDD)"},
        {"\xFF\xFE [FRD]", "actors_invalid d.txt:1: is no UTF-8 text"},
    };
    for (const auto& row : rows) {
        CAPTURE(std::string(row.text));
        CHECK(read(row.text) == std::string(row.shown));
    }
}

TEST_CASE("what a CAMEO actor code says") {
    const struct {
        const char *code, *country, *sector;
    } rows[] = {
        {"USA", "USA", ""},
        {"USAGOV", "USA", "GOV"},
        {"USAGOVMED", "USA", "GOV"},
        {"FRD", "FRD", ""},
        {"IGOUNO", "IGO", "IGO"},
        {"NGOIRC", "", "NGO"},
        {"IMGMOSALQ", "", "REB"},
        {"GOV", "", "GOV"},
        {"IND", "IND", ""},
        {"INDMED", "IND", "JRN"},
        {"PSEREBHMS", "PSE", "REB"},
        {"MNCUSA", "", "BUS"},
        {"", "", ""},
        {"G7", "", ""},
        {"ISRHLH", "ISR", "MED"},
    };
    for (const auto& row : rows) {
        CAPTURE(std::string(row.code));
        const CodeMeaning meaning = meaning_of_code(row.code);
        CHECK(meaning.country == row.country);
        CHECK(meaning.sector == row.sector);
    }
}

TEST_CASE("a dictionary's codes hold on their days and come before the base") {
    const auto dictionary = parse_actor_dictionary(
        "CHICOLINI [SYLELI]\n\t[SYLSPY <19340101]\n\t[SYLGOV 19340101-19341231]\nBOKO_HARAM [FRDREB]\n", "d.txt");
    REQUIRE(dictionary);
    const auto table = ActorTable::load({&*dictionary, 1});
    REQUIRE(table);
    std::uint32_t item = 0;
    while (table->bodies[item].name != "Chicolini") ++item;
    const struct {
        Date on;
        const char* id;
    } rows[] = {{{1933, 5, 1}, "cameo:SYLSPY"},
                {{1934, 6, 1}, "cameo:SYLGOV"},
                {{1936, 1, 1}, "cameo:SYLELI"},
                {{}, "cameo:SYLELI"}};
    for (const auto& row : rows) CHECK(table->body_on(item, row.on).id == row.id);
}
