// Whatever the bytes, extract() answers with a record or an error: no crash, no hang, and text that is valid UTF-8.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/text.h"
#include "extract/extract.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    newshound::Page page;
    page.id = "fuzz";
    page.url = "https://news.example/2025/01/02/story";
    page.kind = newshound::Page::Kind::flat_text;
    page.bytes.assign(reinterpret_cast<const char*>(data), size);
    const auto article = newshound::extract::extract(page, {.explain = true, .max_page = 1 << 20});
    if (!article) return 0;
    if (!newshound::text::is_valid_utf8(article->text) || !newshound::text::is_valid_utf8(article->title)) std::abort();
    for (const std::string& author : article->authors)
        if (!newshound::text::is_valid_utf8(author)) std::abort();
    return 0;
}
