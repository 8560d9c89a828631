// The readers of single metadata fields: each chooses among what the page offers and fills its field of `out`. Internal to
// read_metadata, which calls them in this order.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extract/head.h"
#include "extract/jsonld.h"
#include "extract/lexicon.h"
#include "extract/marks.h"
#include "extract/metadata.h"
#include "extract/tree.h"
#include "model/page.h"

namespace newshound::extract {

struct MetadataContext {
    const Tree& tree;
    const std::vector<Mark>& marks;
    const Page& page;
    const Lexicon& lexicon;
    Head head;
    LinkedArticle linked;
    std::vector<std::string> sites;  ///< what the site calls itself, and its host's name
    Metadata out;

    /// The page's own address: told from outside, else what it states.
    [[nodiscard]] const std::string& address() const { return page.url.empty() ? out.canonical_url : page.url; }
    [[nodiscard]] bool foreign(NodeIndex n) const { return in_other_story(tree, marks, out.headline, n); }
};

void read_title(MetadataContext& context);    ///< title, titles, headline
void read_dates(MetadataContext& context);    ///< published, modified
void read_authors(MetadataContext& context);  ///< authors, agency

/// True if `part` is, or is most of, or is abbreviated by, a name of the site.
bool names_site(std::string_view part, const std::vector<std::string>& site_names);

/// Letters and digits only, in lower case.
std::string squeezed(std::string_view s);

}  // namespace newshound::extract
