// The closed vocabularies of spaCy's English pipelines as small numbers: "is this token one of these?" is a test of one bit.
// Written as text all the same: tree.dep(i) == "nsubj", tree.has_pos(i, {"NOUN", "PROPN"}). A label that is not in the lists
// below does not compile.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/label.h"

namespace newshound::events {

namespace labels {

inline constexpr std::array<std::string_view, 47> kDeps = {
    "ROOT",     "acl",   "acomp",     "advcl",  "advmod",   "agent",     "amod",  "appos", "attr",      "aux",
    "auxpass",  "case",  "cc",        "ccomp",  "cop",      "compound",  "conj",  "csubj", "csubjpass", "dative",
    "dep",      "det",   "dobj",      "expl",   "flat",     "intj",      "mark",  "meta",  "neg",       "nmod",
    "npadvmod", "nsubj", "nsubjpass", "nummod", "oprd",     "parataxis", "pcomp", "pobj",  "poss",      "preconj",
    "predet",   "prep",  "prt",       "punct",  "quantmod", "relcl",     "xcomp"};
inline constexpr std::array<std::string_view, 18> kPoses = {"ADJ",   "ADP",   "ADV",   "AUX",  "CCONJ", "DET",
                                                            "INTJ",  "NOUN",  "NUM",   "PART", "PRON",  "PROPN",
                                                            "PUNCT", "SCONJ", "SPACE", "SYM",  "VERB",  "X"};
inline constexpr std::array<std::string_view, 50> kTags = {
    "$",   "''",   ",",   "-LRB-", "-RRB-", ".",   ":",   "ADD", "AFX", "CC",  "CD",  "DT",   "EX",
    "FW",  "HYPH", "IN",  "JJ",    "JJR",   "JJS", "LS",  "MD",  "NFP", "NN",  "NNP", "NNPS", "NNS",
    "PDT", "POS",  "PRP", "PRP$",  "RB",    "RBR", "RBS", "RP",  "SYM", "TO",  "UH",  "VB",   "VBD",
    "VBG", "VBN",  "VBP", "VBZ",   "WDT",   "WP",  "WP$", "WRB", "XX",  "_SP", "``"};
inline constexpr std::array<std::string_view, 18> kEntities = {
    "CARDINAL", "DATE",    "EVENT", "FAC",     "GPE",    "LANGUAGE", "LAW",      "LOC",  "MONEY",
    "NORP",     "ORDINAL", "ORG",   "PERCENT", "PERSON", "PRODUCT",  "QUANTITY", "TIME", "WORK_OF_ART"};

}  // namespace labels

/// One label of vocabulary `names`, or none of them: a label from elsewhere, or the empty one.
template <const auto& names>
class LabelCode {
public:
    constexpr LabelCode() = default;
    consteval LabelCode(const char* name) : value_(find(name)) {  // NOLINT(google-explicit-constructor): written as text
        if (value_ == names.size()) throw "no such label";        // at compile time only
    }
    /// Position of `name`, or names.size().
    static constexpr std::uint8_t find(std::string_view name) {
        std::uint8_t i = 0;
        while (i < names.size() && names[i] != name) ++i;
        return i;
    }
    static LabelCode of(Label label);
    [[nodiscard]] constexpr std::uint8_t value() const { return value_; }
    friend constexpr bool operator==(LabelCode a, LabelCode b) { return a.value_ == b.value_; }

private:
    std::uint8_t value_ = static_cast<std::uint8_t>(names.size());
};

/// Some labels of a vocabulary of fewer than 64.
template <const auto& names>
class LabelSet {
public:
    template <class... Names>
    consteval LabelSet(Names... list)  // NOLINT(google-explicit-constructor): written {"a", "b"}
        : bits_((bit(LabelCode<names>(list)) | ...)) {}
    [[nodiscard]] constexpr bool contains(LabelCode<names> label) const { return (bits_ & bit(label)) != 0; }

private:
    static constexpr std::uint64_t bit(LabelCode<names> label) { return std::uint64_t{1} << label.value(); }
    std::uint64_t bits_;
};

using Dep = LabelCode<labels::kDeps>;
using Pos = LabelCode<labels::kPoses>;
using Tag = LabelCode<labels::kTags>;
using EntityLabel = LabelCode<labels::kEntities>;
using Deps = LabelSet<labels::kDeps>;
using Poses = LabelSet<labels::kPoses>;

}  // namespace newshound::events
