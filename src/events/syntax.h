// The dependency tree of an annotated article, read the way the coder asks: children, subtrees, noun phrases, coordination.
// Labels are those of spaCy's English pipelines (ClearNLP style: nsubj, nsubjpass, dobj, pobj, prep, agent, relcl, ...).
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "events/keys.h"
#include "events/labels.h"
#include "model/annotated.h"

namespace newshound::events {

/// Tokens [first, last) with their syntactic head.
struct Phrase {
    TokenIndex head = kNoToken;
    TokenIndex first = 0, last = 0;
    [[nodiscard]] bool empty() const { return head == kNoToken; }
    [[nodiscard]] bool contains(TokenIndex i) const { return i >= first && i < last; }
};

/// A token's labels as small numbers.
struct Labels {
    Dep dep;
    Pos pos;
    Tag tag;
    EntityLabel ent;
};

class Tree {
public:
    /// `annotated` must outlive the tree.
    explicit Tree(const Annotated& annotated);

    [[nodiscard]] const Annotated& annotated() const { return *annotated_; }
    [[nodiscard]] const Token& operator[](TokenIndex i) const { return annotated_->tokens[i]; }
    [[nodiscard]] std::size_t size() const { return annotated_->tokens.size(); }
    [[nodiscard]] std::string_view text(TokenIndex i) const { return annotated_->text_of(i); }
    /// Lower-case form and lemma (lower-case).
    [[nodiscard]] std::string_view lower(TokenIndex i) const { return lower_[i]; }
    [[nodiscard]] std::string_view lemma(TokenIndex i) const { return lemma_[i]; }

    /// The same as keys of the tables of words.
    [[nodiscard]] WordKey lower_key(TokenIndex i) const { return lower_key_[i]; }
    [[nodiscard]] WordKey lemma_key(TokenIndex i) const { return lemma_key_[i]; }

    [[nodiscard]] const Labels& labels(TokenIndex i) const { return labels_[i]; }
    [[nodiscard]] Dep dep(TokenIndex i) const { return labels_[i].dep; }
    [[nodiscard]] Pos pos(TokenIndex i) const { return labels_[i].pos; }
    [[nodiscard]] Tag tag(TokenIndex i) const { return labels_[i].tag; }
    [[nodiscard]] EntityLabel ent(TokenIndex i) const { return labels_[i].ent; }

    [[nodiscard]] TokenIndex head(TokenIndex i) const { return annotated_->tokens[i].head; }
    [[nodiscard]] bool is_root(TokenIndex i) const { return head(i) == i; }
    /// Children in text order.
    [[nodiscard]] std::span<const TokenIndex> children(TokenIndex i) const {
        return std::span(child_list_).subspan(child_begin_[i], child_begin_[i + 1] - child_begin_[i]);
    }
    /// First child with one of the labels, or kNoToken.
    [[nodiscard]] TokenIndex child(TokenIndex i, Deps deps) const {
        for (const TokenIndex c : children(i))
            if (has_dep(c, deps)) return c;
        return kNoToken;
    }
    [[nodiscard]] bool has_dep(TokenIndex i, Deps deps) const { return deps.contains(dep(i)); }
    [[nodiscard]] bool has_pos(TokenIndex i, Poses poses) const { return poses.contains(pos(i)); }
    /// True if one of the words, in small letters, is the article or other determiner of noun `i`.
    [[nodiscard]] bool has_determiner(TokenIndex i, std::initializer_list<std::string_view> words) const;
    [[nodiscard]] bool is_noun(TokenIndex i) const { return has_pos(i, {"NOUN", "PROPN", "PRON"}); }
    [[nodiscard]] bool is_verb(TokenIndex i) const { return has_pos(i, {"VERB", "AUX"}); }

    /// True for a preposition that gives examples of the noun before it: "including X", "such as X".
    [[nodiscard]] bool gives_examples(TokenIndex prep) const;
    /// True for a dash with spaces around it, as stands after a dateline: no part of a name or a phrase.
    [[nodiscard]] bool is_dash(TokenIndex i) const;
    /// True if `ancestor` is `i` or above it.
    [[nodiscard]] bool dominates(TokenIndex ancestor, TokenIndex i) const;
    /// First and last token under `i`, itself included.
    [[nodiscard]] Phrase subtree(TokenIndex i) const { return {i, left_[i], right_[i] + 1}; }
    /// The noun phrase headed by `i`: determiners, modifiers, prepositional phrases, appositions; without relative clauses,
    /// other clauses, coordinated members, and punctuation at its ends.
    [[nodiscard]] Phrase noun_phrase(TokenIndex i) const;
    /// The same without what follows the head's own words: no prepositional phrases after "of", no appositions.
    [[nodiscard]] Phrase short_noun_phrase(TokenIndex i) const;
    /// `i` and the members coordinated with it after it ("A, B and C" from A: A, B, C).
    [[nodiscard]] std::vector<TokenIndex> conjuncts(TokenIndex i) const;
    /// First member of the coordination that `i` is in.
    [[nodiscard]] TokenIndex first_conjunct(TokenIndex i) const;
    /// Index of the sentence that token `i` is in.
    [[nodiscard]] std::size_t sentence_of(TokenIndex i) const { return sentence_[i]; }

private:
    [[nodiscard]] bool is_nominal_participle(TokenIndex i) const;
    const Annotated* annotated_;
    std::vector<TokenIndex> child_list_;
    std::vector<std::uint32_t> child_begin_;
    std::vector<std::string> lower_, lemma_;
    std::vector<WordKey> lower_key_, lemma_key_;
    std::vector<Labels> labels_;
    std::vector<std::uint32_t> sentence_;
    std::vector<TokenIndex> left_, right_;  // edges of the subtree
};

}  // namespace newshound::events
