#include "events/when.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "base/resource.h"
#include "events/adjunct.h"
#include "events/number.h"
#include "events/time_words.h"

namespace newshound::events {

namespace {

using namespace time_words;

enum class Direction { past, future, nearest };

class Reader {
public:
    Reader(const Tree& tree, const Date& published) : tree_(tree), published_(published), anchor_(published) {}

    std::vector<TimeExpression> read() {
        for (const Sentence& sentence : tree_.annotated().sentences) {
            end_ = sentence.last;
            for (TokenIndex i = sentence.first; i < end_;) {
                auto found = match(i);
                if (!found) {
                    ++i;
                    continue;
                }
                widen(*found, sentence.first);
                note(*found);
                i = std::max(found->last, i + 1);
                out_.push_back(std::move(*found));
            }
        }
        return std::move(out_);
    }

private:
    using Found = std::optional<TimeExpression>;

    std::string_view w(TokenIndex i) const { return i < end_ ? tree_.lower(i) : std::string_view(); }
    bool any(TokenIndex i, std::initializer_list<std::string_view> options) const {
        return std::find(options.begin(), options.end(), w(i)) != options.end();
    }
    std::string_view before(TokenIndex i) const {
        return i > 0 && tree_.sentence_of(i - 1) == tree_.sentence_of(i) ? tree_.lower(i - 1) : std::string_view();
    }
    bool capital(TokenIndex i) const {
        const std::string_view t = tree_.text(i);
        return !t.empty() && t.front() >= 'A' && t.front() <= 'Z';
    }
    bool is_date_entity(TokenIndex i) const { return tree_.ent(i) == "DATE" || tree_.ent(i) == "TIME"; }

    static TimeExpression make(TokenIndex first, TokenIndex last, Date start, Date end, std::string rule) {
        return TimeExpression{first, last, start, end, false, false, std::move(rule)};
    }

    // --- pieces ---------------------------------------------------------------------------------------------------------
    std::optional<int> month_at(TokenIndex i) const {
        if (i >= end_ || !capital(i)) return std::nullopt;
        const auto it = words().month.find(w(i));
        if (it == words().month.end()) return std::nullopt;
        return it->second;
    }
    /// A month standing alone is often something else ("May said", "March on Rome", "Jan Egeland"): it must look like a
    /// date.
    bool month_is_date(TokenIndex i) const {
        if (is_date_entity(i)) return tree_.pos(i) == "PROPN";
        if (w(i) == "may" || w(i) == "march" || w(i).size() < 5)
            return tree_.pos(i) == "PROPN" && tree_[i].ent.empty() &&
                   any_before(i, {"in", "since", "until", "by", "last", "next", "of"});
        return tree_.pos(i) == "PROPN" && tree_[i].ent.empty();
    }
    bool any_before(TokenIndex i, std::initializer_list<std::string_view> options) const {
        return std::find(options.begin(), options.end(), before(i)) != options.end();
    }
    /// "4", "4th", "04" as a day of a month.
    std::optional<int> day_at(TokenIndex i) const {
        std::string_view s = w(i);
        if (s.ends_with("st") || s.ends_with("nd") || s.ends_with("rd") || s.ends_with("th")) s.remove_suffix(2);
        if (s.empty() || s.size() > 2) return std::nullopt;
        for (const char c : s)
            if (c < '0' || c > '9') return std::nullopt;
        const int d = to_int(s);
        return d >= 1 && d <= 31 ? std::optional(d) : std::nullopt;
    }
    std::optional<int> year_at(TokenIndex i) const {
        const std::string_view s = w(i);
        if (s.size() != 4) return std::nullopt;
        for (const char c : s)
            if (c < '0' || c > '9') return std::nullopt;
        const int y = to_int(s);
        return y >= 1000 && y <= 2199 ? std::optional(y) : std::nullopt;
    }
    std::optional<int> weekday_at(TokenIndex i) const {
        if (i >= end_ || !capital(i)) return std::nullopt;
        auto it = words().weekday.find(w(i));
        if (it == words().weekday.end() && w(i).ends_with("days"))
            it = words().weekday.find(w(i).substr(0, w(i).size() - 1));
        if (it == words().weekday.end()) return std::nullopt;
        if (w(i).size() <= 4 && !is_date_entity(i)) return std::nullopt;
        return it->second;
    }
    bool is_part(TokenIndex i) const { return i < end_ && words().part.contains(w(i)); }

