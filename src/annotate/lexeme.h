// What spaCy knows of a word form whatever its place: the attributes that the networks, the ruler and the lemmatizer read
// (spacy/lang/lex_attrs.py, spacy/lang/norm_exceptions.py).
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

#include "annotate/lexed.h"
#include "annotate/string_lists.h"

namespace newshound::annotate {

struct Lexeme {
    std::string text;
    std::string lower;  ///< Python's str.lower()
    StringId orth = 0, lower_id = 0, norm = 0, prefix = 0, suffix = 0, shape = 0;
    bool is_space = false;        ///< white space only
    bool starts_special = false;  ///< may begin a special case that was split (set by the tokenizer)
};

/// "Xxxx", "d,ddd", "LONG" (100 code points or more).
std::string word_shape(std::string_view s);

/// Norm of `text`: from `exceptions` (the model's table lexeme_norm), else one for all languages (quotes, dashes,
/// currencies), else lower case.
std::string norm_of(std::string_view text, const StringLists& exceptions);

Lexeme make_lexeme(std::string_view text, const StringLists& norm_exceptions);

/// The lexemes met so far: one a workspace, no locks. Values are functions of the text, so results never depend on it.
class Lexicon {
public:
    /// Index of `text`, or kAbsent.
    [[nodiscard]] std::uint32_t find(std::string_view text) const;
    std::uint32_t add(Lexeme lexeme);
    [[nodiscard]] const Lexeme& operator[](std::uint32_t i) const { return lexemes_[i]; }
    [[nodiscard]] std::size_t size() const { return lexemes_.size(); }
    [[nodiscard]] std::size_t bytes() const { return bytes_; }  ///< roughly
    void clear();

    static constexpr std::uint32_t kAbsent = UINT32_MAX;

private:
    std::deque<Lexeme> lexemes_;  // a deque: the index below views the strings
    std::unordered_map<std::string_view, std::uint32_t> index_;
    std::size_t bytes_ = 0;
};

}  // namespace newshound::annotate
