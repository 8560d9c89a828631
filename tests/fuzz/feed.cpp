// Whatever the bytes, parse() answers with a feed or an error: no crash, no hang, and every text of it valid UTF-8.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "feeds/feed.h"

namespace {

void check(const std::string& s) {
    if (!newshound::text::is_valid_utf8(s)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace newshound::feeds;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    (void)sniff(bytes);
    Context context;
    context.url = "https://news.example/feed";
    context.content_type = size % 2 == 0 ? "" : "application/rss+xml; charset=windows-1251";
    context.max_entries = 1000;
    const auto feed = parse(bytes, context);
    if (!feed) return 0;
    for (const std::string& s : {feed->title, feed->link, feed->description, feed->language, feed->next, feed->problem})
        check(s);
    if (feed->entries.size() > context.max_entries) std::abort();
    for (const Entry& entry : feed->entries) {
        for (const std::string& s : {entry.id, entry.title, entry.link, entry.published, entry.updated, entry.summary.text,
                                     entry.content.text, entry.language, entry.source.title, entry.source.url})
            check(s);
        for (const std::string& s : entry.authors) check(s);
        for (const std::string& s : entry.categories) check(s);
    }
    return 0;
}
