#include "extract/junk.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "extract/blocks.h"
#include "extract/dates.h"
#include "extract/names.h"

namespace newshound::extract {

namespace {

bool has_quote(std::string_view s) {
    return s.find('"') != std::string_view::npos || s.find("“") != std::string_view::npos ||
           s.find("„") != std::string_view::npos || s.find("«") != std::string_view::npos ||
           s.find("”") != std::string_view::npos;
}

/// What speaks for a line being the page's own advertisement, by language: words of one language do not add to another's.
class Appeal {
public:
    void add(const PhraseHit& hit) {
        Sum& sum = sums_[hit.language];
        if (hit.kind == "promo") ++sum.promo;
        if (hit.kind == "address") sum.address = true;
        if (hit.kind == "imperative") {
            sum.imperative = sum.imperative || hit.opens_sentence;
            sum.address = sum.address || hit.opens_sentence;
        }
    }
    [[nodiscard]] int weight() const {
        int best = 0;
        for (const auto& [language, sum] : sums_)
            if (sum.promo > 0 && sum.address)
                best = std::max(best, 2 * std::min(sum.promo, 2) + (sum.imperative ? 2 : 0) + (sum.address ? 1 : 0));
        return best;
    }

private:
    struct Sum {
        int promo = 0;
        bool address = false, imperative = false;
    };
    std::map<std::string_view, Sum> sums_;
};

Junk judge_words(std::string_view line, const Lexicon& lexicon) {
    constexpr std::uint32_t kStart = 320;    // a longer line that begins like a promotion is a paragraph that begins so
    constexpr std::uint32_t kConsent = 600;  // the law makes these long
    Junk out;
    const std::uint32_t length = weighted_length(line);
    if (length > kConsent) return out;
    std::string_view start_kind;
    Appeal appeal;
    for (const PhraseHit& hit : lexicon.phrases(line)) {
        if (hit.match == PhraseHit::Match::exact) {
            if (hit.kind == "end") {
                out.ends_article = true;
                if (out.kind.empty()) out = {"related", "heading of what follows articles", true};
            } else {
                out = {hit.kind, "whole line is a known phrase", out.ends_article};
            }
        } else if (hit.match == PhraseHit::Match::start) {
            if (start_kind.empty()) start_kind = hit.kind;
        } else {
            appeal.add(hit);
        }
    }
    if (!out.kind.empty()) return out;
    const bool speech = has_quote(line.substr(0, 4));  // somebody says it: no word of the page's own
    if (!start_kind.empty() && !speech) {
        const bool sentence_like =
            length > 160 && (start_kind == "related" || start_kind == "byline" || start_kind == "counter");
        if (length <= (start_kind == "consent" ? kConsent : kStart) && !sentence_like)
            return {start_kind, "begins with a known phrase", false};
    }
    if (length <= 300 && !has_quote(line) && appeal.weight() >= (length <= 160 ? 4 : 5))
        return {"newsletter", "the page advertises its own goods", false};
    return out;
}

/// "67 Comments", "Comments (3)": the heading without its count; "" where there is no count.
std::string without_count(std::string_view line) {
    constexpr std::size_t kLong = 60;
    if (line.size() > kLong) return "";
    bool digits = false;
    std::string out;
    for (char c : line) {
        const bool digit = c >= '0' && c <= '9';
        digits = digits || digit;
        if (!digit && c != '(' && c != ')' && c != '[' && c != ']') out += c;
    }
    return digits ? std::string(text::trim(out)) : "";
}

}  // namespace

Junk judge_line(std::string_view line, const Lexicon& lexicon) {
    const Junk out = judge_words(line, lexicon);
    if (!out.kind.empty()) return out;
    const std::string heading = without_count(line);
    if (heading.empty()) return out;
    const Junk counted = judge_words(heading, lexicon);
    return counted.ends_article ? counted : out;
}

}  // namespace newshound::extract
