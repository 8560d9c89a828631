#include "feeds/draft.h"

#include <algorithm>

#include "base/text.h"

namespace newshound::feeds {

void Draft::author(std::string name, int rank) {
    if (name.empty() || rank > author_rank_) return;
    if (rank < author_rank_) authors_.clear();
    author_rank_ = rank;
    if (authors_.size() < 64 && std::find(authors_.begin(), authors_.end(), name) == authors_.end())
        authors_.push_back(std::move(name));
}

void Draft::source_author(std::string name) {
    if (!name.empty() && source_authors_.size() < 64) source_authors_.push_back(std::move(name));
}

void Draft::category(std::string name) {
    if (!name.empty() && categories.size() < 256 &&
        std::find(categories.begin(), categories.end(), name) == categories.end())
        categories.push_back(std::move(name));
}

Entry Draft::entry() && {
    Entry out;
    out.id = std::move(id.value);
    out.title = std::move(title.value);
    out.link = std::move(link.value);
    out.published = std::move(published.value);
    out.updated = std::move(updated.value);
    out.authors = authors_.empty() ? std::move(source_authors_) : std::move(authors_);
    out.summary = std::move(summary.value);
    out.content = std::move(content.value);
    out.enclosures = std::move(enclosures);
    out.categories = std::move(categories);
    out.language = std::move(language.value);
    out.source = std::move(source);
    out.is_feed = is_feed;
    return out;
}

std::string person_name(std::string_view s) {
    const auto is_address = [](std::string_view part) {
        return part.find('@') != std::string_view::npos && part.find(' ') == std::string_view::npos;
    };
    s = text::trim(s);
    for (const auto& [open, close] : {std::pair{'(', ')'}, std::pair{'<', '>'}}) {
        const std::size_t begin = s.find(open);
        if (begin == std::string_view::npos) continue;
        const std::size_t end = std::min(s.find(close, begin), s.size());
        const std::string_view outside = text::trim(s.substr(0, begin));
        std::string_view inside = text::trim(s.substr(begin + 1, end - begin - 1));
        if (inside.starts_with("mailto:")) inside.remove_prefix(7);
        if (is_address(inside)) return std::string(outside.empty() ? inside : outside);
        if (is_address(outside)) return std::string(inside.empty() ? outside : inside);
    }
    // "jane@x.example Jane Doe", "Jane Doe jane@x.example"
    if (const std::size_t space = s.find(' '); space != std::string_view::npos && is_address(s.substr(0, space)))
        return std::string(text::trim(s.substr(space)));
    if (const std::size_t space = s.rfind(' '); space != std::string_view::npos && is_address(s.substr(space + 1)))
        return std::string(text::trim(s.substr(0, space)));
    return std::string(s);
}

}  // namespace newshound::feeds
