// The command line. Each subcommand stands in its own file and adds itself to the parser; what it does is set in Request.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/pipeline.h"

namespace newshound::cli {

/// Exit statuses (contract, section 1).
enum Exit { kDone = 0, kSomeFailed = 1, kUsage = 2, kCannotStart = 3 };

/// What the options say. One subcommand runs; it reads what concerns it.
struct Request {
    std::vector<std::string> sources;
    app::Settings settings;
    std::string as = "auto";
    std::string format;
    std::string color = "auto";
    int width = 0;  ///< columns of the digest; 0 = the terminal's
    bool quiet = false;
    bool progress = false;
    bool keep_empty = false;
    std::function<int(Request&)> run;  ///< set by the subcommand that was chosen
};

/// Adds the options that all subcommands which read sources share.
void add_source_options(CLI::App& command, Request& request);

void add_extract(CLI::App& app, Request& request);
void add_annotate(CLI::App& app, Request& request);
void add_events(CLI::App& app, Request& request);
void add_read(CLI::App& app, Request& request);
void add_model(CLI::App& app, Request& request);
void add_version(CLI::App& app, Request& request);
void add_eval(CLI::App& app, Request& request);

/// Runs the sources through the pipeline and prints what `render` makes of each outcome; `head` comes first. The exit
/// status.
int run_sources(Request& request, const app::Render& render, const std::string& head = {});

/// One line on standard error: "newshound: ...".
void complain(const std::string& message);

/// A finished line (of JSON) on standard error.
void complain_line(const std::string& line);

/// Whole `bytes` to standard output; false (or the end of the program) when nobody reads them.
bool print(const std::string& bytes);

int main(int argc, char** argv);

}  // namespace newshound::cli
