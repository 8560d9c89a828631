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
    return frames;
}

const Frame* Matcher::choose(TokenIndex word) const {
    for (const Frame& frame : senses(word)) {
        const bool all = std::all_of(frame.conditions.begin(), frame.conditions.end(),
                                     [&](const Condition& c) { return holds(c, word) != c.negated; });
        if (!all) continue;
        no_event_[word] = frame.type.empty();
        return frame.type.empty() && frame.clause == ClauseEffect::none ? nullptr : &frame;
    }
    return nullptr;
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
                if (condition.words.any() || condition.words.has(tree_.lower_key(p))) return true;
            return false;
        case Condition::Kind::prep_object: {
            auto objects = roles_.prepositional(word, condition.prep);
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
                if (tree_.has_dep(c, {"compound", "amod", "nmod", "poss", "advmod", "npadvmod", "nummod"}) &&
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
        case Path::Kind::xobj: over(roles_.open_complements(trigger), objects); return out;
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
                return named;
            });
            return out;
        case Path::Kind::self: return {trigger};
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
