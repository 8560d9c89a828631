#include "ingest/input.h"

#include <string>
#include <vector>

#include <doctest/doctest.h>

using newshound::ingest::Input;

namespace {

std::string name_of(Input::Taken taken) {
    switch (taken) {
        case Input::Taken::piece: return "";
        case Input::Taken::end: return "(end)";
        case Input::Taken::too_long: return "(too long)";
        case Input::Taken::broken: return "(broken)";
    }
    return "?";
}

/// All pieces, joined by "|"; a piece that was too long shows as "(too long)".
std::string taken(std::string bytes, bool values, std::uint64_t limit) {
    Input input = Input::of(std::move(bytes));
    std::string all, piece;
    for (;;) {
        const Input::Taken what = values ? input.take_value(piece, limit) : input.take_line(piece, limit);
        if (what == Input::Taken::end) return all;
        all += (all.empty() ? "" : "|") + (what == Input::Taken::piece ? piece : name_of(what));
    }
}

}  // namespace

TEST_CASE("lines") {
    struct Row {
        const char* bytes;
        std::uint64_t limit;
        const char* wanted;
    };
    const Row rows[] = {
        {"", 9, ""},
        {"a\nb\n", 9, "a|b"},
        {"a\nb", 9, "a|b"},
        {"a\r\nb\r\n", 9, "a|b"},
        {"a\n\nb", 9, "a||b"},
        {"abc\nabcd\nab", 3, "abc|(too long)|ab"},
        {"abcd", 3, "(too long)"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.bytes);
        CHECK(taken(row.bytes, false, row.limit) == row.wanted);
    }
}

TEST_CASE("values by their braces") {
    struct Row {
        const char* bytes;
        std::uint64_t limit;
        const char* wanted;
    };
    const Row rows[] = {
        {"", 99, ""},
        {" \n ", 99, ""},
        {"{}", 99, "{}"},
        {"{\"a\": 1}\n{\"b\":\n{}}", 99, "{\"a\": 1}|{\"b\":\n{}}"},
        {"[{\"a\": 1},\n {\"b\": []}]\n", 99, "{\"a\": 1}|{\"b\": []}"},
        {"{\"a\": \"}\"}{}", 99, "{\"a\": \"}\"}|{}"},          // a brace in a string
        {"{\"a\": \"\\\"}\"}{}", 99, "{\"a\": \"\\\"}\"}|{}"},  // after an escaped quote
        {"{\"a\": \"\\\\\"}{}", 99, "{\"a\": \"\\\\\"}|{}"},    // an escaped backslash ends nothing
        {"\xEF\xBB\xBF{}", 99, "{}"},
        {"nonsense\n{}", 99, "nonsense|{}"},
        {"{\"a\": 1", 99, "{\"a\": 1"},
        {"{\"aaaa\": 1}{}", 5, "(too long)|{}"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.bytes);
        CHECK(taken(row.bytes, true, row.limit) == row.wanted);
    }
}

TEST_CASE("the whole, up to a limit") {
    std::string out;
    Input whole = Input::of("abc");
    CHECK(whole.take_all(out, 3) == Input::Taken::piece);
    CHECK(out == "abc");
    CHECK(whole.take_all(out, 3) == Input::Taken::end);
    Input more = Input::of("abcd");
    CHECK(more.take_all(out, 3) == Input::Taken::too_long);
    CHECK(more.take_all(out, 3) == Input::Taken::end);
}

TEST_CASE("what cannot be opened says why") {
    CHECK(Input::open("no/such/file").error().code == "not_found");
    CHECK(Input::open("/").error().code == "is_a_folder");
}
