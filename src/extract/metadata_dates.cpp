#include "extract/metadata_parts.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/date.h"
#include "base/text.h"
#include "base/url.h"
#include "extract/dates.h"

namespace newshound::extract {

namespace {

using Names = std::vector<std::string_view>;

/// Minutes since 1970 of "2025-09-04T10:30:00+02:00"; nullopt for a day.
std::optional<long> moment(std::string_view value) {
    const auto day = parse_date(value.substr(0, 10));
    if (value.size() < 20 || !day) return std::nullopt;
    const auto two = [&](std::size_t at) { return (value[at] - '0') * 10L + (value[at + 1] - '0'); };
    long minutes = two(11) * 60 + two(14);
    if (value.size() >= 25) minutes -= (value[19] == '-' ? -1 : 1) * (two(20) * 60 + two(23));
    return days_between(Date{1970, 1, 1}, *day) * 1440L + minutes;
}

/// The day that a page's sources agree on most, by what each source is worth; of the sources for that day the best one gives
/// the value.
class DayVote {
public:
    /// Of two sources for the same moment in different zones, the one with more weight says which day it was.
    void add(std::string value, std::string source, double weight) {
        if (value.empty()) return;
        if (const auto at = moment(value))
            for (Vote& v : votes_)
                if (v.value.substr(0, 10) != value.substr(0, 10) && moment(v.value) == at)
                    (v.weight >= weight ? value : v.value) = v.weight >= weight ? v.value : value;
        votes_.push_back({std::move(value), std::move(source), weight});
    }
    struct Vote {
        std::string value, source;
        double weight;
    };
    [[nodiscard]] const Vote* winner() const {
        const Vote* best = nullptr;
        double most = 0;
        for (const Vote& v : votes_) {
            double sum = 0;
            for (const Vote& w : votes_)
                if (w.value.substr(0, 10) == v.value.substr(0, 10)) sum += w.weight;
            if (sum > most + 1e-9) {
                most = sum;
                best = &v;
            }
        }
        for (const Vote& v : votes_)  // the most trusted of the same day
            if (best != nullptr && v.value.substr(0, 10) == best->value.substr(0, 10) && v.weight > best->weight) best = &v;
        return best;
    }
    [[nodiscard]] bool empty() const { return votes_.empty(); }

private:
    std::vector<Vote> votes_;
};

/// "publishedAt":"2025-09-04..." in the data that a page hands to its own scripts: after a word of `keys`, where all agree.
std::string date_in_scripts(const Tree& tree, const Lexicon& lexicon, const Names& keys) {
    std::string found;
    for (NodeIndex n = 0; n + 1 < tree.size(); ++n) {
        if (tree.tag(n) != LXB_TAG_SCRIPT || !tree.is_text(n + 1)) continue;
        const std::string_view s = tree.text(n + 1);
        for (std::string_view key : keys)
            for (std::size_t at = s.find(key), tries = 0; at != std::string_view::npos && tries < 20;
                 at = s.find(key, at + 1), ++tries) {
                const std::string_view tail = s.substr(at + key.size(), 48);
                const std::size_t digit = tail.find_first_of("0123456789");
                if (digit > 24 || tail.substr(0, digit).find(':') == std::string_view::npos) continue;
                const std::string_view value = tail.substr(digit, 10);
                if (value.size() < 10 || value[4] != '-' || value[7] != '-') continue;
                std::string day = date_value(value, lexicon);
                // Several days are those of several stories.
                if (!found.empty() && !day.empty() && day != found) return {};
                if (!day.empty()) found = std::move(day);
            }
    }
    return found;
}

class DateReader {
public:
    explicit DateReader(MetadataContext& context) : c_(context) {}

    void read() {
        if (std::string given = date_value(c_.page.published, c_.lexicon); !given.empty()) {
            set_published(std::move(given), "given");
            read_modified();
            return;
        }
        find_number_order();
        read_modified();
        read_stated();
        read_shown();
        read_weak();
        if (const DayVote::Vote* vote = votes_.winner()) {
            std::string source = vote->source;
            std::string value = local_day(vote->value, source);
            set_published(std::move(value), source);
        }
        if (c_.out.modified.empty() && update_.distance < kNear) {
            c_.out.modified = update_.value;
            c_.out.note("modified", update_.source);
        }
    }

private:
    struct Shown {
        std::string value;
        const char* source = "";
        std::int64_t distance = INT64_MAX;
        bool said = false;  ///< the page says that it is the day of publication
    };

