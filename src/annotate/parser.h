// The dependency parser: spaCy's arc-eager transition system with BREAK (spacy/pipeline/_parser_internals/arc_eager.pyx).
#pragma once

#include <cstdint>
#include <vector>

#include "annotate/scorer.h"
#include "base/label.h"

namespace newshound::annotate {

/// Stack, buffer and arcs of a document that is being parsed.
class ParserState {
public:
    enum Action { kShift, kReduce, kLeft, kRight, kBreak, kActions };
    static constexpr std::size_t kSlots = 8;

    void reset(std::size_t tokens);
    [[nodiscard]] bool finished() const { return stack_.empty() && buffer_size() == 0; }
    /// Bit a is set where action a is valid. There is always one that is, until finished().
    [[nodiscard]] unsigned valid() const;
    /// Does a valid action; `label` (a class) is kept for the arc that it draws.
    void apply(Action action, std::uint16_t label);
    /// B0, B1, S0, S1, S2, last left child of B0, last left child of S0, last right child of S0; -1 = none.
    void slots(std::int32_t* out) const;

    /// Head of each token, -1 = none, and the label of the arc to it.
    [[nodiscard]] const std::vector<std::int32_t>& heads() const { return head_; }
    [[nodiscard]] const std::vector<std::uint16_t>& labels() const { return label_; }

private:
    [[nodiscard]] std::int32_t stack(std::size_t i) const { return i < stack_.size() ? stack_[stack_.size() - 1 - i] : -1; }
    [[nodiscard]] std::int32_t buffer(std::size_t i) const {
        if (i < rebuffer_.size()) return rebuffer_[rebuffer_.size() - 1 - i];
        const std::size_t at = next_ + i - rebuffer_.size();
        return at < head_.size() ? static_cast<std::int32_t>(at) : -1;
    }
    [[nodiscard]] std::size_t buffer_size() const { return head_.size() - next_ + rebuffer_.size(); }
    void push();
    void add_arc(std::int32_t head, std::int32_t child, std::uint16_t label);
    static std::size_t at(std::int32_t i) { return static_cast<std::size_t>(i); }

    std::vector<std::int32_t> stack_, rebuffer_;
    std::size_t next_ = 0;
    std::vector<std::int32_t> head_;
    std::vector<std::uint16_t> label_;
    std::vector<std::int32_t> last_left_, last_right_;  ///< youngest child at each side
    std::vector<std::int32_t> sibling_;  ///< the child added before this one at the same side of the same head
    std::vector<std::uint8_t> sentence_start_, unshiftable_;
};

/// A projective tree made of the parser's arcs, then lifted arcs put back and cut into sentences.
struct Tree {
    std::vector<std::uint32_t> head;  ///< its own index for a root
    std::vector<Label> dep;
    std::vector<std::uint32_t> left_edge, right_edge;
    std::vector<bool> sentence_start;
};

/// Fills edges and sentence starts from the heads (spacy/tokens/doc.pyx, set_children_from_heads).
void set_edges(Tree& tree);

/// What a label like "dobj||xcomp" stands for: dep "dobj", to be hung below the nearest "xcomp" under its head.
struct Decorated {
    Label dep, wanted;  ///< wanted is empty for a plain label
};
Decorated decorated(Label label);

/// Reattaches the tokens whose label is decorated (spacy/pipeline/_parser_internals/nonproj.pyx) and sets edges and sentence
/// starts anew. `lift[i]` belongs to token i, `is_space[i]` as well.
void deprojectivise(Tree& tree, const std::vector<const Decorated*>& lift, const std::vector<bool>& is_space);

class Parser {
public:
    static Result<Parser> load(const ModelFile& file, const json::Value& spec, const std::string& prefix, std::size_t width,
                               const kernels::Kernels& kernels);
    [[nodiscard]] const Scorer& scorer() const { return scorer_; }

    class Work {
    public:
        explicit Work(const Parser& parser) : scorer(parser.scorer_) {}

    private:
        friend class Parser;
        Scorer::Work scorer;
        ParserState state;
        std::vector<const Decorated*> lift;
    };

    /// Parses a document of `is_space.size()` tokens; `inner` as Scorer::to_inner gives it.
    void parse(const float* inner, const std::vector<bool>& is_space, Work& work, Tree& out) const;

private:
    Scorer scorer_;
    std::vector<float> masks_;  ///< one for each set of valid actions
    std::vector<int> only_;     ///< the class, where a set of actions has only one; else -1
    std::vector<Decorated> labels_;
    Label root_;
};

}  // namespace newshound::annotate
