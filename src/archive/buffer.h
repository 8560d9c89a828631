// Bytes in a row that are added to at the end and taken from the front, in memory that is kept: no zeroing, no copy but
// where the place runs out.
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace newshound::archive {

class Buffer {
public:
    [[nodiscard]] std::string_view view() const { return {data_.get() + begin_, end_ - begin_}; }
    [[nodiscard]] std::size_t size() const { return end_ - begin_; }
    [[nodiscard]] std::size_t room() const { return capacity_ - end_; }
    [[nodiscard]] char* tail() { return data_.get() + end_; }

    /// Makes room for `n` more bytes; views move.
    void reserve(std::size_t n) {
        if (begin_ == end_) begin_ = end_ = 0;
        if (room() >= n) return;
        const std::size_t kept = size();
        if (capacity_ - kept >= n) {
            std::memmove(data_.get(), data_.get() + begin_, kept);
        } else {
            std::unique_ptr<char[]> larger(new char[kept + n]);  // not make_unique: that would zero it
            if (kept > 0) std::memcpy(larger.get(), data_.get() + begin_, kept);
            data_ = std::move(larger);
            capacity_ = kept + n;
        }
        begin_ = 0;
        end_ = kept;
    }

    void added(std::size_t n) { end_ += n; }
    void drop(std::size_t n) { begin_ += n; }

    /// Gives memory back once a large record has passed.
    void trim(std::size_t capacity) {
        if (begin_ != end_ || capacity_ <= capacity) return;
        data_.reset();
        capacity_ = begin_ = end_ = 0;
    }

private:
    std::unique_ptr<char[]> data_;
    std::size_t capacity_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace newshound::archive
