#include "extract/flat_lines.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "extract/blocks.h"
#include "extract/dates.h"
#include "extract/junk.h"
#include "extract/names.h"

namespace newshound::extract {

namespace {

struct RawLine {
    std::string_view text;  // trimmed
    std::size_t begin, end;
    bool blank_before;
};

bool has_words(std::string_view s) {
    for (std::size_t i = 0; i < s.size();) {
        const char32_t c = text::next(s, i);
        if (text::is_alpha(c) || text::is_digit(c)) return true;
    }
    return false;
}

std::vector<RawLine> raw_lines(std::string_view page) {
    std::vector<RawLine> out;
    bool blank = true;
    for (std::size_t at = 0; at < page.size();) {
        const std::size_t end = std::min(page.find('\n', at), page.size());
        const std::string_view line = text::trim(page.substr(at, end - at));
        if (line.empty() || !has_words(line)) {
            blank = true;
        } else {
            const auto begin = static_cast<std::size_t>(line.data() - page.data());
            out.push_back({line, begin, begin + line.size(), blank});
            blank = false;
        }
        at = end + 1;
    }
    return out;
}

/// True if paragraphs are broken at a fixed width: most lines inside multi-line groups are about as long as the longest, and
/// hardly a line is longer.
bool is_wrapped(const std::vector<RawLine>& lines) {
    std::size_t full = 0, inner = 0, over = 0;
    for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
        const std::uint32_t length = weighted_length(lines[i].text);
        over += length > 100;
        if (lines[i + 1].blank_before) continue;
        ++inner;
        full += length >= 55 && length <= 100 && !ends_sentence(lines[i].text);
    }
    return inner >= 6 && full * 10 >= inner * 5 && over * 20 < lines.size();
}

/// Dashes open speech in many languages: they are bullets only in pages that have no other, and in rows.
struct Bullets {
    bool dashes = true;
};

Bullets bullets_of(const std::vector<RawLine>& lines) {
    std::size_t dots = 0, rows = 0, single = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        dots += lines[i].text.starts_with("• ") || lines[i].text.starts_with("* ");
        if (!lines[i].text.starts_with("- ")) continue;
        const bool row =
            (i > 0 && lines[i - 1].text.starts_with("- ")) || (i + 1 < lines.size() && lines[i + 1].text.starts_with("- "));
        (row ? rows : single) += 1;
    }
    return {dots == 0 && rows > single};
}

std::string_view without_bullet(std::string_view s, const Bullets& bullets, bool& bullet) {
    if (s.starts_with("- ")) {
        bullet = bullets.dashes;
        return bullet ? text::trim(s.substr(2)) : s;
    }
    std::size_t after = 0;
    const char32_t first = text::next(s, after);
    const bool mark = first == '*' || first == '+' || first == 0xB7 || (first >= 0x2022 && first <= 0x2023) ||
                      first == 0x2043 || first == 0x25E6 || (first >= 0x25A0 && first <= 0x25FF) ||
                      (first >= 0x2700 && first <= 0x27BF) || (first >= 0x2190 && first <= 0x21FF);
    if (mark && after < s.size() && s[after] == ' ') {
        bullet = true;
        return text::trim(s.substr(after));
    }
    // "1. Mix the flour", "2) ..."
    std::size_t digits = 0;
    while (digits < s.size() && digits < 3 && std::isdigit(static_cast<unsigned char>(s[digits]))) ++digits;
    if (digits > 0 && digits + 1 < s.size() && (s[digits] == '.' || s[digits] == ')') && s[digits + 1] == ' ') bullet = true;
    return s;
}

/// A row of a drawn table: "│Company │Type │" -> "Company | Type".
std::string without_bars(std::string_view s) {
    std::string out;
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t begin = i;
        const char32_t c = text::next(s, i);
        if (c == 0x2502 || c == 0x2503) {
            if (!out.empty()) out += " | ";
        } else {
            out.append(s.substr(begin, i - begin));
        }
    }
    out = text::fold_space(out);
    while (out.ends_with(" |")) out.resize(out.size() - 2);
    return out;
}

/// "[harbour-1]Boats in the harbour.": a picture's name with its alternative text; "Boats in the harbour. Boats in the
/// harbour.": alternative text and caption that say the same.
bool is_picture_text(std::string_view s) {
    if (s.starts_with('[')) {
        const std::size_t close = s.find(']');
        const bool name = close != std::string_view::npos && close > 3 && close < 80 &&
                          s.substr(1, close - 1).find_first_of(" .,:;!?…") == std::string_view::npos;
        return name && close + 1 < s.size() && s[close + 1] != '(';
    }
    constexpr std::size_t kShort = 12;
    for (std::size_t times = 2; times <= 4; ++times) {
        if ((s.size() + 1) % times != 0) continue;
        const std::size_t step = (s.size() + 1) / times;
        bool same = step > kShort;
        for (std::size_t k = 1; same && k < times; ++k)
            same = s[k * step - 1] == ' ' && s.substr(k * step, step - 1) == s.substr(0, step - 1);
        if (same) return true;
    }
    return false;
}

/// Places of a template that no script has filled: "{* name *}".
bool is_template(std::string_view s) {
    return s.find("{*") != std::string_view::npos || s.find("{{") != std::string_view::npos ||
           s.find("{|") != std::string_view::npos;
}

