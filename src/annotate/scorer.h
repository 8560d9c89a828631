// The network that scores the actions of a transition system (thinc: Linear, PrecomputableAffine, maxout, Linear): each
// token's contribution to each slot is computed once, a step adds up one row a slot.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "annotate/kernels.h"
#include "annotate/model_file.h"
#include "annotate/pack.h"
#include "base/json.h"
#include "base/label.h"
#include "base/result.h"

namespace newshound::annotate {

/// One class of a transition system, for example LEFT-nsubj.
struct MoveClass {
    int action = 0;
    Label label;
};

class Scorer {
public:
    /// `spec` is the system's object in "net.json"; `width` that of the vectors it reads; it must have exactly `slots`
    /// slots, of which the first `eager` are filled for nearly every token (made for all), the others for few (made when
    /// asked for).
    static Result<Scorer> load(const ModelFile& file, const json::Value& spec, const std::string& prefix, std::size_t width,
                               std::size_t slots, std::size_t eager, int actions, const kernels::Kernels& kernels);

    [[nodiscard]] const std::vector<MoveClass>& classes() const { return classes_; }
    /// Floats in a mask: the number of classes, padded.
    [[nodiscard]] std::size_t mask_size() const { return step_.classes; }
    /// A mask that allows the classes for which `allowed` says so.
    template <class Allowed>
    void add_mask(std::vector<float>& masks, Allowed allowed) const {
        for (std::size_t c = 0; c < step_.classes; ++c)
            masks.push_back(c < classes_.size() && allowed(classes_[c]) ? 0.0F : -kInfinity);
    }

    /// Floats a token in `inner` of begin().
    [[nodiscard]] std::size_t inner() const { return eager_rows_.panels.inputs; }
    /// `count` rows of word vectors to rows of inner() floats.
    void to_inner(const float* vectors, std::size_t count, float* inner) const {
        kernels_->affine(vectors, linear_.panels.inputs, count, linear_.panels, inner, this->inner());
    }

    /// The rows of one document, made as they are asked for: a window that moves with the parser; what lies behind it is
    /// made anew, with the same bytes.
    class Work {
    public:
        explicit Work(const Scorer& scorer);

    private:
        friend class Scorer;
        Floats window_, aside_, scores_;
        std::vector<std::size_t> aside_token_;  ///< whose row stands in aside_, for each slot
        const float* inner_ = nullptr;
        std::size_t tokens_ = 0;
        std::size_t frontier_ = 0;  ///< blocks made so far
    };

    /// Starts a document of `tokens` rows; `inner` must stay until its last step.
    void begin(const float* inner, std::size_t tokens, Work& work) const;
    /// The best class under `mask` with `slots` filled by these tokens (-1 = none); the first one if scores tie; never one
    /// that the mask forbids (it must allow one).
    int best(const std::int32_t* slots, const float* mask, Work& work) const;

private:
    static constexpr float kInfinity = __builtin_inff();
    Status load_classes(const json::Value& spec, int actions);
    Status load_weights(const ModelFile& file, const std::string& prefix, std::size_t width, std::size_t inner,
                        std::size_t hidden, std::size_t pieces);
    void advance(std::size_t token, Work& work) const;

    const kernels::Kernels* kernels_ = nullptr;
    std::vector<MoveClass> classes_;
    [[nodiscard]] const float* row(std::size_t slot, std::int32_t token, Work& work) const;

    std::size_t slots_ = 0, eager_ = 0;
    std::size_t row_ = 0;  ///< floats of a slot's row: pieces * hidden
    Packed linear_;
    Packed eager_rows_;             ///< the first `eager_` slots, side by side
    std::vector<Packed> slot_row_;  ///< each slot alone
    Floats pad_, hidden_bias_, upper_, upper_bias_;
    kernels::Step step_;
};

}  // namespace newshound::annotate
