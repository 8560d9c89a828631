// A page as it came in: bytes and what is known about them before anything is read out of them.
#pragma once

#include <string>

namespace newshound {

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
};

}  // namespace newshound
