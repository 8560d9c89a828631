// JSON Feed, versions 1.0 and 1.1.
#pragma once

#include <string_view>

#include "feeds/feed.h"

namespace newshound::feeds {

/// `document` is UTF-8. Errors: "bad_json", "not_a_feed" (a JSON text of another kind).
Result<Feed> read_json_feed(std::string_view document, const Context& context);

}  // namespace newshound::feeds
