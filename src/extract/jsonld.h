// Structured data in pages: the schema.org article in <script type="application/ld+json">, whatever its shape.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace newshound::extract {

/// What schema.org markup says about the page's main article. Strings have HTML entities and tags removed.
struct LinkedArticle {
    int rank = 0;      ///< 0 = none found; larger = more surely the article of the page
    std::string type;  ///< as written; several joined by a space
    std::string headline;
    struct Person {
        std::string name;
        bool organisation = false;
        bool person = false;  ///< said to be one: believed even where the site bears the name (a person's own site)
    };
    std::vector<Person> authors;
    std::string published, modified;  ///< as written
    std::string section;
    std::string publisher;
    bool news_house = false;  ///< a NewsMediaOrganization is on the page
    std::string site;         ///< name of a WebSite or NewsMediaOrganization on the page
    std::string language;
    std::string url;
    std::string body;  ///< articleBody
    enum class Free { unknown, yes, no } free = Free::unknown;
};

/// Reads all JSON-LD scripts of a page and picks the article. Understands arrays, @graph, nesting, references by @id, values
/// wrapped in {"@value"}, and JSON that is not quite JSON: comments, raw line breaks, trailing commas, bad escapes, several
/// texts in one script; of a script that cannot be parsed at all the plain string members are still read.
LinkedArticle read_linked_article(const std::vector<std::string_view>& scripts, std::string_view page_url);

/// "Caf&eacute; &amp; <b>Bar</b>" -> "Café & Bar": entities decoded (twice where data were escaped twice), tags removed,
/// white space folded.
std::string plain_text(std::string_view s);
/// As plain_text, but line breaks and <p>, <br> keep paragraphs apart: "\n".
std::string plain_paragraphs(std::string_view s);

}  // namespace newshound::extract
