// `newshound eval SET`: runs the scorers of eval/ with this very binary. Scoring is no work of the engine and needs gold
// that is not in it, so it stays in scripts (eval/run, Python 3).
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include <unistd.h>

#include "cli/cli.h"

namespace newshound::cli {

namespace {

namespace fs = std::filesystem;

/// Where this program's file is; "" where the system does not say.
fs::path own_path() {
    std::error_code error;
    fs::path path = fs::read_symlink("/proc/self/exe", error);
    return error ? fs::path() : path;
}

/// eval/run in a folder above the binary, else above the working directory; NEWSHOUND_EVAL names the folder itself.
fs::path find_scorers() {
    if (const char* folder = std::getenv("NEWSHOUND_EVAL")) return fs::path(folder) / "run";
    std::error_code error;
    for (fs::path from : {own_path().parent_path(), fs::current_path(error)})
        for (; !from.empty(); from = from.parent_path()) {
            const fs::path script = from / "eval" / "run";
            if (fs::is_regular_file(script, error) && fs::is_regular_file(from / "eval" / "sets" / "common.py", error))
                return script;
            if (from == from.root_path()) break;
        }
    return {};
}

int run_eval(const Request& r, bool verbose) {
    const fs::path script = find_scorers();
    std::error_code error;
    if (script.empty() || !fs::is_regular_file(script, error)) {
        complain(
            "the scorers (eval/run of the source) are neither above this program nor above the working directory; "
            "NEWSHOUND_EVAL names their folder");
        return kCannotStart;
    }
    if (const fs::path self = own_path(); !self.empty()) ::setenv("NEWSHOUND_BINARY", self.c_str(), 1);
    std::vector<std::string> words = {"python3", script.string()};
    words.insert(words.end(), r.sources.begin(), r.sources.end());
    if (verbose) words.emplace_back("--verbose");
    std::vector<char*> arguments;
    arguments.reserve(words.size() + 1);
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    ::execvp("python3", arguments.data());
    complain("scoring needs python3, which is not there");
    return kCannotStart;
}

}  // namespace

void add_eval(CLI::App& app, Request& request) {
    CLI::App* command = app.add_subcommand("eval", "score a set of gold");
    command
        ->add_option("SET", request.sources, "seed, articles, own, train, plv_train, ngec_actors, polnear, ...; all; list")
        ->required();
    auto verbose = std::make_shared<bool>(false);
    command->add_flag("--verbose", *verbose, "also each miss, where the scorer can say it");
    command->footer(
        "The gold is found in the folder that NEWSHOUND_SHARED names (default: shared beside the source).\n"
        "Examples:\n"
        "  newshound eval articles own train\n"
        "  newshound eval list\n"
        "Exit status: 0 scored, 2 wrong usage, 3 the gold or python3 is missing.");
    command->callback([&request, verbose] { request.run = [verbose](Request& r) { return run_eval(r, *verbose); }; });
}

}  // namespace newshound::cli
