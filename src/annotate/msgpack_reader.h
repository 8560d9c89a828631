// Reads MessagePack piece by piece straight from a file's bytes: nothing is allocated for what a header merely claims, so a
// hostile package cannot exhaust memory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newshound::annotate {

/// After the first value that is cut short or of another kind than asked for, `failed()` is true and every later read gives
/// an empty value.
class MsgpackReader {
public:
    enum class Kind { nil, boolean, integer, real, string, binary, array, map, other, end };

    explicit MsgpackReader(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] bool at_end() const { return at_ >= bytes_.size(); }
    /// Kind of the next value.
    [[nodiscard]] Kind peek() const;

    std::uint32_t array();      ///< number of elements that follow
    std::uint32_t map();        ///< number of pairs that follow
    std::string_view string();  ///< a string or binary; the view is into the file
    std::uint64_t integer();    ///< negative numbers as two's complement
    bool boolean();             ///< false for nil
    void skip();                ///< one value with all that is in it

private:
    std::uint64_t big_endian(std::size_t bytes);
    std::uint32_t container(unsigned char fixed, unsigned char fixed_mask, unsigned char wide16);
    void fail() {
        failed_ = true;
        at_ = bytes_.size();
    }

    std::string_view bytes_;
    std::size_t at_ = 0;
    bool failed_ = false;
};

}  // namespace newshound::annotate
