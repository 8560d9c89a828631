// Which place is a deed's.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include "base/resource.h"
#include "base/text.h"
#include "events/adjunct.h"
#include "events/place.h"

namespace newshound::events {

namespace {

const std::set<std::string_view>& words(std::string_view kind) {
    static const auto load = [](std::string_view k) {
        std::set<std::string_view> out;
        if (const auto rows = resource::rows("places/words.tsv"))
            for (const auto& row : *rows)
                if (row[0] == k)
                    for (std::string_view w : text::split(row[1], ';')) out.insert(text::trim(w));
        return out;
    };
    static const auto in = load("in"), onto = load("onto");
    return kind == "in" ? in : onto;
}

/// The preposition that governs the mention, names around it ("the city of Kabul", "Iraq and Syria") passed over; kNoToken
/// if none.
TokenIndex preposition(const Tree& tree, TokenIndex head) {
    TokenIndex i = tree.first_conjunct(head);
    for (int steps = 0; steps < 6; ++steps) {
        if (tree.is_root(i)) return kNoToken;
        const TokenIndex up = tree.head(i);
        if (tree.dep(i) == "pobj") {
            // "the city of Kabul": what the town is in, not "of".
            if (tree.lower(up) == "of" && tree.dep(up) == "prep" && tree.is_noun(tree.head(up)) &&
                tree.dep(tree.head(up)) == "pobj") {
                i = tree.head(up);
                continue;
            }
            return up;
        }
        if (tree.has_dep(i, {"appos", "conj", "compound", "nmod", "poss"})) {
            i = up;
            continue;
        }
        return kNoToken;
    }
    return kNoToken;
}

bool is_party(const PlaceMention& p) { return p.kind == PlaceKind::country || p.kind == PlaceKind::continent; }

/// How well mention `p` is the place of the deed; smaller is better, nullopt = not.
std::optional<int> fitness(const Tree& tree, TokenIndex trigger, const PlaceMention& p) {
    const TokenIndex head = head_of(tree, p.first, p.last);
    const TokenIndex prep = preposition(tree, head);
    const std::string_view w = prep == kNoToken ? std::string_view() : tree.lower(prep);
    if (prep == kNoToken) {
        const TokenIndex up = tree.head(head);
        if (up == trigger && tree.has_dep(head, {"compound", "nmod", "poss", "npadvmod"}) && !is_party(p)) return 5;
        if (up == trigger && tree.has_dep(head, {"dobj", "nsubjpass"}) && words("onto").contains(tree.lemma(trigger)))
            return 4;
        return std::nullopt;
    }
    static const std::set<std::string_view> at = {"in",     "at",     "near",       "inside", "outside",
                                                  "across", "around", "throughout", "within", "off"};
    static const std::set<std::string_view> toward = {"to",   "into",  "from",    "toward", "towards",
                                                      "over", "along", "through", "onto"};
    const bool stands = at.contains(w), moves = toward.contains(w);
    const bool on = w == "on" || w == "of" || w == "against" || w == "for" || w == "between" || w == "with";
    if (on) {
        if (is_party(p) || w == "for" || w == "with" || w == "between" || w == "against") return std::nullopt;
        return tree.head(prep) == trigger ? std::optional(6) : std::nullopt;
    }
    if (!stands && !moves) return std::nullopt;
    if (const auto how = attachment(tree, trigger, head)) {
        if (moves && *how != Attachment::own) return std::nullopt;
        return static_cast<int>(*how) * 10 + (moves ? 3 : 0);
    }
    if (!stands) return std::nullopt;
    // "attacked a hospital in Kabul": in the phrase of what was done to, or of who did it.
    const TokenIndex noun = tree.head(prep);
    if (!tree.is_noun(noun)) return std::nullopt;
    TokenIndex i = noun;
    for (int steps = 0; steps < 4 && !tree.is_root(i); ++steps) {
        const TokenIndex up = tree.head(i);
        if (up == trigger) {
            if (tree.has_dep(i, {"dobj", "nsubjpass", "dative"})) return 22;
            if (tree.dep(i) == "pobj" || tree.dep(i) == "prep") return 24;
            if (tree.dep(i) == "nsubj") return 45;
            return std::nullopt;
        }
        if (!tree.has_dep(i, {"pobj", "prep", "conj", "appos"})) return std::nullopt;
        i = up;
    }
    return std::nullopt;
}

}  // namespace

namespace {

/// The places [first, second) of the sentence that `token` is in. They stand in text order.
std::pair<std::size_t, std::size_t> of_sentence(const Tree& tree, TokenIndex token,
                                                const std::vector<PlaceMention>& places) {
    const std::size_t sentence = tree.sentence_of(token);
    const auto begin = std::partition_point(places.begin(), places.end(),
                                            [&](const PlaceMention& p) { return tree.sentence_of(p.first) < sentence; });
    const auto end =
        std::find_if(begin, places.end(), [&](const PlaceMention& p) { return tree.sentence_of(p.first) != sentence; });
    return {static_cast<std::size_t>(begin - places.begin()), static_cast<std::size_t>(end - places.begin())};
}

}  // namespace

std::optional<std::size_t> place_for(const Tree& tree, TokenIndex trigger, const std::vector<PlaceMention>& places) {
    std::optional<std::size_t> best;
    int best_rank = 1 << 30;
    for (auto [k, end] = of_sentence(tree, trigger, places); k < end; ++k) {
        const PlaceMention& p = places[k];
        if (p.dateline || !p.resolved) continue;
        const auto fit = fitness(tree, trigger, p);
        if (!fit) continue;
        const int distance = std::abs(static_cast<int>(p.first) - static_cast<int>(trigger));
        const int rank = *fit * 1000 + std::min(distance, 999);
        if (rank < best_rank) {
            best_rank = rank;
            best = k;
        }
    }
    return best;
}

namespace {

/// How a mention is tied into its sentence.
std::string tie(const Tree& tree, const PlaceMention& p) {
    const TokenIndex head = head_of(tree, p.first, p.last);
    const TokenIndex prep = preposition(tree, head);
    if (prep != kNoToken) return "prep-" + std::string(words("in").contains(tree.lower(prep)) ? tree.lower(prep) : "other");
    return std::string(tree[head].dep.view());
}

std::string_view kind_name(PlaceKind kind) {
    switch (kind) {
        case PlaceKind::country: return "country";
        case PlaceKind::continent: return "continent";
        case PlaceKind::region: return "region";
        case PlaceKind::division: return "division";
        case PlaceKind::county: return "county";
        case PlaceKind::city: return "city";
        case PlaceKind::water: return "water";
        case PlaceKind::site: return "site";
    }
    return "";
}

bool is_state(const std::string& country) { return !country.empty() && country != "IGO"; }

/// The mention of `country` nearest before `token`, else the first after it: the words that support a country known
/// otherwise.
std::optional<std::size_t> mention_of(const std::vector<PlaceMention>& places, const std::string& country,
                                      TokenIndex token) {
    constexpr std::size_t kFarthest = 2000;  // mentions away, for documents that are no articles
    const auto is = [&](std::size_t k) { return places[k].resolved && places[k].place.country == country; };
    const auto at = static_cast<std::size_t>(
        std::partition_point(places.begin(), places.end(), [&](const PlaceMention& p) { return p.first <= token; }) -
        places.begin());
    for (std::size_t k = at; k > at - std::min(at, kFarthest); --k)
        if (is(k - 1)) return k - 1;
    for (std::size_t k = at; k < std::min(places.size(), at + kFarthest); ++k)
        if (is(k)) return k;
    return std::nullopt;
}

class PlaceReader {
public:
    PlaceReader(const Tree& tree, TokenIndex trigger, const std::vector<PlaceMention>& places, const PlaceHints& hints)
        : tree_(tree), trigger_(trigger), places_(places), hints_(hints) {}

