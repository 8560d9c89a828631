// The data files of data/, compiled into the binary so that it works from any directory; NEWSHOUND_DATA=FOLDER replaces
// them.
#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"

namespace newshound::resource {

/// The content of data file `name` ("actors/states.tsv"): FOLDER/name where NEWSHOUND_DATA names a folder that has it, else
/// what was compiled in. The view lives as long as the process. Error "data_missing".
Result<std::string_view> get(std::string_view name);

/// Names of all data files below `prefix` ("lexicon/"), in byte order. Files that only NEWSHOUND_DATA has are included.
std::vector<std::string_view> list(std::string_view prefix);

/// One line of a tab-separated data file.
struct Row {
    std::string_view file;
    int line = 0;                         ///< 1-based
    std::vector<std::string_view> cells;  ///< trimmed

    /// Cell `i`, or "" where the line is shorter.
    [[nodiscard]] std::string_view operator[](std::size_t i) const {
        return i < cells.size() ? cells[i] : std::string_view();
    }
};

/// Lines of data file `name`, split at tabs; empty lines and lines that start with '#' are passed over.
Result<std::vector<Row>> rows(std::string_view name);

/// Error "data_invalid" that names file and line: for loaders that find a row they cannot use.
tl::unexpected<Error> bad_row(const Row& row, std::string_view why);

}  // namespace newshound::resource
