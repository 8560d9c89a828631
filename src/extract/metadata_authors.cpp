#include "extract/metadata_parts.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/url.h"
#include "extract/names.h"

namespace newshound::extract {

namespace {

class AuthorReader {
public:
    explicit AuthorReader(MetadataContext& context) : c_(context) {}

    void read() {
        read_linked();
        if (names_.empty()) read_meta();
        const std::vector<std::string> stated = names_;
        if (names_.empty()) read_elements();
        if (names_.empty()) read_by_words();
        if (names_.empty()) read_author_links();
        if (!stated.empty()) prefer_shown();
        if (names_.size() > kEverybody) names_.clear();
        c_.out.authors = std::move(names_);
        if (!c_.out.authors.empty()) c_.out.note("authors", which_);
        if (!c_.out.agency.empty()) c_.out.note("agency", agency_from_);
    }

private:
    static constexpr std::size_t kEverybody = 20;             ///< so many names are a list of the house's authors
    static constexpr NodeIndex kBefore = 400, kAfter = 1500;  ///< nodes around the headline where bylines stand

    /// A house's name is no author. A person's own site bears the person's name, though: structured data say that it is a
    /// person, or the name begins with a given name, or the site is "Jane Doe Photography".
    [[nodiscard]] bool is_house(const std::string& name, bool surely_person) const {
        if (!names_site(name, c_.sites)) return false;
        if (name.find(' ') == std::string::npos) return true;
        if (surely_person || starts_with_given_name(name, c_.lexicon)) return false;
        const std::string low = text::lower(name);
        return std::none_of(c_.sites.begin(), c_.sites.end(),
                            [&](const std::string& site) { return text::lower(site).starts_with(low + " "); });
    }

    /// Adds the people of a line; true if there were any.
    bool take(const std::string& line, NameTrust trust, const std::string& source, bool surely_person = false) {
        Byline b = parse_byline(line, c_.lexicon, trust);
        if (c_.out.agency.empty() && !b.agency.empty()) {
            c_.out.agency = b.agency;
            agency_from_ = source;
        }
        bool any = false;
        for (std::string& a : b.authors) {
            if (is_house(a, surely_person)) continue;
            any = true;
            const std::string low = text::lower(a);
            if (std::any_of(names_.begin(), names_.end(), [&](const std::string& k) { return text::lower(k) == low; }))
                continue;
            names_.push_back(std::move(a));
        }
        if (any) which_ = source;
        return any;
    }

    void read_linked() {
        for (const LinkedArticle::Person& p : c_.linked.authors) {
            if (!p.organisation) {
                take(p.name, NameTrust::structured, "json-ld", p.person);
            } else if (const std::string_view wire = c_.lexicon.agency(p.name); !wire.empty() && c_.out.agency.empty()) {
                c_.out.agency = wire;
                agency_from_ = "json-ld";
            }
        }
    }

