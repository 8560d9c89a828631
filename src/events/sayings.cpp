#include "events/sayings.h"

#include <algorithm>

#include "base/resource.h"
#include "base/text.h"

namespace newshound::events {

Result<CueWords> CueWords::load() {
    CueWords out;
    auto rows = resource::rows("lexicon/attribution.tsv");
    if (!rows) return tl::unexpected(rows.error());
    for (const resource::Row& row : *rows) {
        if (row[1].size() != 1 || row[2].empty()) return resource::bad_row(row, "needs lemma, pos and stance");
        for (std::string_view lemma : text::split(row[0], '|')) {
            Cue cue{std::string(row[2]), row[3].find("obj") != std::string_view::npos};
            out.cues_.emplace(std::string(text::trim(lemma)) + "/" + std::string(row[1]), cue);
        }
    }
    return out;
}

const Cue* CueWords::find(std::string_view lemma, char pos) const {
    const auto it = cues_.find(std::string(lemma) + "/" + pos);
    return it == cues_.end() ? nullptr : &it->second;
}

bool Saying::covers(TokenIndex i) const {
    return std::any_of(content.begin(), content.end(),
                       [&](const auto& range) { return i >= range.first && i < range.second; });
}

std::size_t Saying::content_size() const {
    std::size_t size = 0;
    for (const auto& [first, last] : content) size += last - first;
    return size;
}

std::vector<std::uint32_t> quotations(const Tree& tree) {
    std::vector<std::uint32_t> out(tree.size(), 0);
    std::uint32_t count = 0;
    TokenIndex open = kNoToken;
    for (TokenIndex i = 0; i < tree.size(); ++i) {
        const std::string_view t = tree.text(i);
        if (t.find('\n') != std::string_view::npos) {  // a quotation that runs over a paragraph is opened again there
            open = kNoToken;
            continue;
        }
        const bool opens = t == "“" || t == "«" || t == "``";
        const bool closes = t == "”" || t == "»" || t == "''";
        const bool straight = t == "\"";
        if (opens || (straight && open == kNoToken)) {
            open = i;
        } else if ((closes || straight) && open != kNoToken) {
            ++count;
            for (TokenIndex k = open; k <= i; ++k) out[k] = count;
            open = kNoToken;
        }
    }
    return out;
}

namespace {

using Range = std::pair<TokenIndex, TokenIndex>;

class Finder {
public:
    Finder(const Tree& tree, const Roles& roles, const CueWords& cues)
        : tree_(tree), roles_(roles), cues_(cues), quotes_(quotations(tree)) {}

    std::vector<Saying> run() {
        for (TokenIndex i = 0; i < tree_.size(); ++i) {
            if (tree_[i].pos == "VERB" || tree_[i].pos == "AUX") {
                verb(i);
            } else if (tree_.lower(i) == "according") {
                according(i);
            } else if (tree_[i].pos == "ADV") {
                hedge(i, 'r');
            } else if (tree_[i].pos == "ADJ") {
                hedge(i, 'a');
            } else if (tree_[i].pos == "NOUN") {
                noun(i);
            }
        }
        continue_quotations();
        for (Saying& s : out_) s.kind = kind_of(s);
        return std::move(out_);
    }

private:
    /// The ranges of subtree `i` without the tokens of subtree `without` (a cue that interrupts its content).
    std::vector<Range> ranges(TokenIndex i, TokenIndex without = kNoToken) const {
        const Phrase whole = tree_.subtree(i);
        std::vector<Range> out;
        TokenIndex start = whole.first;
        if (without != kNoToken) {
            const Phrase hole = tree_.subtree(without);
            const bool inside = hole.first >= whole.first && hole.last <= whole.last && without != i;
            if (inside) {
                if (hole.first > start) out.emplace_back(start, hole.first);
                start = hole.last;
            }
        }
        if (start < whole.last) out.emplace_back(start, whole.last);
        return out;
    }

    /// Content ranges without the cue verb and its speakers, where a parse nests them.
    std::vector<Range> carve(std::vector<Range> in, TokenIndex cue, const std::vector<TokenIndex>& speakers) const {
        std::vector<Range> holes{{cue, cue + 1}};
        for (TokenIndex s : speakers) {
            const Phrase p = tree_.subtree(s);
            if (p.first <= s && p.last > s && (p.last - p.first) < 40) holes.emplace_back(p.first, p.last);
        }
        for (const Range& hole : holes) {
            std::vector<Range> next;
            for (const Range& r : in) {
                if (hole.second <= r.first || hole.first >= r.second) {
                    next.push_back(r);
                    continue;
                }
                if (hole.first > r.first) next.emplace_back(r.first, hole.first);
                if (hole.second < r.second) next.emplace_back(hole.second, r.second);
            }
            in = std::move(next);
        }
        return in;
    }

