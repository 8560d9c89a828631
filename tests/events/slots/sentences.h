// The sentences of sentences.txt with their annotation, for the tests of times, places and quantities.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "events/syntax.h"
#include "support/annotated_texts.h"

namespace newshound::test {

/// The annotation of a sentence of sentences.txt.
inline const Annotated& annotated(const std::string& text) { return annotated_text("slots", "sentences", text); }

/// Index of the first token written `word`.
inline TokenIndex token(const Annotated& a, std::string_view word) {
    for (TokenIndex i = 0; i < a.tokens.size(); ++i)
        if (a.text_of(i) == word) return i;
    throw std::runtime_error("no token " + std::string(word) + " in " + a.text());
}

}  // namespace newshound::test
