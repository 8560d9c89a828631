// What deeds say of their parties, and the office that somebody held at the time of a deed.
#include "events/deed_roles.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "cast/texts.h"
#include "events/parties.h"

using namespace newshound;
using namespace newshound::events;

namespace {

Party party(const std::string& name, const std::string& sector, int chain = -1, bool several = false) {
    Party p;
    p.name = p.text = name;
    p.named = name.front() >= 'A' && name.front() <= 'Z';
    p.sector = sector;
    p.chain = chain;
    p.several = several;
    return p;
}

Event deed(const std::string& type, const std::string& mode, const std::string& cameo, const std::string& trigger,
           std::vector<Party> actors, std::vector<Party> recipients) {
    Event e;
    e.type = type;
    e.mode = mode;
    e.cameo = cameo;
    e.trigger = trigger;
    e.actors = std::move(actors);
    e.recipients = std::move(recipients);
    return e;
}

const DeedRoles& roles() {
    static const DeedRoles loaded = [] {
        auto out = DeedRoles::load();
        if (!out) throw std::runtime_error(out.error().message);
        return *out;
    }();
    return loaded;
}

Event arrest(Party who) { return deed("COERCE", "arrest", "173", "arrested", {}, {std::move(who)}); }
Event stabbing(Party who, Party whom) {
    return deed("ASSAULT", "primitive", "182", "stabbed", {std::move(who)}, {std::move(whom)});
}
Event rally() { return deed("PROTEST", "demo", "141", "rallied", {party("thousands", "CVL", 90, true)}, {}); }

std::string sector_of(const std::vector<Event>& events, const std::string& name) {
    for (auto e = events.rbegin(); e != events.rend(); ++e)
        for (const auto* list : {&e->actors, &e->recipients})
            for (const Party& p : *list)
                if (p.name == name) return p.sector;
    return "";
}

}  // namespace

TEST_CASE("who is a suspect, and who is not") {
    Party singer = party("a singer", "CVL", 1);
    singer.calling = true;
    Event acquittal = deed("SANCTION", "convict", "116", "acquitted", {}, {party("Ana Ruiz", "CVL", 1)});
    acquittal.status = "negated";
    const Event charge = deed("ACCUSE", "allege", "1121", "charged", {}, {party("Ana Ruiz", "CVL", 1)});
    struct Row {
        std::string what, who, expected;
        std::vector<Event> events;
    };
    const Row table[] = {
        {"arrested in a case of theft", "47 people", "CRM", {arrest(party("47 people", "CVL", 1, true))}},
        {"arrested at a rally", "47 people", "CVL", {rally(), arrest(party("47 people", "CVL", 1, true))}},
        {"with a calling", "a singer", "CVL", {arrest(singer)}},
        {"sued", "Ana Ruiz", "CVL", {deed("ACCUSE", "allege", "115", "sued", {}, {party("Ana Ruiz", "CVL", 1)})}},
        {"ruled against",
         "Ana Ruiz",
         "CVL",
         {deed("SANCTION", "convict", "116", "ruled", {}, {party("Ana Ruiz", "CVL", 1)})}},
        {"tried", "Ana Ruiz", "CRM", {deed("ACCUSE", "allege", "115", "tried", {}, {party("Ana Ruiz", "CVL", 1)})}},
        {"a labourer", "a welder", "CRM", {arrest(party("a welder", "LAB", 1))}},
        {"a doctor stays one", "Nina Okafor", "MED", {arrest(party("Nina Okafor", "MED", 1))}},
        {"acquitted", "Ana Ruiz", "CVL", {charge, acquittal}},
        {"a victim is no suspect",
         "Ana Ruiz",
         "CVL",
         {stabbing(party("a man", "CVL", 2), party("Ana Ruiz", "CVL", 1)),
          deed("ACCUSE", "investigate", "091", "questioned", {}, {party("Ana Ruiz", "CVL", 1)})}},
        {"a pronoun of the same chain",
         "him",
         "CRM",
         {stabbing(party("a man", "CVL", 2), party("Ana Ruiz", "CVL", 1)),
          deed("ASSAULT", "firearms", "193", "shot", {}, {party("him", "CVL", 2)})}},
    };
    for (const Row& row : table) {
        CAPTURE(row.what);
        std::vector<Event> events = row.events;
        roles().settle(events);
        CHECK(sector_of(events, row.who) == row.expected);
    }
}

