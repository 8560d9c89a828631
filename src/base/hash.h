// Hashes: SHA-256 where a record is to be checked by others, XXH3 where a file is to be checked by us.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newshound::hash {

/// SHA-256 as 64 lower-case hexadecimal digits (OpenSSL).
std::string sha256_hex(std::string_view bytes);
/// XXH3-64 with seed 0.
std::uint64_t xxh3(std::string_view bytes);

}  // namespace newshound::hash
