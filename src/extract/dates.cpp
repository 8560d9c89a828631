#include "extract/dates.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <vector>

#include <unicode/uchar.h>

#include "base/date.h"
#include "base/text.h"
#include "base/url.h"

namespace newshound::extract {

namespace {

struct Piece {
    enum class Kind { number, word, sign, space } kind = Kind::sign;
    int value = 0;   // of a number
    int digits = 0;  // of a number
    char32_t sign = 0;
    std::string word;
    std::size_t begin = 0, end = 0;
};

constexpr std::size_t kMaxPieces = 4000;  // a date further down is no date of the page's head

std::vector<Piece> pieces_of(std::string_view text) {
    std::vector<Piece> out;
    for (std::size_t i = 0; i < text.size() && out.size() < kMaxPieces;) {
        const std::size_t begin = i;
        const char32_t c = text::next(text, i);
        const int32_t digit = u_charDigitValue(static_cast<UChar32>(c));
        if (digit >= 0) {
            if (!out.empty() && out.back().kind == Piece::Kind::number && out.back().end == begin) {
                if (out.back().digits < 9) out.back().value = out.back().value * 10 + digit;
                ++out.back().digits;
                out.back().end = i;
            } else {
                out.push_back({Piece::Kind::number, digit, 1, 0, {}, begin, i});
            }
        } else if (text::is_space(c) || c == 0x200E || c == 0x200F) {
            if (out.empty() || out.back().kind != Piece::Kind::space)
                out.push_back({Piece::Kind::space, 0, 0, ' ', {}, begin, i});
        } else if ((text::is_alpha(c) && !(c >= 0x3400 && c <= 0x9FFF) && !(c >= 0xAC00 && c <= 0xD7A3)) ||
                   u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK ||
                   u_charType(static_cast<UChar32>(c)) == U_COMBINING_SPACING_MARK) {
            if (out.empty() || out.back().kind != Piece::Kind::word || out.back().end != begin)
                out.push_back({Piece::Kind::word, 0, 0, 0, {}, begin, i});
            out.back().word += text.substr(begin, i - begin);
            out.back().end = i;
        } else {
            out.push_back({Piece::Kind::sign, 0, 0, c, {}, begin, i});
        }
    }
    for (Piece& p : out)
        if (p.kind == Piece::Kind::word) p.word = text::lower(p.word);
    return out;
}

/// No date is without a number; most lines are.
bool has_digit(std::string_view text) {
    constexpr char32_t kFirstOther = 0x660;  // Arabic zero: no digits but ASCII's before it
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = text::next(text, i);
        if (c < kFirstOther ? c >= '0' && c <= '9' : u_charDigitValue(static_cast<UChar32>(c)) >= 0) return true;
    }
    return false;
}

bool valid(int y, int m, int d) {
    return y >= 1990 && y <= 2099 && m >= 1 && m <= 12 && d >= 1 && (std::chrono::year(y) / m / d).ok();
}

/// Offset from UTC in minutes of a zone's usual abbreviation.
std::optional<int> zone_offset(std::string_view word) {
    struct Zone {
        std::string_view name;
        int minutes;
    };
    static constexpr std::array<Zone, 17> kZones{{{"z", 0},
                                                  {"gmt", 0},
                                                  {"utc", 0},
                                                  {"est", -300},
                                                  {"edt", -240},
                                                  {"et", 9999},
                                                  {"cst", -360},
                                                  {"cdt", -300},
                                                  {"mst", -420},
                                                  {"mdt", -360},
                                                  {"pst", -480},
                                                  {"pdt", -420},
                                                  {"cet", 60},
                                                  {"cest", 120},
                                                  {"bst", 60},
                                                  {"msk", 180},
                                                  {"mesz", 120}}};
    for (const Zone& zone : kZones)
        if (zone.name == word && zone.minutes != 9999) return zone.minutes;
    return std::nullopt;
}

class Reader {
public:
    Reader(const std::vector<Piece>& pieces, const Lexicon& lexicon, bool month_first)
        : p_(pieces), lexicon_(lexicon), month_first_(month_first) {}

