#include "extract/metadata_parts.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace newshound::extract {

namespace {

Words title_words(std::string_view s) { return words_of_line(s, 80); }

constexpr std::array<std::string_view, 9> kTitleBreaks{" | ", " - ", " – ", " — ", " · ", " • ", " » ", " :: ", " / "};

/// What publishers call the line above a headline that they set in the same element; part of a class name.
constexpr std::array<std::string_view, 8> kKickers{"kicker",   "overline",  "eyebrow",    "topline",
                                                   "roofline", "dachzeile", "spitzmarke", "overtitle"};

/// True for a part of a heading that is not of the headline: the kicker above it, and what only separates the two.
bool is_beside_headline(const Tree& tree, NodeIndex n) {
    if (tree.is_text(n)) return false;
    if (tree.attribute(n, "aria-hidden") == "true" || tree.attribute(n, "role") == "presentation") return true;
    const std::string name = text::lower(tree.attribute(n, "class"));
    return std::any_of(kKickers.begin(), kKickers.end(),
                       [&](std::string_view k) { return name.find(k) != std::string::npos; });
}

/// "-", ":", "|": what separates a kicker from its headline.
bool is_break(std::string_view s) { return squeezed(s).empty() && s.size() <= 4; }

/// The heading's own words: an unclosed heading holds the whole page.
std::string heading_text(const Tree& tree, NodeIndex n) {
    std::string whole = tree.inner_text(n, 1000);
    if (whole.size() <= 500) {
        // Only what stands before the headline: a part after its first words belongs to it, whatever its class says.
        NodeIndex from = n + 1;
        bool beside = false;
        while (from < tree.end(n)) {
            if (is_beside_headline(tree, from)) {
                beside = true;
                from = tree.end(from);
            } else if (!tree.is_text(from) || text::trim(tree.text(from)).empty() || is_break(text::trim(tree.text(from)))) {
                ++from;
            } else {
                break;
            }
        }
        if (!beside) return whole;
        std::string headline;
        for (NodeIndex i = from; i < tree.end(n); ++i) headline += tree.text(i);
        headline = text::fold_space(headline);
        return title_words(headline).size() > 1 ? headline : whole;
    }
    std::string own;
    for (NodeIndex i = n + 1; i < tree.end(n); ++i) {
        const lxb_tag_id_t tag = tree.tag(i);
        if (tag == LXB_TAG_P || tag == LXB_TAG_DIV || tag == LXB_TAG_TABLE || tag == LXB_TAG_UL) break;
        own += tree.text(i);
    }
    return text::fold_space(own);
}

struct Stated {
    std::string og, twitter, other;
    std::vector<std::string> all;  // with the JSON-LD headline and <title>
};

Stated stated_titles(const MetadataContext& c) {
    Stated s;
    std::string ignored;
    s.og = first_meta(c.head, {"og:title", "og:title "}, ignored);
    s.twitter = first_meta(c.head, {"twitter:title"}, ignored);
    s.other = first_meta(c.head, {"parsely-title", "sailthru.title", "dc.title", "title", "headline"}, ignored);
    for (const std::string& t : {c.linked.headline, s.og, s.twitter, c.head.title, s.other})
        if (!t.empty()) s.all.push_back(t);
    return s;
}

/// The heading that shows the title: of the <h1>s the one most like what the page states; where none is, a lesser heading
/// that says nearly the same words.
struct Shown {
    std::string value;
    double score = 0;  ///< 0..1, how like a stated title
    NodeIndex node = kNoNode;
};

Shown shown_title(const MetadataContext& c, const Stated& stated) {
    Shown best;
    const auto likeness = [&](const std::string& s) {
        double most = 0.1;
        for (const std::string& t : stated.all) most = std::max(most, title_overlap(s, t));
        return most;
    };
    for (NodeIndex n : c.head.h1s) {
        std::string s = heading_text(c.tree, n);
        if (s.empty() || s.size() > 500) continue;
        double score = likeness(s);
        const std::size_t words = title_words(s).size();
        if (names_site(s, c.sites) && words <= 3) score = 0.01;
        if (in_other_story(c.tree, c.marks, kNoNode, n)) score *= 0.5;
        if (words < 2) score *= 0.6;
        if (score > best.score + 1e-9) best = {std::move(s), score, n};
    }
    if (best.score >= 0.5) return best;
    for (NodeIndex n : c.head.lesser_headings) {
        std::string s = heading_text(c.tree, n);
        if (s.empty() || s.size() > 300 || title_words(s).size() < 3 || names_site(s, c.sites)) continue;
        const double score = in_other_story(c.tree, c.marks, kNoNode, n) ? 0 : likeness(s);
        if (score >= 0.9 && score > best.score + 1e-9) best = {std::move(s), score, n};
    }
    return best;
}

struct Candidate {
    std::string value;
    const char* source;
    double weight;
};

/// "Title:subtitle": two elements of a heading without a space between them.
bool is_welded(std::string_view s) {
    for (std::size_t i = 0; i + 1 < s.size(); ++i) {
        if (s[i] != ':' && s[i] != '!' && s[i] != '?' && s[i] != ';') continue;
        std::size_t at = i + 1;
        if (text::is_alpha(text::next(s, at))) return true;
    }
    return false;
}

/// What most sources say, weighed; of equal values the one that came first, unless words are welded in it.
const Candidate* most_said(const std::vector<Candidate>& candidates) {
    const Candidate* winner = nullptr;
    double most = 0;
    for (const Candidate& c : candidates) {
        double votes = 0;
        for (const Candidate& d : candidates)
            if (squeezed(c.value) == squeezed(d.value)) votes += d.weight;
        if (votes > most + 1e-9) {
            most = votes;
            winner = &c;
        }
    }
    if (!winner) return nullptr;
    const std::string said = squeezed(winner->value);
    const auto spaces = [](const Candidate& c) { return std::count(c.value.begin(), c.value.end(), ' '); };
    if (is_welded(winner->value))
        for (const Candidate& c : candidates)
            if (spaces(c) > spaces(*winner) && squeezed(c.value) == said) winner = &c;
    return winner;
}

}  // namespace

