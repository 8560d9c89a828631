#include "extract/blocks.h"

#include "base/text.h"

namespace newshound::extract {

namespace {

bool is_block(lxb_tag_id_t tag) {
    switch (tag) {
        case LXB_TAG_ADDRESS:
        case LXB_TAG_ARTICLE:
        case LXB_TAG_ASIDE:
        case LXB_TAG_BLOCKQUOTE:
        case LXB_TAG_BODY:
        case LXB_TAG_BUTTON:
        case LXB_TAG_CENTER:
        case LXB_TAG_DD:
        case LXB_TAG_DETAILS:
        case LXB_TAG_DIALOG:
        case LXB_TAG_DIR:
        case LXB_TAG_DIV:
        case LXB_TAG_DL:
        case LXB_TAG_DT:
        case LXB_TAG_FIELDSET:
        case LXB_TAG_FIGCAPTION:
        case LXB_TAG_FIGURE:
        case LXB_TAG_FOOTER:
        case LXB_TAG_FORM:
        case LXB_TAG_H1:
        case LXB_TAG_H2:
        case LXB_TAG_H3:
        case LXB_TAG_H4:
        case LXB_TAG_H5:
        case LXB_TAG_H6:
        case LXB_TAG_HEADER:
        case LXB_TAG_HGROUP:
        case LXB_TAG_HR:
        case LXB_TAG_HTML:
        case LXB_TAG_LEGEND:
        case LXB_TAG_LI:
        case LXB_TAG_MAIN:
        case LXB_TAG_MENU:
        case LXB_TAG_NAV:
        case LXB_TAG_OL:
        case LXB_TAG_OPTION:
        case LXB_TAG_P:
        case LXB_TAG_PRE:
        case LXB_TAG_SEARCH:
        case LXB_TAG_SECTION:
        case LXB_TAG_SUMMARY:
        case LXB_TAG_TABLE:
        case LXB_TAG_CAPTION:
        case LXB_TAG_TBODY:
        case LXB_TAG_THEAD:
        case LXB_TAG_TFOOT:
        case LXB_TAG_TR:
        case LXB_TAG_UL: return true;
        default: return false;
    }
}

/// Soft hyphens, zero-width marks and controls are no words of the text. `s` is valid UTF-8.
std::string without_unseen(const std::string& s) {
    const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
    /// Bytes of the unseen character at i, 0 for one that shows.
    const auto unseen = [&](std::size_t i) -> std::size_t {
        const unsigned c = byte(i);
        if (c < 0x80) return (c < 0x20 && c != '\t') || c == 0x7F ? 1 : 0;
        if (c == 0xC2) return byte(i + 1) == 0xAD ? 2 : 0;
        if (c == 0xE2)
            return (byte(i + 1) == 0x80 && byte(i + 2) == 0x8B) || (byte(i + 1) == 0x81 && byte(i + 2) == 0xA0) ? 3 : 0;
        return c == 0xEF && byte(i + 1) == 0xBB && byte(i + 2) == 0xBF ? 3 : 0;
    };
    // Most text has none: its bytes are looked at many at once.
    bool any = false;
    for (const char each : s) {
        const auto c = static_cast<unsigned char>(each);
        any |= c < 0x20 || c == 0x7F || c == 0xC2 || c == 0xE2 || c == 0xEF;
    }
    if (!any) return s;
    std::string out;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < s.size();) {
        const std::size_t size = unseen(i);
        if (size == 0) {
            ++i;
            continue;
        }
        out.append(s, kept, i - kept);
        i += size;
        kept = i;
    }
    if (kept == 0) return s;
    out.append(s, kept);
    return out;
}

/// What a parent hands on to everything below it.
struct Context {
    NodeIndex end = 0;
    NodeIndex container = kNoNode, list = kNoNode, quote = kNoNode, figure = kNoNode, table = kNoNode;
    int heading = 0;
    bool block = false, link = false, strong = false, paragraph = false;
};

class BlockReader {
public:
    BlockReader(const Tree& tree, const std::vector<Mark>& marks, const Lexicon& lexicon, bool show_hidden)
        : tree_(tree), marks_(marks), lexicon_(lexicon), show_hidden_(show_hidden) {}

