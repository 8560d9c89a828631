// The measured side of bench/events/run: annotation and coding as a process that times what it is told to, on one thread.
//
//   bench_events serve MODEL TEXTS     reads TEXTS ({"id", "text", "published"?} a line), then for every line "FIRST LAST"
//   on
//                                      standard input annotates and codes those texts and answers with one JSON object
//   bench_events alone ANNOTATED [N]   codes annotated records (one JSON record a line, as `annotate` prints) N times over
//   (default
//                                      5): microseconds a token of the events stage, each round; what a profiler is run on
//   bench_events growth ANNOTATED      codes texts made of 1, 2, 4 ... copies of the records joined: how the cost of a text
//   grows
//                                      with its length
//   bench_events load                  milliseconds to load the data of the events stage, five times
#include <sys/resource.h>
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "annotate/annotate.h"
#include "base/json.h"
#include "events/events.h"
#include "model/json.h"

namespace {

using namespace newshound;

double cpu_seconds() {
    timespec t{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

int fail_with(const Error& error) {
    std::fprintf(stderr, "%s: %s\n", error.code.c_str(), error.message.c_str());
    return 1;
}

std::vector<Article> read_texts(const char* path) {
    std::vector<Article> out;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        const auto record = json::parse(line);
        if (!record) continue;
        Article article;
        article.id = json::string_at(*record, "id");
        article.text = json::string_at(*record, "text");
        article.published = json::string_at(*record, "published");
        out.push_back(std::move(article));
    }
    return out;
}

int serve(const char* model, const char* path) {
    constexpr std::size_t kBatch = 8;
    const auto annotator = annotate::Annotator::load(model);
    if (!annotator) return fail_with(annotator.error());
    const auto coder = events::Coder::load();
    if (!coder) return fail_with(coder.error());
    const auto texts = read_texts(path);
    auto workspace = annotator->make_workspace();
    std::printf("ready %zu\n", texts.size());
    std::fflush(stdout);
    std::size_t first = 0;
    std::size_t last = 0;
    while (std::cin >> first >> last) {
        std::size_t tokens = 0;
        std::size_t sentences = 0;
        std::size_t found = 0;
        double annotating = 0;
        double coding = 0;
        for (std::size_t begin = first; begin < std::min(last, texts.size()); begin += kBatch) {
            std::vector<Article> batch(texts.begin() + static_cast<std::ptrdiff_t>(begin),
                                       texts.begin() + static_cast<std::ptrdiff_t>(std::min(begin + kBatch, last)));
            const double start = cpu_seconds();
            const auto annotated = annotator->annotate(std::move(batch), workspace);
            const double middle = cpu_seconds();
            for (const auto& a : annotated) {
                if (!a) continue;
                found += coder->code(*a).size();
                tokens += a->tokens.size();
                sentences += a->sentences.size();
            }
            coding += cpu_seconds() - middle;
            annotating += middle - start;
        }
        std::printf(R"({"tokens": %zu, "sentences": %zu, "events": %zu, "annotate": %.6f, "code": %.6f})"
                    "\n",
                    tokens, sentences, found, annotating, coding);
        std::fflush(stdout);
    }
    return 0;
}

Result<std::vector<Annotated>> read_records(const char* path) {
    std::vector<Annotated> out;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        auto document = json::parse(line);
        auto annotated = document ? read_annotated(*document) : Result<Annotated>(tl::unexpected(document.error()));
        if (!annotated) return tl::unexpected(annotated.error());
        out.push_back(std::move(*annotated));
    }
    return out;
}

int alone(const char* path, int rounds) {
    const auto coder = events::Coder::load();
    if (!coder) return fail_with(coder.error());
    const auto records = read_records(path);
    if (!records) return fail_with(records.error());
    std::size_t tokens = 0;
    for (const Annotated& a : *records) tokens += a.tokens.size();
    for (int round = 0; round < rounds; ++round) {
        const double start = cpu_seconds();
        std::size_t found = 0;
        for (const Annotated& a : *records) found += coder->code(a).size();
        const double spent = cpu_seconds() - start;
        std::printf("%zu tokens, %zu events, %.3f us a token\n", tokens, found, 1e6 * spent / static_cast<double>(tokens));
    }
    return 0;
}

/// Appends `more` to `text`: one longer article.
void join(Annotated& text, const Annotated& more) {
    const auto bytes = static_cast<std::uint32_t>(text.article.text.size());
    const std::uint32_t points = text.tokens.empty() ? 0 : text.tokens.back().end + 1;
    const auto tokens = static_cast<TokenIndex>(text.tokens.size());
    text.article.text += more.article.text + "\n";
    for (Token t : more.tokens) {
        t.begin += points, t.end += points;
        t.byte_begin += bytes, t.byte_end += bytes;
        t.head += tokens;
        text.tokens.push_back(std::move(t));
    }
    for (Sentence s : more.sentences) {
        s.begin += points, s.end += points, s.first += tokens, s.last += tokens;
        text.sentences.push_back(s);
    }
    for (Entity e : more.entities) {
        e.begin += points, e.end += points, e.first += tokens, e.last += tokens;
        text.entities.push_back(e);
    }
}

int growth(const char* path) {
    const auto coder = events::Coder::load();
    if (!coder) return fail_with(coder.error());
    const auto records = read_records(path);
    if (!records) return fail_with(records.error());
    for (std::size_t copies = 1; copies <= 32; copies *= 2) {
        Annotated text;
        for (std::size_t i = 0; i < copies; ++i)
            for (const Annotated& a : *records) {
                if (text.article.published.empty()) text.article.published = a.article.published;
                join(text, a);
            }
        const double start = cpu_seconds();
        const std::size_t found = coder->code(text).size();
        const double spent = cpu_seconds() - start;
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        std::printf("%zu bytes, %zu tokens, %zu events: %.2f us a token, peak of the process %ld MB\n",
                    text.article.text.size(), text.tokens.size(), found,
                    1e6 * spent / static_cast<double>(text.tokens.size()), usage.ru_maxrss / 1024);
    }
    return 0;
}

int load() {
    for (int i = 0; i < 5; ++i) {
        const double start = cpu_seconds();
        const auto coder = events::Coder::load();
        const double spent = cpu_seconds() - start;
        if (!coder) return fail_with(coder.error());
        std::printf("%.1f ms\n", 1000 * spent);
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string command = argc > 1 ? argv[1] : "";
    if (command == "serve" && argc == 4) return serve(argv[2], argv[3]);
    if (command == "alone" && argc >= 3) return alone(argv[2], argc > 3 ? std::atoi(argv[3]) : 5);
    if (command == "growth" && argc == 3) return growth(argv[2]);
    if (command == "load") return load();
    std::fprintf(stderr, "usage: bench_events serve MODEL TEXTS | alone ANNOTATED [ROUNDS] | growth ANNOTATED | load\n");
    return 2;
}
