// Calendar dates and RFC 3339 moments. A date may be known to the year, the month or the day only.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace newshound {

/// A date of the proleptic Gregorian calendar, as precise as it is known: month 0 = only the year, day 0 = only the month.
struct Date {
    int year = 0;  ///< 0 = unknown date
    int month = 0;
    int day = 0;

    [[nodiscard]] bool known() const { return year != 0; }
    [[nodiscard]] bool to_the_day() const { return day != 0; }
    /// "2025-09-04", "2025-09", "2025" or "".
    [[nodiscard]] std::string str() const;
    /// First and last day that the date covers.
    [[nodiscard]] std::chrono::sys_days first_day() const;
    [[nodiscard]] std::chrono::sys_days last_day() const;
    static Date from(std::chrono::sys_days d);
    friend bool operator==(const Date&, const Date&) = default;
};

/// "YYYY", "YYYY-MM", "YYYY-MM-DD", or a longer RFC 3339 / ISO 8601 moment of which the date part is taken. nullopt if it
/// is no such thing or the day does not exist.
std::optional<Date> parse_date(std::string_view s);

/// 0 = Sunday ... 6 = Saturday. The date must be known to the day.
int weekday(const Date& d);

Date add_days(const Date& d, int days);
Date add_months(const Date& d, int months);  ///< the day is cut to the month's last
/// b - a in days; both known to the day.
int days_between(const Date& a, const Date& b);

}  // namespace newshound
