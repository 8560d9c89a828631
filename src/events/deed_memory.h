// What an article has told so far: when and where its deeds were, so that a deed told again ("the attack", "the ban") need
// not say it again.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "events/place.h"
#include "events/when.h"

namespace newshound::events {

/// Fed in text order, one deed after the other.
class DeedMemory {
public:
    explicit DeedMemory(const Tree& tree) : tree_(&tree) {}

    /// Fills told_before and previous of both hints for a deed of `type` named by token `trigger`.
    void recall(std::string_view type, TokenIndex trigger, DeedHints& when, PlaceHints& where) const;

    /// Keeps what was found for it. `timed`: its own clause gave the time.
    void keep(std::string_view type, TokenIndex trigger, const Dates& dates, bool timed, const Where& where);

private:
    /// The same word family, or a definite noun that takes up a deed of the same type.
    [[nodiscard]] bool is_same(TokenIndex before, TokenIndex now) const;

    struct Told {
        std::string type;
        TokenIndex trigger;
        Dates dates;
        bool timed;
        Where where;
    };
    const Tree* tree_;
    std::vector<Told> told_;
};

}  // namespace newshound::events
