#include "extract/encoding.h"

#include <algorithm>
#include <array>

#include <lexbor/encoding/encoding.h>
#include <unicode/ucsdet.h>

#include "base/text.h"

namespace newshound::extract {

namespace {

const lxb_encoding_data_t* encoding_named(std::string_view label) {
    if (label.empty()) return nullptr;
    return lxb_encoding_data_by_pre_name(reinterpret_cast<const lxb_char_t*>(label.data()), label.size());
}

bool is_binary(std::string_view bytes) {
    static constexpr std::array<std::string_view, 12> kMagic{"\x89PNG",
                                                             "\xFF\xD8\xFF",
                                                             "GIF8",
                                                             "PK\x03\x04",
                                                             "\x1F\x8B",
                                                             "%PDF",
                                                             "\x7F"
                                                             "ELF",
                                                             "RIFF",
                                                             "BZh",
                                                             "\xFD"
                                                             "7zXZ",
                                                             "wOFF",
                                                             "OggS"};
    for (std::string_view magic : kMagic)
        if (bytes.starts_with(magic)) return true;
    // Controls other than white space and escape sequences' lead do not occur in text; NULs do in broken pages, seldom.
    const std::string_view head = bytes.substr(0, 4096);
    const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
        const auto u = static_cast<unsigned char>(c);
        return (u < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B) || u == 0x7F;
    });
    return static_cast<std::size_t>(controls) * 10 > head.size();
}

/// Converts with lexbor's WHATWG decoder, in pieces so that memory stays a small multiple of the page.
std::string convert(std::string_view bytes, const lxb_encoding_data_t* encoding) {
    static constexpr lxb_codepoint_t kReplacement = text::kReplacement;
    std::array<lxb_codepoint_t, 4096> buffer{};
    lxb_encoding_decode_t context;
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 2);
    if (lxb_encoding_decode_init(&context, encoding, buffer.data(), buffer.size()) != LXB_STATUS_OK) return out;
    lxb_encoding_decode_replace_set(&context, &kReplacement, 1);
    const auto flush = [&] {
        for (std::size_t i = 0; i < lxb_encoding_decode_buf_used(&context); ++i) text::append(out, buffer[i]);
        lxb_encoding_decode_buf_used_set(&context, 0);
    };
    const auto* data = reinterpret_cast<const lxb_char_t*>(bytes.data());
    const lxb_char_t* const end = data + bytes.size();
    while (data < end) {
        const lxb_char_t* const before = data;
        const lxb_status_t status = encoding->decode(&context, &data, end);
        const bool produced = lxb_encoding_decode_buf_used(&context) > 0;
        flush();
        if (status == LXB_STATUS_SMALL_BUFFER && (data > before || produced)) continue;
        if (data == before && !produced) break;
    }
    lxb_encoding_decode_finish(&context);
    flush();
    return out;
}

/// UTF-16 without a BOM: every second byte of Latin-script markup is NUL.
const lxb_encoding_data_t* sniff_utf16(std::string_view bytes) {
    const std::string_view head = bytes.substr(0, 1024);
    if (head.size() < 16) return nullptr;
    std::size_t even = 0, odd = 0;
    for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
        even += head[i] == '\0';
        odd += head[i + 1] == '\0';
    }
    const std::size_t pairs = head.size() / 2;
    if (odd * 10 > pairs * 6 && even * 10 < pairs) return lxb_encoding_data(LXB_ENCODING_UTF_16LE);
    if (even * 10 > pairs * 6 && odd * 10 < pairs) return lxb_encoding_data(LXB_ENCODING_UTF_16BE);
    return nullptr;
}

/// Markup is ASCII and says nothing about the encoding: the detector is given what stands between tags only.
std::string text_sample(std::string_view bytes, bool html) {
    constexpr std::size_t kLimit = 64 << 10;
    if (!html) return std::string(bytes.substr(0, kLimit));
    std::string out;
    bool in_tag = false;
    for (char c : bytes.substr(0, 1 << 20)) {
        if (c == '<') in_tag = true;
        if (!in_tag && out.size() < kLimit) out += c;
        if (c == '>') in_tag = false;
    }
    return out;
}

const lxb_encoding_data_t* detect(std::string_view bytes, bool html) {
    const std::string sample = text_sample(bytes, html);
    UErrorCode error = U_ZERO_ERROR;
    UCharsetDetector* detector = ucsdet_open(&error);
    if (U_FAILURE(error)) return nullptr;
    const lxb_encoding_data_t* found = nullptr;
    ucsdet_setText(detector, sample.data(), static_cast<int32_t>(sample.size()), &error);
    if (const UCharsetMatch* match = ucsdet_detect(detector, &error); match != nullptr && U_SUCCESS(error)) {
        const int32_t confidence = ucsdet_getConfidence(match, &error);
        const char* name = ucsdet_getName(match, &error);
        if (U_SUCCESS(error) && confidence >= 20 && name != nullptr) found = encoding_named(name);
    }
    ucsdet_close(detector);
    if (found != nullptr && (found->encoding == LXB_ENCODING_UTF_16LE || found->encoding == LXB_ENCODING_UTF_16BE))
        return nullptr;  // sniff_utf16 has said no already
    return found;
}