    std::vector<Block> read() {
        stack_.push_back({tree_.size(), kNoNode, kNoNode, kNoNode, kNoNode, kNoNode, 0, false, false, false, false});
        for (NodeIndex n = 0; n < tree_.size();) {
            while (stack_.size() > 1 && n >= stack_.back().end) {
                if (stack_.back().block) flush();
                stack_.pop_back();
            }
            if (tree_.is_text(n)) {
                add_text(n);
                ++n;
                continue;
            }
            if (skipped(n)) {
                n = tree_.end(n);
                continue;
            }
            enter(n);
            ++n;
        }
        flush();
        return std::move(out_);
    }

private:
    [[nodiscard]] bool skipped(NodeIndex n) const {
        const Mark& m = marks_[n];
        const bool aside = m.hint.kind == "hidden" && tree_.tag(n) == LXB_TAG_SPAN;
        if (aside && tree_.inner_text(n, 80).size() < 60) return true;
        if (!m.hidden) return false;
        if (!show_hidden_) return true;
        switch (tree_.tag(n)) {
            case LXB_TAG_DIV:
            case LXB_TAG_P:
            case LXB_TAG_SECTION:
            case LXB_TAG_ARTICLE:
            case LXB_TAG_MAIN:
            case LXB_TAG_BODY:
            case LXB_TAG_NOSCRIPT:
            case LXB_TAG_SPAN: return false;
            default: return true;
        }
    }

    void enter(NodeIndex n) {
        const lxb_tag_id_t tag = tree_.tag(n);
        if (tag == LXB_TAG_BR) {
            // Two line breaks in a row are a paragraph's end, and so is one after the end of a sentence; else it is a space.
            if (++breaks_ >= 2 || line_is_full())
                flush();
            else
                text_ += ' ';
            return;
        }
        Context c = stack_.back();
        c.end = tree_.end(n);
        c.block = is_block(tag) || ((tag == LXB_TAG_TD || tag == LXB_TAG_TH) && is_layout_cell(n));
        if (c.block) {
            flush();
            c.container = n;
        }
        switch (tag) {
            case LXB_TAG_TD:
            case LXB_TAG_TH: text_ += ' '; break;
            case LXB_TAG_A: c.link = c.link || !tree_.attribute(n, LXB_DOM_ATTR_HREF).empty(); break;
            case LXB_TAG_B:
            case LXB_TAG_STRONG: c.strong = true; break;
            case LXB_TAG_P: c.paragraph = true; break;
            case LXB_TAG_LI:
            case LXB_TAG_DD:
            case LXB_TAG_DT: c.list = tree_.parent(n); break;
            case LXB_TAG_BLOCKQUOTE:
                if (c.quote == kNoNode) c.quote = n;
                break;
            case LXB_TAG_FIGURE:
                if (c.figure == kNoNode) c.figure = n;
                break;
            case LXB_TAG_TABLE: c.table = n; break;
            case LXB_TAG_H1: c.heading = 1; break;
            case LXB_TAG_H2: c.heading = 2; break;
            case LXB_TAG_H3: c.heading = 3; break;
            case LXB_TAG_H4: c.heading = 4; break;
            case LXB_TAG_H5: c.heading = 5; break;
            case LXB_TAG_H6: c.heading = 6; break;
            default: break;
        }
        if (c.block && c.heading == 0 && tree_.attribute(n, "role") == "heading") c.heading = 3;
        if (c.end > n + 1) stack_.push_back(c);
    }

    /// A cell that holds more than a datum: tables were once the way to lay pages out.
    [[nodiscard]] bool is_layout_cell(NodeIndex n) const {
        constexpr std::size_t kDatum = 120;
        std::size_t size = 0;
        for (NodeIndex i = n + 1; i < tree_.end(n) && i < n + 200; ++i) {
            const lxb_tag_id_t tag = tree_.tag(i);
            if (tag == LXB_TAG_BR || tag == LXB_TAG_TABLE || tag == LXB_TAG_P || tag == LXB_TAG_DIV) return true;
            if (tree_.is_text(i)) size += tree_.text(i).size();
            if (size > kDatum) return true;
        }
        return false;
    }

