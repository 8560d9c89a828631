// Names and dates that only the page's words tell: bylines, datelines and sign-offs around the body.
#pragma once

#include <vector>

#include "extract/blocks.h"
#include "extract/body.h"
#include "extract/metadata.h"

namespace newshound::extract {

/// Fills what `metadata` lacks (authors, agency, publisher, published) from the lines between headline and body, and after
/// the body. What is filled already stays.
void read_visible(const std::vector<Block>& blocks, const std::vector<Mark>& marks, const Body& body, const Lexicon& lexicon,
                  Metadata& metadata);

}  // namespace newshound::extract
