// XML as a stream of tags and text, read strictly where it is well-formed and leniently where it is not.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace newshound::feeds::xml {

using Attribute = std::pair<std::string, std::string>;  ///< name as written, value with references resolved

/// What is told of a document. Calls are balanced: every open() has its close(), the innermost first.
class Listener {
public:
    Listener() = default;
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    virtual ~Listener() = default;
    /// `name` as written, with its prefix.
    virtual void open(std::string_view name, std::span<const Attribute> attributes) = 0;
    virtual void close() = 0;
    virtual void text(std::string_view text) = 0;  ///< may come in several pieces
};

/// Elements nested deeper than this are refused (strict) or passed over (lenient).
constexpr std::size_t kMaxDepth = 256;

/// Reads a well-formed document (expat). Returns "" or what is wrong with it; up to there it has been told. The document's
/// own entities are expanded up to an amplification limit; nothing outside the document is looked at. `document` is valid
/// UTF-8, whatever its declaration says.
std::string read_strictly(std::string_view document, Listener& listener);

/// Reads any document (lexbor's HTML tokenizer): HTML's entities are known, end tags that match nothing are passed over,
/// elements that are not closed end with the one around them, `is_unnested(name)` tells of elements that cannot stand in one
/// another (RSS's item): the open one is closed first. CDATA sections and simple entities of the document's own are read as
/// in XML.
void read_leniently(std::string_view document, const std::function<bool(std::string_view)>& is_unnested, Listener& listener);

}  // namespace newshound::feeds::xml
