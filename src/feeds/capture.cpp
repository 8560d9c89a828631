#include "feeds/capture.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace newshound::feeds {

namespace {

std::string_view without_prefix(std::string_view name) {
    const std::size_t colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_void(std::string_view name) {
    static constexpr std::array<std::string_view, 13> kVoid{"area",  "base", "br",   "col",    "embed", "hr", "img",
                                                            "input", "link", "meta", "source", "track", "wbr"};
    return std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end();
}

/// The bytes of base64 text, white space in it passed over; nothing if it is not base64.
std::string base64(std::string_view s) {
    std::string out;
    unsigned bits = 0, count = 0, padding = 0;
    for (const char c : s) {
        if (c == ' ' || c == '\n' || c == '\r' || c == '\t') continue;
        unsigned digit = 0;
        if (c >= 'A' && c <= 'Z')
            digit = static_cast<unsigned>(c - 'A');
        else if (c >= 'a' && c <= 'z')
            digit = static_cast<unsigned>(c - 'a') + 26;
        else if (c >= '0' && c <= '9')
            digit = static_cast<unsigned>(c - '0') + 52;
        else if (c == '+' || c == '-')
            digit = 62;
        else if (c == '/' || c == '_')
            digit = 63;
        else if (c == '=' && ++padding <= 2)
            continue;
        else
            return {};
        if (padding > 0) return {};
        bits = bits << 6 | digit;
        if (++count % 4 != 1) out += static_cast<char>(bits >> (6 - 2 * ((count - 1) % 4)) & 0xFF);
    }
    return count % 4 == 1 ? std::string() : out;
}

/// What XML allows and no text means: characters of windows-1252 that were written as references to U+0080..U+009F.
std::string without_c1(std::string s) {
    static constexpr std::array<char16_t, 32> kC1{0x20AC, 0xFFFD, 0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                                  0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0xFFFD, 0x17D,  0xFFFD,
                                                  0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                  0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0xFFFD, 0x17E,  0x178};
    const auto is_c1 = [&s](std::size_t i) {
        return s[i] == '\xC2' && i + 1 < s.size() && static_cast<unsigned char>(s[i + 1]) < 0xA0 && s[i + 1] != '\x85';
    };
    std::size_t i = 0;
    while (i < s.size() && !is_c1(i)) ++i;
    if (i == s.size()) return s;
    std::string out = s.substr(0, i);
    for (; i < s.size(); ++i) {
        if (is_c1(i))
            text::append(out, kC1[static_cast<unsigned char>(s[++i]) - 0x80U]);
        else
            out += s[i];
    }
    return out;
}

std::string trimmed(std::string_view s) { return without_c1(std::string(text::trim(s))); }

}  // namespace

void Capture::open(std::string_view name, std::span<const xml::Attribute> attributes, std::string_view base) {
    const std::string_view local = without_prefix(name);
    const bool is_wrapper =
        form_ == Form::markup && !has_tags_ && tags_.empty() && text::trim(source_).empty() && local == "div";
    has_tags_ = form_ != Form::unsaid;
    if (form_ == Form::plain || form_ == Form::unsaid || form_ == Form::base64 || is_wrapper) {
        tags_.emplace_back();
        return;
    }
    source_ += '<';
    source_ += local;
    for (const auto& [key, value] : attributes) {
        if (key.starts_with("xmlns") || key == "xml:base" || key == "xml:space") continue;
        const std::string_view attribute = without_prefix(key);
        source_ += ' ';
        source_ += attribute;
        source_ += "=\"";
        source_ += escaped(is_url_attribute(attribute) ? absolute(base, value) : value);
        source_ += '"';
    }
    source_ += '>';
    tags_.emplace_back(is_void(local) ? std::string() : std::string(local));
}

void Capture::close() {
    if (!tags_.back().empty()) source_ += "</" + tags_.back() + ">";
    tags_.pop_back();
}

void Capture::text(std::string_view text) {
    if (form_ != Form::markup) {
        source_ += text;
        return;
    }
    source_ += escaped(text);
    characters_ += text;
}

void Capture::settle() {
    if (form_ != Form::base64) return;
    form_ = Form::escaped;
    std::string bytes = base64(source_);
    if (bytes.empty()) return;
    if (text::is_valid_utf8(bytes))
        source_ = std::move(bytes);
    else if (source_.size() > 64)  // a picture is no text; a short word may be base64 by chance
        source_.clear();
}

Text Capture::content(Markup& markup, std::string_view base) && {
    settle();
    if (form_ == Form::plain || (form_ == Form::unsaid && !is_marked_up_title(source_))) return {trimmed(source_), false};
    if (form_ == Form::markup && !has_tags_ && !html_) return {trimmed(characters_), false};
    const bool is_html = html_ || form_ == Form::markup || has_tags_ || has_markup(source_);
    if (!is_html) return {trimmed(source_), false};
    return {markup.with_absolute_links(trimmed(source_), base), true};
}

std::string Capture::line(Markup& markup) && {
    settle();
    if (form_ == Form::plain) return without_c1(text::fold_space(source_));
    if (form_ == Form::markup && !has_tags_) return without_c1(text::fold_space(characters_));
    if (html_ || form_ == Form::markup || has_tags_ || is_marked_up_title(source_))
        return without_c1(markup.plain_text(source_));
    return without_c1(text::fold_space(source_));
}

std::string Capture::value() && {
    settle();
    return trimmed(form_ == Form::markup ? characters_ : source_);
}

}  // namespace newshound::feeds
