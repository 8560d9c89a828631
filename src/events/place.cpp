#include "events/place.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/resource.h"
#include "base/text.h"

namespace newshound::events {

namespace {

constexpr std::size_t kMaxNameTokens = 7;
constexpr std::size_t kMaxNames = 60;  // distinct names weighed against each other

using WordSet = std::set<std::string_view>;

const WordSet& words(std::string_view kind) {
    static const std::map<std::string_view, WordSet> table = [] {
        std::map<std::string_view, WordSet> out;
        if (const auto rows = resource::rows("places/words.tsv"))
            for (const auto& row : *rows)
                for (std::string_view w : text::split(row[1], ';'))
                    if (w = text::trim(w); !w.empty()) out[row[0]].insert(w);
        return out;
    }();
    static const WordSet none;
    const auto it = table.find(kind);
    return it == table.end() ? none : it->second;
}

bool is_capital(std::string_view s) {
    if (s.empty()) return false;
    std::size_t position = 0;
    return text::is_upper(text::next(s, position));
}

bool all_capitals(std::string_view s) {
    std::size_t letters = 0;
    for (const char c : s) {
        if (c >= 'a' && c <= 'z') return false;
        letters += c >= 'A' && c <= 'Z';
    }
    return letters >= 2;
}

/// A mention on its way to being resolved.
struct Mention {
    TokenIndex first = 0, last = 0;
    std::vector<PlaceEntry> candidates;
    bool by_entity = false;  ///< the recogniser calls it a place
    bool wants_division = false;
    std::string within_country, within_admin;  ///< containment told right after it: "Paris, Texas"
    int name = -1;                             ///< index into the distinct names
    int chosen = -1;
    bool dateline = false;
};

class Finder {
public:
    Finder(const Tree& tree, const Gazetteer& gazetteer) : tree_(tree), gazetteer_(gazetteer) {}

    std::vector<PlaceMention> find() {
        collect();
        containment();
        note_context();
        resolve();
        return report();
    }

private:
    const Annotated& annotated() const { return tree_.annotated(); }
    std::string_view lower(TokenIndex i) const { return i < tree_.size() ? tree_.lower(i) : std::string_view(); }
    bool same_sentence(TokenIndex a, TokenIndex b) const {
        return a < tree_.size() && b < tree_.size() && tree_.sentence_of(a) == tree_.sentence_of(b);
    }

    // --- mentions -------------------------------------------------------------------------------------------------------
    void collect() {
        std::vector<bool> taken(tree_.size(), false);
        for (const Entity& entity : annotated().entities) {
            const std::string_view label = entity.label.view();
            if (label != "GPE" && label != "LOC" && label != "FAC") continue;
            from_entity(entity, taken);
        }
        for (const Entity& entity : annotated().entities)
            if (entity.label == "ORG") from_organisation(entity, taken);
        for (TokenIndex i = 0; i < tree_.size(); ++i) {
            if (taken[i] || tree_.pos(i) != "PROPN" || !is_capital(tree_.text(i))) continue;
            from_names(i, taken);
        }
        std::sort(mentions_.begin(), mentions_.end(), [](const Mention& a, const Mention& b) { return a.first < b.first; });
    }

    void take(Mention mention, std::vector<bool>& taken) {
        for (TokenIndex i = mention.first; i < mention.last; ++i) taken[i] = true;
        mentions_.push_back(std::move(mention));
    }

    std::vector<PlaceEntry> lookup(TokenIndex first, TokenIndex last) const {
        if (last <= first || last - first > kMaxNameTokens) return {};
        return gazetteer_.find(annotated().text_of(first, last));
    }

