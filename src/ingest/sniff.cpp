#include "ingest/sniff.h"

#include <algorithm>
#include <array>
#include <utility>

#include "archive/gzip.h"
#include "archive/warc.h"
#include "base/text.h"
#include "feeds/feed.h"

namespace newshound::ingest {

namespace {

std::string extension(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? std::string() : text::lower_ascii(name.substr(dot + 1));
}

bool starts_with_any(std::string_view s, std::initializer_list<std::string_view> heads) {
    return std::any_of(heads.begin(), heads.end(), [&](std::string_view h) { return s.substr(0, h.size()) == h; });
}

/// UTF-16 and UTF-32 text is half or more zero bytes: told by a byte order mark or by zeros in every second byte.
bool looks_wide(std::string_view head) {
    if (starts_with_any(head, {"\xFF\xFE", "\xFE\xFF"})) return true;
    if (head.size() < 8) return false;
    std::size_t even = 0, odd = 0;
    for (std::size_t i = 0; i + 1 < head.size(); i += 2) {
        even += head[i] == '\0';
        odd += head[i + 1] == '\0';
    }
    const std::size_t pairs = head.size() / 2;
    return (even * 10 > pairs * 7 && odd * 10 < pairs) || (odd * 10 > pairs * 7 && even * 10 < pairs);
}

/// Control characters that no text has: more than one in twenty is no text. ESC stays, ISO-2022-JP is made of it.
bool is_mostly_control(std::string_view head) {
    const auto control = std::count_if(head.begin(), head.end(), [](char c) {
        const auto b = static_cast<unsigned char>(c);
        return (b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1B) || b == 0x7F;
    });
    return static_cast<std::size_t>(control) * 20 > head.size();
}

/// Does `head`, an object's beginning, show that it runs over several lines: its first line ends outside a string with
/// braces open?
bool is_spread_over_lines(std::string_view head) {
    bool in_string = false, escaped = false;
    int depth = 0;
    for (const char c : head) {
        if (c == '\n') return !in_string && depth > 0;
        if (in_string) {
            if (escaped)
                escaped = false;
            else if (c == '\\')
                escaped = true;
            else if (c == '"')
                in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return false;
}

Kind kind_of_markup(std::string_view head) {
    const std::string low = text::lower_ascii(head.substr(0, 1024));
    const auto has = [&](std::string_view what) { return low.find(what) != std::string::npos; };
    if (has("<html") || has("<!doctype html")) return Kind::html;
    return feeds::sniff(head) ? Kind::feed : Kind::html;
}

}  // namespace

NamedKind kind_of_name(std::string_view path) {
    static constexpr std::pair<std::string_view, Kind> kKinds[] = {
        {"html", Kind::html}, {"htm", Kind::html},    {"xhtml", Kind::html},  {"xht", Kind::html},     {"shtml", Kind::html},
        {"php", Kind::html},  {"asp", Kind::html},    {"aspx", Kind::html},   {"jsp", Kind::html},     {"txt", Kind::text},
        {"text", Kind::text}, {"json", Kind::values}, {"jsonl", Kind::lines}, {"ndjson", Kind::lines}, {"warc", Kind::warc},
        {"wet", Kind::warc},  {"wat", Kind::warc},    {"rss", Kind::feed},    {"atom", Kind::feed},    {"opml", Kind::feed},
    };
    const std::string ext = extension(without_gz(path));
    for (const auto& [name, kind] : kKinds)
        if (name == ext) return {true, kind};
    return {};
}

std::string_view without_gz(std::string_view path) {
    return extension(path) == "gz" ? path.substr(0, path.size() - 3) : path;
}

NamedKind kind_of_media_type(std::string_view type) {
    static constexpr std::pair<std::string_view, Kind> kTypes[] = {
        {"text/html", Kind::html},
        {"application/xhtml+xml", Kind::html},
        {"text/plain", Kind::text},
        {"application/json", Kind::values},
        {"application/x-ndjson", Kind::lines},
        {"application/ndjson", Kind::lines},
        {"application/jsonl", Kind::lines},
        {"application/jsonlines", Kind::lines},
        {"application/rss+xml", Kind::feed},
        {"application/atom+xml", Kind::feed},
        {"application/rdf+xml", Kind::feed},
        {"application/feed+json", Kind::feed},
        {"text/x-opml", Kind::feed},
        {"application/warc", Kind::warc},
        {"application/pdf", Kind::binary},
    };
    for (const auto& [name, kind] : kTypes)
        if (name == type) return {true, kind};
    if (starts_with_any(type, {"image/", "video/", "audio/", "font/"})) return {true, Kind::binary};
    return {};
}

bool is_asset_name(std::string_view path) {
    path = without_gz(path);
    static constexpr std::array kAssets = {
        std::string_view("css"),   std::string_view("js"),   std::string_view("mjs"),    std::string_view("map"),
        std::string_view("png"),   std::string_view("jpg"),  std::string_view("jpeg"),   std::string_view("gif"),
        std::string_view("svg"),   std::string_view("webp"), std::string_view("avif"),   std::string_view("ico"),
        std::string_view("mp3"),   std::string_view("mp4"),  std::string_view("webm"),   std::string_view("woff"),
        std::string_view("ttf"),   std::string_view("otf"),  std::string_view("pdf"),    std::string_view("zip"),
        std::string_view("xz"),    std::string_view("bz2"),  std::string_view("tar"),    std::string_view("tgz"),
        std::string_view("csv"),   std::string_view("tsv"),  std::string_view("md"),     std::string_view("xsl"),
        std::string_view("woff2"), std::string_view("log"),  std::string_view("sqlite"), std::string_view("db"),
    };
    const std::string ext = extension(path);
    return std::find(kAssets.begin(), kAssets.end(), ext) != kAssets.end();
}

std::string_view binary_name(std::string_view head) {
    using namespace std::string_view_literals;
    static constexpr std::pair<std::string_view, std::string_view> kMagic[] = {
        {"%PDF-"sv, "a PDF document"},        {"\x89PNG\r\n"sv, "a PNG picture"},
        {"\xFF\xD8\xFF"sv, "a JPEG picture"}, {"GIF8"sv, "a GIF picture"},
        {"PK\x03\x04"sv, "a ZIP archive"},    {"\x1F\x8B"sv, "gzip data"},
        {"\x7F\x45LF"sv, "a program"},        {"BZh"sv, "bzip2 data"},
        {"\xFD\x37zXZ\0"sv, "xz data"},       {"\x28\xB5\x2F\xFD"sv, "zstd data"},
        {"SQLite format 3"sv, "a database"},  {"wOFF"sv, "a font"},
    };
    for (const auto& [magic, name] : kMagic)
        if (head.substr(0, magic.size()) == magic) return name;
    if (!looks_wide(head) && is_mostly_control(head)) return "binary data";
    return {};
}

Kind kind_of_bytes(std::string_view head) {
    if (starts_with_any(head, {"WARC/1.", "WARC/0."})) return Kind::warc;
    if (archive::is_gzip(head)) return archive::is_warc(head) ? Kind::warc : Kind::gzip;
    head = head.substr(0, std::max<std::size_t>(4096, head.find('\n') == std::string_view::npos ? head.size() : 4096));
    if (!binary_name(head.substr(0, 4096)).empty()) return Kind::binary;
    if (starts_with_any(head, {"\xEF\xBB\xBF"})) head.remove_prefix(3);
    const std::size_t start = head.find_first_not_of(" \t\r\n\f");
    if (start == std::string_view::npos) return Kind::text;
    head.remove_prefix(start);
    if (head.front() == '{') {
        if (feeds::sniff(head)) return Kind::feed;
        return is_spread_over_lines(head) ? Kind::values : Kind::lines;
    }
    if (head.front() == '[') {
        const std::size_t next = head.find_first_not_of(" \t\r\n", 1);  // "[Photo: ..." is text
        return next != std::string_view::npos && head[next] == '{' ? Kind::values : Kind::text;
    }
    if (head.front() == '<') return kind_of_markup(head);
    if (head.size() > 1 && head[0] == '\0' && head[1] == '<') return Kind::html;
    if (looks_wide(head) && feeds::sniff(head)) return Kind::feed;
    return Kind::text;
}

}  // namespace newshound::ingest
