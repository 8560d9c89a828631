#include "feeds/fields.h"

#include <unordered_map>

namespace newshound::feeds {

namespace {

using Table = std::unordered_map<std::string_view, Meaning>;

/// RSS and Atom, their older forms among them, and CDF's names: no two of them mean different things by one name.
const Table& feed_table() {
    static const Table kTable{{"channel", {Field::feed, 1}},
                              {"feed", {Field::feed, 1}},
                              {"item", {Field::item, 1}},
                              {"entry", {Field::item, 1}},
                              {"title", {Field::title, 1}},
                              {"link", {Field::link, 1}},
                              {"id", {Field::id, 1}},
                              {"guid", {Field::guid, 1}},
                              {"description", {Field::summary, 1}},
                              {"summary", {Field::summary, 1}},
                              {"abstract", {Field::summary, 1}},
                              {"subtitle", {Field::summary, 2}},
                              {"tagline", {Field::summary, 2}},
                              {"content", {Field::content, 1}},
                              {"fullitem", {Field::content, 2}},
                              {"body", {Field::content, 2}},
                              {"pubdate", {Field::published, 1}},
                              {"published", {Field::published, 1}},
                              {"issued", {Field::published, 1}},
                              {"created", {Field::published, 3}},
                              {"updated", {Field::updated, 1}},
                              {"modified", {Field::updated, 1}},
                              {"lastmod", {Field::updated, 1}},
                              {"lastbuilddate", {Field::updated, 1}},
                              {"author", {Field::author, 1}},
                              {"managingeditor", {Field::author, 2}},
                              {"category", {Field::category, 1}},
                              {"keywords", {Field::keywords, 2}},
                              {"enclosure", {Field::enclosure, 1}},
                              {"source", {Field::source, 1}},
                              {"language", {Field::language, 1}},
                              {"name", {Field::name, 1}},
                              {"email", {Field::email, 1}},
                              {"outline", {Field::outline, 1}},
                              {"date", {Field::date, 2}}};
    return kTable;
}

const Table& dublin_core_table() {
    static const Table kTable{
        {"title", {Field::title, 2}},        {"creator", {Field::author, 1}},      {"author", {Field::author, 1}},
        {"date", {Field::date, 2}},          {"description", {Field::summary, 3}}, {"abstract", {Field::summary, 3}},
        {"subject", {Field::category, 1}},   {"language", {Field::language, 2}},   {"identifier", {Field::id, 4}},
        {"issued", {Field::published, 1}},   {"created", {Field::published, 3}},   {"modified", {Field::updated, 1}},
        {"available", {Field::published, 4}}};
    return kTable;
}

const Table& extension_table(Vocabulary vocabulary) {
    static const Table kContent{{"encoded", {Field::content, 1}}};
    static const Table kMedia{{"group", {Field::group, 1}},  {"content", {Field::enclosure, 2}},
                              {"title", {Field::title, 4}},  {"description", {Field::summary, 5}},
                              {"text", {Field::summary, 6}}, {"keywords", {Field::keywords, 2}}};
    static const Table kItunes{{"title", {Field::title, 3}},
                               {"author", {Field::author, 3}},
                               {"summary", {Field::summary, 4}},
                               {"subtitle", {Field::summary, 5}},
                               {"keywords", {Field::keywords, 2}}};
    static const Table kXhtml{{"body", {Field::content, 1}}, {"div", {Field::content, 3}}};
    static const Table kSitemap{{"url", {Field::item, 1}},
                                {"sitemap", {Field::item, 1}},
                                {"loc", {Field::link, 1}},
                                {"lastmod", {Field::updated, 1}}};
    static const Table kNews{{"news", {Field::group, 1}},       {"publication", {Field::group, 1}},
                             {"name", {Field::publication, 1}}, {"language", {Field::language, 1}},
                             {"title", {Field::title, 1}},      {"publication_date", {Field::published, 1}},
                             {"keywords", {Field::keywords, 1}}};
    static const Table kFeedburner{{"origlink", {Field::link, 3}}};
    static const Table kNone;
    switch (vocabulary) {
        case Vocabulary::content: return kContent;
        case Vocabulary::media: return kMedia;
        case Vocabulary::itunes: return kItunes;
        case Vocabulary::xhtml: return kXhtml;
        case Vocabulary::sitemap: return kSitemap;
        case Vocabulary::news: return kNews;
        case Vocabulary::feedburner: return kFeedburner;
        default: return kNone;
    }
}

}  // namespace

Meaning meaning_of(const Name& name) {
    const Table* table = nullptr;
    switch (name.vocabulary) {
        case Vocabulary::core:
        case Vocabulary::atom: table = &feed_table(); break;
        case Vocabulary::dc:
        case Vocabulary::dcterms: table = &dublin_core_table(); break;
        default: table = &extension_table(name.vocabulary);
    }
    const auto found = table->find(name.local);
    return found == table->end() ? Meaning{} : found->second;
}

}  // namespace newshound::feeds
