#include "base/resource.h"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>

#include "base/file.h"
#include "base/resource_table.h"
#include "base/text.h"

namespace newshound::resource {

namespace {

/// The folder that replaces the compiled-in data, or "".
const std::string& override_folder() {
    static const std::string folder = [] {
        const char* value = std::getenv("NEWSHOUND_DATA");
        return std::string(value ? value : "");
    }();
    return folder;
}

/// Files read from the override folder, kept for the process's life because views into them are handed out.
Result<std::string_view> read_override(std::string_view name) {
    static std::mutex mutex;
    static std::map<std::string, std::string, std::less<>> kept;
    const std::lock_guard lock(mutex);
    if (const auto it = kept.find(name); it != kept.end()) return std::string_view(it->second);
    auto bytes = file::read(override_folder() + "/" + std::string(name));
    if (!bytes) return tl::unexpected(bytes.error());
    return std::string_view(kept.emplace(std::string(name), std::move(*bytes)).first->second);
}

}  // namespace

Result<std::string_view> get(std::string_view name) {
    if (!override_folder().empty()) {
        if (auto bytes = read_override(name)) return *bytes;
    }
    for (const Entry& entry : table())
        if (entry.name == name) return std::string_view(entry.begin, static_cast<std::size_t>(entry.end - entry.begin));
    return fail("data_missing", "data", "no data file " + std::string(name), std::string(name));
}

std::vector<std::string_view> list(std::string_view prefix) {
    static std::mutex mutex;
    static std::set<std::string, std::less<>> pool;  // names found on disk must outlive the call
    const std::lock_guard lock(mutex);
    std::set<std::string_view> names;
    for (const Entry& entry : table())
        if (entry.name.starts_with(prefix)) names.insert(entry.name);
    if (!override_folder().empty()) {
        namespace fs = std::filesystem;
        std::error_code error;
        for (fs::recursive_directory_iterator it(override_folder(), error), end; !error && it != end; it.increment(error)) {
            if (!it->is_regular_file(error)) continue;
            const std::string name = fs::relative(it->path(), override_folder(), error).generic_string();
            if (name.starts_with(prefix)) names.insert(*pool.insert(name).first);
        }
    }
    return {names.begin(), names.end()};
}

Result<std::vector<Row>> rows(std::string_view name) {
    const auto bytes = get(name);
    if (!bytes) return tl::unexpected(bytes.error());
    std::vector<Row> out;
    int number = 0;
    for (std::string_view line : text::split(*bytes, '\n')) {
        ++number;
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (text::trim(line).empty() || line.front() == '#') continue;
        Row row{name, number, {}};
        for (std::string_view cell : text::split(line, '\t')) row.cells.push_back(text::trim(cell));
        out.push_back(std::move(row));
    }
    return out;
}

tl::unexpected<Error> bad_row(const Row& row, std::string_view why) {
    return fail("data_invalid", "data",
                "data/" + std::string(row.file) + " line " + std::to_string(row.line) + ": " + std::string(why),
                std::string(row.file));
}

}  // namespace newshound::resource
