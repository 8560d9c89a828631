// Feeds: lists of pages that a site publishes for programs, in every dialect in use: RSS 0.90 to 2.0 and RSS 1.0 (RDF), Atom
// 0.3 and 1.0, JSON Feed 1.0 and 1.1, sitemaps, news sitemaps and sitemap indexes, OPML 1 and 2. One record for all of them.
//
// Feeds are read as they come: XML that is not well-formed is read as far as it goes (`Feed::problem` says so), an encoding
// that is wrongly declared or not at all is found out, HTML's entities are known, junk before the first tag is passed over.
// Nothing is fetched: external entities and DTDs are not looked at, and the document's own entities are expanded within
// limits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace newshound::feeds {

enum class Kind {
    rss,            ///< RSS 0.91 to 2.0: entries are pages
    rdf,            ///< RSS 0.90 and 1.0: entries are pages
    atom,           ///< Atom 0.3 and 1.0, a feed or one entry: entries are pages
    json_feed,      ///< JSON Feed: entries are pages
    sitemap,        ///< sitemap or news sitemap: entries are pages
    sitemap_index,  ///< entries are sitemaps
    opml            ///< entries are feeds, or pages where `Entry::is_feed` is false
};

std::string_view name_of(Kind kind);  ///< "rss", "rdf", "atom", "json_feed", "sitemap", "sitemap_index", "opml"

/// What is known about the bytes from outside; all of it may be empty.
struct Context {
    std::string url;                      ///< where they came from: links are relative to it
    std::string content_type;             ///< the HTTP header, "application/rss+xml; charset=iso-8859-1"
    std::uint64_t max_bytes = 64U << 20;  ///< a longer feed is refused: "too_large"
    std::uint32_t max_entries = 200'000;  ///< the ones after are left out, and `problem` says so
};

/// A text that may be markup.
struct Text {
    std::string text;   ///< valid UTF-8, trimmed; URLs inside markup are made absolute
    bool html = false;  ///< `text` is an HTML fragment (as it stands in the feed: not sanitised); else plain text

    [[nodiscard]] bool empty() const { return text.empty(); }
    friend bool operator==(const Text&, const Text&) = default;
};

/// A file that belongs to an entry: a recording, a picture.
struct Enclosure {
    std::string url;
    std::string type;          ///< media type as the feed says it; may be empty
    std::int64_t length = -1;  ///< bytes, -1 = not told
};

/// Where an entry was taken from, if the feed says it was another feed; of a news sitemap, the publication.
struct Source {
    std::string title;
    std::string url;
};

/// All texts are valid UTF-8; what the feed does not say is empty. Dates are RFC 3339 with the feed's own offset
/// ("2025-09-04T10:30:00+02:00"; a time of day without an offset is taken for UTC, as all readers do), or as much of a date
/// as is told ("2025-09-04", "2025-09", "2025").
struct Entry {
    std::string
        id;  ///< guid, atom:id, rdf:about, JSON Feed's id, as written (atom:id: absolute); not a key, feeds repeat them
    std::string title;  ///< plain text on one line, whatever the feed's markup
    std::string link;   ///< the page, absolute
    std::string published;
    std::string updated;
    std::vector<std::string> authors;  ///< names as written, e-mail addresses where no name is given; the feed's own if the
                                       ///< entry has none and the format says that it inherits (Atom, JSON Feed)
    Text summary;                      ///< description, atom:summary, JSON Feed's summary
    Text content;                      ///< the whole text where the feed has it: content:encoded, atom:content, xhtml:body
    std::vector<Enclosure> enclosures;
    std::vector<std::string> categories;  ///< OPML: the outlines above, outermost first
    std::string language;                 ///< BCP 47; the feed's own if the entry says nothing
    Source source;
    bool is_feed = false;  ///< `link` is a feed or sitemap to be read, not a page (OPML, sitemap index)
};

struct Feed {
    Kind kind = Kind::rss;
    std::string version;      ///< "2.0", "0.91", "1.0", ...; "" where the feed does not say
    std::string title;        ///< plain text
    std::string link;         ///< the site's page, absolute
    std::string description;  ///< plain text
    std::string language;     ///< BCP 47
    std::string updated;      ///< as the dates of Entry
    std::vector<std::string> authors;
    std::vector<Entry> entries;  ///< in the feed's order
    std::string next;            ///< the next page of a paged feed (JSON Feed's next_url, atom:link rel="next"), absolute
    std::string
        problem;  ///< what was wrong with a feed that could be read nevertheless: "not well-formed XML: ..."; else ""
};

/// What kind of feed the bytes are, by their first 64 KiB; nullopt for anything else: a web page, a record, a text, other
/// XML. Any encoding, junk before the first tag and missing declarations are taken into account.
std::optional<Kind> sniff(std::string_view bytes);

/// Reads a feed. Errors (stage "ingest", source: the context's URL): "not_a_feed", "too_large", "bad_json". Never throws;
/// time and memory are linear in the size of `bytes`.
Result<Feed> parse(std::string_view bytes, const Context& context);

}  // namespace newshound::feeds
