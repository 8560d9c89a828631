// Facts for the learned choices: what speaks for or against something, as a key of a data file of weights. The words of a
// fact are kept only where somebody asks for them (--explain, fitting): the key alone is cheap.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "events/keys.h"

namespace newshound::events {

static_assert(std::endian::native == std::endian::little, "FactHash reads words as little-endian machines store them");

/// The key of words that come in pieces, whichever way they are cut. Not key_of(), which wants them in one place.
class FactHash {
public:
    [[gnu::always_inline]] void add(std::string_view piece) {
        const char* at = piece.data();
        std::size_t left = piece.size();
        for (; left >= 8; at += 8, left -= 8) take(load<std::uint64_t>(at), 8);
        // The last one to seven bytes in two overlapping reads.
        if (left >= 4) {
            take(load<std::uint32_t>(at) | load<std::uint32_t>(at + left - 4) << 8 * (left - 4), left);
        } else if (left > 0) {
            const std::size_t middle = left / 2, last = left - 1;
            take(byte(at[0]) | byte(at[middle]) << 8 * middle | byte(at[last]) << 8 * last, left);
        }
    }
    /// Never 0.
    [[nodiscard]] WordKey key() const {
        std::uint64_t x = hash_ ^ (rest_ + size_ * 0x9E3779B97F4A7C15ULL);
        x = (x ^ x >> 33) * 0xFF51AFD7ED558CCDULL;  // the finish of MurmurHash3
        x = (x ^ x >> 33) * 0xC4CEB9FE1A85EC53ULL;
        x ^= x >> 33;
        return x == 0 ? 1 : x;
    }

private:
    static std::uint64_t byte(char c) { return static_cast<unsigned char>(c); }
    template <class Word>
    static std::uint64_t load(const char* from) {
        Word word;
        std::memcpy(&word, from, sizeof word);
        return word;
    }
    /// One to eight bytes, the first the lowest.
    [[gnu::always_inline]] void take(std::uint64_t bytes, std::size_t count) {
        const std::size_t in = size_ & 7;
        size_ += count;
        rest_ |= bytes << 8 * in;
        if (in + count < 8) return;
        mix(rest_);
        rest_ = in == 0 ? 0 : bytes >> 8 * (8 - in);
    }
    void mix(std::uint64_t word) {
        hash_ = (hash_ ^ word) * 0x9FB21C651E98DF25ULL;
        hash_ ^= hash_ >> 29;
    }
    std::uint64_t hash_ = 0x2545F4914F6CDD1DULL, rest_ = 0;
    std::size_t size_ = 0;
};

/// Key of a fact that is the pieces one after another.
template <typename... Pieces>
WordKey fact_key(const Pieces&... pieces) {
    FactHash hash;
    (hash.add(std::string_view(pieces)), ...);
    return hash.key();
}

struct Fact {
    WordKey key = 0;
    std::string words;
};

/// The fact whose words are the pieces one after another; they are kept if `spell`.
template <typename... Pieces>
Fact make_fact(bool spell, const Pieces&... pieces) {
    Fact fact{fact_key(pieces...), {}};
    if (spell) ((fact.words += std::string_view(pieces)), ...);
    return fact;
}

/// A count as facts name it: 0, 1, 2, 3 (to 4), 5 (to 9), 10 (and more).
inline std::string_view bucket(std::size_t n) {
    return n == 0 ? "0" : n == 1 ? "1" : n == 2 ? "2" : n < 5 ? "3" : n < 10 ? "5" : "10";
}

/// Sectors that do like things: the rare ones share what is learned of the common ones.
inline std::string_view sector_group(std::string_view sector) {
    if (sector == "GOV" || sector == "LEG" || sector == "IGO" || sector == "PTY" || sector == "ELI" || sector == "OPP")
        return "politics";
    if (sector == "MIL" || sector == "COP" || sector == "SPY") return "forces";
    if (sector == "REB" || sector == "PRM" || sector == "UAF" || sector == "CRM") return "outlaws";
    if (sector == "JUD") return "law";
    return sector == "UNK" || sector.empty() ? "unknown" : "society";
}

}  // namespace newshound::events
