// Numbers in running text: digits, number words, scales and the codebook's vague counts. Words: data/quantities/numbers.tsv.
#pragma once

#include <optional>
#include <string_view>

#include "events/syntax.h"

namespace newshound::events {

/// A number that tokens [first, last) write.
struct Number {
    TokenIndex first = 0, last = 0;
    double value = 0;
    bool vague = false;   ///< "dozens", "several hundred": a conventional lower bound (codebook, section 8)
    bool digits = false;  ///< begins with digits: "40", "3bn", "1.5 million"
    bool scaled = false;  ///< has a scale word or suffix: million, bn, dozen
};

/// The longest number that starts at token `i`, before token `end`; nullopt where none does. "a"/"an" is read only before a
/// scale ("a dozen", "a hundred"), "half" only in "half a million". Ordinals, plural decades and times are no numbers.
std::optional<Number> read_number(const Tree& tree, TokenIndex i, TokenIndex end);

/// False only where read_number() finds none at `i`: the cheap test before it.
bool may_start_number(const Tree& tree, TokenIndex i);

/// "1,500" "1.5" "40" -> value; nullopt for anything else, "3bn" too. `s` must be lower case.
std::optional<double> parse_digits(std::string_view s);

}  // namespace newshound::events
