#include "events/ontology.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>

#include "base/resource.h"
#include "base/text.h"

namespace newshound::events {

bool is_speech(std::string_view type) {
    return type == "AGREE" || type == "REQUEST" || type == "ACCUSE" || type == "REJECT" || type == "THREATEN" ||
           type == "SUPPORT" || type == "CONCEDE";
}

namespace {

std::string cell(const resource::Row& row, std::size_t i) { return row[i] == "-" ? std::string() : std::string(row[i]); }

}  // namespace

Result<Ontology> Ontology::load() {
    Ontology out;
    for (const auto step :
         {&Ontology::load_codes, &Ontology::load_types, &Ontology::load_complements, &Ontology::load_contexts})
        if (auto status = (out.*step)(); !status) return tl::unexpected(status.error());
    return out;
}

Status Ontology::load_codes() {
    auto rows = resource::rows("ontology/cameo.tsv");
    if (!rows) return tl::unexpected(rows.error());
    for (const resource::Row& row : *rows) {
        CameoCode code{std::string(row[1]), cell(row, 2), cell(row, 3), 0};
        const std::string number(row[4]);
        char* end = nullptr;
        code.goldstein = std::strtod(number.c_str(), &end);
        if (number.empty() || *end != '\0') return resource::bad_row(row, "the Goldstein value is no number");
        codes_.emplace(std::string(row[0]), std::move(code));
    }
    return {};
}

Status Ontology::load_types() {
    auto rows = resource::rows("ontology/types.tsv");
    if (!rows) return tl::unexpected(rows.error());
    for (const resource::Row& row : *rows) {
        if (row[2].size() != 1 || row[2][0] < '1' || row[2][0] > '4') return resource::bad_row(row, "quad must be 1 to 4");
        types_.try_emplace(std::string(row[0]), PloverType{row[2][0] - '0', row[4] == "must"});
    }
    return {};
}

Status Ontology::load_complements() {
    auto rows = resource::rows("ontology/complement.tsv");
    if (!rows) return tl::unexpected(rows.error());
    for (const resource::Row& row : *rows) {
        if (row[5].empty() || row[5] == "-") return resource::bad_row(row, "needs a CAMEO code");
        complements_.push_back(
            {cell(row, 0), cell(row, 1), cell(row, 2), cell(row, 3), cell(row, 4), cell(row, 5), cell(row, 6)});
    }
    return {};
}

void ContextWords::add(std::string_view words, std::uint64_t contexts) {
    std::vector<WordKey> keys;
    for (std::string_view word : text::split(words, ' ')) keys.push_back(key_of(word));
    Entry& entry = words_[keys.front()];
    if (keys.size() == 1)
        entry.contexts |= contexts;
    else
        entry.phrases.push_back({{keys.begin() + 1, keys.end()}, contexts});
}

std::uint64_t ContextWords::shown(const Tree& tree, TokenIndex first, TokenIndex last) const {
    const auto is = [&](TokenIndex i, WordKey word) { return tree.lemma_key(i) == word || tree.lower_key(i) == word; };
    std::uint64_t out = 0;
    const auto look = [&](TokenIndex i, WordKey word) {
        const Entry* entry = words_.find(word);
        if (!entry) return;
        out |= entry->contexts;
        for (const auto& [rest, contexts] : entry->phrases) {
            bool equal = i + rest.size() < last;
            for (std::size_t k = 0; k < rest.size() && equal; ++k) equal = is(i + 1 + static_cast<TokenIndex>(k), rest[k]);
            if (equal) out |= contexts;
        }
    };
    for (TokenIndex i = first; i < last; ++i) {
        look(i, tree.lemma_key(i));
        if (tree.lower_key(i) != tree.lemma_key(i)) look(i, tree.lower_key(i));
    }
    return out;
}

Status Ontology::load_contexts() {
    auto rows = resource::rows("ontology/contexts.tsv");
    if (!rows) return tl::unexpected(rows.error());
    for (const resource::Row& row : *rows) {
        auto it =
            std::find_if(contexts_.begin(), contexts_.end(), [&](const ContextRule& c) { return c.context == row[0]; });
        if (it == contexts_.end()) it = contexts_.insert(contexts_.end(), ContextRule{std::string(row[0]), {}, {}});
        if (contexts_.size() > 64) return resource::bad_row(row, "more than 64 contexts");
        const std::uint64_t bit = std::uint64_t{1} << (it - contexts_.begin());
        const bool sentence = row[1] == "sentence";
        for (std::string_view value : text::split(row[2], '|')) {
            value = text::trim(value);
            if (value.empty()) continue;
            if (row[1] == "event") {
                it->events.emplace(value);
            } else if (row[1] == "sector") {
                it->sectors.emplace(value);
            } else if (row[1] == "word" || sentence) {
                (sentence ? sentence_words_ : clause_words_).add(value, bit);
            } else {
                return resource::bad_row(row, "kind must be word, sentence, event or sector");
            }
        }
    }
    return {};
}

const CameoCode* Ontology::code(std::string_view cameo) const {
    const auto it = codes_.find(std::string(cameo));
    return it == codes_.end() ? nullptr : &it->second;
}

double Ontology::goldstein(std::string_view cameo) const {
    for (; cameo.size() >= 2; cameo.remove_suffix(1))
        if (const CameoCode* c = code(cameo)) return c->goldstein;
    return 0;
}

const PloverType* Ontology::type(std::string_view name) const {
    const auto it = types_.find(std::string(name));
    return it == types_.end() ? nullptr : &it->second;
}

const ComplementRule* Ontology::complement(std::string_view outer, std::string_view outer_cameo, std::string_view inner,
                                           std::string_view inner_mode, std::string_view inner_cameo) const {
    const std::string_view variant = outer_cameo.starts_with("10") ? "demand" : "appeal";
    const ComplementRule* best = nullptr;
    int best_score = -1;
    for (const ComplementRule& r : complements_) {
        if (r.outer != outer || (!r.inner.empty() && r.inner != inner)) continue;
        if (!r.variant.empty() && r.variant != variant) continue;
        if (!r.inner_mode.empty() && r.inner_mode != inner_mode) continue;
        if (!r.inner_cameo.empty() && !inner_cameo.starts_with(r.inner_cameo)) continue;
        const int score = static_cast<int>(r.inner_cameo.size()) * 8 + (r.inner_mode.empty() ? 0 : 4) +
                          (r.inner.empty() ? 0 : 2) + (r.variant.empty() ? 0 : 1);
        if (score > best_score) {
            best = &r;
            best_score = score;
        }
    }
    return best;
}

}  // namespace newshound::events
