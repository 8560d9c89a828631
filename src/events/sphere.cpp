#include "events/sphere.h"

#include <algorithm>

#include "base/resource.h"
#include "base/text.h"

namespace newshound::events {

namespace {

constexpr std::size_t kDifferentWords = 6;
constexpr double kShare = 0.02;

}  // namespace

Result<Spheres> Spheres::load() {
    auto rows = resource::rows("spheres/words.tsv");
    if (!rows) return tl::unexpected(rows.error());
    Spheres out;
    for (const resource::Row& row : *rows) {
        if (row[0].empty() || row[1].empty()) return resource::bad_row(row, "needs a subject and words");
        auto it =
            std::find_if(out.subjects_.begin(), out.subjects_.end(), [&](const Subject& s) { return s.name == row[0]; });
        if (it == out.subjects_.end()) it = out.subjects_.insert(it, Subject{std::string(row[0]), {}});
        for (std::string_view word : text::split(row[1], '|')) it->words.emplace(text::trim(word));
    }
    return out;
}

std::string Spheres::outside(const Tree& tree) const {
    for (const Subject& subject : subjects_) {
        std::unordered_set<std::string> seen;
        std::size_t words = 0, hits = 0;
        for (TokenIndex i = 0; i < tree.size(); ++i) {
            if (tree.has_pos(i, {"PUNCT", "SPACE"})) continue;
            ++words;
            if (!tree.has_pos(i, {"NOUN", "PROPN", "ADJ", "VERB"})) continue;
            std::string lemma(tree.lemma(i));
            if (!subject.words.contains(lemma)) {
                if (i + 1 >= tree.size()) continue;
                lemma += " " + std::string(tree.lemma(i + 1));
                if (!subject.words.contains(lemma)) continue;
            }
            ++hits;
            seen.insert(std::move(lemma));
        }
        if (seen.size() >= kDifferentWords && static_cast<double>(hits) >= kShare * static_cast<double>(words))
            return subject.name;
    }
    return {};
}

bool Spheres::has_official(const Event& event) {
    // In such articles a bare state is its team, and a captain no soldier.
    static const std::unordered_set<std::string> kOfficial = {"GOV", "LEG", "JUD", "COP", "SPY", "REB", "PRM", "IGO", "OPP"};
    for (const auto* list : {&event.actors, &event.recipients})
        for (const Party& p : *list)
            if (kOfficial.contains(p.sector) && !p.entity.starts_with("state:") && !p.place) return true;
    return false;
}

}  // namespace newshound::events
