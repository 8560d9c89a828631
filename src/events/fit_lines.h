// What eval/learned fits the learned parts on: one JSON line a question, with all that speaks for each answer.
#pragma once

#include <string>
#include <vector>

#include "events/deed_judge.h"
#include "events/party_choice.h"
#include "events/same_deed.h"
#include "events/syntax.h"
#include "model/event.h"

namespace newshound::events {

/// {"doc", "type", "begin", "end", "event": index or -1, "features"}; the candidate was weighed with `spell`.
std::string fit_line(const Tree& tree, const DeedCandidate& candidate);

/// {"doc", "type", "begin", "end", "side", "readings": [{"value", "features", "parties"}]}
std::string fit_line(const Event& event, Side side, const std::vector<PartyReading>& readings);

/// {"doc", "type", "begin", "end", "readings": [{"value", "begin": of the earlier event, "features"}]}
std::string fit_line(const Event& event, const std::vector<DeedReading>& readings);

}  // namespace newshound::events
