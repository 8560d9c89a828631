// lexbor's HTML tokenizer, without a tree: tags and text of whatever is thrown at it, in linear time.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include <lexbor/html/token.h>
#include <lexbor/html/token_attr.h>

struct lxb_html_tokenizer;

namespace newshound::feeds {

class Tokens {
public:
    enum class Reading {
        html,  ///< what is inside script, style, textarea, ... is text, as in a page
        tags   ///< every tag is a tag
    };
    using Token = lxb_html_token_t;
    using Each = std::function<void(const Token&)>;

    /// Calls `each` for every token of `markup` but the end. A token's text and values live only as long as the call; begin
    /// and end point into `markup`.
    void run(std::string_view markup, Reading reading, const Each& each);

    static bool is_text(const Token& token);
    /// A start or end tag (and no comment, doctype, processing instruction).
    static bool is_tag(const Token& token);
    static bool is_end(const Token& token) { return (token.type & LXB_HTML_TOKEN_TYPE_CLOSE) != 0; }
    static bool closes_itself(const Token& token) { return (token.type & LXB_HTML_TOKEN_TYPE_CLOSE_SELF) != 0; }
    static std::string_view name(const Token& token);  ///< in lower case
    static std::string_view text(const Token& token);  ///< references resolved
    static std::string_view name(const lxb_html_token_attr_t& attribute);
    static std::string_view value(const lxb_html_token_attr_t& attribute);

private:
    struct Destroy {
        void operator()(lxb_html_tokenizer* tokenizer) const;
    };
    std::unique_ptr<lxb_html_tokenizer, Destroy> tokenizer_;
};

}  // namespace newshound::feeds
