#include "events/attributions.h"

#include <algorithm>
#include <unordered_set>

namespace newshound::events {

namespace {

/// "He said he believes in it": what he believes is what he says.
bool reports_himself(const Tree& tree, const CueWords& cues, TokenIndex cue, const std::vector<TokenIndex>& speakers) {
    if (!tree.has_dep(cue, {"ccomp"}) || speakers.empty() || !tree.has_pos(speakers.front(), {"PRON"})) return false;
    return cues.find(tree.lemma(tree.head(cue)), 'v') != nullptr;
}

using Range = std::pair<TokenIndex, TokenIndex>;

class Acts {
public:
    Acts(const Tree& tree, const Roles& roles, const CueWords& cues, std::vector<Attribution>& out)
        : tree_(tree), roles_(roles), cues_(cues), quotes_(quotations(tree)), out_(out) {}

    void run() {
        for (const Attribution& a : out_) cues_seen_.insert(a.cue.front().begin);
        for (TokenIndex i = 0; i < tree_.size(); ++i) {
            if (tree_.is_verb(i)) {
                verb(i);
            } else if (tree_.has_pos(i, {"NOUN"})) {
                noun(i);
            } else if (tree_.has_pos(i, {"ADJ"})) {
                adjective(i);
            }
        }
        turns();
    }

private:
    static bool has(const Cue& cue, std::string_view pattern) {
        return std::find(cue.patterns.begin(), cue.patterns.end(), pattern) != cue.patterns.end();
    }

    [[nodiscard]] const Cue* act(TokenIndex i, char pos) const { return cues_.act(tree_.lemma(i), pos); }

    [[nodiscard]] Range range(TokenIndex i) const {
        const Phrase p = tree_.subtree(i);
        return {p.first, p.last};
    }

    [[nodiscard]] Span span(Range r) const {
        // Marks at the ends of a clause are the sentence's, not the speaker's.
        while (r.second > r.first + 1 && tree_.has_pos(r.second - 1, {"PUNCT", "SPACE"}) && !is_quote(r.second - 1))
            --r.second;
        return {tree_[r.first].begin, tree_[r.second - 1].end};
    }

    [[nodiscard]] bool is_quote(TokenIndex i) const {
        const std::string_view t = tree_.text(i);
        return t == "\"" || t == "”" || t == "“" || t == "''";
    }

    /// Objects of the prepositions below `i` that the cue lists.
    void objects(const Cue& cue, TokenIndex i, std::vector<Range>& content) const {
        for (const TokenIndex p : tree_.children(i)) {
            if (p < i || !tree_.has_dep(p, {"prep"}) || !has(cue, tree_.lower(p))) continue;
            for (const TokenIndex o : tree_.children(p))
                if (tree_.has_dep(o, {"pobj", "pcomp"})) content.push_back(range(o));
        }
    }

    void verb(TokenIndex v) {
        const Cue* cue = act(v, 'v');
        if (!cue) return;
        // "urged lawmakers to reject it": nobody has rejected it yet.
        const bool infinitive = tree_[v].tag == "VB" && tree_.has_dep(v, {"xcomp", "ccomp"}) && tree_.is_verb(tree_.head(v));
        if (infinitive && (act(tree_.head(v), 'v') || cues_.find(tree_.lemma(tree_.head(v)), 'v'))) return;
        std::vector<Range> content;
        TokenIndex object = kNoToken;
        for (const TokenIndex c : tree_.children(v)) {
            if (tree_.has_dep(c, {"dobj"})) object = c;
            if (tree_.has_dep(c, {"nsubjpass"}) && has(*cue, "obj")) content.push_back(range(c));  // "is backed by ..."
            if (has(*cue, "clause") && tree_.has_dep(c, {"ccomp", "xcomp"}) && c > v) content.push_back(range(c));
            if (has(*cue, "oprd") && (tree_.has_dep(c, {"oprd"}) || (tree_.has_dep(c, {"dobj"}) && has_participle(c))))
                content.push_back(range(c));
            if (c > v && tree_.has_dep(c, {"advcl"}) && has(*cue, "for")) {  // "called for him to be freed"
                const TokenIndex mark = tree_.child(c, {"mark"});
                if (mark != kNoToken && tree_.lower(mark) == "for") content.push_back(range(c));
            }
            if (has(*cue, "as") && c > v && tree_.has_dep(c, {"prep"}) && tree_.lower(c) == "as")
                content.push_back(range(c));
        }
        objects(*cue, v, content);
        // "urged lawmakers to vote", "called him a liar": the object belongs to what is asked or said of it.
        if (object != kNoToken && object > v && (!content.empty() || has(*cue, "obj"))) content.push_back(range(object));
        put(roles_.subjects(v), v, content);
    }

    /// "called the charges unfounded", read as "the charges that are unfounded".
    [[nodiscard]] bool has_participle(TokenIndex object) const {
        const TokenIndex acl = tree_.child(object, {"acl"});
        return acl != kNoToken && tree_[acl].tag == "VBN";
    }

    void noun(TokenIndex n) {
        const Cue* cue = act(n, 'n');
        if (!cue) return;
        std::vector<Range> content;
        for (const TokenIndex c : tree_.children(n))
            if (c > n && has(*cue, "clause") && tree_.has_dep(c, {"acl", "ccomp"})) content.push_back(range(c));
        objects(*cue, n, content);
        auto speakers = roles_.possessors(n);
        if (speakers.empty() && tree_.has_dep(n, {"dobj"}) && !tree_.is_root(n)) speakers = roles_.subjects(tree_.head(n));
        put(speakers, n, content);
    }

