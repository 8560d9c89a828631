// A log-linear choice between readings of a field: each has features, each feature a weight from a data file fitted on gold.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "events/fact.h"
#include "events/syntax.h"

namespace newshound::events {

/// Key of the feature "kind|fact" of a data file, made from those of its halves.
inline WordKey feature_key(WordKey kind, WordKey fact) {
    const std::uint64_t x = (kind ^ (fact << 1 | fact >> 63)) * 0xBF58476D1CE4E5B9ULL;
    return (x ^ (x >> 29)) | 1;
}

/// Weights of one data file (feature<TAB>weight), loaded once: of "kind" under fact_key(kind), of "kind|fact" under
/// feature_key(). A file that is missing gives no weights: every reading scores 0.
const KeyMap<double>& ranker_weights(std::string_view file);

/// Weight of each value as a share of all: readings (each with a `value` and a `score`, log-linear) of one value pool
/// theirs.
template <class Reading>
std::map<std::string_view, double> shares_of(const std::vector<Reading>& readings) {
    double top = -1e300, all = 0;
    for (const Reading& r : readings) top = std::max(top, r.score);
    std::map<std::string_view, double> out;
    for (const Reading& r : readings) {
        const double weight = std::exp(r.score - top);
        out[r.value] += weight;
        all += weight;
    }
    for (auto& [value, weight] : out) weight /= all;
    return out;
}

/// Index of the best-scored reading among those of the value with the greatest share; readings must not be empty.
template <class Reading>
std::size_t best_of(const std::vector<Reading>& readings, const std::map<std::string_view, double>& shares) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < readings.size(); ++i) {
        const Reading &a = readings[i], &b = readings[best];
        if (a.value == b.value ? a.score > b.score : shares.at(a.value) > shares.at(b.value) + 1e-12) best = i;
    }
    return best;
}

/// Collects readings; every fact about the deed is crossed with the kind of reading it speaks for.
class Readings {
public:
    struct Reading {
        std::string kind;
        std::string value;             ///< what is chosen between: readings of the same value pool their weight
        std::vector<std::string> own;  ///< facts about it alone
        std::size_t facts = 0;         ///< how many facts about the deed were noted before it
        double score = 0;
    };

    explicit Readings(std::string_view file) : weights_(&ranker_weights(file)) {}
    /// A fact about the deed, for all readings added later.
    void note(std::string fact) {
        fact_keys_.push_back(fact_key(fact));
        facts_.push_back(std::move(fact));
    }
    /// Adds a reading of `kind`; `own` are facts about it alone. Returns its index.
    std::size_t add(std::string_view kind, std::string value, std::vector<std::string> own = {});
    /// Its features as the data file writes them, for whoever fits the weights.
    [[nodiscard]] std::vector<std::string> features(const Reading& reading) const;
    [[nodiscard]] const std::vector<Reading>& all() const { return readings_; }
    [[nodiscard]] std::size_t best() const { return best_of(readings_, shares_of(readings_)); }

private:
    const KeyMap<double>* weights_;
    std::vector<std::string> facts_;
    std::vector<WordKey> fact_keys_;
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
