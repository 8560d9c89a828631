// What other sentences of the article say of somebody: the description that he is introduced by, and who owns his office.
#include <algorithm>
#include <array>

#include "events/actor_kinds.h"
#include "events/cast_builder.h"

namespace newshound::events {

namespace {

constexpr std::size_t kStory = 60;        // sentences that one story of a crime has at most
constexpr std::size_t kIntroduction = 3;  // sentences from a description in the lead to the name

}  // namespace

/// A person of whom the article says no more than a name.
bool CastBuilder::is_bare_person(const Chain& chain) const {
    const Identity& id = chain.identity;
    return id.person && id.named && !id.plural && id.entity.empty() && (id.generic || id.sector.empty()) &&
           chain.name.size() > 1;
}

/// "A court jailed a former minister on Friday. Ana Ruiz, 54, had taken bribes": the lead describes whom the next sentence
/// names.
void CastBuilder::link_introductions() {
    auto& mentions = cast_.mentions_;
    const auto describes = [&](const Mention& m) {
        const Identity& id = m.identity;
        return m.chain >= 0 && !m.pronoun && id.person && !id.plural && !id.named && !id.generic && !id.role.empty() &&
               !chains_[static_cast<std::size_t>(m.chain)].identity.named && tree_.has_determiner(m.head, {"a", "an"}) &&
               tree_.is_root(tree_.head(m.head));
    };
    for (std::size_t m = 0; m < mentions.size(); ++m) {
        const Mention& name = mentions[m];
        if (name.chain < 0 || name.pronoun || !tree_.has_dep(name.head, {"nsubj", "nsubjpass"})) continue;
        Chain& chain = chains_[static_cast<std::size_t>(name.chain)];
        if (!is_bare_person(chain) || chain.members.front() != m) continue;
        const std::size_t s = tree_.sentence_of(name.head);
        if (s > kIntroduction + 2 || name.phrase.first > tree_.annotated().sentences[s].first + 1) continue;
        const Mention* described = nullptr;
        for (std::size_t back = 0; back < m; ++back) {
            const Mention& d = mentions[back];
            const std::size_t at = tree_.sentence_of(d.head);
            if (at >= s || at + kIntroduction < s || !describes(d)) continue;
            // Whom the lead's deed befalls is whom the story is about.
            const bool undergoes = tree_.has_dep(d.head, {"dobj", "nsubjpass"});
            if (!described || (undergoes && !tree_.has_dep(described->head, {"dobj", "nsubjpass"}))) described = &d;
        }
        if (!described) continue;
        const int gone = described->chain, keep = name.chain;
        absorb(chain, chains_[static_cast<std::size_t>(gone)].identity);
        for (const std::size_t member : chains_[static_cast<std::size_t>(gone)].members) {
            mentions[member].chain = keep;
            chain.members.push_back(member);
        }
        std::sort(chain.members.begin(), chain.members.end());
        chains_[static_cast<std::size_t>(gone)].members.clear();
    }
}

/// "Its president, Anwar Sardar", "the Brigades' commander": only the article tells what the owner is.
void CastBuilder::link_owners() {
    for (Mention& mention : cast_.mentions_) {
        const Identity& was = mention.identity;
        if (mention.chain < 0 || mention.pronoun || was.role.empty() || was.inanimate) continue;
        if (is_of(Kind::another, was.role)) continue;  // "its neighbour"
        TokenIndex poss = tree_.child(mention.head, {"poss"});
        // "A spokesman for the Front", of which another sentence tells what it is.
        const TokenIndex prep = poss == kNoToken && was.generic ? tree_.child(mention.head, {"prep"}) : kNoToken;
        if (prep != kNoToken && (tree_.lower(prep) == "for" || tree_.lower(prep) == "of"))
            poss = tree_.child(prep, {"pobj"});
        if (poss == kNoToken || cast_.by_token_[poss] < 0) continue;
        const Mention& owner = cast_.mentions_[static_cast<std::size_t>(cast_.by_token_[poss])];
        if (owner.chain < 0 || owner.chain == mention.chain) continue;
        const Identity& who = chains_[static_cast<std::size_t>(owner.chain)].identity;
        if (who.inanimate || (prep != kNoToken && (!who.named || who.person || who.place))) continue;
        Identity said = was;
        // "The Brigades' commander": the word by itself may mean soldiers.
        const bool armed = is_armed_sector(who.sector) && was.sector == "MIL";
        if (owner.pronoun || armed || who.sector != owner.identity.sector) {
            said = reader_.read_owned(mention.head, who);
            if (said.role != was.role) continue;
            // "Its Korean counterpart".
            if (!was.country.empty() && was.country != owner.identity.country) said.country = was.country;
        }
        // "My colleagues": of the same calling.
        if (said.generic && !who.sector.empty() && is_of(Kind::colleague, said.role)) {
            said.sector = who.sector;
            said.generic = who.generic;
        }
        if (said.country.empty()) said.country = who.country;
        if (!said.country.empty()) said.stateless = false;
        Identity& chain = chains_[static_cast<std::size_t>(mention.chain)].identity;
        // What the chain has from these very words gives way.
        if (chain.role == was.role && chain.entity.empty()) {
            if (chain.sector == was.sector && !said.sector.empty()) {
                chain.sector = said.sector;
                chain.generic = said.generic;
                chain.rule = said.rule;
            }
            if (chain.country.empty() || chain.country == was.country) chain.country = said.country;
        }
        mention.identity = std::move(said);
    }
}

/// "The spokesman, Ana Ruiz": of the group that the article told of last.
void CastBuilder::link_spokesmen() {
    for (std::size_t m = 0; m < cast_.mentions_.size(); ++m) {
        Mention& mention = cast_.mentions_[m];
        Identity& id = mention.identity;
        if (mention.chain < 0 || mention.pronoun || !id.generic || id.plural || id.former ||
            !is_of(Kind::for_group, id.role))
            continue;
        if (!tree_.has_determiner(mention.head, {"the", "its"}) || tree_.child(mention.head, {"poss", "prep"}) != kNoToken)
            continue;
        Identity& chain = chains_[static_cast<std::size_t>(mention.chain)].identity;
        if (!chain.generic && chain.role != id.role) continue;
        const std::size_t s = tree_.sentence_of(mention.head);
        for (std::size_t back = m; back-- > 0;) {
            const Mention& other = cast_.mentions_[back];
            if (tree_.sentence_of(other.head) + 2 < s) break;
            const bool speaks_for = tree_.dep(other.head) == "pobj" && tree_.lower(tree_.head(other.head)) == "for";
            if (other.chain < 0 || (!speaks_for && !tree_.has_dep(other.head, {"nsubj", "nsubjpass"}))) continue;
            const Identity& group = chains_[static_cast<std::size_t>(other.chain)].identity;
            if (!group.named || group.person || group.place || !is_armed_sector(group.sector)) continue;
            const Identity said = reader_.read_owned(mention.head, group);
            chain.sector = id.sector = said.sector;
            chain.generic = id.generic = said.generic;
            chain.rule = id.rule = said.rule;
            if (!said.country.empty()) chain.country = id.country = said.country;
            break;
        }
    }
}

/// "Two of them", "four of his aides": what the article says of those who are counted.
void CastBuilder::link_counts() {
    for (Mention& mention : cast_.mentions_) {
        Identity& id = mention.identity;
        // Families are not those whose families they are.
        if (mention.pronoun || !id.rule.starts_with("count of: ") || tree_.lower(mention.head) == "families") continue;
        const TokenIndex prep = tree_.child(mention.head, {"prep"});
        const TokenIndex object = prep == kNoToken ? kNoToken : tree_.child(prep, {"pobj"});
        if (object == kNoToken || cast_.by_token_[object] < 0) continue;
        const Mention& counted = cast_.mentions_[static_cast<std::size_t>(cast_.by_token_[object])];
        if (counted.chain < 0) continue;
        const Identity& who = counted.pronoun ? chains_[static_cast<std::size_t>(counted.chain)].identity : counted.identity;
        if (who.inanimate || who.sector.empty()) continue;
        id.sector = who.sector;
        id.country = who.country;
        id.generic = who.generic;
        id.stateless = who.stateless;
        id.person = id.person || who.person;
        id.rule = "count of: " + who.rule;
        if (mention.chain < 0) continue;
        Identity& chain = chains_[static_cast<std::size_t>(mention.chain)].identity;
        if (chain.named) continue;
        chain.sector = who.sector;
        chain.country = who.country;
        chain.generic = who.generic;
    }
}

/// Whom the article tells of as charged, arrested or convicted, or as having confessed.
bool CastBuilder::stands_accused(const Chain& chain) const {
    static constexpr std::array<std::string_view, 9> done = {"charge", "accuse", "arrest", "convict", "indict",
                                                             "try",    "jail",   "detain", "sentence"};
    static constexpr std::array<std::string_view, 3> own = {"plead", "confess", "surrender"};
    return std::any_of(chain.members.begin(), chain.members.end(), [&](std::size_t m) {
        const TokenIndex head = cast_.mentions_[m].head;
        const std::string_view verb = tree_.lemma(tree_.head(head));
        return tree_.dep(head) == "nsubj" ? one_of(verb, own)
                                          : tree_.has_dep(head, {"nsubjpass", "dobj"}) && one_of(verb, done);
    });
}

/// "The attacker", "the alleged gunman": of the one person whom the article has named as accused.
int CastBuilder::accused_person(std::size_t m) const {
    const Identity& id = cast_.mentions_[m].identity;
    if (id.plural || !id.person || !is_of(Kind::doer, id.role)) return -1;
    int found = -1;
    const std::size_t s = tree_.sentence_of(cast_.mentions_[m].head);
    for (std::size_t back = m; back-- > 0;) {
        const Mention& other = cast_.mentions_[back];
        if (tree_.sentence_of(other.head) + kStory < s) break;
        if (other.chain < 0 || other.chain == found || other.pronoun) continue;
        const Chain& chain = chains_[static_cast<std::size_t>(other.chain)];
        const Identity& who = chain.identity;
        if (!who.person || !who.named || who.plural || (who.gender != '?' && id.gender != '?' && who.gender != id.gender))
            continue;
        if (who.sector != "CRM" && !(is_bare_person(chain) && stands_accused(chain))) continue;
        if (found >= 0) return -1;  // which of them
        found = other.chain;
    }
    return found;
}

/// "When Ana Ruiz took a train last week ... The Peruvian prime minister, a former nurse, will": an office with no name,
/// told with its state or with more of the person, after a lead whose subject has a name and no office.
int CastBuilder::profiled_person(std::size_t m) const {
    const Mention& mention = cast_.mentions_[m];
    const Identity& id = mention.identity;
    if (!id.person || id.plural || id.generic || id.role.empty() || !tree_.has_dep(mention.head, {"nsubj", "nsubjpass"}))
        return -1;
    const TokenIndex more = tree_.child(mention.head, {"appos"});
    if (id.country.empty() && (more == kNoToken || !tree_.has_determiner(more, {"a", "an"}))) return -1;
    const std::size_t s = tree_.sentence_of(mention.head);
    int found = -1;
    for (std::size_t back = 0; back < m; ++back) {
        const Mention& other = cast_.mentions_[back];
        const std::size_t at = tree_.sentence_of(other.head);
        if (at + kIntroduction < s) return -1;  // no lead
        if (other.pronoun || other.chain < 0 || other.chain == found || !other.identity.person || !other.identity.named)
            continue;
        const bool lead = is_bare_person(chains_[static_cast<std::size_t>(other.chain)]) && found < 0 && at < s &&
                          tree_.dep(other.head) == "nsubj";
        if (!lead) return -1;  // somebody else is named too
        found = other.chain;
    }
    return found;
}

}  // namespace newshound::events
