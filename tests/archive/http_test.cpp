#include "archive/http.h"

#include <doctest/doctest.h>
#include <zstd.h>

#include <string>
#include <vector>

#include "archive/build.h"

using namespace newshound::archive;
using namespace newshound::archive::test;

namespace {

const std::string kPage =
    "<p>The harbour of Tarvik reopened on Monday after the storm. "
    "The harbour of Tarvik reopened on Monday after the storm. "
    "The harbour of Tarvik reopened on Monday after the storm. "
    "The harbour of Tarvik reopened on Monday after the storm. </p>";

std::string chunked(const std::string& body, std::size_t size) {
    std::string out;
    for (std::size_t at = 0; at < body.size(); at += size) {
        const std::string piece = body.substr(at, size);
        char line[32];
        std::snprintf(line, sizeof line, "%zx\r\n", piece.size());
        out += line + piece + "\r\n";
    }
    return out + "0\r\n\r\n";
}

std::string zstd(const std::string& body) {
    std::string out(ZSTD_compressBound(body.size()), '\0');
    out.resize(ZSTD_compress(out.data(), out.size(), body.data(), body.size(), 3));
    return out;
}

/// Brotli's compressor is no dependency: the page above, packed once.
std::string brotli_page() {
    static const unsigned char bytes[] = {0x1b, 0xee, 0x00, 0x08, 0x15, 0xa1, 0xd2, 0xd5, 0x6d, 0xa9, 0x2e, 0xa4, 0x87,
                                          0x74, 0x1e, 0x9a, 0xed, 0xa1, 0x1c, 0x3c, 0x28, 0x22, 0xca, 0x14, 0x41, 0xd8,
                                          0x80, 0xd3, 0x40, 0x39, 0xf4, 0x6d, 0x83, 0x09, 0xf8, 0xd0, 0xf5, 0xaa, 0xd6,
                                          0xac, 0x4a, 0xdd, 0xe6, 0x2d, 0xd1, 0x8e, 0xb4, 0x07, 0x5f, 0x1f, 0x60, 0x9e,
                                          0x44, 0x53, 0xa6, 0xc6, 0x87, 0xd4, 0xa3, 0xe7, 0x2e, 0x4e, 0x01, 0x10, 0x04};
    return {reinterpret_cast<const char*>(bytes), sizeof bytes};
}

std::string response(const std::string& fields, const std::string& body) {
    return "HTTP/1.1 200 OK\r\n" + fields + "\r\n" + body;
}

/// "200 text/html utf-8 | body", with "~" for a truncated body and "(problem)".
std::string shown(const std::string& message, const HttpLimits& limits = {}) {
    std::string buffer;
    const auto r = parse_http(message, buffer, limits);
    if (!r) return "!" + r.error().code;
    std::string out = std::to_string(r->status);
    if (!r->media_type.empty()) out += " " + r->media_type;
    if (!r->charset.empty()) out += " " + r->charset;
    if (!r->problem.empty()) out += " (" + r->problem + ")";
    return out + (r->truncated ? " ~ " : " | ") + std::string(r->body);
}

}  // namespace