    /// An entity is looked up whole, then without what only points ("southern"), then part by part.
    void from_entity(const Entity& entity, std::vector<bool>& taken) {
        TokenIndex first = entity.first, last = entity.last;
        while (first < last &&
               (lower(first) == "the" || lower(first) == "a" || tree_.pos(first) == "PUNCT" || tree_.pos(first) == "SPACE"))
            ++first;
        while (last > first && (lower(last - 1) == "'s" || lower(last - 1) == "’s" || tree_.pos(last - 1) == "PUNCT" ||
                                tree_.pos(last - 1) == "SPACE"))
            --last;
        if (first >= last) return;
        for (TokenIndex i = first; i < last; ++i)
            if (taken[i]) return;
        if (is_persons_name(first, last)) return;
        // "north Arlington", "southern Lebanon": a direction in small letters is no part of the name.
        while (last - first > 1 && words("direction").contains(lower(first)) && !is_capital(tree_.text(first))) ++first;
        if (last - first > 1 && lower(first) == "-") ++first;
        if (last == first + 1 && first > 0 && lower(first - 1) == ",")
            if (const auto division = abbreviated(tree_.text(first))) {
                Mention mention;
                mention.first = first;
                mention.last = last;
                mention.by_entity = true;
                mention.candidates = division_entries(*division);
                take(std::move(mention), taken);
                return;
            }
        if (extend(first, last, taken)) return;
        if (add_name(first, last, taken, true)) return;
        // "the Republic of Armenia", "City of London"
        for (TokenIndex i = first; i + 2 < last && words("prefix").contains(lower(i)); ++i)
            if (lower(i + 1) == "of" && add_name(i + 2, last, taken, true)) return;
        while (last - first > 1 && words("direction").contains(lower(first)) && lookup(first, last).empty()) {
            ++first;
            if (lower(first) == "-") ++first;
            if (first < last && add_name(first, last, taken, true)) return;
        }
        // "Paris, Texas", "Kandahar, Afghanistan": one entity, several names.
        bool any = false;
        for (TokenIndex i = first; i < last; ++i)
            if (lower(i) == "," || lower(i) == "/" || lower(i) == "-" || lower(i) == "–") any = true;
        if (any) {
            TokenIndex begin = first;
            bool found = false;
            for (TokenIndex i = first; i <= last; ++i) {
                if (i < last && lower(i) != "," && lower(i) != "/" && lower(i) != "-" && lower(i) != "–") continue;
                if (i > begin) found |= add_name(begin, i, taken, true);
                begin = i + 1;
            }
            if (found) return;
        }
        if (entity.label == "FAC") {
            // "Bagdad International Airport": the city in its name tells where, and is itself a mention.
            for (TokenIndex n = last - 1; n > first; --n)
                if (words("generic").contains(lower(last - 1)) && add_name(first, n, taken, true)) return;
        }
        if (!is_capital(tree_.text(first)) && !is_capital(tree_.text(last - 1))) return;
        if (entity.label == "FAC" && has_digit(first, last)) return;  // "Gate 10", "Highway 59"
        Mention mention;
        mention.first = first;
        mention.last = last;
        mention.by_entity = true;
        mention.candidates = named_in(first, last);
        take(std::move(mention), taken);
    }

    /// "Kansas Highway Patrol", "Metro Vancouver": what is named after a well-known place lies there. Rivers, lakes and
    /// mountains need not.
    std::vector<PlaceEntry> named_in(TokenIndex first, TokenIndex last) const {
        constexpr std::uint32_t kWellKnown = 100'000;
        for (TokenIndex i = first; i < last; ++i)
            if (words("natural").contains(lower(i))) return {};
        const auto well_known = [&](TokenIndex from, TokenIndex to) {
            auto found = lookup(from, to);
            const bool fits = !found.empty() && !found.front().alternate && is_capital(tree_.text(from)) &&
                              (found.front().kind == PlaceKind::country || found.front().kind == PlaceKind::division ||
                               (found.front().kind == PlaceKind::city && found.front().population >= kWellKnown));
            if (!fits) found.clear();
            return found;
        };
        for (TokenIndex end = last - 1; end > first; --end)
            if (auto found = well_known(first, end); !found.empty()) return found;
        if (last - first > 1 && words("direction").contains(lower(first))) return well_known(first + 1, last);
        return {};
    }

    bool has_digit(TokenIndex first, TokenIndex last) const {
        const std::string_view t = annotated().text_of(first, last);
        return std::any_of(t.begin(), t.end(), [](char c) { return c >= '0' && c <= '9'; });
    }

