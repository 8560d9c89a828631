// UTF-8 text: decoding, code-point offsets, case, white space, and making untrusted text safe for a terminal.
// All strings in newshound are UTF-8 in std::string; offsets that leave the program count Unicode code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newshound::text {

constexpr char32_t kReplacement = 0xFFFD;

/// The code point at byte `position` (which must be < s.size()); moves `position` past it. A malformed sequence
/// gives U+FFFD and moves on by its longest valid prefix (at least one byte), as the WHATWG decoder does.
inline char32_t next(std::string_view s, std::size_t& position);

/// Appends `c` as UTF-8; surrogates and values above U+10FFFF are written as U+FFFD.
void append(std::string& out, char32_t c);

std::u32string decode(std::string_view s);
std::string encode(std::u32string_view s);

/// `s` with A to Z in lower case and all else as it stands: names of protocols and markup, where no language has a say.
std::string lower_ascii(std::string_view s);

bool is_valid_utf8(std::string_view s);

/// `s` with every malformed sequence replaced by U+FFFD.
std::string to_valid_utf8(std::string_view s);

/// Number of code points of valid UTF-8.
std::size_t length(std::string_view s);

/// Maps code-point offsets of a text to byte offsets and back. Cheap for ASCII text (nothing is stored).
class Offsets {
public:
    explicit Offsets(std::string_view s);
    [[nodiscard]] std::size_t byte(std::size_t code_point) const;
    [[nodiscard]] std::size_t code_point(std::size_t byte) const;
    [[nodiscard]] std::size_t size() const { return length_; }  ///< code points in all

private:
    std::vector<std::uint32_t> starts_;  // byte offset of every code point; empty when the text is ASCII
    std::size_t length_;
    std::size_t bytes_;
};

/// Full Unicode lower case, locale-independent, with the final-sigma rule (Python's str.lower()).
std::string lower(std::string_view s);
std::string upper(std::string_view s);

/// The lower case of one code point by itself: right but for the final sigma and the dotted capital I.
char32_t simple_lower(char32_t c);

/// Python's str.isspace() for one code point.
inline bool is_space(char32_t c);
/// Python's str.isalpha(), isupper(), isdigit() for one code point, by Unicode 14 whatever the ICU version.
inline bool is_alpha(char32_t c);
inline bool is_upper(char32_t c);
inline bool is_digit(char32_t c);

/// White space at both ends removed.
std::string_view trim(std::string_view s);
/// Runs of white space (Unicode) become one space, none at the ends.
std::string fold_space(std::string_view s);
/// Splits at every `separator`; keeps empty parts.
std::vector<std::string_view> split(std::string_view s, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// Untrusted text for a terminal: control characters (escape sequences, bidi overrides) become U+FFFD; newline and tab stay
/// unless `single_line`.
std::string printable(std::string_view s, bool single_line = true);

/// Columns that `s` takes on a terminal (wide characters two, combining none).
std::size_t display_width(std::string_view s);

// Most text is ASCII, and these are asked of every character of every page: that case is decided where it is asked.
namespace detail {
char32_t next_beyond_ascii(std::string_view s, std::size_t& position);
bool is_space_beyond_ascii(char32_t c);
bool is_alpha_beyond_ascii(char32_t c);
bool is_upper_beyond_ascii(char32_t c);
bool is_digit_beyond_ascii(char32_t c);
}  // namespace detail

inline char32_t next(std::string_view s, std::size_t& position) {
    const auto lead = static_cast<unsigned char>(s[position]);
    if (lead >= 0x80) return detail::next_beyond_ascii(s, position);
    ++position;
    return lead;
}

inline bool is_space(char32_t c) {
    if (c < 0x80) return c == 32 || (c >= 9 && c <= 13) || (c >= 28 && c <= 31);
    return detail::is_space_beyond_ascii(c);
}

inline bool is_alpha(char32_t c) {
    if (c < 0x80) return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return detail::is_alpha_beyond_ascii(c);
}

inline bool is_upper(char32_t c) { return c < 0x80 ? c >= 'A' && c <= 'Z' : detail::is_upper_beyond_ascii(c); }

inline bool is_digit(char32_t c) { return c < 0x80 ? c >= '0' && c <= '9' : detail::is_digit_beyond_ascii(c); }

}  // namespace newshound::text
