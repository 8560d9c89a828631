#include "events/keys.h"

#include <doctest/doctest.h>

#include <string>

#include "events/labels.h"

using namespace newshound;
using namespace newshound::events;

TEST_CASE("a key map holds what was put in, through its growth") {
    KeyMap<int> map;
    CHECK(map.find(key_of("attack")) == nullptr);
    for (int i = 0; i < 5000; ++i) map["word" + std::to_string(i)] = i;
    CHECK(map.size() == 5000);
    for (int i = 0; i < 5000; ++i) {
        const int* found = map.find(key_of("word" + std::to_string(i)));
        REQUIRE(found);
        CHECK(*found == i);
    }
    CHECK_FALSE(map.contains("word5000"));
    map["word7"] = -7;
    CHECK(map.size() == 5000);
    CHECK(*map.find(key_of("word7")) == -7);
    long sum = 0;
    map.each([&](WordKey, int value) { sum += value; });
    CHECK(sum == 4999L * 5000 / 2 - 14);
}

TEST_CASE("a key set joins another") {
    KeySet a, b;
    a.insert("bomb");
    b.insert("rifle");
    b.insert("bomb");
    a.insert(b);
    CHECK(a.size() == 2);
    CHECK(a.contains("rifle"));
    CHECK_FALSE(a.contains("Rifle"));
    CHECK_FALSE(KeySet().contains("bomb"));
}

TEST_CASE("labels are told apart, and foreign ones are none of them") {
    CHECK((Dep::of(Label("nsubj")) == "nsubj"));
    CHECK((Dep::of(Label("nsubj")) != "dobj"));
    CHECK((Tag::of(Label("PRP$")) == "PRP$"));
    CHECK(Deps("dobj", "pobj").contains(Dep::of(Label("pobj"))));
    CHECK_FALSE(Deps("dobj", "pobj").contains(Dep::of(Label("nsubj"))));
    const Dep foreign = Dep::of(Label("nsubj:pass"));
    const Dep empty = Dep::of(Label());
    for (std::uint8_t i = 0; i < labels::kDeps.size(); ++i) {
        const Dep known = Dep::of(Label(labels::kDeps[i]));
        CHECK(known.value() == i);
        CHECK_FALSE(known == foreign);
        CHECK_FALSE(known == empty);
    }
    CHECK_FALSE(Deps("dobj", "pobj").contains(foreign));
}
