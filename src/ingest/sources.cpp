#include "ingest/sources.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "ingest/input.h"
#include "ingest/sniff.h"

namespace newshound::ingest {

namespace {

namespace fs = std::filesystem;

/// A path's name without its last extension; "index" of "a/index.html", "a/index" with `whole_path`.
std::string without_extension(const std::string& path, bool whole_path) {
    const std::size_t slash = path.rfind('/');
    const std::size_t start = slash == std::string::npos ? 0 : slash + 1;
    const std::size_t dot = path.rfind('.');
    const std::size_t end = dot == std::string::npos || dot <= start ? path.size() : dot;
    return path.substr(whole_path ? 0 : start, end - (whole_path ? 0 : start));
}

bool is_url(const std::string& name) {
    return name.rfind("http://", 0) == 0 || name.rfind("https://", 0) == 0 || name.rfind("HTTP", 0) == 0;
}

std::optional<Record> failed(std::string id, Error error) {
    Record record;
    error.source = id;
    record.id = std::move(id);
    record.error = std::move(error);
    return record;
}

Error not_supported(const std::string& what) {
    return {"not_supported", "ingest", what + " cannot be read by this version; files, folders, JSON Lines and '-' can", ""};
}

/// One file or standard input: a page, or a stream of JSON records.
class InputSource : public Source {
public:
    InputSource(Input input, std::string id, Kind kind, const Options& options, bool standard)
        : input_(std::move(input)), id_(std::move(id)), kind_(kind), options_(options), standard_(standard) {}

    std::optional<Record> next() override {
        if (done_) return std::nullopt;
        switch (kind_) {
            case Kind::html: return page(Record::Kind::html);
            case Kind::text: return page(Record::Kind::flat_text);
            case Kind::lines:
            case Kind::values: return record();
            case Kind::warc: return refuse(not_supported("a WARC file"));
            case Kind::feed: return refuse(not_supported("a feed"));
            case Kind::binary: break;
        }
        const std::string what(binary_name(input_.peek(4096).substr(0, 4096)));
        return refuse({"not_text", "ingest", "it is " + (what.empty() ? "binary data" : what) + ", not a page or text", ""});
    }

    [[nodiscard]] std::uint64_t bytes_read() const { return input_.bytes_read(); }

private:
    std::optional<Record> refuse(Error error) {
        done_ = true;
        return failed(id_, std::move(error));
    }

    std::optional<Record> page(Record::Kind kind) {
        done_ = true;
        Record record;
        record.id = id_;
        record.kind = kind;
        switch (input_.take_all(record.bytes, options_.max_page)) {
            case Input::Taken::piece: return record;
            case Input::Taken::end:  // nothing came in: for a file an error, for a pipe asked to be a page too
                return failed(id_, {"empty", "ingest", "there is nothing in it", ""});
            case Input::Taken::too_long:
                return failed(
                    id_,
                    {"too_large", "ingest",
                     "it is larger than the limit of " + std::to_string(options_.max_page) + " bytes (--max-page)", ""});
            case Input::Taken::broken: break;
        }
        return failed(id_, {"not_readable", "ingest", "reading failed: " + input_.failure(), ""});
    }

    std::optional<Record> record() {
        const std::uint64_t limit = options_.max_page * Options::kRecordFactor;
        for (;;) {
            Record record;
            record.kind = Record::Kind::json;
            const Input::Taken taken =
                kind_ == Kind::lines ? input_.take_line(record.bytes, limit) : input_.take_value(record.bytes, limit);
            if (taken == Input::Taken::piece && record.bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF") == std::string::npos)
                continue;  // an empty line
            if (taken == Input::Taken::end) {
                done_ = true;
                if (count_ > 0 || standard_) return std::nullopt;  // no records on a pipe is no records, no failure
                return failed(id_, {"empty", "ingest", "there is no record in it", ""});
            }
            ++count_;
            record.id = count_ == 1 ? id_ : (standard_ ? id_ : id_ + "-") + std::to_string(count_);  // "-", "-2"; "a", "a-2"
            if (taken == Input::Taken::too_long)
                record.error = Error{"too_large", "ingest",
                                     "the record is longer than " + std::to_string(limit) + " bytes, " +
                                         std::to_string(Options::kRecordFactor) + " times --max-page",
                                     ""};
            if (taken == Input::Taken::broken) {
                done_ = true;
                record.error = Error{"not_readable", "ingest", "reading failed: " + input_.failure(), ""};
            }
            return record;
        }
    }

    Input input_;
    std::string id_;
    Kind kind_;
    const Options& options_;
    bool standard_;
    bool done_ = false;
    int count_ = 0;
};

std::optional<Kind> forced(As as) {
    switch (as) {
        case As::sniff: return std::nullopt;
        case As::html: return Kind::html;
        case As::text: return Kind::text;
        case As::jsonl: return Kind::lines;
        case As::json: return Kind::values;
    }
    return std::nullopt;
}

/// A file to be read, found by name or in a folder.
struct File {
    std::string path;
    std::string id;
    std::uint64_t size = 0;
    std::optional<Error> error;
};

/// The pages below `folder`, in byte order of their paths below it. What stands beside pages (pictures, scripts, hidden
/// files) is passed over; folders that are links are not followed, they may lead in a circle.
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

class Sequence : public Source {
public:
    Sequence(std::vector<std::string> names, const Options& options) : names_(std::move(names)), options_(options) {
        std::reverse(names_.begin(), names_.end());
    }

