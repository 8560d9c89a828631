// The body of an answer: in memory, or in a temporary file that nobody else sees.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace newshound::net {

/// A file descriptor that is closed at the end of its life.
class Descriptor {
public:
    Descriptor() = default;
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept;
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor();
    [[nodiscard]] int get() const { return fd_; }
    [[nodiscard]] bool open() const { return fd_ >= 0; }
    int release() { return std::exchange(fd_, -1); }

private:
    int fd_ = -1;
};

struct Body {
    std::string bytes;       ///< all of it, unless `file` is open
    Descriptor file;         ///< open, at its start: all of it
    std::uint64_t size = 0;  ///< bytes, decompressed
};

/// How much of a body is wanted, and where.
struct Allowance {
    std::uint64_t bytes = 10 << 20;  ///< more is an error "too_large"
    bool to_file = false;            ///< in a temporary file, without a limit of time; else in memory
};

/// Asked once for each body, when its first bytes have come: `head` is the first 512 or more, or all of it.
using Judge = std::function<Allowance(std::string_view url, std::string_view media_type, std::string_view head)>;

/// A file without a name in the folder for temporary files ($TMPDIR). Error "not_writable".
Result<Descriptor> temporary_file();

}  // namespace newshound::net
