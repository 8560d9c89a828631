#include "events/parties.h"

#include <algorithm>

namespace newshound::events {

void settle_offices(std::vector<Event>& events, const ActorTable& table, bool explain) {
    for (Event& e : events) {
        const auto when = e.historical ? parse_date(e.when_start) : std::nullopt;
        if (!when) continue;
        for (auto* list : {&e.actors, &e.recipients})
            for (Party& p : *list) {
                const PersonItem* person = p.entity.starts_with("person:") ? table.person(p.entity) : nullptr;
                const std::string_view office = person ? ActorTable::office_on(*person, *when) : std::string_view();
                if (office.empty() || office == p.sector) continue;
                p.sector = office;
                if (explain) p.why.push_back({"identity", "office at the time", e.when_start});
            }
    }
}

bool same_party(const Party& a, const Party& b) {
    if (!a.name.empty() && a.name == b.name) return true;
    if (a.begin < b.end && b.begin < a.end) return true;
    return !a.entity.empty() && a.entity == b.entity;
}

namespace {

bool names_someone(const Identity& who) {
    return !who.inanimate && (!who.sector.empty() || !who.country.empty() || who.person);
}

}  // namespace

std::optional<TokenIndex> Parties::owner(TokenIndex thing) const {
    std::vector<TokenIndex> candidates = roles_.possessors(thing);
    const auto of = roles_.prepositional(thing, "of");
    candidates.insert(candidates.end(), of.begin(), of.end());
    for (const char* prep : {"by", "from"})
        for (TokenIndex maker : roles_.prepositional(thing, prep)) candidates.push_back(maker);
    for (TokenIndex m : roles_.modifiers(thing)) candidates.push_back(m);
    for (TokenIndex c : candidates) {
        const Mention* m = cast_.at(c);
        if (m && names_someone(m->identity)) return c;
    }
    return std::nullopt;
}

std::optional<Party> Parties::party(TokenIndex head, bool things, bool explain) const {
    const Mention* mention = cast_.at(head);
    if (!mention) return std::nullopt;
    Party p;
    p.begin = mention->begin;
    p.end = mention->end;
    const auto& tokens = tree_.annotated().tokens;
    const Phrase& phrase = mention->phrase;
    p.text = std::string(tree_.annotated().text_of(phrase.first, phrase.last));
    if (phrase.first < tokens.size()) {
        p.begin = tokens[phrase.first].begin;
        p.end = tokens[phrase.last - 1].end;
    }
    // A personal pronoun means somebody even where the article does not settle who.
    const bool somebody = mention->pronoun && tree_.lower(head) != "it" && tree_.lower(head) != "its" &&
                          tree_[head].tag.view().starts_with("PRP");
    if (names_someone(mention->identity) || somebody) {
        const Identity& who = mention->identity;
        p.name = who.name.empty() ? p.text : who.name;
        p.country = who.country;
        p.sector = who.sector.empty() ? "UNK" : who.sector;
        p.entity = who.entity;
        p.several = who.plural;
        p.place = who.place;
        if (explain) p.why.push_back({"identity", who.rule, p.text});
        return p;
    }
    if (!things) return std::nullopt;
    // "for nine hours", "on Monday": when, not whom.
    const EntityLabel label = tree_.ent(head);
    if (label == "DATE" || label == "TIME" || label == "PERCENT") return std::nullopt;
    p.name = p.text;
    p.sector = mention->identity.sector;
    p.country = mention->identity.country;
    if (const auto whose = owner(head)) {
        const Identity& who = cast_.at(*whose)->identity;
        if (p.country.empty()) p.country = who.country;
        if (p.sector.empty()) p.sector = who.sector;
        if (explain) p.why.push_back({"identity", "owner of the thing", std::string(tree_.text(*whose))});
    }
    if (p.sector.empty()) p.sector = "UNK";
    return p;
}

std::vector<Party> Parties::parties(const std::vector<TokenIndex>& heads, bool things, bool explain) const {
    std::vector<Party> out;
    for (TokenIndex head : heads) {
        // "the two sides": each of them, in the article's words.
        const auto members = cast_.members(head);
        for (const Mention* member : members) {
            auto each = party(member->head, things, explain);
            const auto whole = party(head, true, false);
            if (!each || !whole) continue;
            each->text = whole->text;
            each->begin = whole->begin;
            each->end = whole->end;
            const bool known = std::any_of(out.begin(), out.end(), [&](const Party& q) {
                return q.name == each->name || (!q.entity.empty() && q.entity == each->entity);
            });
            if (!known) out.push_back(std::move(*each));
        }
        if (!members.empty()) continue;
        auto p = party(head, things, explain);
        if (!p) continue;
        if (std::any_of(out.begin(), out.end(), [&](const Party& q) { return same_party(*p, q); })) continue;
        out.push_back(std::move(*p));
    }
    return out;
}

std::vector<Party> Parties::owners(const std::vector<TokenIndex>& things, bool explain) const {
    std::vector<TokenIndex> heads;
    std::vector<Party> armed;
    for (TokenIndex thing : things) {
        const auto whose = owner(thing);
        if (!whose) continue;
        // "American warplanes": whoever flies them, not the government that owns them, acts.
        const Mention* mention = cast_.at(thing);
        auto of_state = mention && (mention->identity.sector == "MIL" || mention->identity.sector == "COP")
                            ? party(*whose, false, explain)
                            : std::nullopt;
        if (of_state && of_state->sector == "GOV" && !of_state->entity.starts_with("person:")) {
            auto whole = party(thing, true, explain);
            if (whole) {
                whole->country = of_state->country;
                whole->sector = mention->identity.sector;
                armed.push_back(std::move(*whole));
                continue;
            }
        }
        heads.push_back(*whose);
    }
    auto out = parties(heads, false, explain);
    for (Party& p : armed)
        if (std::none_of(out.begin(), out.end(), [&](const Party& q) { return same_party(p, q); }))
            out.push_back(std::move(p));
    return out;
}

std::string Parties::speaker(TokenIndex head) const {
    const Mention* mention = cast_.at(head);
    if (mention && !mention->identity.name.empty()) return mention->identity.name;
    const Phrase p = tree_.short_noun_phrase(head);
    return std::string(tree_.annotated().text_of(p.first, p.last));
}

}  // namespace newshound::events
