#include "annotate/package.h"

#include <stdlib.h>
#include <zip.h>
#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/hash.h"

namespace newshound::annotate {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{4} << 30;
constexpr std::size_t kMostEntries = 10'000;

tl::unexpected<Error> bad(const std::string& path, const std::string& why) {
    return fail("bad_package", "model", path + ": " + why, path);
}

/// Entry names come from outside: none may lead out of the folder.
bool is_safe(const std::string& name) {
    const fs::path path(name);
    if (name.empty() || path.is_absolute() || name.find('\0') != std::string::npos) return false;
    return std::none_of(path.begin(), path.end(), [](const fs::path& part) { return part == ".."; });
}

/// Writes entries one by one; holds the limits.
class Unpacker {
public:
    Unpacker(std::string archive, fs::path folder) : archive_(std::move(archive)), folder_(std::move(folder)) {}

    Status begin(const std::string& name) {
        if (!is_safe(name)) return bad(archive_, "unsafe entry name");
        if (++entries_ > kMostEntries) return fail("too_large", "model", archive_ + ": too many entries", archive_);
        const fs::path path = folder_ / name;
        std::error_code error;
        fs::create_directories(path.parent_path(), error);
        out_ = std::ofstream(path, std::ios::binary);
        if (!out_) return bad(archive_, "cannot unpack " + name);
        return {};
    }
    Status write(const char* bytes, std::size_t size) {
        total_ += size;
        if (total_ > kMostBytes) return fail("too_large", "model", archive_ + ": over 4 GiB unpacked", archive_);
        out_.write(bytes, static_cast<std::streamsize>(size));
        if (!out_) return bad(archive_, "cannot write to " + folder_.string());
        return {};
    }

private:
    std::string archive_;
    fs::path folder_;
    std::ofstream out_;
    std::uint64_t total_ = 0;
    std::size_t entries_ = 0;
};

Status unpack_zip_entry(zip_t* archive, zip_uint64_t index, const std::string& path, Unpacker& unpacker) {
    const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> entry(zip_fopen_index(archive, index, 0), zip_fclose);
    if (!entry) return bad(path, "an entry cannot be read");
    std::vector<char> buffer(1 << 16);
    for (;;) {
        const zip_int64_t n = zip_fread(entry.get(), buffer.data(), buffer.size());
        if (n < 0) return bad(path, "an entry is damaged");
        if (n == 0) return {};
        if (auto status = unpacker.write(buffer.data(), static_cast<std::size_t>(n)); !status) return status;
    }
}

Status unpack_zip(const std::string& path, Unpacker& unpacker) {
    int code = 0;
    const std::unique_ptr<zip_t, void (*)(zip_t*)> archive(zip_open(path.c_str(), ZIP_RDONLY, &code), zip_discard);
    if (!archive) return bad(path, "no zip archive, or cut short");
    const zip_int64_t count = zip_get_num_entries(archive.get(), 0);
    for (zip_int64_t i = 0; i < count; ++i) {
        const auto index = static_cast<zip_uint64_t>(i);
        const char* name = zip_get_name(archive.get(), index, 0);
        if (name == nullptr) return bad(path, "an entry has no name");
        if (*name != '\0' && name[std::strlen(name) - 1] == '/') continue;
        if (auto status = unpacker.begin(name); !status) return status;
        if (auto status = unpack_zip_entry(archive.get(), index, path, unpacker); !status) return status;
    }
    return {};
}

std::uint64_t octal(const char* field, std::size_t size) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < size && field[i] != '\0'; ++i)
        if (field[i] >= '0' && field[i] <= '7') value = value * 8 + static_cast<std::uint64_t>(field[i] - '0');
    return value;
}

