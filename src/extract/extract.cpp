#include "extract/extract.h"

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "base/url.h"
#include "extract/blocks.h"
#include "extract/body.h"
#include "extract/dates.h"
#include "extract/encoding.h"
#include "extract/flat.h"
#include "extract/given.h"
#include "extract/language.h"
#include "extract/lexicon.h"
#include "extract/marks.h"
#include "extract/metadata.h"
#include "extract/names.h"
#include "extract/tree.h"
#include "extract/visible.h"

namespace newshound::extract {

namespace {

std::string joined_text(const std::vector<Paragraph>& paragraphs) {
    std::string out;
    for (const Paragraph& p : paragraphs) {
        if (p.kind == Paragraph::Kind::caption) continue;
        if (!out.empty()) out += '\n';
        out += p.text;
    }
    return out;
}

/// Each part of the page is looked at once, however many paragraphs share it and however their parts nest.
std::vector<std::string> links_of(const Tree& tree, const std::vector<NodeIndex>& nodes, const std::string& base) {
    std::vector<std::string> out;
    std::unordered_set<std::string> known;
    std::vector<bool> seen(tree.size(), false);  // a node that was seen was seen with all below it
    for (NodeIndex container : nodes)
        for (NodeIndex n = container; n < tree.end(container);) {
            if (seen[n]) {
                n = tree.end(n);
                continue;
            }
            seen[n] = true;
            if (tree.tag(n) == LXB_TAG_A) {
                std::string link = url::resolve(base, tree.attribute(n, LXB_DOM_ATTR_HREF));
                if (!link.empty() && known.insert(link).second) out.push_back(std::move(link));
                if (out.size() >= 500) return out;
            }
            ++n;
        }
    return out;
}

/// Bodies that only the structured data hold (a script was to show them).
Body body_from_linked(const std::string& linked) {
    Body body;
    for (std::string_view line : text::split(linked, '\n'))
        if (!text::trim(line).empty()) {
            body.paragraphs.push_back({Paragraph::Kind::paragraph, std::string(text::trim(line)), -1, -1});
            body.nodes.push_back(kNoNode);
        }
    return body;
}

constexpr std::size_t kThin = 250;  // code points; less is no article's body, so other places are looked into

/// True where nothing of the page is hidden: reading it again would tell nothing new.
bool same_nodes(const std::vector<Block>& a, const std::vector<Block>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Block& x, const Block& y) {
        return x.first == y.first && x.last == y.last && x.text == y.text;
    });
}

Result<Article> extract_html(const Page& page, const std::string& html, const Lexicon& lexicon, const Options& options) {
    const Result<Tree> tree = Tree::parse(html);
    if (!tree) return tl::unexpected(tree.error());
    const std::vector<Mark> marks = mark(*tree, lexicon);
    Metadata metadata = read_metadata(*tree, marks, page, lexicon);
    std::vector<Block> blocks = read_blocks(*tree, marks, lexicon);
    Body body = read_body(*tree, marks, blocks, metadata, lexicon, options.explain);
    if (body.length() < kThin) {
        std::vector<Block> all = read_blocks(*tree, marks, lexicon, true);
        if (!same_nodes(all, blocks)) {
            Body hidden = read_body(*tree, marks, all, metadata, lexicon, options.explain);
            if (hidden.length() > 2 * body.length()) {
                body = std::move(hidden);
                blocks = std::move(all);
            }
        }
    }
    read_visible(blocks, marks, body, lexicon, metadata);
    if (metadata.published.empty()) read_script_date(*tree, lexicon, metadata);
    if (metadata.published.empty() && !metadata.modified.empty()) {
        metadata.published = metadata.modified;
        metadata.note("published", "modified");
    }
    if (body.length() < kThin && text::length(metadata.body) > 2 * body.length()) body = body_from_linked(metadata.body);
    Article a;
    a.title = std::move(metadata.title);
    a.authors = std::move(metadata.authors);
    a.agency = std::move(metadata.agency);
    a.publisher = std::move(metadata.publisher);
    a.published = std::move(metadata.published);
    a.modified = std::move(metadata.modified);
    a.section = std::move(metadata.section);
    a.access = std::move(metadata.access);
    a.canonical_url = std::move(metadata.canonical_url);
    a.sources = std::move(metadata.sources);
    a.paragraphs = std::move(body.paragraphs);
    a.captions = std::move(body.captions);
    a.dropped = std::move(body.dropped);
    std::vector<NodeIndex> nodes = body.nodes;
    nodes.erase(std::remove(nodes.begin(), nodes.end(), kNoNode), nodes.end());
    a.links = links_of(*tree, nodes, page.url.empty() ? a.canonical_url : page.url);
    a.text = joined_text(a.paragraphs);
    a.language = detect_language(a.text, metadata.language);
    if (!options.explain) {
        a.dropped.clear();
        a.sources.clear();
    }
    return a;
}

Article pass_through(const Page& page, std::string text) {
    Article a;
    std::size_t at = 0;
    while (at < text.size()) {
        std::size_t end = std::min(text.find('\n', at), text.size());
        const std::string_view line = text::trim(std::string_view(text).substr(at, end - at));
        if (!line.empty())
            a.paragraphs.push_back({Paragraph::Kind::paragraph, std::string(line), static_cast<std::int64_t>(at),
                                    static_cast<std::int64_t>(end)});
        at = end + 1;
    }
    a.title = page.title;
    a.published = page.published;
    a.canonical_url = url::canonical(page.url);
    a.language = detect_language(text, "");
    a.text = std::move(text);
    return a;
}

bool is_blank(std::string_view s) {
    return std::all_of(s.begin(), s.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
}

}  // namespace

Result<Article> extract(const Page& page, const Options& options) {
    const auto with_source = [&](Error e) {
        e.source = page.id;
        return tl::unexpected<Error>(std::move(e));
    };
    if (page.bytes.size() > options.max_page)
        return fail("too_large", "extract",
                    "the page has " + std::to_string(page.bytes.size()) + " bytes, more than the limit of " +
                        std::to_string(options.max_page),
                    page.id);
    if (is_blank(page.bytes)) return fail("empty", "extract", "the page is empty", page.id);
    const Result<const Lexicon*> lexicon = Lexicon::get();
    if (!lexicon) return with_source(lexicon.error());
    Result<Article> article;
    if (page.kind == Page::Kind::clean_text) {
        article = pass_through(page, text::to_valid_utf8(page.bytes));
    } else {
        Result<Decoded> decoded = decode(page.bytes, page.http_charset, page.kind == Page::Kind::html);
        if (!decoded) return with_source(decoded.error());
        if (page.kind == Page::Kind::html) {
            article = extract_html(page, decoded->text, **lexicon, options);
            if (!article) return with_source(article.error());
        } else {
            Result<Article> read = read_flat(decoded->text, page, **lexicon, options.explain);
            if (!read) return with_source(read.error());
            Article a = std::move(*read);
            a.text = joined_text(a.paragraphs);
            a.language = detect_language(a.text, "");
            if (!options.explain) {
                a.dropped.clear();
                a.sources.clear();
            }
            article = std::move(a);
        }
    }
    article->id = page.id;
    article->url = page.url;
    if (!page.title.empty()) article->title = page.title;
    complete(*article, page, options.explain);
    return article;
}

}  // namespace newshound::extract
