// gzip (RFC 1952): whole buffers within a limit, and streams of any length in bounded memory. A gzip file may have several
// members one after another; their contents are read as one. What stands after the last member and is no gzip (padding, a
// note) is passed over.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newshound::archive {

/// Where bytes come from: writes up to `size` (at least 1) bytes to `to` and gives how many; 0 is the end. May give fewer
/// than asked for at any time.
using ReadBytes = std::function<Result<std::size_t>(char* to, std::size_t size)>;

/// Reads a file; "-" is standard input. Errors: "not_found", "not_readable", "is_a_folder".
Result<ReadBytes> read_file(const std::string& path);
/// Reads `bytes`, which must outlive it.
ReadBytes read_view(std::string_view bytes);

/// True if `bytes` begin as a gzip member does (1F 8B 08 and no reserved flag).
bool is_gzip(std::string_view bytes);

/// How a decompression ended that gave something.
enum class Ending {
    complete,  ///< all of it, checksums right
    cut        ///< the compressed data end too early or are damaged from some byte on: what came before that is there
};

/// Decompresses the whole of `bytes` to `out` (replaced; its capacity is kept for the next call).
/// Errors: "too_large" (more than `limit` bytes; nothing past the limit is made), "not_gzip" (no gzip header, or not one
/// byte could be got).
Result<Ending> gunzip(std::string_view bytes, std::string& out, std::uint64_t limit);

/// A gzip file as a stream of its content: 256 KiB of memory whatever comes in.
class GunzipStream {
public:
    explicit GunzipStream(ReadBytes from);
    GunzipStream(GunzipStream&&) noexcept;
    GunzipStream& operator=(GunzipStream&&) noexcept;
    ~GunzipStream();

    /// As ReadBytes. Errors, after everything good has been given: "not_gzip", "truncated" (the input ends inside a member),
    /// "broken" (damaged data or a wrong checksum), and those of the input.
    Result<std::size_t> read(char* to, std::size_t size);

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The content of `from` if it is gzip, else `from` as it stands: for inputs that may be either.
Result<ReadBytes> maybe_gunzip(ReadBytes from);

}  // namespace newshound::archive
