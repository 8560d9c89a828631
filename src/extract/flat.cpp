#include "extract/flat.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "base/url.h"
#include "extract/blocks.h"
#include "extract/captions.h"
#include "extract/dates.h"
#include "extract/flat_lines.h"
#include "extract/junk.h"
#include "extract/metadata.h"
#include "extract/names.h"

namespace newshound::extract {

namespace {

using Role = FlatLine::Role;

/// Reads one flattened page. The steps are those of read().
class FlatReader {
public:
    FlatReader(std::string_view text, const Page& page, const Lexicon& lexicon, bool explain)
        : explain_(explain), page_(page), lexicon_(lexicon), lines_(read_lines(text, lexicon)) {
        slug_ = url::percent_decoded(url::split(page.url).path);
        slug_ = slug_.substr(std::min(slug_.size(), slug_.find_last_of('/', slug_.size() < 2 ? 0 : slug_.size() - 2) + 1));
        if (!text::is_valid_utf8(slug_)) slug_.clear();
    }

    Article read() {
        if (lines_.size() == 1) return read_one_line();
        find_segment();
        find_title();
        find_end();
        mark_captions();
        mark_promotions();
        mark_headings();
        read_head();
        drop_bios();
        assemble();
        return std::move(out_);
    }

private:
    /// A text without lines tells nothing about its parts: it is a body as a whole, whatever else its words look like.
    Article read_one_line() {
        end_ = 1;
        lines_[0].role = Role::text;
        lines_[0].bullet = false;
        read_dates({});
        assemble();
        return std::move(out_);
    }

    [[nodiscard]] bool is_text(std::size_t i) const { return lines_[i].weight > 0 && lines_[i].role == Role::text; }

    /// The run of lines with the most running text: short lines in between cost a little, so that a body is not broken by
    /// its headings and teasers but the page's menus and lists of other stories stay outside.
    void find_segment() {
        double sum = 0, best = 0;
        std::size_t start = 0;
        begin_ = end_ = 0;
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const double w = lines_[i].weight;
            if (sum <= 0 && w > 0) {
                sum = 0;
                start = i;
            }
            sum += w;
            if (sum > best) {
                best = sum;
                begin_ = start;
                end_ = i + 1;
            }
        }
        // A thin page: all its lines, for what they are.
        if (best < 100) {
            begin_ = 0;
            end_ = lines_.size();
        }
        // A list that the last paragraph announces.
        if (end_ > 0 && end_ < lines_.size() && lines_[end_ - 1].text.ends_with(':'))
            while (end_ < lines_.size() && lines_[end_].bullet) ++end_;
    }

    /// The line that the body answers to: title-like, before the body or, with a date or byline below, among its first
    /// lines; its words found again in the body, repeated on the page.
    void find_title() {
        std::unordered_set<std::string> body_words;
        for (std::size_t i = begin_; i < std::min(end_, begin_ + 40); ++i)
            if (lines_[i].weight > 0)
                for (std::string& w : phrase_words(lines_[i].text, 200)) body_words.insert(std::move(w));
        std::unordered_map<std::string, int> counts;
        for (const FlatLine& l : lines_) ++counts[text::lower(l.text)];
        double total = 0, before = 0;
        for (std::size_t i = begin_; i < end_; ++i) total += std::max(0.0, lines_[i].weight);
        // Posts of a live blog have a heading and a time each.
        constexpr std::size_t kPosts = 4;
        std::size_t times = 0;
        for (std::size_t i = begin_; i < end_; ++i) times += is_time(i);
        const bool live = times >= kPosts;
        double best = 0.5;
        const std::size_t from = begin_ > 150 ? begin_ - 150 : 0;
        for (std::size_t i = from; i < end_ && i < begin_ + 60 && before <= 0.3 * total; ++i) {
            if (i >= begin_) before += std::max(0.0, lines_[i].weight);
            if (i > begin_ && (live || lines_[i].weight > 0 || lines_[i].sentence || !dated_below(i))) continue;
            const double score =
                title_score(i, body_words) - (i > begin_ ? 0.1 : 0) + (counts[text::lower(lines_[i].text)] > 1 ? 0.3 : 0);
            if (score > best) {
                best = score;
                title_ = i;
            }
        }
        if (title_ == kNone) return;
        // "Share this story: X", "X | Site" beside a line that says X alone.
        for (std::size_t i = from; i <= begin_ && i < lines_.size(); ++i) {
            const std::string& t = lines_[i].text;
            const std::string& whole = lines_[title_].text;
            if (i == title_ || t.size() >= whole.size() || t.size() * 2 < whole.size() || phrase_words(t).size() < 4 ||
                near_picture(i))
                continue;
            if (whole.ends_with(t) || whole.starts_with(t)) {
                title_ = i;
                break;
            }
        }
        std::vector<std::string> sites;
        if (const std::string site = url::site(page_.url); !site.empty()) sites.push_back(site);
        out_.title = strip_site_name(lines_[title_].text, sites, {});
        note("title", "text");
        lines_[title_].role = Role::title;
        if (title_ >= begin_ && title_ < end_) begin_ = title_ + 1;
        const std::string key = text::lower(lines_[title_].text);
        for (std::size_t i = 0; i < lines_.size(); ++i)
            if (i != title_ && text::lower(lines_[i].text) == key) drop(i, "title", "repeats the title");
    }

