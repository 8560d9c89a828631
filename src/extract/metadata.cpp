#include "extract/metadata.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <unordered_set>

#include "base/date.h"
#include "base/text.h"
#include "base/url.h"
#include "extract/dates.h"
#include "extract/names.h"

namespace newshound::extract {

namespace {

using Names = std::vector<std::string_view>;

/// The page's <meta>, <link>, <title> and scripts, gathered in one pass.
struct Head {
    std::map<std::string, std::vector<std::string>, std::less<>> meta;  // by name, property or itemprop in lower case
    std::vector<std::string_view> scripts;
    std::string title, canonical, language, amp_base;
    std::vector<NodeIndex> h1s, times, author_items, date_items, modified_items, bylines, dates;
};

std::string lower_ascii(std::string_view s) {
    std::string out(s);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

void read_meta(const Tree& tree, NodeIndex n, Head& head) {
    const std::string_view content = tree.attribute(n, LXB_DOM_ATTR_CONTENT);
    if (content.empty()) return;
    for (std::string_view name : {tree.attribute(n, "name"), tree.attribute(n, "property"), tree.attribute(n, "itemprop"),
                                  tree.attribute(n, LXB_DOM_ATTR_HTTP_EQUIV)})
        if (!name.empty()) head.meta[lower_ascii(text::trim(name))].push_back(plain_text(content.substr(0, 4000)));
}

bool is_foreign(const Mark& m) { return m.hidden_by != kNoNode; }

/// Elements that belong to other stories, comments or the page's frame tell nothing about this article.
bool in_other_story(const std::vector<Mark>& marks, NodeIndex n) {
    const NodeIndex by = marks[n].dropped_by;
    if (by == kNoNode) return false;
    const std::string_view kind = marks[by].hint.kind;
    return kind == "related" || kind == "comment" || kind == "ad" || kind == "newsletter" || kind == "navigation" ||
           kind == "consent";
}

Head gather(const Tree& tree, const std::vector<Mark>& marks) {
    Head head;
    for (NodeIndex n = 0; n < tree.size(); ++n) {
        if (tree.is_text(n)) continue;
        switch (tree.tag(n)) {
            case LXB_TAG_META: read_meta(tree, n, head); break;
            case LXB_TAG_HTML: head.language = tree.attribute(n, LXB_DOM_ATTR_LANG); break;
            case LXB_TAG_TITLE:
                if (head.title.empty()) head.title = tree.inner_text(n, 2000);
                break;
            case LXB_TAG_LINK:
                if (tree.attribute(n, LXB_DOM_ATTR_REL) == "canonical" && head.canonical.empty())
                    head.canonical = tree.attribute(n, LXB_DOM_ATTR_HREF);
                break;
            case LXB_TAG_SCRIPT:
                if (lower_ascii(tree.attribute(n, LXB_DOM_ATTR_TYPE)).find("ld+json") != std::string::npos &&
                    n + 1 < tree.end(n))
                    head.scripts.push_back(tree.text(n + 1));
                break;
            case LXB_TAG_H1:
                if (!is_foreign(marks[n]) && head.h1s.size() < 20) head.h1s.push_back(n);
                break;
            case LXB_TAG_TIME:
                if (!is_foreign(marks[n]) && !in_other_story(marks, n)) head.times.push_back(n);
                break;
            default: break;
        }
        if (is_foreign(marks[n])) continue;
        const std::string_view item = tree.attribute(n, "itemprop");
        if (!item.empty() && tree.tag(n) != LXB_TAG_META) {
            if (item.find("datePublished") != std::string_view::npos || item == "dateCreated") head.date_items.push_back(n);
            if (item.find("dateModified") != std::string_view::npos) head.modified_items.push_back(n);
            if (item == "author" || item == "creator") head.author_items.push_back(n);
        }
        const std::string_view rel = tree.attribute(n, LXB_DOM_ATTR_REL);
        if (rel == "author" || rel.starts_with("author ")) head.author_items.push_back(n);
        const Hint& hint = marks[n].hint;
        if (in_other_story(marks, n)) continue;
        if (hint.kind == "byline" || hint.kind == "bio") head.bylines.push_back(n);
        if (hint.kind == "dateline" || hint.kind == "byline") head.dates.push_back(n);
    }
    return head;
}

std::string first_meta(const Head& head, const Names& names, std::string& which) {
    for (std::string_view name : names) {
        const auto it = head.meta.find(name);
        if (it == head.meta.end()) continue;
        for (const std::string& value : it->second)
            if (!text::trim(value).empty()) {
                which = "meta " + std::string(name);
                return value;
            }
    }
    return {};
}

std::vector<std::string> title_words(std::string_view s) { return phrase_words(s, 80); }

constexpr std::array<std::string_view, 9> kTitleBreaks{" | ", " - ", " – ", " — ", " · ", " • ", " » ", " :: ", " / "};

std::string squeezed(std::string_view s) {
    std::string out;
    const std::string low = text::lower(s);
    for (std::size_t i = 0; i < low.size();) {
        const char32_t c = text::next(low, i);
        if (text::is_alpha(c) || text::is_digit(c)) text::append(out, c);
    }
    return out;
}

bool names_site(std::string_view part, const std::vector<std::string>& site_names) {
    const std::string p = squeezed(part);
    if (p.empty()) return false;
    for (const std::string& site : site_names) {
        const std::string s = squeezed(site);
        if (s.size() < 2) continue;
        if (p == s || (p.size() >= 3 && s.find(p) != std::string::npos) ||
            (s.size() >= 4 && p.find(s) != std::string::npos && p.size() < s.size() + 25) ||
            (s.size() >= 3 && p.starts_with(s) && p.size() <= s.size() + 8))
            return true;
    }
    return false;
}

/// The host without "www." and top-level domain: "news.example.co.uk" -> "example".
std::string host_name(std::string_view address) {
    const std::string site = url::site(address);
    std::vector<std::string_view> labels = text::split(site, '.');
    if (labels.size() < 2) return site;
    labels.pop_back();
    if (labels.size() > 1 && labels.back().size() <= 3) labels.pop_back();
    return std::string(labels.back());
}

class MetadataReader {
public:
    MetadataReader(const Tree& tree, const std::vector<Mark>& marks, const Page& page, const Lexicon& lexicon)
        : tree_(tree), marks_(marks), page_(page), lexicon_(lexicon), head_(gather(tree, marks)) {}

    Metadata read() {
        linked_ = read_linked_article(head_.scripts, page_.url);
        out_.body = linked_.body;
        read_language();
        read_canonical();
        read_publisher();
        read_title();
        read_dates();
        read_authors();
        read_section_and_access();
        std::string which;
        out_.month_first = month_first_;
        out_.site_names = sites_;
        out_.description = first_meta(head_, {"description", "og:description", "twitter:description"}, which);
        return std::move(out_);
    }

private:
    void read_language() {
        std::string which = "html lang";
        out_.language = head_.language;
        if (out_.language.empty())
            out_.language = first_meta(head_, {"content-language", "language", "og:locale", "dc.language"}, which);
        if (out_.language.empty()) out_.language = linked_.language;
        std::replace(out_.language.begin(), out_.language.end(), '_', '-');
        month_first_ = lower_ascii(out_.language).starts_with("en-us") ||
                       (lower_ascii(out_.language).starts_with("en") && out_.language.size() == 2 && !is_commonwealth());
    }

    [[nodiscard]] bool is_commonwealth() const {
        const std::string site = url::site(page_.url);
        static constexpr std::array<std::string_view, 10> kDayFirst{".uk", ".au", ".nz", ".ie", ".in",
                                                                    ".za", ".my", ".ng", ".ke", ".pk"};
        return std::any_of(kDayFirst.begin(), kDayFirst.end(), [&](std::string_view tld) { return site.ends_with(tld); });
    }

    void read_canonical() {
        std::string which = "link canonical";
        std::string value = head_.canonical;
        if (value.empty()) value = first_meta(head_, {"og:url", "twitter:url"}, which);
        const std::string base = page_.url.empty() ? linked_.url : page_.url;
        std::string resolved = url::resolve(base, value);
        // Some pages name their home page as canonical on every article.
        if (!resolved.empty() && url::split(resolved).path.size() <= 1 && url::split(base).path.size() > 1) resolved.clear();
        if (resolved.empty()) {
            resolved = base;
            which = page_.url.empty() ? "json-ld" : "url";
        }
        out_.canonical_url = url::canonical(resolved);
        if (!out_.canonical_url.empty()) out_.note("canonical_url", which);
    }

    void read_publisher() {
        std::string which = "json-ld";
        std::string value = linked_.publisher;
        if (value.empty() || url::is_http(value))
            value = first_meta(
                head_, {"og:site_name", "application-name", "dc.publisher", "publisher", "article:publisher_name"}, which);
        if (value.empty()) {
            value = linked_.site;
            which = "json-ld";
        }
        if (url::is_http(value)) value.clear();
        for (const std::string& s :
             {value, linked_.publisher, linked_.site, host_name(page_.url.empty() ? out_.canonical_url : page_.url)})
            if (!s.empty()) sites_.push_back(s);
        std::string ignored;
        for (const char* name : {"og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site"})
            if (std::string s = first_meta(head_, {name}, ignored); !s.empty()) sites_.push_back(s);
        out_.publisher = value.size() <= 100 ? value : std::string();
        if (!out_.publisher.empty()) out_.note("publisher", which);
    }

    void read_title() {
        std::string ignored;
        const std::string og = first_meta(head_, {"og:title", "og:title "}, ignored);
        const std::string twitter = first_meta(head_, {"twitter:title"}, ignored);
        const std::string other =
            first_meta(head_, {"parsely-title", "sailthru.title", "dc.title", "title", "headline"}, ignored);
        std::vector<std::string> stated;
        for (const std::string& s : {linked_.headline, og, twitter, head_.title, other})
            if (!s.empty()) stated.push_back(s);
        std::string best;
        double best_score = 0;
        NodeIndex best_node = kNoNode;
        for (NodeIndex n : head_.h1s) {
            std::string s = heading_text(n);
            if (s.empty() || s.size() > 500) continue;
            double score = 0.1;
            for (const std::string& t : stated) score = std::max(score, title_overlap(s, t));
            if (names_site(s, sites_) && title_words(s).size() <= 3) score = 0.01;
            if (in_other_story(marks_, n)) score *= 0.5;
            if (title_words(s).size() < 2) score *= 0.6;
            if (score > best_score + 1e-9) {
                best_score = score;
                best = std::move(s);
                best_node = n;
            }
        }
        std::vector<std::string> others = stated;
        if (best_score >= 0.5) others.insert(others.begin(), best);
        const auto cleaned = [&](const std::string& s) { return strip_site_name(s, sites_, others); };
        struct Candidate {
            std::string value;
            const char* source;
            double weight;
        };
        std::vector<Candidate> candidates;
        const bool news = linked_.type.find("NewsArticle") != std::string::npos;
        const auto add = [&](const std::string& value, const char* source, double weight) {
            if (!value.empty()) candidates.push_back({text::fold_space(value), source, weight});
        };
        // Publishers of news state their headline in og:title; elsewhere that is often written for search, and what most
        // sources say is the title, or the headline that shows.
        if (!page_.title.empty()) add(page_.title, "given", 100);
        if (best_score >= 0.5) add(best, "h1", news ? 1.0 : 3.0);
        if (title_words(og).size() > 1) add(cleaned(og), "meta og:title", news ? 4.0 : 0.9);
        if (linked_.rank >= 8) add(cleaned(linked_.headline), "json-ld", 1.0);
        add(cleaned(twitter), "meta twitter:title", 0.2);
        add(cleaned(head_.title), "title", 0.3);
        if (best_score >= 0.05 && best_score < 0.5) add(best, "h1", 0.6);
        add(cleaned(other), "meta title", 0.1);
        if (best_score < 0.05) add(best, "h1", 0.05);
        const Candidate* winner = nullptr;
        double most = 0;
        for (const Candidate& c : candidates) {
            double votes = 0;
            for (const Candidate& d : candidates)
                if (squeezed(c.value) == squeezed(d.value)) votes += d.weight;
            if (votes > most + 1e-9) {
                most = votes;
                winner = &c;
            }
        }
        if (winner != nullptr) {
            out_.title = winner->value;
            out_.note("title", winner->source);
        }
        out_.headline = best_node;
        for (const std::string& s : stated) {
            out_.titles.push_back(s);
            out_.titles.push_back(cleaned(s));
        }
        for (NodeIndex n : head_.h1s) out_.titles.push_back(heading_text(n));
        out_.titles.push_back(out_.title);
    }

    /// The heading's own words: an unclosed heading holds the whole page.
    std::string heading_text(NodeIndex n) const {
        std::string whole = tree_.inner_text(n, 1000);
        if (whole.size() <= 500) return whole;
        std::string own;
        for (NodeIndex i = n + 1; i < tree_.end(n); ++i) {
            const lxb_tag_id_t tag = tree_.tag(i);
            if (tag == LXB_TAG_P || tag == LXB_TAG_DIV || tag == LXB_TAG_TABLE || tag == LXB_TAG_UL) break;
            own += tree_.text(i);
        }
        return text::fold_space(own);
    }

    std::string item_date(NodeIndex n) const {
        for (std::string_view value : {tree_.attribute(n, "datetime"), tree_.attribute(n, LXB_DOM_ATTR_CONTENT),
                                       tree_.attribute(n, LXB_DOM_ATTR_TITLE)})
            if (std::string d = date_value(value, lexicon_, month_first_); !d.empty()) return d;
        return date_value(tree_.inner_text(n, 300), lexicon_, month_first_);
    }

    std::string meta_date(const Names& names, std::string& which) const {
        for (std::string_view name : names) {
            const auto it = head_.meta.find(name);
            if (it == head_.meta.end()) continue;
            for (const std::string& value : it->second)
                if (std::string d = date_value(value, lexicon_, month_first_); !d.empty()) {
                    which = "meta " + std::string(name);
                    return d;
                }
        }
        return {};
    }

    /// Of dated elements the one nearest the headline, those below it first.
    std::string nearest(const std::vector<NodeIndex>& nodes) const {
        std::string best;
        std::int64_t best_distance = INT64_MAX;
        for (NodeIndex n : nodes) {
            std::string d = item_date(n);
            if (d.empty()) continue;
            std::int64_t distance = n;
            if (out_.headline != kNoNode) {
                distance = static_cast<std::int64_t>(n) - static_cast<std::int64_t>(out_.headline);
                if (distance < 0) distance = -2 * distance;
            }
            if (distance < best_distance) {
                best_distance = distance;
                best = std::move(d);
            }
        }
        return best;
    }

    void read_dates() {
        std::string which = "given", value = date_value(page_.published, lexicon_);
        const auto attempt = [&](std::string d, std::string source) {
            if (value.empty() && !d.empty()) {
                value = std::move(d);
                which = std::move(source);
            }
        };
        if (linked_.rank >= 8) attempt(date_value(linked_.published, lexicon_), "json-ld");
        std::string source;
        std::string meta = meta_date({"article:published_time",
                                      "article:published",
                                      "og:published_time",
                                      "datepublished",
                                      "parsely-pub-date",
                                      "sailthru.date",
                                      "cxenseparse:recs:publishtime",
                                      "cxenseparse:publishtime",
                                      "dc.date.issued",
                                      "dcterms.issued",
                                      "pubdate",
                                      "publishdate",
                                      "publish-date",
                                      "publish_date",
                                      "publication_date",
                                      "publicationdate",
                                      "article.published",
                                      "published-date",
                                      "published_at",
                                      "dcsext.articlefirstpublished",
                                      "displaydate",
                                      "ptime",
                                      "og:article:published_time",
                                      "og:pubdate",
                                      "article:post_date",
                                      "article_date_original",
                                      "originalpublicationdate",
                                      "citation_publication_date",
                                      "citation_online_date",
                                      "citation_date",
                                      "bt:pubdate",
                                      "date_published",
                                      "rnews:datepublished",
                                      "vr:published_time",
                                      "article-publication-date",
                                      "release_date",
                                      "issue_date",
                                      "sf:publishtime",
                                      "video:release_date"},
                                     source);
        attempt(meta, source);
        attempt(date_value(linked_.published, lexicon_), "json-ld");
        attempt(nearest(head_.date_items), "itemprop datePublished");
        attempt(nearest(head_.times), "time");
        attempt(nearest(head_.dates), "dateline");
        // "date" may be the day of creation, of change or of delivery.
        meta = meta_date({"date", "dc.date", "dcterms.date", "dc.date.created", "dcterms.created", "created",
                          "last_published", "gentime", "eprints.datestamp", "timestamp"},
                         source);
        attempt(meta, source);
        attempt(date_in_url(page_.url.empty() ? out_.canonical_url : page_.url, lexicon_), "url");
        attempt(date_in_scripts(), "script");
        std::string modified = date_value(linked_.modified, lexicon_), modified_source = "json-ld";
        if (modified.empty())
            modified = meta_date(
                {"article:modified_time", "og:updated_time", "article:modified", "datemodified", "dcterms.modified",
                 "dc.date.modified", "last-modified", "lastmod", "modified", "lastmodified", "revised", "updated_time",
                 "article:updated_time", "dateupdated", "utime", "cxenseparse:recs:updatetime"},
                modified_source);
        if (modified.empty()) {
            modified = nearest(head_.modified_items);
            modified_source = "itemprop dateModified";
        }
        out_.published = local_day(std::move(value), which);
        if (!out_.published.empty()) out_.note("published", which);
        out_.modified = std::move(modified);
        if (!out_.modified.empty()) out_.note("modified", modified_source);
    }

    /// "publishedAt":"2025-09-04..." in the data that a page hands to its own scripts.
    std::string date_in_scripts() const {
        std::string found;
        for (NodeIndex n = 0; n + 1 < tree_.size(); ++n) {
            if (tree_.tag(n) != LXB_TAG_SCRIPT || !tree_.is_text(n + 1)) continue;
            const std::string_view s = tree_.text(n + 1);
            for (std::string_view key : {"ublish", "ubDate", "ubdate"})
                for (std::size_t at = s.find(key), tries = 0; at != std::string_view::npos && tries < 20;
                     at = s.find(key, at + 1), ++tries) {
                    const std::string_view tail = s.substr(at + key.size(), 48);
                    const std::size_t digit = tail.find_first_of("0123456789");
                    if (digit > 24 || tail.substr(0, digit).find(':') == std::string_view::npos) continue;
                    const std::string_view value = tail.substr(digit, 10);
                    if (value.size() < 10 || value[4] != '-' || value[7] != '-') continue;
                    std::string day = date_value(value, lexicon_);
                    // Several days are those of several stories.
                    if (!found.empty() && !day.empty() && day != found) return {};
                    if (!day.empty()) found = std::move(day);
                }
        }
        return found;
    }

    /// A moment in UTC tells another day than the publisher's own when it was late in the evening there: the same moment
    /// with the page's own offset is better, and the day in the page's address is the publisher's.
    std::string local_day(std::string value, std::string& which) const {
        if (which == "given" || !(value.ends_with("Z") || value.ends_with("+00:00"))) return value;
        std::string ignored;
        const std::string other =
            meta_date({"article:published_time", "datepublished", "pubdate", "date", "parsely-pub-date"}, ignored);
        if (other.size() > 11 && !other.ends_with("Z") && !other.ends_with("+00:00") &&
            other.substr(14, 5) == value.substr(14, 5)) {
            which = ignored;
            return other;
        }
        const std::string in_url = date_in_url(page_.url.empty() ? out_.canonical_url : page_.url, lexicon_);
        const auto a = parse_date(in_url), b = parse_date(value);
        if (a && b && std::abs(days_between(*a, *b)) == 1) {
            which = "url";
            return in_url;
        }
        return value;
    }

    void take_names(const std::string& line, NameTrust trust, std::vector<std::string>& names, bool surely_person = false) {
        Byline b = parse_byline(line, lexicon_, trust, surely_person ? std::string() : out_.publisher);
        if (out_.agency.empty() && !b.agency.empty()) out_.agency = b.agency;
        for (std::string& a : b.authors) {
            const std::string low = text::lower(a);
            const bool full_name = a.find(' ') != std::string::npos;
            if (!(surely_person && full_name) && names_site(a, sites_)) continue;
            if (std::none_of(names.begin(), names.end(), [&](const std::string& k) { return text::lower(k) == low; }))
                names.push_back(std::move(a));
        }
    }

    void read_authors() {
        std::vector<std::string> names;
        std::string which = "json-ld";
        for (const LinkedArticle::Person& p : linked_.authors) {
            if (p.organisation) {
                if (const std::string_view wire = lexicon_.agency(p.name); !wire.empty() && out_.agency.empty())
                    out_.agency = wire;
                continue;
            }
            take_names(p.name, NameTrust::structured, names, p.person);
        }
        if (names.empty()) {
            static constexpr std::array<std::string_view, 15> kAuthorMeta{"author",
                                                                          "article:author",
                                                                          "og:article:author",
                                                                          "dc.creator",
                                                                          "dcterms.creator",
                                                                          "parsely-author",
                                                                          "sailthru.author",
                                                                          "byl",
                                                                          "cxenseparse:author",
                                                                          "byline",
                                                                          "rbauthors",
                                                                          "article:author_name",
                                                                          "citation_author",
                                                                          "authors",
                                                                          "twitter:creator:name"};
            for (std::string_view name : kAuthorMeta) {
                const auto it = head_.meta.find(name);
                if (it == head_.meta.end()) continue;
                for (const std::string& value : it->second)
                    if (!url::is_http(value) && value.size() < 300) take_names(value, NameTrust::structured, names);
                which = "meta " + std::string(name);
                if (!names.empty()) break;
            }
        }
        const auto visible = [&](const std::vector<NodeIndex>& nodes, NameTrust trust, const char* source) {
            if (!names.empty()) return;
            for (NodeIndex n : nodes) {
                if (in_other_story(marks_, n)) continue;
                const std::string s = tree_.inner_text(n, 400);
                if (s.size() > 300) continue;
                std::string content(tree_.attribute(n, LXB_DOM_ATTR_CONTENT));
                take_names(content.empty() ? s : content, trust, names);
                which = source;
                if (!names.empty() && trust == NameTrust::text) break;
                if (names.size() >= 12) break;
            }
        };
        visible(head_.author_items, NameTrust::text, "itemprop author");
        std::vector<NodeIndex> near;
        for (NodeIndex n : head_.bylines)
            if (out_.headline == kNoNode || (n + 400 > out_.headline && n < out_.headline + 1500)) near.push_back(n);
        // The author's box may stand below the article.
        for (NodeIndex n : head_.bylines)
            if (marks_[n].hint.kind == "bio") near.push_back(n);
        visible(near, NameTrust::text, "byline");
        if (names.empty()) author_links(names, which);
        if (names.size() > 20) names.clear();  // a list of everybody
        out_.authors = std::move(names);
        if (!out_.authors.empty()) out_.note("authors", which);
    }

    /// Names that link to a page of an author's: ".../author/jane-doe".
    void author_links(std::vector<std::string>& names, std::string& which) {
        for (NodeIndex n = out_.headline == kNoNode ? 0 : (out_.headline > 300 ? out_.headline - 300 : 0);
             n < tree_.size() && names.size() < 4; ++n) {
            if (out_.headline != kNoNode && n > out_.headline + 1500) break;
            if (tree_.tag(n) != LXB_TAG_A || is_foreign(marks_[n]) || in_other_story(marks_, n)) continue;
            const std::string path = lower_ascii(url::split(tree_.attribute(n, LXB_DOM_ATTR_HREF)).path);
            static constexpr std::array<std::string_view, 12> kPlaces{
                "/author/", "/authors/", "/autor/",        "/autoren/",     "/auteur/", "/autores/",
                "/people/", "/staff/",   "/contributors/", "/contributor/", "/by/",     "/writers/"};
            if (std::none_of(kPlaces.begin(), kPlaces.end(),
                             [&](std::string_view p) { return path.find(p) != std::string::npos; }))
                continue;
            take_names(tree_.inner_text(n, 120), NameTrust::text, names);
            which = "author link";
        }
    }

    void read_section_and_access() {
        std::string which = "json-ld";
        out_.section = linked_.section;
        if (out_.section.empty())
            out_.section = first_meta(head_,
                                      {"article:section", "og:section", "section", "parsely-section", "cxenseparse:category",
                                       "dc.subject.section"},
                                      which);
        if (out_.section.size() > 100) out_.section.clear();
        if (!out_.section.empty()) out_.note("section", which);
        std::string tier =
            lower_ascii(first_meta(head_, {"article:content_tier", "og:content_tier", "content_tier"}, which));
        if (tier == "locked") tier = "subscribers";
        if (tier == "free" || tier == "metered" || tier == "subscribers") {
            out_.access = tier;
            out_.note("access", which);
        } else if (linked_.free != LinkedArticle::Free::unknown) {
            out_.access = linked_.free == LinkedArticle::Free::yes ? "free" : "subscribers";
            out_.note("access", "json-ld");
        }
    }

    const Tree& tree_;
    const std::vector<Mark>& marks_;
    const Page& page_;
    const Lexicon& lexicon_;
    const Head head_;
    LinkedArticle linked_;
    Metadata out_;
    std::vector<std::string> sites_;
    bool month_first_ = false;
};

}  // namespace

double title_overlap(std::string_view a, std::string_view b) {
    const std::vector<std::string> wa = title_words(a), wb = title_words(b);
    if (wa.empty() || wb.empty()) return 0;
    const std::vector<std::string>& small = wa.size() <= wb.size() ? wa : wb;
    const std::vector<std::string>& large = wa.size() <= wb.size() ? wb : wa;
    const std::unordered_set<std::string> set(large.begin(), large.end());
    std::size_t hit = 0;
    for (const std::string& w : small) hit += set.contains(w);
    return static_cast<double>(hit) / static_cast<double>(small.size());
}

std::string strip_site_name(std::string_view title, const std::vector<std::string>& site_names,
                            const std::vector<std::string>& other_titles) {
    std::string out = text::fold_space(title);
    for (int round = 0; round < 3; ++round) {
        std::size_t last = std::string::npos, last_length = 0, first = std::string::npos, first_length = 0;
        for (std::string_view mark : kTitleBreaks) {
            if (const std::size_t at = out.rfind(mark);
                at != std::string::npos && (last == std::string::npos || at > last)) {
                last = at;
                last_length = mark.size();
            }
            if (const std::size_t at = out.find(mark);
                at != std::string::npos && (first == std::string::npos || at < first)) {
                first = at;
                first_length = mark.size();
            }
        }
        if (last == std::string::npos) break;
        const std::string head = out.substr(0, last), tail = out.substr(last + last_length);
        const std::string front = out.substr(0, first), rest = out.substr(first + first_length);
        if (tail.find_first_not_of("0123456789.:/- ") == std::string::npos) {  // a date
            out = head;
            continue;
        }
        if (names_site(tail, site_names) && tail.size() < out.size() - tail.size() + 20) {
            out = head;
            continue;
        }
        if (names_site(front, site_names) && front.size() < rest.size()) {
            out = rest;
            continue;
        }
        // What another title of the page says alone is the title.
        bool found = false;
        for (const std::string& other : other_titles) {
            const std::string o = squeezed(other);
            if (o.size() < 8 || o == squeezed(out)) continue;
            if (o == squeezed(head)) {
                out = head;
                found = true;
                break;
            }
            if (o == squeezed(rest)) {
                out = rest;
                found = true;
                break;
            }
        }
        if (!found) break;
    }
    return std::string(text::trim(out));
}

Metadata read_metadata(const Tree& tree, const std::vector<Mark>& marks, const Page& page, const Lexicon& lexicon) {
    return MetadataReader(tree, marks, page, lexicon).read();
}

}  // namespace newshound::extract