/// True if the bytes are UTF-8 but for a last character that was cut off.
bool ends_inside_character(std::string_view bytes) {
    for (std::size_t back = 1; back <= 3 && back <= bytes.size(); ++back) {
        const auto lead = static_cast<unsigned char>(bytes[bytes.size() - back]);
        if ((lead & 0xC0) == 0x80) continue;
        return lead >= 0xC2 && lead <= 0xF4 && back >= 2 && text::is_valid_utf8(bytes.substr(0, bytes.size() - back));
    }
    return false;
}

std::string name_of(const lxb_encoding_data_t* encoding) {
    return text::lower(reinterpret_cast<const char*>(encoding->name));
}

}  // namespace

std::string declared_charset(std::string_view bytes) {
    const std::string head = text::lower_ascii(bytes.substr(0, 4096));
    const auto value_after = [&](std::size_t at) -> std::string {
        while (at < head.size() && (head[at] == ' ' || head[at] == '=' || head[at] == '"' || head[at] == '\'')) ++at;
        std::size_t end = at;
        while (end < head.size() && (std::isalnum(static_cast<unsigned char>(head[end])) || head[end] == '-' ||
                                     head[end] == '_' || head[end] == ':'))
            ++end;
        return head.substr(at, end - at);
    };
    if (head.starts_with("<?xml")) {
        const std::size_t end = head.find("?>");
        const std::size_t at = head.find("encoding");
        if (at != std::string::npos && at < end) return value_after(at + 8);
    }
    for (std::size_t at = 0; (at = head.find("<meta", at)) != std::string::npos; at += 5) {
        const std::size_t end = head.find('>', at);
        const std::size_t charset = head.find("charset", at);
        if (charset != std::string::npos && charset < end) {
            std::string label = value_after(charset + 7);
            // A page that could be read up to here is no UTF-16: the standard takes such a label for UTF-8.
            if (label.starts_with("utf-16")) label = "utf-8";
            return label;
        }
    }
    return {};
}

Result<Decoded> decode(std::string_view bytes, std::string_view http_charset, bool html) {
    const auto with = [&](std::string_view body, const lxb_encoding_data_t* encoding, std::string source) {
        Decoded out;
        out.encoding = name_of(encoding);
        out.source = std::move(source);
        out.text = encoding->encoding == LXB_ENCODING_UTF_8 ? text::to_valid_utf8(body) : convert(body, encoding);
        return out;
    };
    if (bytes.starts_with("\xEF\xBB\xBF")) return with(bytes.substr(3), lxb_encoding_data(LXB_ENCODING_UTF_8), "bom");
    if (bytes.starts_with("\xFF\xFE")) return with(bytes.substr(2), lxb_encoding_data(LXB_ENCODING_UTF_16LE), "bom");
    if (bytes.starts_with("\xFE\xFF")) return with(bytes.substr(2), lxb_encoding_data(LXB_ENCODING_UTF_16BE), "bom");
    if (const lxb_encoding_data_t* wide = sniff_utf16(bytes)) return with(bytes, wide, "content");
    if (is_binary(bytes)) return fail("not_text", "extract", "the input is a binary file, not a page or text");
    const lxb_encoding_data_t* http = encoding_named(http_charset);
    const lxb_encoding_data_t* meta = html ? encoding_named(declared_charset(bytes)) : nullptr;
    const bool stateful = (http != nullptr && http->encoding == LXB_ENCODING_ISO_2022_JP) ||
                          (meta != nullptr && meta->encoding == LXB_ENCODING_ISO_2022_JP);
    if (!stateful) {
        if (text::is_valid_utf8(bytes)) return Decoded{std::string(bytes), "utf-8", "content"};
        // One truncated sequence at the end or a few bad bytes do not make UTF-8 something else.
        std::string mended = text::to_valid_utf8(bytes);
        std::size_t bad = 0, good = 0;
        for (std::size_t i = 0; i < mended.size();) {
            const char32_t c = text::next(mended, i);
            bad += c == text::kReplacement;
            good += c >= 0x80 && c != text::kReplacement;
        }
        const bool labelled = (http != nullptr && http->encoding != LXB_ENCODING_UTF_8) ||
                              (meta != nullptr && meta->encoding != LXB_ENCODING_UTF_8);
        if (good > 20 * bad || (!labelled && bad == 1 && ends_inside_character(bytes)))
            return Decoded{std::move(mended), "utf-8", "content"};
    }
    if (http != nullptr && http->encoding != LXB_ENCODING_UTF_8) return with(bytes, http, "http");
    if (meta != nullptr && meta->encoding != LXB_ENCODING_UTF_8) return with(bytes, meta, "meta");
    if (const lxb_encoding_data_t* found = detect(bytes, html)) return with(bytes, found, "content");
    return with(bytes, encoding_named("windows-1252"), "default");
}

}  // namespace newshound::extract
