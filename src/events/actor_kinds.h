// Classes of nouns and sectors that the grammar of actor phrases (events/actor_reader.h) tells apart. Words are folded role
// words of data/actors/roles.tsv; what sector a word has stands there.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "events/actor_table.h"

namespace newshound::events {

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// "former", "ousted": of an office that somebody held.
bool is_former_word(std::string_view w);

/// Sectors of those who hold an office of state; former ones are ELI.
bool is_official_sector(std::string_view s);

/// Titles that firms, unions and clubs give as states do: whose head it is decides.
bool heads_anything(std::string_view role);

/// Organisations whose heads are no officials.
bool is_private_sector(std::string_view s);

/// Trades and callings, which say less of somebody in the news than that he stands for an office.
bool is_trade(std::string_view s);

/// Those who stand for an office: "nominee", "presidential candidate".
bool stands_for_office(std::string_view role);

/// Firms and networks that are at home nowhere, where several of them are meant.
bool is_everywhere(std::string_view role);

/// People by where they live and whom they belong to: a crowd of them that fights is no gang.
bool is_community(std::string_view role);

bool names_nobody(std::string_view role);

/// Those who suffered: "alleged victims" are no suspects.
bool cannot_be_suspect(std::string_view role);

/// Bodies of whoever names them: "the exporters' association" is business, "the Association of Journalists" press.
bool stands_for_its_trade(const RoleItem& body);

/// Bodies whose president or secretary is one of them and no head of state.
bool gives_its_sector(std::string_view s);

/// Sectors of armed groups that are no state's.
bool is_armed_sector(std::string_view s);

/// Nouns for states: several of them, or one that is not said which, are no state of the article's.
bool names_a_state(std::string_view role);

/// Words for those who are of other states than the story's or of none: "foreigners", "social media", "nobody".
bool is_of_no_state(std::string_view role);

/// Adjectives for what is of many states: "world leaders", "foreign governments".
bool spans_states(std::string_view w);

/// Parts of organisations.
bool names_a_part(std::string_view role);

/// Members of organisations that are no human beings: no "he" or "she" means them.
bool names_no_person(std::string_view role);

/// States and their leaders as others see them: "its neighbour", "US allies" are not the state itself.
bool names_another(std::string_view role);

/// Forces of several states ("coalition troops").
bool is_allied(const RoleItem& role);

/// Offices of which a state has one at a time, and seldom a row of holders in one story ("the energy ministers"): several
/// are of several states.
bool is_single(const RoleItem& role);

/// Those who side with somebody and hold no office of his.
bool is_following(std::string_view role);

/// Criminals by trade: several of them, of whom no more is said, work across borders.
bool works_across_borders(const RoleItem& role);

}  // namespace newshound::events
