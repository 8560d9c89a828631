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

bool is_text_element(lxb_tag_id_t tag) {
    switch (tag) {
        case LXB_TAG_P:
        case LXB_TAG_UL:
        case LXB_TAG_OL:
        case LXB_TAG_BLOCKQUOTE:
        case LXB_TAG_H2:
        case LXB_TAG_H3:
        case LXB_TAG_H4:
        case LXB_TAG_H5:
        case LXB_TAG_H6: return true;
        default: return false;
    }
}

std::vector<NodeIndex> effective_drops(const Tree& tree, const std::vector<Mark>& marks, const Mass& all, double total) {
    // A word that marks most of the page's text does not mean here what it means elsewhere ("widget", "paywall").
    std::map<std::string_view, double> by_kind;
    for (NodeIndex n = 0; n < tree.size(); ++n)
        if (marks[n].dropped_by == n) by_kind[marks[n].hint.kind] += all.of(n);
    std::vector<std::uint32_t> contents(tree.size() + 1, 0);
    for (NodeIndex n = 0; n < tree.size(); ++n) contents[n + 1] = contents[n] + (marks[n].content ? 1 : 0);
    std::vector<NodeIndex> dropped(tree.size(), kNoNode);
    for (NodeIndex n = 0; n < tree.size(); ++n) {
        const NodeIndex parent = tree.parent(n);
        if (parent != kNoNode) dropped[n] = dropped[parent];
        if (dropped[n] != kNoNode || marks[n].hint.strength != Hint::Strength::hard) continue;
        const double share = total > 0 ? all.of(n) / total : 0;
        const std::string_view kind = marks[n].hint.kind;
        // A paragraph's or heading's own class "paywall" says that the text itself is for subscribers; prompts are boxes.
        if (kind == "paywall" && is_text_element(tree.tag(n)) &&
            tree.attribute(n, LXB_DOM_ATTR_CLASS).find("paywall") != std::string_view::npos)
            continue;
        const bool never_body = kind == "comment" || kind == "related";
        if (!never_body && by_kind[kind] > 0.5 * total && share > 0.02) continue;
        if (kind == "paywall" && by_kind[kind] > 0.2 * total && all.of(n) > 0)
            continue;  // the text behind it, not the prompt
        // "grid-with-toc-content-and-sidebar": what holds the place named for the body is no menu.
        if (!never_body && share > 0.15 && contents[tree.end(n)] > contents[n]) continue;
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
    constexpr double kWhole = 0.99;
    NodeIndex at = 0;
    bool in_content = false;
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
        // A part of the named place leaves out another part: the paragraphs before a paywall, or after an advertisement.
        in_content = in_content || marks[at].content;
        if (in_content && !marks[best].content) enough = kWhole;
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
    constexpr std::size_t kRun = 4;
    std::vector<std::uint64_t> hashes;
    const auto shingles = [&](const Words& words, auto sink) {
        if (words.empty()) return;
        hashes.clear();
        for (std::size_t i = 0; i < words.size(); ++i) hashes.push_back(hash::xxh3(words[i]));
        const std::size_t n = std::min(kRun, words.size());
        for (std::size_t i = 0; i + n <= words.size(); ++i) {
            std::uint64_t run = 0;
            for (std::size_t k = i; k < i + n; ++k) run = (run ^ hashes[k]) * 0x9E3779B97F4A7C15U + (run >> 29U);
            sink(run);
        }
    };
    std::unordered_set<std::uint64_t> known;
    shingles(words_of_line(body), [&](std::uint64_t h) { known.insert(h); });
    const std::string low = text::lower(body);
    std::size_t searched = 0;  // short lines are looked for in the whole body: no page may make that its size squared
    constexpr std::size_t kMostSearched = std::size_t{256} << 20U;
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const Words words = words_of_line(blocks[i].text);
        if (words.size() < kRun) {
            if (blocks[i].length < 12 || searched > kMostSearched) continue;
            const std::size_t at = low.find(text::lower(blocks[i].text));
            out[i] = at != std::string::npos;
            searched += std::min(at, low.size());
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
