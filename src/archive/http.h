// HTTP/1.x responses as crawlers archive them: the head with its bad habits, and the body with its transfer and content
// codings undone. What a head says of its body is not always true in archives (a crawler may have undone a coding and kept
// the header, or the reverse), so the bytes are looked at too, and the body is never lost over it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace newshound::archive {

struct HttpField {
    std::string name;   ///< as written
    std::string value;  ///< trimmed; folded lines joined by one space; bytes as they came, of no known encoding
};

struct HttpResponse {
    int status = 0;       ///< 200; 0 where the number is missing
    std::string version;  ///< "1.1"
    std::string reason;   ///< "OK"; may be empty
    std::vector<HttpField> fields;
    std::string media_type;  ///< of Content-Type, lower case, without parameters: "text/html"; may be empty
    std::string charset;     ///< of Content-Type, lower case: "utf-8"; may be empty
    std::string_view body;   ///< decoded; a view into the message or into the buffer handed to parse_http()
    bool truncated = false;  ///< there should be more of the body: it is shorter than the head says, or a coding ends early
    std::string problem;     ///< what was wrong and forgiven, in words for a person; mostly empty

    /// The first field of that name (any case), or an empty view.
    [[nodiscard]] std::string_view field(std::string_view name) const;
};

struct HttpLimits {
    std::size_t max_head = 256u << 10;  ///< bytes of status line and header; above: error "too_large"
    std::size_t max_body = 64u << 20;   ///< bytes of the decoded body, and of each step on the way; above: "too_large"
    std::size_t max_codings = 8;        ///< codings one over another; above: error "bad_http"
};

/// Reads one response. Interim responses (100 Continue) and a proxy's "200 Connection established" are passed over. Codings:
/// chunked, gzip, x-gzip, compress-less deflate (zlib or raw), br, zstd, identity; an unknown one leaves the body as it is
/// and says so in `problem`. `buffer` is scratch that holds the body where it had to be decoded: keep it as long as the body
/// is in use, and hand it in again for the next response. Errors: "bad_http" (no status line), "too_large".
Result<HttpResponse> parse_http(std::string_view message, std::string& buffer, const HttpLimits& limits = {});

struct MediaType {
    std::string type;     ///< lower case, without parameters
    std::string charset;  ///< lower case, without quotes
};

/// "Text/HTML; charset=\"UTF-8\"" -> {"text/html", "utf-8"}.
MediaType parse_media_type(std::string_view value);

}  // namespace newshound::archive
