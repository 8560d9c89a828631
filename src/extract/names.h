// Bylines: who wrote an article, and which agency it came from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/lexicon.h"

namespace newshound::extract {

struct Byline {
    std::vector<std::string> authors;  ///< people only, as written, in order, each once
    std::string agency;                ///< canonical name of the first agency named
};

enum class NameTrust {
    structured,  ///< a field meant for names (JSON-LD, meta author): lower-case and one-word names are believed
    text         ///< a line of the page: only what looks like a name in the page's own capitals is
};

/// Takes a byline apart: "By Jane Doe and John Roe, AFP in Cairo" -> Jane Doe, John Roe; AFP. Job titles, offices, teams,
/// addresses, dates and places are left out. `house` is the publisher's name, never an author ("" if unknown).
Byline parse_byline(std::string_view line, const Lexicon& lexicon, NameTrust trust, std::string_view house = {});

/// True if a name begins with a known given name, in whatever case it is written.
bool starts_with_given_name(std::string_view name, const Lexicon& lexicon);

/// True if a line of the page looks like a byline and nothing else: begins with a "by" word and holds a name, or is names
/// with a job title.
bool is_byline(std::string_view line, const Lexicon& lexicon);

/// True if a word like "by" stands inside the line.
bool has_middle_by(std::string_view line, const Lexicon& lexicon);

/// Finds a sign-off such as "Le Monde with AFP", "(AFP)", "Reuters": fills publisher or agency with what it names and is
/// true; false for any other line.
struct SignOff {
    std::string publisher;
    std::string agency;
};
bool read_sign_off(std::string_view line, const Lexicon& lexicon, SignOff& out);

}  // namespace newshound::extract
