// The stages after extraction, behind one face: which model reads an article, its annotation, its events.
#pragma once

#include <memory>

#include "app/pipeline.h"
#include "base/result.h"

namespace newshound::app {

/// What a thread keeps for the stages from article to article (caches).
class StagesWorkspace {
public:
    StagesWorkspace();
    StagesWorkspace(const StagesWorkspace&) = delete;
    StagesWorkspace& operator=(const StagesWorkspace&) = delete;
    ~StagesWorkspace();

    struct Impl;
    std::unique_ptr<Impl> impl;
};

class Stages {
public:
    static Result<std::unique_ptr<Stages>> load(const Settings& settings);
    ~Stages();

    /// Fills outcome.document with tokens, sentences and entities; or sets outcome.notice where no model reads the language,
    /// or outcome.fatal and the error where there is no model at all.
    Status annotate(Outcome& outcome, StagesWorkspace& workspace) const;

    /// Fills places and attributions, and with Goal::events the events.
    Status code(Outcome& outcome) const;

private:
    struct Impl;
    explicit Stages(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// "pt-BR" -> "pt".
std::string primary_language(const std::string& tag);

}  // namespace newshound::app
