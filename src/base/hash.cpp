#include "base/hash.h"

#include <array>

#include <openssl/evp.h>
#include <xxhash.h>

namespace newshound::hash {

std::string sha256_hex(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    // EVP_sha256() is looked up in the library's providers at each use: half the cost of a short text.
    static const EVP_MD* const kind = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, kind != nullptr ? kind : EVP_sha256(), nullptr);
    static constexpr char kDigits[] = "0123456789abcdef";
    std::string out;
    out.reserve(2 * std::size_t{size});
    for (unsigned int i = 0; i < size; ++i) {
        out += kDigits[digest[i] >> 4];
        out += kDigits[digest[i] & 15];
    }
    return out;
}

std::uint64_t xxh3(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace newshound::hash