    /// Tries to read a date that begins at piece `at`.
    bool read(std::size_t at) {
        return east_asian(at) || year_first(at) || day_month_name(at) || month_name_day(at) || numbers(at);
    }

    int year = 0, month = 0, day = 0;
    std::size_t end = 0;  ///< piece after the date

    /// Reads "T10:30:00.123+02:00", "10:30 GMT", "at 3.15 pm EDT" after the date; "" where there is no time with an offset.
    std::string time_with_offset() {
        std::size_t i = end;
        for (int skipped = 0; skipped < 5 && i < p_.size(); ++skipped) {
            const bool filler = is_space(i) || is_sign(i, ',') || is_sign(i, '|') || is_sign(i, '-') || is_sign(i, 0x2013) ||
                                (p_[i].kind == Piece::Kind::word && lexicon_.is_before_time(p_[i].word));
            if (!filler) break;
            ++i;
        }
        if (!is_number(i, 1, 2) || p_[i].value > 23 || !(is_sign(i + 1, ':') || is_sign(i + 1, '.')) ||
            !is_number(i + 2, 2, 2) || p_[i + 2].value > 59)
            return {};
        int hour = p_[i].value, second = 0;
        const int minute = p_[i + 2].value;
        i += 3;
        if (is_sign(i, ':') && is_number(i + 1, 2, 2) && p_[i + 1].value < 60) {
            second = p_[i + 1].value;
            i += 2;
            if (is_sign(i, '.') && is_number(i + 1, 1, 12)) i += 2;
        }
        const std::size_t after_clock = i;
        if (is_space(i)) ++i;
        if (i < p_.size() && p_[i].kind == Piece::Kind::word && (p_[i].word == "am" || p_[i].word == "pm")) {
            if (p_[i].word == "pm" && hour < 12) hour += 12;
            if (p_[i].word == "am" && hour == 12) hour = 0;
            ++i;
            if (is_space(i)) ++i;
        } else if (after_clock == i) {
            i = after_clock;
        }
        int offset = 0;
        bool zulu = false;
        if (i < p_.size() && p_[i].kind == Piece::Kind::word) {
            const auto zone = zone_offset(p_[i].word);
            if (!zone) return {};
            offset = *zone;
            zulu = p_[i].word == "z" || p_[i].word == "gmt" || p_[i].word == "utc";
            ++i;
            if (zulu && (is_sign(i, '+') || is_sign(i, '-')) && is_number(i + 1, 1, 4)) zulu = false;
        }
        if (!zulu && (is_sign(i, '+') || is_sign(i, '-') || is_sign(i, 0x2212))) {
            const int sign = is_sign(i, '+') ? 1 : -1;
            if (is_number(i + 1, 4, 4)) {
                offset = sign * (p_[i + 1].value / 100 * 60 + p_[i + 1].value % 100);
                i += 2;
            } else if (is_number(i + 1, 1, 2)) {
                const bool minutes = is_sign(i + 2, ':') && is_number(i + 3, 2, 2);
                offset = sign * (p_[i + 1].value * 60 + (minutes ? p_[i + 3].value : 0));
                i += minutes ? 4 : 2;
            } else {
                return {};
            }
        } else if (i == 0 || p_[i - 1].kind != Piece::Kind::word || !zone_offset(p_[i - 1].word)) {
            return {};
        }
        if (offset < -14 * 60 || offset > 14 * 60) return {};
        end = i;
        char buffer[48];
        const int magnitude = offset < 0 ? -offset : offset;
        std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02d", hour, minute, second);
        std::string out = buffer;
        if (zulu) return out + "Z";
        std::snprintf(buffer, sizeof buffer, "%c%02d:%02d", offset < 0 ? '-' : '+', magnitude / 60, magnitude % 60);
        return out + buffer;
    }

private:
    [[nodiscard]] bool is_number(std::size_t i, int least, int most) const {
        return i < p_.size() && p_[i].kind == Piece::Kind::number && p_[i].digits >= least && p_[i].digits <= most;
    }
    [[nodiscard]] bool is_sign(std::size_t i, char32_t c) const {
        return i < p_.size() && p_[i].kind == Piece::Kind::sign && p_[i].sign == c;
    }
    [[nodiscard]] bool is_space(std::size_t i) const { return i < p_.size() && p_[i].kind == Piece::Kind::space; }
    /// The month named at piece `i`, in one word or two ("كانون الثاني", "tháng 9"); `after` becomes the piece behind it.
    int month_at(std::size_t i, std::size_t& after) const {
        if (i >= p_.size() || p_[i].kind != Piece::Kind::word) return 0;
        if (is_space(i + 1) && i + 2 < p_.size()) {
            const Piece& next = p_[i + 2];
            const std::string second = next.kind == Piece::Kind::word                         ? next.word
                                       : next.kind == Piece::Kind::number && next.digits <= 2 ? std::to_string(next.value)
                                                                                              : std::string();
            if (const int m = second.empty() ? 0 : lexicon_.month(p_[i].word + "_" + second); m != 0) {
                after = i + 3;
                return m;
            }
        }
        after = i + 1;
        return lexicon_.month(p_[i].word);
    }
    /// The year written at piece `i`, also of the Buddhist era (2568); 0 if none.
    [[nodiscard]] int year_at(std::size_t i) const {
        if (!is_number(i, 4, 4)) return 0;
        return p_[i].value >= 2533 && p_[i].value <= 2642 ? p_[i].value - 543 : p_[i].value;
    }
    bool take(int y, int m, int d, std::size_t after) {
        if (!valid(y, m, d)) return false;
        year = y;
        month = m;
        day = d;
        end = after;
        return true;
    }

