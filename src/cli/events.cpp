#include "app/csv.h"
#include "app/gdelt.h"
#include "app/polecat.h"
#include "app/table.h"
#include "cli/cli.h"
#include "cli/render.h"

namespace newshound::cli {

namespace {

std::string json_lines(const app::Outcome& outcome, bool explain, bool keep_empty) {
    if (outcome.error) return error_line("doc", outcome);
    if (!outcome.notice.empty()) return notice_line(outcome);
    std::string out;
    for (const Event& event : outcome.events) out += line([&](json::Writer& w) { write(w, event, explain); });
    if (outcome.events.empty() && keep_empty)
        out = line(
            [&](json::Writer& w) { w.begin_object().key("doc").string(outcome.id).key("events").integer(0).end_object(); });
    return out;
}

/// An error or notice, which no row of a table can hold, goes to standard error; true if there was one.
bool complained(const app::Outcome& outcome) {
    if (!outcome.error && outcome.notice.empty()) return false;
    complain_line(outcome.error ? error_line("doc", outcome) : notice_line(outcome));
    return true;
}

std::string csv_rows(const app::Outcome& outcome) {
    return complained(outcome) ? std::string() : app::csv(outcome.document.article, outcome.events);
}

// The tables of codes that these two need were read before the run.
std::string polecat_rows(const app::Outcome& outcome) {
    if (complained(outcome)) return {};
    return app::polecat(outcome.document, outcome.events, "newshound " NEWSHOUND_VERSION).value_or("");
}

std::string gdelt_rows(const app::Outcome& outcome) {
    return complained(outcome) ? std::string() : app::gdelt(outcome.document, outcome.events).value_or("");
}

std::string known_format(const std::string& format) {
    if (format == "json" || format == "csv" || format == "polecat" || format == "gdelt") return {};
    return format + " is no format; json, csv, polecat and gdelt are";
}

int run_events(Request& r) {
    r.settings.goal = app::Goal::events;
    if (r.format == "csv") return run_sources(r, csv_rows, app::csv_header());
    if (r.format == "polecat" || r.format == "gdelt") {
        if (const auto codes = app::CodeTables::get(); !codes) {
            complain(codes.error().message);
            return kCannotStart;
        }
        if (r.format == "polecat") return run_sources(r, polecat_rows, app::polecat_header());
        return run_sources(r, gdelt_rows);
    }
    const bool explain = r.settings.explain, keep_empty = r.keep_empty;
    return run_sources(r, [=](const app::Outcome& outcome) { return json_lines(outcome, explain, keep_empty); });
}

}  // namespace

void add_events(CLI::App& app, Request& request) {
    CLI::App* command = app.add_subcommand("events", "articles -> event records, one a line");
    add_source_options(*command, request);
    command
        ->add_option("--format", request.format,
                     "json (default), csv, polecat or gdelt; errors and notices of tables go to standard error")
        ->check(known_format);
    command->add_flag("--explain", request.settings.explain, "also the rule and words that produced each field");
    command->add_option("--min-confidence", request.settings.min_confidence, "leave out events below (0..1)")
        ->check(CLI::Range(0.0, 1.0))
        ->type_name("P");
    command
        ->add_option("--actors", request.settings.actors,
                     "actor dictionary in the format of TABARI and PETRARCH, before the own base; may stand several times")
        ->type_name("FILE")
        ->expected(1)
        ->take_all();
    command->add_flag("--keep-empty", request.keep_empty, "an article without events gives {\"doc\", \"events\": 0}");
    command->footer(
        "Examples:\n"
        "  newshound events article.json\n"
        "  newshound events page.html --published 2025-09-04 --explain\n"
        "  newshound events articles.jsonl --format gdelt > events.tsv\n"
        "  newshound annotate articles.jsonl | newshound events - --format csv > events.csv\n"
        "  some-source | newshound events - --keep-empty     as a filter: records out as soon as they are ready");
    command->callback([&request] { request.run = run_events; });
}

}  // namespace newshound::cli
