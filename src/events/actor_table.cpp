#include "events/actor_table.h"

#include <algorithm>
#include <array>

#include "base/resource.h"
#include "base/text.h"
#include "events/actor_kinds.h"

namespace newshound::events {

namespace {

using resource::bad_row;
using resource::Row;

constexpr std::array<std::string_view, 26> kSectors = {"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "PTY", "OPP", "REB",
                                                       "PRM", "UAF", "CRM", "CVL", "REF", "BUS", "LAB", "AGR", "EDU",
                                                       "MED", "JRN", "REL", "SOC", "ELI", "IGO", "NGO", "UNK"};

std::vector<std::string_view> parts(std::string_view cell) {
    std::vector<std::string_view> out;
    for (const std::string_view part : text::split(cell, ';')) {
        const std::string_view t = text::trim(part);
        if (!t.empty()) out.push_back(t);
    }
    return out;
}

std::string slug(std::string_view name) {
    std::string out;
    for (const std::string& word : fold_name(name)) out += (out.empty() ? "" : "-") + word;
    return out;
}

/// "minister" -> "ministers", "policeman" -> "policemen", "party" -> "parties"; for "of" phrases the first word.
std::string plural_of(std::string_view phrase) {
    std::string head(phrase), tail;
    for (const std::string_view link : {" of ", " in ", "-in-", " to "})
        if (const auto at = phrase.find(link); at != std::string_view::npos) {
            head = phrase.substr(0, at);
            tail = phrase.substr(at);
            break;
        }
    const auto ends = [&](std::string_view e) { return head.size() > e.size() && std::string_view(head).ends_with(e); };
    if (head == "man" || ends("man")) {
        head.replace(head.size() - 2, 1, "e");
    } else if (head == "person" || ends(" person")) {
        head.replace(head.size() - 6, 6, "people");
    } else if (head == "child" || ends("child")) {
        head += "ren";
    } else if (ends("fe") && !ends("chief") && !ends("safe")) {
        head.replace(head.size() - 2, 2, "ves");
    } else if (ends("thief")) {
        head.replace(head.size() - 1, 1, "ves");
    } else if (ends("s") || ends("x") || ends("ch") || ends("sh")) {
        head += "es";
    } else if (ends("y") && !ends("ay") && !ends("ey") && !ends("oy")) {
        head.replace(head.size() - 1, 1, "ies");
    } else {
        head += "s";
    }
    return head + tail;
}

/// "2019", "2019-05" or "2019-05-24" on either side of ".."; an empty side is open.
std::optional<Spell> parse_spell(std::string_view s) {
    // SECTOR FROM..TO role words
    const auto space = s.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    Spell out;
    out.sector = s.substr(0, space);
    std::string_view rest = text::trim(s.substr(space));
    const auto role = rest.find(' ');
    if (role != std::string_view::npos) {
        out.role = text::trim(rest.substr(role));
        rest = rest.substr(0, role);
    }
    const auto dots = rest.find("..");
    if (dots == std::string_view::npos || !ActorTable::is_sector(out.sector)) return std::nullopt;
    const auto side = [](std::string_view t, Date& d) {
        if (t.empty()) return true;
        const auto date = parse_date(t);
        if (date) d = *date;
        return date.has_value();
    };
    if (!side(rest.substr(0, dots), out.from) || !side(rest.substr(dots + 2), out.to)) return std::nullopt;
    if (out.from.known() && out.to.known() && out.to.last_day() < out.from.first_day()) return std::nullopt;
    return out;
}

bool is_country(std::string_view s) {
    return s.size() == 3 && std::all_of(s.begin(), s.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

bool ActorTable::is_sector(std::string_view s) { return std::find(kSectors.begin(), kSectors.end(), s) != kSectors.end(); }

class ActorLoader {
public:
    Status load();
    /// After load(): names of the dictionary go before those that are there.
    void dictionary(const ActorDictionary& dictionary);
    ActorTable table;

private:
    Status states();
    Status places();
    Status peoples();
    Status bodies();
    Status persons();
    Status roles(std::string_view file, std::vector<RoleItem>& into, AliasKind kind);
    Status names();
    void add(std::string_view name, AliasKind kind, std::size_t item, bool plural = false);
    /// Of a dictionary, where all is written in capitals: to the front of the chain.
    void add_first(std::string_view name, AliasKind kind, std::size_t item, bool plural);
    void add_agent(const DictionaryEntry& entry, const CodeMeaning& meaning);
    [[nodiscard]] std::size_t add_body(const DictionaryEntry& entry);
    void add_adjective(std::string_view word, std::size_t item);
    [[nodiscard]] bool known_country(std::string_view s) const {
        return s.empty() || s == "IGO" || (is_country(s) && table.state_by_code_.contains(std::string(s)));
    }
};

void ActorLoader::add(std::string_view name, AliasKind kind, std::size_t item, bool plural) {
    const auto words = fold_name(name);
    if (words.empty() || words.size() > 200) return;
    std::uint64_t key = kEmptySequence;
    for (std::size_t i = 0; i < words.size(); ++i) {
        key = extend(key, hash_word(words[i]));
        table.index_[key];
    }
    table.begins_[hash_word(words.front())] |= static_cast<std::uint16_t>(mask(kind));
    table.ends_[hash_word(words.back())] |= static_cast<std::uint16_t>(mask(kind));
    Alias alias;
    alias.kind = kind;
    const Shape shape = shape_of(name);
    const bool generic = kind == AliasKind::role;
    alias.caps = !generic && words.size() == 1 && shape == Shape::caps && name.size() <= 7;
    alias.capital = !generic && shape != Shape::lower && shape != Shape::other;
    alias.plural = plural;
    alias.words = static_cast<std::uint8_t>(words.size());
    alias.item = static_cast<std::uint32_t>(item);
    auto& slot = table.index_[key];
    // The first line with a name wins: chains keep the order of the files.
    std::int32_t* tail = &slot.first;
    while (*tail >= 0) tail = &table.aliases_[static_cast<std::size_t>(*tail)].next;
    *tail = static_cast<std::int32_t>(table.aliases_.size());
    table.aliases_.push_back(alias);
}

void ActorLoader::add_adjective(std::string_view word, std::size_t item) {
    add(word, AliasKind::adjective, item);
    const bool takes_s = word.ends_with("n") || word.ends_with("i") || word.ends_with("t") || word.ends_with("k");
    if (takes_s && !word.ends_with("Zealand")) add(std::string(word) + "s", AliasKind::demonym, item, true);
}

Status ActorLoader::states() {
    const auto rows = resource::rows("actors/states.tsv");
    if (!rows) return tl::unexpected(rows.error());
    for (const Row& row : *rows) {
        const auto names = parts(row[1]);
        if (!is_country(row[0]) || names.empty()) return bad_row(row, "needs an alpha-3 code and a name");
        const std::size_t item = table.states.size();
        if (!table.state_by_code_.emplace(std::string(row[0]), static_cast<std::uint32_t>(item)).second)
            return bad_row(row, "code stands twice");
        table.states.push_back({std::string(row[0]), std::string(names[0]), {}});
        for (const auto name : names) add(name, AliasKind::state, item);
        for (const auto word : parts(row[2])) add_adjective(word, item);
        for (const auto word : parts(row[3]))
            add(word, AliasKind::demonym, item, word.ends_with("s") || word.ends_with("men"));
        for (const auto name : parts(row[4])) add(name, AliasKind::capital, item);
    }
    return {};
}

Status ActorLoader::places() {
    const auto rows = resource::rows("actors/places.tsv");
    if (!rows) return tl::unexpected(rows.error());
    for (const Row& row : *rows) {
        if (!known_country(row[0])) return bad_row(row, "unknown country");
        for (const auto name : parts(row[1])) {
            table.places.push_back({std::string(name), std::string(row[0])});
            add(name, AliasKind::place, table.places.size() - 1);
        }
    }
    return {};
}

Status ActorLoader::peoples() {
    const auto rows = resource::rows("actors/peoples.tsv");
    if (!rows) return tl::unexpected(rows.error());
    for (const Row& row : *rows) {
        const auto names = parts(row[0]);
        const bool wide = row[1] == "*";
        if (names.empty() || (!wide && !known_country(row[1])) || !ActorTable::is_sector(row[2]))
            return bad_row(row, "needs names, a country, * or nothing, a sector");
        table.peoples.push_back({std::string(names[0]), wide ? "" : std::string(row[1]), std::string(row[2]), wide});
        for (const auto name : names) {
            add(name, AliasKind::people, table.peoples.size() - 1, name.ends_with("s"));
            if (!name.ends_with("s") && !name.ends_with("h") && !name.ends_with("ese"))
                add(std::string(name) + "s", AliasKind::people, table.peoples.size() - 1, true);
        }
    }
    return {};
}

Status ActorLoader::bodies() {
    for (const std::string_view file : resource::list("actors/bodies/")) {
        const auto rows = resource::rows(file);
        if (!rows) return tl::unexpected(rows.error());
        for (const Row& row : *rows) {
            const auto names = parts(row[0]);
            if (names.empty() || !known_country(row[1]) || !ActorTable::is_sector(row[2]))
                return bad_row(row, "needs names, a known country or nothing, a sector");
            table.bodies.push_back(
                {"body:" + slug(names[0]), std::string(names[0]), std::string(row[1]), std::string(row[2]), {}, {}, -1});
            for (const auto name : names) add(name, AliasKind::body, table.bodies.size() - 1);
        }
    }
    return {};
}

Status ActorLoader::persons() {
    for (const std::string_view file : resource::list("actors/persons/")) {
        const auto rows = resource::rows(file);
        if (!rows) return tl::unexpected(rows.error());
        for (const Row& row : *rows) {
            const auto names = parts(row[0]);
            if (names.empty() || !known_country(row[2]) || (row[1] != "m" && row[1] != "f"))
                return bad_row(row, "needs names, m or f, a known country or nothing");
            PersonItem person{"person:" + slug(names[0]), std::string(names[0]), std::string(row[2]), row[1][0], {}, {}};
            for (const auto part : parts(row[3])) {
                if (ActorTable::is_sector(part)) {
                    person.otherwise = part;
                    continue;
                }
                auto spell = parse_spell(part);
                if (!spell) return bad_row(row, "no spell: " + std::string(part));
                person.spells.push_back(std::move(*spell));
            }
            if (person.spells.empty() && person.otherwise.empty()) return bad_row(row, "no spell and no sector");
            table.persons.push_back(std::move(person));
            for (const auto name : names)
                add(name, fold_name(name).size() > 1 ? AliasKind::person : AliasKind::surname, table.persons.size() - 1);
        }
    }
    return {};
}

Status ActorLoader::roles(std::string_view file, std::vector<RoleItem>& into, AliasKind kind) {
    static constexpr std::array<std::string_view, 9> kinds = {"office", "person", "people", "kin", "body",
                                                              "thing",  "member", "light",  "rank"};
    const auto rows = resource::rows(file);
    if (!rows) return tl::unexpected(rows.error());
    for (const Row& row : *rows) {
        const auto which = std::find(kinds.begin(), kinds.end(), row[1]);
        if (which == kinds.end()) return bad_row(row, "unknown kind");
        if (row[0] != "-" && !ActorTable::is_sector(row[0])) return bad_row(row, "unknown sector");
        for (std::string_view word : parts(row[2])) {
            RoleItem role;
            role.kind = static_cast<RoleKind>(which - kinds.begin());
            role.sector = row[0] == "-" ? "" : std::string(row[0]);
            if (word.size() > 2 && word[word.size() - 2] == '/') {
                role.gender = word.back();
                word.remove_suffix(2);
            }
            role.word = word;
            const std::string plural = plural_of(word);
            const bool collective = role.kind == RoleKind::people;
            if (role.gender == '?' && (word.ends_with("woman") || word.ends_with("girl"))) role.gender = 'f';
            if (role.gender == '?' && role.kind != RoleKind::people && (word == "man" || word == "boy")) role.gender = 'm';
            into.push_back(std::move(role));
            add(word, kind, into.size() - 1, collective);
            if (kind == AliasKind::role) add(plural, kind, into.size() - 1, true);
        }
    }
    return {};
}

Status ActorLoader::names() {
    const auto rows = resource::rows("actors/given_names.tsv");
    if (!rows) return tl::unexpected(rows.error());
    for (const Row& row : *rows) {
        if (row[0] != "m" && row[0] != "f") return bad_row(row, "needs m or f");
        for (const auto name : parts(row[1])) table.given_names.emplace(fold_word(name), row[0][0]);
    }
    return {};
}

Status ActorLoader::load() {
    table.aliases_.reserve(24000);
    if (auto s = states(); !s) return s;
    if (auto s = bodies(); !s) return s;
    if (auto s = persons(); !s) return s;
    if (auto s = places(); !s) return s;
    if (auto s = peoples(); !s) return s;
    if (auto s = check_kinds(); !s) return s;
    if (auto s = roles("actors/roles.tsv", table.roles, AliasKind::role); !s) return s;
    if (auto s = roles("actors/name_words.tsv", table.keywords, AliasKind::keyword); !s) return s;
    return names();
}

void ActorLoader::add_first(std::string_view name, AliasKind kind, std::size_t item, bool plural) {
    const std::size_t before = table.aliases_.size();
    add(name, kind, item, plural);
    if (table.aliases_.size() == before) return;
    Alias& alias = table.aliases_.back();
    const bool generic = kind == AliasKind::role;
    alias.capital = !generic;
    alias.caps = !generic && alias.words == 1 && fold_word(name).size() <= 3;
    // add() put it at the end of its chain.
    std::uint64_t key = kEmptySequence;
    for (const std::string& word : fold_name(name)) key = extend(key, hash_word(word));
    std::int32_t& first = table.index_[key].first;
    const auto own = static_cast<std::int32_t>(before);
    if (first == own) return;
    std::int32_t at = first;
    while (table.aliases_[static_cast<std::size_t>(at)].next != own) at = table.aliases_[static_cast<std::size_t>(at)].next;
    table.aliases_[static_cast<std::size_t>(at)].next = -1;
    alias.next = first;
    first = own;
}

void ActorLoader::add_agent(const DictionaryEntry& entry, const CodeMeaning& meaning) {
    for (const bool plural : {false, true})
        for (const std::string& name : plural ? entry.plurals : entry.names) {
            RoleItem role;
            role.word = text::lower(name);
            // What the last word is elsewhere (a person, a body, a thing) it is here too.
            const auto words = fold_name(name);
            if (words.empty()) continue;
            for (const std::vector<std::string>& known : {words, std::vector<std::string>{words.back()}}) {
                std::uint64_t key = kEmptySequence;
                for (const std::string& word : known) key = extend(key, hash_word(word));
                const auto* slot = table.index_.find(key);
                std::int32_t a = slot ? slot->first : -1;
                while (a >= 0 && table.aliases_[static_cast<std::size_t>(a)].kind != AliasKind::role)
                    a = table.aliases_[static_cast<std::size_t>(a)].next;
                if (a < 0) continue;
                const RoleItem& own = table.roles[table.aliases_[static_cast<std::size_t>(a)].item];
                role.kind = own.kind == RoleKind::light ? RoleKind::body : own.kind;
                role.gender = own.gender;
                break;
            }
            role.sector = meaning.sector;
            table.roles.push_back(std::move(role));
            add_first(name, AliasKind::role, table.roles.size() - 1, plural);
        }
}

std::size_t ActorLoader::add_body(const DictionaryEntry& entry) {
    const std::size_t first = table.bodies.size();
    for (const DatedCode& code : entry.codes) {
        const CodeMeaning meaning = meaning_of_code(code.code);
        BodyItem body{code.code.empty() ? "" : "cameo:" + code.code,
                      entry.names.front(),
                      meaning.country,
                      meaning.sector,
                      code.from,
                      code.to,
                      static_cast<std::int32_t>(table.bodies.size() + 1)};
        const bool always = !code.from.known() && !code.to.known();
        if (always) body.otherwise = -1;
        table.bodies.push_back(std::move(body));
        if (always) return first;
    }
    table.bodies.push_back(
        {"", entry.names.front(), "", "", {}, {}, -1});  // on other days it is nobody the dictionary knows
    return first;
}

void ActorLoader::dictionary(const ActorDictionary& dictionary) {
    for (auto entry = dictionary.entries.rbegin(); entry != dictionary.entries.rend(); ++entry) {
        const DatedCode& code = entry->codes.front();
        const CodeMeaning meaning = meaning_of_code(code.code);
        if (entry->agent) {
            add_agent(*entry, meaning);
            continue;
        }
        const bool always = !code.from.known() && !code.to.known();
        // A code of one group, and no role, is a state, which lends its name to others ("Israeli troops").
        const bool state = always && code.code.size() == 3 && meaning.sector.empty();
        if (state) table.states.push_back({meaning.country, entry->names.front(), "cameo:" + code.code});
        const std::size_t item = state ? table.states.size() - 1 : add_body(*entry);
        for (const std::string& name : entry->names)
            add_first(name, state ? AliasKind::state : AliasKind::body, item, false);
    }
}

Result<ActorTable> ActorTable::load(std::span<const ActorDictionary> dictionaries) {
    ActorLoader loader;
    if (auto s = loader.load(); !s) return tl::unexpected(s.error());
    for (auto d = dictionaries.rbegin(); d != dictionaries.rend(); ++d) loader.dictionary(*d);
    for (std::uint32_t i = 0; i < loader.table.persons.size(); ++i)
        loader.table.person_by_id_.emplace(loader.table.persons[i].id, i);
    return std::move(loader.table);
}

const StateItem* ActorTable::state(std::string_view code) const {
    const auto it = state_by_code_.find(std::string(code));
    return it == state_by_code_.end() ? nullptr : &states[it->second];
}

const Alias* ActorTable::pick(const Slot& slot, const WordRow& words, TokenIndex first, TokenIndex last,
                              unsigned kinds) const {
    for (std::int32_t a = slot.first; a >= 0; a = aliases_[static_cast<std::size_t>(a)].next) {
        const Alias& alias = aliases_[static_cast<std::size_t>(a)];
        if ((mask(alias.kind) & kinds) == 0) continue;
        if (alias.caps && words.shape[first] != Shape::caps) continue;
        if (alias.capital) {
            // "al-Shabaab": one capital is enough in a name of several words.
            bool capital = false;
            for (TokenIndex i = first; i < last; ++i)
                capital = capital || words.shape[i] == Shape::capital || words.shape[i] == Shape::caps;
            if (!capital) continue;
        }
        return &alias;
    }
    return nullptr;
}

void ActorTable::mark(WordRow& words) const {
    words.begins.assign(words.hash.size(), 0);
    words.ends.assign(words.hash.size(), 0);
    for (std::size_t i = 0; i < words.hash.size(); ++i) {
        if (words.hash[i] == 0) continue;
        if (const std::uint16_t* kinds = begins_.find(words.hash[i])) words.begins[i] = *kinds;
        if (const std::uint16_t* kinds = ends_.find(words.hash[i])) words.ends[i] = *kinds;
    }
}

AliasMatch ActorTable::longest(const WordRow& words, TokenIndex first, TokenIndex limit, unsigned kinds) const {
    AliasMatch best;
    if (first >= limit || words.hash[first] == 0) return best;
    if (!words.begins.empty() && (words.begins[first] & kinds) == 0) return best;
    std::uint64_t key = kEmptySequence;
    for (TokenIndex i = first; i < limit; ++i) {
        if (words.hash[i] == 0) continue;
        key = extend(key, words.hash[i]);
        const Slot* slot = index_.find(key);
        if (!slot) break;
        if (const Alias* alias = pick(*slot, words, first, i + 1, kinds)) best = {first, i + 1, alias};
    }
    return best;
}

AliasMatch ActorTable::exact(const WordRow& words, TokenIndex first, TokenIndex last, unsigned kinds) const {
    if (first >= last || words.hash[first] == 0 || words.hash[last - 1] == 0) return {};
    if (!words.begins.empty() && ((words.begins[first] & kinds) == 0 || (words.ends[last - 1] & kinds) == 0)) return {};
    std::uint64_t key = kEmptySequence;
    for (TokenIndex i = first; i < last; ++i)
        if (words.hash[i] != 0) key = extend(key, words.hash[i]);
    const Slot* slot = index_.find(key);
    if (!slot) return {};
    const Alias* alias = pick(*slot, words, first, last, kinds);
    return alias ? AliasMatch{first, last, alias} : AliasMatch{};
}

namespace {

bool covers(const Spell& spell, const Date& on) {
    if (spell.from.known() && on.last_day() < spell.from.first_day()) return false;
    return !spell.to.known() || on.first_day() <= spell.to.last_day();
}

}  // namespace

std::string_view ActorTable::office_on(const PersonItem& person, const Date& on) {
    if (!on.known()) return {};
    for (auto s = person.spells.rbegin(); s != person.spells.rend(); ++s)
        if ((s->from.known() || s->to.known()) && covers(*s, on)) return s->sector;
    return {};
}

std::string_view ActorTable::office_left_on(const PersonItem& person, const Date& on) {
    if (!on.known()) return {};
    for (auto s = person.spells.rbegin(); s != person.spells.rend(); ++s)
        if (s->to.known() && s->to.first_day() <= on.last_day() && on.first_day() <= s->to.last_day()) return s->sector;
    return {};
}

std::string_view ActorTable::last_office(const PersonItem& person, const Date& before) {
    for (auto s = person.spells.rbegin(); s != person.spells.rend(); ++s) {
        const bool begun = !s->from.known() || !before.known() || s->from.first_day() <= before.last_day();
        if (begun && is_official_sector(s->sector)) return s->sector;
    }
    return {};
}

const PersonItem* ActorTable::person(std::string_view id) const {
    const auto it = person_by_id_.find(id);
    return it == person_by_id_.end() ? nullptr : &persons[it->second];
}

const BodyItem& ActorTable::body_on(std::uint32_t item, const Date& on) const {
    const BodyItem* body = &bodies[item];
    while (body->otherwise >= 0 && (!on.known() || !covers({"", "", body->from, body->to}, on)))
        body = &bodies[static_cast<std::size_t>(body->otherwise)];
    return *body;
}

std::string ActorTable::sector_on(const PersonItem& person, const Date& on, std::string* role) {
    if (role) role->clear();
    if (person.spells.empty()) return person.otherwise;
    if (!on.known()) {
        if (role) *role = person.spells.back().role;
        return person.spells.back().sector;
    }
    // The later office wins on the day two of them meet.
    for (auto s = person.spells.rbegin(); s != person.spells.rend(); ++s)
        if (covers(*s, on)) {
            if (role) *role = s->role;
            return s->sector;
        }
    // The news of the week in which somebody leaves tells what he did in office.
    constexpr std::chrono::days kGrace{7};
    for (auto s = person.spells.rbegin(); s != person.spells.rend() && on.to_the_day(); ++s)
        if (is_official_sector(s->sector) && s->to.to_the_day() && s->to.last_day() < on.first_day() &&
            on.first_day() - s->to.last_day() <= kGrace) {
            if (role) *role = s->role;
            return s->sector;
        }
    if (!person.otherwise.empty()) return person.otherwise;
    const Spell& first = person.spells.front();
    const bool after = !first.from.known() || first.from.first_day() <= on.last_day();
    if (!after) return "UNK";
    // After the last of several offices the person is a former official; party and rebel leaders stay what they were.
    for (auto s = person.spells.rbegin(); s != person.spells.rend(); ++s)
        if (!s->from.known() || s->from.first_day() <= on.last_day()) {
            return is_official_sector(s->sector) ? "ELI" : s->sector;
        }
    return "ELI";
}

}  // namespace newshound::events
