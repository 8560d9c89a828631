#include "archive/gzip.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "archive/build.h"
#include "support/folder.h"

using namespace newshound::archive;
using namespace newshound::archive::test;

namespace {

/// All that a stream gives, then "!code" if it fails.
std::string all_of(const ReadBytes& read, std::size_t piece) {
    std::string out;
    std::string buffer(piece, '\0');
    for (;;) {
        auto n = read(buffer.data(), piece);
        if (!n) return out + "!" + n.error().code;
        if (*n == 0) return out;
        out.append(buffer, 0, *n);
    }
}

}  // namespace

TEST_CASE("whole buffers and streams of gzip agree") {
    const std::string text = prose(3, 300 << 10);
    const std::string packed = gzip(text);
    std::string wrong = packed;
    wrong[wrong.size() - 6] ^= 0x10;
    struct Row {
        const char* name;
        std::string bytes;
        std::string whole;  // "!code", or the text with "~" where it is cut
        std::string stream;
    };
    const std::vector<Row> rows = {
        {"one member", packed, text, text},
        {"three members, one empty", gzip(text.substr(0, 1000)) + gzip("") + gzip(text.substr(1000)), text, text},
        {"padding", packed + std::string(100, '\0'), text, text},
        {"a note after it", packed + "see also", text, text},
        {"nothing in it", gzip(""), "", ""},
        {"a wrong checksum", wrong, text + "~", text + "!broken"},
        {"no gzip", text, "!not_gzip", "!not_gzip"},
        {"nothing", "", "!not_gzip", ""},
        {"only a beginning", packed.substr(0, 8), "!not_gzip", "!truncated"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        std::string out = "old";
        const auto ending = gunzip(row.bytes, out, 1 << 20);
        const std::string whole = !ending ? "!" + ending.error().code : out + (*ending == Ending::cut ? "~" : "");
        CHECK((whole == row.whole));
        for (const std::size_t piece : {1u, 1000u, 1u << 20}) {
            auto stream = std::make_shared<GunzipStream>(read_view(row.bytes));
            CHECK((all_of([stream](char* to, std::size_t n) { return stream->read(to, n); }, piece) == row.stream));
        }
    }
}

TEST_CASE("a cut or damaged buffer gives what came before") {
    const std::string text = prose(4, 300 << 10);
    const std::string packed = gzip(text);
    std::string out;
    CHECK(*gunzip(packed.substr(0, packed.size() / 2), out, 1 << 20) == Ending::cut);
    CHECK(out.size() > text.size() / 4);
    CHECK(text.starts_with(out));
    CHECK(*gunzip(packed + packed.substr(0, packed.size() / 2), out, 1 << 20) == Ending::cut);
    CHECK(out.starts_with(text));
    CHECK(out.size() > text.size());
}

TEST_CASE("no more than the limit is unpacked") {
    const std::string text = prose(4, 100000);
    const std::string packed = gzip(text);
    std::string out;
    CHECK(gunzip(packed, out, 99999).error().code == "too_large");
    CHECK(*gunzip(packed, out, 100000) == Ending::complete);
    CHECK(gunzip(packed + gzip("a"), out, 100000).error().code == "too_large");
    CHECK(*gunzip(packed + gzip("a"), out, 100001) == Ending::complete);
    CHECK(*gunzip(gzip(""), out, 0) == Ending::complete);
    CHECK(gunzip(gzip("a"), out, 0).error().code == "too_large");
    CHECK(gunzip(gzip_bomb("", 1024), out, 1 << 20).error().code == "too_large");
}

TEST_CASE("files that may be gzip or not") {
    const std::string text = prose(9, 100000);
    newshound::test::Folder folder;
    folder.write("page.html", text);
    folder.write("page.html.gz", gzip(text));
    folder.write("empty", "");
    folder.write("short", "\x1f\x8b");
    const auto content = [&](const std::string& name) {
        auto file = read_file(folder.path() + "/" + name);
        REQUIRE(file);
        auto read = maybe_gunzip(*file);
        REQUIRE(read);
        return all_of(*read, 4096);
    };
    CHECK((content("page.html") == text));
    CHECK((content("page.html.gz") == text));
    CHECK(content("empty").empty());
    CHECK(content("short") == "\x1f\x8b");
    CHECK(read_file(folder.path() + "/absent").error().code == "not_found");
    CHECK(read_file(folder.path()).error().code == "is_a_folder");
}
