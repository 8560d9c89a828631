#include "base/date.h"

#include <doctest/doctest.h>

using namespace newshound;

TEST_CASE("dates are read as precise as they are written") {
    struct Row {
        const char* in;
        const char* out;
    };
    for (const Row& row :
         {Row{"2025-09-04", "2025-09-04"}, Row{"2025-09", "2025-09"}, Row{"2025", "2025"},
          Row{"2025-09-04T10:00:00+02:00", "2025-09-04"}, Row{"2025-02-30", ""}, Row{"2025-13", ""}, Row{"soon", ""}}) {
        const auto date = parse_date(row.in);
        CHECK((date ? date->str() : std::string()) == row.out);
    }
}

TEST_CASE("calendar arithmetic") {
    CHECK(weekday({2025, 9, 4}) == 4);
    CHECK(add_days({2024, 2, 28}, 2).str() == "2024-03-01");
    CHECK(add_months({2024, 1, 31}, 1).str() == "2024-02-29");
    CHECK(days_between({2025, 9, 4}, {2025, 10, 4}) == 30);
    CHECK(Date::from(Date{2024, 2, 0}.last_day()).str() == "2024-02-29");
}
