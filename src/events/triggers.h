// Which words of an article are triggers: words whose frame holds and that no rule of the codebook rules out.
#pragma once

#include <vector>

#include "events/lexicon.h"
#include "events/matcher.h"
#include "events/roles.h"
#include "events/syntax.h"

namespace newshound::events {

struct Trigger {
    TokenIndex token = kNoToken;
    const Frame* frame = nullptr;  ///< nullptr: a definite noun that is a deed only if it takes up one told before
    bool weak = false;             ///< needs a party to be believed: a noun, or a sense without conditions
};

class Triggers {
public:
    Triggers(const Tree& tree, const Roles& roles, const Matcher& matcher, const Lexicon& lexicon)
        : tree_(tree), roles_(roles), matcher_(matcher), lexicon_(lexicon) {}

    /// In text order.
    [[nodiscard]] std::vector<Trigger> find() const;

    /// "the attack", "these attacks", "both strikes"
    [[nodiscard]] bool is_definite(TokenIndex noun) const;

    /// The deeds in the complement of a speech deed, which is about them: verbs and event nouns.
    [[nodiscard]] std::vector<TokenIndex> complement_deeds(TokenIndex trigger) const;

private:
    [[nodiscard]] bool ruled_out(TokenIndex token) const;
    [[nodiscard]] bool carries_event_noun(TokenIndex verb) const;
    [[nodiscard]] bool is_name_part(TokenIndex token) const;
    [[nodiscard]] bool is_time_adjunct(TokenIndex noun) const;
    /// "signed an agreement": the verb is the trigger, its object names the same deed again.
    [[nodiscard]] bool repeats_its_verb(const Trigger& trigger) const;
    [[nodiscard]] std::vector<TokenIndex> absorbed_by(TokenIndex trigger) const;

    const Tree& tree_;
    const Roles& roles_;
    const Matcher& matcher_;
    const Lexicon& lexicon_;
};

}  // namespace newshound::events
