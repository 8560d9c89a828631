// What one source holds, as records one after another. Internal to ingest.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "ingest/input.h"
#include "ingest/sniff.h"
#include "ingest/sources.h"

namespace newshound::ingest {

/// What is known about a source beside its bytes.
struct Origin {
    std::string id;         ///< of its record, or what the ids of its records begin with
    std::string url;        ///< where it came from; may be empty
    std::string charset;    ///< of its Content-Type field; may be empty
    bool standard = false;  ///< standard input: "-", "-2" instead of "x-1", "x-2"
};

class Stream {
public:
    virtual ~Stream() = default;
    virtual std::optional<Record> next() = 0;
    /// Of the file, for progress.
    [[nodiscard]] virtual std::uint64_t bytes_read() const = 0;
};

/// The id of the record `number` (1 is the first) of a source that holds several.
std::string numbered(const Origin& origin, int number);

/// A record that is an error.
Record failed(std::string id, Error error);
Error ingest_error(std::string code, std::string message);

/// A page (Kind::html, text) or JSON records (lines, values). Anything else: one error.
std::unique_ptr<Stream> open_stream(Input input, Kind kind, Origin origin, const Options& options);

/// A web archive: the pages in it. `path` is read if `input` is nullptr.
std::unique_ptr<Stream> open_warc(std::shared_ptr<Input> input, const std::string& path, Origin origin,
                                  const Options& options);

}  // namespace newshound::ingest
