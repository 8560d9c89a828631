// URLs: taking apart, resolving against a base (RFC 3986), and one form for the same page.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace newshound::url {

struct Parts {
    std::string_view scheme;     ///< as written, without ':'
    std::string_view authority;  ///< user, host and port, without '//'
    std::string_view host;       ///< of the authority; without user and port
    std::string_view path;
    std::string_view query;     ///< without '?'
    std::string_view fragment;  ///< without '#'
    bool has_authority = false;
    bool has_query = false;
    bool has_fragment = false;
};

/// Takes any string apart; the views point into `s`. Never fails: what is no URL is all path.
Parts split(std::string_view s);

/// True for "http://host..." and "https://host..." (any case).
bool is_http(std::string_view s);

/// `reference` as it reads on the page `base`; "" where the result is no http(s) URL (mailto:, javascript:, data:).
/// White space at the ends and line breaks inside are removed, spaces become %20, as browsers do.
std::string resolve(std::string_view base, std::string_view reference);

/// One form for the same page: scheme and host in lower case, default port, fragment and tracking parameters (utm_*,
/// fbclid, ...) removed, "/" for an empty path. "" for what is no http(s) URL.
std::string canonical(std::string_view s);

/// The host in lower case without "www."; "" where there is none.
std::string site(std::string_view s);

/// %XX sequences decoded; the result need not be valid UTF-8.
std::string percent_decoded(std::string_view s);

}  // namespace newshound::url
