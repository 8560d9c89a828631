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

bool gives_its_sector(std::string_view s) { return is_private_sector(s) || s == "LEG" || s == "JUD"; }

bool is_armed_sector(std::string_view s) { return s == "REB" || s == "PRM" || s == "UAF" || s == "CRM"; }

bool names_a_state(std::string_view role) {
    static constexpr std::array<std::string_view, 7> words = {"country",    "nation",    "member state", "member country",
                                                              "superpower", "neighbour", "neighbor"};
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
    static constexpr std::array<std::string_view, 12> words = {
        "hacker",    "smuggler",   "people smuggler", "trafficker",    "human trafficker", "drug trafficker",
        "gunrunner", "gun runner", "terrorist",       "arms smuggler", "arms trafficker",  "cybercriminal"};
    return role.sector == "CRM" && one_of(role.word, words);
}

}  // namespace newshound::events
