// The whole way from a source to event records. This is the only place that knows the order of the stages:
//
//     ingest -> extract -> annotate -> events
//
// Each stage can be left out at the front (a record that is an article already, or annotated) and at the end (Goal).
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ingest/sources.h"
#include "model/annotated.h"
#include "model/event.h"

namespace newshound::app {

/// How far to go.
enum class Goal { extract, annotate, events };

struct Settings {
    Goal goal = Goal::events;
    ingest::Options ingest;
    std::string model;                ///< --model: a model file; empty: the installed ones
    bool explain = false;             ///< keep what was dropped and why each field is what it is
    double min_confidence = 0;        ///< events below are left out
    std::vector<std::string> actors;  ///< --actors: dictionaries that come before our own base (events/actor_dictionary.h)
    int jobs = 1;
};

/// What became of one input.
struct Outcome {
    std::string id;
    std::optional<Error> error;  ///< then the rest is empty
    bool fatal = false;          ///< the error concerns the whole run (no model): stop
    std::string notice;          ///< why it went no further than the article, where that is no failure
    bool annotated = false;      ///< `document` has its tokens
    Annotated document;          ///< document.article from every goal on
    std::vector<Event> events;
};

class Pipeline {
public:
    /// Loads what the goal needs. Models are loaded when the first article in their language comes, but one that was named
    /// (Settings::model) at once. Errors: "model_missing", "model_damaged", "data_invalid", ...
    static Result<Pipeline> load(Settings settings);
    Pipeline(Pipeline&&) noexcept;
    Pipeline& operator=(Pipeline&&) noexcept;
    ~Pipeline();

    /// What a thread needs of its own; results never depend on it.
    class Workspace;
    [[nodiscard]] std::shared_ptr<Workspace> make_workspace() const;

    /// One record through the stages. Thread-safe with a workspace a thread. Never throws: what goes wrong is in the
    /// outcome.
    Outcome run(ingest::Record record, Workspace& workspace) const;

private:
    struct Impl;
    explicit Pipeline(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// What a run came to.
struct Totals {
    std::size_t inputs = 0, failed = 0, events = 0;
    bool reader_gone = false;    ///< the reader of the output closed it
    std::optional<Error> fatal;  ///< what ended the run early
};

/// Called in order after each input, for progress; may be empty.
using Observer = std::function<void(const Totals&, double fraction)>;
/// One outcome as the bytes to print; runs on any thread.
using Render = std::function<std::string(const Outcome&)>;
/// Writes bytes; false when nobody reads them any more.
using Sink = std::function<bool(const std::string&)>;

/// Everything from `sources` through the pipeline on Settings::jobs threads, in input order.
Totals run(const std::vector<std::string>& sources, const Settings& settings, const Pipeline& pipeline, const Render& render,
           const Sink& sink, const Observer& observer);

}  // namespace newshound::app
