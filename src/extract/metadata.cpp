#include "extract/metadata.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/url.h"
#include "extract/metadata_parts.h"

namespace newshound::extract {

namespace {

/// The host without "www." and top-level domain: "news.example.co.uk" -> "example".
std::string host_name(std::string_view address) {
    const std::string site = url::site(address);
    std::vector<std::string_view> labels = text::split(site, '.');
    if (labels.size() < 2) return site;
    labels.pop_back();
    if (labels.size() > 1 && labels.back().size() <= 3) labels.pop_back();
    return std::string(labels.back());
}

/// The fields that need no choosing, and the order of the others.
class MetadataReader {
public:
    MetadataReader(const Tree& tree, const std::vector<Mark>& marks, const Page& page, const Lexicon& lexicon)
        : c_{tree, marks, page, lexicon, gather(tree, marks), {}, {}, {}} {}

    Metadata read() {
        c_.linked = read_linked_article(c_.head.scripts, c_.page.url);
        c_.out.body = c_.linked.body;
        read_language();
        read_canonical();
        read_publisher();
        read_title(c_);
        read_dates(c_);
        read_authors(c_);
        read_section();
        read_access();
        std::string which;
        c_.out.site_names = c_.sites;
        c_.out.description = first_meta(c_.head, {"description", "og:description", "twitter:description"}, which);
        return std::move(c_.out);
    }

private:
    void read_language() {
        std::string which = "html lang";
        c_.out.language = c_.head.language;
        if (c_.out.language.empty())
            c_.out.language = first_meta(c_.head, {"content-language", "language", "og:locale", "dc.language"}, which);
        if (c_.out.language.empty()) c_.out.language = c_.linked.language;
        std::replace(c_.out.language.begin(), c_.out.language.end(), '_', '-');
        c_.out.month_first =
            text::lower_ascii(c_.out.language).starts_with("en-us") ||
            (text::lower_ascii(c_.out.language).starts_with("en") && c_.out.language.size() == 2 && !is_commonwealth());
    }

    [[nodiscard]] bool is_commonwealth() const {
        const std::string site = url::site(c_.page.url);
        static constexpr std::array<std::string_view, 10> kDayFirst{".uk", ".au", ".nz", ".ie", ".in",
                                                                    ".za", ".my", ".ng", ".ke", ".pk"};
        return std::any_of(kDayFirst.begin(), kDayFirst.end(), [&](std::string_view tld) { return site.ends_with(tld); });
    }

    void read_canonical() {
        std::string which = "link canonical";
        std::string value = c_.head.canonical;
        if (value.empty()) value = first_meta(c_.head, {"og:url", "twitter:url"}, which);
        const std::string base = c_.page.url.empty() ? c_.linked.url : c_.page.url;
        std::string resolved = url::resolve(base, value);
        // Some pages name their home page as canonical on every article.
        if (!resolved.empty() && url::split(resolved).path.size() <= 1 && url::split(base).path.size() > 1) resolved.clear();
        if (resolved.empty()) {
            resolved = base;
            which = c_.page.url.empty() ? "json-ld" : "url";
        }
        c_.out.canonical_url = url::canonical(resolved);
        if (!c_.out.canonical_url.empty()) c_.out.note("canonical_url", which);
    }

    void read_publisher() {
        std::string which = "json-ld";
        std::string value = c_.linked.publisher;
        if (value.empty() || url::is_http(value))
            value = first_meta(
                c_.head, {"og:site_name", "application-name", "dc.publisher", "publisher", "article:publisher_name"}, which);
        if (value.empty()) {
            value = c_.linked.site;
            which = "json-ld";
        }
        if (url::is_http(value)) value.clear();
        for (const std::string& s : {value, c_.linked.publisher, c_.linked.site,
                                     host_name(c_.page.url.empty() ? c_.out.canonical_url : c_.page.url)})
            if (!s.empty()) c_.sites.push_back(s);
        std::string ignored;
        for (const char* name : {"og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site"})
            if (std::string s = first_meta(c_.head, {name}, ignored); !s.empty()) c_.sites.push_back(s);
        c_.out.publisher = value.size() <= 100 ? value : std::string();
        if (!c_.out.publisher.empty()) c_.out.note("publisher", which);
    }

    void read_section() {
        std::string which = "json-ld";
        c_.out.section = c_.linked.section;
        if (c_.out.section.empty())
            c_.out.section = first_meta(c_.head,
                                        {"article:section", "og:section", "section", "parsely-section",
                                         "cxenseparse:category", "dc.subject.section", "articlesection"},
                                        which);
        if (c_.out.section.size() > 100) c_.out.section.clear();
        if (!c_.out.section.empty()) c_.out.note("section", which);
    }

    /// What publishers call the three kinds of access.
    static std::string_view tier_of(std::string_view value) {
        struct Known {
            std::string_view word, tier;
        };
        static constexpr std::array<Known, 15> kKnown{{{"free", "free"},
                                                       {"open", "free"},
                                                       {"public", "free"},
                                                       {"metered", "metered"},
                                                       {"meter", "metered"},
                                                       {"registered", "metered"},
                                                       {"registration", "metered"},
                                                       {"locked", "subscribers"},
                                                       {"paid", "subscribers"},
                                                       {"premium", "subscribers"},
                                                       {"subscriber", "subscribers"},
                                                       {"subscribers", "subscribers"},
                                                       {"subscription", "subscribers"},
                                                       {"paywall", "subscribers"},
                                                       {"plus", "subscribers"}}};
        for (const Known& known : kKnown)
            if (known.word == value) return known.tier;
        return {};
    }

    void read_access() {
        static constexpr std::array<std::string_view, 9> kNames{
            "article:content_tier", "og:content_tier", "content_tier",   "content-tier",          "article:access",
            "contentaccess",        "accesstype",      "content-access", "article:paywall-status"};
        for (std::string_view name : kNames) {
            std::string which;
            const std::string_view tier = tier_of(text::lower_ascii(text::trim(first_meta(c_.head, {name}, which))));
            if (tier.empty()) continue;
            c_.out.access = tier;
            c_.out.note("access", which);
            return;
        }
        if (c_.linked.free == LinkedArticle::Free::unknown) return;
        c_.out.access = c_.linked.free == LinkedArticle::Free::yes ? "free" : "subscribers";
        c_.out.note("access", "json-ld");
    }

    MetadataContext c_;
};

}  // namespace

Metadata read_metadata(const Tree& tree, const std::vector<Mark>& marks, const Page& page, const Lexicon& lexicon) {
    return MetadataReader(tree, marks, page, lexicon).read();
}

}  // namespace newshound::extract
