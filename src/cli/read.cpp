#include <algorithm>
#include <cstdlib>

#include <sys/ioctl.h>
#include <unistd.h>

#include "app/digest.h"
#include "cli/cli.h"
#include "cli/render.h"

namespace newshound::cli {

namespace {

/// {"article", "events"}, one a line; an article whose language no model reads also says so.
std::string json_line(const app::Outcome& outcome, bool explain) {
    if (outcome.error) return error_line("id", outcome);
    return line([&](json::Writer& out) {
        out.begin_object().key("article");
        write(out, outcome.document.article, explain);
        out.key("events").begin_array();
        for (const Event& event : outcome.events) write(out, event, explain);
        out.end_array();
        if (!outcome.notice.empty()) out.key("notice").string(outcome.notice);
        out.end_object();
    });
}

/// Lines longer than a hundred columns read badly, shorter than forty do not hold a sentence.
int terminal_width() {
    int width = 0;
    if (winsize size{}; isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) width = size.ws_col;
    if (width == 0) width = 80;
    return std::clamp(width, 40, 100);
}

bool wants_color(const std::string& choice) {
    if (choice != "auto") return choice == "always";
    const char* no = std::getenv("NO_COLOR");
    const char* terminal = std::getenv("TERM");
    return isatty(STDOUT_FILENO) && !(no && *no) && !(terminal && std::string(terminal) == "dumb");
}

int run_read(Request& r) {
    r.settings.goal = app::Goal::events;
    if (r.format == "json") {
        const bool explain = r.settings.explain;
        return run_sources(r, [explain](const app::Outcome& outcome) { return json_line(outcome, explain); });
    }
    const auto digest = app::Digest::load();
    if (!digest) {
        complain(digest.error().message);
        return kCannotStart;
    }
    const app::Digest::Style style{r.width > 0 ? r.width : terminal_width(), wants_color(r.color), r.settings.explain};
    return run_sources(r, [&](const app::Outcome& outcome) { return digest->render(outcome, style); });
}

}  // namespace

void add_read(CLI::App& app, Request& request) {
    CLI::App* command = app.add_subcommand("read", "pages -> a digest for a person: what happened, by whom, on whose word");
    add_source_options(*command, request);
    command->add_option("--format", request.format, "text (default), or json: one {\"article\", \"events\"} a line")
        ->check(CLI::IsMember({"text", "json"}));
    command->add_option("--min-confidence", request.settings.min_confidence, "leave out events below (0..1)")
        ->check(CLI::Range(0.0, 1.0))
        ->type_name("P");
    command->add_flag("--explain", request.settings.explain, "also the rule and words that produced each field");
    command->add_option("--color", request.color, "auto (default: on a terminal, unless NO_COLOR is set), always, never")
        ->check(CLI::IsMember({"auto", "always", "never"}));
    command->add_option("--width", request.width, "columns (default: the terminal's)")->check(CLI::Range(40, 400));
    command->footer(
        "Examples:\n"
        "  newshound read page.html\n"
        "  newshound read https://example.org/a\n"
        "  newshound read pages/ --color always | less -R\n"
        "  newshound read https://example.org/feed.xml --follow\n"
        "  newshound read pages/ --format json > records.jsonl");
    command->callback([&request] { request.run = run_read; });
}

}  // namespace newshound::cli