    /// How much line i looks like the headline of a body with these words; negative for what cannot be one.
    [[nodiscard]] double title_score(std::size_t i, const std::unordered_set<std::string>& body_words) const {
        const FlatLine& l = lines_[i];
        if (l.length > 250 || l.bullet || l.image || l.picture_text || l.date || l.byline || !l.junk.empty()) return -1;
        const std::vector<std::string> words = phrase_words(l.text, 60);
        if (words.size() < 2) return -1;
        std::size_t long_words = 0, shared = 0;
        for (const std::string& w : words) {
            if (weighted_length(w) < 4) continue;
            ++long_words;
            shared += body_words.contains(w);
        }
        if (long_words == 0) return -1;
        const double overlap = static_cast<double>(shared) / static_cast<double>(long_words);
        const double size = std::min<double>(static_cast<double>(words.size()), 12) / 12;
        const double nearness = i >= begin_ ? 1.0 : 1.0 / (1.0 + 0.04 * static_cast<double>(begin_ - i));
        double score = overlap * 1.4 + size * 1.3 + nearness;
        if (i == 0) score += 0.3;
        if (dated_below(i)) score += 0.4;
        if (l.text.ends_with('.') || l.text.ends_with(':') || l.text.ends_with(',')) score -= 0.9;
        if (is_credit(l.text, lexicon_)) score -= 1;
        if (near_picture(i) || !split_caption(l.text, lexicon_).credit.empty()) score -= 1;
        if (l.length > 130) score -= 0.5;
        if (!slug_.empty())
            score += 1.2 * title_overlap(l.text, slug_) * std::min(1.0, static_cast<double>(words.size()) / 4);
        if (i == begin_) score -= 0.8;  // already the body
        if (l.text.find(" | ") != std::string::npos || l.text.find("...") != std::string::npos) score -= 0.4;
        return score;
    }

    /// A date or a byline in one of the next lines, before more than two lines of text.
    [[nodiscard]] bool dated_below(std::size_t i) const {
        constexpr std::size_t kNear = 10;
        std::size_t text_lines = 0;
        for (std::size_t k = i + 1; k < std::min(lines_.size(), i + kNear) && text_lines <= 2; ++k) {
            if (lines_[k].date || lines_[k].byline) return true;
            text_lines += lines_[k].weight > 0;
        }
        return false;
    }

