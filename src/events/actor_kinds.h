// Classes of words and sectors that the grammar of actor phrases (events/actor_reader.h) and of casts tells apart. Which
// words a class has stands in data/actors/kinds.tsv, what sector a word has in data/actors/roles.tsv.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "events/actor_table.h"

namespace newshound::events {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// A class of data/actors/kinds.tsv, which says of each what it is for.
enum class Kind : std::uint8_t {
    former,
    many_states,
    alleged,
    whole,
    head,
    candidate,
    minister,
    following,
    colleague,
    apart,
    another,
    own_sector,
    community,
    sufferer,
    known_criminal,
    doer,
    for_group,
    trade_body,
    part,
    no_person,
    no_state,
    everywhere,
    state,
    several_states,
    several_sides,
    several_forces,
    several_leaders,
    several_people,
    count
};

/// True if the folded word is of the class.
bool is_of(Kind kind, std::string_view word);

/// Error "data_missing", or "data_invalid" with file and line, if the classes cannot be read: is_of() is then never true.
Status check_kinds();

/// Sectors of those who hold an office of state; former ones are ELI.
bool is_official_sector(std::string_view s);

/// Organisations whose heads are no officials.
bool is_private_sector(std::string_view s);

/// Trades and callings, which say less of somebody in the news than that he stands for an office.
bool is_trade(std::string_view s);

/// Those who stand for an office: "nominee", "presidential candidate".
bool stands_for_office(std::string_view role);

/// Bodies of whoever names them: "the exporters' association" is business, "the Association of Journalists" press.
bool stands_for_its_trade(const RoleItem& body);

/// Bodies whose president or secretary is one of them and no head of state.
bool gives_its_sector(std::string_view s);

/// Sectors of armed groups that are no state's.
bool is_armed_sector(std::string_view s);

/// Members of organisations that are no human beings: no "he" or "she" means them.
bool names_no_person(std::string_view role);

/// Forces of several states ("coalition troops").
bool is_allied(const RoleItem& role);

/// Offices of which a state has one at a time, and seldom a row of holders in one story ("the energy ministers"): several
/// are of several states.
bool is_single(const RoleItem& role);

/// Criminals by trade: several of them, of whom no more is said, work across borders.
bool works_across_borders(const RoleItem& role);

}  // namespace newshound::events
