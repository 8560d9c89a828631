// Who says what in an article: speakers, cues and contents of direct, indirect and mixed quotation, and hedges without a
// speaker ("alleged", "reportedly"). Cue words and their stances are data (data/lexicon/attribution.tsv).
#pragma once

#include <array>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/result.h"
#include "events/cast.h"
#include "events/roles.h"
#include "events/syntax.h"

namespace newshound::events {

struct Cue {
    std::string stance;                 ///< says, claims, denies, confirms, doubts
    bool takes_object = false;          ///< its object noun is content too ("denied the attack", "confirmed the arrest")
    std::vector<std::string> patterns;  ///< as the file has them
};

class CueWords {
public:
    /// Loads data/lexicon/attribution.tsv: lemma, pos (v, n, a, r), stance, patterns.
    static Result<CueWords> load();
    /// A word of saying, or nullptr.
    [[nodiscard]] const Cue* find(std::string_view lemma, char pos) const;
    /// A speech act or attitude (stance "acts"), or nullptr.
    [[nodiscard]] const Cue* act(std::string_view lemma, char pos) const;

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
    };
    using Words = std::unordered_map<std::string, Cue, Hash, std::equal_to<>>;
    std::array<Words, 4> cues_, acts_;  // by part of speech
    static const Cue* look(const std::array<Words, 4>& words, std::string_view lemma, char pos);
};

/// One act of saying. Content ranges are tokens [first, last).
struct Saying {
    std::vector<TokenIndex> speakers;  ///< heads of the speakers' noun phrases; empty for a hedge
    TokenIndex cue = kNoToken;
    TokenIndex cue_last = kNoToken;  ///< last token of a cue of several words, else the cue
    std::string stance;
    std::vector<std::pair<TokenIndex, TokenIndex>> content;
    Attribution::Kind kind = Attribution::Kind::indirect;
    bool responsibility = false;  ///< "claimed responsibility for": the speaker owns to the deed

    [[nodiscard]] bool covers(TokenIndex i) const;
    [[nodiscard]] std::size_t content_size() const;
};

/// For every token: the number of the quotation it stands in, from 1, or 0 outside.
std::vector<std::uint32_t> quotations(const Tree& tree);

std::vector<Saying> find_sayings(const Tree& tree, const Roles& roles, const CueWords& cues);

}  // namespace newshound::events
