// Mentions of one deed in an article: which events are the same deed told again ("the attack"), and what one mention lends
// the other.
//
// A log-linear choice for each event between being new and being what an earlier event of its type told, by words, articles,
// distance, parties, dates, places, counts. Weights: data/deeds/same.tsv, fitted by eval/learned.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "events/syntax.h"
#include "model/event.h"

namespace newshound::events {

/// Among so many mentions before it a deed is looked for by the coder: far more than an article tells, a bound for documents
/// that are none.
constexpr std::size_t kLongestMemory = 400;

/// True if two triggers are forms of one word ("attacked", "the attack"), by a rough stem.
bool same_word(const std::string& a, const std::string& b);

/// One way to take an event: as new, or as an earlier one told again.
struct DeedReading {
    std::string value;        ///< "" new; else the number of the deed it tells again: its readings pool their weight
    std::uint32_t begin = 0;  ///< of the earlier event's trigger, code points
    std::vector<std::string> features;  ///< keys of the data file, only for a watch
    double score = 0;
};

/// Shown the readings of each event before it is settled.
using DeedWatch = std::function<void(const Event&, const std::vector<DeedReading>&)>;

/// Gives events (in text order) that are one deed the same `same_as` label (codebook, section 1), and fills an empty actor
/// or recipient list from a mention of the same deed that names it. Without a data file of weights nothing is linked.
void link_same_deeds(const Tree& tree, std::vector<Event>& events, const DeedWatch& watch = {});

/// What a mention's own clause says; the rest was settled by the article.
struct SaidHere {
    bool when = false, where = false;
};

/// The mentions of one deed have one date and one place: what most of them have, those that say it themselves before all
/// others. `said` is asked for each event.
void share_slots(std::vector<Event>& events, const std::function<SaidHere(const Event&)>& said);

}  // namespace newshound::events