    /// Passes over white space and what may stand between the parts of a date in words.
    [[nodiscard]] std::size_t glue(std::size_t i) const {
        for (int n = 0; n < 5 && i < p_.size(); ++n) {
            if (is_space(i) || is_sign(i, ',') || is_sign(i, '.') || is_sign(i, 0xBA) || is_sign(i, 0xB0) ||
                is_sign(i, '-') || is_sign(i, '/') || is_sign(i, 0x060C)) {
                ++i;
                continue;
            }
            if (p_[i].kind != Piece::Kind::word) break;
            if (!lexicon_.is_date_glue(p_[i].word)) break;
            ++i;
        }
        return i;
    }

    /// Year, month and day in the scripts of East Asia: "2025年9月4日", "2025년 9월 4일", "令和7年9月4日".
    bool east_asian(std::size_t at) {
        std::size_t i = at;
        int y = 0;
        if (is_sign(i, 0x4EE4) && is_sign(i + 1, 0x548C) && is_number(i + 2, 1, 2)) {
            y = 2018 + p_[i + 2].value;
            i += 3;
        } else if (is_sign(i, 0x5E73) && is_sign(i + 1, 0x6210) && is_number(i + 2, 1, 2)) {
            y = 1988 + p_[i + 2].value;
            i += 3;
        } else if (is_number(i, 4, 4)) {
            y = p_[i++].value;
        } else {
            return false;
        }
        if (is_space(i)) ++i;
        if (!is_sign(i, 0x5E74) && !is_sign(i, 0xB144)) return false;  // 年, 년
        ++i;
        if (is_space(i)) ++i;
        if (!is_number(i, 1, 2)) return false;
        const int m = p_[i++].value;
        if (is_space(i)) ++i;
        if (!is_sign(i, 0x6708) && !is_sign(i, 0xC6D4)) return false;  // 月, 월
        ++i;
        if (is_space(i)) ++i;
        if (!is_number(i, 1, 2)) return false;
        const int d = p_[i++].value;
        if (is_sign(i, 0x65E5) || is_sign(i, 0xC77C)) ++i;  // 日, 일
        return take(y, m, d, i);
    }

