#include "extract/captions.h"

#include <algorithm>
#include <array>
#include <bitset>

#include "base/text.h"

namespace newshound::extract {

namespace {

std::string_view trim_ends(std::string_view s) {
    static constexpr std::array<std::string_view, 10> kMarks{"(", ")", "[", "]", "|", "–", "—", "·", "•", "/"};
    for (bool more = true; more;) {
        s = text::trim(s);
        more = false;
        for (std::string_view mark : kMarks) {
            if (s.starts_with(mark)) {
                s.remove_prefix(mark.size());
                more = true;
            }
            if (s.ends_with(mark)) {
                s.remove_suffix(mark.size());
                more = true;
            }
        }
    }
    return s;
}

bool shouts(std::string_view s) {
    std::size_t upper = 0, lower = 0;
    for (std::size_t i = 0; i < s.size();) {
        const char32_t c = text::next(s, i);
        if (!text::is_alpha(c)) continue;
        if (text::is_upper(c))
            ++upper;
        else
            ++lower;
    }
    return upper >= 4 && lower * 8 <= upper;
}

bool names_source(std::string_view s, const Lexicon& lexicon) {
    const std::vector<PhraseHit> hits = lexicon.phrases(s);
    return std::any_of(hits.begin(), hits.end(), [](const PhraseHit& h) { return h.kind == "credit"; });
}

/// Position where a credit begins that a word announces: "Photo:", "Foto:", "©", "Credit:", "(c)"; npos if none.
std::size_t announced(std::string_view s) {
    static constexpr std::array<std::string_view, 24> kHeads{
        "photo:",   "photo by", "photograph:",  "photos:",  "foto:",        "fotos:",  "foto ©",  "image:",
        "picture:", "credit:",  "credits:",     "crédit:",  "bild:",        "bilder:", "quelle:", "©",
        "(c)",      "photo :",  "crédit photo", "crédit :", "image credit", "source:", "фото:",   "fot."};
    const std::string low = text::lower(s);
    if (low.size() != s.size()) return std::string_view::npos;
    std::bitset<256> present;
    for (char c : low) present.set(static_cast<unsigned char>(c));
    std::size_t best = std::string_view::npos;
    for (std::string_view head : kHeads) {
        // A search from the end compares at every place: only for what has the bytes for it, and stands there at all.
        if (!std::all_of(head.begin(), head.end(), [&](char c) { return present[static_cast<unsigned char>(c)]; }) ||
            low.find(head) == std::string::npos)
            continue;
        const std::size_t at = low.rfind(head);
        if (at == std::string::npos || (best != std::string_view::npos && at >= best && at < best + 24)) continue;
        const bool border = at == 0 || low[at - 1] == ' ' || low[at - 1] == '(' || low[at - 1] == '[' ||
                            low[at - 1] == '|' || low[at - 1] == '.' || low[at - 1] == '/';
        if (border && (best == std::string_view::npos || at < best) && s.size() - at <= 120) best = at;
    }
    return best;
}

}  // namespace

bool is_credit(std::string_view s, const Lexicon& lexicon) {
    s = trim_ends(s);
    if (s.empty() || s.size() > 120 || s.find(" | ") != std::string_view::npos) return false;
    // A sentence before the name is a caption; "J. Doe" is none.
    if (const std::size_t stop = s.find(". ");
        stop != std::string_view::npos && stop >= 3 && s[stop - 2] != ' ' && s[stop - 2] != '.')
        return false;
    if (announced(s) == 0) return true;
    const std::size_t words = words_of_line(s).size();
    if (words > 10) return false;
    if (!lexicon.agency(s).empty()) return true;
    const std::size_t slash = s.find('/');
    if (slash != std::string_view::npos && (shouts(s) || names_source(s.substr(slash + 1), lexicon))) return true;
    if (names_source(s, lexicon) && words <= 7 && !s.ends_with('.')) return true;
    return shouts(s) && words >= 2 && words <= 5 && s.find(',') == std::string_view::npos && !s.ends_with('.') &&
           !s.ends_with('!');
}

Caption split_caption(std::string_view line, const Lexicon& lexicon) {
    const std::string folded = text::fold_space(line);
    const std::string_view s = folded;
    if (const std::size_t at = announced(s); at != std::string_view::npos) {
        std::string_view head = text::trim(s.substr(0, at));
        while (head.ends_with('(') || head.ends_with('[') || head.ends_with('|') || head.ends_with('/'))
            head = text::trim(head.substr(0, head.size() - 1));
        std::string_view credit = text::trim(s.substr(at));
        while (credit.ends_with(')') || credit.ends_with(']')) credit.remove_suffix(1);
        return {std::string(head), std::string(credit)};
    }
    if (is_credit(s, lexicon)) return {"", std::string(trim_ends(s))};
    // What follows the last sentence, bracket, bar or dash, if it names a source; a comma only if the source is sure.
    struct Break {
        std::string_view mark;
        bool weak;
    };
    static constexpr std::array<Break, 12> kBreaks{{{". ", false},
                                                    {".\" ", false},
                                                    {".” ", false},
                                                    {"? ", false},
                                                    {"! ", false},
                                                    {".) ", false},
                                                    {" | ", false},
                                                    {" – ", false},
                                                    {" — ", false},
                                                    {" • ", false},
                                                    {" (", true},
                                                    {", ", true}}};
    std::size_t best = std::string_view::npos, best_length = 0;
    for (const Break& candidate : kBreaks) {
        if (candidate.weak && best != std::string_view::npos) break;
        // The last few places where a mark stands: a credit may hold "St. John" itself.
        std::size_t at = s.find(candidate.mark) == std::string_view::npos ? std::string_view::npos : s.rfind(candidate.mark);
        for (int tries = 0; tries < 3 && at != std::string_view::npos && at > 0; ++tries) {
            const std::string_view tail = trim_ends(s.substr(at + candidate.mark.size()));
            const bool fits =
                !tail.empty() && is_credit(tail, lexicon) &&
                (!candidate.weak || (names_source(tail, lexicon) && tail.find(". ") == std::string_view::npos));
            if (fits && (best == std::string_view::npos || at < best)) {
                best = at;
                best_length = candidate.mark.size();
            }
            at = s.rfind(candidate.mark, at - 1);
        }
    }
    if (best == std::string_view::npos) return {folded, ""};
    const std::string_view mark = s.substr(best, best_length);
    const bool sentence = mark[0] == '.' || mark[0] == '?' || mark[0] == '!';
    std::size_t keep = best;
    if (sentence) keep = best + best_length - 1;
    return {std::string(text::trim(s.substr(0, keep))), std::string(trim_ends(s.substr(best + best_length)))};
}

}  // namespace newshound::extract
