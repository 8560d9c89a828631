#include "app/gdelt.h"

#include <chrono>
#include <cstdio>
#include <utility>

#include "app/table.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/text.h"
#include "events/actor_dictionary.h"

namespace newshound::app {

namespace {

using events::PlaceKind;

constexpr std::size_t kMostPairs = 64;  // rows of one event; nobody meets with more
constexpr int kPartyColumns = 10, kGeoColumns = 8;

/// CAMEO's country codes are ISO's but for these.
std::string cameo_country(const std::string& alpha3) {
    if (alpha3 == "IGO") return {};
    if (alpha3 == "ROU") return "ROM";
    if (alpha3 == "TLS") return "TMP";
    return alpha3;
}

/// CAMEO's role for a PLOVER sector.
std::string cameo_role(const std::string& sector) {
    if (sector == "JRN") return "MED";
    if (sector == "MED") return "HLH";
    if (sector == "PRM") return "UAF";
    if (sector == "SOC") return "CVL";
    if (sector == "UNK") return {};
    return sector;
}

std::string digits_of(std::string date) {
    std::erase(date, '-');
    return date;
}

void party(TabRow& row, const Party* p, const CodeTables& codes) {
    if (!p) {
        row.empty(kPartyColumns);
        return;
    }
    const CameoActor code = cameo_actor(*p, codes);
    row.cell(code.whole).cell(text::upper(p->name.empty() ? p->text : p->name)).cell(code.country).cell(code.group);
    row.empty(3).cell(code.type1).empty(2);  // ethnic and religion codes, second and third role: not known
}

/// 0 none, 1 country, 2 US state, 3 US city, 4 city elsewhere, 5 first-level division elsewhere.
int geo_type(const PlaceDetail& p) {
    const bool usa = p.country == "USA";
    switch (p.kind) {
        case PlaceKind::country: return 1;
        case PlaceKind::division: return usa ? 2 : 5;
        case PlaceKind::continent:
        case PlaceKind::region:
        case PlaceKind::water: return p.country.empty() ? 0 : 1;
        default: return usa ? 3 : 4;
    }
}

void geo(TabRow& row, const PlaceDetail& p, const CodeTables& codes) {
    const int type = p.known ? geo_type(p) : 0;
    row.integer(type);
    if (type == 0) {
        row.empty(kGeoColumns - 1);
        return;
    }
    std::string name = p.name;
    if (type > 2 && p.kind != PlaceKind::division && !p.admin1.empty()) name += ", " + p.admin1;
    if (type > 1 && !codes.name(p.country).empty()) name += ", " + std::string(codes.name(p.country));
    const std::string fips(codes.fips(p.country));
    // Only the divisions of the United States have the same codes in GeoNames and FIPS 10-4.
    const std::string division = p.country == "USA" && !fips.empty() ? fips + p.admin1_code : fips;
    row.cell(name).cell(fips).cell(division).empty();
    if (p.located) {
        row.number(p.lat).number(p.lon);
    } else {
        row.empty(2);
    }
    row.cell(type <= 2 ? division : std::string());  // of cities GDELT has GNS and GNIS numbers
}

/// "2025-09-04T18:30:00+02:00" -> 20250904163000 (UTC); a day alone -> its first second.
std::string moment(const std::string& published) {
    const auto date = parse_date(published);
    if (!date || !date->to_the_day()) return {};
    int hour = 0, minute = 0, second = 0, ahead_h = 0, ahead_m = 0;
    char sign = '+';
    if (published.size() >= 16) {
        if (std::sscanf(published.c_str() + 10, "%*c%2d:%2d:%2d", &hour, &minute, &second) < 2) hour = minute = 0;
        const auto zone = published.find_first_of("+-Z", 11);
        if (zone != std::string::npos && published[zone] != 'Z') {
            sign = published[zone];
            if (std::sscanf(published.c_str() + zone + 1, "%2d:%2d", &ahead_h, &ahead_m) < 1) ahead_h = 0;
        }
    }
    using namespace std::chrono;
    const int offset = (sign == '-' ? -1 : 1) * (ahead_h * 60 + ahead_m);
    const auto at = sys_seconds(date->first_day()) + hours(hour) + minutes(minute - offset) + seconds(second);
    const auto day = floor<days>(at);
    const auto clock = (at - day).count();
    char out[40];
    std::snprintf(out, sizeof out, "%s%02d%02d%02d", digits_of(Date::from(day).str()).c_str(),
                  static_cast<int>(clock / 3600), static_cast<int>(clock / 60 % 60), static_cast<int>(clock % 60));
    return out;
}

/// SQLDATE, MonthYear, Year, FractionDate; what the date does not tell is empty.
void dates(TabRow& row, const std::string& start) {
    const auto date = parse_date(start);
    if (!date) {
        row.empty(4);
        return;
    }
    const std::string digits = digits_of(date->str());
    row.cell(date->day != 0 ? digits : std::string());
    row.cell(date->month != 0 ? digits.substr(0, 6) : std::string());
    row.cell(digits.substr(0, 4));
    if (date->day == 0) {
        row.empty();
        return;
    }
    char fraction[32];
    std::snprintf(fraction, sizeof fraction, "%.4f", date->year + (date->month * 30 + date->day) / 365.0);
    row.cell(fraction);
}

int quad_class(const std::string& cameo) {
    const int root = cameo.size() < 2 ? 0 : (cameo[0] - '0') * 10 + (cameo[1] - '0');
    if (root == 0) return 0;
    return root <= 5 ? 1 : root <= 8 ? 2 : root <= 13 ? 3 : 4;
}

/// What concerns one article's events all alike.
struct Story {
    const Annotated& document;
    const std::vector<Event>& events;
    const CodeTables& codes;
    std::size_t lead = 0;  ///< where the first paragraph ends, code points
    std::string added, url;
};

std::string row_of(const Story& story, const Event& e, const Party* actor, const Party* recipient, std::size_t pair) {
    TabRow row;
    // Fifteen digits: a whole number also where numbers are kept as doubles.
    const std::string key = e.id + "|" + std::to_string(pair);
    row.integer(static_cast<std::int64_t>(hash::xxh3(key) % 1'000'000'000'000'000ULL));
    dates(row, e.when_start);
    party(row, actor, story.codes);
    party(row, recipient, story.codes);
    row.integer(e.begin < story.lead ? 1 : 0);
    row.cell(e.cameo).cell(e.cameo.substr(0, 3)).cell(e.cameo.substr(0, 2));
    row.integer(quad_class(e.cameo)).number(e.goldstein);
    int mentions = 0;
    for (const Event& other : story.events) mentions += &other == &e || (!e.same_as.empty() && other.same_as == e.same_as);
    row.integer(mentions).integer(1).integer(1).empty();  // tone is not measured
    geo(row, actor ? story.codes.state(actor->country) : PlaceDetail(), story.codes);
    geo(row, recipient ? story.codes.state(recipient->country) : PlaceDetail(), story.codes);
    geo(row, story.codes.place_of(story.document, e), story.codes);
    row.cell(story.added).cell(story.url);
    return row.str();
}

}  // namespace

CameoActor cameo_actor(const Party& party, const CodeTables& codes) {
    CameoActor out;
    out.country = cameo_country(party.country);
    out.type1 = cameo_role(party.sector);
    out.group = codes.group(party.entity);
    if (party.country == "IGO" && out.type1.empty()) out.type1 = "IGO";
    if (party.entity.starts_with("cameo:")) {
        out.whole = party.entity.substr(6);
        return out;
    }
    out.whole = out.country + (out.group.empty() ? out.type1 : (out.type1.empty() ? "IGO" : out.type1) + out.group);
    return out;
}

Result<std::string> gdelt(const Annotated& document, const std::vector<Event>& events) {
    const auto codes = CodeTables::get();
    if (!codes) return tl::unexpected(codes.error());
    const Article& article = document.article;
    Story story{document, events, **codes, 0, moment(article.published), article.url};
    const std::size_t line = document.text().find('\n');
    story.lead = text::length(std::string_view(document.text()).substr(0, line));
    if (story.url.empty()) story.url = article.canonical_url.empty() ? article.id : article.canonical_url;
    std::string out;
    for (const Event& e : events) {
        if (!has_happened(e)) continue;
        std::size_t pair = 0;
        const auto sides = [](const std::vector<Party>& list) {
            std::vector<const Party*> all;
            all.reserve(list.size() + 1);
            for (const Party& p : list) all.push_back(&p);
            if (all.empty()) all.push_back(nullptr);
            return all;
        };
        const auto same = [](const Party* a, const Party* b) { return a && b && a->begin == b->begin && a->end == b->end; };
        for (const Party* actor : sides(e.actors))
            for (const Party* recipient : sides(e.recipients)) {
                if (pair >= kMostPairs) break;
                // "X and Y met": both stand on both sides, and nobody meets himself.
                if (same(actor, recipient) && (e.actors.size() > 1 || e.recipients.size() > 1)) continue;
                out += row_of(story, e, actor, recipient, pair++);
            }
    }
    return out;
}

}  // namespace newshound::app
