#include "extract/head.h"

#include <algorithm>

#include "base/text.h"
#include "extract/jsonld.h"

namespace newshound::extract {

namespace {

void read_meta(const Tree& tree, NodeIndex n, Head& head) {
    const std::string_view content = tree.attribute(n, LXB_DOM_ATTR_CONTENT);
    if (content.empty()) return;
    for (std::string_view name : {tree.attribute(n, "name"), tree.attribute(n, "property"), tree.attribute(n, "itemprop"),
                                  tree.attribute(n, LXB_DOM_ATTR_HTTP_EQUIV)})
        if (!name.empty()) head.meta[text::lower_ascii(text::trim(name))].push_back(plain_text(content.substr(0, 4000)));
}

bool is_other_story(std::string_view kind) {
    return kind == "related" || kind == "comment" || kind == "ad" || kind == "navigation" || kind == "consent" ||
           kind == "copyright";
}

void read_tag(const Tree& tree, const std::vector<Mark>& marks, NodeIndex n, Head& head) {
    switch (tree.tag(n)) {
        case LXB_TAG_META: read_meta(tree, n, head); break;
        case LXB_TAG_HTML: head.language = tree.attribute(n, LXB_DOM_ATTR_LANG); break;
        case LXB_TAG_TITLE:
            if (head.title.empty()) head.title = tree.inner_text(n, 2000);
            break;
        case LXB_TAG_LINK:
            if (head.canonical.empty() && tree.attribute(n, LXB_DOM_ATTR_REL) == "canonical")
                head.canonical = tree.attribute(n, LXB_DOM_ATTR_HREF);
            break;
        case LXB_TAG_SCRIPT:
            if (n + 1 < tree.end(n) &&
                text::lower_ascii(tree.attribute(n, LXB_DOM_ATTR_TYPE)).find("ld+json") != std::string::npos)
                head.scripts.push_back(tree.text(n + 1));
            break;
        case LXB_TAG_H1:
            if (marks[n].hidden_by == kNoNode && head.h1s.size() < 20) head.h1s.push_back(n);
            break;
        case LXB_TAG_H2:
        case LXB_TAG_H3:
            if (marks[n].hidden_by == kNoNode && head.lesser_headings.size() < 40) head.lesser_headings.push_back(n);
            break;
        case LXB_TAG_TIME:
            if (marks[n].hidden_by == kNoNode) head.times.push_back(n);
            break;
        default: break;
    }
}

/// Microdata and RDFa. Dates in attributes are often hidden from the reader; names are taken from what shows only.
void read_item(const Tree& tree, NodeIndex n, bool hidden, Head& head) {
    if (tree.tag(n) == LXB_TAG_META) return;
    std::string_view item = tree.attribute(n, "itemprop");
    if (item.empty()) item = tree.attribute(n, "property");
    if (item.empty()) return;
    if (item.find("datePublished") != std::string_view::npos || item.ends_with("dateCreated")) head.date_items.push_back(n);
    if (item.find("dateModified") != std::string_view::npos) head.modified_items.push_back(n);
    if (!hidden && (item == "author" || item == "creator")) head.author_items.push_back(n);
}

bool breaks_line(lxb_tag_id_t tag) {
    switch (tag) {
        case LXB_TAG_P:
        case LXB_TAG_DIV:
        case LXB_TAG_LI:
        case LXB_TAG_UL:
        case LXB_TAG_OL:
        case LXB_TAG_BR:
        case LXB_TAG_DT:
        case LXB_TAG_DD:
        case LXB_TAG_TD:
        case LXB_TAG_TR:
        case LXB_TAG_H1:
        case LXB_TAG_H2:
        case LXB_TAG_H3:
        case LXB_TAG_H4:
        case LXB_TAG_H5:
        case LXB_TAG_H6:
        case LXB_TAG_SECTION:
        case LXB_TAG_ARTICLE:
        case LXB_TAG_HEADER:
        case LXB_TAG_ASIDE:
        case LXB_TAG_IMG: return true;
        default: return false;
    }
}

}  // namespace

Head gather(const Tree& tree, const std::vector<Mark>& marks) {
    Head head;
    for (NodeIndex n = 0; n < tree.size(); ++n) {
        if (tree.is_text(n)) continue;
        read_tag(tree, marks, n, head);
        const bool hidden = marks[n].hidden_by != kNoNode;
        read_item(tree, n, hidden, head);
        if (hidden) continue;
        if (const std::string_view rel = tree.attribute(n, LXB_DOM_ATTR_REL); !rel.empty())
            if (rel == "author" || rel.starts_with("author ") || rel.ends_with(" author")) head.author_items.push_back(n);
        const std::string_view kind = marks[n].hint.kind;
        if (kind == "byline" || kind == "bio") head.bylines.push_back(n);
        if (kind == "dateline" || kind == "byline") head.dates.push_back(n);
    }
    return head;
}

std::string first_meta(const Head& head, const std::vector<std::string_view>& names, std::string& which) {
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

namespace {

/// An <aside> or <footer> of a few words holds the article's own date and byline more often than another story.
bool is_small_aside(const Tree& tree, NodeIndex n) {
    constexpr std::size_t kFewWords = 250;
    constexpr NodeIndex kFewNodes = 80;
    if (tree.end(n) - n > kFewNodes) return false;
    const lxb_tag_id_t tag = tree.tag(n);
    return (tag == LXB_TAG_ASIDE || tag == LXB_TAG_FOOTER) && tree.inner_text(n, kFewWords + 1).size() <= kFewWords;
}

}  // namespace

bool in_other_story(const Tree& tree, const std::vector<Mark>& marks, NodeIndex headline, NodeIndex n) {
    if (marks[n].dropped_by == kNoNode) return false;
    for (NodeIndex at = n; at != kNoNode; at = tree.parent(at)) {
        if (headline != kNoNode && tree.contains(at, headline)) return false;
        if (marks[at].hint.strength == Hint::Strength::hard && is_other_story(marks[at].hint.kind) &&
            !is_small_aside(tree, at))
            return true;
        if (at == marks[n].dropped_by) return false;
    }
    return false;
}

std::vector<TextPiece> pieces_of(const Tree& tree, const std::vector<Mark>& marks, NodeIndex n, std::size_t limit) {
    std::vector<TextPiece> out;
    std::size_t bytes = 0;
    NodeIndex link_end = 0;
    std::vector<NodeIndex> block_ends;
    bool starts_line = false;
    constexpr NodeIndex kMost = 2000;  // bounds the work on pages of nothing but nested elements
    const NodeIndex end = std::min(tree.end(n), n + kMost);
    for (NodeIndex i = n; i < end && bytes < limit; ++i) {
        for (; !block_ends.empty() && i >= block_ends.back(); block_ends.pop_back()) starts_line = true;
        if (tree.is_text(i)) {
            if (marks[i].hidden_by != kNoNode && marks[i].hidden_by != marks[n].hidden_by) continue;
            TextPiece piece{text::fold_space(tree.text(i)), i < link_end, starts_line, i};
            if (piece.text.empty()) continue;
            bytes += piece.text.size();
            starts_line = false;
            out.push_back(std::move(piece));
            continue;
        }
        const lxb_tag_id_t tag = tree.tag(i);
        if (tag == LXB_TAG_A) link_end = tree.end(i);
        if (breaks_line(tag)) {
            starts_line = true;
            block_ends.push_back(tree.end(i));  // what follows begins a line too
        }
    }
    return out;
}

std::string joined(const std::vector<TextPiece>& pieces) {
    std::string out;
    for (const TextPiece& piece : pieces) {
        if (!out.empty()) out += piece.starts_line ? " | " : " ";
        out += piece.text;
    }
    return out;
}

}  // namespace newshound::extract
