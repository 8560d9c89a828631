#include "extract/lexicon.h"

#include <algorithm>
#include <charconv>

#include "base/resource.h"
#include "base/text.h"

namespace newshound::extract {

namespace {

bool is_cjk(char32_t c) {
    return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF);
}

bool is_mark(char32_t c) {  // combining marks of Indic, Arabic and Hebrew script belong to the word
    return (c >= 0x0300 && c <= 0x036F) || (c >= 0x0591 && c <= 0x05C7) || (c >= 0x064B && c <= 0x065F) ||
           (c >= 0x0900 && c <= 0x0DFF) || (c >= 0x0E30 && c <= 0x0E4E) || c == 0x200C || c == 0x200D;
}

/// Splits a class attribute's one token into lower-case words at '-', '_', ':' and camelCase.
std::vector<std::string> class_words(std::string_view token) {
    std::vector<std::string> words;
    std::string word;
    bool was_lower = false;
    for (char c : token) {
        const bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
        if ((!upper && !lower && !digit && static_cast<unsigned char>(c) < 0x80) || (upper && was_lower)) {
            if (!word.empty()) words.push_back(std::move(word));
            word.clear();
        }
        if (upper || lower || digit || static_cast<unsigned char>(c) >= 0x80) word += upper ? static_cast<char>(c + 32) : c;
        was_lower = lower || digit;
    }
    if (!word.empty()) words.push_back(std::move(word));
    return words;
}

bool is_mark_word(std::string_view word) { return word == ":" || word == "."; }

/// Words that say an element is about layout around something, not the thing itself: "has-sidebar", "with-ads".
bool is_modifier(std::string_view word) {
    static const std::unordered_set<std::string_view> kWords{
        "has",   "have",    "no",      "not",      "with",    "without", "is",     "enable", "show",  "hide",
        "hides", "enabled", "without", "supports", "disable", "non",     "before", "after",  "above", "below"};
    return kWords.contains(word);
}

template <class Sink>
void for_each_token(std::string_view attribute, Sink sink) {
    std::size_t at = 0;
    while (at < attribute.size()) {
        while (at < attribute.size() && static_cast<unsigned char>(attribute[at]) <= ' ') ++at;
        std::size_t end = at;
        while (end < attribute.size() && static_cast<unsigned char>(attribute[end]) > ' ') ++end;
        if (end > at) sink(attribute.substr(at, end - at));
        at = end;
    }
}

int rank(Hint::Strength s) {
    switch (s) {
        case Hint::Strength::none: return 0;
        case Hint::Strength::content: return 1;
        case Hint::Strength::soft: return 2;
        case Hint::Strength::caption: return 3;
        case Hint::Strength::hard: return 4;
    }
    return 0;
}

}  // namespace

