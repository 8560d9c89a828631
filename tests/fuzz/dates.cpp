// Date expressions of any bytes: every date found exists, lies in the text in order, and the readers agree with each other.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/date.h"
#include "base/text.h"
#include "extract/dates.h"

using namespace newshound;
using namespace newshound::extract;

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

void check_value(std::string_view value) {
    const auto day = parse_date(value.substr(0, 10));
    check(day.has_value() && day->to_the_day() && day->year >= 1990 && day->year <= 2099);
    check(value.size() == 10 || value.size() == 20 || value.size() == 25);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Lexicon* const lexicon = [] {
        const auto got = Lexicon::get();
        check(got.has_value());
        return *got;
    }();
    const std::string line = text::to_valid_utf8({reinterpret_cast<const char*>(data), size});
    for (const bool month_first : {false, true}) {
        const auto first = find_date(line, *lexicon, month_first);
        const auto all = find_dates(line, *lexicon, month_first);
        check(first.has_value() == !all.empty());
        std::size_t before = 0;
        for (const ShownDate& date : all) {
            check(date.begin >= before && date.begin < date.end && date.end <= line.size());
            before = date.end;
            check_value(date.value);
        }
        if (first) check(first->value == all.front().value && first->begin == all.front().begin);
        if (const std::string value = date_value(line, *lexicon, month_first); !value.empty()) check_value(value);
        publication_date(all);
    }
    if (const std::string value = date_in_url(line, *lexicon); !value.empty()) check_value(value);
    number_order(line);
    is_date_line(line, *lexicon);
    return 0;
}
