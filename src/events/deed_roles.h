// What deeds say of their parties: who is convicted, charged or arrested and has no other role is a suspect
// (data/ontology/deed_roles.tsv).
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "model/event.h"

namespace newshound::events {

class DeedRoles {
public:
    static Result<DeedRoles> load();

    /// Settles the sectors of parties that nothing but their deeds tells, everywhere in the article's events.
    void settle(std::vector<Event>& events) const;

private:
    struct Rule {
        std::string type, mode, cameo;  ///< mode, cameo "" = any; cameo is a prefix
        bool actor = false;             ///< else the recipient
        bool one = false;               ///< a single person only
        std::vector<std::string> from;
        std::string to;
        bool spread = false;
    };
    [[nodiscard]] const Rule* rule_for(const Event& event, bool actor, const Party& party) const;

    std::vector<Rule> rules_;
};

}  // namespace newshound::events
