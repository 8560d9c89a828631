// bench_warc: reads the WARC files whose paths come in, a line each, on standard input: every record to its end, its content
// in memory; answers each with a line "records bytes seconds cpu_seconds". With the argument "http", HTTP responses are
// parsed and their bodies decoded too (bytes are then the bodies').
#include <chrono>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <iostream>
#include <string>

#include "archive/http.h"
#include "archive/warc.h"

namespace {

using newshound::archive::WarcReader;

double wall() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }
double cpu() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

int main(int argc, char** argv) {
    const bool http = argc > 1 && std::strcmp(argv[1], "http") == 0;
    std::printf("ready\n");
    std::fflush(stdout);
    for (std::string path; std::getline(std::cin, path);) {
        const double wall_before = wall();
        const double cpu_before = cpu();
        unsigned long records = 0;
        unsigned long bytes = 0;
        std::string buffer;
        auto reader = WarcReader::open(path);
        if (!reader) return 1;
        for (auto step = reader->next(); step != WarcReader::Step::end; step = reader->next()) {
            if (step == WarcReader::Step::broken) {
                std::fprintf(stderr, "bench_warc: %s\n", reader->error().message.c_str());
                return 1;
            }
            ++records;
            if (!http) {
                bytes += reader->record().content.size();
            } else if (reader->record().is_http_response()) {
                const auto response = newshound::archive::parse_http(reader->record().content, buffer);
                if (response) bytes += response->body.size();
            }
        }
        std::printf("%lu %lu %.6f %.6f\n", records, bytes, wall() - wall_before, cpu() - cpu_before);
        std::fflush(stdout);
    }
    return 0;
}
