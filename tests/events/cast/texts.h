// The texts of texts.txt with their annotation, for the tests of actors and casts.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "events/actors.h"
#include "support/annotated_texts.h"

namespace newshound::test {

/// The annotation of a text of texts.txt.
inline const Annotated& cast_text(const std::string& text) { return annotated_text("cast", "texts", text); }

/// The day on which offices are asked for.
inline constexpr Date kDay{2024, 5, 14};

/// A word of a text, and what a test expects of it.
struct WordRow {
    std::string text, word;
    int nth;  // which of the tokens written so, from 1; 0 the last
    std::string expected;
};

/// Index of the `nth` token written `word`, counted from 1; 0 for the last.
inline TokenIndex word_at(const Annotated& a, std::string_view word, int nth) {
    TokenIndex found = static_cast<TokenIndex>(a.tokens.size());
    for (TokenIndex i = 0; i < a.tokens.size(); ++i) {
        if (a.text_of(i) != word) continue;
        found = i;
        if (--nth == 0) break;
    }
    if (found == a.tokens.size()) throw std::runtime_error("no token " + std::string(word) + " in " + a.text());
    return found;
}

/// The shipped actor base, read once.
inline const events::ActorBase& actor_base() {
    static const events::ActorBase base = [] {
        auto loaded = events::ActorBase::load();
        if (!loaded) throw std::runtime_error(loaded.error().message);
        return *loaded;
    }();
    return base;
}

/// "PER.GOV" as tables write it.
inline std::string code_of(const events::Identity& id) { return id.country + "." + id.sector; }

}  // namespace newshound::test
