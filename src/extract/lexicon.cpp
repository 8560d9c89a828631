#include "extract/lexicon.h"

#include <algorithm>
#include <array>
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

bool is_inner(char32_t c) { return c == '\'' || c == '&' || c == 0xA9 || is_mark(c); }

constexpr std::size_t kMaxClassWords = 12;

/// A class attribute's one token as lower-case words, split at '-', '_', ':' and camelCase: "c-articleBody" ->
/// "c-article-body", so that any run of words is a piece of one string.
struct ClassWords {
    std::string joined;
    std::size_t count = 0;  // kMaxClassWords + 1 for more
    std::array<std::size_t, kMaxClassWords + 1> begins{}, ends{};

    void split(std::string_view token) {
        joined.clear();
        count = 0;
        std::size_t begin = 0;
        bool was_lower = false;
        const auto finish = [&] {
            if (joined.size() == begin) return;
            begins[count] = begin;
            ends[count] = joined.size();
            ++count;
            joined += '-';
            begin = joined.size();
        };
        for (char c : token) {
            const bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z', digit = c >= '0' && c <= '9';
            const bool beyond_ascii = static_cast<unsigned char>(c) >= 0x80;
            if ((!upper && !lower && !digit && !beyond_ascii) || (upper && was_lower)) finish();
            if (count > kMaxClassWords) return;
            if (upper || lower || digit || beyond_ascii) joined += upper ? static_cast<char>(c + 32) : c;
            was_lower = lower || digit;
        }
        finish();
    }
    [[nodiscard]] std::string_view run(std::size_t from, std::size_t length) const {
        return std::string_view(joined).substr(begins[from], ends[from + length - 1] - begins[from]);
    }
};

bool is_ascii_letter(char c) { return static_cast<unsigned char>((c | 0x20) - 'a') < 26; }

bool is_mark_word(std::string_view word) { return word == ":" || word == "."; }

/// Words that say an element is about layout around something, not the thing itself: "has-sidebar", "with-ads".
constexpr std::array<std::string_view, 19> kModifiers{"has",    "have",   "no",    "not",   "with",    "without",  "is",
                                                      "enable", "show",   "hide",  "hides", "enabled", "supports", "disable",
                                                      "non",    "before", "after", "above", "below"};

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

Words words_of_line(std::string_view line, std::size_t limit, bool marks) {
    Words words;
    std::string lowered;  // only where case is no matter of single characters
    if (line.find("\xCE\xA3") != std::string_view::npos || line.find("\xC4\xB0") != std::string_view::npos) {
        lowered = text::lower(line);
        line = lowered;
    }
    std::string& out = words.bytes_;
    constexpr std::size_t kMostReserved = 2000, kUsualWord = 5;
    out.reserve(limit == SIZE_MAX ? line.size() : std::min(line.size(), kMostReserved));
    words.ends_.reserve(std::min({limit, line.size() / kUsualWord + 4, kMostReserved}));
    std::size_t begin = 0;  // of the word at hand
    const auto finish = [&] {
        if (out.size() == begin) return;
        words.ends_.push_back(static_cast<std::uint32_t>(out.size()));
        begin = out.size();
    };
    for (std::size_t i = 0; i < line.size() && words.size() < limit;) {
        // Nearly everything is a letter of ASCII or the space after one.
        const char byte = line[i];
        if (is_ascii_letter(byte)) {
            const std::size_t from = i, at = out.size();
            while (++i < line.size() && is_ascii_letter(line[i])) {
            }
            out.append(line, from, i - from);
            for (std::size_t k = at; k < out.size(); ++k) out[k] = static_cast<char>(out[k] | 0x20);
            continue;
        }
        if (byte == ' ') {
            finish();
            ++i;
            continue;
        }
        char32_t c = text::simple_lower(text::next(line, i));
        if (c == 0x2019 || c == 0x02BC) c = '\'';
        if (is_cjk(c)) {
            finish();
            text::append(out, c);
            finish();
            continue;
        }
        const bool colon = c == ':' || c == 0xFF1A;
        if (marks &&
            (colon || c == '.' || c == '!' || c == '?' || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x061F)) {
            finish();
            if (words.empty() || words[words.size() - 1] != ".") {
                out += colon ? ':' : '.';
                finish();
            }
            continue;
        }
        if (is_inner(c) || text::is_alpha(c) || text::is_digit(c))
            text::append(out, c);
        else
            finish();
    }
    if (words.size() < limit) finish();
    return words;
}

std::vector<std::string> phrase_words(std::string_view line, std::size_t limit, bool marks) {
    const Words words = words_of_line(line, limit, marks);
    std::vector<std::string> out;
    out.reserve(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) out.emplace_back(words[i]);
    return out;
}

