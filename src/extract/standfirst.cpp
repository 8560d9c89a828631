#include "extract/standfirst.h"

#include <algorithm>

#include "extract/lexicon.h"

namespace newshound::extract {

namespace {

std::string key_of(std::string_view s) {
    std::string out;
    for (const std::string& word : phrase_words(s, 200)) {
        out += word;
        out += ' ';
    }
    return out;
}

}  // namespace

Descriptions::Descriptions(const Tree& tree) {
    constexpr std::size_t kMany = 6;
    for (NodeIndex n = 0; n < tree.size() && keys_.size() < kMany; ++n) {
        if (tree.tag(n) == LXB_TAG_BODY) break;
        if (tree.tag(n) != LXB_TAG_META) continue;
        std::string_view name = tree.attribute(n, "name");
        if (name.empty()) name = tree.attribute(n, "property");
        if (name != "description" && name != "Description" && name != "og:description" && name != "twitter:description")
            continue;
        std::string key = key_of(tree.attribute(n, LXB_DOM_ATTR_CONTENT));
        if (std::count(key.begin(), key.end(), ' ') >= 4 && std::find(keys_.begin(), keys_.end(), key) == keys_.end())
            keys_.push_back(std::move(key));
    }
}

bool Descriptions::tell(std::string_view line) const {
    if (keys_.empty() || line.size() > 1200) return false;
    const std::string key = key_of(line);
    if (std::count(key.begin(), key.end(), ' ') < 4) return false;
    return std::any_of(keys_.begin(), keys_.end(), [&](const std::string& known) {
        if (known == key || known.starts_with(key)) return true;
        constexpr std::size_t kCut = 60;  // a description shorter than this is not cut off
        return known.size() >= kCut && key.starts_with(std::string_view(known).substr(0, known.size() - known.size() / 8));
    });
}

}  // namespace newshound::extract
