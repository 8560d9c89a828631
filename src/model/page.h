// A page as it came in: bytes and what is known about them before anything is read out of them.
#pragma once

#include <string>
#include <vector>

namespace newshound {

/// What a list (feed, sitemap) says about a page that it names. What is not said is empty.
struct Given {
    std::string title;
    std::vector<std::string> authors;
    std::string published, modified;  ///< RFC 3339, or as much of a date as is known
    std::string language;             ///< BCP 47
    std::string publisher;
};

struct Page {
    enum class Kind {
        html,       ///< `bytes` are an HTML page in an encoding still to be found out
        flat_text,  ///< `bytes` are flattened page text (what a text browser shows), still to be extracted
        clean_text  ///< `bytes` are an article's body as it stands, UTF-8: no extraction
    };

    std::string id;
    std::string url;  ///< where it came from; may be empty
    Kind kind = Kind::html;
    std::string bytes;
    std::string http_charset;  ///< charset of the Content-Type header; may be empty
    std::string published;     ///< told from outside (--published, feed, JSON field); overrides the page; may be empty
    std::string title;         ///< likewise
    Given given;               ///< fills what the page does not say; of a fragment it is the last word
    bool fragment = false;     ///< `bytes` are the article's own markup (a feed's entry), not a whole page
    std::string seen;          ///< when a crawler fetched it (RFC 3339): nothing was published after that; may be empty
};

}  // namespace newshound
