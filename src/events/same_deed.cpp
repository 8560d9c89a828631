#include "events/same_deed.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "base/text.h"
#include "events/fact.h"
#include "events/ranker.h"

namespace newshound::events {

namespace {

/// "strikes" and "strike", "killed" and "killing": a rough stem is enough among triggers of one type.
std::string stem(const std::string& trigger) {
    std::string s = text::lower(trigger);
    for (const char* ending : {"ings", "ing", "ions", "ion", "ments", "ment", "ed", "es", "s", "e"}) {
        const std::string_view e = ending;
        if (s.size() > e.size() + 3 && s.ends_with(e)) return s.substr(0, s.size() - e.size());
    }
    return s;
}

constexpr std::string_view kWeights = "deeds/same.tsv";
constexpr std::size_t kEarlier = 24;  // events of the type before it that a mention may tell again

/// How the parties of one side of two mentions agree.
std::string_view agreement(const std::vector<Party>& a, const std::vector<Party>& b) {
    if (a.empty() && b.empty()) return "nobody";
    if (a.empty()) return "now-only";
    if (b.empty()) return "then-only";
    bool codes = false, country = false;
    for (const Party& x : a)
        for (const Party& y : b) {
            if (!x.name.empty() && x.name == y.name) return "name";
            if (x.country != y.country) continue;
            codes = codes || x.sector == y.sector;
            country = country || !x.country.empty();
        }
    return codes ? "codes" : country ? "country" : "differ";
}

std::string_view days_agree(const Event& a, const Event& b) {
    if (a.when_start.empty() && b.when_start.empty()) return "none";
    if (a.when_start.empty() || b.when_start.empty()) return "one";
    if (a.when_start == b.when_start) return "same";
    return a.when_start.starts_with(b.when_start) || b.when_start.starts_with(a.when_start) ? "part" : "differ";
}

std::string_view places_agree(const Event& a, const Event& b) {
    if (a.where_country.empty() || b.where_country.empty()) return "none";
    if (a.where_country != b.where_country) return "differ";
    if (a.where_place.empty() || b.where_place.empty()) return "country";
    return a.where_place == b.where_place ? "same" : "elsewhere";
}

/// True where neither day nor place can be those of one deed, whatever else agrees.
bool is_another(const Event& a, const Event& b) {
    const std::string_view places = places_agree(a, b);
    return days_agree(a, b) == "differ" && (places == "differ" || places == "elsewhere");
}

std::string_view counts_agree(const Event& a, const Event& b) {
    std::string_view out = "none";
    for (const Quantity& x : a.quantities)
        for (const Quantity& y : b.quantities) {
            if (x.kind != y.kind) continue;
            if (x.value == y.value) return "same";
            out = "differ";
        }
    return out;
}

/// What stands before a noun: "the", "this", "his", "a", "another", "number", "bare"; "verb" for a verb.
std::string_view determiner(const Tree& tree, TokenIndex i) {
    if (i >= tree.size() || tree.is_verb(i)) return "verb";
    std::string_view out = "bare";
    for (const TokenIndex c : tree.children(i)) {
        const std::string_view word = tree.lower(c);
        if (word == "another" || word == "other" || word == "previous" || word == "earlier" || word == "second" ||
            word == "similar" || word == "new" || word == "further" || word == "recent" || word == "past" ||
            word == "latest")
            return "another";
        if (tree.dep(c) == "poss") out = "his";
        if (tree.dep(c) == "nummod") out = "number";
        if (tree.dep(c) == "det")
            out = word == "the"                                                            ? "the"
                  : word == "this" || word == "these" || word == "that" || word == "those" ? "this"
                  : word == "a" || word == "an" || word == "any" || word == "no"           ? "a"
                                                                                           : "each";
    }
    return out;
}

class DeedLinker {
public:
    DeedLinker(const Tree& tree, const std::vector<Event>& events, bool spell)
        : tree_(tree), events_(events), spell_(spell) {
        for (const Event& e : events) {
            stems_.push_back(stem(e.trigger));
            tokens_.push_back(token_at(e.begin));
        }
    }

    [[nodiscard]] const std::string& stem_of(std::size_t at) const { return stems_[at]; }