bool has_phrase_words(std::string_view line) {
    for (std::size_t i = 0; i < line.size();) {
        const char32_t c = text::next(line, i);
        if (text::is_alpha(c) || text::is_digit(c) || is_inner(c) || c == 0x2019 || c == 0x02BC || is_cjk(c)) return true;
    }
    return false;
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
    if (Status s = load_date_words(); !s) return s;
    if (Status s = load_given_names(); !s) return s;
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
        const auto words = static_cast<std::size_t>(std::count(row[0].begin(), row[0].end(), '-')) + 1;
        Head& head = heads_[std::string(row[0].substr(0, row[0].find('-')))];
        head.longest = std::max(head.longest, words);
    }
    for (std::string_view word : kModifiers) heads_[std::string(word)].modifier = true;
    for (const auto& [word, head] : heads_) known_heads_.add(word);
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
            known_phrases_.add(first);
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
    for (const auto& [name, canonical] : agencies_) {
        longest_agency_ = std::max(longest_agency_, name.size());
        known_agencies_.add(name);
    }
    const auto bylines = resource::rows("extract/bylines.tsv");
    if (!bylines) return tl::unexpected(bylines.error());
    static constexpr std::array<std::string_view, kBylineWords> kKinds{"and",  "by",   "helper", "mid", "nobody",
                                                                       "role", "stop", "where",  "with"};
    for (const resource::Row& row : *bylines) {
        const auto* kind = std::find(kKinds.begin(), kKinds.end(), row[0]);
        if (kind == kKinds.end()) return resource::bad_row(row, "no such kind of word");
        BylineWords& words = byline_words_[static_cast<std::size_t>(kind - kKinds.begin())];
        for (std::string_view word : text::split(row[2], '|')) {
            if (word.empty()) continue;
            words.words.emplace(word);
            words.known.add(word);
            words.first.set(static_cast<unsigned char>(word[0]));
            words.longest = std::max(words.longest, word.size());
        }
    }
    return {};
}

Status Lexicon::load_date_words() {
    const auto rows = resource::rows("extract/datewords.tsv");
    if (!rows) return tl::unexpected(rows.error());
    for (const resource::Row& row : *rows)
        for (std::string_view word : text::split(row[2], '|')) {
            if (row[0] == "glue")
                date_glue_.emplace(word);
            else if (row[0] == "at")
                before_time_.emplace(word);
            else if (row[0] == "published" || row[0] == "updated")
                date_labels_.emplace(text::join(phrase_words(word), " "),
                                     row[0] == "updated" ? DateLabel::updated : DateLabel::published);
            else
                return resource::bad_row(row, "kind must be published, updated, glue or at");
        }
    return {};
}

/// The given names that pronouns are resolved with, and more that tell no gender.
Status Lexicon::load_given_names() {
    const auto gendered = resource::rows("actors/given_names.tsv");
    if (!gendered) return tl::unexpected(gendered.error());
    for (const resource::Row& row : *gendered)
        for (std::string_view name : text::split(row[1], ';')) given_names_.emplace(text::trim(name));
    const auto more = resource::rows("extract/given_names.tsv");
    if (!more) return tl::unexpected(more.error());
    for (const resource::Row& row : *more)
        for (std::string_view name : text::split(row[1], ' '))
            if (!name.empty()) given_names_.emplace(name);
    return {};
}

Lexicon::DateLabel Lexicon::date_label(std::string_view line, bool last) const {
    const Words words = words_of_line(line, 60);
    std::string key;
    DateLabel found = DateLabel::none;
    for (std::size_t at = 0; at < words.size();) {
        std::size_t used = 1;
        for (std::size_t length = std::min<std::size_t>(4, words.size() - at); length >= 1; --length) {
            key = words[at];
            for (std::size_t k = 1; k < length; ++k) (key += ' ') += words[at + k];
            const auto it = date_labels_.find(key);
            if (it == date_labels_.end()) continue;
            found = it->second;
            if (!last) return found;
            used = length;
            break;
        }
        at += used;
    }
    return found;
}

Lexicon::Named Lexicon::named(std::string_view attribute, NamedTokens& known) const {
    Named out;
    for_each_token(attribute, [&](std::string_view token) {
        const auto [it, fresh] = known.try_emplace(token);
        if (fresh) it->second = named_token(token);
        out.content = out.content || it->second.content;
        if (rank(it->second.hint.strength) > rank(out.hint.strength)) out.hint = it->second.hint;
    });
    return out;
}

