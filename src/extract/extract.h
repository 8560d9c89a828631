// The extract stage: what was published on a page, by whom and when, and the article's own words without what stands around
// them. Pure: no files (but the compiled-in data), no network, no clock; safe to call from many threads; the same page gives
// the same article byte for byte.
#pragma once

#include <cstddef>

#include "base/result.h"
#include "model/article.h"
#include "model/page.h"

namespace newshound::extract {

struct Options {
    bool explain = false;                           ///< fill Article::dropped, Article::sources and places in the source
    std::size_t max_page = std::size_t{10} << 20U;  ///< bytes; larger pages are refused
};

/// Reads the article out of a page.
///
/// Page::Kind::html       any HTML, however broken, in any encoding of the WHATWG list
/// Page::Kind::flat_text  the words of a page with everything left in; the record is read from the words alone
/// Page::Kind::clean_text the body as it stands: `text` is `bytes` unchanged, only split into paragraphs; language detected
///
/// Page::published and Page::title, where given, override the page; Page::given fills what the page does not say (see
/// given.h). What nothing says stays empty. A page without a body of its own (a shop, a login form) gives an article with
/// what little text it has, or none; that is no error.
///
/// Errors, all of stage "extract": "empty" (nothing but white space), "too_large" (over Options::max_page), "not_text" (a
/// binary file), "too_complex" (markup made to exhaust memory or time: see tree.h), "data_missing", "data_invalid".
Result<Article> extract(const Page& page, const Options& options = {});

}  // namespace newshound::extract
