// From bytes in some encoding to valid UTF-8.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace newshound::extract {

struct Decoded {
    std::string text;      ///< valid UTF-8, without BOM; malformed sequences are U+FFFD
    std::string encoding;  ///< WHATWG name, "utf-8", "windows-1252", ...
    std::string source;    ///< what told it: "bom", "http", "meta", "content", "default"
};

/// Decides on the encoding of a page and converts it. In order: a byte-order mark; valid UTF-8 with other than ASCII in it
/// (no other encoding makes that by accident, so it wins over a wrong label); the Content-Type header's charset; the
/// charset of a <meta> or XML declaration in the first KiB (HTML only); what ICU's detector finds; windows-1252.
/// Error "not_text" for bytes that are no text in any of these: images, archives, executables.
Result<Decoded> decode(std::string_view bytes, std::string_view http_charset, bool html);

/// The charset that the first 4 KiB of an HTML page declare in a <meta> or XML declaration, "" if none.
std::string declared_charset(std::string_view bytes);

}  // namespace newshound::extract
