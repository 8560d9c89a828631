// spaCy's rule and lookup lemmatizers: the base one, and what English, French and Spanish change in it
// (spacy/pipeline/lemmatizer.py, spacy/lang/{en,fr,es}/lemmatizer.py). All words and rules come from the model.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "annotate/lexeme.h"
#include "annotate/model_file.h"
#include "annotate/string_lists.h"
#include "base/label.h"
#include "base/result.h"

namespace newshound::annotate {

class Lemmatizer {
public:
    /// What a lemma depends on, besides the word.
    struct Context {
        Label pos, morph;
        bool sentence_start = false;
    };

    /// Reads section "lemmatizer" and the lemma tables of `file`, which must outlive the lemmatizer. A model without the
    /// section gives one with no lemmas. Error "model_damaged".
    static Result<Lemmatizer> load(const ModelFile& file);

    [[nodiscard]] std::string lemma(const Lexeme& word, const Context& context) const;

private:
    enum class Method : std::uint8_t { none, lookup, rules, english, french, spanish };
    /// The tables of one part of speech.
    struct Tables {
        StringLists exceptions;  // word -> lemmas
        StringLists index;       // words that are lemmas
        StringLists groups;      // [rule, feature..] in order (Spanish)
        [[nodiscard]] bool any() const { return exceptions.size() + index.size() > 0; }
    };
    using Features = std::vector<std::string>;  // "Number=Sing", values split at commas
    using Lemmas = std::vector<std::string>;

    [[nodiscard]] const Tables& tables(std::string_view pos) const;
    [[nodiscard]] const StringLists& rules(std::string_view name) const;
    [[nodiscard]] std::string look_up(const std::string& word) const;
    [[nodiscard]] std::string by_rules(const Lexeme& word, const std::string& pos, const Context& context) const;
    [[nodiscard]] std::string french(const Lexeme& word, const std::string& pos) const;
    // Spanish (lemmatizer_es.cpp)
    [[nodiscard]] std::string spanish(const Lexeme& word, const std::string& pos, const Context& context) const;
    [[nodiscard]] std::string_view select_rule(std::string_view pos, const Features& features) const;
    [[nodiscard]] Lemmas endings(const std::string& word, std::string_view rule, bool keep_unchanged) const;
    [[nodiscard]] std::string nominal(const std::string& word, std::string_view pos, const Features& features) const;
    [[nodiscard]] std::string pronominal(const std::string& word, std::string_view pos, const StringLists& index) const;
    [[nodiscard]] std::string numeral(const std::string& word) const;
    [[nodiscard]] std::string verb(const std::string& word, const Features& features, std::string_view rule,
                                   const StringLists& index) const;
    [[nodiscard]] std::string verb_with_pronouns(const std::string& word, const Features& features) const;
    [[nodiscard]] Lemmas alternations(const Lemmas& forms, const StringLists& index) const;

    Method method_ = Method::none;
    std::unordered_map<StringId, Tables> tables_;      // by id of the lower-case part of speech
    std::unordered_map<StringId, StringLists> rules_;  // likewise, or by id of a rule's name
    StringLists lookup_;
};

}  // namespace newshound::annotate
