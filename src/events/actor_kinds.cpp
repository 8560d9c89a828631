#include "events/actor_kinds.h"

#include <array>

namespace newshound::events {

bool is_former_word(std::string_view w) {
    static constexpr std::array<std::string_view, 9> words = {"former",    "ex",      "retired", "formerly", "onetime",
                                                              "erstwhile", "deposed", "ousted",  "disgraced"};
    return one_of(w, words);
}

bool is_official_sector(std::string_view s) {
    return s == "GOV" || s == "LEG" || s == "MIL" || s == "JUD" || s == "COP" || s == "SPY" || s == "IGO";
}

bool heads_anything(std::string_view role) {
    static constexpr std::array<std::string_view, 9> words = {"president",      "vice president",  "deputy president",
                                                              "vice-president", "secretary",       "commissioner",
                                                              "governor",       "chief executive", "administrator"};
    return one_of(role, words);
}

bool is_private_sector(std::string_view s) {
    return s == "BUS" || s == "NGO" || s == "EDU" || s == "LAB" || s == "PTY" || s == "OPP" || s == "JRN" || s == "MED" ||
           s == "REL" || s == "SOC" || s == "REB";
}

bool is_trade(std::string_view s) {
    return s == "BUS" || s == "EDU" || s == "SOC" || s == "LAB" || s == "MED" || s == "JRN" || s == "AGR" || s == "CVL";
}

bool stands_for_office(std::string_view role) {
    static constexpr std::array<std::string_view, 6> ends = {"candidate", "nominee",  "hopeful",
                                                             "contender", "aspirant", "running mate"};
    return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return role.ends_with(end); });
}

bool is_everywhere(std::string_view role) {
    static constexpr std::array<std::string_view, 6> words = {
        "social media", "social media platform", "social media company", "social network", "tech company", "tech giant"};
    return one_of(role, words);
}

bool is_community(std::string_view role) {
    static constexpr std::array<std::string_view, 10> words = {"resident", "residents", "villager",   "villagers",
                                                               "local",    "locals",    "inhabitant", "settler",
                                                               "settlers", "tribesman"};
    return one_of(role, words);
}

bool names_nobody(std::string_view role) { return role == "nobody" || role == "no one"; }

bool cannot_be_suspect(std::string_view role) {
    static constexpr std::array<std::string_view, 9> words = {"victim", "survivor", "witness", "casualty", "patient",
                                                              "child",  "minor",    "infant",  "hostage"};
    return one_of(role, words);
}

bool stands_for_its_trade(const RoleItem& body) {
    static constexpr std::array<std::string_view, 5> words = {"association", "federation", "society", "guild", "league"};
    return body.sector == "SOC" && one_of(body.word, words);
}

bool gives_its_sector(std::string_view s) { return is_private_sector(s) || s == "LEG" || s == "JUD"; }

bool is_armed_sector(std::string_view s) { return s == "REB" || s == "PRM" || s == "UAF" || s == "CRM"; }

bool names_a_state(std::string_view role) {
    static constexpr std::array<std::string_view, 7> words = {"country",    "nation",    "member state", "member country",
                                                              "superpower", "neighbour", "neighbor"};
    return one_of(role, words);
}

bool is_of_no_state(std::string_view role) {
    static constexpr std::array<std::string_view, 12> words = {"foreigner",
                                                               "foreign national",
                                                               "expatriate",
                                                               "social media",
                                                               "social network",
                                                               "social media platform",
                                                               "donor countries",
                                                               "messaging service",
                                                               "social media company",
                                                               "nobody",
                                                               "no one",
                                                               "no-one"};
    return one_of(role, words);
}

bool spans_states(std::string_view w) {
    static constexpr std::array<std::string_view, 14> words = {
        "world",       "global",  "international", "multinational", "foreign",   "regional", "neighbouring",
        "neighboring", "western", "developed",     "developing",    "worldwide", "various",  "transnational"};
    return one_of(w, words);
}

bool names_a_part(std::string_view role) {
    static constexpr std::array<std::string_view, 6> words = {"wing", "office", "arm", "unit", "branch", "team"};
    return one_of(role, words);
}

bool names_no_person(std::string_view role) {
    static constexpr std::array<std::string_view, 41> words = {
        "convoy",      "base",         "camp",       "compound",  "vehicle",   "website",    "servers",
        "aircraft",    "helicopter",   "plane",      "boat",      "ship",      "vessel",     "truck",
        "mission",     "headquarters", "panel",      "committee", "inquiry",   "body",       "facility",
        "side",        "cell",         "faction",    "offshoot",  "affiliate", "contingent", "command",
        "force",       "forces",       "campaign",   "bloc",      "clinic",    "delegation", "leadership council",
        "secretariat", "institution",  "legal team", "staff",     "personnel", "crew"};
    return names_a_part(role) || one_of(role, words);
}

bool names_another(std::string_view role) {
    static constexpr std::array<std::string_view, 4> words = {"neighbour", "neighbor", "ally", "allies"};
    return one_of(role, words);
}

bool is_allied(const RoleItem& role) {
    return role.sector == "MIL" &&
           (role.word == "coalition" || role.word.starts_with("coalition ") || role.word.starts_with("multinational "));
}

bool is_single(const RoleItem& role) {
    static constexpr std::array<std::string_view, 7> several = {"prime minister",  "cabinet minister", "government minister",
                                                                "deputy minister", "junior minister",  "vice minister",
                                                                "union minister"};
    if (role.kind != RoleKind::office || role.sector != "GOV") return false;
    return role.word == "head of state" || role.word == "head of government" ||
           (role.word.ends_with(" minister") && !one_of(role.word, several));
}

bool is_following(std::string_view role) {
    static constexpr std::array<std::string_view, 7> words = {"supporter",   "follower", "backer",        "sympathizer",
                                                              "sympathiser", "partisan", "camp followers"};
    return one_of(role, words);
}

bool works_across_borders(const RoleItem& role) {
    if (role.word == "suicide bomber" || role.word == "suicide attacker") return true;
    // Those who stand before a court or sit in a prison are of its country, gangs of the place that they hold.
    static constexpr std::array<std::string_view, 9> known = {"inmate",  "convict",    "defendant", "co-defendant", "felon",
                                                              "accused", "accomplice", "mafioso",   "offender"};
    return role.sector == "CRM" && role.kind == RoleKind::office && !one_of(role.word, known) &&
           role.word.find("gang") == std::string::npos && role.word.find("cartel") == std::string::npos &&
           role.word.find("inmate") == std::string::npos;
}

}  // namespace newshound::events
