// Sources of pages: files, folders, URLs, feeds, web archives, JSON Lines, standard input -> records, one at a time, in a
// settled order.
//
//   auto source = ingest::open({"pages/", "-"}, options);
//   while (auto record = source->next()) {
//       ingest::Item item = ingest::decode(std::move(*record), options);   // may run in another thread
//       ...
//   }
//
// next() does the reading (one caller at a time), decode() the work that can be shared out. Both give bad input as an Error
// in the place of its record; nothing stops the others. Memory: one record, which is refused above a limit; a feed as a
// whole (up to 64 MiB); pages fetched ahead (net/ahead.h).
//
// Ids: a file is its name without extension; in a folder, its path below the folder without extension; a JSON record its own
// "id"; a record without one, and standard input, the source's id, then "ID-2", "ID-3" by its number in the source. A URL,
// an entry of a feed, a record of a web archive: the URL; an entry or record without one is "ID-N".
//
// What is gzip is unpacked first, whatever it is. The network is touched only for URLs that are named as sources, and with
// Options::follow for the pages and lists that feeds, sitemaps and OPML files name.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "model/annotated.h"
#include "model/article.h"
#include "model/page.h"
#include "net/fetch.h"

namespace newshound::ingest {

/// What the user says a source is (--as); `sniff`: found out from its name and first bytes.
enum class As { sniff, html, text, jsonl, json, feed, warc };

struct Options {
    As as = As::sniff;
    std::string published;                 ///< --published: for pages, and for records that say nothing
    std::string url;                       ///< --url: likewise
    std::uint64_t max_page = 10ull << 20;  ///< bytes of a page or a text; above: error "too_large"
    bool extract = false;                  ///< --extract: the "text" of JSON records is a flattened page, not clean text
    bool follow = false;                   ///< --follow: read the pages that feeds name, and the feeds that lists name
    net::Options net;                      ///< how the network is used
    /// A JSON record holds more than its page (escapes, tokens): it may be this many times max_page.
    static constexpr std::uint64_t kRecordFactor = 16;
    /// A feed, sitemap or OPML file may have this many bytes.
    static constexpr std::uint64_t kMaxFeed = 64ull << 20;
    /// An archive or a file of records that is fetched may have this many; it is kept in a temporary file.
    static constexpr std::uint64_t kMaxDownload = 64ull << 30;
    /// How deep lists of lists are followed, and how many of them in one run.
    static constexpr int kMaxDepth = 3;
    static constexpr int kMaxLists = 10'000;
};

/// One thing read, not yet understood.
struct Record {
    enum class Kind {
        html,
        flat_text,
        entry,  ///< of a feed: `bytes` are its text as it stands; `given` says the rest
        json
    };
    std::string id;
    std::string url;
    Kind kind = Kind::html;
    std::string bytes;
    std::string http_charset;      ///< charset of the Content-Type field; may be empty
    std::string seen;              ///< when a crawler fetched it; may be empty
    bool fragment = false;         ///< html: markup of a feed's entry
    std::unique_ptr<Given> given;  ///< what a feed says about the page; may be nullptr
    std::optional<Error> error;    ///< instead of bytes
};

/// What an earlier stage of a pipe said in place of a record ({"doc", "notice"}), to be said again.
struct Notice {
    std::string words;
};

/// One thing understood: a page to be extracted, an article, an article with its annotation, or why not. The error line of
/// an earlier stage of a pipe is read as that Error.
struct Item {
    std::string id;
    std::variant<Page, Article, Annotated, Notice, Error> content;
};

class Source {
public:
    virtual ~Source() = default;
    /// The next record, nullopt at the end.
    virtual std::optional<Record> next() = 0;
    /// How much of the input has been read, 0..1; negative where nobody knows (a pipe).
    [[nodiscard]] virtual double fraction() const { return -1; }
};

/// The sources named one after another. Each name is a file, a folder (walked in byte order of paths), a URL or "-"; what
/// cannot be opened becomes a record with its error. `options` is copied.
///
/// Errors in place of records: "not_found", "not_readable", "is_a_folder", "no_pages" (a folder), "too_large", "empty",
/// "not_text"; those of net/fetch.h; of feeds "not_a_feed", "bad_json", "needs_follow" (a list of feeds), "too_deep",
/// "too_many", "not_a_page" (an entry's link leads to something else); of archives those of archive/warc.h.
std::unique_ptr<Source> open(std::vector<std::string> names, const Options& options);

/// Errors: the record's own; "empty", "not_text", "too_large", "bad_json", "bad_record" (no object, or neither "html" nor
/// "text"), "bad_annotation".
Item decode(Record record, const Options& options);

}  // namespace newshound::ingest
