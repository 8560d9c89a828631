#include "annotate/lexeme.h"

#include <algorithm>
#include <array>
#include <utility>

#include "annotate/string_id.h"
#include "base/text.h"

namespace newshound::annotate {

namespace {

using Norm = std::pair<std::string_view, std::string_view>;

// spaCy's BASE_NORMS: what every language writes in several ways.
constexpr auto kBaseNorms = std::to_array<Norm>({
    {"'s", "'s"}, {"'S", "'s"}, {"’s", "'s"},  {"’S", "'s"}, {"’", "'"},   {"‘", "'"},   {"´", "'"},  {"`", "'"},
    {"”", "\""},  {"“", "\""},  {"''", "\""},  {"``", "\""}, {"´´", "\""}, {"„", "\""},  {"»", "\""}, {"«", "\""},
    {"‘‘", "\""}, {"’’", "\""}, {"？", "?"},   {"！", "!"},  {"，", ","},  {"；", ";"},  {"：", ":"}, {"。", "."},
    {"।", "."},   {"…", "..."}, {"—", "-"},    {"–", "-"},   {"--", "-"},  {"---", "-"}, {"——", "-"}, {"€", "$"},
    {"£", "$"},   {"¥", "$"},   {"฿", "$"},    {"US$", "$"}, {"C$", "$"},  {"A$", "$"},  {"₺", "$"},  {"₹", "$"},
    {"৳", "$"},   {"₩", "$"},   {"Mex$", "$"}, {"₣", "$"},   {"E£", "$"},
});

bool all_space(std::string_view s) {
    for (std::size_t i = 0; i < s.size();)
        if (!text::is_space(text::next(s, i))) return false;
    return !s.empty();
}

/// The last `count` code points.
std::string_view last_code_points(std::string_view s, int count) {
    std::size_t i = s.size();
    while (i > 0 && count > 0) {
        --i;
        if ((static_cast<unsigned char>(s[i]) & 0xC0) != 0x80) --count;
    }
    return s.substr(i);
}

}  // namespace

std::string word_shape(std::string_view s) {
    constexpr std::size_t kLong = 100;
    constexpr int kLongestRun = 4;
    if (s.size() >= kLong && text::length(s) >= kLong) return "LONG";
    std::string shape;
    char32_t last = 0;
    int run = 0;
    bool first = true;
    for (std::size_t i = 0; i < s.size();) {
        const char32_t c = text::next(s, i);
        char32_t mark = c;
        if (text::is_alpha(c))
            mark = text::is_upper(c) ? U'X' : U'x';
        else if (text::is_digit(c))
            mark = U'd';
        run = !first && mark == last ? run + 1 : 0;
        first = false;
        last = mark;
        if (run < kLongestRun) text::append(shape, mark);
    }
    return shape;
}

std::string norm_of(std::string_view text, const StringLists& exceptions) {
    if (const auto found = exceptions.find(string_id(text)); found && found->size() > 0) return std::string((*found)[0]);
    const auto it = std::find_if(kBaseNorms.begin(), kBaseNorms.end(), [&](const Norm& n) { return n.first == text; });
    if (it != kBaseNorms.end()) return std::string(it->second);
    return text::lower(text);
}

Lexeme make_lexeme(std::string_view text, const StringLists& norm_exceptions) {
    Lexeme out;
    out.text = text;
    out.lower = text::lower(text);
    out.orth = string_id(text);
    out.lower_id = out.lower == text ? out.orth : string_id(out.lower);
    out.norm = string_id(norm_of(text, norm_exceptions));
    std::size_t first = 0;
    if (!text.empty()) text::next(text, first);
    out.prefix = string_id(text.substr(0, first));
    out.suffix = string_id(last_code_points(text, 3));
    out.shape = string_id(word_shape(text));
    out.is_space = all_space(text);
    return out;
}

std::uint32_t Lexicon::find(std::string_view text) const {
    const auto it = index_.find(text);
    return it == index_.end() ? kAbsent : it->second;
}

std::uint32_t Lexicon::add(Lexeme lexeme) {
    const auto index = static_cast<std::uint32_t>(lexemes_.size());
    bytes_ += sizeof(Lexeme) + lexeme.text.size() + lexeme.lower.size() + 64;
    lexemes_.push_back(std::move(lexeme));
    index_.emplace(lexemes_.back().text, index);
    return index;
}

void Lexicon::clear() {
    index_.clear();
    lexemes_.clear();
    bytes_ = 0;
}

}  // namespace newshound::annotate