TEST_CASE("heads, with their bad habits") {
    struct Row {
        const char* message;
        const char* wanted;
    };
    for (const Row& row : {
             Row{"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-8\r\n\r\nx", "200 text/html utf-8 | x"},
             Row{"HTTP/1.0 404 Not Found\nContent-Type: text/plain\n\nx", "404 text/plain | x"},
             Row{"http/1.1 200\r\ncontent-type:TEXT/HTML\r\n\r\nx", "200 text/html | x"},
             Row{"HTTP/2 200\r\n\r\nx", "200 | x"},
             Row{"\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx", "200 | x"},
             Row{"HTTP/1.1 200 OK\r\nContent-Type:\r\n text/html;\r\n\tcharset=koi8-r\r\n\r\nx", "200 text/html koi8-r | x"},
             Row{"HTTP/1.1 200 OK\r\nContent-Type : text/html\r\n\r\nx", "200 text/html | x"},
             Row{"HTTP/1.1 200 OK\r\nthis is no field\r\nContent-Type: text/html\r\n\r\nx",
                 "200 text/html (a header line without a colon) | x"},
             Row{"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n<html>",
                 "200 text/html (no empty line after the header) | <html>"},
             Row{"HTTP/1.1 200 OK\r\nContent-Type: text/html", "200 text/html (the header does not end) ~ "},
             Row{"HTTP/1.1 OK\r\n\r\nx", "0 (no status number) | x"},
             Row{"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\nx", "200 | x"},
             Row{"HTTP/1.0 200 Connection established\r\n\r\nHTTP/1.1 301 Moved\r\n\r\nx", "301 | x"},
             Row{"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 is a protocol", "200 | HTTP/1.1 is a protocol"},
             Row{"HTTP/1.1 204 No Content\r\n\r\n", "204 | "},
             Row{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc", "200 ~ abc"},
             Row{"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcde", "200 | abcde"},
             Row{"HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nabc", "200 | abc"},
             Row{"<html></html>", "!bad_http"},
             Row{"", "!bad_http"},
             Row{"HTTP/", "!bad_http"},
         })
        CHECK(shown(row.message) == row.wanted);
}

TEST_CASE("fields") {
    std::string buffer;
    const std::string message = "HTTP/1.1 200 Very  OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nX-Odd:  v : w \r\n\r\n";
    const auto r = parse_http(message, buffer);
    REQUIRE(r);
    CHECK(r->version == "1.1");
    CHECK(r->reason == "Very  OK");
    REQUIRE(r->fields.size() == 3);
    CHECK(r->fields[1].value == "b=2");
    CHECK(r->field("set-cookie") == "a=1");
    CHECK(r->field("x-odd") == "v : w");
    CHECK(r->field("absent").empty());
}

TEST_CASE("codings are undone") {
    const std::string raw = deflated(kPage, -15), zlib = deflated(kPage, 15);
    struct Row {
        const char* fields;
        std::string body;
    };
    const std::vector<Row> rows = {
        {"", kPage},
        {"Content-Encoding: gzip\r\n", gzip(kPage)},
        {"Content-Encoding: x-gzip\r\n", gzip(kPage)},
        {"Content-Encoding: GZIP\r\n", gzip(kPage.substr(0, 50)) + gzip(kPage.substr(50))},
        {"Content-Encoding: deflate\r\n", zlib},
        {"Content-Encoding: deflate\r\n", raw},
        {"Content-Encoding: br\r\n", brotli_page()},
        {"Content-Encoding: zstd\r\n", zstd(kPage)},
        {"Content-Encoding: zstd\r\n", zstd(kPage.substr(0, 50)) + zstd(kPage.substr(50))},
        {"Content-Encoding: identity\r\n", kPage},
        {"Content-Encoding: UTF-8\r\n", kPage},
        {"Content-Encoding: deflate, gzip\r\n", gzip(zlib)},
        {"Content-Encoding: deflate\r\nContent-Encoding: gzip\r\n", gzip(zlib)},
        {"Transfer-Encoding: chunked\r\n", chunked(kPage, 7)},
        {"Transfer-Encoding: chunked\r\n", chunked(kPage, 1000)},
        {"Transfer-Encoding: Chunked\r\nContent-Encoding: gzip\r\n", chunked(gzip(kPage), 20)},
        {"Transfer-Encoding: gzip, chunked\r\n", chunked(gzip(kPage), 20)},
        {"Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n", chunked(brotli_page(), 9)},
    };
    for (const Row& row : rows) {
        CAPTURE(row.fields);
        CHECK(shown(response(row.fields, row.body)) == "200 | " + kPage);
    }
}

TEST_CASE("what the head says of the body is not always true") {
    const std::string html = "Content-Type: text/html\r\n";
    struct Row {
        std::string fields;
        std::string body;
        std::string wanted;
    };
    const std::vector<Row> rows = {
        {"Transfer-Encoding: chunked\r\n", kPage, "200 (said to be chunked, and is not) | " + kPage},
        {"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", gzip(kPage),
         "200 (said to be chunked, and is not) | " + kPage},
        {"", chunked(kPage, 100), "200 (chunked, and not said to be) | " + kPage},
        {"Content-Encoding: gzip\r\n", chunked(gzip(kPage), 50), "200 (chunked, and not said to be) | " + kPage},
        {"", "3\r\nabc\r\nand more", "200 | 3\r\nabc\r\nand more"},
        {"", "10\r\nthings to know", "200 | 10\r\nthings to know"},
        {"Content-Encoding: gzip\r\n", kPage, "200 (said to be gzip, and is not) | " + kPage},
        {"Content-Encoding: deflate\r\n", kPage, "200 (said to be deflate, and is not) | " + kPage},
        {"Content-Encoding: br\r\n", kPage, "200 (said to be br, and is not) | " + kPage},
        {"Content-Encoding: zstd\r\n", kPage, "200 (said to be zstd, and is not) | " + kPage},
        {"Content-Encoding: sdch\r\n", kPage, "200 (unknown coding sdch) | " + kPage},
        {html, gzip(kPage), "200 text/html (gzip, and not said to be) | " + kPage},
        {html + "Content-Encoding: zstd\r\n", gzip(kPage),
         "200 text/html (said to be zstd, and is not; gzip, and not said to be) | " + kPage},
        {"Content-Type: application/gzip\r\n", gzip(kPage), "200 application/gzip | " + gzip(kPage)},
        {"Content-Encoding: gzip\r\n", "", "200 | "},
    };
    for (const Row& row : rows) CHECK(shown(response(row.fields, row.body)) == row.wanted);
}

TEST_CASE("broken chunks lose nothing") {
    const std::string fields = "Transfer-Encoding: chunked\r\n";
    struct Row {
        const char* body;
        const char* wanted;
    };
    for (const Row& row : {
             Row{"3\r\nabc\r\n0\r\n\r\n", "200 | abc"},
             Row{"3\nabc\n0\n\n", "200 | abc"},
             Row{"003 ;name=value\r\nabc\r\n0\r\nExpires: now\r\n\r\n", "200 | abc"},
             Row{"3\r\nabc3\r\nd", "200 (damaged chunks; the rest of the body is taken as it stands) ~ abc3\r\nd"},
             Row{"3\r\nabc\r\n", "200 ~ abc"},
             Row{"9\r\nabc", "200 ~ abc"},
             Row{"3\r\nabc\r\nFFFFFFFFFFFFFFFF\r\ndef", "200 ~ abcdef"},
             Row{"3\r\nabc\r\nzzz\r\ndef",
                 "200 (damaged chunks; the rest of the body is taken as it stands) ~ abczzz\r\ndef"},
             Row{"2\r\nabc\r\n3\r\ndef",
                 "200 (damaged chunks; the rest of the body is taken as it stands) ~ abc\r\n3\r\ndef"},
             Row{"3\r\nabc\r\n0\r\nand more",
                 "200 (damaged chunks; the rest of the body is taken as it stands) ~ abcand more"},
             Row{"0\r\n\r\n", "200 | "},
             Row{"", "200 | "},
         })
        CHECK(shown(response(fields, row.body)) == row.wanted);
}

TEST_CASE("bodies that end early give what is there") {
    const std::string text = prose(5, 200 << 10);
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"gzip", gzip(text)}, {"deflate", deflated(text, 15)}, {"deflate", deflated(text, -15)}, {"zstd", zstd(text)}};
    for (const auto& [name, packed] : rows) {
        std::string buffer;
        const std::string message = response("Content-Encoding: " + name + "\r\n", packed.substr(0, packed.size() * 3 / 4));
        const auto r = parse_http(message, buffer);
        REQUIRE(r);
        CAPTURE(name);
        CHECK(r->truncated);
        CHECK(r->body.size() > text.size() / 4);
        CHECK(text.starts_with(r->body));
    }
    std::string buffer;
    const std::string cut = response("Content-Encoding: br\r\n", brotli_page().substr(0, brotli_page().size() - 3));
    const auto r = parse_http(cut, buffer);
    REQUIRE(r);
    CHECK((r->truncated || !r->problem.empty()));
}

