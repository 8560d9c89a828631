#include "events/fact.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <string_view>

using namespace newshound::events;

TEST_CASE("the key of a fact is that of its words, however they are cut into pieces") {
    const std::string_view words = "A:type+sector=ASSAULT+MIL, told as a noun";
    for (std::size_t length = 0; length <= words.size(); ++length) {
        const std::string_view whole = words.substr(0, length);
        for (std::size_t a = 0; a <= length; ++a)
            for (std::size_t b = a; b <= length; ++b) {
                CAPTURE(length);
                CAPTURE(a);
                CAPTURE(b);
                REQUIRE(fact_key(whole.substr(0, a), whole.substr(a, b - a), whole.substr(b)) == fact_key(whole));
            }
    }
}

TEST_CASE("different words have different keys") {
    std::set<WordKey> keys;
    std::size_t made = 0;
    for (const std::string_view kind : {"a", "ab", "abcdefg", "abcdefgh", "abcdefghi"})
        for (int i = 0; i < 2000; ++i, ++made) keys.insert(fact_key(kind, "=", std::to_string(i)));
    // Zeros at the end are words too.
    for (std::size_t i = 0; i < 20; ++i, ++made) keys.insert(fact_key(std::string(i, '\0')));
    CHECK(keys.size() == made);
    CHECK_FALSE(keys.contains(0));
}

TEST_CASE("a fact keeps its words only where somebody asks for them") {
    CHECK(make_fact(true, "type=", std::string("AID"), "+", "noun").words == "type=AID+noun");
    CHECK(make_fact(false, "type=", "AID").words.empty());
    CHECK(make_fact(false, "type=", "AID").key == fact_key("type=AID"));
}