    void read_meta() {
        static constexpr std::array<std::string_view, 15> kNames{"author",
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
        for (std::string_view name : kNames) {
            const auto it = c_.head.meta.find(name);
            if (it == c_.head.meta.end()) continue;
            for (const std::string& value : it->second)
                if (!url::is_http(value) && value.size() < 300)
                    take(turned(value), NameTrust::structured, "meta " + std::string(name));
            if (!names_.empty()) return;
        }
        // A card's label and value: "Written by", "Jane Doe".
        for (const char* number : {"1", "2", "3"}) {
            std::string ignored;
            std::string label = text::lower(first_meta(c_.head, {"twitter:label" + std::string(number)}, ignored));
            const std::string value = first_meta(c_.head, {"twitter:data" + std::string(number)}, ignored);
            if (!label.empty() && c_.lexicon.byline_word(BylineWord::by, label) == label.size())
                take(value, NameTrust::structured, "meta twitter:data" + std::string(number));
        }
    }

    /// "Doe, Jane" -> "Jane Doe": one comma, one word before it, one or two behind.
    static std::string turned(const std::string& value) {
        const std::size_t comma = value.find(',');
        if (comma == std::string::npos || value.find(',', comma + 1) != std::string::npos) return value;
        const std::string last(text::trim(value.substr(0, comma))), first(text::trim(value.substr(comma + 1)));
        const auto spaces = std::count(first.begin(), first.end(), ' ');
        if (last.empty() || first.empty() || last.find(' ') != std::string::npos || spaces > 1) return value;
        return first + " " + last;
    }

    [[nodiscard]] bool near_headline(NodeIndex n) const {
        return c_.out.headline == kNoNode || (n + kBefore > c_.out.headline && n < c_.out.headline + kAfter);
    }

    /// The names in an element that is made for them. Where markup sets a name apart (a link, a span), only what is set
    /// apart is the name: what follows may be a job or a city.
    bool take_element(NodeIndex n, const std::string& source) {
        const std::string content(c_.tree.attribute(n, LXB_DOM_ATTR_CONTENT));
        if (!content.empty()) return take(content, NameTrust::text, source);
        const std::vector<TextPiece> pieces = pieces_of(c_.tree, c_.marks, n, 500);
        const std::string line = joined(pieces);
        if (line.empty() || line.size() > 400) return false;
        if (pieces.size() > 1) {
            for (const bool linked : {true, false}) {
                bool any = false;
                for (const TextPiece& piece : pieces) {
                    if (linked && !piece.linked) continue;
                    if (is_one_name(piece.text)) any = take(piece.text, NameTrust::text, source) || any;
                }
                if (any) return true;
            }
        }
        if (line.size() > 300) return false;
        // Words of several elements make a name only where it is known to be one: "Log in" and "Menu" stand side by side
        // too.
        for (const std::string& name : parse_byline(line, c_.lexicon, NameTrust::text).authors)
            if (pieces.size() > 1 && !starts_with_given_name(name, c_.lexicon) &&
                std::none_of(pieces.begin(), pieces.end(),
                             [&](const TextPiece& piece) { return piece.text.find(name) != std::string::npos; }))
                return false;
        return take(line, NameTrust::text, source);
    }

    /// A piece of two to four words that is a name as a whole.
    [[nodiscard]] bool is_one_name(const std::string& s) const {
        if (s.size() > 60 || s.find(' ') == std::string::npos) return false;
        if (s == text::upper(s) && s != text::lower(s) && !starts_with_given_name(s, c_.lexicon))
            return false;  // "LIFE STYLE"
        const Byline b = parse_byline(s, c_.lexicon, NameTrust::text);
        return b.authors.size() == 1 && b.authors.front() == s;
    }

    void read_elements() {
        read_items();
        if (!names_.empty()) return;
        std::vector<NodeIndex> order;
        for (NodeIndex n : c_.head.bylines)
            if (near_headline(n) && c_.marks[n].hint.kind != "bio") order.push_back(n);
        for (NodeIndex n : c_.head.dates)  // "4 September 2025 · Jane Doe"
            if (near_headline(n) && c_.marks[n].hint.kind == "dateline") order.push_back(n);
        // The author's box may stand below the article.
        for (NodeIndex n : c_.head.bylines)
            if (c_.marks[n].hint.kind == "bio") order.push_back(n);
        for (NodeIndex n : order) {
            if (c_.foreign(n)) continue;
            if (take_element(n, "byline")) return;
        }
    }

    /// itemprop and rel=author: all of those that stand with the first one; elsewhere on the page are other stories'
    /// authors.
    void read_items() {
        NodeIndex first = kNoNode;
        for (const bool outside : {false, true}) {
            for (NodeIndex n : c_.head.author_items) {
                if (c_.foreign(n) != outside || (outside && !near_headline(n))) continue;
                if (first != kNoNode && n > first + 25) break;
                if (take_element(n, "itemprop author") && first == kNoNode) first = n;
                if (names_.size() >= 12) break;
            }
            if (!names_.empty()) return;
        }
    }

    /// "By" in an element of its own and the name, or the names, in the next ones.
    void read_by_words() {
        const NodeIndex headline = c_.out.headline;
        if (headline == kNoNode) return;
        NodeIndex last = kNoNode;  // the text that was a by-word or a name
        bool expects_name = false;
        const NodeIndex end = std::min<NodeIndex>(c_.tree.size(), headline + kAfter);
        for (NodeIndex n = headline - std::min<NodeIndex>(headline, 100); n < end; ++n) {
            if (!c_.tree.is_text(n) || c_.marks[n].hidden_by != kNoNode) continue;
            const std::string s = text::fold_space(c_.tree.text(n));
            if (s.empty()) continue;
            constexpr NodeIndex kNext = 12;
            if (last != kNoNode && n > last + kNext) {
                if (!names_.empty()) return;
                last = kNoNode;
            }
            const std::string low = text::lower(s.substr(0, 40));
            if (last == kNoNode || names_.empty()) {
                if (lexicon_by(low) && !c_.foreign(n)) {
                    last = n;
                    expects_name = true;
                    continue;
                }
            }
            if (last == kNoNode) continue;
            if (s == "," || c_.lexicon.is_byline_word(BylineWord::conjunction, low)) {
                expects_name = true;
                continue;
            }
            if (expects_name && is_one_name(s) && take(s, NameTrust::text, "byline")) {
                last = n;
                expects_name = false;
            } else if (!names_.empty())
                return;
            else
                last = kNoNode;
        }
    }

    /// "By", "Written by:": words of that kind and nothing else. Single letters and "from" stand alone in other places too.
    [[nodiscard]] bool lexicon_by(std::string low) const {
        while (low.ends_with(':') || low.ends_with(' ')) low.pop_back();
        return low.size() > 1 && c_.lexicon.is_byline_word(BylineWord::by, low);
    }

    /// Names that link to a page of an author's: ".../author/jane-doe". Those beside the first one too; a link in running
    /// text names whom the text is about.
    void read_author_links() {
        const NodeIndex headline = c_.out.headline;
        NodeIndex first = kNoNode;
        for (NodeIndex n = headline == kNoNode ? 0 : headline - std::min<NodeIndex>(headline, 300); n < c_.tree.size();
             ++n) {
            if (headline != kNoNode && n > headline + kAfter) break;
            if (first != kNoNode && n > first + 40) break;
            if (c_.tree.tag(n) != LXB_TAG_A || c_.marks[n].hidden_by != kNoNode || c_.foreign(n)) continue;
            const std::string path = text::lower_ascii(url::split(c_.tree.attribute(n, LXB_DOM_ATTR_HREF)).path);
            static constexpr std::array<std::string_view, 16> kPlaces{
                "/author/",  "/authors/", "/autor/",       "/autoren/", "/auteur/",       "/autores/",
                "/profile/", "/experts/", "/people/",      "/staff/",   "/contributors/", "/contributor/",
                "/by/",      "/writers/", "/our-experts/", "/team/"};
            if (std::none_of(kPlaces.begin(), kPlaces.end(),
                             [&](std::string_view p) { return path.find(p) != std::string::npos; }))
                continue;
            if (in_running_text(n)) continue;
            const std::string name = c_.tree.inner_text(n, 120);
            // Staff and team pages list everybody: only a known given name tells a person from a department.
            const bool weak = path.find("/team/") != std::string::npos || path.find("/people/") != std::string::npos;
            if (weak && !starts_with_given_name(name, c_.lexicon)) continue;
            if (take(name, NameTrust::text, "author link") && first == kNoNode) first = n;
            if (names_.size() >= 4) break;
        }
    }

    [[nodiscard]] bool in_running_text(NodeIndex n) const {
        const NodeIndex parent = c_.tree.parent(n);
        if (parent == kNoNode || c_.tree.tag(parent) != LXB_TAG_P) return false;
        const std::string s = c_.tree.inner_text(parent, 400);
        return s.size() > 200 || (s.size() > 80 && s.ends_with('.'));
    }

    /// Whoever published a page in the system is not who wrote it, where the page itself says "By ..." right below the
    /// headline and shows the stated name nowhere.
    void prefer_shown() {
        if (c_.out.headline == kNoNode || names_.size() > kEverybody) return;
        std::vector<std::string> lines;
        constexpr NodeIndex kClose = 80;
        bool in_body = false;
        for (NodeIndex n = 0; n < c_.tree.size(); ++n) {
            if (!c_.tree.is_text(n) || c_.marks[n].hidden_by != kNoNode) continue;
            const std::string_view s = c_.tree.text(n);
            if (s.size() < 4000) {
                for (const std::string& name : names_)
                    if (s.find(name) != std::string_view::npos) return;
            }
            if (n > c_.out.headline && s.size() > 200) in_body = true;
            if (n > c_.out.headline && n < c_.out.headline + kClose && s.size() < 100 && !in_body)
                lines.emplace_back(text::fold_space(s));
        }
        // Several such lines are a list: of books and their writers, of other stories.
        std::string byline;
        for (const std::string& line : lines) {
            const std::string low = text::lower(line);
            const std::size_t by = c_.lexicon.byline_word(BylineWord::by, low);
            if (by == 0 || by >= low.size() || line == byline || !is_byline(line, c_.lexicon)) continue;
            if (!byline.empty()) return;
            byline = line;
        }
        const Byline b = parse_byline(byline, c_.lexicon, NameTrust::text);
        if (b.authors.empty() || !starts_with_given_name(b.authors.front(), c_.lexicon)) return;
        names_.clear();
        take(byline, NameTrust::text, "byline");
    }

    MetadataContext& c_;
    std::vector<std::string> names_;
    std::string which_, agency_from_;
};

}  // namespace

void read_authors(MetadataContext& context) { AuthorReader(context).read(); }

}  // namespace newshound::extract
