#include "app/lines.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"

namespace newshound::app {

namespace {

struct Line {
    std::size_t begin = 0, end = 0;  // bytes
    bool dateline = false;           // the rest of its line follows as the next one
};

/// True if the text goes on over the line end at `at`: a letter or comma before it and a lower-case letter after it.
bool wrapped(std::string_view text, std::size_t at) {
    if (at == 0 || at + 1 >= text.size()) return false;
    const unsigned char before = static_cast<unsigned char>(text[at - 1]);
    const bool open =
        before >= 0x80 || before == ',' || (before >= 'a' && before <= 'z') || (before >= 'A' && before <= 'Z');
    const char after = text[at + 1];
    return open && after >= 'a' && after <= 'z';
}

/// Bytes of the dateline that a line starts with ("MOGADISHU, Somalia (AFP) — "), its dash included; 0 if there is none.
/// Read as part of the sentence it would become part of its subject.
std::size_t dateline(std::string_view line) {
    constexpr std::size_t kLongest = 60, kShortestCity = 3;
    std::size_t end = std::string_view::npos, after = 0;
    for (const std::string_view dash : {" — ", " – ", " - ", " -- "})
        if (const std::size_t at = line.substr(0, kLongest).find(dash); at < end) {
            end = at;
            after = at + dash.size();
        }
    if (end == std::string_view::npos) return 0;
    const std::string_view city = line.substr(0, std::min(end, line.find_first_of(", (")));
    const bool capitals = text::length(city) >= kShortestCity && text::upper(city) == city && text::lower(city) != city;
    return capitals && after < line.size() ? after : 0;
}

std::vector<Line> lines_of(std::string_view text) {
    std::vector<Line> out;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        const bool end = i == text.size() || (text[i] == '\n' && !wrapped(text, i));
        if (!end) continue;
        if (!text::trim(text.substr(begin, i - begin)).empty()) {
            if (const std::size_t length = dateline(text.substr(begin, i - begin))) {
                out.push_back({begin, begin + length, true});
                begin += length;
            }
            out.push_back({begin, i, false});
        }
        begin = i + 1;
    }
    return out;
}

/// Appends `part`, which was read from byte `byte` and code point `code_point` of the whole text on.
void append(Annotated& whole, Annotated part, std::uint32_t byte, std::uint32_t code_point) {
    const auto first = static_cast<TokenIndex>(whole.tokens.size());
    for (Token& t : part.tokens) {
        t.begin += code_point;
        t.end += code_point;
        t.byte_begin += byte;
        t.byte_end += byte;
        t.head += first;
        whole.tokens.push_back(std::move(t));
    }
    for (Sentence s : part.sentences)
        whole.sentences.push_back({s.begin + code_point, s.end + code_point, s.first + first, s.last + first});
    for (Entity e : part.entities) {
        e.begin += code_point;
        e.end += code_point;
        e.first += first;
        e.last += first;
        whole.entities.push_back(e);
    }
}

}  // namespace

Result<Annotated> annotate_lines(const annotate::Annotator& annotator, Article article, annotate::Workspace& workspace) {
    article.text = text::to_valid_utf8(article.text);
    const std::vector<Line> lines = lines_of(article.text);
    std::vector<Article> parts(lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i)
        parts[i].text = article.text.substr(lines[i].begin, lines[i].end - lines[i].begin);
    auto read = annotator.annotate(std::move(parts), workspace);
    Annotated whole;
    std::size_t byte = 0, code_point = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!read[i]) return tl::unexpected(read[i].error());
        code_point += text::length(std::string_view(article.text).substr(byte, lines[i].begin - byte));
        byte = lines[i].begin;
        const std::size_t sentences = whole.sentences.size();
        append(whole, std::move(*read[i]), static_cast<std::uint32_t>(byte), static_cast<std::uint32_t>(code_point));
        // A dateline belongs to the sentence that it stands before.
        if (i > 0 && lines[i - 1].dateline && sentences > 0 && sentences < whole.sentences.size()) {
            whole.sentences[sentences].begin = whole.sentences[sentences - 1].begin;
            whole.sentences[sentences].first = whole.sentences[sentences - 1].first;
            whole.sentences.erase(whole.sentences.begin() + static_cast<std::ptrdiff_t>(sentences) - 1);
        }
    }
    whole.article = std::move(article);
    return whole;
}

}  // namespace newshound::app
