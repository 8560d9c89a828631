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
    /// The last deeds of a kind that were told with a time, and with a place: indices into told_, -1 = none.
    struct Last {
        int timed = -1, placed = -1;
    };
    /// True for a noun that takes up a deed of its type told by any word ("the attack").
    [[nodiscard]] bool is_definite(TokenIndex noun) const;
    /// Deeds of a type told by one word family.
    [[nodiscard]] WordKey family(std::string_view type, TokenIndex trigger) const;

    struct Told {
        TokenIndex trigger;
        Dates dates;
        Where where;
    };
    const Tree* tree_;
    KeyMap<Last> by_type_, by_family_;
    std::vector<Told> told_;
};

}  // namespace newshound::events
