// What the markup of a page says about its parts: the hint of each element's class, id, role and tag, and whether it shows.
#pragma once

#include <string_view>
#include <vector>

#include "extract/lexicon.h"
#include "extract/tree.h"

namespace newshound::extract {

struct Mark {
    Hint hint;                       ///< of the element itself
    bool hidden = false;             ///< not shown: display:none, aria-hidden; also scripts, styles, templates
    bool content = false;            ///< named as a place of the body
    NodeIndex dropped_by = kNoNode;  ///< nearest ancestor or self with a hard hint
    NodeIndex hidden_by = kNoNode;   ///< outermost ancestor or self that is hidden
};

/// One mark a node. Elements of the page's frame (html, body, main, article) carry no hint: their classes describe the page.
std::vector<Mark> mark(const Tree& tree, const Lexicon& lexicon);

}  // namespace newshound::extract
