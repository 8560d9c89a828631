// What a page says about its article, from markup: title, authors, dates, publisher and the rest.
//
// Order of trust, first that has a usable value wins:
//   title      told from outside; og:title on news pages (JSON-LD NewsArticle); elsewhere what most of <h1>, og:title,
//              JSON-LD headline, twitter:title and <title> (without the site's name) agree on, else the <h1>
//   authors    JSON-LD persons; meta author and its kin; itemprop/rel author; elements named byline or author; lines that
//              read as bylines above the body
//   published  told from outside; JSON-LD datePublished; meta article:published_time and its kin; itemprop datePublished;
//              <time> and elements named date, nearest the headline; a date in the URL; dated lines around the body;
//              the date of modification where nothing else is dated
//   modified   JSON-LD dateModified; meta article:modified_time and its kin; itemprop dateModified
//   publisher  JSON-LD publisher; og:site_name; application-name; the end of <title>; the host's name
//   canonical  <link rel=canonical>; og:url; the page's own URL
//   access     JSON-LD isAccessibleForFree; meta article:content_tier
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

/// A <title> without the name of the site: "Storm hits coast - The Daily" with site "The Daily" or url "thedaily.com" ->
/// "Storm hits coast". Where the site is unknown, the other titles of the page decide.
std::string strip_site_name(std::string_view title, const std::vector<std::string>& site_names,
                            const std::vector<std::string>& other_titles);

/// Share of the words of the shorter title that the longer one has too, 0..1.
double title_overlap(std::string_view a, std::string_view b);

}  // namespace newshound::extract