    void add(std::vector<TokenIndex> speakers, TokenIndex cue, TokenIndex cue_last, const std::string& stance,
             std::vector<Range> content) {
        content = carve(std::move(content), cue, speakers);
        if (content.empty()) return;
        Saying s;
        s.speakers = std::move(speakers);
        s.cue = cue;
        s.cue_last = cue_last;
        s.stance = stance;
        s.content = std::move(content);
        out_.push_back(std::move(s));
    }

    void verb(TokenIndex v) {
        const Cue* cue = cues_.find(tree_.lemma(v), 'v');
        if (!cue) return;
        std::string stance = cue->stance;
        const bool negated = tree_.child(v, {"neg"}) != kNoToken;
        std::vector<Range> content;
        bool clause = false, responsibility = false;
        for (TokenIndex c : tree_.children(v)) {
            if (tree_[c].dep == "ccomp" || (tree_[c].dep == "xcomp" && cue->stance != "says")) {
                clause = true;
                for (const Range& r : ranges(c)) content.push_back(r);
            }
        }
        // "accused him of killing six": what somebody is accused of is told on the accuser's word.
        if (!clause && cue->stance == "claims")
            for (TokenIndex c : tree_.children(v))
                if (tree_[c].dep == "prep" && (tree_.lower(c) == "of" || tree_.lower(c) == "for"))
                    for (TokenIndex inner : tree_.children(c))
                        if (tree_[inner].dep == "pcomp") {
                            clause = true;
                            for (const Range& r : ranges(inner)) content.push_back(r);
                        }
        // "claimed responsibility for the attack"; "denied the attack"
        for (TokenIndex c : tree_.children(v)) {
            if (tree_[c].dep != "dobj") continue;
            const std::string_view object = tree_.lemma(c);
            if (object == "responsibility" || object == "involvement" || object == "role" || object == "blame") {
                for (TokenIndex p : roles_.prepositions(v))
                    if (tree_.lower(p) == "for" || tree_.lower(p) == "in")
                        for (const Range& r : ranges(p)) content.push_back(r);
                if (!content.empty()) clause = true;
                responsibility = object == "responsibility" && stance != "denies" && !negated;
                if (stance == "says") stance = "claims";
            } else if (!clause && cue->takes_object) {
                for (const Range& r : ranges(c)) content.push_back(r);
            }
        }
        if (tree_.has_dep(v, {"parataxis"}) || (tree_[v].dep == "advcl" && content.empty() &&
                                                tree_.child(v, {"mark"}) == kNoToken)) {  // "X was hit, police said"
            if (content.empty() && tree_.head(v) != v) content = ranges(tree_.head(v), v);
        }
        if (content.empty()) content = loose_quotation(v);
        if (content.empty()) return;
        auto speakers = roles_.subjects(v);
        if (speakers.empty() && stance == "says") {
            if (!roles_.is_passive(v)) return;  // whoever it was, the parse does not tell
            stance = "claims";                  // "is said to have ..."
        }
        if (negated) stance = stance == "confirms" || stance == "says" ? (stance == "confirms" ? "doubts" : "") : stance;
        if (stance.empty()) return;
        add(std::move(speakers), v, v, stance, std::move(content));
        if (responsibility && !out_.empty() && out_.back().cue == v) out_.back().responsibility = true;
    }

    /// A quotation in the sentence of verb `v` that the parse does not hang on it.
    std::vector<Range> loose_quotation(TokenIndex v) const {
        const Sentence& s = tree_.annotated().sentences[tree_.sentence_of(v)];
        std::vector<Range> out;
        if (quotes_[v] != 0) return out;
        for (TokenIndex i = s.first; i < s.last; ++i) {
            if (quotes_[i] == 0) continue;
            TokenIndex end = i;
            while (end < s.last && quotes_[end] == quotes_[i]) ++end;
            if (end - i > 4) out.emplace_back(i, end);
            i = end;
        }
        return out;
    }

    void according(TokenIndex i) {
        const TokenIndex to = tree_.child(i, {"prep"});
        if (to == kNoToken || tree_.lower(to) != "to") return;
        const TokenIndex speaker = tree_.child(to, {"pobj"});
        const TokenIndex head = tree_.head(i);
        if (speaker == kNoToken || head == i) return;
        add(tree_.conjuncts(speaker), i, to, "says", ranges(clause_of(head), i));
    }

    /// The verb of the clause that `i` is in.
    TokenIndex clause_of(TokenIndex i) const {
        for (int steps = 0; steps < 32 && !tree_.is_verb(i) && !tree_.is_root(i); ++steps) i = tree_.head(i);
        return i;
    }

