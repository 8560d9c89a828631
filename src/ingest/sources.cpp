#include "ingest/sources.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <set>
#include <string_view>
#include <utility>

#include "base/url.h"
#include "ingest/entries.h"
#include "ingest/folder.h"
#include "ingest/input.h"
#include "ingest/sniff.h"
#include "ingest/stream.h"
#include "ingest/web.h"

namespace newshound::ingest {

namespace {

namespace fs = std::filesystem;

std::optional<Kind> forced(As as) {
    switch (as) {
        case As::sniff: return std::nullopt;
        case As::html: return Kind::html;
        case As::text: return Kind::text;
        case As::jsonl: return Kind::lines;
        case As::json: return Kind::values;
        case As::feed: return Kind::feed;
        case As::warc: return Kind::warc;
    }
    return std::nullopt;
}

/// What is to be read next, by name: pages are fetched ahead for it.
constexpr std::size_t kAhead = 32;

/// Pages to be fetched, in their order, the first few asked for already.
class Fetches {
public:
    /// Asks for `url` as the next one after those asked for; "" is nothing to fetch.
    void ask(Web& web, const std::string& url) { tickets_.push_back(url.empty() ? 0 : web.submit(url)); }
    [[nodiscard]] std::size_t asked() const { return tickets_.size(); }
    /// The ticket of the first one.
    Web::Ticket take() {
        if (tickets_.empty()) return 0;
        const Web::Ticket ticket = tickets_.front();
        tickets_.pop_front();
        return ticket;
    }

private:
    std::deque<Web::Ticket> tickets_;
};

/// A feed or sitemap that is being worked through.
struct List {
    feeds::Feed feed;
    Origin origin;
    std::size_t next = 0;  // entry
    int depth = 0;         // of lists in lists
    Fetches fetches;       // of entry `next` and those after
};

/// What kind a source is, from all that is known. Packed sources are unpacked first.
struct Hints {
    std::string_view name;        // of the file or the URL's path
    std::string_view media_type;  // of the answer; may be empty
    bool by_line = false;         // standard input: do not wait for more than a line
};

struct Settled {
    Kind kind = Kind::text;
    Kind shown = Kind::text;  // by its bytes
    bool by_name = false;     // the name says it
    bool was_packed = false;
};

Settled settle(Input& input, Hints hints, As as) {
    Settled out;
    out.shown = kind_of_bytes(input.peek(4096, hints.by_line));
    if (out.shown == Kind::gzip) {
        input = Input::unpacked(std::move(input));
        out.was_packed = true;
        out.shown = kind_of_bytes(input.peek(4096));
        hints.name = without_gz(hints.name);
        hints.media_type = {};                                  // application/gzip
        if (out.shown == Kind::gzip) out.shown = Kind::binary;  // packed twice
    }
    if (const auto said = forced(as)) {
        out.kind = *said;
        return out;
    }
    out.kind = out.shown;
    if (out.shown == Kind::warc) return out;
    const NamedKind typed = kind_of_media_type(hints.media_type), named = kind_of_name(hints.name);
    if (typed.known && (typed.kind == Kind::html || typed.kind == Kind::binary)) {
        if (out.shown != Kind::feed) out.kind = typed.kind;
    } else if (named.known && (hints.media_type.empty() || named.kind == Kind::lines || named.kind == Kind::values)) {
        const bool may_be_feed = named.kind == Kind::html || named.kind == Kind::values;
        out.by_name = true;
        if (out.shown != Kind::feed || !may_be_feed) out.kind = named.kind;
    } else if (typed.known && typed.kind == Kind::text && out.shown != Kind::html && out.shown != Kind::feed) {
        out.kind = Kind::text;
    }
    return out;
}

class Sequence : public Source {
public:
    Sequence(std::vector<std::string> names, const Options& options)
        : names_(std::move(names)), options_(options), total_names_(names_.size()) {
        std::reverse(names_.begin(), names_.end());
    }

