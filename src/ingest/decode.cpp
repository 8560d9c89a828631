// One record -> Page, Article or Annotated.
#include <charconv>

#include "base/date.h"
#include "base/json.h"
#include "base/text.h"
#include "base/url.h"
#include "ingest/sniff.h"
#include "ingest/sources.h"
#include "model/json.h"

namespace newshound::ingest {

namespace {

Item failed(std::string id, std::string code, std::string message) {
    Error error{std::move(code), "ingest", std::move(message), id};
    return {std::move(id), std::move(error)};
}

Item too_large(std::string id, std::uint64_t size, std::uint64_t limit) {
    return failed(std::move(id), "too_large",
                  "the page has " + std::to_string(size) + " bytes, more than the limit of " + std::to_string(limit) +
                      " (--max-page)");
}

/// What is not a date is no date: the record promises one that can be read, or null.
void settle_dates(Article& article, const Options& options) {
    if (!parse_date(article.published)) article.published = options.published;
    if (!parse_date(article.modified)) article.modified.clear();
}

bool is_blank(std::string_view bytes) { return bytes.find_first_not_of(" \t\r\n\f\v") == std::string_view::npos; }

Item decode_page(Record record, const Options& options) {
    if (record.bytes.size() > options.max_page)
        return too_large(std::move(record.id), record.bytes.size(), options.max_page);
    if (is_blank(record.bytes)) return failed(std::move(record.id), "empty", "there is nothing in it");
    if (const std::string_view what = binary_name(std::string_view(record.bytes).substr(0, 4096)); !what.empty())
        return failed(std::move(record.id), "not_text", "it is " + std::string(what) + ", not a page or text");
    Page page;
    page.id = record.id;
    page.url = record.url.empty() ? options.url : record.url;
    page.kind = record.kind == Record::Kind::html ? Page::Kind::html : Page::Kind::flat_text;
    page.bytes = std::move(record.bytes);
    page.published = options.published;
    page.http_charset = std::move(record.http_charset);
    page.seen = std::move(record.seen);
    page.fragment = record.fragment;
    if (record.given) page.given = std::move(*record.given);
    return {std::move(record.id), std::move(page)};
}

/// An entry whose text is plain, or that has none: an article as it stands.
Item decode_entry(Record record, const Options& options) {
    if (record.bytes.size() > options.max_page)
        return too_large(std::move(record.id), record.bytes.size(), options.max_page);
    Article article;
    article.id = record.id;
    article.url = std::move(record.url);
    article.canonical_url = url::canonical(article.url);
    article.text = std::move(record.bytes);
    if (record.given) {
        Given& given = *record.given;
        article.title = std::move(given.title);
        article.authors = std::move(given.authors);
        article.published = std::move(given.published);
        article.modified = std::move(given.modified);
        article.language = std::move(given.language);
        article.publisher = std::move(given.publisher);
    }
    settle_dates(article, options);
    return {std::move(record.id), std::move(article)};
}

std::string id_of(const json::Value& value, const std::string& otherwise) {
    const auto it = value.FindMember("id");
    if (it == value.MemberEnd()) return otherwise;
    if (it->value.IsString() && it->value.GetStringLength() > 0)
        return std::string(it->value.GetString(), it->value.GetStringLength());
    if (it->value.IsInt64()) return std::to_string(it->value.GetInt64());
    return otherwise;
}

/// A record that is a page still to be extracted.
Item page_of(const json::Value& value, std::string id, std::string_view bytes, Page::Kind kind, const Options& options) {
    if (is_blank(bytes)) return failed(std::move(id), "empty", "its page is empty");
    Page page;
    page.id = id;
    page.kind = kind;
    page.bytes = std::string(bytes);
    page.http_charset = kind == Page::Kind::html ? "utf-8" : "";  // JSON is Unicode, whatever the page declares
    const auto told = [&](const char* name, const std::string& otherwise) {
        const std::string_view own = json::string_at(value, name);
        return own.empty() ? otherwise : std::string(own);
    };
    page.url = told("url", options.url);
    page.published = told("published", options.published);
    page.title = std::string(json::string_at(value, "title"));
    return {std::move(id), std::move(page)};
}

/// The line with which an earlier stage of a pipe (`extract | annotate | events`) stands for an input that it could not
/// read, or an article that it passed by.
std::optional<Item> said_before(const json::Value& value, const std::string& id) {
    std::string own(json::string_at(value, "doc"));
    if (own.empty()) own = id;
    if (const json::Value* error = json::object_at(value, "error")) {
        Error said{std::string(json::string_at(*error, "code")), std::string(json::string_at(*error, "stage")),
                   std::string(json::string_at(*error, "message")), own};
        if (!said.code.empty()) return Item{std::move(own), std::move(said)};
    }
    if (const std::string_view notice = json::string_at(value, "notice"); !notice.empty())
        return Item{std::move(own), Notice{std::string(notice)}};
    return std::nullopt;
}

Item decode_object(const json::Value& value, std::string id, const Options& options) {
    const std::string_view html = json::string_at(value, "html"), text = json::string_at(value, "text");
    const bool has_text = value.HasMember("text") && value["text"].IsString();
    const std::size_t size = std::max(html.size(), text.size());
    if (size > options.max_page) return too_large(std::move(id), size, options.max_page);
    if (options.extract && html.empty() && has_text)
        return page_of(value, std::move(id), text, Page::Kind::flat_text, options);
    if (!html.empty() && (options.extract || text.empty()))
        return page_of(value, std::move(id), html, Page::Kind::html, options);
    if (!has_text) {
        if (auto said = said_before(value, id)) return std::move(*said);
        if (value.HasMember("html") && value["html"].IsString()) return failed(std::move(id), "empty", "its page is empty");
        return failed(std::move(id), "bad_record", "the record has neither \"html\" nor \"text\"");
    }
    if (json::array_at(value, "tokens")) {
        auto annotated = read_annotated(value);
        if (!annotated) {
            annotated.error().source = id;
            return {std::move(id), std::move(annotated.error())};
        }
        annotated->article.id = id;
        if (annotated->article.url.empty()) annotated->article.url = options.url;
        settle_dates(annotated->article, options);
        return {std::move(id), std::move(*annotated)};
    }
    Article article = read_article(value);
    article.id = id;
    if (article.url.empty()) article.url = options.url;
    settle_dates(article, options);
    return {std::move(id), std::move(article)};
}

/// The id of a record that cannot be parsed: read from its beginning, if it stands there plainly.
std::string id_in_head(std::string_view bytes, const std::string& otherwise) {
    const std::string_view head = bytes.substr(0, 1024);
    const std::size_t key = head.find("\"id\"");
    if (key == std::string_view::npos) return otherwise;
    std::size_t at = head.find_first_not_of(" \t", key + 4);
    if (at == std::string_view::npos || head[at] != ':') return otherwise;
    at = head.find_first_not_of(" \t", at + 1);
    if (at == std::string_view::npos || head[at] != '"') return otherwise;
    const std::size_t end = head.find('"', at + 1);
    if (end == std::string_view::npos || end == at + 1) return otherwise;
    const std::string_view id = head.substr(at + 1, end - at - 1);
    return id.find('\\') == std::string_view::npos && text::is_valid_utf8(id) ? std::string(id) : otherwise;
}

Item decode_json(Record record, const Options& options) {
    std::string_view bytes = record.bytes;
    if (bytes.substr(0, 3) == "\xEF\xBB\xBF") bytes.remove_prefix(3);
    auto document = json::parse(bytes);
    if (!document) return failed(id_in_head(bytes, record.id), "bad_json", document.error().message);
    if (!document->IsObject()) return failed(std::move(record.id), "bad_record", "the record is JSON, but no object");
    std::string id = id_of(*document, record.id);
    record.bytes = {};
    return decode_object(*document, std::move(id), options);
}

}  // namespace

Item decode(Record record, const Options& options) {
    if (record.error) {
        if (record.kind == Record::Kind::json) record.id = id_in_head(record.bytes, record.id);
        record.error->source = record.id;
        return {std::move(record.id), std::move(*record.error)};
    }
    if (record.kind == Record::Kind::json) return decode_json(std::move(record), options);
    if (record.kind == Record::Kind::entry) return decode_entry(std::move(record), options);
    return decode_page(std::move(record), options);
}

}  // namespace newshound::ingest