    /// The recogniser may cut a name short ("U.S. | Virgin Islands", "Washington | , D.C."): the longest name that a table
    /// has wins.
    bool extend(TokenIndex first, TokenIndex last, std::vector<bool>& taken) {
        for (TokenIndex right = 3; right >= 1; --right) {
            const TokenIndex end = last + right;
            if (end > tree_.size() || !same_sentence(first, end - 1) || tree_.pos(end - 1) != "PROPN" || taken[end - 1])
                continue;
            bool plain = true;
            for (TokenIndex i = last; i < end; ++i)
                plain = plain && (tree_.pos(i) == "PROPN" || lower(i) == "of" || (lower(i) == "," && end - last == 2));
            if (!plain) continue;
            const auto found = lookup(first, end);
            if (found.empty() || found.front().kind == PlaceKind::city) continue;
            return add_name(first, end, taken, true);
        }
        return false;
    }

    /// A name that the article gives to a person more often than to a place: "Freeland", "Modi".
    bool is_persons_name(TokenIndex first, TokenIndex last) {
        if (last != first + 1) return false;
        if (lower(last) == "," && last + 1 < tree_.size() && same_sentence(first, last + 1) && tree_.ent(last + 1) == "GPE")
            return false;
        if (person_words_.empty() && place_words_.empty()) {
            for (const Entity& e : annotated().entities) {
                if (e.first >= e.last) continue;
                if (e.label == "PERSON") {
                    TokenIndex end = e.last;
                    while (end > e.first + 1 && tree_.pos(end - 1) == "PART") --end;
                    ++person_words_[std::string(tree_.lower(end - 1))];
                    person_words_[std::string(tree_.lower(end - 1))] += end > e.first + 1 ? 1 : 0;
                }
                if (e.label == "GPE" || e.label == "LOC") ++place_words_[std::string(tree_.lower(e.last - 1))];
            }
            ++place_words_[""];
        }
        const std::string word(tree_.lower(first));
        const auto person = person_words_.find(word);
        if (person == person_words_.end()) return false;
        const auto place = place_words_.find(word);
        return place == place_words_.end() || place->second <= person->second;
    }

    /// "Mansfield Police Department", "Minnesota State Patrol": the place that an organisation is of.
    void from_organisation(const Entity& entity, std::vector<bool>& taken) {
        TokenIndex first = entity.first;
        while (first < entity.last && lower(first) == "the") ++first;
        if (entity.last - first < 2 || taken[first]) return;
        for (TokenIndex n = std::min<TokenIndex>(entity.last - 1, first + 4); n > first; --n) {
            if (!words("institution").contains(lower(n)) || !is_capital(tree_.text(first)) ||
                words("never").contains(lower(first)))
                continue;
            if (const auto found = lookup(first, n); !found.empty() && !found.front().alternate) {
                add_name(first, n, taken, false);
                return;
            }
        }
    }

    /// Adds [first, last) if some table has it; takes a following "province" along.
    bool add_name(TokenIndex first, TokenIndex last, std::vector<bool>& taken, bool by_entity) {
        Mention mention;
        mention.first = first;
        mention.last = last;
        mention.by_entity = by_entity;
        const bool ends_in_division = last - first > 1 && words("division").contains(lower(last - 1));
        mention.candidates = lookup(first, last);
        if (mention.candidates.empty() && ends_in_division) {
            mention.candidates = lookup(first, last - 1);
            mention.wants_division = true;
        }
        if (mention.candidates.empty()) {
            while (last - first > 1 && words("direction").contains(lower(first))) ++first;
            if (first == mention.first) return false;
            mention.first = first;
            mention.candidates = lookup(first, last);
            if (mention.candidates.empty()) return false;
        }
        if (!ends_in_division && same_sentence(first, last) && words("division").contains(lower(last)) &&
            lower(last) != "state" && lower(last) != "district" && lower(last) != "republic") {
            const auto longer = lookup(mention.first, last + 1);
            if (!longer.empty()) {
                mention.candidates = longer;
                if (is_capital(tree_.text(last))) mention.last = last + 1;
            } else {
                mention.wants_division = true;
                if (is_capital(tree_.text(last))) mention.last = last + 1;
            }
        }
        take(std::move(mention), taken);
        return true;
    }

