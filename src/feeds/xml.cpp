#include "feeds/xml.h"

#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>
#include <vector>

#define XML_DTD  // as the library is built: declares the limits of entity expansion
#include <expat.h>

#include "base/text.h"
#include "feeds/tokens.h"

namespace newshound::feeds::xml {

namespace {

/// State of a strict reading; expat's callbacks get it as their user data.
struct Strict {
    XML_Parser parser;
    Listener& listener;
    std::vector<Attribute> attributes;
    std::size_t depth = 0;
    std::string refusal;

    void refuse(std::string why) {
        refusal = std::move(why);
        XML_StopParser(parser, XML_FALSE);
    }
};

void XMLCALL on_open(void* data, const XML_Char* name, const XML_Char** attributes) {
    Strict& state = *static_cast<Strict*>(data);
    if (!state.refusal.empty()) return;
    if (++state.depth > kMaxDepth) return state.refuse("elements are nested deeper than 256");
    state.attributes.clear();
    for (; *attributes != nullptr; attributes += 2) state.attributes.emplace_back(attributes[0], attributes[1]);
    state.listener.open(name, state.attributes);
}

void XMLCALL on_close(void* data, const XML_Char*) {
    Strict& state = *static_cast<Strict*>(data);
    if (!state.refusal.empty()) return;
    --state.depth;
    state.listener.close();
}

void XMLCALL on_text(void* data, const XML_Char* text, int size) {
    Strict& state = *static_cast<Strict*>(data);
    if (state.refusal.empty()) state.listener.text({text, static_cast<std::size_t>(size)});
}

void XMLCALL on_skipped_entity(void* data, const XML_Char* name, int is_parameter) {
    if (is_parameter == 0) static_cast<Strict*>(data)->refuse("the entity '" + std::string(name) + "' is not declared");
}

/// Without the XML declaration, which may stand too late and name an encoding that is not the string's any more.
std::string_view after_declaration(std::string_view document) {
    const std::size_t start = document.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos) return {};
    document.remove_prefix(start);
    if (!document.starts_with("<?xml") || document.size() < 6 || std::isalpha(static_cast<unsigned char>(document[5])) ||
        document[5] == '-')
        return document;
    const std::size_t end = document.find("?>");
    return end == std::string_view::npos ? document : document.substr(end + 2);
}

}  // namespace

std::string read_strictly(std::string_view document, Listener& listener) {
    const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate("UTF-8"), XML_ParserFree);
    if (!parser) return "out of memory";
    Strict state{parser.get(), listener, {}, 0, {}};
    XML_SetUserData(parser.get(), &state);
    XML_SetElementHandler(parser.get(), on_open, on_close);
    XML_SetCharacterDataHandler(parser.get(), on_text);
    XML_SetSkippedEntityHandler(parser.get(), on_skipped_entity);
    XML_SetHashSalt(parser.get(), 0x6e657773);  // the order of nothing depends on it, but no run is to differ from another
    XML_SetBillionLaughsAttackProtectionActivationThreshold(parser.get(), 1 << 20);
    XML_SetBillionLaughsAttackProtectionMaximumAmplification(parser.get(), 10.0F);
    document = after_declaration(document);
    const XML_Status status = XML_Parse(parser.get(), document.data(), static_cast<int>(document.size()), 1);
    while (state.depth > kMaxDepth) --state.depth;
    if (!state.refusal.empty()) {
        for (; state.depth > 0; --state.depth) listener.close();
        return state.refusal;
    }
    if (status == XML_STATUS_OK) return {};
    for (; state.depth > 0; --state.depth) listener.close();
    return std::string(XML_ErrorString(XML_GetErrorCode(parser.get()))) + " in line " +
           std::to_string(XML_GetCurrentLineNumber(parser.get()));
}

namespace {

using Entities = std::unordered_map<std::string, std::string>;

void append_escaped(std::string& out, std::string_view text) {
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else
            out += c;
    }
}

/// <!ENTITY name "value"> of an internal subset; what has references or markup in it, or is long, is left out.
void read_entities(std::string_view subset, Entities& entities) {
    for (std::size_t at = 0; (at = subset.find("<!ENTITY", at)) != std::string_view::npos;) {
        at += 8;
        const std::size_t begin = subset.find_first_not_of(" \t\r\n", at);
        if (begin == std::string_view::npos) return;
        const std::size_t end = subset.find_first_of(" \t\r\n", begin);
        if (end == std::string_view::npos) return;
        const std::size_t quote = subset.find_first_not_of(" \t\r\n", end);
        if (quote == std::string_view::npos) return;
        if (subset[quote] != '"' && subset[quote] != '\'') continue;
        const std::size_t close = subset.find(subset[quote], quote + 1);
        if (close == std::string_view::npos) return;
        const std::string_view value = subset.substr(quote + 1, close - quote - 1);
        if (value.size() <= 1024 && value.find_first_of("&<%") == std::string_view::npos && entities.size() < 1024)
            entities.emplace(subset.substr(begin, end - begin), value);
        at = close + 1;
    }
}

