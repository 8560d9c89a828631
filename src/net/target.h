// A URL as it is asked for: taken apart by the library that connects, so that both always see the same host.
#pragma once

#include <string>

#include "base/result.h"

namespace newshound::net {

struct Target {
    std::string url;     ///< without fragment; spaces and bytes above ASCII encoded
    std::string scheme;  ///< "http" or "https"
    std::string host;    ///< lower case; an IPv6 address with its brackets
    std::string origin;  ///< "https://example.org:443"
    std::string path;    ///< path and query, "/" at least
};

/// Errors "bad_url": no http or https URL, none that libcurl can read, or one with a user name or password in it.
Result<Target> target_of(const std::string& url);

}  // namespace newshound::net
