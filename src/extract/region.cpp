#include "extract/region.h"

#include <algorithm>
#include <map>
#include <unordered_set>

#include "base/hash.h"
#include "base/text.h"

namespace newshound::extract {

namespace {

/// Sums of block weights over subtrees in constant time.
class Mass {
public:
    Mass(const Tree& tree, const std::vector<Block>& blocks, const std::vector<double>& weights)
        : tree_(tree), sums_(tree.size() + 1, 0) {
        for (std::size_t i = 0; i < blocks.size(); ++i) sums_[blocks[i].first + 1] += weights[i];
        for (std::size_t n = 1; n < sums_.size(); ++n) sums_[n] += sums_[n - 1];
    }
    [[nodiscard]] double of(NodeIndex n) const { return sums_[tree_.end(n)] - sums_[n]; }

private:
    const Tree& tree_;
    std::vector<double> sums_;
};

std::vector<NodeIndex> children(const Tree& tree, NodeIndex n) {
    std::vector<NodeIndex> out;
    for (NodeIndex c = n + 1; c < tree.end(n); c = tree.end(c))
        if (!tree.is_text(c)) out.push_back(c);
    return out;
}

std::vector<NodeIndex> effective_drops(const Tree& tree, const std::vector<Mark>& marks, const Mass& all, double total) {
    // A word that marks most of the page's text does not mean here what it means elsewhere ("widget", "paywall").
    std::map<std::string_view, double> by_kind;
    for (NodeIndex n = 0; n < tree.size(); ++n)
        if (marks[n].dropped_by == n) by_kind[marks[n].hint.kind] += all.of(n);
    std::vector<NodeIndex> dropped(tree.size(), kNoNode);
    for (NodeIndex n = 0; n < tree.size(); ++n) {
        const NodeIndex parent = tree.parent(n);
        if (parent != kNoNode) dropped[n] = dropped[parent];
        if (dropped[n] != kNoNode || marks[n].hint.strength != Hint::Strength::hard) continue;
        const double share = total > 0 ? all.of(n) / total : 0;
        const std::string_view kind = marks[n].hint.kind;
        const bool never_body = kind == "comment" || kind == "related";
        if (!never_body && by_kind[kind] > 0.5 * total && share > 0.02) continue;
        if (kind == "paywall" && by_kind[kind] > 0.2 * total && all.of(n) > 0)
            continue;  // the text behind it, not the prompt
        const double enough = kind == "comment" ? 0.95 : 0.5;
        if (share <= enough) dropped[n] = n;
    }
    return dropped;
}

}  // namespace

double running_text(const Block& b) {
    if (b.length < 25 || b.link_density() > 0.5 || b.heading > 0) return 0;
    const double own = b.length - b.link_length;
    if (b.sentence && b.length >= 45) return std::min(own, 1200.0);
    if (b.paragraph) return b.length >= 60 ? 0.7 * own : 0.4 * own;
    if (b.length >= 140) return 0.7 * std::min(own, 1200.0);
    return b.list != kNoNode ? 0.3 * own : 0.15 * own;
}

Region choose_region(const Tree& tree, const std::vector<Mark>& marks, const std::vector<Block>& blocks,
                     const std::vector<bool>& in_body, NodeIndex headline) {
    Region region;
    std::vector<double> weights(blocks.size());
    double total = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) total += weights[i] = running_text(blocks[i]);
    region.dropped_by = effective_drops(tree, marks, Mass(tree, blocks, weights), total);
    double body_mass = 0;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (region.dropped_by[blocks[i].container] != kNoNode) weights[i] = 0;
        if (in_body[i]) body_mass += weights[i];
    }
    // Where the page's structured data repeat a good part of the text, only that part counts.
    if (body_mass > 500 && body_mass > 0.25 * total)
        for (std::size_t i = 0; i < blocks.size(); ++i)
            if (!in_body[i]) weights[i] *= 0.05;
    const Mass mass(tree, blocks, weights);
    NodeIndex at = 0;
    for (;;) {
        const double here = mass.of(at);
        if (here <= 0) break;
        NodeIndex best = kNoNode;
        double best_mass = 0;
        for (NodeIndex c : children(tree, at)) {
            const double m = mass.of(c);
            if (m > best_mass) {
                best_mass = m;
                best = c;
            }
        }
        if (best == kNoNode) break;
        const lxb_tag_id_t tag = tree.tag(best);
        const bool leaf =
            tag == LXB_TAG_P || tag == LXB_TAG_UL || tag == LXB_TAG_OL || tag == LXB_TAG_BLOCKQUOTE || tag == LXB_TAG_LI;
        double enough = marks[best].content || tag == LXB_TAG_ARTICLE || tag == LXB_TAG_MAIN ? 0.55 : 0.8;
        if (leaf) enough = 0.98;
        // Several stories one after another: the page is about the one that its headline stands in.
        if (headline != kNoNode && !tree.contains(best, headline)) {
            for (NodeIndex c : children(tree, at))
                if (tree.contains(c, headline) && tree.tag(c) == LXB_TAG_ARTICLE && mass.of(c) > 400 &&
                    mass.of(c) > 0.1 * here) {
                    best = c;
                    best_mass = here;
                }
        } else if (headline != kNoNode && tag == LXB_TAG_ARTICLE && best_mass > 400 && best_mass > 0.1 * here) {
            best_mass = here;
        }
        if (best_mass < enough * here) break;
        at = best;
    }
    // A place named as content deeper down, if it holds most of what was found.
    const double found = mass.of(at);
    for (NodeIndex n = at + 1; n < tree.end(at); ++n) {
        if (!marks[n].content || region.dropped_by[n] != kNoNode) continue;
        if (mass.of(n) > 0.6 * found) at = n;
    }
    region.root = at;
    region.mass = mass.of(at);
    return region;
}

std::vector<bool> repeated_in(const std::vector<Block>& blocks, const std::string& body) {
    std::vector<bool> out(blocks.size(), false);
    if (body.size() < 200) return out;
    const auto shingles = [](const std::vector<std::string>& words, auto sink) {
        if (words.empty()) return;
        const std::size_t n = std::min<std::size_t>(4, words.size());
        for (std::size_t i = 0; i + n <= words.size(); ++i) {
            std::string key;
            for (std::size_t k = i; k < i + n; ++k) key += words[k] + ' ';
            sink(hash::xxh3(key));
        }
    };
    std::unordered_set<std::uint64_t> known;
    shingles(phrase_words(body), [&](std::uint64_t h) { known.insert(h); });
    const std::string low = text::lower(body);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const std::vector<std::string> words = phrase_words(blocks[i].text);
        if (words.size() < 4) {
            out[i] = blocks[i].length >= 12 && low.find(text::lower(blocks[i].text)) != std::string::npos;
            continue;
        }
        std::size_t hit = 0, all = 0;
        shingles(words, [&](std::uint64_t h) {
            ++all;
            hit += known.contains(h);
        });
        out[i] = hit * 3 >= all * 2;
    }
    return out;
}

}  // namespace newshound::extract
