// Builds a Cast: collects the mentions, links them into chains in text order, settles what each chain is, lends countries.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "events/actor_reader.h"
#include "events/actor_table.h"
#include "events/cast.h"

namespace newshound::events {

class CastBuilder {
public:
    CastBuilder(const Tree& tree, const ActorBase& base, const Date& published);
    Cast build();

private:
    /// One actor of the article.
    struct Chain {
        Identity identity;              ///< the best of its mentions
        std::vector<std::string> name;  ///< folded words of its longest name
        std::set<std::string> roles;    ///< role words that it has been called by
        std::set<std::string> acronyms;
        std::vector<std::size_t> members;  ///< mentions, in text order
    };

    // cast_builder.cpp
    void collect();
    void persons_taken_for_places();
    [[nodiscard]] bool is_mention(TokenIndex i) const;
    [[nodiscard]] TokenIndex owner_of_part(TokenIndex i) const;
    void link();
    void link_named(std::size_t m);
    void link_definite(std::size_t m);
    void link_appositions();
    void link_copulas();
    int start_chain(std::size_t m);
    void join(std::size_t m, int chain);
    void absorb(Chain& chain, const Identity& said);
    void settle();
    // cast_country.cpp
    void find_home();
    void lend_countries();
    [[nodiscard]] std::string context_country(std::size_t m) const;
    // cast_several.cpp
    void find_members();
    [[nodiscard]] bool is_member(const Mention& candidate, std::string_view word) const;
    [[nodiscard]] std::vector<std::int32_t> coordinated_before(std::size_t m, std::string_view word,
                                                               std::size_t count) const;
    [[nodiscard]] std::vector<std::int32_t> latest_before(std::size_t m, std::string_view word, std::size_t count) const;
    // cast_pronoun.cpp
    void find_speakers();
    void link_pronoun(std::size_t m);
    [[nodiscard]] int antecedent(std::size_t m, char gender, bool plural, bool person) const;
    [[nodiscard]] TokenIndex relative_antecedent(TokenIndex pronoun) const;
    [[nodiscard]] int subject_chain(TokenIndex i) const;
    [[nodiscard]] double salience(std::size_t candidate, std::size_t m) const;

    [[nodiscard]] bool same_name(const Chain& chain, const Identity& id, const std::vector<std::string>& words) const;
    [[nodiscard]] bool fits_definite(const Chain& chain, const Mention& mention) const;

    const Tree& tree_;
    const ActorBase& base_;
    const ActorTable& table_;
    WordRow words_;
    PhraseReader reader_;
    Cast cast_;
    std::vector<Chain> chains_;
    std::map<std::string, int, std::less<>> by_entity_;
    std::vector<std::map<std::string, double>> sentence_countries_;
    std::vector<std::set<std::string>> sentence_places_;  // countries that the sentence places itself in
};

}  // namespace newshound::events
