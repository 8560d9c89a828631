#include "cli/cli.h"
#include "cli/render.h"

namespace newshound::cli {

void add_extract(CLI::App& app, Request& request) {
    CLI::App* command = app.add_subcommand("extract", "pages -> articles, one JSON record a line");
    add_source_options(*command, request);
    command->add_flag("--explain", request.settings.explain,
                      "also what was left out and why, and where each field came from");
    command->footer(
        "Examples:\n"
        "  newshound extract page.html --url https://example.org/a\n"
        "  newshound extract pages/ > articles.jsonl\n"
        "  newshound extract https://example.org/a\n"
        "  newshound extract https://example.org/feed.xml --follow > articles.jsonl\n"
        "  newshound extract crawl.warc.gz > articles.jsonl\n"
        "  curl -s https://example.org/a | newshound extract - --explain");
    command->callback([&request] {
        request.run = [](Request& r) {
            r.settings.goal = app::Goal::extract;
            const bool explain = r.settings.explain;
            return run_sources(r, [explain](const app::Outcome& outcome) {
                if (outcome.error) return error_line("id", outcome);
                return line([&](json::Writer& out) { write(out, outcome.document.article, explain); });
            });
        };
    });
}

}  // namespace newshound::cli