    /// Cuts at a heading of what follows articles, or after the sign-off, once most of the text has been.
    void find_end() {
        double total = 0, sum = 0;
        for (std::size_t i = begin_; i < end_; ++i) total += std::max(0.0, lines_[i].weight);
        for (std::size_t i = begin_; i < std::min(lines_.size(), end_ + 12); ++i) {
            if (i < end_) sum += std::max(0.0, lines_[i].weight);
            if (sum < 0.6 * total) continue;
            SignOff sign;
            if (lines_[i].length < 90 && !lines_[i].sentence && read_sign_off(lines_[i].text, lexicon_, sign) &&
                !near_picture(i)) {
                if (!sign.agency.empty() && out_.agency.empty()) {
                    out_.agency = sign.agency;
                    note("agency", "sign-off");
                }
                if (!sign.publisher.empty()) {
                    out_.publisher = sign.publisher;
                    note("publisher", "sign-off");
                }
                drop(i, "byline", "a sign-off");
                end_ = std::min(end_, i);
                break;
            }
            if (i < end_ && lines_[i].ends_article) {
                end_ = i;
                break;
            }
        }
        trim_end();
        cut_islands(total);
    }

    void trim_end() {
        while (end_ > begin_ && (lines_[end_ - 1].weight <= 0 && !lines_[end_ - 1].bullet)) --end_;
    }

    /// Teasers after the end: one or two lines of text behind several short ones, about something else: few of their words
    /// stand in the body. A body has at most a heading between its paragraphs.
    void cut_islands(double total) {
        constexpr std::size_t kShortLines = 2, kTextLines = 2, kLength = 700;
        constexpr double kShared = 0.2;
        double after = 0;
        // A guide's sections have short lines above each paragraph from the start.
        std::size_t run = 0, gaps = 0;
        double sum = 0;
        for (std::size_t i = begin_; i < end_ && sum < 0.5 * total; ++i) {
            sum += std::max(0.0, lines_[i].weight);
            run = lines_[i].weight > 0 || lines_[i].bullet ? 0 : run + 1;
            gaps += run == kShortLines;
        }
        if (gaps >= 3) return;
        for (;;) {
            std::size_t start = end_, length = 0;
            while (start > begin_ && lines_[start - 1].weight > 0) length += lines_[--start].length;
            std::size_t gap = start;
            while (gap > begin_ && lines_[gap - 1].weight <= 0 && !lines_[gap - 1].bullet) --gap;
            for (std::size_t i = start; i < end_; ++i) after += lines_[i].weight;
            const bool island = end_ - start <= kTextLines && length < kLength && start - gap >= kShortLines;
            if (!island || start == end_ || gap == begin_ || after > 0.3 * total) return;
            if (words_shared(start, gap) > kShared) return;
            end_ = gap;
            trim_end();
        }
    }

    /// Share of the longer words of lines [start, end_) that lines [begin_, to) have too.
    [[nodiscard]] double words_shared(std::size_t start, std::size_t to) const {
        constexpr std::uint32_t kLongWord = 5;
        std::unordered_set<std::string> known;
        for (std::size_t i = begin_; i < to; ++i)
            for (std::string& w : phrase_words(lines_[i].text, 400))
                if (weighted_length(w) >= kLongWord) known.insert(std::move(w));
        std::size_t all = 0, shared = 0;
        for (std::size_t i = start; i < end_; ++i)
            for (const std::string& w : phrase_words(lines_[i].text, 400)) {
                if (weighted_length(w) < kLongWord) continue;
                ++all;
                shared += known.contains(w);
            }
        return all == 0 ? 0 : static_cast<double>(shared) / static_cast<double>(all);
    }

    [[nodiscard]] bool near_picture(std::size_t i) const {
        for (std::size_t back = 1; back <= 2 && back <= i; ++back) {
            if (lines_[i - back].image) return true;
            if (lines_[i - back + 1].blank_before) break;
        }
        return false;
    }

    /// Lines under a picture's place up to the next blank line, and lines that end in a credit.
    void mark_captions() {
        const std::size_t from = title_ == kNone ? begin_ : std::min(begin_, title_ + 1);
        for (std::size_t i = from; i < end_; ++i) {
            FlatLine& l = lines_[i];
            if (l.role != Role::text) continue;
            if (l.image) {
                drop(i, "image", "a picture's place");
                for (std::size_t k = i + 1; k < end_ && k <= i + 3 && !lines_[k].blank_before && !lines_[k].image &&
                                            lines_[k].length <= 250 && !lines_[k].bullet;
                     ++k) {
                    if (lines_[k].role == Role::text) lines_[k].role = Role::caption;
                    if (k == begin_) ++begin_;  // a caption is not where the body begins
                }
                continue;
            }
            if (l.picture_text) {
                l.role = Role::caption;
                continue;
            }
            if (l.length > 500 || l.bullet) continue;
            const Caption c = split_caption(l.text, lexicon_);
            if (c.credit.empty()) continue;
            // A sentence may end in "..., AP": a caption's credit stands apart, and a bare credit is short.
            if (c.text.empty() ? l.length < 100 : !l.sentence) l.role = Role::caption;
        }
    }

