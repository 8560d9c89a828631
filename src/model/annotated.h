// An article with its language annotation: the record that `newshound annotate` prints (contract, section 3).
// Offsets named begin/end count Unicode code points of `text`; byte_begin/byte_end are the same places in UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/label.h"
#include "model/article.h"

namespace newshound {

/// Index of a token in Annotated::tokens.
using TokenIndex = std::uint32_t;
constexpr TokenIndex kNoToken = UINT32_MAX;

struct Token {
    std::uint32_t begin = 0, end = 0;  ///< code points
    std::uint32_t byte_begin = 0, byte_end = 0;
    TokenIndex head = 0;         ///< its own index for a root
    bool space_after = false;    ///< followed by one U+0020 that is no token
    char iob = 'O';              ///< 'B', 'I', 'O'
    Label pos, tag, morph, dep;  ///< spaCy's labels; morph "Number=Sing|Person=3" or ""
    Label ent;                   ///< entity label, empty outside entities
    std::string lemma;
};

struct Sentence {
    std::uint32_t begin = 0, end = 0;  ///< code points
    TokenIndex first = 0, last = 0;    ///< tokens [first, last)
};

struct Entity {
    std::uint32_t begin = 0, end = 0;  ///< code points
    Label label;
    TokenIndex first = 0, last = 0;  ///< tokens [first, last)
};

struct Place {
    std::uint32_t begin = 0, end = 0;  ///< code points
    std::string text;
    std::int64_t geonames = 0;  ///< GeoNames id, 0 = none
    std::string name;           ///< canonical
    std::string country;        ///< ISO 3166-1 alpha-3
    std::string admin1;
    double lat = 0, lon = 0;  ///< degrees, WGS 84
};

struct Span {
    std::uint32_t begin = 0, end = 0;  ///< code points
    friend bool operator==(const Span&, const Span&) = default;
};

struct Attribution {
    enum class Kind { direct, indirect, mixed };
    std::vector<Span> speaker, cue, content;
    Kind kind = Kind::indirect;
};

struct Annotated {
    Article article;  ///< its `text` is the text annotated
    std::vector<Token> tokens;
    std::vector<Sentence> sentences;
    std::vector<Entity> entities;
    std::vector<Place> places;
    std::vector<Attribution> attributions;

    [[nodiscard]] const std::string& text() const { return article.text; }
    /// The token as it stands in the text.
    [[nodiscard]] std::string_view text_of(const Token& t) const {
        return std::string_view(article.text).substr(t.byte_begin, t.byte_end - t.byte_begin);
    }
    [[nodiscard]] std::string_view text_of(TokenIndex i) const { return text_of(tokens[i]); }
    /// The text from the first token's begin to the last one's end of tokens [first, last); "" if empty.
    [[nodiscard]] std::string_view text_of(TokenIndex first, TokenIndex last) const {
        if (first >= last) return {};
        return std::string_view(article.text)
            .substr(tokens[first].byte_begin, tokens[last - 1].byte_end - tokens[first].byte_begin);
    }
};

}  // namespace newshound
