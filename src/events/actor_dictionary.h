// Actor dictionaries of TABARI, PETRARCH and Phoenix, loaded beside newshound's own actor base (--actors FILE).
//
// Format (PETRARCH's documentation; docs/formats.md has an example):
//     UNITED_STATES_  [USA]  ; comment        a name, words joined by "_" or spaces, and its code
//     +U.S.                                   a synonym of the name above
//     BARACK_OBAMA_                           a name whose codes stand on lines of their own
//         [USAELI <20050103]                  until a day; dates are YYYYMMDD or YYMMDD (50-99: 1950-1999)
//         [USALEG 20050103-20081116]          from a day to a day
//         [USAGOV >20090120]                  from a day on
//         [USAELI]                            whenever no dated code holds
//     ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~GOV]    an agent: a common noun with its plural ("{}": it has none)
//     !PERSON! = MAN, WOMAN                          words that may stand where !PERSON! is written in agents
// Codes are CAMEO's, of any length; the first dated code that holds wins. "---", "###" and "+++" name nobody. Of "FRA/GBR"
// the first counts. Comments: from "#" or ";" to the line's end, and <!-- ... -->.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"

namespace newshound::events {

/// A code and the days on which it holds; an unknown date is an open end.
struct DatedCode {
    std::string code;  ///< upper case, without "~"; "" names nobody
    Date from, to;
};

/// One entry: its names and synonyms as they are said ("United States"), and its codes, dated ones first.
struct DictionaryEntry {
    std::vector<std::string> names;
    std::vector<std::string> plurals;  ///< of agents
    std::vector<DatedCode> codes;
    bool agent = false;  ///< a common noun, to be added to whom it belongs ("Israeli soldiers")
    int line = 0;        ///< 1-based, of its name
};

struct ActorDictionary {
    std::string file;
    std::vector<DictionaryEntry> entries;
};

/// Reads a dictionary; `file` names it in errors. Error "actors_invalid" with file and line: a synonym or code without a
/// name, a bracket that is not closed, a date that is none, an entry without a code, a set of words that is not defined.
Result<ActorDictionary> parse_actor_dictionary(std::string_view bytes, std::string_view file);

/// What newshound's records say for a CAMEO actor code.
struct CodeMeaning {
    std::string country;  ///< the leading group where it is no role ("USA"; also one that ISO does not know), "IGO", or ""
    std::string sector;   ///< PLOVER sector of the first group that has one ("GOV" in "USAGOVMED"), or ""
};
CodeMeaning meaning_of_code(std::string_view code);

}  // namespace newshound::events