    /// What lies between two paragraphs of the body and holds a line of promotion is promotion as a whole, except for a
    /// heading right above the next paragraph.
    void mark_promotions() {
        for (std::size_t i = begin_; i < end_; ++i) {
            FlatLine& l = lines_[i];
            if (l.role != Role::text) continue;
            if (!l.junk.empty())
                drop(i, l.junk, l.reason);
            else if (l.date)
                drop(i, "byline", "a date line");
            else if (l.byline)
                drop(i, "byline", "a byline");
            else if (i > begin_ && same_as_before(i))
                drop(i, "teaser", "stands twice");
        }
        drop_sandwiched();
        for (std::size_t i = begin_; i < end_;) {
            if (is_text(i)) {
                ++i;
                continue;
            }
            std::size_t run_end = i;
            bool junk = false;
            std::size_t last_junk = i;
            while (run_end < end_ && !is_text(run_end)) {
                if (is_promotion(run_end)) {
                    junk = true;
                    last_junk = run_end;
                }
                ++run_end;
            }
            if (junk)
                for (std::size_t k = i; k < run_end; ++k) {
                    if (lines_[k].role != Role::text || (lines_[k].bullet && k > last_junk)) continue;
                    const bool heading = k + 1 == run_end && run_end < end_ && heading_like(k);
                    const bool first_heading = k == i && k > begin_ && lines_[k].text.ends_with(':');
                    if (!heading && !first_heading) drop(k, "teaser", "a short line beside promotion");
                }
            i = run_end;
        }
    }

    [[nodiscard]] bool is_promotion(std::size_t i) const {
        return lines_[i].role == Role::dropped && lines_[i].kind != "byline" && lines_[i].kind != "image" &&
               lines_[i].kind != "title";
    }

    [[nodiscard]] bool same_as_before(std::size_t i) const {
        for (std::size_t back = 1; back <= 2 && back <= i; ++back)
            if (lines_[i - back].text == lines_[i].text) return true;
        return false;
    }

    /// An advertisement: a label ("Partner service"), a title, one sentence, a call ("Try for free").
    void drop_sandwiched() {
        for (std::size_t i = begin_; i + 1 < end_; ++i) {
            if (!is_text(i) || lines_[i].length > 260) continue;
            const std::string_view below = lines_[i + 1].kind;
            const bool call =
                is_promotion(i + 1) && lines_[i + 1].length <= 40 &&
                (below == "paywall" || below == "newsletter" || lines_[i + 1].reason == "a short call to the reader");
            if (!call) continue;
            bool label = false, title = false;
            for (std::size_t back = 1; back <= 3 && back <= i && !is_text(i - back); ++back) {
                label = label || (is_promotion(i - back) && lines_[i - back].kind != "related");
                title = title || back > 1 || lines_[i - back].role == Role::text;
            }
            if (label && title) drop(i, "ad", "between a label and a call of an advertisement");
        }
        // Titles twice in a row are teasers, the first one too.
        for (std::size_t i = begin_; i + 1 < end_; ++i)
            if (lines_[i].role == Role::text && lines_[i + 1].kind == "teaser" && lines_[i + 1].text == lines_[i].text)
                drop(i, "teaser", "stands twice");
    }

    [[nodiscard]] bool heading_like(std::size_t i) const {
        const FlatLine& l = lines_[i];
        return l.role == Role::text && !l.bullet && l.length >= 3 && l.length <= 160 && !l.text.ends_with(',') &&
               !l.text.ends_with('.');
    }

