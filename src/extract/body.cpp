#include "extract/body.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "base/url.h"
#include "extract/captions.h"
#include "extract/cards.h"
#include "extract/dates.h"
#include "extract/junk.h"
#include "extract/names.h"
#include "extract/region.h"
#include "extract/standfirst.h"

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
    const Words words = words_of_line(s, 200);
    out.reserve(words.all().size() + words.size());
    for (std::size_t i = 0; i < words.size(); ++i) (out += words[i]) += ' ';
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
          region_(choose_region(tree, marks, blocks, in_body_, metadata.headline)),
          descriptions_(tree),
          contents_(tree, blocks, url::split(metadata.canonical_url).host),
          cards_(find_cards(tree, marks, blocks, contents_, region_.root, metadata.headline)) {
        for (const std::string& t : metadata.titles) titles_.insert(folded_key(t));
        titles_.erase("");
    }

    Body read() {
        verdicts_.resize(blocks_.size());
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            verdicts_[i] = judge(blocks_[i]);
            if (verdicts_[i].keep == Keep::yes && cards_[i] && !before_text_)
                verdicts_[i] = drop("teaser", "in a box with another story's title");
            if (verdicts_[i].keep == Keep::yes && running_text(blocks_[i]) > 0) before_text_ = false;
        }
        judge_lists();
        add_lead();
        cut_after_end();
        drop_bios();
        drop_credits();
        drop_stray_headings();
        drop_repeats();
        drop_far_captions();
        return assemble();
    }

