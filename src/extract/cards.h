// Teasers: small parts of a page that show another story by its title, a picture and a sentence or two.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "extract/blocks.h"
#include "extract/marks.h"
#include "extract/tree.h"

namespace newshound::extract {

/// What stands below any element, told at once from sums over the document.
class Contents {
public:
    /// `host`: of the page, "" if not known.
    Contents(const Tree& tree, const std::vector<Block>& blocks, std::string_view host);

    [[nodiscard]] double text(NodeIndex n) const { return text_[tree_.end(n)] - text_[n]; }  ///< lengths of blocks
    [[nodiscard]] bool has_picture(NodeIndex n) const { return pictures_[tree_.end(n)] > pictures_[n]; }
    [[nodiscard]] bool has_linked_picture(NodeIndex n) const { return linked_pictures_[tree_.end(n)] > linked_pictures_[n]; }
    [[nodiscard]] std::uint32_t headings(NodeIndex n) const { return headings_[tree_.end(n)] - headings_[n]; }
    [[nodiscard]] bool has_link(NodeIndex n) const {  // into the same site
        return links_[tree_.end(n)] > links_[n];
    }
    /// Blocks that are nothing but a link to another page of the same site and long enough for a title.
    [[nodiscard]] std::uint32_t linked_titles(NodeIndex n) const { return titles_[tree_.end(n)] - titles_[n]; }

private:
    const Tree& tree_;
    std::vector<double> text_;
    std::vector<std::uint32_t> pictures_, linked_pictures_, titles_, headings_, links_;
};

/// For each block, whether it belongs to a teaser: the smallest part around it that holds a linked title is small and
/// framed (an <article>, a list item, an element named teaser or card, one with a linked picture). A page whose running text
/// is mostly in such parts (a list of products, of places to see) has no teasers by this rule.
std::vector<bool> find_cards(const Tree& tree, const std::vector<Mark>& marks, const std::vector<Block>& blocks,
                             const Contents& contents, NodeIndex root, NodeIndex headline);

}  // namespace newshound::extract
