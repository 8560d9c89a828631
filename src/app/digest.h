// What `newshound read` shows a person: the article's card, then its events as sentences, each with the words that prove it.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "app/pipeline.h"
#include "base/result.h"

namespace newshound::app {

class Digest {
public:
    struct Style {
        int width = 80;      ///< columns
        bool color = false;  ///< escape sequences for colour and underlining; else signs
        bool explain = false;
    };

    /// Loads the words for deeds and sectors (data/digest).
    static Result<Digest> load();

    /// One article. Text from the page is made safe for a terminal.
    [[nodiscard]] std::string render(const Outcome& outcome, const Style& style) const;

    /// A deed in plain words, for one event: "Police (Nigeria) arrested or held 12 people in Lagos". No date, no amounts.
    [[nodiscard]] std::string deed(const Event& event) const;

private:
    struct Deed {
        std::string past, base;
    };
    std::map<std::pair<std::string, std::string>, Deed> deeds_;  // by type and mode
    std::map<std::string, std::string> sectors_;
    std::map<std::string, std::string> countries_;  // alpha-3 -> English name
};

}  // namespace newshound::app
