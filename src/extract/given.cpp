#include "extract/given.h"

#include <algorithm>
#include <string>

#include "base/date.h"

namespace newshound::extract {

namespace {

void forget(std::vector<FieldSource>& sources, const char* field) {
    std::erase_if(sources, [&](const FieldSource& s) { return s.field == field; });
}

/// True if `date` is known to the day and lies more than a day after `seen`.
bool after(const std::string& date, const std::string& seen) {
    const auto of = parse_date(date), limit = parse_date(seen);
    return of && limit && of->to_the_day() && limit->to_the_day() && days_between(*limit, *of) > 1;
}

}  // namespace

void complete(Article& article, const Page& page, bool explain) {
    const auto say = [&](const char* field, const char* source) {
        forget(article.sources, field);
        if (explain) article.sources.push_back({field, source});
    };
    if (after(article.published, page.seen) && article.published != page.published) {
        article.published.clear();
        forget(article.sources, "published");
    }
    if (after(article.modified, page.seen)) {
        article.modified.clear();
        forget(article.sources, "modified");
    }
    const auto fill = [&](std::string& field, const std::string& value, const char* name) {
        if (value.empty() || (!page.fragment && !field.empty())) return;
        field = value;
        say(name, "feed");
    };
    const Given& given = page.given;
    fill(article.title, given.title, "title");
    if (page.published.empty()) fill(article.published, given.published, "published");
    fill(article.modified, given.modified, "modified");
    fill(article.publisher, given.publisher, "publisher");
    if (article.language.empty()) fill(article.language, given.language, "language");
    if (!given.authors.empty() && (page.fragment || article.authors.empty())) {
        article.authors = given.authors;
        say("authors", "feed");
    }
}

}  // namespace newshound::extract
