// Where on a page the article's body is.
#pragma once

#include <string>
#include <vector>

#include "extract/blocks.h"

namespace newshound::extract {

struct Region {
    NodeIndex root = 0;                 ///< smallest element that holds the body
    std::vector<NodeIndex> dropped_by;  ///< by node: the hard hint that holds, kNoNode for none; hints that most of the
                                        ///< page's text speaks against are lifted
    double mass = 0;                    ///< weight of the text inside
};

/// How much a block looks like running text: its length outside links, 0 for short or linked lines.
double running_text(const Block& block);

/// Chooses by weight of running text: from the page down, into the part that holds nearly all of it, with places named as
/// content ("entry-content", itemprop articleBody) and blocks that `body` (the page's own structured copy of the text, may
/// be empty) repeats as evidence; where several stories stand on the page, the one with the headline.
Region choose_region(const Tree& tree, const std::vector<Mark>& marks, const std::vector<Block>& blocks,
                     const std::vector<bool>& in_body, NodeIndex headline);

/// For each block, whether `body` holds it: at least two thirds of its word quadruples (all words, if it is shorter).
std::vector<bool> repeated_in(const std::vector<Block>& blocks, const std::string& body);

}  // namespace newshound::extract