    /// Short lines inside the body: headings above text; where several stand together, they are somebody's list or teasers.
    void mark_headings() {
        for (std::size_t i = begin_; i < end_; ++i) {
            FlatLine& l = lines_[i];
            // "Noboa, the next Bukele?" above a paragraph.
            const bool question =
                l.text.ends_with('?') && l.length <= 90 && l.blank_before && l.text.find(". ") == std::string::npos;
            if (question && l.role == Role::text && !l.bullet && i > begin_ && i + 1 < end_ && is_text(i + 1) &&
                lines_[i + 1].length > l.length) {
                l.role = Role::heading;
                continue;
            }
            if (l.role != Role::text || l.weight > 0) continue;
            if (l.bullet) {
                l.role = Role::item;
                continue;
            }
            if (l.sentence && l.length >= 12) continue;
            std::size_t run = 1;
            while (i + run < end_ && lines_[i + run].role == Role::text && lines_[i + run].weight <= 0 &&
                   !lines_[i + run].bullet && !lines_[i + run].sentence)
                ++run;
            const bool text_below =
                i + run < end_ && (is_text(i + run) || lines_[i + run].bullet || lines_[i + run].sentence);
            for (std::size_t k = i; k < i + run; ++k) {
                const bool close = k + 2 >= i + run;
                if (text_below && (run <= 4 || close) && heading_like(k))
                    lines_[k].role = Role::heading;
                else if (run > 4)
                    drop(k, "teaser", "one of many short lines");
            }
            i += run - 1;
        }
    }

    /// Names and dates from the lines around the headline, then from those after the body.
    void read_head() {
        const std::size_t head = title_ == kNone ? (begin_ > 12 ? begin_ - 12 : 0) : (title_ > 6 ? title_ - 6 : 0);
        std::vector<std::size_t> order;
        for (std::size_t i = title_ == kNone ? head : title_ + 1; i < std::min(lines_.size(), begin_ + 4); ++i)
            order.push_back(i);
        for (std::size_t i = head; title_ != kNone && i < title_; ++i) order.push_back(i);
        for (std::size_t i = end_; i < std::min(lines_.size(), end_ + 15); ++i) order.push_back(i);
        read_dates(order);
        for (std::size_t i : order) {
            const FlatLine& l = lines_[i];
            if (l.length > 200 || l.image || l.role == Role::caption || i == title_) continue;
            if (!l.byline) continue;
            Byline b = parse_byline(l.text, lexicon_, NameTrust::text, out_.publisher);
            if (b.authors.empty() && i + 1 < lines_.size() && lines_[i + 1].length < 60)
                b = parse_byline(lines_[i + 1].text, lexicon_, NameTrust::text, out_.publisher);
            if (out_.agency.empty() && !b.agency.empty()) out_.agency = b.agency;
            if (!b.authors.empty() && i < end_ + 3) {
                out_.authors = std::move(b.authors);
                note("authors", "text");
                break;
            }
        }
        if (out_.authors.empty()) read_bare_names();
        read_publisher();
    }

    void read_dates(const std::vector<std::size_t>& order) {
        if (std::string given = date_value(page_.published, lexicon_); !given.empty()) {
            out_.published = given;
            note("published", "given");
            return;
        }
        const std::string site = url::site(page_.url);
        const bool month_first = site.ends_with(".com") || site.empty();
        // The dated line nearest the body's begin; lines of nothing but a date before lines that also hold one.
        std::string best;
        std::size_t best_distance = SIZE_MAX;
        const auto consider = [&](std::size_t i, std::size_t distance) {
            const FlatLine& l = lines_[i];
            if (l.length > 160 || l.copyright || i == title_ || l.role == Role::caption || l.role == Role::title) return;
            if (i >= begin_ && i < end_ && l.role != Role::dropped) return;
            if (!l.date) distance += l.sentence ? 60 : 15;
            if (distance >= best_distance) return;
            const auto found = find_date(unglued(l.text), lexicon_, month_first);
            if (!found) return;
            best = found->value;
            best_distance = distance;
        };
        for (std::size_t i : order) consider(i, i < begin_ ? begin_ - i : 2 * (i - begin_));
        for (std::size_t back = 1; back <= std::min<std::size_t>(begin_, 80); ++back) consider(begin_ - back, back);
        for (std::size_t i = begin_; i < std::min(lines_.size(), begin_ + 8); ++i) consider(i, 2 * (i - begin_));
        if (!best.empty()) {
            out_.published = best;
            note("published", "text");
            return;
        }
        if (std::string d = date_in_url(page_.url, lexicon_); !d.empty()) {
            out_.published = d;
            note("published", "url");
            return;
        }
        // The day that the captions or the lead name, where nothing else does.
        const std::size_t from = title_ == kNone ? begin_ : title_;
        std::size_t seen = 0;
        for (std::size_t i = from; i < end_ && seen < 6; ++i, ++seen)
            if (const auto found = find_date(lines_[i].text, lexicon_, month_first); found && i != title_) {
                out_.published = found->value.substr(0, 10);
                note("published", "text: the day named");
                return;
            }
    }

