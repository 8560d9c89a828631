#include "archive/inflate.h"

#include <algorithm>
#include <cstring>

namespace newshound::archive {

namespace {
constexpr std::size_t kMostAtOnce = 1u << 30;  // zlib counts in 32 bits
}

Inflater::Inflater(Wrap wrap) : ready_(inflateInit2(&z_, static_cast<int>(wrap)) == Z_OK) {}

void Inflater::reset() {
    if (ready_) inflateReset(&z_);
}

Inflater::Outcome Inflater::run(std::string_view& in, char* out, std::size_t room, std::size_t& made) {
    made = 0;
    if (!ready_) return Outcome::no_memory;
    const std::size_t given = std::min(in.size(), kMostAtOnce);
    const std::size_t wanted = std::min(room, kMostAtOnce);
    z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
    z_.avail_in = static_cast<uInt>(given);
    z_.next_out = reinterpret_cast<Bytef*>(out);
    z_.avail_out = static_cast<uInt>(wanted);
    const int result = inflate(&z_, Z_NO_FLUSH);
    made = wanted - z_.avail_out;
    in.remove_prefix(given - z_.avail_in);
    switch (result) {
        case Z_OK:
        case Z_BUF_ERROR: return Outcome::progress;
        case Z_STREAM_END: return Outcome::end;
        case Z_MEM_ERROR: return Outcome::no_memory;
        default: break;
    }
    // zlib's only word for which check failed is its message.
    const bool check = z_.msg != nullptr && (std::strcmp(z_.msg, "incorrect data check") == 0 ||
                                             std::strcmp(z_.msg, "incorrect length check") == 0);
    return check ? Outcome::bad_checksum : Outcome::damaged;
}

}  // namespace newshound::archive
