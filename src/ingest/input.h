// A file, standard input or what an archive holds, read in pieces: lines, JSON values or the whole of it, each within a
// limit, so that memory stays bounded whatever comes in. A read gives what is there (no waiting for a full buffer): a line
// is handed on as soon as its end has arrived, which is what a filter in a pipe needs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "archive/gzip.h"
#include "base/result.h"

namespace newshound::ingest {

class Input {
public:
    /// Error "not_found", "not_readable" or "is_a_folder".
    static Result<Input> open(const std::string& path);
    static Input standard();
    /// Reads `bytes` instead of a file.
    static Input of(std::string bytes);
    /// Reads an open file and closes it at the end.
    static Input of_descriptor(int fd);
    /// Reads the gzip file that `packed` is. What cannot be unpacked shows as broken, after what could be.
    static Input unpacked(Input packed);

    Input(Input&& other) noexcept;
    Input& operator=(Input&& other) noexcept;
    Input(const Input&) = delete;
    ~Input();

    enum class Taken {
        piece,     ///< `out` holds it
        end,       ///< nothing is left
        too_long,  ///< it was longer than `limit` bytes and has been skipped; `out` holds its first bytes
        broken     ///< the medium failed or the archive is damaged; message in failure()
    };

    /// The next bytes, at least `wanted` of them unless the input ends (or, with `line`, a line end stands before that).
    /// They stay to be taken.
    std::string_view peek(std::size_t wanted, bool line = false);

    /// The next line without its end ("\n" or "\r\n"); the last one need not have an end.
    Taken take_line(std::string& out, std::uint64_t limit);

    /// The next JSON object by its balanced braces, over as many lines as it takes. Commas, white space and the brackets
    /// of an array around the objects are passed over; what is no object is given by its line (to be refused by a parser).
    Taken take_value(std::string& out, std::uint64_t limit);

    /// All that is left.
    Taken take_all(std::string& out, std::uint64_t limit);

    /// True once every byte has been taken.
    bool at_end() { return peek(1).empty(); }

    /// All that is left, as a source for readers of archives. `input` lives as long as it.
    static archive::ReadBytes as_bytes(std::shared_ptr<Input> input);

    [[nodiscard]] const std::string& failure() const { return failure_; }
    /// Of the file (as it is packed).
    [[nodiscard]] std::uint64_t bytes_read() const { return packed_ ? packed_->bytes_read() : bytes_read_; }

private:
    explicit Input(int fd, bool owns) : fd_(fd), owns_(owns) {}
    bool fill();  ///< reads once more; false at the end or on failure
    /// Up to `size` bytes of the medium; 0 at the end and on failure, of which failure_ tells.
    std::size_t read_some(char* to, std::size_t size);
    [[nodiscard]] std::string_view rest() const { return std::string_view(buffer_).substr(position_); }
    void drop(std::size_t n);

    int fd_;
    bool owns_;
    std::shared_ptr<Input> packed_;  // with `unpacking_`: where the bytes come from instead of fd_
    std::shared_ptr<archive::GunzipStream> unpacking_;
    bool end_ = false;
    std::string buffer_;
    std::size_t position_ = 0;
    std::uint64_t bytes_read_ = 0;
    std::string failure_;
};

}  // namespace newshound::ingest
