// Files: reading whole ones and mapping large ones.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newshound::file {

/// The whole file. Errors: "not_found", "not_readable", "too_large" (more than `limit` bytes), "is_a_folder".
Result<std::string> read(const std::string& path, std::uint64_t limit = UINT64_MAX);

/// Writes to a temporary file beside `path` and renames it, so that a reader never sees half a file.
Status write_atomically(const std::string& path, std::string_view bytes);

/// A read-only memory map of a whole file; unmapped at the end of its life.
class Map {
public:
    static Result<Map> open(const std::string& path);
    Map() = default;
    Map(Map&& other) noexcept;
    Map& operator=(Map&& other) noexcept;
    Map(const Map&) = delete;
    Map& operator=(const Map&) = delete;
    ~Map();
    [[nodiscard]] std::string_view bytes() const { return {data_, size_}; }

private:
    const char* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace newshound::file
