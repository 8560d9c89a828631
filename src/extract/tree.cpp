#include "extract/tree.h"

#include <algorithm>

#include <lexbor/dom/dom.h>
#include <lexbor/html/html.h>
#include <lexbor/html/tokenizer/state_rawtext.h>
#include <lexbor/html/tokenizer/state_script.h>

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
    std::size_t nodes = 0;  ///< about as many as there will be
    bool exceeded = false;
    std::string_view html;
    std::vector<std::pair<std::uint32_t, std::uint32_t>>* places =
        nullptr;                                     ///< of text tokens; a text node keeps its index + 1
    std::string_view raw_name;                       ///< of the <script> or <style> just opened
    lxb_html_tokenizer_state_f raw_state = nullptr;  ///< lexbor's for its content: at first the one that begins it
    const lxb_char_t* raw_stop = nullptr;            ///< where that content ends
};

constexpr std::size_t kMaxAttributes = 128;  // of one element; the rest is dropped
constexpr std::size_t kMaxActiveFormatting =
    64;  // unclosed <b>, <i>, <a> ... that are opened again; older ones are forgotten
// What a node takes in lexbor's tree and in all our tables beside it, and what an element costs that may hold a paragraph.
constexpr std::size_t kElementBytes = 310, kAttributeBytes = 210, kTextBytes = 230, kBlockBytes = 260, kRowBytes = 100;

std::size_t bytes_for(const lxb_html_token_t* token, std::size_t attributes) {
    const lxb_tag_id_t tag = token->tag_id;
    if (tag == LXB_TAG__TEXT) return kTextBytes;
    if ((token->type & LXB_HTML_TOKEN_TYPE_CLOSE) != 0) return 0;
    const bool cell = tag == LXB_TAG_TD || tag == LXB_TAG_TH;
    const bool block = !cell && lxb_html_tag_is_category(tag, LXB_NS_HTML, LXB_HTML_TAG_CATEGORY_SPECIAL);
    return kElementBytes + attributes * kAttributeBytes + (tag == LXB_TAG_TR ? kRowBytes : block ? kBlockBytes : 0);
}

/// True for elements that other steps of the algorithm count on while they are open.
bool is_structural(const lxb_dom_node_t* node) {
    if (node->ns != LXB_NS_HTML) return true;
    switch (node->local_name) {
        case LXB_TAG_HTML:
        case LXB_TAG_HEAD:
        case LXB_TAG_BODY:
        case LXB_TAG_FRAMESET:
        case LXB_TAG_TEMPLATE:
        case LXB_TAG_FORM:
        case LXB_TAG_SELECT:
        case LXB_TAG_OPTGROUP:
        case LXB_TAG_OPTION:
        case LXB_TAG_TABLE:
        case LXB_TAG_CAPTION:
        case LXB_TAG_COLGROUP:
        case LXB_TAG_TBODY:
        case LXB_TAG_THEAD:
        case LXB_TAG_TFOOT:
        case LXB_TAG_TR:
        case LXB_TAG_TD:
        case LXB_TAG_TH: return true;
        default: return false;
    }
}

/// Nearly every tag looks through the open elements. Where more than browsers allow are open, one from the middle is taken
/// for closed: what it holds stays in it, and what comes once the page has closed the many stands a little lower than it
/// should.
void limit_open(lexbor_array_t* open) {
    constexpr std::size_t kMaxOpen = 512, kTries = 16;
    if (open->length <= kMaxOpen) return;
    for (std::size_t at = kMaxOpen / 2; at < kMaxOpen / 2 + kTries; ++at)
        if (!is_structural(static_cast<const lxb_dom_node_t*>(open->list[at]))) return lexbor_array_delete(open, at, 1);
}

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

// Scripts and styles are up to half of a page, and nothing in them is markup. lexbor looks at each of their bytes and copies
// them twice; here a long one is passed over by a search for its end. Its text node gets the first byte only (so that there
// is a node), and Tree::text reads the page itself.
constexpr std::size_t kLongRaw = 64;

