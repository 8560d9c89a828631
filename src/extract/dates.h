// Dates as pages write them: ISO 8601, RFC 822, "4 September 2025", "Sept. 4, 2025", "04.09.2025", "2025年9月4日".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

struct ShownDate : FoundDate {
    Lexicon::DateLabel label = Lexicon::DateLabel::none;  ///< what the words before it say (after it, where none do)
};

/// All dates of a line, at most 8: "Published 2 Sep 2025, updated 4 Sep 2025".
std::vector<ShownDate> find_dates(std::string_view text, const Lexicon& lexicon, bool month_first = false);

/// The one of a line's dates on which it was published: the first said to be so, else the first that nothing is said of;
/// nullopt where all are days of change.
std::optional<ShownDate> publication_date(const std::vector<ShownDate>& dates);

/// How a text writes dates in numbers: -1 day first ("23/10/2025"), 1 month first ("10/23/2025"), 0 it cannot be told.
int number_order(std::string_view text);

/// The date of a machine-readable value (datePublished, datetime="..."): as above, and also "20250904" and Unix times in
/// seconds or milliseconds. "" if it is none.
std::string date_value(std::string_view value, const Lexicon& lexicon, bool month_first = false);

/// The date in a URL's path: "/2025/09/04/", "/2025-09-04-", "/20250904/", "/2025/september/04/"; "" if none.
std::string date_in_url(std::string_view url, const Lexicon& lexicon);

/// True if nothing but a date, with a time, weekday and words like "published" at most, is in the line.
bool is_date_line(std::string_view line, const Lexicon& lexicon);

}  // namespace newshound::extract