    void set_published(std::string value, std::string source) {
        c_.out.published = std::move(value);
        c_.out.note("published", std::move(source));
    }

    std::string meta_date(const Names& names, std::string& which) const {
        for (std::string_view name : names) {
            const auto it = c_.head.meta.find(name);
            if (it == c_.head.meta.end()) continue;
            for (const std::string& value : it->second)
                if (std::string d = date_value(value, c_.lexicon, c_.out.month_first); !d.empty()) {
                    which = "meta " + std::string(name);
                    return d;
                }
        }
        return {};
    }

    /// 9/4/2025: what other dates of the page and its address tell about the order goes before what its language does.
    void find_number_order() {
        int order = 0;
        for (const std::vector<NodeIndex>* nodes : {&c_.head.times, &c_.head.dates})
            for (std::size_t i = 0; i < nodes->size() && i < 60 && order == 0; ++i)
                order = number_order(c_.tree.inner_text((*nodes)[i], 120));
        if (order != 0) {
            c_.out.month_first = order > 0;
            return;
        }
        // A day that the page also writes in words, or in its address, tells how its numbers are meant.
        std::vector<std::string> sure{date_in_url(c_.address(), c_.lexicon)};
        std::vector<std::pair<std::string, std::string>> open;  // day first, month first
        for (const std::vector<NodeIndex>* nodes : {&c_.head.times, &c_.head.dates})
            for (std::size_t i = 0; i < nodes->size() && i < 60; ++i) {
                const std::string line = c_.tree.inner_text((*nodes)[i], 120);
                const auto day = find_date(line, c_.lexicon, false), month = find_date(line, c_.lexicon, true);
                if (!day || !month) continue;
                if (day->value == month->value)
                    sure.push_back(day->value.substr(0, 10));
                else
                    open.emplace_back(day->value.substr(0, 10), month->value.substr(0, 10));
            }
        const auto is_sure = [&](const std::string& day) { return std::find(sure.begin(), sure.end(), day) != sure.end(); };
        for (const auto& [day, month] : open)
            if (is_sure(day) != is_sure(month)) {
                c_.out.month_first = is_sure(month);
                return;
            }
    }

    void read_modified() {
        std::string value = date_value(c_.linked.modified, c_.lexicon), source = "json-ld";
        if (value.empty())
            value = meta_date({"article:modified_time", "og:updated_time", "article:modified", "datemodified",
                               "dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "modified",
                               "lastmodified", "revised", "updated_time", "article:updated_time", "dateupdated", "utime",
                               "cxenseparse:recs:updatetime", "last_updated", "date_modified"},
                              source);
        if (value.empty()) {
            value = nearest(c_.head.modified_items, "itemprop dateModified", true).value;
            source = "itemprop dateModified";
        }
        c_.out.modified = std::move(value);
        if (!c_.out.modified.empty()) c_.out.note("modified", source);
    }

    /// Fields made to tell the date of publication.
    void read_stated() {
        const std::string linked = date_value(c_.linked.published, c_.lexicon);
        // Templates that write the day of change into both fields tell nothing about the first publication.
        const std::string changed = date_value(c_.linked.modified, c_.lexicon);
        const bool doubtful = !linked.empty() && !changed.empty() && linked.substr(0, 16) >= changed.substr(0, 16);
        linked_ = linked;
        linked_weight_ = doubtful ? kDoubtful : c_.linked.rank >= 8 ? 3.0 : 2.0;
        std::string source;
        const std::string meta = meta_date({"article:published_time",
                                            "article:published",
                                            "og:published_time",
                                            "datepublished",
                                            "parsely-pub-date",
                                            "sailthru.date",
                                            "cxenseparse:recs:publishtime",
                                            "cxenseparse:publishtime",
                                            "dc.date.issued",
                                            "dcterms.issued",
                                            "pubdate",
                                            "publishdate",
                                            "publish-date",
                                            "publish_date",
                                            "publication_date",
                                            "publicationdate",
                                            "article.published",
                                            "published-date",
                                            "published_at",
                                            "dcsext.articlefirstpublished",
                                            "displaydate",
                                            "ptime",
                                            "og:article:published_time",
                                            "og:pubdate",
                                            "article:post_date",
                                            "article_date_original",
                                            "originalpublicationdate",
                                            "citation_publication_date",
                                            "citation_online_date",
                                            "citation_date",
                                            "bt:pubdate",
                                            "date_published",
                                            "rnews:datepublished",
                                            "vr:published_time",
                                            "article-publication-date",
                                            "release_date",
                                            "issue_date",
                                            "sf:publishtime",
                                            "video:release_date"},
                                           source);
        votes_.add(meta, source, doubtful && meta.substr(0, 10) == linked.substr(0, 10) ? 1.0 : 2.2);
        const Shown item = nearest(c_.head.date_items, "itemprop datePublished", true);
        votes_.add(item.value, item.source, 1.9);
    }