    /// "Jane DoeJane Doe24.04.2025" -> "Jane Doe Jane Doe 24.04.2025": what markup kept apart.
    static std::string unglued(std::string_view s) {
        std::string out;
        char32_t before = ' ';
        for (std::size_t i = 0; i < s.size();) {
            const char32_t c = text::next(s, i);
            const bool small = text::is_alpha(before) && !text::is_upper(before);
            if (small && (text::is_upper(c) || text::is_digit(c))) out += ' ';
            text::append(out, c);
            before = c;
        }
        // A name said twice is said once.
        const std::size_t half = out.size() / 2;
        if (out.size() % 2 == 1 && out[half] == ' ' && out.substr(0, half) == out.substr(half + 1)) out.resize(half);
        return out;
    }

    /// Lines about an author at the end: begin with the name of one.
    void drop_bios() {
        int seen = 0;
        for (std::size_t i = end_; i-- > begin_ && seen < 3;) {
            if (lines_[i].role != Role::text && lines_[i].role != Role::heading) continue;
            ++seen;
            for (const std::string& name : out_.authors)
                if (lines_[i].length < 700 && lines_[i].text.starts_with(name) && name.find(' ') != std::string::npos)
                    drop(i, "bio", "begins with an author's name, at the end");
        }
    }

    [[nodiscard]] bool is_time(std::size_t i) const {
        if (i >= lines_.size() || lines_[i].length > 60) return false;
        if (lines_[i].date) return true;
        const std::string& t = lines_[i].text;
        const std::size_t colon = t.find(':');
        return t.size() <= 16 && colon != std::string::npos && colon > 0 && colon + 1 < t.size() &&
               std::isdigit(static_cast<unsigned char>(t[colon - 1])) &&
               std::isdigit(static_cast<unsigned char>(t[colon + 1]));
    }

    /// A name alone on a line beside the date or below "By", or in the date's own line.
    void read_bare_names() {
        const std::size_t from = title_ == kNone ? (begin_ > 8 ? begin_ - 8 : 0) : title_ + 1;
        for (std::size_t i = from; i < std::min({lines_.size(), begin_ + 4, from + 40}); ++i) {
            const FlatLine& l = lines_[i];
            if (l.length > 130 || l.role == Role::caption || l.image ||
                (!l.junk.empty() && l.junk != "repeat" && l.junk != "byline"))
                continue;
            const std::string above = i > 0 ? text::lower(lines_[i - 1].text) : std::string();
            const bool beside =
                is_time(i) || is_time(i + 1) || (i > 0 && is_time(i - 1)) || lexicon_.is_byline_word(BylineWord::by, above);
            if (!beside) continue;
            std::string line = unglued(l.text);
            if (const auto date = find_date(line, lexicon_))
                line = line.substr(0, date->begin) + " | " + line.substr(date->end);
            Byline b = parse_byline(line, lexicon_, NameTrust::text, out_.publisher);
            std::size_t name_words = 0;
            for (const std::string& a : b.authors) name_words += phrase_words(a).size();
            if (b.authors.empty() || phrase_words(line).size() > name_words + 10) continue;
            out_.authors = std::move(b.authors);
            note("authors", "text");
            return;
        }
    }

