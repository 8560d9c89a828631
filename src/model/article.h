// An article read out of a page: the record that `newshound extract` prints (contract, section 2).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace newshound {

struct Paragraph {
    enum class Kind { paragraph, heading, caption, list, quote };
    Kind kind = Kind::paragraph;
    std::string text;
    std::int64_t source_begin = -1;  ///< place in the source (byte offset of the decoded page), -1 = not kept
    std::int64_t source_end = -1;
};

struct Caption {
    std::string text;
    std::string credit;
};

/// A block that was cut, with `extract --explain`.
struct Dropped {
    std::string kind;  ///< ad, newsletter, teaser, related, share, comment, byline, counter, consent, navigation, bio, ...
    std::string text;
    std::string reason;  ///< the rule that cut it
};

/// Where a metadata field came from, with `extract --explain`.
struct FieldSource {
    std::string field;   ///< "title", "published", ...
    std::string source;  ///< "json-ld", "meta og:title", "time", "url", "text"
};

struct Article {
    std::string id;
    std::string url;
    std::string canonical_url;
    std::string title;
    std::vector<std::string> authors;  ///< people only
    std::string agency;                ///< the wire credited
    std::string publisher;
    std::string published;  ///< RFC 3339 with the page's own offset, or YYYY-MM-DD; "" = nothing says it
    std::string modified;
    std::string language;  ///< BCP 47
    std::string section;
    std::string access;  ///< "free", "metered", "subscribers" or ""
    std::vector<Paragraph> paragraphs;
    std::string text;  ///< paragraphs, headings, list items and quotes joined by "\n"; UTF-8, valid
    std::vector<Caption> captions;
    std::vector<std::string> links;
    std::vector<Dropped> dropped;      ///< filled only when asked to explain
    std::vector<FieldSource> sources;  ///< likewise
};

std::string_view name_of(Paragraph::Kind kind);  ///< "paragraph", "heading", ...

}  // namespace newshound
