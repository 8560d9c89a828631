#include "feeds/dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <unordered_map>

#include "base/date.h"
#include "base/resource.h"
#include "base/text.h"

namespace newshound::feeds {

namespace {

namespace ch = std::chrono;

constexpr int kNoOffset = INT32_MIN;

struct Moment {
    Date date;
    int hour = -1, minute = 0, second = 0;
    int offset = kNoOffset;  ///< minutes east of Greenwich
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Month names of every language that pages are read in, with or without a full stop.
const std::unordered_map<std::string_view, int>& months() {
    static const std::unordered_map<std::string_view, int> kMonths = [] {
        std::unordered_map<std::string_view, int> out;
        const auto rows = resource::rows("extract/months.tsv");
        if (!rows) return out;
        for (const resource::Row& row : *rows) {
            int month = 0;
            std::from_chars(row[0].data(), row[0].data() + row[0].size(), month);
            for (const std::string_view name : text::split(row[1], ' '))
                if (!name.empty()) out.emplace(name, month);
        }
        return out;
    }();
    return kMonths;
}

/// "ιούλ" -> "ιουλ": Greek month names are shortened with and without their accent.
std::string without_greek_accents(std::string s) {
    static constexpr std::pair<std::string_view, std::string_view> kAccents[] = {
        {"ά", "α"}, {"έ", "ε"}, {"ή", "η"}, {"ί", "ι"}, {"ό", "ο"}, {"ύ", "υ"}, {"ώ", "ω"}};
    for (const auto& [accented, plain] : kAccents)
        for (std::size_t at = 0; (at = s.find(accented, at)) != std::string::npos;) s.replace(at, accented.size(), plain);
    return s;
}

/// 1 to 12, or 0. `low`: a word in lower case.
int month_named(const std::string& low) {
    if (const auto found = months().find(low); found != months().end()) return found->second;
    if (const auto found = months().find(without_greek_accents(low)); found != months().end()) return found->second;
    if (low.size() < 4) return 0;
    static constexpr std::array<std::string_view, 12> kEnglish{"january",   "february", "march",    "april",
                                                               "may",       "june",     "july",     "august",
                                                               "september", "october",  "november", "december"};
    for (std::size_t i = 0; i < kEnglish.size(); ++i)  // "Septem", "Decemeber"
        if (kEnglish[i].starts_with(std::string_view(low).substr(0, 4))) return static_cast<int>(i) + 1;
    return 0;
}

/// RFC 822's zones and the names that feeds use besides; minutes east. Its military letters say nothing, having been defined
/// the wrong way round (RFC 5322, section 4.3).
int zone_named(std::string_view low) {
    static const std::unordered_map<std::string_view, int> kZones{
        {"z", 0},      {"ut", 0},     {"gmt", 0},    {"utc", 0},     {"wet", 0},     {"west", 60},  {"bst", 60},
        {"ist", 330},  {"cet", 60},   {"met", 60},   {"mez", 60},    {"cest", 120},  {"mest", 120}, {"mesz", 120},
        {"eet", 120},  {"sast", 120}, {"cat", 120},  {"eest", 180},  {"eat", 180},   {"wat", 60},   {"trt", 180},
        {"msk", 180},  {"msd", 240},  {"irst", 210}, {"gst", 240},   {"pkt", 300},   {"npt", 345},  {"ict", 420},
        {"wib", 420},  {"wita", 480}, {"wit", 540},  {"hkt", 480},   {"sgt", 480},   {"myt", 480},  {"pht", 480},
        {"awst", 480}, {"jst", 540},  {"kst", 540},  {"acst", 570},  {"aest", 600},  {"acdt", 630}, {"aedt", 660},
        {"nzst", 720}, {"nzdt", 780}, {"nst", -210}, {"ndt", -150},  {"ast", -240},  {"adt", -180}, {"at", -240},
        {"brt", -180}, {"art", -180}, {"clt", -240}, {"cot", -300},  {"pet", -300},  {"est", -300}, {"edt", -240},
        {"et", -300},  {"cst", -360}, {"cdt", -300}, {"ct", -360},   {"mst", -420},  {"mdt", -360}, {"mt", -420},
        {"pst", -480}, {"pdt", -420}, {"pt", -480},  {"akst", -540}, {"akdt", -480}, {"hst", -600}};
    if (const auto found = kZones.find(low); found != kZones.end()) return found->second;
    return kNoOffset;
}

/// Reads the string from left to right, one number or word at a time, and puts each where it fits.
class Reader {
public:
    explicit Reader(std::string_view s) : s_(s) {}
    std::optional<Moment> read();

private:
    void number();
    void word();
    void time(int hour);
    bool offset();
    void plain_number(int value, std::size_t digits);
    void numeric_date(int first, std::size_t digits);
    bool ordinal_day();
    int digits(std::size_t limit, std::size_t& count);
    [[nodiscard]] char at(std::size_t ahead = 0) const { return i_ + ahead < s_.size() ? s_[i_ + ahead] : '\0'; }

