// Whether a word that the lexicon knows names a deed here: the lexicon's verdict weighed with everything around the word.
//
// The conditions of a sense are strict, and most missed deeds fail a single one of them. The judge takes every word with
// senses, once for each type they may have, and weighs the verdict (which senses hold, what fails, what later dropped the
// event) with arguments, construction and the deeds around. A log-linear model; weights: data/deeds/weights.tsv, fitted by
// eval/learned.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "events/cast.h"
#include "events/matcher.h"
#include "events/roles.h"
#include "events/syntax.h"
#include "model/event.h"

namespace newshound::events {

/// What speaks for (weight above 0) or against a candidate.
struct DeedFact {
    std::string words;
    double weight = 0;
};

/// A word and the type of deed that it may name.
struct DeedCandidate {
    TokenIndex token = kNoToken;
    const Frame* frame = nullptr;  ///< the sense of the type that holds, or that comes closest
    int event = -1;                ///< index among the events that rules found, -1 = none
    std::vector<DeedFact> facts;   ///< keys of the data file, only with `spell`
    double score = 0;              ///< log-odds that the word names a deed of the type
};

/// The facts that weigh most for and against a candidate, for --explain.
std::string strongest(const DeedCandidate& candidate);

class DeedJudge {
public:
    DeedJudge(const Tree& tree, const Roles& roles, const Matcher& matcher, const Cast& cast)
        : tree_(tree), roles_(roles), matcher_(matcher), cast_(cast) {}

    /// All candidates in text order, scored. `dropped` gives for a token the reason why its event was dropped.
    [[nodiscard]] std::vector<DeedCandidate> weigh(const std::vector<Event>& events,
                                                   const std::vector<std::pair<TokenIndex, std::string>>& dropped,
                                                   bool spell) const;
    static bool is_fitted();

private:
    struct Scene;
    class Facts;
    void note_arguments(Facts& facts, TokenIndex token, std::string_view type) const;
    void note_form(Facts& facts, TokenIndex token, std::string_view type) const;
    void note_scene(Facts& facts, const Scene& scene, TokenIndex token, std::string_view type, int event) const;
    [[nodiscard]] std::string who(const std::vector<TokenIndex>& heads) const;

    const Tree& tree_;
    const Roles& roles_;
    const Matcher& matcher_;
    const Cast& cast_;
};

}  // namespace newshound::events
