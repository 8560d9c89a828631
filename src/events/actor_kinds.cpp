#include "events/actor_kinds.h"

#include <array>
#include <string>
#include <vector>

#include "base/resource.h"
#include "base/text.h"
#include "events/keys.h"

namespace newshound::events {

namespace {

constexpr auto kKinds = static_cast<std::size_t>(Kind::count);
constexpr std::array<std::string_view, kKinds> kNames = {
    "former",        "many-states",    "alleged",         "whole",         "head",      "candidate",
    "minister",      "following",      "colleague",       "apart",         "another",   "own-sector",
    "community",     "sufferer",       "known-criminal",  "doer",          "for-group", "trade-body",
    "part",          "no-person",      "no-state",        "everywhere",    "state",     "several-states",
    "several-sides", "several-forces", "several-leaders", "several-people"};

using Words = std::array<KeySet, kKinds>;

Result<Words> read_kinds() {
    auto rows = resource::rows("actors/kinds.tsv");
    if (!rows) return tl::unexpected(rows.error());
    Words out;
    for (const resource::Row& row : *rows) {
        const auto name = std::find(kNames.begin(), kNames.end(), row[0]);
        if (name == kNames.end()) return resource::bad_row(row, "no class of this name");
        KeySet& words = out[static_cast<std::size_t>(name - kNames.begin())];
        if (!words.empty()) return resource::bad_row(row, "the class stands twice");
        for (const std::string_view word : text::split(row[1], ';')) words.insert(text::trim(word));
        if (row[1].empty()) return resource::bad_row(row, "the class has no words");
    }
    for (std::size_t k = 0; k < kKinds; ++k)
        if (out[k].empty()) return fail("data_invalid", "data", "actors/kinds.tsv: no class " + std::string(kNames[k]));
    return out;
}

const Result<Words>& kinds() {
    static const Result<Words> read = read_kinds();
    return read;
}

}  // namespace

bool is_of(Kind kind, std::string_view word) {
    return kinds() && !word.empty() && (*kinds())[static_cast<std::size_t>(kind)].contains(word);
}

Status check_kinds() {
    if (!kinds()) return tl::unexpected(kinds().error());
    return {};
}

bool is_official_sector(std::string_view s) {
    return s == "GOV" || s == "LEG" || s == "MIL" || s == "JUD" || s == "COP" || s == "SPY" || s == "IGO";
}

bool is_private_sector(std::string_view s) {
    return s == "BUS" || s == "NGO" || s == "EDU" || s == "LAB" || s == "PTY" || s == "OPP" || s == "JRN" || s == "MED" ||
           s == "REL" || s == "SOC" || s == "REB";
}

bool is_trade(std::string_view s) {
    return s == "BUS" || s == "EDU" || s == "SOC" || s == "LAB" || s == "MED" || s == "JRN" || s == "AGR" || s == "CVL";
}

bool stands_for_office(std::string_view role) {
    // "presidential candidate": its last word or two.
    for (std::size_t space = role.size(), words = 0; words < 2 && space != std::string_view::npos && space > 0; ++words) {
        space = role.rfind(' ', space - 1);
        if (is_of(Kind::candidate, space == std::string_view::npos ? role : role.substr(space + 1))) return true;
    }
    return false;
}

bool stands_for_its_trade(const RoleItem& body) { return body.sector == "SOC" && is_of(Kind::trade_body, body.word); }

bool gives_its_sector(std::string_view s) { return is_private_sector(s) || s == "LEG" || s == "JUD"; }

bool is_armed_sector(std::string_view s) { return s == "REB" || s == "PRM" || s == "UAF" || s == "CRM"; }

bool names_no_person(std::string_view role) { return is_of(Kind::part, role) || is_of(Kind::no_person, role); }

bool is_allied(const RoleItem& role) {
    return role.sector == "MIL" &&
           (role.word == "coalition" || role.word.starts_with("coalition ") || role.word.starts_with("multinational "));
}

bool is_single(const RoleItem& role) {
    if (role.kind != RoleKind::office || role.sector != "GOV") return false;
    return role.word == "head of state" || role.word == "head of government" ||
           (role.word.ends_with(" minister") && !is_of(Kind::minister, role.word));
}

bool works_across_borders(const RoleItem& role) {
    if (role.word == "suicide bomber" || role.word == "suicide attacker") return true;
    // Those who stand before a court or sit in a prison are of its country, gangs of the place that they hold.
    return role.sector == "CRM" && role.kind == RoleKind::office && !is_of(Kind::known_criminal, role.word) &&
           role.word.find("gang") == std::string::npos && role.word.find("cartel") == std::string::npos &&
           role.word.find("inmate") == std::string::npos;
}

}  // namespace newshound::events
