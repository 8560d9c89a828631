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
}

TEST_CASE("untrusted text cannot steer a terminal") {
    CHECK(text::printable("a\x1B[31mb\nc") == "a\uFFFD[31mb c");
    CHECK(text::printable("\u202Eabc", true) == "\uFFFDabc");
}