    /// Where the governing words point.
    Direction direction(TokenIndex first, TokenIndex last) const {
        TokenIndex i = head_of(tree_, first, last);
        // "Tuesday's pleas might help": the noun's own day, whatever its verb says.
        const bool inside_noun = tree_.has_dep(i, {"poss", "compound", "nmod"}) && tree_.is_noun(tree_.head(i));
        for (int steps = 0; steps < 12; ++steps) {
            if (i < first || i >= last) {
                if (tree_.is_verb(i) && !tree_.has_dep(i, {"amod", "aux", "auxpass"})) {
                    const Tense t = tense_of(tree_, i);
                    if (inside_noun) return Direction::nearest;
                    if (t == Tense::future) return Direction::future;
                    if (t == Tense::past) return Direction::past;
                    return Direction::nearest;
                }
                if (words().future.contains(tree_.lower(i)) && !tree_.is_verb(i)) return Direction::future;
                for (TokenIndex c : tree_.children(i))
                    if (tree_.has_dep(c, {"amod", "compound"}) && words().future.contains(tree_.lower(c)))
                        return Direction::future;
            }
            if (tree_.is_root(i)) break;
            i = tree_.head(i);
        }
        return Direction::nearest;
    }

    Date weekday_date(int wanted, Direction direction) const {
        const int back = (weekday(published_) - wanted + 7) % 7;
        if (direction != Direction::future) return add_days(published_, -back);
        return add_days(published_, back == 0 ? 0 : 7 - back);
    }
    Date month_date(int m, Direction direction) const {
        const int current = published_.year * 12 + published_.month - 1;
        int index = published_.year * 12 + m - 1;
        if (direction == Direction::future) {
            if (index < current) index += 12;
        } else {
            if (index > current) index -= 12;
            // Without a tense the next two months are nearer than ten months ago.
            if (direction == Direction::nearest && index + 12 - current <= 2) index += 12;
        }
        return Date{index / 12, index % 12 + 1, 0};
    }
    Date month_day(int m, int d, Direction direction) const {
        Date best;
        int distance = 1 << 30;
        for (int y = published_.year - 1; y <= published_.year + 1; ++y) {
            const Date candidate = day(y, m, d);
            if (!candidate.known()) continue;
            const int delta = days_between(published_, candidate);
            if (direction == Direction::past && delta > 0) continue;
            if (direction == Direction::future && delta < 0) continue;
            const int cost = std::abs(delta) * 2 + (delta > 0 ? 1 : 0);
            if (cost < distance) {
                distance = cost;
                best = candidate;
            }
        }
        return best;
    }

    /// A year told after a month or a season: "2018", "of 2018", "last year", "of this year", "that year", "the previous
    /// year".
    std::optional<int> year_after(TokenIndex& i) const {
        TokenIndex n = i;
        if (w(n) == ",") ++n;
        if (any(n, {"of", "in"})) ++n;
        if (const auto y = year_at(n)) {
            i = n + 1;
            return y;
        }
        if (!published_.known()) return std::nullopt;
        if (any(n, {"the"})) ++n;
        if (w(n + 1) == "year" || (w(n + 1) == "same" && w(n + 2) == "year")) {
            int y = 0;
            if (any(n, {"last", "previous"})) y = published_.year - 1;
            if (any(n, {"this", "current"})) y = published_.year;
            if (any(n, {"next", "coming", "following"})) y = published_.year + 1;
            if (any(n, {"that", "same"})) y = anchor_.year;
            if (y == 0) return std::nullopt;
            i = n + (w(n + 1) == "year" ? 2 : 3);
            return y;
        }
        if (w(i) == "," && n == i + 1) return std::nullopt;
        return std::nullopt;
    }

    // --- rules ----------------------------------------------------------------------------------------------------------
    Found match(TokenIndex i) {
        if (tree_.pos(i) == "SPACE" || tree_.pos(i) == "PUNCT" || !may_start_time(tree_, i)) return std::nullopt;
        if (auto f = between(i)) return f;
        if (auto f = absolute(i)) return f;
        if (auto f = year_alone(i)) return f;
        if (auto f = age_or_length(i)) return f;
        if (!published_.known() || !published_.to_the_day()) return std::nullopt;
        if (auto f = named_day(i)) return f;
        if (auto f = weekday_rule(i)) return f;
        if (auto f = relative_unit(i)) return f;
        if (auto f = month_rule(i)) return f;
        if (auto f = season_rule(i)) return f;
        if (auto f = anchored(i)) return f;
        if (auto f = feast(i)) return f;
        if (auto f = vague(i)) return f;
        return std::nullopt;
    }

