// CAMEO and PLOVER: codes with their Goldstein values, quad classes, what a speech deed becomes by the deed it is about,
// contexts. Data: data/ontology/{cameo,types,complement,contexts}.tsv.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/result.h"
#include "events/syntax.h"

namespace newshound::events {

/// True for the types that are done by words: AGREE, SUPPORT, CONCEDE, REQUEST, ACCUSE, REJECT, THREATEN.
bool is_speech(std::string_view type);

struct CameoCode {
    std::string name;
    std::string type;  ///< PLOVER type, "" for none
    std::string mode;
    double goldstein = 0;  ///< -10..10
};

struct PloverType {
    int quad = 0;                  ///< 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    bool needs_recipient = false;  ///< an event without one is not coded
};

/// What an outer deed (REQUEST, AGREE, THREATEN, ...) becomes when it is about an inner one.
struct ComplementRule {
    std::string outer, inner, inner_mode;  ///< inner and inner_mode "" = any
    std::string variant;                   ///< "appeal", "demand" or "" = any
    std::string mode, cameo;
    std::string inner_cameo;  ///< prefix of the inner deed's code, "" = any
};

/// A context, and the deeds and parties that give it; the words that do are in ContextWords.
struct ContextRule {
    std::string context;
    std::unordered_set<std::string> events;  ///< "ASSAULT", "COERCE/censor", "190"
    std::unordered_set<std::string> sectors;
};

/// Contexts by the lemmas that give them: bit i stands for contexts()[i].
class ContextWords {
public:
    void add(std::string_view words, std::uint64_t contexts);
    /// The contexts that stand among tokens [first, last).
    [[nodiscard]] std::uint64_t shown(const Tree& tree, TokenIndex first, TokenIndex last) const;

private:
    struct Entry {
        std::uint64_t contexts = 0;                                           ///< of the word alone
        std::vector<std::pair<std::vector<WordKey>, std::uint64_t>> phrases;  ///< the words that must follow it
    };
    KeyMap<Entry> words_;
};

class Ontology {
public:
    static Result<Ontology> load();
    [[nodiscard]] const CameoCode* code(std::string_view cameo) const;
    /// Of the code, else of its nearest parent; 0 for an unknown one.
    [[nodiscard]] double goldstein(std::string_view cameo) const;
    [[nodiscard]] const PloverType* type(std::string_view name) const;
    /// The most specific rule for `outer` about `inner`, or nullptr. A REQUEST with CAMEO root 10 is a demand, else an
    /// appeal.
    [[nodiscard]] const ComplementRule* complement(std::string_view outer, std::string_view outer_cameo,
                                                   std::string_view inner, std::string_view inner_mode,
                                                   std::string_view inner_cameo) const;
    [[nodiscard]] const std::vector<ContextRule>& contexts() const { return contexts_; }
    /// Words of a deed's own clause, and of its sentence, that give contexts.
    [[nodiscard]] const ContextWords& clause_words() const { return clause_words_; }
    [[nodiscard]] const ContextWords& sentence_words() const { return sentence_words_; }

private:
    Status load_codes();
    Status load_types();
    Status load_complements();
    Status load_contexts();

    std::unordered_map<std::string, CameoCode> codes_;
    std::unordered_map<std::string, PloverType> types_;
    std::vector<ComplementRule> complements_;
    std::vector<ContextRule> contexts_;
    ContextWords clause_words_, sentence_words_;
};

}  // namespace newshound::events
