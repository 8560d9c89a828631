// The files of a folder. Internal to ingest.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ingest/sources.h"

namespace newshound::ingest {

/// A file to be read, found by name or in a folder.
struct File {
    std::string path;
    std::string id;  ///< with its extension still
    std::uint64_t size = 0;
    std::optional<Error> error;
};

/// The files below `folder` that may be pages, in byte order of their paths below it (which are their ids). What stands
/// beside pages (pictures, scripts, hidden files) is passed over; folders that are links are not followed, they may lead in
/// a circle.
std::vector<File> walk(const std::string& folder, const Options& options);

/// A path's name without its last extension (and ".gz"); "index" of "a/index.html", "a/index" with `whole_path`.
std::string without_extension(const std::string& path, bool whole_path);

}  // namespace newshound::ingest
