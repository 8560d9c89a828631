// The texts of texts.txt with their annotation, for the tests of senses and parties.
#pragma once

#include <string>

#include "support/annotated_texts.h"

namespace newshound::test {

/// The annotation of a text of texts.txt.
inline const Annotated& sense_text(const std::string& text) { return annotated_text("senses", "texts", text); }

}  // namespace newshound::test