std::string squeezed(std::string_view s) {
    std::string out;
    const std::string low = text::lower(s);
    for (std::size_t i = 0; i < low.size();) {
        const char32_t c = text::next(low, i);
        if (text::is_alpha(c) || text::is_digit(c)) text::append(out, c);
    }
    return out;
}

bool names_site(std::string_view part, const std::vector<std::string>& site_names) {
    const std::string p = squeezed(part);
    if (p.empty()) return false;
    for (const std::string& site : site_names) {
        const std::string s = squeezed(site);
        if (s.size() < 2) continue;
        if (p == s || (p.size() >= 3 && s.find(p) != std::string::npos) ||
            (s.size() >= 4 && p.find(s) != std::string::npos && p.size() < s.size() + 25) ||
            (s.size() >= 3 && p.starts_with(s) && p.size() <= s.size() + 8))
            return true;
    }
    return false;
}

double title_overlap(std::string_view a, std::string_view b) {
    const Words wa = title_words(a), wb = title_words(b);
    if (wa.empty() || wb.empty()) return 0;
    const Words& small = wa.size() <= wb.size() ? wa : wb;
    const Words& large = wa.size() <= wb.size() ? wb : wa;
    const auto in_large = [&](std::string_view word) {
        for (std::size_t i = 0; i < large.size(); ++i)
            if (large[i] == word) return true;
        return false;
    };
    std::size_t hit = 0;
    for (std::size_t i = 0; i < small.size(); ++i) hit += in_large(small[i]);
    return static_cast<double>(hit) / static_cast<double>(small.size());
}