    bool year_first(std::size_t at) {
        if (!is_number(at, 4, 4)) return false;
        const int y = p_[at].value;
        std::size_t i = at + 1, after = 0;
        const bool sign = i < p_.size() && p_[i].kind == Piece::Kind::sign;
        const char32_t first = sign ? p_[i].sign : 0;
        if (!sign || month_at(i + 1, after) != 0 || (is_space(i + 1) && month_at(i + 2, after) != 0)) {
            // "2025 September 4", "2025. szeptember 4.", "2025 m. rugsėjo 4 d.", "2025-Sep-04"
            const int m = month_at(glue(i), after);
            if (m == 0) return false;
            const std::size_t d = glue(after);
            return is_number(d, 1, 2) && take(y, m, p_[d].value, d + 1);
        }
        if (first != '-' && first != '/' && first != '.' && first != 0x2010 && first != 0x2013) return false;
        ++i;
        if (is_space(i)) ++i;
        if (!is_number(i, 1, 2)) return false;
        const int m = p_[i].value;
        ++i;
        if (!is_sign(i, first)) return false;
        ++i;
        if (is_space(i)) ++i;
        return is_number(i, 1, 2) && take(y, m, p_[i].value, i + 1);
    }

    bool day_month_name(std::size_t at) {
        if (!is_number(at, 1, 2)) return false;
        std::size_t after = 0;
        const int month_number = month_at(glue(at + 1), after);
        if (month_number == 0) return false;
        const std::size_t y = glue(after);
        if (const int year_number = year_at(y); year_number != 0)
            return take(year_number, month_number, p_[at].value, y + 1);
        if (is_sign(y, '\'') || is_sign(y, 0x2019))
            return is_number(y + 1, 2, 2) && take(2000 + p_[y + 1].value, month_number, p_[at].value, y + 2);
        if (is_number(y, 2, 2) && is_sign(y - 1, '-')) return take(2000 + p_[y].value, month_number, p_[at].value, y + 1);
        return false;
    }

    bool month_name_day(std::size_t at) {
        std::size_t after = 0;
        const int month_number = month_at(at, after);
        if (month_number == 0) return false;
        const std::size_t d = glue(after);
        if (!is_number(d, 1, 2)) return false;
        const std::size_t y = glue(d + 1);
        return is_number(y, 4, 4) && take(p_[y].value, month_number, p_[d].value, y + 1);
    }

    /// The sign at piece `i` or behind one space; `i` moves past it and a space after it. 0 if there is none.
    char32_t take_sign(std::size_t& i) const {
        std::size_t at = i;
        if (is_space(at)) ++at;
        if (at >= p_.size() || p_[at].kind != Piece::Kind::sign) return 0;
        i = at + 1;
        if (is_space(i)) ++i;
        return p_[at].sign;
    }

    bool numbers(std::size_t at) {
        if (!is_number(at, 1, 2)) return false;
        std::size_t i = at + 1;
        const char32_t sign = take_sign(i);
        if (sign != '.' && sign != '/' && sign != '-' && sign != 0xB7 && sign != '|') return false;
        std::size_t y = i + 1;
        if (!is_number(i, 1, 2) || take_sign(y) != sign) return false;
        const int a = p_[at].value, b = p_[i].value;
        int year_number = 0;
        if (is_number(y, 4, 4))
            year_number = p_[y].value;
        else if (is_number(y, 2, 2) && p_[y].value < 60 && !is_sign(y + 1, sign) && p_[at].digits == 2)
            year_number = 2000 + p_[y].value;
        else
            return false;
        if (is_sign(y + 1, sign) && is_number(y + 2, 1, 9)) return false;  // a version number
        const bool us = month_first_ && sign != '.' && sign != '|';
        if (us && take(year_number, a, b, y + 1)) return true;
        return take(year_number, b, a, y + 1) || (sign != '.' && take(year_number, a, b, y + 1));
    }

    const std::vector<Piece>& p_;
    const Lexicon& lexicon_;
    bool month_first_;
};

std::string day_string(int y, int m, int d) { return Date{y, m, d}.str(); }

}  // namespace