    void hedge(TokenIndex i, char pos) {
        const Cue* cue = cues_.find(tree_.lower(i), pos);
        if (!cue) return;
        const TokenIndex head = tree_.head(i);
        if (head == i) return;
        if (pos == 'r') {
            add({}, i, i, cue->stance, tree_.is_verb(head) ? own_clause(head) : ranges(head));
        } else if (tree_.has_dep(i, {"amod"})) {
            const Phrase p = tree_.noun_phrase(head);
            add({}, i, i, cue->stance, {{p.first, p.last}});
        }
    }

    /// The subtree of verb `v` without clauses that stand beside it.
    std::vector<Range> own_clause(TokenIndex v) const {
        std::vector<Range> out = ranges(v);
        for (TokenIndex c : tree_.children(v))
            if (tree_.has_dep(c, {"conj"}) && tree_.is_verb(c) && tree_.child(c, {"nsubj", "nsubjpass"}) != kNoToken) {
                const Phrase hole = tree_.subtree(c);
                std::vector<Range> next;
                for (const Range& r : out) {
                    if (hole.first > r.first) next.emplace_back(r.first, std::min(hole.first, r.second));
                    if (hole.last < r.second) next.emplace_back(std::max(hole.last, r.first), r.second);
                }
                out = std::move(next);
            }
        return out;
    }

    void noun(TokenIndex n) {
        const Cue* cue = cues_.find(tree_.lemma(n), 'n');
        if (!cue) return;
        std::vector<Range> content;
        for (TokenIndex c : tree_.children(n)) {
            if (c < n) continue;
            const bool clause = tree_.has_dep(c, {"acl", "ccomp"}) && tree_.child(c, {"mark"}) != kNoToken;
            const bool of = tree_[c].dep == "prep" && tree_.lower(c) == "of";
            if (clause || of)
                for (const Range& r : ranges(c)) content.push_back(r);
        }
        if (content.empty()) return;
        auto speakers = roles_.possessors(n);
        for (TokenIndex by : roles_.prepositional(n, "by")) speakers.push_back(by);
        if (speakers.empty())
            if (const TokenIndex g = roles_.governor(n); g != kNoToken && tree_[n].dep == "dobj")
                speakers = roles_.subjects(g);
        add(std::move(speakers), n, n, cue->stance, std::move(content));
    }

    /// Sentences that lie wholly in quotation marks and have no cue carry on the speaker before them in their paragraph.
    void continue_quotations() {
        const auto& sentences = tree_.annotated().sentences;
        for (std::size_t s = 1; s < sentences.size(); ++s) {
            TokenIndex first = sentences[s].first;
            while (first < sentences[s].last && (tree_[first].pos == "SPACE")) ++first;
            TokenIndex last = sentences[s].last;
            while (last > first && tree_[last - 1].pos == "SPACE") --last;
            if (first >= last) continue;
            std::size_t quoted = 0;
            for (TokenIndex i = first; i < last; ++i) quoted += quotes_[i] != 0;
            if (quoted + 1 < last - first) continue;
            const bool has_cue = std::any_of(out_.begin(), out_.end(), [&](const Saying& x) {
                return !x.speakers.empty() && x.covers(first) && quotes_[x.cue] == 0;
            });
            if (has_cue) continue;
            const Saying* before = nullptr;
            for (const Saying& x : out_) {
                if (x.speakers.empty() || quotes_[x.cue] != 0) continue;
                const std::size_t where = tree_.sentence_of(x.cue);
                if (where < s && s - where <= 3 && (!before || x.cue > before->cue)) before = &x;
            }
            if (!before) continue;
            Saying more = *before;
            more.content = {{first, last}};
            out_.push_back(std::move(more));
        }
    }

    Attribution::Kind kind_of(const Saying& s) const {
        std::size_t quoted = 0, words = 0;
        for (const auto& [first, last] : s.content)
            for (TokenIndex i = first; i < last; ++i) {
                if (tree_.has_pos(i, {"PUNCT", "SPACE"})) continue;
                ++words;
                quoted += quotes_[i] != 0;
            }
        if (quoted == 0) return Attribution::Kind::indirect;
        return quoted == words ? Attribution::Kind::direct : Attribution::Kind::mixed;
    }

    const Tree& tree_;
    const Roles& roles_;
    const CueWords& cues_;
    std::vector<std::uint32_t> quotes_;
    std::vector<Saying> out_;
};

}  // namespace

std::vector<Saying> find_sayings(const Tree& tree, const Roles& roles, const CueWords& cues) {
    return Finder(tree, roles, cues).run();
}

}  // namespace newshound::events