    void adjective(TokenIndex a) {
        const Cue* cue = act(a, 'a');
        if (!cue || !tree_.has_dep(a, {"acomp"})) return;
        std::vector<Range> content;
        for (const TokenIndex c : tree_.children(a))
            if (c > a && has(*cue, "clause") && tree_.has_dep(c, {"ccomp", "xcomp"})) content.push_back(range(c));
        objects(*cue, a, content);
        put(roles_.subjects(tree_.head(a)), a, content);
    }

    /// One attribution a cue, unless a saying has that cue.
    void put(const std::vector<TokenIndex>& speakers, TokenIndex cue, std::vector<Range>& content) {
        if (content.empty() || speakers.empty()) return;
        // What a speaker tells of his own or of others' wishes is what he says.
        if (quotes_[cue] != 0 || reports_himself(tree_, cues_, cue, speakers)) return;
        Attribution a;
        a.cue = {{tree_[cue].begin, tree_[cue].end}};
        if (!cues_seen_.insert(a.cue.front().begin).second) return;
        for (const TokenIndex s : speakers) {
            const Phrase p = tree_.noun_phrase(s);
            a.speaker.push_back({tree_[p.first].begin, tree_[p.last - 1].end});
        }
        std::sort(content.begin(), content.end());
        std::vector<Range> joined;
        for (const Range& r : content) {
            if (r.first <= cue && cue < r.second) continue;
            // "called her vote in favour of the war a mistake": what stands between the parts belongs to them.
            constexpr TokenIndex kGap = 12;
            const bool between = !joined.empty() && joined.back().first > cue && r.first < joined.back().second + kGap;
            if (!joined.empty() && (between || r.first <= joined.back().second)) {
                joined.back().second = std::max(joined.back().second, r.second);
            } else {
                joined.push_back(r);
            }
        }
        for (const Range& r : joined) a.content.push_back(span(r));
        if (!a.content.empty()) out_.push_back(std::move(a));
    }

    /// A quotation signed below: "...\" - Name".
    void signature(TokenIndex dash) {
        TokenIndex before = dash, last = dash + 1;
        while (before > 0 && tree_.has_pos(before - 1, {"SPACE"})) --before;
        while (last < tree_.size() && tree_.has_pos(last, {"PROPN"})) ++last;
        if (before == 0 || quotes_[before - 1] == 0 || last == dash + 1) return;
        TokenIndex first = before - 1;
        while (first > 0 && quotes_[first - 1] == quotes_[before - 1]) --first;
        Attribution a;
        a.kind = Attribution::Kind::direct;
        a.speaker = {{tree_[dash + 1].begin, tree_[last - 1].end}};
        a.cue = {{tree_[dash].begin, tree_[dash].end}};
        a.content = {{tree_[first].begin, tree_[before - 1].end}};
        out_.push_back(std::move(a));
    }

    /// "PENCE: Well, look ..." from the start of a line to its end.
    void turns() {
        constexpr TokenIndex kLongestName = 6;
        bool fresh = true;
        for (TokenIndex i = 0; i < tree_.size(); ++i) {
            const bool breaks = tree_.text(i).find('\n') != std::string_view::npos;
            if (breaks || !fresh) {
                fresh = breaks;
                continue;
            }
            fresh = false;
            if (const std::string_view mark = tree_.text(i); mark == "―" || mark == "—" || mark == "–" || mark == "-") {
                signature(i);
                continue;
            }
            TokenIndex colon = i;
            while (colon < tree_.size() && colon < i + kLongestName && tree_.has_pos(colon, {"PROPN"})) ++colon;
            if (colon == i || colon >= tree_.size() || tree_.text(colon) != ":") continue;
            TokenIndex last = colon + 1;
            while (last < tree_.size() && tree_.text(last).find('\n') == std::string_view::npos) ++last;
            if (last - colon < 4) continue;
            Attribution a;
            a.kind = Attribution::Kind::direct;
            a.speaker = {{tree_[i].begin, tree_[colon - 1].end}};
            a.cue = {{tree_[colon].begin, tree_[colon].end}};
            a.content = {{tree_[colon + 1].begin, tree_[last - 1].end}};
            out_.push_back(std::move(a));
        }
    }

    const Tree& tree_;
    const Roles& roles_;
    const CueWords& cues_;
    std::vector<std::uint32_t> quotes_;
    std::unordered_set<std::uint32_t> cues_seen_;  // where they begin
    std::vector<Attribution>& out_;
};

}  // namespace

std::vector<Attribution> attributions(const Tree& tree, const Roles& roles, const CueWords& cues) {
    std::vector<Attribution> out;
    const auto quotes = quotations(tree);
    for (const Saying& s : find_sayings(tree, roles, cues)) {
        if (s.speakers.empty() && !tree.is_verb(s.cue)) continue;  // "alleged", "apparently": on nobody's word
        if (reports_himself(tree, cues, s.cue, s.speakers)) continue;
        const bool within = quotes[s.cue] != 0;
        if (within && (s.speakers.empty() || !tree.has_pos(s.speakers.front(), {"PROPN", "NOUN"}))) continue;
        Attribution a;
        for (const TokenIndex head : s.speakers) {
            const Phrase p = tree.noun_phrase(head);
            a.speaker.push_back({tree[p.first].begin, tree[p.last - 1].end});
        }
        a.cue.push_back({tree[s.cue].begin, tree[s.cue_last].end});
        for (const auto& [first, last] : s.content)
            if (first < last) a.content.push_back({tree[first].begin, tree[last - 1].end});
        a.kind = s.kind;
        out.push_back(std::move(a));
    }
    Acts(tree, roles, cues, out).run();
    std::stable_sort(out.begin(), out.end(),
                     [](const Attribution& a, const Attribution& b) { return a.cue.front().begin < b.cue.front().begin; });
    return out;
}

}  // namespace newshound::events