namespace {

/// The first date at or after piece `from`; `from` becomes the piece after it.
std::optional<FoundDate> next_date(const std::vector<Piece>& pieces, std::size_t& from, const Lexicon& lexicon,
                                   bool month_first) {
    Reader reader(pieces, lexicon, month_first);
    for (std::size_t i = from; i < pieces.size(); ++i) {
        const Piece& p = pieces[i];
        const bool era = p.kind == Piece::Kind::sign && (p.sign == 0x4EE4 || p.sign == 0x5E73);
        if ((p.kind == Piece::Kind::sign && !era) || p.kind == Piece::Kind::space) continue;
        if (i > 1 && p.kind == Piece::Kind::number && pieces[i - 1].kind == Piece::Kind::sign &&
            (pieces[i - 1].sign == '.' || pieces[i - 1].sign == ':' || pieces[i - 1].sign == '/') &&
            pieces[i - 2].kind == Piece::Kind::number)
            continue;  // the middle of a longer number
        if (!reader.read(i)) continue;
        std::string value = day_string(reader.year, reader.month, reader.day);
        value += reader.time_with_offset();
        from = reader.end;
        return FoundDate{std::move(value), p.begin, pieces[reader.end - 1].end};
    }
    return std::nullopt;
}

}  // namespace

std::optional<FoundDate> find_date(std::string_view text, const Lexicon& lexicon, bool month_first) {
    if (!has_digit(text)) return std::nullopt;
    std::size_t from = 0;
    return next_date(pieces_of(text), from, lexicon, month_first);
}

std::vector<ShownDate> find_dates(std::string_view text, const Lexicon& lexicon, bool month_first) {
    constexpr std::size_t kMost = 8;
    const std::vector<Piece> pieces = pieces_of(text);
    std::vector<ShownDate> out;
    for (std::size_t from = 0; out.size() < kMost;) {
        auto found = next_date(pieces, from, lexicon, month_first);
        if (!found) break;
        ShownDate date;
        static_cast<FoundDate&>(date) = std::move(*found);
        const std::size_t before = out.empty() ? 0 : out.back().end;
        date.label = lexicon.date_label(text.substr(before, date.begin - before), true);
        out.push_back(std::move(date));
    }
    // "2025-09-04 updated": only where no date of the line has its word in front.
    const bool none =
        std::all_of(out.begin(), out.end(), [](const ShownDate& d) { return d.label == Lexicon::DateLabel::none; });
    for (std::size_t i = 0; none && i < out.size(); ++i) {
        const std::size_t end = i + 1 < out.size() ? out[i + 1].begin : std::min(text.size(), out[i].end + 60);
        out[i].label = lexicon.date_label(text::to_valid_utf8(text.substr(out[i].end, end - out[i].end)), false);
    }
    return out;
}

std::optional<ShownDate> publication_date(const std::vector<ShownDate>& dates) {
    for (const ShownDate& d : dates)
        if (d.label == Lexicon::DateLabel::published) return d;
    for (const ShownDate& d : dates)
        if (d.label == Lexicon::DateLabel::none) return d;
    return std::nullopt;
}

int number_order(std::string_view text) {
    const std::vector<Piece> p = pieces_of(text);
    const auto is_number = [&](std::size_t i, int most) { return p[i].kind == Piece::Kind::number && p[i].digits <= most; };
    for (std::size_t i = 0; i + 4 < p.size(); ++i) {
        if (!is_number(i, 2) || !is_number(i + 2, 2) || !is_number(i + 4, 4) || p[i + 4].digits == 3) continue;
        if (p[i + 1].sign != p[i + 3].sign || (p[i + 1].sign != '/' && p[i + 1].sign != '-')) continue;
        if (i > 0 && (p[i - 1].sign == '/' || p[i - 1].sign == '-')) continue;
        const int a = p[i].value, b = p[i + 2].value;
        if (a > 12 && a <= 31 && b >= 1 && b <= 12) return -1;
        if (b > 12 && b <= 31 && a >= 1 && a <= 12) return 1;
    }
    return 0;
}

