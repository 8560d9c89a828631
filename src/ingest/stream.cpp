#include "ingest/stream.h"

#include <utility>

namespace newshound::ingest {

std::string numbered(const Origin& origin, int number) {
    if (origin.standard) return number == 1 ? origin.id : origin.id + std::to_string(number);
    return origin.id + "-" + std::to_string(number);
}

Record failed(std::string id, Error error) {
    Record record;
    error.source = id;
    record.id = std::move(id);
    record.error = std::move(error);
    return record;
}

Error ingest_error(std::string code, std::string message) { return {std::move(code), "ingest", std::move(message), ""}; }

namespace {

Error not_read(const Input& input) { return ingest_error("not_readable", "reading failed: " + input.failure()); }

/// One page.
class PageStream : public Stream {
public:
    PageStream(Input input, Kind kind, Origin origin, const Options& options)
        : input_(std::move(input)), kind_(kind), origin_(std::move(origin)), limit_(options.max_page) {}

    std::optional<Record> next() override {
        if (std::exchange(done_, true)) return std::nullopt;
        if (kind_ != Kind::html && kind_ != Kind::text) {
            const std::string what(binary_name(input_.peek(4096).substr(0, 4096)));
            return failed(origin_.id, ingest_error("not_text", "it is " + (what.empty() ? "binary data" : what) +
                                                                   ", not a page or text"));
        }
        Record record;
        record.id = origin_.id;
        record.url = origin_.url;
        record.http_charset = origin_.charset;
        record.kind = kind_ == Kind::html ? Record::Kind::html : Record::Kind::flat_text;
        switch (input_.take_all(record.bytes, limit_)) {
            case Input::Taken::piece: return record;
            case Input::Taken::end:  // nothing came in: for a file an error, for a pipe asked to be a page too
                return failed(origin_.id, ingest_error("empty", "there is nothing in it"));
            case Input::Taken::too_long:
                return failed(origin_.id, ingest_error("too_large", "it is larger than the limit of " +
                                                                        std::to_string(limit_) + " bytes (--max-page)"));
            case Input::Taken::broken: break;
        }
        return failed(origin_.id, not_read(input_));
    }

    [[nodiscard]] std::uint64_t bytes_read() const override { return input_.bytes_read(); }

private:
    Input input_;
    Kind kind_;
    Origin origin_;
    std::uint64_t limit_;
    bool done_ = false;
};

/// JSON records.
class JsonStream : public Stream {
public:
    JsonStream(Input input, Kind kind, Origin origin, const Options& options)
        : input_(std::move(input)),
          kind_(kind),
          origin_(std::move(origin)),
          limit_(options.max_page * Options::kRecordFactor) {}

    std::optional<Record> next() override {
        while (!done_) {
            Record record;
            record.kind = Record::Kind::json;
            const Input::Taken taken =
                kind_ == Kind::lines ? input_.take_line(record.bytes, limit_) : input_.take_value(record.bytes, limit_);
            if (taken == Input::Taken::piece && record.bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF") == std::string::npos)
                continue;  // an empty line
            if (taken == Input::Taken::end) {
                done_ = true;
                if (count_ > 0 || origin_.standard) break;  // no records on a pipe is no records, no failure
                return failed(origin_.id, ingest_error("empty", "there is no record in it"));
            }
            record.id = ++count_ == 1 ? origin_.id : numbered(origin_, count_);  // "-", "-2"; "a", "a-2"
            if (taken == Input::Taken::too_long)
                record.error = ingest_error("too_large", "the record is longer than " + std::to_string(limit_) + " bytes, " +
                                                             std::to_string(Options::kRecordFactor) + " times --max-page");
            if (taken == Input::Taken::broken) {
                done_ = true;
                record.error = not_read(input_);
            }
            return record;
        }
        return std::nullopt;
    }

    [[nodiscard]] std::uint64_t bytes_read() const override { return input_.bytes_read(); }

private:
    Input input_;
    Kind kind_;
    Origin origin_;
    std::uint64_t limit_;
    bool done_ = false;
    int count_ = 0;
};

}  // namespace

std::unique_ptr<Stream> open_stream(Input input, Kind kind, Origin origin, const Options& options) {
    if (kind == Kind::lines || kind == Kind::values)
        return std::make_unique<JsonStream>(std::move(input), kind, std::move(origin), options);
    return std::make_unique<PageStream>(std::move(input), kind, std::move(origin), options);
}

}  // namespace newshound::ingest
