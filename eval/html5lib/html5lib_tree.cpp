// Runs html5lib's tree-construction tests over the tree that extract reads: html5lib_tree FILE.dat...
// Documents go through extract::Tree::parse as pages do; fragments, which extract never parses, through lexbor's own call.
// Scripting is off, as it is for a page that is only read: tests for scripting alone (#script-on) are counted apart.
// Nodes <?...> are no part of the tree that is used and are left out of both sides.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <lexbor/dom/dom.h>
#include <lexbor/html/html.h>

#include "base/file.h"
#include "base/text.h"
#include "extract/tree.h"

namespace {

using namespace newshound;

struct Case {
    std::string data, fragment, expected;
    bool script_on = false;
    int line = 0;
};

std::string_view name_of(const lxb_char_t* data, std::size_t size) {
    return data == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(data), size);
}

std::string prefix(lxb_ns_id_t ns) {
    if (ns == LXB_NS_SVG) return "svg ";
    if (ns == LXB_NS_MATH) return "math ";
    return {};
}

/// "xlink:href" of a foreign element is written "xlink href".
std::string attribute_line(lxb_dom_attr_t* a) {
    std::size_t size = 0;
    const lxb_char_t* raw = lxb_dom_attr_qualified_name(a, &size);
    std::string name(name_of(raw, size));
    const bool foreign = a->node.ns == LXB_NS_XLINK || a->node.ns == LXB_NS_XML || a->node.ns == LXB_NS_XMLNS;
    if (foreign) std::replace(name.begin(), name.end(), ':', ' ');
    raw = lxb_dom_attr_value(a, &size);
    return name + "=\"" + std::string(name_of(raw, raw == nullptr ? 0 : size)) + "\"";
}

void write_children(const lxb_dom_node_t* parent, int depth, std::string& out);

void write_node(lxb_dom_node_t* node, int depth, std::string& out) {
    const std::string indent = "| " + std::string(static_cast<std::size_t>(2 * depth), ' ');
    switch (node->type) {
        case LXB_DOM_NODE_TYPE_DOCUMENT_TYPE: {
            auto* type = lxb_dom_interface_document_type(node);
            std::size_t size = 0;
            const lxb_char_t* raw = lxb_dom_document_type_name(type, &size);
            std::string line = "<!DOCTYPE " + std::string(name_of(raw, size));
            const std::string_view open = name_of(type->public_id.data, type->public_id.length);
            const std::string_view system = name_of(type->system_id.data, type->system_id.length);
            if (!open.empty() || !system.empty()) line += " \"" + std::string(open) + "\" \"" + std::string(system) + "\"";
            out += indent + line + ">\n";
            return;
        }
        case LXB_DOM_NODE_TYPE_COMMENT: {
            const auto* data = lxb_dom_interface_character_data(node);
            out += indent + "<!-- " + std::string(name_of(data->data.data, data->data.length)) + " -->\n";
            return;
        }
        case LXB_DOM_NODE_TYPE_TEXT:
        case LXB_DOM_NODE_TYPE_CDATA_SECTION: {
            const auto* data = lxb_dom_interface_character_data(node);
            out += indent + "\"" + std::string(name_of(data->data.data, data->data.length)) + "\"\n";
            return;
        }
        case LXB_DOM_NODE_TYPE_ELEMENT: break;
        default: return;  // <?...>
    }
    auto* element = lxb_dom_interface_element(node);
    std::size_t size = 0;
    const lxb_char_t* raw = lxb_dom_element_qualified_name(element, &size);
    out += indent + "<" + prefix(node->ns) + std::string(name_of(raw, size)) + ">\n";
    std::vector<std::string> attributes;
    for (lxb_dom_attr_t* a = element->first_attr; a != nullptr; a = a->next) attributes.push_back(attribute_line(a));
    std::sort(attributes.begin(), attributes.end());
    for (const std::string& line : attributes) out += indent + "  " + line + "\n";
    if (node->local_name == LXB_TAG_TEMPLATE && node->ns == LXB_NS_HTML) {
        out += indent + "  content\n";
        write_children(&lxb_html_interface_template(node)->content->node, depth + 2, out);
    }
    write_children(node, depth + 1, out);
}

void write_children(const lxb_dom_node_t* parent, int depth, std::string& out) {
    for (lxb_dom_node_t* child = parent->first_child; child != nullptr; child = child->next) write_node(child, depth, out);
}

