#include "archive/warc.h"

#include <doctest/doctest.h>
#include <sys/resource.h>

#include <algorithm>
#include <string>
#include <vector>

#include "archive/build.h"

using namespace newshound::archive;
using namespace newshound::archive::test;

namespace {

/// Gives `bytes` in reads of at most `piece` bytes.
ReadBytes in_pieces(const std::string& bytes, std::size_t piece) {
    return [read = read_view(bytes), piece](char* to, std::size_t size) mutable { return read(to, std::min(size, piece)); };
}

/// One word a record or fault: "r1=hello" (content), "r1~hel" (truncated), "!bad_record".
std::string listing(ReadBytes from, const WarcLimits& limits = {}, bool contents = true) {
    auto reader = WarcReader::of(std::move(from), "test.warc", limits);
    std::string out;
    for (auto step = reader.next(); step != WarcReader::Step::end; step = reader.next()) {
        if (!out.empty()) out += ' ';
        if (step == WarcReader::Step::broken) {
            out += "!" + reader.error().code;
            continue;
        }
        const WarcRecord& r = reader.record();
        out += std::string(r.uri) + (r.truncated ? "~" : "=") + (contents ? std::string(r.content) : "");
    }
    CHECK(reader.next() == WarcReader::Step::end);
    return out;
}

std::string listing(const std::string& bytes, const WarcLimits& limits = {}, bool contents = true) {
    return listing(read_view(bytes), limits, contents);
}

std::string small(const std::string& uri, const std::string& content) { return record({.uri = uri, .content = content}); }

long peak_kilobytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

const std::string r1 = small("r1", "one"), r2 = small("r2", "two"), r3 = small("r3", "three");
const std::string g1 = gzip(r1), g2 = gzip(r2), g3 = gzip(r3);

}  // namespace

TEST_CASE("every shape of a file gives the same records, in whatever pieces it comes") {
    const std::string all = r1 + r2 + r3;
    const std::string ends = "\r\n\r\n";
    struct Row {
        const char* name;
        std::string bytes;
    };
    const std::vector<Row> rows = {
        {"plain", all},
        {"no empty lines at the end", all.substr(0, all.size() - 4)},
        {"more empty lines between", r1 + ends + ends + r2 + "\n" + r3},
        {"empty lines first", ends + all},
        {"a member a record", g1 + g2 + g3},
        {"the whole as one member", gzip(all)},
        {"two in a member", gzip(r1 + r2) + g3},
        {"stored, not compressed", gzip(r1, 0) + gzip(r2, 0) + gzip(r3, 0)},
        {"records cut over members", gzip(all.substr(0, 10)) + gzip(all.substr(10, 200)) + gzip("") + gzip(all.substr(210))},
        {"members cut between the records", gzip(r1.substr(0, r1.size() - 4)) + gzip(ends) + g2 + g3},
        {"padding between members", g1 + std::string(512, '\0') + g2 + "\r\n" + g3 + std::string(3, '\0')},
    };
    for (const Row& row : rows)
        for (const std::size_t piece : {1u, 2u, 7u, 100u, 1u << 20}) {
            CAPTURE(row.name);
            CAPTURE(piece);
            CHECK(listing(in_pieces(row.bytes, piece)) == "r1=one r2=two r3=three");
        }
    CHECK(listing(std::string()) == "");
}