std::string date_value(std::string_view value, const Lexicon& lexicon, bool month_first) {
    value = text::trim(value);
    if (value.empty() || value.size() > 200) return {};
    const bool digits = value.find_first_not_of("0123456789") == std::string_view::npos;
    if (digits && value.size() == 8) {
        const auto found = find_date(
            std::string(value.substr(0, 4)) + "-" + std::string(value.substr(4, 2)) + "-" + std::string(value.substr(6, 2)),
            lexicon);
        return found ? found->value : std::string();
    }
    if (digits && (value.size() == 10 || value.size() == 13)) {
        long long seconds = 0;
        std::from_chars(value.data(), value.data() + 10, seconds);
        const std::chrono::sys_seconds moment{std::chrono::seconds(seconds)};
        const auto day = std::chrono::floor<std::chrono::days>(moment);
        const Date date = Date::from(day);
        if (!valid(date.year, date.month, date.day)) return {};
        const std::chrono::hh_mm_ss clock(moment - day);
        char buffer[32];
        std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02dZ", static_cast<int>(clock.hours().count()),
                      static_cast<int>(clock.minutes().count()), static_cast<int>(clock.seconds().count()));
        return date.str() + buffer;
    }
    // "20250904T103000Z"
    if (value.size() >= 9 && value.find_first_not_of("0123456789") == 8 && (value[8] == 'T' || value[8] == ' '))
        return date_value(value.substr(0, 8), lexicon);
    const auto found = find_date(value, lexicon, month_first);
    return found ? found->value : std::string();
}

std::string date_in_url(std::string_view address, const Lexicon& lexicon) {
    const std::string_view path = url::split(address).path;
    std::vector<int> numbers;
    std::string best;
    // Pieces between anything but letters and digits; a year followed by month and day.
    std::vector<std::string> parts;
    std::string part;
    for (char c : path) {
        if (std::isalnum(static_cast<unsigned char>(c))) {
            part += c;
        } else if (!part.empty()) {
            parts.push_back(std::move(part));
            part.clear();
        }
    }
    if (!part.empty()) parts.push_back(std::move(part));
    const auto number = [](const std::string& s) {
        int n = -1;
        if (s.size() <= 8 && !s.empty() && s.find_first_not_of("0123456789") == std::string::npos)
            std::from_chars(s.data(), s.data() + s.size(), n);
        return n;
    };
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const int y = number(parts[i]);
        if (parts[i].size() == 8 && y > 0 && valid(y / 10000, y / 100 % 100, y % 100))
            return day_string(y / 10000, y / 100 % 100, y % 100);
        if (i + 2 >= parts.size()) continue;
        const int b = number(parts[i + 1]), c = number(parts[i + 2]);
        if (parts[i].size() == 4 && y > 0 && (b < 0 || parts[i + 1].size() <= 2) && parts[i + 2].size() <= 2) {
            const int m = b > 0 ? b : lexicon.month(text::lower(parts[i + 1]));
            if (valid(y, m, c)) return day_string(y, m, c);
        }
        if (parts[i + 2].size() == 4 && c > 0 && parts[i].size() == 2 && parts[i + 1].size() == 2 && valid(c, b, y))
            return day_string(c, b, y);
    }
    return {};
}

bool is_date_line(std::string_view line, const Lexicon& lexicon) {
    if (line.size() > 160) return false;
    const auto found = find_date(line, lexicon);
    if (!found) return false;
    // What is left but the date: at most a few short words (weekday, "published", time).
    const std::string rest = std::string(line.substr(0, found->begin)) + " " + std::string(line.substr(found->end));
    std::size_t words = 0;
    for (const std::string& word : phrase_words(rest)) {
        if (std::isdigit(static_cast<unsigned char>(word[0]))) continue;
        ++words;
    }
    return words <= 5;
}

}  // namespace newshound::extract
