// What is known about a page from outside: a feed's entry, a crawler's clock.
#pragma once

#include "model/article.h"
#include "model/page.h"

namespace newshound::extract {

/// Fills the fields of `article` that its page left empty from Page::given; of a fragment, which has no head of its own, all
/// that is given counts. Dates that lie more than a day (time zones) after Page::seen are no dates of this page and removed
/// first. With `explain` Article::sources says what was filled ("feed").
void complete(Article& article, const Page& page, bool explain);

}  // namespace newshound::extract
