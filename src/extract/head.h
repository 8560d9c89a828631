// What a page's markup offers about its article, gathered in one pass: metas, titles, structured data, and the elements that
// look like headlines, bylines and dates. The readers of the single fields (metadata_*.cpp) choose among these.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "extract/lexicon.h"
#include "extract/marks.h"
#include "extract/tree.h"

namespace newshound::extract {

struct Head {
    std::map<std::string, std::vector<std::string>, std::less<>> meta;  ///< by name, property or itemprop in lower case
    std::vector<std::string_view> scripts;                              ///< JSON-LD
    std::string title, canonical, language;
    std::vector<NodeIndex> h1s, lesser_headings;                      ///< at most 20 and 40
    std::vector<NodeIndex> times;                                     ///< <time>
    std::vector<NodeIndex> author_items, date_items, modified_items;  ///< by itemprop and rel
    std::vector<NodeIndex> bylines, dates;                            ///< by class names
};

Head gather(const Tree& tree, const std::vector<Mark>& marks);

/// The first value that is not blank of the metas `names`, in their order; `which` becomes "meta NAME".
std::string first_meta(const Head& head, const std::vector<std::string_view>& names, std::string& which);

/// True for what belongs to other stories, comments or the page's frame: it stands inside an element named so that does not
/// hold the article's headline too (kNoNode: unknown).
bool in_other_story(const Tree& tree, const std::vector<Mark>& marks, NodeIndex headline, NodeIndex n);

/// The text below `n` as a reader sees it in pieces: one for each text node, white space folded, without what is not shown.
struct TextPiece {
    std::string text;
    bool linked = false;       ///< inside an <a>
    bool starts_line = false;  ///< a block element or line break begins before it
    NodeIndex node = kNoNode;
};
std::vector<TextPiece> pieces_of(const Tree& tree, const std::vector<Mark>& marks, NodeIndex n, std::size_t limit = 400);

/// Pieces as one line: " " where inline elements meet, " | " where blocks do.
std::string joined(const std::vector<TextPiece>& pieces);

}  // namespace newshound::extract
