// Picture captions and their credits.
#pragma once

#include <string_view>

#include "extract/lexicon.h"
#include "model/article.h"

namespace newshound::extract {

/// "The palace in Quito. JACQUELYN MARTIN / AFP" -> {"The palace in Quito.", "JACQUELYN MARTIN / AFP"}. Also "(Photo: ...)",
/// "Foto: ...", "© ...", "| Getty Images". Without a credit the whole is the text; a line that is only a credit has no text.
Caption split_caption(std::string_view line, const Lexicon& lexicon);

/// True if the words name who made a picture: an agency, an archive, "Photo: ...", names in capitals with a slash.
bool is_credit(std::string_view s, const Lexicon& lexicon);

}  // namespace newshound::extract
