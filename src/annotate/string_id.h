// spaCy's string ids (spacy/strings.pyx, spacy/symbols.pyx): how the networks, vectors and tables name strings.
#pragma once

#include <cstdint>
#include <string_view>

#include "annotate/lexed.h"

namespace newshound::annotate {

/// MurmurHash64A of `bytes`.
std::uint64_t murmur64a(std::string_view bytes, std::uint64_t seed);

/// 0 for "", the symbol's number for one of spaCy's 457 symbols ("X" is 101), else MurmurHash64A with seed 1.
StringId string_id(std::string_view s);

/// The name of symbol `id`; "" where there is none.
std::string_view symbol_name(StringId id);

}  // namespace newshound::annotate