    /// Dates that stand on the page. The nearer to the headline, the surer; one that is said to be the day of publication is
    /// surest.
    void read_shown() {
        const Shown time = nearest(c_.head.times, "time", false), line = nearest(c_.head.dates, "dateline", false);
        const bool near_time = !time.value.empty() && time.distance < kNear;
        const bool near_line = !line.value.empty() && line.distance < kNear;
        votes_.add(time.value, time.source, (near_time ? 1.5 : 0.75) + (time.said ? 0.2 : 0));
        if (line.value.substr(0, 10) != time.value.substr(0, 10))
            votes_.add(line.value, line.source, (near_line ? 1.3 : 0.6) + (line.said ? 0.3 : 0));
        Shown text;
        if (!near_time && !near_line) {
            text = near_text();
            votes_.add(text.value, text.source, text.said ? 1.4 : 1.2);
        }
        // A day of change may be all that is shown.
        const bool shown = near_time || near_line || !text.value.empty();
        if (!shown && !update_.value.empty()) votes_.add(update_.value, "modified", update_.distance < kNear ? 0.8 : 0.3);
        const std::string& first = near_time ? time.value : near_line ? line.value : text.value;
        shown_day_ = first.substr(0, 10);
        const bool earlier = !first.empty() && first.substr(0, 10) < linked_.substr(0, 10);
        votes_.add(linked_, "json-ld", linked_weight_ == kDoubtful && !earlier ? 2.0 : linked_weight_);
    }

    /// Dates in links are mostly those of other stories.
    [[nodiscard]] bool is_linked(NodeIndex n) const {
        for (int up = 0; up < 5 && n != kNoNode; ++up, n = c_.tree.parent(n))
            if (c_.tree.tag(n) == LXB_TAG_A) return true;
        return false;
    }

    /// A line of nothing but a date, below the headline or right above it.
    Shown near_text() {
        Shown best;
        if (c_.out.headline == kNoNode) return best;
        constexpr NodeIndex kAbove = 40;
        const NodeIndex from = c_.out.headline - std::min(kAbove, c_.out.headline);
        const NodeIndex to =
            std::min<NodeIndex>(c_.tree.size(), c_.tree.end(c_.out.headline) + static_cast<NodeIndex>(kNear));
        for (NodeIndex n = from; n < to; ++n) {
            if (!c_.tree.is_text(n) || c_.marks[n].hidden_by != kNoNode) continue;
            const std::string_view s = c_.tree.text(n);
            if (s.size() < 6 || s.size() > 160 ||
                std::none_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; }))
                continue;
            if (s.find("©") != std::string_view::npos || c_.foreign(n) || is_linked(n) || !is_date_line(s, c_.lexicon))
                continue;
            const bool below = n > c_.out.headline;
            if (!below && !best.value.empty()) continue;
            ShownDate date = find_dates(s, c_.lexicon, c_.out.month_first).front();
            if (date.label == Lexicon::DateLabel::none) date.label = label_around(n);
            if (date.label == Lexicon::DateLabel::updated) {
                if (update_.value.empty()) update_ = {date.value, "text", 0, false};
                continue;
            }
            best = {date.value, "text", 0, date.label == Lexicon::DateLabel::published};
            if (below) break;
        }
        return best;
    }

