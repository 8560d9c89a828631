// The data of data/actors in memory: what each name and word means, found by the longest sequence of folded words.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "events/actor_dictionary.h"
#include "events/actor_words.h"

namespace newshound::events {

/// What an alias stands for; the index `item` points into the vector of that kind.
enum class AliasKind : std::uint8_t {
    state,      ///< "France": states
    capital,    ///< "Paris" for the French government: states
    adjective,  ///< "French": states
    demonym,    ///< "Frenchman", "Iraqis": states
    place,      ///< "Texas", "Lagos": places
    people,     ///< "Kurds", "Catholic": peoples
    body,       ///< "Knesset", "Boko Haram": bodies
    person,     ///< "Angela Merkel": persons
    surname,    ///< "Merkel", where the base marks it as known by itself: persons
    role,       ///< "foreign minister": roles
    keyword     ///< "Ltd", inside names of organisations: keywords
};

constexpr unsigned mask(AliasKind k) { return 1U << static_cast<unsigned>(k); }
/// Kinds of aliases that name somebody, not words for somebody.
constexpr unsigned kNameKinds = mask(AliasKind::state) | mask(AliasKind::capital) | mask(AliasKind::adjective) |
                                mask(AliasKind::demonym) | mask(AliasKind::place) | mask(AliasKind::people) |
                                mask(AliasKind::body) | mask(AliasKind::person) | mask(AliasKind::surname);

struct Alias {
    AliasKind kind = AliasKind::role;
    bool caps = false;     ///< matches only words written in capitals
    bool capital = false;  ///< matches only where the first word is capitalised
    bool plural = false;
    std::uint8_t words = 1;
    std::uint32_t item = 0;
    std::int32_t next = -1;  ///< next alias with the same words, -1 = none
};

struct StateItem {
    std::string code, name;
    std::string entity;  ///< where a dictionary names it: its code there; else ""
};
struct PlaceItem {
    std::string name, country;
};
struct PeopleItem {
    std::string name, country, sector;
    bool wide = false;  ///< of a part of the world ("African"): people of no one state
};
struct BodyItem {
    std::string id, name, country, sector;
    Date from, to;                ///< of a dated code; open ends: year 0
    std::int32_t otherwise = -1;  ///< the body that holds on other days, -1 = this one holds always
};
/// A time in office. Open ends: year 0.
struct Spell {
    std::string sector, role;
    Date from, to;
};
struct PersonItem {
    std::string id, name, country;
    char gender = '?';
    std::vector<Spell> spells;  ///< in order of time
    std::string otherwise;      ///< sector outside all spells; "" = ELI after the first office, UNK before
};
enum class RoleKind : std::uint8_t { office, person, people, kin, body, thing, member, light, rank };
struct RoleItem {
    std::string word, sector;
    RoleKind kind = RoleKind::office;
    char gender = '?';
};

/// A stretch of tokens that an alias covers.
struct AliasMatch {
    TokenIndex first = 0, last = 0;
    const Alias* alias = nullptr;
    explicit operator bool() const { return alias != nullptr; }
};

struct ActorTable {
    std::vector<StateItem> states;
    std::vector<PlaceItem> places;
    std::vector<PeopleItem> peoples;
    std::vector<BodyItem> bodies;
    std::vector<PersonItem> persons;
    std::vector<RoleItem> roles;
    std::vector<RoleItem> keywords;
    std::unordered_map<std::string, char> given_names;  ///< folded -> 'm' or 'f'

    /// `dictionaries` come before data/actors: a name in both is whom the dictionary says.
    static Result<ActorTable> load(std::span<const ActorDictionary> dictionaries = {});

    /// The body as it is on a day (an unknown day: by its undated code).
    [[nodiscard]] const BodyItem& body_on(std::uint32_t item, const Date& on) const;

    /// Notes for every word which kinds of names it may begin and end, so that look-ups that cannot succeed cost nothing.
    void mark(WordRow& words) const;

    /// Longest alias of the kinds in `kinds` that starts at token `first` and ends at or before `limit`.
    [[nodiscard]] AliasMatch longest(const WordRow& words, TokenIndex first, TokenIndex limit, unsigned kinds) const;
    /// The alias of the kinds that covers exactly tokens [first, last).
    [[nodiscard]] AliasMatch exact(const WordRow& words, TokenIndex first, TokenIndex last, unsigned kinds) const;
    /// The state with this code, or nullptr.
    [[nodiscard]] const StateItem* state(std::string_view code) const;

    /// Sector of a person on a day; `role` (may be null) receives the office held, if any.
    static std::string sector_on(const PersonItem& person, const Date& on, std::string* role);

    /// Sector of the dated office that the person held on a day, "" if none is known.
    static std::string_view office_on(const PersonItem& person, const Date& on);
    /// Sector of the office that the person left within a day, month or year, "" if none is known.
    static std::string_view office_left_on(const PersonItem& person, const Date& on);
    /// Sector of the last office of state that the person held before a day, "" if none is known.
    static std::string_view last_office(const PersonItem& person, const Date& before);
    /// The person with this id, or nullptr.
    [[nodiscard]] const PersonItem* person(std::string_view id) const;

    static bool is_sector(std::string_view s);

private:
    friend class ActorLoader;
    struct Slot {
        std::int32_t first = -1;  ///< head of the alias chain, -1 = only a prefix
    };
    KeyMap<Slot> index_;                   // by sequence of folded words
    KeyMap<std::uint16_t> begins_, ends_;  // by a folded word: kinds of the names that it begins, ends
    std::vector<Alias> aliases_;
    std::unordered_map<std::string, std::uint32_t> state_by_code_;
    std::unordered_map<std::string_view, std::uint32_t> person_by_id_;

    [[nodiscard]] const Alias* pick(const Slot& slot, const WordRow& words, TokenIndex first, TokenIndex last,
                                    unsigned kinds) const;
};

}  // namespace newshound::events
