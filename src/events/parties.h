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

    /// Canonical name of a speaker, or the words of its noun phrase.
    [[nodiscard]] std::string speaker(TokenIndex head) const;

private:
    [[nodiscard]] std::optional<TokenIndex> owner(TokenIndex thing) const;

    const Tree& tree_;
    const Roles& roles_;
    const Cast& cast_;
};

/// Who did something long ago acted in the office of that time: persons of the base, in historical events with a date.
void settle_offices(std::vector<Event>& events, const ActorTable& table, bool explain);

bool same_party(const Party& a, const Party& b);

}  // namespace newshound::events
