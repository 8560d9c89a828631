// Words for several parties at once ("the two sides", "both countries", "each other"), and nouns that are said of several
// states ("Greek and Turkish police", "the leaders of the two countries").
#include <algorithm>
#include <array>
#include <optional>

#include "events/actor_kinds.h"
#include "events/cast_builder.h"

namespace newshound::events {

namespace {

constexpr std::size_t kSentencesBack = 3;
constexpr std::size_t kSidesBack = 12;       // the sides of a war are the same all through an article
constexpr std::size_t kMentionsBack = 2000;  // far more than an article has, a bound for documents that are none
constexpr double kArmyShare = 0.5;           // told of so much as the government, or more, the army is the side in a war

bool is_side(std::string_view sector) {
    static constexpr std::array<std::string_view, 8> sectors = {"GOV", "MIL", "REB", "PRM", "PTY", "OPP", "COP", "LAB"};
    return one_of(sector, sectors);
}

/// Arms of one state, which are one side.
bool is_of_state(std::string_view sector) {
    static constexpr std::array<std::string_view, 5> sectors = {"GOV", "MIL", "COP", "LEG", "SPY"};
    return one_of(sector, sectors);
}

CastBuilder::Several kind_of(std::string_view word) {
    using Several = CastBuilder::Several;
    if (is_of(Kind::several_states, word)) return Several::states;
    if (is_of(Kind::several_sides, word)) return Several::sides;
    if (is_of(Kind::several_forces, word)) return Several::forces;
    if (is_of(Kind::several_leaders, word)) return Several::leaders;
    return is_of(Kind::several_people, word) ? Several::people : Several::none;
}

/// How many a determiner or numeral says: 0 if it says nothing.
std::size_t count_of(std::string_view word) {
    static constexpr std::array<std::string_view, 9> numerals = {"",     "",    "two",   "three", "four",
                                                                 "five", "six", "seven", "eight"};
    if (word == "both" || word == "2" || word == "each" || word == "either" || word == "neither") return 2;
    for (std::size_t n = 2; n < numerals.size(); ++n)
        if (word == numerals[n]) return n;
    return 0;
}

}  // namespace

const Mention* CastBuilder::mention_at(TokenIndex i) const {
    const std::int32_t index = cast_.by_token_[i];
    return index < 0 ? nullptr : &cast_.mentions_[static_cast<std::size_t>(index)];
}

/// How many parties a definite noun for several is said to mean ("the two sides", "both camps"); 0 where that is not said or
/// the noun itself tells who they are.
std::size_t CastBuilder::count_meant(TokenIndex head) const {
    std::size_t count = 0;
    bool definite = false;
    for (const TokenIndex c : tree_.children(head)) {
        if (tree_.has_dep(c, {"poss", "prep", "relcl", "acl", "appos", "compound"})) return 0;
        const std::string_view low = tree_.lower(c);
        definite = definite || low == "the" || low == "these" || low == "those";
        if (count != 0 || !tree_.has_dep(c, {"det", "predet", "nummod", "preconj", "amod", "cc"})) continue;
        count = count_of(low);
        definite = definite || (count == 2 && low != "two" && low != "2");
    }
    return definite ? count : 0;
}

/// Whether `candidate` may be one of those whom a word of the kind means.
bool CastBuilder::is_member(const Mention& candidate, Several kind) const {
    const Identity& id = candidate.identity;
    if (candidate.pronoun || candidate.chain < 0 || id.inanimate || id.sector.empty()) return false;
    const bool lent = id.rule.find("; country of the article") != std::string::npos;
    if (lent && id.country != cast_.home_) return false;
    // "The guards of the five states": several themselves.
    for (const TokenIndex c : tree_.children(candidate.head)) {
        const TokenIndex of = tree_.dep(c) == "prep" ? tree_.child(c, {"pobj"}) : tree_.dep(c) == "poss" ? c : kNoToken;
        if (of != kNoToken && kind_of(tree_.lemma(of)) != Several::none && !id.named) return false;
    }
    const Several word = kind_of(tree_.lemma(candidate.head));
    if (!id.named && (word == Several::states || word == Several::sides) && id.role != "government") return false;
    switch (kind) {
        case Several::leaders: return id.person && !id.plural && id.sector != "CVL" && id.sector != "UNK";
        case Several::people: return id.person && !id.plural && id.named;
        case Several::states:
        case Several::forces:
            if (id.country == "IGO" || id.country.empty()) return false;
            return id.place || id.entity.starts_with("state:") || id.role == "government";
        default: break;
    }
    // Sides are those who fight or bargain: no single persons.
    // A body between states is one where it stands beside another party ("Tunisia and the European Union").
    if (id.sector == "IGO") return !id.person && beside_others_.contains(candidate.chain);
    return is_side(id.sector) && !(id.person && !id.plural) && id.rule.find("place") != 0 && id.country != "IGO";
}

/// The latest coordination of just so many members.
std::vector<std::int32_t> CastBuilder::coordinated_before(std::size_t m, Several kind, std::size_t count) const {
    const std::size_t sentence = tree_.sentence_of(cast_.mentions_[m].head);
    const bool strict = kind == Several::states || kind == Several::leaders || kind == Several::people;
    for (std::size_t back = m; back-- > 0;) {
        const Mention& c = cast_.mentions_[back];
        if (tree_.sentence_of(c.head) + kSentencesBack < sentence) break;
        if (tree_.dep(c.head) == "conj" || tree_.child(c.head, {"conj"}) == kNoToken) continue;
        const auto all = tree_.conjuncts(c.head);
        if (all.size() != count || mediators_.contains(c.chain)) continue;
        std::vector<std::int32_t> out;
        for (const TokenIndex i : all) {
            const Mention* each = mention_at(i);
            // Coordination itself vouches for a bare noun ("the government and the rebels").
            if (!each || each->pronoun || each->identity.inanimate || (strict && !is_member(*each, kind))) break;
            const std::string_view sector = each->identity.sector;
            if (sector.empty() || (sector == "CVL" && kind != Several::people)) break;
            if (kind == Several::sides && !is_side(sector) && sector != "IGO") break;
            if (kind == Several::forces && (each->identity.country.empty() || each->identity.country == "IGO")) break;
            out.push_back(cast_.by_token_[i]);
        }
        if (out.size() == count) return out;
    }
    return {};
}

/// The last so many different persons; `office`: of that office only, and further back ("the two ministers").
std::vector<std::int32_t> CastBuilder::latest_before(std::size_t m, Several kind, std::size_t count,
                                                     std::string_view office) const {
    const std::size_t sentence = tree_.sentence_of(cast_.mentions_[m].head);
    std::vector<std::int32_t> out;
    for (std::size_t back = m; back-- > 0 && out.size() < count;) {
        const Mention& c = cast_.mentions_[back];
        if (tree_.sentence_of(c.head) + (office.empty() ? kSentencesBack : kSidesBack) < sentence) break;
        if (!office.empty() && !c.identity.role.ends_with(office)) continue;
        // "Two miners ... the two men": they are those.
        if (kind == Several::people && c.identity.person && c.identity.plural && !c.pronoun) return {};
        if (!is_member(c, kind)) continue;
        const bool seen = std::any_of(out.begin(), out.end(), [&](std::int32_t k) {
            const Mention& other = cast_.mentions_[static_cast<std::size_t>(k)];
            return other.chain == c.chain || (kind == Several::leaders && other.identity.country == c.identity.country);
        });
        if (!seen) out.push_back(static_cast<std::int32_t>(back));
    }
    if (out.size() != count) return {};
    std::reverse(out.begin(), out.end());
    return out;
}

/// Who goes between others ("a truce brokered by Qatar") is none of the sides.
std::set<int> CastBuilder::mediators() const {
    static constexpr std::array<std::string_view, 6> verbs = {"mediate",   "broker",  "facilitate",
                                                              "arbitrate", "shuttle", "moderate"};
    std::set<int> out;
    const auto add = [&](TokenIndex head) {
        for (const TokenIndex i : tree_.conjuncts(head))
            if (const Mention* m = mention_at(i)) out.insert(m->chain);
    };
    for (TokenIndex i = 0; i < tree_.size(); ++i) {
        const TokenIndex particle = tree_.lemma(i) == "bring" ? tree_.child(i, {"prt", "advmod"}) : kNoToken;
        const bool unites = particle != kNoToken && tree_.lower(particle) == "together";
        if (!unites && !one_of(tree_.lemma(i), verbs)) continue;
        for (const TokenIndex c : tree_.children(i)) {
            if (tree_.dep(c) == "nsubj") add(c);
            if (tree_.dep(c) == "agent" && tree_.child(c, {"pobj"}) != kNoToken) add(tree_.child(c, {"pobj"}));
        }
        if (tree_.dep(i) == "amod" && i >= 2 && tree_.text(i - 1) == "-") add(i - 2);  // "the Egyptian-brokered truce"
    }
    return out;
}

/// Who stands beside others as the subject of a clause.
std::set<int> CastBuilder::subjects_beside_others() const {
    std::set<int> out;
    for (const Mention& m : cast_.mentions_) {
        const TokenIndex first = tree_.first_conjunct(m.head);
        if (m.chain >= 0 && tree_.has_dep(first, {"nsubj", "nsubjpass"}) && tree_.child(first, {"conj"}) != kNoToken)
            out.insert(m.chain);
    }
    return out;
}

/// How much a mention says for its actor's being one of the parties of the story: a place where something happened or an
/// adjective says little, standing beside another actor much.
double CastBuilder::weight_as_party(const Mention& m) const {
    if (tree_.has_dep(m.head, {"compound", "amod", "nmod"})) return 0.5;
    const TokenIndex above = tree_.head(m.head);
    if (m.identity.place && tree_.dep(m.head) == "pobj") {
        static constexpr std::array<std::string_view, 6> between = {"with", "between", "against", "by", "of", "to"};
        if (!one_of(tree_.lower(above), between)) return 0.3;
    }
    const bool beside = tree_.dep(m.head) == "conj" || tree_.child(m.head, {"conj"}) != kNoToken;
    return beside ? 2 : 1;
}

/// The so many parties that the article tells most of, among those named not far before.
std::vector<std::int32_t> CastBuilder::main_parties(std::size_t m, Several kind, std::size_t count) const {
    struct Candidate {
        std::string key;
        double weight = 0;
        bool near = false;
        std::map<std::string_view, std::pair<double, std::int32_t>> by_sector;  // weight, latest mention
    };
    const auto key_of = [&](const Identity& id, int chain) {
        if (kind != Several::sides || is_of_state(id.sector)) return id.country + "/state";
        if (id.sector == "REB" || id.sector == "PRM") return id.country + "/armed";
        return id.named ? std::to_string(chain) : id.country + "/" + id.sector;
    };
    // Whoever does something to "both sides" is neither.
    int outsider = -1;
    if (!tree_.has_dep(cast_.mentions_[m].head, {"nsubj", "nsubjpass", "conj"}))
        outsider = subject_chain(cast_.mentions_[m].head);
    const std::size_t sentence = tree_.sentence_of(cast_.mentions_[m].head);
    const std::size_t reach = kind == Several::states ? kSentencesBack : kSidesBack;
    std::vector<Candidate> found;
    for (std::size_t back = m > kMentionsBack ? m - kMentionsBack : 0; back < m; ++back) {
        const Mention& c = cast_.mentions_[back];
        if (!is_member(c, kind) || c.chain == outsider || mediators_.contains(c.chain)) continue;
        std::string key = key_of(c.identity, c.chain);
        auto it = std::find_if(found.begin(), found.end(), [&](const Candidate& f) { return f.key == key; });
        if (it == found.end()) it = found.insert(it, Candidate{std::move(key), 0, false, {}});
        const double weight = weight_as_party(c);
        it->weight += weight;
        it->near = it->near || tree_.sentence_of(c.head) + reach >= sentence;
        auto& [told, latest] = it->by_sector[c.identity.sector];
        told += c.identity.place ? 0.3 * weight : weight;  // a state's name stands for whoever of it
        latest = static_cast<std::int32_t>(back);
    }
    std::erase_if(found, [](const Candidate& c) { return !c.near; });
    if (found.size() < count) return {};
    std::stable_sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) { return a.weight > b.weight; });
    found.resize(count);
    const bool war = std::any_of(found.begin(), found.end(), [](const Candidate& c) { return c.key.ends_with("/armed"); });
    std::vector<std::int32_t> out;
    for (const Candidate& c : found) {
        const auto best = std::max_element(c.by_sector.begin(), c.by_sector.end(),
                                           [](const auto& a, const auto& b) { return a.second.first < b.second.first; });
        // Rebels fight the army, if the article tells of it.
        const auto army = war ? c.by_sector.find("MIL") : c.by_sector.end();
        const bool fights = army != c.by_sector.end() && army->second.first >= kArmyShare * best->second.first;
        out.push_back((fights ? army : best)->second.second);
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<Cast::Share> CastBuilder::meant_by(std::size_t m) {
    Mention& mention = cast_.mentions_[m];
    const Several kind = kind_of(tree_.lemma(mention.head));
    const std::size_t count = kind == Several::none ? 0 : count_meant(mention.head);
    if (count == 0) return {};
    auto found = coordinated_before(m, kind, count);
    std::string sector = kind == Several::forces ? "MIL" : "";
    if (found.empty() && kind == Several::leaders) found = latest_before(m, kind, count, tree_.lemma(mention.head));
    if (found.empty() && (kind == Several::leaders || kind == Several::people)) found = latest_before(m, kind, count, "");
    if (found.empty() && kind == Several::leaders) {  // of the states whose they must be
        found = main_parties(m, Several::forces, count);
        sector = mention.identity.sector;
    }
    if (found.empty() && kind != Several::people) found = main_parties(m, kind, count);
    std::vector<Cast::Share> out;
    out.reserve(found.size());
    for (const std::int32_t k : found) out.push_back({k, sector});
    return out;
}

/// Those of whom a noun is said: "Greek and Turkish police", "the leaders of the two countries", "the two sides' envoys".
std::vector<Cast::Share> CastBuilder::shared_by(std::size_t m) const {
    const Mention& mention = cast_.mentions_[m];
    const Identity& id = mention.identity;
    if (id.role.empty() || id.sector.empty() || id.inanimate || id.named || (id.person && !id.plural)) return {};
    std::vector<Cast::Share> out;
    std::set<std::string> countries;
    const auto add = [&](const Cast::Share& share) {
        const Identity& of = cast_.mentions_[static_cast<std::size_t>(share.mention)].identity;
        // What is said of a state's government holds for whoever of it; an envoy of rebels is a rebel.
        const bool state = of.sector == "GOV" && !of.country.empty() && of.country != "IGO";
        if (!state && share.sector.empty() && of.sector.empty()) return false;
        out.push_back({share.mention, state || !share.sector.empty() ? id.sector : of.sector});
        countries.insert(of.country + (state ? "" : of.sector));
        return true;
    };
    const auto all_of = [&](TokenIndex first) {
        out.clear();
        countries.clear();
        if (const auto known = members_.find(first); known != members_.end()) {
            for (const Cast::Share& share : known->second)
                if (!add(share)) return false;
            return true;
        }
        for (const TokenIndex i : tree_.conjuncts(first)) {
            const Mention* of = mention_at(i);
            const bool state = of && !of->identity.country.empty() && of->identity.country != "IGO" && !of->pronoun &&
                               (of->identity.place || of->identity.entity.starts_with("state:"));
            if (!state || !add({cast_.by_token_[i], ""})) return false;
        }
        return true;
    };
    for (const TokenIndex c : tree_.children(mention.head)) {
        const std::string_view low = tree_.lower(c);
        TokenIndex first = kNoToken;
        if (c < mention.head && tree_.has_dep(c, {"amod", "compound", "nmod", "poss"})) first = c;
        if (c > mention.head && tree_.dep(c) == "prep" && (low == "of" || low == "from" || low == "in"))
            first = tree_.child(c, {"pobj"});
        if (first != kNoToken && all_of(first) && countries.size() > 1) return out;
    }
    return {};
}

/// "Both", "each other", "the other": the parties of the clause or those told of together before.
std::vector<Cast::Share> CastBuilder::pronoun_for_all(std::size_t m) const {
    const TokenIndex head = cast_.mentions_[m].head;
    const std::string_view low = tree_.lower(head);
    const auto of = [&](TokenIndex i) -> std::vector<Cast::Share> {
        if (const auto known = members_.find(i); known != members_.end()) return known->second;
        std::vector<Cast::Share> out;
        for (const TokenIndex k : tree_.conjuncts(i))
            if (cast_.by_token_[k] >= 0) out.push_back({cast_.by_token_[k], ""});
        return out;
    };
    const auto word_before = [&](TokenIndex i) { return i > 0 ? tree_.lower(i - 1) : std::string_view(); };
    const bool each_other =
        (low == "other" && word_before(head) == "each") || (low == "another" && word_before(head) == "one");
    if (each_other || (low == "other" && word_before(head) == "the")) {
        TokenIndex up = head;
        for (int steps = 0; steps < 12 && !tree_.is_root(up); ++steps) {
            up = tree_.head(up);
            const TokenIndex subject = tree_.child(up, {"nsubj", "nsubjpass"});
            if (subject == kNoToken || subject == head) continue;
            TokenIndex word = subject;
            for (const TokenIndex c : tree_.children(subject))
                if (tree_.dep(c) == "det") word = c;
            const bool one_of_them =
                tree_.lower(word) == "each" || tree_.lower(word) == "one" || tree_.lower(word) == "either";
            if (!each_other && !one_of_them) return {};
            auto out = of(subject);
            return out.size() > 1 || each_other ? out : std::vector<Cast::Share>{};
        }
        return {};
    }
    if (low == "they" || low == "them" || low == "their") return named_together(m);
    if (low != "both" && low != "neither" && low != "each") return {};
    if (!tree_.has_dep(head, {"nsubj", "nsubjpass", "dobj", "pobj", "dep"})) return {};
    if (tree_.child(head, {"prep", "conj", "relcl"}) != kNoToken) return {};
    const std::size_t sentence = tree_.sentence_of(head);
    for (std::size_t back = m; back-- > 0;) {
        const Mention& c = cast_.mentions_[back];
        if (tree_.sentence_of(c.head) + 2 < sentence) break;
        if (c.pronoun || c.identity.inanimate || c.identity.sector.empty() || tree_.dep(c.head) == "conj") continue;
        auto out = of(c.head);
        if (out.size() == 2) return out;
        const TokenIndex number = tree_.child(c.head, {"nummod"});
        if (out.size() == 1 && number != kNoToken && count_of(tree_.lower(number)) == 2) return out;
    }
    return {};
}

/// "Nine suspects, including the cleric Omar Diaz": those named, of whom more is known than of the rest.
std::vector<TokenIndex> CastBuilder::examples_of(const Mention& mention) const {
    std::vector<TokenIndex> preps;
    const auto collect = [&](TokenIndex from) {
        for (const TokenIndex c : tree_.children(from))
            if (c > mention.head && tree_.gives_examples(c)) preps.push_back(c);
    };
    collect(mention.head);
    // "Detained eight people for theft, including X": at the verb, whose object is meant, or else its subject.
    const TokenIndex verb = tree_.head(mention.head);
    const bool object = tree_.has_dep(mention.head, {"dobj", "nsubjpass"});
    if (object || (tree_.dep(mention.head) == "nsubj" && tree_.child(verb, {"dobj"}) == kNoToken)) collect(verb);
    std::vector<TokenIndex> out;
    for (const TokenIndex prep : preps) {
        const TokenIndex first = tree_.child(prep, {"pobj"});
        if (first == kNoToken) continue;
        for (const TokenIndex i : tree_.conjuncts(first)) {
            const Mention* m = mention_at(i);
            if (m && m->identity.named && !m->identity.generic && !m->identity.inanimate && !m->identity.sector.empty())
                out.push_back(i);
        }
    }
    return out;
}

/// Parties that stand beside the noun `head` in the text, though the parse puts them elsewhere: "the Danish government and
/// Greenlandic leaders" (under the last noun), "sanctions on him and two of his firms" (under the deed), "a general, Ali
/// Noor, and six of his men" (under the apposition).
std::vector<TokenIndex> CastBuilder::beside(const Mention& mention) const {
    std::vector<TokenIndex> out;
    const auto somebody = [&](TokenIndex i) {
        const Mention* m = mention_at(i);
        return m && m->head == i && !m->identity.inanimate && (m->pronoun || !m->identity.sector.empty());
    };
    const TokenIndex head = mention.head;
    if (const TokenIndex before = beside_before(mention); before != kNoToken) out.push_back(before);
    const auto add = [&](TokenIndex first) {
        for (const TokenIndex i : tree_.conjuncts(first))
            if (!tree_.is_verb(i) && somebody(i)) out.push_back(i);
    };
    for (const TokenIndex c : tree_.children(head)) {
        if (c < head || tree_.dep(c) != "appos" || !mention.identity.person || mention.identity.plural) continue;
        if (const TokenIndex more = tree_.child(c, {"conj"}); more != kNoToken) add(more);
    }
    // The "and" directly after the phrase.
    TokenIndex next = tree_.subtree(head).last;
    if (next < tree_.size() && tree_.text(next) == ",") ++next;
    if (next >= tree_.size() || tree_.dep(next) != "cc" || tree_.lower(next) == "but") return out;
    TokenIndex up = head;
    for (int steps = 0; steps < 4 && !tree_.is_root(up) && tree_.has_dep(up, {"pobj", "prep", "dobj", "dative"}); ++steps) {
        up = tree_.head(up);
        if (tree_.head(next) != up || somebody(up)) continue;
        for (const TokenIndex c : tree_.children(up))
            if (c > next && tree_.dep(c) == "conj" && tree_.has_pos(c, {"NOUN", "PROPN", "NUM"})) {
                add(c);
                return out;
            }
    }
    return out;
}

/// The noun before `mention` that is no modifier of it, or of its title, but stands beside it; kNoToken if there is none.
TokenIndex CastBuilder::beside_before(const Mention& mention) const {
    std::vector<TokenIndex> before;
    for (const TokenIndex c : tree_.children(mention.head)) {
        if (c > mention.head) break;
        before.push_back(c);
        for (const TokenIndex inner : tree_.children(c))
            if (inner < c && tree_.dep(c) == "compound") before.push_back(inner);
    }
    for (const TokenIndex c : before) {
        if (!tree_.has_dep(c, {"nmod", "amod", "compound"}) || tree_.child(c, {"cc"}) == kNoToken) continue;
        const Mention* m = mention_at(c);
        if (!m || m->head != c || m->identity.inanimate || m->identity.sector.empty()) continue;
        // What modifies has no article of its own; a person does not modify another one.
        const bool phrase = tree_.pos(c) != "ADJ" && tree_.child(c, {"det", "poss"}) != kNoToken;
        const bool persons = m->identity.person && m->identity.named && mention.identity.person && mention.identity.named;
        if (phrase || persons) return c;
    }
    return kNoToken;
}

void CastBuilder::find_beside() {
    for (Mention& m : cast_.mentions_) {
        // "The Trump-Zelensky call": two parties, not one name.
        if (const TokenIndex first = m.head; first >= 2 && tree_.text(first - 1) == "-" && tree_.head(first - 2) == first) {
            const Mention* other = mention_at(first - 2);
            if (other && other->head == first - 2 && m.identity.named && other->identity.named &&
                !m.identity.country.empty() && !other->identity.country.empty() &&
                other->identity.country != m.identity.country) {
                m.phrase.first = m.head;
                m.begin = tree_[m.head].begin;
            }
        }
        if (m.pronoun ? tree_.dep(m.head) == "poss" : m.identity.inanimate || m.identity.sector.empty()) continue;
        auto found = beside(m);
        if (m.identity.plural) {
            const auto examples = examples_of(m);
            found.insert(found.end(), examples.begin(), examples.end());
        }
        if (found.empty()) continue;
        if (const TokenIndex before = beside_before(m); before != kNoToken) {
            m.phrase.first = std::max(m.phrase.first, tree_.child(before, {"cc"}) + 1);
            m.begin = tree_[m.phrase.first].begin;
        }
        cast_.beside_.emplace(m.head, std::move(found));
    }
}

/// "Moreno and Paz met; they spoke for an hour": all that "and" joins, where the plural pronoun was found to mean one of
/// them or they are told of last.
std::vector<Cast::Share> CastBuilder::named_together(std::size_t m) const {
    const Mention& pronoun = cast_.mentions_[m];
    const std::size_t sentence = tree_.sentence_of(pronoun.head);
    const auto joined = [&](TokenIndex head) -> std::vector<Cast::Share> {
        const TokenIndex first = tree_.first_conjunct(head);
        const bool subject = tree_.has_dep(first, {"nsubj", "nsubjpass"});
        std::vector<Cast::Share> out;
        for (const TokenIndex i : tree_.conjuncts(first)) {
            const Mention* each = mention_at(i);
            if (!each || each->pronoun || each->identity.inanimate || each->identity.sector.empty()) return {};
            const bool single = each->identity.named && (each->identity.person || each->identity.place);
            if (!subject && !single) return {};
            out.push_back({cast_.by_token_[i], ""});
        }
        return out.size() > 1 ? out : std::vector<Cast::Share>{};
    };
    for (std::size_t back = m; back-- > 0;) {
        const Mention& c = cast_.mentions_[back];
        if (tree_.sentence_of(c.head) + 2 < sentence) return {};
        if (c.chain >= 0 && c.chain == pronoun.chain && !(c.identity.place && tree_.dep(c.head) == "pobj")) {
            if (const auto known = members_.find(c.head); known != members_.end()) return known->second;
            return c.pronoun ? std::vector<Cast::Share>{} : joined(c.head);
        }
        const bool person = c.identity.person && c.identity.named && !c.identity.plural && !c.pronoun;
        if (!person || tree_.dep(c.head) == "conj" || tree_.child(c.head, {"conj"}) == kNoToken) continue;
        if (tree_.sentence_of(c.head) + 1 >= sentence)
            if (auto out = joined(c.head); !out.empty()) return out;
    }
    return {};
}

void CastBuilder::find_members() {
    find_beside();
    mediators_ = mediators();
    beside_others_ = subjects_beside_others();
    const auto keep = [&](std::size_t m, std::vector<Cast::Share> shares) {
        if (!shares.empty()) members_[cast_.mentions_[m].head] = std::move(shares);
    };
    for (std::size_t m = 0; m < cast_.mentions_.size(); ++m) keep(m, meant_by(m));
    for (std::size_t m = 0; m < cast_.mentions_.size(); ++m)
        if (!members_.contains(cast_.mentions_[m].head)) keep(m, shared_by(m));
    for (std::size_t m = 0; m < cast_.mentions_.size(); ++m)
        if (!members_.contains(cast_.mentions_[m].head)) keep(m, pronoun_for_all(m));
    cast_.members_.assign(members_.begin(), members_.end());
}

}  // namespace newshound::events
