#include "events/gazetteer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "base/resource.h"
#include "base/text.h"

namespace newshound::events {

namespace {

constexpr std::size_t kHeaderBytes = 32, kPlaceBytes = 28, kNameBytes = 8, kCountryBytes = 16, kAdminBytes = 20;
constexpr std::string_view kMagic{"NHGAZ\0\0\1", 8};
constexpr std::uint32_t kCapital = 1, kCounty = 2;

template <class T>
T read_at(const char* p) {
    T value;
    std::memcpy(&value, p, sizeof value);
    return value;
}

std::size_t padded(std::size_t n) { return (n + 7) / 8 * 8; }

/// FNV-1a; the file keeps the upper 45 bits.
std::uint64_t name_hash(std::string_view s) {
    std::uint64_t h = 0xCBF29CE484222325ULL;
    for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    return h >> 19;
}

double to_double(std::string_view s) {
    double value = 0;
    std::from_chars(s.data(), s.data() + s.size(), value);
    return value;
}

std::vector<std::string_view> names_in(std::string_view cell) {
    std::vector<std::string_view> out;
    for (std::string_view part : text::split(cell, ';'))
        if (part = text::trim(part); !part.empty()) out.push_back(part);
    return out;
}

std::string_view special(char32_t c) {
    switch (c) {
        case U'ł': return "l";
        case U'ø': return "o";
        case U'đ': return "d";
        case U'ß': return "ss";
        case U'æ': return "ae";
        case U'œ': return "oe";
        case U'ı': return "i";
        case U'þ': return "th";
        case U'ð': return "d";
        case U'ħ': return "h";
        case U'ə': return "e";
        default: return {};
    }
}

bool is_dropped(char32_t c) {
    return c == U'\'' || c == U'’' || c == U'‘' || c == U'ʼ' || c == U'ʻ' || c == U'`' || c == U'ʿ' || c == U'ʾ' ||
           c == U'.';
}

bool is_gap(char32_t c) {
    return c == U'-' || c == U'‐' || c == U'‑' || c == U'–' || c == U',' || c == U'/' || c == U' ' || c == 0xA0 ||
           c == U'\n' || c == U'\t' || c == U'\r';
}

std::string_view whole_word(std::string_view w) {
    if (w == "st") return "saint";
    if (w == "ste") return "sainte";
    if (w == "ft") return "fort";
    if (w == "mt") return "mount";
    return w;
}

}  // namespace

std::string fold_place_name(std::string_view name) {
    const std::string lower = text::lower(name);
    std::string plain;
    const bool ascii = std::all_of(lower.begin(), lower.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    const auto put = [&](char32_t c) {
        if (is_dropped(c)) return;
        if (is_gap(c)) {
            plain += ' ';
        } else if (const auto s = special(c); !s.empty()) {
            plain += s;
        } else {
            text::append(plain, c);
        }
    };
    if (ascii) {
        for (const char c : lower) put(static_cast<char32_t>(c));
    } else {
        UErrorCode status = U_ZERO_ERROR;
        const auto* normalizer = icu::Normalizer2::getNFKDInstance(status);
        icu::UnicodeString decomposed =
            icu::UnicodeString::fromUTF8(icu::StringPiece(lower.data(), static_cast<int32_t>(lower.size())));
        if (U_SUCCESS(status)) decomposed = normalizer->normalize(decomposed, status);
        for (int32_t i = 0; i < decomposed.length(); i = decomposed.moveIndex32(i, 1)) {
            const UChar32 c = decomposed.char32At(i);
            if (u_charType(c) != U_NON_SPACING_MARK) put(static_cast<char32_t>(c));
        }
    }
    std::string out;
    for (std::string_view w : text::split(plain, ' ')) {
        if (w.empty()) continue;
        if (!out.empty()) out += ' ';
        out += whole_word(w);
    }
    return out;
}

double distance_km(double lat1, double lon1, double lat2, double lon2) {
    constexpr double kDegree = 3.14159265358979323846 / 180, kRadius = 6371;
    const double a = std::sin((lat2 - lat1) * kDegree / 2), b = std::sin((lon2 - lon1) * kDegree / 2);
    const double h = a * a + std::cos(lat1 * kDegree) * std::cos(lat2 * kDegree) * b * b;
    return 2 * kRadius * std::asin(std::sqrt(std::min(1.0, h)));
}

Result<const Gazetteer*> Gazetteer::get() {
    static const std::pair<Gazetteer, Status> loaded = [] {
        std::pair<Gazetteer, Status> out;
        out.second = out.first.load();
        return out;
    }();
    if (!loaded.second) return tl::unexpected(loaded.second.error());
    return &loaded.first;
}

Status Gazetteer::load() {
    if (auto status = load_cities(); !status) return status;
    if (auto status = load_states(); !status) return status;
    for (const std::string_view file : {"places/divisions.tsv", "places/regions.tsv"})
        if (auto status = load_table(file); !status) return status;
    return {};
}

Status Gazetteer::load_cities() {
    const auto bytes = resource::get("places/gazetteer.bin");
    if (!bytes) return tl::unexpected(bytes.error());
    const auto broken = [] {
        return fail("data_invalid", "data", "places/gazetteer.bin is damaged or of another version; run tools/deps.sh",
                    "places/gazetteer.bin");
    };
    if (bytes->size() < kHeaderBytes || !bytes->starts_with(kMagic)) return broken();
    const char* p = bytes->data();
    place_count_ = read_at<std::uint32_t>(p + 8);
    name_count_ = read_at<std::uint32_t>(p + 12);
    const auto country_count = read_at<std::uint32_t>(p + 16);
    admin_count_ = read_at<std::uint32_t>(p + 20);
    string_bytes_ = read_at<std::uint32_t>(p + 24);
    std::size_t at = kHeaderBytes;
    const auto section = [&](std::size_t n) {
        const std::size_t begin = at;
        at += padded(n);
        return begin;
    };
    const std::size_t places = section(place_count_ * kPlaceBytes), names = section(name_count_ * kNameBytes);
    const std::size_t countries = section(country_count * kCountryBytes), admins = section(admin_count_ * kAdminBytes);
    const std::size_t strings = section(string_bytes_);
    if (bytes->size() < at || string_bytes_ == 0 || country_count == 0 || admin_count_ == 0 ||
        p[strings + string_bytes_ - 1] != '\0')
        return broken();
    places_ = p + places;
    names_ = p + names;
    admins_ = p + admins;
    strings_ = p + strings;
    for (std::uint32_t i = 0; i < country_count; ++i) country_codes_.emplace_back(p + countries + i * kCountryBytes + 2, 3);
    return {};
}

void Gazetteer::add(std::string_view name, std::uint32_t index) {
    std::string key = fold_place_name(name);
    if (!key.empty()) own_names_.emplace(std::move(key), index);
}

Status Gazetteer::load_states() {
    std::map<std::string_view, PlaceEntry> where;
    const auto middles = resource::rows("places/countries.tsv");
    if (!middles) return tl::unexpected(middles.error());
    for (const auto& row : *middles) {
        PlaceEntry entry;
        entry.kind = PlaceKind::country;
        entry.country = row[0];
        entry.lat = to_double(row[1]);
        entry.lon = to_double(row[2]);
        entry.geonames = static_cast<std::int64_t>(to_double(row[3]));
        where[row[0]] = entry;
    }
    const auto states = resource::rows("actors/states.tsv");
    if (!states) return tl::unexpected(states.error());
    for (const auto& row : *states) {
        const auto it = where.find(row[0]);
        if (it == where.end()) continue;
        const auto names = names_in(row[1]);
        if (names.empty()) return resource::bad_row(row, "a state without a name");
        PlaceEntry entry = it->second;
        entry.name = names.front();
        entry.population = 10'000'000;
        const auto index = static_cast<std::uint32_t>(own_.size());
        own_.push_back(entry);
        countries_[entry.country] = index;
        for (const auto name : names) add(name, index);
        for (const std::size_t column : {2, 3})
            for (const auto word : names_in(row[column])) {
                std::string_view& country = adjectives_[text::lower(word)];
                if (country.empty()) country = entry.country;
            }
    }
    return {};
}

Status Gazetteer::load_table(std::string_view file) {
    const auto rows = resource::rows(file);
    if (!rows) return tl::unexpected(rows.error());
    std::map<std::pair<std::string_view, std::string_view>, std::uint32_t> middles;  // of the divisions' cities
    for (std::uint32_t i = 0; i < admin_count_; ++i) {
        const char* p = admins_ + i * kAdminBytes;
        const std::size_t country = std::min<std::size_t>(read_at<std::uint16_t>(p), country_codes_.size() - 1);
        middles.emplace(
            std::pair(country_codes_[country], strings_ + std::min(read_at<std::uint32_t>(p + 4), string_bytes_ - 1)), i);
    }
    static const std::map<std::string_view, PlaceKind> kinds = {{"admin", PlaceKind::division},
                                                                {"continent", PlaceKind::continent},
                                                                {"region", PlaceKind::region},
                                                                {"water", PlaceKind::water},
                                                                {"site", PlaceKind::site}};
    for (const auto& row : *rows) {
        const auto kind = kinds.find(row[0]);
        const auto names = names_in(row[1]);
        if (kind == kinds.end() || names.empty()) return resource::bad_row(row, "kind and names are needed");
        PlaceEntry entry;
        entry.kind = kind->second;
        entry.name = names.front();
        entry.country = row[2];
        entry.admin1 = row[3];
        entry.lat = to_double(row[4]);
        entry.lon = to_double(row[5]);
        entry.geonames = static_cast<std::int64_t>(to_double(row[6]));
        entry.population = entry.kind == PlaceKind::site ? 100'000 : 2'000'000;
        if (row[4].empty())
            if (const auto it = middles.find({entry.country, entry.admin1}); it != middles.end()) {
                const char* p = admins_ + it->second * kAdminBytes;
                entry.lat = read_at<std::int32_t>(p + 8) / 1e5;
                entry.lon = read_at<std::int32_t>(p + 12) / 1e5;
            }
        const auto index = static_cast<std::uint32_t>(own_.size());
        own_.push_back(entry);
        if (entry.kind == PlaceKind::division) divisions_.emplace(std::pair(entry.country, entry.admin1), index);
        for (const auto name : names) add(name, index);
    }
    return {};
}

PlaceEntry Gazetteer::city(std::uint32_t index, bool alternate) const {
    const char* p = places_ + index * kPlaceBytes;
    PlaceEntry entry;
    entry.geonames = read_at<std::uint32_t>(p);
    entry.lat = read_at<std::int32_t>(p + 4) / 1e5;
    entry.lon = read_at<std::int32_t>(p + 8) / 1e5;
    entry.population = read_at<std::uint32_t>(p + 12);
    entry.name = strings_ + std::min(read_at<std::uint32_t>(p + 16), string_bytes_ - 1);
    entry.country = country_codes_[std::min<std::size_t>(read_at<std::uint16_t>(p + 20), country_codes_.size() - 1)];
    const std::uint32_t admin = std::min<std::uint32_t>(read_at<std::uint16_t>(p + 22), admin_count_ - 1);
    entry.admin1 = strings_ + std::min(read_at<std::uint32_t>(admins_ + admin * kAdminBytes + 4), string_bytes_ - 1);
    const auto flags = read_at<std::uint32_t>(p + 24);
    entry.capital = (flags & kCapital) != 0;
    entry.kind = (flags & kCounty) != 0 ? PlaceKind::county : PlaceKind::city;
    entry.alternate = alternate;
    return entry;
}

std::vector<PlaceEntry> Gazetteer::find(std::string_view name, std::size_t limit) const {
    std::vector<PlaceEntry> out;
    const std::string key = fold_place_name(name);
    if (key.empty()) return out;
    const auto [from, to] = own_names_.equal_range(key);
    for (auto it = from; it != to && out.size() < limit; ++it) out.push_back(own_[it->second]);
    if (key.size() < 2) return out;
    const std::uint64_t wanted = name_hash(key);
    std::uint32_t low = 0, high = name_count_;
    while (low < high) {
        const std::uint32_t middle = low + (high - low) / 2;
        if (read_at<std::uint64_t>(names_ + middle * kNameBytes) >> 19 < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < name_count_ && out.size() < limit; ++low) {
        const auto entry = read_at<std::uint64_t>(names_ + low * kNameBytes);
        if (entry >> 19 != wanted) break;
        const auto index = static_cast<std::uint32_t>(entry & 0x3FFFF);
        if (index < place_count_) out.push_back(city(index, (entry >> 18 & 1) != 0));
    }
    return out;
}

std::string_view Gazetteer::division_name(std::string_view country, std::string_view admin1) const {
    const auto it = divisions_.find(std::pair(country, admin1));
    return it == divisions_.end() ? std::string_view() : own_[it->second].name;
}

std::string_view Gazetteer::country_of_adjective(std::string_view word) const {
    return country_of_adjective(key_of(text::lower(word)));
}

std::string_view Gazetteer::country_of_adjective(WordKey word) const {
    const auto* country = adjectives_.find(word);
    return country ? *country : std::string_view();
}

const PlaceEntry* Gazetteer::country(std::string_view alpha3) const {
    const auto it = countries_.find(alpha3);
    return it == countries_.end() ? nullptr : &own_[it->second];
}

}  // namespace newshound::events
