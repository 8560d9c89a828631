// zlib's inflate as a value that cleans up after itself: for streams, and for what libdeflate (whole buffers only) cannot
// say.
#pragma once

#include <zlib.h>

#include <cstddef>
#include <string_view>

namespace newshound::archive {

class Inflater {
public:
    enum class Wrap { gzip = 15 + 16, zlib = 15, raw = -15 };
    enum class Outcome {
        progress,      ///< it wants more input or more room
        end,           ///< the stream is complete, its checksum right
        damaged,       ///< no deflate data from here on
        bad_checksum,  ///< everything has been given, and is not what was compressed
        no_memory
    };

    explicit Inflater(Wrap wrap);
    ~Inflater() { inflateEnd(&z_); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    /// Starts a new stream.
    void reset();

    /// Takes from `in` (cut by what was used) and writes to `out`; `made` is how much.
    Outcome run(std::string_view& in, char* out, std::size_t room, std::size_t& made);

private:
    z_stream z_{};
    bool ready_;
};

}  // namespace newshound::archive