    /// One end of "between X and Y", "from X to Y".
    Found simple(TokenIndex i) {
        if (w(i) == "the" || w(i) == "on") ++i;
        if (i >= end_) return std::nullopt;
        if (auto f = absolute(i)) return f;
        if (auto f = year_alone(i, true)) return f;
        if (!published_.known() || !published_.to_the_day()) return std::nullopt;
        if (auto f = named_day(i)) return f;
        if (auto f = weekday_rule(i)) return f;
        if (auto f = month_rule(i)) return f;
        return std::nullopt;
    }

    Found between(TokenIndex i) {
        if (!any(i, {"between", "from"})) return std::nullopt;
        auto a = simple(i + 1);
        if (!a || !a->start.known()) return std::nullopt;
        TokenIndex n = a->last;
        if (!any(n, {"and", "to", "until", "through", "till"})) return std::nullopt;
        auto b = simple(n + 1);
        if (!b || !b->end.known()) return std::nullopt;
        if (b->end.first_day() < a->start.first_day()) {
            if (a->start.year != b->end.year || a->rule == "weekday") return std::nullopt;
            --a->start.year;  // "from November to May": the first month lies in the year before
        }
        return make(i, b->last, a->start, b->end, "range");
    }

    Found absolute(TokenIndex i) {
        if (auto f = iso(i)) return f;
        TokenIndex n = i;
        if (weekday_at(n)) {  // "Thursday, 4 September 2025": the weekday adds nothing
            ++n;
            if (is_part(n)) ++n;
            if (w(n) == ",") ++n;
            if (n >= end_ || (!month_at(n) && !day_at(n))) return std::nullopt;
        }
        if (auto f = day_month(n, i)) return f;
        if (auto f = month_day_rule(n, i)) return f;
        if (auto f = decade(i)) return f;
        return std::nullopt;
    }

    Found iso(TokenIndex i) const {
        if (w(i).size() == 10 && w(i)[4] == '-') {
            if (const auto d = parse_date(w(i))) return make(i, i + 1, *d, *d, "iso");
        }
        if (year_at(i) && any(i + 1, {"-", "/"}) && w(i + 2).size() == 2 && any(i + 3, {"-", "/"}) && w(i + 4).size() == 2) {
            const auto m = day_at(i + 2), d = day_at(i + 4);
            if (!m || !d || *m > 12) return std::nullopt;
            const Date date = day(*year_at(i), *m, *d);
            if (date.known()) return make(i, i + 5, date, date, "iso");
        }
        return std::nullopt;
    }

    /// "4 September 2025", "the 4th of September", "4-6 September".
    Found day_month(TokenIndex i, TokenIndex first) {
        const auto d = day_at(i);
        if (!d) return std::nullopt;
        TokenIndex n = i + 1;
        std::optional<int> last_day;
        if (any(n, {"-", "–", "to", "and"}) && day_at(n + 1)) {
            last_day = day_at(n + 1);
            n += 2;
        }
        if (w(n) == "of") ++n;
        const auto m = month_at(n);
        if (!m) return std::nullopt;
        ++n;
        return with_year(first, n, *m, *d, last_day);
    }

    /// "September 4", "Sept. 4, 2025", "September 4-6", "May 2019", "September of this year".
    Found month_day_rule(TokenIndex i, TokenIndex first) {
        const auto m = month_at(i);
        if (!m) return std::nullopt;
        TokenIndex n = i + 1;
        if (w(n) == "the") ++n;
        const auto d = day_at(n);
        if (d && !(tree_.dep(n) == "nummod" && tree_.head(n) > n && tree_.head(n) < end_ && !is_date_entity(n) &&
                   tree_.pos(tree_.head(n)) == "NOUN")) {
            ++n;
            std::optional<int> last_day;
            if (any(n, {"-", "–", "to", "and"}) && day_at(n + 1) && !month_at(n + 2)) {
                last_day = day_at(n + 1);
                n += 2;
            }
            return with_year(first, n, *m, *d, last_day);
        }
        n = i + 1;
        if (const auto y = year_after(n)) {
            const Date date = month_of(*y, *m);
            return make(first, n, date, date, "month-year");
        }
        return std::nullopt;
    }

    Found with_year(TokenIndex first, TokenIndex last, int m, int d, std::optional<int> last_day) {
        std::string rule = "month-day";
        auto y = year_after(last);
        if (!y) {
            if (!published_.known()) return std::nullopt;
            const Date near = month_day(m, d, direction(first, last));
            if (!near.known()) return std::nullopt;
            y = near.year;
        } else {
            rule = "full-date";
        }
        const Date start = day(*y, m, d);
        if (!start.known()) return std::nullopt;
        Date end = start;
        if (last_day && *last_day > d) end = day(*y, m, *last_day);
        return make(first, last, start, end.known() ? end : start, rule);
    }