    PlaceReadings read() {
        const auto own = place_for(tree_, trigger_, places_);
        const auto opening = first_named();
        const auto [most, share] = hints_.most_named ? *hints_.most_named : most_named(places_);
        note(own, opening, most, share);
        for (auto [k, end] = of_sentence(tree_, trigger_, places_); k < end; ++k) {
            const PlaceMention& p = places_[k];
            if (!p.resolved || p.dateline) continue;
            const bool best = own && *own == k;
            std::vector<std::string> facts = {
                "tie=" + tie(tree_, p), "kind=" + std::string(kind_name(p.kind)),
                std::string("order=") + (p.first < trigger_ ? "before" : "after"),
                "relation=" + std::string(clause_relation(tree_, trigger_, head_of(tree_, p.first, p.last)))};
            add(best ? "own" : "near", Where{p.place.country, k, best ? "own" : "near"}, std::move(facts));
        }
        if (hints_.told_before) add("told", Where{hints_.told_before->country, hints_.told_before->mention, "told"});
        if (hints_.previous) {
            std::vector<std::string> facts;
            if (hints_.previous_trigger < tree_.size()) facts = facts_between(tree_, trigger_, hints_.previous_trigger);
            facts.push_back(hints_.previous->country.empty() ? "empty" : "placed");
            add("previous", Where{hints_.previous->country, hints_.previous->mention, "previous"}, std::move(facts));
        }
        if (opening) {
            const PlaceMention& p = places_[*opening];
            add("opening", Where{p.place.country, *opening, "opening"},
                {"kind=" + std::string(kind_name(p.kind)), "tie=" + tie(tree_, p)});
        }
        if (!most.empty())
            add("most-named", Where{most, std::nullopt, "most-named"},
                {share > 0.7   ? "share=high"
                 : share > 0.4 ? "share=half"
                               : "share=low"});
        for (const auto& [kind, parties] : {std::pair("actor", &hints_.actors), std::pair("recipient", &hints_.recipients)})
            if (!parties->empty() && is_state(parties->front()))
                add(kind, Where{parties->front(), std::nullopt, kind},
                    {std::string("most-named=") + (parties->front() == most ? "yes" : "no")});
        add("none", Where{"", std::nullopt, "none"});
        return std::move(out_);
    }

private:
    void add(const std::string& kind, Where where, std::vector<std::string> facts = {}) {
        if (!where.country.empty()) {
            facts.push_back(std::string("actor's=") + (holds(hints_.actors, where.country) ? "yes" : "no"));
            facts.push_back(std::string("recipient's=") + (holds(hints_.recipients, where.country) ? "yes" : "no"));
            facts.push_back("type+kind=" + std::string(hints_.type));
        }
        out_.readings.add(kind, where.country, std::move(facts));
        out_.places.push_back(std::move(where));
    }

