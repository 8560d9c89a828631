// Whether a deed has happened: negation, tense, modals, conditions, and what governing words do to the deeds they govern.
#pragma once

#include <string>

#include "events/matcher.h"
#include "events/roles.h"
#include "events/syntax.h"

namespace newshound::events {

struct Modality {
    enum class Status { actual, future, hypothetical, negated };  // later ones win
    Status status = Status::actual;
    TokenIndex evidence = kNoToken;  ///< the word that shows it
};

std::string_view name_of(Modality::Status status);

/// Status of the deed that `trigger` names. Complements of speech deeds are the speech deed's business, not asked here.
Modality modality_of(const Tree& tree, const Roles& roles, const Matcher& matcher, TokenIndex trigger);

/// True if a "will" or "would" of the deed's own clause is all that makes it future, and the doer is named: "says it will
/// send a loan".
[[nodiscard]] bool is_own_word(const Tree& tree, const Roles& roles, const Matcher& matcher, TokenIndex trigger);

}  // namespace newshound::events