    std::optional<Record> next() override {
        for (;;) {
            if (current_) {
                if (auto record = current_->next()) return record;
                done_bytes_ += current_size_;
                current_.reset();
            }
            if (!lists_.empty()) {
                if (auto record = next_entry()) return record;
                continue;
            }
            if (!files_.empty()) {
                File file = std::move(files_.back());
                files_.pop_back();
                if (auto record = open_file(std::move(file), true)) return record;
                continue;
            }
            if (folder_pages_ == 0) {
                folder_pages_ = -1;
                return failed(folder_id_, ingest_error("no_pages", "no page in folder " + folder_));
            }
            folder_pages_ = -1;
            if (names_.empty()) {
                finished_ = true;
                return std::nullopt;
            }
            fetch_names_ahead();
            const std::string name = std::move(names_.back());
            names_.pop_back();
            done_bytes_ = total_bytes_ = 0;
            if (auto record = open_name(name)) return record;
        }
    }

    [[nodiscard]] double fraction() const override {
        if (piped_ || total_names_ == 0) return -1;
        if (finished_) return 1;
        const double before = static_cast<double>(total_names_ - names_.size()) - 1;
        return std::max(0.0, before + part_of_name()) / static_cast<double>(total_names_);
    }

private:
    /// How much of the source that was opened last has been read, 0..1.
    [[nodiscard]] double part_of_name() const {
        if (!lists_.empty()) {
            const List& outer = lists_.front();
            return static_cast<double>(outer.next) /
                   static_cast<double>(std::max<std::size_t>(1, outer.feed.entries.size()));
        }
        if (total_bytes_ == 0) return current_ || !files_.empty() ? 0 : 1;
        const std::uint64_t read = done_bytes_ + (current_ ? std::min(current_->bytes_read(), current_size_) : 0);
        return static_cast<double>(read) / static_cast<double>(total_bytes_);
    }

    Web& web() {
        if (!web_) web_ = std::make_unique<Web>(options_);
        return *web_;
    }

    /// Asks for the URLs among the next names.
    void fetch_names_ahead() {
        if (asked_names_ == 0 && !is_url(names_.back())) return;  // most runs never come to a URL
        const std::size_t wanted = std::min(kAhead, names_.size());
        for (; asked_names_ < wanted; ++asked_names_) {
            const std::string& name = names_[names_.size() - 1 - asked_names_];
            fetches_.ask(web(), is_url(name) ? name : "");
        }
    }

    std::optional<Record> open_name(const std::string& name) {
        Web::Ticket ticket = 0;
        if (asked_names_ > 0) {
            ticket = fetches_.take();
            --asked_names_;
        }
        if (name == "-") return open_standard();
        if (ticket != 0) return open_url(name, ticket);
        std::error_code error;
        if (fs::is_directory(name, error)) {
            folder_ = name;
            while (folder_.size() > 1 && folder_.back() == '/') folder_.pop_back();
            folder_id_ = without_extension(folder_, false);
            folder_pages_ = 0;
            files_ = walk(folder_, options_);
            std::reverse(files_.begin(), files_.end());
            for (const File& file : files_) total_bytes_ += file.size;
            return std::nullopt;
        }
        if (name.find("://") != std::string::npos && !fs::exists(name, error))
            return failed(name, ingest_error("bad_url", "only http and https URLs are read"));
        File file;
        file.id = name;
        const std::uint64_t size = fs::file_size(name, error);
        file.size = error ? 0 : size;
        total_bytes_ = file.size;
        file.path = name;
        return open_file(std::move(file), false);
    }

    std::optional<Record> open_standard() {
        if (std::exchange(standard_used_, true))
            return failed("-", ingest_error("not_readable", "standard input has been read already"));
        piped_ = true;
        Input input = Input::standard();
        if (input.peek(1).empty() && options_.as == As::sniff) return std::nullopt;  // nothing on a pipe is nothing
        const Kind kind = settle(input, {"", "", true}, options_.as).kind;
        return begin(std::move(input), kind, {"-", options_.url, "", true}, 0, 0);
    }

