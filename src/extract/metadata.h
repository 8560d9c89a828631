// What a page says about its article, from markup: title, authors, dates, publisher and the rest.
//
// Where sources differ:
//   title      told from outside; else what most sources say, weighed: on news pages og:title; elsewhere the heading that
//              shows, unless og:title, twitter:title and <title> all say another. The site's name is cut off.
//   authors    JSON-LD persons; meta author and its kin; itemprop/rel author; elements named byline or author; links to
//              authors' pages; lines that read as bylines above the body. A "By ..." right below the headline outranks a
//              stated name that the page shows nowhere. A house is no author; a person's own site may bear the person's
//              name.
//   published  told from outside; else the day that most sources agree on, weighed: JSON-LD datePublished 3, meta
//              article:published_time and its kin 2.2, itemprop 1.9, <time> and elements named date near the headline 1.3 to
//              1.7 (far from it half), the URL 1, meta date 0.9, a shown day of change 0.8. Where JSON-LD has one day for
//              both publication and change, an earlier one shown at the headline is the first. Then: lines of text around
//              the body, data for the page's scripts, the date of change.
//   modified   JSON-LD dateModified; meta article:modified_time and its kin; itemprop dateModified; a day shown as "updated"
//   publisher  JSON-LD publisher; og:site_name; application-name; the end of <title>; the host's name
//   canonical  <link rel=canonical>; og:url; the page's own URL
//   access     meta article:content_tier and its kin; JSON-LD isAccessibleForFree
#pragma once

#include <string>
#include <vector>

#include "extract/jsonld.h"
#include "extract/lexicon.h"
#include "extract/marks.h"
#include "extract/tree.h"
#include "model/article.h"
#include "model/page.h"

namespace newshound::extract {

struct Metadata {
    std::string title, agency, publisher, published, modified, language, section, canonical_url, access;
    std::vector<std::string> authors;
    std::vector<std::string> titles;  ///< every title of the page: lines that repeat one are no body
    std::string description;          ///< meta description
    std::string body;                 ///< JSON-LD articleBody, paragraphs joined by "\n"; may be empty or a part only
    NodeIndex headline = kNoNode;     ///< the element that shows the title
    std::vector<FieldSource> sources;

    bool month_first = false;             ///< how the page's country reads 9/4/2025
    std::vector<std::string> site_names;  ///< what the site calls itself, never an author

    void note(std::string field, std::string source) { sources.push_back({std::move(field), std::move(source)}); }
};

Metadata read_metadata(const Tree& tree, const std::vector<Mark>& marks, const Page& page, const Lexicon& lexicon);

/// Fills `published` from the data a page hands to its own scripts: for a page whose markup and text tell no date.
void read_script_date(const Tree& tree, const Lexicon& lexicon, Metadata& metadata);

/// A <title> without the name of the site: "Storm hits coast - The Daily" with site "The Daily" or url "thedaily.com" ->
/// "Storm hits coast". Where the site is unknown, the other titles of the page decide.
std::string strip_site_name(std::string_view title, const std::vector<std::string>& site_names,
                            const std::vector<std::string>& other_titles);

/// Share of the words of the shorter title that the longer one has too, 0..1.
double title_overlap(std::string_view a, std::string_view b);

}  // namespace newshound::extract
