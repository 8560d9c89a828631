#include "extract/tree.h"

#include <algorithm>

#include <lexbor/dom/dom.h>
#include <lexbor/html/html.h>

#include "base/text.h"

namespace newshound::extract {

namespace {

// Guards the tree builder against markup made to hurt. The HTML5 algorithm is quadratic in places: it looks through the open
// elements at many tags, opens all unclosed formatting elements again in each paragraph, and compares attributes pairwise.
struct Guard {
    lxb_html_tokenizer_token_f build = nullptr;  ///< lexbor's own callback
    void* build_context = nullptr;
    lxb_html_tree_t* tree = nullptr;
    std::size_t bytes = 0, bytes_limit = 0;
    std::uint64_t steps = 0, steps_limit = 0;
    bool exceeded = false;
    std::string_view html;
    std::vector<std::pair<std::uint32_t, std::uint32_t>>* places =
        nullptr;  ///< of text tokens; a text node keeps its index + 1
};

constexpr std::size_t kMaxAttributes = 128;  // of one element; the rest is dropped
constexpr std::size_t kMaxActiveFormatting =
    64;  // unclosed <b>, <i>, <a> ... that are opened again; older ones are forgotten
// What a node takes in lexbor's tree and in our tables beside it.
constexpr std::size_t kElementBytes = 240, kAttributeBytes = 200, kTextBytes = 210;

/// Remembers where the text just inserted stands in the page. Text that the parser moves elsewhere stays without a place.
void note_place(Guard& guard, const char* begin, const char* end) {
    const lexbor_array_t* open = guard.tree->open_elements;
    const auto* current = static_cast<const lxb_dom_node_t*>(open->list[open->length - 1]);
    lxb_dom_node_t* node = current->last_child;
    const char* first = guard.html.data();
    const char* last = first + guard.html.size();
    if (node == nullptr || node->type != LXB_DOM_NODE_TYPE_TEXT || begin < first || end > last || begin > end) return;
    const auto from = static_cast<std::uint32_t>(begin - first), to = static_cast<std::uint32_t>(end - first);
    if (node->user == nullptr) {
        guard.places->emplace_back(from, to);
        node->user = reinterpret_cast<void*>(guard.places->size());
    } else {
        (*guard.places)[reinterpret_cast<std::size_t>(node->user) - 1].second = to;
    }
}

lxb_html_token_t* guarded(lxb_html_tokenizer_t* tokenizer, lxb_html_token_t* token, void* context) {
    Guard& guard = *static_cast<Guard*>(context);
    std::size_t count = 0;
    for (lxb_html_token_attr_t* attribute = token->attr_first; attribute != nullptr; attribute = attribute->next) {
        if (++count < kMaxAttributes) continue;
        attribute->next = nullptr;
        token->attr_last = attribute;
    }
    lexbor_array_t* active = guard.tree->active_formatting;
    if (active->length > kMaxActiveFormatting) lexbor_array_delete(active, 0, active->length - kMaxActiveFormatting);
    const bool is_text = token->tag_id == LXB_TAG__TEXT;
    const bool opens = !is_text && (token->type & LXB_HTML_TOKEN_TYPE_CLOSE) == 0;
    const std::size_t open = guard.tree->open_elements->length;
    const std::size_t before = active->length;
    guard.bytes += is_text ? kTextBytes : opens ? kElementBytes + count * kAttributeBytes : 0;
    guard.steps += 1 + open / 4;
    if (guard.bytes > guard.bytes_limit || guard.steps > guard.steps_limit) {
        guard.exceeded = true;
        tokenizer->status = LXB_STATUS_ABORTED;
        return nullptr;
    }
    const auto* token_begin = reinterpret_cast<const char*>(token->begin);
    const auto* token_end = reinterpret_cast<const char*>(token->end);
    lxb_html_token_t* result = guard.build(tokenizer, token, guard.build_context);
    if (is_text && guard.tree->open_elements->length > 0) note_place(guard, token_begin, token_end);
    // Formatting elements opened again show as a stack that grew by more than the token's own element.
    const std::size_t after = guard.tree->open_elements->length;
    if (after > open + 1) guard.bytes += std::min(after - open, before) * (kElementBytes + kAttributeBytes);
    return result;
}

const lxb_dom_node_t* dom(const void* node) { return static_cast<const lxb_dom_node_t*>(node); }

std::string_view view(const lxb_char_t* data, std::size_t size) {
    return data == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(data), size);
}

}  // namespace

