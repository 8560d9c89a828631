// Text set in lines for a terminal: words wrapped to a width, marked by colour or, where there is none, by signs.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace newshound::app {

/// How a stretch of text stands out. On a plain page only trigger and party show, as *trigger* and _party_.
enum class Mark : unsigned char { none, strong, faint, good, warn, bad, trigger, party };

/// A run of text that is to be wrapped. Everything put in is made safe for a terminal: control characters and bidi overrides
/// are replaced, white space is folded.
class Setting {
public:
    Setting& add(std::string_view words, Mark mark = Mark::none);
    [[nodiscard]] bool empty() const { return pieces_.empty(); }

    /// Lines of at most `width` columns, each with `indent` before it (the first with `first`, if that is not empty); "\n"
    /// after each. A word that is wider than a line is broken.
    [[nodiscard]] std::string lines(std::size_t width, bool color, std::string_view indent = {},
                                    std::string_view first = {}) const;

    struct Piece {
        std::string text;
        Mark mark;
    };

private:
    std::vector<Piece> pieces_;
};

}  // namespace newshound::app
