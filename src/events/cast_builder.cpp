#include "events/cast_builder.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace newshound::events {

namespace {

constexpr unsigned kActorKinds = mask(AliasKind::state) | mask(AliasKind::capital) | mask(AliasKind::adjective) |
                                 mask(AliasKind::demonym) | mask(AliasKind::place) | mask(AliasKind::people) |
                                 mask(AliasKind::body) | mask(AliasKind::person) | mask(AliasKind::surname);

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
    collect();
    persons_taken_for_places();
    link();
    settle();
    find_home();
    lend_countries();
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
            if (table_.exact(words_, i, i + 1, kActorKinds)) return true;
        }
        if (labels.pos == "PROPN" && !token.ent.empty() && labels.ent != "DATE") return true;
        if (labels.pos == "NOUN" || labels.pos == "PROPN") {
            const AliasMatch m = table_.exact(words_, i, i + 1, mask(AliasKind::role));
            return m && table_.roles[m.alias->item].kind != RoleKind::light;
        }
        return false;
    }
    if (labels.pos == "NOUN" || labels.pos == "PROPN") return true;
    const bool argument =
        tree_.has_dep(i, {"nsubj", "nsubjpass", "dobj", "pobj", "dative", "agent", "attr", "conj", "poss", "appos"});
    return argument && (labels.pos == "NUM" || labels.pos == "DET" || (labels.pos == "ADJ" && labels.dep != "conj"));
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

/// A surname that the recogniser takes for a place, in an article that names the person in full.
void CastBuilder::persons_taken_for_places() {
    std::set<std::string, std::less<>> surnames;
    for (const Mention& m : cast_.mentions_)
        if (m.identity.person && m.identity.named && tree_.ent(m.head) == "PERSON" && tree_[m.head].iob == 'I')
            surnames.insert(std::string(tree_.lower(m.head)));
    for (Mention& m : cast_.mentions_) {
        Identity& id = m.identity;
        const bool unknown = (id.rule == "place name" && id.country.empty()) ||
                             (tree_.pos(m.head) == "PROPN" && id.sector.empty() && (id.inanimate || id.rule == "name"));
        if (!unknown || !surnames.contains(tree_.lower(m.head))) continue;
        id.place = id.inanimate = false;
        id.name = std::string(tree_.text(m.head));
        id.person = id.named = id.generic = true;
        id.sector = "CVL";
        id.rule = "person";
    }
}