struct Tree::Parsed {
    lxb_html_parser_t* parser = nullptr;
    lxb_html_document_t* document = nullptr;
    ~Parsed() {
        if (document != nullptr) lxb_html_document_destroy(document);
        if (parser != nullptr) lxb_html_parser_destroy(parser);
    }
};

Tree::Tree() : parsed_(std::make_unique<Parsed>()) {}
Tree::Tree(Tree&&) noexcept = default;
Tree& Tree::operator=(Tree&&) noexcept = default;
Tree::~Tree() = default;

Result<Tree> Tree::parse(std::string_view html) {
    Tree tree;
    Parsed& parsed = *tree.parsed_;
    const auto out_of_memory = [] { return fail("too_complex", "extract", "the page's markup does not fit into memory"); };
    parsed.parser = lxb_html_parser_create();
    if (lxb_html_parser_init(parsed.parser) != LXB_STATUS_OK) return out_of_memory();
    Guard guard;
    lxb_html_tokenizer_t* tokenizer = parsed.parser->tkz;
    guard.build = tokenizer->callback_token_done;
    guard.build_context = tokenizer->callback_token_ctx;
    guard.tree = parsed.parser->tree;
    guard.html = html;
    guard.places = &tree.places_;
    guard.bytes_limit = (std::size_t{24} << 20U) + 18 * html.size();
    guard.steps_limit = 100'000'000 + 4 * std::uint64_t{html.size()};
    // The tokenizer would compare each attribute with all before it; the tree builder does so again, on the few we leave it.
    tokenizer->opt |= LXB_HTML_TOKENIZER_OPT_ATTR_KEEP_DUPLICATE;
    lxb_html_tokenizer_callback_token_done_set(tokenizer, guarded, &guard);
    parsed.document = lxb_html_parse_chunk_begin(parsed.parser);
    if (parsed.document == nullptr) return out_of_memory();
    // In pieces, because names are kept in hash tables of fixed width: after each the number of different ones is looked at.
    constexpr std::size_t kPiece = 16 << 10, kMaxNames = 16 << 10;
    const lxb_dom_document_t& dom_document = parsed.document->dom_document;
    for (std::size_t at = 0; at < html.size() && parsed.parser->status == LXB_STATUS_OK && !guard.exceeded; at += kPiece) {
        const std::string_view piece = html.substr(at, kPiece);
        lxb_html_parse_chunk_process(parsed.parser, reinterpret_cast<const lxb_char_t*>(piece.data()), piece.size());
        if (lexbor_hash_entries_count(dom_document.attrs) + lexbor_hash_entries_count(dom_document.tags) > kMaxNames)
            guard.exceeded = true;
    }
    if (guard.exceeded)
        return fail("too_complex", "extract", "the page's markup nests too deeply or holds too many elements");
    if (parsed.parser->status != LXB_STATUS_OK) return out_of_memory();
    if (lxb_html_parse_chunk_end(parsed.parser) != LXB_STATUS_OK || guard.exceeded)
        return fail("too_complex", "extract", "the page's markup could not be parsed");
    tree.flatten();
    if (tree.nodes_.empty()) return fail("empty", "extract", "the page has no content");
    return tree;
}