TEST_CASE("headers as writers write them") {
    const auto read_one = [](const std::string& bytes, auto&& check) {
        auto reader = WarcReader::of(read_view(bytes), "t");
        REQUIRE(reader.next() == WarcReader::Step::record);
        check(reader.record());
        CHECK(reader.next() == WarcReader::Step::end);
    };
    for (const char* version : {"WARC/0.17", "WARC/0.18", "WARC/1.0", "WARC/1.1"})
        read_one(record({.uri = "u", .content = "x", .version = version}),
                 [&](const WarcRecord& r) { CHECK(r.version == std::string(version).substr(5)); });
    read_one(record({.uri = "<http://example.org/a b> ", .content = "x", .newline = "\n"}), [](const WarcRecord& r) {
        CHECK(r.uri == "http://example.org/a b");
        CHECK(r.content == "x");
    });
    read_one(record({.type = "Conversion",
                     .uri = "u",
                     .content = "x",
                     .extra = "CONTENT-type:text/plain\r\nno colon here\r\nX-Long: one\r\n\ttwo\r\n  three\r\nX-Empty:\r\n"
                              "warc-truncated: length\r\n"}),
             [](const WarcRecord& r) {
                 CHECK(r.type == WarcRecord::Type::conversion);
                 CHECK(r.type_name == "Conversion");
                 CHECK(r.id == "urn:uuid:u");
                 CHECK(r.date == "2026-03-04T05:06:07Z");
                 CHECK(r.content_type == "text/plain");
                 CHECK(r.cut == "length");
                 CHECK(r.field("x-long") == "one two three");
                 CHECK(r.field("X-Empty").empty());
                 CHECK(r.field("absent").empty());
                 CHECK(r.length == 1);
                 CHECK_FALSE(r.truncated);
             });
    read_one(record({.type = "mine", .content = ""}), [](const WarcRecord& r) {
        CHECK(r.type == WarcRecord::Type::other);
        CHECK(r.uri.empty());
        CHECK(r.content.empty());
    });
}

TEST_CASE("which contents are HTTP responses") {
    struct Row {
        const char* type;
        const char* content_type;
        const char* content;
        bool wanted;
    };
    for (const Row& row : {Row{"response", "application/http; msgtype=response", "HTTP/1.1 200 OK", true},
                           Row{"response", "application/http;msgtype=response", "", true},
                           Row{"response", "", "HTTP/1.0 200", true}, Row{"response", "text/dns", "2026 example.org", false},
                           Row{"request", "application/http; msgtype=request", "GET / HTTP/1.1", false},
                           Row{"resource", "text/html", "HTTP/ is a protocol", false}}) {
        const std::string type_line = *row.content_type ? std::string("Content-Type: ") + row.content_type + "\r\n" : "";
        const std::string bytes = record({.type = row.type, .uri = "u", .content = row.content, .extra = type_line});
        auto reader = WarcReader::of(read_view(bytes), "t");
        REQUIRE(reader.next() == WarcReader::Step::record);
        CHECK(reader.record().is_http_response() == row.wanted);
    }
}

TEST_CASE("offsets are those of the records, or of their members") {
    const auto offsets = [](const std::string& bytes) {
        auto reader = WarcReader::of(in_pieces(bytes, 64), "t");
        std::vector<std::uint64_t> found;
        while (reader.next() == WarcReader::Step::record) found.push_back(reader.record().offset);
        CHECK(reader.bytes_read() == bytes.size());
        return found;
    };
    using Offsets = std::vector<std::uint64_t>;
    CHECK(offsets(r1 + r2 + r3) == Offsets{0, r1.size(), r1.size() + r2.size()});
    CHECK(offsets(g1 + g2 + g3) == Offsets{0, g1.size(), g1.size() + g2.size()});
    CHECK(offsets(gzip(r1 + r2) + g3) == Offsets{0, 0, gzip(r1 + r2).size()});
    const std::string first = gzip((r1 + r2).substr(0, r1.size() + 9));  // the second record begins in the first member
    CHECK(offsets(first + gzip(r2.substr(9)) + g3) == Offsets{0, 0, first.size() + gzip(r2.substr(9)).size()});
}