    /// "the 1990s", "the late 1980s", "the 20th century".
    Found decade(TokenIndex i) const {
        const std::string_view s = w(i);
        if (s.size() == 5 && s.ends_with("0s") && (s.starts_with("1") || s.starts_with("20"))) {
            const int y = to_int(s.substr(0, 4));
            if (y < 1000) return std::nullopt;
            return make(i, i + 1, year_of(y), year_of(y + 9), "decade");
        }
        int number = 0;
        if (s.size() >= 3 && (s.ends_with("th") || s.ends_with("st")) && s[0] >= '1' && s[0] <= '9') number = to_int(s);
        if (s == "nineteenth") number = 19;
        if (s == "twentieth") number = 20;
        if (s == "twenty" && w(i + 1) == "-" && w(i + 2) == "first" && w(i + 3) == "century")
            return make(i, i + 4, year_of(2001), year_of(2100), "century");
        if (number < 1 || number > 21) return std::nullopt;
        TokenIndex n = i + 1;
        if (w(n) == "-") ++n;
        if (w(n) != "century") return std::nullopt;
        return make(i, n + 1, year_of(number * 100 - 99), year_of(number * 100), "century");
    }

    Found year_alone(TokenIndex i, bool certain = false) const {
        const auto y = year_at(i);
        if (!y) return std::nullopt;
        if (w(i + 1) == "-" || before(i) == "-" || before(i) == "$") {
            // "2016-2018", "2016–18"
            if (before(i) != "-" && any(i + 1, {"-", "–"}) && year_at(i + 2) && *year_at(i + 2) > *y)
                return make(i, i + 3, year_of(*y), year_of(*year_at(i + 2)), "years");
            return std::nullopt;
        }
        if (any(i + 1, {"–"}) && year_at(i + 2) && *year_at(i + 2) > *y)
            return make(i, i + 3, year_of(*y), year_of(*year_at(i + 2)), "years");
        if (*y < 1800 && !is_date_entity(i)) return std::nullopt;
        const bool counts = tree_.dep(i) == "nummod" && tree_.tag(tree_.head(i)) == "NNS" && !is_date_entity(i);
        if (counts) return std::nullopt;
        if (!certain && !is_date_entity(i) &&
            !any_before(i, {"in", "since", "by", "until", "from", "during", "of", "late", "early", "mid", "to", "and",
                            "before", "after", "the"}))
            return std::nullopt;
        if (!certain && !is_date_entity(i) && any_before(i, {"and", "to", "of", "the", "by", "from"}) &&
            !tree_[i].ent.empty())
            return std::nullopt;
        return make(i, i + 1, year_of(*y), year_of(*y), "year");
    }

    /// "a 25-year-old", "three-day", "aged 17", "for two years", "15 minutes": no dates. "two years ago" and "last two
    /// years" are read here too.
    Found age_or_length(TokenIndex i) {
        TokenIndex n = i;
        double count = 0;
        if (any(n, {"a", "an", "one"}) && !unit_of(w(n + 1)).empty()) {
            count = 1;
            ++n;
        } else if (any(n, {"a"}) && any(n + 1, {"few", "couple"})) {
            count = w(n + 1) == "few" ? 0 : 2;
            n += w(n + 2) == "of" ? 3 : 2;
        } else if (any(n, {"several", "some", "many"}) && !unit_of(w(n + 1)).empty()) {
            ++n;
        } else if (auto number = read_number(tree_, n, end_)) {
            count = number->vague ? 0 : number->value;
            n = number->last;
            if (any(n, {"or", "to", "-", "–"}))
                if (auto second = read_number(tree_, n + 1, end_)) {
                    n = second->last;
                    if (w(n - 1) != w(i)) count = 0;
                }
            if (any(n, {"and"}) && any(n + 1, {"a"}) && w(n + 2) == "half") n += 3;
        } else {
            return std::nullopt;
        }
        if (w(n) == "-") ++n;
        if (any(n, {"more", "full", "consecutive", "straight", "whole", "calendar"})) ++n;
        const std::string_view unit = unit_of(w(n));
        if (unit.empty()) return std::nullopt;
        ++n;
        if (any(n, {"ago", "earlier", "later", "before", "after", "prior", "previously", "hence"})) {
            if (auto f = shifted(i, n, count, unit)) return f;
        }
        if (w(n) == "-" && w(n + 1) == "old") n += 2;
        TimeExpression out = make(i, n, {}, {}, "duration");
        out.duration = true;
        return out;
    }

