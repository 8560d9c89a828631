// A log-linear choice between readings of a field: each has features, each feature a weight from a data file fitted on gold.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "events/syntax.h"

namespace newshound::events {

/// Weights of one data file (feature<TAB>weight), loaded once. A file that is missing gives no weights: every reading scores
/// 0.
const std::map<std::string_view, double>& ranker_weights(std::string_view file);

/// Collects readings; every fact about the deed is crossed with the kind of reading it speaks for.
class Readings {
public:
    struct Reading {
        std::string value;                  ///< what is chosen between: readings of the same value pool their weight
        std::vector<std::string> features;  ///< keys of the data file
        double score = 0;
    };

    explicit Readings(std::string_view file) : weights_(&ranker_weights(file)) {}
    /// A fact about the deed, for all readings added later.
    void note(std::string fact) { facts_.push_back(std::move(fact)); }
    /// Adds a reading of `kind`; `own` are facts about it alone. Returns its index.
    std::size_t add(const std::string& kind, std::string value, const std::vector<std::string>& own = {});
    [[nodiscard]] const std::vector<Reading>& all() const { return readings_; }
    /// Index of the best-scored reading among those of the value with the most weight; readings must not be empty.
    [[nodiscard]] std::size_t best() const;

private:
    const std::map<std::string_view, double>* weights_;
    std::vector<std::string> facts_;
    std::vector<Reading> readings_;
};

/// How the trigger's clause tells the deed: noun, adjective, past, present, perfect, past-perfect, modal, infinitive,
/// progressive, participle.
std::string_view telling(const Tree& tree, TokenIndex trigger);

/// Notes what both choosers use: telling, dependency, type, mode, status, article, place in the text, quotation, reported
/// speech, adverbs of time.
void note_deed(Readings& readings, const Tree& tree, TokenIndex trigger, std::string_view type, std::string_view mode,
               std::string_view status);

/// Notes how another deed or mention at `other` lies to the trigger: sentences back, same paragraph, relation of clauses.
std::vector<std::string> facts_between(const Tree& tree, TokenIndex trigger, TokenIndex other);

/// How the clause of `other` lies to the trigger's: "same", "above", "below", "beside".
std::string_view clause_relation(const Tree& tree, TokenIndex trigger, TokenIndex other);

}  // namespace newshound::events
