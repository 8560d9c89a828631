// Facts for the learned choices: what speaks for or against something, as a key of a data file of weights. The words of a
// fact are kept only where somebody asks for them (--explain, fitting): the key alone is cheap.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "events/keys.h"

namespace newshound::events {

/// Key of a fact that is the pieces one after another: key_of() of them joined, wherever they are cut.
template <typename... Pieces>
WordKey fact_key(const Pieces&... pieces) {
    constexpr std::size_t kMost = 256;  // facts are short: no allocation for them
    if ((std::string_view(pieces).size() + ... + 0) > kMost) {
        std::string joined;
        ((joined += std::string_view(pieces)), ...);
        return key_of(joined);
    }
    std::array<char, kMost> joined;
    char* end = joined.data();
    ((end = std::copy_n(std::string_view(pieces).data(), std::string_view(pieces).size(), end)), ...);
    return key_of({joined.data(), static_cast<std::size_t>(end - joined.data())});
}

struct Fact {
    WordKey key = 0;
    std::string words;
};

/// The fact whose words are the pieces one after another; they are kept if `spell`.
template <typename... Pieces>
Fact make_fact(bool spell, const Pieces&... pieces) {
    Fact fact{fact_key(pieces...), {}};
    if (spell) ((fact.words += std::string_view(pieces)), ...);
    return fact;
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
