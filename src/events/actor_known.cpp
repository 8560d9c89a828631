// Names that the base knows: states with their capitals and peoples, places, bodies, persons.
#include <algorithm>

#include "events/actor_kinds.h"
#include "events/actor_reader.h"

namespace newshound::events {

TokenIndex PhraseReader::after_dateline(TokenIndex place) const {
    for (const TokenIndex c : tree_.children(place)) {
        if (c < place || tree_.dep(c) != "appos") continue;
        for (TokenIndex t = place + 1; t < c; ++t) {
            const std::string_view low = tree_.lower(t);
            if (low == "-" || low == "–" || low == "—") return tree_.is_noun(c) ? c : kNoToken;
        }
    }
    return kNoToken;
}

Identity PhraseReader::of_base_person(const PersonItem& person) const {
    Identity id;
    id.name = person.name;
    id.entity = person.id;
    id.country = person.country;
    id.gender = person.gender;
    id.sector = ActorTable::sector_on(person, on_, &id.role);
    // Whom a body between states sends or elects acts for it, not for his own state.
    if (id.sector == "IGO") id.country = "IGO";
    id.stateless = id.country.empty() && is_armed_sector(id.sector);  // heads of groups that fight for no state
    id.rule = "base " + person.id;
    id.sure = 0.95;
    id.person = id.named = true;
    return id;
}

/// A state, by its name, adjective, capital or people.
Identity PhraseReader::of_state(const Alias& a, TokenIndex head) const {
    Identity id;
    id.named = true;
    id.sure = 0.95;
    const StateItem& s = table_.states[a.item];
    id.name = s.name;
    id.country = s.code;
    id.entity = s.entity.empty() ? "state:" + s.code : s.entity;
    id.sector = "GOV";
    id.place = a.kind == AliasKind::state || a.kind == AliasKind::capital;
    id.rule = a.kind == AliasKind::capital ? "capital for government" : "state";
    const bool modifies = tree_.has_dep(head, {"amod", "compound", "nmod"}) && tree_.head(head) > head && !is_plural(head);
    if (!modifies && (a.kind == AliasKind::demonym || (a.kind == AliasKind::adjective && tree_.is_noun(head)))) {
        // "the Saudis", "the British" act as their state; "10,000 Haitians", "an Iraqi" are people.
        id.plural = a.plural || is_plural(head) || tree_.has_determiner(head, {"the"});
        TokenIndex narrowed = tree_.child(head, {"nummod", "amod", "relcl", "acl", "prep"});
        // "warn the Saudis that ...": what begins with a conjunction is no relative clause.
        if (narrowed != kNoToken && tree_.child(narrowed, {"mark"}) != kNoToken) narrowed = kNoToken;
        const bool counted = narrowed != kNoToken;
        const bool nation = id.plural && tree_.has_determiner(head, {"the"}) && !counted;
        if (!nation) {
            id.sector = "CVL";
            id.name.clear();
            id.entity.clear();
            id.person = true;
            id.named = false;
            id.generic = true;
        }
        id.rule = "demonym";
    }
    return id;
}

/// A body of the base.
Identity PhraseReader::of_body(const AliasMatch& m, TokenIndex head) const {
    const BodyItem& b = table_.body_on(m.alias->item, on_);
    Identity id;
    id.named = true;
    id.sure = 0.95;
    id.name = b.name;
    id.entity = b.id;
    id.country = b.country;
    id.sector = b.sector;
    id.stateless = b.country.empty();
    id.plural = b.sector == "PTY" && is_plural(head) && tree_.child(head, {"nummod"}) != kNoToken;  // "231 Democrats"
    id.rule = "base " + b.id;
    // "the Polish Red Cross": the branch of a body that has one in every state.
    const bool branch =
        b.country.empty() && (b.sector == "NGO" || b.sector == "REL" || b.sector == "SOC" || b.sector == "BUS");
    if (branch && m.first > sentence_first(head))
        if (const AliasMatch nation = ending_at(m.first, sentence_first(head), mask(AliasKind::adjective))) {
            id.country = table_.states[nation.alias->item].code;
            id.stateless = false;
        }
    return id;
}

Identity PhraseReader::of_name(const AliasMatch& m, TokenIndex head, int depth) const {
    Identity id;
    const Alias& a = *m.alias;
    switch (a.kind) {
        case AliasKind::state:
        case AliasKind::capital:
        case AliasKind::adjective:
        case AliasKind::demonym: id = of_state(a, head); break;
        case AliasKind::place: {
            const PlaceItem& p = table_.places[a.item];
            id.name = p.name;
            id.country = p.country;
            id.sector = "GOV";
            id.place = id.named = true;
            id.rule = "place";
            id.sure = 0.8;
            break;
        }
        case AliasKind::people: {
            const PeopleItem& p = table_.peoples[a.item];
            id.country = p.country;
            id.sector = p.sector;
            id.plural = a.plural || is_plural(head);
            id.place = p.wide && !id.plural && tree_.has_determiner(head, {"the"});  // "the Caribbean"
            id.person = id.generic = !id.place;
            if (id.place) id.sector = "GOV";
            id.stateless = p.wide;
            id.rule = "people";
            id.sure = 0.7;
            break;
        }
        case AliasKind::body: return of_body(m, head);
        default: return of_person(head, depth);
    }
    if (id.place && depth == 0)
        if (const TokenIndex after = after_dateline(head); after != kNoToken) return read(after, 1);
    if (a.kind == AliasKind::adjective || a.kind == AliasKind::demonym || a.kind == AliasKind::people) {
        const Before before = scan_left(m.first, sentence_first(head));
        if (!before.country.empty() && id.country.empty()) id.country = before.country;
    }
    return id;
}

bool PhraseReader::is_surname(const AliasMatch& name, TokenIndex head) const {
    const unsigned kind = mask(name.alias->kind);
    if ((kind & (mask(AliasKind::place) | mask(AliasKind::capital) | mask(AliasKind::state))) == 0) return false;
    if (name.last - name.first != 1 || head == sentence_first(head) || tree_.pos(head) != "PROPN") return false;
    const TokenIndex before = head - 1;
    if (tree_.pos(before) != "PROPN" || tree_.head(before) != head || words_.shape[before] != Shape::capital) return false;
    if (table_.given_names.contains(fold_word(tree_.text(before)))) return true;
    // Beside a noun for a person no place is meant.
    const unsigned any = kNameKinds | mask(AliasKind::role) | mask(AliasKind::keyword);
    if (table_.exact(words_, before, head, any) || tree_.dep(head) != "appos") return false;
    const AliasMatch role = role_at(tree_.head(head));
    return role && table_.roles[role.alias->item].kind == RoleKind::office;
}

}  // namespace newshound::events
