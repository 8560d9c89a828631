// Words as the actor base compares them: lower case, no accents, no periods, hyphens or apostrophes, so that "Al-Shabaab",
// "al Shabaab" and "AL-SHABAAB", or "Sana'a" and "Sanaa", are the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "events/syntax.h"

namespace newshound::events {

/// One word folded; "" for punctuation.
std::string fold_word(std::string_view word);

/// The words of a name in a data file, split as spaCy splits running text (at spaces, hyphens, before 's) and folded.
std::vector<std::string> fold_name(std::string_view name);

/// Hash of one folded word, and of a sequence: extend(extend(kEmptySequence, a), b).
std::uint64_t hash_word(std::string_view folded);
constexpr std::uint64_t kEmptySequence = 0x9E3779B97F4A7C15ULL;
inline std::uint64_t extend(std::uint64_t sequence, std::uint64_t word) {
    std::uint64_t x = (sequence ^ word) * 0xBF58476D1CE4E5B9ULL;
    return x ^ (x >> 29);
}

/// How a word is written.
enum class Shape : std::uint8_t { other, lower, capital, caps };
Shape shape_of(std::string_view word);

/// The folded words of a whole article.
struct WordRow {
    std::vector<std::uint64_t> hash;  ///< 0 for tokens that fold to nothing: matching passes over them
    std::vector<Shape> shape;
    /// Kinds of the names that begin and that end with the word (mask(AliasKind)): filled by ActorTable::mark(); while
    /// empty, anything may.
    std::vector<std::uint16_t> begins, ends;
    explicit WordRow(const Tree& tree);
};

}  // namespace newshound::events