    /// "two years ago", "a day later", "three weeks before": `n` is the word after the unit.
    Found shifted(TokenIndex i, TokenIndex n, double count, std::string_view unit) const {
        if (!published_.known() || !published_.to_the_day()) return std::nullopt;
        const std::string_view how = w(n);
        const bool back = how == "ago" || how == "earlier" || how == "before" || how == "prior" || how == "previously";
        // "two days after the attack" counts from something that only the reader knows.
        if ((how == "before" || how == "after" || how == "prior") && !ends_phrase(n + 1)) {
            if (!(how == "before" && any(n + 1, {"that"}))) return std::nullopt;
        }
        const Date base = how == "ago" ? published_ : anchor_;
        if (!back && base == published_ && out_.empty()) return std::nullopt;
        if (count == 0) {
            TimeExpression out = make(i, n + 1, {}, {}, "vague");
            out.vague = true;
            return out;
        }
        const Date date = shift(base, static_cast<int>(count) * (back ? -1 : 1), unit);
        if (!date.known()) return std::nullopt;
        return make(i, n + 1, date, date, how == "ago" ? "ago" : "anchored");
    }

    bool ends_phrase(TokenIndex i) const {
        if (i >= end_) return true;
        return tree_.has_pos(i, {"PUNCT", "CCONJ", "VERB", "AUX", "ADP", "SPACE"}) || tree_.tag(i) == "WDT";
    }

    /// `base` moved by `n` units, as precise as the unit.
    static Date shift(const Date& base, int n, std::string_view unit) {
        if (std::abs(n) > 3000) return {};
        if (unit == "year") return year_of(base.year + n);
        if (unit == "decade") return year_of(base.year + 10 * n);
        if (unit == "century") return year_of(base.year + 100 * n);
        if (unit == "month" || unit == "quarter") {
            if (base.month == 0) return {};
            return shift_month(base, unit == "month" ? n : 3 * n);
        }
        if (base.day == 0) return unit == "hour" || unit == "minute" ? base : Date{};
        if (unit == "week" || unit == "weekend") return add_days(base, 7 * n);
        if (unit == "fortnight") return add_days(base, 14 * n);
        if (unit == "day") return add_days(base, n);
        if (unit == "hour") return std::abs(n) < 12 ? base : add_days(base, n / 24);
        return base;
    }

    Found named_day(TokenIndex i) const {
        const std::string_view s = w(i);
        TokenIndex n = i + 1;
        if (s == "today" || s == "tonight") return make(i, n, published_, published_, "today");
        if (s == "yesterday" || s == "tomorrow") {
            const Date d = add_days(published_, s == "yesterday" ? -1 : 1);
            if (is_part(n)) ++n;
            return make(i, n, d, d, std::string(s));
        }
        if (s == "overnight" && tree_.has_dep(i, {"advmod", "npadvmod"}))
            return make(i, n, published_, published_, "overnight");
        if (s == "last" && w(n) == "night") {
            const Date d = add_days(published_, -1);
            return make(i, n + 1, d, d, "last-night");
        }
        if (s == "this" && is_part(n)) return make(i, n + 1, published_, published_, "today");
        if (s == "the" && w(n) == "day" && any(n + 1, {"before", "after"}) && any(n + 2, {"yesterday", "tomorrow"})) {
            const Date d = add_days(published_, w(n + 2) == "yesterday" ? -2 : 2);
            return make(i, n + 3, d, d, "day-before");
        }
        return std::nullopt;
    }

