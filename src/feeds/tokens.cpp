#include "feeds/tokens.h"

#include <lexbor/html/tokenizer.h>
#include <lexbor/tag/tag.h>

namespace newshound::feeds {

namespace {

struct Call {
    const Tokens::Each& each;
    Tokens::Reading reading;
};

lxb_html_token_t* on_token(lxb_html_tokenizer_t* tokenizer, lxb_html_token_t* token, void* context) {
    const Call& call = *static_cast<const Call*>(context);
    if (token->tag_id == LXB_TAG__END_OF_FILE) return token;
    if (call.reading == Tokens::Reading::html && Tokens::is_tag(*token) && !Tokens::is_end(*token))
        lxb_html_tokenizer_set_state_by_tag(tokenizer, true, token->tag_id, LXB_NS_HTML);
    call.each(*token);
    return token;
}

std::string_view view(const lxb_char_t* s, std::size_t size) {
    return s == nullptr ? std::string_view() : std::string_view(reinterpret_cast<const char*>(s), size);
}

}  // namespace

void Tokens::Destroy::operator()(lxb_html_tokenizer* tokenizer) const { lxb_html_tokenizer_destroy(tokenizer); }

void Tokens::run(std::string_view markup, Reading reading, const Each& each) {
    if (markup.empty()) return;
    if (tokenizer_ == nullptr) {
        tokenizer_.reset(lxb_html_tokenizer_create());
        if (lxb_html_tokenizer_init(tokenizer_.get()) != LXB_STATUS_OK) return tokenizer_.reset();
    }
    Call call{each, reading};
    lxb_html_tokenizer_callback_token_done_set(tokenizer_.get(), on_token, &call);
    lxb_html_tokenizer_keep_duplicate_set(tokenizer_.get(), true);  // looking for duplicates takes quadratic time
    if (lxb_html_tokenizer_begin(tokenizer_.get()) == LXB_STATUS_OK &&
        lxb_html_tokenizer_chunk(tokenizer_.get(), reinterpret_cast<const lxb_char_t*>(markup.data()), markup.size()) ==
            LXB_STATUS_OK)
        lxb_html_tokenizer_end(tokenizer_.get());
    lxb_html_tokenizer_clean(tokenizer_.get());
}

bool Tokens::is_text(const Token& token) { return token.tag_id == LXB_TAG__TEXT; }

bool Tokens::is_tag(const Token& token) {
    return token.tag_id != LXB_TAG__TEXT && token.tag_id != LXB_TAG__EM_COMMENT && token.tag_id != LXB_TAG__EM_DOCTYPE &&
           token.tag_id != LXB_TAG__PROCESSINGINSTRUCTION && token.tag_id != LXB_TAG__UNDEF &&
           token.tag_id != LXB_TAG__END_OF_FILE && token.tag_id != LXB_TAG__DOCUMENT;
}

std::string_view Tokens::name(const Token& token) {
    std::size_t size = 0;
    const lxb_char_t* name = lxb_tag_name_by_id(token.tag_id, &size);
    return view(name, size);
}

std::string_view Tokens::text(const Token& token) {
    return view(token.text_start, static_cast<std::size_t>(token.text_end - token.text_start));
}

std::string_view Tokens::name(const lxb_html_token_attr_t& attribute) {
    std::size_t size = 0;
    const lxb_char_t* name = lxb_html_token_attr_name(const_cast<lxb_html_token_attr_t*>(&attribute), &size);
    return view(name, size);
}

std::string_view Tokens::value(const lxb_html_token_attr_t& attribute) {
    return view(attribute.value, attribute.value_size);
}

}  // namespace newshound::feeds
