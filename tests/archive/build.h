// Builds what the tests read: WARC records, gzip members, damaged ones too.
#pragma once

#include <zlib.h>

#include <string>
#include <string_view>
#include <vector>

namespace newshound::archive::test {

inline std::string deflated(std::string_view bytes, int window_bits, int level = 6) {
    z_stream z{};
    deflateInit2(&z, level, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&z, static_cast<uLong>(bytes.size())) + 32, '\0');
    z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    z.avail_in = static_cast<uInt>(bytes.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    deflate(&z, Z_FINISH);
    out.resize(z.total_out);
    deflateEnd(&z);
    return out;
}

inline std::string gzip(std::string_view bytes, int level = 6) { return deflated(bytes, 15 + 16, level); }

/// A gzip member of a few kilobytes that unpacks to `mebibytes` of zeros after `begin` (its checksum is wrong: nobody gets
/// there).
inline std::string gzip_bomb(std::string_view begin, int mebibytes) {
    z_stream z{};
    deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(64 << 10, '\0');
    const auto run = [&](std::string_view bytes) {
        const std::size_t before = z.total_out;
        z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        z.avail_in = static_cast<uInt>(bytes.size());
        z.next_out = reinterpret_cast<Bytef*>(out.data() + before);
        z.avail_out = static_cast<uInt>(out.size() - before);
        deflate(&z, Z_FULL_FLUSH);  // the next block stands alone: it can be said again
        return std::string(out.data() + before, z.total_out - before);
    };
    std::string bomb = run(begin);
    const std::string zeros = run(std::string(1 << 20, '\0'));
    for (int i = 0; i < mebibytes; ++i) bomb += zeros;
    deflateEnd(&z);
    return bomb + std::string("\x03\x00", 2) + "checksum";
}

struct Made {
    std::string type = "response";
    std::string uri = {};
    std::string content = {};
    std::string extra = {};  // further header lines, each with its end
    std::string version = "WARC/1.0";
    std::string length = {};  // in place of the right one
    std::string newline = "\r\n";
};

inline std::string record(const Made& r) {
    const std::string& n = r.newline;
    std::string out = r.version + n + "WARC-Type: " + r.type + n;
    out += "WARC-Record-ID: <urn:uuid:" + (r.uri.empty() ? "none" : r.uri) + ">" + n;
    if (!r.uri.empty()) out += "WARC-Target-URI: " + r.uri + n;
    out += "WARC-Date: 2026-03-04T05:06:07Z" + n + r.extra;
    out += "Content-Length: " + (r.length.empty() ? std::to_string(r.content.size()) : r.length) + n + n;
    return out + r.content + n + n;
}

/// Text that compresses about as pages do and is another one for every seed.
inline std::string prose(unsigned seed, std::size_t size) {
    static const char* const words[] = {"the",    "harbour",  "council", "voted", "on",      "Monday", "after",   "a",
                                        "storm",  "had",      "closed",  "both",  "bridges", "in",     "Tarvik",  "police",
                                        "said",   "twelve",   "people",  "were",  "moved",   "to",     "schools", "<p>",
                                        "</p>\n", "minister", "of",      "roads", "and",     "rivers"};
    std::string out;
    while (out.size() < size) {
        seed = seed * 1664525u + 1013904223u;
        out += words[(seed >> 16) % (sizeof words / sizeof words[0])];
        out += (seed >> 8) % 11 == 0 ? std::to_string(seed >> 20) + " " : " ";
    }
    out.resize(size);
    return out;
}

}  // namespace newshound::archive::test