TEST_CASE("what else a deed says of its parties") {
    struct Row {
        std::string what, who, expected;
        std::vector<Event> events;
    };
    Event lead = deed("SANCTION", "convict", "116", "sentenced", {}, {party("a former minister", "ELI", 1)});
    Event body = deed("SANCTION", "convict", "116", "found", {}, {party("Ana Ruiz", "CVL", 2)});
    Party prisoner = party("a prisoner", "UNK", 1);
    prisoner.person = true;
    lead.same_as = body.same_as = "sentence-1";
    const Row table[] = {
        {"nominated by a party",
         "Ana Ruiz",
         "PTY",
         {deed("SUPPORT", "", "051", "nominated", {party("the party", "PTY", 1)}, {party("Ana Ruiz", "EDU", 2)})}},
        {"praised by a government",
         "Ana Ruiz",
         "CVL",
         {deed("SUPPORT", "", "051", "praised", {party("the president", "GOV", 1)}, {party("Ana Ruiz", "CVL", 2)})}},
        {"appointed by a government",
         "Ana Ruiz",
         "GOV",
         {deed("SUPPORT", "", "051", "appointed", {party("the president", "GOV", 1)}, {party("Ana Ruiz", "CVL", 2)})}},
        {"who appoints",
         "Rosas",
         "GOV",
         {deed("SUPPORT", "", "051", "appointed", {party("Rosas", "CVL", 1)}, {party("Ana Ruiz", "GOV", 2)})}},
        {"so many of a party who vote",
         "231 Democrats",
         "LEG",
         {deed("SUPPORT", "", "050", "supported", {party("231 Democrats", "PTY", 1, true)}, {})}},
        {"a party that supports",
         "the party",
         "PTY",
         {deed("SUPPORT", "", "050", "supported", {party("the party", "PTY", 1)}, {})}},
        {"one deed, told twice", "Ana Ruiz", "ELI", {lead, body}},
        {"a role that another mention tells",
         "Ruiz",
         "JRN",
         {arrest(party("the reporter", "JRN", 1)), deed("ACCUSE", "", "111", "criticised", {party("Ruiz", "CVL", 1)}, {})}},
        {"an opposition party is the opposition",
         "the party",
         "OPP",
         {deed("REQUEST", "", "104", "demanded", {party("the party", "PTY", 1)}, {}),
          deed("ACCUSE", "", "111", "accused", {party("the opposition party", "OPP", 1)}, {})}},
        {"somebody unknown who attacks", "a prisoner", "CRM", {stabbing(prisoner, party("two men", "CVL", 2, true))}},
        {"an unknown body that attacks", "it", "REB", {stabbing(party("it", "UNK", 1), party("two men", "CVL", 2, true))}},
    };
    for (const Row& row : table) {
        CAPTURE(row.what);
        std::vector<Event> events = row.events;
        roles().settle(events);
        CHECK(sector_of(events, row.who) == row.expected);
    }
}

TEST_CASE("the office of the time of a deed") {
    const Offices offices(test::actor_base().table(), Date{2019, 9, 9});
    Party mugabe = party("Robert Mugabe", "ELI");
    mugabe.entity = "person:robert-mugabe";
    Party clinton = party("Hillary Clinton", "ELI");
    clinton.entity = "person:hillary-clinton";
    struct Row {
        std::string what;
        const Party& who;
        std::string type, mode, when, expected;
        bool historical;
    };
    const Row table[] = {
        {"jailed as an opponent", mugabe, "COERCE", "arrest", "1963", "OPP", true},
        {"took farms as president", mugabe, "COERCE", "seize", "2000", "GOV", true},
        {"fired somebody, undated", mugabe, "COERCE", "restrict", "", "GOV", false},
        {"praised somebody, undated", mugabe, "SUPPORT", "", "", "", false},
        {"left the Senate for a ministry", clinton, "RETREAT", "resign", "2009", "LEG", true},
    };
    for (const Row& row : table) {
        CAPTURE(row.what);
        Event e = deed(row.type, row.mode, "", "did", {row.who}, {});
        e.when_start = row.when;
        e.historical = row.historical;
        CHECK(offices.at(e, row.who, true) == row.expected);
    }
}

TEST_CASE("the week after an office and the candidate who held one") {
    const auto& table = test::actor_base().table();
    const auto sector = [&](const std::string& id, const Date& on) {
        const PersonItem* person = table.person(id);
        REQUIRE(person);
        return ActorTable::sector_on(*person, on, nullptr);
    };
    CHECK(sector("person:ricardo-rossello", Date{2019, 8, 4}) == "GOV");
    CHECK(sector("person:ricardo-rossello", Date{2019, 9, 4}) == "ELI");
    CHECK(sector("person:joe-biden", Date{2020, 3, 4}) == "ELI");
}
