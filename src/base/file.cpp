#include "base/file.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace newshound::file {

namespace {

tl::unexpected<Error> error_of(const std::string& path) {
    if (errno == ENOENT) return fail("not_found", "ingest", "no such file: " + path, path);
    return fail("not_readable", "ingest", "cannot read " + path + ": " + std::strerror(errno), path);
}

}  // namespace

Result<std::string> read(const std::string& path, std::uint64_t limit) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return error_of(path);
    struct stat info {};
    if (::fstat(fd, &info) != 0 || S_ISDIR(info.st_mode)) {
        ::close(fd);
        return fail("is_a_folder", "ingest", path + " is a folder, not a file", path);
    }
    std::string bytes;
    bytes.reserve(static_cast<std::size_t>(info.st_size) + 1);
    char buffer[1 << 16];
    for (;;) {
        const ssize_t n = ::read(fd, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            const auto error = error_of(path);
            ::close(fd);
            return error;
        }
        if (n == 0) break;
        bytes.append(buffer, static_cast<std::size_t>(n));
        if (bytes.size() > limit) {
            ::close(fd);
            return fail("too_large", "ingest", path + " is larger than the limit of " + std::to_string(limit) + " bytes",
                        path);
        }
    }
    ::close(fd);
    return bytes;
}

Status write_atomically(const std::string& path, std::string_view bytes) {
    const std::string temporary = path + ".new." + std::to_string(::getpid());
    {
        std::ofstream out(temporary, std::ios::binary);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.flush();
        if (!out) {
            std::error_code ignored;
            std::filesystem::remove(temporary, ignored);
            return fail("not_writable", "ingest", "cannot write " + path + ": " + std::strerror(errno), path);
        }
    }
    std::error_code error;
    std::filesystem::rename(temporary, path, error);
    if (error) return fail("not_writable", "ingest", "cannot write " + path + ": " + error.message(), path);
    return {};
}

Result<Map> Map::open(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return error_of(path);
    struct stat info {};
    if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(fd);
        return fail("not_readable", "ingest", path + " is no regular file", path);
    }
    Map map;
    map.size_ = static_cast<std::size_t>(info.st_size);
    if (map.size_ > 0) {
        void* at = ::mmap(nullptr, map.size_, PROT_READ, MAP_PRIVATE, fd, 0);
        if (at == MAP_FAILED) {
            map.size_ = 0;
            const auto error = error_of(path);
            ::close(fd);
            return error;
        }
        map.data_ = static_cast<const char*>(at);
    }
    ::close(fd);
    return map;
}

Map::Map(Map&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

Map& Map::operator=(Map&& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    return *this;
}

Map::~Map() {
    if (data_) ::munmap(const_cast<char*>(data_), size_);
}

}  // namespace newshound::file
