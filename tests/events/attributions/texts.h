// The texts of texts.txt with their annotation, for the tests of attributions and of modality.
#pragma once

#include <string>

#include "support/annotated_texts.h"

namespace newshound::test {

/// The annotation of a text of texts.txt.
inline const Annotated& attribution_text(const std::string& text) { return annotated_text("attributions", "texts", text); }

}  // namespace newshound::test
