#include "events/deed_judge.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "events/adjunct.h"
#include "events/fact.h"
#include "events/ranker.h"

namespace newshound::events {

namespace {

const KeyMap<double>& fitted_weights() {
    static const KeyMap<double>& weights = ranker_weights("deeds/weights.tsv");
    return weights;
}

std::string_view kind_name(Condition::Kind kind) {
    using K = Condition::Kind;
    switch (kind) {
        case K::obj: return "obj";
        case K::subj: return "subj";
        case K::iobj: return "iobj";
        case K::prt: return "prt";
        case K::prep: return "prep";
        case K::prep_object: return "prep-object";
        case K::pobj: return "pobj";
        case K::mod: return "mod";
        case K::oprd: return "oprd";
        case K::xcomp: return "xcomp";
        case K::ccomp: return "ccomp";
        case K::gov: return "gov";
        case K::passive: return "passive";
        case K::active: return "active";
        case K::near: return "near";
        case K::path: return "path";
        case K::negation: return "negation";
    }
    return "";
}

}  // namespace

/// Adds up the weights of facts; keeps their words where they are asked for.
class DeedJudge::Facts {
public:
    explicit Facts(bool spell) : spell_(spell) {}
    template <typename... Pieces>
    void add(const Pieces&... pieces) {
        const double* weight = weights_.find(fact_key(pieces...));
        if (weight) score += *weight;
        if (spell_) facts.push_back({make_fact(true, pieces...).words, weight ? *weight : 0});
    }
    double score = 0;
    std::vector<DeedFact> facts;

private:
    const KeyMap<double>& weights_ = fitted_weights();
    bool spell_;
};

/// The events that rules found, by token and lemma.
struct DeedJudge::Scene {
    std::map<TokenIndex, int> at;                              // token -> event
    std::map<TokenIndex, std::string_view> dropped;            // token -> why
    std::map<std::size_t, std::size_t> in_sentence;            // events in a sentence
    std::map<std::string, std::size_t, std::less<>> of_type;   // events of a type
    std::map<std::string, std::size_t, std::less<>> of_lemma;  // events told by a word
    std::vector<Event> const* events = nullptr;
};

std::string DeedJudge::who(const std::vector<TokenIndex>& heads) const {
    if (heads.empty()) return "nobody";
    const TokenIndex head = heads.front();
    const Mention* m = cast_.at(head);
    if (!m) return tree_.is_verb(head) ? "clause" : "thing";
    const Identity& id = m->identity;
    if (id.inanimate) return id.sector.empty() ? "thing" : "thing-of-somebody";
    if (id.sector.empty() && id.country.empty() && !id.person) return m->pronoun ? "pronoun" : "unknown";
    return std::string(sector_group(id.sector)) + (id.place ? "+place" : id.person ? "+person" : "");
}

void DeedJudge::note_arguments(Facts& f, TokenIndex token, std::string_view type) const {
    const auto subjects = roles_.subjects(token), objects = roles_.objects(token);
    if (tree_.is_verb(token)) {
        const std::string subject = who(subjects), object = who(objects);
        f.add("subj=", subject, "+", type);
        f.add("obj=", object, "+", type);
        f.add("subj+obj=", subject, "+", object);
        f.add("subj+obj=", subject, "+", object, "+", type);
        for (const TokenIndex o : objects) f.add("object-word=", tree_.lemma(o), "+", type);
        if (!subjects.empty()) f.add("subject-word=", tree_.lemma(subjects.front()), "+", type);
        for (const TokenIndex c : tree_.children(token)) {
            if (tree_[c].dep == "prt") f.add("particle=", tree_.lower(c), "+", tree_.lemma(token));
            if (tree_[c].dep == "advmod") f.add("adverb=", tree_.lower(c));
        }
    } else {
        f.add("possessor=", who(roles_.possessors(token)), "+", type);
        const auto modifiers = roles_.modifiers(token);
        f.add("modifier=", who(modifiers), "+", type);
        for (const TokenIndex m : modifiers) f.add("modifier-word=", tree_.lemma(m), "+", type);
        f.add("of=", who(roles_.prepositional(token, "of")), "+", type);
        std::string_view article = "bare";
        for (const TokenIndex c : tree_.children(token))
            if (tree_[c].dep == "det") article = tree_.lower(c);
        f.add("article=", article);
        f.add("article=", article, "+", type);
    }
    for (const TokenIndex p : roles_.prepositions(token)) {
        f.add("prep=", tree_.lower(p), "+", type);
        f.add("prep=", tree_.lower(p), "+", tree_.lemma(token));
        const auto objects_of = roles_.prepositional(token, tree_.lower(p));
        if (!objects_of.empty()) f.add("prep-object=", tree_.lower(p), "+", who(objects_of), "+", type);
    }
}

void DeedJudge::note_form(Facts& f, TokenIndex token, std::string_view type) const {
    const std::string_view how = telling(tree_, token), dep = tree_[token].dep.view();
    const std::string_view voice = tree_.is_verb(token) && roles_.is_passive(token) ? "+passive" : "";
    f.add("tell=", how, voice);
    f.add("tell=", how, voice, "+", type);
    f.add("dep=", dep);
    f.add("dep=", dep, "+", type);
    f.add("dep+lemma=", dep, "+", tree_.lemma(token));
    f.add("entity=", tree_[token].ent.view());
    if (!tree_.is_root(token)) {
        f.add("above=", tree_.lemma(tree_.head(token)));
        f.add("above=", tree_.lemma(tree_.head(token)), "+", type);
    }
    if (tree_.child(token, {"neg"}) != kNoToken) f.add("negated");
    f.add("sentence=", tree_.sentence_of(token) < 2 ? "first" : tree_.sentence_of(token) < 6 ? "early" : "late");
    const Sentence& s = tree_.annotated().sentences[tree_.sentence_of(token)];
    bool question = false;
    for (TokenIndex i = s.first; i < s.last; ++i) question = question || tree_.text(i) == "?";
    if (question) f.add("question");
}

void DeedJudge::note_scene(Facts& f, const Scene& scene, TokenIndex token, std::string_view type, int event) const {
    const std::size_t own = event >= 0 ? 1 : 0;
    const auto count = [](const auto& table, const auto& key) {
        const auto it = table.find(key);
        return it == table.end() ? std::size_t{0} : it->second;
    };
    const bool same = event >= 0 && (*scene.events)[static_cast<std::size_t>(event)].type == type;
    f.add("in-sentence=", bucket(count(scene.in_sentence, tree_.sentence_of(token)) - own));
    constexpr std::size_t kArticle = 80;  // fewer words are no article: that nothing else happens in them says nothing
    if (tree_.size() >= kArticle) {
        const std::size_t alike = count(scene.of_type, type) - (same ? 1 : 0);
        f.add("of-type=", bucket(alike));
        f.add("of-type=", bucket(alike), "+", type);
        f.add("of-lemma=", bucket(count(scene.of_lemma, tree_.lemma(token)) - own));
        const std::size_t per_mille = (scene.events->size() - own) * 1000 / std::max<std::size_t>(200, tree_.size());
        f.add("density=", bucket(per_mille / 4));
        f.add("density=", bucket(per_mille / 4), "+", type);
    }
    // The nearest deed above, and one right below.
    TokenIndex i = token;
    for (int steps = 0; steps < 4 && !tree_.is_root(i); ++steps) {
        i = tree_.head(i);
        if (const auto it = scene.at.find(i); it != scene.at.end()) {
            f.add("under=", (*scene.events)[static_cast<std::size_t>(it->second)].type);
            f.add("under=", (*scene.events)[static_cast<std::size_t>(it->second)].type, "+", type);
            break;
        }
    }
    for (const TokenIndex c : tree_.children(token))
        if (const auto it = scene.at.find(c); it != scene.at.end()) {
            f.add("over=", (*scene.events)[static_cast<std::size_t>(it->second)].type, "+", type);
            f.add("over=", (*scene.events)[static_cast<std::size_t>(it->second)].type, "+", tree_[c].dep.view());
        }
}

std::string strongest(const DeedCandidate& candidate) {
    constexpr std::size_t kShown = 6;
    auto facts = candidate.facts;
    std::stable_sort(facts.begin(), facts.end(),
                     [](const DeedFact& a, const DeedFact& b) { return std::abs(a.weight) > std::abs(b.weight); });
    std::string out;
    for (std::size_t i = 0; i < std::min(facts.size(), kShown); ++i)
        if (facts[i].weight != 0)
            out += (out.empty() ? "" : ", ") + facts[i].words + (facts[i].weight > 0 ? " (for)" : " (against)");
    return out;
}

bool DeedJudge::is_fitted() { return !fitted_weights().empty(); }

std::vector<DeedCandidate> DeedJudge::weigh(const std::vector<Event>& events,
                                            const std::vector<std::pair<TokenIndex, std::string>>& dropped,
                                            bool spell) const {
    const auto& tokens = tree_.annotated().tokens;
    Scene scene;
    scene.events = &events;
    for (std::size_t e = 0; e < events.size(); ++e) {
        const auto it = std::lower_bound(tokens.begin(), tokens.end(), events[e].begin,
                                         [](const Token& t, std::uint32_t b) { return t.begin < b; });
        const auto token = static_cast<TokenIndex>(it - tokens.begin());
        scene.at.emplace(token, static_cast<int>(e));
        ++scene.in_sentence[tree_.sentence_of(token)];
        ++scene.of_type[events[e].type];
        ++scene.of_lemma[std::string(tree_.lemma(token))];
    }
    for (const auto& [token, why] : dropped) scene.dropped.emplace(token, why);
    std::vector<DeedCandidate> out;
    for (TokenIndex i = 0; i < tree_.size(); ++i) {
        const auto senses = matcher_.senses(i);
        if (senses.empty()) continue;
        const auto found = scene.at.find(i);
        const int event = found == scene.at.end() ? -1 : found->second;
        const Frame* chosen = matcher_.frame(i);
        const bool no_event = matcher_.is_no_event(i);
        struct Closest {
            const Frame* frame = nullptr;
            std::vector<const Condition*> fails;
            std::size_t senses = 0;
        };
        std::map<std::string_view, Closest> types;
        for (const Frame& frame : senses) {
            if (frame.type.empty()) continue;
            Closest& best = types[frame.type];
            ++best.senses;
            if (best.frame && best.fails.empty()) continue;
            auto fails = matcher_.failing(frame, i, 2);
            if (best.frame && fails.size() >= best.fails.size()) continue;
            best.frame = &frame;
            best.fails = std::move(fails);
        }
        const std::string_view lemma = tree_.lemma(i);
        for (const auto& [type, closest] : types) {
            DeedCandidate c;
            c.token = i;
            c.frame = closest.frame;
            const bool emitted = event >= 0 && events[static_cast<std::size_t>(event)].type == type;
            if (!emitted && closest.fails.size() > 1) continue;  // too far from any sense to be worth weighing
            c.event = emitted ? event : -1;
            Facts f(spell);
            std::string state = emitted ? "emitted" : event >= 0 ? "emitted-as-other" : "";
            if (state.empty()) {
                const auto why = scene.dropped.find(i);
                state = closest.fails.empty() ? (why != scene.dropped.end()       ? "dropped"
                                                 : chosen && chosen->type == type ? "ruled-out"
                                                                                  : "weaker")
                                              : "one-fails";
                if (no_event) state += "+no-event";
            }
            f.add("bias");
            f.add("state=", state);
            f.add("state=", state, "+", type);
            f.add("state=", state, "+", lemma);
            f.add("state=", state, "+", lemma, "+", type);
            f.add("lemma=", lemma, "+", type);
            f.add("type=", type);
            f.add("senses=", bucket(closest.senses), "+", state);
            f.add("types=", bucket(types.size()), "+", state);
            f.add("strict=", bucket(closest.frame->conditions.size()), "+", state);
            for (const Condition* fail : closest.fails) {
                f.add("fails=", fail->negated ? "!" : "", kind_name(fail->kind), "+", state);
                f.add("fails=", fail->negated ? "!" : "", kind_name(fail->kind), "+", state, "+", type);
            }
            if (emitted) {
                const Event& e = events[static_cast<std::size_t>(event)];
                f.add("emitted-mode=", type, "/", e.mode);
                f.add("parties=", e.actors.empty() ? "no" : "yes", e.recipients.empty() ? "+no" : "+yes");
                f.add("parties=", e.actors.empty() ? "no" : "yes", e.recipients.empty() ? "+no" : "+yes", "+", type);
                if (!e.actors.empty()) f.add("actor=", e.actors.front().sector, "+", type);
                if (!e.recipients.empty()) f.add("recipient=", e.recipients.front().sector, "+", type);
                f.add("status=", e.status);
            } else if (const auto why = scene.dropped.find(i); why != scene.dropped.end()) {
                f.add("dropped=", why->second);
            }
            note_arguments(f, i, type);
            note_form(f, i, type);
            note_scene(f, scene, i, type, event);
            c.score = f.score;
            c.facts = std::move(f.facts);
            out.push_back(std::move(c));
        }
    }
    return out;
}

}  // namespace newshound::events