    /// The readings of an event; `group` tells which deed each earlier one tells.
    [[nodiscard]] std::vector<DeedReading> ask(std::size_t at, const std::vector<std::size_t>& group) const {
        std::vector<DeedReading> out(1);
        bool word_before = false;
        std::vector<std::size_t> earlier;
        for (std::size_t k = at; k-- > at - std::min(at, kLongestMemory) && earlier.size() < kEarlier;) {
            if (events_[k].type != events_[at].type || is_another(events_[at], events_[k])) continue;
            earlier.push_back(k);
            word_before = word_before || stems_[k] == stems_[at];
        }
        add(out.front(), "new", new_facts(at, earlier.size(), word_before));
        std::size_t same = 0;
        for (std::size_t rank = 0; rank < earlier.size(); ++rank) {
            const std::size_t k = earlier[rank];
            DeedReading r;
            r.value = std::to_string(group[k]);
            r.begin = events_[k].begin;
            const bool word = stems_[k] == stems_[at];
            add(r, "again", again_facts(at, k, rank, word ? same++ : 0));
            out.push_back(std::move(r));
        }
        return out;
    }

private:
    template <typename... Pieces>
    [[nodiscard]] Fact fact(const Pieces&... pieces) const {
        return make_fact(spell_, pieces...);
    }

    void add(DeedReading& r, std::string_view kind, const std::vector<Fact>& facts) const {
        const auto& table = ranker_weights(kWeights);
        const WordKey kind_key = fact_key(kind);
        const auto count = [&](WordKey key) {
            if (const double* weight = table.find(key)) r.score += *weight;
        };
        count(kind_key);
        for (const Fact& f : facts) count(feature_key(kind_key, f.key));
        if (!spell_) return;
        r.features.emplace_back(kind);
        for (const Fact& f : facts) r.features.push_back(std::string(kind) + "|" + f.words);
    }

    [[nodiscard]] TokenIndex token_at(std::uint32_t begin) const {
        const auto& tokens = tree_.annotated().tokens;
        const auto it = std::lower_bound(tokens.begin(), tokens.end(), begin,
                                         [](const Token& t, std::uint32_t b) { return t.begin < b; });
        return static_cast<TokenIndex>(it - tokens.begin());
    }

    [[nodiscard]] std::string_view told(std::size_t at) const {
        return tokens_[at] < tree_.size() ? telling(tree_, tokens_[at]) : "none";
    }

    [[nodiscard]] std::vector<Fact> new_facts(std::size_t at, std::size_t earlier, bool word_before) const {
        const Event& e = events_[at];
        const std::string_view article = determiner(tree_, tokens_[at]), how = told(at);
        const std::string_view word = word_before ? "word" : "no-word", many = bucket(earlier);
        return {fact("type=", e.type),
                fact("word=", e.type, "+", stems_[at]),
                fact("article=", article),
                fact("article+type=", article, "+", e.type),
                fact("article+before=", article, "+", word),
                fact("before=", word, "+", many),
                fact("before+type=", word, "+", e.type),
                fact("told=", how),
                fact("told+before=", how, "+", word),
                fact("actor=", e.actors.empty() ? "no" : "yes"),
                fact("recipient=", e.recipients.empty() ? "no" : "yes"),
                fact("parties=", e.actors.empty() ? "no" : "yes", e.recipients.empty() ? "+no" : "+yes", "+", word),
                fact("status=", e.status),
                fact(e.historical ? "historical" : "now"),
                fact("sentence=", bucket(static_cast<std::size_t>(e.sentence)))};
    }

    [[nodiscard]] std::vector<Fact> again_facts(std::size_t at, std::size_t before, std::size_t rank,
                                                std::size_t same) const {
        const Event &now = events_[at], &then = events_[before];
        const bool word = stems_[at] == stems_[before];
        const std::string_view words = word ? "word" : "no-word";
        const std::string_view article = determiner(tree_, tokens_[at]);
        const auto apart = static_cast<std::size_t>(std::abs(now.sentence - then.sentence));
        const std::string_view actors = agreement(now.actors, then.actors),
                               recipients = agreement(now.recipients, then.recipients);
        const std::string_view mode = now.mode == then.mode                   ? "same"
                                      : now.mode.empty() || then.mode.empty() ? "one"
                                                                              : "differ";
        const std::string_view days = days_agree(now, then), places = places_agree(now, then),
                               counts = counts_agree(now, then);
        std::vector<Fact> facts = {fact(words),
                                   fact(words, "+", now.type),
                                   fact("words=", now.type, "+", stems_[before], "+", stems_[at]),
                                   fact("apart=", bucket(apart), "+", words),
                                   fact("rank=", bucket(rank), "+", words),
                                   fact("same-rank=", bucket(same), "+", words),
                                   fact("actors=", actors),
                                   fact("actors+type=", actors, "+", now.type),
                                   fact("recipients=", recipients),
                                   fact("recipients+type=", recipients, "+", now.type),
                                   fact("parties=", actors, "+", recipients),
                                   fact("parties+words=", actors, "+", recipients, "+", words),
                                   fact("mode=", mode, "+", words),
                                   fact("days=", days),
                                   fact("days+words=", days, "+", words),
                                   fact("places=", places),
                                   fact("counts=", counts),
                                   fact("cameo=", now.cameo == then.cameo ? "same" : "differ"),
                                   fact("status=", now.status == then.status ? "same" : "differ"),
                                   fact("statuses=", then.status, "+", now.status),
                                   fact(now.historical == then.historical ? "same-age" : "other-age"),
                                   fact("article=", article, "+", words),
                                   fact("article+apart=", article, "+", bucket(apart)),
                                   fact("told=", told(before), "+", told(at)),
                                   fact("told+words=", told(before), "+", told(at), "+", words)};
        if (then.sentence < 2) facts.push_back(fact("lead+", words));
        if (rank + 1 >= kEarlier || before == 0) facts.push_back(fact("first"));
        if (apart == 0 && tokens_[at] < tree_.size() && tokens_[before] < tree_.size()) {
            facts.push_back(fact("here=", clause_relation(tree_, tokens_[at], tokens_[before]), "+", words));
            facts.push_back(fact("here+type=", clause_relation(tree_, tokens_[at], tokens_[before]), "+", now.type));
        }
        return facts;
    }