    /// Makes `file` the current source; an error record if it cannot be opened. In a folder, what does not look like a page
    /// is passed over, unless its name says that it is one.
    std::optional<Record> open_file(File file, bool in_folder) {
        std::string id = without_extension(file.id, in_folder);
        if (in_folder && file.error) ++folder_pages_;
        if (file.error) return failed(std::move(id), std::move(*file.error));
        auto input = Input::open(file.path);
        if (!input) {
            if (in_folder) ++folder_pages_;
            return failed(std::move(id), std::move(input.error()));
        }
        const Settled settled = settle(*input, {file.path, "", false}, options_.as);
        const bool page = settled.by_name || options_.as != As::sniff || settled.shown == Kind::html ||
                          settled.shown == Kind::warc || settled.shown == Kind::feed;
        if (in_folder && !page) {
            done_bytes_ += file.size;
            return std::nullopt;
        }
        if (in_folder) ++folder_pages_;
        Origin origin{std::move(id), "", "", false};
        if (settled.kind == Kind::warc && !settled.was_packed) {  // by its path: mapped, not copied
            current_ = open_warc(nullptr, file.path, std::move(origin), options_);
            current_size_ = file.size;
            return std::nullopt;
        }
        origin.url = options_.url;
        return begin(std::move(*input), settled.kind, std::move(origin), file.size, 0);
    }

    std::optional<Record> open_url(const std::string& name, Web::Ticket ticket) {
        auto answer = web().take(ticket);
        if (!answer) return failed(name, std::move(answer.error()));
        Input input = input_of(*answer);
        const std::string path(url::split(answer->url).path);
        const Kind kind = settle(input, {path, answer->media_type, false}, options_.as).kind;
        return begin(std::move(input), kind, {name, answer->url, answer->charset, false}, answer->body.size, 0);
    }

    static Input input_of(net::Response& answer) {
        return answer.body.file.open() ? Input::of_descriptor(answer.body.file.release())
                                       : Input::of(std::move(answer.body.bytes));
    }

    /// Makes `input` the current source.
    std::optional<Record> begin(Input input, Kind kind, Origin origin, std::uint64_t size, int depth) {
        current_size_ = size;
        if (kind == Kind::feed) return begin_list(std::move(input), std::move(origin), depth);
        if (kind == Kind::warc)
            current_ = open_warc(std::make_shared<Input>(std::move(input)), "", std::move(origin), options_);
        else
            current_ = open_stream(std::move(input), kind, std::move(origin), options_);
        return std::nullopt;
    }

    std::optional<Record> begin_list(Input input, Origin origin, int depth) {
        std::string bytes;
        const Input::Taken taken = input.take_all(bytes, Options::kMaxFeed);
        if (taken == Input::Taken::too_long)
            return failed(origin.id, ingest_error("too_large", "the feed is larger than the limit of " +
                                                                   std::to_string(Options::kMaxFeed) + " bytes"));
        if (taken == Input::Taken::broken)
            return failed(origin.id, ingest_error("not_readable", "reading failed: " + input.failure()));
        feeds::Context context;
        context.url = origin.url;
        if (!origin.charset.empty()) context.content_type = "application/xml; charset=" + origin.charset;
        context.max_bytes = Options::kMaxFeed;
        auto feed = feeds::parse(bytes, context);
        if (!feed) return failed(origin.id, std::move(feed.error()));
        const auto is_list = [](const feeds::Entry& entry) { return entry.is_feed; };
        if (!options_.follow && std::any_of(feed->entries.begin(), feed->entries.end(), is_list))
            return failed(origin.id,
                          ingest_error("needs_follow", std::string("it lists ") +
                                                           (feed->kind == feeds::Kind::opml ? "feeds" : "sitemaps") +
                                                           ", no articles; --follow reads them"));
        if (!origin.url.empty()) lists_seen_.insert(origin.url);
        lists_.push_back({std::move(*feed), std::move(origin), 0, depth, {}});
        return std::nullopt;
    }

    /// What is to be fetched for an entry; "" = nothing.
    [[nodiscard]] std::string to_fetch(const feeds::Entry& entry) const {
        if (!options_.follow || !is_url(entry.link)) return {};
        if (entry.is_feed && lists_seen_.contains(entry.link)) return {};
        return entry.link;
    }

