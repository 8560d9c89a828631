#include "feeds/markup.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "base/text.h"
#include "base/url.h"

namespace newshound::feeds {

namespace {

const std::unordered_set<std::string_view>& html_names() {
    static const std::unordered_set<std::string_view> kNames{
        "a",          "abbr",    "acronym", "address", "article", "aside",   "audio", "b",      "big",        "blink",
        "blockquote", "body",    "br",      "button",  "caption", "center",  "cite",  "code",   "col",        "dd",
        "del",        "details", "dfn",     "div",     "dl",      "dt",      "em",    "embed",  "figcaption", "figure",
        "font",       "footer",  "form",    "h1",      "h2",      "h3",      "h4",    "h5",     "h6",         "head",
        "header",     "hr",      "html",    "i",       "iframe",  "img",     "input", "ins",    "kbd",        "label",
        "li",         "link",    "main",    "map",     "mark",    "marquee", "meta",  "nav",    "nobr",       "noscript",
        "object",     "ol",      "option",  "p",       "param",   "picture", "pre",   "q",      "rp",         "rt",
        "ruby",       "s",       "samp",    "script",  "section", "select",  "small", "source", "span",       "strike",
        "strong",     "style",   "sub",     "summary", "sup",     "svg",     "table", "tbody",  "td",         "textarea",
        "tfoot",      "th",      "thead",   "time",    "title",   "tr",      "tt",    "u",      "ul",         "var",
        "video",      "wbr"};
    return kNames;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_reference(std::string_view s) {
    const std::size_t end = s.substr(0, 34).find(';');
    if (end == std::string_view::npos || end < 3) return false;
    const std::string_view name = s.substr(1, end - 1);
    if (name[0] == '#')
        return std::all_of(name.begin() + 1, name.end(),
                           [](char c) { return std::isxdigit(static_cast<unsigned char>(c)) || c == 'x' || c == 'X'; });
    return std::all_of(name.begin(), name.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)); });
}

struct Found {
    bool references = false, tags = false, ends = false, unknown = false;
};

Found look(std::string_view s) {
    Found found;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s[i] == '&') found.references |= is_reference(s.substr(i));
        if (s[i] != '<') continue;
        const bool end_tag = i + 1 < s.size() && s[i + 1] == '/';
        const std::size_t begin = i + 1 + end_tag;
        std::size_t end = begin;
        while (end < s.size() && (is_letter(s[end]) || (end > begin && s[end] >= '0' && s[end] <= '9'))) ++end;
        if (end == begin) {
            found.tags |= s.substr(i).starts_with("<!--");
            continue;
        }
        const std::string name = text::lower(s.substr(begin, std::min<std::size_t>(end - begin, 16)));
        const bool known = html_names().count(name) != 0 &&
                           (end == s.size() || std::string_view(" \t\r\n/>").find(s[end]) != std::string_view::npos);
        found.unknown |= !known;
        found.tags |= known;
        found.ends |= known && (end_tag || name == "br" || name == "img" || name == "wbr");
    }
    return found;
}

/// Elements that do not stand in a line of text: words on their two sides are two words.
bool breaks_line(std::string_view name) {
    static const std::unordered_set<std::string_view> kBlocks{
        "address", "article", "aside",      "blockquote", "br",     "caption", "center", "dd",  "div",
        "dl",      "dt",      "figcaption", "figure",     "footer", "form",    "h1",     "h2",  "h3",
        "h4",      "h5",      "h6",         "header",     "hr",     "li",      "main",   "nav", "ol",
        "option",  "p",       "pre",        "section",    "table",  "td",      "th",     "tr",  "ul"};
    return kBlocks.count(name) != 0;
}

bool is_hidden(std::string_view name) {
    static constexpr std::array<std::string_view, 9> kHidden{"script",   "style",    "iframe", "noembed", "noframes",
                                                             "noscript", "template", "applet", "xmp"};
    return std::find(kHidden.begin(), kHidden.end(), name) != kHidden.end();
}

}  // namespace

bool has_markup(std::string_view text) {
    const Found found = look(text);
    return found.references || found.tags;
}

bool is_marked_up_title(std::string_view text) {
    const Found found = look(text);
    return (found.references || found.ends) && !found.unknown;
}

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string absolute(std::string_view base, std::string_view reference) {
    reference = text::trim(reference);
    if (reference.empty()) return {};
    const std::string_view scheme = url::split(reference).scheme;
    if (!scheme.empty()) {
        const std::string low = text::lower(scheme);
        if (low == "javascript" || low == "data" || low == "vbscript" || low == "about") return {};
        return std::string(reference);
    }
    std::string out = url::resolve(base, reference);
    return out.empty() ? std::string(reference) : out;
}

bool is_url_attribute(std::string_view name) {
    static constexpr std::array<std::string_view, 9> kNames{"href",   "src",        "cite", "poster", "longdesc",
                                                            "action", "background", "data", "usemap"};
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::string Markup::plain_text(std::string_view html) {
    if (html.find_first_of("<&") == std::string_view::npos) return text::fold_space(html);
    std::string out, hidden;
    tokens_.run(html, Tokens::Reading::html, [&](const Tokens::Token& token) {
        if (Tokens::is_text(token)) {
            if (hidden.empty()) out += Tokens::text(token);
            return;
        }
        if (!Tokens::is_tag(token)) return;
        const std::string_view name = Tokens::name(token);
        if (Tokens::is_end(token)) {
            if (name == hidden) hidden.clear();
        } else if (hidden.empty() && is_hidden(name) && !Tokens::closes_itself(token)) {
            hidden = name;
        }
        if (breaks_line(name)) out += ' ';
    });
    return text::fold_space(out);
}

std::string Markup::with_absolute_links(std::string html, std::string_view base) {
    if (base.empty() || html.find('<') == std::string::npos) return html;
    std::string out;
    std::size_t done = 0;
    tokens_.run(html, Tokens::Reading::html, [&](const Tokens::Token& token) {
        if (!Tokens::is_tag(token) || Tokens::is_end(token)) return;
        for (const auto* a = token.attr_first; a != nullptr; a = a->next) {
            if (a->value_begin == nullptr || !is_url_attribute(Tokens::name(*a))) continue;
            const std::string_view value = text::trim(Tokens::value(*a));
            if (!url::split(value).scheme.empty()) continue;
            const std::string resolved = url::resolve(base, value);
            const auto begin = static_cast<std::size_t>(reinterpret_cast<const char*>(a->value_begin) - html.data());
            const auto end = static_cast<std::size_t>(reinterpret_cast<const char*>(a->value_end) - html.data());
            if (resolved.empty() || begin < done || end < begin || end > html.size()) continue;
            out.append(html, done, begin - done);
            out += escaped(resolved);
            done = end;
        }
    });
    if (done == 0) return html;
    out.append(html, done);
    return out;
}

}  // namespace newshound::feeds
