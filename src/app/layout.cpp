#include "app/layout.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace newshound::app {

namespace {

std::string_view opening(Mark mark, bool color) {
    if (!color) return mark == Mark::trigger ? "*" : mark == Mark::party ? "_" : "";
    switch (mark) {
        case Mark::none: return "";
        case Mark::strong: return "\x1b[1m";
        case Mark::faint: return "\x1b[2m";
        case Mark::good: return "\x1b[32m";
        case Mark::warn: return "\x1b[33m";
        case Mark::bad: return "\x1b[31m";
        case Mark::trigger: return "\x1b[1;4m";
        case Mark::party: return "\x1b[4m";
    }
    return "";
}

std::string_view closing(Mark mark, bool color) {
    if (!color) return opening(mark, false);
    return mark == Mark::none ? "" : "\x1b[0m";
}

/// What cannot be broken: characters of one word, each with its mark.
struct Glyph {
    std::string text;
    Mark mark;
};

struct Word {
    std::vector<Glyph> glyphs;
    bool spaced = true;  // white space stood before it
};

/// Columns of `word` after text marked `before`, with the signs that it opens and that close it.
std::size_t width_of(const Word& word, bool color, Mark before) {
    std::size_t width = 0;
    Mark mark = before;
    for (const Glyph& glyph : word.glyphs) {
        if (!color && glyph.mark != mark) width += opening(glyph.mark, color).size() + closing(glyph.mark, color).size();
        mark = glyph.mark;
        width += text::display_width(glyph.text);
    }
    return width;
}

/// A word that is wider than a line, in parts that are not.
std::vector<Word> broken(const Word& word, std::size_t width, bool color) {
    std::vector<Word> parts(1);
    const bool marked = std::any_of(word.glyphs.begin(), word.glyphs.end(),
                                    [&](const Glyph& glyph) { return !color && !opening(glyph.mark, color).empty(); });
    const std::size_t signs = marked ? 2 : 0;
    std::size_t used = signs;
    for (const Glyph& glyph : word.glyphs) {
        const std::size_t wide = text::display_width(glyph.text);
        if (used + wide > width && !parts.back().glyphs.empty()) {
            parts.emplace_back();
            used = signs;
        }
        parts.back().glyphs.push_back(glyph);
        used += wide;
    }
    return parts;
}

/// Joins words into one line; a mark runs over the spaces between words that carry it.
class Line {
public:
    explicit Line(bool color) : color_(color) {}
    void add(const Word& word, bool space) {
        if (space && !word.glyphs.empty()) {
            if (word.glyphs.front().mark != mark_) switch_to(Mark::none);
            out_ += ' ';
        }
        for (const Glyph& glyph : word.glyphs) {
            switch_to(glyph.mark);
            out_ += glyph.text;
        }
    }
    [[nodiscard]] Mark mark() const { return mark_; }
    std::string finish() {
        switch_to(Mark::none);
        return std::move(out_);
    }

private:
    void switch_to(Mark mark) {
        if (mark == mark_) return;
        out_ += closing(mark_, color_);
        out_ += opening(mark, color_);
        mark_ = mark;
    }
    bool color_;
    Mark mark_ = Mark::none;
    std::string out_;
};

}  // namespace

Setting& Setting::add(std::string_view words, Mark mark) {
    if (!words.empty()) pieces_.push_back({text::printable(text::to_valid_utf8(words)), mark});
    return *this;
}

namespace {

/// Chinese, Japanese and Korean may be parted between any two characters.
bool is_wide(const std::string& glyph) { return glyph.size() > 2 && text::display_width(glyph) == 2; }

std::vector<Word> split(const std::vector<Setting::Piece>& pieces) {
    std::vector<Word> words;
    bool spaced = true, wide_before = false;
    for (const Setting::Piece& piece : pieces)
        for (std::size_t at = 0; at < piece.text.size();) {
            const std::size_t start = at;
            if (text::is_space(text::next(piece.text, at))) {
                spaced = true;
                continue;
            }
            Glyph glyph{piece.text.substr(start, at - start), piece.mark};
            const bool wide = is_wide(glyph.text);
            if (spaced || wide || wide_before) words.push_back({{}, spaced});
            spaced = false;
            wide_before = wide;
            words.back().glyphs.push_back(std::move(glyph));
        }
    return words;
}

}  // namespace

std::string Setting::lines(std::size_t width, bool color, std::string_view indent, std::string_view first) const {
    const std::vector<Word> words = split(pieces_);
    if (first.empty()) first = indent;
    const std::size_t taken = std::max(text::display_width(indent), text::display_width(first));
    const std::size_t room = width > taken + 10 ? width - taken : 10;
    std::string out;
    std::size_t used = 0;
    Line line(color);
    bool open = false;
    const auto flush = [&] {
        out += (out.empty() ? first : indent);
        out += line.finish();
        out += '\n';
        line = Line(color);
        used = 0;
        open = false;
    };
    for (const Word& word : words) {
        const std::size_t space = word.spaced ? 1 : 0;
        if (open && used + space + width_of(word, color, line.mark()) > room) flush();
        const std::size_t wide = width_of(word, color, line.mark());
        if (wide <= room) {
            line.add(word, open && word.spaced);
            used += wide + (open ? space : 0);
            open = true;
            continue;
        }
        if (open) flush();
        for (const Word& part : broken(word, room, color)) {
            if (open) flush();
            line.add(part, false);
            used = width_of(part, color, Mark::none);
            open = true;
        }
    }
    if (open) flush();
    return out;
}

}  // namespace newshound::app
