#include "events/sayings.h"

#include <algorithm>

#include "base/resource.h"
#include "base/text.h"

namespace newshound::events {

namespace {

/// Parts of speech as the file writes them.
constexpr std::string_view kParts = "vnar";

}  // namespace

const Cue* CueWords::look(const std::array<Words, 4>& words, std::string_view lemma, char pos) {
    const Words& of = words[std::min(kParts.find(pos), words.size() - 1)];
    const auto it = of.find(lemma);
    return it == of.end() ? nullptr : &it->second;
}

Result<CueWords> CueWords::load() {
    CueWords out;
    auto rows = resource::rows("lexicon/attribution.tsv");
    if (!rows) return tl::unexpected(rows.error());
    for (const resource::Row& row : *rows) {
        if (row[1].size() != 1 || kParts.find(row[1][0]) == std::string_view::npos || row[2].empty())
            return resource::bad_row(row, "needs lemma, pos and stance");
        for (std::string_view lemma : text::split(row[0], '|')) {
            Cue cue{std::string(row[2]), row[3].find("obj") != std::string_view::npos, {}};
            for (const std::string_view pattern : text::split(row[3], ',')) cue.patterns.emplace_back(text::trim(pattern));
            auto& into = cue.stance == "acts" ? out.acts_ : out.cues_;
            const auto [known, first] = into[kParts.find(row[1][0])].emplace(std::string(text::trim(lemma)), cue);
            // A speech act may stand in several lines, each with patterns of its own.
            if (!first && cue.stance == "acts")
                known->second.patterns.insert(known->second.patterns.end(), cue.patterns.begin(), cue.patterns.end());
        }
    }
    return out;
}

const Cue* CueWords::find(std::string_view lemma, char pos) const { return look(cues_, lemma, pos); }

const Cue* CueWords::act(std::string_view lemma, char pos) const { return look(acts_, lemma, pos); }

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
        const bool closes = t == "”" || t == "»";
        const bool straight = t == "\"" || t == "''";
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
            if (tree_.lower(i) == "according") {  // tagged as a verb as a rule
                according(i);
            } else if (tree_.pos(i) == "VERB" || tree_.pos(i) == "AUX") {
                verb(i);
            } else if (tree_.pos(i) == "ADV") {
                hedge(i, 'r');
            } else if (tree_.pos(i) == "ADJ") {
                hedge(i, 'a');
            } else if (tree_.pos(i) == "NOUN") {
                noun(i);
            }
        }
        whole_quotations();
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

    /// Nobody's words run from one paragraph into another by a parse that missed its end; and marks alone say nothing.
    std::vector<Range> in_paragraph(const std::vector<Range>& in, TokenIndex cue) const {
        const auto breaks = [&](TokenIndex i) { return tree_.text(i).find('\n') != std::string_view::npos; };
        TokenIndex low = cue, high = cue;  // beyond them nothing is asked: a text may be one paragraph
        for (const Range& r : in) low = std::min(low, r.first), high = std::max(high, r.second);
        TokenIndex first = cue, last = cue;
        while (first > low && !breaks(first - 1)) --first;
        while (last < high && !breaks(last)) ++last;
        // "He said:" announces what the next paragraph tells.
        if (last > first && last < high && tree_.text(last - 1) == ":")
            for (last = last + 1; last < high && !breaks(last);) ++last;
        std::vector<Range> out;
        for (Range r : in) {
            r = {std::max(r.first, first), std::min(r.second, last)};
            bool words = false;
            for (TokenIndex i = r.first; i < r.second; ++i) words = words || !tree_.has_pos(i, {"PUNCT", "SPACE", "SYM"});
            if (words) out.push_back(r);
        }
        return out;
    }

    void add(std::vector<TokenIndex> speakers, TokenIndex cue, TokenIndex cue_last, const std::string& stance,
             std::vector<Range> content) {
        content = in_paragraph(carve(std::move(content), cue, speakers), cue);
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
        const TokenIndex no = tree_.child(v, {"neg"});
        const bool negated = no != kNoToken && quotes_[no] == quotes_[v];  // not the speaker's "no"
        std::vector<Range> content;
        bool clause = false, responsibility = false;
        for (TokenIndex c : tree_.children(v)) {
            if (tree_.dep(c) == "ccomp" || (tree_.dep(c) == "xcomp" && cue->stance != "says")) {
                clause = true;
                for (const Range& r : without_other_words(c, v)) content.push_back(r);
            }
        }
        // "accused him of killing six": what somebody is accused of is told on the accuser's word.
        if (!clause && cue->stance == "claims")
            for (TokenIndex c : tree_.children(v))
                if (tree_.dep(c) == "prep" && (tree_.lower(c) == "of" || tree_.lower(c) == "for"))
                    for (TokenIndex inner : tree_.children(c))
                        if (tree_.dep(inner) == "pcomp") {
                            clause = true;
                            for (const Range& r : ranges(inner)) content.push_back(r);
                        }
        // "claimed responsibility for the attack"; "denied the attack"
        for (TokenIndex c : tree_.children(v)) {
            if (tree_.dep(c) != "dobj") continue;
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
        if (tree_.has_dep(v, {"parataxis"}) || (tree_.dep(v) == "advcl" && content.empty() &&
                                                tree_.child(v, {"mark"}) == kNoToken)) {  // "X was hit, police said"
            if (content.empty() && tree_.head(v) != v) content = ranges(tree_.head(v), v);
        }
        if (content.empty()) content = loose_quotation(v);
        if (content.empty()) content = neighbouring_quotation(v);
        if (content.empty()) return;
        auto speakers = roles_.subjects(v);
        // A parse may take the end of a quotation for the subject of the verb after it.
        const bool quoted_speaker =
            std::any_of(speakers.begin(), speakers.end(), [&](TokenIndex s) { return quotes_[s] != 0; });
        if (quotes_[v] == 0 && (quoted_speaker || (speakers.empty() && !roles_.is_passive(v))))
            if (const TokenIndex beside = speaker_beside(v); beside != kNoToken) speakers = {beside};
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
            TokenIndex begin = i;  // it may have been opened in a sentence before
            while (begin > 0 && quotes_[begin - 1] == quotes_[i]) --begin;
            if (end - begin > 4) out.emplace_back(i, end);
            i = end;
        }
        return out;
    }

    /// Who stands between a quotation and the cue beside it ("...\" Jane Doe said", "...\" said Jane Doe"), or kNoToken.
    TokenIndex speaker_beside(TokenIndex v) const {
        constexpr TokenIndex kReach = 12;
        TokenIndex first = v;
        while (first > 0 && v - first < kReach && quotes_[first - 1] == 0) --first;
        if (first == 0 || quotes_[first - 1] == 0) return kNoToken;
        for (TokenIndex start : {first, v + 1}) {
            TokenIndex found = kNoToken;
            for (TokenIndex i = start; i < tree_.size() && i < start + kReach && i != v && quotes_[i] == 0; ++i) {
                if (tree_.has_pos(i, {"PROPN", "NOUN", "PRON"})) {
                    found = i;
                } else if (!tree_.has_pos(i, {"DET", "ADJ", "PART"})) {
                    break;
                }
            }
            if (found != kNoToken) return found;
        }
        return kNoToken;
    }

    /// The quotation right before a sentence that only says whose it is ("Why? \"Because,\" she said." in two sentences), or
    /// right after one that announces it ("He said:").
    std::vector<Range> neighbouring_quotation(TokenIndex v) const {
        constexpr TokenIndex kShort = 8;
        const Sentence& s = tree_.annotated().sentences[tree_.sentence_of(v)];
        if (quotes_[v] != 0) return {};
        const auto whole = [&](TokenIndex inside) {
            Range q{inside, inside + 1};
            while (q.first > 0 && quotes_[q.first - 1] == quotes_[inside]) --q.first;
            while (q.second < tree_.size() && quotes_[q.second] == quotes_[inside]) ++q.second;
            return std::vector<Range>{q};
        };
        TokenIndex first = s.first, last = s.last;
        while (first < v && tree_.has_pos(first, {"SPACE"})) ++first;
        while (last > v && tree_.has_pos(last - 1, {"SPACE"})) --last;
        if (v - first <= kShort && first > 0 && quotes_[first] == 0) {
            TokenIndex before = first;
            while (before > 0 && tree_.has_pos(before - 1, {"SPACE"}) &&
                   tree_.text(before - 1).find('\n') == std::string_view::npos)
                --before;
            if (before > 0 && quotes_[before - 1] != 0) return whole(before - 1);
        }
        TokenIndex after = last;
        while (after < tree_.size() && tree_.has_pos(after, {"SPACE"})) ++after;
        const bool announces = last > s.first && (tree_.text(last - 1) == ":" || tree_.text(last - 1) == ",");
        if (announces && after < tree_.size() && quotes_[after] != 0) return whole(after);
        return {};
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

    /// The complement `c` of cue `v` without clauses after it that have a cue of their own ("said he would stay and warned
    /// against
    /// ...", which parses hang on "stay").
    std::vector<Range> without_other_words(TokenIndex c, TokenIndex v) const {
        std::vector<Range> out = ranges(c);
        if (c < v) return out;
        for (const TokenIndex other : tree_.children(c)) {
            if (other < c || !tree_.has_dep(other, {"conj"}) || !tree_.is_verb(other)) continue;
            const Cue* cue = cues_.find(tree_.lemma(other), 'v');
            if (!cue || quotes_[other] != 0 || tree_[other].tag != tree_[v].tag) continue;
            TokenIndex end = tree_.subtree(other).first;
            while (end > c + 1 && (tree_.has_dep(end - 1, {"cc"}) || tree_.has_pos(end - 1, {"PUNCT"}))) --end;
            for (Range& r : out) r.second = std::min(r.second, std::max(r.first, end));
            std::erase_if(out, [](const Range& r) { return r.first >= r.second; });
            break;
        }
        return out;
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
            const bool of = tree_.dep(c) == "prep" && tree_.lower(c) == "of";
            if (clause || of)
                for (const Range& r : ranges(c)) content.push_back(r);
        }
        if (content.empty()) return;
        auto speakers = roles_.possessors(n);
        for (TokenIndex by : roles_.prepositional(n, "by")) speakers.push_back(by);
        if (speakers.empty())
            if (const TokenIndex g = roles_.governor(n); g != kNoToken && tree_.dep(n) == "dobj")
                speakers = roles_.subjects(g);
        add(std::move(speakers), n, n, cue->stance, std::move(content));
    }

    /// "\"No,\" she said after the vote": what follows a direct quotation and its cue without marks is not said by the
    /// speaker.
    void drop_circumstances(Saying& s) const {
        const Range& first = s.content.front();
        if (first.second > s.cue) return;
        for (TokenIndex i = first.first; i < first.second; ++i)
            if (quotes_[i] == 0 && !tree_.has_pos(i, {"PUNCT", "SPACE"})) return;
        std::erase_if(s.content, [&](const Range& r) {
            return r.first > s.cue && std::none_of(quotes_.begin() + r.first, quotes_.begin() + r.second,
                                                   [](std::uint32_t q) { return q != 0; });
        });
    }

    /// A parse ends at the sentence; what is said goes on to the end of its quotation, and began where that was opened.
    void whole_quotations() {
        std::vector<Range> quotes;  // by number - 1
        for (TokenIndex i = 0; i < tree_.size(); ++i) {
            if (quotes_[i] == 0) continue;
            if (quotes_[i] > quotes.size()) quotes.resize(quotes_[i], {i, i});
            quotes[quotes_[i] - 1].second = i + 1;
        }
        for (Saying& s : out_) {
            if (s.speakers.empty() || quotes_[s.cue] != 0) continue;
            drop_circumstances(s);
            std::vector<Range> whole;
            for (const Range& r : s.content) {
                Range longer = r;
                for (const TokenIndex edge : {r.first, r.second - 1})
                    if (quotes_[edge] != 0) {
                        const Range& q = quotes[quotes_[edge] - 1];
                        longer = {std::min(longer.first, q.first), std::max(longer.second, q.second)};
                    }
                if (!whole.empty() && longer.first <= whole.back().second && longer.first >= whole.back().first) {
                    whole.back().second = std::max(whole.back().second, longer.second);
                } else {
                    whole.push_back(longer);
                }
            }
            s.content = std::move(whole);
        }
    }

    /// Sentences that lie wholly in quotation marks and have no cue carry on the speaker before them in their paragraph.
    void continue_quotations() {
        const auto& sentences = tree_.annotated().sentences;
        for (std::size_t s = 1; s < sentences.size(); ++s) {
            TokenIndex first = sentences[s].first;
            while (first < sentences[s].last && (tree_.pos(first) == "SPACE")) ++first;
            TokenIndex last = sentences[s].last;
            while (last > first && tree_.pos(last - 1) == "SPACE") --last;
            if (first >= last) continue;
            std::size_t quoted = 0;
            for (TokenIndex i = first; i < last; ++i) quoted += quotes_[i] != 0;
            if (quoted + 1 < last - first) continue;
            // Whoever speaks is named within a few sentences; sayings stand in the order of their cues.
            constexpr std::size_t kNear = 8;
            const auto from_sentence = [&](std::size_t which) {
                const TokenIndex start = which < sentences.size() ? sentences[which].first : kNoToken;
                return std::partition_point(out_.begin(), out_.end(), [&](const Saying& x) { return x.cue < start; });
            };
            const auto near_first = from_sentence(s > kNear ? s - kNear : 0), near_last = from_sentence(s + kNear);
            const bool has_cue = std::any_of(near_first, near_last, [&](const Saying& x) {
                return !x.speakers.empty() && x.covers(first) && quotes_[x.cue] == 0;
            });
            if (has_cue) continue;
            Saying* before = nullptr;
            for (auto x = near_first; x != near_last; ++x) {
                if (x->speakers.empty() || quotes_[x->cue] != 0) continue;
                const std::size_t where = tree_.sentence_of(x->cue);
                if (where < s && s - where <= 6 && same_paragraph(x->cue, first)) before = &*x;
            }
            if (!before) continue;
            before->content.emplace_back(first, last);
        }
    }

    bool same_paragraph(TokenIndex a, TokenIndex b) const {
        for (TokenIndex i = a; i < b; ++i)
            if (tree_.text(i).find('\n') != std::string_view::npos) return false;
        return true;
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
