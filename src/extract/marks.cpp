#include "extract/marks.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "base/text.h"

namespace newshound::extract {

namespace {

bool never_shown(lxb_tag_id_t tag) {
    switch (tag) {
        case LXB_TAG_SCRIPT:
        case LXB_TAG_STYLE:
        case LXB_TAG_TEMPLATE:
        case LXB_TAG_NOSCRIPT:
        case LXB_TAG_HEAD:
        case LXB_TAG_SVG:
        case LXB_TAG_MATH:
        case LXB_TAG_IFRAME:
        case LXB_TAG_OBJECT:
        case LXB_TAG_EMBED:
        case LXB_TAG_CANVAS:
        case LXB_TAG_AUDIO:
        case LXB_TAG_VIDEO:
        case LXB_TAG_TEXTAREA:
        case LXB_TAG_SELECT:
        case LXB_TAG_DATALIST:
        case LXB_TAG_INPUT:
        case LXB_TAG_NOFRAMES:
        case LXB_TAG_RP:
        case LXB_TAG_RT: return true;
        default: return false;
    }
}

Hint tag_hint(lxb_tag_id_t tag) {
    switch (tag) {
        case LXB_TAG_NAV:
        case LXB_TAG_MENU:
        case LXB_TAG_FOOTER: return {"navigation", Hint::Strength::hard};
        case LXB_TAG_ASIDE: return {"related", Hint::Strength::hard};
        case LXB_TAG_DIALOG: return {"consent", Hint::Strength::hard};
        case LXB_TAG_BUTTON: return {"form", Hint::Strength::hard};
        case LXB_TAG_FORM:
        case LXB_TAG_LABEL: return {"form", Hint::Strength::soft};
        case LXB_TAG_FIGCAPTION: return {"caption", Hint::Strength::caption};
        default: return {};
    }
}

bool is_frame(lxb_tag_id_t tag) {
    return tag == LXB_TAG_HTML || tag == LXB_TAG_BODY || tag == LXB_TAG_MAIN || tag == LXB_TAG_ARTICLE;
}

bool style_hides(std::string_view style) {
    if (style.empty()) return false;
    std::string s;
    for (char c : style)
        if (c != ' ') s += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    return s.find("display:none") != std::string::npos || s.find("visibility:hidden") != std::string::npos;
}

/// "menu-ideas-for-a-summer-party": an anchor made of a heading's words, not a name for what the element is for.
bool is_slug(std::string_view id) {
    constexpr std::ptrdiff_t kMany = 4;
    return std::count(id.begin(), id.end(), '-') + std::count(id.begin(), id.end(), '_') >= kMany;
}

int rank(Hint::Strength s) { return static_cast<int>(s); }

}  // namespace

std::vector<Mark> mark(const Tree& tree, const Lexicon& lexicon) {
    Lexicon::NamedTokens attributes, tokens;  // pages repeat their class names
    const auto look_up = [&](std::string_view attribute) -> const Lexicon::Named& {
        const auto [it, fresh] = attributes.try_emplace(attribute);
        if (fresh) it->second = lexicon.named(attribute, tokens);
        return it->second;
    };
    const lxb_dom_attr_id_t role_id = tree.attribute_id("role"), itemprop_id = tree.attribute_id("itemprop"),
                            aria_hidden_id = tree.attribute_id("aria-hidden");
    std::vector<Mark> marks(tree.size());
    for (NodeIndex n = 0; n < tree.size(); ++n) {
        Mark& m = marks[n];
        if (const NodeIndex parent = tree.parent(n); parent != kNoNode) {
            m.dropped_by = marks[parent].dropped_by;
            m.hidden_by = marks[parent].hidden_by;
        }
        if (tree.is_text(n)) continue;
        const lxb_tag_id_t tag = tree.tag(n);
        m.hint = tag_hint(tag);
        const bool frame = is_frame(tag);
        const auto take = [&](std::string_view attribute) {
            if (attribute.empty()) return;
            const Lexicon::Named& c = look_up(attribute);
            m.content = m.content || c.content;
            if (!frame && rank(c.hint.strength) > rank(m.hint.strength) && c.hint.strength != Hint::Strength::content) {
                // A figure's caption keeps being one whatever it is called.
                if (tag != LXB_TAG_FIGCAPTION && tag != LXB_TAG_FIGURE) m.hint = c.hint;
            } else if (!frame && c.hint.strength == Hint::Strength::hard && m.hint.strength == Hint::Strength::caption &&
                       tag != LXB_TAG_FIGCAPTION) {
                m.hint = c.hint;
            }
        };
        take(tree.attribute(n, LXB_DOM_ATTR_CLASS));
        // A heading's id is an anchor ("toc_1"), not what the heading is for.
        const bool heading = tag == LXB_TAG_H1 || tag == LXB_TAG_H2 || tag == LXB_TAG_H3 || tag == LXB_TAG_H4 ||
                             tag == LXB_TAG_H5 || tag == LXB_TAG_H6;
        const std::string_view id = tree.attribute(n, LXB_DOM_ATTR_ID);
        if (!heading && !is_slug(id)) take(id);
        if (const std::string_view role = tree.attribute(n, role_id); !role.empty()) {
            if (role == "navigation" || role == "complementary" || role == "banner" || role == "contentinfo" ||
                role == "search" || role == "dialog" || role == "alertdialog" || role == "menu" || role == "toolbar")
                m.hint = {"navigation", Hint::Strength::hard};
        }
        if (tree.attribute(n, itemprop_id) == "articleBody") {
            m.content = true;
            m.hint = {};
        }
        if (m.hint.strength == Hint::Strength::hard && m.dropped_by == kNoNode) m.dropped_by = n;
        // The attribute `hidden` says little: scripts take it off the body of the page when it is time to show it.
        m.hidden =
            never_shown(tag) || style_hides(tree.attribute(n, LXB_DOM_ATTR_STYLE)) ||
            (tree.attribute(n, aria_hidden_id) == "true" && tag != LXB_TAG_DIV && tag != LXB_TAG_P && tag != LXB_TAG_BODY);
        if (m.hidden && m.hidden_by == kNoNode) m.hidden_by = n;
    }
    return marks;
}

}  // namespace newshound::extract
