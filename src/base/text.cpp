#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstring>

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

namespace newshound::text {

char32_t detail::next_beyond_ascii(std::string_view s, std::size_t& position) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(s[i]); };
    const unsigned char lead = byte(position++);
    int more = 0;
    char32_t c = 0;
    unsigned char low = 0x80, high = 0xBF;  // bounds of the second byte: rule out overlong forms, surrogates, > U+10FFFF
    if (lead >= 0xC2 && lead <= 0xDF) {
        more = 1;
        c = lead & 0x1F;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        more = 2;
        c = lead & 0x0F;
        if (lead == 0xE0) low = 0xA0;
        if (lead == 0xED) high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        more = 3;
        c = lead & 0x07;
        if (lead == 0xF0) low = 0x90;
        if (lead == 0xF4) high = 0x8F;
    } else {
        return kReplacement;
    }
    for (; more > 0; --more) {
        if (position >= s.size() || byte(position) < low || byte(position) > high) return kReplacement;
        c = (c << 6) | (byte(position++) & 0x3F);
        low = 0x80;
        high = 0xBF;
    }
    return c;
}

void append(std::string& out, char32_t c) {
    if ((c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF) c = kReplacement;
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

std::u32string decode(std::string_view s) {
    std::u32string out;
    out.reserve(s.size());
    for (std::size_t i = 0; i < s.size();) out += next(s, i);
    return out;
}

std::string encode(std::u32string_view s) {
    std::string out;
    out.reserve(s.size());
    for (char32_t c : s) append(out, c);
    return out;
}

std::string lower_ascii(std::string_view s) {
    std::string out(s);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

bool is_valid_utf8(std::string_view s) {
    for (std::size_t i = 0; i < s.size();) {
        // Most text is ASCII: 32 bytes of it at once.
        std::array<std::uint64_t, 4> words{};
        while (i + sizeof words <= s.size()) {
            std::memcpy(words.data(), s.data() + i, sizeof words);
            if (((words[0] | words[1] | words[2] | words[3]) & 0x8080808080808080U) != 0) break;
            i += sizeof words;
        }
        const std::size_t stop = std::min(s.size(), i + sizeof words);
        while (i < stop) {
            const std::size_t start = i;
            if (next(s, i) == kReplacement && s.substr(start, i - start) != "\xEF\xBF\xBD") return false;
        }
    }
    return true;
}

std::string to_valid_utf8(std::string_view s) {
    if (is_valid_utf8(s)) return std::string(s);
    return encode(decode(s));
}

std::size_t length(std::string_view s) {
    return static_cast<std::size_t>(
        std::count_if(s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Offsets::Offsets(std::string_view s) : length_(0), bytes_(s.size()) {
    const bool ascii = std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii) {
        length_ = s.size();
        return;
    }
    starts_.reserve(s.size());
    for (std::size_t i = 0; i < s.size();) {
        starts_.push_back(static_cast<std::uint32_t>(i));
        next(s, i);
    }
    length_ = starts_.size();
}

std::size_t Offsets::byte(std::size_t code_point) const {
    if (starts_.empty()) return std::min(code_point, bytes_);
    return code_point < starts_.size() ? starts_[code_point] : bytes_;
}

std::size_t Offsets::code_point(std::size_t byte) const {
    if (starts_.empty()) return std::min(byte, length_);
    return static_cast<std::size_t>(std::lower_bound(starts_.begin(), starts_.end(), byte) - starts_.begin());
}

namespace {

// Python 3.11 knows Unicode 14; a newer ICU must not call later letters letters, or tokens would differ from spaCy's.
bool assigned_by_unicode_14(char32_t c) {
    UVersionInfo age;
    u_charAge(static_cast<UChar32>(c), age);
    return age[0] <= 14;
}

bool alpha_by_icu(char32_t c) {
    return (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_L_MASK) != 0 && assigned_by_unicode_14(c);
}

bool upper_by_icu(char32_t c) { return u_isUUppercase(static_cast<UChar32>(c)) != 0 && assigned_by_unicode_14(c); }

bool digit_by_icu(char32_t c) {
    const int32_t type = u_getIntPropertyValue(static_cast<UChar32>(c), UCHAR_NUMERIC_TYPE);
    return (type == U_NT_DECIMAL || type == U_NT_DIGIT) && assigned_by_unicode_14(c);
}

/// What ICU says about the letters of the alphabets from Latin to Arabic: they are asked for far more often than all others.
struct Alphabets {
    static constexpr char32_t kEnd = 0x700;
    struct Entry {
        char16_t lower;
        bool alpha, upper, digit;
    };
    std::array<Entry, kEnd> entries;
    static const Entry& of(char32_t c) {
        static const Alphabets table = [] {
            Alphabets t{};
            for (char32_t i = 0; i < kEnd; ++i)
                t.entries[i] = {static_cast<char16_t>(u_tolower(static_cast<UChar32>(i))), alpha_by_icu(i), upper_by_icu(i),
                                digit_by_icu(i)};
            return t;
        }();
        return table.entries[c];
    }
};

}  // namespace

namespace {

std::string lower_by_icu(std::string_view s) {
    icu::UnicodeString u = icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<int32_t>(s.size())));
    u.toLower(icu::Locale::getRoot());
    std::string out;
    u.toUTF8String(out);
    return out;
}

}  // namespace

char32_t simple_lower(char32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    if (c < Alphabets::kEnd) return Alphabets::of(c).lower;
    return static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
}

std::string lower(std::string_view s) {
    constexpr char32_t kSigma = 0x3A3, kDottedI = 0x130;
    std::string out(s);
    std::size_t ascii = 0;
    while (ascii < out.size() && static_cast<unsigned char>(out[ascii]) < 0x80) {
        if (out[ascii] >= 'A' && out[ascii] <= 'Z') out[ascii] = static_cast<char>(out[ascii] + ('a' - 'A'));
        ++ascii;
    }
    if (ascii == s.size()) return out;
    out.resize(ascii);
    for (std::size_t i = ascii; i < s.size();) {
        const char byte = s[i];
        if (static_cast<unsigned char>(byte) < 0x80) {
            out += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + ('a' - 'A')) : byte;
            ++i;
            continue;
        }
        // Character by character is right for all but the final sigma, the dotted capital I, and what is no UTF-8.
        const std::size_t begin = i;
        const char32_t c = next(s, i);
        if (c == kSigma || c == kDottedI || c == kReplacement) return lower_by_icu(s);
        const char32_t low = simple_lower(c);
        if (low == c)
            out.append(s, begin, i - begin);
        else
            append(out, low);
    }
    return out;
}

std::string upper(std::string_view s) {
    icu::UnicodeString u = icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<int32_t>(s.size())));
    u.toUpper(icu::Locale::getRoot());
    std::string out;
    u.toUTF8String(out);
    return out;
}

