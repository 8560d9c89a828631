// Which element of which vocabulary says what.
#pragma once

#include "feeds/names.h"

namespace newshound::feeds {

enum class Field {
    none,
    feed,   ///< channel, atom:feed
    item,   ///< item, atom:entry, url, sitemap
    group,  ///< holds elements that count for the item
    title,
    link,
    id,
    guid,
    summary,
    content,
    published,
    updated,
    date,  ///< of the one or the other, which the element does not say
    author,
    name,  ///< of an atom:author
    email,
    category,
    keywords,  ///< categories with commas between them
    enclosure,
    source,
    publication,  ///< news:name
    language,
    outline
};

struct Meaning {
    Field field = Field::none;
    int rank = 1;  ///< trust among elements that say the same: 1 is the most
};

Meaning meaning_of(const Name& name);

}  // namespace newshound::feeds
