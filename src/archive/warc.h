// WARC, the web archive's file format (ISO 28500, versions 1.0 and 1.1; 0.17 and 0.18 are near enough to be read too), plain
// and gzip: one member a record as the standard has it, many records in a member, the whole file as one member, or a record
// cut over several. WAT and WET files are WARC files as well.
//
//   auto reader = archive::WarcReader::open("crawl.warc.gz");     // or .warc, or "-"
//   for (;;) {
//       auto step = reader->next();
//       if (step == WarcReader::Step::end) break;
//       if (step == WarcReader::Step::broken) { report(reader->error()); continue; }
//       const WarcRecord& record = reader->record();
//       ...
//   }
//
// A broken record is an Error in its place, and reading goes on with the next one that can be found: the next gzip member or
// the next line "WARC/...". Memory: one record and what is read ahead, bounded by the limits whatever comes in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/gzip.h"
#include "base/result.h"

namespace newshound::archive {

struct WarcField {
    std::string_view name;   ///< as written; compare without case
    std::string_view value;  ///< trimmed; folded lines joined by one space
};

/// One record. Views are good until the reader's next next().
struct WarcRecord {
    enum class Type {
        warcinfo,
        response,  ///< content is an HTTP response (or what the scheme of the URI has)
        resource,  ///< content is the thing itself, of content_type
        request,
        metadata,      ///< WAT
        revisit,       ///< nothing new was there: the content is an HTTP head or nothing
        conversion,    ///< WET: content is text
        continuation,  ///< the second, third... part of a record that a writer has split
        other
    };

    Type type = Type::other;
    std::string_view type_name;     ///< as written
    std::string_view version;       ///< "1.0"
    std::string_view id;            ///< "urn:uuid:...", without the angle brackets
    std::string_view uri;           ///< WARC-Target-URI, without angle brackets, trimmed; may be empty
    std::string_view date;          ///< WARC-Date as written: "2024-05-17T23:31:29Z"
    std::string_view content_type;  ///< of the content: "application/http; msgtype=response"
    std::string_view cut;           ///< WARC-Truncated: why the crawler kept less ("length", "time", ...); mostly empty
    std::uint64_t length = 0;       ///< Content-Length
    std::string_view content;       ///< `length` bytes, or fewer when `truncated`
    bool truncated = false;    ///< the file ends inside the record, or a new one begins before `length` bytes have passed
    std::uint64_t offset = 0;  ///< of the record in the file; in a gzip file, of the member in which it begins
    std::vector<WarcField> fields;  ///< all of them, in their order

    /// The first field of that name (any case), or an empty view.
    [[nodiscard]] std::string_view field(std::string_view name) const;
    /// True for a response whose content should be read by parse_http().
    [[nodiscard]] bool is_http_response() const;
};

struct WarcLimits {
    std::uint64_t max_content = 64ull << 20;  ///< bytes of one record's content; above: error "too_large"
    std::uint64_t max_header = 256ull << 10;  ///< bytes of one record's header; above: error "too_large"
};

class WarcReader {
public:
    /// Errors: "not_found", "not_readable", "is_a_folder". A file that is no WARC opens and gives a broken first record.
    static Result<WarcReader> open(const std::string& path, const WarcLimits& limits = {});
    /// `name` stands in errors.
    static WarcReader of(ReadBytes from, std::string name, const WarcLimits& limits = {});

    WarcReader(WarcReader&&) noexcept;
    WarcReader& operator=(WarcReader&&) noexcept;
    ~WarcReader();

    enum class Step {
        record,  ///< record() holds it
        broken,  ///< error() says what is wrong; record() has what could be read of its header, without content
        end
    };
    Step next();

    [[nodiscard]] const WarcRecord& record() const;
    /// Codes: "too_large" (over a limit), "bad_record" (no version line, no or a senseless Content-Length), "bad_checksum",
    /// "bad_gzip" (damaged), "truncated" (the file ends inside a header), "not_warc" (nothing of the file is a record),
    /// "not_readable" (the medium failed; the end follows). Stage "ingest"; source: the record's URI, else "NAME@OFFSET".
    [[nodiscard]] const Error& error() const;
    /// Bytes of the file read so far, for progress.
    [[nodiscard]] std::uint64_t bytes_read() const;

private:
    struct State;
    explicit WarcReader(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// True if `bytes` begin as a plain WARC file does, or as a gzip file whose content does: for telling files apart (4 KiB are
/// enough).
bool is_warc(std::string_view bytes);

}  // namespace newshound::archive