TEST_CASE("broken records are reported in their place, and the next one is found") {
    const auto changed = [](std::string bytes, std::size_t at) {
        bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
        return bytes;
    };
    const std::string ends = "\r\n\r\n";
    const auto with_length = [](const std::string& uri, const std::string& content, const std::string& length) {
        return record({.uri = uri, .content = content, .length = length});
    };
    const std::string no_length = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: r2\r\n\r\nlost" + ends;
    struct Row {
        const char* name;
        std::string bytes;
        const char* wanted;
    };
    const std::vector<Row> rows = {
        {"no Content-Length", r1 + no_length + r3, "r1=one !bad_record r3=three"},
        {"a Content-Length that is none", r1 + with_length("r2", "two", "3 bytes") + r3, "r1=one !bad_record r3=three"},
        {"a negative Content-Length", r1 + with_length("r2", "two", "-3") + r3, "r1=one !bad_record r3=three"},
        {"a Content-Length without end", r1 + with_length("r2", "two", std::string(300, '9')) + r3,
         "r1=one !too_large r3=three"},
        {"too large a Content-Length", r1 + with_length("r2", "two", "40") + r3, "r1=one r2~two r3=three"},
        {"one that reaches into the last record", r1 + with_length("r2", "two", "60") + r3, "r1=one r2~two r3=three"},
        {"one that reaches over the end", r1 + with_length("r2", "two", "60000000") + r3, "r1=one r2~two r3=three"},
        {"one over the limit that is not true", r1 + with_length("r2", "two", "999999999999") + r3,
         "r1=one !too_large r3=three"},
        {"too small a Content-Length", r1 + with_length("r2", "two and more", "3") + r3,
         "r1=one r2=two !bad_record r3=three"},
        {"junk between records", r1 + "what is this?\r\n" + r3, "r1=one !bad_record r3=three"},
        {"a header cut short", r1 + "WARC/1.0\r\nWARC-Type: resp" + "\r\n" + r3, "r1=one !bad_record r3=three"},
        {"the file ends in a header", r1 + "WARC/1.0\r\nWARC-Type: resp", "r1=one !truncated"},
        {"the file ends in a content", r1 + r2.substr(0, r2.size() - 6), "r1=one r2~t"},
        {"no WARC file", "<html><body>WARC/1.0 is a format</body></html>", "!not_warc"},
        {"a record behind junk", "junk\n" + r1, "!bad_record r1=one"},
        {"a damaged member", g1 + changed(g2, g2.size() / 2) + g3, "r1=one !bad_gzip r3=three"},
        {"a changed checksum", g1 + changed(g2, g2.size() - 6) + g3, "r1=one !bad_checksum r3=three"},
        {"a changed length", g1 + changed(g2, g2.size() - 1) + g3, "r1=one !bad_checksum r3=three"},
        {"a destroyed magic number", g1 + changed(g2, 0) + g3, "r1=one !bad_gzip r3=three"},
        {"the file ends in a member", g1 + g2.substr(0, g2.size() - 12), nullptr},
        {"the last checksum is missing", g1 + g2.substr(0, g2.size() - 8), "r1=one r2=two"},
        {"a member without content", g1 + gzip("") + g3, "r1=one r3=three"},
        {"too large a Content-Length in a member", g1 + gzip(with_length("r2", "two", "400")) + g3,
         "r1=one r2~two r3=three"},
        {"too large a Content-Length in one member of all", gzip(r1 + with_length("r2", "two", "60") + r3),
         "r1=one r2~two r3=three"},
        {"one over the limit in a member", g1 + gzip(with_length("r2", "two", "999999999999")) + g3,
         "r1=one !too_large r3=three"},
        {"junk in a member", g1 + gzip("what is this?") + g3, "r1=one !bad_record r3=three"},
        {"junk between members", g1 + "junk" + g3, "r1=one !bad_gzip r3=three"},
        {"junk that looks like a member", g1 + "\x1f\x8b\x08 no" + g3, "r1=one !bad_gzip r3=three"},
        {"junk after the last member", g1 + "junk", "r1=one !bad_gzip"},
        {"gzip of something else", gzip("<html></html>"), "!not_warc"},
    };
    for (const Row& row : rows)
        for (const std::size_t piece : {1u, 13u, 1u << 20}) {
            CAPTURE(row.name);
            CAPTURE(piece);
            const std::string found = listing(in_pieces(row.bytes, piece));
            if (row.wanted) {
                CHECK(found == row.wanted);
            } else {
                CHECK(found.starts_with("r1=one"));
            }
        }
}

TEST_CASE("an error says what, where, and of which page") {
    const std::string bytes = r1 + record({.uri = "http://example.org/x", .content = "two", .length = "many"});
    auto reader = WarcReader::of(read_view(bytes), "crawl.warc");
    REQUIRE(reader.next() == WarcReader::Step::record);
    REQUIRE(reader.next() == WarcReader::Step::broken);
    CHECK(reader.error().code == "bad_record");
    CHECK(reader.error().stage == "ingest");
    CHECK(reader.error().source == "http://example.org/x");
    CHECK(reader.error().message ==
          "crawl.warc at byte " + std::to_string(r1.size()) + ": Content-Length is no number: many");
    CHECK(reader.record().uri == "http://example.org/x");
    CHECK(reader.record().type == WarcRecord::Type::response);
    CHECK(WarcReader::open("/nowhere/at.warc").error().code == "not_found");
    CHECK(WarcReader::open("/").error().code == "is_a_folder");
}