bool detail::is_space_beyond_ascii(char32_t c) {
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

bool detail::is_alpha_beyond_ascii(char32_t c) { return c < Alphabets::kEnd ? Alphabets::of(c).alpha : alpha_by_icu(c); }
bool detail::is_upper_beyond_ascii(char32_t c) { return c < Alphabets::kEnd ? Alphabets::of(c).upper : upper_by_icu(c); }
bool detail::is_digit_beyond_ascii(char32_t c) { return c < Alphabets::kEnd ? Alphabets::of(c).digit : digit_by_icu(c); }

std::string_view trim(std::string_view s) {
    std::size_t begin = 0;
    while (begin < s.size()) {
        std::size_t after = begin;
        if (!is_space(next(s, after))) break;
        begin = after;
    }
    s.remove_prefix(begin);
    while (!s.empty()) {
        // From the end: a lead byte always begins a character, so that the last one is what follows the last lead byte.
        std::size_t at = s.size() - 1;
        for (int back = 0; back < 3 && at > 0 && (static_cast<unsigned char>(s[at]) & 0xC0) == 0x80; ++back) --at;
        std::size_t after = at;
        if (!is_space(next(s, after)) || after != s.size()) break;
        s.remove_suffix(s.size() - at);
    }
    return s;
}

std::string fold_space(std::string_view s) {
    std::string out;
    out.reserve(s.size());
    std::size_t begin = 0;  // of the word at hand
    const auto take = [&](std::size_t end) {
        if (end == begin) return;
        if (!out.empty()) out += ' ';
        out.append(s, begin, end - begin);
    };
    for (std::size_t i = 0; i < s.size();) {
        const auto byte = static_cast<unsigned char>(s[i]);
        if (byte > ' ' && byte < 0x80) {
            ++i;
            continue;
        }
        const std::size_t start = i;
        if (!is_space(next(s, i))) continue;
        take(start);
        begin = i;
    }
    take(s.size());
    return out;
}

std::vector<std::string_view> split(std::string_view s, char separator) {
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= s.size(); ++i) {
        if (i == s.size() || s[i] == separator) {
            parts.push_back(s.substr(start, i - start));
            start = i + 1;
        }
    }
    return parts;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i != 0) out += separator;
        out += parts[i];
    }
    return out;
}

std::string printable(std::string_view s, bool single_line) {
    std::string out;
    out.reserve(s.size());
    for (std::size_t i = 0; i < s.size();) {
        const char32_t c = next(s, i);
        const bool control = c < 32 || (c >= 0x7F && c < 0xA0);
        const bool bidi =
            c == 0x061C || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        if ((c == '\n' || c == '\t') && single_line)
            out += ' ';
        else if ((control && c != '\n' && c != '\t') || bidi)
            append(out, kReplacement);
        else
            append(out, c);
    }
    return out;
}

std::size_t display_width(std::string_view s) {
    std::size_t width = 0;
    for (std::size_t i = 0; i < s.size();) {
        const auto c = static_cast<UChar32>(next(s, i));
        const int8_t type = u_charType(c);
        if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR) continue;
        const int32_t east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
        width += (east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH) ? 2 : 1;
    }
    return width;
}

}  // namespace newshound::text