void CastBuilder::absorb(Chain& chain, const Identity& said) {
    Identity& id = chain.identity;
    if (!said.role.empty()) chain.roles.insert(said.role);
    const bool weak = id.sector.empty() || id.generic || id.sector == "UNK";
    // What somebody was gives way to the office he holds.
    if (said.former && !id.former && !weak && id.sure >= 0.9) return;
    if (!said.sector.empty() && !said.generic && (weak || said.sure > id.sure + 0.04 || (said.former && !id.former)) &&
        !(id.sure >= 0.9 && said.inanimate)) {
        id.sector = said.sector;
        id.generic = false;
        id.former = said.former;
        id.rule = said.rule;
        id.role = said.role;
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
    id.person = id.person || said.person;
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
    if (chain.identity.person != id.person && !(chain.identity.rule == "person" || id.rule == "person")) return false;
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
    if (by_words)
        for (int c = static_cast<int>(chains_.size()) - 1; c >= oldest; --c)
            if (same_name(chains_[static_cast<std::size_t>(c)], id, words)) return join(m, c);
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
    if (!said.plural && is.plural && is.person) return false;
    if (said.gender != '?' && is.gender != '?' && said.gender != is.gender) return false;
    if (chain.roles.contains(said.role)) return true;
    const auto last_word = [](std::string_view s) {
        return s.substr(s.rfind(' ') == std::string_view::npos ? 0 : s.rfind(' ') + 1);
    };
    for (const std::string& role : chain.roles)
        if (last_word(role) == said.role && is_office(is) == is_office(said)) return true;
    const std::string_view sectors = sectors_of_word(said.role);
    if (!sectors.empty() && is.named && !is.person && !is.sector.empty() &&
        sectors.find(is.sector) != std::string_view::npos)
        return true;
    // "the ministry" for "Foreign Ministry", "the Brigades" for "Dawn Brigades".
    if (is.named && !is.person && !chain.name.empty() && !said.role.empty()) {
        const std::string word = fold_word(tree_.text(mention.head));
        if (std::find(chain.name.begin(), chain.name.end(), word) != chain.name.end()) return true;
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
    const bool bare_title = tree_.pos(mention.head) == "PROPN";
    if ((definite || bare_title) && !owned) {
        for (std::size_t back = m; back-- > 0;) {
            const Mention& other = cast_.mentions_[back];
            if (other.chain < 0 || other.pronoun) continue;
            if (tree_.sentence_of(mention.head) > tree_.sentence_of(other.head) + 12) break;
            if (fits_definite(chains_[static_cast<std::size_t>(other.chain)], mention)) return join(m, other.chain);
        }
    }
    start_chain(m);
}

void CastBuilder::link_appositions() {
    auto& mentions = cast_.mentions_;
    for (std::size_t m = 0; m < mentions.size(); ++m) {
        const TokenIndex i = mentions[m].head;
        if (tree_.dep(i) != "appos" || mentions[m].chain < 0) continue;
        const std::int32_t other = cast_.by_token_[tree_.head(i)];
        if (other < 0) continue;
        Mention& head = mentions[static_cast<std::size_t>(other)];
        if (head.chain < 0 || head.chain == mentions[m].chain) continue;
        Chain& a = chains_[static_cast<std::size_t>(head.chain)];
        Chain& b = chains_[static_cast<std::size_t>(mentions[m].chain)];
        const bool alike = a.identity.person == b.identity.person && !a.identity.place && !b.identity.place &&
                           a.identity.inanimate == b.identity.inanimate &&
                           (a.identity.entity.empty() || b.identity.entity.empty());
        if (!alike || (a.identity.named && b.identity.named && a.identity.person)) continue;
        // The named one keeps the chain.
        Chain& keep = b.identity.named && !a.identity.named ? b : a;
        Chain& gone = &keep == &a ? b : a;
        const int number = static_cast<int>(&keep - chains_.data());
        absorb(keep, gone.identity);
        keep.roles.insert(gone.roles.begin(), gone.roles.end());
        if (gone.name.size() > keep.name.size()) keep.name = gone.name;
        for (const std::size_t member : gone.members) mentions[member].chain = number;
        keep.members.insert(keep.members.end(), gone.members.begin(), gone.members.end());
        gone.members.clear();
    }
}

/// "X is the leader of Y": the attribute's office is X's.
void CastBuilder::link_copulas() {
    for (TokenIndex i = 0; i < tree_.size(); ++i) {
        if (tree_.dep(i) != "attr" || tree_.lemma(tree_.head(i)) != "be") continue;
        const TokenIndex subject = tree_.child(tree_.head(i), {"nsubj"});
        if (subject == kNoToken || cast_.by_token_[subject] < 0 || cast_.by_token_[i] < 0) continue;
        if (tree_.child(tree_.head(i), {"neg"}) != kNoToken) continue;
        const Mention& who = cast_.mentions_[static_cast<std::size_t>(cast_.by_token_[subject])];
        const Mention& what = cast_.mentions_[static_cast<std::size_t>(cast_.by_token_[i])];
        if (who.chain < 0 || !who.identity.named || what.identity.role.empty() || what.identity.inanimate) continue;
        absorb(chains_[static_cast<std::size_t>(who.chain)], what.identity);
    }
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
    link_copulas();
    for (std::size_t m = 0; m < mentions.size(); ++m)
        if (mentions[m].pronoun) link_pronoun(m);
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
        const bool own = !id.sector.empty() && !id.generic && !id.named;
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