std::string strip_site_name(std::string_view title, const std::vector<std::string>& site_names,
                            const std::vector<std::string>& other_titles) {
    std::string out = text::fold_space(title);
    for (int round = 0; round < 3; ++round) {
        std::size_t last = std::string::npos, last_length = 0, first = std::string::npos, first_length = 0;
        for (std::string_view mark : kTitleBreaks) {
            if (out.find(mark) == std::string::npos) continue;
            if (const std::size_t at = out.rfind(mark);
                at != std::string::npos && (last == std::string::npos || at > last)) {
                last = at;
                last_length = mark.size();
            }
            if (const std::size_t at = out.find(mark);
                at != std::string::npos && (first == std::string::npos || at < first)) {
                first = at;
                first_length = mark.size();
            }
        }
        if (last == std::string::npos) break;
        const std::string head = out.substr(0, last), tail = out.substr(last + last_length);
        const std::string front = out.substr(0, first), rest = out.substr(first + first_length);
        if (tail.find_first_not_of("0123456789.:/- ") == std::string::npos) {  // a date
            out = head;
            continue;
        }
        if (names_site(tail, site_names) && tail.size() < out.size() - tail.size() + 20) {
            out = head;
            continue;
        }
        if (names_site(front, site_names) && front.size() < rest.size()) {
            out = rest;
            continue;
        }
        // What another title of the page says alone is the title.
        bool found = false;
        for (const std::string& other : other_titles) {
            const std::string o = squeezed(other);
            if (o.size() < 8 || o == squeezed(out)) continue;
            if (o == squeezed(head)) {
                out = head;
                found = true;
                break;
            }
            if (o == squeezed(rest)) {
                out = rest;
                found = true;
                break;
            }
        }
        if (!found) break;
    }
    return std::string(text::trim(out));
}

void read_title(MetadataContext& c) {
    const Stated stated = stated_titles(c);
    const Shown shown = shown_title(c, stated);
    std::vector<std::string> others = stated.all;
    if (shown.score >= 0.5) others.insert(others.begin(), shown.value);
    const auto cleaned = [&](const std::string& s) { return strip_site_name(s, c.sites, others); };
    std::vector<Candidate> candidates;
    const auto add = [&](const std::string& value, const char* source, double weight) {
        std::string whole = text::fold_space(value);
        for (std::size_t at; (at = whole.find("\u00AD")) != std::string::npos;) whole.erase(at, 2);  // soft hyphens
        if (!whole.empty()) candidates.push_back({std::move(whole), source, weight});
    };
    // Publishers of news state their headline in og:title. Elsewhere that is often written for search: the heading that
    // shows is the title unless og:title, twitter:title and <title> all say another. Weights counted on the visible page
    // sets.
    const bool news = c.linked.news_house || c.linked.type.find("NewsArticle") != std::string::npos;
    if (!c.page.title.empty()) add(c.page.title, "given", 100);
    if (shown.score >= 0.5) add(shown.value, "h1", news ? 1.4 : 3.0);
    // An og:title that says what <title> says, where the heading and the JSON-LD agree on another, is the line for search.
    const bool for_search = squeezed(cleaned(stated.og)) == squeezed(cleaned(c.head.title)) &&
                            squeezed(cleaned(c.linked.headline)) == squeezed(shown.value);
    if (title_words(stated.og).size() > 1) add(cleaned(stated.og), "meta og:title", news && !for_search ? 4.5 : 0.9);
    if (c.linked.rank >= 8) add(cleaned(c.linked.headline), "json-ld", news ? 1.4 : 1.0);
    add(cleaned(stated.twitter), "meta twitter:title", news ? 0.6 : 0.2);
    add(cleaned(c.head.title), "title", 0.3);
    if (shown.score >= 0.05 && shown.score < 0.5) add(shown.value, "h1", 0.6);
    add(cleaned(stated.other), "meta title", 0.1);
    if (shown.score < 0.05) add(shown.value, "h1", 0.05);
    if (const Candidate* winner = most_said(candidates)) {
        c.out.title = winner->value;
        c.out.note("title", winner->source);
    }
    c.out.headline = shown.node;
    for (const std::string& s : stated.all) {
        c.out.titles.push_back(s);
        c.out.titles.push_back(cleaned(s));
    }
    for (NodeIndex n : c.head.h1s) c.out.titles.push_back(heading_text(c.tree, n));
    c.out.titles.push_back(c.out.title);
}

}  // namespace newshound::extract
