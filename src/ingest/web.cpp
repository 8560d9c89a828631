#include "ingest/web.h"

#include "archive/gzip.h"
#include "base/url.h"
#include "ingest/sniff.h"

namespace newshound::ingest {

namespace {

/// How much of an answer is read: by what its first bytes show, or what the user says.
net::Judge judge_for(const Options& options) {
    return [as = options.as, page = options.max_page](std::string_view url, std::string_view media_type,
                                                      std::string_view head) -> net::Allowance {
        const Kind kind = kind_of_bytes(head);
        const bool records = as == As::jsonl || as == As::json || as == As::warc ||
                             (as == As::sniff && (kind == Kind::warc || kind == Kind::lines || kind == Kind::values));
        if (records) return {Options::kMaxDownload, true};
        if (as == As::feed || (as == As::sniff && kind == Kind::feed)) return {Options::kMaxFeed, false};
        if (kind != Kind::gzip) return {page, false};
        // Of a packed file it is not known yet; sitemaps are the usual ones, and they are short.
        const NamedKind named = kind_of_name(url::split(url).path), typed = kind_of_media_type(media_type);
        const bool many =
            (named.known && (named.kind == Kind::lines || named.kind == Kind::values || named.kind == Kind::warc)) ||
            (typed.known && (typed.kind == Kind::lines || typed.kind == Kind::warc));
        return many ? net::Allowance{Options::kMaxDownload, true} : net::Allowance{Options::kMaxFeed, false};
    };
}

}  // namespace

Web::Web(const Options& options) : fetcher_(options.net), ahead_(fetcher_, judge_for(options)) {}

bool is_url(std::string_view name) { return url::is_http(name); }

}  // namespace newshound::ingest