/// "HomeNewsSportWeatherAbout us": items of a menu without space between them.
bool is_welded(std::string_view s) {
    constexpr std::size_t kMany = 4;
    std::size_t welds = 0, words = 1;
    char32_t before = ' ';
    for (std::size_t i = 0; i < s.size();) {
        const char32_t c = text::next(s, i);
        words += c == ' ';
        welds += text::is_upper(c) && text::is_alpha(before) && !text::is_upper(before);
        before = c;
    }
    return welds >= kMany && welds * 4 >= words;
}

/// "facebook Facebook facebook mail Mail mail": names of icons beside their words.
bool says_all_twice(std::string_view s) {
    constexpr std::size_t kFew = 8;
    const std::vector<std::string> words = phrase_words(s, 200);
    if (words.size() < kFew || s.size() > 1000) return false;
    return 2 * std::unordered_set<std::string>(words.begin(), words.end()).size() <= words.size();
}

double weight_of(const FlatLine& l) {
    if (l.image || l.picture_text) return -6;
    if (l.table) return 1;
    if (!l.junk.empty()) return l.ends_article ? -45 : -18;
    if (l.copyright) return -150;
    const double length = l.length;
    if (l.date || l.byline) return -8;
    if (l.sentence && length >= 60) return std::min(length, 500.0);
    if (l.sentence && length >= 30) return 0.6 * length;
    if (length >= 140) return 0.5 * std::min(length, 500.0);
    if (l.bullet) return l.length >= 60 ? 5 : -7;
    if (l.sentence) return -2;
    return length >= 60 ? -14 : -11;
}

/// "Start now", "Try for free": a few words, an imperative first, no full stop. News has no such lines of its own.
bool is_call(std::string_view s, const Lexicon& lexicon) {
    if (s.size() > 40 || ends_sentence(s) || phrase_words(s).size() > 4) return false;
    for (const PhraseHit& hit : lexicon.phrases(s))
        if (hit.kind == "imperative" && hit.opens_sentence) return true;
    return false;
}

FlatLine judged(std::string_view line, std::size_t begin, std::size_t end, bool blank_before, const Bullets& bullets,
                const Lexicon& lexicon) {
    FlatLine l;
    l.begin = begin;
    l.end = end;
    l.blank_before = blank_before;
    l.text = text::fold_space(without_bullet(line, bullets, l.bullet));
    l.table = l.text.starts_with("│") || l.text.starts_with("┃");
    if (l.table) {
        l.text = without_bars(l.text);
        l.bullet = true;
    }
    l.length = weighted_length(l.text);
    l.image = l.text.starts_with('[') && l.text.ends_with(']') && l.length <= 120;
    l.picture_text = !l.bullet && is_picture_text(l.text);
    l.sentence = ends_sentence(l.text);
    const Junk junk = judge_line(l.text, lexicon);
    l.junk = junk.kind;
    l.reason = junk.reason;
    l.ends_article = junk.ends_article;
    if (l.junk.empty() && is_call(l.text, lexicon)) {
        l.junk = "ad";
        l.reason = "a short call to the reader";
    }
    if (l.junk.empty() && !l.table &&
        (is_template(l.text) || (!l.sentence && (is_welded(l.text) || says_all_twice(l.text))))) {
        l.junk = "navigation";
        l.reason = "items of a menu or places of a template";
    }
    l.copyright = l.junk == "copyright" || l.text.find("©") != std::string::npos;
    if (l.length < 200) {
        l.date = is_date_line(l.text, lexicon);
        l.byline = is_byline(l.text, lexicon);
    }
    l.weight = weight_of(l);
    return l;
}

/// A line that stands many times on a page is the page's, not the article's.
void mark_repeats(std::vector<FlatLine>& lines) {
    std::unordered_map<std::string_view, int> counts;
    for (const FlatLine& l : lines) ++counts[l.text];
    for (FlatLine& l : lines) {
        if (counts[l.text] < 3 || l.table || !l.junk.empty()) continue;
        l.junk = "repeat";
        l.reason = "stands many times on the page";
        l.weight = std::min(l.weight, -8.0);
    }
}

/// A short paragraph between titles is a teaser more often than a body's.
void lower_isolated(std::vector<FlatLine>& lines) {
    const auto is_text = [&](std::size_t i) { return i < lines.size() && lines[i].weight > 20; };
    std::vector<std::size_t> isolated;
    double total = 0;
    for (const FlatLine& l : lines) total += std::max(0.0, l.weight);
    if (total < 1500) return;  // a short page may be all single paragraphs
    for (std::size_t i = 0; i < lines.size(); ++i)
        if (lines[i].weight > 0 && lines[i].length < 260 && !is_text(i + 1) && (i == 0 || !is_text(i - 1)))
            isolated.push_back(i);
    for (std::size_t i : isolated) lines[i].weight *= 0.35;
}

}  // namespace

std::vector<FlatLine> read_lines(std::string_view page, const Lexicon& lexicon) {
    const std::vector<RawLine> raw = raw_lines(page);
    const bool wrapped = is_wrapped(raw);
    const Bullets bullets = bullets_of(raw);
    std::vector<FlatLine> out;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        std::string joined(raw[i].text);
        const std::size_t first = i;
        while (wrapped && i + 1 < raw.size() && !raw[i + 1].blank_before && weighted_length(raw[i].text) >= 50) {
            bool bullet = false;
            without_bullet(raw[i + 1].text, bullets, bullet);
            if (bullet) break;
            joined += ' ';
            joined += raw[++i].text;
        }
        FlatLine l = judged(joined, raw[first].begin, raw[i].end, raw[first].blank_before, bullets, lexicon);
        if (!l.text.empty()) out.push_back(std::move(l));
    }
    mark_repeats(out);
    lower_isolated(out);
    return out;
}

}  // namespace newshound::extract
