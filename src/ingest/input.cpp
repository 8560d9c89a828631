#include "ingest/input.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace newshound::ingest {

namespace {

constexpr std::size_t kChunk = 1 << 16;
constexpr std::size_t kHead = 1 << 12;  // what is kept of a piece that is too long: enough to find its id

}  // namespace

Result<Input> Input::open(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        if (errno == ENOENT || errno == ENOTDIR) return fail("not_found", "ingest", "no such file or folder: " + path, path);
        return fail("not_readable", "ingest", "cannot read " + path + ": " + std::strerror(errno), path);
    }
    struct stat info {};
    if (::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
        ::close(fd);
        return fail("is_a_folder", "ingest", path + " is a folder, not a file", path);
    }
    return Input(fd, true);
}

Input Input::standard() { return Input(STDIN_FILENO, false); }

Input Input::of(std::string bytes) {
    Input input(-1, false);
    input.bytes_read_ = bytes.size();
    input.buffer_ = std::move(bytes);
    input.end_ = true;
    return input;
}

Input Input::of_descriptor(int fd) { return Input(fd, true); }

archive::ReadBytes Input::as_bytes(std::shared_ptr<Input> input) {
    return [input = std::move(input)](char* to, std::size_t size) -> Result<std::size_t> {
        if (input->rest().empty() && !input->fill()) {
            if (input->failure_.empty()) return std::size_t{0};
            return fail("not_readable", "ingest", "reading failed: " + input->failure_);
        }
        const std::size_t n = std::min(size, input->rest().size());
        std::memcpy(to, input->rest().data(), n);
        input->drop(n);
        return n;
    };
}

Input Input::unpacked(Input packed) {
    Input input(-1, false);
    input.packed_ = std::make_shared<Input>(std::move(packed));
    input.unpacking_ = std::make_shared<archive::GunzipStream>(as_bytes(input.packed_));
    return input;
}

Input::Input(Input&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      owns_(std::exchange(other.owns_, false)),
      packed_(std::move(other.packed_)),
      unpacking_(std::move(other.unpacking_)),
      end_(other.end_),
      buffer_(std::move(other.buffer_)),
      position_(other.position_),
      bytes_read_(other.bytes_read_),
      failure_(std::move(other.failure_)) {}

Input& Input::operator=(Input&& other) noexcept {
    if (this != &other) {
        this->~Input();
        new (this) Input(std::move(other));
    }
    return *this;
}

Input::~Input() {
    if (owns_) ::close(fd_);
}

bool Input::fill() {
    if (end_) return false;
    if (position_ > kChunk && position_ * 2 > buffer_.size()) {  // keep the buffer short without moving bytes each time
        buffer_.erase(0, position_);
        position_ = 0;
    }
    const std::size_t before = buffer_.size();
    buffer_.resize(before + kChunk);
    const std::size_t n = read_some(buffer_.data() + before, kChunk);
    buffer_.resize(before + n);
    if (n == 0) end_ = true;
    bytes_read_ += n;
    return n > 0;
}

std::size_t Input::read_some(char* to, std::size_t size) {
    if (unpacking_) {
        const auto n = unpacking_->read(to, size);
        if (!n) failure_ = n.error().message;
        return n.value_or(0);
    }
    ssize_t n;
    do {
        n = ::read(fd_, to, size);
    } while (n < 0 && errno == EINTR);
    if (n < 0) failure_ = std::strerror(errno);
    return n > 0 ? static_cast<std::size_t>(n) : 0;
}

void Input::drop(std::size_t n) {
    position_ += n;
    if (position_ == buffer_.size()) {
        buffer_.clear();
        position_ = 0;
        if (buffer_.capacity() > 16 * kChunk) buffer_.shrink_to_fit();
    }
}

std::string_view Input::peek(std::size_t wanted, bool line) {
    std::size_t searched = 0;
    while (rest().size() < wanted) {
        if (line && rest().find('\n', searched) != std::string_view::npos) break;
        searched = rest().size();
        if (!fill()) break;
    }
    return rest();
}

Input::Taken Input::take_line(std::string& out, std::uint64_t limit) {
    out.clear();
    std::size_t searched = 0;
    bool skipping = false;
    for (;;) {
        const std::string_view bytes = rest();
        const std::size_t found = bytes.find('\n', searched);
        const std::size_t length = found == std::string_view::npos ? bytes.size() : found;
        if (!skipping && length > limit) {
            out.assign(bytes.substr(0, kHead));
            skipping = true;
        }
        if (found != std::string_view::npos) {
            if (!skipping) {
                out.assign(bytes.substr(0, found));
                if (!out.empty() && out.back() == '\r') out.pop_back();
            }
            drop(found + 1);
            return skipping ? Taken::too_long : Taken::piece;
        }
        if (skipping) drop(bytes.size());
        searched = rest().size();
        if (fill()) continue;
        if (!failure_.empty()) return Taken::broken;
        if (skipping) return Taken::too_long;
        if (rest().empty()) return Taken::end;
        out.assign(rest());
        if (out.back() == '\r') out.pop_back();
        drop(rest().size());
        return Taken::piece;
    }
}

Input::Taken Input::take_value(std::string& out, std::uint64_t limit) {
    out.clear();
    for (;;) {  // to the object's first brace
        const std::size_t start = rest().find_first_not_of(" \t\r\n,[]\xEF\xBB\xBF");
        if (start != std::string_view::npos) {
            drop(start);
            break;
        }
        drop(rest().size());
        if (!fill()) return failure_.empty() ? Taken::end : Taken::broken;
    }
    if (rest().front() != '{') return take_line(out, limit);
    std::size_t at = 0;
    int depth = 0;
    bool in_string = false, escaped = false, skipping = false;
    for (;;) {
        const std::string_view bytes = rest();
        for (; at < bytes.size(); ++at) {
            const char c = bytes[at];
            if (in_string) {
                if (escaped)
                    escaped = false;
                else if (c == '\\')
                    escaped = true;
                else if (c == '"')
                    in_string = false;
            } else if (c == '"') {
                in_string = true;
            } else if (c == '{' || c == '[') {
                ++depth;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                const bool too_long = skipping || at + 1 > limit;
                if (!skipping) out.assign(bytes.substr(0, too_long ? std::min(at + 1, kHead) : at + 1));
                drop(at + 1);
                return too_long ? Taken::too_long : Taken::piece;
            }
        }
        if (!skipping && bytes.size() > limit) {
            out.assign(bytes.substr(0, kHead));
            skipping = true;
        }
        if (skipping) {
            drop(bytes.size());
            at = 0;
        }
        if (fill()) continue;  // `at` counts from rest(), which moves with the buffer
        if (!failure_.empty()) return Taken::broken;
        if (skipping) return Taken::too_long;
        out.assign(rest());  // it never closes: a parser will say so
        drop(rest().size());
        return Taken::piece;
    }
}

Input::Taken Input::take_all(std::string& out, std::uint64_t limit) {
    out.clear();
    while (rest().size() <= limit && fill()) {
    }
    if (rest().size() > limit) {
        out.assign(rest().substr(0, kHead));
        drop(rest().size());
        end_ = true;  // what is left is not read: it may never end
        return Taken::too_long;
    }
    if (!failure_.empty()) return Taken::broken;
    if (rest().empty()) return Taken::end;
    out.assign(rest());
    drop(rest().size());
    return Taken::piece;
}

}  // namespace newshound::ingest
