#include "events/actor_reader.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace newshound::events {

namespace {

constexpr unsigned kNationality = mask(AliasKind::state) | mask(AliasKind::capital) | mask(AliasKind::adjective) |
                                  mask(AliasKind::demonym) | mask(AliasKind::place) | mask(AliasKind::people);
constexpr unsigned kNames = kNationality | mask(AliasKind::body) | mask(AliasKind::person) | mask(AliasKind::surname);
constexpr unsigned kPersons = mask(AliasKind::person) | mask(AliasKind::surname);
constexpr TokenIndex kReach = 9;  // longest name of the base in tokens, hyphens included
constexpr int kDeepest = 3;       // complements within complements

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& list) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_former_word(std::string_view w) {
    static constexpr std::array<std::string_view, 9> words = {"former",    "ex",      "retired", "formerly", "onetime",
                                                              "erstwhile", "deposed", "ousted",  "disgraced"};
    return one_of(w, words);
}

bool is_official_sector(std::string_view s) {
    return s == "GOV" || s == "LEG" || s == "MIL" || s == "JUD" || s == "COP" || s == "SPY" || s == "IGO";
}

/// Titles that firms, unions and clubs give as states do: whose head it is decides.
bool heads_anything(std::string_view role) {
    static constexpr std::array<std::string_view, 9> words = {"president",      "vice president",  "deputy president",
                                                              "vice-president", "secretary",       "commissioner",
                                                              "governor",       "chief executive", "administrator"};
    return one_of(role, words);
}

/// Organisations whose heads are no officials.
bool is_private_sector(std::string_view s) {
    return s == "BUS" || s == "NGO" || s == "EDU" || s == "LAB" || s == "PTY" || s == "OPP" || s == "JRN" || s == "MED" ||
           s == "REL" || s == "SOC" || s == "REB";
}

/// Bodies whose president or secretary is one of them and no head of state.
bool gives_its_sector(std::string_view s) { return is_private_sector(s) || s == "LEG" || s == "JUD"; }

bool is_armed_sector(std::string_view s) { return s == "REB" || s == "PRM" || s == "UAF" || s == "CRM"; }

}  // namespace

