// Lines that pages put between and around an article's paragraphs, told by their words alone.
#pragma once

#include <string>
#include <string_view>

#include "extract/lexicon.h"

namespace newshound::extract {

struct Junk {
    std::string_view kind;      ///< as in Dropped::kind; "" = nothing speaks against the line
    std::string_view reason;    ///< the rule
    bool ends_article = false;  ///< a heading of what comes after articles ("Related stories", "Comments")
};

/// Judges one line. A promotion is a short line in which the page speaks to its reader (imperative or second person) about
/// its own goods (newsletter, app, subscription, survey): one of the two alone, as in news about an app, is none.
Junk judge_line(std::string_view line, const Lexicon& lexicon);

}  // namespace newshound::extract
