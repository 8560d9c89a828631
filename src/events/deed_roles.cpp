#include "events/deed_roles.h"

#include <algorithm>
#include <map>

#include "base/resource.h"
#include "base/text.h"

namespace newshound::events {

Result<DeedRoles> DeedRoles::load() {
    auto rows = resource::rows("ontology/deed_roles.tsv");
    if (!rows) return tl::unexpected(rows.error());
    DeedRoles out;
    const auto cell = [](std::string_view s) { return s == "-" ? std::string() : std::string(s); };
    for (const resource::Row& row : *rows) {
        if (row[3] != "actor" && row[3] != "recipient") return resource::bad_row(row, "side must be actor or recipient");
        if (row[4] != "one" && row[4] != "any") return resource::bad_row(row, "number must be one or any");
        Rule rule{cell(row[0]),    cell(row[1]), cell(row[2]), row[3] == "actor",
                  row[4] == "one", {},           cell(row[6]), row[7] == "yes"};
        for (std::string_view sector : text::split(row[5], '|'))
            rule.from.push_back(sector == "none" ? "" : std::string(sector));
        if (rule.type.empty() || rule.to.empty()) return resource::bad_row(row, "needs a type and a sector");
        out.rules_.push_back(std::move(rule));
    }
    return out;
}

const DeedRoles::Rule* DeedRoles::rule_for(const Event& event, bool actor, const Party& party) const {
    for (const Rule& r : rules_) {
        if (r.actor != actor || r.type != event.type || (!r.mode.empty() && r.mode != event.mode)) continue;
        if (!r.cameo.empty() && !event.cameo.starts_with(r.cameo)) continue;
        if (r.one && party.several) continue;
        if (std::find(r.from.begin(), r.from.end(), party.sector) != r.from.end()) return &r;
    }
    return nullptr;
}

void DeedRoles::settle(std::vector<Event>& events) const {
    std::map<std::string, std::string> spread;  // canonical name -> sector
    for (Event& e : events) {
        if (e.status == "negated" || e.status == "hypothetical") continue;
        for (const bool actor : {true, false})
            for (Party& p : actor ? e.actors : e.recipients) {
                const Rule* rule = rule_for(e, actor, p);
                if (!rule) continue;
                p.sector = rule->to;
                if (rule->spread && !p.name.empty() && !p.several) spread.emplace(p.name, rule->to);
            }
    }
    for (Event& e : events)
        for (auto* list : {&e.actors, &e.recipients})
            for (Party& p : *list)
                if (const auto it = spread.find(p.name); it != spread.end() && (p.sector == "CVL" || p.sector == "UNK"))
                    p.sector = it->second;
}

}  // namespace newshound::events