Lexicon::Named Lexicon::named_token(std::string_view token) const {
    constexpr std::size_t kLongestToken = 80, kLongestKey = 4;
    Named out;
    ClassWords words;
    words.split(token);
    if (words.count == 0 || words.count > kMaxClassWords) return out;
    std::array<const Head*, kMaxClassWords> heads{};
    bool any = false;
    for (std::size_t at = 0; at < words.count; ++at) {
        const std::string_view word = words.run(at, 1);
        const auto it = known_heads_.may_hold(word) ? heads_.find(word) : heads_.end();
        if (it != heads_.end()) heads[at] = &it->second;
        any = any || heads[at] != nullptr;
    }
    if (!any) return out;
    const auto longest = [&](std::size_t at) {
        return heads[at] == nullptr ? 0 : std::min({kLongestKey, words.count - at, heads[at]->longest});
    };
    const auto modifies = [&](std::size_t at) { return heads[at] != nullptr && heads[at]->modifier; };
    for (std::size_t at = 0; at < words.count && !out.content; ++at)
        for (std::size_t length = 1; length <= longest(at); ++length) {
            const auto it = hints_.find(words.run(at, length));
            if (it != hints_.end() && it->second.strength == Hint::Strength::content) out.content = true;
        }
    if (token.size() > kLongestToken || modifies(0)) return out;
    for (std::size_t at = 0; at < words.count;) {
        std::size_t used = 1;
        for (std::size_t length = longest(at); length >= 1; --length) {
            const auto it = hints_.find(words.run(at, length));
            if (it == hints_.end()) continue;
            used = length;
            if (rank(it->second.strength) > rank(out.hint.strength)) out.hint = it->second;
            break;
        }
        if (modifies(at)) break;
        at += used;
    }
    return out;
}

std::vector<PhraseHit> Lexicon::phrases(std::string_view line) const {
    std::vector<PhraseHit> hits;
    const Words words = words_of_line(line, 140, true);
    std::size_t whole = words.size();
    while (whole > 0 && is_mark_word(words[whole - 1])) --whole;
    const auto stands_at = [&](const Phrase& phrase, std::size_t at) {
        for (std::size_t k = 1; k < phrase.words.size(); ++k)  // the first is the key it was found by
            if (words[at + k] != phrase.words[k]) return false;
        return true;
    };
    for (std::size_t at = 0; at < words.size() && hits.size() < 64; ++at) {
        const std::string_view word = words[at];
        if (!known_phrases_.may_hold(word)) continue;
        const auto it = phrases_.find(word);
        if (it == phrases_.end()) continue;
        for (const Phrase& phrase : it->second) {
            if (phrase.match != PhraseHit::Match::word && at > 0) continue;
            if (at + phrase.words.size() > words.size()) continue;
            if (phrase.match == PhraseHit::Match::exact && phrase.words.size() != whole) continue;
            if (stands_at(phrase, at))
                hits.push_back({phrase.kind, phrase.language, phrase.match, at == 0 || is_mark_word(words[at - 1])});
        }
    }
    return hits;
}

int Lexicon::month(std::string_view word) const {
    const auto it = months_.find(word);
    return it == months_.end() ? 0 : it->second;
}

std::string_view Lexicon::agency(std::string_view name) const {
    name = text::trim(name);
    if (name.empty() || name.size() > longest_agency_ || !known_agencies_.may_hold(name)) return {};
    const auto it = agencies_.find(name);
    return it == agencies_.end() ? std::string_view() : it->second;
}

std::size_t Lexicon::byline_word(BylineWord kind, std::string_view s) const {
    const BylineWords& known = byline_words(kind);
    if (s.empty() || !known.first[static_cast<unsigned char>(s[0])]) return 0;
    constexpr std::size_t kLongest = 48;
    const bool cjk = static_cast<unsigned char>(s[0]) >= 0xE0;
    // Every prefix that ends at a word border, the longest first; CJK words need no border.
    for (std::size_t end = std::min({s.size(), known.longest, kLongest}); end > 0; --end) {
        const bool border = end == s.size() || s[end] == ' ' || s[end] == ':' || s[end] == ',' || s[end] == '.';
        const bool symbol = static_cast<unsigned char>(s[end - 1]) >= 0xE0;
        if (!border && !symbol && !cjk) continue;
        const std::string_view word = s.substr(0, end);
        if (known.known.may_hold(word) && known.words.contains(word)) return end;
    }
    return 0;
}

bool Lexicon::is_byline_word(BylineWord kind, std::string_view s) const {
    const BylineWords& known = byline_words(kind);
    return known.known.may_hold(s) && known.words.contains(s);
}

}  // namespace newshound::extract
