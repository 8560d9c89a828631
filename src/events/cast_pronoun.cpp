// Pronouns: relative ones to their noun, first person to the speaker of the quotation, third person by agreement and
// salience.
#include <algorithm>
#include <array>

#include "events/actor_kinds.h"
#include "events/cast_builder.h"

namespace newshound::events {

namespace {

bool is_speech_verb(std::string_view lemma) {
    static constexpr std::array<std::string_view, 42> verbs = {
        "say",    "tell",        "add",     "state",    "write",   "tweet",   "declare",  "announce", "explain",
        "claim",  "insist",      "argue",   "note",     "reply",   "respond", "comment",  "ask",      "post",
        "report", "warn",        "admit",   "continue", "recall",  "remark",  "conclude", "confirm",  "stress",
        "deny",   "pledge",      "promise", "vow",      "call",    "urge",    "demand",   "describe", "believe",
        "think",  "acknowledge", "read",    "quote",    "testify", "assert"};
    return std::find(verbs.begin(), verbs.end(), lemma) != verbs.end();
}

bool opens_quote(std::string_view t) { return t == "“" || t == "\"" || t == "``" || t == "«"; }
bool closes_quote(std::string_view t) { return t == "”" || t == "\"" || t == "''" || t == "»"; }

}  // namespace

void CastBuilder::find_speakers() {
    const auto n = static_cast<TokenIndex>(tree_.size());
    cast_.speaker_.assign(n, kNoToken);
    TokenIndex previous = kNoToken;
    for (TokenIndex i = 0; i < n; ++i) {
        if (!opens_quote(tree_.text(i))) continue;
        TokenIndex end = i + 1;
        while (end < n && !closes_quote(tree_.text(end)) && end < i + 220) ++end;
        if (end >= n || !closes_quote(tree_.text(end))) continue;
        // The speech verb nearest to the quotation, outside it, in the sentences it touches.
        const auto& sentences = tree_.annotated().sentences;
        const TokenIndex low = sentences.empty() ? 0 : sentences[tree_.sentence_of(i)].first;
        const TokenIndex high = sentences.empty() ? n : sentences[tree_.sentence_of(end)].last;
        TokenIndex verb = kNoToken, distance = n;
        for (TokenIndex t = low; t < high; ++t) {
            if (t >= i && t <= end) continue;
            if (!is_speech_verb(tree_.lemma(t)) || !tree_.is_verb(t)) continue;
            if (tree_.child(t, {"nsubj"}) == kNoToken) continue;
            const TokenIndex away = t < i ? i - t : t - end;
            if (away < distance) {
                distance = away;
                verb = t;
            }
        }
        TokenIndex speaker = verb == kNoToken ? kNoToken : tree_.child(verb, {"nsubj"});
        // A quotation of whole sentences without a speech verb goes on from the one before.
        if (speaker == kNoToken && end - i > 6) speaker = previous;
        if (speaker != kNoToken) previous = speaker;
        for (TokenIndex t = i; t <= end; ++t) cast_.speaker_[t] = speaker;
        i = end;
    }
}

TokenIndex CastBuilder::relative_antecedent(TokenIndex pronoun) const {
    TokenIndex up = pronoun;
    for (int steps = 0; steps < 12 && !tree_.is_root(up); ++steps) {
        if (tree_.dep(up) == "relcl" || (tree_.dep(up) == "acl" && steps > 0)) return tree_.head(up);
        up = tree_.head(up);
    }
    return kNoToken;
}

/// Chain of the subject of the clause that token `i` is in.
int CastBuilder::subject_chain(TokenIndex i) const {
    TokenIndex up = i;
    for (int steps = 0; steps < 16 && !tree_.is_root(up); ++steps) {
        up = tree_.head(up);
        if (!tree_.is_verb(up)) continue;
        const TokenIndex s = tree_.child(up, {"nsubj", "nsubjpass"});
        if (s == kNoToken || s == i) continue;
        const std::int32_t m = cast_.by_token_[s];
        if (m >= 0) return cast_.mentions_[static_cast<std::size_t>(m)].chain;
    }
    return -1;
}

double CastBuilder::salience(std::size_t candidate, std::size_t m) const {
    const Mention& c = cast_.mentions_[candidate];
    const Mention& p = cast_.mentions_[m];
    const double distance = static_cast<double>(tree_.sentence_of(p.head)) - static_cast<double>(tree_.sentence_of(c.head));
    const Chain& chain = chains_[static_cast<std::size_t>(c.chain)];
    double score = 10 - 2 * distance;
    if (tree_.has_dep(c.head, {"nsubj", "nsubjpass"})) score += 3;
    if (tree_.has_dep(c.head, {"compound", "amod", "poss", "nmod"})) score -= 2;
    if (c.identity.named) score += 2;
    score += 0.5 * static_cast<double>(std::min<std::size_t>(chain.members.size(), 5));
    // "A judge jailed a doctor. He was also fined": whom something befalls next is whom it befell.
    if (tree_.dep(p.head) == "nsubjpass" && distance > 0) {
        if (tree_.has_dep(c.head, {"nsubjpass", "dobj"})) score += 2;
        if (tree_.dep(c.head) == "nsubj") score -= 2;
    }
    // Within a sentence the nearer of two subjects, a little.
    score -= 0.01 * static_cast<double>(p.head - c.head);
    // Same role in the clause.
    if (tree_[p.head].dep == tree_[c.head].dep) score += 0.5;
    return score;
}

/// Who says the quotation that token `i` is in is no "he" of it.
int CastBuilder::speaker_chain(TokenIndex i) const {
    const TokenIndex speaker = cast_.speaker_[i];
    if (speaker == kNoToken || cast_.by_token_[speaker] < 0) return -1;
    return cast_.mentions_[static_cast<std::size_t>(cast_.by_token_[speaker])].chain;
}

/// A name of several words of which nothing says whether it is a person's.
bool CastBuilder::may_be_person(const Mention& m) const {
    const Identity& id = m.identity;
    const Chain& chain = chains_[static_cast<std::size_t>(m.chain)];
    if (!id.named || id.place || id.plural || id.person || !id.entity.empty() || !id.sector.empty()) return false;
    if (!chain.identity.sector.empty() || chain.name.size() < 2 || !tree_.has_dep(m.head, {"nsubj", "nsubjpass"}))
        return false;
    // "The French Legion": what has a known word in it is no person.
    const unsigned known = mask(AliasKind::role) | mask(AliasKind::keyword) | mask(AliasKind::adjective) |
                           mask(AliasKind::state) | mask(AliasKind::people);
    for (TokenIndex t = m.phrase.first; t <= m.head; ++t)
        if (tree_.pos(t) != "PROPN" || table_.exact(words_, t, t + 1, known)) return false;
    return true;
}

/// "After she took office, Prime Minister Ana Ruiz": the subject of the clause that the pronoun's clause comes before.
int CastBuilder::subject_ahead(std::size_t m, char gender) const {
    TokenIndex clause = cast_.mentions_[m].head;
    while (!tree_.is_root(clause) && !tree_.has_dep(clause, {"advcl", "pcomp", "relcl"})) clause = tree_.head(clause);
    TokenIndex verb = clause;
    while (!tree_.is_root(verb) && (verb == clause || !tree_.is_verb(verb))) verb = tree_.head(verb);
    const TokenIndex subject = verb > clause ? tree_.child(verb, {"nsubj", "nsubjpass"}) : kNoToken;
    if (subject == kNoToken || subject < clause || cast_.by_token_[subject] < 0) return -1;
    const Mention& ahead = cast_.mentions_[static_cast<std::size_t>(cast_.by_token_[subject])];
    if (ahead.chain < 0 || ahead.pronoun) return -1;
    const Identity& id = chains_[static_cast<std::size_t>(ahead.chain)].identity;
    const bool fits = id.person && !id.plural && id.named && (id.gender == '?' || id.gender == gender);
    return fits ? ahead.chain : -1;
}

int CastBuilder::antecedent(std::size_t m, char gender, bool plural, bool person) const {
    const Mention& p = cast_.mentions_[m];
    const std::size_t sentence = tree_.sentence_of(p.head);
    const bool possessive = tree_.dep(p.head) == "poss";
    const TokenIndex verb = tree_.head(p.head);
    const int speaker = speaker_chain(p.head);
    int best = -1;
    double best_score = 0;
    for (std::size_t back = m; back-- > 0;) {
        const Mention& c = cast_.mentions_[back];
        if (tree_.sentence_of(c.head) + 4 < sentence) break;
        if (c.chain < 0 || c.chain == speaker) continue;
        const Identity& id = chains_[static_cast<std::size_t>(c.chain)].identity;
        const bool group = !id.person || c.identity.plural;
        const bool unknown = person && may_be_person(c);
        if (person && !unknown && (!id.person || c.identity.plural || id.plural)) continue;
        if (person && names_no_person(c.identity.role)) continue;
        if (plural && !group) continue;
        const bool human = c.pronoun || c.identity.rule == "person" ? id.person : c.identity.person;
        if (!person && !plural && human && !c.identity.inanimate) continue;
        if (gender != '?' && id.gender != '?' && id.gender != gender) continue;
        // "X hit him": the subject of the same verb is somebody else.
        if (!possessive && tree_.head(c.head) == verb && c.head != p.head) continue;
        double score = salience(back, m);
        if (gender != '?' && id.gender == gender) score += 2;
        if (plural && c.identity.plural) score += 2.5;
        if (plural && id.place) score -= 2;
        if (id.inanimate || unknown) score -= 1;
        if (score > best_score) {
            best_score = score;
            best = c.chain;
        }
    }
    return best;
}

void CastBuilder::link_pronoun(std::size_t m) {
    Mention& mention = cast_.mentions_[m];
    const std::string_view low = tree_.lower(mention.head);
    static constexpr std::array<std::string_view, 5> he = {"he", "him", "his", "himself", "’s"};
    static constexpr std::array<std::string_view, 4> she = {"she", "her", "hers", "herself"};
    static constexpr std::array<std::string_view, 5> they = {"they", "them", "their", "theirs", "themselves"};
    static constexpr std::array<std::string_view, 3> it = {"it", "its", "itself"};
    static constexpr std::array<std::string_view, 10> me = {"i",  "me", "my",  "mine",      "myself",
                                                            "we", "us", "our", "ourselves", "ours"};
    const auto in = [&](const auto& list) { return std::find(list.begin(), list.end(), low) != list.end(); };
    int chain = -1;
    if (low == "who" || low == "which" || low == "that" || low == "whose" || low == "whom") {
        const TokenIndex noun = relative_antecedent(mention.head);
        if (noun != kNoToken && cast_.by_token_[noun] >= 0) {
            const Mention& of = cast_.mentions_[static_cast<std::size_t>(cast_.by_token_[noun])];
            chain = of.chain;
            mention.identity.plural = of.identity.plural;
        }
        mention.identity.rule = "relative";
    } else if (in(me)) {
        const TokenIndex speaker = cast_.speaker_[mention.head];
        if (speaker != kNoToken && cast_.by_token_[speaker] >= 0) {
            const auto of = static_cast<std::size_t>(cast_.by_token_[speaker]);
            if (cast_.mentions_[of].pronoun && cast_.mentions_[of].chain < 0 && of != m && of > m) link_pronoun(of);
            chain = cast_.mentions_[of].chain;
        }
        mention.identity.rule = "speaker";
    } else if (low.ends_with("self") || low.ends_with("selves")) {
        chain = subject_chain(mention.head);
        mention.identity.rule = "reflexive";
    } else if (in(he) || in(she)) {
        chain = antecedent(m, in(he) ? 'm' : 'f', false, true);
        if (chain < 0) chain = subject_ahead(m, in(he) ? 'm' : 'f');
    } else if (in(they)) {
        chain = antecedent(m, '?', true, false);
    } else if (in(it)) {
        chain = antecedent(m, '?', false, false);
    }
    if (chain < 0) return;
    mention.chain = chain;
    chains_[static_cast<std::size_t>(chain)].members.push_back(m);
    // A pronoun of known gender settles its antecedent's.
    Identity& id = chains_[static_cast<std::size_t>(chain)].identity;
    if ((in(he) || in(she)) && !id.person && id.sector.empty()) {
        id.person = id.generic = true;
        id.sector = "CVL";
        id.rule = "person";
    }
    if (id.person && id.gender == '?') id.gender = in(he) ? 'm' : in(she) ? 'f' : '?';
}

}  // namespace newshound::events