    void read_weak() {
        std::string source;
        // "date" may be the day of creation, of change or of delivery.
        const std::string meta = meta_date({"date", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created",
                                            "created", "last_published", "gentime", "eprints.datestamp", "timestamp"},
                                           source);
        votes_.add(meta, source, 0.9);
        votes_.add(date_in_url(c_.address(), c_.lexicon), "url", 1.0);
        votes_.add(date_in_title(), "title", 0.9);
        if (!votes_.empty()) return;
        for (const auto& [name, values] : c_.head.meta) {
            if (!tells_publication(name)) continue;
            for (const std::string& value : values)
                if (std::string d = date_value(value, c_.lexicon, c_.out.month_first); !d.empty()) {
                    votes_.add(std::move(d), "meta " + name, 0.5);
                    return;
                }
        }
    }

    /// "Talks fail | The Daily | 4 September 2025": a last part of <title> that is nothing but a date.
    [[nodiscard]] std::string date_in_title() const {
        const std::size_t bar = c_.head.title.rfind(" | ");
        if (bar == std::string::npos) return {};
        const std::string_view part = text::trim(std::string_view(c_.head.title).substr(bar + 3));
        const auto found = find_date(part, c_.lexicon, c_.out.month_first);
        return found && found->begin == 0 && found->end == part.size() ? found->value : std::string();
    }

    static bool tells_publication(std::string_view name) {
        static constexpr std::array<std::string_view, 6> kWords{"publish",  "pubdate", "posted",
                                                                "uploaded", "created", "issued"};
        return std::any_of(kWords.begin(), kWords.end(),
                           [&](std::string_view w) { return name.find(w) != std::string_view::npos; });
    }

    static constexpr double kDoubtful = 1.0;  ///< weight of a JSON-LD date that is not before the date of change
    static constexpr std::int64_t kForeign = 3'000'000'000;  ///< farther than any node
    static constexpr std::int64_t kNear = 150;               ///< nodes between headline and a date of the same story

    /// Of dated elements the one nearest the headline; those above it count as twice as far. Elements of other stories tell
    /// nothing unless there is but one day, and those that name a day of change (`any`: these too) are no publication.
    Shown nearest(const std::vector<NodeIndex>& nodes, const char* source, bool any) {
        Shown best;
        std::string first_day;
        bool one_day = true;
        constexpr std::size_t kMost = 400;
        for (std::size_t i = 0; i < nodes.size() && i < kMost; ++i) {
            const NodeIndex n = nodes[i];
            std::int64_t distance = n;
            if (c_.out.headline != kNoNode) {
                distance = static_cast<std::int64_t>(n) - static_cast<std::int64_t>(c_.out.headline);
                if (distance < 0) distance = -2 * distance;
            }
            if (c_.foreign(n)) distance += kForeign;
            if (distance >= best.distance && !best.value.empty() && !one_day) continue;
            const auto date = item_date(n);
            if (!date) continue;
            if (!any && date->label == Lexicon::DateLabel::updated) {
                if (update_.value.empty() || distance < update_.distance) update_ = {date->value, source, distance, false};
                continue;
            }
            if (first_day.empty()) first_day = date->value.substr(0, 10);
            one_day = one_day && first_day == date->value.substr(0, 10);
            const bool said = date->label == Lexicon::DateLabel::published;
            if (said) distance /= 3;
            if (distance < best.distance) best = {date->value, source, distance, said};
        }
        // Where all elements made for dates tell the same day, it matters little where they stand.
        if (one_day && &nodes != &c_.head.dates && !best.value.empty()) best.distance = std::min(best.distance, kNear - 1);
        return best.distance >= kForeign / 3 ? Shown{} : best;
    }