    Found weekday_rule(TokenIndex i) {
        TokenIndex n = i;
        std::string_view how;
        if (any(n, {"early", "late"}) && (weekday_at(n + 1) || any(n + 1, {"last", "on"}))) ++n;
        if (any(n, {"last", "next", "this", "coming", "past", "following", "previous", "that"})) how = w(n++);
        const auto d = weekday_at(n);
        if (!d) return std::nullopt;
        ++n;
        const TokenIndex named = n;
        if (is_part(n)) ++n;
        if (any(n, {"last", "next", "this"}) && w(n + 1) == "week") {
            const Date monday = add_days(monday_of(published_), w(n) == "last" ? -7 : (w(n) == "next" ? 7 : 0));
            const Date date = add_days(monday, (*d + 6) % 7);
            return make(i, n + 2, date, date, "weekday");
        }
        Date date;
        if (how == "last" || how == "past") {
            const int back = (weekday(published_) - *d + 7) % 7;
            date = add_days(published_, back == 0 ? -7 : -back);
        } else if (how == "next" || how == "coming") {
            const int ahead = (*d - weekday(published_) + 7) % 7;
            date = add_days(published_, ahead == 0 ? 7 : ahead);
        } else if (how == "following" && anchor_.to_the_day()) {
            const int ahead = (*d - weekday(anchor_) + 7) % 7;
            date = add_days(anchor_, ahead == 0 ? 7 : ahead);
        } else if (how == "previous" && anchor_.to_the_day()) {
            const int back = (weekday(anchor_) - *d + 7) % 7;
            date = add_days(anchor_, back == 0 ? -7 : -back);
        } else {
            date = weekday_date(*d, direction(i, named));
            if ((any(n, {"and", "or", "-"}) || (any(n, {"to"}) && before(i) != "from")) && weekday_at(n + 1)) {
                // "Friday and Saturday": both days
                const Date second = add_days(date, (*weekday_at(n + 1) - *d + 7) % 7);
                return make(i, n + 2, date, second, "weekdays");
            }
        }
        return make(i, n, date, date, "weekday");
    }

    /// "last week", "this month", "next year", "the past two years", "over the weekend", "earlier this month", "recent
    /// weeks".
    Found relative_unit(TokenIndex i) {
        TokenIndex n = i;
        std::string_view edge;
        if (any(n, {"earlier", "later", "late", "early"})) {
            edge = w(n++);
            if (any(n, {"in"})) ++n;
        }
        if (any(n, {"the", "a"})) ++n;
        const std::string_view how = w(n);
        if (how == "weekend" && n > i && !any_before(i, {"end"}) &&
            (any_before(i, {"over", "during", "at", "on", "by", "of", "through", "throughout"}))) {
            const Date saturday = weekday_date(6, Direction::past);
            return make(i, n + 1, saturday, end_of_weekend(saturday), "weekend");
        }
        const bool past = any(n, {"last", "past", "previous", "preceding"}), next = any(n, {"next", "coming", "following"}),
                   current = any(n, {"this", "current", "that", "same"});
        if (!edge.empty() && any(n, {"month", "year", "week", "day"})) return of_unit(i, n, "that", edge);
        if (!past && !next && !current) return std::nullopt;
        ++n;
        if (any(n, {"same"})) ++n;
        if (past || next)
            if (auto f = last_n_units(i, n, past)) return f;
        if (any(n, {"calendar", "fiscal", "financial", "academic", "school"})) ++n;
        const std::string_view unit = unit_of(w(n));
        if (unit.empty() || w(n).ends_with('s')) return std::nullopt;
        return of_unit(i, n, how, edge);
    }

    Date end_of_weekend(const Date& saturday) const {
        const Date sunday = add_days(saturday, 1);
        return days_between(sunday, published_) >= 0 ? sunday : saturday;
    }

    /// `n` stands on the unit word; `how` is last, this, next, that, previous, ...
    Found of_unit(TokenIndex i, TokenIndex n, std::string_view how, std::string_view edge) {
        const std::string_view unit = unit_of(w(n));
        const TokenIndex last = n + 1;
        const bool anchor = (how == "next" && unit == "day") || how == "that" || how == "same" || how == "following" ||
                            how == "previous" || how == "preceding";
        const Date base = anchor ? anchor_ : published_;
        int step = 0;
        if (how == "last" || how == "past" || how == "previous" || how == "preceding") step = -1;
        if (how == "next" || how == "coming" || how == "following") step = 1;
        const std::string rule = std::string(how) + "-" + std::string(unit);
        if (unit == "year") return make(i, last, year_of(base.year + step), year_of(base.year + step), rule);
        if (unit == "decade" || unit == "century") {
            if (step == 0) return std::nullopt;
            return make(i, last, year_of(base.year + step * (unit == "decade" ? 10 : 100)), base, rule);
        }
        if (base.month == 0) return std::nullopt;
        if (unit == "month") {
            const Date m = shift_month(base, step);
            return make(i, last, m, m, rule);
        }
        if (unit == "quarter" || base.day == 0) return std::nullopt;
        if (unit == "week" || unit == "fortnight") {
            const Date monday = add_days(monday_of(base), 7 * step);
            Date sunday = add_days(monday, 6), start = monday;
            if (step == 0 && base == published_) {  // "this week" is the part of it that the tense tells of
                if (direction(i, last) == Direction::future && edge != "earlier")
                    start = published_;
                else
                    sunday = published_;
            }
            return make(i, last, start, sunday, rule);
        }
        if (unit == "weekend") {
            Date saturday = weekday_date(6, Direction::past);
            if (step < 0 && days_between(saturday, published_) < 1) saturday = add_days(saturday, -7);
            if (step > 0 || (step == 0 && direction(i, last) == Direction::future))
                saturday = add_days(monday_of(published_), 5);
            return make(i, last, saturday, add_days(saturday, 1), rule);
        }
        if (unit == "day") {
            if (how == "last" || how == "past") return std::nullopt;
            const Date d = add_days(base, step);
            return make(i, last, d, d, rule);
        }
        return std::nullopt;
    }

