#include "ingest/entries.h"

#include <utility>

namespace newshound::ingest {

std::unique_ptr<Given> given_by(const feeds::Entry& entry, feeds::Kind kind) {
    auto given = std::make_unique<Given>();
    given->title = entry.title;
    given->authors = entry.authors;
    given->published = entry.published;
    given->modified = entry.updated;
    given->language = entry.language;
    given->publisher = entry.source.title;
    if (given->published.empty() && kind != feeds::Kind::sitemap) given->published = entry.updated;
    return given;
}

Record record_of(feeds::Entry entry, feeds::Kind kind, std::string id) {
    Record record;
    record.id = std::move(id);
    record.given = given_by(entry, kind);
    record.url = std::move(entry.link);
    feeds::Text& words = entry.content.empty() ? entry.summary : entry.content;
    record.kind = words.html ? Record::Kind::html : Record::Kind::entry;
    record.fragment = words.html;
    record.bytes = std::move(words.text);
    if (record.fragment) record.http_charset = "utf-8";  // whatever the feed's encoding was
    return record;
}

}  // namespace newshound::ingest
