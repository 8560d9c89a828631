// What the article, and not the phrase alone, says of an actor phrase: whose an office is, what letters stand for.
#include "events/actor_reader.h"

namespace newshound::events {

const Identity* PhraseReader::renamed(TokenIndex i) const {
    if (renamed_.empty() || words_.shape[i] != Shape::caps) return nullptr;
    for (const auto& [hash, who] : renamed_)
        if (hash == words_.hash[i]) return &who;
    return nullptr;
}

void PhraseReader::take_owner(const Identity& who, Before& out) {
    out.owner_loose = false;
    out.owner_sector = who.sector;
    out.owner_country = who.country;
    out.owner_name = who.name;
}

Identity PhraseReader::read_owned(TokenIndex head, const Identity& owner) const {
    const AliasMatch match = role_at(head);
    if (!match) return {};
    const RoleItem& role = table_.roles[match.alias->item];
    Before before = scan_left(match.first, sentence_first(head));
    // A person's own people are of his country; of his sector only where they fight under him.
    Identity who = owner;
    if (who.person && !who.plural && who.sector != "REB" && who.sector != "PRM") who.sector.clear();
    take_owner(who, before);
    Identity id = compose(role, match.alias->plural || is_plural(head), before);
    add_complements(id, role, head, 0);
    suspect(id, role, before, head);
    add_appositions(id, head, 0);
    if (!id.country.empty()) id.stateless = false;
    return id;
}

}  // namespace newshound::events
