// The grammar of actor phrases: reads one noun phrase into an Identity. Used by ActorBase::identify; one reader an article.
//
// Order of the rules, strongest first: a name in the base; a person with title or apposition; a generic noun (role) with its
// nationality words, owners and complements; a nationality word by itself; a capitalised name by the words in it; a thing.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "events/actor_table.h"
#include "events/actors.h"

namespace newshound::events {

class PhraseReader {
public:
    using PlaceHook = std::function<std::string(std::string_view)>;
    PhraseReader(const ActorTable& table, const Tree& tree, const WordRow& words, const Date& on, const PlaceHook& hook)
        : table_(table), tree_(tree), words_(words), on_(on), hook_(hook) {}

    [[nodiscard]] Identity read(TokenIndex head, int depth = 0) const;
    /// The same for a noun that belongs to `owner`, whom its own phrase does not tell ("its president"); no role: none.
    [[nodiscard]] Identity read_owned(TokenIndex head, const Identity& owner) const;
    /// From now on the word stands for `who`: the article says what its letters mean ("Kivu Liberation Army (KLA)").
    void rename(TokenIndex word, const Identity& who) { renamed_.emplace_back(words_.hash[word], who); }

private:
    /// What stands before a noun: found by reading leftwards, nearest first.
    struct Before {
        TokenIndex first = 0;      ///< leftmost token read
        std::string country;       ///< of nationality words, states, places
        std::string owner_sector;  ///< of the organisation the noun belongs to
        std::string owner_country;
        std::string owner_name;
        std::string controller_sector;  ///< "Houthi-run": who holds it
        std::string controller_country;
        bool led = false;  ///< "Saudi-led"
        bool former = false;
        bool numbered = false;
        bool the = false;
        bool indefinite = false;
        bool anti = false;  ///< "anti-government"
        bool opposition = false;
        bool owner_loose = false;  ///< the owner only says what the part does ("media office")
        bool place = false;        ///< a town, house or car stands there
        bool its = false;          ///< "its"
        bool office = false;       ///< an office stands between the words read and the noun
        bool possessed = false;    ///< "his"
        bool wide = false;         ///< "world", "African": of more than one state
    };

    [[nodiscard]] Before scan_left(TokenIndex from, TokenIndex limit) const;
    void take(const AliasMatch& match, Before& out) const;
    static void take_owner(const Identity& who, Before& out);
    /// Whom the article calls by the one word `i`, nullptr if it gives the word no meaning of its own.
    [[nodiscard]] const Identity* renamed(TokenIndex i) const;
    /// "US-backed", "pro-government", "Delhi-based" ending at `last`: returns its first token, or `last` if there is none.
    TokenIndex take_compound(TokenIndex last, TokenIndex limit, Before& out) const;
    [[nodiscard]] AliasMatch ending_at(TokenIndex last, TokenIndex limit, unsigned kinds) const;
    [[nodiscard]] bool is_inside_name(const AliasMatch& match) const;
    [[nodiscard]] AliasMatch name_around(TokenIndex head) const;
    [[nodiscard]] AliasMatch role_at(TokenIndex head) const;
    /// The name of a person of the base, of two words and more, that `head` is in.
    [[nodiscard]] AliasMatch person_around(TokenIndex head) const;

    /// The title before a name that starts at `start`, and the country that stands between them, if any.
    [[nodiscard]] AliasMatch title_before(TokenIndex start, TokenIndex low, std::string& country) const;
    /// What a title adds to what is known of a person; `base`: the base knows the person.
    void add_title(Identity& id, const AliasMatch& title, const std::string& country, TokenIndex low, bool base) const;
    /// The office of "Secretary of Justice" before a name that starts at `start`.
    [[nodiscard]] AliasMatch portfolio_before(TokenIndex start, TokenIndex low) const;
    /// True where a word for a person may stand before a name as title.
    [[nodiscard]] bool is_title(const RoleItem& role, const AliasMatch& match) const;
    /// True where a place's name is the surname of a person ("the judge, Nohemí Lagos").
    [[nodiscard]] bool is_surname(const AliasMatch& name, TokenIndex head) const;

    [[nodiscard]] Identity of_name(const AliasMatch& match, TokenIndex head, int depth) const;
    [[nodiscard]] Identity of_state(const Alias& alias, TokenIndex head) const;
    [[nodiscard]] Identity of_body(const AliasMatch& match, TokenIndex head) const;
    [[nodiscard]] Identity of_role(const AliasMatch& match, TokenIndex head, int depth) const;
    [[nodiscard]] Identity of_light(const AliasMatch& match, TokenIndex head, int depth) const;
    [[nodiscard]] Identity of_person(TokenIndex head, int depth) const;
    [[nodiscard]] Identity of_organisation(TokenIndex head) const;
    [[nodiscard]] Identity of_thing(TokenIndex head, int depth) const;
    /// What a dateline before a sentence was read as the place of ("MANILA - Two men ..."), kNoToken if `place` is none.
    [[nodiscard]] TokenIndex after_dateline(TokenIndex place) const;
    [[nodiscard]] Identity of_base_person(const PersonItem& person) const;

    void own(Identity& id, const RoleItem& role, bool owned, const Before& before) const;
    [[nodiscard]] Identity compose(const RoleItem& role, bool plural, const Before& before) const;
    [[nodiscard]] bool is_many_states(const Identity& id, TokenIndex head) const;
    void add_complements(Identity& id, const RoleItem& role, TokenIndex head, int depth) const;
    void add_origin(Identity& id, TokenIndex head, int depth) const;
    void add_appositions(Identity& id, TokenIndex head, int depth) const;
    [[nodiscard]] bool is_aboard(TokenIndex head) const;
    [[nodiscard]] bool is_mere_adjective(TokenIndex t) const;
    void retire(Identity& id) const;
    void suspect(Identity& id, const RoleItem& role, const Before& before, TokenIndex head) const;
    [[nodiscard]] TokenIndex sentence_first(TokenIndex i) const;
    [[nodiscard]] TokenIndex sentence_last(TokenIndex i) const;
    [[nodiscard]] bool is_plural(TokenIndex head) const;
    [[nodiscard]] std::string place_country(TokenIndex first, TokenIndex last) const;

    const ActorTable& table_;
    const Tree& tree_;
    const WordRow& words_;
    const Date& on_;
    const PlaceHook& hook_;
    std::vector<std::pair<std::uint64_t, Identity>> renamed_;  // hash of the word
};

/// Mr, Mrs, Ms, Dr ... as folded words; `gender` receives 'm', 'f' or '?'.
bool is_honorific(std::string_view folded, char& gender);

}  // namespace newshound::events
