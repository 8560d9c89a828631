// Who stands where around a predicate: deep subjects and objects through passives, relatives, participles, control and
// coordination; prepositional objects; governors of nouns. All results are heads of noun phrases, in text order, with
// coordinated members included.
#pragma once

#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "events/syntax.h"

namespace newshound::events {

class Roles {
public:
    /// For one article, on one thread: what is asked for again and again is remembered.
    explicit Roles(const Tree& tree) : tree_(&tree) {}

    [[nodiscard]] bool is_passive(TokenIndex verb) const;
    /// Deep subject: nsubj of an active verb, agent of a passive one; found through relatives, control, coordination.
    [[nodiscard]] const std::vector<TokenIndex>& subjects(TokenIndex verb) const;
    /// Deep object: dobj of an active verb, subject of a passive one.
    [[nodiscard]] const std::vector<TokenIndex>& objects(TokenIndex verb) const;
    /// Dative objects ("gave *Iran* a week", "gave a week to *Iran*").
    [[nodiscard]] std::vector<TokenIndex> indirect_objects(TokenIndex verb) const;
    /// Objects of preposition `prep` ("" = any) on `word`; for a verb also of one on its object, which parsers confuse.
    [[nodiscard]] std::vector<TokenIndex> prepositional(TokenIndex word, std::string_view prep) const;
    /// The prepositions themselves that hang on `word`.
    [[nodiscard]] const std::vector<TokenIndex>& prepositions(TokenIndex word) const;
    [[nodiscard]] std::vector<TokenIndex> possessors(TokenIndex noun) const;
    /// Compounds and adjectives before a noun; the nearest last.
    [[nodiscard]] std::vector<TokenIndex> modifiers(TokenIndex noun) const;
    /// The verb that governs a noun: as its object, subject, attribute or through a preposition; kNoToken if none.
    [[nodiscard]] TokenIndex governor(TokenIndex noun) const;
    /// Heads of infinitive and gerund complements ("threatened to *attack*", "accused of *killing*", "call to *leave*").
    [[nodiscard]] std::vector<TokenIndex> open_complements(TokenIndex word) const;
    /// Heads of finite complement clauses ("said that it *attacked*").
    [[nodiscard]] std::vector<TokenIndex> clausal_complements(TokenIndex word) const;
    /// Whom the promised, threatened or refused deed would touch: "threatened to cut off gas to *Moldova*", "promised to
    /// send *Ukraine* tanks".
    [[nodiscard]] std::vector<TokenIndex> touched_by_complement(TokenIndex word) const;

private:
    [[nodiscard]] std::vector<TokenIndex> surface_subjects(TokenIndex verb, int depth) const;
    [[nodiscard]] TokenIndex through_medium(TokenIndex verb) const;
    [[nodiscard]] std::vector<TokenIndex> expand(TokenIndex head) const { return tree_->conjuncts(head); }
    [[nodiscard]] TokenIndex antecedent(TokenIndex relative_pronoun, TokenIndex verb) const;

    [[nodiscard]] std::vector<TokenIndex> find_subjects(TokenIndex verb) const;
    [[nodiscard]] std::vector<TokenIndex> find_objects(TokenIndex verb) const;
    [[nodiscard]] std::vector<TokenIndex> find_prepositions(TokenIndex word) const;

    /// Answers by token.
    struct Memory {
        std::vector<std::uint32_t> at;                // token -> index into answers + 1, 0 = not asked yet
        std::deque<std::vector<TokenIndex>> answers;  // their addresses stay
    };
    using Find = std::vector<TokenIndex> (Roles::*)(TokenIndex) const;
    const std::vector<TokenIndex>& remembered(Memory& memory, TokenIndex token, Find find) const;

    const Tree* tree_;
    mutable Memory subjects_, objects_, prepositions_;
};

}  // namespace newshound::events
