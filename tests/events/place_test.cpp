#include "events/place.h"

#include <doctest/doctest.h>

#include "slots/sentences.h"

using namespace newshound;
using namespace newshound::events;

namespace {

const Gazetteer& gazetteer() {
    const auto loaded = Gazetteer::get();
    REQUIRE_MESSAGE(loaded.has_value(), (loaded ? "" : loaded.error().message));
    return **loaded;
}

/// "text=country/admin1" of every mention, joined by "; "; "~" before a dateline.
std::string places_in(const std::string& text) {
    const Tree tree(test::annotated(text));
    std::string out;
    for (const PlaceMention& m : find_places(tree, gazetteer())) {
        if (!out.empty()) out += "; ";
        out += (m.dateline ? "~" : "") + m.place.text + "=" + (m.resolved ? m.place.country : "?");
        if (!m.place.admin1.empty() && m.kind == PlaceKind::city && m.place.country == "USA") out += "/" + m.place.admin1;
    }
    return out;
}

}  // namespace

TEST_CASE("places and what they stand for") {
    static const std::pair<std::string, std::string> table[] = {
        {"Police arrested 12 people on Monday in Lagos.", "Lagos=NGA"},
        {"Thousands marched in Paris, Texas, against the pipeline.", "Paris=USA/Texas; Texas=USA"},
        {"A bomb exploded near the market in Mosul, Iraq.", "Mosul=IRQ; Iraq=IRQ"},
        {"Russian troops entered southern Ukraine.", "Ukraine=UKR"},
        {"Ships collided in the Strait of Hormuz.", "Strait of Hormuz="},
        {"Protesters gathered in Tahrir Square in Cairo.", "Tahrir Square=EGY; Cairo=EGY"},
        {"The mayor of Springfield, Ill., resigned.", "Springfield=USA/Illinois; Ill.=USA"},
        {"Georgia held an election in Tbilisi.", "Georgia=GEO; Tbilisi=GEO"},
        {"Voters in Georgia, Alabama and Florida went to the polls.", "Georgia=USA; Alabama=USA; Florida=USA"},
        {"KABUL, Afghanistan - The Taliban arrested a journalist in Herat on Monday.",
         "~KABUL=AFG; ~Afghanistan=AFG; Herat=AFG"},
        {"Mr Lincoln spoke to reporters in Lincoln, Nebraska.", "Lincoln=USA/Nebraska; Nebraska=USA"},
    };
    for (const auto& [text, expected] : table) {
        CAPTURE(text);
        CHECK(places_in(text) == expected);
    }
}

TEST_CASE("the place of a deed, from its own clause") {
    struct Row {
        std::string text, trigger, place;
    };
    static const Row table[] = {
        {"Police arrested 12 people on Monday in Lagos.", "arrested", "Lagos"},
        {"The attack on Kabul killed 30 people.", "attack", "Kabul"},
        {"The Kabul bombing wounded dozens.", "bombing", "Kabul"},
        {"Russian troops entered southern Ukraine.", "entered", "Ukraine"},
        {"Iran condemned the sanctions on Russia.", "condemned", ""},
        {"Iran condemned the sanctions on Russia.", "sanctions", ""},
        {"The United States imposed sanctions on Iran.", "sanctions", ""},
        {"Protesters gathered in Tahrir Square in Cairo.", "gathered", "Tahrir Square"},
        {"KABUL, Afghanistan - The Taliban arrested a journalist in Herat on Monday.", "arrested", "Herat"},
    };
    for (const Row& row : table) {
        CAPTURE(row.text);
        CAPTURE(row.trigger);
        const Annotated& a = test::annotated(row.text);
        const Tree tree(a);
        const auto places = find_places(tree, gazetteer());
        const auto at = place_for(tree, test::token(a, row.trigger), places);
        CHECK((at ? places[*at].place.text : "") == row.place);
    }
}

TEST_CASE("the record's place never rests on a dateline") {
    const Annotated& a = test::annotated("KABUL, Afghanistan - The Taliban arrested a journalist in Herat on Monday.");
    const Tree tree(a);
    const auto places = find_places(tree, gazetteer());
    const PlaceReadings readings = place_readings(tree, test::token(a, "arrested"), places);
    for (const Where& where : readings.places)
        if (where.mention) CHECK_FALSE(places[*where.mention].dateline);
}

TEST_CASE("gazetteer: names are found whatever their accents, hyphens and case") {
    struct Row {
        std::string name, country, canonical;
    };
    static const Row table[] = {
        {"kyiv", "UKR", "Kyiv"},
        {"Port-au-Prince", "HTI", "Port-au-Prince"},
        {"sao paulo", "BRA", "São Paulo"},
        {"Crimea", "UKR", "Crimea"},
        {"Evin prison", "IRN", "Evin"},
        {"Nuku'alofa", "TON", "Nuku‘alofa"},
        {"St. Petersburg", "RUS", ""},
        {"Xinjiang", "CHN", "Xinjiang"},
        {"Sahel", "", "Sahel"},
    };
    for (const Row& row : table) {
        CAPTURE(row.name);
        const auto found = gazetteer().find(row.name);
        REQUIRE_FALSE(found.empty());
        if (!row.canonical.empty()) CHECK(found.front().name == row.canonical);
        bool country = false;
        for (const auto& e : found) country = country || e.country == row.country;
        CHECK(country);
    }
    CHECK(gazetteer().find("Nosuchplaceatall").empty());
    CHECK(gazetteer().find("").empty());
    CHECK(gazetteer().country_of_adjective("Iranian") == "IRN");
}

TEST_CASE("distances") {
    CHECK(distance_km(51.507, -0.128, 48.857, 2.351) == doctest::Approx(343).epsilon(0.01));
    CHECK(distance_km(10, 179.9, 10, -179.9) < 25);
}