TEST_CASE("limits") {
    const HttpLimits limits{.max_head = 1000, .max_body = 1000, .max_codings = 3};
    const std::string zeros(1 << 20, '0');
    struct Row {
        std::string fields;
        std::string body;
        const char* wanted;
    };
    const std::vector<Row> rows = {
        {"X-Long: " + std::string(1000, 'a') + "\r\n", "x", "!too_large"},
        {"", std::string(1001, 'a'), "!too_large"},
        {"Content-Encoding: gzip\r\n", gzip(zeros), "!too_large"},
        {"Content-Encoding: deflate\r\n", deflated(zeros, 15), "!too_large"},
        {"Content-Encoding: deflate\r\n", deflated(zeros, -15), "!too_large"},
        {"Content-Encoding: zstd\r\n", zstd(zeros), "!too_large"},
        {"Content-Encoding: gzip, gzip\r\n", gzip(gzip(zeros)), "!too_large"},
        {"Content-Encoding: gzip\r\n", gzip_bomb("", 64), "!too_large"},
        {"Content-Encoding: gzip, gzip, gzip, gzip\r\n", "x", "!bad_http"},
    };
    for (const Row& row : rows) CHECK(shown(response(row.fields, row.body), limits) == row.wanted);
    const std::string exact(1000, 'a');
    CHECK(shown(response("Content-Encoding: gzip\r\n", gzip(exact)), limits) == "200 | " + exact);
    CHECK(shown(response("Content-Encoding: gzip\r\n", gzip(exact) + gzip("b")), limits) == "!too_large");
}

TEST_CASE("media types") {
    struct Row {
        const char* value;
        const char* type;
        const char* charset;
    };
    for (const Row& row : {
             Row{"text/html", "text/html", ""},
             Row{"Text/HTML; Charset=UTF-8", "text/html", "utf-8"},
             Row{"text/html;charset=\"iso-8859-1\"", "text/html", "iso-8859-1"},
             Row{"text/html; charset='utf-8'", "text/html", "utf-8"},
             Row{"text/html; charset = utf-8 ; boundary=x", "text/html", "utf-8"},
             Row{"text/html; boundary=\"a;charset=b\"; charset=c", "text/html", "c"},
             Row{"text/html charset=utf-8", "text/html", ""},
             Row{"text/html, text/html; charset=utf-8", "text/html", "utf-8"},
             Row{"text/html; charset=utf-8; charset=latin1", "text/html", "utf-8"},
             Row{"; charset=utf-8", "", "utf-8"},
             Row{"text/html;", "text/html", ""},
             Row{"text/html; charset", "text/html", ""},
             Row{"text/html; charset=", "text/html", ""},
             Row{"text/html; charset=\"", "text/html", ""},
             Row{"", "", ""},
         }) {
        CAPTURE(row.value);
        const MediaType found = parse_media_type(row.value);
        CHECK(found.type == row.type);
        CHECK(found.charset == row.charset);
    }
}
