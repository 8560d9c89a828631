// The WARC reader: any bytes, as they come and as one gzip member, in reads of one size and another, which must agree.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "archive/http.h"
#include "archive/warc.h"

namespace {

using namespace newshound::archive;

std::string listing(std::string_view bytes, std::size_t piece) {
    const WarcLimits limits{.max_content = 2 << 10, .max_header = 1 << 10};
    auto reader = WarcReader::of(
        [read = read_view(bytes), piece](char* to, std::size_t size) mutable { return read(to, std::min(size, piece)); },
        "fuzz", limits);
    std::string out, buffer;
    for (auto step = reader.next(); step != WarcReader::Step::end; step = reader.next()) {
        if (step == WarcReader::Step::broken) {
            out += reader.error().code + reader.error().source + "\n";
            continue;
        }
        const WarcRecord& record = reader.record();
        out.append(record.uri).append(record.content).append(record.truncated ? "~\n" : "\n");
        if (record.content.size() > limits.max_content) std::abort();
        if (record.truncated != (record.content.size() < record.length)) std::abort();
        if (record.is_http_response()) (void)parse_http(record.content, buffer, {.max_head = 4096, .max_body = 16 << 10});
    }
    if (reader.bytes_read() > bytes.size()) std::abort();
    return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    (void)newshound::archive::is_warc(bytes);
    // Which records there are must not hang on how the bytes arrive.
    if (listing(bytes, SIZE_MAX) != listing(bytes, 1 + size % 13)) std::abort();
    return 0;
}
