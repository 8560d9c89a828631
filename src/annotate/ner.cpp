#include "annotate/ner.h"

#include <algorithm>

#include "annotate/sections.h"

namespace newshound::annotate {

namespace {

/// Masks with no entity open: OUT only (whitespace), UNIT and OUT, then BEGIN as well. Two for each open label follow.
constexpr std::size_t kClosedMasks = 3;

}  // namespace

std::size_t Ner::mask_index(const Situation& s) const {
    if (s.open >= 0) return kClosedMasks + static_cast<std::size_t>(s.open) * 2 + (s.can_go_on ? 1 : 0);
    if (s.is_space) return 0;
    return s.can_go_on ? 2 : 1;
}

Result<Ner> Ner::load(const ModelFile& file, const json::Value& spec, const std::string& prefix, std::size_t width,
                      const kernels::Kernels& kernels) {
    Ner out;
    // Two of the slots are filled inside entities only.
    auto scorer = Scorer::load(file, spec, prefix, width, kSlots, 1, kActions, kernels);
    if (!scorer) return tl::unexpected(scorer.error());
    out.scorer_ = std::move(*scorer);
    const auto& classes = out.scorer_.classes();
    const auto has = [&](Action action, Label label) {
        return std::any_of(classes.begin(), classes.end(),
                           [&](const MoveClass& c) { return c.action == action && c.label == label; });
    };
    if (!has(kOut, Label())) return damaged_model("the entity recogniser has no class for tokens outside");
    for (const MoveClass& c : classes) {
        std::int32_t number = -1;
        if (c.action != kOut && c.action != kMissing) {
            const auto it = std::find(out.labels_.begin(), out.labels_.end(), c.label);
            number = static_cast<std::int32_t>(it - out.labels_.begin());
            if (it == out.labels_.end()) out.labels_.push_back(c.label);
        }
        // An entity that is open must be able to end, so that there is always a valid move.
        if (c.action == kBegin && !has(kLast, c.label)) return damaged_model("an entity can begin but not end");
        out.label_of_.push_back(number);
    }
    const auto add = [&](auto allowed) {
        out.scorer_.add_mask(out.masks_, allowed);
        const auto n = std::count_if(classes.begin(), classes.end(), allowed);
        const auto only = std::find_if(classes.begin(), classes.end(), allowed) - classes.begin();
        out.only_.push_back(n == 1 ? static_cast<int>(only) : -1);
    };
    // A class without label stands for an entity of no kind; it is only for preset entities.
    const auto is = [](const MoveClass& c, Action a) { return c.action == a && (a == kOut || !c.label.empty()); };
    add([&](const MoveClass& c) { return is(c, kOut); });
    add([&](const MoveClass& c) { return is(c, kOut) || is(c, kUnit); });
    add([&](const MoveClass& c) { return is(c, kOut) || is(c, kUnit) || is(c, kBegin); });
    for (const Label label : out.labels_) {
        add([&](const MoveClass& c) { return is(c, kLast) && c.label == label; });
        add([&](const MoveClass& c) { return (is(c, kLast) || is(c, kIn)) && c.label == label; });
    }
    return out;
}

std::vector<std::size_t> Ner::valid(const Situation& s) const {
    std::vector<std::size_t> out;
    const float* mask = masks_.data() + mask_index(s) * scorer_.mask_size();
    for (std::size_t c = 0; c < scorer_.classes().size(); ++c)
        if (mask[c] == 0.0F) out.push_back(c);
    return out;
}

void Ner::recognise(const float* inner, const std::vector<bool>& is_space, const std::vector<bool>& sentence_start,
                    Work& work, std::vector<char>& iob, std::vector<Label>& ent) const {
    const std::size_t n = is_space.size();
    iob.assign(n, 'O');
    ent.assign(n, Label());
    scorer_.begin(inner, n, work.scorer);
    std::int32_t open = -1;
    std::int32_t start = -1;
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t mask = mask_index({open, i + 1 < n && !sentence_start[i + 1], is_space[i]});
        int c = only_[mask];
        if (c < 0) {
            const auto b0 = static_cast<std::int32_t>(i);
            const std::int32_t slots[kSlots] = {b0, start, start >= 0 ? b0 - 1 : -1};
            c = scorer_.best(slots, masks_.data() + mask * scorer_.mask_size(), work.scorer);
        }
        const MoveClass& move = scorer_.classes()[static_cast<std::size_t>(c)];
        if (move.action == kOut) continue;
        iob[i] = open < 0 ? 'B' : 'I';
        ent[i] = move.label;
        if (move.action == kBegin) {
            open = label_of_[static_cast<std::size_t>(c)];
            start = static_cast<std::int32_t>(i);
        } else if (move.action == kLast) {
            open = start = -1;
        }
    }
}

}  // namespace newshound::annotate
