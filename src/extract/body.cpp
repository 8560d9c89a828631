#include "extract/body.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "extract/captions.h"
#include "extract/dates.h"
#include "extract/junk.h"
#include "extract/names.h"
#include "extract/region.h"

namespace newshound::extract {

namespace {

enum class Keep { no, yes, caption };

struct Verdict {
    Keep keep = Keep::no;
    std::string kind = "other";
    std::string reason = "outside the article's part of the page";
};

std::string folded_key(std::string_view s) {
    std::string out;
    for (const std::string& w : phrase_words(s, 200)) out += w + ' ';
    return out;
}

class BodyReader {
public:
    BodyReader(const Tree& tree, const std::vector<Mark>& marks, const std::vector<Block>& blocks, const Metadata& metadata,
               const Lexicon& lexicon, bool explain)
        : explain_(explain),
          tree_(tree),
          marks_(marks),
          blocks_(blocks),
          metadata_(metadata),
          lexicon_(lexicon),
          in_body_(repeated_in(blocks, metadata.body)),
          region_(choose_region(tree, marks, blocks, in_body_, metadata.headline)) {
        for (const std::string& t : metadata.titles) titles_.insert(folded_key(t));
        titles_.erase("");
    }

    Body read() {
        sum_up();
        verdicts_.resize(blocks_.size());
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            verdicts_[i] = judge(blocks_[i]);
            if (verdicts_[i].keep == Keep::yes && running_text(blocks_[i]) > 0) before_text_ = false;
        }
        judge_lists();
        add_lead();
        cut_after_end();
        drop_bios();
        drop_stray_headings();
        drop_repeats();
        return assemble();
    }

private:
    [[nodiscard]] bool inside(const Block& b) const { return tree_.contains(region_.root, b.first); }

    /// The nearest soft or caption hint between the block and the region.
    [[nodiscard]] const Hint* soft_hint(const Block& b) const {
        for (NodeIndex n = b.container; n != kNoNode && n > region_.root; n = tree_.parent(n)) {
            const Hint& h = marks_[n].hint;
            if (h.strength == Hint::Strength::soft || h.strength == Hint::Strength::caption) return &h;
        }
        return nullptr;
    }

    Verdict drop(std::string kind, std::string reason) const { return {Keep::no, std::move(kind), std::move(reason)}; }

    Verdict judge(const Block& b) const {
        if (!inside(b)) return {};
        if (phrase_words(b.text, 1).empty()) return drop("other", "no words");
        if (const NodeIndex by = region_.dropped_by[b.container]; by != kNoNode)
            return drop(std::string(marks_[by].hint.kind), "inside an element named so");
        const Hint* hint = soft_hint(b);
        if ((b.figure != kNoNode && b.table == kNoNode && b.quote == kNoNode && b.list == kNoNode) ||
            (hint != nullptr && hint->strength == Hint::Strength::caption && b.length < 600))
            return {Keep::caption, "caption", "caption of a picture"};
        if (b.length < 400 && (b.heading == 1 || b.heading == 2 || before_text_) && titles_.contains(folded_key(b.text)))
            return drop("title", "repeats the title");
        if (b.heading > 0 && before_text_ && repeats_title(b.text)) return drop("title", "repeats the title");
        if (b.heading == 1 && metadata_.headline != kNoNode && b.container == metadata_.headline)
            return drop("title", "the headline");
        if (b.link_density() > 0.8 && b.length < 400 && b.list == kNoNode) return drop("related", "nothing but a link");
        if (b.link_density() > 0.5 && (!b.sentence || b.length < 60) && b.list == kNoNode)
            return drop("related", "mostly links");
        SignOff sign;
        if (!before_text_ && b.length <= 90 && !b.sentence && b.heading == 0 && b.list == kNoNode &&
            read_sign_off(b.text, lexicon_, sign))
            return drop("byline", "a sign-off");
        const Junk junk = judge_line(b.text, lexicon_);
        if (!junk.kind.empty()) return drop(std::string(junk.kind), std::string(junk.reason));
        if (b.length < 200 && is_date_line(b.text, lexicon_)) return drop("byline", "a date line");
        if (b.length < 200 && !b.heading && is_byline(b.text, lexicon_)) return drop("byline", "a byline");
        if (hint != nullptr && hint->strength == Hint::Strength::soft) {
            const bool text = b.sentence && b.length >= 80 && b.link_density() < 0.3;
            if (!text) return drop(std::string(hint->kind), "short, inside an element named so");
        }
        if (b.length < 120 && b.heading == 0 && is_credit(b.text, lexicon_) && !b.sentence)
            return {Keep::caption, "caption", "a credit"};
        if (beside_picture(b)) return {Keep::caption, "caption", "beside a picture"};
        const bool marked_up = b.paragraph || b.heading > 0 || b.list != kNoNode || b.quote != kNoNode || b.table != kNoNode;
        if (!marked_up && b.length < 40 && !b.sentence) return drop("other", "a short line that is no paragraph");
        return {Keep::yes, "", ""};
    }

