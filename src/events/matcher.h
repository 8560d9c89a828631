// Applies the lexicon's frames to the words of an article: which sense of a word holds here, and which words fill its paths.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "events/cast.h"
#include "events/lexicon.h"
#include "events/roles.h"
#include "events/syntax.h"

namespace newshound::events {

class Matcher {
public:
    /// All arguments must outlive the matcher. One matcher serves one article, on one thread.
    Matcher(const Lexicon& lexicon, const Tree& tree, const Roles& roles, const Cast& cast);

    /// The sense that `word` has here, or nullptr: not in the lexicon, no sense's conditions hold, or a sense that is no
    /// event.
    [[nodiscard]] const Frame* frame(TokenIndex word) const;
    /// All senses that the lexicon has for `word`, whatever their conditions.
    [[nodiscard]] std::span<const Frame> senses(TokenIndex word) const;
    /// For whoever writes frames: each sense of `word`, and the number of the first condition that fails ("ok" if none), one
    /// a line.
    [[nodiscard]] std::string trace(TokenIndex word) const;
    /// Conditions of one sense of `word` that fail, at most `most` of them.
    [[nodiscard]] std::vector<const Condition*> failing(const Frame& frame, TokenIndex word, std::size_t most) const;
    /// True if a sense that is no event was chosen for `word`.
    [[nodiscard]] bool is_no_event(TokenIndex word) const;
    /// True if `word` matches one of WORDS.
    [[nodiscard]] bool matches(const WordSet& words, TokenIndex word) const;
    /// The words a path leads to from `trigger`: heads of noun phrases.
    [[nodiscard]] std::vector<TokenIndex> follow(TokenIndex trigger, const Path& path) const;
    /// The light or other verb whose object the noun is, or kNoToken.
    [[nodiscard]] TokenIndex light_governor(TokenIndex noun) const;

    /// The verb whose subject and objects are the noun deed's own: a light verb, or one that the noun's frame asks for by
    /// `gov=`. Who condemns an attack did not carry it out.
    [[nodiscard]] TokenIndex deed_governor(TokenIndex noun) const;

    [[nodiscard]] static WordClass word_class(const Tree& tree, TokenIndex word);

private:
    [[nodiscard]] bool holds(const Condition& condition, TokenIndex word) const;
    [[nodiscard]] bool any_matches(const WordSet& words, const std::vector<TokenIndex>& candidates) const;
    [[nodiscard]] const Frame* choose(TokenIndex word) const;
    /// The senses that an auxiliary gives the verb it stands by, whatever the verb: "said that Iran *must* disarm". They
    /// are those of the auxiliary as a lemma.
    [[nodiscard]] std::span<const Frame> auxiliary_senses(TokenIndex word) const;
    [[nodiscard]] const Frame* first_that_holds(std::span<const Frame> frames, TokenIndex word) const;
    [[nodiscard]] std::vector<TokenIndex> speakers_of_clause(TokenIndex verb) const;
    /// Who has to act first: "will not end the strike until the *government* pays".
    [[nodiscard]] std::vector<TokenIndex> awaited(TokenIndex verb) const;
    /// The clause of "called *for* talks to *begin*", which parsers mark with "for" rather than hang on it; kNoToken if
    /// none.
    [[nodiscard]] TokenIndex marked_by_for(TokenIndex verb) const;
    /// True of the "on" of "on Friday".
    [[nodiscard]] bool dates(TokenIndex preposition) const;
    void follow_down(TokenIndex word, TokenIndex trigger, int depth, std::vector<TokenIndex>& out) const;

    const Lexicon& lexicon_;
    const Tree& tree_;
    const Roles& roles_;
    const Cast& cast_;
    enum class State : unsigned char { unknown, running, done };
    mutable std::vector<State> state_;
    mutable std::vector<const Frame*> chosen_;
    mutable std::vector<bool> no_event_;
};

/// True if auxiliaries of the word are part of the sense ("will *not* accept", "*must* leave"): they say nothing of its
/// status.
[[nodiscard]] bool takes_auxiliary(const Frame& frame);

}  // namespace newshound::events
