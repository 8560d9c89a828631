#include "feeds/feed.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "feeds/encoding.h"
#include "feeds/json_feed.h"
#include "feeds/reader.h"
#include "feeds/xml.h"

namespace newshound::feeds {

namespace {

/// How far into a document its root element may stand: comments and junk come before it.
constexpr std::size_t kSniffed = 64 << 10;

bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == ':';
}

/// The kind of feed that an element begins. `tag` is in lower case, from after its "<", with all that follows.
std::optional<Kind> kind_of_root(std::string_view tag) {
    std::size_t end = 0;
    while (end < tag.size() && is_name(tag[end])) ++end;
    std::string_view name = tag.substr(0, end);
    if (const std::size_t colon = name.rfind(':'); colon != std::string_view::npos) name.remove_prefix(colon + 1);
    const std::string_view attributes = tag.substr(0, tag.find('>'));
    const auto says = [&](std::string_view s) { return attributes.find(s) != std::string_view::npos; };
    if (name == "rss") return Kind::rss;
    if (name == "feed") return Kind::atom;
    if (name == "urlset") return Kind::sitemap;
    if (name == "sitemapindex") return Kind::sitemap_index;
    if (name == "opml") return Kind::opml;
    if (name == "entry" && (says("w3.org/2005/atom") || says("purl.org/atom/ns"))) return Kind::atom;
    if (name == "rdf") {  // not every RDF document is a feed
        const std::string_view begin = tag.substr(0, kSniffed);
        for (const std::string_view sign : {"purl.org/rss/1.0/", "rdf/simple/0.9", "<channel", ":channel"})
            if (begin.find(sign) != std::string_view::npos) return Kind::rdf;
    }
    if (name == "channel") return Kind::rss;
    return std::nullopt;
}

/// Bytes of the comment, declaration or instruction that begins after a "<" (with it and its ">"); 0 for an element.
std::size_t size_of_prolog(std::string_view rest) {
    const auto through = [rest](std::string_view end, std::size_t from) {
        const std::size_t at = rest.find(end, from);
        return at == std::string_view::npos ? rest.size() + 1 : at + end.size() + 1;
    };
    if (rest.starts_with("!--")) return through("-->", 3);
    if (rest.starts_with("!doctype")) {
        const std::size_t end = rest.find_first_of("[>");
        return end != std::string_view::npos && rest[end] == '[' ? through("]>", end) : through(">", 0);
    }
    return rest.starts_with("?") ? through(">", 0) : 0;
}

/// Looks for the root element of a feed. `text` is UTF-8; a web page, once seen, ends the search. Junk may come before the
/// root, a server's warning for one, but then the root must be beyond doubt: a text that mentions "<rss>" is no feed.
std::optional<Kind> kind_of_markup(std::string_view text) {
    const std::string low = text::lower(text.substr(0, kSniffed));
    const std::string_view all = low;
    bool is_page = false;
    bool has_junk = !text::trim(all.substr(0, all.find('<'))).empty();
    for (std::size_t at = 0; (at = all.find('<', at)) != std::string_view::npos;) {
        const std::string_view rest = all.substr(at + 1);
        if (const std::size_t prolog = size_of_prolog(rest); prolog != 0) {
            is_page = is_page || (rest.starts_with("!doctype") &&
                                  rest.substr(0, rest.find_first_of("[>")).find("html") != std::string_view::npos);
            has_junk = has_junk && !rest.starts_with("?xml");
            at += prolog;
            continue;
        }
        if (rest.starts_with("html") || rest.starts_with("head>") || rest.starts_with("body")) return std::nullopt;
        const std::optional<Kind> kind = kind_of_root(rest);
        const std::string_view tag = rest.substr(0, rest.find('>'));
        if (kind &&
            (!has_junk || tag.find("xmlns") != std::string_view::npos || tag.find("version") != std::string_view::npos))
            return kind;
        if (is_page) return std::nullopt;
        has_junk = true;
        ++at;
    }
    return std::nullopt;
}

bool is_json_feed(std::string_view text) {
    const std::size_t start = text.find_first_not_of(" \t\r\n");
    if (start == std::string_view::npos || text[start] != '{') return false;
    const std::string_view head = text.substr(0, kSniffed);
    return head.find("jsonfeed.org/version") != std::string_view::npos ||
           head.find("jsonfeed.org\\/version") != std::string_view::npos;
}

std::optional<Kind> kind_of(std::string_view text) {
    if (is_json_feed(text)) return Kind::json_feed;
    const std::string_view begin = text::trim(text.substr(0, kSniffed));
    if (begin.starts_with('{') || begin.starts_with('[')) return std::nullopt;
    return kind_of_markup(text);
}

}  // namespace

std::string_view name_of(Kind kind) {
    static constexpr std::array<std::string_view, 7> kNames{"rss",     "rdf",           "atom", "json_feed",
                                                            "sitemap", "sitemap_index", "opml"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::optional<Kind> sniff(std::string_view bytes) { return kind_of(to_utf8(bytes.substr(0, kSniffed), "")); }

Result<Feed> parse(std::string_view bytes, const Context& context) {
    if (bytes.size() > context.max_bytes)
        return fail(
            "too_large", "ingest",
            "the feed has " + std::to_string(bytes.size()) + " bytes; " + std::to_string(context.max_bytes) + " are allowed",
            context.url);
    const std::string document = to_utf8(bytes, charset_of(context.content_type));
    const std::optional<Kind> kind = kind_of(document);
    if (kind == Kind::json_feed || (!kind && text::trim(document).starts_with('{')))
        return read_json_feed(document, context);
    if (!kind)
        return fail("not_a_feed", "ingest", "no RSS, Atom, JSON Feed, sitemap or OPML was found in the document",
                    context.url);
    // What stands before the first tag is no part of the document.
    const std::string_view markup = std::string_view(document).substr(document.find('<'));
    FeedReader strict(context);
    const std::string problem = xml::read_strictly(markup, strict);
    if (problem.empty() && strict.found()) return std::move(strict).feed();
    FeedReader lenient(context);
    xml::read_leniently(markup, FeedReader::is_unnested, lenient);
    if (!lenient.found())
        return fail("not_a_feed", "ingest", "no RSS, Atom, JSON Feed, sitemap or OPML was found in the document",
                    context.url);
    Feed feed = std::move(lenient).feed();
    if (feed.problem.empty() && !problem.empty()) feed.problem = "not well-formed XML: " + problem;
    return feed;
}

}  // namespace newshound::feeds
