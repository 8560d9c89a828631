#include <doctest/doctest.h>

#include <vector>

#include "app/gdelt.h"
#include "app/polecat.h"
#include "app/table.h"
#include "base/text.h"

using namespace newshound;

namespace {

Party party(const char* text, const char* name, const char* country, const char* sector, const char* entity = "",
            std::uint32_t begin = 0) {
    Party p;
    p.text = text;
    p.name = name;
    p.country = country;
    p.sector = sector;
    p.entity = entity;
    p.begin = begin;
    p.end = begin + 5;
    return p;
}

/// "Police in Houston arrested..." as a record, and its article.
Event arrest() {
    Event e;
    e.doc = "d";
    e.id = "0123456789abcdef";
    e.type = "COERCE";
    e.mode = "arrest";
    e.cameo = "1733";
    e.goldstein = -5;
    e.quad = 4;
    e.contexts = {"crime", "legal"};
    e.actors = {party("police", "", "USA", "COP")};
    e.recipients = {party("two\tmen; one boy", "", "MEX", "CVL", "", 30)};
    e.when_start = "2025-09-04";
    e.where_text = "Houston";
    e.where_country = "USA";
    e.where_place = "Houston";
    e.begin = 20;
    return e;
}

Annotated article() {
    Annotated a;
    a.article.id = "d";
    a.article.url = "https://news.example/1";
    a.article.published = "2025-09-05T01:30:00+02:00";
    a.article.publisher = "Example News";
    a.article.language = "en";
    a.article.text = "Police in Houston arrested two men.\nMore.";
    Place p;
    p.begin = 10;
    p.end = 17;
    p.text = p.name = "Houston";
    p.geonames = 4699066;
    p.country = "USA";
    p.admin1 = "Texas";
    p.lat = 29.76328;
    p.lon = -95.36327;
    a.places = {p};
    return a;
}

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> out;
    for (const std::string_view c : text::split(std::string_view(line).substr(0, line.find('\n')), '\t'))
        out.emplace_back(c);
    return out;
}

}  // namespace

TEST_CASE("POLECAT: forty columns, each where its name stands") {
    const auto names = cells(app::polecat_header());
    REQUIRE(names.size() == 40);
    const auto rows = app::polecat(article(), {arrest()}, "newshound 1");
    REQUIRE(rows);
    const auto values = cells(*rows);
    REQUIRE(values.size() == 40);
    const auto at = [&](std::string_view name) {
        for (std::size_t i = 0; i < names.size(); ++i)
            if (names[i] == name) return values[i];
        return std::string("no such column");
    };
    const struct {
        const char *column, *value;
    } wanted[] = {
        {"Event ID", "20250904-0123456789abcdef-COERCE"},
        {"Event Date", "2025-09-04"},
        {"Event Type", "COERCE"},
        {"Event Mode", "arrest"},
        {"Intensity", "-5"},
        {"Quad Code", "MATERIAL CONFLICT"},
        {"Contexts", "crime; legal"},
        {"Actor Name", "police"},
        {"Actor Country", "USA"},
        {"Actor COW", "2"},
        {"Primary Actor Sector", "COP"},
        {"Actor Sectors", "COP"},
        {"Actor Title", ""},
        {"Actor Name Raw", "police"},
        {"Wikipedia Actor ID", ""},
        {"Recipient Name", "two men, one boy"},
        {"Recipient Country", "MEX"},
        {"Recipient COW", "70"},
        {"Placename", "Houston"},
        {"City", "Houston"},
        {"District", ""},
        {"Province", "Texas"},
        {"Country", "United States"},
        {"Latitude", "29.76328"},
        {"Longitude", "-95.36327"},
        {"GeoNames ID", "4699066"},
        {"Raw Placename", "Houston"},
        {"Feature Type", "PPL"},
        {"Source", "Example News"},
        {"Publication Date", "2025-09-05"},
        {"Language", "en"},
        {"Version", "newshound 1"},
    };
    for (const auto& w : wanted) {
        CAPTURE(std::string(w.column));
        CHECK(at(w.column) == std::string(w.value));
    }
}

