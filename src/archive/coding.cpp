#include "archive/coding.h"

#include <brotli/decode.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "archive/inflate.h"
#include "archive/warc_head.h"

namespace newshound::archive {

namespace {

constexpr std::size_t kChunk = 64u << 10;

enum class Progress { more, end, damaged };

tl::unexpected<Error> too_large(std::uint64_t limit) {
    return fail("too_large", "ingest", "decompresses to more than the limit of " + std::to_string(limit) + " bytes");
}

/// The loop that all streams share: `step(bytes, to, room, made)` takes from the front of `bytes`.
template <class Step>
Result<Ending> run(std::string_view bytes, std::string& out, std::uint64_t limit, Step step) {
    out.clear();
    for (;;) {
        const std::size_t before = out.size();
        const std::size_t left = bytes.size();
        const auto room = static_cast<std::size_t>(
            std::min<std::uint64_t>(std::max(kChunk, before), limit - before + 1));  // one more shows that there is more
        out.resize(before + room);
        std::size_t made = 0;
        const Progress progress = step(bytes, out.data() + before, room, made);
        out.resize(before + made);
        if (out.size() > limit) {
            out.clear();
            return too_large(limit);
        }
        if (progress == Progress::end) return Ending::complete;
        const bool stuck = made == 0 && bytes.size() == left;
        if (progress == Progress::more && !stuck) continue;
        if (out.empty()) return fail("not_coded", "ingest", "the data are not coded so");
        return Ending::cut;
    }
}

Result<Ending> inflate_all(Inflater::Wrap wrap, std::string_view bytes, std::string& out, std::uint64_t limit) {
    Inflater inflater(wrap);
    return run(bytes, out, limit, [&](std::string_view& in, char* to, std::size_t room, std::size_t& made) {
        switch (inflater.run(in, to, room, made)) {
            case Inflater::Outcome::progress: return Progress::more;
            case Inflater::Outcome::end: return Progress::end;
            default: return Progress::damaged;
        }
    });
}

Result<Ending> inflate_zlib_or_raw(std::string_view bytes, std::string& out, std::uint64_t limit) {
    // A zlib header: method 8, and the first two bytes a multiple of 31.
    const bool zlib = bytes.size() >= 2 && (bytes[0] & 0x0F) == 8 &&
                      (static_cast<unsigned char>(bytes[0]) * 256 + static_cast<unsigned char>(bytes[1])) % 31 == 0;
    if (zlib) {
        auto result = inflate_all(Inflater::Wrap::zlib, bytes, out, limit);
        if (result || result.error().code == "too_large") return result;
    }
    auto result = inflate_all(Inflater::Wrap::raw, bytes, out, limit);
    // Raw deflate has nothing to know it by. Plain text taken for it may give a few bytes before it fails.
    if (result && *result == Ending::cut && out.size() < bytes.size())
        return fail("not_coded", "ingest", "the data are not coded so");
    return result;
}

Result<Ending> unbrotli(std::string_view bytes, std::string& out, std::uint64_t limit) {
    const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
    if (!state) return fail("not_coded", "ingest", "no memory for brotli");
    auto result = run(bytes, out, limit, [&](std::string_view& in, char* to, std::size_t room, std::size_t& made) {
        std::size_t left = in.size();
        auto* from = reinterpret_cast<const std::uint8_t*>(in.data());
        auto* at = reinterpret_cast<std::uint8_t*>(to);
        std::size_t room_left = room;
        const auto outcome = BrotliDecoderDecompressStream(state.get(), &left, &from, &room_left, &at, nullptr);
        in.remove_prefix(in.size() - left);
        made = room - room_left;
        if (outcome == BROTLI_DECODER_RESULT_SUCCESS) return Progress::end;
        return outcome == BROTLI_DECODER_RESULT_ERROR ? Progress::damaged : Progress::more;
    });
    // Brotli has nothing to know it by either.
    if (result && *result == Ending::cut && out.size() < bytes.size())
        return fail("not_coded", "ingest", "the data are not coded so");
    return result;
}

Result<Ending> unzstd(std::string_view bytes, std::string& out, std::uint64_t limit) {
    const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> state(ZSTD_createDCtx(), &ZSTD_freeDCtx);
    if (!state) return fail("not_coded", "ingest", "no memory for zstd");
    // RFC 8878 and 9659: HTTP's windows are 8 MiB at most.
    ZSTD_DCtx_setParameter(state.get(), ZSTD_d_windowLogMax, 23);
    return run(bytes, out, limit, [&](std::string_view& in, char* to, std::size_t room, std::size_t& made) {
        ZSTD_inBuffer from{in.data(), in.size(), 0};
        ZSTD_outBuffer at{to, room, 0};
        const std::size_t result = ZSTD_decompressStream(state.get(), &at, &from);
        in.remove_prefix(from.pos);
        made = at.pos;
        if (ZSTD_isError(result)) return Progress::damaged;
        return result == 0 && in.empty() ? Progress::end : Progress::more;  // 0: a frame has ended; there may be more
    });
}

}  // namespace

Coding coding_of(std::string_view name) {
    name = trim_blanks(name);
    constexpr std::array<std::pair<std::string_view, Coding>, 14> names{{
        {"gzip", Coding::gzip},
        {"x-gzip", Coding::gzip},
        {"gz", Coding::gzip},
        {"deflate", Coding::deflate},
        {"x-deflate", Coding::deflate},
        {"br", Coding::brotli},
        {"brotli", Coding::brotli},
        {"zstd", Coding::zstd},
        {"", Coding::identity},
        {"identity", Coding::identity},
        {"none", Coding::identity},
        {"binary", Coding::identity},
        {"utf-8", Coding::identity},
        {"utf8", Coding::identity},
    }};
    for (const auto& [known, coding] : names)
        if (same_name(name, known)) return coding;
    return Coding::unknown;
}

Result<Ending> decode(Coding coding, std::string_view bytes, std::string& out, std::uint64_t limit) {
    switch (coding) {
        case Coding::gzip: {
            auto result = gunzip(bytes, out, limit);
            if (!result && result.error().code == "not_gzip") result.error().code = "not_coded";
            return result;
        }
        case Coding::deflate: return inflate_zlib_or_raw(bytes, out, limit);
        case Coding::brotli: return unbrotli(bytes, out, limit);
        case Coding::zstd: return unzstd(bytes, out, limit);
        default: return fail("not_coded", "ingest", "no such coding");
    }
}

}  // namespace newshound::archive
