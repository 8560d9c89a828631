#include "extract/cards.h"

#include "base/text.h"
#include "base/url.h"
#include "extract/region.h"

namespace newshound::extract {

namespace {

constexpr double kCardText = 600;        // no teaser holds more
constexpr std::uint32_t kLongest = 420;  // nor a longer paragraph
constexpr int kDepth = 7;

bool is_linked_line(const Block& b) { return b.link_density() > 0.8 && b.length >= 15 && b.length <= 220; }

/// "www.the-daily.co.uk" -> "the-daily.co.uk": what hosts of one publisher share.
std::string_view owner(std::string_view host) {
    std::size_t at = host.size();
    for (int labels = 0; labels < 3 && at != std::string_view::npos && at > 0; ++labels) {
        const std::size_t dot = host.rfind('.', at - 1);
        const std::size_t length = at - (dot == std::string_view::npos ? 0 : dot + 1);
        if (dot == std::string_view::npos) return host;
        if (labels >= 1 && length > 3) return host.substr(dot + 1);
        at = dot;
    }
    return at == std::string_view::npos ? host : host.substr(at + 1);
}

/// A link to a shop or to a source stands for itself; one into the same site for another story.
bool leads_to_same_site(const Tree& tree, NodeIndex n, std::string_view host) {
    while (n != kNoNode && tree.tag(n) != LXB_TAG_A) n = tree.parent(n);
    if (n == kNoNode) return false;
    const std::string_view link = text::trim(tree.attribute(n, LXB_DOM_ATTR_HREF));
    if (link.empty() || link[0] == '#' || link.starts_with("javascript:") || link.starts_with("mailto:")) return false;
    const std::string_view other = url::split(link).host;
    return other.empty() || (!host.empty() && owner(other) == owner(host));
}

bool is_framed(const Tree& tree, const std::vector<Mark>& marks, const Contents& contents, NodeIndex n, NodeIndex root) {
    constexpr double kLabel = 80;
    NodeIndex frame = n;
    for (NodeIndex up = n; up > root && contents.text(up) <= contents.text(n) + kLabel; up = tree.parent(up)) frame = up;
    if (contents.has_linked_picture(frame)) return true;
    if (tree.tag(n) == LXB_TAG_UL || tree.tag(n) == LXB_TAG_OL || tree.tag(n) == LXB_TAG_TABLE) return false;
    for (int up = 0; up < 3 && n != kNoNode && n > root; ++up, n = tree.parent(n)) {
        if (contents.text(n) > kCardText) return false;
        if (tree.tag(n) == LXB_TAG_ARTICLE || tree.tag(n) == LXB_TAG_LI || marks[n].hint.kind == "teaser") return true;
    }
    return false;
}

/// The teaser that the block belongs to, kNoNode if to none.
NodeIndex card_of(const Tree& tree, const std::vector<Mark>& marks, const Contents& contents, const Block& b, NodeIndex root,
                  NodeIndex headline) {
    if (b.length > kLongest || is_linked_line(b)) return kNoNode;
    NodeIndex n = tree.parent(b.container);  // a link in the paragraph's own element belongs to the paragraph
    for (int up = 0; up < kDepth && n != kNoNode && n > root; ++up, n = tree.parent(n)) {
        if (contents.text(n) > kCardText || marks[n].content) return kNoNode;
        if (headline != kNoNode && tree.contains(n, headline)) return kNoNode;
        // A story within the story; posts of a live blog are so many that they are none.
        if (tree.tag(n) == LXB_TAG_ARTICLE && contents.headings(n) > 0 && contents.has_link(n)) return n;
        if (contents.linked_titles(n) > 0) return is_framed(tree, marks, contents, n, root) ? n : kNoNode;
    }
    return kNoNode;
}

}  // namespace

Contents::Contents(const Tree& tree, const std::vector<Block>& blocks, std::string_view host)
    : tree_(tree),
      text_(tree.size() + 1, 0),
      pictures_(tree.size() + 1, 0),
      linked_pictures_(tree.size() + 1, 0),
      titles_(tree.size() + 1, 0),
      headings_(tree.size() + 1, 0),
      links_(tree.size() + 1, 0) {
    for (const Block& b : blocks) {
        if (b.heading > 0) ++headings_[b.first + 1];
        text_[b.first + 1] += b.length;
        if (is_linked_line(b) && leads_to_same_site(tree, b.first, host)) ++titles_[b.first + 1];
    }
    NodeIndex link_end = 0;
    for (NodeIndex n = 0; n < tree.size(); ++n) {
        const lxb_tag_id_t tag = tree.tag(n);
        if (tag == LXB_TAG_IMG || tag == LXB_TAG_PICTURE || tag == LXB_TAG_VIDEO) {
            pictures_[n + 1] = 1;
            if (n < link_end) linked_pictures_[n + 1] = 1;
        }
        if (tag == LXB_TAG_A && leads_to_same_site(tree, n, host)) {
            links_[n + 1] = 1;
            link_end = tree.end(n);
        }
    }
    for (std::size_t n = 1; n <= tree.size(); ++n) {
        text_[n] += text_[n - 1];
        pictures_[n] += pictures_[n - 1];
        linked_pictures_[n] += linked_pictures_[n - 1];
        titles_[n] += titles_[n - 1];
        headings_[n] += headings_[n - 1];
        links_[n] += links_[n - 1];
    }
}

std::vector<bool> find_cards(const Tree& tree, const std::vector<Mark>& marks, const std::vector<Block>& blocks,
                             const Contents& contents, NodeIndex root, NodeIndex headline) {
    std::vector<bool> out(blocks.size(), false);
    double total = 0, inside = 0;
    NodeIndex with_text = kNoNode;  // the last teaser that had more than headings
    for (std::size_t i = blocks.size(); i-- > 0;) {
        const Block& b = blocks[i];
        if (!tree.contains(root, b.first)) continue;
        const double weight = running_text(b);
        total += weight;
        const NodeIndex card = card_of(tree, marks, contents, b, root, headline);
        if (card == kNoNode) continue;
        if (b.heading == 0) with_text = card;
        // A heading alone beside a link is a section's own ("2. Hiking boots", "Read the review").
        if (b.heading > 0 && !(with_text != kNoNode && tree.contains(card, with_text))) continue;
        out[i] = true;
        inside += weight;
    }
    if (inside > 0.25 * total) out.assign(blocks.size(), false);
    return out;
}

}  // namespace newshound::extract
