// Flattened page text: what a text browser shows of a page, with everything left in.
#pragma once

#include <string_view>

#include "base/result.h"
#include "extract/lexicon.h"
#include "model/article.h"
#include "model/page.h"

namespace newshound::extract {

/// Reads the article out of lines (valid UTF-8). Fills everything of the record that the words tell but the language; id,
/// url and text are the caller's. `dropped` is filled only with `explain`. Error "too_complex" over 400,000 lines.
Result<Article> read_flat(std::string_view text, const Page& page, const Lexicon& lexicon, bool explain);

}  // namespace newshound::extract
