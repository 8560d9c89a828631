// The article's own blocks out of all the blocks of a page.
#pragma once

#include <string>
#include <vector>

#include "extract/blocks.h"
#include "extract/metadata.h"
#include "model/article.h"

namespace newshound::extract {

struct Body {
    std::vector<Paragraph> paragraphs;  ///< captions included, in place
    std::vector<Caption> captions;
    std::vector<Dropped> dropped;
    std::vector<NodeIndex> nodes;                 ///< of each paragraph: the element it stands in (markup only)
    std::size_t first_block = 0, last_block = 0;  ///< of the blocks kept as text; equal and 0 if none was

    [[nodiscard]] std::size_t length() const;  ///< code points of all but captions
};

/// Reads the body out of a parsed page. `dropped` is filled only with `explain`.
Body read_body(const Tree& tree, const std::vector<Mark>& marks, const std::vector<Block>& blocks, const Metadata& metadata,
               const Lexicon& lexicon, bool explain);

}  // namespace newshound::extract
