// From the parser's arcs to spaCy's tree: edges, sentence starts, lifted arcs.
#include <algorithm>

#include "annotate/parser.h"

namespace newshound::annotate {

namespace {

constexpr std::uint32_t kNone = UINT32_MAX;

void widen(Tree& tree, std::size_t child) {
    const std::size_t head = tree.head[child];
    tree.left_edge[head] = std::min(tree.left_edge[head], tree.left_edge[child]);
    tree.right_edge[head] = std::max(tree.right_edge[head], tree.right_edge[child]);
}

void mark_starts(Tree& tree) {
    const std::size_t n = tree.head.size();
    tree.sentence_start.assign(n, false);
    for (std::size_t i = 0; i < n; ++i)
        if (tree.head[i] == i) tree.sentence_start[tree.left_edge[i]] = true;
}

/// Whether each head lies in the sentence of its token. As in spaCy, the next sentence's first token passes as well, and the
/// document's last token is not looked at.
bool heads_within_sentences(const Tree& tree) {
    const std::size_t n = tree.head.size();
    std::size_t start = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (!((i > 0 && tree.sentence_start[i]) || i + 1 == n)) continue;
        for (std::size_t j = start; j < i; ++j)
            if (tree.head[j] < start || tree.head[j] > i) return false;
        start = i;
    }
    return true;
}

/// Children of every token as lists in text order.
struct Children {
    std::vector<std::uint32_t> first, next;

    explicit Children(const Tree& tree) : first(tree.head.size(), kNone), next(tree.head.size(), kNone) {
        for (std::size_t i = tree.head.size(); i-- > 0;)
            if (tree.head[i] != i) {
                next[i] = first[tree.head[i]];
                first[tree.head[i]] = static_cast<std::uint32_t>(i);
            }
    }
    void move(std::uint32_t child, std::uint32_t from, std::uint32_t to, std::size_t& steps) {
        std::uint32_t* link = &first[from];
        for (; *link != child; ++steps) link = &next[*link];
        *link = next[child];
        link = &first[to];
        for (; *link != kNone && *link < child; ++steps) link = &next[*link];
        next[child] = *link;
        *link = child;
    }
};

}  // namespace

void set_edges(Tree& tree) {
    const std::size_t n = tree.head.size();
    tree.left_edge.resize(n);
    tree.right_edge.resize(n);
    for (std::size_t i = 0; i < n; ++i) tree.left_edge[i] = tree.right_edge[i] = static_cast<std::uint32_t>(i);
    constexpr int kRounds = 12;  // as spaCy, which gives up then
    for (int round = 0; round < kRounds; ++round) {
        for (std::size_t i = 0; i < n; ++i) widen(tree, i);
        for (std::size_t i = n; i-- > 0;) widen(tree, i);
        mark_starts(tree);
        if (heads_within_sentences(tree)) break;
    }
}

void deprojectivise(Tree& tree, const std::vector<const Decorated*>& lift, const std::vector<bool>& is_space) {
    Children children(tree);
    std::vector<std::uint32_t> queue;
    // The search is quadratic for a text made for it, so it has an end that no real text comes near: heads then stay.
    const std::size_t most_steps = 1000000 + 100 * tree.head.size();
    std::size_t steps = 0;
    const auto find = [&](std::uint32_t token, Label wanted) {
        queue.assign(1, tree.head[token]);
        for (std::size_t at = 0; at < queue.size(); ++at) {  // a queue visits level by level
            const std::uint32_t head = queue[at];
            for (std::uint32_t c = children.first[head]; c != kNone; c = children.next[c]) {
                if (++steps > most_steps) return tree.head[token];
                if (c < tree.left_edge[head] || c > tree.right_edge[head] || is_space[c] || c == token) continue;
                if (tree.dep[c] == wanted) return c;
                queue.push_back(c);
            }
        }
        return tree.head[token];
    };
    for (std::uint32_t i = 0; i < tree.head.size(); ++i) {
        if (lift[i] == nullptr) continue;
        const std::uint32_t head = find(i, lift[i]->wanted);
        if (head != tree.head[i]) children.move(i, tree.head[i], head, steps);
        tree.head[i] = head;
        tree.dep[i] = lift[i]->dep;
    }
    set_edges(tree);
}

}  // namespace newshound::annotate