    const Tree& tree_;
    const std::vector<Event>& events_;
    bool spell_;
    std::vector<std::string> stems_;
    std::vector<TokenIndex> tokens_;
};

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

void link_same_deeds(const Tree& tree, std::vector<Event>& events, const DeedWatch& watch) {
    const bool fitted = !ranker_weights(kWeights).empty();
    if (!fitted && !watch) return;
    std::vector<std::size_t> group(events.size());
    std::vector<std::vector<std::size_t>> members(events.size());  // of the group that the first of them gives its number
    const DeedLinker linker(tree, events, static_cast<bool>(watch));
    for (std::size_t i = 0; i < events.size(); ++i) {
        group[i] = i;
        const auto readings = linker.ask(i, group);
        if (watch) watch(events[i], readings);
        if (fitted) {
            const auto shares = shares_of(readings);
            const DeedReading& best = readings[best_of(readings, shares)];
            if (!best.value.empty()) {
                group[i] = static_cast<std::size_t>(std::stoull(best.value));
                events[i].same_share = shares.at(best.value);
            }
        }
        members[group[i]].push_back(i);
    }
    std::vector<std::size_t> place(events.size());  // of a mention among its group's
    for (const auto& list : members)
        for (std::size_t at = 0; at < list.size(); ++at) place[list[at]] = at;
    for (std::size_t i = 0; i < events.size(); ++i) lend(events, members[group[i]], place[i]);
    for (std::size_t i = 0; i < events.size(); ++i)
        if (members[group[i]].size() > 1) events[i].same_as = linker.stem_of(group[i]) + "-" + std::to_string(group[i] + 1);
}

void share_slots(std::vector<Event>& events, const std::function<SaidHere(const Event&)>& said) {
    constexpr int kSaid = 3;  // what saying it counts beside having it from elsewhere
    std::map<std::string, std::vector<std::size_t>> deeds;
    for (std::size_t i = 0; i < events.size(); ++i)
        if (!events[i].same_as.empty()) deeds[events[i].same_as].push_back(i);
    for (const auto& [deed, mentions] : deeds) {
        // By value: its votes, and the first mention that has it.
        std::map<std::string, std::pair<int, std::size_t>> whens, wheres;
        const auto vote = [](auto& table, const std::string& value, bool here, std::size_t at) {
            table.try_emplace(value, 0, at).first->second.first += here ? kSaid : 1;
        };
        for (const std::size_t at : mentions) {
            const SaidHere here = said(events[at]);
            vote(whens, events[at].when_start + "/" + events[at].when_end, here.when, at);
            vote(wheres, events[at].where_country + "/" + events[at].where_place, here.where, at);
        }
        const auto most = [](const auto& table) {
            auto best = table.begin();
            for (auto it = table.begin(); it != table.end(); ++it)
                if (it->second.first > best->second.first ||
                    (it->second.first == best->second.first && it->second.second < best->second.second))
                    best = it;
            return best->second.second;
        };
        const Event when = events[most(whens)], where = events[most(wheres)];
        for (const std::size_t at : mentions) {
            Event& e = events[at];
            const SaidHere here = said(e);
            if (!here.when) {
                e.when_start = when.when_start;
                e.when_end = when.when_end;
                e.historical = when.historical;
            }
            if (!here.where && said(where).where) {
                e.where_country = where.where_country;
                e.where_place = where.where_place;
                e.where_text = where.where_text;
            }
        }
    }
}

}  // namespace newshound::events