    std::optional<Record> next() override {
        for (;;) {
            if (current_) {
                if (auto record = current_->next()) return record;
                done_bytes_ += current_size_;
                current_.reset();
            }
            if (!files_.empty()) {
                File file = std::move(files_.back());
                files_.pop_back();
                if (auto record = open_file(std::move(file), true)) return record;
                continue;
            }
            if (folder_pages_ == 0) {
                folder_pages_ = -1;
                return failed(folder_id_, {"no_pages", "ingest", "no page in folder " + folder_, ""});
            }
            folder_pages_ = -1;
            if (names_.empty()) return std::nullopt;
            const std::string name = std::move(names_.back());
            names_.pop_back();
            if (auto record = open_name(name)) return record;
        }
    }

    [[nodiscard]] double fraction() const override {
        if (!names_.empty() || total_bytes_ == 0 || piped_) return -1;
        const std::uint64_t read = done_bytes_ + (current_ ? std::min(current_->bytes_read(), current_size_) : 0);
        return static_cast<double>(read) / static_cast<double>(total_bytes_);
    }

private:
    std::optional<Record> open_name(const std::string& name) {
        if (name == "-") return open_standard();
        if (is_url(name)) return failed(name, not_supported("a URL"));
        std::error_code error;
        if (fs::is_directory(name, error)) {
            folder_ = name;
            while (folder_.size() > 1 && folder_.back() == '/') folder_.pop_back();
            folder_id_ = without_extension(folder_, false);
            folder_pages_ = 0;
            files_ = walk(folder_, options_);
            std::reverse(files_.begin(), files_.end());
            for (const File& file : files_) total_bytes_ += file.size;
            return std::nullopt;
        }
        File file;
        file.id = name;
        const std::uint64_t size = fs::file_size(name, error);
        file.size = error ? 0 : size;
        total_bytes_ += file.size;
        file.path = name;
        return open_file(std::move(file), false);
    }

    std::optional<Record> open_standard() {
        if (std::exchange(standard_used_, true))
            return failed("-", {"not_readable", "ingest", "standard input has been read already", ""});
        piped_ = true;
        Input input = Input::standard();
        Kind kind = Kind::lines;
        if (const auto said = forced(options_.as))
            kind = *said;
        else if (const std::string_view head = input.peek(4096, true); !head.empty())
            kind = kind_of_bytes(head);
        current_.emplace(std::move(input), "-", kind, options_, true);
        current_size_ = 0;
        return std::nullopt;
    }

    /// Makes `file` the current source; an error record if it cannot be opened. In a folder, what does not look like a page
    /// is passed over, unless its name says that it is one.
    std::optional<Record> open_file(File file, bool in_folder) {
        std::string id = without_extension(file.id, in_folder);
        if (file.error) {
            ++folder_pages_;
            return failed(std::move(id), std::move(*file.error));
        }
        auto input = Input::open(file.path);
        if (!input) {
            if (in_folder) ++folder_pages_;
            return failed(std::move(id), std::move(input.error()));
        }
        const NamedKind named = kind_of_name(file.path);
        Kind kind = named.kind;
        if (const auto said = forced(options_.as)) {
            kind = *said;
        } else {
            const Kind shown = kind_of_bytes(input->peek(4096));
            if (!named.known || shown == Kind::warc) kind = shown;
            if (in_folder && !named.known && shown != Kind::html && shown != Kind::warc) {
                done_bytes_ += file.size;
                return std::nullopt;
            }
        }
        if (in_folder) ++folder_pages_;
        current_.emplace(std::move(*input), std::move(id), kind, options_, false);
        current_size_ = file.size;
        return std::nullopt;
    }

    std::vector<std::string> names_;  // in reverse
    const Options options_;
    std::vector<File> files_;  // of the folder being walked, in reverse
    std::string folder_, folder_id_;
    int folder_pages_ = -1;  // pages found in the folder being walked; -1 outside a folder
    std::optional<InputSource> current_;
    std::uint64_t current_size_ = 0, done_bytes_ = 0, total_bytes_ = 0;
    bool standard_used_ = false, piped_ = false;
};

}  // namespace

std::unique_ptr<Source> open(std::vector<std::string> names, const Options& options) {
    return std::make_unique<Sequence>(std::move(names), options);
}

}  // namespace newshound::ingest