    /// A heading that says what a title of the page says, with a word or two more or less ("Storm hits coast | video").
    [[nodiscard]] bool repeats_title(std::string_view s) const {
        const std::size_t words = phrase_words(s).size();
        if (words < 4) return false;
        for (const std::string& t : metadata_.titles) {
            const std::size_t other = phrase_words(t).size();
            if (words + 3 >= other && other + 3 >= words && title_overlap(s, t) > 0.85) return true;
        }
        return false;
    }

    /// Lists are judged whole: of links, of short labels.
    void judge_lists() {
        struct Sum {
            std::size_t length = 0, links = 0, items = 0, sentences = 0;
        };
        std::unordered_map<NodeIndex, Sum> sums;
        for (const Block& b : blocks_)
            if (b.list != kNoNode) {
                Sum& s = sums[b.list];
                s.length += b.length;
                s.links += b.link_length;
                ++s.items;
                s.sentences += b.sentence;
            }
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const Block& b = blocks_[i];
            if (b.list == kNoNode || verdicts_[i].keep != Keep::yes) continue;
            const Sum& s = sums[b.list];
            if (s.links * 2 > s.length && s.sentences * 2 < s.items + 1) verdicts_[i] = drop("related", "a list of links");
        }
    }

    /// A standfirst between the headline and the body.
    void add_lead() {
        std::size_t first = blocks_.size();
        for (std::size_t i = 0; i < blocks_.size(); ++i)
            if (verdicts_[i].keep == Keep::yes) {
                first = i;
                break;
            }
        if (metadata_.headline == kNoNode || first == blocks_.size() || blocks_[first].first < metadata_.headline) return;
        int taken = 0;
        for (std::size_t i = first; i-- > 0 && blocks_[i].first > metadata_.headline;) {
            const Block& b = blocks_[i];
            if (inside(b)) continue;
            if (region_.dropped_by[b.container] != kNoNode || b.figure != kNoNode) continue;
            if (b.length < 50 || b.link_density() > 0.3 || b.list != kNoNode) continue;
            if (!b.sentence && !b.paragraph && b.heading == 0) continue;
            if (!judge_line(b.text, lexicon_).kind.empty() || is_date_line(b.text, lexicon_) || is_byline(b.text, lexicon_))
                continue;
            if (titles_.contains(folded_key(b.text)) || is_credit(b.text, lexicon_)) continue;
            const Hint* hint =
                marks_[b.container].hint.strength == Hint::Strength::none ? nullptr : &marks_[b.container].hint;
            if (hint != nullptr && hint->strength == Hint::Strength::caption) continue;
            verdicts_[i] = {Keep::yes, "", ""};
            if (++taken == 3) break;
        }
    }