    /// "[last] four years", "[past] 24 hours", "[coming] weeks".
    Found last_n_units(TokenIndex i, TokenIndex n, bool past) const {
        int count = 0;
        bool vague = false;
        if (auto number = read_number(tree_, n, end_)) {
            count = static_cast<int>(std::min(number->value, 5000.0));
            n = number->last;
        } else {
            if (any(n, {"few", "several"})) ++n;
            vague = true;
        }
        if (!w(n).ends_with('s')) return std::nullopt;
        const std::string_view unit = unit_of(w(n));
        if (unit.empty()) return std::nullopt;
        TimeExpression out = make(i, n + 1, {}, {}, past ? "last-units" : "next-units");
        if (vague || count == 0) {
            out.vague = true;
            return out;
        }
        const Date far = shift(published_, past ? -count : count, unit);
        if (!far.known()) return std::nullopt;
        Date near = published_;
        if (far.month == 0) near = year_of(published_.year);
        if (far.month != 0 && far.day == 0) near = month_of(published_.year, published_.month);
        out.start = past ? far : near;
        out.end = past ? near : far;
        return out;
    }

    /// "in March", "last December", "early October", "mid-March", "the end of May", "late 2020".
    Found month_rule(TokenIndex i) {
        TokenIndex n = i;
        bool edge = false;
        if (words().edge.contains(w(n))) {
            ++n;
            if (any(n, {"-", "of", "in"})) ++n;
            if (any(n, {"the"})) ++n;
            edge = true;
            if (const auto y = year_at(n)) return make(i, n + 1, year_of(*y), year_of(*y), "edge-year");
            if (const auto f = decade(n)) return make(i, f->last, f->start, f->end, "edge-decade");
            if (month_at(n))
                if (auto f = month_day_rule(n, i)) return f;
            if (auto f = relative_unit(n); f && f->start.known() && n > i)
                return make(i, f->last, f->start, f->end, "edge-" + f->rule);
        }
        std::string_view how;
        if (any(n, {"last", "next", "this", "that", "the"})) how = w(n++);
        if (how == "the" && any(n, {"following", "previous"})) how = w(n++);
        const auto m = month_at(n);
        if (!m || (how != "last" && how != "next" && !edge && !month_is_date(n))) return std::nullopt;
        if (how == "the") return std::nullopt;
        Date date;
        if (how == "last") {
            date = month_date(*m, Direction::past);
            if (date == month_of(published_.year, published_.month)) --date.year;
        } else if (how == "next") {
            date = month_date(*m, Direction::future);
            if (date == month_of(published_.year, published_.month)) ++date.year;
        } else if (how == "that" || how == "following") {
            date = month_of(anchor_.year, *m);
            if (anchor_.month != 0 && *m < anchor_.month) ++date.year;
        } else {
            date = month_date(*m, direction(i, n + 1));
        }
        // "in June and July": both months
        TokenIndex last = n + 1;
        Date end = date;
        if (any(last, {"and"}) && month_at(last + 1) && *month_at(last + 1) > *m && !day_at(last + 2)) {
            end = month_of(date.year, *month_at(last + 1));
            last += 2;
        }
        return make(i, last, date, end, "month");
    }

    Found season_rule(TokenIndex i) {
        TokenIndex n = i;
        std::string_view how;
        if (any(n, {"last", "this", "next", "the", "that", "past"})) how = w(n++);
        const auto it = words().season.find(w(n));
        if (it == words().season.end() || n >= end_ || tree_.is_verb(n)) return std::nullopt;
        ++n;
        const std::size_t dash = it->second.find('-');
        const int from = to_int(it->second.substr(0, dash)), to = to_int(it->second.substr(dash + 1));
        std::optional<int> y = year_after(n);
        if (!y && how == "last")
            y = published_.month > to || (from > to && published_.month > to) ? published_.year : published_.year - 1;
        if (y && how == "last" && from > to) --*y;
        if (!y && how == "this") y = published_.year;
        if (!y && how == "next") y = published_.month < from ? published_.year : published_.year + 1;
        if (!y && how == "that") y = anchor_.year;
        if (!y) return std::nullopt;
        return make(i, n, month_of(*y, from), month_of(from > to ? *y + 1 : *y, to), "season");
    }

