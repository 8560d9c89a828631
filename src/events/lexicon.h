// The frames of data/lexicon: which words name which deeds, under which conditions, with which arguments.
// The format, column by column, is in data/lexicon/FORMAT.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/resource.h"
#include "base/result.h"
#include "events/keys.h"

namespace newshound::events {

/// A list of WORDS: lemmas and the @-names that the matcher resolves.
struct WordSet {
    KeySet lemmas;                       ///< those named one by one
    std::vector<const KeySet*> classes;  ///< @class: the lexicon's own, for as long as it lives
    std::vector<std::string> sectors;    ///< @sector:X
    std::vector<std::string> types;      ///< @type:X
    bool state = false, person = false, party = false, place = false, negation = false;  ///< @state, @person, ...
    [[nodiscard]] bool any() const {
        return lemmas.empty() && classes.empty() && sectors.empty() && types.empty() && !state && !person && !party &&
               !place && !negation;
    }
    /// True if a lemma or a class of the list has the word.
    [[nodiscard]] bool has(WordKey word) const {
        if (lemmas.contains(word)) return true;
        for (const KeySet* words : classes)
            if (words->contains(word)) return true;
        return false;
    }
};

struct Path {
    enum class Kind {
        subj,
        obj,
        iobj,
        prep,
        by,
        of,
        poss,
        mod,
        govsubj,
        govobj,
        govprep,
        xsubj,
        xobj,
        csubj,
        cobj,
        objposs,
        objof,
        objprep,
        pcsubj,
        self,
        saysubj,
        until,
        far,
        oprd,
        relsubj,
        mutual,
        none
    };
    Kind kind = Kind::none;
    std::string prep;  ///< of prep, govprep, objprep
};

struct Condition {
    enum class Kind {
        obj,
        subj,
        iobj,
        prt,
        prep,
        prep_object,
        pobj,
        mod,
        oprd,
        xcomp,
        ccomp,
        gov,
        passive,
        active,
        near,
        path,
        negation
    };
    Kind kind = Kind::obj;
    bool negated = false;
    std::string prep;         ///< of prep_object
    std::vector<Path> paths;  ///< of path: an argument path used as a condition ("govobj=@party")
    WordSet words;            ///< any() = the argument need only be there
};

/// What a predicate does to the deeds named in its complement.
enum class ClauseEffect { none, absorb, claim, says, denies, confirms, doubts, future, hypothetical, negated, actual };

/// One sense of one predicate.
struct Frame {
    std::string type;  ///< PLOVER type; "" = no event
    std::string mode;
    std::string cameo;
    std::vector<Condition> conditions;
    std::vector<Path> actor, recipient;  ///< empty = the default of the part of speech
    ClauseEffect clause = ClauseEffect::none;
    std::vector<std::string> contexts;
    std::string source;  ///< "lexicon/assault.tsv:12"
    int specificity = 0;
    int order = 0;  ///< place in the files, for ties
};

enum class WordClass { verb, noun, adjective, auxiliary };

class Lexicon {
public:
    /// Loads data/lexicon/*.tsv. Error "data_invalid" names file and line.
    static Result<Lexicon> load();

    /// Frames of a lemma, best first (most specific conditions, then file order).
    [[nodiscard]] std::span<const Frame> frames(WordKey lemma, WordClass word_class) const {
        const auto* found = frames_[static_cast<int>(word_class)].find(lemma);
        return found ? std::span<const Frame>(*found) : std::span<const Frame>();
    }
    /// True if the verb only carries an event noun of `type` ("hold a rally"); type "" = of some type.
    [[nodiscard]] bool is_light(WordKey lemma, std::string_view type) const;
    /// The words of class `name`, or nullptr. It lives as long as the lexicon; look it up once.
    [[nodiscard]] const KeySet* word_class(std::string_view name) const;
    [[nodiscard]] std::size_t size() const { return size_; }

private:
    Status load_classes();
    Status load_frames(std::string_view file);
    Result<WordSet> parse_words(std::string_view text, const resource::Row& row) const;
    Result<Condition> parse_condition(std::string_view text, const resource::Row& row) const;

    std::unordered_map<std::string, KeySet> classes_;  // node-based: frames point into it
    KeyMap<std::vector<Frame>> frames_[4];             // by WordClass
    KeyMap<std::unordered_set<std::string>> light_;    // types of nouns; empty = all
    std::size_t size_ = 0;
    int order_ = 0;
};

}  // namespace newshound::events
