#include "events/cast.h"

#include <algorithm>

#include "events/cast_builder.h"

namespace newshound::events {

Cast Cast::build(const Tree& tree, const ActorBase& base, const Date& published) {
    return CastBuilder(tree, base, published).build();
}

const Mention* Cast::at(TokenIndex head) const {
    if (head >= by_token_.size() || by_token_[head] < 0) return nullptr;
    return &mentions_[static_cast<std::size_t>(by_token_[head])];
}

std::vector<Member> Cast::members(TokenIndex head) const {
    std::vector<Member> out;
    const auto it = std::lower_bound(members_.begin(), members_.end(), head,
                                     [](const auto& entry, TokenIndex wanted) { return entry.first < wanted; });
    if (it == members_.end() || it->first != head) return out;
    for (const Share& share : it->second) out.push_back({&mentions_[static_cast<std::size_t>(share.mention)], share.sector});
    return out;
}

std::vector<TokenIndex> Cast::beside(TokenIndex head) const {
    const auto it = beside_.find(head);
    return it == beside_.end() ? std::vector<TokenIndex>{} : it->second;
}

TokenIndex Cast::speaker_of(TokenIndex i) const { return i < speaker_.size() ? speaker_[i] : kNoToken; }

}  // namespace newshound::events
