#include "events/labels.h"

#include <unordered_map>

namespace newshound::events {

template <const auto& names>
LabelCode<names> LabelCode<names>::of(Label label) {
    // Labels are interned: the address of its string is the label.
    static const auto codes = [] {
        std::unordered_map<const std::string*, std::uint8_t> map;
        for (std::size_t i = 0; i < names.size(); ++i) map.emplace(&Label(names[i]).str(), static_cast<std::uint8_t>(i));
        return map;
    }();
    LabelCode code;
    if (const auto it = codes.find(&label.str()); it != codes.end()) code.value_ = it->second;
    return code;
}

template Dep Dep::of(Label);
template Pos Pos::of(Label);
template Tag Tag::of(Label);
template EntityLabel EntityLabel::of(Label);

}  // namespace newshound::events
