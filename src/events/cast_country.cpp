// The country that an article is about, lent to its domestic actors.
#include <algorithm>

#include "events/cast_builder.h"

namespace newshound::events {

namespace {

/// True for those who belong to the place of the story where nothing else is said. Not so organisations that work across
/// borders, attackers whom nobody knows, and people on the move.
bool is_domestic(const Identity& id) {
    const bool unbound = id.sector == "IGO" || id.sector == "NGO" || id.sector == "UAF" || id.sector == "REF";
    return !unbound && id.country.empty() && !id.stateless;
}

/// A story is most often of the place that it is sent from.
constexpr double kDateline = 4;

}  // namespace

/// "ULAANBAATAR, June 20 — Mongolia agreed": country of the capitals before the dash that the text begins with.
std::string CastBuilder::dateline_country() const {
    constexpr TokenIndex kLongest = 12;
    TokenIndex end = 0;
    while (end < tree_.size() && end < kLongest && tree_.text(end) != "—" && tree_.text(end) != "–" &&
           tree_.text(end) != "-")
        ++end;
    if (end == 0 || end >= tree_.size() || end == kLongest || words_.shape[0] != Shape::caps) return {};
    for (const Mention& m : cast_.mentions_)
        if (m.head < end && m.identity.place && !m.identity.country.empty()) return m.identity.country;
    return base_.country_of_place ? base_.country_of_place(tree_.annotated().text_of(0, end)) : std::string();
}

void CastBuilder::find_home() {
    sentence_countries_.assign(tree_.annotated().sentences.size(), {});
    sentence_places_.assign(tree_.annotated().sentences.size(), {});
    std::map<std::string, double> total;
    for (const Mention& m : cast_.mentions_) {
        const std::string& c = m.identity.country;
        if (m.pronoun || c.empty() || c == "IGO") continue;
        const std::size_t s = tree_.sentence_of(m.head);
        bool scene = false;  // "in Comrat": where something happens
        if (m.identity.place && tree_.has_dep(m.head, {"pobj"})) {
            const std::string_view prep = tree_.lower(tree_.head(m.head));
            scene = prep == "in" || prep == "at" || prep == "near" || prep == "across" || prep == "outside";
            // "Raids of the kind seen in El Salvador" take place elsewhere.
            const TokenIndex verb = tree_.head(tree_.head(m.head));
            const bool aside = tree_.dep(verb) == "relcl" || (tree_.dep(verb) == "acl" && tree_.tag(verb) == "VBN");
            if (scene && tree_.is_verb(verb) && !aside) sentence_places_[s].insert(c);
        }
        // The lead tells what a story is about; a place counts more than a bystander's nationality.
        const double weight = (s < 3 ? 2.0 : 1.0) * (scene ? 2.0 : m.identity.place ? 1.6 : 1.0);
        total[c] += weight;
        if (s < sentence_countries_.size()) sentence_countries_[s][c] += weight;
    }
    if (const std::string country = dateline_country(); !country.empty()) total[country] += kDateline;
    double best = 0;
    for (const auto& [country, weight] : total)
        if (weight > best) {
            best = weight;
            cast_.home_ = country;
        }
}

std::string CastBuilder::context_country(std::size_t m) const {
    const Mention& mention = cast_.mentions_[m];
    const std::size_t s = tree_.sentence_of(mention.head);
    // "The government there": of the place told of last.
    if (const TokenIndex there = tree_.child(mention.head, {"advmod"}); there != kNoToken && tree_.lower(there) == "there")
        for (std::size_t back = m; back-- > 0 && tree_.sentence_of(cast_.mentions_[back].head) + 1 >= s;)
            if (const Identity& id = cast_.mentions_[back].identity; id.place && !id.country.empty()) return id.country;
    // "In neighbouring Burkina Faso, a bomb wounded 11 volunteers": the one country that the sentence places itself in.
    if (s < sentence_places_.size() && sentence_places_[s].size() == 1) return *sentence_places_[s].begin();
    // Where the sentence itself names one country and the article has no clear home, the sentence decides.
    if (s < sentence_countries_.size() && sentence_countries_[s].size() == 1 && cast_.home_.empty())
        return sentence_countries_[s].begin()->first;
    return cast_.home_;
}

/// "Canada pledged aid to Ecuador as Foreign Minister Claire Desrosiers ended a visit": officials whose state is not said
/// serve the one that acts in their sentence.
std::string CastBuilder::officials_country(std::size_t m) const {
    const Mention& mention = cast_.mentions_[m];
    const Identity& id = mention.identity;
    if (!id.person || id.plural || id.sector != "GOV" || id.generic || id.role.empty()) return {};
    if (tree_.child(mention.head, {"poss"}) != kNoToken) return {};
    const std::size_t s = tree_.sentence_of(mention.head);
    std::string addressed;  // "appealed to Santo Domingo, but President X refused"
    for (std::size_t back = m; back-- > 0;) {
        const Mention& other = cast_.mentions_[back];
        if (tree_.sentence_of(other.head) != s) break;
        const bool scene = tree_.dep(other.head) == "pobj" && tree_.lower(tree_.head(other.head)) == "in";
        if (addressed.empty() && other.identity.rule == "capital for government" && !scene &&
            tree_.dep(other.head) != "poss")
            addressed = other.identity.country;
        const bool acts = tree_.dep(other.head) == "nsubj" && tree_.is_root(tree_.head(other.head));
        if (acts && other.identity.entity.starts_with("state:")) return other.identity.country;
    }
    return addressed;
}

void CastBuilder::lend_countries() {
    std::vector<std::string> of_person(chains_.size());  // one person is of one country in the whole article
    for (std::size_t m = 0; m < cast_.mentions_.size(); ++m) {
        const Mention& mention = cast_.mentions_[m];
        Identity& id = cast_.mentions_[m].identity;
        if (!is_domestic(id) || id.sector.empty()) continue;
        std::string* const settled = mention.chain >= 0 && id.person && id.named && !id.plural
                                         ? &of_person[static_cast<std::size_t>(mention.chain)]
                                         : nullptr;
        std::string country = settled ? *settled : std::string();
        if (country.empty()) country = officials_country(m);
        if (country.empty()) country = context_country(m);
        if (country.empty()) continue;
        if (settled) *settled = country;
        id.country = country;
        id.rule += "; country of the article";
    }
}

}  // namespace newshound::events
