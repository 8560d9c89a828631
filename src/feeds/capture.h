// The text of one element of a feed, in whichever of the many ways feeds have to say what it is.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/feed.h"
#include "feeds/markup.h"
#include "feeds/xml.h"

namespace newshound::feeds {

/// How an element's content is to be read.
enum class Form {
    plain,    ///< characters are the text; tags inside are dropped
    unsaid,   ///< as plain, unless the characters look very much like HTML source
    escaped,  ///< characters are HTML source, and so are tags inside ("naked markup")
    markup,   ///< tags inside are the markup (XHTML), characters are text
    base64    ///< characters are base64 of the text
};

class Capture {
public:
    /// `html`: what is read is known to be HTML, not only perhaps.
    Capture(Form form, bool html) : form_(form), html_(html) {}

    void open(std::string_view name, std::span<const xml::Attribute> attributes, std::string_view base);
    void close();
    void text(std::string_view text);
    [[nodiscard]] std::size_t depth() const { return tags_.size(); }  ///< tags open inside the element

    /// The content, trimmed; links in it absolute.
    Text content(Markup& markup, std::string_view base) &&;
    /// The content as one line of plain text.
    std::string line(Markup& markup) &&;
    /// The characters, trimmed: for identifiers, dates, URLs.
    std::string value() &&;

private:
    void settle();  ///< undoes base64

    Form form_;
    bool html_;
    bool has_tags_ = false;
    std::string source_;             ///< HTML source; for Form::plain and base64: the characters
    std::string characters_;         ///< of Form::markup, unescaped
    std::vector<std::string> tags_;  ///< open ones; "" for one that is not written
};

}  // namespace newshound::feeds
