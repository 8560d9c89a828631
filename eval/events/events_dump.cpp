// Annotated records (what `newshound annotate` prints, or spaCy's annotation in the same fields) on standard input, events
// out: the events stage run alone, for measuring it on any parse. --explain adds the rules that fired; --trace prints
// instead each word that the lexicon knows, with all its senses and the first condition that fails.
#include <cstdio>
#include <iostream>
#include <string>

#include "base/json.h"
#include "events/events.h"
#include "model/json.h"

int main(int argc, char** argv) {
    using namespace newshound;
    auto coder = events::Coder::load();
    if (!coder) {
        std::fprintf(stderr, "%s\n", coder.error().message.c_str());
        return 3;
    }
    events::Options options;
    options.explain = argc > 1 && std::string(argv[1]) == "--explain";
    std::string line;
    int failed = 0;
    while (std::getline(std::cin, line)) {
        auto document = json::parse(line);
        auto annotated = document ? read_annotated(*document) : Result<Annotated>(tl::unexpected(document.error()));
        if (!annotated) {
            std::fprintf(stderr, "%s\n", annotated.error().message.c_str());
            failed = 1;
            continue;
        }
        if (argc > 1 && std::string(argv[1]) == "--trace") {
            std::printf("== %s\n%s", annotated->article.id.c_str(), coder->trace(*annotated).c_str());
            continue;
        }
        if (argc > 1 && std::string(argv[1]) == "--candidates") {
            std::fputs(coder->deed_candidates(*annotated).c_str(), stdout);
            continue;
        }
        if (argc > 1 && std::string(argv[1]) == "--readings") {
            std::fputs(coder->party_readings(*annotated).c_str(), stdout);
            continue;
        }
        if (argc > 1 && std::string(argv[1]) == "--deeds") {
            std::fputs(coder->deed_readings(*annotated).c_str(), stdout);
            continue;
        }
        for (const Event& e : coder->code(*annotated, options)) {
            json::Writer out;
            write(out, e, options.explain);
            std::puts(out.str().c_str());
        }
    }
    return failed;
}
