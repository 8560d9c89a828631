#include "events/matcher.h"

#include <algorithm>

namespace newshound::events {

Matcher::Matcher(const Lexicon& lexicon, const Tree& tree, const Roles& roles, const Cast& cast)
    : lexicon_(lexicon),
      tree_(tree),
      roles_(roles),
      cast_(cast),
      state_(tree.size(), State::unknown),
      chosen_(tree.size(), nullptr),
      no_event_(tree.size(), false) {}

WordClass Matcher::word_class(const Tree& tree, TokenIndex word) {
    if (tree.has_pos(word, {"NOUN", "PROPN"})) return WordClass::noun;
    if (tree.pos(word) == "ADJ") return WordClass::adjective;
    return WordClass::verb;
}

const Frame* Matcher::frame(TokenIndex word) const {
    if (state_[word] == State::done) return chosen_[word];
    if (state_[word] == State::running) return nullptr;  // two words whose senses hang on each other: neither decides
    state_[word] = State::running;
    chosen_[word] = choose(word);
    state_[word] = State::done;
    return chosen_[word];
}

std::span<const Frame> Matcher::senses(TokenIndex word) const {
    if (!tree_.has_pos(word, {"VERB", "NOUN", "PROPN", "ADJ"})) return {};
    const WordClass word_class_here = word_class(tree_, word);
    auto frames = lexicon_.frames(tree_.lemma_key(word), word_class_here);
    // "abusive", "dead": adjectives that the lemmatizer changes
    if (frames.empty() && word_class_here == WordClass::adjective)
        frames = lexicon_.frames(tree_.lower_key(word), WordClass::adjective);
    return frames.empty() ? auxiliary_senses(word) : frames;
}

std::span<const Frame> Matcher::auxiliary_senses(TokenIndex word) const {
    if (tree_.pos(word) != "VERB") return {};
    for (TokenIndex c : tree_.children(word))
        if (tree_.dep(c) == "aux")
            if (const auto frames = lexicon_.frames(tree_.lower_key(c), WordClass::auxiliary); !frames.empty())
                return frames;
    return {};
}

const Frame* Matcher::first_that_holds(std::span<const Frame> frames, TokenIndex word) const {
    for (const Frame& frame : frames)
        if (std::all_of(frame.conditions.begin(), frame.conditions.end(),
                        [&](const Condition& c) { return holds(c, word) != c.negated; }))
            return &frame;
    return nullptr;
}

const Frame* Matcher::choose(TokenIndex word) const {
    const Frame* frame = first_that_holds(auxiliary_senses(word), word);
    if (!frame) frame = first_that_holds(senses(word), word);
    if (!frame) return nullptr;
    no_event_[word] = frame->type.empty();
    return frame->type.empty() && frame->clause == ClauseEffect::none ? nullptr : frame;
}

bool takes_auxiliary(const Frame& frame) {
    return std::any_of(frame.conditions.begin(), frame.conditions.end(), [](const Condition& c) {
        if (c.negated) return false;
        if (c.kind == Condition::Kind::negation) return true;
        return c.kind == Condition::Kind::path &&
               std::any_of(c.paths.begin(), c.paths.end(), [](const Path& p) { return p.kind == Path::Kind::saysubj; });
    });
}

std::vector<TokenIndex> Matcher::speakers_of_clause(TokenIndex verb) const {
    // of "were responsible" it is the verb
    const bool predicate = tree_.has_dep(verb, {"acomp", "attr"});
    const TokenIndex clause = tree_.first_conjunct(predicate ? tree_.head(verb) : verb);
    const TokenIndex head = tree_.head(clause);
    if (head == clause || tree_.dep(clause) != "ccomp" || !tree_.is_verb(head)) return {};
    const Frame* says = frame(head);
    if (!says || (says->clause != ClauseEffect::says && says->clause != ClauseEffect::claim)) return {};
    return roles_.subjects(head);
}

std::vector<TokenIndex> Matcher::awaited(TokenIndex verb) const {
    std::vector<TokenIndex> out;
    for (TokenIndex c : tree_.children(verb)) {
        if (tree_.dep(c) != "advcl" || !tree_.is_verb(c)) continue;
        const TokenIndex mark = tree_.child(c, {"mark"});
        if (mark == kNoToken ||
            (tree_.lower(mark) != "until" && tree_.lower(mark) != "unless" && tree_.lower(mark) != "till"))
            continue;
        for (TokenIndex who : roles_.subjects(c)) out.push_back(who);
    }
    return out;
}

void Matcher::follow_down(TokenIndex word, TokenIndex trigger, int depth, std::vector<TokenIndex>& out) const {
    constexpr int kDeepest = 9;
    if (depth > kDeepest) return;
    for (TokenIndex c : tree_.children(word)) {
        if (c < trigger) continue;
        if (tree_.has_dep(c, {"pobj", "dobj", "conj", "dative"}) && !tree_.is_verb(c)) {
            if (tree_.is_noun(c)) out.push_back(c);
        } else if (tree_.is_verb(c)) {
            // what it is for: "to help Ethiopia", "for those affected in Yemen", "aimed at promoting ..."
            const bool inside = tree_.has_dep(c, {"xcomp", "acl", "pcomp"}) ||
                                (tree_.has_dep(c, {"advcl", "relcl"}) && tree_.tag(c) == "VB" &&
                                 tree_.child(c, {"aux"}) != kNoToken && tree_.child(c, {"nsubj", "mark"}) == kNoToken);
            if (!inside) continue;
        } else if (!tree_.has_dep(c, {"prep", "dative"})) {
            continue;
        }
        follow_down(c, trigger, depth + 1, out);
    }
}

std::vector<const Condition*> Matcher::failing(const Frame& frame, TokenIndex word, std::size_t most) const {
    std::vector<const Condition*> out;
    for (const Condition& c : frame.conditions) {
        if (out.size() == most) break;
        if (holds(c, word) == c.negated) out.push_back(&c);
    }
    return out;
}

bool Matcher::is_no_event(TokenIndex word) const {
    static_cast<void>(frame(word));
    return no_event_[word];
}

std::string Matcher::trace(TokenIndex word) const {
    std::string out;
    for (const Frame& frame : senses(word)) {
        std::string verdict = "ok";
        for (std::size_t i = 0; i < frame.conditions.size() && verdict == "ok"; ++i)
            if (holds(frame.conditions[i], word) == frame.conditions[i].negated)
                verdict = "condition " + std::to_string(i + 1) + " fails";
        out += frame.source + " " + (frame.type.empty() ? "-" : frame.type) + " " + frame.mode + ": " + verdict + "\n";
    }
    return out;
}

bool Matcher::matches(const WordSet& words, TokenIndex word) const {
    if (words.any()) return true;
    const bool listed = !words.lemmas.empty() || !words.classes.empty();
    if (listed && (words.has(tree_.lemma_key(word)) || words.has(tree_.lower_key(word)))) return true;
    if (listed)
        for (TokenIndex m : tree_.children(word))  // "gun battle", "police officers": the compound counts for the head
            if (tree_.has_dep(m, {"compound"}) && words.has(tree_.lemma_key(m))) return true;
    for (const std::string& type : words.types)
        for (const Frame& f : lexicon_.frames(tree_.lemma_key(word), word_class(tree_, word)))
            if (f.type == type) return true;
    if (words.negation)
        for (TokenIndex c : tree_.children(word))
            if (tree_.dep(c) == "neg") return true;
    const bool needs_identity = !words.sectors.empty() || words.state || words.person || words.party || words.place;
    if (!needs_identity) return false;
    const Mention* mention = cast_.at(word);
    if (!mention) return false;
    const Identity& who = mention->identity;
    if (std::find(words.sectors.begin(), words.sectors.end(), who.sector) != words.sectors.end()) return true;
    if (words.person && (who.person || tree_.ent(word) == "PERSON")) return true;
    if (words.party && !who.inanimate && (!who.sector.empty() || who.person || !who.country.empty())) return true;
    if (words.state && who.sector == "GOV" && !who.person && !who.country.empty()) return true;
    return words.place && (who.place || tree_.ent(word) == "GPE" || tree_.ent(word) == "LOC" || tree_.ent(word) == "FAC");
}

bool Matcher::any_matches(const WordSet& words, const std::vector<TokenIndex>& candidates) const {
    return std::any_of(candidates.begin(), candidates.end(), [&](TokenIndex c) { return matches(words, c); });
}

TokenIndex Matcher::marked_by_for(TokenIndex verb) const {
    if (!tree_.is_verb(verb)) return kNoToken;
    for (TokenIndex c : tree_.children(verb))
        if (c > verb && tree_.has_dep(c, {"advcl", "ccomp", "xcomp"}))
            if (const TokenIndex mark = tree_.child(c, {"mark"}); mark != kNoToken && tree_.lower(mark) == "for") return c;
    return kNoToken;
}

bool Matcher::dates(TokenIndex preposition) const {
    if (tree_.lower(preposition) != "on") return false;
    const TokenIndex object = tree_.child(preposition, {"pobj"});
    return object != kNoToken && tree_.ent(object) == "DATE";
}

bool Matcher::holds(const Condition& condition, TokenIndex word) const {
    switch (condition.kind) {
        case Condition::Kind::obj: return any_matches(condition.words, roles_.objects(word));
        case Condition::Kind::subj: return any_matches(condition.words, roles_.subjects(word));
        case Condition::Kind::iobj: return any_matches(condition.words, roles_.indirect_objects(word));
        case Condition::Kind::prt:
            for (TokenIndex c : tree_.children(word))
                if (tree_.has_dep(c, {"prt", "advmod", "prep"}) && condition.words.has(tree_.lower_key(c))) return true;
            return false;
        case Condition::Kind::prep:
            for (TokenIndex p : roles_.prepositions(word))
                if (!dates(p) && (condition.words.any() || condition.words.has(tree_.lower_key(p)))) return true;
            return marked_by_for(word) != kNoToken &&
                   condition.words.has(tree_.lower_key(tree_.child(marked_by_for(word), {"mark"})));
        case Condition::Kind::prep_object: {
            auto objects = roles_.prepositional(word, condition.prep);
            if (condition.prep == "on")
                std::erase_if(objects, [&](TokenIndex o) { return tree_.ent(o) == "DATE" && tree_.dep(o) == "pobj"; });
            if (const TokenIndex clause = condition.prep == "for" ? marked_by_for(word) : kNoToken; clause != kNoToken)
                for (TokenIndex s : roles_.subjects(clause)) objects.push_back(s);
            if (condition.prep == "to")  // "gave it to X" is a dative
                for (TokenIndex i : roles_.indirect_objects(word)) objects.push_back(i);
            if (any_matches(condition.words, objects)) return true;
            for (TokenIndex p : roles_.prepositions(word))  // "accused of killing", "from attacking"
                if (tree_.lower(p) == condition.prep)
                    for (TokenIndex c : tree_.children(p))
                        if (tree_.dep(c) == "pcomp" && matches(condition.words, c)) return true;
            return false;
        }
        case Condition::Kind::pobj: return any_matches(condition.words, roles_.prepositional(word, ""));
        case Condition::Kind::mod: {
            for (TokenIndex c : tree_.children(word))
                if (tree_.has_dep(c, {"compound", "amod", "nmod", "poss", "advmod", "npadvmod", "nummod", "aux"}) &&
                    matches(condition.words, c))
                    return true;
            // "the bombing spree": what the word itself is a compound of
            return tree_.dep(word) == "compound" && matches(condition.words, tree_.head(word));
        }
        case Condition::Kind::oprd:
            for (TokenIndex c : tree_.children(word)) {
                if (tree_.has_dep(c, {"oprd", "attr", "acomp"}) && matches(condition.words, c)) return true;
                // "called him a criminal" is often parsed as a small clause
                if (tree_.has_dep(c, {"ccomp", "xcomp"}) && !tree_.is_verb(c) && matches(condition.words, c)) return true;
                if (tree_.dep(c) == "prep" && tree_.lower(c) == "as")
                    for (TokenIndex inner : tree_.children(c))
                        if (tree_.has_dep(inner, {"pobj", "amod", "pcomp"}) && matches(condition.words, inner)) return true;
            }
            return false;
        case Condition::Kind::xcomp: return any_matches(condition.words, roles_.open_complements(word));
        case Condition::Kind::ccomp: return any_matches(condition.words, roles_.clausal_complements(word));
        case Condition::Kind::gov: {
            const TokenIndex governor = roles_.governor(word);
            return governor != kNoToken && matches(condition.words, governor);
        }
        case Condition::Kind::passive: return roles_.is_passive(word);
        case Condition::Kind::active: return !roles_.is_passive(word);
        case Condition::Kind::negation: return tree_.child(word, {"neg"}) != kNoToken;
        case Condition::Kind::path:
            return std::any_of(condition.paths.begin(), condition.paths.end(),
                               [&](const Path& path) { return any_matches(condition.words, follow(word, path)); });
        case Condition::Kind::near: {
            const Sentence& s = tree_.annotated().sentences[tree_.sentence_of(word)];
            for (TokenIndex i = s.first; i < s.last; ++i)
                if (i != word && condition.words.has(tree_.lemma_key(i))) return true;
            return false;
        }
    }
    return false;
}

TokenIndex Matcher::light_governor(TokenIndex noun) const {
    const TokenIndex governor = roles_.governor(noun);
    if (governor == kNoToken || !tree_.has_dep(tree_.first_conjunct(noun), {"dobj", "nsubjpass", "pobj"})) return kNoToken;
    // "Issued a ruling on the prorogation": with an object of its own the verb is not the noun's.
    if (tree_.dep(tree_.first_conjunct(noun)) == "pobj" && tree_.child(governor, {"dobj"}) != kNoToken) {
        const std::string_view prep = tree_.lower(tree_.head(tree_.first_conjunct(noun)));
        if (prep == "on" || prep == "about" || prep == "over" || prep == "after" || prep == "against") return kNoToken;
    }
    const Frame* f = frame(noun);
    return lexicon_.is_light(tree_.lemma_key(governor), f ? std::string_view(f->type) : std::string_view()) ? governor
                                                                                                            : kNoToken;
}

TokenIndex Matcher::deed_governor(TokenIndex noun) const {
    if (const TokenIndex light = light_governor(noun); light != kNoToken) return light;
    const Frame* f = frame(noun);
    const bool asked = f && std::any_of(f->conditions.begin(), f->conditions.end(),
                                        [](const Condition& c) { return c.kind == Condition::Kind::gov && !c.negated; });
    const TokenIndex governor = asked ? roles_.governor(noun) : kNoToken;
    if (governor == kNoToken) return kNoToken;
    const Frame* outer = frame(governor);  // a deed of its own ("condemned the killings") is a reaction to the noun's
    return outer && !outer->type.empty() ? kNoToken : governor;
}

std::vector<TokenIndex> Matcher::follow(TokenIndex trigger, const Path& path) const {
    std::vector<TokenIndex> out;
    const auto append = [&](const std::vector<TokenIndex>& more) { out.insert(out.end(), more.begin(), more.end()); };
    const auto over = [&](const std::vector<TokenIndex>& words, auto&& step) {
        for (TokenIndex word : words) append(step(word));
    };
    const auto subjects = [&](TokenIndex w) { return roles_.subjects(w); };
    const auto objects = [&](TokenIndex w) { return roles_.objects(w); };
    switch (path.kind) {
        case Path::Kind::subj: return roles_.subjects(trigger);
        case Path::Kind::obj: return roles_.objects(trigger);
        case Path::Kind::iobj: return roles_.indirect_objects(trigger);
        case Path::Kind::prep:
            append(roles_.prepositional(trigger, path.prep));
            if (path.prep == "to" || path.prep == "for") append(roles_.indirect_objects(trigger));
            return out;
        case Path::Kind::by: return roles_.prepositional(trigger, "by");
        case Path::Kind::of: return roles_.prepositional(trigger, "of");
        case Path::Kind::poss: return roles_.possessors(trigger);
        case Path::Kind::mod: return roles_.modifiers(trigger);
        case Path::Kind::govsubj:
            if (const TokenIndex g = deed_governor(trigger); g != kNoToken) {
                append(roles_.subjects(g));
                std::erase_if(out, [&](TokenIndex i) {
                    return i == trigger || tree_.first_conjunct(i) == tree_.first_conjunct(trigger);
                });
            }
            return out;
        case Path::Kind::govobj:
            if (const TokenIndex g = deed_governor(trigger); g != kNoToken) {
                append(roles_.indirect_objects(g));
                if (out.empty()) append(roles_.objects(g));
                std::erase_if(out, [&](TokenIndex i) {
                    return i == trigger || tree_.first_conjunct(i) == tree_.first_conjunct(trigger);
                });
            }
            return out;
        case Path::Kind::govprep:
            if (const TokenIndex g = deed_governor(trigger); g != kNoToken) {
                append(roles_.prepositional(g, path.prep));
                std::erase_if(out, [&](TokenIndex i) { return tree_.first_conjunct(i) == tree_.first_conjunct(trigger); });
            }
            return out;
        case Path::Kind::xsubj: over(roles_.open_complements(trigger), subjects); return out;
        case Path::Kind::xobj:
            over(roles_.open_complements(trigger), [&](TokenIndex w) {  // "agreed to lend Kenya tanks": Kenya
                auto to = roles_.indirect_objects(w);
                return to.empty() ? roles_.objects(w) : to;
            });
            return out;
        case Path::Kind::csubj: over(roles_.clausal_complements(trigger), subjects); return out;
        case Path::Kind::cobj: over(roles_.clausal_complements(trigger), objects); return out;
        case Path::Kind::objposs:
            over(roles_.objects(trigger), [&](TokenIndex w) {
                auto p = roles_.possessors(w);
                auto m = roles_.modifiers(w);
                p.insert(p.end(), m.begin(), m.end());
                return p;
            });
            return out;
        case Path::Kind::objof:
            over(roles_.objects(trigger), [&](TokenIndex w) { return roles_.prepositional(w, "of"); });
            return out;
        case Path::Kind::objprep:
            over(roles_.objects(trigger), [&](TokenIndex w) { return roles_.prepositional(w, path.prep); });
            return out;
        case Path::Kind::pcsubj:  // whoever the object's own noun phrase names: "rejected Iran's proposal", "the plan of the
                                  // junta"
            over(roles_.objects(trigger), [&](TokenIndex w) {
                auto named = roles_.possessors(w);
                for (TokenIndex m : roles_.modifiers(w)) named.push_back(m);
                for (TokenIndex p : roles_.prepositional(w, "")) named.push_back(p);
                for (TokenIndex c : tree_.children(w))  // "rejected an appeal filed by the defence"
                    if (tree_.dep(c) == "acl" && roles_.is_passive(c))
                        for (TokenIndex maker : roles_.subjects(c)) named.push_back(maker);
                return named;
            });
            return out;
        case Path::Kind::self: return {trigger};
        case Path::Kind::saysubj: return speakers_of_clause(trigger);
        case Path::Kind::until: return awaited(trigger);
        case Path::Kind::far:
            follow_down(trigger, trigger, 0, out);
            if (const TokenIndex g = deed_governor(trigger); out.empty() && g != kNoToken) follow_down(g, trigger, 0, out);
            return out;
        case Path::Kind::oprd:
            for (TokenIndex c : tree_.children(trigger))
                if (tree_.has_dep(c, {"oprd", "attr"})) append(tree_.conjuncts(c));
            return out;
        case Path::Kind::relsubj: {
            const TokenIndex head = tree_.head(trigger);
            if (tree_.dep(trigger) == "appos") return {head};
            if (tree_.has_dep(trigger, {"attr", "acomp"}) && tree_.is_verb(head)) return roles_.subjects(head);
            return out;
        }
        case Path::Kind::mutual:
        case Path::Kind::none: return out;
    }
    return out;
}

}  // namespace newshound::events