/// Without the lines of <?...> nodes, which newer tests write so and older ones as comments.
std::string without_instructions(std::string_view tree) {
    std::string out;
    for (std::string_view line : text::split(tree, '\n')) {
        const std::size_t at = line.find_first_not_of("| ");
        const std::string_view node = at == std::string_view::npos ? std::string_view() : line.substr(at);
        if (line.starts_with("| ") && (node.starts_with("<?") || node.starts_with("<!-- ?"))) continue;
        out += line;
        out += '\n';
    }
    while (out.ends_with('\n')) out.pop_back();
    return out;
}

std::string document_tree(const std::string& html, bool& refused) {
    std::string out;
    const auto tree = extract::Tree::parse(html);
    refused = !tree;
    if (tree) write_children(lxb_dom_interface_node(static_cast<const lxb_html_document_t*>(tree->document())), 0, out);
    return out;
}

std::string fragment_tree(const std::string& html, std::string_view context) {
    lxb_ns_id_t ns = LXB_NS_HTML;
    if (context.starts_with("svg ")) ns = LXB_NS_SVG;
    if (context.starts_with("math ")) ns = LXB_NS_MATH;
    if (ns != LXB_NS_HTML) context.remove_prefix(context.find(' ') + 1);
    lxb_html_parser_t* parser = lxb_html_parser_create();
    std::string out;
    if (lxb_html_parser_init(parser) == LXB_STATUS_OK) {
        lxb_html_document_t* document = lxb_html_document_create();
        const auto tag = lxb_tag_id_by_name(document->dom_document.tags, reinterpret_cast<const lxb_char_t*>(context.data()),
                                            context.size());
        lxb_dom_node_t* node = lxb_html_parse_fragment_by_tag_id(
            parser, document, tag, ns, reinterpret_cast<const lxb_char_t*>(html.data()), html.size());
        if (node != nullptr) write_children(node, 0, out);
        lxb_html_document_destroy(document);
    }
    lxb_html_parser_destroy(parser);
    return out;
}

std::vector<Case> read_cases(std::string_view file) {
    std::vector<Case> out;
    std::string* field = nullptr;
    std::string ignored;
    int number = 0;
    for (std::string_view line : text::split(file, '\n')) {
        ++number;
        if (line == "#data") {
            out.emplace_back();
            out.back().line = number;
            field = &out.back().data;
        } else if (line == "#errors" || line == "#new-errors") {
            field = &ignored;
        } else if (line == "#document-fragment") {
            field = &out.back().fragment;
        } else if (line == "#document") {
            field = &out.back().expected;
        } else if (line == "#script-on" || line == "#script-off") {
            out.back().script_on = line == "#script-on";
        } else if (field != nullptr) {
            *field += line;
            *field += '\n';
        }
    }
    for (Case& c : out) {
        if (c.data.ends_with('\n')) c.data.pop_back();
        while (c.fragment.ends_with('\n')) c.fragment.pop_back();
    }
    return out;
}

struct Count {
    int passed = 0, all = 0;
    void add(bool ok) {
        passed += ok;
        ++all;
    }
};

}  // namespace

int main(int argc, char** argv) {
    Count documents, fragments;
    int scripting = 0, empty = 0;
    bool details = false;
    for (int i = 1; i < argc; ++i) {
        if (std::string_view(argv[i]) == "--details") {
            details = true;
            continue;
        }
        const auto bytes = file::read(argv[i]);
        if (!bytes) {
            std::fprintf(stderr, "%s\n", bytes.error().message.c_str());
            return 1;
        }
        for (const Case& c : read_cases(*bytes)) {
            if (c.script_on) {
                ++scripting;
                continue;
            }
            bool refused = false;
            const std::string tree = c.fragment.empty() ? document_tree(c.data, refused) : fragment_tree(c.data, c.fragment);
            const bool ok = without_instructions(tree) == without_instructions(c.expected);
            (c.fragment.empty() ? documents : fragments).add(ok);
            empty += refused;
            if (ok) continue;
            std::printf("differs: %s:%d%s\n", std::filesystem::path(argv[i]).filename().string().c_str(), c.line,
                        c.fragment.empty() ? "" : " (fragment)");
            if (details) std::printf("%s\n-- expected\n%s-- tree\n%s\n", c.data.c_str(), c.expected.c_str(), tree.c_str());
        }
    }
    const auto rate = [](const Count& c) { return c.all == 0 ? 0.0 : 100.0 * c.passed / c.all; };
    std::printf("documents  %d of %d passed, %.2f %%\n", documents.passed, documents.all, rate(documents));
    std::printf("fragments  %d of %d passed, %.2f %% (not used by extract)\n", fragments.passed, fragments.all,
                rate(fragments));
    std::printf("left out: %d tests of scripting; refused as empty: %d\n", scripting, empty);
    return 0;
}