    std::optional<Record> next_entry() {
        List& list = lists_.back();
        auto& entries = list.feed.entries;
        if (list.next == entries.size()) {
            // Bad XML from which entries could be had is the daily bread of feeds; what has been left out is another matter.
            const bool told = list.next == 0 || !list.feed.problem.starts_with("not well-formed");
            const std::string problem = told ? std::move(list.feed.problem) : std::string();
            const std::string id = list.origin.id;
            lists_.pop_back();
            if (problem.empty()) return std::nullopt;
            return failed(id, ingest_error("bad_feed", "it was read as far as it goes: " + problem));
        }
        if (options_.follow)
            for (std::size_t i = list.next + list.fetches.asked(); i < entries.size() && i < list.next + kAhead; ++i) {
                // A list within a list is asked for in its turn: it may be one that has been seen by then.
                list.fetches.ask(web(), entries[i].is_feed ? "" : to_fetch(entries[i]));
            }
        Web::Ticket ticket = list.fetches.take();
        feeds::Entry entry = std::move(entries[list.next]);
        ++list.next;
        if (entry.is_feed) return follow_list(entry, list.depth);
        const std::string id = entry.link.empty() ? numbered(list.origin, static_cast<int>(list.next)) : entry.link;
        const feeds::Kind kind = list.feed.kind;
        if (ticket == 0) return record_of(std::move(entry), kind, id);
        return follow_page(entry, kind, ticket);
    }

    std::optional<Record> follow_page(const feeds::Entry& entry, feeds::Kind list_kind, Web::Ticket ticket) {
        auto answer = web().take(ticket);
        if (!answer) return failed(entry.link, std::move(answer.error()));
        Input input = input_of(*answer);
        const std::string path(url::split(answer->url).path);
        const Kind kind = settle(input, {path, answer->media_type, false}, As::sniff).kind;
        if (kind != Kind::html && kind != Kind::text)
            return failed(entry.link, ingest_error("not_a_page", "the entry leads to " + what_is(kind) + ", not to a page"));
        auto record =
            open_stream(std::move(input), kind, {entry.link, answer->url, answer->charset, false}, options_)->next();
        if (record) record->given = given_by(entry, list_kind);
        return record;
    }

    static std::string what_is(Kind kind) {
        switch (kind) {
            case Kind::feed: return "a feed";
            case Kind::warc: return "a web archive";
            case Kind::lines:
            case Kind::values: return "JSON";
            default: return "binary data";
        }
    }

    std::optional<Record> follow_list(const feeds::Entry& entry, int depth) {
        if (entry.link.empty() || !lists_seen_.insert(entry.link).second) return std::nullopt;
        if (depth + 1 > Options::kMaxDepth)
            return failed(entry.link, ingest_error("too_deep", "lists in lists are followed " +
                                                                   std::to_string(Options::kMaxDepth) + " deep"));
        if (lists_followed_ == Options::kMaxLists)
            return failed(entry.link, ingest_error("too_many", "no more than " + std::to_string(Options::kMaxLists) +
                                                                   " lists are followed in one run"));
        ++lists_followed_;
        auto answer = web().take(web().submit(entry.link));
        if (!answer) return failed(entry.link, std::move(answer.error()));
        Input input = input_of(*answer);
        const Kind kind = settle(input, {"", answer->media_type, false}, As::sniff).kind;
        if (kind != Kind::feed)
            return failed(entry.link, ingest_error("not_a_feed", "it is no feed or sitemap, but listed as one"));
        return begin(std::move(input), Kind::feed, {entry.link, answer->url, answer->charset, false}, 0, depth + 1);
    }

    std::vector<std::string> names_;  // in reverse
    const Options options_;
    const std::size_t total_names_;
    std::vector<File> files_;  // of the folder being walked, in reverse
    std::string folder_, folder_id_;
    int folder_pages_ = -1;  // pages found in the folder being walked; -1 outside a folder
    std::unique_ptr<Stream> current_;
    std::uint64_t current_size_ = 0, done_bytes_ = 0, total_bytes_ = 0;
    std::vector<List> lists_;  // the innermost is the last
    std::set<std::string> lists_seen_;
    int lists_followed_ = 0;
    std::unique_ptr<Web> web_;
    Fetches fetches_;  // of the next names
    std::size_t asked_names_ = 0;
    bool standard_used_ = false, piped_ = false, finished_ = false;
};

}  // namespace

std::unique_ptr<Source> open(std::vector<std::string> names, const Options& options) {
    return std::make_unique<Sequence>(std::move(names), options);
}

}  // namespace newshound::ingest
