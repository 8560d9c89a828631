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

/// A name of which nothing says what it names.
bool is_unknown_name(const Identity& id);

class CastBuilder {
public:
    CastBuilder(const Tree& tree, const ActorBase& base, const Date& published);
    Cast build();

    /// What a word for several parties ("sides", "countries", "armies", "ministers", "men") asks of them.
    enum class Several { none, states, sides, forces, leaders, people };

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
    void name_short_forms();
    void persons_taken_for_places();
    void make_person(Mention& mention) const;
    void unperson(Mention& mention);
    [[nodiscard]] bool has_age(TokenIndex i) const;
    [[nodiscard]] bool is_other_than(std::size_t m, std::size_t person,
                                     const std::set<std::string, std::less<>>& in_full) const;
    void officers_of_forces();
    [[nodiscard]] bool is_mention(TokenIndex i) const;
    [[nodiscard]] TokenIndex owner_of_part(TokenIndex i) const;
    void link();
    void link_named(std::size_t m);
    void link_definite(std::size_t m);
    int start_chain(std::size_t m);
    void join(std::size_t m, int chain);
    void absorb(Chain& chain, const Identity& said);
    void settle();
    // cast_described.cpp
    void link_appositions();
    void unite(std::size_t first, std::size_t second);
    void share_title(std::size_t first);
    void describe_each(std::size_t group, std::size_t first);
    void name_from_members(std::size_t m);
    [[nodiscard]] TokenIndex described_by(std::size_t m) const;
    [[nodiscard]] TokenIndex called_so(TokenIndex i) const;
    void link_copulas();
    [[nodiscard]] TokenIndex holder_of(TokenIndex office) const;
    // cast_article.cpp
    void link_introductions();
    void link_owners();
    void link_spokesmen();
    void link_counts();
    [[nodiscard]] bool stands_accused(const Chain& chain) const;
    [[nodiscard]] int accused_person(std::size_t m) const;
    [[nodiscard]] int profiled_person(std::size_t m) const;
    [[nodiscard]] bool is_bare_person(const Chain& chain) const;
    // cast_owner.cpp
    void find_owners();
    void share_nationality();
    void join_colleagues();
    void give_country(int chain, const std::string& country);
    [[nodiscard]] std::string_view role_of(TokenIndex noun) const;
    [[nodiscard]] std::string_view sector_from(const Identity& owner, const RoleItem& role) const;
    // cast_country.cpp
    void find_home();
    [[nodiscard]] std::string dateline_country() const;
    void lend_countries();
    [[nodiscard]] std::string officials_country(std::size_t m) const;
    [[nodiscard]] std::string context_country(std::size_t m) const;
    // cast_several.cpp
    void find_members();
    void find_beside();
    [[nodiscard]] std::vector<TokenIndex> beside(const Mention& mention) const;
    [[nodiscard]] std::vector<TokenIndex> examples_of(const Mention& mention) const;
    [[nodiscard]] TokenIndex beside_before(const Mention& mention) const;
    [[nodiscard]] const Mention* mention_at(TokenIndex i) const;
    [[nodiscard]] std::size_t count_meant(TokenIndex head) const;
    [[nodiscard]] bool is_member(const Mention& candidate, Several kind) const;
    [[nodiscard]] std::vector<std::int32_t> coordinated_before(std::size_t m, Several kind, std::size_t count) const;
    [[nodiscard]] std::vector<std::int32_t> latest_before(std::size_t m, Several kind, std::size_t count,
                                                          std::string_view office) const;
    [[nodiscard]] std::vector<std::int32_t> main_parties(std::size_t m, Several kind, std::size_t count) const;
    [[nodiscard]] double weight_as_party(const Mention& m) const;
    [[nodiscard]] std::set<int> mediators() const;
    [[nodiscard]] std::set<int> subjects_beside_others() const;
    [[nodiscard]] std::vector<Cast::Share> meant_by(std::size_t m);
    [[nodiscard]] std::vector<Cast::Share> shared_by(std::size_t m) const;
    [[nodiscard]] std::vector<Cast::Share> pronoun_for_all(std::size_t m) const;
    [[nodiscard]] std::vector<Cast::Share> named_together(std::size_t m) const;
    // cast_pronoun.cpp
    void find_speakers();
    void link_pronoun(std::size_t m);
    [[nodiscard]] int speaker_chain(TokenIndex i) const;
    [[nodiscard]] bool may_be_person(const Mention& m) const;
    [[nodiscard]] int subject_ahead(std::size_t m, char gender) const;
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
    std::map<TokenIndex, std::vector<Cast::Share>> members_;
    std::set<int> mediators_, beside_others_;  // chains
};

}  // namespace newshound::events
