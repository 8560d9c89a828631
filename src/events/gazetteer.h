// Names of places and what they may stand for: GeoNames' cities (places/gazetteer.bin, built by tools/build_gazetteer.py and
// read where it lies in memory) and newshound's own tables of states, first-level divisions, regions, waters and sites
// (data/places/*.tsv).
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "events/keys.h"

namespace newshound::events {

enum class PlaceKind : std::uint8_t { country, continent, region, division, county, city, water, site };

/// One thing that a name may stand for. Views live as long as the process.
struct PlaceEntry {
    PlaceKind kind = PlaceKind::city;
    std::int64_t geonames = 0;  ///< GeoNames id, 0 = none
    std::string_view name;      ///< canonical
    std::string_view country;   ///< ISO 3166-1 alpha-3, "" across states
    std::string_view admin1;    ///< GeoNames code of the first-level division, "" unknown
    double lat = 0, lon = 0;    ///< degrees, WGS 84
    std::uint32_t population = 0;
    bool capital = false;
    bool alternate = false;  ///< found by an alternate name
};

class Gazetteer {
public:
    /// The one gazetteer of the process, loaded at first use. Errors "data_missing", "data_invalid".
    static Result<const Gazetteer*> get();

    /// Everything called `name` (any case, accents and hyphens optional): own tables first, then cities by falling
    /// population, main names before alternate ones; at most `limit`.
    [[nodiscard]] std::vector<PlaceEntry> find(std::string_view name, std::size_t limit = 40) const;

    /// "Texas" for USA, TX; "" where the division has no name in data/places/divisions.tsv.
    [[nodiscard]] std::string_view division_name(std::string_view country, std::string_view admin1) const;

    /// alpha-3 that a nationality word stands for ("Iranian"), or ""; by its key: of the word in lower case.
    [[nodiscard]] std::string_view country_of_adjective(std::string_view word) const;
    [[nodiscard]] std::string_view country_of_adjective(WordKey word) const;

    /// The state called exactly so, or nullptr.
    [[nodiscard]] const PlaceEntry* country(std::string_view alpha3) const;

private:
    Status load();
    Status load_cities();
    Status load_states();
    Status load_table(std::string_view file);
    void add(std::string_view name, std::uint32_t index);
    [[nodiscard]] PlaceEntry city(std::uint32_t index, bool alternate) const;

    std::vector<PlaceEntry> own_;
    std::multimap<std::string, std::uint32_t, std::less<>> own_names_;  // folded name -> own_
    KeyMap<std::string_view> adjectives_;                               // in lower case
    std::map<std::string_view, std::uint32_t> countries_;
    std::map<std::pair<std::string_view, std::string_view>, std::uint32_t> divisions_;
    std::vector<std::string_view> country_codes_;  // of the city file's country numbers, alpha-3
    const char* places_ = nullptr;
    const char* names_ = nullptr;
    const char* admins_ = nullptr;
    const char* strings_ = nullptr;
    std::uint32_t place_count_ = 0, name_count_ = 0, admin_count_ = 0, string_bytes_ = 0;
};

/// The key under which a name is kept: lower case, no accents, hyphens as spaces, no apostrophes; "St." = "Saint".
std::string fold_place_name(std::string_view name);

/// Great-circle distance in kilometres.
double distance_km(double lat1, double lon1, double lat2, double lon2);

}  // namespace newshound::events