    void read_publisher() {
        if (!out_.publisher.empty()) return;
        for (const FlatLine& l : lines_) {
            if (!l.copyright || l.length > 160) continue;
            // "© 2025 The Daily. All rights reserved."
            std::string rest = l.text;
            for (std::string_view mark : {"©", "Copyright", "copyright", "(c)", "(C)", "COPYRIGHT"})
                if (const std::size_t at = rest.find(mark); at != std::string::npos) rest = rest.substr(at + mark.size());
            while (!rest.empty() && (std::isdigit(static_cast<unsigned char>(rest[0])) ||
                                     std::string_view(" -,.©").find(rest[0]) != std::string_view::npos))
                rest.erase(0, 1);
            rest = rest.substr(0, rest.find_first_of(".|,;"));
            if (const std::size_t all = text::lower(rest).find("all rights"); all != std::string::npos)
                rest = rest.substr(0, all);
            rest = text::fold_space(rest);
            if (rest.size() >= 3 && rest.size() <= 50 && phrase_words(rest).size() <= 6) {
                out_.publisher = rest;
                note("publisher", "copyright line");
                return;
            }
        }
    }

    void assemble() {
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            FlatLine& l = lines_[i];
            const bool lead = l.role == Role::caption && title_ != kNone && i > title_ && i < begin_;
            if ((i < begin_ || i >= end_) && !lead) {
                if (l.role != Role::title)
                    add_dropped(l.kind.empty() ? "navigation" : l.kind, l.text,
                                l.kind.empty() ? "outside the article's lines" : l.reason);
                continue;
            }
            const auto begin = static_cast<std::int64_t>(l.begin), end = static_cast<std::int64_t>(l.end);
            switch (l.role) {
                case Role::title: break;
                case Role::dropped: add_dropped(l.kind, l.text, l.reason); break;
                case Role::caption: add_caption(l); break;
                case Role::heading: out_.paragraphs.push_back({Paragraph::Kind::heading, l.text, begin, end}); break;
                case Role::item: out_.paragraphs.push_back({Paragraph::Kind::list, l.text, begin, end}); break;
                case Role::text:
                    out_.paragraphs.push_back(
                        {l.bullet ? Paragraph::Kind::list : Paragraph::Kind::paragraph, l.text, begin, end});
                    break;
            }
        }
        out_.canonical_url = url::canonical(page_.url);
    }

    void add_dropped(std::string_view kind, const std::string& line, std::string_view reason) {
        if (explain_) out_.dropped.push_back({std::string(kind), line, std::string(reason)});
    }

    void add_caption(const FlatLine& l) {
        Caption c = split_caption(l.text, lexicon_);
        if (c.text.empty() && !out_.captions.empty() && out_.captions.back().credit.empty()) {
            out_.captions.back().credit = c.credit;
            return;
        }
        if (!c.text.empty())
            out_.paragraphs.push_back(
                {Paragraph::Kind::caption, c.text, static_cast<std::int64_t>(l.begin), static_cast<std::int64_t>(l.end)});
        out_.captions.push_back(std::move(c));
    }

    void drop(std::size_t i, std::string_view kind, std::string_view reason) {
        lines_[i].role = Role::dropped;
        lines_[i].kind = kind;
        lines_[i].reason = reason;
    }

    void note(std::string field, std::string source) { out_.sources.push_back({std::move(field), std::move(source)}); }

    static constexpr std::size_t kNone = SIZE_MAX;
    const bool explain_;
    const Page& page_;
    const Lexicon& lexicon_;
    std::vector<FlatLine> lines_;
    std::string slug_;                 // last part of the address, where it is known
    std::size_t begin_ = 0, end_ = 0;  // the body is in lines [begin_, end_)
    std::size_t title_ = kNone;
    Article out_;
};

}  // namespace

Result<Article> read_flat(std::string_view text, const Page& page, const Lexicon& lexicon, bool explain) {
    constexpr std::ptrdiff_t kMaxLines = 400'000;
    if (std::count(text.begin(), text.end(), '\n') > kMaxLines)
        return fail("too_complex", "extract", "the page has more than " + std::to_string(kMaxLines) + " lines");
    return FlatReader(text, page, lexicon, explain).read();
}

}  // namespace newshound::extract
