#include "events/sphere.h"

#include <algorithm>
#include <unordered_set>

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
        auto it = std::find(out.subjects_.begin(), out.subjects_.end(), row[0]);
        if (it == out.subjects_.end()) it = out.subjects_.insert(it, std::string(row[0]));
        if (out.subjects_.size() > 32) return resource::bad_row(row, "more than 32 subjects");
        const std::uint32_t bit = std::uint32_t{1} << (it - out.subjects_.begin());
        for (std::string_view word : text::split(row[1], '|')) {
            word = text::trim(word);
            const std::size_t space = word.find(' ');
            Entry& entry = out.words_[word.substr(0, space)];
            (space == std::string_view::npos ? entry.subjects : entry.pairs[word.substr(space + 1)]) |= bit;
        }
    }
    return out;
}

std::string Spheres::outside(const Tree& tree) const {
    std::vector<std::size_t> hits(subjects_.size(), 0);
    std::vector<KeySet> seen(subjects_.size());
    std::size_t words = 0;
    const auto hit = [&](std::uint32_t subjects, WordKey word) {
        for (std::size_t s = 0; s < subjects_.size(); ++s)
            if ((subjects >> s & 1) != 0) {
                ++hits[s];
                seen[s].insert(word);
            }
    };
    for (TokenIndex i = 0; i < tree.size(); ++i) {
        if (tree.has_pos(i, {"PUNCT", "SPACE"})) continue;
        ++words;
        if (!tree.has_pos(i, {"NOUN", "PROPN", "ADJ", "VERB"})) continue;
        const Entry* entry = words_.find(tree.lemma_key(i));
        if (!entry) continue;
        hit(entry->subjects, tree.lemma_key(i));
        if (i + 1 >= tree.size()) continue;
        if (const std::uint32_t* pair = entry->pairs.find(tree.lemma_key(i + 1)))
            hit(*pair & ~entry->subjects, tree.lemma_key(i) + tree.lemma_key(i + 1));
    }
    for (std::size_t s = 0; s < subjects_.size(); ++s)
        if (seen[s].size() >= kDifferentWords && static_cast<double>(hits[s]) >= kShare * static_cast<double>(words))
            return subjects_[s];
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