/// A document made ready for a tokenizer that knows HTML only: CDATA sections are written as text, comments and the document
/// type declaration are left out, and its entities are collected.
std::string without_sections(std::string_view document, Entities& entities) {
    std::string out;
    out.reserve(document.size());
    bool comments_end = true, has_type = false;
    std::size_t done = 0;
    for (std::size_t at = 0; (at = document.find("<!", at)) != std::string_view::npos;) {
        const std::string_view rest = document.substr(at);
        std::size_t skip = std::string_view::npos;
        std::string_view section;
        if (rest.starts_with("<![CDATA[")) {
            const std::size_t end = rest.find("]]>");
            section = rest.substr(9, end == std::string_view::npos ? end : end - 9);
            skip = end == std::string_view::npos ? rest.size() : end + 3;
        } else if (rest.starts_with("<!--") && comments_end) {
            const std::size_t end = rest.find("-->", 4);
            comments_end = end != std::string_view::npos;
            if (comments_end) skip = end + 3;
        } else if (!has_type && rest.size() > 9 && text::lower(rest.substr(0, 9)) == "<!doctype") {
            has_type = true;
            const std::size_t bracket = rest.find_first_of("[<>", 9);
            if (bracket != std::string_view::npos && rest[bracket] == '[') {
                std::size_t end = rest.find("]>", bracket);
                if (end == std::string_view::npos) end = rest.find(']', bracket);
                if (end != std::string_view::npos) {
                    read_entities(rest.substr(bracket, end - bracket), entities);
                    skip = std::min(rest.find('>', end), rest.size() - 1) + 1;
                }
            }
        }
        if (skip == std::string_view::npos) {
            at += 2;
            continue;
        }
        out += document.substr(done, at - done);
        append_escaped(out, section);
        at += skip;
        done = at;
    }
    out += document.substr(done);
    return out;
}

class Lenient {
public:
    Lenient(const std::function<bool(std::string_view)>& is_unnested, Listener& listener)
        : is_unnested_(is_unnested), listener_(listener) {}

    void read(std::string_view document) {
        const std::string ready = without_sections(document, entities_);
        expansion_left_ = (64 << 10) + document.size();
        Tokens().run(ready, Tokens::Reading::tags, [this](const Tokens::Token& token) { take(token); });
        close_to(0);
    }

private:
    void take(const Tokens::Token& token) {
        if (Tokens::is_text(token)) {
            listener_.text(entities_.empty() ? Tokens::text(token) : std::string_view(expanded(Tokens::text(token))));
            return;
        }
        if (!Tokens::is_tag(token)) return;
        const std::string_view name = Tokens::name(token);
        if (Tokens::is_end(token)) return end(name);
        if (is_unnested_(name))
            if (const auto found = std::find(open_.rbegin(), open_.rend(), name); found != open_.rend())
                close_to(static_cast<std::size_t>(open_.rend() - found) - 1);
        if (open_.size() >= kMaxDepth) return;
        attributes_.clear();
        for (const auto* a = token.attr_first; a != nullptr; a = a->next) {
            const std::string_view value = Tokens::value(*a);
            attributes_.emplace_back(Tokens::name(*a), entities_.empty() ? value : std::string_view(expanded(value)));
        }
        listener_.open(name, attributes_);
        if (Tokens::closes_itself(token) || is_void(name))
            listener_.close();
        else
            open_.emplace_back(name);
    }

    void end(std::string_view name) {
        const auto found = std::find(open_.rbegin(), open_.rend(), name);
        if (found != open_.rend()) close_to(static_cast<std::size_t>(open_.rend() - found) - 1);
    }

    void close_to(std::size_t size) {
        while (open_.size() > size) {
            open_.pop_back();
            listener_.close();
        }
    }

    /// HTML elements that have no end tag. "link" and "source" are others in a feed.
    static bool is_void(std::string_view name) {
        static constexpr std::array<std::string_view, 8> kVoid{"area", "br", "col", "hr", "img", "input", "meta", "wbr"};
        return std::find(kVoid.begin(), kVoid.end(), name) != kVoid.end();
    }

    /// The document's own entities, as long as they do not blow it up.
    const std::string& expanded(std::string_view s) {
        expanded_.clear();
        for (std::size_t i = 0; i < s.size();) {
            const std::size_t end = s[i] == '&' ? s.substr(0, i + 64).find(';', i) : std::string_view::npos;
            const auto found =
                end == std::string_view::npos ? entities_.end() : entities_.find(std::string(s.substr(i + 1, end - i - 1)));
            if (found == entities_.end() || found->second.size() > expansion_left_) {
                expanded_ += s[i++];
                continue;
            }
            expansion_left_ -= found->second.size();
            expanded_ += found->second;
            i = end + 1;
        }
        return expanded_;
    }

    const std::function<bool(std::string_view)>& is_unnested_;
    Listener& listener_;
    Entities entities_;
    std::size_t expansion_left_ = 0;
    std::string expanded_;
    std::vector<std::string> open_;
    std::vector<Attribute> attributes_;
};

}  // namespace

void read_leniently(std::string_view document, const std::function<bool(std::string_view)>& is_unnested,
                    Listener& listener) {
    Lenient(is_unnested, listener).read(document);
}

}  // namespace newshound::feeds::xml