    /// The date of one element: of its attributes, else of its words; and what its name and the words before it say it is.
    std::optional<ShownDate> item_date(NodeIndex n) const {
        ShownDate found;
        for (std::string_view value : {c_.tree.attribute(n, "datetime"), c_.tree.attribute(n, LXB_DOM_ATTR_CONTENT),
                                       c_.tree.attribute(n, LXB_DOM_ATTR_TITLE)})
            if (found.value = date_value(value, c_.lexicon, c_.out.month_first); !found.value.empty()) break;
        const std::string line = joined(pieces_of(c_.tree, c_.marks, n, 300));
        if (found.value.empty()) {
            // A date among the headline's own words tells what the article is about.
            if (c_.out.headline != kNoNode && c_.tree.contains(n, c_.out.headline)) return std::nullopt;
            const std::vector<ShownDate> dates = find_dates(line, c_.lexicon, c_.out.month_first);
            if (dates.empty()) return std::nullopt;
            const auto published = publication_date(dates);
            found = published ? *published : dates.front();
        } else {
            found.label = c_.lexicon.date_label(line, true);
        }
        if (found.label == Lexicon::DateLabel::none) found.label = label_around(n);
        return found;
    }

    /// What class, itemprop and the words in front, in the same or the parent element, say about a date.
    [[nodiscard]] Lexicon::DateLabel label_around(NodeIndex n) const {
        const NodeIndex parent = c_.tree.parent(n);
        for (NodeIndex at : {n, parent}) {
            if (at == kNoNode) continue;
            const std::string name = text::lower_ascii(std::string(c_.tree.attribute(at, LXB_DOM_ATTR_CLASS)) + " " +
                                                       std::string(c_.tree.attribute(at, "itemprop")));
            const bool change = name.find("updated") != std::string::npos || name.find("modified") != std::string::npos ||
                                name.find("update-") != std::string::npos;
            const bool publication = name.find("publish") != std::string::npos || name.find("posted") != std::string::npos;
            if (change != publication) return change ? Lexicon::DateLabel::updated : Lexicon::DateLabel::published;
        }
        if (parent == kNoNode) return Lexicon::DateLabel::none;
        std::string before;
        constexpr NodeIndex kBack = 12;
        for (NodeIndex i = std::max(parent, n > kBack ? n - kBack : 0); i < n; ++i)
            if (c_.tree.is_text(i) && c_.marks[i].hidden_by == kNoNode) before += std::string(c_.tree.text(i)) + " | ";
        if (before.size() > 200) return Lexicon::DateLabel::none;
        // Words in front of another date are that one's.
        if (const auto dates = find_dates(before, c_.lexicon); !dates.empty()) before.erase(0, dates.back().end);
        return c_.lexicon.date_label(before, true);
    }

    /// A moment in UTC tells another day than the publisher's own when it was late in the evening there: the same moment
    /// with the page's own offset is better, and the day in the page's address is the publisher's.
    std::string local_day(std::string value, std::string& which) const {
        if (!(value.ends_with("Z") || value.ends_with("+00:00"))) return value;
        std::string ignored;
        const std::string other =
            meta_date({"article:published_time", "datepublished", "pubdate", "date", "parsely-pub-date"}, ignored);
        if (other.size() > 11 && !other.ends_with("Z") && !other.ends_with("+00:00") &&
            other.substr(14, 5) == value.substr(14, 5)) {
            which = ignored;
            return other;
        }
        const std::string in_url = date_in_url(c_.address(), c_.lexicon);
        const auto a = parse_date(in_url), b = parse_date(value);
        if (a && b && std::abs(days_between(*a, *b)) == 1) {
            which = "url";
            return in_url;
        }
        // "2025-09-03T22:00:00Z" is the beginning of 4 September east of Greenwich, if that is the day that shows.
        const auto shown = parse_date(shown_day_);
        if (shown && b && value.substr(13, 6) == ":00:00" && value.substr(11, 2) >= "20" && days_between(*b, *shown) == 1)
            return shown_day_;
        return value;
    }

    MetadataContext& c_;
    DayVote votes_;
    std::string linked_;  ///< JSON-LD datePublished
    double linked_weight_ = 0;
    std::string shown_day_;  ///< near the headline
    Shown update_;           ///< a day of change that the page shows
};

}  // namespace

void read_dates(MetadataContext& context) { DateReader(context).read(); }

void read_script_date(const Tree& tree, const Lexicon& lexicon, Metadata& metadata) {
    for (const Names& keys : {Names{"ublish", "ubDate", "ubdate"}, Names{"created"}}) {
        metadata.published = date_in_scripts(tree, lexicon, keys);
        if (metadata.published.empty()) continue;
        metadata.note("published", "script");
        return;
    }
}

}  // namespace newshound::extract
