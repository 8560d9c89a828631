// The words of data/extract/: what class names tell, what pages put around their articles, how bylines are written, which
// agencies and months there are. Loaded once, then read-only.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <functional>
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

/// The words of a line, in one piece of memory; see phrase_words.
class Words {
public:
    [[nodiscard]] std::size_t size() const { return ends_.size(); }
    [[nodiscard]] bool empty() const { return ends_.empty(); }
    [[nodiscard]] std::string_view operator[](std::size_t i) const {
        const std::size_t begin = i == 0 ? 0 : ends_[i - 1];
        return std::string_view(bytes_).substr(begin, ends_[i] - begin);
    }
    /// The bytes of the words from the first to the last, with nothing between them.
    [[nodiscard]] std::string_view all() const { return bytes_; }

private:
    friend Words words_of_line(std::string_view line, std::size_t limit, bool marks);
    std::string bytes_;
    std::vector<std::uint32_t> ends_;
};

/// Lets tables of strings be asked for views.
struct ViewHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
};
template <class Value>
using StringMap = std::unordered_map<std::string, Value, ViewHash, std::equal_to<>>;
using StringSet = std::unordered_set<std::string, ViewHash, std::equal_to<>>;

/// Tells most strings that a table does not hold before they are hashed and compared.
class Sieve {
public:
    void add(std::string_view s) { bits_.set(place(s)); }
    [[nodiscard]] bool may_hold(std::string_view s) const { return bits_[place(s)]; }

private:
    static constexpr std::size_t kBits = 1 << 13;
    static std::size_t place(std::string_view s) {
        if (s.empty()) return 0;
        const auto byte = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(s[i])); };
        return (byte(0) * 37 + byte(s.size() / 2) * 101 + byte(s.size() - 1) * 293 + s.size() * 1201) % kBits;
    }
    std::bitset<kBits> bits_;
};

/// The kinds of words in bylines.tsv, which tells what each is for.
enum class BylineWord { conjunction, by, helper, middle, nobody, role, stop, where, with };
constexpr std::size_t kBylineWords = 9;

class Lexicon {
public:
    /// The lexicon, loaded at first use. Errors "data_missing", "data_invalid".
    static Result<const Lexicon*> get();

    /// What a class, id or role attribute says ("c-article__related-list has-image").
    struct Named {
        Hint hint;             ///< the strongest in it
        bool content = false;  ///< it names a place where an article's body is put ("entry-content")
    };
    using NamedTokens = std::unordered_map<std::string_view, Named>;
    /// `known` keeps what the names in it say, for pages repeat them: views into the attributes, so for one page only.
    [[nodiscard]] Named named(std::string_view attribute, NamedTokens& known) const;
    [[nodiscard]] Named named(std::string_view attribute) const {
        NamedTokens none;
        return named(attribute, none);
    }
    [[nodiscard]] Hint hint(std::string_view attribute) const { return named(attribute).hint; }
    [[nodiscard]] bool names_content(std::string_view attribute) const { return named(attribute).content; }

    /// All phrases of a line, at most 64.
    [[nodiscard]] std::vector<PhraseHit> phrases(std::string_view line) const;

    /// 1-12, or 0 for a word that names no month. `word` in lower case.
    [[nodiscard]] int month(std::string_view word) const;

    /// True if `word` (lower case) may stand between the parts of a date ("de", "of", "th").
    [[nodiscard]] bool is_date_glue(std::string_view word) const { return date_glue_.contains(word); }
    /// True if `word` (lower case) may stand between a date and its time of day ("at", "um").
    [[nodiscard]] bool is_before_time(std::string_view word) const { return before_time_.contains(word); }
    /// What the words beside a date say it is; with `last`, the last such word decides, else the first.
    enum class DateLabel { none, published, updated };
    [[nodiscard]] DateLabel date_label(std::string_view words, bool last) const;

    /// True if `word` (as written, with its capital) is known as a given name.
    [[nodiscard]] bool is_given_name(std::string_view word) const { return given_names_.contains(word); }

    /// Canonical name of the agency that `name` is, whole and case-sensitive ("Agence France-Presse" -> "AFP"); "" if none.
    [[nodiscard]] std::string_view agency(std::string_view name) const;

    /// Longest word of the kind that `s` (lower case) begins with, as whole words; its length in bytes, 0 if none.
    [[nodiscard]] std::size_t byline_word(BylineWord kind, std::string_view s) const;
    /// True if `s` (lower case) as a whole is such a word.
    [[nodiscard]] bool is_byline_word(BylineWord kind, std::string_view s) const;

private:
    struct Phrase {
        std::vector<std::string> words;
        std::string_view kind, language;
        PhraseHit::Match match;
    };
    [[nodiscard]] Named named_token(std::string_view token) const;
    Status load();
    Status load_hints();
    Status load_phrases();
    Status load_names();
    Status load_date_words();
    Status load_given_names();

    struct Head {
        std::size_t longest = 0;  // words of the longest hint that begins with this one; 0 for none
        bool modifier = false;
    };
    StringMap<Hint> hints_;
    StringMap<Head> heads_;                   // by first word of a hint
    StringMap<std::vector<Phrase>> phrases_;  // by first word
    Sieve known_heads_, known_phrases_, known_agencies_;
    StringMap<int> months_;
    StringMap<std::string_view> agencies_;
    std::size_t longest_agency_ = 0;  // bytes
    struct BylineWords {
        StringSet words;
        Sieve known;
        std::bitset<256> first;   // the bytes that they begin with
        std::size_t longest = 0;  // bytes
    };
    [[nodiscard]] const BylineWords& byline_words(BylineWord kind) const {
        return byline_words_[static_cast<std::size_t>(kind)];
    }
    std::array<BylineWords, kBylineWords> byline_words_;  // by kind
    StringMap<DateLabel> date_labels_;                    // words joined by a space
    StringSet date_glue_, before_time_, given_names_;
};

/// The words of a line as phrases are compared: lower case, ASCII apostrophes, punctuation apart from letters and digits
/// dropped (but '©'), each CJK character a word of its own. With `marks`, colons (":") and sentence ends (".") are words
/// too.
std::vector<std::string> phrase_words(std::string_view line, std::size_t limit = SIZE_MAX, bool marks = false);
/// The same without a string for each word.
Words words_of_line(std::string_view line, std::size_t limit = SIZE_MAX, bool marks = false);
/// True if the line has any such word (marks apart).
bool has_phrase_words(std::string_view line);

}  // namespace newshound::extract