    bool after_place_word(TokenIndex first) const {
        if (first == 0 || !same_sentence(first - 1, first)) return false;
        TokenIndex i = first - 1;
        while (i > 0 && (lower(i) == "the" || words("direction").contains(lower(i)) || lower(i) == "-")) --i;
        static const WordSet prepositions = {"in",     "at",         "near", "from", "across", "outside", "inside",
                                             "around", "throughout", "to",   "into", "toward", "towards"};
        if (prepositions.contains(lower(i))) return true;
        return lower(i) == "of" && i > 0 && words("city").contains(lower(i - 1));
    }

    /// Names that the recogniser passed over or took for something else.
    void from_names(TokenIndex i, std::vector<bool>& taken) {
        if (i > 0 && same_sentence(i - 1, i) && tree_.pos(i - 1) == "PROPN" && !taken[i - 1] &&
            tree_.dep(i - 1) == "compound")
            return;
        const std::string_view ent = tree_[i].ent.view();
        if (words("never").contains(lower(i)) || is_persons_name(i, i + 1)) return;
        TokenIndex end = i + 1;
        while (end < tree_.size() && same_sentence(i, end) && end - i < kMaxNameTokens && !taken[end] &&
               (tree_.pos(end) == "PROPN" || lower(end) == "of" || lower(end) == "-"))
            ++end;
        while (end > i + 1 && tree_.pos(end - 1) != "PROPN") --end;
        for (TokenIndex last = end; last > i; --last) {
            if (ent == "PERSON" || ent == "ORG" || ent == "NORP" || ent == "DATE" || ent == "LANGUAGE" || ent == "LAW") {
                // Only a whole entity, only after a preposition of place, and only what is well known.
                if (last != end || !after_place_word(i) || tree_[i].iob != 'B') return;
                if (last < tree_.size() && tree_[last].iob == 'I') return;
            } else if (!ent.empty() && ent != "EVENT" && ent != "PRODUCT" && ent != "WORK_OF_ART") {
                return;
            }
            auto candidates = lookup(i, last);
            if (candidates.empty()) continue;
            const bool plain = candidates.front().kind != PlaceKind::city && candidates.front().kind != PlaceKind::county;
            const std::uint32_t population =
                std::max_element(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
                    return a.population < b.population;
                })->population;
            if (ent == "PERSON" && population < 100'000 && !plain) return;
            if ((ent == "ORG" || ent == "NORP") && population < 15'000 && !plain) return;
            if (ent.empty() && !plain && !after_place_word(i)) return;
            if (ent.empty() && population < 5'000 && !plain) return;
            if (plain && ent.empty() && last == i + 1 && tree_.has_dep(i, {"compound"}) &&
                candidates.front().kind != PlaceKind::country)
                return;
            if ((ent == "EVENT" || ent == "PRODUCT" || ent == "WORK_OF_ART") && !plain) return;
            if (all_capitals(tree_.text(i)) && last == i + 1 && tree_.text(i).size() <= 3 &&
                candidates.front().kind != PlaceKind::country)
                return;
            Mention mention;
            mention.first = i;
            mention.last = last;
            mention.candidates = std::move(candidates);
            take(std::move(mention), taken);
            return;
        }
    }

    // --- context --------------------------------------------------------------------------------------------------------
    /// "Paris, Texas"; "Kandahar, in southern Afghanistan"; "Alexandria in Egypt": the second name holds the first.
    void containment() {
        for (std::size_t m = 0; m + 1 < mentions_.size(); ++m) {
            Mention& a = mentions_[m];
            const Mention& b = mentions_[m + 1];
            if (!same_sentence(a.first, b.first) || b.first < a.last) continue;
            TokenIndex i = a.last;
            bool linked = false;
            if (i == b.first) linked = true;  // "Moscow Idaho"
            if (i < b.first && lower(i) == ",") {
                ++i;
                linked = i == b.first;
            }
            if (i < b.first && lower(i) == "in") {
                ++i;
                while (i < b.first && (lower(i) == "the" || words("direction").contains(lower(i)))) ++i;
                linked = i == b.first;
            }
            if (!linked) continue;
            for (const PlaceEntry& holder : b.candidates) {
                if (holder.kind == PlaceKind::country || holder.kind == PlaceKind::division) {
                    const bool fits = std::any_of(a.candidates.begin(), a.candidates.end(), [&](const PlaceEntry& c) {
                        return c.country == holder.country &&
                               (holder.kind == PlaceKind::country || c.admin1 == holder.admin1) &&
                               c.kind != PlaceKind::country;
                    });
                    if (!fits && !a.candidates.empty()) continue;
                    a.within_country = holder.country;
                    if (holder.kind == PlaceKind::division) a.within_admin = holder.admin1;
                    break;
                }
            }
        }
        abbreviated_states();
    }

    using Division = std::pair<std::string_view, std::string_view>;  // country, admin1

    /// What "Ill." or "IL" abbreviates.
    std::optional<Division> abbreviated(std::string_view raw) const {
        static const std::map<std::string_view, Division> table = [] {
            std::map<std::string_view, Division> out;
            if (const auto rows = resource::rows("places/abbreviations.tsv"))
                for (const auto& row : *rows) out.emplace(row[0], Division(row[1], row[2]));
            return out;
        }();
        if (const auto it = table.find(raw); it != table.end()) return it->second;
        if (raw.size() == 2 && all_capitals(raw) && !gazetteer_.division_name("USA", raw).empty())
            return Division("USA", raw);
        return std::nullopt;
    }

    std::vector<PlaceEntry> division_entries(const Division& d) const {
        std::vector<PlaceEntry> out;
        for (const PlaceEntry& e : gazetteer_.find(gazetteer_.division_name(d.first, d.second), 3))
            if (e.kind == PlaceKind::division && e.country == d.first && e.admin1 == d.second) out.push_back(e);
        if (d.second == "DC")
            for (const PlaceEntry& e : gazetteer_.find("D.C.", 1)) out.assign(1, e);
        return out;
    }

    /// "Alexandria, La.", "Springfield, Ill." : postal and press abbreviations right after a name.
    void abbreviated_states() {
        for (std::size_t m = 0; m < mentions_.size(); ++m) {
            Mention& a = mentions_[m];
            TokenIndex i = a.last;
            if (i + 1 >= tree_.size() || lower(i) != "," || !same_sentence(a.first, i + 1)) continue;
            const std::string_view raw = tree_.text(i + 1);
            const auto division = abbreviated(raw);
            if (!division) continue;
            a.within_country = std::string(division->first);
            a.within_admin = std::string(division->second);
            // The abbreviation itself is a mention of the state.
            const bool known = m + 1 < mentions_.size() && mentions_[m + 1].first <= i + 1;
            if (!known) {
                Mention holder;
                holder.first = i + 1;
                holder.last = i + 2;
                holder.candidates = division_entries(*division);
                mentions_.insert(mentions_.begin() + static_cast<std::ptrdiff_t>(m) + 1, std::move(holder));
            }
        }
    }

    static bool is_wide(const PlaceEntry& e) {
        return e.kind == PlaceKind::country || e.kind == PlaceKind::continent || e.kind == PlaceKind::division;
    }

    /// The state whose words the article uses, where two or more tell one and no other comes near.
    void note_home() {
        static const KeyMap<std::vector<std::string_view>> cues = [] {
            KeyMap<std::vector<std::string_view>> out;  // word -> states
            if (const auto rows = resource::rows("places/cues.tsv"))
                for (const auto& row : *rows)
                    for (std::string_view w : text::split(row[1], ';')) out[text::trim(w)].push_back(row[0]);
            return out;
        }();
        std::map<std::string_view, KeySet> seen;
        for (TokenIndex i = 0; i < tree_.size(); ++i)
            if (const auto* countries = cues.find(tree_.lower_key(i)))
                for (const auto country : *countries) seen[country].insert(tree_.lower_key(i));
        std::size_t best = 0, second = 0;
        for (const auto& [country, found] : seen) {
            if (found.size() > best) {
                second = best;
                best = found.size();
                home_ = std::string(country);
            } else {
                second = std::max(second, found.size());
            }
        }
        if (best < 2 || best < second * 2) home_.clear();
    }

    void note_context() {
        note_home();
        for (TokenIndex i = 0; i < tree_.size(); ++i)
            if (is_capital(tree_.text(i)) && tree_.has_pos(i, {"ADJ", "PROPN", "NOUN"}))
                if (const auto country = gazetteer_.country_of_adjective(tree_.lower_key(i)); !country.empty())
                    countries_[std::string(country)] += 1;
        std::map<std::string, int> index;
        for (Mention& m : mentions_) {
            if (m.candidates.empty()) continue;
            const bool split = std::any_of(m.candidates.begin(), m.candidates.end(),
                                           [](const PlaceEntry& c) { return c.kind == PlaceKind::division; });
            if (m.candidates.front().kind == PlaceKind::country && m.within_country.empty() && !split)
                countries_[std::string(m.candidates.front().country)] += 1;
            if (m.candidates.front().kind == PlaceKind::division && m.candidates.size() < 12) {
                divisions_[std::string(m.candidates.front().country) + "/" + std::string(m.candidates.front().admin1)] += 1;
                countries_[std::string(m.candidates.front().country)] += 1;
            }
            const std::string key = fold_place_name(annotated().text_of(m.first, m.last)) + (m.wants_division ? "#" : "") +
                                    "|" + m.within_country + m.within_admin;
            const auto [it, fresh] = index.emplace(key, static_cast<int>(index.size()));
            m.name = it->second;
            if (fresh) names_.push_back(&m);
        }
        // A name once told with its container keeps it: "Paris, Texas ... in Paris".
        std::map<std::string, const Mention*> contained;
        for (const Mention& m : mentions_)
            if (!m.within_country.empty() && !m.candidates.empty())
                contained.emplace(fold_place_name(annotated().text_of(m.first, m.last)), &m);
        if (contained.empty()) return;
        for (Mention& m : mentions_) {
            if (!m.within_country.empty() || m.name < 0) continue;
            const auto it = contained.find(fold_place_name(annotated().text_of(m.first, m.last)));
            if (it == contained.end()) continue;
            m.within_country = it->second->within_country;
            m.within_admin = it->second->within_admin;
            m.name = it->second->name;
        }
    }

    bool contained(const Mention& m, const PlaceEntry& c) const {
        if (m.within_country.empty()) return false;
        return c.country == m.within_country && (m.within_admin.empty() || c.admin1 == m.within_admin);
    }

    double score(const Mention& m, const PlaceEntry& c) const {
        double s = std::log10(static_cast<double>(c.population) + 100);
        if (c.alternate)
            s -= std::any_of(m.candidates.begin(), m.candidates.end(), [](const PlaceEntry& o) { return !o.alternate; })
                     ? 2.0
                     : 1.0;
        if (c.capital) s += 1.0;
        switch (c.kind) {
            case PlaceKind::country:
            case PlaceKind::continent: s += 3; break;
            case PlaceKind::division:
                s += m.wants_division ? 6 : 3;
                // "New York", "Washington" alone are the cities.
                if (!m.wants_division && std::any_of(m.candidates.begin(), m.candidates.end(), [&](const PlaceEntry& o) {
                        return o.kind == PlaceKind::city && o.country == c.country &&
                               o.population >= (o.alternate ? 5'000'000u : 500'000u);
                    }))
                    s -= 4;
                break;
            case PlaceKind::region:
            case PlaceKind::water: s += 1.5; break;
            case PlaceKind::site: s += 2; break;
            case PlaceKind::county: s += 1; break;
            case PlaceKind::city: break;
        }
        if (m.wants_division && (c.kind == PlaceKind::country || c.kind == PlaceKind::continent)) s -= 6;
        if (contained(m, c)) s += 12;
        if (!m.within_country.empty() && c.kind == PlaceKind::country && c.country == m.within_country) s -= 12;
        if (const auto it = countries_.find(std::string(c.country)); it != countries_.end())
            s += 1.5 + 0.3 * std::min(it->second, 5);
        if (const auto it = divisions_.find(std::string(c.country) + "/" + std::string(c.admin1)); it != divisions_.end())
            s += 1.5 + 0.3 * std::min(it->second, 5);
        if (!home_.empty() && c.country == home_) s += 1.5;
        return s;
    }

    /// Kilometres between two places; a rough figure where they are too far apart to matter.
    static double distance(const PlaceEntry& a, const PlaceEntry& b) {
        constexpr double kMattersBelow = 400, kDegree = 111;
        const double north = std::abs(a.lat - b.lat) * kDegree;
        return north > kMattersBelow ? north : distance_km(a.lat, a.lon, b.lat, b.lon);
    }

    /// How much the other names of the article speak for candidate `c` of name `self`: each by its best reading nearby.
    double support(std::size_t self, const PlaceEntry& c) const {
        double sum = 0;
        for (std::size_t other = 0; other < names_.size() && other < kMaxNames; ++other) {
            if (other == self) continue;
            double best = 0;
            if (names_[other]->name == names_[self]->name) continue;
            const auto& candidates = names_[other]->candidates;
            const double share = 1.0 / (1.0 + 0.15 * static_cast<double>(candidates.size()));
            for (const PlaceEntry& d : candidates) {
                if (is_wide(d) || d.kind == PlaceKind::water) {
                    continue;
                }
                if (d.geonames == c.geonames && d.geonames != 0) continue;
                if (c.kind == PlaceKind::division) {  // a division is spoken for by its cities
                    if (d.country == c.country && d.admin1 == c.admin1) best = std::max(best, 0.8 * share);
                    continue;
                }
                double value = 0;
                const double km = distance(c, d);
                if (km < 1) continue;
                if (km < 50)
                    value = 1.2;
                else if (km < 150)
                    value = 0.8;
                else if (km < 400)
                    value = 0.35;
                else if (d.country == c.country)
                    value = 0.15;
                if (d.kind == PlaceKind::county && d.admin1 == c.admin1 && d.country == c.country)
                    value = std::max(value, 0.6);
                best = std::max(best, value * share);
            }
            sum += best;
        }
        return std::min(sum, 6.0);
    }

    /// How many of the places that the article's other names were taken for lie around candidate `c` of name `self`.
    double company(std::size_t self, const PlaceEntry& c, const std::vector<int>& chosen) const {
        double sum = 0;
        for (std::size_t other = 0; other < names_.size() && other < kMaxNames; ++other) {
            if (other == self || chosen[other] < 0 || names_[other]->name == names_[self]->name) continue;
            const PlaceEntry& d = names_[other]->candidates[static_cast<std::size_t>(chosen[other])];
            if (is_wide(d) || d.kind == PlaceKind::water || (d.geonames == c.geonames && d.geonames != 0)) continue;
            const double km = distance(c, d);
            sum += km < 60 ? 1.0 : km < 200 ? 0.6 : d.country == c.country && d.admin1 == c.admin1 ? 0.4 : 0;
        }
        return std::min(sum, 5.0);
    }

    /// Each name's best reading: first by all that the others could mean, then by what they were taken for.
    void resolve() {
        constexpr double kCompany = 1;
        std::vector<int> chosen(names_.size(), -1);
        for (int pass = 0; pass < 2; ++pass) {
            const std::vector<int> before = chosen;
            for (std::size_t n = 0; n < names_.size(); ++n) {
                const Mention& m = *names_[n];
                double best = -1e9;
                for (std::size_t c = 0; c < m.candidates.size(); ++c) {
                    double s = score(m, m.candidates[c]);
                    if (n < kMaxNames && m.candidates.size() > 1) s += 1.3 * support(n, m.candidates[c]);
                    if (pass > 0 && n < kMaxNames && m.candidates.size() > 1)
                        s += kCompany * company(n, m.candidates[c], before);
                    if (s > best + 1e-9) {
                        best = s;
                        chosen[n] = static_cast<int>(c);
                    }
                }
            }
        }
        for (Mention& m : mentions_) {
            if (m.name < 0 || m.candidates.empty()) continue;
            const Mention& model = *names_[static_cast<std::size_t>(m.name)];
            const int c = chosen[static_cast<std::size_t>(m.name)];
            if (c < 0) continue;
            m.candidates = {model.candidates[static_cast<std::size_t>(c)]};
            m.chosen = 0;
        }
    }

    // --- result ---------------------------------------------------------------------------------------------------------
    /// A place name in capitals at the very start of the text or of a paragraph, before a dash: "KABUL, Afghanistan (AP) —".
    bool is_dateline(const Mention& m) const {
        const Sentence& s = annotated().sentences[tree_.sentence_of(m.first)];
        if (m.first > s.first + 8 || tree_.sentence_of(m.first) > 3) return false;
        if (!all_capitals(tree_.text(s.first)) && !all_capitals(tree_.text(m.first))) return false;
        for (TokenIndex i = m.last; i < s.last && i < m.last + 10; ++i) {
            const std::string_view w = tree_.lower(i);
            if (w == "-" || w == "–" || w == "—" || w == "--" || w == "_") return true;
            if (tree_.is_verb(i)) return false;
        }
        return false;
    }

    /// The state in which nearly all places of the article lie, several of them; what no gazetteer knows lies there too.
    std::string settled_country() const {
        constexpr int kLeast = 3;
        constexpr double kShare = 0.8;
        std::map<std::string_view, int> of;
        int all = 0;
        for (const Mention& m : mentions_) {
            if (m.chosen < 0 || m.candidates.front().country.empty()) continue;
            ++of[m.candidates.front().country];
            ++all;
        }
        for (const auto& [country, n] : of)
            if (n >= kLeast && n >= kShare * all) return std::string(country);
        return {};
    }

    std::vector<PlaceMention> report() {
        std::vector<PlaceMention> out;
        const std::string settled = settled_country();
        std::map<std::string, std::pair<std::pair<double, double>, int>> middle;  // of the cities named, by division
        for (const Mention& m : mentions_)
            if (m.chosen >= 0 && m.candidates.front().kind == PlaceKind::city) {
                const PlaceEntry& e = m.candidates.front();
                auto& [sum, n] = middle[std::string(e.country) + "/" + std::string(e.admin1)];
                sum.first += e.lat;
                sum.second += e.lon;
                ++n;
            }
        for (const Mention& m : mentions_) {
            PlaceMention p;
            p.first = m.first;
            p.last = m.last;
            p.place.begin = tree_[m.first].begin;
            p.place.end = tree_[m.last - 1].end;
            p.place.text = std::string(annotated().text_of(m.first, m.last));
            p.dateline = is_dateline(m);
            if (m.chosen >= 0) {
                const PlaceEntry& e = m.candidates.front();
                p.resolved = true;
                p.kind = e.kind;
                p.place.geonames = e.geonames;
                p.place.name = std::string(e.name);
                p.place.country = std::string(e.country);
                p.place.admin1 = std::string(gazetteer_.division_name(e.country, e.admin1));
                p.place.lat = e.lat;
                p.place.lon = e.lon;
                if (e.kind == PlaceKind::county)
                    if (const auto it = middle.find(std::string(e.country) + "/" + std::string(e.admin1));
                        it != middle.end()) {
                        p.place.lat = it->second.first.first / it->second.second;
                        p.place.lon = it->second.first.second / it->second.second;
                    }
            } else {
                p.kind = PlaceKind::site;
                p.place.country = m.within_country.empty() ? settled : m.within_country;
            }
            out.push_back(std::move(p));
        }
        return out;
    }

    const Tree& tree_;
    const Gazetteer& gazetteer_;
    std::vector<Mention> mentions_;
    std::vector<Mention*> names_;
    std::map<std::string, int> countries_, divisions_;
    std::map<std::string, int> person_words_, place_words_;  // how often a word ends a person's, a place's entity
    std::string home_;
};

}  // namespace

std::vector<PlaceMention> find_places(const Tree& tree, const Gazetteer& gazetteer) {
    return Finder(tree, gazetteer).find();
}

}  // namespace newshound::events
