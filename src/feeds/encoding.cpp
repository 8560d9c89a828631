#include "feeds/encoding.h"

#include <algorithm>
#include <array>
#include <memory>

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include "base/text.h"

namespace newshound::feeds {

namespace {

using namespace std::string_view_literals;

/// Labels that the Web reads as more than they say (WHATWG Encoding), in ICU's names.
std::string wider(std::string_view label) {
    static constexpr std::pair<std::string_view, const char*> kWider[] = {
        {"iso-8859-1", "windows-1252"},
        {"iso8859-1", "windows-1252"},
        {"latin1", "windows-1252"},
        {"latin-1", "windows-1252"},
        {"us-ascii", "windows-1252"},
        {"ascii", "windows-1252"},
        {"ansi", "windows-1252"},
        {"iso-8859-9", "windows-1254"},
        {"iso-8859-11", "windows-874"},
        {"tis-620", "windows-874"},
        {"gb2312", "gb18030"},
        {"gbk", "gb18030"},
        {"gb_2312-80", "gb18030"},
        {"x-gbk", "gb18030"},
        {"euc-kr", "windows-949"},
        {"korean", "windows-949"},
        {"ks_c_5601-1987", "windows-949"},
        {"shift_jis", "windows-31j"},
        {"shift-jis", "windows-31j"},
        {"x-sjis", "windows-31j"},
        {"sjis", "windows-31j"},
        {"utf8", "utf-8"},
        {"unicode", "utf-16le"},
    };
    const std::string low = text::lower(text::trim(label));
    for (const auto& [name, icu] : kWider)
        if (low == name) return icu;
    return low;
}

struct CloseConverter {
    void operator()(UConverter* c) const { ucnv_close(c); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

Converter converter_named(const std::string& name) {
    // ICU looks for a file of that name among its data if it knows no such encoding: nothing that is not a name may get
    // there.
    const auto is_plain = [](char c) {
        return std::isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' || c == ':' || c == '.';
    };
    if (name.empty() || name.size() > 40 || name.front() == '.' || !std::all_of(name.begin(), name.end(), is_plain))
        return nullptr;
    UErrorCode error = U_ZERO_ERROR;
    Converter converter(ucnv_open(name.c_str(), &error));
    return U_SUCCESS(error) ? std::move(converter) : nullptr;
}

/// ICU converts in pieces, so that memory stays a small multiple of the document.
std::string convert(std::string_view bytes, UConverter* converter) {
    std::array<UChar, 4096> buffer{};
    std::string out;
    out.reserve(bytes.size());
    const char* source = bytes.data();
    const char* const end = source + bytes.size();
    char32_t high = 0;
    for (bool more = true; more;) {
        UErrorCode error = U_ZERO_ERROR;
        UChar* target = buffer.data();
        ucnv_toUnicode(converter, &target, buffer.data() + buffer.size(), &source, end, nullptr, true, &error);
        for (const UChar* c = buffer.data(); c < target; ++c) {
            if (*c >= 0xD800 && *c < 0xDC00) {
                high = *c;
            } else if (*c >= 0xDC00 && *c < 0xE000 && high != 0) {
                text::append(out, 0x10000 + ((high - 0xD800) << 10) + (*c - 0xDC00));
                high = 0;
            } else {
                text::append(out, *c);
                high = 0;
            }
        }
        more = error == U_BUFFER_OVERFLOW_ERROR;
    }
    return out;
}

/// UTF-16, UTF-32 and EBCDIC show themselves by how the first tag, brace or declaration is written.
std::string wide_encoding(std::string_view bytes) {
    static constexpr std::pair<std::string_view, const char*> kPatterns[] = {
        {"\x00\x00\xFE\xFF"sv, "utf-32be"}, {"\xFF\xFE\x00\x00"sv, "utf-32le"},
        {"\xFE\xFF"sv, "utf-16be"},         {"\xFF\xFE"sv, "utf-16le"},
        {"\x00\x00\x00<"sv, "utf-32be"},    {"<\x00\x00\x00"sv, "utf-32le"},
        {"\x00<\x00"sv, "utf-16be"},        {"<\x00"sv, "utf-16le"},
        {"\x00{\x00"sv, "utf-16be"},        {"{\x00"sv, "utf-16le"},
        {"\x4C\x6F\xA7\x94"sv, "ibm-037"},
    };
    for (const auto& [pattern, name] : kPatterns)
        if (bytes.starts_with(pattern)) return name;
    return {};
}

/// The encoding that the XML declaration names; "" if there is none. `head` is in an encoding that has ASCII in its place.
std::string declared(std::string_view head) {
    const std::size_t begin = head.substr(0, 1024).find("<?xml");
    if (begin == std::string_view::npos) return {};
    head = head.substr(begin, 512);
    const std::size_t end = head.find("?>");
    const std::size_t at = head.find("encoding");
    if (at == std::string_view::npos || at > end) return {};
    const std::size_t quote = head.find_first_of("'\"", at);
    if (quote == std::string_view::npos || quote > end) return {};
    const std::size_t close = head.find(head[quote], quote + 1);
    return close == std::string_view::npos ? std::string() : std::string(head.substr(quote + 1, close - quote - 1));
}

/// Tags say nothing about the encoding: the detector is given what stands between them.
std::string detected(std::string_view bytes) {
    std::string sample;
    bool in_tag = false;
    for (const char c : bytes.substr(0, 1 << 20)) {
        if (c == '<') in_tag = true;
        if (!in_tag && sample.size() < (64 << 10)) sample += c;
        if (c == '>') in_tag = false;
    }
    UErrorCode error = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, void (*)(UCharsetDetector*)> detector(ucsdet_open(&error), ucsdet_close);
    if (U_FAILURE(error)) return {};
    ucsdet_setText(detector.get(), sample.data(), static_cast<int32_t>(sample.size()), &error);
    const UCharsetMatch* match = ucsdet_detect(detector.get(), &error);
    if (U_FAILURE(error) || match == nullptr || ucsdet_getConfidence(match, &error) < 20) return {};
    const char* name = ucsdet_getName(match, &error);
    if (U_FAILURE(error) || name == nullptr || std::string_view(name).starts_with("UTF-")) return {};
    return name;
}

/// UTF-8 but for a few broken sequences: mended rather than read as something else.
bool is_mostly_utf8(std::string_view bytes) {
    std::size_t bad = 0, good = 0;
    for (std::size_t i = 0; i < bytes.size();) {
        if (static_cast<unsigned char>(bytes[i]) < 0x80) {
            ++i;
            continue;
        }
        (text::next(bytes, i) == text::kReplacement ? bad : good) += 1;
    }
    return good > 20 * bad;
}

/// Without what XML does not allow: a control character in one headline must not cost the rest of the feed.
std::string without_controls(std::string s) {
    const auto is_control = [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return u < 0x20 && c != '\t' && c != '\n' && c != '\r';
    };
    s.erase(std::remove_if(s.begin(), s.end(), is_control), s.end());
    for (const std::string_view noncharacter : {"\xEF\xBF\xBE"sv, "\xEF\xBF\xBF"sv})  // U+FFFE, U+FFFF
        for (std::size_t at = 0; (at = s.find(noncharacter, at)) != std::string::npos; at += 3)
            s.replace(at, 3, "\xEF\xBF\xBD");
    return s;
}

std::string decoded(std::string_view bytes, std::string_view charset) {
    if (bytes.starts_with("\xEF\xBB\xBF")) return text::to_valid_utf8(bytes.substr(3));
    std::string name = wide_encoding(bytes);
    if (name.empty() && wider(charset) != "iso-2022-jp" && wider(declared(bytes)) != "iso-2022-jp" &&
        (text::is_valid_utf8(bytes) || is_mostly_utf8(bytes)))
        return text::to_valid_utf8(bytes);
    std::string label = declared(bytes);
    if (name == "ibm-037") {  // the declaration of an EBCDIC document can be read as code page 37 whatever page it is in
        label = declared(convert(bytes.substr(0, 512), converter_named(name).get()));
        if (converter_named(wider(label)) != nullptr) name = wider(label);
    }
    for (const std::string& candidate : {name, wider(charset), wider(label),
                                         std::string(name.empty() ? detected(bytes) : ""), std::string("windows-1252")}) {
        // The bytes are not UTF-8, and not wide unless they have shown it: such a label is wrong.
        if (candidate != name &&
            (candidate == "utf-8" || candidate.starts_with("utf-16") || candidate.starts_with("utf-32") ||
             candidate.starts_with("ucs-") || candidate.starts_with("iso-10646")))
            continue;
        if (const Converter converter = converter_named(candidate)) {
            std::string out = convert(bytes, converter.get());
            if (out.starts_with("\xEF\xBB\xBF")) out.erase(0, 3);
            return out;
        }
    }
    return text::to_valid_utf8(bytes);
}

}  // namespace

std::string charset_of(std::string_view content_type) {
    const std::string low = text::lower(content_type);
    std::size_t at = low.find("charset");
    if (at == std::string::npos) return {};
    at = low.find_first_not_of(" \t=:\"'", at + 7);
    if (at == std::string::npos) return {};
    return low.substr(at, low.find_first_of(" \t;,\"'", at) - at);
}

std::string to_utf8(std::string_view bytes, std::string_view charset) { return without_controls(decoded(bytes, charset)); }

}  // namespace newshound::feeds
