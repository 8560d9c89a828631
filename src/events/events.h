// The coder: an annotated article in, event records out (codebook). Knowledge comes from data/, the grammar from the parse.
//
//   auto coder = events::Coder::load();
//   if (!coder) report(coder.error());
//   for (const Event& e : coder->code(annotated)) ...
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "events/actor_dictionary.h"
#include "model/annotated.h"
#include "model/event.h"

namespace newshound::events {

struct Options {
    bool explain = false;       ///< fill Event::why and Party::why
    double min_confidence = 0;  ///< events below are left out
};

class Coder {
public:
    /// Loads lexicon, ontology, actor base and gazetteer. Errors "data_missing", "data_invalid" name file and line.
    /// Names in `dictionaries` (events/actor_dictionary.h) come before those of the actor base.
    static Result<Coder> load(std::span<const ActorDictionary> dictionaries = {});
    Coder(Coder&&) noexcept;
    Coder& operator=(Coder&&) noexcept;
    ~Coder();

    /// The events of an article, in text order. Thread-safe, deterministic. `article.published` anchors relative dates and
    /// may be empty: then only absolute dates are resolved.
    [[nodiscard]] std::vector<Event> code(const Annotated& annotated, const Options& options = {}) const;

    /// Fills `places` and `attributions` of the annotation.
    void enrich(Annotated& annotated) const;

    /// For whoever writes frames: every word that the lexicon knows, with each of its senses and the first condition that
    /// fails.
    [[nodiscard]] std::string trace(const Annotated& annotated) const;

    /// One JSON line for each word and type that the lexicon knows: what speaks for its being a deed (for eval/learned).
    [[nodiscard]] std::string deed_candidates(const Annotated& annotated) const;

    /// One JSON line for each event: which earlier ones it could tell again, with the features that speak for it.
    [[nodiscard]] std::string deed_readings(const Annotated& annotated) const;

    /// One JSON line for each side of each event: who it could be, with the features that speak for it (for eval/learned).
    [[nodiscard]] std::string party_readings(const Annotated& annotated) const;

    struct Knowledge;

private:
    explicit Coder(std::unique_ptr<Knowledge> knowledge);
    std::unique_ptr<Knowledge> knowledge_;
};

}  // namespace newshound::events
