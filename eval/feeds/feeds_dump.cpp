// Reads feeds for measuring: feeds_dump [--time] < LIST. A line of LIST is {"path", "url"?, "content_type"?}; one line of
// JSON answers it, with every field of the feed, or {"error"}. --time: nothing but seconds and entries of each.
#include <chrono>
#include <cstring>
#include <iostream>
#include <string>

#include "base/file.h"
#include "base/json.h"
#include "feeds/feed.h"

namespace {

using namespace newshound;

void write(json::Writer& out, const char* key, const std::vector<std::string>& values) {
    out.key(key).begin_array();
    for (const std::string& value : values) out.string(value);
    out.end_array();
}

void write(json::Writer& out, const char* key, const feeds::Text& text) {
    out.key(key).begin_object().key("text").string(text.text).key("html").boolean(text.html).end_object();
}

void write(json::Writer& out, const feeds::Entry& entry) {
    out.begin_object();
    out.key("id").string(entry.id).key("title").string(entry.title).key("link").string(entry.link);
    out.key("published").string(entry.published).key("updated").string(entry.updated);
    write(out, "authors", entry.authors);
    write(out, "summary", entry.summary);
    write(out, "content", entry.content);
    write(out, "categories", entry.categories);
    out.key("language").string(entry.language).key("is_feed").boolean(entry.is_feed);
    out.key("source")
        .begin_object()
        .key("title")
        .string(entry.source.title)
        .key("url")
        .string(entry.source.url)
        .end_object();
    out.key("enclosures").begin_array();
    for (const feeds::Enclosure& file : entry.enclosures)
        out.begin_object()
            .key("url")
            .string(file.url)
            .key("type")
            .string(file.type)
            .key("length")
            .integer(file.length)
            .end_object();
    out.end_array().end_object();
}

void write(json::Writer& out, const feeds::Feed& feed) {
    out.begin_object().key("kind").string(name_of(feed.kind)).key("version").string(feed.version);
    out.key("title").string(feed.title).key("link").string(feed.link).key("description").string(feed.description);
    out.key("language").string(feed.language).key("updated").string(feed.updated).key("next").string(feed.next);
    write(out, "authors", feed.authors);
    out.key("problem").string(feed.problem).key("entries").begin_array();
    for (const feeds::Entry& entry : feed.entries) write(out, entry);
    out.end_array().end_object();
}

}  // namespace

int main(int argc, char** argv) {
    const bool only_time = argc > 1 && std::strcmp(argv[1], "--time") == 0;
    std::string line;
    while (std::getline(std::cin, line)) {
        const auto request = json::parse(line);
        if (!request) continue;
        feeds::Context context;
        context.url = json::string_at(*request, "url");
        context.content_type = json::string_at(*request, "content_type");
        const auto bytes = file::read(std::string(json::string_at(*request, "path")));
        json::Writer out;
        if (!bytes) {
            out.begin_object().key("error").string(bytes.error().message).end_object();
            std::cout << out.view() << '\n';
            continue;
        }
        const auto start = std::chrono::steady_clock::now();
        const auto feed = feeds::parse(*bytes, context);
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        if (only_time)
            out.begin_object()
                .key("seconds")
                .number(seconds.count())
                .key("entries")
                .integer(feed ? static_cast<std::int64_t>(feed->entries.size()) : -1)
                .end_object();
        else if (feed)
            write(out, *feed);
        else
            out.begin_object()
                .key("error")
                .string(feed.error().code)
                .key("message")
                .string(feed.error().message)
                .end_object();
        std::cout << out.view() << std::endl;
    }
    return 0;
}
