// Noun phrases as parties of an event: who is meant, with country and sector, and when a thing stands for its owner.
#pragma once

#include <optional>
#include <vector>

#include "events/actor_table.h"
#include "events/cast.h"
#include "events/roles.h"
#include "events/syntax.h"
#include "model/event.h"

namespace newshound::events {

class Parties {
public:
    Parties(const Tree& tree, const Roles& roles, const Cast& cast) : tree_(tree), roles_(roles), cast_(cast) {}

    /// The party that the noun phrase headed by `head` names, or nullopt where it names no one. A thing ("a boat", "their
    /// villages") is a party only if `things` is set: with the country and sector of its owner.
    [[nodiscard]] std::optional<Party> party(TokenIndex head, bool things, bool explain) const;

    /// All parties of the heads, without repetitions of the same person or group.
    [[nodiscard]] std::vector<Party> parties(const std::vector<TokenIndex>& heads, bool things, bool explain) const;

    /// Whoever the things belong to: "Israel's jets", "the president's tweet", "a statement by the army".
    [[nodiscard]] std::vector<Party> owners(const std::vector<TokenIndex>& things, bool explain) const;

    /// True for a place before a noun that tells a deed of `type`, where it says where and not who: "the El Paso shooting",
    /// "the Geneva talks"; not so "US strikes", "the Moscow sanctions".
    [[nodiscard]] bool is_scene(TokenIndex modifier, std::string_view type) const;

    /// Canonical name of a speaker, or the words of its noun phrase.
    [[nodiscard]] std::string speaker(TokenIndex head) const;

private:
    [[nodiscard]] std::optional<TokenIndex> owner(TokenIndex thing) const;
    [[nodiscard]] bool means_somebody(const Mention& mention, TokenIndex head) const;
    [[nodiscard]] bool is_somebody(TokenIndex head) const;
    void add_members(TokenIndex head, bool explain, std::vector<Party>& out) const;

    const Tree& tree_;
    const Roles& roles_;
    const Cast& cast_;
};

/// Who did something long ago acted in the office of that time: persons of the base, in historical events with a date, and
/// former officials in undated ones that only an office lets one do ("Mugabe fired his deputy").
class Offices {
public:
    Offices(const ActorTable& table, const Date& published) : table_(table), published_(published) {}

    /// The sector of the office in which the party did or suffered the deed, "" where what is known of it stands.
    [[nodiscard]] std::string_view at(const Event& event, const Party& party, bool actor) const;
    void settle(std::vector<Event>& events, bool explain) const;

private:
    const ActorTable& table_;
    Date published_;
};

/// The party wherever the article tells of it: by its chain of mentions, and by its name or definite description where it is
/// one person or body.
std::vector<std::string> keys_of(const Party& party);

bool same_party(const Party& a, const Party& b);

/// "Each other", "the other": named by a word for the very parties that act.
bool is_reciprocal(const Party& p);

}  // namespace newshound::events
