// The words of data/extract/: what class names tell, what pages put around their articles, how bylines are written, which
// agencies and months there are. Loaded once, then read-only.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.h"

namespace newshound::extract {

/// What an element's class, id or role says about everything below it, from hints.tsv.
struct Hint {
    enum class Strength { none, soft, hard, caption, content };
    std::string_view kind;  ///< "comment", "related", ... as in Dropped::kind
    Strength strength = Strength::none;
};

/// One phrase of phrases.tsv found in a line.
struct PhraseHit {
    std::string_view kind;
    std::string_view language;  ///< BCP 47, "mul" for any
    enum class Match { exact, start, word } match = Match::word;
    bool opens_sentence = false;  ///< the phrase is the first of the line or of a sentence in it
};

class Lexicon {
public:
    /// The lexicon, loaded at first use. Errors "data_missing", "data_invalid".
    static Result<const Lexicon*> get();

    /// The strongest hint in a class, id or role attribute ("c-article__related-list has-image").
    [[nodiscard]] Hint hint(std::string_view attribute) const;
    /// True if the attribute names a place where an article's body is put ("entry-content").
    [[nodiscard]] bool names_content(std::string_view attribute) const;

    /// All phrases of a line, at most 64.
    [[nodiscard]] std::vector<PhraseHit> phrases(std::string_view line) const;

    /// 1-12, or 0 for a word that names no month. `word` in lower case.
    [[nodiscard]] int month(std::string_view word) const;

    /// Canonical name of the agency that `name` is, whole and case-sensitive ("Agence France-Presse" -> "AFP"); "" if none.
    [[nodiscard]] std::string_view agency(std::string_view name) const;

    /// Longest word of kind "by", "and", "role", "nobody", "with", "where" that `s` (lower case) begins with, as whole
    /// words; its length in bytes, 0 if none.
    [[nodiscard]] std::size_t byline_word(std::string_view kind, std::string_view s) const;
    /// True if `s` (lower case) as a whole is such a word.
    [[nodiscard]] bool is_byline_word(std::string_view kind, std::string_view s) const;

private:
    struct Phrase {
        std::vector<std::string> words;
        std::string_view kind, language;
        PhraseHit::Match match;
    };
    Status load();
    Status load_hints();
    Status load_phrases();
    Status load_names();

    std::unordered_map<std::string, Hint> hints_;
    std::unordered_map<std::string, std::vector<Phrase>> phrases_;  // by first word
    std::unordered_map<std::string, int> months_;
    std::unordered_map<std::string, std::string_view> agencies_;
    std::unordered_map<std::string, std::unordered_set<std::string>> byline_words_;  // by kind
};

/// The words of a line as phrases are compared: lower case, ASCII apostrophes, punctuation apart from letters and digits
/// dropped (but '©'), each CJK character a word of its own. With `marks`, colons (":") and sentence ends (".") are words
/// too.
std::vector<std::string> phrase_words(std::string_view line, std::size_t limit = SIZE_MAX, bool marks = false);

}  // namespace newshound::extract
