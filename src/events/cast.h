// The cast of an article: every noun and pronoun that may name somebody, with who it is as far as the whole article settles
// it.
//
// A deterministic list of rules, each named in Identity::rule:
//   titles, appositions, copulas   "Sommerfeld, the foreign minister", "X is the leader of Y", "X was sworn in as" hold
//                                  wherever X is named
//   introductions                  "a former minister" of the lead is the person whom the next sentences name
//   owners of offices              "its president", "the Brigades' commander": what the article says the owner to be
//   surnames, short forms, acronyms  "Mahan" for "Mahan Air", "KLA" after "Kivu Liberation Army (KLA)"
//   definite nouns                 "the president", "the group", "the ministry": the latest fitting actor before
//   pronouns                       by person, number, gender, then subject position and recency; "who", "which": their noun
//   words for several              "the two sides", "both countries", "each other", "they": the members named before
//   nouns said of several          "Greek and Turkish police", "the leaders of the two countries": a party of each
//   owners of things and men       "its warehouses", "the militia's bases", "his men": country and sector of whose they are
//   first person                   inside a quotation: its speaker
//   the article's country          lent to domestic actors that have none of their own ("the police", "two people")
#pragma once

#include <map>
#include <utility>
#include <vector>

#include "events/actors.h"
#include "events/syntax.h"

namespace newshound::events {

/// One noun or pronoun that may name an actor.
struct Mention {
    TokenIndex head = kNoToken;
    Phrase phrase;                     ///< the noun phrase without relative clauses (Tree::noun_phrase)
    std::uint32_t begin = 0, end = 0;  ///< the phrase in code points
    Identity identity;                 ///< what the whole article says about it
    bool pronoun = false;
    int chain = -1;  ///< mentions of one actor share a number; -1 for things and unresolved pronouns
};

/// One of those whom a word for several stands for.
struct Member {
    const Mention* who = nullptr;
    std::string_view sector;  ///< of the part of it that is meant ("the two armies": MIL), "" = it itself
};

class Cast {
public:
    /// `published` decides which office a person of the base held. The tree must outlive nothing: Cast keeps no reference.
    static Cast build(const Tree& tree, const ActorBase& base, const Date& published);

    /// The mention that token `head` heads, or that it is part of the name or title of; nullptr if it names nothing.
    [[nodiscard]] const Mention* at(TokenIndex head) const;
    [[nodiscard]] const std::vector<Mention>& mentions() const { return mentions_; }
    /// The country that most of the article is about, "" if none stands out.
    [[nodiscard]] const std::string& home() const { return home_; }
    /// Whom a word for several at once stands for ("the two sides", "Greek and Turkish police", "each other"); empty for all
    /// else.
    [[nodiscard]] std::vector<Member> members(TokenIndex head) const;
    /// Heads of other parties that stand beside the noun `head`, joined by "and", where the parse does not coordinate them.
    [[nodiscard]] std::vector<TokenIndex> beside(TokenIndex head) const;
    /// Head of the noun phrase of who speaks the quotation that token `i` is in; kNoToken outside quotations or if unknown.
    [[nodiscard]] TokenIndex speaker_of(TokenIndex i) const;

private:
    friend class CastBuilder;
    struct Share {
        std::int32_t mention = -1;  // index into mentions_
        std::string sector;
    };
    std::vector<Mention> mentions_;
    std::vector<std::int32_t> by_token_;                              // index into mentions_, -1 = none
    std::vector<TokenIndex> speaker_;                                 // per token
    std::vector<std::pair<TokenIndex, std::vector<Share>>> members_;  // by head
    std::map<TokenIndex, std::vector<TokenIndex>> beside_;
    std::string home_;
};

}  // namespace newshound::events
