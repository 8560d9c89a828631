#include "events/parties.h"

#include <algorithm>

#include "base/text.h"
#include "events/actor_kinds.h"

namespace newshound::events {

namespace {

/// Deeds that one does by an office and cannot do any more without it.
bool is_of_office(const Event& e) {
    return e.type == "MOBILIZE" || e.type == "COERCE" || (e.type == "SANCTION" && e.mode != "convict") ||
           (e.type == "RETREAT" && e.mode == "resign") ||
           (e.type == "SUPPORT" && text::lower(e.trigger).starts_with("appoint")) ||
           (e.type == "CONCEDE" && e.cameo.starts_with("081"));
}

}  // namespace

std::string_view Offices::at(const Event& e, const Party& party, bool actor) const {
    const PersonItem* person = party.entity.starts_with("person:") ? table_.person(party.entity) : nullptr;
    if (!person) return {};
    const bool resigns = actor && e.type == "RETREAT" && e.mode == "resign";
    const auto when = e.historical ? parse_date(e.when_start) : std::nullopt;
    if (when) {
        const std::string_view left = resigns ? ActorTable::office_left_on(*person, *when) : std::string_view();
        if (const auto office = left.empty() ? ActorTable::office_on(*person, *when) : left; !office.empty()) return office;
    }
    const bool past = resigns || e.historical || e.when_start.empty();
    if (party.sector != "ELI" || !actor || !past || !is_of_office(e)) return {};
    return ActorTable::last_office(*person, published_);
}

void Offices::settle(std::vector<Event>& events, bool explain) const {
    for (Event& e : events)
        for (const bool actor : {true, false})
            for (Party& p : actor ? e.actors : e.recipients) {
                const std::string_view office = at(e, p, actor);
                if (office.empty() || office == p.sector) continue;
                p.sector = office;
                if (explain) p.why.push_back({"identity", "office at the time", e.when_start});
            }
}

std::vector<std::string> keys_of(const Party& party) {
    std::vector<std::string> keys;
    if (party.chain >= 0) keys.push_back("#" + std::to_string(party.chain));
    const bool definite = party.text.starts_with("The ") || party.text.starts_with("the ");
    if ((party.named || definite) && !party.name.empty() && !party.several) keys.push_back(party.name);
    return keys;
}

bool same_party(const Party& a, const Party& b) {
    if (!a.name.empty() && a.name == b.name) return true;
    if (a.begin < b.end && b.begin < a.end) return true;
    return !a.entity.empty() && a.entity == b.entity;
}

bool is_reciprocal(const Party& p) {
    return p.name != p.text &&
           (p.text == "each other" || p.text == "one another" || p.text == "the other" || p.text.starts_with("the other "));
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

/// A personal pronoun means somebody even where the article does not settle who.
bool Parties::means_somebody(const Mention& mention, TokenIndex head) const {
    return mention.pronoun && tree_.lower(head) != "it" && tree_.lower(head) != "its" &&
           tree_[head].tag.view().starts_with("PRP");
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
    if (names_someone(mention->identity) || means_somebody(*mention, head)) {
        const Identity& who = mention->identity;
        p.name = who.name.empty() ? p.text : who.name;
        p.country = who.country;
        p.sector = who.sector.empty() ? "UNK" : who.sector;
        p.entity = who.entity;
        p.several = who.plural;
        p.place = who.place;
        p.chain = mention->chain;
        p.named = who.named && !who.name.empty();
        p.person = who.person || means_somebody(*mention, head);
        p.calling = who.sector == "CVL" && (!who.generic || is_of(Kind::community, who.role));
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
    // "At least 20 were killed": of the place of the story, as people are.
    if (p.country.empty() && mention->identity.rule == "count" && (tree_.pos(head) != "PRON" || tree_.lower(head) == "all"))
        p.country = cast_.home();
    if (p.sector.empty()) p.sector = "UNK";
    return p;
}

/// True for a noun or pronoun for people, bodies or places; false for things, even where they stand for their owner.
bool Parties::is_somebody(TokenIndex head) const {
    const Mention* mention = cast_.at(head);
    return mention && (names_someone(mention->identity) || means_somebody(*mention, head));
}

bool Parties::is_scene(TokenIndex modifier, std::string_view type) const {
    if (!tree_.has_dep(modifier, {"compound", "nmod"})) return false;
    const Mention* mention = cast_.at(modifier);
    if (!mention || mention->head != modifier || !mention->identity.place) return false;
    const Identity& who = mention->identity;
    if (!who.entity.starts_with("state:")) return true;
    // A capital stands for its government, but not where things happen in it.
    const bool capital = who.rule.starts_with("capital");
    return capital && (type == "ASSAULT" || type == "PROTEST" || type == "CONSULT" || type == "AGREE" || type == "SUPPORT");
}

/// "The two sides", "Greek and Turkish police": each of them, in the article's words.
void Parties::add_members(TokenIndex head, bool explain, std::vector<Party>& out) const {
    const auto whole = party(head, true, false);
    if (!whole) return;
    for (const Member& member : cast_.members(head)) {
        auto each = party(member.who->head, false, explain);
        if (!each) continue;
        if (!member.sector.empty() && member.sector != each->sector) {
            each->name += "'s " + std::string(tree_.lower(head));
            each->entity.clear();
            each->sector = member.sector;
            each->several = true;
        }
        each->text = whole->text;
        each->begin = whole->begin;
        each->end = whole->end;
        const bool known = std::any_of(out.begin(), out.end(), [&](const Party& q) {
            return q.name == each->name || (!q.entity.empty() && q.entity == each->entity);
        });
        if (!known) out.push_back(std::move(*each));
    }
}

std::vector<Party> Parties::parties(const std::vector<TokenIndex>& heads, bool things, bool explain) const {
    std::vector<TokenIndex> all;
    for (const TokenIndex head : heads) {
        const auto beside = cast_.beside(head);
        all.insert(all.end(), beside.begin(), beside.end());
        all.push_back(head);
    }
    std::sort(all.begin(), all.end());
    // "Arrested the mayor and the computer": a thing beside somebody is no party.
    const bool somebody = std::any_of(all.begin(), all.end(), [&](TokenIndex i) { return is_somebody(i); });
    std::vector<Party> out;
    for (TokenIndex head : all) {
        if (!cast_.members(head).empty()) {
            add_members(head, explain, out);
            continue;
        }
        auto p = party(head, things && !somebody, explain);
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
        if (!whose || is_scene(*whose, "ASSAULT")) continue;
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
