// The header of a WARC record: where it ends, and its fields.
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "archive/warc.h"

namespace newshound::archive {

/// Equal but for ASCII case.
bool same_name(std::string_view a, std::string_view b);

/// Without spaces, tabs and line ends at both ends.
std::string_view trim_blanks(std::string_view s);

/// find_version_line() needs so many bytes from the line's beginning to be sure.
constexpr std::size_t kVersionLookahead = 64;

/// Where a record begins in `bytes` (npos: nowhere): a line "WARC/1.0" with a field in the line after it. `before` is the
/// byte that stands before `bytes`.
std::size_t find_version_line(std::string_view bytes, char before);

/// True if `bytes` are nothing, or as far as they go the beginning of a record.
bool begins_like_record(std::string_view bytes);

/// Where things stand in the bytes of a record.
struct WarcHead {
    std::size_t end = 0;          ///< where the content begins; 0 = not found yet
    std::size_t next_record = 0;  ///< where another record begins inside the header; 0 = nowhere
    std::size_t seen = 0;         ///< lines before this have been looked at
    bool cut = false;             ///< the bytes end before the header does
};

/// Looks on for the end of the header at the beginning of `bytes`.
void continue_head(std::string_view bytes, WarcHead& head);

class WarcFields {
public:
    /// Reads the header `head` to `fields` (emptied first; views into `head` or into this); gives the version line. Lines
    /// that are no field are passed over.
    std::string_view parse(std::string_view head, std::vector<WarcField>& fields);
    void clear() { folded_.clear(); }

private:
    std::deque<std::string> folded_;
};

}  // namespace newshound::archive
