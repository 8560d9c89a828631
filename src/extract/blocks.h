// A page's visible text as a sequence of blocks: what a reader sees as one line or paragraph.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "extract/marks.h"
#include "extract/tree.h"

namespace newshound::extract {

struct Block {
    std::string text;               ///< white space folded
    std::uint32_t length = 0;       ///< code points; CJK characters count three, as they say as much as three letters
    std::uint32_t link_length = 0;  ///< of these inside <a href>
    NodeIndex first = kNoNode;      ///< first text node
    NodeIndex last = kNoNode;       ///< last text node
    NodeIndex container = kNoNode;  ///< nearest element that is a block of its own
    int heading = 0;                ///< 1..6 inside <h1>..<h6>, else 0
    bool strong = false;            ///< all of it bold
    bool sentence = false;          ///< ends as a sentence does
    bool paragraph = false;         ///< inside <p>
    NodeIndex list = kNoNode;       ///< nearest <ul>, <ol> or <dl>, if inside an item
    NodeIndex quote = kNoNode;      ///< outermost <blockquote>
    NodeIndex figure = kNoNode;     ///< outermost <figure>
    NodeIndex table = kNoNode;      ///< innermost <table>

    [[nodiscard]] double link_density() const { return length == 0 ? 0 : static_cast<double>(link_length) / length; }
};

/// All blocks in document order. Notes for screen readers inside a line ("(opens in a new window)") are left out. Text in
/// hidden elements is passed over, except that with `show_hidden` what only style sheets and attributes hide is read too
/// (bodies that a script was to reveal).
std::vector<Block> read_blocks(const Tree& tree, const std::vector<Mark>& marks, const Lexicon& lexicon,
                               bool show_hidden = false);

/// Length as in Block::length.
std::uint32_t weighted_length(std::string_view s);
/// True if the text ends as a sentence does: full stop, question or exclamation mark, ellipsis or colon, quotation marks
/// after.
bool ends_sentence(std::string_view s);

}  // namespace newshound::extract
