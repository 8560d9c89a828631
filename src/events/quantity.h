// How much: counts of people, money and arms in the text, and which of them belong to a deed (codebook, sections 7 and 8).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "events/syntax.h"
#include "model/event.h"

namespace newshound::events {

/// One amount, tokens [first, last) from the approximating word to the counted noun.
struct QuantityMention {
    TokenIndex first = 0, last = 0;
    TokenIndex number = 0;  ///< first token of the number
    TokenIndex head =
        0;  ///< the token by which the amount hangs in the sentence: the counted noun, or the number where none stands
    Quantity quantity;  ///< kind "people", "money", "weapons" or "other"; unit, value, high, approx, text
    bool of_people = false;
    bool of_money = false;
    bool of_weapons = false;
    bool of_time = false;  ///< "six years", "three days": counted only where a sentence or a suspension is measured
    bool bare = false;     ///< no noun told: "killed 12 and wounded 30"
    bool part = false;     ///< part of another count: "12 of them children", "including three women"
};

/// All amounts in text order. Not among them: dates, ages, clock times, ordinals, addresses, scores, "one" as a pronoun.
std::vector<QuantityMention> find_quantities(const Tree& tree);

/// What quantities_for knows of the deed beside its place in the tree.
struct DeedKind {
    std::string_view type;  ///< PLOVER type, "" unknown
    std::string_view mode;
};

/// The amounts of the deed named by token `trigger`: its object ("arrested 12 people"), the subject of its passive, the
/// subject of an intransitive ("thousands marched"), its noun's "of" phrase ("the deportation of 120 migrants"), money given
/// or demanded. The kind follows the trigger (data/quantities/kinds.tsv): killed, injured, arrested, ... A single named or
/// described person gives none.
std::vector<Quantity> quantities_for(const Tree& tree, TokenIndex trigger, const DeedKind& deed,
                                     const std::vector<QuantityMention>& quantities);

}  // namespace newshound::events
