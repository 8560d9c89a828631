// The measured side of bench/annotate/run: newshound's annotation as a process that times what it is told to.
//
//   bench_annotate convert PACKAGE MODEL      converts a spaCy package
//   bench_annotate serve MODEL TEXTS JOBS     reads TEXTS ({"id", "text"} a line), then for every line "FIRST LAST" on
//   standard
//                                             input annotates those texts and answers "TOKENS WALL CPU" (seconds)
//   bench_annotate stages MODEL TEXTS         where one thread's time goes, as JSON: microseconds a token
#include <time.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "annotate/annotate.h"
#include "annotate/convert.h"
#include "annotate/kernels.h"
#include "annotate/net.h"
#include "annotate/pack.h"
#include "annotate/tokenizer.h"
#include "base/json.h"

namespace {

using namespace newshound;
using annotate::Annotator;

constexpr std::size_t kBatch = 8;

double seconds(clockid_t clock) {
    timespec t{};
    ::clock_gettime(clock, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

int fail_with(const Error& error) {
    std::fprintf(stderr, "%s: %s\n", error.code.c_str(), error.message.c_str());
    return 1;
}

std::vector<std::string> read_texts(const char* path) {
    std::vector<std::string> out;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);)
        if (const auto record = json::parse(line)) out.emplace_back(json::string_at(*record, "text"));
    return out;
}

/// Annotates texts [first, last) with `workspaces.size()` threads; number of tokens.
std::size_t annotate_all(const Annotator& annotator, const std::vector<std::string>& texts, std::size_t first,
                         std::size_t last, std::vector<annotate::Workspace>& workspaces) {
    std::atomic<std::size_t> next = first;
    std::atomic<std::size_t> tokens = 0;
    const auto work = [&](annotate::Workspace& workspace) {
        for (std::size_t begin = next.fetch_add(kBatch); begin < last; begin = next.fetch_add(kBatch)) {
            std::vector<Article> batch(std::min(kBatch, last - begin));
            for (std::size_t i = 0; i < batch.size(); ++i) batch[i].text = texts[begin + i];
            for (const auto& annotated : annotator.annotate(std::move(batch), workspace))
                if (annotated) tokens += annotated->tokens.size();
        }
    };
    std::vector<std::thread> threads;
    for (std::size_t t = 1; t < workspaces.size(); ++t) threads.emplace_back(work, std::ref(workspaces[t]));
    work(workspaces[0]);
    for (std::thread& t : threads) t.join();
    return tokens;
}

int serve(const char* model, const char* path, std::size_t jobs) {
    const auto annotator = Annotator::load(model);
    if (!annotator) return fail_with(annotator.error());
    const auto texts = read_texts(path);
    std::vector<annotate::Workspace> workspaces;
    for (std::size_t i = 0; i < std::max<std::size_t>(jobs, 1); ++i) workspaces.push_back(annotator->make_workspace());
    std::printf("ready %s\n", std::string(annotate::instruction_set()).c_str());
    std::fflush(stdout);
    std::size_t first = 0;
    std::size_t last = 0;
    while (std::cin >> first >> last) {
        const double wall = seconds(CLOCK_MONOTONIC);
        const double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
        const std::size_t tokens = annotate_all(*annotator, texts, first, std::min(last, texts.size()), workspaces);
        std::printf("%zu %.6f %.6f\n", tokens, seconds(CLOCK_MONOTONIC) - wall, seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu);
        std::fflush(stdout);
    }
    return 0;
}

/// GFLOP/s of this machine's kernel on a product of 256 x 96 by 96 x 288, the best of many: the arithmetic's own speed.
double best_rate() {
    const auto& k = annotate::kernels::chosen();
    constexpr std::size_t kRows = 256;
    constexpr std::size_t kInputs = 96;
    constexpr std::size_t kOutputs = 288;
    const std::vector<float> x(kRows * kInputs, 0.5F);
    const std::vector<float> w(kOutputs * kInputs, 0.25F);
    std::vector<float> y(kRows * kOutputs);
    const auto packed = annotate::pack_affine(w, {}, kOutputs, kInputs, k.lanes);
    double best = 1e9;
    for (int i = 0; i < 400; ++i) {
        const double begin = seconds(CLOCK_THREAD_CPUTIME_ID);
        for (int j = 0; j < 4; ++j) k.affine(x.data(), kInputs, kRows, packed.panels, y.data(), kOutputs);
        best = std::min(best, (seconds(CLOCK_THREAD_CPUTIME_ID) - begin) / 4);
    }
    return 2e-9 * kRows * kInputs * kOutputs / best;
}

/// Multiplications and additions a token, in thousands, by the model's dimensions, with every word type known: the products
/// that are left when minimal filtering and the kept results have done their part.
double floor_kflop(const annotate::ModelFile& file) {
    const auto spec = json::parse(file.section("net.json"));
    if (!spec) return 0;
    double flop = 0;
    double width = 0;
    for (const char* name : {"tok2vec", "ner_tok2vec"}) {
        const json::Value* net = json::object_at(*spec, name);
        width = json::number_at(*net, "width");
        const double layers = json::number_at(*net, "depth") - 1;
        const double phases =
            static_cast<double>(annotate::kernels::kPhases) / static_cast<double>(annotate::kernels::kTile);
        flop += layers * phases * 2 * width * width * json::number_at(*net, "pieces");
    }
    flop += 2 * width * static_cast<double>(json::array_at(*json::object_at(*spec, "tagger"), "classes")->Size());
    for (const char* name : {"parser", "ner"}) {
        const json::Value* net = json::object_at(*spec, name);
        const double inner = json::number_at(*net, "inner");
        const double hidden = json::number_at(*net, "hidden");
        const bool parser = std::string_view(name) == "parser";
        const double steps = parser ? 2.05 : 1.0;
        const double slots = parser ? json::number_at(*net, "slots") : 1.0;
        flop += 2 * width * inner + 2 * inner * slots * hidden * json::number_at(*net, "pieces");
        flop += steps * 2 * hidden * static_cast<double>(json::array_at(*net, "classes")->Size());
    }
    return flop / 1000;
}

int stages(const char* model, const char* path) {
    const auto annotator = Annotator::load(model);
    const auto file = annotate::ModelFile::open(model);
    if (!annotator) return fail_with(annotator.error());
    if (!file) return fail_with(file.error());
    const auto net = annotate::Net::load(*file);
    const auto tokenizer = annotate::Tokenizer::load(*file);
    if (!net) return fail_with(net.error());
    if (!tokenizer) return fail_with(tokenizer.error());
    const auto texts = read_texts(path);
    annotate::TokenizerWorkspace words;
    const auto net_work = net->make_workspace();
    std::vector<annotate::Workspace> whole;
    whole.push_back(annotator->make_workspace());
    std::size_t tokens = 0;
    std::map<std::string, double> best;
    const auto timed = [&](const std::string& name, const std::function<void()>& work) {
        const double begin = seconds(CLOCK_THREAD_CPUTIME_ID);
        work();
        const double spent = seconds(CLOCK_THREAD_CPUTIME_ID) - begin;
        const auto [it, fresh] = best.emplace(name, spent);
        if (!fresh) it->second = std::min(it->second, spent);
    };
    for (int round = 0; round < 5; ++round) {
        std::vector<annotate::Tokens> documents(texts.size());
        timed("tokenizer", [&] {
            for (std::size_t i = 0; i < texts.size(); ++i) tokenizer->run(texts[i], words, documents[i]);
        });
        std::vector<const annotate::Lexed*> lexed;
        for (const auto& d : documents) lexed.push_back(&d.lexed);
        std::vector<annotate::NetOutput> out(documents.size());
        timed("first tok2vec", [&] {
            for (const auto* d : lexed) (void)net->tensor(*d, *net_work);
        });
        timed("networks", [&] { net->run(lexed, *net_work, out); });
        timed("all", [&] { tokens = annotate_all(*annotator, texts, 0, texts.size(), whole); });
    }
    json::Writer json;
    json.begin_object().key("tokens").integer(static_cast<std::int64_t>(tokens)).key("gflops").number(best_rate());
    json.key("kflop").number(floor_kflop(*file)).key("isa").string(annotate::instruction_set());
    for (const auto& [name, spent] : best) json.key(name).number(spent * 1e6 / static_cast<double>(tokens));
    std::printf("%s\n", json.end_object().str().c_str());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string command = argc > 1 ? argv[1] : "";
    if (command == "convert" && argc == 4) {
        const Status ok = annotate::convert_package(argv[2], argv[3]);
        return ok ? 0 : fail_with(ok.error());
    }
    if (command == "serve" && argc == 5) return serve(argv[2], argv[3], std::strtoul(argv[4], nullptr, 10));
    if (command == "stages" && argc == 4) return stages(argv[2], argv[3]);
    std::fprintf(stderr, "usage: bench_annotate convert PACKAGE MODEL | serve MODEL TEXTS JOBS | stages MODEL TEXTS\n");
    return 2;
}
