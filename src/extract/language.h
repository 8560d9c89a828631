// The language of a text.
#pragma once

#include <string>
#include <string_view>

namespace newshound::extract {

/// BCP 47 tag of the language that most of `text` is in (CLD2). Where that is unsure or the text is short, `declared` (the
/// page's lang attribute) decides; its region is kept where the languages agree ("en-GB"). "" if nothing tells.
std::string detect_language(std::string_view text, std::string_view declared);

}  // namespace newshound::extract
