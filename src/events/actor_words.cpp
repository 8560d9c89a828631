#include "events/actor_words.h"

#include <unicode/unorm2.h>
#include <unicode/utf16.h>

#include "base/hash.h"
#include "base/text.h"

namespace newshound::events {

namespace {

bool is_ascii(std::string_view s) {
    for (const char c : s)
        if (static_cast<unsigned char>(c) >= 0x80) return false;
    return true;
}

/// Letters that have no decomposition but are written plain in English texts.
std::string_view plain_of(char32_t c) {
    switch (c) {
        case U'ø': return "o";
        case U'ł': return "l";
        case U'đ':
        case U'ð': return "d";
        case U'þ': return "th";
        case U'ß': return "ss";
        case U'æ': return "ae";
        case U'œ': return "oe";
        case U'ı': return "i";
        case U'ə': return "e";
        case U'ħ': return "h";
        default: return {};
    }
}

/// The base letter of one lower-case code point: its first canonical component.
char32_t base_letter(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* nfd = unorm2_getNFDInstance(&status);
    if (U_FAILURE(status)) return c;
    UChar buffer[32];
    const int32_t n = unorm2_getDecomposition(nfd, static_cast<UChar32>(c), buffer, 32, &status);
    if (U_FAILURE(status) || n <= 0) return c;
    UChar32 first = 0;
    int32_t at = 0;
    U16_NEXT(buffer, at, n, first);
    return static_cast<char32_t>(first);
}

bool is_dropped(char32_t c) {
    return c == U'-' || c == U'.' || c == U'\'' || c == U'’' || c == U'‘' || c == U'ʻ' || c == U'`' || c == U'´' ||
           c == U'–' || c == U'—' || c == U'"' || c == U'“' || c == U'”' || c == U',' || c == U'(' || c == U')' ||
           (c >= 0x300 && c < 0x370) || text::is_space(c);
}

}  // namespace

std::string fold_word(std::string_view word) {
    if (word == "&") return "and";
    std::string out;
    out.reserve(word.size());
    if (is_ascii(word)) {
        for (const char c : word) {
            if (is_dropped(static_cast<unsigned char>(c))) continue;
            out.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
        }
        return out;
    }
    const std::string low = text::lower(word);
    for (std::size_t at = 0; at < low.size();) {
        const char32_t c = text::next(low, at);
        if (is_dropped(c)) continue;
        if (const auto plain = plain_of(c); !plain.empty()) {
            out += plain;
            continue;
        }
        const char32_t base = c < 0x80 ? c : base_letter(c);
        text::append(out, base);
    }
    return out;
}

std::vector<std::string> fold_name(std::string_view name) {
    std::string spaced;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool possessive = name.substr(i, 2) == "'s" && (i + 2 == name.size() || name[i + 2] == ' ');
        if (possessive) spaced.push_back(' ');
        spaced.push_back(name[i] == '-' ? ' ' : name[i]);
    }
    std::vector<std::string> out;
    for (const std::string_view part : text::split(spaced, ' ')) {
        std::string word = fold_word(part);
        if (!word.empty()) out.push_back(std::move(word));
    }
    return out;
}

std::uint64_t hash_word(std::string_view folded) { return folded.empty() ? 0 : hash::xxh3(folded) | 1; }

Shape shape_of(std::string_view word) {
    std::size_t at = 0;
    if (word.empty()) return Shape::other;
    const char32_t first = text::next(word, at);
    if (!text::is_alpha(first)) return Shape::other;
    if (!text::is_upper(first)) return Shape::lower;
    bool more = false;
    while (at < word.size()) {
        const char32_t c = text::next(word, at);
        if (text::is_alpha(c) && !text::is_upper(c)) return Shape::capital;
        more = more || text::is_alpha(c);
    }
    return more ? Shape::caps : Shape::capital;
}

WordRow::WordRow(const Tree& tree) {
    hash.reserve(tree.size());
    shape.reserve(tree.size());
    for (TokenIndex i = 0; i < tree.size(); ++i) {
        hash.push_back(hash_word(fold_word(tree.text(i))));
        shape.push_back(shape_of(tree.text(i)));
    }
}

}  // namespace newshound::events