TEST_CASE("a medium that fails ends the file after what it gave") {
    for (const std::string& bytes : {r1 + r2, g1 + g2}) {
        auto from = [read = read_view(bytes)](char* to, std::size_t size) mutable -> newshound::Result<std::size_t> {
            auto n = read(to, size);
            if (*n == 0) return newshound::fail("not_readable", "ingest", "the disk is gone");
            return n;
        };
        CHECK(listing(from) == "r1=one r2=two !not_readable");
    }
}

TEST_CASE("records over the limits are refused in bounded memory") {
    const WarcLimits limits{.max_content = 1 << 20, .max_header = 64 << 10};
    const std::string large = small("big", prose(1, 3 << 20));
    const std::string long_header =
        record({.uri = "big", .content = "x", .extra = "X-Long: " + std::string(200 << 10, 'a') + "\r\n"});
    CHECK(listing(r1 + large + r3, limits) == "r1=one !too_large r3=three");
    CHECK(listing(g1 + gzip(large) + g3, limits) == "r1=one !too_large r3=three");
    CHECK(listing(gzip(r1 + large + r3), limits) == "r1=one !too_large r3=three");
    CHECK(listing(r1 + long_header + r3, limits) == "r1=one !too_large r3=three");
    CHECK(listing(g1 + gzip(long_header) + g3, limits) == "r1=one !too_large r3=three");
    // Exactly at the limit is not over it.
    const std::string exact = small("big", prose(2, 1 << 20));
    CHECK(listing(r1 + exact + r3, limits, false) == "r1= big= r3=");
    CHECK(listing(g1 + gzip(exact) + g3, limits, false) == "r1= big= r3=");
}

TEST_CASE("a content that is a WARC file itself is content") {
    const std::string inner = r1 + r2;
    const std::string outer = record({.type = "resource", .uri = "outer", .content = inner});
    CHECK(listing(outer + r3, {}, false) == "outer= r3=");
    CHECK(listing(gzip(outer) + g3, {}, false) == "outer= r3=");
}

TEST_CASE("an endless line, an endless header and a gzip bomb cost neither memory nor the records after them") {
    const long before = peak_kilobytes();
    // 2 GB of one line, made as it is read.
    const auto endless = [](std::string begin, std::uint64_t size, std::string end) -> ReadBytes {
        return
            [begin, end, size, at = std::uint64_t{0}](char* to, std::size_t room) mutable -> newshound::Result<std::size_t> {
                const std::uint64_t whole = begin.size() + size + end.size();
                const std::size_t n = static_cast<std::size_t>(std::min<std::uint64_t>(room, whole - at));
                for (std::size_t i = 0; i < n;) {
                    if (at < begin.size()) {
                        to[i++] = begin[at++];
                    } else if (at >= begin.size() + size) {
                        to[i++] = end[at++ - begin.size() - size];
                    } else {
                        const auto run = std::min<std::uint64_t>(n - i, begin.size() + size - at);
                        std::fill_n(to + i, run, 'a');
                        i += run;
                        at += run;
                    }
                }
                return n;
            };
    };
    CHECK(listing(endless("", 2ull << 30, "\n" + r3)) == "!bad_record r3=three");
    CHECK(listing(endless(r1 + "WARC/1.0\r\nX-Long: ", 2ull << 30, "\r\n\r\n" + r3)) == "r1=one !too_large r3=three");
    CHECK(listing(endless(r1 + "WARC/1.0\r\nWARC-Target-URI: big\r\nContent-Length: 2147483648\r\n\r\n", 2ull << 30,
                          "\r\n\r\n" + r3)) == "r1=one !too_large r3=three");
    const std::string head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: bomb\r\nContent-Length: ";
    CHECK(listing(g1 + gzip_bomb(head + "4294967296\r\n\r\n", 1024) + g3) == "r1=one !too_large r3=three");
    CHECK(listing(g1 + gzip_bomb(head + "3\r\n\r\nabc\r\n\r\n", 1024) + g3) == "r1=one bomb=abc !too_large r3=three");
    CHECK(listing(g1 + gzip_bomb(head, 1024) + g3) == "r1=one !too_large r3=three");
    CHECK(listing(g1 + gzip_bomb("", 1024) + g3) == "r1=one !too_large r3=three");
    CHECK(peak_kilobytes() - before < 100 << 10);
}

