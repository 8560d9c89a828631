#include "archive/gzip.h"

#include <fcntl.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "archive/buffer.h"
#include "archive/inflate.h"

namespace newshound::archive {

namespace {

constexpr std::size_t kChunk = 64u << 10;
constexpr std::size_t kMostPerByte = 1032;  // no deflate stream gives more for a byte

struct File {
    File(int descriptor, bool owns) : fd(descriptor), owned(owns) {}
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int fd;
    bool owned;
    ~File() {
        if (owned) ::close(fd);
    }
};

struct FreeDecompressor {
    void operator()(libdeflate_decompressor* d) const { libdeflate_free_decompressor(d); }
};

libdeflate_decompressor* decompressor() {
    thread_local const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> mine(libdeflate_alloc_decompressor());
    return mine.get();
}

/// The content's size modulo 2^32 stands in a member's last four bytes; true of the last member of a buffer only, and only
/// if nothing follows it: a guess, held within what the bytes can give.
std::size_t guessed_size(std::string_view bytes) {
    if (bytes.size() < 18) return 0;
    std::uint32_t size = 0;
    for (std::size_t i = 0; i < 4; ++i)
        size |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[bytes.size() - 4 + i])) << (8 * i);
    return static_cast<std::size_t>(std::min<std::uint64_t>(size, std::uint64_t{kMostPerByte} * bytes.size()));
}

enum class Member { whole, over_limit, unclear };

/// One member by libdeflate, appended to `out`; what it used is cut from `bytes`.
Member whole_member(std::string_view& bytes, std::string& out, std::uint64_t limit) {
    libdeflate_decompressor* const with = decompressor();
    if (with == nullptr) return Member::unclear;
    const std::size_t before = out.size();
    const std::uint64_t allowed = limit - before;
    const auto most = static_cast<std::size_t>(std::min<std::uint64_t>(allowed, kMostPerByte * bytes.size()));
    std::size_t room = std::min(most, std::max<std::size_t>(guessed_size(bytes), kChunk));
    for (;;) {
        out.resize(before + room);
        std::size_t used = 0;
        std::size_t made = 0;
        const auto result =
            libdeflate_gzip_decompress_ex(with, bytes.data(), bytes.size(), out.data() + before, room, &used, &made);
        out.resize(before + (result == LIBDEFLATE_SUCCESS ? made : 0));
        if (result == LIBDEFLATE_SUCCESS) {
            bytes.remove_prefix(used);
            return Member::whole;
        }
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE) return Member::unclear;
        if (room == most) return most == allowed ? Member::over_limit : Member::unclear;
        room = room > most / 4 ? most : room * 4;
    }
}

/// One member by zlib, as far as it goes. Gives false when it would pass the limit.
bool member_as_far_as_it_goes(std::string_view& bytes, std::string& out, std::uint64_t limit, bool& complete) {
    Inflater inflater(Inflater::Wrap::gzip);
    complete = false;
    for (;;) {
        const std::size_t before = out.size();
        const std::size_t left = bytes.size();
        const auto room = static_cast<std::size_t>(std::min<std::uint64_t>(kChunk, limit - before + 1));
        out.resize(before + room);
        std::size_t made = 0;
        const auto outcome = inflater.run(bytes, out.data() + before, room, made);
        out.resize(before + made);
        if (out.size() > limit) return false;
        if (outcome == Inflater::Outcome::end) complete = true;
        if (outcome != Inflater::Outcome::progress) return true;
        if (made == 0 && bytes.size() == left) return true;  // the bytes end here
    }
}

}  // namespace

Result<ReadBytes> read_file(const std::string& path) {
    const bool standard = path == "-";
    const int fd = standard ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        if (errno == ENOENT) return fail("not_found", "ingest", "no such file: " + path, path);
        return fail("not_readable", "ingest", "cannot read " + path + ": " + std::strerror(errno), path);
    }
    auto file = std::make_shared<File>(fd, !standard);
    struct stat info {};
    if (::fstat(fd, &info) == 0 && S_ISDIR(info.st_mode))
        return fail("is_a_folder", "ingest", path + " is a folder, not a file", path);
    return ReadBytes([file, path](char* to, std::size_t size) -> Result<std::size_t> {
        for (;;) {
            const ssize_t n = ::read(file->fd, to, size);
            if (n >= 0) return static_cast<std::size_t>(n);
            if (errno != EINTR)
                return fail("not_readable", "ingest", "cannot read " + path + ": " + std::strerror(errno), path);
        }
    });
}

