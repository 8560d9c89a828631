// Named entities: spaCy's BILUO transition system (spacy/pipeline/_parser_internals/ner.pyx).
#pragma once

#include <cstdint>
#include <vector>

#include "annotate/scorer.h"
#include "base/label.h"

namespace newshound::annotate {

class Ner {
public:
    enum Action { kMissing, kBegin, kIn, kLast, kUnit, kOut, kActions };
    static constexpr std::size_t kSlots = 3;

    static Result<Ner> load(const ModelFile& file, const json::Value& spec, const std::string& prefix, std::size_t width,
                            const kernels::Kernels& kernels);
    [[nodiscard]] const Scorer& scorer() const { return scorer_; }

    class Work {
    public:
        explicit Work(const Ner& ner) : scorer(ner.scorer_) {}

    private:
        friend class Ner;
        Scorer::Work scorer;
    };

    /// Marks the entities of a document of `is_space.size()` tokens; they never cross a sentence start. `iob` gets 'B', 'I'
    /// or 'O', `ent` the label or the empty one.
    void recognise(const float* inner, const std::vector<bool>& is_space, const std::vector<bool>& sentence_start,
                   Work& work, std::vector<char>& iob, std::vector<Label>& ent) const;

    /// Where a token stands: what decides the actions that are valid.
    struct Situation {
        std::int32_t open = -1;  ///< number of the open entity's label in labels(), -1 = none open
        bool can_go_on = false;  ///< a next token exists and starts no sentence
        bool is_space = false;
    };
    /// The classes valid in a situation, for tests.
    [[nodiscard]] std::vector<std::size_t> valid(const Situation& s) const;
    [[nodiscard]] const std::vector<Label>& labels() const { return labels_; }

private:
    [[nodiscard]] std::size_t mask_index(const Situation& s) const;

    Scorer scorer_;
    std::vector<Label> labels_;
    std::vector<std::int32_t> label_of_;  ///< class -> number of its label, -1 for OUT
    std::vector<float> masks_;
    std::vector<int> only_;  ///< the class, where a mask allows only one; else -1
};

}  // namespace newshound::annotate
