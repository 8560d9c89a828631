// list_warc FILE...: what the WARC reader makes of files, a JSON line a record or broken record, in their order:
// {"file", "type", "id", "uri", "length", "bytes", "sha256" of the content, "truncated"}, of an HTTP response also "status",
// "body" (bytes), "body_sha256", "body_truncated", "problem" or "http_error"; {"file", "broken": code, "message"}.
#include <cstdio>
#include <string>

#include "archive/http.h"
#include "archive/warc.h"
#include "base/hash.h"
#include "base/json.h"

namespace {

using newshound::archive::WarcReader;
using newshound::archive::WarcRecord;

void write_http(const WarcRecord& record, std::string& buffer, newshound::json::Writer& out) {
    const auto response = newshound::archive::parse_http(record.content, buffer);
    if (!response) {
        out.key("http_error").string(response.error().code);
        return;
    }
    out.key("status").integer(response->status);
    out.key("body").integer(static_cast<std::int64_t>(response->body.size()));
    out.key("body_sha256").string(newshound::hash::sha256_hex(response->body));
    out.key("body_truncated").boolean(response->truncated);
    out.key("problem").string(response->problem);
}

int list(const std::string& path) {
    auto reader = WarcReader::open(path);
    if (!reader) {
        std::fprintf(stderr, "list_warc: %s\n", reader.error().message.c_str());
        return 1;
    }
    std::string buffer;
    for (auto step = reader->next(); step != WarcReader::Step::end; step = reader->next()) {
        newshound::json::Writer out;
        out.begin_object().key("file").string(path);
        if (step == WarcReader::Step::broken) {
            out.key("broken").string(reader->error().code).key("message").string(reader->error().message);
        } else {
            const WarcRecord& record = reader->record();
            out.key("type").string(record.type_name).key("id").string(record.id).key("uri").string(record.uri);
            out.key("length").integer(static_cast<std::int64_t>(record.length));
            out.key("bytes").integer(static_cast<std::int64_t>(record.content.size()));
            out.key("sha256").string(newshound::hash::sha256_hex(record.content));
            out.key("truncated").boolean(record.truncated);
            if (record.is_http_response()) write_http(record, buffer, out);
        }
        out.end_object();
        std::printf("%s\n", out.str().c_str());
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    int status = argc > 1 ? 0 : 2;
    for (int i = 1; i < argc; ++i) status |= list(argv[i]);
    return status;
}