    std::string_view s_;
    std::size_t i_ = 0;
    Moment m_;
    int loose_[2] = {0, 0};  ///< numbers of a/b/yyyy whose order is to be settled
    enum class Half { unsaid, morning, afternoon } half_ = Half::unsaid;
    bool loose_month_ = false;  ///< the month is the first thing that was read
    bool failed_ = false;
};

int Reader::digits(std::size_t limit, std::size_t& count) {
    int value = 0;
    for (count = 0; count < limit && is_digit(at()); ++count) value = value * 10 + (s_[i_++] - '0');
    return value;
}

/// ":mm", ":mm:ss", ".ffffff" after an hour.
void Reader::time(int hour) {
    std::size_t n = 0;
    ++i_;
    m_.hour = hour;
    m_.minute = digits(2, n);
    if (n == 0) failed_ = true;
    if (at() == ':' && is_digit(at(1))) {
        ++i_;
        m_.second = digits(2, n);
        if ((at() == '.' || at() == ',' || at() == ':') && is_digit(at(1))) {
            ++i_;
            while (is_digit(at())) ++i_;
        }
    }
}

/// "+02:00", "-0500", "+2" after a time. False if it is none.
bool Reader::offset() {
    const std::size_t start = i_;
    const int sign = at() == '-' ? -1 : 1;
    ++i_;
    while (at() == ' ') ++i_;
    std::size_t n = 0;
    int hours = digits(4, n), minutes = 0;
    if (n == 0) {
        i_ = start + 1;
        return false;
    }
    if (n > 2) {
        minutes = hours % 100;
        hours /= 100;
    } else if (at() == ':' && is_digit(at(1))) {
        ++i_;
        minutes = digits(2, n);
        if (at() == ':' && is_digit(at(1))) {
            ++i_;
            digits(2, n);
        }
    }
    if (hours < 24 && minutes < 60) m_.offset = sign * (hours * 60 + minutes);
    return true;
}

/// A number that stands alone: year, day, or the hours of a compact time.
void Reader::plain_number(int value, std::size_t count) {
    if (count == 4 && m_.date.year == 0)
        m_.date.year = value;
    else if (count <= 2 && m_.date.day == 0 && value >= 1 && value <= 31)
        m_.date.day = value;
    else if (count <= 2 && m_.date.year == 0)
        m_.date.year = value < 50 ? 2000 + value : 1900 + value;  // RFC 5322, section 4.3
    else if (count == 3 && m_.date.year == 0)
        m_.date.year = 1900 + value;
}

/// "12/31/2003", "31.12.2003", "2003/12/31", "31-12-03": the first number has been read.
void Reader::numeric_date(int first, std::size_t count) {
    const char separator = at();
    std::size_t n2 = 0, n3 = 0;
    ++i_;
    const int second = digits(4, n2);
    if (count == 4) {
        m_.date.year = first;
        m_.date.month = second;
        if (at() == separator && is_digit(at(1))) {
            ++i_;
            m_.date.day = digits(2, n3);
        }
        return;
    }
    if (at() != separator || !is_digit(at(1))) {
        plain_number(first, count);
        return;
    }
    ++i_;
    const int third = digits(4, n3);
    m_.date.year = n3 > 2 ? third : third < 50 ? 2000 + third : 1900 + third;
    loose_[0] = first;
    loose_[1] = second;
    if (separator == '/') return;
    m_.date.day = first;
    m_.date.month = second;
    loose_[0] = 0;
}

void Reader::number() {
    const std::size_t start = i_;
    std::size_t count = 0;
    const int value = digits(9, count);
    if (is_digit(at())) {
        failed_ = true;
        return;
    }
    if (at() == ':' && count <= 2 && is_digit(at(1)) && m_.hour < 0) return time(value);
    // Hungarian, Korean, Japanese: the unit stands after the number and is passed over as a word.
    if (count == 8 && m_.date.year == 0) {
        m_.date = {value / 10000, value / 100 % 100, value % 100};
        return;
    }
    if ((count == 6 || count == 4) && m_.date.known() && m_.date.day != 0 && m_.hour < 0) {  // "T101455"
        const int full = count == 4 ? value * 100 : value;
        m_.hour = full / 10000;
        m_.minute = full / 100 % 100;
        m_.second = full % 100;
        return;
    }
    if (count == 7 && m_.date.year == 0) {  // year and day of the year
        i_ = start + 4;
        m_.date.year = value / 1000;
        std::size_t n = 0;
        const int day = digits(3, n);
        if (day < 1 || day > 366) return void(failed_ = true);
        m_.date = add_days({m_.date.year, 1, 1}, day - 1);
        return;
    }
    if (count == 4 && at() == '-' && is_digit(at(1)) && is_digit(at(2)) && is_digit(at(3)) && !is_digit(at(4))) {
        ++i_;  // "2003-365"
        std::size_t n = 0;
        const int day = digits(3, n);
        if (day < 1 || day > 366 || value < 1) return void(failed_ = true);
        m_.date = add_days({value, 1, 1}, day - 1);
        return;
    }
    if ((at() == '-' || at() == '/' || at() == '.') && is_digit(at(1)) && m_.date.year == 0 && m_.date.month == 0)
        return numeric_date(value, count);
    if (m_.date.year != 0 && m_.date.month != 0 && m_.date.day != 0 && m_.hour < 0 && count <= 2 && i_ > count &&
        (s_[start - 1] == 'T' || s_[start - 1] == 't')) {  // "T10", "T10Z"
        m_.hour = value;
        return;
    }
    // "2004년 05월 25일", "2004年5月25日"
    const std::string_view rest = s_.substr(i_);
    if (count <= 2 && (rest.starts_with("월") || rest.starts_with("月"))) return void(m_.date.month = value);
    if (count <= 2 && (rest.starts_with("시") || rest.starts_with("時") || rest.starts_with("时")))
        return void(m_.hour = value);
    if (count <= 2 && (rest.starts_with("분") || rest.starts_with("分"))) return void(m_.minute = value);
    if (count <= 2 && (rest.starts_with("초") || rest.starts_with("秒"))) return void(m_.second = value);
    plain_number(value, count);
}

void Reader::word() {
    const std::size_t start = i_;
    while (i_ < s_.size() &&
           (static_cast<unsigned char>(s_[i_]) >= 0x80 || std::isalpha(static_cast<unsigned char>(s_[i_]))))
        ++i_;
    const std::string low = text::lower(s_.substr(start, i_ - start));
    if (low == "am" || low == "오전" || low == "上午" || low == "πμ") return void(half_ = Half::morning);
    if (low == "pm" || low == "오후" || low == "下午" || low == "μμ") return void(half_ = Half::afternoon);
    if (low == "t" && m_.date.year != 0) return;
    // "mar.," is Tuesday in Romance languages and "mar." March or Tuesday: what a comma follows is a weekday, and a month
    // that came before any number gives way to one that comes after.
    const bool is_weekday = at() == ',' || (at() == '.' && at(1) == ',');
    const bool is_early = loose_month_ && m_.date.day != 0 && m_.hour < 0;
    if (!is_weekday && (m_.date.month == 0 || is_early)) {
        if (const int month = month_named(low); month != 0) {
            loose_month_ = m_.date.day == 0 && m_.date.year == 0;
            m_.date.month = month;
            return;
        }
    }
    if (m_.hour >= 0 && m_.offset == kNoOffset) m_.offset = zone_named(low);
}

std::optional<Moment> Reader::read() {
    while (i_ < s_.size() && !failed_) {
        const char c = s_[i_];
        if (is_digit(c)) {
            number();
        } else if (static_cast<unsigned char>(c) >= 0x80 || std::isalpha(static_cast<unsigned char>(c))) {
            word();
        } else if ((c == '+' || c == '-') && m_.hour >= 0) {
            // "GMT+2" is two hours east, the name before it says nothing more.
            offset();
        } else {
            ++i_;
        }
    }
    if (failed_) return std::nullopt;
    if (half_ == Half::afternoon && m_.hour >= 0 && m_.hour < 12) m_.hour += 12;
    if (half_ == Half::morning && m_.hour == 12) m_.hour = 0;
    if (loose_[0] != 0) {
        const bool month_first = loose_[1] > 12 || (loose_[0] <= 12 && half_ != Half::unsaid);
        m_.date.month = loose_[month_first ? 0 : 1];
        m_.date.day = loose_[month_first ? 1 : 0];
    }
    // Year 1 is how programs write "never".
    if (m_.date.year < 1000 || m_.date.year > 9999 || m_.date.month > 12) return std::nullopt;
    if (m_.date.month == 0 && m_.date.day != 0) return std::nullopt;
    if (m_.date.day != 0 && !(ch::year(m_.date.year) / m_.date.month / m_.date.day).ok()) return std::nullopt;
    return m_;
}

std::string written(Moment m) {
    if (m.date.day == 0 || m.hour < 0 || m.hour > 24 || m.minute > 59 || m.second > 60) return m.date.str();
    if (m.hour == 24) {
        m.hour = 0;
        m.date = add_days(m.date, 1);
    }
    if (m.second == 60) m.second = 59;
    char buffer[48];
    const int offset = m.offset == kNoOffset ? 0 : m.offset;
    const int size = std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02d", m.hour, m.minute, m.second);
    std::string out = m.date.str() + std::string(buffer, static_cast<std::size_t>(size));
    if (offset == 0) return out + "Z";
    std::snprintf(buffer, sizeof buffer, "%c%02d:%02d", offset < 0 ? '-' : '+', std::abs(offset) / 60,
                  std::abs(offset) % 60);
    return out + buffer;
}

/// Seconds or milliseconds since 1970, from 2001 on: "1756981800".
std::optional<Moment> unix_time(std::string_view s) {
    if ((s.size() != 10 && s.size() != 13) || !std::all_of(s.begin(), s.end(), is_digit)) return std::nullopt;
    std::int64_t seconds = 0;
    std::from_chars(s.data(), s.data() + 10, seconds);
    if (seconds < 1'000'000'000) return std::nullopt;
    const ch::sys_seconds at{ch::seconds(seconds)};
    const ch::sys_days day = ch::floor<ch::days>(at);
    const auto of_day = static_cast<int>((at - day).count());
    return Moment{Date::from(day), of_day / 3600, of_day / 60 % 60, of_day % 60, 0};
}

}  // namespace

std::string moment(std::string_view s) {
    s = text::trim(s);
    if (s.empty() || s.size() > 128) return {};
    if (const auto m = unix_time(s)) return written(*m);
    const auto m = Reader(s).read();
    return m ? written(*m) : std::string();
}

}  // namespace newshound::feeds
