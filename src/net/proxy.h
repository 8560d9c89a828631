// Which proxy the environment names for a host, as curl and most programs read it.
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace newshound::net {

/// The value of an environment variable, "" where it is not set.
using Environment = std::function<std::string(const char* name)>;

/// The proxy for `scheme` ("http" or "https") and `host`; "" = none. Read: http_proxy (lower case only, as CGI programs may
/// have HTTP_PROXY set by a request's header), https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY; no_proxy and NO_PROXY name
/// hosts that are reached without: "*", names (and what lies below them) and addresses, with commas or spaces between.
std::string proxy_for(std::string_view scheme, std::string_view host, const Environment& environment);

/// proxy_for with the process's own environment.
std::string proxy_for(std::string_view scheme, std::string_view host);

}  // namespace newshound::net
