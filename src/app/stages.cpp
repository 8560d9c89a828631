#include "app/stages.h"

#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "annotate/annotate.h"
#include "annotate/install.h"
#include "app/lines.h"
#include "base/file.h"
#include "events/actor_dictionary.h"
#include "events/events.h"

namespace newshound::app {

std::string primary_language(const std::string& tag) { return tag.substr(0, tag.find('-')); }

namespace {

using annotate::Annotator;

/// What an article is taken for when its language could not be told (too short, names only).
constexpr const char* kUsualLanguage = "en";

/// The lexicon's frames and the grammar that applies them are English.
constexpr const char* kCodedLanguage = "en";

/// The models in use, loaded when the first article in their language comes. A model that was named is the only one.
class Models {
public:
    Status load_named(const std::string& path) {
        auto annotator = Annotator::load(path);
        if (!annotator) return tl::unexpected(annotator.error());
        named_ = annotator->language();
        loaded_.emplace(named_, std::make_unique<Annotator>(std::move(*annotator)));
        return {};
    }

    /// nullptr where no installed model reads `tag`. Error "model_missing" where there is no model at all.
    Result<const Annotator*> find(const std::string& tag) {
        std::string language = primary_language(tag);
        if (language.empty()) language = named_.empty() ? kUsualLanguage : named_;
        const std::lock_guard lock(mutex_);
        if (const auto it = loaded_.find(language); it != loaded_.end()) return it->second.get();
        if (const auto it = broken_.find(language); it != broken_.end()) return tl::unexpected(it->second);
        if (!named_.empty()) return nullptr;
        auto path = annotate::find_model(language, "");
        if (!path) {
            if (annotate::list_models().empty()) return tl::unexpected(path.error());
            loaded_.emplace(language, nullptr);
            return nullptr;
        }
        auto annotator = Annotator::load(*path);
        if (!annotator) {
            broken_.emplace(language, annotator.error());
            return tl::unexpected(annotator.error());
        }
        return loaded_.emplace(language, std::make_unique<Annotator>(std::move(*annotator))).first->second.get();
    }

private:
    std::string named_;  // language of the model that was named
    std::mutex mutex_;
    std::map<std::string, std::unique_ptr<Annotator>> loaded_;  // nullptr: no model reads it
    std::map<std::string, Error> broken_;
};

}  // namespace

struct StagesWorkspace::Impl {
    std::map<const Annotator*, annotate::Workspace> of;
};

StagesWorkspace::StagesWorkspace() : impl(std::make_unique<Impl>()) {}
StagesWorkspace::~StagesWorkspace() = default;

struct Stages::Impl {
    Impl(const Settings& settings, events::Coder loaded) : goal(settings.goal), coder(std::move(loaded)) {
        options.explain = settings.explain;
        options.min_confidence = settings.min_confidence;
        workers = static_cast<std::size_t>(settings.jobs > 0 ? settings.jobs : 1);
    }
    Goal goal;
    std::size_t workers = 1;
    events::Coder coder;
    events::Options options;
    Models models;
};

Stages::Stages(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Stages::~Stages() = default;

namespace {

/// The dictionaries of --actors. Errors: those of file::read, "actors_invalid".
Result<std::vector<events::ActorDictionary>> read_dictionaries(const std::vector<std::string>& paths) {
    constexpr std::uint64_t kLargest = 256ULL << 20;
    std::vector<events::ActorDictionary> out;
    for (const std::string& path : paths) {
        const auto bytes = file::read(path, kLargest);
        if (!bytes) return tl::unexpected(bytes.error());
        auto dictionary = events::parse_actor_dictionary(*bytes, path);
        if (!dictionary) return tl::unexpected(dictionary.error());
        out.push_back(std::move(*dictionary));
    }
    return out;
}

}  // namespace

Result<std::unique_ptr<Stages>> Stages::load(const Settings& settings) {
    const auto dictionaries = read_dictionaries(settings.actors);
    if (!dictionaries) return tl::unexpected(dictionaries.error());
    auto coder = events::Coder::load(*dictionaries);
    if (!coder) return tl::unexpected(coder.error());
    auto impl = std::make_unique<Impl>(settings, std::move(*coder));
    if (!settings.model.empty()) {
        const auto path = annotate::find_model("", settings.model);
        if (!path) return tl::unexpected(path.error());
        if (const Status status = impl->models.load_named(*path); !status) return tl::unexpected(status.error());
    }
    return std::unique_ptr<Stages>(new Stages(std::move(impl)));
}

Status Stages::annotate(Outcome& outcome, StagesWorkspace& workspace) const {
    const std::string language = outcome.document.article.language;
    const auto annotator = impl_->models.find(language);
    if (!annotator) {
        outcome.fatal = true;
        return tl::unexpected(annotator.error());
    }
    if (!*annotator) {
        outcome.notice = "no model for language \"" + language + "\" is installed (newshound model list shows which can be)";
        return {};
    }
    if (impl_->goal == Goal::events && (*annotator)->language() != kCodedLanguage) {
        outcome.notice = "events are coded in English only; annotate and extract read \"" + (*annotator)->language() + "\"";
        return {};
    }
    auto place = workspace.impl->of.find(*annotator);
    if (place == workspace.impl->of.end())
        place = workspace.impl->of.emplace(*annotator, (*annotator)->make_workspace(impl_->workers)).first;
    auto annotated = impl_->goal == Goal::events
                         ? annotate_lines(**annotator, std::move(outcome.document.article), place->second)
                         : (*annotator)->annotate(std::move(outcome.document.article), place->second);
    if (!annotated) return tl::unexpected(annotated.error());
    outcome.document = std::move(*annotated);
    outcome.annotated = true;
    return {};
}

Status Stages::code(Outcome& outcome) const {
    if (impl_->goal == Goal::extract) return {};
    impl_->coder.enrich(outcome.document);
    if (impl_->goal == Goal::events) outcome.events = impl_->coder.code(outcome.document, impl_->options);
    return {};
}

}  // namespace newshound::app
