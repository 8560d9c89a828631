// What the same sentence says of whom it names: appositions, titles of several, names that are given, offices that are
// taken.
#include <algorithm>
#include <array>

#include "events/actor_kinds.h"
#include "events/cast_builder.h"

namespace newshound::events {

namespace {

bool is_plural_noun(const auto& tag) { return tag == "NNS" || tag == "NNPS"; }

}  // namespace

/// One of the two only describes the other: they share a chain from now on.
void CastBuilder::unite(std::size_t first, std::size_t second) {
    auto& mentions = cast_.mentions_;
    if (mentions[first].chain < 0 || mentions[second].chain < 0 || mentions[first].chain == mentions[second].chain) return;
    if (mentions[first].identity.person && mentions[first].identity.plural != mentions[second].identity.plural) {
        if (mentions[first].identity.plural) describe_each(first, second);
        return;
    }
    Chain& a = chains_[static_cast<std::size_t>(mentions[first].chain)];
    Chain& b = chains_[static_cast<std::size_t>(mentions[second].chain)];
    const bool unknown = is_unknown_name(a.identity) != is_unknown_name(b.identity);  // whom the other says it is
    const bool alike = (a.identity.person == b.identity.person || unknown) && !a.identity.place && !b.identity.place &&
                       a.identity.inanimate == b.identity.inanimate &&
                       (a.identity.entity.empty() || b.identity.entity.empty());
    if (!alike || (a.identity.named && b.identity.named && a.identity.person)) return;
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

/// "Officers Ana Ruiz and Ben Okri": each of them is what all are.
void CastBuilder::describe_each(std::size_t group, std::size_t first) {
    Identity all = chains_[static_cast<std::size_t>(cast_.mentions_[group].chain)].identity;
    if (all.named || !all.person || all.generic) return;
    all.plural = false;
    for (const TokenIndex i : tree_.conjuncts(cast_.mentions_[first].head)) {
        if (cast_.by_token_[i] < 0) continue;
        const int number = cast_.mentions_[static_cast<std::size_t>(cast_.by_token_[i])].chain;
        if (number < 0) continue;
        Chain& chain = chains_[static_cast<std::size_t>(number)];
        if (chain.identity.named && chain.identity.person && chain.identity.entity.empty()) absorb(chain, all);
    }
}

/// "Senators Ana Ruiz of Utah and Ben Okri of Ohio": the title is that of all.
void CastBuilder::share_title(std::size_t first) {
    const Mention& named = cast_.mentions_[first];
    if (!named.identity.person || !named.identity.named || named.chain < 0) return;
    for (const TokenIndex t : tree_.children(named.head)) {
        if (tree_.dep(t) != "compound" || !is_plural_noun(tree_.tag(t))) continue;
        const AliasMatch title = table_.exact(words_, t, t + 1, mask(AliasKind::role));
        if (!title || table_.roles[title.alias->item].kind != RoleKind::office) continue;
        Identity all;
        all.role = table_.roles[title.alias->item].word;
        all.sector = table_.roles[title.alias->item].sector;
        all.country = chains_[static_cast<std::size_t>(named.chain)].identity.country;
        all.rule = "title " + all.role;
        all.sure = 0.9;
        all.person = true;
        for (const TokenIndex i : tree_.conjuncts(named.head)) {
            const std::int32_t other = cast_.by_token_[i];
            const int number = i == named.head || other < 0 ? -1 : cast_.mentions_[static_cast<std::size_t>(other)].chain;
            if (number >= 0 && is_bare_person(chains_[static_cast<std::size_t>(number)]))
                absorb(chains_[static_cast<std::size_t>(number)], all);
        }
    }
}

void CastBuilder::link_appositions() {
    for (std::size_t m = 0; m < cast_.mentions_.size(); ++m) {
        const TokenIndex i = cast_.mentions_[m].head;
        share_title(m);
        name_from_members(m);
        const TokenIndex described = tree_.dep(i) == "appos" ? described_by(m) : called_so(i);
        const std::int32_t other = described == kNoToken ? -1 : cast_.by_token_[described];
        if (other < 0) continue;
        // "A group calling itself Jaysh al-Sahil": what is named so is no person, whatever the name looks like.
        Mention& named = cast_.mentions_[m];
        const Identity& who = cast_.mentions_[static_cast<std::size_t>(other)].identity;
        const TokenIndex itself = tree_.dep(i) == "oprd" ? tree_.child(tree_.head(i), {"dobj"}) : kNoToken;
        if (itself != kNoToken && tree_.lower(itself) == "itself" && named.identity.rule == "person" && !who.person)
            unperson(named);
        unite(static_cast<std::size_t>(other), m);
    }
}

/// "Rebels of the Sabana Front": what a group of which no more is said must be.
void CastBuilder::name_from_members(std::size_t m) {
    const Identity& members = cast_.mentions_[m].identity;
    if (!members.person || !members.plural || members.named || !is_armed_sector(members.sector)) return;
    if (members.role.find("rebel") == std::string::npos && members.role != "insurgent" && members.role != "guerrilla" &&
        members.role != "militant")
        return;
    const TokenIndex prep = tree_.child(cast_.mentions_[m].head, {"prep"});
    if (prep == kNoToken || (tree_.lower(prep) != "of" && tree_.lower(prep) != "from")) return;
    const TokenIndex object = tree_.child(prep, {"pobj"});
    const std::int32_t group = object == kNoToken ? -1 : cast_.by_token_[object];
    const int number = group < 0 ? -1 : cast_.mentions_[static_cast<std::size_t>(group)].chain;
    if (number < 0 || tree_.ent(object) != "ORG" || !is_unknown_name(chains_[static_cast<std::size_t>(number)].identity))
        return;
    Identity& id = chains_[static_cast<std::size_t>(number)].identity;
    id.sector = members.sector;
    id.rule = "group of " + members.role;
}

/// Whom the apposition `m` describes: in "a spokesman for X, a rebel movement" it is X.
TokenIndex CastBuilder::described_by(std::size_t m) const {
    const Mention& mention = cast_.mentions_[m];
    const TokenIndex head = tree_.head(mention.head);
    const std::int32_t other = cast_.by_token_[head];
    if (other < 0 || mention.identity.person || mention.identity.role.empty()) return head;
    if (!cast_.mentions_[static_cast<std::size_t>(other)].identity.person) return head;
    const TokenIndex prep = tree_.child(head, {"prep"});
    const TokenIndex owner = prep == kNoToken || prep < head ? kNoToken : tree_.child(prep, {"pobj"});
    return owner != kNoToken && owner < mention.head && tree_.pos(owner) == "PROPN" ? owner : head;
}

/// "The attacker, identified as Karim Haddad", "a veteran named Gagik": the noun that the name at `i` is given to.
TokenIndex CastBuilder::called_so(TokenIndex i) const {
    const std::int32_t m = cast_.by_token_[i];
    // "Known as the Watchmaker": a nickname is no trade.
    if (m < 0 || tree_.pos(i) != "PROPN" || tree_.is_root(i) ||
        !cast_.mentions_[static_cast<std::size_t>(m)].identity.role.empty())
        return kNoToken;
    TokenIndex verb = tree_.head(i);
    if (tree_.dep(i) == "pobj" && tree_.lower(verb) == "as" && !tree_.is_root(verb))
        verb = tree_.head(verb);
    else if (!tree_.has_dep(i, {"oprd", "attr", "dobj"}))
        return kNoToken;
    static constexpr std::array<std::string_view, 5> verbs = {"identify", "name", "call", "know", "dub"};
    if (!one_of(tree_.lemma(verb), verbs)) return kNoToken;
    if (tree_.has_dep(verb, {"acl", "relcl"})) return tree_.head(verb);
    if (tree_.tag(verb) == "VBN" && verb > 1 && tree_.text(verb - 1) == "," && tree_.is_noun(verb - 2)) return verb - 2;
    return tree_.child(verb, {"nsubjpass"});
}

/// Of whom the clause of `office` says that he is or comes to be it: "X is", "X became", "X was sworn in as", "named X as".
TokenIndex CastBuilder::holder_of(TokenIndex office) const {
    static constexpr std::array<std::string_view, 2> states = {"be", "become"};
    static constexpr std::array<std::string_view, 6> makes = {"swear", "name", "appoint", "elect", "install", "inaugurate"};
    const auto is_one = [&](const auto& list, TokenIndex verb) {
        return one_of(tree_.lemma(verb), list) && tree_.child(verb, {"neg"}) == kNoToken;
    };
    TokenIndex verb = tree_.head(office);
    if (tree_.dep(office) == "attr") return is_one(states, verb) ? tree_.child(verb, {"nsubj"}) : kNoToken;
    if (tree_.dep(office) == "pobj" && tree_.lower(verb) == "as" && !tree_.is_root(verb))
        verb = tree_.head(verb);
    else if (tree_.dep(office) != "oprd")
        return kNoToken;
    if (!is_one(makes, verb)) return kNoToken;
    const TokenIndex made = tree_.child(verb, {"nsubjpass"});
    return made != kNoToken ? made : tree_.child(verb, {"dobj"});
}

void CastBuilder::link_copulas() {
    for (TokenIndex i = 0; i < tree_.size(); ++i) {
        if (!tree_.has_dep(i, {"attr", "oprd", "pobj"}) || cast_.by_token_[i] < 0) continue;
        const TokenIndex holder = holder_of(i);
        if (holder == kNoToken || cast_.by_token_[holder] < 0) continue;
        const Mention& who = cast_.mentions_[static_cast<std::size_t>(cast_.by_token_[holder])];
        const Mention& what = cast_.mentions_[static_cast<std::size_t>(cast_.by_token_[i])];
        if (who.chain < 0 || !who.identity.named || what.identity.role.empty() || what.identity.inanimate) continue;
        // "X, Y and Z are members": of a party, which many officials are too.
        if (who.identity.plural != what.identity.plural && what.identity.sector == "PTY") continue;
        absorb(chains_[static_cast<std::size_t>(who.chain)], what.identity);
    }
}

}  // namespace newshound::events
