#include "app/polecat.h"

#include <functional>
#include <initializer_list>
#include <set>

#include "app/table.h"
#include "base/date.h"
#include "base/text.h"

namespace newshound::app {

namespace {

using events::PlaceKind;

constexpr const char* kColumns[] = {"Event ID",
                                    "Event Date",
                                    "Event Type",
                                    "Event Mode",
                                    "Intensity",
                                    "Quad Code",
                                    "Contexts",
                                    "Actor Name",
                                    "Actor Country",
                                    "Actor COW",
                                    "Primary Actor Sector",
                                    "Actor Sectors",
                                    "Actor Title",
                                    "Actor Name Raw",
                                    "Wikipedia Actor ID",
                                    "Recipient Name",
                                    "Recipient Country",
                                    "Recipient COW",
                                    "Primary Recipient Sector",
                                    "Recipient Sectors",
                                    "Recipient Title",
                                    "Recipient Name Raw",
                                    "Wikipedia Recipient ID",
                                    "Placename",
                                    "City",
                                    "District",
                                    "Province",
                                    "Country",
                                    "Latitude",
                                    "Longitude",
                                    "GeoNames ID",
                                    "Raw Placename",
                                    "Feature Type",
                                    "Source",
                                    "Publication Date",
                                    "Story People",
                                    "Story Organizations",
                                    "Story Locations",
                                    "Language",
                                    "Version"};
static_assert(sizeof kColumns / sizeof kColumns[0] == 40);

/// Items joined by "; "; a ";" inside one becomes ",".
class List {
public:
    void add(std::string_view item) {
        if (!first_) out_ += "; ";
        first_ = false;
        for (const char c : item) out_ += c == ';' ? ',' : c;
    }
    [[nodiscard]] const std::string& str() const { return out_; }

private:
    std::string out_;
    bool first_ = true;
};

template <class Field>
std::string joined(const std::vector<Party>& parties, Field field) {
    List out;
    for (const Party& p : parties) out.add(std::invoke(field, p));
    return out.str();
}

std::string quad_name(int quad) {
    switch (quad) {
        case 1: return "VERBAL COOPERATION";
        case 2: return "MATERIAL COOPERATION";
        case 3: return "VERBAL CONFLICT";
        case 4: return "MATERIAL CONFLICT";
        default: return {};
    }
}

/// GeoNames feature code of the kind.
const char* feature_of(PlaceKind kind) {
    switch (kind) {
        case PlaceKind::country: return "PCLI";
        case PlaceKind::continent: return "CONT";
        case PlaceKind::region: return "RGN";
        case PlaceKind::division: return "ADM1";
        case PlaceKind::county: return "ADM2";
        case PlaceKind::city: return "PPL";
        case PlaceKind::water: return "SEA";
        case PlaceKind::site: return "";
    }
    return "";
}

/// Name, country, COW, sectors, title, words, Wikipedia's id.
void parties(TabRow& row, const std::vector<Party>& list, const CodeTables& codes) {
    row.cell(joined(list, [](const Party& p) { return p.name.empty() ? p.text : p.name; }));
    row.cell(joined(list, &Party::country));
    row.cell(joined(list, [&](const Party& p) { return codes.cow(p.country); }));
    row.cell(list.empty() ? std::string() : list.front().sector);
    row.cell(joined(list, &Party::sector));
    row.empty();
    row.cell(joined(list, &Party::text));
    row.empty();
}

void place(TabRow& row, const PlaceDetail& p, const CodeTables& codes) {
    if (!p.known) {
        row.empty(10);
        return;
    }
    row.cell(p.name);
    row.cell(p.kind == PlaceKind::city ? p.name : std::string());
    row.cell(p.kind == PlaceKind::county ? p.name : std::string());
    row.cell(p.admin1);
    row.cell(codes.name(p.country));
    if (p.located) {
        row.number(p.lat).number(p.lon);
    } else {
        row.empty(2);
    }
    if (p.geonames > 0) {
        row.integer(p.geonames);
    } else {
        row.empty();
    }
    row.cell(p.text).cell(feature_of(p.kind));
}

/// What the article names with one of the labels, each once, in text order.
std::string story(const Annotated& document, std::initializer_list<std::string_view> labels) {
    List out;
    std::set<std::string_view> seen;
    for (const Entity& e : document.entities) {
        bool wanted = false;
        for (const std::string_view label : labels) wanted = wanted || e.label == label;
        const std::string_view words = document.text_of(e.first, e.last);
        if (wanted && !words.empty() && seen.insert(words).second) out.add(words);
    }
    return out.str();
}

}  // namespace

std::string polecat_header() {
    TabRow row;
    for (const char* name : kColumns) row.cell(name);
    return row.str();
}

Result<std::string> polecat(const Annotated& document, const std::vector<Event>& events, const std::string& version) {
    const auto codes = CodeTables::get();
    if (!codes) return tl::unexpected(codes.error());
    const Article& article = document.article;
    const auto published = parse_date(article.published);
    const std::string people = story(document, {"PERSON"}), organizations = story(document, {"ORG"}),
                      locations = story(document, {"GPE", "LOC", "FAC"});
    std::string out;
    for (const Event& e : events) {
        if (!has_happened(e)) continue;
        List contexts;
        for (const std::string& c : e.contexts) contexts.add(c);
        TabRow row;
        std::string day = e.when_start.empty() ? (published ? published->str() : "") : e.when_start;
        std::erase(day, '-');
        row.cell((day.empty() ? "" : day + "-") + e.id + "-" + e.type);
        row.cell(e.when_start).cell(e.type).cell(e.mode).number(e.goldstein).cell(quad_name(e.quad)).cell(contexts.str());
        parties(row, e.actors, **codes);
        parties(row, e.recipients, **codes);
        place(row, (*codes)->place_of(document, e), **codes);
        row.cell(!article.publisher.empty() ? article.publisher : article.agency);
        row.cell(published ? published->str() : std::string());
        row.cell(people).cell(organizations).cell(locations).cell(article.language).cell(version);
        out += row.str();
    }
    return out;
}

}  // namespace newshound::app
