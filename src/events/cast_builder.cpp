#include "events/cast_builder.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "events/actor_kinds.h"

namespace newshound::events {

namespace {

/// Among so many actors told of last a name is looked for: far more than an article has, a bound for documents that are
/// none.
constexpr int kMostActors = 1000;

bool is_office(const Identity& id) { return id.person && !id.sector.empty() && id.sector != "CVL" && id.sector != "UNK"; }

/// "the group" may be an actor of these sectors.
std::string_view sectors_of_word(std::string_view role) {
    struct Word {
        std::string_view role, sectors;
    };
    static constexpr std::array<Word, 44> words = {{
        {"group", "REB PRM CRM NGO SOC OPP BUS LAB UAF"},
        {"movement", "REB PTY OPP SOC"},
        {"organisation", "NGO IGO REB SOC CRM"},
        {"organization", "NGO IGO REB SOC CRM"},
        {"militia", "PRM REB"},
        {"militant group", "REB PRM"},
        {"terrorist group", "REB"},
        {"rebel group", "REB"},
        {"armed group", "REB PRM CRM"},
        {"insurgency", "REB"},
        {"insurgent", "REB"},
        {"rebel", "REB"},
        {"militant", "REB PRM"},
        {"guerrilla", "REB"},
        {"separatist", "REB"},
        {"company", "BUS JRN"},
        {"firm", "BUS"},
        {"airline", "BUS"},
        {"bank", "BUS IGO"},
        {"corporation", "BUS JRN"},
        {"network", "JRN REB"},
        {"newspaper", "JRN"},
        {"broadcaster", "JRN"},
        {"news agency", "JRN"},
        {"magazine", "JRN"},
        {"charity", "NGO"},
        {"ngo", "NGO"},
        {"aid group", "NGO"},
        {"agency", "GOV IGO NGO SPY JRN"},
        {"party", "PTY OPP"},
        {"court", "JUD"},
        {"union", "LAB IGO"},
        {"university", "EDU"},
        {"school", "EDU"},
        {"bloc", "IGO"},
        {"alliance", "IGO PTY"},
        {"gang", "CRM"},
        {"cartel", "CRM"},
        {"foundation", "NGO"},
        {"church", "REL"},
        {"parliament", "LEG"},
        {"faction", "REB PTY"},
        {"force", "MIL COP PRM REB"},
        {"platform", "BUS"},
    }};
    for (const Word& w : words)
        if (w.role == role) return w.sectors;
    return {};
}

}  // namespace

bool is_unknown_name(const Identity& id) {
    return id.named && !id.person && !id.place && !id.plural && id.entity.empty() && id.sector.empty() && id.role.empty() &&
           !id.name.empty();
}

CastBuilder::CastBuilder(const Tree& tree, const ActorBase& base, const Date& published)
    : tree_(tree),
      base_(base),
      table_(base.table()),
      words_(tree),
      reader_(table_, tree, words_, published, base.country_of_place) {
    table_.mark(words_);
    cast_.by_token_.assign(tree.size(), -1);
}

Cast CastBuilder::build() {
    find_speakers();
    name_short_forms();
    collect();
    persons_taken_for_places();
    officers_of_forces();
    link();
    settle();
    find_owners();
    share_nationality();
    find_home();
    lend_countries();
    join_colleagues();
    find_members();
    return std::move(cast_);
}

/// A modifier names an actor by itself only if the base knows it and it is no part of its head's name or title.
TokenIndex CastBuilder::owner_of_part(TokenIndex i) const {
    const Token& token = tree_[i];
    const Labels labels = tree_.labels(i);
    if (!tree_.has_dep(i, {"compound", "amod", "nmod", "flat", "nummod"})) return kNoToken;
    const TokenIndex head = tree_.head(i);
    const bool same_entity = head > i && token.ent == tree_[head].ent && !token.ent.empty() && [&] {
        for (TokenIndex t = i + 1; t <= head; ++t)
            if (tree_[t].iob != 'I') return false;
        return true;
    }();
    if (same_entity) return head;
    if (tree_.ent(head) == "PERSON" && labels.pos != "ADJ" && head > i) {
        const AliasMatch m = table_.exact(words_, i, i + 1, mask(AliasKind::role));
        if (m && table_.roles[m.alias->item].kind != RoleKind::body) return head;  // "President" of "President Trump"
    }
    return kNoToken;
}

bool CastBuilder::is_mention(TokenIndex i) const {
    const Token& token = tree_[i];
    const Labels labels = tree_.labels(i);
    if (labels.pos == "PRON") return labels.dep != "expl" && tree_.lower(i) != "there";
    if (tree_.has_dep(i, {"compound", "amod", "nmod", "flat"})) {
        if (words_.hash[i] == 0) return false;
        if (labels.pos == "ADJ" || labels.pos == "PROPN") {
            if (table_.exact(words_, i, i + 1, kNameKinds)) return true;
        }
        if (labels.pos == "PROPN" && !token.ent.empty() && labels.ent != "DATE") return true;
        if (labels.pos == "NOUN" || labels.pos == "PROPN") {
            const AliasMatch m = table_.exact(words_, i, i + 1, mask(AliasKind::role));
            return m && table_.roles[m.alias->item].kind != RoleKind::light;
        }
        return false;
    }
    if (labels.pos == "NOUN" || labels.pos == "PROPN") return true;
    // "Greek and Turkish police".
    if (labels.pos == "ADJ" && labels.dep == "conj" && tree_.has_dep(tree_.first_conjunct(i), {"amod", "compound", "nmod"}))
        return words_.hash[i] != 0 && table_.exact(words_, i, i + 1, kNameKinds);
    const bool argument =
        tree_.has_dep(i, {"nsubj", "nsubjpass", "dobj", "pobj", "dative", "agent", "attr", "conj", "poss", "appos"});
    return argument && (labels.pos == "NUM" || labels.pos == "DET" || (labels.pos == "ADJ" && labels.dep != "conj"));
}

/// "Kivu Liberation Army (KLA)": what the article says that letters mean beats the base, in every phrase that they stand in.
void CastBuilder::name_short_forms() {
    for (TokenIndex i = 2; i + 1 < tree_.size(); ++i) {
        if (tree_.text(i - 1) != "(" || tree_.text(i + 1) != ")" || words_.shape[i] != Shape::caps) continue;
        const TokenIndex named = i - 2;
        if (tree_.pos(named) != "PROPN" || tree_[named].ent.empty()) continue;
        const AliasMatch other = table_.exact(words_, i, i + 1, mask(AliasKind::body));
        if (!other) continue;
        std::string initials;
        TokenIndex first = named;
        while (first > 0 && tree_[first].iob == 'I') --first;
        for (TokenIndex t = first; t <= named; ++t)
            if (words_.shape[t] == Shape::capital || words_.shape[t] == Shape::caps) initials += fold_word(tree_.text(t))[0];
        Identity who = reader_.read(named);
        if (initials != fold_word(tree_.text(i)) || !who.named || !who.entity.empty() || who.sector.empty()) continue;
        who.rule = "acronym: " + who.rule;
        reader_.rename(i, who);
    }
}

void CastBuilder::collect() {
    for (TokenIndex i = 0; i < tree_.size(); ++i) {
        if (!is_mention(i) || owner_of_part(i) != kNoToken) continue;
        Mention m;
        m.head = i;
        m.phrase = tree_.noun_phrase(i);
        m.begin = tree_[m.phrase.first].begin;
        m.end = tree_[m.phrase.last - 1].end;
        m.pronoun = tree_.pos(i) == "PRON" && tree_.tag(i) != "NN";
        m.identity = reader_.read(i);
        if (is_unknown_name(m.identity) && has_age(i)) make_person(m);
        if (!m.identity.role.empty() && m.pronoun) m.pronoun = false;
        cast_.by_token_[i] = static_cast<std::int32_t>(cast_.mentions_.size());
        cast_.mentions_.push_back(std::move(m));
    }
    for (TokenIndex i = 0; i < tree_.size(); ++i) {
        if (cast_.by_token_[i] >= 0) continue;
        const TokenIndex owner = owner_of_part(i);
        if (owner != kNoToken) cast_.by_token_[i] = cast_.by_token_[owner];
    }
}

/// A surname that the recogniser or the base takes for a place, a body or somebody else ("Amman", "Bloomberg", "McArthur"),
/// after the article has named another person by it in full.
void CastBuilder::persons_taken_for_places() {
    std::map<std::string, std::size_t, std::less<>> surnames;  // to the first mention in full
    std::set<std::string, std::less<>> in_full;                // whom of the base the article names so
    for (std::size_t m = 0; m < cast_.mentions_.size(); ++m) {
        const Mention& mention = cast_.mentions_[m];
        if (!mention.identity.person || !mention.identity.named || tree_.ent(mention.head) != "PERSON") continue;
        if (tree_[mention.head].iob != 'I') continue;
        surnames.emplace(tree_.lower(mention.head), m);
        if (!mention.identity.entity.empty()) in_full.insert(mention.identity.entity);
    }
    for (std::size_t m = 0; m < cast_.mentions_.size(); ++m) {
        Mention& mention = cast_.mentions_[m];
        Identity& id = mention.identity;
        const auto first = surnames.find(tree_.lower(mention.head));
        if (first == surnames.end() || words_.shape[mention.head] == Shape::lower) continue;
        if (tree_.pos(mention.head) != "PROPN" && id.rule != "thing") continue;
        const bool unknown = (id.rule == "place name" && id.country.empty()) || id.rule == "thing" ||
                             (id.sector.empty() && id.rule == "name");
        if (!unknown && !(first->second < m && is_other_than(m, first->second, in_full))) continue;
        make_person(mention);
    }
}

/// A person of whom nothing but the name is known.
void CastBuilder::make_person(Mention& mention) const {
    Identity id;
    id.name = std::string(tree_.text(mention.head));
    if (mention.identity.named && !mention.identity.name.empty() && mention.identity.entity.empty())
        id.name = mention.identity.name;
    id.gender = mention.identity.gender;
    id.person = id.named = id.generic = true;
    id.sector = "CVL";
    id.rule = "person";
    id.sure = 0.4;
    mention.identity = std::move(id);
}

void CastBuilder::unperson(Mention& mention) {
    Identity& id = mention.identity;
    id.person = id.generic = false;
    id.sector.clear();
    id.rule = "name";
    Identity& chain = chains_[static_cast<std::size_t>(mention.chain)].identity;
    if (chain.rule == "person") chain = id;
}

/// "Volodymyr Z., 23, pleaded": what has an age is a person.
bool CastBuilder::has_age(TokenIndex i) const {
    const TokenIndex age = tree_.child(i, {"appos"});
    if (age == kNoToken || age < i || tree_.pos(age) != "NUM") return false;
    const std::string_view digits = tree_.text(age);
    return digits.size() == 2 && digits[0] > '0' && digits.find_first_not_of("0123456789") == std::string_view::npos;
}

/// True where the bare name `m` was read as a place, a body or a person other than `person`, who bears it.
bool CastBuilder::is_other_than(std::size_t m, std::size_t person, const std::set<std::string, std::less<>>& in_full) const {
    const Mention& mention = cast_.mentions_[m];
    const Identity& id = mention.identity;
    const TokenIndex head = mention.head;
    const bool longer = tree_[head].iob == 'I' || (head + 1 < tree_.size() && tree_[head + 1].iob == 'I') ||
                        tree_.child(head, {"compound", "det"}) != kNoToken;
    if (longer || words_.shape[head] != Shape::capital) return false;
    if (id.person)
        return !id.entity.empty() && id.entity != cast_.mentions_[person].identity.entity && !in_full.contains(id.entity);
    if (id.place && tree_.dep(head) == "pobj") {
        const std::string_view prep = tree_.lower(tree_.head(head));
        if (prep == "in" || prep == "at" || prep == "near" || prep == "from" || prep == "outside") return false;
    }
    return id.place || (id.named && !id.entity.empty());
}

/// "Two officers" are soldiers where the article has spoken of the army last, and not of the police, or of a guard that
/// helps it.
void CastBuilder::officers_of_forces() {
    bool army = false;
    for (Mention& m : cast_.mentions_) {
        Identity& id = m.identity;
        if (id.role == "officer") {
            if (!army || id.sector != "COP") continue;
            id.sector = "MIL";
            id.rule += " of the forces";
        } else if (id.sector == "MIL" || id.sector == "COP") {
            const bool guard = id.role.find("guard") != std::string::npos || id.name.find("Guard") != std::string::npos;
            army = id.sector == "MIL" && !guard;
        }
    }
}

void CastBuilder::absorb(Chain& chain, const Identity& said) {
    Identity& id = chain.identity;
    if (!said.role.empty()) chain.roles.insert(said.role);
    const bool weak = id.sector.empty() || id.generic || id.sector == "UNK";
    // What somebody was gives way to the office he holds.
    if (said.former && !id.former && !weak && id.sure >= 0.9) return;
    const bool office = id.rank && !said.rank && said.person && is_official_sector(said.sector);  // says more than a rank
    const bool stands = said.sector == "PTY" && stands_for_office(said.role) && is_trade(id.sector);
    if (!said.sector.empty() && !said.generic &&
        (weak || office || stands || said.sure > id.sure + 0.04 || (said.former && !id.former)) &&
        !(id.sure >= 0.9 && said.inanimate)) {
        id.sector = said.sector;
        id.generic = false;
        id.former = said.former;
        id.rule = said.rule;
        id.role = said.role;
        id.rank = said.rank;
        id.sure = std::max(id.sure, said.sure);
    } else if (id.sector.empty()) {
        id.sector = said.sector;
        id.generic = said.generic;
    }
    if (id.country.empty()) id.country = said.country;
    if (id.gender == '?') id.gender = said.gender;
    if (id.name.empty() || (said.named && said.name.size() > id.name.size() && id.entity.empty())) id.name = said.name;
    if (id.entity.empty() && !said.entity.empty()) {
        id.entity = said.entity;
        id.name = said.name;
    }
    id.named = id.named || said.named;
    // A name that nothing but its look made a person's is that of the firm or group it is said to be; "the rebels" for a
    // group by its name make it no person.
    const bool body = !said.person && !said.inanimate && !said.place && !said.role.empty() && !said.generic;
    const bool called_person = id.person && id.entity.empty() && (id.rule == "person" || (body && id.rule == said.rule));
    if (body && called_person && !said.named) id.person = false;
    const bool named_body = id.named && !id.person && !id.sector.empty();
    id.person = id.person || (said.person && !named_body && !body);
    id.stateless = id.stateless || said.stateless;
    if (!said.inanimate) id.inanimate = false;
}

int CastBuilder::start_chain(std::size_t m) {
    Chain chain;
    const Identity& id = cast_.mentions_[m].identity;
    chain.identity = id;
    if (id.named) chain.name = fold_name(id.name);
    if (!id.role.empty()) chain.roles.insert(id.role);
    chain.members.push_back(m);
    const int number = static_cast<int>(chains_.size());
    if (!id.entity.empty()) by_entity_.emplace(id.entity, number);
    chains_.push_back(std::move(chain));
    cast_.mentions_[m].chain = number;
    return number;
}

void CastBuilder::join(std::size_t m, int number) {
    Chain& chain = chains_[static_cast<std::size_t>(number)];
    Mention& mention = cast_.mentions_[m];
    mention.chain = number;
    chain.members.push_back(m);
    if (mention.pronoun) return;
    absorb(chain, mention.identity);
    if (mention.identity.named) {
        auto words = fold_name(mention.identity.name);
        if (words.size() > chain.name.size()) chain.name = std::move(words);
    }
    if (!mention.identity.entity.empty()) by_entity_.emplace(mention.identity.entity, number);
}

bool CastBuilder::same_name(const Chain& chain, const Identity& id, const std::vector<std::string>& words) const {
    if (words.empty() || chain.name.empty() || !chain.identity.named) return false;
    // "the Wisconsin Supreme Court" is no longer name of Wisconsin.
    if (chain.identity.place && !id.place && !id.person && words.size() > chain.name.size()) return false;
    const bool unknown = is_unknown_name(id) && words.size() == 1 && chain.identity.person && chain.name.size() > 1 &&
                         words[0] != chain.name.front();
    if (chain.identity.person != id.person && !unknown && !(chain.identity.rule == "person" || id.rule == "person"))
        return false;
    if (!id.entity.empty() && !chain.identity.entity.empty()) return id.entity == chain.identity.entity;
    if (chain.identity.gender != '?' && id.gender != '?' && chain.identity.gender != id.gender) return false;
    if (words.size() == 1 && chain.acronyms.contains(words[0])) return true;
    const auto& longer = words.size() > chain.name.size() ? words : chain.name;
    const auto& shorter = words.size() > chain.name.size() ? chain.name : words;
    // Every word of the shorter stands in the longer; two given names alone do not make one person.
    for (const std::string& w : shorter)
        if (std::find(longer.begin(), longer.end(), w) == longer.end()) return false;
    if (id.person && shorter.size() == 1 && longer.size() > 1 && shorter[0] == longer.front() && longer.size() == 2)
        return shorter[0].size() > 3;
    return true;
}

void CastBuilder::link_named(std::size_t m) {
    Mention& mention = cast_.mentions_[m];
    const Identity& id = mention.identity;
    // What the article itself says an acronym means beats the base.
    if (const std::string_view short_form = tree_.text(mention.head); shape_of(short_form) == Shape::caps) {
        const std::string word = fold_word(short_form);
        const int last = static_cast<int>(chains_.size()) - 1;
        for (int c = last; c >= 0 && c > last - kMostActors; --c) {
            if (!chains_[static_cast<std::size_t>(c)].acronyms.contains(word)) continue;
            const std::string& entity = chains_[static_cast<std::size_t>(c)].identity.entity;
            if (!id.entity.empty() && id.entity != entity) {
                mention.identity = Identity{};
                mention.identity.named = true;
                mention.identity.name = std::string(short_form);
                mention.identity.rule = "acronym";
            }
            return join(m, c);
        }
    }
    if (!id.entity.empty())
        if (const auto it = by_entity_.find(id.entity); it != by_entity_.end()) return join(m, it->second);
    const auto words = fold_name(id.name);
    const int oldest = std::max(0, static_cast<int>(chains_.size()) - kMostActors);
    const bool by_words = !id.place && (id.entity.empty() || id.person);
    // A person rather than what else is called so.
    for (const bool any : {false, true})
        for (int c = static_cast<int>(chains_.size()) - 1; by_words && c >= oldest; --c) {
            const Chain& chain = chains_[static_cast<std::size_t>(c)];
            if ((any || chain.identity.person == id.person) && same_name(chain, id, words)) return join(m, c);
        }
    // "KLA" for "Kivu Liberation Army" where nobody bracketed it.
    const std::string_view text = tree_.text(mention.head);
    if (words.size() == 1 && shape_of(text) == Shape::caps && text.size() >= 2 && text.size() <= 8 && id.entity.empty()) {
        for (int c = static_cast<int>(chains_.size()) - 1; c >= oldest; --c) {
            std::string initials, all;
            for (const std::string& w : chains_[static_cast<std::size_t>(c)].name) {
                all.push_back(w.front());
                if (w != "of" && w != "the" && w != "and" && w != "for") initials.push_back(w.front());
            }
            if (words[0] == initials || words[0] == all) {
                chains_[static_cast<std::size_t>(c)].acronyms.insert(words[0]);
                return join(m, c);
            }
        }
    }
    const int number = start_chain(m);
    // "Kivu Liberation Army (KLA)": the token in brackets after the phrase.
    const TokenIndex after = tree_.short_noun_phrase(mention.head).last;
    if (after + 2 < tree_.size() && tree_.text(after) == "(" && tree_.text(after + 2) == ")")
        chains_[static_cast<std::size_t>(number)].acronyms.insert(fold_word(tree_.text(after + 1)));
}

bool CastBuilder::fits_definite(const Chain& chain, const Mention& mention) const {
    const Identity& said = mention.identity;
    const Identity& is = chain.identity;
    if (!said.country.empty() && !is.country.empty() && said.country != is.country) return false;
    if (said.plural && is.person && !is.plural) return false;
    // "The army" is no rebel army.
    if (said.sector == "MIL" && is_armed_sector(is.sector) && tree_.pos(mention.head) != "PROPN") return false;
    if (!said.plural && is.plural && is.person) return false;
    if (said.gender != '?' && is.gender != '?' && said.gender != is.gender) return false;
    if (is_of(Kind::state, said.role) && said.plural != is.plural) return false;  // "the country's", "the safest countries"
    if (chain.roles.contains(said.role)) return true;
    const auto last_word = [](std::string_view s) {
        return s.substr(s.rfind(' ') == std::string_view::npos ? 0 : s.rfind(' ') + 1);
    };
    for (const std::string& role : chain.roles)
        if (last_word(role) == said.role && is_office(is) == is_office(said) && said.role != "president") return true;
    // "The Brexit movement" is not whatever party was named last.
    for (const TokenIndex c : tree_.children(mention.head))
        if (tree_.dep(c) == "compound" && tree_.pos(c) == "PROPN" && is.named &&
            std::find(chain.name.begin(), chain.name.end(), fold_word(tree_.text(c))) == chain.name.end())
            return false;
    const std::string_view sectors = sectors_of_word(said.role);
    if (!sectors.empty() && is.named && !is.person && !is.place && !is.sector.empty() &&
        sectors.find(is.sector) != std::string_view::npos)
        return true;
    // "the ministry" for "Foreign Ministry", "the Brigades" for "Dawn Brigades".
    if (is.named && !is.person && !chain.name.empty() && !said.role.empty()) {
        const std::string word = fold_word(tree_.text(mention.head));
        const bool of = chain.name.size() > 1 && chain.name[1] == "of";
        if (word == chain.name.back() || ((of || said.person) && word == chain.name.front())) return true;
    }
    const bool human = is.person && !is.plural && is.named;
    return human && (said.role == "man" || said.role == "woman" || said.role == "leader" || said.role == "politician") &&
           (said.role != "leader" || is_office(is));
}

void CastBuilder::link_definite(std::size_t m) {
    Mention& mention = cast_.mentions_[m];
    const Identity& id = mention.identity;
    if (id.inanimate || id.role.empty()) {
        if (!id.inanimate) start_chain(m);
        return;
    }
    bool definite = false, owned = false;
    for (const TokenIndex c : tree_.children(mention.head)) {
        const std::string_view low = tree_.lower(c);
        if (tree_.dep(c) == "det" && (low == "the" || low == "this" || low == "that" || low == "these" || low == "those"))
            definite = true;
        if (tree_.dep(c) == "poss") owned = true;
    }
    // "Officers Ana Ruiz and Ben Okri": who is named is known.
    const TokenIndex named = id.plural && id.person ? tree_.child(mention.head, {"appos"}) : kNoToken;
    if (named != kNoToken && tree_.ent(named) == "PERSON") definite = true;
    const bool bare_title = tree_.pos(mention.head) == "PROPN";
    if ((definite || bare_title) && !owned) {
        for (std::size_t back = m; back-- > 0;) {
            const Mention& other = cast_.mentions_[back];
            if (other.chain < 0 || other.pronoun) continue;
            if (tree_.sentence_of(mention.head) > tree_.sentence_of(other.head) + 12) break;
            if (fits_definite(chains_[static_cast<std::size_t>(other.chain)], mention)) return join(m, other.chain);
        }
        // "The rebel movement": of a group of which no more was known.
        for (std::size_t back = m; is_armed_sector(id.sector) && !id.person && back-- > 0;) {
            const Mention& other = cast_.mentions_[back];
            if (tree_.sentence_of(mention.head) > tree_.sentence_of(other.head) + 4) break;
            if (other.chain < 0 || other.pronoun || tree_.ent(other.head) != "ORG") continue;
            const Identity& who = chains_[static_cast<std::size_t>(other.chain)].identity;
            if (is_unknown_name(who) && !who.inanimate) return join(m, other.chain);
        }
        if (const int person = accused_person(m); person >= 0) return join(m, person);
        if (const int person = profiled_person(m); definite && person >= 0) return join(m, person);
    }
    start_chain(m);
}

void CastBuilder::link() {
    auto& mentions = cast_.mentions_;
    for (std::size_t m = 0; m < mentions.size(); ++m) {
        const Identity& id = mentions[m].identity;
        if (mentions[m].pronoun) continue;
        if (id.named && !id.name.empty()) {
            link_named(m);
        } else {
            link_definite(m);
        }
    }
    link_appositions();
    link_introductions();
    link_copulas();
    for (std::size_t m = 0; m < mentions.size(); ++m)
        if (mentions[m].pronoun) link_pronoun(m);
    link_owners();
    link_spokesmen();
    link_counts();
}

void CastBuilder::settle() {
    for (Mention& mention : cast_.mentions_) {
        if (mention.chain < 0) continue;
        const Identity& chain = chains_[static_cast<std::size_t>(mention.chain)].identity;
        Identity& id = mention.identity;
        if (mention.pronoun) {
            const std::string rule = id.rule;
            const bool plural = id.plural;
            id = chain;
            id.plural = plural || chain.plural;
            id.rule = (rule.empty() ? "pronoun" : rule) + " for " + (chain.name.empty() ? chain.role : chain.name) + ": " +
                      chain.rule;
            continue;
        }
        // "The agency" is what the body of the base is that it stands for; "the militia", "the movement": what the article
        // calls by its name is what that name says.
        const bool body = chain.entity.starts_with("body:") && !id.person;
        const bool called = chain.named && !chain.person && !id.named && !chain.sector.empty() &&
                            sectors_of_word(id.role).find(chain.sector) != std::string_view::npos;
        const bool own = !id.sector.empty() && !id.generic && !id.named && !body && !called;
        if (!chain.name.empty() && chain.named) {
            id.name = chain.name;
            id.entity = chain.entity;
        }
        if (id.country.empty()) id.country = chain.country;
        if (!own && !chain.sector.empty() && (id.sector != chain.sector)) {
            id.sector = chain.sector;
            id.rule += "; article: " + chain.rule;
            id.generic = chain.generic;
        }
        if (id.gender == '?') id.gender = chain.gender;
        id.stateless = id.stateless || chain.stateless;
    }
}

}  // namespace newshound::events
