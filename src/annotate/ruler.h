// spaCy's attribute ruler (spacy/pipeline/attributeruler.py): patterns over one or two tokens that set tag, part of speech,
// morphology, lemma or dependency label.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "annotate/model_file.h"
#include "annotate/regex.h"
#include "annotate/tokenizer.h"
#include "base/json.h"
#include "base/label.h"
#include "base/result.h"
#include "model/annotated.h"

namespace newshound::annotate {

class Ruler {
public:
    /// Per-thread memory.
    struct Workspace {
        std::vector<std::uint32_t> regex_known, regex_value;  ///< by lexeme: which patterns were tried, which matched
        std::uint64_t generation = 0;
        std::vector<std::array<std::uint32_t, 5>> chosen;  ///< by token and attribute: 1 + the rule that sets it
    };

    /// Reads section "ruler"; a model without one gives a ruler that changes nothing. Error "model_damaged", also where a
    /// pattern uses what this ruler does not know.
    static Result<Ruler> load(const ModelFile& file);

    /// `tokens` come with tag, pos, morph and dep; every rule is matched on them as they are, then all are applied, the
    /// later rule winning. `lexemes` are the tokens' lexemes.
    void apply(std::span<Token> tokens, std::span<const std::uint32_t> lexemes, TokenizerWorkspace& words,
               Workspace& workspace) const;

private:
    enum class Attribute : std::uint8_t { tag, pos, dep, orth, lower, norm, prefix, suffix, shape, is_space };
    enum class Test : std::uint8_t { in, not_in, regex };
    struct Predicate {
        Attribute attribute{};
        Test test{};
        std::vector<Label> labels;  // tag, pos, dep
        std::vector<StringId> ids;  // the others; is_space has 0 or 1
        std::uint32_t regex = 0;    // number in regexes_
    };
    using TokenSpec = std::vector<Predicate>;
    enum Slot : std::uint8_t { kTag, kPos, kMorph, kDep, kLemma };
    struct Rule {
        std::array<bool, 5> sets{};
        Label tag, pos, morph, dep;
        std::string lemma;
    };
    struct Pattern {
        std::vector<TokenSpec> specs;
        std::uint32_t rule = 0;
        std::uint32_t target = 0;  // which token of the match gets the attributes
    };
    struct View;  // one document being matched

    Status read_rule(const json::Value& entry);
    Status read_pattern(const json::Value& entry, std::int64_t index);
    Status read_predicate(const std::string& name, const json::Value& value, Predicate& out);
    Status read_attributes(const json::Value& attributes, Rule& out);
    void add_to_index(std::uint32_t pattern);
    [[nodiscard]] bool holds(const Predicate& predicate, const View& view, std::size_t i) const;
    void try_pattern(const Pattern& pattern, const View& view, std::size_t i) const;

    std::vector<Rule> rules_;
    std::vector<Pattern> patterns_;
    std::vector<Regex> regexes_;
    // Patterns by what their first token must be, so that few are tried at a token.
    std::unordered_map<const std::string*, std::vector<std::uint32_t>> by_tag_, by_pos_, by_dep_;
    std::unordered_map<StringId, std::vector<std::uint32_t>> by_lower_;
    std::vector<std::uint32_t> others_;
};

/// Morphology as spaCy normalises it: "_" is empty, fields sorted, values of a field sorted.
std::string normal_morph(std::string_view features);

}  // namespace newshound::annotate
