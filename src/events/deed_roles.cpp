#include "events/deed_roles.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/resource.h"
#include "base/text.h"
#include "events/parties.h"

namespace newshound::events {

namespace {

/// A sector, and what it is besides where the article says so of the same party: an opposition is a party, and a rebel
/// general a general.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kNarrower = {{{"PTY", "OPP"}, {"MIL", "REB"}}};

bool narrows(std::string_view to, std::string_view from) {
    return std::find(kNarrower.begin(), kNarrower.end(), std::pair(from, to)) != kNarrower.end();
}

bool happened(const Event& e) { return e.status != "negated" && e.status != "hypothetical"; }

std::vector<std::string> list_of(std::string_view cell) {
    std::vector<std::string> out;
    if (cell == "-") return out;
    for (std::string_view part : text::split(cell, '|')) out.emplace_back(part);
    return out;
}

/// Empty lists allow everything.
template <class Fits>
bool allows(const std::vector<std::string>& list, const Fits& fits) {
    return list.empty() || std::any_of(list.begin(), list.end(), fits);
}

}  // namespace

Result<DeedRoles> DeedRoles::load() {
    auto rows = resource::rows("ontology/deed_roles.tsv");
    if (!rows) return tl::unexpected(rows.error());
    DeedRoles out;
    const auto cell = [](std::string_view s) { return s == "-" ? std::string() : std::string(s); };
    const auto number_of = [](std::string_view s) -> std::optional<Number> {
        if (s == "any") return Number::any;
        if (s == "one") return Number::one;
        if (s == "body") return Number::body;
        if (s == "several") return Number::several;
        return std::nullopt;
    };
    for (const resource::Row& row : *rows) {
        if (row[3] != "actor" && row[3] != "recipient") return resource::bad_row(row, "side must be actor or recipient");
        const auto number = number_of(row[4]);
        if (!number) return resource::bad_row(row, "number must be one, body, several or any");
        Rule rule;
        rule.type = cell(row[0]);
        rule.mode = cell(row[1]);
        rule.cameo = cell(row[2]);
        rule.actor = row[3] == "actor";
        rule.number = *number;
        rule.from = list_of(row[5]);
        std::replace(rule.from.begin(), rule.from.end(), std::string("none"), std::string());
        rule.to = cell(row[6]);
        rule.spread = row[7] == "yes";
        rule.with = list_of(row[8]);
        for (std::string& start : list_of(row[9]))
            if (start.starts_with('!'))
                rule.but.push_back(start.substr(1));
            else
                rule.words.push_back(std::move(start));
        rule.unless = list_of(row[10]);
        if (rule.type.empty() || rule.to.empty()) return resource::bad_row(row, "needs a type and a sector");
        out.rules_.push_back(std::move(rule));
    }
    return out;
}

DeedRoles::Told DeedRoles::told_by(const std::vector<Event>& events) {
    Told told;
    std::set<std::string> hurt, violent;
    for (const Event& e : events) {
        if (e.type == "SANCTION" && e.mode == "convict" && e.status == "negated")
            for (const Party& p : e.recipients)
                if (!p.several)
                    for (std::string& key : keys_of(p)) told.cleared.insert(std::move(key));
        if (!happened(e)) continue;
        told.deeds.insert(e.type);
        told.deeds.insert(e.type + "/" + e.mode);
        if (e.type != "ASSAULT") continue;
        for (const bool actor : {true, false})
            for (const Party& p : actor ? e.actors : e.recipients)
                if (!p.several)  // crowds mix both
                    for (std::string& key : keys_of(p)) (actor ? violent : hurt).insert(std::move(key));
    }
    for (const std::string& key : hurt)
        if (!violent.contains(key)) told.cleared.insert(key);
    return told;
}

std::map<std::string, std::string, std::less<>> DeedRoles::said_elsewhere(const std::vector<Event>& events) {
    std::map<std::string, std::set<std::string, std::less<>>> said;
    for (const Event& e : events)
        for (const auto* list : {&e.actors, &e.recipients})
            for (const Party& p : *list)
                if (!p.several && p.entity.empty() && p.sector != "CVL" && p.sector != "UNK")
                    for (const std::string& key : keys_of(p)) said[key].insert(p.sector);
    std::map<std::string, std::string, std::less<>> out;
    for (auto& [key, sectors] : said) {
        for (const auto& [wide, narrow] : kNarrower)
            if (const auto also = sectors.find(wide); also != sectors.end() && sectors.contains(narrow)) sectors.erase(also);
        if (sectors.size() == 1) out.emplace(key, *sectors.begin());
    }
    return out;
}

void DeedRoles::add_same_deeds(const std::vector<Event>& events, std::map<std::string, std::string, std::less<>>& out) {
    struct Said {
        std::set<std::string> sectors;
        std::vector<const Party*> named;  // of no sector
    };
    std::map<std::pair<std::string, bool>, Said> deeds;
    for (const Event& e : events)
        for (const bool actor : {true, false}) {
            const auto& list = actor ? e.actors : e.recipients;
            if (e.same_as.empty() || list.size() != 1 || list.front().several || list.front().place) continue;
            if (!actor && e.type == "ASSAULT") continue;  // an attack has many victims
            const Party& p = list.front();
            Said& said = deeds[{e.same_as, actor}];
            if (p.sector == "CVL" || p.sector == "UNK") {
                if (!p.calling) said.named.push_back(&p);
            } else {
                said.sectors.insert(p.sector);
            }
        }
    for (const auto& [deed, said] : deeds) {
        if (said.sectors.size() != 1) continue;
        for (const Party* p : said.named)
            for (const std::string& key : keys_of(*p)) out.emplace(key, *said.sectors.begin());
    }
}

bool DeedRoles::holds(const Rule& r, const Event& event, const Party& party, const Told& told) {
    if (r.type != event.type || (!r.mode.empty() && r.mode != event.mode)) return false;
    if (!r.cameo.empty() && !event.cameo.starts_with(r.cameo)) return false;
    if (r.number != Number::any && party.several != (r.number == Number::several)) return false;
    if (r.number == Number::body && party.person) return false;
    if (std::find(r.from.begin(), r.from.end(), party.sector) == r.from.end()) return false;
    const auto& others = r.actor ? event.recipients : event.actors;
    const auto stands_there = [&](const std::string& sector) {
        return std::any_of(others.begin(), others.end(), [&](const Party& o) { return o.sector == sector; });
    };
    const std::string word = text::lower(event.trigger);
    if (!allows(r.with, stands_there)) return false;
    const auto begins = [&](std::string_view start) { return word.starts_with(start); };
    if (!allows(r.words, begins) || std::any_of(r.but.begin(), r.but.end(), begins)) return false;
    if (std::any_of(r.unless.begin(), r.unless.end(), [&](const auto& deed) { return told.deeds.contains(deed); }))
        return false;
    if (r.to != "CRM") return true;
    // Who was hurt, acquitted or has a calling is no mere suspect.
    const auto keys = keys_of(party);
    return !party.calling &&
           std::none_of(keys.begin(), keys.end(), [&](const auto& key) { return told.cleared.contains(key); });
}

void DeedRoles::settle(std::vector<Event>& events, bool explain) const {
    const Told told = told_by(events);
    auto spread = said_elsewhere(events);  // key -> sector
    add_same_deeds(events, spread);
    const auto change = [&](Party& p, const std::string& to, const Event& e) {
        p.sector = to;
        if (explain) p.why.push_back({"identity", "role by the deed", e.trigger});
    };
    const auto tell = [&] {
        for (Event& e : events)
            for (auto* list : {&e.actors, &e.recipients})
                for (Party& p : *list) {
                    const bool open = p.sector == "CVL" || p.sector == "UNK";
                    for (const std::string& key : keys_of(p)) {
                        const auto it = spread.find(key);
                        if (it == spread.end() || (p.calling && it->second == "CRM")) continue;
                        if (open || narrows(it->second, p.sector)) change(p, it->second, e);
                    }
                }
    };
    tell();  // words first: who has a role is no mere suspect
    for (Event& e : events) {
        if (!happened(e)) continue;
        for (const bool actor : {true, false})
            for (Party& p : actor ? e.actors : e.recipients) {
                const auto rule = std::find_if(rules_.begin(), rules_.end(),
                                               [&](const Rule& r) { return r.actor == actor && holds(r, e, p, told); });
                if (rule == rules_.end()) continue;
                change(p, rule->to, e);
                if (!rule->spread) continue;
                // Who has another role is no mere suspect.
                for (const std::string& key : keys_of(p))
                    if (std::string& to = spread[key]; to.empty() || to == "CRM") to = rule->to;
            }
    }
    tell();
}

}  // namespace newshound::events
