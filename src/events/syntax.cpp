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
    for (TokenIndex i = 0; i < n; ++i)
        if (is_nominal_participle(i)) {
            labels_[i].pos = Pos::of(Label("NOUN"));
            lemma_[i] = lower_[i];
            lemma_key_[i] = lower_key_[i];
        }
    sentence_.assign(n, 0);
    for (std::size_t s = 0; s < annotated.sentences.size(); ++s)
        for (TokenIndex i = annotated.sentences[s].first; i < annotated.sentences[s].last; ++i)
            sentence_[i] = static_cast<std::uint32_t>(s);
}

/// "The accused", "the wounded": taggers take them for verbs, parsers hang an article on them.
bool Tree::is_nominal_participle(TokenIndex i) const {
    return labels_[i].pos == "VERB" && labels_[i].tag == "VBN" &&
           has_dep(i, {"nsubj", "nsubjpass", "dobj", "pobj", "dative", "conj"}) && child(i, {"det"}) != kNoToken &&
           child(i, {"aux", "auxpass", "nsubj", "nsubjpass", "dobj"}) == kNoToken;
}

bool Tree::has_determiner(TokenIndex i, std::initializer_list<std::string_view> words) const {
    for (const TokenIndex c : children(i))
        if (dep(c) == "det" && std::find(words.begin(), words.end(), lower(c)) != words.end()) return true;
    return false;
}

bool Tree::gives_examples(TokenIndex prep) const {
    if (dep(prep) != "prep") return false;
    return lower(prep) == "including" || (lower(prep) == "as" && prep > 0 && lower(prep - 1) == "such");
}

bool Tree::is_dash(TokenIndex i) const {
    const std::string_view w = text(i);
    const auto& tokens = annotated_->tokens;
    return (w == "-" || w == "–" || w == "—") && i > 0 && i + 1 < size() && tokens[i - 1].end < tokens[i].begin &&
           tokens[i].end < tokens[i + 1].begin;
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
    if (tree.has_dep(c, {"relcl", "acl", "advcl", "ccomp", "parataxis", "csubj", "xcomp", "conj", "cc", "preconj"}))
        return true;
    // "It is now known Noor was there": parsers take such a verb for a modifier.
    return tree.has_dep(c, {"amod"}) && tree.child(c, {"nsubj", "nsubjpass"}) != kNoToken;
}

bool is_edge_punctuation(const Tree& tree, TokenIndex i) {
    if (tree.pos(i) == "SPACE") return true;
    if (tree.pos(i) != "PUNCT") return false;
    const std::string_view t = tree.text(i);
    return t != ")" && t != "\"" && t != "”" && t != "’" && t != "'";
}

/// Takes off the front of a phrase what parsers put there of the clause before: a dateline ("BAMAKO - Two men"), the day
/// ("Last Friday Noor") and adverbs of the clause ("recently Cardinal Lund") before a name.
void trim_front(const Tree& tree, Phrase& p) {
    for (TokenIndex t = p.head; t-- > p.first;)
        if (tree.is_dash(t)) {
            p.first = t + 1;
            break;
        }
    if (tree.pos(p.head) != "PROPN") return;
    if (tree.ent(p.head) == "PERSON")
        for (TokenIndex t = p.head; t-- > p.first;)
            if (tree.ent(t) == "DATE" && tree.head(t) == p.head) {
                p.first = t + 1;
                break;
            }
    while (p.first < p.head && tree.pos(p.first) == "ADV" && tree.head(p.first) == p.head) ++p.first;
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
    trim_front(tree, out);
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
    Phrase out = stretch(*this, i, [&](TokenIndex c) { return !is_clause(*this, c) && !gives_examples(c); });
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

namespace {

/// "Pledged funds and Syria is taxing goods": a noun with a finite verb after it that has no other subject begins a clause.
bool begins_clause(const Tree& tree, TokenIndex conjunct) {
    const TokenIndex next = tree.subtree(conjunct).last;
    if (next >= tree.size() || !tree.is_noun(conjunct) || !tree.is_verb(next)) return false;
    const Tag tag = tree.tag(next);
    if (tag != "VBZ" && tag != "VBP" && tag != "VBD" && tag != "MD") return false;
    const TokenIndex verb = tree.has_dep(next, {"aux", "auxpass"}) ? tree.head(next) : next;
    return !tree.dominates(verb, conjunct) && tree.child(verb, {"nsubj", "nsubjpass", "expl"}) == kNoToken &&
           tree.has_dep(tree.first_conjunct(conjunct), {"dobj", "pobj"});
}

}  // namespace

std::vector<TokenIndex> Tree::conjuncts(TokenIndex i) const {
    std::vector<TokenIndex> out{i};
    for (std::size_t k = 0; k < out.size() && out.size() < 64; ++k)
        for (TokenIndex c : children(out[k])) {
            if (dep(c) == "conj" && !begins_clause(*this, c)) out.push_back(c);
            // "Cyrus Vance, Jr. and his bank".
            if (dep(c) == "appos" && (lower(c) == "jr." || lower(c) == "sr."))
                if (const TokenIndex more = child(c, {"conj"}); more != kNoToken) out.push_back(more);
        }
    std::sort(out.begin(), out.end());
    return out;
}

TokenIndex Tree::first_conjunct(TokenIndex i) const {
    for (std::size_t steps = 0; steps < 64 && dep(i) == "conj" && !is_root(i); ++steps) i = head(i);
    return i;
}

}  // namespace newshound::events
