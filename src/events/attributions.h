// The attributions that `annotate` prints: who says, asks, wants, praises what. Sayings (events/sayings.h) are those of them
// on whose word a deed is told; here stand also speech acts and attitudes ("urged X to resign", "called for calm", "a poll
// shows that ..."), and the turns of a transcript ("PENCE: ...").
#pragma once

#include <vector>

#include "events/roles.h"
#include "events/sayings.h"
#include "events/syntax.h"
#include "model/annotated.h"

namespace newshound::events {

std::vector<Attribution> attributions(const Tree& tree, const Roles& roles, const CueWords& cues);

}  // namespace newshound::events
