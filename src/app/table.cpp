#include "app/table.h"

#include <cmath>
#include <cstdlib>
#include <map>

#include "base/json.h"
#include "base/resource.h"
#include "base/text.h"

namespace newshound::app {

TabRow& TabRow::cell(std::string_view value) {
    if (!first_) row_ += '\t';
    first_ = false;
    for (const char c : value) row_ += c == '\t' || c == '\n' || c == '\r' || c == '\0' ? ' ' : c;
    return *this;
}

TabRow& TabRow::number(double value) {
    json::Writer out;
    out.number(value);
    return cell(out.view());
}

TabRow& TabRow::integer(std::int64_t value) { return cell(std::to_string(value)); }

TabRow& TabRow::empty(int cells) {
    for (int i = 0; i < cells; ++i) cell({});
    return *this;
}

struct CodeTables::Tables {
    struct State {
        std::string_view name, cow, fips;
    };
    std::map<std::string_view, State> states;
    std::map<std::string_view, std::string_view> groups;
    const events::Gazetteer* gazetteer = nullptr;
};

Result<CodeTables> CodeTables::load() {
    auto tables = std::make_shared<Tables>();
    const auto gazetteer = events::Gazetteer::get();
    if (!gazetteer) return tl::unexpected(gazetteer.error());
    tables->gazetteer = *gazetteer;
    const auto states = resource::rows("actors/states.tsv");
    if (!states) return tl::unexpected(states.error());
    for (const resource::Row& row : *states) tables->states[row[0]].name = text::trim(row[1].substr(0, row[1].find(';')));
    const auto codes = resource::rows("ontology/country_codes.tsv");
    if (!codes) return tl::unexpected(codes.error());
    for (const resource::Row& row : *codes) {
        const auto state = tables->states.find(row[0]);
        if (state == tables->states.end()) return resource::bad_row(row, "no such state in actors/states.tsv");
        state->second.cow = row[1];
        state->second.fips = row[2];
    }
    const auto groups = resource::rows("ontology/known_groups.tsv");
    if (!groups) return tl::unexpected(groups.error());
    for (const resource::Row& row : *groups) {
        if (row[1].size() != 3) return resource::bad_row(row, "needs an id and a code of three letters");
        tables->groups.emplace(row[0], row[1]);
    }
    CodeTables out;
    out.tables_ = std::move(tables);
    return out;
}

Result<const CodeTables*> CodeTables::get() {
    static const Result<CodeTables> tables = load();
    if (!tables) return tl::unexpected(tables.error());
    return &*tables;
}

std::string_view CodeTables::name(std::string_view alpha3) const {
    const auto it = tables_->states.find(alpha3);
    return it == tables_->states.end() ? std::string_view() : it->second.name;
}

std::string_view CodeTables::cow(std::string_view alpha3) const {
    const auto it = tables_->states.find(alpha3);
    return it == tables_->states.end() ? std::string_view() : it->second.cow;
}

std::string_view CodeTables::fips(std::string_view alpha3) const {
    const auto it = tables_->states.find(alpha3);
    return it == tables_->states.end() ? std::string_view() : it->second.fips;
}

std::string_view CodeTables::group(std::string_view entity) const {
    const auto it = tables_->groups.find(entity);
    return it == tables_->groups.end() ? std::string_view() : it->second;
}

PlaceDetail CodeTables::state(std::string_view alpha3) const {
    PlaceDetail out;
    const events::PlaceEntry* entry = tables_->gazetteer->country(alpha3);
    if (!entry) return out;
    out.known = out.located = true;
    out.name = name(alpha3);
    out.country = alpha3;
    out.lat = entry->lat;
    out.lon = entry->lon;
    out.geonames = entry->geonames;
    return out;
}

PlaceDetail CodeTables::place_of(const Annotated& document, const Event& event) const {
    if (event.where_place.empty()) {
        PlaceDetail out = state(event.where_country);
        out.text = event.where_text;
        return out;
    }
    PlaceDetail out;
    const Place* nearest = nullptr;
    const auto away = [&](const Place& p) { return std::abs(std::int64_t{p.begin} - std::int64_t{event.begin}); };
    for (const Place& p : document.places)
        if (p.text == event.where_text && p.name == event.where_place && (!nearest || away(p) < away(*nearest)))
            nearest = &p;
    out.known = true;
    out.kind = events::PlaceKind::site;
    out.text = event.where_text;
    out.name = event.where_place;
    out.country = event.where_country;
    if (!nearest) return out;
    out.admin1 = nearest->admin1;
    out.lat = nearest->lat;
    out.lon = nearest->lon;
    out.geonames = nearest->geonames;
    out.located = nearest->lat != 0 || nearest->lon != 0;
    for (const events::PlaceEntry& entry : tables_->gazetteer->find(nearest->name))
        if (entry.country == nearest->country && entry.geonames == nearest->geonames &&
            std::abs(entry.lat - nearest->lat) < 1e-6) {
            out.kind = entry.kind;
            out.admin1_code = entry.admin1;
            break;
        }
    if (out.kind == events::PlaceKind::division) out.admin1 = out.name;
    return out;
}

}  // namespace newshound::app
