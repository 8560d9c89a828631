#include "archive/window.h"

#include <libdeflate.h>

#include <algorithm>

namespace newshound::archive {

namespace {

constexpr std::size_t kFirstRead = 16u << 10;  // of the file at once, at first...
constexpr std::size_t kRead = 1u << 20;        // ...and later on
constexpr std::size_t kLowInput =
    256u << 10;  // less packed input than this: read before unpacking, members are rarely larger
constexpr std::size_t kMostForWhole = 4u << 20;    // packed bytes to gather for a member to be unpacked as a whole
constexpr std::size_t kFirstRoom = 32u << 10;      // for the content of a member, and...
constexpr std::size_t kMostRoom = 8u << 20;        // ...where libdeflate gives up and zlib takes over
constexpr std::size_t kKeptCapacity = 16u << 20;   // memory kept between members
constexpr std::size_t kPiece = 64u << 10;          // least piece of a stream
constexpr std::size_t kSearchBack = 4u << 20;      // packed bytes of a stream kept to look for lost members in
constexpr std::size_t kProbe = 64u << 10;          // packed bytes that show how a member begins
constexpr std::uint64_t kBombSize = 256ull << 20;  // content without a good record...
constexpr std::uint64_t kBombRatio = 100;          // ...at such a ratio is none: text reaches 10, rarely 30

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_padding(char c) { return c == '\0' || c == '\r' || c == '\n'; }

}  // namespace

bool begins_record(std::string_view bytes) {
    return bytes.size() >= 6 && bytes.substr(0, 5) == "WARC/" && is_digit(bytes[5]);
}

bool unpacks_to_record(std::string_view packed) {
    if (!is_gzip(packed)) return false;
    Inflater probe(Inflater::Wrap::gzip);
    char content[64];
    std::size_t filled = 0;
    while (filled < sizeof content) {
        std::size_t made = 0;
        const auto outcome = probe.run(packed, content + filled, sizeof content - filled, made);
        filled += made;
        if (outcome != Inflater::Outcome::progress || made == 0) break;
    }
    std::string_view begin(content, filled);
    begin.remove_prefix(std::min(begin.size(), begin.find_first_not_of("\r\n")));
    return begins_record(begin);
}

Window::Window(ReadBytes from) : from_(std::move(from)), whole_(libdeflate_alloc_decompressor()) {}

Window::~Window() {
    if (whole_) libdeflate_free_decompressor(whole_);
}

std::string_view Window::view(std::size_t wanted) {
    while (!stop_ && barrier_ == Barrier::none && out_.size() < wanted) more(wanted);
    return out_.view().substr(0, stop_.value_or(out_.size()));
}

void Window::drop(std::size_t n) {
    out_.drop(n);
    if (stop_) *stop_ -= n;
    if (!stream_looked_at_) stream_start_ -= n;
    if (starts_.empty()) return;
    std::size_t kept = 0;  // the first start that still matters: the last one at or before the new beginning
    while (kept + 1 < starts_.size() && starts_[kept + 1].position <= n) ++kept;
    starts_.erase(starts_.begin(), starts_.begin() + static_cast<std::ptrdiff_t>(kept));
    for (Start& start : starts_) start.position -= std::min(start.position, n);
}

bool Window::pass() {
    if (stop_) {
        drop(*stop_);
        stop_.reset();
        return true;
    }
    drop(out_.size());
    switch (barrier_) {
        case Barrier::none: return true;
        case Barrier::end:
        case Barrier::failed: return false;
        default: return packed_ && find_member();
    }
}

void Window::settle() {
    if (streaming_ && barrier_ == Barrier::none) more_of_stream(out_.size() + 1);
}

std::uint64_t Window::offset() const {
    if (!packed_) return bytes_read_ - out_.size();
    return starts_.empty() ? input_offset() : starts_.front().offset;
}

void Window::more(std::size_t wanted) {
    if (!started_) return start();
    if (!packed_) return more_plain(wanted);
    if (streaming_) return more_of_stream(wanted);
    next_member();
}

void Window::start() {
    want_input(4);
    started_ = true;
    packed_ = is_gzip(in_.view());
    if (packed_) return;
    out_.reserve(std::max(in_.size(), kFirstRead));
    std::copy(in_.view().begin(), in_.view().end(), out_.tail());
    out_.added(in_.size());
    in_.drop(in_.size());
}

void Window::read_to(Buffer& buffer) {
    const std::size_t asked = buffer.room();
    auto n = from_(buffer.tail(), asked);
    if (!n) {
        failure_ = std::move(n.error());  // what was read before is good: the barrier stands behind it
        input_ended_ = true;
        return;
    }
    buffer.added(*n);
    bytes_read_ += *n;
    input_ended_ = *n == 0;
    short_read_ = *n < asked;
}

/// Small files cost little memory, large ones few reads.
std::size_t Window::next_read() {
    const std::size_t now = read_size_ == 0 ? kFirstRead : read_size_;
    read_size_ = std::min(kRead, now * 2);
    return now;
}

void Window::want_input(std::size_t bytes) {
    while (in_.size() < bytes && !input_ended_) {
        // Few large reads: what is left over is moved to the front at most once a megabyte.
        if (in_.room() < kFirstRead) in_.reserve(std::max(next_read(), bytes - in_.size()));
        read_to(in_);
    }
}

void Window::more_plain(std::size_t wanted) {
    if (input_ended_) {
        barrier_ = failure_ ? Barrier::failed : Barrier::end;
        return;
    }
    if (out_.size() == 0) out_.trim(kKeptCapacity);
    const std::size_t missing = wanted - out_.size();
    if (out_.room() < std::max(missing, kFirstRead)) out_.reserve(std::max(missing, next_read()));
    read_to(out_);
}

void Window::next_member() {
    if (in_.size() < kLowInput && !short_read_) want_input(kLowInput);
    for (;;) {
        want_input(1);
        const std::string_view packed = in_.view();
        const auto first = std::find_if_not(packed.begin(), packed.end(), is_padding);
        in_.drop(static_cast<std::size_t>(first - packed.begin()));
        if (in_.size() > 0) break;
        if (!input_ended_) continue;
        barrier_ = failure_ ? Barrier::failed : Barrier::end;
        return;
    }
    want_input(4);
    if (!is_gzip(in_.view())) {
        barrier_ = Barrier::damaged;
        return;
    }
    if (out_.size() == 0) out_.trim(kKeptCapacity);
    if (!whole_member()) begin_stream();
}

bool Window::whole_member() {
    if (whole_ == nullptr) return false;
    if (out_.room() < kFirstRoom || out_.size() == 0) out_.reserve(kFirstRoom);
    for (;;) {
        std::size_t used = 0;
        std::size_t made = 0;
        const auto result =
            libdeflate_gzip_decompress_ex(whole_, in_.view().data(), in_.size(), out_.tail(), out_.room(), &used, &made);
        if (result == LIBDEFLATE_SUCCESS) {
            const std::size_t position = out_.size();
            out_.added(made);
            member_added(position, input_offset());
            in_.drop(used);
            return true;
        }
        if (result == LIBDEFLATE_INSUFFICIENT_SPACE) {
            if (out_.room() >= kMostRoom) return false;
            out_.reserve(std::min(kMostRoom, out_.room() * 4));
        } else {  // damaged, or not all of it has been read
            if (input_ended_ || in_.size() >= kMostForWhole) return false;
            want_input(std::min(kMostForWhole, std::max(in_.size() * 2, kPiece)));
        }
    }
}

void Window::begin_stream() {
    stream_.reset();
    streaming_ = true;
    stream_used_ = 0;
    stream_start_ = out_.size();
    stream_looked_at_ = false;
    stream_offset_ = input_offset();
}

void Window::more_of_stream(std::size_t wanted) {
    do {
        if (stream_used_ == in_.size() && !input_ended_) {
            if (stream_used_ > kSearchBack) {
                in_.drop(stream_used_ - kRead);
                stream_used_ = kRead;
            }
            want_input(in_.size() + 1);
        }
        if (stream_used_ == in_.size()) {
            streaming_ = false;
            barrier_ = failure_ ? Barrier::failed : Barrier::truncated;
            break;
        }
        const std::size_t missing = wanted > out_.size() ? wanted - out_.size() : 0;
        if (out_.room() < std::max(missing, kPiece)) out_.reserve(std::max(missing, kPiece * 4));
        std::string_view rest = in_.view().substr(stream_used_);
        std::size_t made = 0;
        const auto outcome = stream_.run(rest, out_.tail(), out_.room(), made);
        const std::size_t used = in_.size() - stream_used_ - rest.size();
        stream_used_ += used;
        out_.added(made);
        used_since_good_ += used;
        made_since_good_ += made;
        if (outcome != Inflater::Outcome::progress) {
            end_stream(outcome);
        } else if (made_since_good_ > kBombSize && made_since_good_ / kBombRatio > used_since_good_) {
            streaming_ = false;
            barrier_ = Barrier::bomb;
        }
        // The first bytes tell whether it goes on with what was before: nobody may see it sooner.
    } while (streaming_ && out_.size() < stream_start_ + 6 && !stream_looked_at_);
    if (!stream_looked_at_) {
        stream_looked_at_ = true;
        member_added(stream_start_, stream_offset_);
    }
}

void Window::end_stream(Inflater::Outcome outcome) {
    streaming_ = false;
    switch (outcome) {
        case Inflater::Outcome::end:
            in_.drop(stream_used_);
            stream_used_ = 0;
            break;
        case Inflater::Outcome::bad_checksum: barrier_ = Barrier::bad_checksum; break;
        default: barrier_ = Barrier::damaged;
    }
}

void Window::member_added(std::size_t position, std::uint64_t offset) {
    if (position == 0) starts_.clear();
    starts_.push_back({position, offset});
    if (begins_record(out_.view().substr(position))) stop_ = position;
}

bool Window::find_member() {
    const Barrier why = barrier_;
    const std::size_t used = std::exchange(stream_used_, 0);
    streaming_ = false;
    if (why == Barrier::bad_checksum) {
        // The member has been read to its end: the next one begins behind it, with or without the four bytes of the length.
        for (const std::size_t tail : {std::size_t{0}, std::size_t{4}}) {
            want_input(used + tail + kProbe);
            if (in_.size() < used + tail || !unpacks_to_record(in_.view().substr(used + tail))) continue;
            in_.drop(used + tail);
            barrier_ = Barrier::none;
            return true;
        }
    }
    in_.drop(why == Barrier::bomb ? used : std::min<std::size_t>(1, in_.size()));
    constexpr std::string_view magic = "\x1f\x8b\x08";
    for (;;) {
        const std::size_t at = in_.view().find(magic);
        if (at == std::string_view::npos) {
            in_.drop(in_.size() - std::min(in_.size(), magic.size() - 1));
            const std::uint64_t before = bytes_read_;
            want_input(kRead);
            if (bytes_read_ > before) continue;
            in_.drop(in_.size());
            barrier_ = failure_ ? Barrier::failed : Barrier::end;
            return false;
        }
        in_.drop(at);
        want_input(kProbe);
        if (unpacks_to_record(in_.view())) break;
        in_.drop(1);
    }
    barrier_ = Barrier::none;
    return true;
}

}  // namespace newshound::archive
