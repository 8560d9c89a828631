#include "events/roles.h"

#include <algorithm>

namespace newshound::events {

namespace {

constexpr int kMaxDepth = 12;

bool is_relative_pronoun(const Tree& tree, TokenIndex i) {
    const std::string_view w = tree.lower(i);
    return w == "who" || w == "which" || w == "that" || w == "whom" || w == "whose";
}

void append(std::vector<TokenIndex>& out, const std::vector<TokenIndex>& more) {
    for (TokenIndex i : more)
        if (std::find(out.begin(), out.end(), i) == out.end()) out.push_back(i);
}

}  // namespace

const std::vector<TokenIndex>& Roles::remembered(Memory& memory, TokenIndex token, Find find) const {
    if (memory.at.empty()) memory.at.resize(tree_->size());
    if (memory.at[token] == 0) {
        auto answer = (this->*find)(token);  // may ask for other tokens on its way
        memory.answers.push_back(std::move(answer));
        memory.at[token] = static_cast<std::uint32_t>(memory.answers.size());
    }
    return memory.answers[memory.at[token] - 1];
}

const std::vector<TokenIndex>& Roles::subjects(TokenIndex verb) const {
    return remembered(subjects_, verb, &Roles::find_subjects);
}

const std::vector<TokenIndex>& Roles::objects(TokenIndex verb) const {
    return remembered(objects_, verb, &Roles::find_objects);
}

const std::vector<TokenIndex>& Roles::prepositions(TokenIndex word) const {
    return remembered(prepositions_, word, &Roles::find_prepositions);
}

TokenIndex Roles::antecedent(TokenIndex pronoun, TokenIndex verb) const {
    const Tree& tree = *tree_;
    TokenIndex v = verb;
    for (int steps = 0; steps < kMaxDepth && tree.dep(v) == "conj" && tree.is_verb(tree.head(v)); ++steps) v = tree.head(v);
    return tree.dep(v) == "relcl" ? tree.head(v) : pronoun;
}

bool Roles::is_passive(TokenIndex verb) const {
    const Tree& tree = *tree_;
    if (tree.child(verb, {"nsubjpass", "auxpass", "csubjpass"}) != kNoToken) return true;
    if (!(tree.tag(verb) == "VBN" || tree.tag(verb) == "VBD")) return false;
    // A past form with an object of its own is active whatever it was attached as ("Ministers on Friday denounced the
    // raid").
    if (tree.has_dep(verb, {"acl", "advcl", "relcl"}) && tree.child(verb, {"dobj"}) != kNoToken) return false;
    if (tree.has_dep(verb, {"amod"})) return true;
    if (tree.tag(verb) != "VBN") return tree.has_dep(verb, {"acl"}) && tree.child(verb, {"nsubj"}) == kNoToken;
    if (tree.child(verb, {"nsubj", "aux"}) != kNoToken) return false;
    if (tree.has_dep(verb, {"acl", "advcl", "relcl", "xcomp", "oprd", "acomp"})) return true;
    return tree.has_dep(verb, {"conj"}) && tree.is_verb(tree.head(verb)) && is_passive(tree.head(verb));
}

/// The verb whose subject accuses in "posted a message on Twitter accusing Iran": not Twitter does. Parsers read it as
/// "Twitter accusing" or as "on accusing"; kNoToken where nothing of the kind is said.
TokenIndex Roles::through_medium(TokenIndex verb) const {
    const Tree& tree = *tree_;
    if (tree.tag(verb) != "VBG") return kNoToken;
    TokenIndex prep = kNoToken;
    if (tree.dep(verb) == "pcomp") {
        const TokenIndex medium = tree.child(verb, {"nsubj"});
        if (medium == kNoToken || tree.tag(medium) != "NNP") return kNoToken;
        prep = tree.head(verb);
    } else if (tree.dep(verb) == "acl" && tree.dep(tree.head(verb)) == "pobj" && tree.tag(tree.head(verb)) == "NNP") {
        prep = tree.head(tree.head(verb));
    }
    if (prep == kNoToken || (tree.lower(prep) != "on" && tree.lower(prep) != "via")) return kNoToken;
    const TokenIndex above = tree.dep(tree.head(prep)) == "dobj" ? tree.head(tree.head(prep)) : tree.head(prep);
    return tree.is_verb(above) && above != verb ? above : kNoToken;
}

std::vector<TokenIndex> Roles::surface_subjects(TokenIndex verb, int depth) const {
    const Tree& tree = *tree_;
    if (depth > kMaxDepth) return {};
    const TokenIndex own = tree.child(verb, {"nsubj", "nsubjpass"});
    if (const TokenIndex poster = through_medium(verb); poster != kNoToken) return surface_subjects(poster, depth + 1);
    if (own != kNoToken) {
        if (is_relative_pronoun(tree, own)) {
            const TokenIndex noun = antecedent(own, verb);
            if (noun != own) return {noun};
            if (tree.dep(own) == "nsubj" && tree.lower(own) != "who") return {};
        }
        return expand(own);
    }
    const TokenIndex head = tree.head(verb);
    if (head == verb) return {};
    if (tree.has_dep(verb, {"relcl", "acl", "amod"})) {
        if (tree.dep(verb) == "acl" && tree.tag(verb) == "VB") {  // "the decision to withdraw": whoever took it
            const auto owners = possessors(head);
            if (!owners.empty()) return owners;
            const TokenIndex governor_verb = governor(head);
            if (governor_verb == kNoToken) return {};
            return is_passive(governor_verb) ? subjects(governor_verb) : surface_subjects(governor_verb, depth + 1);
        }
        return tree.is_noun(head) ? std::vector<TokenIndex>{head} : std::vector<TokenIndex>{};
    }
    if (tree.dep(verb) == "conj" && tree.is_verb(head)) return surface_subjects(head, depth + 1);
    if (tree.has_dep(verb, {"xcomp", "ccomp"}) && tree.is_verb(head)) {
        if (tree.dep(verb) == "ccomp" && tree.child(verb, {"mark"}) != kNoToken) return {};
        // "an operation Trump said killed 11": the clause's subject is the noun that the relative clause is about.
        if (tree.dep(verb) == "ccomp" && tree.dep(head) == "relcl") return {tree.head(head)};
        if (tree.dep(verb) == "ccomp" && (tree.tag(verb) == "VBD" || tree.tag(verb) == "VBZ" || tree.tag(verb) == "VBP"))
            return {};
        // "Promised them to leave", "used Instagram to thank them": the subject is also that of the infinitive.
        const std::string_view outer = tree.lemma(head);
        const bool controls =
            outer == "promise" || outer == "use" || outer == "employ" || outer == "utilise" || outer == "utilize";
        if (!is_passive(head) && !controls && tree.dep(verb) == "xcomp") {
            const TokenIndex object = tree.child(head, {"dobj", "dative"});
            if (object != kNoToken && object < verb) return expand(object);
        }
        return surface_subjects(head, depth + 1);
    }
    if (tree.dep(verb) == "pcomp") {
        const std::string_view prep = tree.lower(head);
        const TokenIndex outer = tree.head(head);
        if (tree.is_verb(outer)) {
            if (prep == "of" || prep == "from" || prep == "for" || prep == "into" || prep == "with") {
                const auto object = objects(outer);
                if (!object.empty()) return object;
            }
            return is_passive(outer) && (prep == "by") ? subjects(outer) : surface_subjects(outer, depth + 1);
        }
        if (tree.is_noun(outer)) return possessors(outer);
        return {};
    }
    if (tree.dep(verb) == "advcl" && tree.is_verb(head)) return surface_subjects(head, depth + 1);
    return {};
}

std::vector<TokenIndex> Roles::find_subjects(TokenIndex verb) const {
    const Tree& tree = *tree_;
    if (!is_passive(verb)) return surface_subjects(verb, 0);
    std::vector<TokenIndex> out;
    for (TokenIndex c : tree.children(verb))
        if (tree.dep(c) == "agent" || (tree.dep(c) == "prep" && tree.lower(c) == "by"))
            for (TokenIndex object : tree.children(c))
                if (tree.dep(object) == "pobj") append(out, expand(object));
    // "was arrested and charged by police": the agent stands at the last member.
    if (out.empty())
        for (TokenIndex c : tree.children(verb))
            if (tree.dep(c) == "conj" && tree.is_verb(c) && is_passive(c) &&
                tree.child(c, {"nsubjpass", "nsubj"}) == kNoToken)
                append(out, subjects(c));
    return out;
}

std::vector<TokenIndex> Roles::find_objects(TokenIndex verb) const {
    const Tree& tree = *tree_;
    if (is_passive(verb)) return surface_subjects(verb, 0);
    std::vector<TokenIndex> out;
    for (TokenIndex c : tree.children(verb)) {
        if (tree.dep(c) != "dobj") continue;
        if (is_relative_pronoun(tree, c)) {
            const TokenIndex noun = antecedent(c, verb);
            if (noun != c) append(out, {noun});
        } else {
            // "arrested 23 people on the Paraná, the largest raid to date": a second object is none.
            if (!out.empty() && tree.pos(c) == "ADJ") continue;
            append(out, expand(c));
        }
    }
    if (!out.empty()) return out;
    // "called the raid a farce", "declared him a hero": the subject of the small clause.
    for (TokenIndex c : tree.children(verb))
        if (tree.has_dep(c, {"ccomp", "oprd"}) && tree.has_pos(c, {"NOUN", "ADJ", "PROPN"}))
            if (const TokenIndex subject = tree.child(c, {"nsubj"});
                subject != kNoToken && tree.child(c, {"cop", "mark"}) == kNoToken)
                return expand(subject);
    // "called Lavrov to discuss": parsers take the one called for a name given.
    if (tree.child(verb, {"nsubj"}) != kNoToken || tree.has_dep(verb, {"xcomp", "conj"}))
        for (TokenIndex c : tree.children(verb))
            if (tree.dep(c) == "oprd" && tree.pos(c) == "PROPN" && c > verb &&
                (tree.ent(c) == "PERSON" || tree.ent(c) == "ORG" || tree.ent(c) == "GPE"))
                return expand(c);
    // "the man police arrested": a relative clause with its own subject and no object has the noun as its object.
    if (tree.dep(verb) == "relcl" && tree.child(verb, {"nsubj"}) != kNoToken &&
        !is_relative_pronoun(tree, tree.child(verb, {"nsubj"})) &&
        tree.child(verb, {"advmod", "ccomp", "xcomp"}) == kNoToken)
        return {tree.head(verb)};
    // "kidnapped and killed two men": the first verb shares the last one's object.
    for (TokenIndex c : tree.children(verb))
        if (tree.dep(c) == "conj" && tree.is_verb(c) && c > verb && c - verb <= 3) return objects(c);
    return {};
}

std::vector<TokenIndex> Roles::indirect_objects(TokenIndex verb) const {
    const Tree& tree = *tree_;
    std::vector<TokenIndex> out;
    for (TokenIndex c : tree.children(verb)) {
        if (tree.dep(c) != "dative") continue;
        if (tree.pos(c) == "ADP") {
            for (TokenIndex object : tree.children(c))
                if (tree.dep(object) == "pobj") append(out, expand(object));
        } else {
            append(out, expand(c));
        }
    }
    // "gave Ukraine 31 tanks": parsers take the first of two objects for a part of the second.
    if (out.empty())
        for (TokenIndex c : tree.children(verb)) {
            if (tree.dep(c) != "dobj" || tree.pos(c) != "NOUN") continue;
            const auto parts = tree.children(c);
            if (parts.size() < 2 || parts[1] >= c || !tree.has_dep(parts[0], {"compound", "nmod"})) continue;
            if (tree.pos(parts[0]) == "PROPN" && tree.has_dep(parts[1], {"nummod", "det"})) append(out, {parts[0]});
        }
    // "promised parliament that ...", "told him to ...": with a clause for what is said, the object is who it is said to.
    if (out.empty() && tree.child(verb, {"ccomp", "xcomp"}) != kNoToken) return objects(verb);
    return out;
}

std::vector<TokenIndex> Roles::find_prepositions(TokenIndex word) const {
    const Tree& tree = *tree_;
    std::vector<TokenIndex> out;
    const auto collect = [&](TokenIndex from) {
        for (TokenIndex c : tree.children(from)) {
            if (!tree.has_dep(c, {"prep", "agent", "dative"}) || !tree.has_pos(c, {"ADP", "SCONJ", "PART", "VERB", "ADV"}))
                continue;
            out.push_back(c);
            for (TokenIndex more : tree.children(c))  // "from Iran to Syria", "out of Iran", "and against Iran"
                if (tree.has_dep(more, {"prep", "conj"}) && tree.has_pos(more, {"ADP"})) out.push_back(more);
        }
    };
    collect(word);
    if (tree.is_verb(word)) {
        const TokenIndex object = tree.child(word, {"dobj"});
        if (object != kNoToken) collect(object);
    } else if (tree.is_noun(word) && tree.has_dep(word, {"dobj", "nsubjpass"})) {
        // "carried out attacks overnight on Kabul": the preposition may hang on the light verb.
        for (TokenIndex c : tree.children(tree.head(word)))
            if (tree.dep(c) == "prep" && c > word) out.push_back(c);
    }
    return out;
}

std::vector<TokenIndex> Roles::prepositional(TokenIndex word, std::string_view prep) const {
    const Tree& tree = *tree_;
    std::vector<TokenIndex> out;
    for (TokenIndex p : prepositions(word)) {
        if (!prep.empty() && tree.lower(p) != prep) continue;
        for (TokenIndex object : tree.children(p)) {
            if (tree.dep(object) != "pobj") continue;
            if (is_relative_pronoun(tree, object)) {
                const TokenIndex noun = antecedent(object, word);
                if (noun != object) append(out, {noun});
            } else {
                append(out, expand(object));
            }
        }
    }
    return out;
}

std::vector<TokenIndex> Roles::possessors(TokenIndex noun) const {
    const Tree& tree = *tree_;
    std::vector<TokenIndex> out;
    for (TokenIndex c : tree.children(noun))
        if (tree.dep(c) == "poss" && tree.lower(c) != "whose")
            append(out, expand(c));
        else if (tree.dep(c) == "poss" && tree.dep(noun) == "nsubj" && tree.dep(tree.head(noun)) == "relcl")
            append(out, {tree.head(tree.head(noun))});
    return out;
}

std::vector<TokenIndex> Roles::modifiers(TokenIndex noun) const {
    const Tree& tree = *tree_;
    std::vector<TokenIndex> out;
    for (TokenIndex c : tree.children(noun))
        if (c < noun && tree.has_dep(c, {"compound", "amod", "nmod"})) {
            // "the Trump-Zelensky call", "Greek-Turkish talks": the first of two that a hyphen joins.
            for (TokenIndex first : tree.children(c))
                if (first + 2 == c && tree.text(first + 1) == "-" && tree.has_pos(first, {"PROPN", "ADJ"}) &&
                    tree.has_pos(c, {"PROPN", "ADJ"}))
                    append(out, {first});
            append(out, expand(c));
        }
    return out;
}

TokenIndex Roles::governor(TokenIndex noun) const {
    const Tree& tree = *tree_;
    TokenIndex i = tree.first_conjunct(noun);
    if (tree.has_dep(i, {"dobj", "nsubjpass", "nsubj", "attr", "oprd", "dative"}) && tree.is_verb(tree.head(i)))
        return tree.head(i);
    if (tree.dep(i) == "pobj") {
        const TokenIndex prep = tree.head(i);
        TokenIndex outer = tree.head(prep);
        if (tree.has_dep(outer, {"acomp", "oprd"}) && tree.pos(outer) == "ADJ")
            outer = tree.head(outer);  // "pleaded guilty to charges"
        if (outer != prep && tree.is_verb(outer)) return outer;
    }
    return kNoToken;
}

std::vector<TokenIndex> Roles::open_complements(TokenIndex word) const {
    const Tree& tree = *tree_;
    std::vector<TokenIndex> out;
    const auto add = [&](TokenIndex verb) {
        for (TokenIndex member :
             tree.conjuncts(verb))  // a member with a subject of its own is a clause beside, not a complement
            if (member == verb || (tree.is_verb(member) && tree.child(member, {"nsubj", "nsubjpass"}) == kNoToken))
                append(out, {member});
    };
    for (TokenIndex c : tree.children(word)) {
        if (tree.dep(c) == "xcomp" && tree.is_verb(c)) add(c);
        // "urged Iran to leave" is parsed as a clause with its own subject and an infinitive.
        // "called for X to leave" as one marked by "for".
        const TokenIndex mark = tree.child(c, {"mark"});
        const bool infinitive = tree.tag(c) == "VB" || tree.tag(c) == "VBN" || tree.tag(c) == "JJ";  // "agreed to free them"
        if (tree.has_dep(c, {"ccomp", "advcl"}) && infinitive && (mark == kNoToken || tree.lower(mark) == "for")) {
            const TokenIndex aux = tree.child(c, {"aux"});
            if (aux != kNoToken && tree.lower(aux) == "to") add(c);
        }
        // "gave a million to promote trade": what it is for hangs on the object in many parses.
        if (tree.dep(c) == "dobj" && tree.is_verb(word))
            for (TokenIndex inner : tree.children(c))
                if (tree.dep(inner) == "relcl" && tree.tag(inner) == "VB" && tree.child(inner, {"nsubj"}) == kNoToken &&
                    tree.child(inner, {"aux"}) != kNoToken && tree.lower(tree.child(inner, {"aux"})) == "to")
                    add(inner);
        if (tree.dep(c) == "acl" && (tree.tag(c) == "VB" || tree.tag(c) == "VBN") && tree.is_noun(word)) {
            const TokenIndex aux = tree.child(c, {"aux"});
            if (aux != kNoToken && tree.lower(aux) == "to") add(c);
        }
        if (tree.has_dep(c, {"prep"}))
            for (TokenIndex inner : tree.children(c))
                if (tree.dep(inner) == "pcomp" && tree.is_verb(inner)) add(inner);
    }
    return out;
}

std::vector<TokenIndex> Roles::clausal_complements(TokenIndex word) const {
    const Tree& tree = *tree_;
    std::vector<TokenIndex> out;
    const auto open = open_complements(word);
    for (TokenIndex c : tree.children(word)) {
        const bool clause =
            tree.dep(c) == "ccomp" || (tree.dep(c) == "acl" && tree.is_noun(word) && tree.child(c, {"mark"}) != kNoToken);
        if (!clause || std::find(open.begin(), open.end(), c) != open.end()) continue;
        for (TokenIndex member : tree.conjuncts(c))
            if (tree.is_verb(member) && (member == c || tree.child(member, {"nsubj", "nsubjpass"}) == kNoToken))
                append(out, {member});
    }
    return out;
}

std::vector<TokenIndex> Roles::touched_by_complement(TokenIndex word) const {
    std::vector<TokenIndex> out;
    const auto add = [&](const std::vector<TokenIndex>& more) { out.insert(out.end(), more.begin(), more.end()); };
    const auto touched = [&](TokenIndex by) {
        for (const char* prep : {"to", "against", "on", "with", "from", "for"}) add(prepositional(by, prep));
    };
    auto verbs = open_complements(word);
    for (TokenIndex verb : clausal_complements(word))
        if (verb > word) verbs.push_back(verb);
    for (TokenIndex verb : verbs) {
        add(indirect_objects(verb));
        for (TokenIndex object : objects(verb)) {
            out.push_back(object);
            touched(object);
        }
        touched(verb);
    }
    return out;
}

}  // namespace newshound::events