TEST_CASE("damage anywhere costs only the records it touches") {
    std::vector<std::string> members, uris;
    for (unsigned i = 0; i < 12; ++i) {
        uris.push_back("page" + std::to_string(i));
        members.push_back(gzip(small(uris.back(), prose(i, 300 + i * 700))));
    }
    unsigned random = 7;
    const auto next = [&](std::size_t below) {
        random = random * 1664525u + 1013904223u;
        return (random >> 8) % below;
    };
    for (int round = 0; round < 600; ++round) {
        const std::size_t victim = next(members.size() - 1);
        std::string bad = members[victim];
        const std::size_t at = next(bad.size());
        switch (round % 3) {
            case 0: bad[at] = static_cast<char>(bad[at] ^ (1 << next(8))); break;
            case 1: bad.erase(at, 1 + next(40)); break;
            default: bad.insert(at, prose(random, 1 + next(40)));
        }
        std::string bytes;
        for (std::size_t i = 0; i < members.size(); ++i) bytes += i == victim ? bad : members[i];
        auto reader = WarcReader::of(read_view(bytes), "t");
        std::vector<bool> whole(members.size());
        for (auto step = reader.next(); step != WarcReader::Step::end; step = reader.next()) {
            if (step == WarcReader::Step::broken || reader.record().truncated) continue;
            const auto known = std::find(uris.begin(), uris.end(), reader.record().uri);
            if (known == uris.end()) continue;
            const auto i = static_cast<unsigned>(known - uris.begin());
            whole[i] = reader.record().content == prose(i, 300 + i * 700);
        }
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (i == victim) continue;
            CAPTURE(round);
            CAPTURE(victim);
            CAPTURE(at);
            CAPTURE(i);
            CHECK(whole[i]);
        }
    }
}

TEST_CASE("large records and large members, as a whole and in pieces") {
    for (const std::size_t size : {200u << 10, 300u << 10, 5u << 20, 20u << 20}) {
        const std::string content = prose(static_cast<unsigned>(size), size);
        const std::string big = small("big", content);
        for (const std::string& bytes :
             {r1 + big + r3, g1 + gzip(big, 1) + g3, gzip(r1 + big + r3, 1), g1 + gzip(big, 0) + g3}) {
            const bool right = listing(bytes) == "r1=one big=" + content + " r3=three";
            CAPTURE(size);
            CHECK(right);
        }
    }
}

TEST_CASE("many small records in one member are read in bounded memory") {
    std::string many;  // every record used to add a piece to what is held
    for (int i = 0; i < 20000; ++i) many += r1;
    const std::string packed = gzip(many, 1);
    const long before = peak_kilobytes();
    auto reader = WarcReader::of(read_view(packed), "t");
    int records = 0;
    while (reader.next() == WarcReader::Step::record) ++records;
    CHECK(records == 20000);
    CHECK(peak_kilobytes() - before < 20 << 10);
}

TEST_CASE("telling a WARC file by its beginning") {
    CHECK(is_warc(r1));
    CHECK(is_warc("WARC/0.17\r\n"));
    CHECK(is_warc("\r\nWARC/1.1\r\n"));
    CHECK(is_warc(g1));
    CHECK(is_warc(g1.substr(0, g1.size() / 2)));
    CHECK_FALSE(is_warc(""));
    CHECK_FALSE(is_warc("WARC/"));
    CHECK_FALSE(is_warc("WARCRAFT/1.0"));
    CHECK_FALSE(is_warc("<html>WARC/1.0"));
    CHECK_FALSE(is_warc(gzip("<html>")));
    CHECK_FALSE(is_warc(std::string("\x1f\x8b\x08\x00garbage", 11)));
}
