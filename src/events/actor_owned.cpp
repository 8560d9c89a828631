// What the article, and not the phrase alone, says of an actor phrase: whose an office is, what letters stand for.
#include <array>

#include "events/actor_kinds.h"
#include "events/actor_reader.h"

namespace newshound::events {

/// "Dawn Brigades": newspapers are called by plain words, which stand in the names of others too.
bool PhraseReader::is_inside_name(const AliasMatch& m) const {
    const TokenIndex word = tree_.lower(m.first) == "the" ? m.first + 1 : m.first;
    if (m.alias->kind != AliasKind::body || m.last - word != 1 || words_.shape[word] == Shape::caps) return false;
    if (table_.bodies[m.alias->item].sector != "JRN" || m.last >= tree_.size() || tree_[m.last].iob != 'I') return false;
    const AliasMatch next = table_.exact(words_, m.last, m.last + 1, mask(AliasKind::role) | mask(AliasKind::keyword));
    if (!next || words_.shape[m.last] == Shape::lower) return false;
    const auto& list = next.alias->kind == AliasKind::role ? table_.roles : table_.keywords;
    return list[next.alias->item].sector != "JRN" && list[next.alias->item].sector != "BUS";
}

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

/// "The alleged treasurer": offices of which nobody is suspected are held in the open.
void PhraseReader::suspect(Identity& id, TokenIndex head) const {
    static constexpr std::array<std::string_view, 4> words = {"alleged", "presumed", "suspected", "reputed"};
    if (!id.person || (id.sector != "GOV" && id.sector != "BUS")) return;
    for (const TokenIndex c : tree_.children(head)) {
        if (tree_.dep(c) != "amod" || !one_of(tree_.lower(c), words)) continue;
        id.sector = "CRM";
        id.generic = false;
        id.rule = std::string(tree_.lower(c)) + " " + id.role;
    }
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
    suspect(id, head);
    add_appositions(id, head, 0);
    if (!id.country.empty()) id.stateless = false;
    return id;
}

}  // namespace newshound::events
