#include "events/same_deed.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <string>

#include "base/text.h"

namespace newshound::events {

namespace {

/// Two lists may be the same parties: one is empty, or they share a name or a coded identity.
bool compatible(const std::vector<Party>& a, const std::vector<Party>& b) {
    if (a.empty() || b.empty()) return true;
    for (const Party& x : a)
        for (const Party& y : b) {
            if (!x.name.empty() && x.name == y.name) return true;
            if (!x.country.empty() && x.country == y.country && x.sector == y.sector) return true;
        }
    return false;
}

bool share(const std::vector<Party>& a, const std::vector<Party>& b) { return !a.empty() && !b.empty() && compatible(a, b); }

/// "strikes" and "strike", "killed" and "killing": a rough stem is enough among triggers of one type.
std::string stem(const std::string& trigger) {
    std::string s = text::lower(trigger);
    for (const char* ending : {"ings", "ing", "ions", "ion", "ments", "ment", "ed", "es", "s", "e"}) {
        const std::string_view e = ending;
        if (s.size() > e.size() + 3 && s.ends_with(e)) return s.substr(0, s.size() - e.size());
    }
    return s;
}

bool same_day(const Event& a, const Event& b) {
    return a.when_start.empty() || b.when_start.empty() || a.when_start == b.when_start ||
           a.when_start.starts_with(b.when_start) || b.when_start.starts_with(a.when_start);
}

/// A deed told by what it did to people.
bool is_result(const Event& e) {
    return std::any_of(e.quantities.begin(), e.quantities.end(),
                       [](const Quantity& q) { return q.kind == "killed" || q.kind == "injured"; });
}

bool same_deed(const Event& a, const Event& b) {
    if (a.type != b.type || a.status != b.status || a.historical != b.historical) return false;
    if (!same_day(a, b) || (!a.where_place.empty() && !b.where_place.empty() && a.where_place != b.where_place))
        return false;
    if (!compatible(a.actors, b.actors) || !compatible(a.recipients, b.recipients)) return false;
    const bool same_word = stem(a.trigger) == stem(b.trigger);
    const bool same_mode = a.mode == b.mode || a.mode.empty() || b.mode.empty();
    if (a.sentence == b.sentence && same_word) return false;
    // "an airstrike that killed six": cause and result in one sentence.
    if (a.type == "ASSAULT" && a.sentence == b.sentence && is_result(a) != is_result(b) && same_mode) return true;
    if (same_word) return share(a.actors, b.actors) || share(a.recipients, b.recipients);
    return same_mode && share(a.actors, b.actors) && share(a.recipients, b.recipients);
}

bool share_name(const std::vector<Party>& a, const std::vector<Party>& b) {
    for (const Party& x : a)
        for (const Party& y : b)
            if (!x.name.empty() && x.name == y.name) return true;
    return false;
}

/// A mention without an actor or recipient has the one of the nearest mention of the same deed that names the same other
/// side: two groups of civilians of one country are not yet the same victims.
void lend(std::vector<Event>& events, const std::vector<std::size_t>& group) {
    for (std::size_t i = 0; i < events.size(); ++i)
        for (const auto& [list, other] :
             {std::pair{&Event::actors, &Event::recipients}, std::pair{&Event::recipients, &Event::actors}}) {
            for (std::size_t distance = 1; distance < events.size() && (events[i].*list).empty(); ++distance)
                for (const std::size_t k : {i - distance, i + distance})
                    if (k < events.size() && group[k] == group[i] && !(events[k].*list).empty() &&
                        share_name(events[i].*other, events[k].*other))
                        events[i].*list = events[k].*list;
        }
}

}  // namespace

bool same_word(const std::string& a, const std::string& b) { return stem(a) == stem(b); }

void link_same_deeds(std::vector<Event>& events) {
    std::vector<std::size_t> group(events.size());
    std::iota(group.begin(), group.end(), 0);
    for (std::size_t i = 0; i < events.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (same_deed(events[k], events[i])) {
                group[i] = group[k];
                break;
            }
    lend(events, group);
    for (std::size_t i = 0; i < events.size(); ++i) {
        const auto members = std::count(group.begin(), group.end(), group[i]);
        if (members < 2) continue;
        events[i].same_as = stem(events[group[i]].trigger) + "-" + std::to_string(group[i] + 1);
    }
}

}  // namespace newshound::events