TEST_CASE("GDELT: sixty-one columns") {
    const auto rows = app::gdelt(article(), {arrest()});
    REQUIRE(rows);
    const auto values = cells(*rows);
    REQUIRE(values.size() == 61);
    const struct {
        int column;
        const char* value;
    } wanted[] = {
        {2, "20250904"},
        {3, "202509"},
        {4, "2025"},
        {5, "2025.7507"},
        {6, "USACOP"},
        {7, "POLICE"},
        {8, "USA"},
        {9, ""},
        {13, "COP"},
        {16, "MEXCVL"},
        {18, "MEX"},
        {23, "CVL"},
        {26, "1"},
        {27, "1733"},
        {28, "173"},
        {29, "17"},
        {30, "4"},
        {31, "-5"},
        {32, "1"},
        {33, "1"},
        {34, "1"},
        {35, ""},
        {36, "1"},
        {38, "US"},
        {44, "1"},
        {46, "MX"},
        {52, "3"},
        {53, "Houston, Texas, United States"},
        {54, "US"},
        {55, "USTX"},
        {57, "29.76328"},
        {58, "-95.36327"},
        {59, ""},
        {60, "20250904233000"},
        {61, "https://news.example/1"},
    };
    for (const auto& w : wanted) {
        CAPTURE(w.column);
        CHECK(values[static_cast<std::size_t>(w.column - 1)] == std::string(w.value));
    }
}

TEST_CASE("tables of events: what is a row and what is not") {
    const auto lines = [](const Result<std::string>& rows) { return rows ? text::split(*rows, '\n').size() - 1 : 999; };
    Event met = arrest();
    met.actors = met.recipients = {party("A", "", "FRA", "GOV", "", 0), party("B", "", "DEU", "GOV", "", 10)};
    Event planned = arrest();
    planned.status = "future";
    Event bare;
    bare.status = "actual";
    const struct {
        const char* what;
        Event event;
        std::size_t polecat, gdelt;
    } rows[] = {{"a deed", arrest(), 1, 1},
                {"both met: a row for each direction, none with oneself", met, 1, 2},
                {"not yet done", planned, 0, 0},
                {"nothing known", bare, 1, 1}};
    for (const auto& row : rows) {
        CAPTURE(row.what);
        CHECK(lines(app::polecat(article(), {row.event}, "v")) == row.polecat);
        CHECK(lines(app::gdelt(article(), {row.event})) == row.gdelt);
    }
}

TEST_CASE("CAMEO actor codes") {
    const auto codes = app::CodeTables::get();
    REQUIRE(codes);
    const struct {
        Party party;
        const char *whole, *country, *group, *type1;
    } rows[] = {
        {party("", "", "USA", "GOV"), "USAGOV", "USA", "", "GOV"},
        {party("", "", "ROU", "MIL"), "ROMMIL", "ROM", "", "MIL"},
        {party("", "", "FRA", "JRN"), "FRAMED", "FRA", "", "MED"},
        {party("", "", "FRA", "MED"), "FRAHLH", "FRA", "", "HLH"},
        {party("", "", "IGO", "IGO", "body:united-nations"), "IGOUNO", "", "UNO", "IGO"},
        {party("", "", "IGO", "MIL"), "MIL", "", "", "MIL"},
        {party("", "", "", "UNK"), "", "", "", ""},
        {party("", "", "FRD", "GOV", "cameo:FRDGOVFRM"), "FRDGOVFRM", "FRD", "", "GOV"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.whole);
        const app::CameoActor code = app::cameo_actor(row.party, **codes);
        CHECK(code.whole == row.whole);
        CHECK(code.country == row.country);
        CHECK(code.group == row.group);
        CHECK(code.type1 == row.type1);
    }
}
