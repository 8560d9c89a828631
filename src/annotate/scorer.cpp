#include "annotate/scorer.h"

#include <algorithm>

#include "annotate/sections.h"

namespace newshound::annotate {

namespace {

constexpr std::size_t kBlock = 32;   // tokens made at a time
constexpr std::size_t kWindow = 32;  // blocks kept
constexpr std::size_t kMaxSlots = 16;
constexpr std::size_t kMaxHidden = 512;

}  // namespace

Status Scorer::load_classes(const json::Value& spec, int actions) {
    const json::Value* classes = json::array_at(spec, "classes");
    if (classes == nullptr || classes->Size() == 0 || classes->Size() > 100000)
        return damaged_model("a transition system without classes");
    for (const json::Value& c : classes->GetArray()) {
        if (!c.IsObject()) return damaged_model("a class is no object");
        const std::int64_t action = json::integer_at(c, "action", -1);
        if (action < 0 || action >= actions) return damaged_model("an action is unknown");
        classes_.push_back({static_cast<int>(action), Label(json::string_at(c, "label"))});
    }
    return {};
}

Status Scorer::load_weights(const ModelFile& file, const std::string& prefix, std::size_t width, std::size_t inner,
                            std::size_t hidden, std::size_t pieces) {
    const std::size_t n = classes_.size();
    const auto linear = floats_of(file, prefix + "linear.W", inner * width);
    const auto linear_bias = floats_of(file, prefix + "linear.b", inner);
    const auto lower = floats_of(file, prefix + "lower.W", slots_ * hidden * pieces * inner);
    const auto lower_bias = floats_of(file, prefix + "lower.b", hidden * pieces);
    const auto pad = floats_of(file, prefix + "lower.pad", slots_ * hidden * pieces);
    const auto upper = floats_of(file, prefix + "upper.W", n * hidden);
    const auto upper_bias = floats_of(file, prefix + "upper.b", n);
    for (const auto* part : {&linear, &linear_bias, &lower, &lower_bias, &pad, &upper, &upper_bias})
        if (!*part) return tl::unexpected(part->error());

    linear_ = pack_affine(*linear, *linear_bias, inner, width, kernels_->lanes);
    // thinc has [slot][hidden][piece]; with the pieces outside, the best piece is taken lane by lane.
    row_ = pieces * hidden;
    std::vector<float> turned(lower->size());
    pad_ = Floats(slots_ * row_);
    hidden_bias_ = Floats(row_);
    for (std::size_t f = 0; f < slots_; ++f)
        for (std::size_t h = 0; h < hidden; ++h)
            for (std::size_t p = 0; p < pieces; ++p) {
                const std::size_t from = (f * hidden + h) * pieces + p;
                const std::size_t to = f * row_ + p * hidden + h;
                std::copy_n(lower->data() + from * inner, inner, turned.data() + to * inner);
                pad_[to] = (*pad)[from];
                if (f == 0) hidden_bias_[to] = (*lower_bias)[from];
            }
    eager_rows_ = pack_affine(turned, {}, eager_ * row_, inner, kernels_->lanes);
    for (std::size_t f = 0; f < slots_; ++f)
        slot_row_.push_back(pack_affine(std::span(turned).subspan(f * row_ * inner), {}, row_, inner, kernels_->lanes));
    const std::size_t columns = kernels::padded(n);
    upper_ = Floats(hidden * columns);
    upper_bias_ = Floats(columns);
    for (std::size_t c = 0; c < n; ++c) {
        upper_bias_[c] = (*upper_bias)[c];
        for (std::size_t h = 0; h < hidden; ++h) upper_[h * columns + c] = (*upper)[c * hidden + h];
    }
    step_ = {hidden_bias_.data(), hidden, pieces, upper_.data(), upper_bias_.data(), columns};
    return {};
}

Result<Scorer> Scorer::load(const ModelFile& file, const json::Value& spec, const std::string& prefix, std::size_t width,
                            std::size_t slots, std::size_t eager, int actions, const kernels::Kernels& kernels) {
    Scorer out;
    out.kernels_ = &kernels;
    out.slots_ = slots;
    out.eager_ = eager;
    if (const Status ok = out.load_classes(spec, actions); !ok) return tl::unexpected(ok.error());
    const auto features = dimension(spec, "slots", slots, slots);
    const auto inner = dimension(spec, "inner", kernels::kPad, kMaxHidden);
    const auto hidden = dimension(spec, "hidden", kernels::kPad, kMaxHidden);
    const auto pieces = dimension(spec, "pieces", 1, 8);
    for (const auto* part : {&features, &inner, &hidden, &pieces})
        if (!*part) return tl::unexpected(part->error());
    if (*inner % kernels::kPad != 0 || *hidden % kernels::kPad != 0)
        return damaged_model("a hidden layer's width is no multiple of " + std::to_string(kernels::kPad));
    if (const Status ok = out.load_weights(file, prefix, width, *inner, *hidden, *pieces); !ok)
        return tl::unexpected(ok.error());
    return out;
}

Scorer::Work::Work(const Scorer& scorer)
    : window_(kWindow * kBlock * scorer.eager_ * scorer.row_),
      aside_(scorer.slots_ * scorer.row_),
      scores_(scorer.step_.classes),
      aside_token_(scorer.slots_) {}

void Scorer::begin(const float* inner, std::size_t tokens, Work& work) const {
    work.inner_ = inner;
    work.tokens_ = tokens;
    work.frontier_ = 0;
    std::fill(work.aside_token_.begin(), work.aside_token_.end(), SIZE_MAX);
}

void Scorer::advance(std::size_t token, Work& work) const {
    while (work.frontier_ * kBlock <= token) {
        const std::size_t first = work.frontier_ * kBlock;
        const std::size_t n = std::min(kBlock, work.tokens_ - first);
        const std::size_t ld = eager_ * row_;
        kernels_->affine(work.inner_ + first * inner(), inner(), n, eager_rows_.panels,
                         work.window_.data() + work.frontier_ % kWindow * kBlock * ld, ld);
        ++work.frontier_;
    }
}

const float* Scorer::row(std::size_t slot, std::int32_t token_or_none, Work& work) const {
    if (token_or_none < 0) return pad_.data() + slot * row_;
    const auto token = static_cast<std::size_t>(token_or_none);
    const std::size_t block = token / kBlock;
    if (slot < eager_ && block + kWindow >= work.frontier_)
        return work.window_.data() + ((block % kWindow * kBlock + token % kBlock) * eager_ + slot) * row_;
    float* aside = work.aside_.data() + slot * row_;
    if (work.aside_token_[slot] != token) {
        kernels_->affine(work.inner_ + token * inner(), inner(), 1, slot_row_[slot].panels, aside, row_);
        work.aside_token_[slot] = token;
    }
    return aside;
}

int Scorer::best(const std::int32_t* slots, const float* mask, Work& work) const {
    const std::int32_t furthest = *std::max_element(slots, slots + slots_);
    if (furthest >= 0) advance(static_cast<std::size_t>(furthest), work);
    const float* rows[kMaxSlots];
    for (std::size_t f = 0; f < slots_; ++f) rows[f] = row(f, slots[f], work);
    const int best = kernels_->step(rows, slots_, step_, mask, work.scores_.data());
    if (best >= 0 && mask[best] == 0.0F) return best;
    return static_cast<int>(std::find(mask, mask + step_.classes, 0.0F) - mask);  // scores that are no numbers
}

}  // namespace newshound::annotate
