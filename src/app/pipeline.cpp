#include "app/pipeline.h"

#include <atomic>
#include <exception>
#include <new>
#include <utility>
#include <variant>

#include "app/ordered.h"
#include "app/stages.h"
#include "base/text.h"
#include "extract/extract.h"

namespace newshound::app {

struct Pipeline::Impl {
    Settings settings;
    std::unique_ptr<Stages> stages;  // nullptr where nothing after extraction is wanted
};

class Pipeline::Workspace {
public:
    StagesWorkspace stages;
};

Pipeline::Pipeline(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Pipeline::Pipeline(Pipeline&&) noexcept = default;
Pipeline& Pipeline::operator=(Pipeline&&) noexcept = default;
Pipeline::~Pipeline() = default;

Result<Pipeline> Pipeline::load(Settings settings) {
    auto impl = std::make_unique<Impl>();
    impl->settings = std::move(settings);
    if (impl->settings.goal != Goal::extract) {
        auto stages = Stages::load(impl->settings);
        if (!stages) return tl::unexpected(stages.error());
        impl->stages = std::move(*stages);
    }
    return Pipeline(std::move(impl));
}

std::shared_ptr<Pipeline::Workspace> Pipeline::make_workspace() const { return std::make_shared<Workspace>(); }

namespace {

Outcome failed(Outcome outcome, Error error) {
    outcome.document = {};
    outcome.events.clear();
    outcome.error = std::move(error);
    return outcome;
}

/// A page through extraction; an article as it stands, with the language found out where its record does not say it.
Result<Article> to_article(ingest::Item& item, const Settings& settings) {
    const extract::Options options{settings.explain, static_cast<std::size_t>(settings.ingest.max_page)};
    if (auto* page = std::get_if<Page>(&item.content)) return extract::extract(*page, options);
    Article article = std::move(std::get<Article>(item.content));
    if (!article.language.empty() && !article.paragraphs.empty()) return article;
    if (text::trim(article.text).empty()) return article;
    Page page;
    page.id = article.id;
    page.kind = Page::Kind::clean_text;
    page.bytes = article.text;
    auto seen = extract::extract(page, options);
    if (!seen) return seen;
    if (article.language.empty()) article.language = std::move(seen->language);
    if (article.paragraphs.empty()) article.paragraphs = std::move(seen->paragraphs);
    return article;
}

}  // namespace

Outcome Pipeline::run(ingest::Record record, Workspace& workspace) const {
    const Settings& settings = impl_->settings;
    Outcome outcome;
    outcome.id = record.id;
    try {
        ingest::Item item = ingest::decode(std::move(record), settings.ingest);
        outcome.id = item.id;
        if (auto* error = std::get_if<Error>(&item.content)) return failed(std::move(outcome), std::move(*error));
        if (auto* notice = std::get_if<ingest::Notice>(&item.content)) {
            outcome.document.article.id = outcome.id;
            outcome.notice = std::move(notice->words);
            return outcome;
        }
        if (auto* annotated = std::get_if<Annotated>(&item.content)) {
            outcome.document = std::move(*annotated);
            outcome.annotated = true;
        } else {
            auto article = to_article(item, settings);
            if (!article) return failed(std::move(outcome), std::move(article.error()));
            outcome.document.article = std::move(*article);
            outcome.document.article.id = outcome.id;
        }
        if (!impl_->stages) return outcome;
        if (!outcome.annotated) {
            const Status status = impl_->stages->annotate(outcome, workspace.stages);
            if (!status) return failed(std::move(outcome), status.error());
            if (!outcome.annotated) return outcome;
        }
        const Status status = impl_->stages->code(outcome);
        if (!status) return failed(std::move(outcome), status.error());
        return outcome;
    } catch (const std::bad_alloc&) {
        Error error{"out_of_memory", "app", "there was not enough memory for it", outcome.id};
        return failed(std::move(outcome), std::move(error));
    } catch (const std::exception& thrown) {
        Error error{"internal", "app", std::string("unexpected: ") + thrown.what(), outcome.id};
        return failed(std::move(outcome), std::move(error));
    }
}

Totals run(const std::vector<std::string>& sources, const Settings& settings, const Pipeline& pipeline, const Render& render,
           const Sink& sink, const Observer& observer) {
    const auto source = ingest::open(sources, settings.ingest);
    std::vector<std::shared_ptr<Pipeline::Workspace>> workspaces(static_cast<std::size_t>(settings.jobs));
    for (auto& workspace : workspaces) workspace = pipeline.make_workspace();

    struct Done {
        std::string bytes;
        std::size_t events = 0;
        bool failed = false;
        std::optional<Error> fatal;
    };
    Totals totals;
    std::atomic<double> fraction{-1};  // as read; a little ahead of what is done
    const auto next = [&]() -> std::optional<ingest::Record> {
        auto record = source->next();
        fraction = source->fraction();
        return record;
    };
    const auto work = [&](ingest::Record record, int worker) {
        const Outcome outcome = pipeline.run(std::move(record), *workspaces[static_cast<std::size_t>(worker)]);
        Done done;
        done.events = outcome.events.size();
        done.failed = outcome.error.has_value();
        if (outcome.fatal)
            done.fatal = outcome.error;
        else
            done.bytes = render(outcome);
        return done;
    };
    const auto emit = [&](const Done& done) {
        if (done.fatal) {
            totals.fatal = done.fatal;
            return false;
        }
        ++totals.inputs;
        totals.failed += done.failed;
        totals.events += done.events;
        if (observer) observer(totals, fraction);
        if (done.bytes.empty() || sink(done.bytes)) return true;
        totals.reader_gone = true;
        return false;
    };
    ordered_map<ingest::Record>(settings.jobs, next, work, emit);
    return totals;
}

}  // namespace newshound::app