void Tree::flatten() {
    const lxb_dom_node_t* root = lxb_dom_interface_node(lxb_dom_document_root(&parsed_->document->dom_document));
    if (root == nullptr) return;
    NodeIndex parent = kNoNode;
    const lxb_dom_node_t* node = root;
    bool down = true;
    while (node != nullptr) {
        if (down) {
            const bool element = node->type == LXB_DOM_NODE_TYPE_ELEMENT;
            if (element || node->type == LXB_DOM_NODE_TYPE_TEXT || node->type == LXB_DOM_NODE_TYPE_CDATA_SECTION) {
                const lxb_tag_id_t tag = element ? static_cast<lxb_tag_id_t>(node->local_name) : lxb_tag_id_t{LXB_TAG__TEXT};
                nodes_.push_back({const_cast<lxb_dom_node_t*>(node), tag, parent, 0});
                if (element && node->first_child != nullptr) {
                    parent = static_cast<NodeIndex>(nodes_.size() - 1);
                    node = node->first_child;
                    continue;
                }
                nodes_.back().end = static_cast<NodeIndex>(nodes_.size());
            }
        }
        if (node == root) break;
        if (node->next != nullptr) {
            node = node->next;
            down = true;
            continue;
        }
        node = node->parent;
        if (parent != kNoNode) {
            nodes_[parent].end = static_cast<NodeIndex>(nodes_.size());
            parent = nodes_[parent].parent;
        }
        down = false;
    }
    if (!nodes_.empty()) nodes_[0].end = static_cast<NodeIndex>(nodes_.size());
}

std::string_view Tree::text(NodeIndex n) const {
    if (nodes_[n].tag != LXB_TAG__TEXT) return {};
    const auto* data = reinterpret_cast<const lxb_dom_character_data_t*>(dom(nodes_[n].dom));
    return view(data->data.data, data->data.length);
}

std::pair<std::int64_t, std::int64_t> Tree::place(NodeIndex n) const {
    const auto index = reinterpret_cast<std::size_t>(dom(nodes_[n].dom)->user);
    if (!is_text(n) || index == 0 || index > places_.size()) return {-1, -1};
    return {places_[index - 1].first, places_[index - 1].second};
}

std::string_view Tree::attribute(NodeIndex n, lxb_dom_attr_id_t id) const {
    if (is_text(n)) return {};
    const auto* element = reinterpret_cast<const lxb_dom_element_t*>(dom(nodes_[n].dom));
    for (const lxb_dom_attr_t* a = element->first_attr; a != nullptr; a = a->next)
        if (a->node.local_name == id)
            return a->value == nullptr ? std::string_view() : view(a->value->data, a->value->length);
    return {};
}

std::string_view Tree::attribute(NodeIndex n, std::string_view name) const {
    if (is_text(n)) return {};
    const auto* element = reinterpret_cast<const lxb_dom_element_t*>(dom(nodes_[n].dom));
    for (const lxb_dom_attr_t* a = element->first_attr; a != nullptr; a = a->next) {
        std::size_t length = 0;
        const lxb_char_t* own = lxb_dom_attr_local_name(const_cast<lxb_dom_attr_t*>(a), &length);
        if (view(own, length) == name)
            return a->value == nullptr ? std::string_view() : view(a->value->data, a->value->length);
    }
    return {};
}

bool Tree::has_attribute(NodeIndex n, std::string_view name) const {
    if (is_text(n)) return false;
    const auto* element = reinterpret_cast<const lxb_dom_element_t*>(dom(nodes_[n].dom));
    for (const lxb_dom_attr_t* a = element->first_attr; a != nullptr; a = a->next) {
        std::size_t length = 0;
        if (view(lxb_dom_attr_local_name(const_cast<lxb_dom_attr_t*>(a), &length), length) == name) return true;
    }
    return false;
}

std::string_view Tree::name(NodeIndex n) const {
    if (is_text(n)) return "#text";
    std::size_t length = 0;
    auto* element = static_cast<lxb_dom_element_t*>(nodes_[n].dom);
    const lxb_char_t* own = lxb_dom_element_local_name(element, &length);
    return view(own, length);
}

std::string Tree::inner_text(NodeIndex n, std::size_t limit) const {
    std::string out;
    for (NodeIndex i = n; i < end(n) && out.size() < limit; ++i) {
        if (is_text(i))
            out += text(i);
        else if (tag(i) == LXB_TAG_BR || tag(i) == LXB_TAG_P || tag(i) == LXB_TAG_DIV || tag(i) == LXB_TAG_LI)
            out += ' ';
        else if ((tag(i) == LXB_TAG_SCRIPT || tag(i) == LXB_TAG_STYLE) && i != n)
            i = end(i) - 1;
    }
    return text::fold_space(out);
}

}  // namespace newshound::extract