    void add_text(NodeIndex n) {
        const std::string_view s = tree_.text(n);
        const std::string_view words = text::trim(s);
        if (words.empty()) {
            if (!s.empty()) text_ += ' ';
            return;
        }
        if (words.front() == '(' && words.size() < 50 && is_reader_note(words)) return;
        breaks_ = 0;
        const Context& c = stack_.back();
        if (block_.first == kNoNode) {
            block_.first = n;
            block_.container = c.container;
            block_.heading = c.heading;
            block_.list = c.list;
            block_.quote = c.quote;
            block_.figure = c.figure;
            block_.table = c.table;
            block_.paragraph = c.paragraph;
            block_.strong = true;
        }
        block_.last = n;
        block_.strong = block_.strong && c.strong;
        if (c.link) block_.link_length += weighted_length(words);
        text_ += s;
    }

    /// The line so far is one or more whole sentences of running text.
    [[nodiscard]] bool line_is_full() const {
        constexpr std::size_t kShort = 40;
        if (block_.first == kNoNode || block_.heading > 0 || text_.size() < kShort) return false;
        const std::string_view line = text::trim(text_);
        return line.size() >= kShort && ends_sentence(line) && line.back() != ':' && line.back() != ';';
    }

    [[nodiscard]] bool is_reader_note(std::string_view words) const {
        for (const PhraseHit& hit : lexicon_.phrases(words))
            if (hit.kind == "reader_note" && hit.match == PhraseHit::Match::exact) return true;
        return false;
    }

    void flush() {
        breaks_ = 0;
        if (block_.first != kNoNode) {
            const std::string folded = text::fold_space(text_);
            std::string clean = without_unseen(folded);
            if (clean.size() != folded.size()) clean = text::fold_space(clean);
            if (!clean.empty()) {
                block_.text = std::move(clean);
                block_.length = weighted_length(block_.text);
                if (block_.link_length > block_.length) block_.link_length = block_.length;
                block_.sentence = ends_sentence(block_.text);
                if (block_.heading > 0 &&
                    (block_.length > 300 || (block_.length > 160 && block_.sentence &&
                                             block_.text.ends_with('.')))) {  // an unclosed heading swallows what follows
                    block_.heading = 0;
                    block_.paragraph = true;
                }
                out_.push_back(std::move(block_));
            }
        }
        text_.clear();
        block_ = Block();
    }

    const Tree& tree_;
    const std::vector<Mark>& marks_;
    const Lexicon& lexicon_;
    const bool show_hidden_;
    std::vector<Context> stack_;
    std::vector<Block> out_;
    Block block_;
    std::string text_;
    int breaks_ = 0;
};

}  // namespace

std::uint32_t weighted_length(std::string_view s) {
    std::uint32_t n = 0, wide = 0;
    for (const char byte : s) {  // without a branch: many at once
        n += (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
        wide |= static_cast<unsigned char>(byte) >= 0xE0;
    }
    if (wide == 0) return n;
    n = 0;
    for (std::size_t i = 0; i < s.size();) {
        const auto lead = static_cast<unsigned char>(s[i]);
        if (lead < 0xE0) {
            n += (lead & 0xC0) != 0x80;
            ++i;
            continue;
        }
        const char32_t c = text::next(s, i);
        n += (c >= 0x2E80 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0x20000 && c <= 0x3FFFF) ? 3 : 1;
    }
    return n;
}

bool ends_sentence(std::string_view s) {
    char32_t last = 0;
    for (int back = 0; back < 4 && !s.empty(); ++back) {
        std::size_t at = s.size() - 1;
        while (at > 0 && (static_cast<unsigned char>(s[at]) & 0xC0) == 0x80) --at;
        std::size_t i = at;
        last = text::next(s, i);
        const bool closing = last == '"' || last == '\'' || last == 0x201D || last == 0x2019 || last == 0x201C ||
                             last == 0xBB || last == 0xAB || last == 0x203A || last == ')' || last == ']' ||
                             last == 0x300D || last == 0x300F || last == 0xFF09 || last == ' ' || last == 0xA0;
        if (!closing) break;
        s = s.substr(0, at);
    }
    return last == '.' || last == '!' || last == '?' || last == ':' || last == 0x2026 || last == 0x3002 || last == 0xFF01 ||
           last == 0xFF1F || last == 0x061F || last == 0x06D4 || last == 0x0964 || last == ';' || last == 0xFF1A ||
           last == 0x037E;
}

std::vector<Block> read_blocks(const Tree& tree, const std::vector<Mark>& marks, const Lexicon& lexicon, bool show_hidden) {
    return BlockReader(tree, marks, lexicon, show_hidden).read();
}

}  // namespace newshound::extract
