#include "events/number.h"

#include <charconv>
#include <string>

#include "base/resource.h"

namespace newshound::events {

namespace {

enum class Kind { unit, tens, scale, vague, several };

struct Word {
    Kind kind = Kind::unit;
    double value = 0;
};

const KeyMap<Word>& words() {
    static const KeyMap<Word> table = [] {
        KeyMap<Word> out;
        const auto rows = resource::rows("quantities/numbers.tsv");
        if (!rows) return out;
        for (const auto& row : *rows) {
            const auto value = parse_digits(row[2]);
            if (!value) continue;
            const std::string_view k = row[1];
            out[row[0]] = {k == "unit"    ? Kind::unit
                           : k == "tens"  ? Kind::tens
                           : k == "scale" ? Kind::scale
                           : k == "vague" ? Kind::vague
                                          : Kind::several,
                           *value};
        }
        return out;
    }();
    return table;
}

const Word* word(const Tree& tree, TokenIndex i, TokenIndex end) {
    return i < end ? words().find(tree.lower_key(i)) : nullptr;
}

bool is(const Tree& tree, TokenIndex i, TokenIndex end, std::string_view text) { return i < end && tree.lower(i) == text; }

/// "3bn", "20m", "35k": digits with a scale glued on. The bare "m" and "k" are read only where `money` says a sign stood
/// before.
std::optional<double> parse_suffixed(std::string_view s, bool money) {
    std::size_t n = 0;
    while (n < s.size() && (s[n] == '.' || s[n] == ',' || (s[n] >= '0' && s[n] <= '9'))) ++n;
    if (n == 0 || n == s.size()) return std::nullopt;
    const auto value = parse_digits(s.substr(0, n));
    if (!value) return std::nullopt;
    const std::string_view suffix = s.substr(n);
    if (suffix == "m" && money) return *value * 1e6;
    if (suffix == "k") return *value * 1e3;
    if (suffix == "b" && money) return *value * 1e9;
    const Word* scale = words().find(key_of(suffix));
    if (scale && scale->kind == Kind::scale && scale->value >= 1000) return *value * scale->value;
    return std::nullopt;
}

bool after_currency_sign(const Tree& tree, TokenIndex i) { return i > 0 && tree.tag(i - 1) == "$"; }

/// Scales after a value: "hundred", "hundred thousand", "million". Moves `i` past them.
double apply_scales(const Tree& tree, TokenIndex& i, TokenIndex end, double value, bool& scaled) {
    while (const Word* w = word(tree, i, end)) {
        if (w->kind != Kind::scale) break;
        value *= w->value;
        scaled = true;
        ++i;
    }
    return value;
}

/// "twenty", "twenty-five", "five": below a hundred. Moves `i` past it.
std::optional<double> read_small(const Tree& tree, TokenIndex& i, TokenIndex end) {
    const Word* w = word(tree, i, end);
    if (!w || (w->kind != Kind::unit && w->kind != Kind::tens)) return std::nullopt;
    double value = w->value;
    ++i;
    if (w->kind != Kind::tens) return value;
    TokenIndex next = i;
    if (is(tree, next, end, "-")) ++next;
    const Word* unit = word(tree, next, end);
    if (unit && unit->kind == Kind::unit && unit->value > 0 && unit->value < 10) {
        value += unit->value;
        i = next + 1;
    }
    return value;
}

/// "tens of thousands", "hundreds of thousands", "several hundred", "dozens".
std::optional<Number> read_vague(const Tree& tree, TokenIndex i, TokenIndex end) {
    const TokenIndex first = i;
    if (is(tree, i, end, "a") && is(tree, i + 1, end, "few")) ++i;
    if (is(tree, i, end, "a") && is(tree, i + 1, end, "couple")) {
        i += is(tree, i + 2, end, "of") ? 3 : 2;
        bool scaled = false;
        TokenIndex after = i;
        const double value = apply_scales(tree, after, end, 2, scaled);
        return Number{first, after, value, scaled, false, scaled};
    }
    const Word* w = word(tree, i, end);
    if (!w) return std::nullopt;
    if (w->kind == Kind::several) {
        ++i;
        bool scaled = false;
        const double value = apply_scales(tree, i, end, w->value, scaled);
        if (!scaled) return std::nullopt;
        return Number{first, i, value, true, false, true};
    }
    if (w->kind != Kind::vague) return std::nullopt;
    double value = w->value;
    ++i;
    if (is(tree, i, end, "of")) {
        const Word* of = word(tree, i + 1, end);
        if (of && of->kind == Kind::vague && of->value >= 1000) {
            // "hundreds of thousands" is 2 x 100 x 1000; "tens of thousands" 20 x 1000.
            value *= of->value / 2;
            i += 2;
        }
    } else if (w->value == 20) {
        return std::nullopt;  // "tens" alone says nothing
    }
    if (w->value == 20 && i == first + 1) return std::nullopt;
    return Number{first, i, value, true, false, true};
}

/// "two hundred and fifty thousand", "one hundred and ten".
std::optional<Number> read_words(const Tree& tree, TokenIndex i, TokenIndex end) {
    const TokenIndex first = i;
    double value = 0;
    bool scaled = false;
    if (is(tree, i, end, "half") && is(tree, i + 1, end, "a")) {
        i += 2;
        const double scale = apply_scales(tree, i, end, 1, scaled);
        if (!scaled) return std::nullopt;
        return Number{first, i, scale / 2, false, false, true};
    }
    if (is(tree, i, end, "a") || is(tree, i, end, "an")) {
        const Word* w = word(tree, i + 1, end);
        if (!w || w->kind != Kind::scale) return std::nullopt;
        ++i;
        value = 1;
    } else if (const Word* w = word(tree, i, end); w && w->kind == Kind::scale) {
        if (w->value != 12 && w->value != 100)
            return std::nullopt;  // "hundred people" after a lost article; never "million"
        value = 1;
    } else {
        const auto small = read_small(tree, i, end);
        if (!small) return std::nullopt;
        value = *small;
    }
    value = apply_scales(tree, i, end, value, scaled);
    while (scaled && value >= 100) {  // the rest: "and fifty", "two hundred"
        TokenIndex next = i;
        if (is(tree, next, end, "and")) ++next;
        const auto rest = read_small(tree, next, end);
        if (!rest) break;
        bool rest_scaled = false;
        const double more = apply_scales(tree, next, end, *rest, rest_scaled);
        if (more >= value) break;
        value += more;
        i = next;
        if (!rest_scaled) {
            value = apply_scales(tree, i, end, value, rest_scaled);  // "two hundred and fifty thousand"
            break;
        }
    }
    return Number{first, i, value, false, false, scaled};
}

}  // namespace

std::optional<double> parse_digits(std::string_view s) {
    if (s.empty() || s.front() < '0' || s.front() > '9') return std::nullopt;
    std::string plain;
    std::size_t since_comma = 0;
    bool comma = false, point = false;
    for (const char c : s) {
        if (c >= '0' && c <= '9') {
            plain += c;
            ++since_comma;
        } else if (c == ',' && !point) {
            if (comma && since_comma != 3 && since_comma != 2) return std::nullopt;
            comma = true;
            since_comma = 0;
        } else if (c == '.' && !point) {
            if (comma && since_comma != 3) return std::nullopt;
            point = true;
            plain += c;
        } else {
            return std::nullopt;
        }
    }
    if (comma && !point && since_comma != 3) return std::nullopt;
    if (plain.back() == '.' || plain.size() > 18) return std::nullopt;
    double value = 0;
    const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
    if (error != std::errc() || end != plain.data() + plain.size()) return std::nullopt;
    return value;
}

bool may_start_number(const Tree& tree, TokenIndex i) {
    static const WordKey a = key_of("a"), an = key_of("an"), half = key_of("half");
    const std::string_view s = tree.lower(i);
    if (!s.empty() && s.front() >= '0' && s.front() <= '9') return true;
    const WordKey key = tree.lower_key(i);
    return key == a || key == an || key == half || words().contains(key);
}

std::optional<Number> read_number(const Tree& tree, TokenIndex i, TokenIndex end) {
    if (i >= end) return std::nullopt;
    const std::string_view s = tree.lower(i);
    if (!s.empty() && s.front() >= '0' && s.front() <= '9') {
        bool scaled = false;
        auto value = parse_digits(s);
        if (!value) {
            value = parse_suffixed(s, after_currency_sign(tree, i));
            if (!value) return std::nullopt;
            return Number{i, i + 1, *value, false, true, true};
        }
        TokenIndex next = i + 1;
        if (after_currency_sign(tree, i) && is(tree, next, end, "m"))
            return Number{i, i + 2, *value * 1e6, false, true, true};
        *value = apply_scales(tree, next, end, *value, scaled);
        return Number{i, next, *value, false, true, scaled};
    }
    if (auto vague = read_vague(tree, i, end)) return vague;
    return read_words(tree, i, end);
}

}  // namespace newshound::events
