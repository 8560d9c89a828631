// Events in the 61 columns of GDELT 2.0's event table: tab-separated, no row of names. docs/formats.md says what stands in
// each.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/annotated.h"
#include "model/event.h"

namespace newshound::app {

/// One line for each pair of an actor and a recipient (as CAMEO's coders write them; one line where a side is empty) of each
/// event of status `actual`. Errors "data_missing", "data_invalid" of the tables of codes.
Result<std::string> gdelt(const Annotated& document, const std::vector<Event>& events);

/// CAMEO actor code in its parts. `whole` puts them together, or is the code of the dictionary that named the party.
struct CameoActor {
    std::string whole, country, group, type1;
};
class CodeTables;
CameoActor cameo_actor(const Party& party, const CodeTables& codes);

}  // namespace newshound::app
