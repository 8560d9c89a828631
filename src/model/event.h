// An event: who did what to whom, when, where, how much, on whose word (contract, section 4; codebook).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace newshound {

/// The rule and words that produced a field, with `events --explain`.
struct Why {
    std::string field;  ///< "type", "actors", "when", ...
    std::string rule;
    std::string words;
};

struct Party {
    std::string text;                  ///< the mention as written
    std::uint32_t begin = 0, end = 0;  ///< code points
    std::string name;                  ///< canonical, where settled
    std::string country;               ///< ISO 3166-1 alpha-3, "IGO" or ""
    std::string sector;                ///< PLOVER sector code: GOV, MIL, ... UNK
    std::string entity;                ///< id in the actor base, when linked
    bool several = false;              ///< names more than one; for the coder, not printed
    bool place = false;                ///< named by a place; for the coder, not printed
    bool named = false;                ///< by a proper name; for the coder, not printed
    bool person = false;               ///< a human being or several; for the coder, not printed
    bool calling = false;              ///< private by what he does ("singer") or where he lives; for the coder, not printed
    int chain = -1;                    ///< the actor of the article that it is, -1 = unknown; for the coder, not printed
    std::vector<Why> why;
};

struct EventAttribution {
    std::string speaker;  ///< "" for a hedge without a speaker
    std::string cue;
    std::string stance;  ///< says, claims, denies, confirms, doubts
};

struct Quantity {
    std::string kind;    ///< killed, injured, arrested, missing, displaced, people, money, weapons, other
    double value = 0;    ///< of a range: the low end
    double high = 0;     ///< of a range: the high end; 0 = no range
    std::string unit;    ///< ISO 4217 currency or a noun
    std::string approx;  ///< "", about, at_least, at_most, nearly
    std::string text;
};

struct Event {
    std::string doc;
    std::string id;    ///< hash of document id, type, trigger offsets and parties
    std::string type;  ///< AGREE ... ASSAULT
    std::string mode;
    std::string cameo;
    std::vector<std::string> contexts;
    std::vector<Party> actors, recipients;
    std::string when_start, when_end;  ///< ISO dates, YYYY, YYYY-MM or YYYY-MM-DD; "" = undated
    std::string where_text, where_country, where_place;
    std::string status = "actual";  ///< actual, future, hypothetical, negated
    bool historical = false;
    std::vector<EventAttribution> attribution;  ///< outermost speaker first
    std::vector<Quantity> quantities;
    std::string same_as;
    double same_share = 0;  ///< how sure that link is, of a mention that is not the deed's first; for the coder, not printed
    int sentence = 0;       ///< 0-based
    std::string trigger;
    std::uint32_t begin = 0, end = 0;  ///< of the trigger, code points
    std::string evidence;              ///< the sentence
    double goldstein = 0;
    int quad = 0;           ///< 1-4
    double confidence = 0;  ///< 0..1
    std::string text_sha256;
    std::vector<Why> why;
};

}  // namespace newshound
