// An HTML page as a flat tree: nodes in document order, each with the end of its subtree, so that every pass over the page
// is a loop and no depth of nesting can exhaust the stack. Parsed by lexbor (the HTML5 algorithm).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <lexbor/dom/interfaces/attr_const.h>
#include <lexbor/tag/const.h>

#include "base/result.h"

namespace newshound::extract {

using NodeIndex = std::uint32_t;
constexpr NodeIndex kNoNode = UINT32_MAX;

class Tree {
public:
    /// Parses valid UTF-8, which must outlive the tree: long scripts and styles stay where they are. Processing instructions
    /// and comments are left out; <template> content and scripts are kept. Error "too_complex" for markup that would need
    /// more than 24 MiB + 18 times the page, or far more than linear time (hundreds of thousands of open elements): no page
    /// written for people comes near.
    static Result<Tree> parse(std::string_view html);

    Tree(Tree&&) noexcept;
    Tree& operator=(Tree&&) noexcept;
    Tree(const Tree&) = delete;
    Tree& operator=(const Tree&) = delete;
    ~Tree();

    [[nodiscard]] NodeIndex size() const { return static_cast<NodeIndex>(nodes_.size()); }
    /// LXB_TAG_P ..., LXB_TAG__TEXT for text, LXB_TAG__UNDEF for elements HTML does not know. Node 0 is the <html> element.
    [[nodiscard]] lxb_tag_id_t tag(NodeIndex n) const { return nodes_[n].tag; }
    [[nodiscard]] bool is_text(NodeIndex n) const { return nodes_[n].tag == LXB_TAG__TEXT; }
    [[nodiscard]] NodeIndex parent(NodeIndex n) const { return nodes_[n].parent; }  ///< kNoNode for node 0
    /// One past the last descendant: the subtree of n is [n, end(n)).
    [[nodiscard]] NodeIndex end(NodeIndex n) const { return nodes_[n].end; }
    [[nodiscard]] bool contains(NodeIndex outer, NodeIndex inner) const { return outer <= inner && inner < end(outer); }
    /// The words of a text node, "" for elements.
    [[nodiscard]] std::string_view text(NodeIndex n) const;
    /// Where a text node stands in the page parsed, in bytes from begin to end; {-1, -1} where that is not known.
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> place(NodeIndex n) const;
    /// An attribute's value by lexbor's id or by lower-case name, "" if absent.
    [[nodiscard]] std::string_view attribute(NodeIndex n, lxb_dom_attr_id_t id) const;
    [[nodiscard]] std::string_view attribute(NodeIndex n, std::string_view name) const;
    [[nodiscard]] bool has_attribute(NodeIndex n, std::string_view name) const;
    /// lexbor's id for attributes of a lower-case name on this page, for asking many elements; 0 where none has it.
    [[nodiscard]] lxb_dom_attr_id_t attribute_id(std::string_view name) const;
    /// The element's name in lower case.
    [[nodiscard]] std::string_view name(NodeIndex n) const;
    /// lexbor's document (lxb_html_document_t), for measuring the tree itself; it has the first byte of long scripts and
    /// styles only.
    [[nodiscard]] const void* document() const;
    /// All text below n, white space folded; at most `limit` bytes are gathered.
    [[nodiscard]] std::string inner_text(NodeIndex n, std::size_t limit = SIZE_MAX) const;

private:
    struct Node {
        void* dom;
        NodeIndex parent;
        NodeIndex end;
        // An element's: a bit, by id, for each that it has, because most have not what they are asked for. A text's: kInPage
        // or 0.
        std::uint32_t attributes;
        std::uint16_t tag;
    };
    static constexpr std::uint32_t kInPage = 1;
    [[nodiscard]] const void* find(NodeIndex n, lxb_dom_attr_id_t id) const;
    [[nodiscard]] bool is_passed_over(NodeIndex parent) const;
    struct Parsed;
    Tree();
    void flatten();

    std::string_view html_;
    std::unique_ptr<Parsed> parsed_;
    std::vector<Node> nodes_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> places_;
    std::vector<std::pair<std::string_view, lxb_dom_attr_id_t>> names_;  // attributes asked for by name, with their ids
};

}  // namespace newshound::extract