    static bool holds(const std::vector<std::string>& list, const std::string& country) {
        return std::find(list.begin(), list.end(), country) != list.end();
    }

    /// First place named in the article's first sentences that is in a state, datelines aside.
    std::optional<std::size_t> first_named() const {
        constexpr std::size_t kOpeningSentences = 4;
        std::optional<std::size_t> country;
        for (std::size_t k = 0; k < places_.size(); ++k) {
            const PlaceMention& p = places_[k];
            if (tree_.sentence_of(p.first) >= kOpeningSentences) break;
            if (!p.resolved || p.dateline || !is_state(p.place.country)) continue;
            if (p.kind != PlaceKind::country) return k;
            if (!country) country = k;
        }
        return country;
    }

    void note(const std::optional<std::size_t>& own, const std::optional<std::size_t>& opening, const std::string& most,
              double share) {
        Readings& r = out_.readings;
        note_deed(r, tree_, trigger_, hints_.type, hints_.mode, hints_.status);
        bool near = false;
        for (auto [k, end] = of_sentence(tree_, trigger_, places_); k < end && !near; ++k)
            near = places_[k].resolved && !places_[k].dateline;
        r.note(own ? "has=own" : near ? "has=near" : "has=nothing");
        r.note(std::string("told=") + (hints_.told_before ? "yes" : "no"));
        if (hints_.previous) r.note(hints_.previous->country.empty() ? "previous=empty" : "previous=placed");
        bool home = false, states = false, same = true;
        std::string first;
        for (const auto* list : {&hints_.actors, &hints_.recipients})
            for (const std::string& c : *list) {
                if (!is_state(c)) continue;
                states = true;
                if (first.empty()) first = c;
                same = same && c == first;
                home = home || c == most;
            }
        r.note(!states ? "parties=unknown" : same ? "parties=one-state" : "parties=states");
        if (states) r.note(home ? "at-home" : "abroad");
        r.note(std::string("opening=") + (!opening                                  ? "none"
                                          : places_[*opening].place.country == most ? "most-named"
                                                                                    : "other"));
        r.note(share > 0.7 ? "share=high" : share > 0.4 ? "share=half" : "share=low");
    }

    const Tree& tree_;
    TokenIndex trigger_;
    const std::vector<PlaceMention>& places_;
    const PlaceHints& hints_;
    PlaceReadings out_;
};

}  // namespace

MostNamed most_named(const std::vector<PlaceMention>& places) {
    std::map<std::string, int> counts;
    int all = 0;
    for (const PlaceMention& p : places)
        if (p.resolved && is_state(p.place.country)) {
            ++counts[p.place.country];
            ++all;
        }
    MostNamed out;
    int most = 0;
    for (const auto& [country, n] : counts)
        if (n > most) {
            most = n;
            out.country = country;
        }
    out.share = all == 0 ? 0.0 : static_cast<double>(most) / all;
    return out;
}

PlaceReadings place_readings(const Tree& tree, TokenIndex trigger, const std::vector<PlaceMention>& places,
                             const PlaceHints& hints) {
    return PlaceReader(tree, trigger, places, hints).read();
}

Where event_place(const Tree& tree, TokenIndex trigger, const std::vector<PlaceMention>& places, const PlaceHints& hints) {
    PlaceReadings readings = place_readings(tree, trigger, places, hints);
    Where out = readings.places[readings.readings.best()];
    if (!out.mention && !out.country.empty()) out.mention = mention_of(places, out.country, trigger);
    // A place across states (the Sahel) keeps its words though it has no country.
    if (out.country.empty() && !out.mention)
        if (const auto own = place_for(tree, trigger, places); own && places[*own].place.country.empty()) out.mention = own;
    return out;
}

}  // namespace newshound::events
