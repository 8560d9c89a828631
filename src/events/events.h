// The coder: an annotated article in, event records out (codebook). Knowledge comes from data/, the grammar from the parse.
//
//   auto coder = events::Coder::load();
//   if (!coder) report(coder.error());
//   for (const Event& e : coder->code(annotated)) ...
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
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
    static Result<Coder> load();
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

    struct Knowledge;

private:
    explicit Coder(std::unique_ptr<Knowledge> knowledge);
    std::unique_ptr<Knowledge> knowledge_;
};

}  // namespace newshound::events
