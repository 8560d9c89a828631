// The newshound side of bench/extract/run.
//   serve PAGES.jsonl   reads pages ({"id", "url", "html"} a line), prints "ready", then answers "FIRST LAST" lines with
//                       "PAGES WALL CPU BYTES": one thread extracts pages [FIRST, LAST) and writes each record as JSON
//   sizes               one line a synthetic page: "SHAPE BYTES SECONDS PEAK_KIB CODE", each in a process of its own
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <ctime>

#include <cstdio>
#include <fstream>
#include <functional>
#include <iostream>
#include <string>
#include <vector>

#include "base/json.h"
#include "extract/extract.h"
#include "model/json.h"

namespace {

using namespace newshound;

double seconds(clockid_t clock) {
    timespec t{};
    ::clock_gettime(clock, &t);
    return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

std::vector<Page> read_pages(const char* path) {
    std::vector<Page> out;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        const auto record = json::parse(line);
        if (!record) continue;
        Page page;
        page.id = json::string_at(*record, "id");
        page.url = json::string_at(*record, "url");
        page.bytes = json::string_at(*record, "html");
        page.kind = Page::Kind::html;
        out.push_back(std::move(page));
    }
    return out;
}

/// Bytes of the record, 0 for a page that fails.
std::size_t extract_one(const Page& page) {
    const Result<Article> article = extract::extract(page);
    if (!article) return 0;
    json::Writer out;
    write(out, *article, false);
    return out.view().size();
}

int serve(const char* path) {
    const std::vector<Page> pages = read_pages(path);
    std::printf("ready newshound\n");
    std::fflush(stdout);
    std::size_t first = 0, last = 0;
    while (std::cin >> first >> last) {
        const double wall = seconds(CLOCK_MONOTONIC), cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
        std::size_t bytes = 0;
        for (std::size_t i = first; i < last && i < pages.size(); ++i) bytes += extract_one(pages[i]);
        std::printf("%zu %.6f %.6f %zu\n", last - first, seconds(CLOCK_MONOTONIC) - wall,
                    seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu, bytes);
        std::fflush(stdout);
    }
    return 0;
}

std::string repeated(std::string_view unit, std::size_t bytes) {
    std::string out;
    out.reserve(bytes + unit.size());
    while (out.size() < bytes) out += unit;
    return out;
}

struct Shape {
    const char* name;
    std::function<std::string(std::size_t)> page;  ///< of about so many bytes
};

const std::vector<Shape>& shapes() {
    static const std::vector<Shape> kShapes{
        {"paragraphs",
         [](std::size_t n) {
             return "<html><body><article><h1>Title of the page</h1>" +
                    repeated("<p>The council met on Tuesday and agreed, after a long debate, to repair the bridge.</p>\n",
                             n);
         }},
        {"one table",
         [](std::size_t n) {
             return "<html><body><table>" + repeated("<tr><td>12.5</td><td>Alpha</td><td>Beta &amp; Co</td></tr>\n", n) +
                    "</table>";
         }},
        {"one line", [](std::size_t n) { return "<html><body><p>" + repeated("The bridge is closed today. ", n); }},
        {"links",
         [](std::size_t n) {
             return "<html><body><article><p>" + repeated("<a href=\"/news/story-of-the-day\">A story</a> ", n);
         }},
        {"nested divs", [](std::size_t n) { return repeated("<div>", n) + "<p>Words at the bottom of the page.</p>"; }},
        {"nested inline", [](std::size_t n) { return "<p>" + repeated("<span>a ", n); }}};
    return kShapes;
}

/// Each page in a child: its peak of memory is its own.
int sizes() {
    Page first;
    first.bytes = "<p>The lexicon is loaded by now.</p>";
    extract_one(first);
    for (const Shape& shape : shapes()) {
        for (const std::size_t kib : {80, 160, 320, 640, 1280, 2560, 5120, 10200}) {
            const bool nested = std::string_view(shape.name).starts_with("nested");
            if (nested && kib > 640) continue;  // 10,000 levels are 50 KB; many times that is refused
            std::fflush(stdout);
            const pid_t child = fork();
            if (child < 0) return 1;
            if (child == 0) {
                Page page;
                page.id = shape.name;
                page.bytes = shape.page(kib << 10U);
                const double begin = seconds(CLOCK_THREAD_CPUTIME_ID);
                const Result<Article> article = extract::extract(page);
                const double spent = seconds(CLOCK_THREAD_CPUTIME_ID) - begin;
                rusage usage{};
                getrusage(RUSAGE_SELF, &usage);
                std::printf("{\"shape\": \"%s\", \"bytes\": %zu, \"seconds\": %.6f, \"peak_kib\": %ld, \"code\": \"%s\"}\n",
                            shape.name, page.bytes.size(), spent, usage.ru_maxrss,
                            article ? "" : article.error().code.c_str());
                std::fflush(stdout);
                _exit(0);
            }
            waitpid(child, nullptr, 0);
        }
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    const std::string command = argc > 1 ? argv[1] : "";
    if (command == "serve" && argc == 3) return serve(argv[2]);
    if (command == "sizes" && argc == 2) return sizes();
    std::fprintf(stderr, "usage: bench_extract serve PAGES.jsonl | sizes\n");
    return 2;
}
