#include "events/same_deed.h"

#include <doctest/doctest.h>

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

Event event(const std::string& type, const std::string& trigger, const std::string& actor, const std::string& recipient,
            int sentence) {
    Event e;
    e.type = type;
    e.trigger = trigger;
    e.sentence = sentence;
    if (!actor.empty()) e.actors.push_back(party(actor));
    if (!recipient.empty()) e.recipients.push_back(party(recipient));
    return e;
}

}  // namespace

TEST_CASE("mentions of one deed share a label, and lend each other the party that one leaves out") {
    std::vector<Event> events = {event("ASSAULT", "attacked", "Red Front", "Verda", 0),
                                 event("PROTEST", "rally", "students", "", 1),
                                 event("ASSAULT", "attack", "Red Front", "", 2)};
    link_same_deeds(events);
    CHECK(events[0].same_as == "attack-1");
    CHECK(events[2].same_as == "attack-1");
    CHECK(events[1].same_as.empty());
    REQUIRE(events[2].recipients.size() == 1);
    CHECK(events[2].recipients.front().name == "Verda");
}

TEST_CASE("the nearest mention lends, the one before where two are as near") {
    std::vector<Event> events = {event("ASSAULT", "attacked", "Red Front", "Verda", 0),
                                 event("ASSAULT", "attack", "Red Front", "", 1),
                                 event("ASSAULT", "attacks", "Red Front", "Verda", 2)};
    events[0].recipients.front().text = "before";
    events[2].recipients.front().text = "after";
    link_same_deeds(events);
    REQUIRE(events[1].recipients.size() == 1);
    CHECK(events[1].recipients.front().text == "before");
}

TEST_CASE("a deed is looked for among so many mentions before it and no more, so that long lists cost no square") {
    for (const auto& [between, linked] : {std::pair{kLongestMemory - 1, true}, std::pair{kLongestMemory, false}}) {
        std::vector<Event> events = {event("ASSAULT", "attacked", "Red Front", "Verda", 0)};
        for (std::size_t i = 0; i < between; ++i)
            events.push_back(
                event("PROTEST", std::to_string(i) + "th", std::to_string(i) + "p", "", static_cast<int>(i + 1)));
        events.push_back(event("ASSAULT", "attack", "Red Front", "Verda", static_cast<int>(between + 1)));
        link_same_deeds(events);
        CHECK(events.back().same_as.empty() != linked);
    }
}
