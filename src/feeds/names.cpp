#include "feeds/names.h"

#include "base/text.h"

namespace newshound::feeds {

Vocabulary vocabulary_of(std::string_view uri) {
    // Keys without scheme, "www.", and what stands at the end: these are what feeds vary.
    static const std::unordered_map<std::string_view, Vocabulary> kKnown{
        {"", Vocabulary::core},
        {"purl.org/rss/1.0", Vocabulary::core},
        {"purl.org/net/rss1.1", Vocabulary::core},
        {"my.netscape.com/rdf/simple/0.9", Vocabulary::core},
        {"my.netscape.com/publish/formats/rss-0.91.dtd", Vocabulary::core},
        {"channel.netscape.com/rdf/simple/0.9", Vocabulary::core},
        {"backend.userland.com/rss", Vocabulary::core},
        {"backend.userland.com/rss2", Vocabulary::core},
        {"backend.userland.com/rss091", Vocabulary::core},
        {"backend.userland.com/rss092", Vocabulary::core},
        {"blogs.law.harvard.edu/tech/rss", Vocabulary::core},
        {"rssboard.org/rss-specification", Vocabulary::core},
        {"w3.org/2005/atom", Vocabulary::atom},
        {"purl.org/atom/ns", Vocabulary::atom},
        {"example.com/newformat", Vocabulary::atom},
        {"example.com/necho", Vocabulary::atom},
        {"purl.org/echo", Vocabulary::atom},
        {"purl.org/pie", Vocabulary::atom},
        {"w3.org/1999/02/22-rdf-syntax-ns", Vocabulary::rdf},
        {"purl.org/dc/elements/1.1", Vocabulary::dc},
        {"purl.org/dc/elements/1.0", Vocabulary::dc},
        {"purl.org/dc", Vocabulary::dc},
        {"purl.org/metadata/dublin_core", Vocabulary::dc},
        {"purl.org/rss/1.0/modules/dc", Vocabulary::dc},
        {"purl.org/dc/terms", Vocabulary::dcterms},
        {"purl.org/rss/1.0/modules/dcterms", Vocabulary::dcterms},
        {"purl.org/rss/1.0/modules/content", Vocabulary::content},
        {"search.yahoo.com/mrss", Vocabulary::media},
        {"search.yahoo.com/mrss/ns", Vocabulary::media},
        {"video.search.yahoo.com/mrss", Vocabulary::media},
        {"tools.search.yahoo.com/mrss", Vocabulary::media},
        {"itunes.com/dtds/podcast-1.0.dtd", Vocabulary::itunes},
        {"example.com/dtds/podcast-1.0.dtd", Vocabulary::itunes},
        {"w3.org/1999/xhtml", Vocabulary::xhtml},
        {"w3.org/tr/rec-html40", Vocabulary::xhtml},
        {"sitemaps.org/schemas/sitemap/0.9", Vocabulary::sitemap},
        {"sitemaps.org/schemas/sitemap/0.84", Vocabulary::sitemap},
        {"google.com/schemas/sitemap/0.84", Vocabulary::sitemap},
        {"google.com/schemas/sitemap/0.9", Vocabulary::sitemap},
        {"google.com/schemas/sitemap-news/0.9", Vocabulary::news},
        {"rssnamespace.org/feedburner/ext/1.0", Vocabulary::feedburner},
        {"w3.org/xml/1998/namespace", Vocabulary::xml},
    };
    std::string key = text::lower_ascii(uri);
    for (const std::string_view lead : {"http://", "https://", "www."})
        if (key.starts_with(lead)) key.erase(0, lead.size());
    while (!key.empty() && (key.back() == '/' || key.back() == '#' || key.back() == ' ')) key.pop_back();
    key.erase(0, std::min(key.find_first_not_of(' '), key.size()));
    const auto found = kKnown.find(key);
    return found == kKnown.end() ? Vocabulary::other : found->second;
}

Vocabulary usual_meaning(std::string_view prefix) {
    static const std::unordered_map<std::string_view, Vocabulary> kUsual{
        {"", Vocabulary::core},           {"rss", Vocabulary::core},        {"atom", Vocabulary::atom},
        {"a10", Vocabulary::atom},        {"rdf", Vocabulary::rdf},         {"dc", Vocabulary::dc},
        {"dcterms", Vocabulary::dcterms}, {"content", Vocabulary::content}, {"media", Vocabulary::media},
        {"itunes", Vocabulary::itunes},   {"xhtml", Vocabulary::xhtml},     {"html", Vocabulary::xhtml},
        {"news", Vocabulary::news},       {"n", Vocabulary::news},          {"feedburner", Vocabulary::feedburner},
        {"xml", Vocabulary::xml},
    };
    const auto found = kUsual.find(prefix);
    return found == kUsual.end() ? Vocabulary::other : found->second;
}

void Scopes::declare(std::string_view prefix, std::string_view uri) {
    std::string key = text::lower_ascii(prefix);
    declared_[key].push_back(vocabulary_of(uri));
    changes_.push_back(std::move(key));
}

void Scopes::close() {
    while (changes_.size() > marks_.back()) {
        declared_[changes_.back()].pop_back();
        changes_.pop_back();
    }
    marks_.pop_back();
}

Vocabulary Scopes::of(std::string_view prefix) const {
    const std::string key = text::lower_ascii(prefix);
    const auto found = declared_.find(key);
    return found == declared_.end() || found->second.empty() ? usual_meaning(key) : found->second.back();
}

Name Scopes::element(std::string_view qualified) const {
    const std::size_t colon = qualified.find(':');
    if (colon == std::string_view::npos) return {of(""), text::lower_ascii(qualified)};
    return {of(qualified.substr(0, colon)), text::lower_ascii(qualified.substr(colon + 1))};
}

Name Scopes::attribute(std::string_view qualified) const {
    if (qualified.find(':') == std::string_view::npos) return {Vocabulary::core, text::lower_ascii(qualified)};
    return element(qualified);
}

void Scopes::own_default() {
    const auto found = declared_.find("");
    if (found != declared_.end() && !found->second.empty() && found->second.back() == Vocabulary::other)
        found->second.back() = Vocabulary::core;
}

}  // namespace newshound::feeds
