// Dates as pages write them: ISO 8601, RFC 822, "4 September 2025", "Sept. 4, 2025", "04.09.2025", "2025年9月4日".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "extract/lexicon.h"

namespace newshound::extract {

struct FoundDate {
    std::string value;      ///< "YYYY-MM-DD", or RFC 3339 where the text gives a time and its offset
    std::size_t begin = 0;  ///< bytes in the text searched
    std::size_t end = 0;
};

/// The first date known to the day, of the years 1990 to 2099, in any of the languages of months.tsv. "9/4/2025" counts as
/// month/day where `month_first`, unless only the other reading exists.
std::optional<FoundDate> find_date(std::string_view text, const Lexicon& lexicon, bool month_first = false);

/// The date of a machine-readable value (datePublished, datetime="..."): as above, and also "20250904" and Unix times in
/// seconds or milliseconds. "" if it is none.
std::string date_value(std::string_view value, const Lexicon& lexicon, bool month_first = false);

/// The date in a URL's path: "/2025/09/04/", "/2025-09-04-", "/20250904/", "/2025/sep/04/"; "" if none.
std::string date_in_url(std::string_view url, const Lexicon& lexicon);

/// True if nothing but a date, with a time, weekday and words like "published" at most, is in the line.
bool is_date_line(std::string_view line, const Lexicon& lexicon);

}  // namespace newshound::extract