    /// The part of the page that a heading speaks for: the smallest element around it that holds other blocks too.
    [[nodiscard]] NodeIndex scope_of(std::size_t index) const {
        const Block& b = blocks_[index];
        const NodeIndex before = index > 0 ? blocks_[index - 1].first : kNoNode;
        const NodeIndex after = index + 1 < blocks_.size() ? blocks_[index + 1].first : kNoNode;
        NodeIndex n = b.container;
        while (n > region_.root) {
            if ((before != kNoNode && tree_.contains(n, before)) || (after != kNoNode && tree_.contains(n, after))) break;
            n = tree_.parent(n);
        }
        return n;
    }

    /// What follows a heading like "Related stories" near the end, in the heading's own part of the page, is no article.
    void cut_after_end() {
        double total = 0;
        for (std::size_t i = 0; i < blocks_.size(); ++i)
            if (verdicts_[i].keep == Keep::yes) total += running_text(blocks_[i]);
        double before = 0;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (verdicts_[i].keep == Keep::yes) before += running_text(blocks_[i]);
            if (!inside(blocks_[i]) || total <= 0 || before < 0.6 * total || blocks_[i].length > 60) continue;
            // "Source", "Tags" may stand below a chart in the middle: plain lines count only near the very end.
            const bool heading_like = blocks_[i].heading > 0 || (before > 0.9 * total && blocks_[i].figure == kNoNode);
            if (!heading_like || !judge_line(blocks_[i].text, lexicon_).ends_article) continue;
            const NodeIndex scope = scope_of(i);
            for (std::size_t k = i; k < blocks_.size() && tree_.contains(scope, blocks_[k].first); ++k)
                if (verdicts_[k].keep != Keep::no) verdicts_[k] = drop("related", "after the end of the article");
        }
    }

    /// Lines about an author at the end: begin with the name of one.
    void drop_bios() {
        int seen = 0;
        for (std::size_t i = blocks_.size(); i-- > 0 && seen < 3;) {
            if (verdicts_[i].keep != Keep::yes) continue;
            ++seen;
            const Block& b = blocks_[i];
            if (b.length > 600 || b.heading > 0) continue;
            for (const std::string& name : metadata_.authors)
                if (b.text.starts_with(name) && b.text.size() > name.size() + 3)
                    verdicts_[i] = drop("bio", "begins with an author's name, at the end");
        }
    }

    /// A short line that shares its corner of the page with a picture and with nothing else.
    [[nodiscard]] bool beside_picture(const Block& b) const {
        if (b.length > 400 || b.heading > 0 || (b.paragraph && b.sentence && b.length > 120)) return false;
        NodeIndex n = b.container;
        for (int up = 0; up < 5 && n != kNoNode && n > region_.root; ++up, n = tree_.parent(n)) {
            if (text_sums_[tree_.end(n)] - text_sums_[n] > b.length + 120.0) return false;
            if (picture_sums_[tree_.end(n)] > picture_sums_[n]) return true;
        }
        return false;
    }

    /// Text lengths and pictures before each node, so that both can be told for any subtree at once.
    void sum_up() {
        text_sums_.assign(tree_.size() + 1, 0);
        picture_sums_.assign(tree_.size() + 1, 0);
        for (const Block& b : blocks_) text_sums_[b.first + 1] += b.length;
        for (NodeIndex n = 0; n < tree_.size(); ++n) {
            const lxb_tag_id_t tag = tree_.tag(n);
            picture_sums_[n + 1] = tag == LXB_TAG_IMG || tag == LXB_TAG_PICTURE || tag == LXB_TAG_VIDEO ? 1 : 0;
        }
        for (std::size_t n = 1; n <= tree_.size(); ++n) {
            text_sums_[n] += text_sums_[n - 1];
            picture_sums_[n] += picture_sums_[n - 1];
        }
    }

    /// Headings at the end, with nothing of their own below.
    void drop_stray_headings() {
        for (std::size_t i = blocks_.size(); i-- > 0;) {
            if (verdicts_[i].keep != Keep::yes) continue;
            if (blocks_[i].heading == 0) break;
            verdicts_[i] = drop("related", "a heading with nothing below");
        }
    }

    /// A pull quote or a teaser repeats a paragraph word for word.
    void drop_repeats() {
        std::unordered_set<std::string> seen;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (verdicts_[i].keep != Keep::yes || blocks_[i].length < 50) continue;
            if (!seen.insert(blocks_[i].text).second) verdicts_[i] = drop("repeat", "stands above already");
        }
        // A pull quote says what a paragraph says: looked for only where markup sets a line apart.
        std::vector<std::size_t> apart;
        for (std::size_t i = 0; i < blocks_.size() && apart.size() < 30; ++i)
            if (verdicts_[i].keep == Keep::yes && blocks_[i].quote != kNoNode && blocks_[i].length < 300) apart.push_back(i);
        if (apart.empty()) return;
        std::string text;
        for (std::size_t i = 0; i < blocks_.size(); ++i)
            if (verdicts_[i].keep == Keep::yes && (blocks_[i].quote == kNoNode || blocks_[i].length >= 300))
                text += folded_key(blocks_[i].text);
        for (std::size_t i : apart) {
            const std::string key = folded_key(blocks_[i].text);
            if (key.size() > 20 && text.find(key) != std::string::npos)
                verdicts_[i] = drop("repeat", "a pull quote of the text");
        }
    }

    Paragraph::Kind kind_of(const Block& b) const {
        if (b.heading > 0) return Paragraph::Kind::heading;
        if (b.quote != kNoNode) return Paragraph::Kind::quote;
        if (b.list != kNoNode) return Paragraph::Kind::list;
        if (b.strong && !b.sentence && b.length < 120) return Paragraph::Kind::heading;
        return Paragraph::Kind::paragraph;
    }

    Body assemble() {
        Body body;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const Block& b = blocks_[i];
            const Verdict& v = verdicts_[i];
            if (v.keep == Keep::yes) {
                if (body.nodes.empty()) body.first_block = i;
                body.last_block = i;
                body.paragraphs.push_back({kind_of(b), b.text, tree_.place(b.first).first, tree_.place(b.last).second});
                body.nodes.push_back(b.container);
            } else if (v.keep == Keep::caption) {
                Caption c = split_caption(b.text, lexicon_);
                if (c.text.empty() && !body.captions.empty() && body.captions.back().credit.empty() && i > 0 &&
                    verdicts_[i - 1].keep == Keep::caption) {
                    body.captions.back().credit = c.credit;
                    continue;
                }
                if (!c.text.empty()) {
                    body.paragraphs.push_back(
                        {Paragraph::Kind::caption, c.text, tree_.place(b.first).first, tree_.place(b.last).second});
                    body.nodes.push_back(b.container);
                }
                body.captions.push_back(std::move(c));
            } else if (explain_) {
                body.dropped.push_back({v.kind == "dateline" ? "byline" : v.kind, b.text, v.reason});
            }
        }
        return body;
    }

    const bool explain_;
    const Tree& tree_;
    const std::vector<Mark>& marks_;
    const std::vector<Block>& blocks_;
    const Metadata& metadata_;
    const Lexicon& lexicon_;
    const std::vector<bool> in_body_;
    const Region region_;
    std::unordered_set<std::string> titles_;
    std::vector<Verdict> verdicts_;
    bool before_text_ = true;  // while judging: nothing of the body has come yet
    std::vector<double> text_sums_;
    std::vector<std::uint32_t> picture_sums_;
};

}  // namespace

std::size_t Body::length() const {
    std::size_t n = 0;
    for (const Paragraph& p : paragraphs)
        if (p.kind != Paragraph::Kind::caption) n += text::length(p.text);
    return n;
}

Body read_body(const Tree& tree, const std::vector<Mark>& marks, const std::vector<Block>& blocks, const Metadata& metadata,
               const Lexicon& lexicon, bool explain) {
    return BodyReader(tree, marks, blocks, metadata, lexicon, explain).read();
}

}  // namespace newshound::extract
