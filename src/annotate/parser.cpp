#include "annotate/parser.h"

#include "annotate/sections.h"

namespace newshound::annotate {

void ParserState::reset(std::size_t tokens) {
    stack_.clear();
    rebuffer_.clear();
    next_ = 0;
    head_.assign(tokens, -1);
    label_.assign(tokens, 0);
    last_left_.assign(tokens, -1);
    last_right_.assign(tokens, -1);
    sibling_.assign(tokens, -1);
    sentence_start_.assign(tokens, 0);
    unshiftable_.assign(tokens, 0);
    if (tokens > 0) sentence_start_[0] = 1;
}

unsigned ParserState::valid() const {
    const std::size_t left = buffer_size();
    unsigned out = 0;
    if (left >= 2) {
        const std::int32_t b0 = buffer(0);
        const std::int32_t b1 = buffer(1);
        if (b1 == b0 + 1 && sentence_start_[at(b1)] == 0) out |= 1U << kBreak;
    }
    if (stack_.empty()) return out | (left > 0 ? 1U << kShift : 0U);
    out |= 1U << kReduce;
    if (left == 0 || sentence_start_[at(buffer(0))] != 0) return out;
    out |= 1U << kLeft | 1U << kRight;
    if (left >= 2 && unshiftable_[at(buffer(0))] == 0) out |= 1U << kShift;
    return out;
}

void ParserState::push() {
    if (rebuffer_.empty()) {
        stack_.push_back(static_cast<std::int32_t>(next_++));
    } else {
        stack_.push_back(rebuffer_.back());
        rebuffer_.pop_back();
    }
}

void ParserState::add_arc(std::int32_t head, std::int32_t child, std::uint16_t label) {
    const std::int32_t old = head_[at(child)];
    if (old >= 0) {
        auto& youngest = old > child ? last_left_ : last_right_;
        if (youngest[at(old)] == child) youngest[at(old)] = sibling_[at(child)];
    }
    auto& youngest = head > child ? last_left_ : last_right_;
    sibling_[at(child)] = youngest[at(head)];
    youngest[at(head)] = child;
    head_[at(child)] = head;
    label_[at(child)] = label;
}

void ParserState::apply(Action action, std::uint16_t label) {
    switch (action) {
        case kShift: push(); break;
        case kReduce:
            if (head_[at(stack(0))] < 0 && stack_.size() > 1) {
                unshiftable_[at(stack(0))] = 1;
                rebuffer_.push_back(stack(0));
            }
            stack_.pop_back();
            break;
        case kLeft:
            add_arc(buffer(0), stack(0), label);
            unshiftable_[at(buffer(0))] = 0;
            stack_.pop_back();
            break;
        case kRight:
            add_arc(stack(0), buffer(0), label);
            push();
            break;
        case kBreak: sentence_start_[at(buffer(1))] = 1; break;
        case kActions: break;
    }
}

void ParserState::slots(std::int32_t* out) const {
    const std::int32_t b0 = buffer(0);
    const std::int32_t s0 = stack(0);
    out[0] = b0;
    out[1] = buffer(1);
    out[2] = s0;
    out[3] = stack(1);
    out[4] = stack(2);
    out[5] = b0 >= 0 ? last_left_[at(b0)] : -1;
    out[6] = s0 >= 0 ? last_left_[at(s0)] : -1;
    out[7] = s0 >= 0 ? last_right_[at(s0)] : -1;
}

Decorated decorated(Label label) {
    const std::string_view text = label.view();
    const std::size_t bars = text.find("||");
    if (bars == std::string_view::npos) return {label, Label()};
    return {Label(text.substr(0, bars)), Label(text.substr(bars + 2))};
}

Result<Parser> Parser::load(const ModelFile& file, const json::Value& spec, const std::string& prefix, std::size_t width,
                            const kernels::Kernels& kernels) {
    Parser out;
    auto scorer =
        Scorer::load(file, spec, prefix, width, ParserState::kSlots, ParserState::kSlots, ParserState::kActions, kernels);
    if (!scorer) return tl::unexpected(scorer.error());
    out.scorer_ = std::move(*scorer);
    const auto& classes = out.scorer_.classes();
    if (classes.size() > UINT16_MAX) return damaged_model("the parser has too many classes");
    unsigned present = 0;
    for (const MoveClass& c : classes) {
        present |= 1U << static_cast<unsigned>(c.action);
        out.labels_.push_back(decorated(c.label));
    }
    // With these two there is always a valid move.
    if ((present & 1U << ParserState::kShift) == 0 || (present & 1U << ParserState::kReduce) == 0)
        return damaged_model("the parser cannot shift or reduce");
    for (unsigned set = 0; set < 1U << ParserState::kActions; ++set) {
        int only = -1;
        int count = 0;
        for (std::size_t c = 0; c < classes.size(); ++c)
            if ((set >> static_cast<unsigned>(classes[c].action) & 1U) != 0) {
                only = static_cast<int>(c);
                ++count;
            }
        out.only_.push_back(count == 1 ? only : -1);
        out.scorer_.add_mask(out.masks_,
                             [&](const MoveClass& c) { return (set >> static_cast<unsigned>(c.action) & 1U) != 0; });
    }
    out.root_ = Label("ROOT");
    return out;
}

void Parser::parse(const float* inner, const std::vector<bool>& is_space, Work& work, Tree& out) const {
    const std::size_t n = is_space.size();
    ParserState& state = work.state;
    state.reset(n);
    scorer_.begin(inner, n, work.scorer);
    while (!state.finished()) {
        const unsigned set = state.valid();
        int c = only_[set];
        if (c < 0) {
            std::int32_t slots[ParserState::kSlots];
            state.slots(slots);
            c = scorer_.best(slots, masks_.data() + set * scorer_.mask_size(), work.scorer);
        }
        state.apply(static_cast<ParserState::Action>(scorer_.classes()[static_cast<std::size_t>(c)].action),
                    static_cast<std::uint16_t>(c));
    }
    out.head.resize(n);
    out.dep.resize(n);
    work.lift.assign(n, nullptr);
    bool any = false;
    for (std::size_t i = 0; i < n; ++i) {
        const std::int32_t head = state.heads()[i];
        const std::uint16_t c = state.labels()[i];
        out.head[i] = head < 0 ? static_cast<std::uint32_t>(i) : static_cast<std::uint32_t>(head);
        out.dep[i] = head < 0 ? root_ : scorer_.classes()[c].label;
        if (head >= 0 && !labels_[c].wanted.empty()) {
            work.lift[i] = &labels_[c];
            any = true;
        }
    }
    set_edges(out);
    if (any) deprojectivise(out, work.lift, is_space);
}

}  // namespace newshound::annotate
