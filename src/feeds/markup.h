// HTML inside feeds: telling it from plain text, its words on one line, its links made absolute.
#pragma once

#include <string>
#include <string_view>

#include "feeds/tokens.h"

namespace newshound::feeds {

/// Does a text whose format nobody tells hold HTML: a tag or a character reference? "1 < 2 & 3" does not.
bool has_markup(std::string_view text);

/// The same for a headline, where "the <blink> tag" may be meant as it reads: an end tag, a line break or a reference is
/// wanted, and no tag that HTML does not have.
bool is_marked_up_title(std::string_view text);

/// `text` as it stands in HTML, between tags and in attribute values.
std::string escaped(std::string_view text);

/// `reference` as it reads in a document at `base`. An absolute one stays as it is (an http one is trimmed); as written
/// where the base is not known;
/// "" for scripts and inline data.
std::string absolute(std::string_view base, std::string_view reference);

bool is_url_attribute(std::string_view name);

/// Works on fragments; keeps its tokenizer from call to call.
class Markup {
public:
    /// The fragment's text on one line: no tags, references resolved, no scripts, a space where a block ends.
    std::string plain_text(std::string_view html);

    /// The fragment with the URLs in its attributes made absolute; everything else byte for byte.
    std::string with_absolute_links(std::string html, std::string_view base);

private:
    Tokens tokens_;
};

}  // namespace newshound::feeds