std::vector<std::string> phrase_words(std::string_view line, std::size_t limit, bool marks) {
    std::vector<std::string> words;
    std::string word;
    const std::string low = text::lower(line);
    for (std::size_t i = 0; i < low.size() && words.size() < limit;) {
        char32_t c = text::next(low, i);
        if (c == 0x2019 || c == 0x02BC) c = '\'';
        if (is_cjk(c)) {
            if (!word.empty()) words.push_back(std::move(word));
            word.clear();
            text::append(word, c);
            words.push_back(std::move(word));
            word.clear();
            continue;
        }
        const bool colon = c == ':' || c == 0xFF1A;
        if (marks &&
            (colon || c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x061F)) {
            if (!word.empty()) words.push_back(std::move(word));
            if (words.empty() || words.back() != ".") words.emplace_back(colon ? ":" : ".");
            word.clear();
            continue;
        }
        const bool inner = c == '\'' || c == '&' || c == 0xA9 || is_mark(c);
        if (text::is_alpha(c) || text::is_digit(c) || inner) {
            text::append(word, c);
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    if (!word.empty() && words.size() < limit) words.push_back(std::move(word));
    return words;
}

Result<const Lexicon*> Lexicon::get() {
    struct Loaded {
        Lexicon lexicon;
        Status status;
    };
    static const Loaded loaded = [] {
        Loaded l;
        l.status = l.lexicon.load();
        return l;
    }();
    if (!loaded.status) return tl::unexpected(loaded.status.error());
    return &loaded.lexicon;
}

Status Lexicon::load() {
    if (Status s = load_hints(); !s) return s;
    if (Status s = load_phrases(); !s) return s;
    return load_names();
}

Status Lexicon::load_hints() {
    const auto rows = resource::rows("extract/hints.tsv");
    if (!rows) return tl::unexpected(rows.error());
    for (const resource::Row& row : *rows) {
        Hint hint{row[1], Hint::Strength::none};
        if (row[2] == "hard")
            hint.strength = Hint::Strength::hard;
        else if (row[2] == "soft")
            hint.strength = Hint::Strength::soft;
        else if (row[2] == "caption")
            hint.strength = Hint::Strength::caption;
        else if (row[2] == "content")
            hint.strength = Hint::Strength::content;
        else
            return resource::bad_row(row, "strength must be hard, soft, caption or content");
        hints_.emplace(std::string(row[0]), hint);
    }
    return {};
}

Status Lexicon::load_phrases() {
    const auto rows = resource::rows("extract/phrases.tsv");
    if (!rows) return tl::unexpected(rows.error());
    for (const resource::Row& row : *rows) {
        PhraseHit::Match match = PhraseHit::Match::word;
        if (row[1] == "exact")
            match = PhraseHit::Match::exact;
        else if (row[1] == "start")
            match = PhraseHit::Match::start;
        else if (row[1] != "word")
            return resource::bad_row(row, "match must be exact, start or word");
        for (std::string_view phrase : text::split(row[3], '|')) {
            std::vector<std::string> words = phrase_words(phrase, SIZE_MAX, true);
            while (match == PhraseHit::Match::exact && !words.empty() && is_mark_word(words.back())) words.pop_back();
            if (words.empty()) continue;
            std::string first = words.front();
            phrases_[first].push_back({std::move(words), row[0], row[2], match});
        }
    }
    return {};
}

Status Lexicon::load_names() {
    const auto months = resource::rows("extract/months.tsv");
    if (!months) return tl::unexpected(months.error());
    for (const resource::Row& row : *months) {
        int number = 0;
        std::from_chars(row[0].data(), row[0].data() + row[0].size(), number);
        if (number < 1 || number > 12) return resource::bad_row(row, "month must be 1-12");
        for (std::string_view name : text::split(row[1], ' '))
            if (!name.empty()) months_.emplace(std::string(name), number);
    }
    const auto agencies = resource::rows("extract/agencies.tsv");
    if (!agencies) return tl::unexpected(agencies.error());
    for (const resource::Row& row : *agencies) {
        agencies_.emplace(std::string(row[0]), row[0]);
        for (std::string_view other : text::split(row[1], '|'))
            if (!other.empty()) agencies_.emplace(std::string(other), row[0]);
    }
    const auto bylines = resource::rows("extract/bylines.tsv");
    if (!bylines) return tl::unexpected(bylines.error());
    for (const resource::Row& row : *bylines)
        for (std::string_view word : text::split(row[2], '|')) byline_words_[std::string(row[0])].emplace(word);
    return {};
}

Hint Lexicon::hint(std::string_view attribute) const {
    Hint best;
    for_each_token(attribute, [&](std::string_view token) {
        if (token.size() > 80) return;
        const std::vector<std::string> words = class_words(token);
        if (words.empty() || words.size() > 12 || is_modifier(words.front())) return;
        std::size_t at = 0;
        while (at < words.size()) {
            std::size_t used = 1;
            for (std::size_t length = std::min<std::size_t>(4, words.size() - at); length >= 1; --length) {
                std::string key = words[at];
                for (std::size_t k = 1; k < length; ++k) key += "-" + words[at + k];
                const auto it = hints_.find(key);
                if (it == hints_.end()) continue;
                used = length;
                if (rank(it->second.strength) > rank(best.strength)) best = it->second;
                break;
            }
            if (is_modifier(words[at])) break;
            at += used;
        }
    });
    return best;
}

bool Lexicon::names_content(std::string_view attribute) const {
    bool found = false;
    for_each_token(attribute, [&](std::string_view token) {
        const std::vector<std::string> words = class_words(token);
        if (words.size() > 12) return;
        for (std::size_t at = 0; at < words.size() && !found; ++at) {
            std::string key;
            for (std::size_t k = at; k < words.size() && k < at + 4; ++k) {
                key += (k > at ? "-" : "") + words[k];
                const auto it = hints_.find(key);
                if (it != hints_.end() && it->second.strength == Hint::Strength::content) found = true;
            }
        }
    });
    return found;
}

std::vector<PhraseHit> Lexicon::phrases(std::string_view line) const {
    std::vector<PhraseHit> hits;
    const std::vector<std::string> words = phrase_words(line, 140, true);
    std::size_t whole = words.size();
    while (whole > 0 && is_mark_word(words[whole - 1])) --whole;
    for (std::size_t at = 0; at < words.size() && hits.size() < 64; ++at) {
        const auto it = phrases_.find(words[at]);
        if (it == phrases_.end()) continue;
        for (const Phrase& phrase : it->second) {
            if (phrase.match != PhraseHit::Match::word && at > 0) continue;
            if (at + phrase.words.size() > words.size()) continue;
            if (phrase.match == PhraseHit::Match::exact && phrase.words.size() != whole) continue;
            if (std::equal(phrase.words.begin(), phrase.words.end(), words.begin() + static_cast<std::ptrdiff_t>(at)))
                hits.push_back({phrase.kind, phrase.language, phrase.match, at == 0 || is_mark_word(words[at - 1])});
        }
    }
    return hits;
}

int Lexicon::month(std::string_view word) const {
    const auto it = months_.find(std::string(word));
    return it == months_.end() ? 0 : it->second;
}

std::string_view Lexicon::agency(std::string_view name) const {
    const auto it = agencies_.find(std::string(text::trim(name)));
    return it == agencies_.end() ? std::string_view() : it->second;
}

std::size_t Lexicon::byline_word(std::string_view kind, std::string_view s) const {
    const auto it = byline_words_.find(std::string(kind));
    if (it == byline_words_.end()) return 0;
    std::size_t best = 0;
    // Words are short: every prefix that ends at a word border, the longest first.
    for (std::size_t end = std::min<std::size_t>(s.size(), 48); end > 0 && best == 0; --end) {
        const bool border = end == s.size() || s[end] == ' ' || s[end] == ':' || s[end] == ',' || s[end] == '.';
        const bool symbol = static_cast<unsigned char>(s[end - 1]) >= 0xE0;  // CJK words need no border
        if (!border && !symbol && (static_cast<unsigned char>(s[0]) < 0xE0)) continue;
        if (it->second.contains(std::string(s.substr(0, end)))) best = end;
    }
    return best;
}

bool Lexicon::is_byline_word(std::string_view kind, std::string_view s) const {
    const auto it = byline_words_.find(std::string(kind));
    return it != byline_words_.end() && it->second.contains(std::string(s));
}

}  // namespace newshound::extract