ReadBytes read_view(std::string_view bytes) {
    return [bytes](char* to, std::size_t size) mutable -> Result<std::size_t> {
        const std::size_t n = std::min(size, bytes.size());
        if (n > 0) std::memcpy(to, bytes.data(), n);
        bytes.remove_prefix(n);
        return n;
    };
}

bool is_gzip(std::string_view bytes) {
    return bytes.size() >= 4 && bytes.substr(0, 3) == "\x1f\x8b\x08" && (static_cast<unsigned char>(bytes[3]) & 0xE0) == 0;
}

Result<Ending> gunzip(std::string_view bytes, std::string& out, std::uint64_t limit) {
    out.clear();
    if (!is_gzip(bytes)) return fail("not_gzip", "ingest", "these are no gzip data");
    const auto too_large = [&] {
        out.clear();
        return fail("too_large", "ingest", "decompresses to more than the limit of " + std::to_string(limit) + " bytes");
    };
    while (is_gzip(bytes)) {
        const Member member = whole_member(bytes, out, limit);
        if (member == Member::over_limit) return too_large();
        if (member == Member::whole) continue;
        bool complete = false;
        if (!member_as_far_as_it_goes(bytes, out, limit, complete)) return too_large();
        if (!complete && out.empty()) return fail("not_gzip", "ingest", "damaged from the first byte on");
        if (!complete) return Ending::cut;
    }
    return Ending::complete;
}

struct GunzipStream::State {
    ReadBytes from;
    Buffer in;
    Inflater inflater{Inflater::Wrap::gzip};
    bool in_member = false;
    bool any_member = false;
    bool input_ended = false;

    /// Reads until `wanted` bytes are there or the input ends.
    Status want(std::size_t wanted) {
        while (in.size() < wanted && !input_ended) {
            in.reserve(kChunk);
            auto n = from(in.tail(), kChunk);
            if (!n) return tl::unexpected<Error>(n.error());
            in.added(*n);
            input_ended = *n == 0;
        }
        return {};
    }
};

GunzipStream::GunzipStream(ReadBytes from) : state_(std::make_unique<State>()) { state_->from = std::move(from); }
GunzipStream::GunzipStream(GunzipStream&&) noexcept = default;
GunzipStream& GunzipStream::operator=(GunzipStream&&) noexcept = default;
GunzipStream::~GunzipStream() = default;

Result<std::size_t> GunzipStream::read(char* to, std::size_t size) {
    State& s = *state_;
    for (;;) {
        if (auto ok = s.want(s.in_member ? 1 : 4); !ok) return tl::unexpected<Error>(ok.error());
        if (!s.in_member) {
            if (!is_gzip(s.in.view())) {
                if (s.any_member || s.in.size() == 0) return std::size_t{0};
                return fail("not_gzip", "ingest", "these are no gzip data");
            }
            s.inflater.reset();
            s.in_member = s.any_member = true;
        }
        std::string_view rest = s.in.view();
        std::size_t made = 0;
        const auto outcome = s.inflater.run(rest, to, size, made);
        s.in.drop(s.in.size() - rest.size());
        if (outcome == Inflater::Outcome::end) s.in_member = false;
        if (made > 0) return made;
        if (outcome == Inflater::Outcome::bad_checksum)
            return fail("broken", "ingest", "the gzip checksum is wrong: the data have been changed");
        if (outcome == Inflater::Outcome::damaged || outcome == Inflater::Outcome::no_memory)
            return fail("broken", "ingest", "the gzip data are damaged");
        if (outcome == Inflater::Outcome::progress && s.in.size() == 0 && s.input_ended)
            return fail("truncated", "ingest", "the gzip data end too early");
    }
}

Result<ReadBytes> maybe_gunzip(ReadBytes from) {
    std::string head(4, '\0');
    std::size_t filled = 0;
    while (filled < head.size()) {
        auto n = from(head.data() + filled, head.size() - filled);
        if (!n) return tl::unexpected<Error>(n.error());
        if (*n == 0) break;
        filled += *n;
    }
    head.resize(filled);
    const bool packed = is_gzip(head);
    ReadBytes whole = [head, from = std::move(from), at = std::size_t{0}](char* to,
                                                                          std::size_t size) mutable -> Result<std::size_t> {
        if (at == head.size()) return from(to, size);
        const std::size_t n = std::min(size, head.size() - at);
        std::copy_n(head.data() + at, n, to);
        at += n;
        return n;
    };
    if (!packed) return whole;
    auto stream = std::make_shared<GunzipStream>(std::move(whole));
    return ReadBytes([stream](char* to, std::size_t size) { return stream->read(to, size); });
}

}  // namespace newshound::archive