private:
    [[nodiscard]] bool inside(const Block& b) const { return tree_.contains(region_.root, b.first); }

    /// The nearest soft or caption hint between the block and the region, or the part that holds the headline too.
    [[nodiscard]] const Hint* soft_hint(const Block& b) const {
        int up = 0;  // pages nest some dozen levels deep; those that are made to hurt, thousands
        for (NodeIndex n = b.container; n != kNoNode && n > 0 && n != region_.root && ++up <= 250; n = tree_.parent(n)) {
            if (metadata_.headline != kNoNode && !tree_.contains(region_.root, n) && tree_.contains(n, metadata_.headline))
                break;
            const Hint& h = marks_[n].hint;
            if (h.strength != Hint::Strength::soft && h.strength != Hint::Strength::caption) continue;
            // No byline is so long, and what holds most of the text is named for something else ("article-info-container").
            const double text = contents_.text(n);
            const bool short_kind = h.kind == "byline" || h.kind == "dateline";
            if (text > (short_kind ? 1000.0 : 0.5 * contents_.text(region_.root))) continue;
            return &h;
        }
        return nullptr;
    }

    Verdict drop(std::string kind, std::string reason) const { return {Keep::no, std::move(kind), std::move(reason)}; }

    Verdict judge(const Block& b) const {
        if (!inside(b)) return {};
        if (!has_phrase_words(b.text)) return drop("other", "no words");
        if (b.text.starts_with("{\"") && b.text.ends_with('}')) return drop("other", "data of a script");
        if (const NodeIndex by = region_.dropped_by[b.container]; by != kNoNode)
            return drop(std::string(marks_[by].hint.kind), "inside an element named so");
        if (before_text_ && is_lead(b) && descriptions_.tell(b.text)) return {Keep::yes, "", ""};
        const Hint* hint = soft_hint(b);
        if ((b.figure != kNoNode && b.table == kNoNode && b.quote == kNoNode && b.list == kNoNode) ||
            (hint != nullptr && hint->strength == Hint::Strength::caption && b.length < 600))
            return {Keep::caption, "caption", "caption of a picture"};
        if (b.length < 400 && (b.heading == 1 || b.heading == 2 || before_text_) && titles_.contains(folded_key(b.text)))
            return drop("title", "repeats the title");
        if (b.heading > 0 && before_text_ && repeats_title(b.text)) return drop("title", "repeats the title");
        if (b.heading == 1 && (before_text_ || (metadata_.headline != kNoNode && b.container == metadata_.headline)))
            return drop("title", "the headline");
        // A whole sentence among paragraphs may be linked; a title that leads elsewhere is none.
        const bool linked_sentence = b.paragraph && !before_text_ && b.length >= 60 && b.text.ends_with('.') &&
                                     !b.text.ends_with("..") && contents_.text(tree_.parent(b.container)) > 1000;
        if (b.link_density() > 0.8 && b.length < 400 && b.list == kNoNode && !linked_sentence)
            return drop("related", "nothing but a link");
        if (b.link_density() > 0.5 && (!b.sentence || b.length < 60) && b.list == kNoNode)
            return drop("related", "mostly links");
        SignOff sign;
        if (!before_text_ && b.length <= 90 && !b.sentence && b.heading == 0 && b.list == kNoNode &&
            read_sign_off(b.text, lexicon_, sign))
            return drop("byline", "a sign-off");
        const Junk junk = judge_line(b.text, lexicon_);
        if (!junk.kind.empty()) return drop(std::string(junk.kind), std::string(junk.reason));
        if (b.length < 200 && is_date_line(b.text, lexicon_)) return drop("byline", "a date line");
        if (b.length < 200 && (b.heading == 0 || before_text_) && is_byline(b.text, lexicon_))
            return drop("byline", "a byline");
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
        const std::size_t words = words_of_line(s).size();
        if (words < 4) return false;
        const std::string key = folded_key(s);
        for (const std::string& t : metadata_.titles) {
            // "Euroleague After the brawl in Madrid: sanctions": the headline's element holds its kicker too.
            const std::string whole = folded_key(t);
            if (words <= 30 && std::count(whole.begin(), whole.end(), ' ') >= 4 && key.ends_with(' ' + whole)) return true;
            const std::size_t other = words_of_line(t).size();
            if (words + 3 >= other && other + 3 >= words && title_overlap(s, t) > 0.85) return true;
        }
        return false;
    }

    /// Lists are judged whole: of links, of short labels.
    void judge_lists() {
        struct Sum {
            std::size_t length = 0, links = 0, items = 0, sentences = 0, teasers = 0;
        };
        std::unordered_map<NodeIndex, Sum> sums;
        for (const Block& b : blocks_)
            if (b.list != kNoNode) {
                Sum& s = sums[b.list];
                s.length += b.length;
                s.links += b.link_length;
                ++s.items;
                s.sentences += b.sentence && (b.link_density() < 0.9 || !b.text.ends_with('?'));
            }
        for (std::size_t i = 0; i < blocks_.size(); ++i)
            if (blocks_[i].list != kNoNode && cards_[i] && verdicts_[i].keep == Keep::no) ++sums[blocks_[i].list].teasers;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            const Block& b = blocks_[i];
            if (b.list == kNoNode || verdicts_[i].keep != Keep::yes) continue;
            const Sum& s = sums[b.list];
            if (s.teasers >= 2 && s.teasers * 3 >= s.items) verdicts_[i] = drop("teaser", "in a list of teasers");
            if (s.links * 2 > s.length && s.sentences * 2 < s.items + 1) verdicts_[i] = drop("related", "a list of links");
        }
    }

    /// A standfirst between the headline and the body's part of the page.
    void add_lead() {
        std::size_t first = 0;
        while (first < blocks_.size() && verdicts_[first].keep != Keep::yes) ++first;
        if (metadata_.headline == kNoNode || first == blocks_.size() || blocks_[first].first < metadata_.headline) return;
        int taken = 0;
        for (std::size_t i = first; i-- > 0 && blocks_[i].first > metadata_.headline;) {
            if (!is_lead(blocks_[i])) continue;
            verdicts_[i] = {Keep::yes, "", ""};
            if (++taken == 3) break;
        }
    }

    [[nodiscard]] bool is_lead(const Block& b) const {
        if (b.figure != kNoNode || b.link_density() > 0.3 || titles_.contains(folded_key(b.text)) ||
            is_credit(b.text, lexicon_) || is_date_line(b.text, lexicon_) || is_byline(b.text, lexicon_) ||
            !judge_line(b.text, lexicon_).kind.empty() || (b.heading > 0 && repeats_title(b.text)))
            return false;
        const Hint* hint = soft_hint(b);
        if (hint != nullptr &&
            (hint->strength == Hint::Strength::caption || hint->kind == "media" || hint->kind == "byline"))
            return false;
        if (descriptions_.tell(b.text) && b.container != metadata_.headline) {
            const NodeIndex by = region_.dropped_by[b.container];
            return by == kNoNode || tree_.end(by) - by < 60;  // a header's or footer's name, not a part of the page
        }
        if (inside(b) || region_.dropped_by[b.container] != kNoNode) return false;
        if (b.length < 50 || b.list != kNoNode) return false;
        return b.sentence || b.paragraph || b.heading > 0;
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

    [[nodiscard]] double text_below(std::size_t i, NodeIndex scope) const {
        double sum = 0;
        for (; i < blocks_.size() && tree_.contains(scope, blocks_[i].first); ++i)
            if (verdicts_[i].keep == Keep::yes) sum += running_text(blocks_[i]);
        return sum;
    }

    /// What follows a heading like "Related stories" near the end, in the heading's own part of the page, is no article.
    void cut_after_end() {
        double total = 0;
        for (std::size_t i = 0; i < blocks_.size(); ++i)
            if (verdicts_[i].keep == Keep::yes) total += running_text(blocks_[i]);
        double before = 0;
        int ends = 0;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (verdicts_[i].keep == Keep::yes) before += running_text(blocks_[i]);
            if (!inside(blocks_[i]) || total <= 0 || before < 0.6 * total || blocks_[i].length > 60) continue;
            // "Source", "Tags" may stand below a chart in the middle: plain lines count only near the very end.
            const bool heading_like = blocks_[i].heading > 0 || (before > 0.9 * total && blocks_[i].figure == kNoNode);
            if (!heading_like || !judge_line(blocks_[i].text, lexicon_).ends_article) continue;
            if (++ends > 100) break;  // no article has so many; each is a walk through what follows
            const NodeIndex scope = scope_of(i);
            if (before < 0.9 * total && text_below(i, scope) > 0.2 * total) continue;  // the article goes on
            for (std::size_t k = i; k < blocks_.size() && tree_.contains(scope, blocks_[k].first); ++k)
                if (verdicts_[k].keep != Keep::no) verdicts_[k] = drop("related", "after the end of the article");
        }
    }

    [[nodiscard]] bool is_named_above(const std::string& name, std::size_t index) const {
        for (std::size_t i = 0; i < index; ++i)
            if (verdicts_[i].keep == Keep::yes && blocks_[i].text.find(name) != std::string::npos) return true;
        return false;
    }

    /// Lines about an author at the end: begin with the name of one.
    void drop_bios() {
        int seen = 0;
        for (std::size_t i = blocks_.size(); i-- > 0 && seen < 3;) {
            if (verdicts_[i].keep != Keep::yes) continue;
            ++seen;
            const Block& b = blocks_[i];
            if (b.length > 600 || b.heading > 0) continue;
            for (const std::string& name : metadata_.authors) {
                // "Our correspondent Ines Marlow ...": a word or two before the name.
                constexpr std::size_t kNear = 40;
                const std::size_t at = b.text.find(name);
                if (at > kNear || b.text.size() <= name.size() + 3 || name.find(' ') == std::string::npos) continue;
                if (at == 0 || !is_named_above(name, i))
                    verdicts_[i] = drop("bio", "begins with an author's name, at the end");
            }
        }
    }

    /// "Translation: A. Bell, Editing: C. Dorn; Photo: E. Fuchs" at the end: labels and names, no sentence.
    void drop_credits() {
        int seen = 0;
        for (std::size_t i = blocks_.size(); i-- > 0 && seen < 2;) {
            if (verdicts_[i].keep != Keep::yes) continue;
            ++seen;
            const Block& b = blocks_[i];
            if (b.length > 250 || b.sentence || b.heading > 0 || b.list != kNoNode) continue;
            std::size_t labels = 0;
            for (std::size_t at = b.text.find(": "); at != std::string::npos; at = b.text.find(": ", at + 1)) ++labels;
            if (labels >= 2 && phrase_words(b.text).size() <= 6 * labels + 2)
                verdicts_[i] = drop("byline", "labels and names at the end");
        }
    }

    /// A short line that shares its corner of the page with a picture and with nothing else.
    [[nodiscard]] bool beside_picture(const Block& b) const {
        if (b.length > 400 || b.heading > 0 || (b.sentence && b.length > (b.paragraph ? 120 : 200))) return false;
        NodeIndex n = b.container;
        for (int up = 0; up < 5 && n != kNoNode && n > region_.root; ++up, n = tree_.parent(n)) {
            if (contents_.text(n) > b.length + 120.0) return false;
            if (contents_.has_picture(n)) return true;
        }
        return false;
    }

    /// Headings at the end, with nothing of their own below.
    void drop_stray_headings() {
        for (std::size_t i = blocks_.size(); i-- > 0;) {
            if (verdicts_[i].keep != Keep::yes) continue;
            const Block& b = blocks_[i];
            // "This topic in our programme:" too, if what it announces was dropped.
            const bool announces = b.text.ends_with(':') && b.length <= 160 && b.list == kNoNode && i + 1 < blocks_.size() &&
                                   inside(blocks_[i + 1]) && verdicts_[i + 1].keep == Keep::no;
            if ((b.heading == 0 || b.list != kNoNode) && !announces) break;
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

    /// Pictures below the last line of text belong to other stories; the same words a second time to the same picture.
    void drop_far_captions() {
        constexpr std::size_t kBelow = 3;
        std::size_t last = 0, kept = 0;
        for (std::size_t i = 0; i < blocks_.size(); ++i)
            if (verdicts_[i].keep == Keep::yes) {
                last = i;
                ++kept;
            }
        std::unordered_set<std::string_view> seen;
        for (std::size_t i = 0; i < blocks_.size(); ++i) {
            if (verdicts_[i].keep != Keep::caption) continue;
            if (kept > 0 && i > last + kBelow)
                verdicts_[i] = drop("teaser", "a picture below the article");
            else if (!seen.insert(blocks_[i].text).second)
                verdicts_[i] = drop("repeat", "stands above already");
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
    const Descriptions descriptions_;
    const Contents contents_;
    const std::vector<bool> cards_;
    std::unordered_set<std::string> titles_;
    std::vector<Verdict> verdicts_;
    bool before_text_ = true;  // while judging: nothing of the body has come yet
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
