// Mentions of one deed in an article: which events are the same deed told twice, and what one mention lends the other.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "model/event.h"

namespace newshound::events {

/// Among so many mentions before it a deed is looked for, here and in the coder: far more than an article tells, a bound for
/// documents that are none.
constexpr std::size_t kLongestMemory = 400;

/// True if two triggers are forms of one word ("attacked", "the attack"), by a rough stem.
bool same_word(const std::string& a, const std::string& b);

/// Gives events that are plainly one deed the same `same_as` label (codebook, section 1), and fills an empty actor or
/// recipient list from a mention of the same deed that names it.
void link_same_deeds(std::vector<Event>& events);

}  // namespace newshound::events
