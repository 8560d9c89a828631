// HTTP's chunked transfer coding, as views of the chunks.
#pragma once

#include <string_view>
#include <vector>

namespace newshound::archive {

struct Chunks {
    std::vector<std::string_view> pieces;
    bool complete = false;  ///< the last chunk is there, and nothing but trailer fields after it
    bool damaged = false;   ///< no chunk begins where one should: the last piece is the rest as it stands
};

/// False if `body` does not begin with a chunk.
bool read_chunks(std::string_view body, Chunks& chunks);

}  // namespace newshound::archive