Status unpack_tar_gz(const std::string& path, Unpacker& unpacker) {
    constexpr std::size_t kBlock = 512;
    const std::unique_ptr<gzFile_s, int (*)(gzFile)> in(gzopen(path.c_str(), "rb"), gzclose);
    if (!in) return bad(path, "cannot be read");
    std::string long_name;  // GNU: a name over 100 bytes comes in an entry of its own
    char header[kBlock];
    std::vector<char> block(1 << 16);
    for (;;) {
        const int got = gzread(in.get(), header, kBlock);
        if (got == 0) return {};
        if (got != static_cast<int>(kBlock)) return bad(path, "no tar archive, or cut short");
        if (header[0] == '\0') return {};
        if (std::memcmp(header + 257, "ustar", 5) != 0) return bad(path, "no tar archive");
        const char kind = header[156];
        std::uint64_t size = octal(header + 124, 12);
        if (size > kMostBytes) return bad(path, "an entry is too large");
        const std::string prefix(header + 345, ::strnlen(header + 345, 155));
        std::string name(header, ::strnlen(header, 100));
        if (!prefix.empty() && std::memcmp(header + 257, "ustar\0", 6) == 0) name.insert(0, prefix + "/");
        if (!long_name.empty() && kind != 'L') name = std::exchange(long_name, {});
        const bool is_file = kind == '0' || kind == '\0';
        if (is_file)
            if (auto status = unpacker.begin(name); !status) return status;
        for (std::uint64_t left = (size + kBlock - 1) / kBlock * kBlock; left > 0;) {
            const auto part = static_cast<unsigned>(std::min<std::uint64_t>(left, block.size()));
            if (gzread(in.get(), block.data(), part) != static_cast<int>(part)) return bad(path, "cut short");
            const auto useful = static_cast<std::size_t>(std::min<std::uint64_t>(size, part));
            if (is_file)
                if (auto status = unpacker.write(block.data(), useful); !status) return status;
            if (kind == 'L' && long_name.size() < 4096) long_name.append(block.data(), ::strnlen(block.data(), useful));
            size -= useful;
            left -= part;
        }
    }
}

/// The folder with meta.json and tokenizer at or below `root`, the shallowest in byte order; "" if there is none.
std::string find_model_folder(const fs::path& root) {
    std::error_code error;
    std::vector<fs::path> found;
    const auto is_model = [&](const fs::path& folder) {
        return fs::is_regular_file(folder / "meta.json", error) && fs::is_regular_file(folder / "tokenizer", error);
    };
    if (is_model(root)) return root.string();
    for (fs::recursive_directory_iterator it(root, error), end; !error && it != end; it.increment(error)) {
        if (it.depth() > 6) it.disable_recursion_pending();
        if (it->is_directory(error) && is_model(it->path())) found.push_back(it->path());
    }
    const auto shallow = std::min_element(found.begin(), found.end(), [](const fs::path& a, const fs::path& b) {
        const auto depth = [](const fs::path& p) { return std::distance(p.begin(), p.end()); };
        return depth(a) != depth(b) ? depth(a) < depth(b) : a < b;
    });
    return shallow == found.end() ? std::string() : shallow->string();
}

}  // namespace

Package::Package(Package&& other) noexcept { *this = std::move(other); }

Package& Package::operator=(Package&& other) noexcept {
    std::swap(folder_, other.folder_);
    std::swap(temporary_, other.temporary_);
    std::swap(sha256_, other.sha256_);
    std::swap(name_, other.name_);
    return *this;
}

Package::~Package() {
    std::error_code ignored;
    if (!temporary_.empty()) fs::remove_all(temporary_, ignored);
}

Result<Package> Package::open(const std::string& path) {
    Package out;
    std::error_code error;
    if (!fs::exists(path, error)) return fail("not_found", "model", "no package at " + path, path);
    std::string root = path;
    if (!fs::is_directory(path, error)) {
        auto map = file::Map::open(path);
        if (!map) return tl::unexpected(map.error());
        out.sha256_ = hash::sha256_hex(map->bytes());
        out.name_ = fs::path(path).filename().string();
        std::string pattern = (fs::temp_directory_path(error) / "newshound-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) return bad(path, "no temporary folder can be made");
        out.temporary_ = root = pattern;
        Unpacker unpacker(path, root);
        const bool is_gzip = map->bytes().starts_with("\x1F\x8B");
        if (auto status = is_gzip ? unpack_tar_gz(path, unpacker) : unpack_zip(path, unpacker); !status)
            return tl::unexpected(status.error());
    }
    out.folder_ = find_model_folder(root);
    if (out.folder_.empty()) return bad(path, "no spaCy model in it (a folder with meta.json and tokenizer)");
    return out;
}

Result<std::string> Package::read(const std::string& name) const {
    auto bytes = file::read((fs::path(folder_) / name).string());
    if (!bytes) return bad(folder_, "no file " + name);
    return bytes;
}

bool Package::has(const std::string& name) const {
    std::error_code error;
    return fs::is_regular_file(fs::path(folder_) / name, error);
}

}  // namespace newshound::annotate
