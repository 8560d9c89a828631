#include "extract/entities.h"

#include <array>
#include <charconv>
#include <unordered_map>

#include "base/text.h"

namespace newshound::extract {

namespace {

/// The names that occur in headlines and texts: Latin letters, punctuation, a few symbols. Markup proper is decoded by
/// lexbor, which knows all 2,231.
const std::unordered_map<std::string_view, char32_t>& names() {
    static const std::unordered_map<std::string_view, char32_t> kNames = [] {
        std::unordered_map<std::string_view, char32_t> m{
            {"amp", '&'},       {"lt", '<'},        {"gt", '>'},       {"quot", '"'},      {"apos", '\''},
            {"nbsp", 0xA0},     {"lsquo", 0x2018},  {"rsquo", 0x2019}, {"sbquo", 0x201A},  {"ldquo", 0x201C},
            {"rdquo", 0x201D},  {"bdquo", 0x201E},  {"laquo", 0xAB},   {"raquo", 0xBB},    {"lsaquo", 0x2039},
            {"rsaquo", 0x203A}, {"ndash", 0x2013},  {"mdash", 0x2014}, {"hellip", 0x2026}, {"bull", 0x2022},
            {"middot", 0xB7},   {"euro", 0x20AC},   {"trade", 0x2122}, {"shy", 0xAD},      {"ensp", 0x2002},
            {"emsp", 0x2003},   {"thinsp", 0x2009}, {"zwj", 0x200D},   {"zwnj", 0x200C},   {"minus", 0x2212},
            {"times", 0xD7},    {"divide", 0xF7},   {"OElig", 0x152},  {"oelig", 0x153},   {"Scaron", 0x160},
            {"scaron", 0x161},  {"Yuml", 0x178},    {"fnof", 0x192},   {"circ", 0x2C6},    {"tilde", 0x2DC},
            {"dagger", 0x2020}, {"permil", 0x2030}, {"prime", 0x2032}, {"larr", 0x2190},   {"rarr", 0x2192},
            {"hearts", 0x2665}, {"num", '#'},       {"colon", ':'},    {"comma", ','},     {"period", '.'},
            {"lpar", '('},      {"rpar", ')'},      {"excl", '!'},     {"quest", '?'},     {"sol", '/'},
            {"percnt", '%'},    {"dollar", '$'},    {"commat", '@'},   {"Zcaron", 0x17D},  {"zcaron", 0x17E}};
        static constexpr std::array<std::string_view, 95> kLatin1{
            "iexcl",  "cent",   "pound",  "curren", "yen",    "brvbar", "sect",   "uml",    "copy",   "ordf",   "laquo",
            "not",    "shy",    "reg",    "macr",   "deg",    "plusmn", "sup2",   "sup3",   "acute",  "micro",  "para",
            "middot", "cedil",  "sup1",   "ordm",   "raquo",  "frac14", "frac12", "frac34", "iquest", "Agrave", "Aacute",
            "Acirc",  "Atilde", "Auml",   "Aring",  "AElig",  "Ccedil", "Egrave", "Eacute", "Ecirc",  "Euml",   "Igrave",
            "Iacute", "Icirc",  "Iuml",   "ETH",    "Ntilde", "Ograve", "Oacute", "Ocirc",  "Otilde", "Ouml",   "times",
            "Oslash", "Ugrave", "Uacute", "Ucirc",  "Uuml",   "Yacute", "THORN",  "szlig",  "agrave", "aacute", "acirc",
            "atilde", "auml",   "aring",  "aelig",  "ccedil", "egrave", "eacute", "ecirc",  "euml",   "igrave", "iacute",
            "icirc",  "iuml",   "eth",    "ntilde", "ograve", "oacute", "ocirc",  "otilde", "ouml",   "divide", "oslash",
            "ugrave", "uacute", "ucirc",  "uuml",   "yacute", "thorn",  "yuml"};
        for (std::size_t i = 0; i < kLatin1.size(); ++i) m.emplace(kLatin1[i], static_cast<char32_t>(0xA1 + i));
        return m;
    }();
    return kNames;
}

char32_t numeric(char32_t c) {
    static constexpr std::array<char16_t, 32> kC1{0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                                  0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0x8D,   0x17D,  0x8F,
                                                  0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                  0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
    if (c >= 0x80 && c <= 0x9F) return kC1[c - 0x80];
    return c == 0 ? text::kReplacement : c;
}

}  // namespace

std::string decode_entities(std::string_view s) {
    std::string out;
    out.reserve(s.size());
    for (std::size_t i = 0; i < s.size();) {
        if (s[i] != '&') {
            out += s[i++];
            continue;
        }
        const std::size_t end = s.substr(0, i + 12).find(';', i);
        if (end == std::string_view::npos || end == i + 1) {
            out += s[i++];
            continue;
        }
        const std::string_view name = s.substr(i + 1, end - i - 1);
        if (name[0] == '#' && name.size() > 1) {
            const bool hex = name[1] == 'x' || name[1] == 'X';
            unsigned value = 0;
            const char* first = name.data() + (hex ? 2 : 1);
            const auto [stop, error] = std::from_chars(first, name.data() + name.size(), value, hex ? 16 : 10);
            if (error == std::errc() && stop == name.data() + name.size()) {
                text::append(out, numeric(value));
                i = end + 1;
                continue;
            }
        } else if (const auto it = names().find(name); it != names().end()) {
            text::append(out, it->second);
            i = end + 1;
            continue;
        }
        out += s[i++];
    }
    return out;
}

}  // namespace newshound::extract
