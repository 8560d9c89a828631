// Values of HTTP header fields.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace newshound::net {

struct ContentType {
    std::string type;     ///< lower case, without parameters: "text/html"; may be empty
    std::string charset;  ///< lower case; may be empty
};

/// "Text/HTML; charset=\"UTF-8\"" -> {"text/html", "utf-8"}.
ContentType content_type(std::string_view value);

/// Seconds to wait that a Retry-After field asks for: a number, or an HTTP date seen from `now` (seconds since 1970; not
/// less than 0). nullopt for anything else.
std::optional<double> retry_after(std::string_view value, long long now);

}  // namespace newshound::net
