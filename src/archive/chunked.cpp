#include "archive/chunked.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

namespace newshound::archive {

namespace {

constexpr std::size_t kMostSizeLine = 4096;  // extensions included

/// "1a2b;name=value\r\n", cut from `body`.
std::optional<std::uint64_t> size_line(std::string_view& body) {
    const std::string_view near = body.substr(0, kMostSizeLine);
    const std::size_t newline = near.find('\n');
    if (newline == std::string_view::npos) return std::nullopt;
    std::string_view line = near.substr(0, newline);
    line = line.substr(0, line.find(';'));
    line.remove_prefix(std::min(line.size(), line.find_first_not_of(" \t")));
    line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
    std::uint64_t size = 0;
    const auto [end, problem] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    if (line.empty() || problem != std::errc{} || end != line.data() + line.size()) return std::nullopt;
    body.remove_prefix(newline + 1);
    return size;
}

/// True if nothing but trailer fields ("Name: value" lines) and empty lines is left.
bool is_trailer(std::string_view rest) {
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.size(), rest.find('\n'));
        const std::string_view line = rest.substr(0, end);
        const bool empty = line.find_first_not_of("\r \t") == std::string_view::npos;
        if (!empty && line.find(':') == std::string_view::npos) return false;
        rest.remove_prefix(std::min(rest.size(), end + 1));
    }
    return true;
}

}  // namespace

bool read_chunks(std::string_view body, Chunks& chunks) {
    for (bool first = true;; first = false) {
        const std::string_view before = body;
        const auto size = size_line(body);
        if (!size) {
            if (first) return false;
            // Empty lines at the end are no damage: the last chunk is missing.
            if (before.find_first_not_of("\r\n") == std::string_view::npos) return true;
            chunks.pieces.push_back(before);
            chunks.damaged = true;
            return true;
        }
        if (*size == 0) {
            chunks.complete = is_trailer(body);
            if (!chunks.complete) {
                chunks.pieces.push_back(body);
                chunks.damaged = true;
            }
            return true;
        }
        chunks.pieces.push_back(body.substr(0, *size));
        if (*size >= body.size()) return true;
        body.remove_prefix(*size);
        const std::size_t line_end = body.starts_with("\r\n") ? 2 : body.starts_with("\n") ? 1 : 0;
        if (line_end == 0) {  // the size was wrong: nothing after it can be trusted to be a size
            chunks.pieces.push_back(body);
            chunks.damaged = true;
            return true;
        }
        body.remove_prefix(line_end);
    }
}

}  // namespace newshound::archive
