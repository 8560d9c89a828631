#include "events/actor_reader.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "events/actor_kinds.h"

namespace newshound::events {

namespace {

constexpr unsigned kPersons = mask(AliasKind::person) | mask(AliasKind::surname);
constexpr TokenIndex kReach = 9;  // longest name of the base in tokens, hyphens included
constexpr int kDeepest = 3;       // complements within complements

}  // namespace

bool is_honorific(std::string_view w, char& gender) {
    gender = '?';
    static constexpr std::array<std::string_view, 8> men = {"mr",    "sir",      "mister", "herr",
                                                            "senor", "monsieur", "don",    "mssrs"};
    static constexpr std::array<std::string_view, 9> women = {"mrs",   "ms",     "miss",   "dame", "lady",
                                                              "madam", "madame", "senora", "frau"};
    static constexpr std::array<std::string_view, 7> open = {"dr", "prof", "hon", "honorable", "honourable", "st", "saint"};
    if (one_of(w, men)) gender = 'm';
    if (one_of(w, women)) gender = 'f';
    return gender != '?' || one_of(w, open);
}

TokenIndex PhraseReader::sentence_first(TokenIndex i) const {
    const auto& s = tree_.annotated().sentences;
    return s.empty() ? 0 : s[tree_.sentence_of(i)].first;
}

TokenIndex PhraseReader::sentence_last(TokenIndex i) const {
    const auto& s = tree_.annotated().sentences;
    return s.empty() ? static_cast<TokenIndex>(tree_.size()) : s[tree_.sentence_of(i)].last;
}

bool PhraseReader::is_plural(TokenIndex head) const {
    return tree_.tag(head) == "NNS" || tree_.tag(head) == "NNPS" ||
           tree_[head].morph.view().find("Number=Plur") != std::string_view::npos;
}

std::string PhraseReader::place_country(TokenIndex first, TokenIndex last) const {
    if (!hook_ || first >= last) return {};
    return hook_(tree_.annotated().text_of(first, last));
}

AliasMatch PhraseReader::ending_at(TokenIndex last, TokenIndex limit, unsigned kinds) const {
    const TokenIndex reach = last > limit + kReach ? last - kReach : limit;
    for (TokenIndex s = reach; s < last; ++s)
        if (const AliasMatch m = table_.exact(words_, s, last, kinds); m && !is_inside_name(m)) return m;
    return {};
}

AliasMatch PhraseReader::name_around(TokenIndex head) const {
    const TokenIndex low = sentence_first(head), high = std::min(sentence_last(head), head + kReach);
    AliasMatch best;
    for (TokenIndex s = head >= low + kReach ? head - kReach : low; s <= head; ++s) {
        const AliasMatch m = table_.longest(words_, s, high, kNameKinds);
        if (!m || m.last <= head) continue;
        if (is_inside_name(m)) continue;
        // A name that starts before the head must be a real name of several words, all of one phrase.
        if (m.alias->kind == AliasKind::surname && m.last - m.first > 1) continue;
        if (!best || m.last - m.first > best.last - best.first) best = m;
    }
    return best;
}

AliasMatch PhraseReader::role_at(TokenIndex head) const {
    const unsigned kinds = mask(AliasKind::role);
    const TokenIndex low = sentence_first(head), high = std::min(sentence_last(head), head + kReach);
    AliasMatch best = ending_at(head + 1, low, kinds);
    // "secretary of state", "chief of staff": the head comes first.
    for (TokenIndex s = best ? best.first : head; s <= head; ++s) {
        const AliasMatch m = table_.longest(words_, s, high, kinds);
        // "Accused the network of bias": the preposition is the verb's.
        if (m && tree_.lower(m.last - 1) == "of" && m.last - m.first > 1 && tree_.head(m.last - 1) != head) continue;
        if (m && m.last > head && (!best || m.last - m.first > best.last - best.first)) best = m;
    }
    return best;
}

void PhraseReader::take(const AliasMatch& m, Before& out) const {
    const Alias& a = *m.alias;
    const auto country = [&](const std::string& c) {
        if (out.country.empty()) out.country = c;
    };
    switch (a.kind) {
        case AliasKind::state:
        case AliasKind::capital:
        case AliasKind::adjective:
        case AliasKind::demonym: country(table_.states[a.item].code); break;
        case AliasKind::place: country(table_.places[a.item].country); break;
        case AliasKind::people:
            country(table_.peoples[a.item].country);
            out.wide = out.wide || table_.peoples[a.item].wide;
            if (out.owner_sector.empty() && table_.peoples[a.item].sector == "REL") out.owner_sector = "REL";
            break;
        case AliasKind::body: {
            const BodyItem& b = table_.body_on(a.item, on_);
            if (out.owner_sector.empty() || out.owner_loose) {
                out.owner_loose = false;
                out.owner_sector = b.sector;
                out.owner_country = b.country;
                out.owner_name = b.name;
            }
            break;
        }
        case AliasKind::person:
        case AliasKind::surname: {
            const PersonItem& p = table_.persons[a.item];
            if (out.owner_country.empty()) out.owner_country = p.country;
            if (out.owner_sector.empty()) out.owner_sector = ActorTable::sector_on(p, on_, nullptr);
            break;
        }
        case AliasKind::role: {
            const RoleItem& r = table_.roles[a.item];
            if (r.word == "opposition") out.opposition = true;
            out.office = out.office || r.kind == RoleKind::office || r.kind == RoleKind::rank || r.kind == RoleKind::person;
            // "The region's cyber unit": a place is no private owner.
            const bool place = r.kind == RoleKind::thing && r.sector == "CVL";
            out.place = out.place || place;
            const bool belongs =
                !place && (r.kind == RoleKind::body || r.kind == RoleKind::office || r.kind == RoleKind::people ||
                           r.kind == RoleKind::rank || r.kind == RoleKind::thing || r.kind == RoleKind::kin);
            if (belongs && (out.owner_sector.empty() || out.owner_loose)) {
                out.owner_loose = r.sector == "JRN" && r.kind == RoleKind::body;
                out.owner_sector = r.sector;
                if (is_allied(r) && out.owner_country.empty()) out.owner_country = "IGO";
            }
            break;
        }
        case AliasKind::keyword: break;
    }
}

TokenIndex PhraseReader::take_compound(TokenIndex last, TokenIndex limit, Before& out) const {
    // X - Y before `last`; Y is token last - 1.
    if (last < limit + 3 || tree_.text(last - 2) != "-") return last;
    const std::string_view tail = tree_.lower(last - 1);
    const std::string_view front = tree_.lower(last - 3);
    const AliasMatch who = ending_at(last - 2, limit, kNameKinds | mask(AliasKind::role));
    TokenIndex first = who ? who.first : last - 3;
    if (front == "anti" || front == "pro" || front == "non" || front == "counter") {
        out.anti = front == "anti";
        return first;
    }
    if (is_of(Kind::former, front)) {
        out.former = true;
        return first;
    }
    static constexpr std::array<std::string_view, 3> seats = {"based", "headquartered", "owned"};
    static constexpr std::array<std::string_view, 6> holders = {"run",        "controlled", "held",
                                                                "affiliated", "dominated",  "ruled"};
    Before inner;
    if (who) take(who, inner);
    if (tail == "led") {
        out.led = true;
        if (out.country.empty()) out.controller_country = inner.country.empty() ? inner.owner_country : inner.country;
    } else if (one_of(tail, seats)) {
        if (out.country.empty()) out.country = inner.country.empty() ? inner.owner_country : inner.country;
    } else if (one_of(tail, holders)) {
        out.controller_sector = inner.owner_sector;
        out.controller_country = inner.owner_country.empty() ? inner.country : inner.owner_country;
    }
    // A longer chain ("south-east-based") is passed over whole.
    while (first >= limit + 2 && tree_.text(first - 1) == "-") first -= 2;
    return first;
}

bool PhraseReader::is_mere_adjective(TokenIndex t) const {
    const AliasMatch m = table_.exact(words_, t, t + 1, mask(AliasKind::role));
    if (!m) return false;
    const RoleItem& role = table_.roles[m.alias->item];
    const bool creed = role.sector == "PTY" || role.sector == "OPP" || role.sector == "REL" || is_armed_sector(role.sector);
    const bool person = role.kind == RoleKind::office || role.kind == RoleKind::rank || role.kind == RoleKind::person;
    return person && !creed;
}

PhraseReader::Before PhraseReader::scan_left(TokenIndex from, TokenIndex limit) const {
    Before out;
    TokenIndex at = from;
    while (at > limit) {
        const TokenIndex t = at - 1;
        const Labels labels = tree_.labels(t);
        const std::string_view low = tree_.lower(t);
        if (words_.hash[t] == 0) {
            // "African Union (AU) member states".
            if (low == ")" && t >= limit + 3 && tree_.text(t - 2) == "(" && words_.shape[t - 1] == Shape::caps) {
                at = t - 2;
                continue;
            }
            const bool passes =
                labels.tag == "POS" || low == "\"" || low == "“" || low == "”" || low == "'" || low == "‘" || low == "’";
            if (!passes) break;
            at = t;
            continue;
        }
        if (labels.tag == "POS") {
            at = t;
            continue;
        }
        // "Austrian mortar and shell maker Hirt": what the "and" joins are words of the phrase, no parties.
        if (labels.pos == "CCONJ" && low == "and" && t > limit && tree_.dep(t) == "cc" && tree_.head(t) == t - 1 &&
            tree_.has_dep(t - 1, {"compound", "nmod", "amod"}) && tree_.head(t - 1) > t && tree_.head(t - 1) <= from + 1 &&
            !table_.exact(words_, t - 1, t, kNameKinds | mask(AliasKind::role))) {
            at = t;
            continue;
        }
        const bool verb = labels.pos == "VERB" && labels.tag != "VBN" && labels.tag != "VBG";  // "accused officers of"
        // "A major road": an adjective that is written as a noun for a person, save those for a creed ("Islamist fighters").
        if (labels.pos == "ADJ" && is_mere_adjective(t)) {
            at = t;
            continue;
        }
        if (const Identity* who = renamed(t)) {
            if (out.owner_sector.empty() || out.owner_loose) take_owner(*who, out);
            at = t;
            continue;
        }
        if (const AliasMatch m =
                verb || labels.pos == "DET" ? AliasMatch{} : ending_at(at, limit, kNameKinds | mask(AliasKind::role))) {
            const bool hyphened = m.first > limit && tree_.text(m.first - 1) == "-" && m.last - m.first == 1;
            if (!hyphened) {
                take(m, out);
                at = m.first;
                continue;
            }
        }
        if (const TokenIndex first = take_compound(at, limit, out); first != at) {
            at = first;
            continue;
        }
        if (is_of(Kind::former, low)) {
            // "former candidate Senator X": the office nearest to the word is the former one.
            out.former = !out.office;
            at = t;
            continue;
        }
        if (labels.pos == "DET" || labels.tag == "PRP$") {
            out.the = low == "the";
            out.indefinite = low == "a" || low == "an" || low == "some" || low == "any" || low == "another" ||
                             low == "each" || low == "every" || low == "no";
            out.possessed = labels.tag == "PRP$";
            out.its = low == "its";
            at = t;
            // "X, formerly the president".
            if (t > limit && (tree_.lower(t - 1) == "formerly" || tree_.lower(t - 1) == "once")) out.former = !out.office;
            break;
        }
        out.wide = out.wide || is_of(Kind::many_states, low);
        if (labels.pos == "NUM" || labels.tag == "CD") out.numbered = true;
        const bool modifier = labels.pos == "ADJ" || labels.pos == "NUM" || labels.pos == "NOUN" || labels.pos == "PROPN" ||
                              labels.tag == "VBN" || labels.tag == "VBG" ||
                              (labels.pos == "ADV" && tree_.head(t) >= at && tree_.head(t) <= from);
        if (!modifier) break;
        if (labels.pos == "PROPN" && out.country.empty() && (labels.ent == "GPE" || labels.ent == "LOC")) {
            TokenIndex first = t;
            while (first > limit && tree_[first].iob == 'I') --first;
            out.country = place_country(first, t + 1);
        }
        at = t;
    }
    out.first = at;
    return out;
}

void PhraseReader::retire(Identity& id) const {
    // "Formerly a close friend" says nothing of an office; former fighters have laid down their arms.
    if (is_official_sector(id.sector)) {
        id.former = true;
        id.sector = "ELI";
    } else if (is_armed_sector(id.sector) && id.person && id.plural && id.sector != "CRM") {
        id.sector = "CVL";
        id.generic = true;
    }
}

/// What the owner of a noun makes of its sector and country.
/// "The alleged treasurer", "suspected users": what only suspicion makes of somebody.
void PhraseReader::suspect(Identity& id, const RoleItem& role, const Before& before, TokenIndex head) const {
    std::string_view word;
    for (const TokenIndex c : tree_.children(head))
        if (tree_.dep(c) == "amod" && is_of(Kind::alleged, tree_.lower(c))) word = tree_.lower(c);
    if (word.empty()) return;
    // Of somebody of whom no more is said; or by an office, which is held in the open if nobody suspects it.
    const bool nobody_yet =
        (role.kind == RoleKind::person || role.kind == RoleKind::people || role.kind == RoleKind::member) &&
        before.owner_sector.empty() && id.sector == role.sector && !is_armed_sector(id.sector) &&
        !is_of(Kind::sufferer, role.word);
    if (!nobody_yet && !(id.person && (id.sector == "GOV" || id.sector == "BUS"))) return;
    if (nobody_yet) {
        id.person = true;
        id.stateless = id.plural && id.country.empty();
    }
    id.sector = "CRM";
    id.generic = false;
    id.rule = std::string(word) + " " + id.role;
}

void PhraseReader::own(Identity& id, const RoleItem& role, bool owned, const Before& before) const {
    const bool office_holder = before.owner_sector == "GOV" || before.owner_sector == "ELI" || before.owner_sector == "LEG";
    if (role.kind == RoleKind::member && owned && is_of(Kind::following, role.word) && office_holder) {
        id.country = before.country.empty() ? before.owner_country : before.country;  // "Trump supporters": the public
    } else if (role.kind == RoleKind::member && owned) {
        id.sector = before.owner_sector;
        if (!before.owner_country.empty()) id.country = before.owner_country;
        id.rule = "member " + role.word + " of " + (before.owner_name.empty() ? before.owner_sector : before.owner_name);
        id.sure = 0.8;
    } else if ((role.kind == RoleKind::thing || role.kind == RoleKind::light) && owned) {
        id.sector = before.owner_sector;  // "the army's trucks", "Muslim groups"
    } else if (owned && is_armed_sector(before.owner_sector) && is_official_sector(role.sector)) {
        id.sector = before.owner_sector;  // "Taliban soldiers", "the rebel foreign minister"
        id.rule += " of " + before.owner_sector;
    }
    // "Army accountant": who serves in the forces is a soldier by any trade; who sells to them is not.
    const bool trade = role.sector == "BUS" || role.sector == "MED" || role.sector == "LAB" || role.sector == "EDU";
    if (before.owner_sector == "MIL" && trade && role.kind == RoleKind::office && !role.word.ends_with("contractor") &&
        role.word != "supplier" && role.word != "dealer")
        id.sector = "MIL";
    if (role.word == "owner" && before.place && !owned) id.sector = "CVL";  // "the car's owner"
    // "An executive" runs a firm; "the executive" is a power of the state.
    if (role.word == "executive" && (id.plural || before.indefinite || before.former)) {
        id.sector = "BUS";
        id.person = true;
    }
    const bool armed_owner = is_armed_sector(before.owner_sector) || before.owner_sector == "MIL";
    if (armed_owner && id.plural && (role.word == "man" || role.word == "men" || role.word == "comrade")) {
        id.sector = before.owner_sector;  // "the warlord's 400 men"
        id.rule = "men of " + before.owner_sector;
    }
    if (role.kind == RoleKind::body && !before.controller_sector.empty()) {
        id.sector = before.controller_sector;
        if (!before.controller_country.empty()) id.country = before.controller_country;
        id.rule += " held by " + before.controller_sector;
    }
    if (before.led &&
        (role.word == "coalition" || role.word == "mission" || role.word.find("mission") != std::string::npos ||
         role.word.find("force") != std::string::npos || role.word == "alliance" ||
         role.word.find("coalition") != std::string::npos || role.word == "airstrikes"))
        id.country = "IGO";
    if (stands_for_its_trade(role) && is_trade(before.owner_sector) && before.owner_sector != "CVL")
        id.sector = before.owner_sector;
    // "A UN agency", "coalition forces"; "the coalition" may be one of parties.
    const bool common = role.sector == "IGO" || (is_allied(role) && role.word != "coalition");
    if (common && id.country.empty()) id.country = "IGO";
    const bool officer = role.kind == RoleKind::member || (role.kind == RoleKind::body && role.sector == "GOV") ||
                         (role.kind == RoleKind::office && role.sector == "GOV" && !role.word.ends_with("minister"));
    if (before.owner_country == "IGO" && officer) {
        id.country = "IGO";
        id.sector = before.owner_sector == "MIL" ? "MIL" : "IGO";
        id.rule = "official of IGO";
    } else if (is_of(Kind::head, role.word) && gives_its_sector(before.owner_sector)) {
        id.sector = before.owner_sector;
        id.rule += " of " + before.owner_sector;
    }
}

Identity PhraseReader::compose(const RoleItem& role, bool plural, const Before& before) const {
    Identity id;
    id.role = role.word;
    id.plural = plural;
    id.gender = role.gender;
    id.sector = role.sector;
    id.country = !before.country.empty() ? before.country : before.owner_country;
    id.person = role.kind == RoleKind::office || role.kind == RoleKind::rank || role.kind == RoleKind::person ||
                role.kind == RoleKind::people || role.kind == RoleKind::kin ||
                (role.kind == RoleKind::member && role.sector != "-");
    id.inanimate = role.kind == RoleKind::thing;
    if (id.country.empty() && (role.word.starts_with("us ") || role.word.starts_with("u.s. "))) id.country = "USA";
    id.rule = "role " + role.word;
    id.sure = 0.6;
    // "The media office of a militia", "the army's media wing": whose it is follows.
    const bool loose = before.owner_loose && role.kind == RoleKind::member && is_of(Kind::part, role.word);
    const bool owned = !before.owner_sector.empty() && !loose;
    own(id, role, owned, before);
    const bool another =
        is_of(Kind::another, role.word) && (before.its || (!before.country.empty() && before.owner_sector.empty()));
    if (another) {
        id.sector = "GOV";
        id.country.clear();
        id.person = false;
    }
    if (role.sector == "PTY" && before.opposition) id.sector = "OPP";  // "the opposition National Party"
    const bool stands_alone = before.owner_sector.empty() && !before.possessed;
    const bool sits = (role.word == "deputy" && stands_alone) ||  // "the deputy Ana Ruiz", not "the minister's deputy"
                      (role.word == "representative" && before.owner_sector == "PTY");
    if (sits) {
        id.sector = "LEG";
        id.rule = "role " + role.word + " of a parliament";
    }
    // What a bare word names is weak; a word with an owner or a nationality is a title of somebody.
    id.generic = role.kind == RoleKind::person || role.kind == RoleKind::people || role.kind == RoleKind::light ||
                 role.kind == RoleKind::kin || (role.kind == RoleKind::member && !owned && !sits && !another);
    const bool one_of_many = plural ? !before.the || before.numbered : before.indefinite;
    const bool some_state = !before.possessed && ((is_of(Kind::state, role.word) && one_of_many) ||
                                                  (plural && role.word == "government" && !before.the));
    const bool allies = plural && is_of(Kind::another, role.word) && stands_alone && !before.the;  // "urged allies to help"
    const bool of_many = before.wide && (plural || !before.the) && role.kind != RoleKind::thing;
    id.stateless = id.country.empty() &&
                   (some_state || another || allies || of_many || (plural && is_single(role) && !before.possessed) ||
                    role.word.starts_with("world ") || is_of(Kind::no_state, role.word) ||
                    (is_of(Kind::everywhere, role.word) && plural && !before.possessed) ||
                    (plural && !owned && works_across_borders(role)));
    if (before.former) retire(id);
    return id;
}

/// "38 countries", "the world", "east Asia": what is of them is of no state that is told.
bool PhraseReader::is_many_states(const Identity& id, TokenIndex head) const {
    if (!id.country.empty()) return false;
    return (id.stateless && is_of(Kind::state, id.role)) || is_of(Kind::whole, tree_.lower(head));
}

void PhraseReader::add_complements(Identity& id, const RoleItem& role, TokenIndex head, int depth) const {
    if (depth >= kDeepest) return;
    std::vector<TokenIndex> preps;
    for (TokenIndex at = head; at != kNoToken && preps.empty(); at = tree_.child(at, {"conj"}))
        for (const TokenIndex c : tree_.children(at))
            if (c > at && tree_.dep(c) == "prep") preps.push_back(c);  // "president and chief executive of Acme"
    for (TokenIndex prep : preps) {
        // "from around the world": the inner one tells.
        if (const TokenIndex inner = tree_.child(prep, {"prep"}); inner != kNoToken) prep = inner;
        const std::string_view word = tree_.lower(prep);
        const TokenIndex object = tree_.child(prep, {"pobj", "pcomp"});
        if (object == kNoToken || tree_.pos(object) == "VERB") continue;
        const bool of = word == "of" || word == "for" || word == "from";
        const bool inside = word == "in" || word == "at" || word == "near" || word == "on" || word == "around" ||
                            word == "across" || word == "outside" || word == "with" || word == "within" ||
                            word == "inside" || word == "along" || word == "throughout";
        if (!of && !inside) continue;
        const Identity owner = read(object, depth + 1);
        id.stateless = id.stateless || is_many_states(owner, object);
        const bool body = !owner.place && !owner.sector.empty() && !owner.inanimate;
        const bool of_office = owner.sector == "GOV" || owner.sector == "ELI" || owner.sector == "LEG";
        const bool takes =
            body && (id.sector == role.sector || (id.former && id.sector == "ELI")) &&
            !(is_of(Kind::following, role.word) && of_office) &&
            (role.kind == RoleKind::member || (is_of(Kind::head, role.word) && gives_its_sector(owner.sector)) ||
             (role.kind == RoleKind::office && role.sector == "GOV" && !role.word.ends_with("minister") &&
              owner.country == "IGO" && owner.sector == "IGO")) &&
            (word == "of" || word == "for" || word == "at" || word == "with" || word == "in" || word == "from");
        if (of && stands_for_its_trade(role) && is_trade(owner.sector) && owner.sector != "CVL" && owner.plural)
            id.sector = owner.sector;
        if (takes) {
            if (!owner.generic || id.sector.empty()) id.sector = owner.sector;
            id.country = owner.country;
            id.rule = "member " + role.word + " " + std::string(word) + " " + (owner.name.empty() ? owner.role : owner.name);
            id.sure = 0.8;
            id.generic = owner.generic;
            if (id.former) {
                id.former = false;
                retire(id);
            }
        } else if (role.kind == RoleKind::thing && of && body && !owner.generic && id.sector == role.sector) {
            id.sector = owner.sector;  // "the home of one of the judges"
            if (id.country.empty()) id.country = owner.country;
        } else if (id.country.empty() && !owner.country.empty() && (of || owner.place || !owner.inanimate) &&
                   word != "with") {
            id.country = owner.country;
        }
    }
}

void PhraseReader::add_appositions(Identity& id, TokenIndex head, int depth) const {
    if (depth >= kDeepest) return;
    std::vector<TokenIndex> others;
    for (const TokenIndex c : tree_.children(head))
        if (tree_.dep(c) == "appos") others.push_back(c);
    if (depth == 0 && tree_.dep(head) == "appos" && !tree_.is_root(head)) others.push_back(tree_.head(head));
    for (TokenIndex other : others) {
        Identity o = read(other, kDeepest);
        // "A photo- and videojournalist": the word is in the second half.
        if (const TokenIndex half = tree_.child(other, {"conj"});
            half != kNoToken && other > head && o.sector.empty() && tree_.text(other).ends_with("-"))
            o = read(other = half, kDeepest);
        if (o.inanimate && o.sector.empty()) continue;
        // "The bloc's chair, Kenya": the state is meant.
        if (other > head && o.rule == "state" && o.place && !id.named && !id.place && id.role != "capital") {
            const std::string role = id.role;
            id = o;
            id.role = role;
            continue;
        }
        // "Kivu Liberation Army (KLA)": the base knows another body by these letters.
        if (other > head && tree_.text(other - 1) == "(" && !o.entity.empty() && tree_.pos(head) == "PROPN") {
            const Phrase own = tree_.short_noun_phrase(head);
            const auto mine = fold_name(tree_.annotated().text_of(own.first, own.last)), theirs = fold_name(o.name);
            const bool within = std::all_of(theirs.begin(), theirs.end(), [&](const std::string& w) {
                return std::find(mine.begin(), mine.end(), w) != mine.end();
            });
            if (!within && id.entity != o.entity) continue;
        }
        const bool one_of_them = id.person && id.plural && o.person && !o.plural;  // "officers Ana Ruiz and Ben Okri"
        if (id.name.empty() && o.named && !one_of_them) {
            id.name = o.name;
            id.entity = o.entity;
            id.named = true;
        }
        if (id.person && !o.person && !o.role.empty() && !o.generic) continue;
        if (id.gender == '?') id.gender = o.gender;
        const bool weak = id.sector.empty() || id.sector == "UNK" || id.generic;
        // "Kamala Harris, the Green Party and others": a person beside a body is seldom the body.
        const bool beside = id.person && id.named && !o.person && !o.place && o.role.empty();
        // "President Batres, once governor": what he is now stands, and so for the apposition itself.
        if (o.former && !id.former && is_official_sector(id.sector) && !id.generic) continue;
        if (id.former && !o.former && o.person && is_official_sector(o.sector) && !o.generic) {
            id.sector = o.sector;
            id.role = o.role;
            id.former = false;
            id.rule = "apposition: " + o.rule;
            continue;
        }
        // "General X, the defence minister": an office says more than a rank.
        const bool more_than_rank = id.rank && !o.rank && o.person && is_official_sector(o.sector);
        if (more_than_rank) id.rank = false;
        // "Businessman X, the party's nominee".
        const bool stands = o.sector == "PTY" && stands_for_office(o.role) && is_trade(id.sector) && id.person;
        if ((more_than_rank || stands || weak || (id.named && id.role.empty() && !o.role.empty())) && !o.sector.empty() &&
            !o.generic) {
            id.sector = o.sector;
            id.role = o.role;
            id.former = o.former;
            id.generic = o.generic;
            id.rule = "apposition: " + o.rule;
            id.sure = beside ? 0.5 : std::max(id.sure, o.sure);
        } else if (weak && id.sector.empty()) {
            id.sector = o.sector;
            id.role = o.role;
            id.generic = o.generic;
        }
        if (id.country.empty()) id.country = o.country;
    }
}

/// "The 176 people on board": of many states, as passengers are.
bool PhraseReader::is_aboard(TokenIndex head) const {
    for (const TokenIndex c : tree_.children(head)) {
        if (c < head) continue;
        if (tree_.lower(c) == "aboard") return true;
        const TokenIndex object = tree_.lower(c) == "on" ? tree_.child(c, {"pobj"}) : kNoToken;
        if (object != kNoToken && tree_.lower(object) == "board") return true;
    }
    return false;
}

Identity PhraseReader::of_role(const AliasMatch& match, TokenIndex head, int depth) const {
    const RoleItem& role = table_.roles[match.alias->item];
    const Before before = scan_left(match.first, sentence_first(head));
    Identity id = compose(role, match.alias->plural || is_plural(head), before);
    add_complements(id, role, head, depth);
    suspect(id, role, before, head);
    add_appositions(id, head, depth);
    id.stateless = id.stateless || (id.plural && role.kind == RoleKind::person && is_aboard(head));
    if (!id.country.empty()) id.stateless = false;
    return id;
}

Identity PhraseReader::of_light(const AliasMatch& match, TokenIndex head, int depth) const {
    Identity id;
    id.plural = true;
    id.rule = "count";
    if (match) id.role = table_.roles[match.alias->item].word;
    for (const TokenIndex prep : tree_.children(head)) {
        if (tree_.dep(prep) != "prep" || (tree_.lower(prep) != "of" && tree_.lower(prep) != "among")) continue;
        const TokenIndex object = tree_.child(prep, {"pobj"});
        if (object == kNoToken || depth >= kDeepest) continue;
        Identity inner = read(object, depth + 1);
        // "One of them, a Serbian welder".
        if (inner.rule == "pronoun" && inner.sector.empty())
            for (const TokenIndex at : {head, object})
                if (const TokenIndex who = tree_.child(at, {"appos"}); who != kNoToken) {
                    inner = read(who, depth + 1);
                    if (!inner.inanimate) return inner;
                }
        inner.rule = "count of: " + inner.rule;
        if (id.role.starts_with("member")) {  // members are not the party itself
            inner.named = false;
            inner.name.clear();
            inner.entity.clear();
        }
        inner.plural = true;
        if (tree_.lower(head) == "one") inner.plural = false;
        // "The families of nine judges" are no judges; those of migrants are migrants.
        const bool shared = inner.sector == "REF" || inner.sector == "AGR" || inner.sector == "CVL";
        if (tree_.lower(head) == "families" && !shared) inner.sector = "CVL";
        return inner;
    }
    return id;
}

Identity PhraseReader::read(TokenIndex head, int depth) const {
    Identity id;
    const Token& token = tree_[head];
    const Labels labels = tree_.labels(head);
    if (const Identity* who = renamed(head)) return *who;
    if (labels.pos == "PRON" && labels.tag != "NN" && labels.tag != "DT") {
        id.rule = "pronoun";
        id.plural = token.morph.view().find("Number=Plur") != std::string_view::npos;
        const AliasMatch word = table_.exact(words_, head, head + 1, mask(AliasKind::role));
        return word ? of_role(word, head, depth) : id;
    }
    const bool person_entity = labels.ent == "PERSON";
    bool dated = labels.ent == "DATE" || labels.ent == "TIME";  // "March 8" is no party, "May" no person
    // "BRUSSELS, Dec 14 - Armenia agreed": what follows the dash is no date.
    if (dated && head > 0 && labels.pos == "PROPN" && token.iob == 'I') {
        const std::string_view before = tree_.text(head - 1);
        dated = before != "-" && before != "–" && before != "—";
    }
    const AliasMatch name = dated || labels.ent == "CARDINAL" ? AliasMatch{} : name_around(head);
    const AliasMatch role = dated ? AliasMatch{} : role_at(head);
    const auto length = [](const AliasMatch& m) { return m ? m.last - m.first : 0U; };
    const bool person_name = name && (mask(name.alias->kind) & kPersons) != 0;
    if (name && !person_name && length(name) >= length(role)) {
        // "Jordan", "Chad", "Israel", "Paris" as parts of a person's name.
        TokenIndex first = head, last = head + 1;
        while (first > 0 && tree_[first].iob == 'I') --first;
        while (last < tree_.size() && tree_[last].iob == 'I') ++last;
        const bool inside_person = person_entity && last - first > length(name);
        if (is_surname(name, head)) return of_person(head, depth);
        if (!inside_person) return of_name(name, head, depth);
    }
    if (person_name && length(name) >= length(role)) return of_person(head, depth);
    if (role) {
        const RoleItem& item = table_.roles[role.alias->item];
        const bool proper =
            person_entity && labels.pos == "PROPN" && length(role) == 1;  // a surname such as "Judge", "King"
        if (item.kind == RoleKind::light) {
            const Identity inner = of_light(role, head, depth);
            if (!inner.sector.empty() || item.word != "group") return inner;
        }
        if (!proper) {
            if (labels.pos == "PROPN" && labels.ent == "ORG" && item.kind != RoleKind::office) {
                Identity org = of_role(role, head, depth);
                const Identity by_name = of_organisation(head);
                // "Dawn Brigades": armies have one brigade after the other, groups call themselves so.
                if (const AliasMatch key = table_.exact(words_, head, head + 1, mask(AliasKind::keyword));
                    key && item.sector == "MIL")
                    org.sector = table_.keywords[key.alias->item].sector;
                org.name = by_name.name;
                org.named = true;
                if (org.country.empty()) org.country = by_name.country;
                if (item.kind == RoleKind::member && org.generic && !by_name.sector.empty()) org.sector = by_name.sector;
                return org;
            }
            return of_role(role, head, depth);
        }
    }
    const bool nominal = labels.pos == "PROPN" || labels.pos == "NOUN" || labels.pos == "ADJ" || labels.pos == "NUM" ||
                         labels.pos == "PRON" || labels.pos == "DET";
    if (labels.pos == "NUM" || labels.tag == "CD" || labels.pos == "DET" || labels.pos == "PRON")
        return of_light({}, head, depth);
    if (person_entity || (labels.pos == "PROPN" && token.ent.empty())) return of_person(head, depth);
    if (labels.pos == "PROPN" &&
        (labels.ent == "ORG" || labels.ent == "FAC" || labels.ent == "NORP" || labels.ent == "GPE" || labels.ent == "LOC" ||
         labels.ent == "PRODUCT" || labels.ent == "WORK_OF_ART"))
        return of_organisation(head);
    return nominal ? of_thing(head, depth) : id;
}

}  // namespace newshound::events
