// The standfirst (deck, lead): the lines between headline and body that say what the article is about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/tree.h"

namespace newshound::extract {

/// What the page's head says the article is about: meta description, og:description, twitter:description.
class Descriptions {
public:
    explicit Descriptions(const Tree& tree);

    /// True if one of them is this line, begins with it or is its beginning (descriptions are cut), or has nearly all its
    /// words.
    [[nodiscard]] bool tell(std::string_view line) const;

private:
    std::vector<std::string> keys_;  // phrase words, one space after each
};

}  // namespace newshound::extract
