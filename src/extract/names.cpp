#include "extract/names.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "extract/dates.h"

namespace newshound::extract {

namespace {

std::string_view trim_marks(std::string_view s) {
    static constexpr std::array<std::string_view, 23> kMarks{",", ";", ":", "|",  "/", "-", "–", "—", "•", "·", "*", "(",
                                                             ")", "[", "]", "\"", "“", "”", "»", "«", "@", "&", "●"};
    const auto inner = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    for (bool more = true; more;) {
        s = text::trim(s);
        more = false;
        if (s.empty() || (inner(s.front()) && inner(s.back()))) break;  // as most are
        for (std::string_view mark : kMarks) {
            if (s.starts_with(mark)) {
                s.remove_prefix(mark.size());
                more = true;
            }
            if (s.ends_with(mark)) {
                s.remove_suffix(mark.size());
                more = true;
            }
        }
    }
    return s;
}

std::vector<std::string_view> words_of(std::string_view s) {
    std::vector<std::string_view> out;
    for (std::string_view w : text::split(s, ' '))
        if (!w.empty()) out.push_back(w);
    return out;
}

bool is_particle(std::string_view lower) {
    static constexpr std::array<std::string_view, 42> kParticles{
        "de",  "da",  "do",  "dos", "das", "del", "della", "di",  "du", "des", "la",  "le",  "van", "von",
        "der", "den", "ten", "ter", "zu",  "zum", "bin",   "ibn", "al", "el",  "ben", "abu", "y",   "e",
        "i",   "af",  "av",  "op",  "het", "'t",  "bint",  "dal", "lo", "los", "las", "st",  "vom", "und"};
    return std::find(kParticles.begin(), kParticles.end(), lower) != kParticles.end();
}

bool is_credential(std::string_view s) {
    static constexpr std::array<std::string_view, 28> kCredentials{
        "PhD", "Ph.D.", "Ph.D", "MD",   "M.D.", "RD", "RDN", "MS",  "MSc", "MA",  "MBA", "JD", "Esq",  "Esq.",
        "CPA", "RN",    "LCSW", "FAND", "BSc",  "BA", "DO",  "DDS", "CFP", "CFA", "MPH", "LD", "CSCS", "DVM"};
    return std::find(kCredentials.begin(), kCredentials.end(), s) != kCredentials.end();
}

/// The text without e-mail addresses, links, @handles, and what stands in round brackets.
std::string without_addresses(std::string_view line) {
    std::string flat;
    int depth = 0;
    for (char c : line) {
        if (c == '(' || c == '[') ++depth;
        if (depth == 0) flat += c;
        if ((c == ')' || c == ']') && depth > 0) {
            --depth;
            flat += ' ';
        }
    }
    std::string out;
    const std::string folded = text::fold_space(flat);
    for (std::string_view word : words_of(folded)) {
        if (word.find('@') != std::string_view::npos || word.find("://") != std::string_view::npos ||
            word.starts_with("www."))
            continue;
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

/// Removes "By", "Von", "Text:" and job titles in front.
std::string_view without_lead(std::string_view s, const Lexicon& lexicon, bool& had_by) {
    for (int round = 0; round < 4; ++round) {
        s = trim_marks(s);
        const std::string low = text::lower(s);
        if (low.size() != s.size()) break;  // lengths of prefixes would differ
        if (const std::size_t n = lexicon.byline_word(BylineWord::by, low); n > 0 && n < s.size()) {
            s.remove_prefix(n);
            had_by = true;
            continue;
        }
        if (const std::size_t n = lexicon.byline_word(BylineWord::role, low); n > 0 && n < s.size()) {
            s.remove_prefix(n);
            continue;
        }
        break;
    }
    return trim_marks(s);
}

/// Splits at commas, semicolons, slashes, bars, bullets and "and" words.
std::vector<std::string> split_names(std::string_view s, const Lexicon& lexicon) {
    std::vector<std::string> out(1);
    for (std::string_view word : words_of(s)) {
        const std::string low = text::lower(word);
        if (out.back().empty() ? lexicon.is_byline_word(BylineWord::conjunction, low) && low.size() > 1
                               : lexicon.is_byline_word(BylineWord::conjunction, low)) {
            // Spanish and Portuguese double surnames join with "y", "e": kept when only one word stands before.
            const bool joins_surnames = (low == "y" || low == "e" || low == "i") && words_of(out.back()).size() < 2;
            if (!joins_surnames) {
                out.emplace_back();
                continue;
            }
        }
        if (word == "|" || word == "•" || word == "·" || word == "/" || word == "–" || word == "—" || word == "-") {
            out.emplace_back();
            continue;
        }
        std::string rest(word);
        for (std::size_t cut; (cut = rest.find_first_of(",;/|")) != std::string::npos;) {
            if (cut > 0) out.back().append(out.back().empty() ? "" : " ").append(rest, 0, cut);
            out.emplace_back();
            rest.erase(0, cut + 1);
        }
        if (!rest.empty()) out.back().append(out.back().empty() ? "" : " ").append(rest);
    }
    return out;
}

/// Cuts a job title or a place behind a name: "Jane Doe, Reporter", "Jane Doe in Cairo", "Jane Doe AFP".
std::string cut_tail(std::string_view name, const Lexicon& lexicon, std::string& agency) {
    std::vector<std::string_view> words = words_of(name);
    if (words.size() < 2) return std::string(words.empty() ? std::string_view() : words[0]);
    // All words in one piece, in lower case and as written, with where each begins: what follows a word is the rest of it.
    std::string lower, written;
    std::vector<std::pair<std::size_t, std::size_t>> begins;
    for (std::string_view word : words) {
        if (!begins.empty()) {
            lower += ' ';
            written += ' ';
        }
        begins.emplace_back(lower.size(), written.size());
        lower += text::lower(word);
        written += word;
    }
    const auto lower_word = [&](std::size_t i) {
        const std::size_t end = i + 1 < words.size() ? begins[i + 1].first - 1 : lower.size();
        return std::string_view(lower).substr(begins[i].first, end - begins[i].first);
    };
    for (std::size_t i = 1; i < words.size(); ++i) {
        const std::string_view low = lower_word(i), rest = std::string_view(lower).substr(begins[i].first);
        const bool where = i >= 2 && lexicon.is_byline_word(BylineWord::where, low) && i + 1 < words.size() &&
                           lower_word(i + 1) != words[i + 1];
        const bool role =
            lexicon.byline_word(BylineWord::role, rest) > 0 || (i >= 2 && lexicon.is_byline_word(BylineWord::stop, low));
        const std::string_view wire = lexicon.agency(std::string_view(written).substr(begins[i].second));
        if (!wire.empty() && agency.empty()) agency = wire;
        if (where || role || !wire.empty()) {
            words.resize(i);
            break;
        }
    }
    std::string out;
    for (std::string_view w : words) out.append(out.empty() ? "" : " ").append(w);
    return out;
}

/// True for "Reviewed by Jane Doe", "Fotos: Jane Doe": those who helped, not those who wrote.
bool names_helpers(std::string_view s, const Lexicon& lexicon) {
    const std::string low = text::lower(trim_marks(s));
    const std::size_t n = lexicon.byline_word(BylineWord::helper, low);
    return n > 0 && (n == low.size() || low.find(' ') < n || low[n] == ':' || low[n] == '.');
}

/// "Published 7 August by Jane Doe" -> "Jane Doe"; a line without such a word stays whole, "... reviewed by Jane Doe" is
/// cut off before these words.
std::string_view after_middle_by(std::string_view s, const Lexicon& lexicon) {
    const std::vector<std::string_view> words = words_of(s);
    for (std::size_t i = words.size(); i-- > 1;) {
        std::string low = text::lower(words[i]);
        if (low.ends_with(':')) low.pop_back();
        if (!lexicon.is_byline_word(BylineWord::middle, low) || i + 1 >= words.size()) continue;
        const std::size_t phrase = static_cast<std::size_t>(words[i - 1].data() - s.data());
        if (names_helpers(s.substr(phrase), lexicon)) return after_middle_by(s.substr(0, phrase), lexicon);
        return text::trim(s.substr(static_cast<std::size_t>(words[i].data() - s.data()) + words[i].size()));
    }
    return s;
}

bool is_person(std::string_view name, const Lexicon& lexicon, NameTrust trust, std::string_view house) {
    const std::vector<std::string_view> words = words_of(name);
    if (words.empty() || words.size() > 6 || name.size() > 80) return false;
    const std::string low = text::lower(name);
    if (!house.empty()) {
        const std::string own = text::lower(house);
        if (low == own || own.find(low) != std::string::npos || low.find(own) != std::string::npos) return false;
    }
    if (lexicon.is_byline_word(BylineWord::nobody, low) || lexicon.is_byline_word(BylineWord::role, low)) return false;
    bool latin = false;
    std::size_t capitals = 0, plain = 0;
    for (std::string_view word : words) {
        const std::string w = text::lower(word);
        if (lexicon.is_byline_word(BylineWord::nobody, w) ||
            lexicon.is_byline_word(BylineWord::nobody, w.substr(0, w.find('.'))))
            return false;
        std::size_t i = 0;
        const char32_t first = text::next(word, i);
        for (std::size_t k = 0; k < word.size();) {
            const char32_t c = text::next(word, k);
            if (text::is_digit(c) || c == '_' || c == '|' || c == '/' || c == '?' || c == '!' || c == '%' || c == '=' ||
                c == '<' || c == '#' || c == '$' || c == '+')
                return false;
        }
        latin = latin || (first < 0x0590);
        if (is_particle(w)) continue;
        if (first < 0x0590 && !text::is_upper(first) && first != '\'' && first != 0x2019)
            ++plain;
        else
            ++capitals;
    }
    if (words.size() == 1) {
        const std::size_t length = text::length(name);
        if (!latin) return length >= 2 && length <= 20;
        return trust == NameTrust::structured && capitals == 1 && length >= 3 && name.find('.') == std::string_view::npos &&
               name != text::upper(name);
    }
    if (!latin) return true;
    return trust == NameTrust::structured ? words.size() <= 5 && (plain == 0 || (capitals == 0 && words.size() <= 3))
                                          : plain == 0 && capitals >= 2;
}

/// "Jane Doe September 4, 2025 10:30" -> "Jane Doe |": a date ends a name.
std::string without_dates(std::string s, const Lexicon& lexicon) {
    if (s.find_first_of("0123456789") == std::string::npos || s.size() > 400) return s;
    for (int n = 0; n < 3; ++n) {
        const auto date = find_date(s, lexicon);
        if (!date) break;
        s = s.substr(0, date->begin) + " | " + s.substr(date->end);
    }
    return s;
}

}  // namespace

Byline parse_byline(std::string_view line, const Lexicon& lexicon, NameTrust trust, std::string_view house) {
    Byline out;
    const std::string flat =
        trust == NameTrust::text ? without_dates(without_addresses(line), lexicon) : without_addresses(line);
    // An agency in brackets: "Jane Doe (AFP)".
    if (const std::size_t open = line.find('('); open != std::string_view::npos) {
        const std::size_t close = line.find(')', open);
        if (close != std::string_view::npos) out.agency = lexicon.agency(line.substr(open + 1, close - open - 1));
    }
    if (const std::string_view wire = lexicon.agency(text::trim(flat)); !wire.empty()) {
        out.agency = wire;
        return out;
    }
    bool had_by = false;
    std::string_view body = without_lead(flat, lexicon, had_by);
    if (trust == NameTrust::text && !had_by) body = after_middle_by(body, lexicon);
    for (const std::string& part : split_names(body, lexicon)) {
        bool ignored = false;
        if (names_helpers(part, lexicon)) continue;
        std::string_view piece = without_lead(part, lexicon, ignored);
        if (piece.empty() || is_credential(piece)) continue;
        if (const std::string_view wire = lexicon.agency(piece); !wire.empty()) {
            if (out.agency.empty()) out.agency = wire;
            continue;
        }
        // What holds digits is a time, a count, a place: no name.
        if (std::any_of(piece.begin(), piece.end(), [](char c) { return c >= '0' && c <= '9'; })) {
            if (trust == NameTrust::structured && !out.authors.empty()) break;
            continue;
        }
        std::string name = cut_tail(piece, lexicon, out.agency);
        while (name.ends_with('.') && name.size() > 3 && name[name.size() - 3] != ' ' && !name.ends_with("Jr.") &&
               !name.ends_with("Sr."))
            name.pop_back();
        name = std::string(trim_marks(name));
        if (!is_person(name, lexicon, trust, house)) continue;
        const std::string low = text::lower(name);
        const bool known =
            std::any_of(out.authors.begin(), out.authors.end(), [&](const std::string& a) { return text::lower(a) == low; });
        if (!known) out.authors.push_back(std::move(name));
    }
    return out;
}

bool starts_with_given_name(std::string_view name, const Lexicon& lexicon) {
    const std::string_view first = name.substr(0, name.find(' '));
    if (first.empty() || lexicon.is_given_name(first)) return !first.empty();
    // "JANE", "jane" -> "Jane"; "Anne-Lise" by its first part.
    std::size_t head = 0;
    text::next(first, head);
    const std::string titled = text::upper(first.substr(0, head)) + text::lower(first.substr(head));
    if (lexicon.is_given_name(titled)) return true;
    const std::size_t hyphen = titled.find('-');
    return hyphen != std::string::npos && lexicon.is_given_name(titled.substr(0, hyphen));
}

bool is_byline(std::string_view line, const Lexicon& lexicon) {
    if (line.size() > 200 || names_helpers(line, lexicon)) return false;
    const std::string folded = text::fold_space(line);
    const std::string low = text::lower(folded);
    const bool opens = lexicon.byline_word(BylineWord::by, low) > 0;
    if (!opens && (folded.size() > 130 || folded.ends_with('.') || folded.ends_with('?'))) return false;
    const Byline byline = parse_byline(folded, lexicon, NameTrust::text);
    if (opens && (!byline.authors.empty() || !byline.agency.empty())) {
        // A sentence may begin with "By" or "De" too: a byline has no full stop and few words besides the names.
        return words_of(folded).size() <= 5 + 5 * (byline.authors.size() + 1) && !folded.ends_with('.') &&
               !folded.ends_with('?');
    }
    if (byline.authors.empty()) return false;
    std::size_t name_words = 0;
    for (const std::string& a : byline.authors) name_words += words_of(a).size();
    for (const std::string& part : split_names(low, lexicon))
        if (lexicon.byline_word(BylineWord::role, text::trim(part)) > 0) return words_of(folded).size() <= name_words + 8;
    return false;
}

bool has_middle_by(std::string_view line, const Lexicon& lexicon) {
    const std::string folded = text::fold_space(line);
    return after_middle_by(folded, lexicon).size() < folded.size();
}

bool read_sign_off(std::string_view line, const Lexicon& lexicon, SignOff& out) {
    std::string flat(trim_marks(text::fold_space(line)));
    while (flat.ends_with('.')) flat.pop_back();
    if (flat.empty() || flat.size() > 90) return false;
    if (const std::string_view wire = lexicon.agency(flat); !wire.empty()) {
        out.agency = wire;
        return true;
    }
    const std::vector<std::string_view> words = words_of(flat);
    if (words.size() > 9) return false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool joint =
            lexicon.is_byline_word(BylineWord::with, text::lower(words[i])) || words[i] == "/" || words[i] == ",";
        if (!joint || i + 1 >= words.size()) continue;
        const auto join = [&](std::size_t from, std::size_t to) {
            std::string s;
            for (std::size_t k = from; k < to; ++k) s.append(k > from ? " " : "").append(words[k]);
            return s;
        };
        const std::string before = join(0, i), after = join(i + 1, words.size());
        // Everything after the word must be agencies: "Le Monde with AFP and Reuters".
        bool all = true;
        std::string first;
        for (const std::string& part : split_names(after, lexicon)) {
            const std::string_view wire = lexicon.agency(part);
            if (wire.empty())
                all = false;
            else if (first.empty())
                first = wire;
        }
        if (!all || first.empty()) continue;
        out.agency = first;
        if (!before.empty() && lexicon.agency(before).empty()) out.publisher = before;
        return true;
    }
    // "AFP, Reuters", "dpa/AFP"
    bool all = true;
    std::string first;
    for (const std::string& part : split_names(flat, lexicon)) {
        if (part.empty()) continue;
        const std::string_view wire = lexicon.agency(part);
        if (wire.empty())
            all = false;
        else if (first.empty())
            first = wire;
    }
    if (all && !first.empty()) out.agency = first;
    return all && !first.empty();
}

}  // namespace newshound::extract
