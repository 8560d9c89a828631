#include "extract/flat_lines.h"

#include <algorithm>
#include <array>

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

std::vector<RawLine> raw_lines(std::string_view page) {
    std::vector<RawLine> out;
    bool blank = true;
    for (std::size_t at = 0; at < page.size();) {
        const std::size_t end = std::min(page.find('\n', at), page.size());
        const std::string_view line = text::trim(page.substr(at, end - at));
        if (line.empty()) {
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

std::string_view without_bullet(std::string_view s, bool& bullet) {
    static constexpr std::array<std::string_view, 10> kBullets{"• ", "* ", "- ", "· ", "◦ ", "▪ ", "‣ ", "○ ", "+ ", "■ "};
    for (std::string_view b : kBullets)
        if (s.starts_with(b)) {
            bullet = true;
            return text::trim(s.substr(b.size()));
        }
    // "1. Mix the flour", "2) ..."
    std::size_t digits = 0;
    while (digits < s.size() && digits < 3 && std::isdigit(static_cast<unsigned char>(s[digits]))) ++digits;
    if (digits > 0 && digits + 1 < s.size() && (s[digits] == '.' || s[digits] == ')') && s[digits + 1] == ' ') bullet = true;
    return s;
}

double weight_of(const FlatLine& l) {
    if (l.image) return -6;
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

FlatLine judged(std::string_view line, std::size_t begin, std::size_t end, bool blank_before, const Lexicon& lexicon) {
    FlatLine l;
    l.begin = begin;
    l.end = end;
    l.blank_before = blank_before;
    l.text = text::fold_space(without_bullet(line, l.bullet));
    l.length = weighted_length(l.text);
    l.image = l.text.starts_with('[') && l.text.ends_with(']') && l.length <= 120;
    l.sentence = ends_sentence(l.text);
    const Junk junk = judge_line(l.text, lexicon);
    l.junk = junk.kind;
    l.reason = junk.reason;
    l.ends_article = junk.ends_article;
    if (l.junk.empty() && is_call(l.text, lexicon)) {
        l.junk = "ad";
        l.reason = "a short call to the reader";
    }
    l.copyright = l.junk == "copyright" || l.text.find("©") != std::string::npos;
    if (l.length < 200) {
        l.date = is_date_line(l.text, lexicon);
        l.byline = is_byline(l.text, lexicon);
    }
    l.weight = weight_of(l);
    return l;
}

}  // namespace

std::vector<FlatLine> read_lines(std::string_view page, const Lexicon& lexicon) {
    const std::vector<RawLine> raw = raw_lines(page);
    const bool wrapped = is_wrapped(raw);
    std::vector<FlatLine> out;
    for (std::size_t i = 0; i < raw.size(); ++i) {
        std::string joined(raw[i].text);
        const std::size_t first = i;
        while (wrapped && i + 1 < raw.size() && !raw[i + 1].blank_before && weighted_length(raw[i].text) >= 50) {
            bool bullet = false;
            without_bullet(raw[i + 1].text, bullet);
            if (bullet) break;
            joined += ' ';
            joined += raw[++i].text;
        }
        FlatLine l = judged(joined, raw[first].begin, raw[i].end, raw[first].blank_before, lexicon);
        if (!l.text.empty()) out.push_back(std::move(l));
    }
    return out;
}

}  // namespace newshound::extract
