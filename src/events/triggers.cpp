#include "events/triggers.h"

#include <algorithm>

namespace newshound::events {

namespace {

void append_new(std::vector<TokenIndex>& out, TokenIndex i) {
    if (std::find(out.begin(), out.end(), i) == out.end()) out.push_back(i);
}

}  // namespace

std::vector<Trigger> Triggers::find() const {
    std::vector<bool> absorbed(tree_.size(), false);
    std::vector<Trigger> found;
    const KeySet* deeds = lexicon_.word_class("deed_noun");
    for (TokenIndex i = 0; i < tree_.size(); ++i) {
        const Frame* frame = matcher_.frame(i);
        if (!frame) {
            const bool may_take_up = tree_.pos(i) == "NOUN" && deeds && deeds->contains(tree_.lemma_key(i)) &&
                                     is_definite(i) && !matcher_.is_no_event(i) && !matcher_.senses(i).empty();
            if (may_take_up && !ruled_out(i)) found.push_back({i, nullptr, true});
            continue;
        }
        if (frame->clause == ClauseEffect::absorb && !frame->type.empty() && !ruled_out(i))
            for (TokenIndex deed : absorbed_by(i)) absorbed[deed] = true;
        if (frame->type.empty() || ruled_out(i)) continue;
        found.push_back({i, frame, Matcher::word_class(tree_, i) != WordClass::verb || frame->conditions.empty()});
    }
    std::erase_if(found, [&](const Trigger& t) { return absorbed[t.token] || repeats_its_verb(t); });
    return found;
}

std::vector<TokenIndex> Triggers::complement_deeds(TokenIndex trigger) const {
    std::vector<TokenIndex> out;
    const auto add_verb = [&](TokenIndex verb) {
        append_new(out, verb);
        for (TokenIndex deeper : roles_.open_complements(verb)) append_new(out, deeper);
        for (TokenIndex object : roles_.objects(verb))
            if (object > verb) append_new(out, object);
        for (TokenIndex object : roles_.prepositional(verb, "")) append_new(out, object);
    };
    for (TokenIndex verb : roles_.open_complements(trigger)) add_verb(verb);
    for (TokenIndex verb :
         roles_.clausal_complements(trigger))  // one before it is what stands beside it: "they demand it; he refused"
        if (verb > trigger) add_verb(verb);
    const auto add_noun = [&](TokenIndex noun) {
        if (noun == trigger || !tree_.is_noun(noun)) return;
        append_new(out, noun);
        for (TokenIndex inner : roles_.prepositional(noun, "")) append_new(out, inner);
        for (TokenIndex verb : roles_.open_complements(noun)) add_verb(verb);
    };
    if (tree_.is_verb(trigger)) {
        if (!roles_.is_passive(trigger))
            for (TokenIndex object : roles_.objects(trigger)) add_noun(object);
        for (const char* prep : {"for", "to", "on"})
            for (TokenIndex object : roles_.prepositional(trigger, prep)) add_noun(object);
    } else {
        for (const char* prep : {"for", "to", "of"})
            for (TokenIndex object : roles_.prepositional(trigger, prep)) add_noun(object);
    }
    return out;
}

std::vector<TokenIndex> Triggers::absorbed_by(TokenIndex trigger) const {
    auto deeds = complement_deeds(trigger);
    // "rejected Iran's demand": what was demanded, charged or promised before stays a deed of its own.
    std::erase_if(deeds, [&](TokenIndex i) {
        if (!tree_.is_noun(i)) return false;
        const Frame* f = matcher_.frame(i);
        return f && (f->type == "REQUEST" || f->type == "ACCUSE" || f->type == "THREATEN" || f->type == "REJECT");
    });
    return deeds;
}

bool Triggers::repeats_its_verb(const Trigger& t) const {
    if (!tree_.is_noun(t.token) || !t.frame) return false;
    const TokenIndex first = tree_.first_conjunct(t.token);
    if (!tree_.has_dep(first, {"dobj", "nsubjpass", "attr"})) return false;
    const TokenIndex verb = tree_.head(first);
    const Frame* f = matcher_.frame(verb);
    return f && f->type == t.frame->type && !ruled_out(verb);
}

bool Triggers::is_definite(TokenIndex noun) const {
    for (TokenIndex c : tree_.children(noun)) {
        const std::string_view w = tree_.lower(c);
        if (tree_.has_dep(c, {"det"}) &&
            (w == "the" || w == "this" || w == "these" || w == "that" || w == "those" || w == "both"))
            return true;
    }
    return false;
}

bool Triggers::ruled_out(TokenIndex token) const {
    if (tree_.is_verb(token)) {
        const Frame* own = matcher_.frame(token);  // "will not begin talks" is a refusal, whatever it carries
        if (own && !own->type.empty() && takes_auxiliary(*own)) return false;
        return lexicon_.is_light(tree_.lemma_key(token), {}) && carries_event_noun(token);
    }
    if (tree_.has_pos(token, {"NOUN", "PROPN"})) {
        if (is_name_part(token) || is_time_adjunct(token)) return true;
        if (tree_.dep(token) == "compound") {
            // "a bombing campaign" is a deed; "protest leader", "arrest warrant" are not
            const auto* carriers = lexicon_.word_class("carrier_noun");
            return !carriers || !carriers->contains(tree_.lemma_key(tree_.head(token)));
        }
    }
    return false;
}

bool Triggers::carries_event_noun(TokenIndex verb) const {
    auto objects = roles_.objects(verb);
    for (TokenIndex object : roles_.prepositional(verb, "")) objects.push_back(object);
    return std::any_of(objects.begin(), objects.end(), [&](TokenIndex o) {
        if (!tree_.has_pos(o, {"NOUN", "PROPN"}) || matcher_.light_governor(o) != verb) return false;
        const Frame* f = matcher_.frame(o);
        return f && !f->type.empty() && !is_name_part(o) && lexicon_.is_light(tree_.lemma_key(verb), f->type);
    });
}

bool Triggers::is_name_part(TokenIndex token) const {
    if (tree_[token].ent.empty()) return false;
    if (tree_.pos(token) != "PROPN" && tree_.ent(token) != "ORG" && tree_.ent(token) != "WORK_OF_ART") return false;
    return tree_.ent(token) != "CARDINAL";
}

bool Triggers::is_time_adjunct(TokenIndex noun) const {
    if (tree_.dep(noun) != "pobj") return false;
    const std::string_view prep = tree_.lower(tree_.head(noun));
    return prep == "during" || prep == "since" || prep == "until";
}

}  // namespace newshound::events