/// Bytes before the end tag `name`; npos where the text is not, byte for byte, what stands in the page: line ends and NULs
/// that the parser replaces, and the states that "<!--" opens in scripts.
std::size_t raw_length(std::string_view rest, std::string_view name) {
    const auto same = [&](std::size_t at) {
        for (std::size_t i = 0; i < name.size(); ++i)
            if ((rest[at + i] | 0x20) != name[i]) return false;
        return true;
    };
    for (std::size_t at = rest.find('<'); at != std::string_view::npos; at = rest.find('<', at + 1)) {
        if (rest.substr(at).starts_with("<!--")) break;
        const std::size_t after = at + 2 + name.size();
        if (after >= rest.size()) break;
        if (rest[at + 1] != '/' || !same(at + 2)) continue;
        if (std::string_view("\t\n\f\r />").find(rest[after]) == std::string_view::npos) continue;
        const std::string_view raw = rest.substr(0, at);
        const bool as_is = raw.find('\r') == std::string_view::npos && raw.find('\0') == std::string_view::npos;
        return as_is ? at : std::string_view::npos;
    }
    return std::string_view::npos;
}

/// A state of lexbor's tokenizer: goes on at the end of the raw text, which may be in a later piece of the page.
const lxb_char_t* pass_over(lxb_html_tokenizer_t* tokenizer, const lxb_char_t*, const lxb_char_t* end) {
    const Guard& guard = *static_cast<const Guard*>(tokenizer->callback_token_ctx);
    if (guard.raw_stop > end) return end;
    tokenizer->state = guard.raw_state;
    return guard.raw_stop;
}

/// A state of lexbor's tokenizer, in place of those that begin the content of <script> and <style>.
const lxb_char_t* begin_raw(lxb_html_tokenizer_t* tokenizer, const lxb_char_t* data, const lxb_char_t* end) {
    Guard& guard = *static_cast<Guard*>(tokenizer->callback_token_ctx);
    tokenizer->state = guard.raw_state;
    if (tokenizer->is_eof) return data;  // the page ends here: `data` is a byte of lexbor's own
    const auto at = static_cast<std::size_t>(reinterpret_cast<const char*>(data) - guard.html.data());
    if (data >= end || *data >= 0x80) return data;
    const std::size_t length = raw_length(guard.html.substr(at), guard.raw_name);
    if (length == std::string_view::npos || length < kLongRaw) return data;
    tokenizer->state(tokenizer, data, data + 1);  // notes the beginning
    tokenizer->state(tokenizer, data, data + 1);  // takes one byte
    guard.raw_state = tokenizer->state;
    guard.raw_stop = data + length;
    tokenizer->state = pass_over;
    return data + 1;
}

void note_raw(Guard& guard, lxb_html_tokenizer_t* tokenizer, lxb_tag_id_t tag) {
    const bool style = tokenizer->state == lxb_html_tokenizer_state_rawtext_before && tag == LXB_TAG_STYLE;
    if (!style && tokenizer->state != lxb_html_tokenizer_state_script_data_before) return;
    guard.raw_name = style ? "style" : "script";
    guard.raw_state = tokenizer->state;
    tokenizer->state = begin_raw;
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
    limit_open(guard.tree->open_elements);
    const bool is_text = token->tag_id == LXB_TAG__TEXT;
    const bool opens = !is_text && (token->type & LXB_HTML_TOKEN_TYPE_CLOSE) == 0;
    const std::size_t open = guard.tree->open_elements->length;
    const std::size_t before = active->length;
    guard.bytes += bytes_for(token, count);
    guard.nodes += is_text || opens ? 1 : 0;
    guard.steps += 1 + open / 4;
    if (guard.bytes > guard.bytes_limit || guard.steps > guard.steps_limit) {
        guard.exceeded = true;
        tokenizer->status = LXB_STATUS_ABORTED;
        return nullptr;
    }
    const auto* token_begin = reinterpret_cast<const char*>(token->begin);
    const auto* token_end = reinterpret_cast<const char*>(token->end);
    const lxb_tag_id_t tag = token->tag_id;
    lxb_html_token_t* result = guard.build(tokenizer, token, guard.build_context);
    if (is_text && guard.tree->open_elements->length > 0) note_place(guard, token_begin, token_end);
    // Formatting elements opened again show as a stack that grew by more than the token's own element.
    const std::size_t after = guard.tree->open_elements->length;
    if (after > open + 1) guard.bytes += std::min(after - open, before) * (kElementBytes + kAttributeBytes);
    if (opens) note_raw(guard, tokenizer, tag);
    return result;
}

const lxb_dom_node_t* dom(const void* node) { return static_cast<const lxb_dom_node_t*>(node); }

std::string_view view(const lxb_char_t* data, std::size_t size) {
    return data == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(data), size);
}

/// 0, which no attribute has, for a name that does not occur on the page.
lxb_dom_attr_id_t id_in(const lxb_dom_document_t& document, std::string_view name) {
    const lxb_dom_attr_data_t* data =
        lxb_dom_attr_data_by_local_name(document.attrs, reinterpret_cast<const lxb_char_t*>(name.data()), name.size());
    return data == nullptr ? lxb_dom_attr_id_t{LXB_DOM_ATTR__UNDEF} : data->attr_id;
}

