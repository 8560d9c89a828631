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

}  // namespace

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
            if (scene && tree_.is_verb(tree_.head(tree_.head(m.head)))) sentence_places_[s].insert(c);
        }
        // The lead tells what a story is about; a place counts more than a bystander's nationality.
        const double weight = (s < 3 ? 2.0 : 1.0) * (scene ? 2.0 : m.identity.place ? 1.6 : 1.0);
        total[c] += weight;
        if (s < sentence_countries_.size()) sentence_countries_[s][c] += weight;
    }
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
    // "In neighbouring Burkina Faso, a bomb wounded 11 volunteers": the one country that the sentence places itself in.
    if (s < sentence_places_.size() && sentence_places_[s].size() == 1) return *sentence_places_[s].begin();
    // Where the sentence itself names one country and the article has no clear home, the sentence decides.
    if (s < sentence_countries_.size() && sentence_countries_[s].size() == 1 && cast_.home_.empty())
        return sentence_countries_[s].begin()->first;
    return cast_.home_;
}

void CastBuilder::lend_countries() {
    for (std::size_t m = 0; m < cast_.mentions_.size(); ++m) {
        Identity& id = cast_.mentions_[m].identity;
        if (!is_domestic(id) || id.sector.empty()) continue;
        const std::string country = context_country(m);
        if (country.empty()) continue;
        id.country = country;
        id.rule += "; country of the article";
    }
}

}  // namespace newshound::events
