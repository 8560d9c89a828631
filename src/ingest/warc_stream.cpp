// The pages of a web archive: HTML answers, and the texts of a WET file. What else it holds (pictures, requests, errors of
// servers) is passed over in silence; a record that is damaged is an error, and the next one is read.
#include <algorithm>
#include <utility>

#include "archive/http.h"
#include "archive/warc.h"
#include "base/url.h"
#include "ingest/stream.h"

namespace newshound::ingest {

namespace {

using archive::WarcReader;
using archive::WarcRecord;

bool is_html_type(std::string_view type) { return type == "text/html" || type == "application/xhtml+xml"; }

/// An HTTP message's head, with the empty line after it; all of it where there is none.
std::string_view head_of(std::string_view message) {
    const std::size_t crlf = message.find("\r\n\r\n"), lf = message.find("\n\n");
    if (crlf < lf) return message.substr(0, crlf + 4);
    return lf == std::string_view::npos ? message : message.substr(0, lf + 2);
}

class WarcStream : public Stream {
public:
    WarcStream(WarcReader reader, Origin origin, const Options& options)
        : reader_(std::move(reader)), origin_(std::move(origin)), max_page_(options.max_page) {}

    std::optional<Record> next() override {
        for (;;) {
            switch (reader_.next()) {
                case WarcReader::Step::end: return std::nullopt;
                case WarcReader::Step::broken:
                    ++number_;
                    if (is_asset_name(url::split(reader_.record().uri).path)) continue;  // a film over the limit
                    return broken(reader_.error());
                case WarcReader::Step::record: break;
            }
            ++number_;
            if (auto record = page_of(reader_.record())) return record;
        }
    }

    [[nodiscard]] std::uint64_t bytes_read() const override { return reader_.bytes_read(); }

private:
    std::string id_of(const WarcRecord& record) const {
        return record.uri.empty() ? numbered(origin_, number_) : std::string(record.uri);
    }

    std::optional<Record> broken(Error error) {
        return failed(reader_.record().uri.empty() ? numbered(origin_, number_) : std::string(reader_.record().uri),
                      std::move(error));
    }

    Record begun(const WarcRecord& from, Record::Kind kind) const {
        Record record;
        record.id = id_of(from);
        record.url = url::is_http(from.uri) ? std::string(from.uri) : std::string();
        record.kind = kind;
        record.seen = std::string(from.date);
        return record;
    }

    std::optional<Record> page_of(const WarcRecord& from) {
        std::optional<Record> record;
        if (from.is_http_response()) {
            record = answer_of(from);
        } else if (from.type == WarcRecord::Type::conversion || from.type == WarcRecord::Type::resource) {
            const archive::MediaType type = archive::parse_media_type(from.content_type);
            const bool html = is_html_type(type.type);
            if (!html && type.type != "text/plain") return std::nullopt;
            record = begun(from, html ? Record::Kind::html : Record::Kind::flat_text);
            record->http_charset = type.charset;
            record->bytes = std::string(from.content.substr(0, max_page_ + 1));  // decode() refuses what is over
        }
        if (record && from.truncated && !record->error)
            record = failed(record->id, ingest_error("truncated", "the archive ends inside this record"));
        return record;
    }

    std::optional<Record> answer_of(const WarcRecord& from) {
        const auto head = archive::parse_http(head_of(from.content), buffer_);
        if (!head) return failed(id_of(from), head.error());
        if (head->status != 200 && head->status != 203) return std::nullopt;
        const bool told = !head->media_type.empty();
        if (told && !is_html_type(head->media_type)) return std::nullopt;
        archive::HttpLimits limits;
        limits.max_body = max_page_;
        auto answer = archive::parse_http(from.content, buffer_, limits);
        if (!answer) {
            Error error = answer.error();
            if (error.code == "too_large")
                error.message = "the page is larger than the limit of " + std::to_string(max_page_) + " bytes (--max-page)";
            return failed(id_of(from), std::move(error));
        }
        if (!told && kind_of_bytes(answer->body.substr(0, 4096)) != Kind::html) return std::nullopt;
        if (answer->body.empty()) return std::nullopt;
        Record record = begun(from, Record::Kind::html);
        record.http_charset = answer->charset;
        record.bytes = std::string(answer->body);
        return record;
    }

    WarcReader reader_;
    Origin origin_;
    std::uint64_t max_page_;
    std::string buffer_;
    int number_ = 0;
};

class Failure : public Stream {
public:
    explicit Failure(Record record) : record_(std::move(record)) {}
    std::optional<Record> next() override { return std::exchange(record_, std::nullopt); }
    [[nodiscard]] std::uint64_t bytes_read() const override { return 0; }

private:
    std::optional<Record> record_;
};

}  // namespace

std::unique_ptr<Stream> open_warc(std::shared_ptr<Input> input, const std::string& path, Origin origin,
                                  const Options& options) {
    archive::WarcLimits limits;
    limits.max_content = std::max<std::uint64_t>(limits.max_content, options.max_page + (1 << 20));
    if (input) {
        auto bytes = Input::as_bytes(std::move(input));
        auto reader = WarcReader::of(std::move(bytes), origin.id, limits);
        return std::make_unique<WarcStream>(std::move(reader), std::move(origin), options);
    }
    auto reader = WarcReader::open(path, limits);
    if (!reader) return std::make_unique<Failure>(failed(origin.id, reader.error()));
    return std::make_unique<WarcStream>(std::move(*reader), std::move(origin), options);
}

}  // namespace newshound::ingest
