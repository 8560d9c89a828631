// The encoding of an XML or JSON document, by the rules of XML and the habits of feeds, and its text as UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace newshound::feeds {

/// The value of the charset parameter of a Content-Type header; "" if it has none.
std::string charset_of(std::string_view content_type);

/// The document as valid UTF-8 without byte-order mark, decided in order by: a byte-order mark (UTF-8, -16, -32); the byte
/// pattern of "<" or "{" in UTF-16 and UTF-32 and of "<?xml" in EBCDIC; being UTF-8 as it stands; the header's charset; the
/// XML declaration's encoding; what ICU's detector finds; windows-1252. Characters that XML does not allow (NUL, escape,
/// ...) are left out; malformed sequences become U+FFFD.
std::string to_utf8(std::string_view bytes, std::string_view charset);

}  // namespace newshound::feeds
