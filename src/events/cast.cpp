#include "events/cast.h"

#include "events/cast_builder.h"

namespace newshound::events {

Cast Cast::build(const Tree& tree, const ActorBase& base, const Date& published) {
    return CastBuilder(tree, base, published).build();
}

const Mention* Cast::at(TokenIndex head) const {
    if (head >= by_token_.size() || by_token_[head] < 0) return nullptr;
    return &mentions_[static_cast<std::size_t>(by_token_[head])];
}

TokenIndex Cast::speaker_of(TokenIndex i) const { return i < speaker_.size() ? speaker_[i] : kNoToken; }

}  // namespace newshound::events
