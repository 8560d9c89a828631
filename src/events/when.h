// When: time expressions of English news, resolved against the day of publication (codebook, section 4).
// Words: data/time/words.tsv. No clock is read: the same text and date of publication give the same dates.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "events/ranker.h"
#include "events/syntax.h"

namespace newshound::events {

/// One expression, tokens [first, last). `start`..`end` is the time it names, as precise as it is named: "in 2018" has start
/// = end = 2018; "last week" the Monday and the Sunday; "since June" start 2019-06 and the day of publication as end.
struct TimeExpression {
    TokenIndex first = 0, last = 0;
    Date start, end;        ///< unknown start: "until Friday"; both unknown: a duration or a vague time
    bool vague = false;     ///< "in recent weeks", "recently": a time, but not one that a record can hold
    bool duration = false;  ///< "for two years", "15 minutes", "a 25-year-old": a length, not a date
    std::string rule;       ///< which rule read it: "weekday", "month-day", "ago", ...
};

/// All time expressions in text order; they do not overlap. Weekdays and bare months lie in the past unless their verb or
/// noun lies ahead
/// ("will meet on Monday", "the planned June vote"). `published` unknown: only absolute dates are resolved.
std::vector<TimeExpression> find_times(const Tree& tree, const Date& published);

/// The expression that belongs to the deed named by token `trigger`: under it, in its noun phrase, under the light verb that
/// carries it, or fronted in its clause. Nothing where only another clause has one. Durations and vague times are passed
/// over.
std::optional<TimeExpression> time_for(const Tree& tree, TokenIndex trigger, const std::vector<TimeExpression>& times);

/// A deed's dates for the record.
struct Dates {
    Date start, end;          ///< unknown = undated
    bool historical = false;  ///< ends more than 30 days before publication
    std::string rule;         ///< for --explain: the expression's rule, "narrative", "publication" or ""
};

/// What the coder knows of the deed beside its place in the tree.
struct DeedHints {
    std::string_view type;             ///< PLOVER type; "" unknown
    std::string_view mode;             ///< PLOVER mode; "" none or unknown
    std::string_view status;           ///< "actual", "future", "hypothetical", "negated"; "" unknown
    std::optional<Dates> told_before;  ///< dates of the same deed, told earlier in the article
    std::optional<Dates> previous;     ///< dates of the deed coded just before, in text order (also where they are empty)
    TokenIndex previous_trigger = kNoToken;
};

/// Every reading of a deed's dates: the times of its sentence, each by how it hangs on the deed; the last time told before;
/// the day the article opens with; the dates of the same deed told before, and of the deed before it; the publication day;
/// none.
struct DateReadings {
    Readings readings{"time/weights.tsv"};
    std::vector<Dates> dates;  ///< of each reading
};
DateReadings date_readings(const Tree& tree, TokenIndex trigger, const std::vector<TimeExpression>& times,
                           const Date& published, const DeedHints& hints = {});

/// The best of the readings. An expression of the deed's own clause nearly always wins; without one the weights choose
/// between the codebook's defaults (publication day for an act reported as news, nothing for undated background) and the day
/// the story is about. Weights: data/time/weights.tsv, fitted by eval/slots/fit.py on gold.
Dates event_dates(const Tree& tree, TokenIndex trigger, const std::vector<TimeExpression>& times, const Date& published,
                  const DeedHints& hints = {});

}  // namespace newshound::events
