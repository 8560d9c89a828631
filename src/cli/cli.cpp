#include "cli/cli.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "base/text.h"

namespace newshound::cli {

namespace {

/// The configuration file: NEWSHOUND_CONFIG, else newshound/config.toml in the user's configuration folder.
std::string config_path() {
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return std::string(value ? value : "");
    };
    if (const std::string path = variable("NEWSHOUND_CONFIG"); !path.empty()) return path;
    if (const std::string folder = variable("XDG_CONFIG_HOME"); !folder.empty()) return folder + "/newshound/config.toml";
    if (const std::string home = variable("HOME"); !home.empty()) return home + "/.config/newshound/config.toml";
    return {};
}

void add_global_options(CLI::App& app, Request& request) {
    app::Settings& settings = request.settings;
    settings.jobs = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
    app.add_option("--model", settings.model, "language model file (default: the installed ones)")

        ->type_name("PATH");
    app.add_option("--jobs,-j", settings.jobs, "threads; the output does not depend on it (default: all cores)")
        ->check(CLI::Range(1, 1024))
        ->type_name("N");
    app.add_flag("--quiet,-q", request.quiet, "no progress, no summary on standard error");
    app.add_flag("--progress", request.progress, "progress on standard error even where that is no terminal");
    app.set_config("--config", config_path(), "configuration file: the long options as name = value (TOML)");
}

}  // namespace

void complain(const std::string& message) {
    const std::string line = "newshound: " + text::printable(message, false) + "\n";
    std::fwrite(line.data(), 1, line.size(), stderr);
}

void complain_line(const std::string& line) { std::fwrite(line.data(), 1, line.size(), stderr); }

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // seen as a failed write instead, which ends quietly
    CLI::App app{
        "newshound reads the news and keeps a record that can be checked: who did what to whom, when, where, on whose "
        "word."};
    app.name("newshound");
    app.require_subcommand(1);
    app.fallthrough();
    app.set_help_flag("--help,-h", "this text; each command has its own");
    app.set_version_flag("--version", "newshound " NEWSHOUND_VERSION);
    app.footer(
        "Examples:\n"
        "  newshound read page.html                      what happened, for a person\n"
        "  newshound events articles/ > events.jsonl     for a program, one event a line\n"
        "  newshound extract pages/ | newshound annotate - | newshound events -\n"
        "Exit status: 0 done, 1 some inputs failed, 2 wrong usage, 3 could not start.");
    Request request;
    add_global_options(app, request);
    add_read(app, request);
    add_extract(app, request);
    add_annotate(app, request);
    add_events(app, request);
    add_model(app, request);
    add_eval(app, request);
    add_version(app, request);
    for (CLI::App* command : app.get_subcommands(nullptr)) command->fallthrough();
    try {
        app.parse(argc, argv);
        return request.run(request);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? kDone : kUsage;
    } catch (const std::exception& error) {
        complain(error.what());
        return kCannotStart;
    }
}

}  // namespace newshound::cli
