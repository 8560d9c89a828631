// The lines of a flattened page with what each looks like by itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "extract/lexicon.h"

namespace newshound::extract {

struct FlatLine {
    enum class Role { text, heading, item, caption, title, dropped };

    std::string text;  ///< white space folded, bullet removed
    std::uint32_t length = 0;
    std::size_t begin = 0, end = 0;  ///< bytes in the page
    bool blank_before = false;
    bool bullet = false;
    bool table = false;         ///< a row drawn with vertical bars
    bool image = false;         ///< "[picture]": where a text browser puts a picture's name
    bool picture_text = false;  ///< a picture's alternative text or caption, by its form
    bool sentence = false;      ///< ends as a sentence
    bool date = false, byline = false, copyright = false, ends_article = false;
    std::string_view junk, reason;  ///< judge_line
    double weight = 0;              ///< running text counts for, everything else against belonging to a body
    Role role = Role::text;
    std::string_view kind;  ///< of a dropped line
};

/// Splits a page into its lines that are not blank; drawn rules count as blank. Hard-wrapped paragraphs are joined where the
/// whole page is wrapped.
std::vector<FlatLine> read_lines(std::string_view text, const Lexicon& lexicon);

}  // namespace newshound::extract
