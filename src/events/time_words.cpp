#include "events/time_words.h"

#include <chrono>

#include "base/resource.h"
#include "events/number.h"

namespace newshound::events::time_words {

int to_int(std::string_view s) {
    int n = 0;
    for (const char c : s)
        if (c >= '0' && c <= '9') n = n * 10 + (c - '0');
    return n;
}

const Words& words() {
    static const Words table = [] {
        Words w;
        const auto rows = resource::rows("time/words.tsv");
        if (!rows) return w;
        for (const auto& row : *rows) {
            if (row[0] == "month") w.month[row[1]] = to_int(row[2]);
            if (row[0] == "weekday") w.weekday[row[1]] = to_int(row[2]);
            if (row[0] == "unit") w.unit[row[1]] = row[2];
            if (row[0] == "season") w.season[row[1]] = row[2];
            if (row[0] == "feast") w.feast[row[1]] = row[2];
            if (row[0] == "part") w.part[row[1]] = true;
            if (row[0] == "edge") w.edge[row[1]] = true;
            if (row[0] == "future") w.future[row[1]] = true;
        }
        return w;
    }();
    return table;
}

bool may_start_time(const Tree& tree, TokenIndex i) {
    static const KeySet starts = [] {
        KeySet out;
        // The first words of the rules in when.cpp, then those of the data.
        for (const std::string_view word :
             {"between",   "from",       "nineteenth", "twentieth", "twenty",  "a",         "an",       "one",
              "several",   "some",       "many",       "today",     "tonight", "yesterday", "tomorrow", "overnight",
              "last",      "this",       "the",        "early",     "late",    "next",      "coming",   "past",
              "following", "previous",   "that",       "earlier",   "later",   "preceding", "current",  "same",
              "recently",  "previously", "formerly",   "lately",    "recent"})
            out.insert(word);
        for (const auto& [word, value] : words().month) out.insert(word);
        for (const auto& [word, value] : words().weekday) {
            out.insert(word);
            out.insert(std::string(word) + "s");
        }
        for (const auto& [word, value] : words().edge) out.insert(word);
        for (const auto& [word, value] : words().season) out.insert(word);
        for (const auto& [phrase, value] : words().feast) out.insert(phrase.substr(0, phrase.find(' ')));
        return out;
    }();
    return may_start_number(tree, i) || starts.contains(tree.lower_key(i));
}

std::string_view unit_of(std::string_view word) {
    const auto& units = words().unit;
    if (const auto it = units.find(word); it != units.end()) return it->second;
    if (word == "centuries") return "century";
    if (word.ends_with('s'))
        if (const auto it = units.find(word.substr(0, word.size() - 1)); it != units.end()) return it->second;
    return {};
}

Date day(int y, int m, int d) {
    const std::chrono::year_month_day ymd{std::chrono::year(y), std::chrono::month(static_cast<unsigned>(m)),
                                          std::chrono::day(static_cast<unsigned>(d))};
    return ymd.ok() ? Date{y, m, d} : Date{};
}
Date month_of(int y, int m) { return Date{y, m, 0}; }
Date year_of(int y) { return Date{y, 0, 0}; }
Date shift_month(const Date& d, int n) {
    const int index = d.year * 12 + (d.month - 1) + n;
    return Date{index / 12, index % 12 + 1, 0};
}
Date monday_of(const Date& d) { return add_days(d, -((weekday(d) + 6) % 7)); }

}  // namespace newshound::events::time_words
