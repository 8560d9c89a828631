// Dates as feeds write them: RFC 822 and ISO 8601 in all their misspellings, asctime, and the words of a few languages.
#pragma once

#include <string>
#include <string_view>

namespace newshound::feeds {

/// RFC 3339 with the offset written ("2025-09-04T10:30:00+02:00", "...Z"; none written counts as UTC), or as much of a date
/// as is told ("2025-09-04", "2025-09", "2025"); "" if `s` is no date. Seconds are kept, fractions of them are not; a leap
/// second reads as the second before it, an hour of 24 as the next day's first.
std::string moment(std::string_view s);

}  // namespace newshound::feeds
