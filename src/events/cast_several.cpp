// Words for several parties at once: "the two sides", "both countries", "the three governments".
#include <algorithm>
#include <array>

#include "events/cast_builder.h"

namespace newshound::events {

namespace {

constexpr std::size_t kSentencesBack = 3;
constexpr std::size_t kSidesBack = 12;  // the sides of a war are the same all through an article

bool is_side(std::string_view sector) {
    static constexpr std::array<std::string_view, 8> sectors = {"GOV", "MIL", "REB", "PRM", "PTY", "OPP", "COP", "LAB"};
    return std::find(sectors.begin(), sectors.end(), sector) != sectors.end();
}

bool names_states(std::string_view word) {
    static constexpr std::array<std::string_view, 6> words = {"country", "government", "nation",
                                                              "state",   "neighbour",  "capital"};
    return std::find(words.begin(), words.end(), word) != words.end() || word == "neighbor";
}

bool names_sides(std::string_view word) {
    static constexpr std::array<std::string_view, 5> words = {"side", "party", "rival", "foe", "ally"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool names_leaders(std::string_view word) {
    static constexpr std::array<std::string_view, 5> words = {"leader", "president", "minister", "premier", "diplomat"};
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// How many a determiner or numeral says: 0 if it says nothing.
std::size_t count_of(std::string_view word) {
    static constexpr std::array<std::string_view, 9> numerals = {"",     "",    "two",   "three", "four",
                                                                 "five", "six", "seven", "eight"};
    if (word == "both" || word == "2" || word == "each" || word == "either") return 2;
    for (std::size_t n = 2; n < numerals.size(); ++n)
        if (word == numerals[n]) return n;
    return 0;
}

}  // namespace

/// Whether `candidate` may be one of those whom `word` means.
bool CastBuilder::is_member(const Mention& candidate, std::string_view word) const {
    const Identity& id = candidate.identity;
    if (candidate.pronoun || candidate.chain < 0 || id.inanimate || id.sector.empty()) return false;
    if (names_leaders(word)) return id.person && !id.plural && id.sector != "CVL" && id.sector != "UNK";
    if (id.country == "IGO" && names_states(word)) return false;
    if (names_states(word))
        return (id.place || id.entity.starts_with("state:") || id.role == "government") && !id.country.empty();
    // Sides are those who fight or bargain: no mediators, no single persons.
    return is_side(id.sector) && !(id.person && !id.plural) && id.rule.find("place") != 0 && id.country != "IGO";
}

/// The latest coordination of just so many members.
std::vector<std::int32_t> CastBuilder::coordinated_before(std::size_t m, std::string_view word, std::size_t count) const {
    const std::size_t sentence = tree_.sentence_of(cast_.mentions_[m].head);
    for (std::size_t back = m; back-- > 0;) {
        const Mention& c = cast_.mentions_[back];
        if (tree_.sentence_of(c.head) + kSentencesBack < sentence) break;
        if (tree_.dep(c.head) == "conj" || tree_.child(c.head, {"conj"}) == kNoToken) continue;
        std::vector<std::int32_t> out;
        for (const TokenIndex i : tree_.conjuncts(c.head)) {
            const std::int32_t index = cast_.by_token_[i];
            if (index < 0 || cast_.mentions_[static_cast<std::size_t>(index)].pronoun) break;
            const Identity& id = cast_.mentions_[static_cast<std::size_t>(index)].identity;
            // Coordination itself vouches for a bare noun ("the government and the rebels").
            if (id.inanimate || (names_states(word) && !is_member(cast_.mentions_[static_cast<std::size_t>(index)], word)))
                break;
            if (id.sector.empty() || id.sector == "CVL") break;
            if (names_sides(word) && !is_side(id.sector)) break;
            out.push_back(index);
        }
        if (out.size() == count && tree_.conjuncts(c.head).size() == count) return out;
    }
    return {};
}

/// The last so many different ones.
std::vector<std::int32_t> CastBuilder::latest_before(std::size_t m, std::string_view word, std::size_t count) const {
    const std::size_t sentence = tree_.sentence_of(cast_.mentions_[m].head);
    std::vector<std::int32_t> out;
    for (std::size_t back = m; back-- > 0 && out.size() < count;) {
        const Mention& c = cast_.mentions_[back];
        if (tree_.sentence_of(c.head) + (names_sides(word) ? kSidesBack : kSentencesBack) < sentence) break;
        if (!is_member(c, word)) continue;
        const bool seen = std::any_of(out.begin(), out.end(), [&](std::int32_t k) {
            const Mention& other = cast_.mentions_[static_cast<std::size_t>(k)];
            return other.chain == c.chain || (other.identity.country == c.identity.country &&
                                              (names_states(word) || names_leaders(word) || c.identity.sector == "GOV" ||
                                               other.identity.sector == "GOV"));
        });
        if (!seen) out.push_back(static_cast<std::int32_t>(back));
    }
    if (out.size() != count) return {};
    std::reverse(out.begin(), out.end());
    return out;
}

void CastBuilder::find_members() {
    for (std::size_t m = 0; m < cast_.mentions_.size(); ++m) {
        const Mention& mention = cast_.mentions_[m];
        const std::string_view word = tree_.lemma(mention.head);
        if (!names_states(word) && !names_sides(word) && !names_leaders(word)) continue;
        std::size_t count = 0;
        bool described = false;
        for (const TokenIndex c : tree_.children(mention.head)) {
            if (count == 0 && tree_.has_dep(c, {"det", "predet", "nummod", "preconj", "amod", "cc"}))
                count = count_of(tree_.lower(c));
            described = described || tree_.has_dep(c, {"poss", "prep", "relcl", "acl", "appos", "compound"});
        }
        if (count == 0 || described) continue;
        auto members = coordinated_before(m, word, count);
        if (members.empty()) members = latest_before(m, word, count);
        if (!members.empty()) cast_.members_.emplace_back(mention.head, std::move(members));
    }
    std::sort(cast_.members_.begin(), cast_.members_.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
}

}  // namespace newshound::events
