#include "events/syntax.h"

#include <algorithm>

#include "base/text.h"

namespace newshound::events {

Tree::Tree(const Annotated& annotated) : annotated_(&annotated) {
    const auto& tokens = annotated.tokens;
    const std::size_t n = tokens.size();
    child_begin_.assign(n + 1, 0);
    for (std::size_t i = 0; i < n; ++i)
        if (tokens[i].head != i) ++child_begin_[tokens[i].head + 1];
    for (std::size_t i = 0; i < n; ++i) child_begin_[i + 1] += child_begin_[i];
    child_list_.resize(child_begin_[n]);
    std::vector<std::uint32_t> fill(child_begin_.begin(), child_begin_.end());
    lower_.reserve(n);
    lemma_.reserve(n);
    lower_key_.reserve(n);
    lemma_key_.reserve(n);
    labels_.reserve(n);
    left_.resize(n);
    right_.resize(n);
    for (TokenIndex i = 0; i < n; ++i) {
        if (tokens[i].head != i) child_list_[fill[tokens[i].head]++] = i;
        lower_.push_back(text::lower(annotated.text_of(i)));
        lemma_.push_back(text::lower(tokens[i].lemma));
        lower_key_.push_back(key_of(lower_[i]));
        lemma_key_.push_back(lemma_[i] == lower_[i] ? lower_key_[i] : key_of(lemma_[i]));
        labels_.push_back(
            {Dep::of(tokens[i].dep), Pos::of(tokens[i].pos), Tag::of(tokens[i].tag), EntityLabel::of(tokens[i].ent)});
        left_[i] = right_[i] = i;
    }
    // Every token widens all its ancestors; the bound on the walk keeps a cyclic tree from outside from looping.
    for (TokenIndex i = 0; i < n; ++i) {
        TokenIndex up = i;
        for (std::size_t steps = 0; steps < 512; ++steps) {
            const TokenIndex parent = tokens[up].head;
            if (parent == up) break;
            left_[parent] = std::min(left_[parent], i);
            right_[parent] = std::max(right_[parent], i);
            up = parent;
        }
    }
    sentence_.assign(n, 0);
    for (std::size_t s = 0; s < annotated.sentences.size(); ++s)
        for (TokenIndex i = annotated.sentences[s].first; i < annotated.sentences[s].last; ++i)
            sentence_[i] = static_cast<std::uint32_t>(s);
}

bool Tree::dominates(TokenIndex ancestor, TokenIndex i) const {
    for (std::size_t steps = 0; steps < 512; ++steps) {
        if (i == ancestor) return true;
        if (is_root(i)) return false;
        i = head(i);
    }
    return false;
}

namespace {

bool is_clause(const Tree& tree, TokenIndex c) {
    return tree.has_dep(c, {"relcl", "acl", "advcl", "ccomp", "parataxis", "csubj", "xcomp", "conj", "cc", "preconj"});
}

bool is_edge_punctuation(const Tree& tree, TokenIndex i) {
    if (tree.pos(i) == "SPACE") return true;
    if (tree.pos(i) != "PUNCT") return false;
    const std::string_view t = tree.text(i);
    return t != ")" && t != "\"" && t != "”" && t != "’" && t != "'";
}

/// The stretch around `i` that its admitted children reach; a child that is not admitted ends it on its side.
template <class Admit>
Phrase stretch(const Tree& tree, TokenIndex i, const Admit& admit) {
    Phrase out{i, i, i + 1};
    const auto children = tree.children(i);
    for (auto c = children.rbegin(); c != children.rend(); ++c) {
        if (*c > i) continue;
        if (!admit(*c)) break;
        out.first = std::min(out.first, tree.subtree(*c).first);
    }
    for (TokenIndex c : children) {
        if (c < i) continue;
        if (!admit(c)) break;
        out.last = std::max(out.last, tree.subtree(c).last);
    }
    // A parse may run over the end of a line; a phrase does not.
    const auto breaks = [&](TokenIndex t) { return tree.text(t).find('\n') != std::string_view::npos; };
    for (TokenIndex t = i; t > out.first; --t)
        if (breaks(t - 1)) out.first = t;
    for (TokenIndex t = i + 1; t < out.last; ++t)
        if (breaks(t)) out.last = t;
    while (out.last > i + 1 && is_edge_punctuation(tree, out.last - 1)) --out.last;
    while (out.first < i && tree.pos(out.first) == "PUNCT") ++out.first;
    return out;
}

/// True if a clause hangs somewhere under `c`: such a prepositional phrase ends the noun phrase before the clause.
TokenIndex first_clause_under(const Tree& tree, TokenIndex c) {
    const Phrase whole = tree.subtree(c);
    for (TokenIndex t = whole.first; t < whole.last; ++t) {
        if (t == c || !tree.dominates(c, t)) continue;
        if (tree.has_dep(t, {"relcl", "acl", "advcl", "ccomp", "parataxis"})) return tree.subtree(t).first;
        if (tree.has_dep(t, {"pcomp"}))
            return tree.head(t);  // "the junta of having bought": the preposition belongs to the verb
    }
    return kNoToken;
}

}  // namespace

Phrase Tree::noun_phrase(TokenIndex i) const {
    Phrase out = stretch(*this, i, [&](TokenIndex c) { return !is_clause(*this, c); });
    for (TokenIndex c : children(i)) {
        if (c < i || c >= out.last) continue;
        const TokenIndex clause = first_clause_under(*this, c);
        if (clause != kNoToken && clause > i && clause < out.last) out.last = clause;
    }
    while (out.last > i + 1 && is_edge_punctuation(*this, out.last - 1)) --out.last;
    return out;
}

Phrase Tree::short_noun_phrase(TokenIndex i) const {
    return stretch(*this, i, [&](TokenIndex c) {
        if (c < i) return !is_clause(*this, c);
        return has_dep(c, {"compound", "flat", "nummod", "nmod", "case", "amod"}) && !is_clause(*this, c);
    });
}

std::vector<TokenIndex> Tree::conjuncts(TokenIndex i) const {
    std::vector<TokenIndex> out{i};
    for (std::size_t k = 0; k < out.size() && out.size() < 64; ++k)
        for (TokenIndex c : children(out[k]))
            if (dep(c) == "conj") out.push_back(c);
    std::sort(out.begin(), out.end());
    return out;
}

TokenIndex Tree::first_conjunct(TokenIndex i) const {
    for (std::size_t steps = 0; steps < 64 && dep(i) == "conj" && !is_root(i); ++steps) i = head(i);
    return i;
}

}  // namespace newshound::events
