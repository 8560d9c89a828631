// Facts for the learned choices: what speaks for or against something, as a key of a data file of weights. The words of a
// fact are kept only where somebody asks for them (--explain, fitting): the key alone is cheap.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "events/keys.h"

namespace newshound::events {

struct Fact {
    WordKey key = 0;
    std::string words;
};

/// The fact whose words are the pieces one after another; they are kept if `spell`.
template <typename... Pieces>
Fact make_fact(bool spell, const Pieces&... pieces) {
    thread_local std::string joined;
    joined.clear();
    ((joined += std::string_view(pieces)), ...);
    return {key_of(joined), spell ? joined : std::string()};
}

/// A count as facts name it: 0, 1, 2, 3 (to 4), 5 (to 9), 10 (and more).
inline std::string_view bucket(std::size_t n) {
    return n == 0 ? "0" : n == 1 ? "1" : n == 2 ? "2" : n < 5 ? "3" : n < 10 ? "5" : "10";
}

/// Sectors that do like things: the rare ones share what is learned of the common ones.
inline std::string_view sector_group(std::string_view sector) {
    if (sector == "GOV" || sector == "LEG" || sector == "IGO" || sector == "PTY" || sector == "ELI" || sector == "OPP")
        return "politics";
    if (sector == "MIL" || sector == "COP" || sector == "SPY") return "forces";
    if (sector == "REB" || sector == "PRM" || sector == "UAF" || sector == "CRM") return "outlaws";
    if (sector == "JUD") return "law";
    return sector == "UNK" || sector.empty() ? "unknown" : "society";
}

}  // namespace newshound::events
