// Which mentions are one deed, by the weights that are shipped, and what the mentions of a deed lend each other.
#include "events/same_deed.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "senses/texts.h"

using namespace newshound;
using namespace newshound::events;

namespace {

Party party(const std::string& name, const std::string& country = {}) {
    Party p;
    p.name = name;
    p.country = country;
    p.sector = "REB";
    return p;
}

/// An event of `tree` named by the first token written `trigger`.
Event event(const Tree& tree, const std::string& type, const std::string& trigger, const std::string& actor,
            const std::string& recipient) {
    Event e;
    e.type = type;
    e.trigger = trigger;
    TokenIndex i = 0;
    while (tree.text(i) != trigger) ++i;
    e.sentence = static_cast<int>(tree.sentence_of(i));
    e.begin = tree[i].begin;
    e.end = tree[i].end;
    if (!actor.empty()) e.actors.push_back(party(actor));
    if (!recipient.empty()) e.recipients.push_back(party(recipient));
    return e;
}

const std::string kAttack =
    "Rebels attacked an army convoy near Goma on Monday. The attack killed six soldiers, the army said.";
const std::string kAnother =
    "Rebels attacked an army convoy near Goma on Monday. Another attack was reported from Bunia on Wednesday.";
const std::string kExpelled = "Kenya expelled two diplomats of Sudan on Friday. The expulsion was criticised in Khartoum.";
const std::string kArrested = "Police arrested a teacher in Lima. In Cusco officers arrested a miner.";

}  // namespace

TEST_CASE("a deed taken up with an article is the one told before; another one, elsewhere or of others, is not") {
    struct Row {
        std::string what, text, type, first, second;
        bool same;
        const char *place = "", *other_place = "", *other = "rebels";
    };
    const Row rows[] = {
        {"the attack", kAttack, "ASSAULT", "attacked", "attack", true},
        {"another attack", kAnother, "ASSAULT", "attacked", "attack", false, "Goma", "Bunia", ""},
        {"the expulsion", kExpelled, "COERCE", "expelled", "expulsion", true},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const Tree tree(test::sense_text(row.text));
        std::vector<Event> events = {event(tree, row.type, row.first, "rebels", "army"),
                                     event(tree, row.type, row.second, row.other, "")};
        events[0].where_country = events[1].where_country = *row.place ? "COD" : "";
        events[0].where_place = row.place;
        events[1].where_place = row.other_place;
        if (*row.place) {
            events[0].when_start = "2024-03-04";
            events[1].when_start = "2024-03-06";
        }
        link_same_deeds(tree, events);
        CHECK(!events[1].same_as.empty() == row.same);
        CHECK(events[0].same_as == events[1].same_as);
        CHECK(events[1].same_share >= (row.same ? 0.5 : 0));
    }
}

TEST_CASE("two deeds of one word that befell others are two, and nothing is lent") {
    const Tree tree(test::sense_text(kArrested));
    std::vector<Event> events = {event(tree, "COERCE", "arrested", "police of Lima", "teacher"),
                                 event(tree, "COERCE", "arrested", "officers of Cusco", "miner")};
    events[0].where_country = events[1].where_country = "PER";
    events[0].where_place = "Lima";
    events[1].where_place = "Cusco";
    events[0].recipients.front().sector = "EDU";
    events[1].recipients.front().sector = "LAB";
    events[0].when_start = "2024-03-04";
    events[1].when_start = "2024-03-06";
    link_same_deeds(tree, events);
    CHECK(events[0].same_as.empty());
    CHECK(events[1].same_as.empty());
}

TEST_CASE("a mention that leaves out a party has it from the mention that shares the other one by name") {
    const Tree tree(test::sense_text(kAttack));
    std::vector<Event> events = {event(tree, "ASSAULT", "attacked", "rebels", "army"),
                                 event(tree, "PROTEST", "killed", "students", ""),
                                 event(tree, "ASSAULT", "attack", "rebels", "")};
    link_same_deeds(tree, events);
    CHECK(events[0].same_as == "attack-1");
    CHECK(events[2].same_as == "attack-1");
    CHECK(events[1].same_as.empty());
    REQUIRE(events[2].recipients.size() == 1);
    CHECK(events[2].recipients.front().name == "army");
}

TEST_CASE("the nearest mention lends, the one before where two are as near") {
    const Tree tree(test::sense_text(kAttack));
    std::vector<Event> events = {event(tree, "ASSAULT", "attacked", "rebels", "army"),
                                 event(tree, "ASSAULT", "attack", "rebels", ""),
                                 event(tree, "ASSAULT", "attacked", "rebels", "army")};
    events[2].sentence = 2;
    for (Event& e : events) {
        e.when_start = "2024-03-04";
        e.where_country = "COD";
        e.where_place = "Goma";
    }
    events[0].recipients.front().text = "before";
    events[2].recipients.front().text = "after";
    link_same_deeds(tree, events);
    CHECK(events[2].same_as == events[0].same_as);
    REQUIRE(events[1].recipients.size() == 1);
    CHECK(events[1].recipients.front().text == "before");
}

TEST_CASE("a deed is looked for among so many mentions before it and no more, so that long lists cost no square") {
    for (const auto& [between, linked] : {std::pair{kLongestMemory - 1, true}, std::pair{kLongestMemory, false}}) {
        const Tree tree(test::sense_text(kAttack));
        std::vector<Event> events = {event(tree, "ASSAULT", "attacked", "rebels", "army")};
        for (std::size_t i = 0; i < between; ++i) events.push_back(event(tree, "PROTEST", "killed", std::to_string(i), ""));
        events.push_back(event(tree, "ASSAULT", "attack", "rebels", "army"));
        link_same_deeds(tree, events);
        CHECK(events.back().same_as.empty() != linked);
    }
}

TEST_CASE("a deed has the date and place that one of its mentions says") {
    struct Row {
        std::string what;
        SaidHere first, second;
        const char *day, *place;
    };
    const Row rows[] = {{"said by the first", {true, true}, {}, "2024-03-04", "COD"},
                        {"said by both: each keeps its own", {true, true}, {true, true}, "2024-03-06", "UGA"},
                        {"said by none: the first, and the place stays", {}, {}, "2024-03-04", "UGA"}};
    for (const Row& row : rows) {
        CAPTURE(row.what);
        std::vector<Event> events(2);
        events[0].same_as = events[1].same_as = "attack-1";
        events[0].begin = 1;
        events[0].when_start = events[0].when_end = "2024-03-04";
        events[1].when_start = events[1].when_end = "2024-03-06";
        events[0].where_country = "COD";
        events[1].where_country = "UGA";
        share_slots(events, [&](const Event& e) { return e.begin == 1 ? row.first : row.second; });
        CHECK(events[0].when_start == "2024-03-04");
        CHECK(events[1].when_start == row.day);
        CHECK(events[1].where_country == row.place);
    }
}
