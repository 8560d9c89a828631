// The compressions that HTTP knows as content codings, each over whole buffers within a limit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "archive/gzip.h"
#include "base/result.h"

namespace newshound::archive {

enum class Coding {
    identity,
    gzip,
    deflate,  ///< zlib's format; raw deflate, which old servers send, is read as well
    brotli,
    zstd,
    unknown
};

/// "gzip", "x-gzip", "deflate", "br", "zstd", "identity" and the names that servers have for no coding at all ("", "none",
/// "binary", a charset); any case.
Coding coding_of(std::string_view name);

/// Undoes `coding` (which must be one that does something). `out` is replaced. Errors: "too_large" (more than `limit`
/// bytes), "not_coded" (`bytes` are not coded so: not one byte could be got).
Result<Ending> decode(Coding coding, std::string_view bytes, std::string& out, std::uint64_t limit);

}  // namespace newshound::archive
