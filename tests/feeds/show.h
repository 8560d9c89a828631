// A feed on a few lines: each entry is one, empty fields are left out. Tests are tables of these.
#pragma once

#include <string>

#include "base/text.h"
#include "feeds/feed.h"

namespace newshound::feeds {

inline std::string show(const Entry& entry) {
    std::string out;
    const auto add = [&out](const char* name, const std::string& value) {
        if (value.empty()) return;
        if (!out.empty()) out += ' ';
        out.append(name).append("=").append(value);
    };
    add("id", entry.id);
    add("title", entry.title);
    add("link", entry.link);
    add("published", entry.published);
    add("updated", entry.updated);
    add("authors", text::join(entry.authors, ";"));
    add(entry.summary.html ? "summary.html" : "summary", entry.summary.text);
    add(entry.content.html ? "content.html" : "content", entry.content.text);
    for (const Enclosure& file : entry.enclosures) add("file", file.url);
    add("categories", text::join(entry.categories, ";"));
    add("language", entry.language);
    add("source", entry.source.title);
    add("source.url", entry.source.url);
    if (entry.is_feed) out += " feed";
    return out;
}

inline std::string show(const Result<Feed>& feed) {
    if (!feed) return feed.error().code;
    std::string out(name_of(feed->kind));
    if (!feed->version.empty()) out.append(" ").append(feed->version);
    for (const Entry& entry : feed->entries) out.append("\n").append(show(entry));
    return out;
}

}  // namespace newshound::feeds