    /// "the next day", "the following week", "that day", "the same month", "a day later" is in shifted().
    Found anchored(TokenIndex i) {
        TokenIndex n = i;
        if (w(n) == "the") ++n;
        if (any(n, {"day", "night", "week", "month", "year"}) && any(n + 1, {"before", "after"}) && n > i &&
            ends_phrase(n + 2)) {
            const Date d = shift(anchor_, w(n + 1) == "before" ? -1 : 1, unit_of(w(n)));
            if (d.known()) return make(i, n + 2, d, d, "anchored");
        }
        return std::nullopt;
    }

    Found feast(TokenIndex i) const {
        if (i >= end_ || !capital(i)) return std::nullopt;
        std::string phrase;
        Found best;
        for (TokenIndex n = i; n < end_ && n < i + 5; ++n) {
            if (!phrase.empty()) phrase += ' ';
            phrase += w(n);
            const auto it = words().feast.find(phrase);
            if (it == words().feast.end()) continue;
            const std::size_t dash = it->second.find('-');
            const int m = to_int(it->second.substr(0, dash)), d = to_int(it->second.substr(dash + 1));
            TokenIndex last = n + 1;
            const auto y = year_after(last);
            const Date date = y ? day(*y, m, d) : month_day(m, d, direction(i, n + 1));
            if (date.known() && (tree_[i].ent.empty() || is_date_entity(i))) best = make(i, last, date, date, "feast");
        }
        return best;
    }

    Found vague(TokenIndex i) const {
        if (any(i, {"recently", "previously", "formerly", "lately"})) {
            TimeExpression out = make(i, i + 1, {}, {}, "vague");
            out.vague = true;
            return out;
        }
        if (w(i) == "recent" && w(i + 1).ends_with('s') && !unit_of(w(i + 1)).empty()) {
            TimeExpression out = make(i, i + 2, {}, {}, "vague");
            out.vague = true;
            return out;
        }
        return std::nullopt;
    }

    /// "since June" runs until publication, "until June" has no beginning.
    void widen(TimeExpression& found, TokenIndex sentence_first) const {
        if (!found.start.known() || found.rule == "range") return;
        TokenIndex i = found.first;
        if (i > sentence_first && any_word(i - 1, {"late", "early", "the", "mid", "at", "-", "least"})) --i;
        if (i <= sentence_first) return;
        if (any_word(i - 1, {"since"})) {
            found.first = i - 1;
            found.end = published_.known() ? published_ : Date{};
            found.rule = "since-" + found.rule;
        } else if (any_word(i - 1, {"until", "till"})) {
            found.first = i - 1;
            found.end = found.end.known() ? found.end : found.start;
            found.start = Date{};
            found.rule = "until-" + found.rule;
        } else if (any_word(i - 1, {"before", "after"})) {
            // "after Thursday's vote" is read at the vote; "before 2010" bounds only.
            if (tree_.head(head_of(tree_, found.first, found.last)) == i - 1) {
                found.rule = std::string(tree_.lower(i - 1)) + "-" + found.rule;
                found.vague = true;
                found.first = i - 1;
            }
        }
    }
    bool any_word(TokenIndex i, std::initializer_list<std::string_view> options) const {
        return std::find(options.begin(), options.end(), tree_.lower(i)) != options.end();
    }

    /// What "the next day", "that year" count from: the last expression told, unless it lies ahead.
    void note(const TimeExpression& found) {
        if (!found.start.known() || found.vague || found.duration) return;
        if (found.rule == "century" || found.rule == "decade") return;
        // What is announced does not become the day that "the next day" counts from.
        if (published_.to_the_day() && found.start.first_day() > published_.last_day()) return;
        anchor_ = found.start;
    }

    const Tree& tree_;
    Date published_;
    Date anchor_;
    TokenIndex end_ = 0;
    std::vector<TimeExpression> out_;
};

}  // namespace

std::vector<TimeExpression> find_times(const Tree& tree, const Date& published) { return Reader(tree, published).read(); }

}  // namespace newshound::events
