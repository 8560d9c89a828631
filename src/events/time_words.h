// Words of time expressions (data/time/words.tsv) and arithmetic on dates that are known to the year, the month or the day.
#pragma once

#include <map>
#include <string_view>

#include "base/date.h"
#include "events/syntax.h"

namespace newshound::events::time_words {

struct Words {
    std::map<std::string_view, int> month, weekday;
    std::map<std::string_view, std::string_view> unit, season, feast;
    std::map<std::string_view, bool> part, edge, future;
};

/// data/time/words.tsv, loaded once.
const Words& words();

/// False only where no time expression starts at token `i`: the cheap test before the rules of find_times().
bool may_start_time(const Tree& tree, TokenIndex i);

/// The number that the digits of `s` write.
int to_int(std::string_view s);

/// "days" -> "day"; what the unit counts ("night" counts days), or "".
std::string_view unit_of(std::string_view word);

/// The day, or an unknown date where the calendar has none such.
Date day(int y, int m, int d);
Date month_of(int y, int m);
Date year_of(int y);
/// The month that lies `n` months after that of `d`.
Date shift_month(const Date& d, int n);
/// Monday of the week of `d`.
Date monday_of(const Date& d);

}  // namespace newshound::events::time_words
