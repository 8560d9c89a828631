// What kind of thing a source is, from its name and its first bytes.
#pragma once

#include <string>
#include <string_view>

namespace newshound::ingest {

enum class Kind {
    html,
    text,    ///< a page's flattened text
    lines,   ///< JSON Lines: one record a line
    values,  ///< JSON objects over any number of lines: a .json file, what jq prints, an array of records
    warc,    ///< web archive, plain or gzip
    feed,    ///< RSS, Atom, RDF, JSON Feed, sitemap, OPML
    gzip,    ///< something packed: its content is to be looked at
    binary   ///< pictures, PDF, archives, programs: nothing to read
};

/// The kind that a file's name says ("html" for page.htm), by extension; `known` false where the name says nothing. A ".gz"
/// at the end is passed over: page.htm.gz is a page once it is unpacked.
struct NamedKind {
    bool known = false;
    Kind kind = Kind::text;
};
NamedKind kind_of_name(std::string_view path);

/// True for what stands beside pages and is none: pictures, style sheets, scripts, fonts, documents.
bool is_asset_name(std::string_view path);

/// `path` without ".gz" at its end, in any case.
std::string_view without_gz(std::string_view path);

/// The kind that a media type says; `known` false where it says nothing (application/octet-stream, none).
NamedKind kind_of_media_type(std::string_view type);

/// The kind that the first bytes show. `head` should hold 4096 bytes or the whole, or the first line where that is JSON.
Kind kind_of_bytes(std::string_view head);

/// What a binary head is ("a PDF document"), for messages; "" if it is none.
std::string_view binary_name(std::string_view head);

}  // namespace newshound::ingest
