// What a WARC file contains, unpacked, as bytes in a row that move along the file. A plain file is its own content. Of a
// gzip file it is the content of its members, one after another, each unpacked as a whole by libdeflate (about three times
// as fast as a stream) where it is not too large for that, else by zlib in pieces.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "archive/buffer.h"
#include "archive/gzip.h"
#include "archive/inflate.h"
#include "base/result.h"

struct libdeflate_decompressor;

namespace newshound::archive {

/// True if `bytes` begin with "WARC/" and a digit.
bool begins_record(std::string_view bytes);

/// True if `packed` begins a gzip member whose content begins with a record. 64 KiB of it are enough, mostly 1 KiB.
bool unpacks_to_record(std::string_view packed);

class Window {
public:
    explicit Window(ReadBytes from);
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;
    ~Window();

    /// What ends view() before its time.
    enum class Barrier {
        none,
        member,        ///< a gzip member that begins with a record: what is before it belongs to another
        damaged,       ///< gzip data that cannot be unpacked, or no gzip where a member should begin
        bad_checksum,  ///< a member whose content has been changed
        bomb,          ///< a member that blows up to very much more than it is, and has been given up
        truncated,     ///< the file ends inside a member
        end,           ///< the file ends
        failed         ///< the medium failed: failure()
    };

    /// At least `wanted` bytes from here on, fewer only before a barrier. Views move with each call that is not const.
    std::string_view view(std::size_t wanted);
    /// Goes one step further in a member that is unpacked in pieces, so that a checksum right behind the bytes in view is
    /// known.
    void settle();
    /// Moves on; `n` bytes must have been in view.
    void drop(std::size_t n);
    /// Why the last view() was shorter than wanted.
    [[nodiscard]] Barrier barrier() const { return stop_ ? Barrier::member : barrier_; }
    /// Drops what is left before the barrier and goes on behind it: after damage, at the next member whose content begins
    /// with a record. False if there is nothing more.
    bool pass();

    [[nodiscard]] bool packed() const { return packed_; }
    /// Where the byte that view() begins with stands in the file; in a gzip file, where its member begins.
    [[nodiscard]] std::uint64_t offset() const;
    /// Bytes of the file read so far.
    [[nodiscard]] std::uint64_t bytes_read() const { return bytes_read_; }
    [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }
    /// A good record ends here: what a member may blow up to without one is counted from here.
    void mark_good() { made_since_good_ = used_since_good_ = 0; }

private:
    struct Start {
        std::size_t position;  // in out_'s view
        std::uint64_t offset;  // in the file
    };

    void more(std::size_t wanted);
    void start();
    void read_to(Buffer& buffer);
    std::size_t next_read();
    void want_input(std::size_t bytes);
    void more_plain(std::size_t wanted);
    void next_member();
    bool whole_member();
    void begin_stream();
    void more_of_stream(std::size_t wanted);
    void end_stream(Inflater::Outcome outcome);
    void member_added(std::size_t position, std::uint64_t offset);
    bool find_member();
    [[nodiscard]] std::uint64_t input_offset() const { return bytes_read_ - in_.size(); }

    ReadBytes from_;
    Buffer in_;   // packed bytes (gzip only)
    Buffer out_;  // content
    bool packed_ = false;
    bool started_ = false;
    bool input_ended_ = false;
    bool short_read_ = false;  // a pipe that has no more for now: what has come is tried first
    std::size_t read_size_ = 0;
    std::uint64_t bytes_read_ = 0;
    Barrier barrier_ = Barrier::none;
    std::optional<std::size_t> stop_;  // where in out_'s view the barrier `member` stands
    std::vector<Start> starts_;        // members that begin in view, and the one it begins in
    std::optional<Error> failure_;

    libdeflate_decompressor* whole_ = nullptr;
    Inflater stream_{Inflater::Wrap::gzip};
    bool streaming_ = false;
    std::size_t stream_used_ = 0;   // bytes of in_ that the stream has taken and that are kept to search after damage
    std::size_t stream_start_ = 0;  // where in out_'s view its content begins, until the first bytes have been looked at
    bool stream_looked_at_ = true;
    std::uint64_t stream_offset_ = 0;
    std::uint64_t used_since_good_ = 0;
    std::uint64_t made_since_good_ = 0;
};

}  // namespace newshound::archive
