// Events in the columns of POLECAT, the event data coded in PLOVER: tab-separated, one row an event after one row of names.
// docs/formats.md says what stands in each column.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/annotated.h"
#include "model/event.h"

namespace newshound::app {

/// The 40 column names as one line with its end.
std::string polecat_header();

/// One line an event of status `actual` (the format knows no other). `version` is what the last column says. Errors
/// "data_missing", "data_invalid" of the tables of codes.
Result<std::string> polecat(const Annotated& document, const std::vector<Event>& events, const std::string& version);

}  // namespace newshound::app
