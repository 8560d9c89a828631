#include "app/conllu.h"
#include "cli/cli.h"
#include "cli/render.h"

namespace newshound::cli {

void add_annotate(CLI::App& app, Request& request) {
    CLI::App* command = app.add_subcommand("annotate", "articles -> sentences, tokens, entities");
    add_source_options(*command, request);
    command
        ->add_option("--format", request.format,
                     "json (default) or conllu; errors and notices of conllu go to standard error")
        ->check(CLI::IsMember({"json", "conllu"}));
    command->footer(
        "Examples:\n"
        "  newshound annotate article.json\n"
        "  newshound extract pages/ | newshound annotate - > annotations.jsonl\n"
        "  newshound annotate articles.jsonl --format conllu > articles.conllu");
    command->callback([&request] {
        request.run = [](Request& r) {
            r.settings.goal = app::Goal::annotate;
            const bool conllu = r.format == "conllu";
            return run_sources(r, [conllu](const app::Outcome& outcome) {
                if (outcome.error || !outcome.notice.empty()) {
                    const std::string said = outcome.error ? error_line("id", outcome) : notice_line(outcome);
                    if (!conllu) return said;
                    complain_line(said);
                    return std::string();
                }
                if (conllu) return app::conllu(outcome.document);
                return line([&](json::Writer& out) { write(out, outcome.document); });
            });
        };
    });
}

}  // namespace newshound::cli
