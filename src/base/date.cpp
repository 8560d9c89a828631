#include "base/date.h"

#include <cstdio>

namespace newshound {

namespace ch = std::chrono;

std::string Date::str() const {
    if (!known()) return {};
    char buffer[40];
    if (month == 0)
        std::snprintf(buffer, sizeof buffer, "%04d", year);
    else if (day == 0)
        std::snprintf(buffer, sizeof buffer, "%04d-%02d", year, month);
    else
        std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", year, month, day);
    return buffer;
}

ch::sys_days Date::first_day() const { return ch::sys_days(ch::year(year) / (month ? month : 1) / (day ? day : 1)); }

ch::sys_days Date::last_day() const {
    if (day) return first_day();
    const ch::year_month_day_last end = ch::year(year) / ch::month(static_cast<unsigned>(month ? month : 12)) / ch::last;
    return ch::sys_days(end);
}

Date Date::from(ch::sys_days d) {
    const ch::year_month_day ymd(d);
    return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
            static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

std::optional<Date> parse_date(std::string_view s) {
    const auto number = [&](std::size_t at, std::size_t digits) -> int {
        if (at + digits > s.size()) return -1;
        int value = 0;
        for (std::size_t i = at; i < at + digits; ++i) {
            if (s[i] < '0' || s[i] > '9') return -1;
            value = value * 10 + (s[i] - '0');
        }
        return value;
    };
    Date d;
    d.year = number(0, 4);
    if (d.year <= 0) return std::nullopt;
    if (s.size() == 4) return d;
    if (s[4] != '-') return std::nullopt;
    d.month = number(5, 2);
    if (d.month < 1 || d.month > 12) return std::nullopt;
    if (s.size() == 7) return d;
    if (s.size() < 10 || s[7] != '-') return std::nullopt;
    d.day = number(8, 2);
    if (d.day < 1 || !(ch::year(d.year) / d.month / d.day).ok()) return std::nullopt;
    if (s.size() > 10 && s[10] != 'T' && s[10] != 't' && s[10] != ' ') return std::nullopt;
    return d;
}

int weekday(const Date& d) { return static_cast<int>(ch::weekday(d.first_day()).c_encoding()); }

Date add_days(const Date& d, int days) { return Date::from(d.first_day() + ch::days(days)); }

Date add_months(const Date& d, int months) {
    const int index = d.year * 12 + (d.month ? d.month - 1 : 0) + months;
    Date out{index / 12, index % 12 + 1, d.day};
    if (out.day) {
        const auto last = static_cast<unsigned>(
            ch::year_month_day_last(ch::year(out.year) / ch::month(static_cast<unsigned>(out.month)) / ch::last).day());
        if (out.day > static_cast<int>(last)) out.day = static_cast<int>(last);
    }
    return out;
}

int days_between(const Date& a, const Date& b) { return static_cast<int>((b.first_day() - a.first_day()).count()); }

}  // namespace newshound
