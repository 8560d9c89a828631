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

bool same_deed(const Event& a, const Event& b, bool same_word) {
    if (a.type != b.type || a.status != b.status || a.historical != b.historical) return false;
    if (!same_day(a, b) || (!a.where_place.empty() && !b.where_place.empty() && a.where_place != b.where_place))
        return false;
    if (!compatible(a.actors, b.actors) || !compatible(a.recipients, b.recipients)) return false;
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
/// side: two groups of civilians of one country are not yet the same victims. `members` are the mentions of one deed in text
/// order.
void lend(std::vector<Event>& events, const std::vector<std::size_t>& members, std::size_t at) {
    Event& e = events[members[at]];
    for (const auto& [list, other] :
         {std::pair{&Event::actors, &Event::recipients}, std::pair{&Event::recipients, &Event::actors}}) {
        std::size_t before = at, after = at + 1;  // members[before - 1] and members[after] are the next to be asked
        const std::size_t first = at - std::min(at, kLongestMemory), last = std::min(members.size(), at + kLongestMemory);
        while ((e.*list).empty() && (before > first || after < last)) {
            const bool back =
                after >= last || (before > first && members[at] - members[before - 1] <= members[after] - members[at]);
            const Event& lender = events[members[back ? --before : after++]];
            if (!(lender.*list).empty() && share_name(e.*other, lender.*other)) e.*list = lender.*list;
        }
    }
}

}  // namespace

bool same_word(const std::string& a, const std::string& b) { return stem(a) == stem(b); }

void link_same_deeds(std::vector<Event>& events) {
    std::vector<std::string> stems;
    stems.reserve(events.size());
    for (const Event& e : events) stems.push_back(stem(e.trigger));
    std::vector<std::size_t> group(events.size());
    std::vector<std::vector<std::size_t>> members(events.size());  // of the group that the first of them gives its number
    for (std::size_t i = 0; i < events.size(); ++i) {
        group[i] = i;
        for (std::size_t k = i - std::min(i, kLongestMemory); k < i && group[i] == i; ++k)
            if (same_deed(events[k], events[i], stems[k] == stems[i])) group[i] = group[k];
        members[group[i]].push_back(i);
    }
    std::vector<std::size_t> place(events.size());  // of a mention among its group's
    for (const auto& list : members)
        for (std::size_t at = 0; at < list.size(); ++at) place[list[at]] = at;
    for (std::size_t i = 0; i < events.size(); ++i) lend(events, members[group[i]], place[i]);
    for (std::size_t i = 0; i < events.size(); ++i)
        if (members[group[i]].size() > 1) events[i].same_as = stems[group[i]] + "-" + std::to_string(group[i] + 1);
}

}  // namespace newshound::events
