#include "events/modality.h"

#include <algorithm>

namespace newshound::events {

namespace {

using Status = Modality::Status;

class Reader {
public:
    Reader(const Tree& tree, const Roles& roles, const Matcher& matcher) : tree_(tree), roles_(roles), matcher_(matcher) {}

    Modality read(TokenIndex word, int depth = 0) {
        if (depth > 8) return out_;
        if (depth == 0 && asked(word)) raise(Status::hypothetical, word);
        if (tree_.is_verb(word)) {
            verb(word, depth);
        } else {
            noun(word, depth);
        }
        return out_;
    }

private:
    /// The main clause of a question asserts nothing.
    bool asked(TokenIndex word) const {
        const Sentence& s = tree_.annotated().sentences[tree_.sentence_of(word)];
        TokenIndex last = s.last;
        while (last > s.first &&
               (tree_.pos(last - 1) == "SPACE" || tree_.text(last - 1) == "\"" || tree_.text(last - 1) == "”"))
            --last;
        if (last == s.first || tree_.text(last - 1) != "?") return false;
        return tree_.is_verb(word) && (tree_.is_root(word) || tree_.has_dep(word, {"ccomp", "conj"}));
    }

    void raise(Status status, TokenIndex evidence) {
        if (status <= out_.status) return;
        out_.status = status;
        out_.evidence = evidence;
    }

    void apply(ClauseEffect effect, TokenIndex evidence) {
        switch (effect) {
            case ClauseEffect::future: raise(Status::future, evidence); break;
            case ClauseEffect::hypothetical: raise(Status::hypothetical, evidence); break;
            case ClauseEffect::negated: raise(Status::negated, evidence); break;
            default: break;
        }
    }

    ClauseEffect effect_of(TokenIndex word) const {
        const Frame* f = matcher_.frame(word);
        return f ? f->clause : ClauseEffect::none;
    }

    void auxiliaries(TokenIndex v) {
        for (TokenIndex c : tree_.children(v)) {
            const std::string_view w = tree_.lower(c);
            if (tree_.dep(c) == "neg" || (tree_.dep(c) == "advmod" && w == "never")) raise(Status::negated, c);
            if (tree_.has_dep(c, {"nsubj", "nsubjpass", "dobj"})) {
                if (w == "nobody" || w == "none" || w == "nothing") raise(Status::negated, c);
                for (TokenIndex d : tree_.children(c))
                    if (tree_.dep(d) == "det" && tree_.lower(d) == "no") raise(Status::negated, d);
            }
            if (tree_.dep(c) == "mark" && (w == "if" || w == "unless" || w == "whether")) raise(Status::hypothetical, c);
            if (tree_.dep(c) != "aux") continue;
            if (w == "will" || w == "shall" || w == "'ll" || w == "’ll" || w == "wo") raise(Status::future, c);
            if (w == "would" || w == "'d" || w == "’d") raise(perfect(v) ? Status::hypothetical : Status::future, c);
            if (w == "may" || w == "might" || w == "could" || w == "should" || w == "can" || w == "must" || w == "ought")
                raise(Status::hypothetical, c);
        }
    }

    bool perfect(TokenIndex v) const {
        for (TokenIndex c : tree_.children(v))
            if (tree_.dep(c) == "aux" && tree_.lower(c) == "have") return true;
        return false;
    }

    bool has_own_auxiliary(TokenIndex v) const {
        return tree_.child(v, {"aux", "auxpass", "nsubj", "nsubjpass"}) != kNoToken;
    }

    void verb(TokenIndex v, int depth) {
        auxiliaries(v);
        const TokenIndex head = tree_.head(v);
        if (head == v) return;
        // "did not call or write" shares its auxiliary; "did not come but called" does not: a finite form stands for itself.
        const bool finite = tree_.tag(v) == "VBD" || tree_.tag(v) == "VBZ" || tree_.tag(v) == "VBP";
        if (tree_.dep(v) == "conj" && tree_.is_verb(head) && !has_own_auxiliary(v) &&
            (!finite || tree_[v].tag == tree_[head].tag)) {
            read(head, depth + 1);
            return;
        }
        if (tree_.dep(v) == "xcomp" || (tree_.dep(v) == "ccomp" && open(v))) {
            governed(head, depth);
        } else if (tree_.dep(v) == "ccomp") {
            apply(effect_of(head), head);
            if (tree_.child(head, {"neg"}) != kNoToken && (tree_.lemma(head) == "think" || tree_.lemma(head) == "believe"))
                raise(Status::negated, head);
        } else if (tree_.dep(v) == "acl" && open(v)) {  // "the plan to attack"
            const ClauseEffect effect = effect_of(head);
            if (effect == ClauseEffect::none || effect == ClauseEffect::absorb)
                raise(Status::hypothetical, head);
            else
                apply(effect, head);
        } else if (tree_.dep(v) == "pcomp") {
            const TokenIndex outer = tree_.head(head);
            if (tree_.lower(head) == "without")
                raise(Status::negated, head);
            else if (tree_.lower(head) == "from" || tree_.lower(head) == "of" || tree_.lower(head) == "to" ||
                     tree_.lower(head) == "on" || tree_.lower(head) == "for" || tree_.lower(head) == "about")
                apply(effect_of(outer), outer);
        } else if (tree_.dep(v) == "advcl") {
            if (open(v) && tree_.child(v, {"mark"}) == kNoToken) {
                const ClauseEffect effect = effect_of(head);
                if (effect != ClauseEffect::none && effect != ClauseEffect::absorb)
                    apply(effect, head);
                else
                    raise(Status::hypothetical, v);  // a purpose is no deed done
            }
            if (tree_.child(head, {"mark"}) != kNoToken) {
            }
        } else if (tree_.has_dep(v, {"amod"})) {
            noun_context(head, depth);
        }
    }

