// What deeds say of their parties: who is convicted, charged or arrested and has no other role is a suspect
// (data/ontology/deed_roles.tsv).
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/event.h"

namespace newshound::events {

class DeedRoles {
public:
    static Result<DeedRoles> load();

    /// Settles the sectors of parties that nothing but their deeds tells, everywhere in the article's events.
    void settle(std::vector<Event>& events, bool explain = false) const;

private:
    enum class Number : std::uint8_t { any, one, body, several };  ///< body: one that is no person
    struct Rule {
        std::string type, mode, cameo;  ///< mode, cameo "" = any; cameo is a prefix
        bool actor = false;             ///< else the recipient
        Number number = Number::any;
        std::vector<std::string> from;
        std::string to;
        bool spread = false;
        std::vector<std::string> with;    ///< sectors of which the other side must have one, empty = any
        std::vector<std::string> words;   ///< beginnings of the trigger, empty = any
        std::vector<std::string> but;     ///< beginnings that the trigger must not have
        std::vector<std::string> unless;  ///< "TYPE" or "TYPE/mode": not in articles that tell of such deeds
    };
    /// What an article tells before any rule is applied.
    struct Told {
        std::set<std::string> deeds;    ///< "TYPE" and "TYPE/mode" of all that happened
        std::set<std::string> cleared;  ///< keys of those who suffered violence and did none, and of the acquitted
    };
    /// Sectors that some mentions of a party have and others, which only name it, have not: by key.
    [[nodiscard]] static std::map<std::string, std::string, std::less<>> said_elsewhere(const std::vector<Event>& events);
    /// Adds those that a mention of a deed only names, where another mention says what they are.
    static void add_same_deeds(const std::vector<Event>& events, std::map<std::string, std::string, std::less<>>& out);
    [[nodiscard]] static Told told_by(const std::vector<Event>& events);
    [[nodiscard]] static bool holds(const Rule& rule, const Event& event, const Party& party, const Told& told);

    std::vector<Rule> rules_;
};

}  // namespace newshound::events
