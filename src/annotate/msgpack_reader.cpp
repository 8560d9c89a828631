#include "annotate/msgpack_reader.h"

namespace newshound::annotate {

MsgpackReader::Kind MsgpackReader::peek() const {
    if (at_end()) return Kind::end;
    const auto c = static_cast<unsigned char>(bytes_[at_]);
    if (c < 0x80 || c >= 0xE0 || (c >= 0xCC && c <= 0xD3)) return Kind::integer;
    if (c < 0x90) return Kind::map;
    if (c < 0xA0) return Kind::array;
    if (c < 0xC0) return Kind::string;
    switch (c) {
        case 0xC0: return Kind::nil;
        case 0xC2:
        case 0xC3: return Kind::boolean;
        case 0xC4:
        case 0xC5:
        case 0xC6: return Kind::binary;
        case 0xCA:
        case 0xCB: return Kind::real;
        case 0xD9:
        case 0xDA:
        case 0xDB: return Kind::string;
        case 0xDC:
        case 0xDD: return Kind::array;
        case 0xDE:
        case 0xDF: return Kind::map;
        default: return Kind::other;
    }
}

std::uint64_t MsgpackReader::big_endian(std::size_t bytes) {
    if (bytes_.size() - at_ < bytes) {
        fail();
        return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) value = (value << 8) | static_cast<unsigned char>(bytes_[at_++]);
    return value;
}

std::uint32_t MsgpackReader::container(unsigned char fixed, unsigned char fixed_mask, unsigned char wide16) {
    if (at_end()) {
        fail();
        return 0;
    }
    const auto c = static_cast<unsigned char>(bytes_[at_++]);
    std::uint64_t count = 0;
    if ((c & ~fixed_mask & 0xFF) == fixed)
        count = c & fixed_mask;
    else if (c == wide16)
        count = big_endian(2);
    else if (c == wide16 + 1)
        count = big_endian(4);
    else
        fail();
    // Every element takes a byte at least.
    if (count > bytes_.size() - at_) fail();
    return failed_ ? 0 : static_cast<std::uint32_t>(count);
}

std::uint32_t MsgpackReader::array() { return container(0x90, 0x0F, 0xDC); }
std::uint32_t MsgpackReader::map() { return container(0x80, 0x0F, 0xDE); }

std::string_view MsgpackReader::string() {
    const Kind kind = peek();
    if (kind != Kind::string && kind != Kind::binary) {
        fail();
        return {};
    }
    const auto c = static_cast<unsigned char>(bytes_[at_++]);
    std::uint64_t size = 0;
    if (c >= 0xA0 && c < 0xC0)
        size = c & 0x1F;
    else if (c == 0xC4 || c == 0xD9)
        size = big_endian(1);
    else if (c == 0xC5 || c == 0xDA)
        size = big_endian(2);
    else
        size = big_endian(4);
    if (failed_ || size > bytes_.size() - at_) {
        fail();
        return {};
    }
    const std::string_view out = bytes_.substr(at_, size);
    at_ += size;
    return out;
}

std::uint64_t MsgpackReader::integer() {
    if (peek() != Kind::integer) {
        fail();
        return 0;
    }
    const auto c = static_cast<unsigned char>(bytes_[at_++]);
    if (c < 0x80) return c;
    if (c >= 0xE0) return static_cast<std::uint64_t>(static_cast<std::int64_t>(static_cast<signed char>(c)));
    const std::size_t bytes = std::size_t{1} << ((c - 0xCC) & 3);
    const std::uint64_t value = big_endian(bytes);
    if (c < 0xD0 || bytes == 8) return value;
    const std::uint64_t sign = std::uint64_t{1} << (8 * bytes - 1);
    return (value ^ sign) - sign;
}

bool MsgpackReader::boolean() {
    const Kind kind = peek();
    if (kind != Kind::boolean && kind != Kind::nil) {
        fail();
        return false;
    }
    return static_cast<unsigned char>(bytes_[at_++]) == 0xC3;
}

void MsgpackReader::skip() {
    // A count of values still to come instead of recursion: nesting depth costs nothing.
    for (std::uint64_t left = 1; left > 0 && !failed_; --left) {
        switch (peek()) {
            case Kind::nil:
            case Kind::boolean: boolean(); break;
            case Kind::integer: integer(); break;
            case Kind::real: big_endian(static_cast<unsigned char>(bytes_[at_++]) == 0xCA ? 4 : 8); break;
            case Kind::string:
            case Kind::binary: string(); break;
            case Kind::array: left += array(); break;
            case Kind::map: left += 2 * std::uint64_t{map()}; break;
            case Kind::other:  // extension types do not occur in packages
            case Kind::end: fail(); break;
        }
    }
}

}  // namespace newshound::annotate
