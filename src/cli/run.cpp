// What all subcommands that read sources do: options, progress, printing, the exit status.
#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

#include "base/date.h"
#include "cli/cli.h"

namespace newshound::cli {

namespace {

/// A line on standard error that says how far the work is, rewritten a few times a second.
class Progress {
public:
    Progress(const Request& request)
        : shown_(!request.quiet && (request.progress || (isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO)))),
          rewrite_(isatty(STDERR_FILENO)),
          start_(Clock::now()),
          next_(start_ + std::chrono::milliseconds(500)) {}

    void update(const app::Totals& totals, double fraction) {
        if (!shown_) return;
        const auto now = Clock::now();
        if (now < next_) return;
        next_ = now + std::chrono::milliseconds(rewrite_ ? 200 : 5000);
        const double seconds = std::chrono::duration<double>(now - start_).count();
        char line[160];
        int n = std::snprintf(line, sizeof line, "%zu done, %zu failed, %.1f a second", totals.inputs, totals.failed,
                              static_cast<double>(totals.inputs) / seconds);
        if (fraction > 0 && fraction < 1) {
            const long left = std::lround(seconds / fraction * (1 - fraction));
            n += std::snprintf(line + n, sizeof line - static_cast<std::size_t>(n), ", %.0f %%, %ld:%02ld left",
                               fraction * 100, left / 60, left % 60);
        }
        std::fprintf(stderr, rewrite_ ? "\r%s\x1b[K" : "%s\n", line);
        drawn_ = rewrite_;
    }

    ~Progress() {
        if (drawn_) std::fputs("\r\x1b[K", stderr);
    }

private:
    using Clock = std::chrono::steady_clock;
    bool shown_, rewrite_, drawn_ = false;
    Clock::time_point start_, next_;
};

/// The network is touched only for URLs that are named, and with --follow.
void add_network_options(CLI::App& command, ingest::Options& options) {
    constexpr const char* kGroup = "Network";
    auto& net = options.net;
    command
        .add_flag("--follow", options.follow,
                  "read the pages that a feed or sitemap names, and the feeds that an OPML file or sitemap index names")
        ->group(kGroup);
    command
        .add_option("--delay", net.delay,
                    "seconds between two requests to one host (default 1); robots.txt may ask for more")
        ->check(CLI::Range(0.0, 3600.0))
        ->type_name("SECONDS")
        ->group(kGroup);
    command.add_option("--timeout", net.timeout, "seconds for a page (default 30)")
        ->check(CLI::Range(0.1, 86400.0))
        ->type_name("SECONDS")
        ->group(kGroup);
    command.add_option("--max-redirects", net.max_redirects, "for one page (default 10)")
        ->check(CLI::Range(0, 100))
        ->type_name("N")
        ->group(kGroup);
    command
        .add_option("--user-agent", net.user_agent,
                    "who is asking (default " + net.user_agent + "); its first word is the name that robots.txt knows")
        ->check([](const std::string& value) {
            const bool plain = std::all_of(value.begin(), value.end(), [](char c) { return c >= ' ' && c < 0x7F; });
            return plain && !value.empty() ? std::string() : std::string("a user agent is printable ASCII on one line");
        })
        ->type_name("NAME")
        ->group(kGroup);
    command.add_flag("--allow-private", net.allow_private, "also addresses that are not on the public internet")
        ->group(kGroup);
    command.add_flag("--ignore-robots", net.ignore_robots, "also what robots.txt asks programs to leave alone")
        ->group(kGroup);
}

}  // namespace

void add_source_options(CLI::App& command, Request& request) {
    app::Settings& settings = request.settings;
    command
        .add_option(
            "SOURCE", request.sources,
            "files, folders, URLs, feeds, web archives (WARC), JSON Lines, or - for standard input; packed (.gz) or not")
        ->required();
    command.add_option("--as", request.as, "what the sources are: html, text, jsonl, json, feed, warc (default: found out)")
        ->check(CLI::IsMember({"auto", "html", "text", "jsonl", "json", "feed", "warc"}))
        ->type_name("KIND");
    command
        .add_option("--published", settings.ingest.published,
                    "date of publication, where the source does not say (2025-09-04); overrides what a page says")
        ->check([](const std::string& value) {
            return parse_date(value) ? std::string() : "not a date: " + value + " (YYYY-MM-DD or RFC 3339)";
        })
        ->type_name("DATE");
    command.add_option("--url", settings.ingest.url, "address of the page, where the source does not say");
    command.add_option("--max-page", settings.ingest.max_page, "largest page in bytes, or with k, M, G (default 10M)")
        ->transform(CLI::AsSizeValue(false))
        ->type_name("SIZE");
    command.add_flag("--extract", settings.ingest.extract,
                     "the \"text\" of JSON records is a whole page's text, still to be extracted");
    add_network_options(command, settings.ingest);
}

bool print(const std::string& bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::write(STDOUT_FILENO, bytes.data() + done, bytes.size() - done);
        if (n >= 0) {
            done += static_cast<std::size_t>(n);
        } else if (errno == EPIPE) {
            std::_Exit(kDone);  // the reader has seen enough; other threads may be waiting for input that never comes
        } else if (errno != EINTR) {
            complain(std::string("cannot write to standard output: ") + std::strerror(errno));
            std::_Exit(kSomeFailed);
        }
    }
    return true;
}

int run_sources(Request& request, const app::Render& render, const std::string& head) {
    app::Settings& settings = request.settings;
    using ingest::As;
    settings.ingest.as = request.as == "html"    ? As::html
                         : request.as == "text"  ? As::text
                         : request.as == "jsonl" ? As::jsonl
                         : request.as == "json"  ? As::json
                         : request.as == "feed"  ? As::feed
                         : request.as == "warc"  ? As::warc
                                                 : As::sniff;
    auto pipeline = app::Pipeline::load(settings);
    if (!pipeline) {
        complain(pipeline.error().message);
        return kCannotStart;
    }
    print(head);
    app::Totals totals;
    {
        Progress progress(request);
        totals = app::run(request.sources, settings, *pipeline, render, print,
                          [&](const app::Totals& t, double fraction) { progress.update(t, fraction); });
    }
    if (totals.fatal) {
        complain(totals.fatal->message);
        return kCannotStart;
    }
    if (totals.failed > 0 && !request.quiet)
        complain(std::to_string(totals.failed) + " of " + std::to_string(totals.inputs) + " inputs failed");
    return totals.failed > 0 ? kSomeFailed : kDone;
}

}  // namespace newshound::cli
