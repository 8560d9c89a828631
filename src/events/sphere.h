// Whether an article lies in the sphere of events at all, or in one whose language borrows their words
// (data/spheres/words.tsv).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "events/syntax.h"
#include "model/event.h"

namespace newshound::events {

class Spheres {
public:
    static Result<Spheres> load();

    /// The subject ("sport") that the article is about, where it uses at least six different words of it and they make up 2
    /// in a hundred of its words or more; "" for articles inside the sphere of events.
    [[nodiscard]] std::string outside(const Tree& tree) const;

    /// True if a party acts for a state, court, police, army, armed group, party or intergovernmental body.
    [[nodiscard]] static bool has_official(const Event& event);

private:
    /// The subjects of a word, and those of the pairs that it begins ("world cup"); bit i stands for subjects_[i].
    struct Entry {
        std::uint32_t subjects = 0;
        KeyMap<std::uint32_t> pairs;
    };
    std::vector<std::string> subjects_;
    KeyMap<Entry> words_;
};

}  // namespace newshound::events
