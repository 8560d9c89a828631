// HTML character references in strings that are no markup: JSON-LD values, meta contents escaped twice.
#pragma once

#include <string>
#include <string_view>

namespace newshound::extract {

/// "&amp;" -> "&", "&#8217;" -> "’", "&eacute;" -> "é". Numeric references of windows-1252's C1 range read as HTML does;
/// names that are not known stay as they are.
std::string decode_entities(std::string_view s);

}  // namespace newshound::extract
