#include "events/adjunct.h"

#include <algorithm>
#include <set>

#include "base/resource.h"

namespace newshound::events {

namespace {

constexpr std::size_t kMaxSteps = 64;

bool opens_clause(const Tree& tree, TokenIndex i) {
    return tree.has_dep(
               i, {"ROOT", "relcl", "acl", "advcl", "ccomp", "parataxis", "csubj", "csubjpass", "xcomp", "conj", "pcomp"}) &&
           tree.is_verb(i);
}

/// True if the edge from `i` up keeps an adjunct within the same phrase: prepositions, their objects, names inside names.
bool is_inner_edge(const Tree& tree, TokenIndex i) {
    return tree.has_dep(i, {"pobj", "prep", "compound", "nmod", "poss", "appos", "npadvmod", "nummod", "amod", "pcomp",
                            "quantmod", "flat", "advmod", "conj", "det", "punct"});
}

/// The noun or verb that the adjunct modifies, prepositions and enclosing names passed over: "in the city of Kabul" under
/// "killed" gives first "city" (a stop at each noun), then "killed". `visit` returns true to end the walk.
template <class Visit>
void climb(const Tree& tree, TokenIndex i, const Visit& visit) {
    for (std::size_t steps = 0; steps < kMaxSteps; ++steps) {
        if (tree.is_root(i)) return;
        const bool crosses = opens_clause(tree, i);
        if (crosses) return;
        const TokenIndex up = tree.head(i);
        if (visit(up, i)) return;
        i = up;
    }
}

/// First verb at or above `i` that opens a clause or is a root.
TokenIndex host_verb(const Tree& tree, TokenIndex i) {
    for (std::size_t steps = 0; steps < kMaxSteps; ++steps) {
        if (tree.is_verb(i) && !tree.has_dep(i, {"aux", "auxpass"})) return i;
        if (tree.is_root(i)) return kNoToken;
        i = tree.head(i);
    }
    return kNoToken;
}

bool has_subject(const Tree& tree, TokenIndex v) {
    return tree.child(v, {"nsubj", "nsubjpass", "expl", "csubj"}) != kNoToken;
}

/// True if verb `v`'s clause continues that of its head: same happening, told on ("..., killing six"; "began shelling").
bool continues_head(const Tree& tree, TokenIndex v) {
    if (tree.is_root(v)) return false;
    const TokenIndex up = tree.head(v);
    if (tree.dep(v) == "advcl") {
        if (const TokenIndex mark = tree.child(v, {"mark", "advmod"}); mark != kNoToken && tree.has_dep(mark, {"mark"}))
            return tree.lower(mark) == "when" || tree.lower(mark) == "as" || tree.lower(mark) == "while";
        for (TokenIndex c : tree.children(v))
            if (tree.dep(c) == "advmod" && tree.tag(c) == "WRB") return tree.lower(c) == "when";
        return tree.tag(v) == "VBG" && !has_subject(tree, v);
    }
    if (tree.dep(v) == "xcomp") return is_carrier(tree.lemma(up)) || tree.lemma(up) == "manage" || tree.lemma(up) == "help";
    return false;
}

/// True if noun `n` hangs on its verb such that the verb's time and place are the noun's.
std::optional<Attachment> noun_under_verb(const Tree& tree, TokenIndex n, TokenIndex v) {
    TokenIndex i = tree.first_conjunct(n);
    for (std::size_t steps = 0; steps < 8; ++steps) {
        if (tree.is_root(i)) return std::nullopt;
        const TokenIndex up = tree.head(i);
        if (up == v) break;
        // "the first day of protests was held": only "of" and apposition lead on.
        if (!(tree.dep(i) == "pobj" || tree.dep(i) == "prep" || tree.dep(i) == "appos" || tree.dep(i) == "conj"))
            return std::nullopt;
        if (tree.dep(i) == "prep" && up != v && tree.lower(i) != "of") return std::nullopt;
        i = up;
    }
    if (tree.has_dep(i, {"nsubj", "nsubjpass"})) return Attachment::light_verb;
    if (tree.has_dep(i, {"dobj", "attr", "oprd", "dative"}))
        return is_carrier(tree.lemma(v)) ? std::optional(Attachment::light_verb) : std::nullopt;
    if (tree.dep(i) == "agent") return Attachment::loose;
    if (tree.dep(i) == "prep") {
        static const std::set<std::string_view> means = {"in", "by",      "during", "amid", "with",
                                                         "at", "through", "for",    "under"};
        if (is_carrier(tree.lemma(v))) return Attachment::light_verb;
        if (means.contains(tree.lower(i))) return Attachment::loose;
    }
    return std::nullopt;
}

bool is_reporting(std::string_view lemma) {
    static const std::set<std::string_view> verbs = {"say",   "tell",    "add",      "report",  "write", "state",
                                                     "note",  "claim",   "announce", "confirm", "warn",  "tweet",
                                                     "argue", "explain", "insist",   "deny",    "accuse"};
    return verbs.contains(lemma);
}

/// The adjunct's verb is `host`; the trigger is a verb in another clause of the same sentence.
std::optional<Attachment> verb_to_verb(const Tree& tree, TokenIndex trigger, TokenIndex host, TokenIndex adjunct) {
    // Up from the trigger: coordinated after the host, or telling it on.
    TokenIndex i = trigger;
    bool coordinated = false;
    for (std::size_t steps = 0; steps < 8 && !tree.is_root(i); ++steps) {
        const TokenIndex up = tree.head(i);
        if (tree.dep(i) == "conj" && tree.is_verb(up)) {
            if (has_subject(tree, i) && adjunct > i) return std::nullopt;
            if (has_subject(tree, i) && adjunct > up && !is_carrier(tree.lemma(up))) return std::nullopt;
            coordinated = true;
        } else if (!continues_head(tree, i)) {
            break;
        }
        i = up;
        if (i == host)
            return is_reporting(tree.lemma(host)) && !coordinated ? std::nullopt : std::optional(Attachment::shared);
    }
    // Down from the trigger: the host tells the trigger on ("shelled the town, killing six on Monday").
    i = host;
    for (std::size_t steps = 0; steps < 4 && !tree.is_root(i); ++steps) {
        const bool on = (tree.dep(i) == "advcl" && tree.tag(i) == "VBG" && !has_subject(tree, i) &&
                         tree.child(i, {"mark", "prep"}) == kNoToken);
        if (!on) break;
        i = tree.head(i);
        if (i == trigger) return Attachment::loose;
    }
    return std::nullopt;
}

}  // namespace

TokenIndex head_of(const Tree& tree, TokenIndex first, TokenIndex last) {
    for (TokenIndex i = first; i < last; ++i)
        if (tree.is_root(i) || tree.head(i) < first || tree.head(i) >= last) {
            if (tree.pos(i) != "PUNCT" && tree.pos(i) != "SPACE") return i;
        }
    return first;
}

TokenIndex clause_verb(const Tree& tree, TokenIndex i) { return host_verb(tree, i); }

bool is_carrier(std::string_view lemma) {
    static const std::set<std::string_view> lemmas = [] {
        std::set<std::string_view> out;
        if (const auto rows = resource::rows("time/carriers.tsv"))
            for (const auto& row : *rows) out.insert(row[0]);
        return out;
    }();
    return lemmas.contains(lemma);
}

std::optional<Attachment> attachment(const Tree& tree, TokenIndex trigger, TokenIndex adjunct) {
    if (tree.sentence_of(trigger) != tree.sentence_of(adjunct)) return std::nullopt;
    if (adjunct == trigger) return std::nullopt;
    // Own: the trigger is met on the way up, before any clause boundary.
    bool own = false, through_noun = false;
    climb(tree, adjunct, [&](TokenIndex up, TokenIndex from) {
        if (up == trigger) {
            own = !(through_noun && tree.is_verb(trigger) &&
                    tree.has_dep(from, {"nsubj", "nsubjpass", "dobj", "dative", "agent"}));
            return true;
        }
        if (!is_inner_edge(tree, from)) through_noun = true;
        if (tree.is_noun(up) && tree.has_dep(up, {"nsubj", "nsubjpass", "dobj", "dative", "agent"})) through_noun = true;
        return false;
    });
    if (own) return Attachment::own;
    const TokenIndex host = host_verb(tree, adjunct);
    if (host == kNoToken) return std::nullopt;
    // Is the adjunct the host's own, not tucked inside one of its noun arguments?
    bool tucked = false;
    for (TokenIndex i = adjunct; i != host && !tree.is_root(i); i = tree.head(i))
        if (tree.has_dep(i, {"nsubj", "nsubjpass", "dobj", "dative", "attr", "relcl", "acl", "agent"})) tucked = true;
    if (tucked) return std::nullopt;
    if (tree.is_verb(trigger)) return verb_to_verb(tree, trigger, host, adjunct);
    // An event noun: carried by the host, or described by it.
    if (tree.has_dep(host, {"relcl", "acl"}) && tree.head(host) == trigger) return Attachment::modifier;
    if (const auto under = noun_under_verb(tree, trigger, host)) return under;
    const TokenIndex verb = host_verb(tree, trigger);
    if (verb != kNoToken && verb != host && noun_under_verb(tree, trigger, verb))
        return verb_to_verb(tree, verb, host, adjunct);
    return std::nullopt;
}

namespace {

/// `depth` bounds the climb: a tree from outside may be cyclic.
Tense tense_within(const Tree& tree, TokenIndex v, int depth) {
    if (v == kNoToken || depth == 0) return Tense::unknown;
    static const std::set<std::string_view> ahead = [] {
        std::set<std::string_view> out;
        if (const auto rows = resource::rows("time/words.tsv"))
            for (const auto& row : *rows)
                if (row[0] == "future") out.insert(row[1]);
        return out;
    }();
    bool infinitive = false, perfect = false;
    for (TokenIndex c : tree.children(v)) {
        if (!tree.has_dep(c, {"aux", "auxpass"})) continue;
        const std::string_view w = tree.lower(c), l = tree.lemma(c);
        if (w == "will" || w == "shall" || w == "'ll" || w == "’ll" || w == "wo") return Tense::future;
        if (w == "would" || w == "could" || w == "may" || w == "might" || w == "should" || w == "can" || w == "must") {
            if (tree.child(v, {"aux"}) != kNoToken)
                for (TokenIndex d : tree.children(v))
                    if (tree.lower(d) == "have") perfect = true;
            if (!perfect) return Tense::future;
        }
        if (w == "to") infinitive = true;
        if (l == "have") perfect = true;
    }
    if (perfect) return Tense::past;
    if (infinitive || (tree.dep(v) == "xcomp" && tree.tag(v) == "VB")) {
        const TokenIndex up = tree.head(v);
        if (up == v) return Tense::future;
        if (tree.lemma(up) == "go" && tree.tag(up) == "VBG") return Tense::future;
        if (tree.lemma(up) == "be" || ahead.contains(tree.lemma(up)) || ahead.contains(tree.lower(up))) return Tense::future;
        if (tree.dep(v) == "acl" || tree.is_noun(up)) return Tense::future;
        // "began to", "managed to" happened with their verb; what one is asked or agrees to do lies ahead of it.
        static const std::set<std::string_view> implicative = {
            "begin", "start", "continue", "manage", "fail",  "seem",  "appear", "tend",  "use",
            "help",  "come",  "have",     "try",    "cause", "force", "allow",  "let",   "make",
            "see",   "hear",  "able",     "go",     "dare",  "cease", "fly",    "travel"};
        if (tree.dep(v) == "advcl") return tense_within(tree, up, depth - 1);
        return tree.is_verb(up) && implicative.contains(tree.lemma(up)) ? tense_within(tree, up, depth - 1) : Tense::future;
    }
    if (ahead.contains(tree.lemma(v)) && tree.has_dep(v, {"ROOT", "ccomp", "relcl", "acl", "conj", "advcl", "acomp"}) &&
        (tree.lemma(v) == "schedule" || tree.lemma(v) == "plan" || tree.lemma(v) == "expect" || tree.lemma(v) == "due" ||
         tree.lemma(v) == "set" || tree.lemma(v) == "slate" || tree.lemma(v) == "postpone"))
        return Tense::future;
    const std::string_view tag = tree[v].tag.view();
    if (tag == "VBD" || tag == "VBN") return Tense::past;
    if (tag == "VBZ" || tag == "VBP") return Tense::present;
    if (tag == "VBG") {
        for (TokenIndex c : tree.children(v))
            if (tree.has_dep(c, {"aux"})) return tree.tag(c) == "VBD" ? Tense::past : Tense::present;
        if (tree.has_dep(v, {"advcl", "conj", "acl", "xcomp"}) && tree.head(v) != v && tree.is_verb(tree.head(v)))
            return tense_within(tree, tree.head(v), depth - 1);
    }
    return Tense::unknown;
}

}  // namespace

Tense tense_of(const Tree& tree, TokenIndex v) { return tense_within(tree, v, 16); }

}  // namespace newshound::events
