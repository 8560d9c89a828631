// Whether an article lies in the sphere of events at all, or in one whose language borrows their words
// (data/spheres/words.tsv).
#pragma once

#include <string>
#include <unordered_set>
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
    struct Subject {
        std::string name;
        std::unordered_set<std::string> words;
    };
    std::vector<Subject> subjects_;
};

}  // namespace newshound::events
