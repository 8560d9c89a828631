// Whose a noun is, where only the article tells: "its warehouses", "the militia's bases", "his men".
#include <algorithm>

#include "events/actor_kinds.h"
#include "events/cast_builder.h"

namespace newshound::events {

namespace {

/// Sectors of organisations whose premises and stores are theirs, whatever they are.
bool owns_premises(std::string_view sector) {
    return sector == "IGO" || sector == "NGO" || sector == "BUS" || sector == "REL" || sector == "SOC" ||
           is_armed_sector(sector);
}

/// "The bloc" is a word for members, and so for people, until the article says which it is.
bool is_human(const Identity& id) { return id.person && !id.entity.starts_with("body:"); }

bool is_men(const RoleItem& role) {
    return role.word == "man" || role.word == "men" || role.word == "comrade" ||
           (role.kind == RoleKind::member &&
            (is_of(Kind::following, role.word) || role.word == "aide" || is_armed_sector(role.sector)));
}

}  // namespace

/// The role word at a noun, "" if it is none.
std::string_view CastBuilder::role_of(TokenIndex noun) const {
    const AliasMatch match = table_.exact(words_, noun, noun + 1, mask(AliasKind::role));
    return match ? std::string_view(table_.roles[match.alias->item].word) : std::string_view();
}

/// The sector that an owner gives to what is his, "" if it keeps its own.
std::string_view CastBuilder::sector_from(const Identity& owner, const RoleItem& role) const {
    const bool state = owner.place || owner.entity.starts_with("state:") || owner.sector == "GOV";
    if (owner.sector.empty() || owner.sector == "UNK" || owner.generic) return {};
    if (is_of(Kind::own_sector, role.word) && (!is_human(owner) || owner.plural)) return {};
    if (role.kind == RoleKind::thing) return state && !is_human(owner) ? std::string_view() : owner.sector;
    const bool serves = role.kind == RoleKind::member || (role.kind == RoleKind::office && role.sector == "GOV");
    if (is_human(owner) && !owner.plural && is_armed_sector(owner.sector) && serves) return owner.sector;  // his treasurer
    if (is_human(owner) && !owner.plural)
        return is_men(role) && (is_armed_sector(owner.sector) || owner.sector == "MIL") ? owner.sector : std::string_view();
    if (state) return {};
    if (role.kind == RoleKind::member && !(role.sector == "LAB" && owner.sector == "BUS")) return owner.sector;
    if (is_men(role) && (is_armed_sector(owner.sector) || owner.sector == "MIL")) return owner.sector;
    const bool premises = role.sector == "MED" || role.sector == "BUS" || role.sector == "EDU" || role.sector == "JRN";
    return role.kind == RoleKind::body && premises && owns_premises(owner.sector) ? owner.sector : std::string_view();
}

void CastBuilder::give_country(int chain, const std::string& country) {
    for (const std::size_t k : chains_[static_cast<std::size_t>(chain)].members) {
        Identity& id = cast_.mentions_[k].identity;
        if (id.country.empty()) id.country = country;
        if (country == "IGO" && id.sector == "GOV") id.sector = "IGO";
    }
}

void CastBuilder::find_owners() {
    for (Mention& m : cast_.mentions_) {
        Identity& id = m.identity;
        if (m.pronoun || id.entity.starts_with("state:")) continue;
        TokenIndex noun = m.head;
        if (id.rule.starts_with("count of")) {  // "four of his aides"
            const TokenIndex of = tree_.child(noun, {"prep"});
            const TokenIndex counted = of == kNoToken ? kNoToken : tree_.child(of, {"pobj"});
            if (counted != kNoToken) noun = counted;
        }
        const TokenIndex whose = tree_.child(noun, {"poss"});
        const Mention* owner = whose == kNoToken ? nullptr : mention_at(whose);
        const AliasMatch match = table_.exact(words_, noun, noun + 1, mask(AliasKind::role));
        if (!owner || owner->chain < 0 || !match) continue;
        const RoleItem& role = table_.roles[match.alias->item];
        if (is_of(Kind::apart, role.word)) continue;
        const Identity& of = owner->identity;
        if (!owner->pronoun && is_of(Kind::state, role_of(whose))) continue;  // "the country's gangs": whichever it is
        if (id.country.empty() && !of.country.empty() && (of.country != "IGO" || !is_human(of))) {
            id.country = of.country;
            if (id.named && m.chain >= 0) give_country(m.chain, of.country);  // "its envoy, Ali Noor": wherever he is named
        }
        if (id.country.empty() && of.stateless && !is_human(of)) id.stateless = true;
        std::string_view sector = sector_from(of, role);
        if (id.country == "IGO" && id.sector == "GOV") sector = "IGO";
        const bool own = !id.sector.empty() && id.sector != (role.sector == "-" ? "" : role.sector);
        if (sector.empty() || sector == id.sector || own || (id.named && !id.generic && sector != "IGO")) continue;
        id.sector = sector;
        id.rule += "; of " + (of.name.empty() ? std::string(tree_.text(whose)) : of.name);
    }
}

/// "The chairman and a colleague": one of the same.
void CastBuilder::join_colleagues() {
    for (Mention& m : cast_.mentions_) {
        if (!is_of(Kind::colleague, m.identity.role) || tree_.dep(m.head) != "conj" ||
            tree_.child(m.head, {"poss"}) != kNoToken)
            continue;
        const Mention* first = mention_at(tree_.first_conjunct(m.head));
        if (!first || !first->identity.person || first->identity.sector.empty()) continue;
        m.identity.sector = first->identity.sector;
        m.identity.country = first->identity.country;
    }
}

/// "American diplomats and soldiers": the nationality before the first holds for officials and forces joined to it.
void CastBuilder::share_nationality() {
    for (Mention& m : cast_.mentions_) {
        Identity& id = m.identity;
        if (tree_.dep(m.head) != "conj" || !id.country.empty() || !id.plural || !is_official_sector(id.sector)) continue;
        if (tree_.child(m.head, {"det", "poss", "amod", "prep", "nummod"}) != kNoToken) continue;
        const Mention* first = mention_at(tree_.first_conjunct(m.head));
        const TokenIndex nation = first ? tree_.child(first->head, {"amod"}) : kNoToken;
        if (nation == kNoToken || first->identity.country.empty() || !first->identity.plural) continue;
        if (table_.exact(words_, nation, nation + 1, mask(AliasKind::adjective) | mask(AliasKind::state)))
            id.country = first->identity.country;
    }
}

}  // namespace newshound::events
