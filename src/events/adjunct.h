// Which clause does an adjunct ("on Monday", "in Kabul") belong to? Shared by the readers of times and places.
#pragma once

#include <optional>

#include "events/syntax.h"

namespace newshound::events {

/// How an adjunct hangs on a deed; smaller is closer.
enum class Attachment {
    own = 0,  ///< under the trigger itself: "killed on Monday", "the attack on Monday", "Monday's attack"
    light_verb =
        1,  ///< under the verb that carries the event noun: "launched an attack on Monday", "the attack came on Monday"
    modifier = 2,  ///< under a clause about the event noun: "a strike that hit the town on Monday"
    shared = 3,    ///< under a coordinated verb or a head that the trigger continues: "On Monday A shelled and burned B"
    loose = 4      ///< in the clause that the trigger is the means or circumstance of: "killed in an airstrike on Monday"
};

/// How adjunct token `adjunct` (the syntactic head of "Monday", "Kabul") hangs on the deed named by token `trigger`; nullopt
/// where it belongs to another clause, or to another noun ("the president of Kabul University resigned").
std::optional<Attachment> attachment(const Tree& tree, TokenIndex trigger, TokenIndex adjunct);

/// The syntactic head of tokens [first, last): the one whose head lies outside.
TokenIndex head_of(const Tree& tree, TokenIndex first, TokenIndex last);

/// The verb whose clause `i` stands in: `i` itself if a verb, else its nearest verb above; kNoToken in a verbless sentence.
TokenIndex clause_verb(const Tree& tree, TokenIndex i);

/// True for verbs that carry an event noun without being the deed: hold, launch, take place. Data: lexicon in
/// time/carriers.tsv.
bool is_carrier(std::string_view lemma);

enum class Tense { past, present, future, unknown };

/// Tense of verb `v` as its auxiliaries and governing words tell it: will, "is to", "plans to" give future.
Tense tense_of(const Tree& tree, TokenIndex v);

}  // namespace newshound::events
