// The actor base: who is who in the news, and what a noun phrase says about the actor it names.
//
// Sources: data/actors/ (formats in the files' headers). Codes: country is ISO 3166-1 alpha-3, "IGO" or ""; sector is a
// PLOVER sector code (docs/codebook) or "".
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "events/actor_dictionary.h"
#include "events/syntax.h"

namespace newshound::events {

struct ActorTable;  // events/actor_table.h
struct WordRow;     // events/actor_words.h

/// What a noun phrase says about the actor it names.
struct Identity {
    std::string name;     ///< canonical name where the base or the phrase settles it, else ""
    std::string country;  ///< ISO 3166-1 alpha-3, "IGO" or ""
    std::string sector;   ///< PLOVER sector code or ""
    std::string
        entity;         ///< "state:FRA", "body:boko-haram", "person:emmanuel-macron": id in the actor base, "" if not linked
    std::string role;   ///< the generic word or title that gave the sector ("foreign minister"), folded, singular
    std::string rule;   ///< how it was settled, for --explain
    double sure = 0;    ///< 0..1: 1 names in the base, 0.9 titles, 0.6 generic nouns, 0 nothing known
    char gender = '?';  ///< 'm', 'f', '?'
    bool person = false;  ///< a human being or several, not an organisation
    bool plural = false;
    bool place = false;  ///< a state, town or region, which may stand for its authorities or its people
    bool inanimate =
        false;             ///< a thing, event or abstraction. `sector` is then "", or whose thing it is ("a hospital": MED)
    bool named = false;    ///< a proper name
    bool former = false;   ///< "ex-", "former", "retired"
    bool generic = false;  ///< the sector is that of a bare common noun and may give way to what the article says
    bool rank = false;     ///< `sector` comes from a rank ("Colonel"), which an office outweighs
    bool stateless = false;  ///< acts for no state: the article's country must not be lent to it
};

class ActorBase {
public:
    /// Reads data/actors; names in `dictionaries` come before them. Errors: "data_missing", "data_invalid" with file and
    /// line. About 10 ms.
    static Result<ActorBase> load(std::span<const ActorDictionary> dictionaries = {});

    /// The noun phrase headed by token `head`, read by itself: the phrase, its titles, appositions and complements, not the
    /// rest of the article (that is Cast). `on` decides which office a person of the base held. Pronouns come back empty.
    [[nodiscard]] Identity identify(const Tree& tree, TokenIndex head, const Date& on) const;
    /// The same with the article's words folded before (events/actor_words.h): for callers that ask for many heads.
    [[nodiscard]] Identity identify(const Tree& tree, const WordRow& words, TokenIndex head, const Date& on) const;

    /// Asked for the country of place names that data/actors does not have (a gazetteer); returns alpha-3 or "".
    std::function<std::string(std::string_view name)> country_of_place;

    [[nodiscard]] const ActorTable& table() const { return *table_; }
    /// Canonical name of a state by its code, "" if unknown.
    [[nodiscard]] std::string_view state_name(std::string_view code) const;

private:
    std::shared_ptr<const ActorTable> table_;
};

}  // namespace newshound::events
