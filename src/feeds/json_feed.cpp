#include "feeds/json_feed.h"

#include "base/json.h"
#include "base/text.h"
#include "base/url.h"
#include "feeds/dates.h"
#include "feeds/draft.h"
#include "feeds/markup.h"

namespace newshound::feeds {

namespace {

/// Identifiers are strings; some feeds write numbers.
std::string identifier(const json::Value& object) {
    const auto found = object.FindMember("id");
    if (found == object.MemberEnd()) return {};
    if (found->value.IsInt64()) return std::to_string(found->value.GetInt64());
    return std::string(text::trim(json::string_at(object, "id")));
}

std::vector<std::string> authors_of(const json::Value& object) {
    Draft draft;
    const auto add = [&](const json::Value& author) {
        if (!author.IsObject()) return;
        draft.author(text::fold_space(json::string_at(author, "name")), 1);
    };
    if (const json::Value* authors = json::array_at(object, "authors"))
        for (const json::Value& author : authors->GetArray()) add(author);
    if (const json::Value* author = json::object_at(object, "author")) add(*author);  // 1.0
    return draft.authors();
}

class JsonReader {
public:
    explicit JsonReader(const Context& context) : context_(context) {}

    Feed read(const json::Value& root) {
        Feed feed;
        feed.kind = Kind::json_feed;
        const std::string_view version = json::string_at(root, "version");
        feed.version = version.substr(version.rfind('/') == std::string_view::npos ? 0 : version.rfind('/') + 1);
        feed.title = line(root, "title");
        feed.link = absolute(context_.url, json::string_at(root, "home_page_url"));
        feed.description = line(root, "description");
        feed.language = std::string(json::string_at(root, "language"));
        feed.authors = authors_of(root);
        feed.next = absolute(context_.url, json::string_at(root, "next_url"));
        if (feed.authors.size() > 4) feed.authors.resize(4);
        if (feed.language.size() > 35) feed.language.clear();
        base_ = context_.url.empty() ? feed.link : context_.url;
        const json::Value* items = json::array_at(root, "items");
        if (items == nullptr) return feed;
        for (const json::Value& item : items->GetArray()) {
            if (feed.entries.size() >= context_.max_entries) {
                feed.problem =
                    "the feed has more than " + std::to_string(context_.max_entries) + " entries; the others were left out";
                break;
            }
            if (item.IsObject()) feed.entries.push_back(entry(item, feed));
        }
        return feed;
    }

private:
    /// The format has plain text here; feeds made from HTML have references in it all the same.
    std::string line(const json::Value& object, const char* member) {
        const std::string_view s = json::string_at(object, member);
        return is_marked_up_title(s) ? markup_.plain_text(s) : text::fold_space(s);
    }

    Entry entry(const json::Value& item, const Feed& feed) {
        Draft draft;
        draft.id.offer(identifier(item), 1);
        draft.title.offer(line(item, "title"), 1);
        draft.link.offer(absolute(base_, json::string_at(item, "url")), 1);
        draft.link.offer(absolute(base_, json::string_at(item, "external_url")), 2);
        if (url::is_http(draft.id.value)) draft.link.offer(draft.id.value, 3);  // "ideally, the id is the full URL"
        draft.published.offer(moment(json::string_at(item, "date_published")), 1);
        draft.updated.offer(moment(json::string_at(item, "date_modified")), 1);
        draft.summary.offer({std::string(text::trim(json::string_at(item, "summary"))), false}, 1);
        const std::string_view html = text::trim(json::string_at(item, "content_html"));
        if (!html.empty()) draft.content.offer({markup_.with_absolute_links(std::string(html), base_), true}, 1);
        draft.content.offer({std::string(text::trim(json::string_at(item, "content_text"))), false}, 2);
        draft.language.offer(std::string(json::string_at(item, "language")), 1);
        draft.language.offer(feed.language, 2);
        for (std::string& author : authors_of(item)) draft.author(std::move(author), 1);
        for (const std::string& author : feed.authors) draft.author(author, 2);
        if (const json::Value* tags = json::array_at(item, "tags"))
            for (const json::Value& tag : tags->GetArray())
                if (tag.IsString()) draft.category(text::fold_space({tag.GetString(), tag.GetStringLength()}));
        if (const json::Value* files = json::array_at(item, "attachments"))
            for (const json::Value& file : files->GetArray()) {
                if (!file.IsObject() || draft.enclosures.size() >= 64) continue;
                draft.enclosures.push_back({absolute(base_, json::string_at(file, "url")),
                                            std::string(json::string_at(file, "mime_type")),
                                            json::integer_at(file, "size_in_bytes", -1)});
            }
        return std::move(draft).entry();
    }

    const Context& context_;
    std::string base_;
    Markup markup_;
};

}  // namespace

Result<Feed> read_json_feed(std::string_view document, const Context& context) {
    const Result<json::Document> root = json::parse(document);
    if (!root) return fail("bad_json", "ingest", root.error().message, context.url);
    if (!root->IsObject() || (json::string_at(*root, "version").find("jsonfeed.org") == std::string_view::npos &&
                              json::array_at(*root, "items") == nullptr))
        return fail("not_a_feed", "ingest", "the JSON text is no JSON Feed: it has neither its version nor items",
                    context.url);
    return JsonReader(context).read(*root);
}

}  // namespace newshound::feeds