    /// An infinitive: "to attack".
    bool open(TokenIndex v) const {
        if (tree_.tag(v) != "VB" && tree_.tag(v) != "VBN" && tree_.tag(v) != "VBG") return false;
        for (TokenIndex c : tree_.children(v))
            if (tree_.dep(c) == "aux" && tree_.lower(c) == "to") return true;
        return false;
    }

    /// `head` governs the deed in an infinitive or gerund.
    void governed(TokenIndex head, int depth) {
        // "Police had to fire": they did. "They have to go" is still to be done.
        const bool had_to = tree_.lemma(head) == "have" && tree_[head].tag == "VBD";
        const ClauseEffect effect = had_to ? ClauseEffect::none : effect_of(head);
        apply(effect, head);
        if (tree_.lemma(head) == "go" && tree_.tag(head) == "VBG") raise(Status::future, head);
        if (tree_.lemma(head) == "be") raise(Status::future, head);  // "is to visit"
        if (effect != ClauseEffect::absorb && tree_.is_verb(head)) read(head, depth + 1);
    }

    void noun_context(TokenIndex n, int depth) {
        for (TokenIndex c : tree_.children(n)) {
            if (tree_.dep(c) == "det" && tree_.lower(c) == "no") raise(Status::negated, c);
            if (tree_.has_dep(c, {"amod", "compound"})) {
                const ClauseEffect effect = effect_of(c);
                if (effect == ClauseEffect::future || effect == ClauseEffect::hypothetical ||
                    effect == ClauseEffect::negated)
                    apply(effect, c);
            }
        }
        const TokenIndex first = tree_.first_conjunct(n);
        const TokenIndex head = tree_.head(first);
        if (head == first) return;
        if (tree_.has_dep(first, {"dobj", "nsubjpass"}) && tree_.is_verb(head)) {
            apply(effect_of(head), head);
            if (matcher_.light_governor(n) != kNoToken) read(head, depth + 1);
        } else if (tree_.dep(first) == "nsubj" && tree_.is_verb(head)) {
            if (tree_.lemma(head) == "take" || tree_.lemma(head) == "occur" || tree_.lemma(head) == "happen" ||
                tree_.lemma(head) == "begin" || tree_.lemma(head) == "start")
                read(head, depth + 1);
        } else if (tree_.dep(first) == "pobj") {
            const TokenIndex outer = tree_.head(head);
            const ClauseEffect effect = effect_of(outer);
            if (tree_.lower(head) == "without") raise(Status::negated, head);
            apply(effect, outer);
            if (matcher_.light_governor(n) != kNoToken) read(outer, depth + 1);
        } else if (tree_.has_dep(first, {"attr"}) && tree_.is_verb(head)) {
            read(head, depth + 1);
        }
    }

    void noun(TokenIndex n, int depth) { noun_context(n, depth); }

    const Tree& tree_;
    const Roles& roles_;
    const Matcher& matcher_;
    Modality out_;
};

}  // namespace

std::string_view name_of(Status status) {
    switch (status) {
        case Status::actual: return "actual";
        case Status::future: return "future";
        case Status::hypothetical: return "hypothetical";
        case Status::negated: return "negated";
    }
    return "actual";
}

Modality modality_of(const Tree& tree, const Roles& roles, const Matcher& matcher, TokenIndex trigger) {
    return Reader(tree, roles, matcher).read(trigger);
}

bool is_own_word(const Tree& tree, const Roles& roles, const Matcher& matcher, TokenIndex trigger) {
    const TokenIndex light = tree.is_verb(trigger) ? kNoToken : roles.governor(trigger);
    const TokenIndex verb = light == kNoToken ? trigger : light;
    // "unlikely that the EU would pay" is no word of the EU's
    const TokenIndex clause = tree.first_conjunct(verb);
    if (!tree.is_root(clause)) {
        const Frame* above = tree.dep(clause) == "ccomp" ? matcher.frame(tree.head(clause)) : nullptr;
        if (!above || above->clause != ClauseEffect::says) return false;
    }
    const Modality m = modality_of(tree, roles, matcher, trigger);
    return m.status == Status::future && m.evidence != kNoToken && tree.dep(m.evidence) == "aux" &&
           tree.head(m.evidence) == verb && !roles.is_passive(verb) && !roles.subjects(verb).empty();
}

}  // namespace newshound::events