bool is_honorific(std::string_view w, char& gender) {
    gender = '?';
    static constexpr std::array<std::string_view, 8> men = {"mr",    "sir",      "mister", "herr",
                                                            "senor", "monsieur", "don",    "mssrs"};
    static constexpr std::array<std::string_view, 9> women = {"mrs",   "ms",     "miss",   "dame", "lady",
                                                              "madam", "madame", "senora", "frau"};
    static constexpr std::array<std::string_view, 8> open = {"dr",         "prof", "hon", "honorable",
                                                             "honourable", "st",   "rev", "saint"};
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

bool PhraseReader::has_determiner(TokenIndex head, std::string_view word) const {
    for (const TokenIndex c : tree_.children(head))
        if (tree_.dep(c) == "det" && tree_.lower(c) == word) return true;
    return false;
}

std::string PhraseReader::place_country(TokenIndex first, TokenIndex last) const {
    if (!hook_ || first >= last) return {};
    return hook_(tree_.annotated().text_of(first, last));
}

AliasMatch PhraseReader::ending_at(TokenIndex last, TokenIndex limit, unsigned kinds) const {
    const TokenIndex reach = last > limit + kReach ? last - kReach : limit;
    for (TokenIndex s = reach; s < last; ++s)
        if (const AliasMatch m = table_.exact(words_, s, last, kinds)) return m;
    return {};
}

AliasMatch PhraseReader::name_around(TokenIndex head) const {
    const TokenIndex low = sentence_first(head), high = std::min(sentence_last(head), head + kReach);
    AliasMatch best;
    for (TokenIndex s = head >= low + kReach ? head - kReach : low; s <= head; ++s) {
        const AliasMatch m = table_.longest(words_, s, high, kNames);
        if (!m || m.last <= head) continue;
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
            if (out.owner_sector.empty() && table_.peoples[a.item].sector == "REL") out.owner_sector = "REL";
            break;
        case AliasKind::body: {
            const BodyItem& b = table_.body_on(a.item, on_);
            if (out.owner_sector.empty()) {
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
            const bool belongs = r.kind == RoleKind::body || r.kind == RoleKind::office || r.kind == RoleKind::people ||
                                 r.kind == RoleKind::thing || r.kind == RoleKind::kin;
            if (belongs && out.owner_sector.empty()) out.owner_sector = r.sector;
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
    const AliasMatch who = ending_at(last - 2, limit, kNames | mask(AliasKind::role));
    TokenIndex first = who ? who.first : last - 3;
    if (front == "anti" || front == "pro" || front == "non" || front == "counter") {
        out.anti = front == "anti";
        return first;
    }
    if (is_former_word(front)) {
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

PhraseReader::Before PhraseReader::scan_left(TokenIndex from, TokenIndex limit) const {
    Before out;
    TokenIndex at = from;
    while (at > limit) {
        const TokenIndex t = at - 1;
        const Labels labels = tree_.labels(t);
        const std::string_view low = tree_.lower(t);
        if (words_.hash[t] == 0) {
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
        if (const AliasMatch m = ending_at(at, limit, kNames | mask(AliasKind::role))) {
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
        if (is_former_word(low)) {
            out.former = true;
            at = t;
            continue;
        }
        if (labels.pos == "DET" || labels.tag == "PRP$") {
            out.the = low == "the";
            out.indefinite = low == "a" || low == "an" || low == "some" || low == "any" || low == "another";
            at = t;
            // "X, formerly the president".
            if (t > limit && (tree_.lower(t - 1) == "formerly" || tree_.lower(t - 1) == "once")) out.former = true;
            break;
        }
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
    id.former = true;
    if (is_official_sector(id.sector)) id.sector = "ELI";
}

Identity PhraseReader::compose(const RoleItem& role, bool plural, const Before& before) const {
    Identity id;
    id.role = role.word;
    id.plural = plural;
    id.gender = role.gender;
    id.sector = role.sector;
    id.country = !before.country.empty() ? before.country : before.owner_country;
    id.person = role.kind == RoleKind::office || role.kind == RoleKind::person || role.kind == RoleKind::people ||
                role.kind == RoleKind::kin || (role.kind == RoleKind::member && role.sector != "-");
    id.inanimate = role.kind == RoleKind::thing;
    id.rule = "role " + role.word;
    id.sure = 0.6;
    const bool owned = !before.owner_sector.empty();
    if (role.kind == RoleKind::member && owned) {
        id.sector = before.owner_sector;
        if (!before.owner_country.empty()) id.country = before.owner_country;
        id.rule = "member " + role.word + " of " + (before.owner_name.empty() ? before.owner_sector : before.owner_name);
        id.sure = 0.8;
    } else if (role.kind == RoleKind::thing && owned) {
        id.sector = before.owner_sector;
    } else if (owned && is_armed_sector(before.owner_sector) && is_official_sector(role.sector)) {
        id.sector = before.owner_sector;  // "Taliban soldiers", "the rebel foreign minister"
        id.rule += " of " + before.owner_sector;
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
    const bool officer = role.kind == RoleKind::member ||
                         (role.kind == RoleKind::office && role.sector == "GOV" && !role.word.ends_with("minister"));
    if (before.owner_country == "IGO" && officer) {
        id.sector = id.country = "IGO";
        id.rule = "official of IGO";
    } else if (heads_anything(role.word) && gives_its_sector(before.owner_sector)) {
        id.sector = before.owner_sector;
        id.rule += " of " + before.owner_sector;
    }
    // What a bare word names is weak; a word with an owner or a nationality is a title of somebody.
    id.generic = role.kind == RoleKind::person || role.kind == RoleKind::people || role.kind == RoleKind::light ||
                 (role.kind == RoleKind::member && !owned);
    if (before.former) retire(id);
    return id;
}

void PhraseReader::add_complements(Identity& id, const RoleItem& role, TokenIndex head, int depth) const {
    if (depth >= kDeepest) return;
    for (const TokenIndex prep : tree_.children(head)) {
        if (prep < head || tree_.dep(prep) != "prep") continue;
        const std::string_view word = tree_.lower(prep);
        const TokenIndex object = tree_.child(prep, {"pobj", "pcomp"});
        if (object == kNoToken) continue;
        const bool of = word == "of" || word == "for" || word == "from";
        const bool inside = word == "in" || word == "at" || word == "near" || word == "on" || word == "around" ||
                            word == "across" || word == "outside" || word == "with" || word == "within" ||
                            word == "inside" || word == "along" || word == "throughout";
        if (!of && !inside) continue;
        const Identity owner = read(object, depth + 1);
        const bool body = !owner.place && !owner.sector.empty() && !owner.inanimate;
        const bool takes =
            body && id.sector == role.sector &&
            (role.kind == RoleKind::member || (heads_anything(role.word) && gives_its_sector(owner.sector)) ||
             (role.kind == RoleKind::office && role.sector == "GOV" && !role.word.ends_with("minister") &&
              owner.country == "IGO" && owner.sector == "IGO")) &&
            (word == "of" || word == "for" || word == "at" || word == "with" || word == "in" || word == "from");
        if (takes) {
            if (!owner.generic || id.sector.empty()) id.sector = owner.sector;
            id.country = owner.country;
            id.rule = "member " + role.word + " " + std::string(word) + " " + (owner.name.empty() ? owner.role : owner.name);
            id.sure = 0.8;
            id.generic = owner.generic;
            if (id.former) retire(id);
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
    for (const TokenIndex other : others) {
        const Identity o = read(other, kDeepest);
        if (o.inanimate && o.sector.empty()) continue;
        // "Kivu Liberation Army (KLA)": the base knows another body by these letters.
        if (other > head && tree_.text(other - 1) == "(" && !o.entity.empty() && tree_.pos(head) == "PROPN") {
            const Phrase own = tree_.short_noun_phrase(head);
            const auto mine = fold_name(tree_.annotated().text_of(own.first, own.last)), theirs = fold_name(o.name);
            const bool within = std::all_of(theirs.begin(), theirs.end(), [&](const std::string& w) {
                return std::find(mine.begin(), mine.end(), w) != mine.end();
            });
            if (!within && id.entity != o.entity) continue;
        }
        if (id.name.empty() && o.named) {
            id.name = o.name;
            id.entity = o.entity;
            id.named = true;
        }
        if (id.person && !o.person && !o.role.empty() && !o.generic) continue;
        if (id.gender == '?') id.gender = o.gender;
        const bool weak = id.sector.empty() || id.sector == "UNK" || id.generic;
        if ((weak || (id.named && id.role.empty() && !o.role.empty())) && !o.sector.empty() && !o.generic) {
            id.sector = o.sector;
            id.role = o.role;
            id.former = o.former;
            id.generic = o.generic;
            id.rule = "apposition: " + o.rule;
            id.sure = std::max(id.sure, o.sure);
        } else if (weak && id.sector.empty()) {
            id.sector = o.sector;
            id.role = o.role;
            id.generic = o.generic;
        }
        if (id.country.empty()) id.country = o.country;
    }
}

Identity PhraseReader::of_role(const AliasMatch& match, TokenIndex head, int depth) const {
    const RoleItem& role = table_.roles[match.alias->item];
    const Before before = scan_left(match.first, sentence_first(head));
    Identity id = compose(role, match.alias->plural || is_plural(head), before);
    add_complements(id, role, head, depth);
    add_appositions(id, head, depth);
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
        inner.rule = "count of: " + inner.rule;
        inner.plural = true;
        if (tree_.lower(head) == "one") inner.plural = false;
        return inner;
    }
    return id;
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
    id.rule = "base " + person.id;
    id.sure = 0.95;
    id.person = id.named = true;
    return id;
}

Identity PhraseReader::of_name(const AliasMatch& m, TokenIndex head, int depth) const {
    Identity id;
    id.named = true;
    id.sure = 0.95;
    const Alias& a = *m.alias;
    switch (a.kind) {
        case AliasKind::state:
        case AliasKind::capital:
        case AliasKind::adjective:
        case AliasKind::demonym: {
            const StateItem& s = table_.states[a.item];
            id.name = s.name;
            id.country = s.code;
            id.entity = s.entity.empty() ? "state:" + s.code : s.entity;
            id.sector = "GOV";
            id.place = a.kind == AliasKind::state || a.kind == AliasKind::capital;
            id.rule = a.kind == AliasKind::capital ? "capital for government" : "state";
            if (a.kind == AliasKind::demonym || (a.kind == AliasKind::adjective && tree_.is_noun(head))) {
                // "the Saudis", "the British" act as their state; "10,000 Haitians", "an Iraqi" are people.
                id.plural = a.plural || is_plural(head) || has_determiner(head, "the");
                const bool counted = tree_.child(head, {"nummod", "amod", "relcl", "acl", "prep"}) != kNoToken;
                const bool nation = id.plural && has_determiner(head, "the") && !counted;
                if (!nation) {
                    id.sector = "CVL";
                    id.name.clear();
                    id.person = true;
                    id.named = false;
                    id.generic = true;
                }
                id.rule = "demonym";
            }
            break;
        }
        case AliasKind::place: {
            const PlaceItem& p = table_.places[a.item];
            id.name = p.name;
            id.country = p.country;
            id.sector = "GOV";
            id.place = true;
            id.rule = "place";
            id.sure = 0.8;
            break;
        }
        case AliasKind::people: {
            const PeopleItem& p = table_.peoples[a.item];
            id.country = p.country;
            id.sector = p.sector;
            id.person = true;
            id.plural = a.plural || is_plural(head);
            id.named = false;
            id.generic = true;
            id.rule = "people";
            id.sure = 0.7;
            break;
        }
        case AliasKind::body: {
            const BodyItem& b = table_.body_on(a.item, on_);
            id.name = b.name;
            id.entity = b.id;
            id.country = b.country;
            id.sector = b.sector;
            id.stateless = b.country.empty();
            id.rule = "base " + b.id;
            break;
        }
        default: return of_person(head, depth);
    }
    if (a.kind == AliasKind::adjective || a.kind == AliasKind::demonym || a.kind == AliasKind::people) {
        const Before before = scan_left(m.first, sentence_first(head));
        if (!before.country.empty() && id.country.empty()) id.country = before.country;
    }
    return id;
}

Identity PhraseReader::read(TokenIndex head, int depth) const {
    Identity id;
    const Token& token = tree_[head];
    const Labels labels = tree_.labels(head);
    if (labels.pos == "PRON" && labels.tag != "NN" && labels.tag != "DT") {
        id.rule = "pronoun";
        id.plural = token.morph.view().find("Number=Plur") != std::string_view::npos;
        const AliasMatch word = table_.exact(words_, head, head + 1, mask(AliasKind::role));
        return word ? of_role(word, head, depth) : id;
    }
    const bool person_entity = labels.ent == "PERSON";
    const AliasMatch name = name_around(head);
    const AliasMatch role = role_at(head);
    const auto length = [](const AliasMatch& m) { return m ? m.last - m.first : 0U; };
    const bool person_name = name && (mask(name.alias->kind) & kPersons) != 0;
    if (name && !person_name && length(name) >= length(role)) {
        // "Jordan", "Chad", "Israel", "Paris" as parts of a person's name.
        TokenIndex first = head, last = head + 1;
        while (first > 0 && tree_[first].iob == 'I') --first;
        while (last < tree_.size() && tree_[last].iob == 'I') ++last;
        const bool inside_person = person_entity && last - first > length(name);
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
                org.name = by_name.name;
                org.named = true;
                if (org.country.empty()) org.country = by_name.country;
                if (item.kind == RoleKind::member && !by_name.sector.empty()) org.sector = by_name.sector;
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
