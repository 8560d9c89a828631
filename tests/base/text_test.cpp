#include "base/text.h"

#include <doctest/doctest.h>

using namespace newshound;

TEST_CASE("lower case is Python's str.lower()") {
    struct Row {
        const char* in;
        const char* out;
    };
    for (const Row& row :
         {Row{"ABC déjà", "abc déjà"}, Row{"İ", "i̇"}, Row{"ΟΔΟΣ", "οδος"}, Row{"Straße", "straße"}, Row{"", ""}})
        CHECK(text::lower(row.in) == row.out);
}

TEST_CASE("malformed UTF-8 becomes U+FFFD, one for each longest valid prefix") {
    struct Row {
        std::string_view in, out;
    };
    for (const Row& row : {Row{"a\xFFz", "a\uFFFDz"}, Row{"\xE2\x82", "\uFFFD"}, Row{"\xC0\x80", "\uFFFD\uFFFD"},
                           Row{"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"}, Row{"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"}})
        CHECK(text::to_valid_utf8(row.in) == row.out);
}

TEST_CASE("offsets map code points to bytes and back") {
    const std::string s = "aé😀b";
    const text::Offsets offsets(s);
    CHECK(offsets.size() == 4);
    const std::size_t bytes[] = {0, 1, 3, 7, 8};
    for (std::size_t i = 0; i <= 4; ++i) {
        CHECK(offsets.byte(i) == bytes[i]);
        CHECK(offsets.code_point(bytes[i]) == i);
    }
}

TEST_CASE("white space is folded and trimmed, Unicode spaces too") {
    CHECK(text::fold_space("  a\n\t b\u00A0 c ") == "a b c");
    CHECK(text::trim("\u2003 x y \n") == "x y");
    CHECK(text::fold_space(" \n ") == "");
    // From the end too, a malformed sequence is no white space, whatever its bytes.
    CHECK(text::trim(" \xC2\xA0 a \xE3\x80\x80\xC2\x85") == "a");
    CHECK(text::trim(" a \x85") == "a \x85");
    CHECK(text::trim(" \x80\x80\x80 ") == "\x80\x80\x80");
    CHECK(text::trim("a\xE2\x80") == "a\xE2\x80");
}

TEST_CASE("classes of characters, inside the tables of alphabets and beyond") {
    struct Row {
        char32_t c;
        bool alpha, upper, digit, space;
        char32_t lower;
    };
    for (const Row& row : {Row{U'a', true, false, false, false, U'a'}, Row{U'Z', true, true, false, false, U'z'},
                           Row{U'7', false, false, true, false, U'7'}, Row{U'É', true, true, false, false, U'é'},
                           Row{U'Я', true, true, false, false, U'я'}, Row{U'٣', false, false, true, false, U'٣'},
                           Row{U'३', false, false, true, false, U'३'}, Row{0x10400, true, true, false, false, 0x10428},
                           Row{U'語', true, false, false, false, U'語'}, Row{0x3000, false, false, false, true, 0x3000},
                           Row{0x1C, false, false, false, true, 0x1C}, Row{U'—', false, false, false, false, U'—'}}) {
        CAPTURE(static_cast<std::uint32_t>(row.c));
        CHECK(text::is_alpha(row.c) == row.alpha);
        CHECK(text::is_upper(row.c) == row.upper);
        CHECK(text::is_digit(row.c) == row.digit);
        CHECK(text::is_space(row.c) == row.space);
        CHECK(text::simple_lower(row.c) == row.lower);
    }
}

TEST_CASE("malformed UTF-8 is found wherever it stands") {
    // Long enough for the steps of 32 bytes, at every offset in them.
    for (std::size_t at = 0; at < 100; ++at) {
        std::string s(100, 'a');
        s[at] = '\xFF';
        CHECK_FALSE(text::is_valid_utf8(s));
        s.replace(at, 1, "é");
        CHECK(text::is_valid_utf8(s));
    }
}

TEST_CASE("untrusted text cannot steer a terminal") {
    CHECK(text::printable("a\x1B[31mb\nc") == "a\uFFFD[31mb c");
    CHECK(text::printable("\u202Eabc", true) == "\uFFFDabc");
}
