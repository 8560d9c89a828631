#include "events/actor_dictionary.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/text.h"

namespace newshound::events {

namespace {

constexpr std::size_t kLongestName = 200;  // bytes; no name is longer, and errors stay readable
constexpr std::size_t kMostForms = 64;     // of one agent with words to choose from

/// Groups of a CAMEO actor code that say what kind of actor it is, and the PLOVER sector they stand for.
constexpr std::array<std::pair<std::string_view, std::string_view>, 45> kGroups = {{
    {"GOV", "GOV"}, {"MIL", "MIL"}, {"COP", "COP"}, {"JUD", "JUD"}, {"LEG", "LEG"}, {"SPY", "SPY"}, {"OPP", "OPP"},
    {"REB", "REB"}, {"INS", "REB"}, {"SEP", "REB"}, {"IMG", "REB"}, {"UAF", "UAF"}, {"PRM", "PRM"}, {"CRM", "CRM"},
    {"CVL", "CVL"}, {"CIV", "CVL"}, {"REF", "REF"}, {"BUS", "BUS"}, {"MNC", "BUS"}, {"LAB", "LAB"}, {"AGR", "AGR"},
    {"EDU", "EDU"}, {"HLH", "MED"}, {"MED", "JRN"}, {"JRN", "JRN"}, {"REL", "REL"}, {"CHR", "REL"}, {"MOS", "REL"},
    {"MUS", "REL"}, {"JEW", "REL"}, {"HIN", "REL"}, {"BUD", "REL"}, {"SIK", "REL"}, {"ELI", "ELI"}, {"PTY", "PTY"},
    {"NGO", "NGO"}, {"NGM", "NGO"}, {"IGO", "IGO"}, {"HRI", "SOC"}, {"ENV", "SOC"}, {"DEV", "SOC"}, {"SOC", "SOC"},
    {"STU", "EDU"}, {"IND", ""},    {"UNK", "UNK"},
}};

std::string_view sector_of_group(std::string_view group) {
    for (const auto& [cameo, plover] : kGroups)
        if (cameo == group) return plover;
    return {};
}

std::string upper_ascii(std::string_view s) {
    std::string out(s);
    for (char& c : out)
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    return out;
}

/// "AMNESTY_INTERNATIONAL_" -> "Amnesty International". Words that are not all capitals stay as they are written, and so do
/// letters with periods and short words ("U.S.", "UN", "NATO" are told by their capitals when texts are read).
std::string spoken(std::string_view written) {
    std::string out;
    std::string spaced(written);
    std::replace(spaced.begin(), spaced.end(), '_', ' ');
    spaced = text::fold_space(spaced);
    for (const std::string_view word : text::split(spaced, ' ')) {
        if (word.empty()) continue;
        if (!out.empty()) out += ' ';
        const bool letters = std::all_of(word.begin(), word.end(), [](char c) { return c < 'a' || c > 'z'; });
        if (!letters || word.size() <= 3 || word.find('.') != std::string_view::npos) {
            out += word;
            continue;
        }
        const std::string low = text::lower(word);
        std::size_t at = 0;
        const char32_t first = text::next(low, at);
        std::string head;
        text::append(head, first);
        out += text::upper(head) + low.substr(at);
    }
    return out;
}

/// Where a dictionary does not give the plural of an agent.
std::string plural_of(const std::string& name) {
    if (name.ends_with("man")) return name.substr(0, name.size() - 2) + "en";
    if (name.ends_with("y") && !name.ends_with("ay") && !name.ends_with("ey"))
        return name.substr(0, name.size() - 1) + "ies";
    return name + (name.ends_with("s") || name.ends_with("x") || name.ends_with("ch") ? "es" : "s");
}

/// YYYYMMDD or YYMMDD.
std::optional<Date> day_of(std::string_view s) {
    s = text::trim(s);
    if ((s.size() != 6 && s.size() != 8) || !std::all_of(s.begin(), s.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    std::string year(s.substr(0, s.size() - 4));
    if (year.size() == 2) year = (year >= "50" ? "19" : "20") + year;
    return parse_date(year + "-" + std::string(s.substr(s.size() - 4, 2)) + "-" + std::string(s.substr(s.size() - 2)));
}

class DictionaryReader {
public:
    DictionaryReader(std::string_view bytes, std::string_view file) : bytes_(bytes) { out_.file = file; }

    Result<ActorDictionary> read() {
        for (const std::string_view raw : text::split(bytes_, '\n')) {
            ++line_;
            const std::string line = without_comments(raw);
            if (const Status status = take(text::trim(line)); !status) return tl::unexpected(status.error());
        }
        if (const Status status = finish(); !status) return tl::unexpected(status.error());
        return std::move(out_);
    }

private:
    [[nodiscard]] Status bad(const std::string& why, int line = 0) const {
        const int at = line > 0 ? line : line_;
        return tl::unexpected(
            Error{"actors_invalid", "events", out_.file + ":" + std::to_string(at) + ": " + why, out_.file});
    }

    /// The line up to "#" or ";", without <!-- ... -->, which may run over several lines. A line that starts with "<!" is
    /// one comment also where its dashes are misplaced, as they are in some dictionaries.
    std::string without_comments(std::string_view s) {
        std::string out;
        while (!s.empty()) {
            if (in_comment_) {
                const auto end = s.find("-->");
                if (end == std::string_view::npos) return out;
                in_comment_ = false;
                s.remove_prefix(end + 3);
                continue;
            }
            const auto begin = s.find("<!--");
            out += s.substr(0, begin);
            if (begin == std::string_view::npos) break;
            in_comment_ = true;
            s.remove_prefix(begin + 4);
        }
        if (text::trim(out).starts_with("<!")) return {};
        return out.substr(0, out.find_first_of("#;"));
    }

    Status take(std::string_view line) {
        if (line.empty()) return {};
        if (!text::is_valid_utf8(line)) return bad("is no UTF-8 text");
        if (line.front() == '!' && line.find('=') != std::string_view::npos) return take_set(line);
        if (line.front() == '[') {
            if (!open_) return bad("a code without a name before it");
            return take_codes(line);
        }
        if (line.front() == '+') {
            if (!open_) return bad("a synonym without a name before it");
            return take_name(line.substr(1));
        }
        if (const Status status = finish(); !status) return status;
        entry_ = {};
        entry_.line = line_;
        open_ = true;
        return take_name(line);
    }

    /// "NAME {PLURAL} [CODE]..."
    Status take_name(std::string_view line) {
        const auto bracket = line.find('[');
        std::string_view name = text::trim(line.substr(0, bracket));
        if (const auto brace = name.find('{'); brace != std::string_view::npos) {
            const auto close = name.find('}', brace);
            if (close == std::string_view::npos) return bad("\"{\" is not closed");
            if (const auto plural = text::trim(name.substr(brace + 1, close - brace - 1)); !plural.empty())
                entry_.plurals.push_back(spoken(plural));
            no_plural_ = true;
            name = text::trim(name.substr(0, brace));
        }
        if (name.size() > kLongestName) return bad("the name is longer than " + std::to_string(kLongestName) + " bytes");
        std::vector<std::string> forms;
        if (const Status status = expand(name, forms); !status) return status;
        for (const std::string& form : forms)
            if (std::string s = spoken(form); !s.empty()) entry_.names.push_back(std::move(s));
        if (entry_.names.empty()) return bad("a name is missing");
        return bracket == std::string_view::npos ? Status{} : take_codes(line.substr(bracket));
    }

    /// Puts the words of a set in the place of its !NAME!.
    Status expand(std::string_view name, std::vector<std::string>& forms) const {
        const auto begin = name.find('!');
        const auto end = begin == std::string_view::npos ? begin : name.find('!', begin + 1);
        if (end == std::string_view::npos) {
            forms.emplace_back(name);
            return {};
        }
        const auto set = sets_.find(name.substr(begin, end - begin + 1));
        if (set == sets_.end())
            return bad("no set of words " + std::string(name.substr(begin, end - begin + 1)) + " is defined above");
        for (const std::string& word : set->second) {
            if (forms.size() >= kMostForms) return bad("stands for too many names");
            const std::string whole = std::string(name.substr(0, begin)) + word + std::string(name.substr(end + 1));
            if (whole.size() > kLongestName) return bad("the name is too long with the words of its sets");
            if (const Status status = expand(whole, forms); !status) return status;
        }
        return {};
    }

    /// "!PERSON! = MAN, WOMAN"
    Status take_set(std::string_view line) {
        const auto equals = line.find('=');
        const std::string_view name = text::trim(line.substr(0, equals));
        if (name.size() < 3 || name.back() != '!' || name.substr(1, name.size() - 2).find('!') != std::string_view::npos)
            return bad("a set of words is named !NAME!");
        std::vector<std::string> words;
        for (const std::string_view word : text::split(line.substr(equals + 1), ','))
            if (const auto t = text::trim(word); !t.empty()) {
                if (t.find('!') != std::string_view::npos) return bad("a set of words cannot hold another");
                words.emplace_back(t);
            }
        if (words.empty()) return bad("the set of words is empty");
        sets_.insert_or_assign(std::string(name), std::move(words));
        return {};
    }

    /// One or more "[CODE dates]".
    Status take_codes(std::string_view s) {
        while (!(s = text::trim(s)).empty()) {
            const auto close = s.find(']');
            if (s.front() != '[') return bad("what follows the code is none: \"" + std::string(s.substr(0, 40)) + "\"");
            if (close == std::string_view::npos) return bad("\"[\" is not closed");
            if (const Status status = take_code(text::trim(s.substr(1, close - 1))); !status) return status;
            s.remove_prefix(close + 1);
        }
        return {};
    }

    Status take_code(std::string_view s) {
        const auto end =
            std::find_if(s.begin(), s.end(), [](char c) { return c == ' ' || c == '\t' || c == '<' || c == '>'; });
        std::string code = upper_ascii(s.substr(0, static_cast<std::size_t>(end - s.begin())));
        std::string_view dates = text::trim(s.substr(static_cast<std::size_t>(end - s.begin())));
        if (const auto slash = code.find('/'); slash != std::string::npos) code.resize(slash);
        DatedCode dated;
        if (const auto tilde = code.find('~'); tilde != std::string::npos) {
            entry_.agent = true;
            code.erase(tilde, 1);
        }
        const bool nobody = code == "---" || code == "###" || code == "+++";
        const auto alphanumeric = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
        if (!nobody && (code.empty() || !std::all_of(code.begin(), code.end(), alphanumeric)))
            return bad("\"" + std::string(s.substr(0, 40)) + "\" is no code");
        if (!nobody) dated.code = code;
        if (!dates.empty() && !take_dates(dates, dated))
            return bad("\"" + std::string(dates.substr(0, 40)) +
                       "\" is no date restriction (<YYYYMMDD, >YYYYMMDD, YYYYMMDD-YYYYMMDD)");
        entry_.codes.push_back(std::move(dated));
        return {};
    }

    static bool take_dates(std::string_view s, DatedCode& out) {
        const auto set = [](std::string_view t, Date& d) {
            const auto day = day_of(t);
            if (day) d = *day;
            return day.has_value();
        };
        if (s.front() == '<') return set(s.substr(1), out.to);
        if (s.front() == '>') return set(s.substr(1), out.from);
        const auto dash = s.find('-');
        if (dash == std::string_view::npos) return false;
        if (!set(s.substr(0, dash), out.from) || !set(s.substr(dash + 1), out.to)) return false;
        return out.from.first_day() <= out.to.first_day();
    }

    /// Closes the entry that is being read.
    Status finish() {
        if (!open_) return {};
        open_ = false;
        if (entry_.codes.empty()) return bad("\"" + entry_.names.front() + "\" has no code", entry_.line);
        std::stable_partition(entry_.codes.begin(), entry_.codes.end(),
                              [](const DatedCode& c) { return c.from.known() || c.to.known(); });
        if (entry_.agent && entry_.plurals.empty() && !no_plural_)
            for (const std::string& name : entry_.names) entry_.plurals.push_back(plural_of(name));
        no_plural_ = false;
        out_.entries.push_back(std::move(entry_));
        return {};
    }

    std::string_view bytes_;
    ActorDictionary out_;
    DictionaryEntry entry_;
    std::map<std::string, std::vector<std::string>, std::less<>> sets_;
    int line_ = 0;
    bool open_ = false, in_comment_ = false, no_plural_ = false;
};

}  // namespace

Result<ActorDictionary> parse_actor_dictionary(std::string_view bytes, std::string_view file) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    return DictionaryReader(bytes, file).read();
}

CodeMeaning meaning_of_code(std::string_view code) {
    CodeMeaning out;
    bool first = true;
    for (; !code.empty(); code.remove_prefix(std::min<std::size_t>(3, code.size()))) {
        const std::string_view group = code.substr(0, 3);
        // India and the role "individual" share their letters; at the front it is the state.
        const std::string_view sector = first && group == "IND" ? std::string_view() : sector_of_group(group);
        if (first && sector.empty() && group.size() == 3) out.country = group;
        if (out.sector.empty()) out.sector = sector;
        first = false;
    }
    if (out.sector == "IGO") out.country = "IGO";
    return out;
}

}  // namespace newshound::events
