// HTTP responses: any bytes, and the codings and media types by themselves.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "archive/coding.h"
#include "archive/http.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace newshound::archive;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    constexpr std::size_t limit = 256 << 10;
    std::string buffer;
    const auto response = parse_http(bytes, buffer, {.max_head = 64 << 10, .max_body = limit});
    if (response && response->body.size() > limit) std::abort();
    (void)parse_media_type(bytes.substr(0, 200));
    for (const Coding coding : {Coding::gzip, Coding::deflate, Coding::brotli, Coding::zstd}) {
        const auto ending = decode(coding, bytes, buffer, limit);
        if (ending && buffer.size() > limit) std::abort();
    }
    return 0;
}