/// Ids are small numbers for the names that lexbor knows, addresses of table entries for all others.
std::uint32_t attribute_bit(lxb_dom_attr_id_t id) {
    if (id == LXB_DOM_ATTR__UNDEF) return 0;
    return std::uint32_t{1} << ((id < LXB_DOM_ATTR__LAST_ENTRY ? id : id >> 5U) % 32);
}

std::uint32_t attribute_bits(const lxb_dom_node_t* node) {
    std::uint32_t bits = 0;
    const auto* element = reinterpret_cast<const lxb_dom_element_t*>(node);
    for (const lxb_dom_attr_t* a = element->first_attr; a != nullptr; a = a->next) bits |= attribute_bit(a->node.local_name);
    return bits;
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
    tree.html_ = html;
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
    guard.bytes_limit = (std::size_t{40} << 20U) + 36 * html.size();
    guard.steps_limit = 100'000'000 + 30 * std::uint64_t{html.size()};
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
    tree.nodes_.reserve(guard.nodes + 4);  // growing would take half as much again
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
                lxb_tag_id_t tag = element ? static_cast<lxb_tag_id_t>(node->local_name) : lxb_tag_id_t{LXB_TAG__TEXT};
                if (tag >= LXB_TAG__LAST_ENTRY) tag = LXB_TAG__UNDEF;
                nodes_.push_back({const_cast<lxb_dom_node_t*>(node), parent, 0, element ? attribute_bits(node) : 0,
                                  static_cast<std::uint16_t>(tag)});
                if (!element && parent != kNoNode && is_passed_over(parent)) nodes_.back().attributes = kInPage;
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
    for (std::string_view name : {"itemprop", "role", "aria-hidden", "name", "property", "datetime"})
        names_.emplace_back(name, id_in(parsed_->document->dom_document, name));
}

/// The text node just added below `parent` stands for more of the page than it holds.
bool Tree::is_passed_over(NodeIndex parent) const {
    if (nodes_[parent].tag != LXB_TAG_SCRIPT && nodes_[parent].tag != LXB_TAG_STYLE) return false;
    const auto n = static_cast<NodeIndex>(nodes_.size() - 1);
    const auto [begin, end] = place(n);
    return text(n).size() == 1 && end - begin >= static_cast<std::int64_t>(kLongRaw);
}

std::string_view Tree::text(NodeIndex n) const {
    if (nodes_[n].tag != LXB_TAG__TEXT) return {};
    if (nodes_[n].attributes == kInPage) {
        const auto [begin, end] = place(n);
        return html_.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    }
    const auto* data = reinterpret_cast<const lxb_dom_character_data_t*>(dom(nodes_[n].dom));
    return view(data->data.data, data->data.length);
}

std::pair<std::int64_t, std::int64_t> Tree::place(NodeIndex n) const {
    const auto index = reinterpret_cast<std::size_t>(dom(nodes_[n].dom)->user);
    if (!is_text(n) || index == 0 || index > places_.size()) return {-1, -1};
    return {places_[index - 1].first, places_[index - 1].second};
}

const void* Tree::find(NodeIndex n, lxb_dom_attr_id_t id) const {
    if ((nodes_[n].attributes & attribute_bit(id)) == 0) return nullptr;
    const auto* element = reinterpret_cast<const lxb_dom_element_t*>(dom(nodes_[n].dom));
    for (const lxb_dom_attr_t* a = element->first_attr; a != nullptr; a = a->next)
        if (a->node.local_name == id) return a;
    return nullptr;
}

lxb_dom_attr_id_t Tree::attribute_id(std::string_view name) const {
    for (const auto& [known, id] : names_)
        if (known == name) return id;
    return id_in(parsed_->document->dom_document, name);
}

std::string_view Tree::attribute(NodeIndex n, lxb_dom_attr_id_t id) const {
    const auto* a = static_cast<const lxb_dom_attr_t*>(find(n, id));
    return a == nullptr || a->value == nullptr ? std::string_view() : view(a->value->data, a->value->length);
}

std::string_view Tree::attribute(NodeIndex n, std::string_view name) const {
    return nodes_[n].attributes == 0 ? std::string_view() : attribute(n, attribute_id(name));
}

bool Tree::has_attribute(NodeIndex n, std::string_view name) const {
    return nodes_[n].attributes != 0 && find(n, attribute_id(name)) != nullptr;
}

const void* Tree::document() const { return parsed_->document; }

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
