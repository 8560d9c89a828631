// An entry, or a feed's own fields, while it is read: several elements may give a field, and one of them is trusted most.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "feeds/feed.h"

namespace newshound::feeds {

/// The value of the lowest rank offered. Empty values are no offers.
template <class T>
struct Best {
    T value;
    int rank = 1000;

    /// Of several with the same rank the first stays.
    void offer(T candidate, int candidate_rank) {
        if (candidate.empty() || candidate_rank >= rank) return;
        value = std::move(candidate);
        rank = candidate_rank;
    }
    /// Of several with the same rank the last one counts: what readers make of an element that may not be repeated and is.
    void replace(T candidate, int candidate_rank) {
        if (candidate.empty() || candidate_rank > rank) return;
        value = std::move(candidate);
        rank = candidate_rank;
    }
};

struct Draft {
    Best<std::string> id, title, link, published, updated, language;
    Best<Text> summary, content;
    std::vector<Enclosure> enclosures;
    std::vector<std::string> categories;
    Source source;
    bool is_feed = false;

    /// Authors named by elements of the same rank are all kept; a lower rank replaces them.
    void author(std::string name, int rank);
    /// One of the feed that an Atom entry was taken from: an author if the entry names none.
    void source_author(std::string name);
    void category(std::string name);
    [[nodiscard]] const std::vector<std::string>& authors() const { return authors_; }

    [[nodiscard]] Entry entry() &&;

private:
    std::vector<std::string> authors_, source_authors_;
    int author_rank_ = 1000;
};

/// The name in "Jane Doe <jane@x.example>", "jane@x.example (Jane Doe)", "Jane Doe (jane@x.example)"; the address where
/// there is none.
std::string person_name(std::string_view s);

}  // namespace newshound::feeds
