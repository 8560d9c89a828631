// Who did it and to whom, chosen among what the deed's own clause gives and whom the article has named before: the parties
// of half of all deeds do not stand in their clause, and "the police" belong to a country that another sentence names.
//
// A log-linear choice over readings (what the clause gives, the same with another country or sector, the parties of earlier
// deeds of the type, those of other mentions of the deed, anybody the article names nearby, nobody). Weights:
// data/parties/weights.tsv, fitted by eval/learned.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "events/cast.h"
#include "events/fact.h"
#include "events/parties.h"
#include "events/syntax.h"
#include "model/event.h"

namespace newshound::events {

enum class Side : std::uint8_t { actor, recipient };

/// One way to fill a side of an event.
struct PartyReading {
    std::string value;  ///< "COUNTRY.SECTOR" of the parties, sorted, joined by "|"; readings of one value pool their weight
    const std::vector<Party>* list = nullptr;  ///< the parties, as they stand elsewhere; nullptr = nobody
    const std::string* country = nullptr;      ///< what they have instead of their own country, if not nullptr
    std::string_view sector;                   ///< and of their own sector, if not empty
    std::vector<std::string> features;         ///< keys of the data file, only with `spell`
    double score = 0;
    [[nodiscard]] std::vector<Party> parties() const;
};

class PartyChooser {
public:
    /// Shown the readings of each side of each event before it is settled.
    using Watch = std::function<void(const Event&, Side, const std::vector<PartyReading>&)>;

    PartyChooser(const Tree& tree, const Cast& cast, const Parties& parties, const Offices& offices, bool explain);

    /// Settles both sides of every event, in text order. Without a data file of weights nothing changes.
    void settle(std::vector<Event>& events, const Watch& watch = {});

private:
    /// What the article tells of one actor.
    struct Figure {
        std::vector<std::size_t> mentions;  ///< indices into Cast::mentions(), in text order
        std::size_t as_subject = 0;
        bool early = false;  ///< named in the first three sentences
    };
    /// How likely each party of one mention's side is.
    struct Answers {
        std::size_t event = 0;
        std::map<std::string, double, std::less<>> shares;  ///< by codes
        std::map<std::string, std::vector<Party>> parties;
    };
    /// The event and side at hand.
    struct Question {
        const Event* event = nullptr;
        std::size_t at = 0;
        Side side = Side::actor;
        TokenIndex trigger = kNoToken;
        std::string_view who;  ///< "A:" or "R:"
        std::vector<Fact> facts;
        std::vector<PartyReading> readings;
        std::vector<std::pair<std::string_view, double>> of_kind;   ///< what `facts` weigh for a kind of reading
        std::map<std::string, std::vector<std::string_view>> near;  ///< countries that a party may be of, and why
        [[nodiscard]] const std::vector<Party>& given() const;
        [[nodiscard]] const std::vector<Party>& others() const;
    };
    [[nodiscard]] Question ask(const std::vector<Event>& events, std::size_t at, Side side) const;
    template <typename... Pieces>
    [[nodiscard]] Fact fact(const Pieces&... pieces) const {
        return make_fact(spell_, pieces...);
    }
    class Case;
    void add(Question& q, const Case& own, PartyReading reading) const;
    [[nodiscard]] const std::vector<Party>& figure_party(std::size_t mention) const;
    void note_event(Question& q) const;
    void add_given(Question& q) const;
    void add_variants(Question& q, std::string_view origin, std::string_view kind) const;
    void add_told(Question& q, const std::vector<Event>& events) const;
    void find_mentions(const std::vector<Event>& events);
    void note_settled(const std::vector<Event>& events);
    void add_same(Question& q, const std::vector<Event>& events) const;
    bool add_told_deed(Question& q, const Event& told, std::string_view kind, std::size_t rank,
                       std::set<std::string>& seen) const;
    void add_figures(Question& q) const;
    [[nodiscard]] Case figure_facts(const Question& q, const Figure& figure, const Mention& mention,
                                    const Party& party) const;
    [[nodiscard]] const Mention* mention_of(const Party& party) const;
    [[nodiscard]] std::map<std::string, std::vector<std::string_view>> countries_near(const Question& q) const;
    [[nodiscard]] std::string path(TokenIndex from, TokenIndex to) const;
    [[nodiscard]] TokenIndex token_at(std::uint32_t begin) const;
    [[nodiscard]] bool only_tells(const Question& q, const Party& party) const;
    /// True if a deed before (of `type`, "" = any) had the party on that side.
    [[nodiscard]] bool was(Side side, const Party& party, std::string_view type) const;
    void remember(const Event& event);
    void keep_answers(const Question& q, const std::map<std::string_view, double>& shares);
    void settle_together(std::vector<Event>& events);
    [[nodiscard]] static std::map<std::string, double, std::less<>> pooled(const Answers& own,
                                                                           std::span<const Answers> mentions,
                                                                           const std::vector<Event>& events);

    const Tree& tree_;
    const Cast& cast_;
    const Parties& parties_;
    const Offices& offices_;
    bool explain_;
    bool spell_ = false;
    std::vector<Figure> figures_;                                    // by chain
    mutable std::vector<std::optional<std::vector<Party>>> cached_;  // by mention: the party that it names, if any
    std::vector<std::pair<std::uint64_t, std::size_t>> mention_at_;  // begin and end of a mention, its index; sorted
    std::vector<std::size_t> first_mention_;                         // per sentence: index of its first mention
    std::vector<std::array<std::vector<Party>, 2>> first_;           // by event and side: what its own words gave
    std::vector<std::vector<std::size_t>> told_by_;                  // by event: other mentions of its deed
    /// Key (keys_of) -> country and sector that most of the article's deeds gave.
    std::map<std::string, std::pair<std::string, std::string>, std::less<>> settled_;
    std::map<std::string, std::array<std::vector<Answers>, 2>> answers_;  // by deed and side
    /// By side: names and codes of the parties that deeds before had there, each alone and with the deed's type.
    KeySet before_[2];
};

}  // namespace newshound::events
