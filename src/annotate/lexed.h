// What the tokenizer hands to the networks: tokens as string ids.
#pragma once

#include <cstdint>
#include <vector>

namespace newshound::annotate {

/// A spaCy string id: 0 for "", the symbol's number for a string of the symbol table, else MurmurHash64A(utf8, seed 1).
using StringId = std::uint64_t;

struct LexedToken {
    std::uint32_t byte_begin = 0, byte_end = 0;  ///< place in the text
    bool space_after = false;                    ///< attribute SPACY: followed by one U+0020 that is no token
    bool is_space = false;                       ///< attribute IS_SPACE
    StringId orth = 0;                           ///< key of the static vectors
    StringId norm = 0;                           ///< with the tokenizer exception's NORM, if it has one
    StringId prefix = 0, suffix = 0, shape = 0;
};

using Lexed = std::vector<LexedToken>;

}  // namespace newshound::annotate
