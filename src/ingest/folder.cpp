#include "ingest/folder.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

#include "ingest/sniff.h"

namespace newshound::ingest {

namespace fs = std::filesystem;

std::string without_extension(const std::string& path, bool whole_path) {
    const std::string_view unpacked = without_gz(path);
    const std::size_t slash = path.rfind('/');
    const std::size_t start = slash == std::string::npos ? 0 : slash + 1;
    const std::size_t dot = unpacked.rfind('.');
    const std::size_t end = dot == std::string_view::npos || dot <= start ? unpacked.size() : dot;
    return path.substr(whole_path ? 0 : start, end - (whole_path ? 0 : start));
}

std::vector<File> walk(const std::string& folder, const Options& options) {
    std::vector<File> files;
    std::error_code error;
    std::vector<std::string> folders{""};
    while (!folders.empty()) {
        const std::string below = std::move(folders.back());
        folders.pop_back();
        fs::directory_iterator it(fs::path(folder) / below, error), end;
        if (error) {
            files.push_back({folder + "/" + below, below.empty() ? without_extension(folder, false) : below, 0,
                             Error{"not_readable", "ingest",
                                   "cannot read folder " + folder + "/" + below + ": " + error.message(), ""}});
            continue;
        }
        for (; it != end && !error; it.increment(error)) {
            const std::string name = it->path().filename().string();
            if (name.empty() || name[0] == '.') continue;
            const std::string path = below.empty() ? name : below + "/" + name;
            std::error_code ignored;
            if (it->is_directory(ignored)) {
                if (!it->is_symlink(ignored)) folders.push_back(path);
                continue;
            }
            if (!it->is_regular_file(ignored) || (options.as == As::sniff && is_asset_name(name))) continue;
            const std::uint64_t size = it->file_size(ignored);
            files.push_back({(fs::path(folder) / path).string(), path, ignored ? 0 : size, std::nullopt});
        }
    }
    std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.id < b.id; });  // ids: paths so far
    return files;
}

}  // namespace newshound::ingest
