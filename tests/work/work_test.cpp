// Pages made to hurt are read or refused with work and memory in proportion to their size.
// Work: basic blocks of src/extract entered (the compiler calls __sanitizer_cov_trace_pc at each). Memory: bytes of the heap
// that are live at once, the page itself among them, by what every allocation really takes.
#include <doctest/doctest.h>

#include <malloc.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <new>
#include <string>
#include <string_view>

#include "base/text.h"
#include "extract/extract.h"

using namespace newshound;

namespace {

std::uint64_t blocks = 0;
std::size_t live = 0, peak = 0;

void* taken(void* p) {
    if (p != nullptr) peak = std::max(peak, live += malloc_usable_size(p));
    return p;
}
void given_back(void* p) {
    if (p != nullptr) live -= std::min(live, malloc_usable_size(p));
}

}  // namespace

extern "C" {
void __sanitizer_cov_trace_pc() { ++blocks; }
void* __real_malloc(std::size_t size);
void* __real_calloc(std::size_t count, std::size_t size);
void* __real_realloc(void* p, std::size_t size);
void __real_free(void* p);
void* __wrap_malloc(std::size_t size) { return taken(__real_malloc(size)); }
void* __wrap_calloc(std::size_t count, std::size_t size) { return taken(__real_calloc(count, size)); }
void* __wrap_realloc(void* p, std::size_t size) {
    given_back(p);
    return taken(__real_realloc(p, size));
}
void __wrap_free(void* p) {
    given_back(p);
    __real_free(p);
}
}

void* operator new(std::size_t size) {
    if (void* p = __wrap_malloc(size)) return p;
    throw std::bad_alloc();
}
void operator delete(void* p) noexcept { __wrap_free(p); }
void operator delete(void* p, std::size_t) noexcept { __wrap_free(p); }

namespace {

std::string repeated(std::string_view unit, std::size_t bytes) {
    std::string out;
    out.reserve(bytes + unit.size());
    while (out.size() < bytes) out += unit;
    return out;
}

std::string numbered(std::size_t bytes, const std::function<std::string(std::size_t)>& unit) {
    std::string out;
    out.reserve(bytes + 100);
    for (std::size_t i = 0; out.size() < bytes; ++i) out += unit(i);
    return out;
}

struct Row {
    const char* name;
    std::string (*page)(std::size_t bytes);
    std::size_t bytes;      ///< of the smaller page; the larger has twice as many
    const char* code = "";  ///< the error of both; "?" where the larger may be refused as "too_complex"
    Page::Kind kind = Page::Kind::html;
};

constexpr std::size_t kKib = 1024;
constexpr const char* kSentence = "The council met on Tuesday and agreed to repair the bridge over the river. ";

const Row kRows[] = {
    {"plain paragraphs", [](std::size_t n) { return repeated(std::string("<p>") + kSentence + "</p>\n", n); }, 1024 * kKib},
    {"one table",
     [](std::size_t n) { return "<table>" + repeated("<tr><td>12.5</td><td>Alpha</td><td>Beta &amp; Co</td></tr>", n); },
     1024 * kKib},
    {"one line", [](std::size_t n) { return "<p>" + repeated(kSentence, n); }, 2048 * kKib},
    {"nested divs", [](std::size_t n) { return repeated("<div>", n) + "<p>At the bottom.</p>"; }, 25 * kKib},
    {"100,000 nested divs", [](std::size_t n) { return repeated("<div>", n) + "<p>At the bottom.</p>"; }, 250 * kKib},
    {"a million nested divs", [](std::size_t n) { return repeated("<div>", n) + "<p>At the bottom.</p>"; }, 2500 * kKib,
     "too_complex"},
    {"divs opened and closed", [](std::size_t n) { return repeated("<div>", n * 5 / 11) + repeated("</div>", n * 6 / 11); },
     250 * kKib},
    {"a large table",
     [](std::size_t n) { return "<table>" + repeated("<tr><td>12.5</td><td>Alpha</td><td>Beta &amp; Co</td></tr>\n", n); },
     2500 * kKib},
    {"cells of one digit", [](std::size_t n) { return "<table>" + repeated("<td>1", n); }, 200 * kKib, "?"},
    {"paragraphs of one letter", [](std::size_t n) { return repeated("<p>a ", n); }, 200 * kKib, "?"},
    {"headings", [](std::size_t n) { return repeated("<h2>A heading that has words in it</h2>", n); }, 512 * kKib},
    {"bylines", [](std::size_t n) { return repeated("<p class=byline>By John Smith and Jane Doe</p>", n); }, 512 * kKib},
    {"long scripts",
     [](std::size_t n) { return repeated("<script>" + repeated("if (a < b) { go('</p>'); }", 300) + "</script>", n); },
     512 * kKib},
    {"scripts that never end", [](std::size_t n) { return repeated("<script>if (a < b) { go('</scrip'); }", n); },
     512 * kKib},
    {"nested inline elements with text", [](std::size_t n) { return "<p>" + repeated("<span>a ", n); }, 40 * kKib},
    {"text at every level going up",
     [](std::size_t n) { return repeated("<div>", n / 2) + repeated("Words of a level here.</div>", n * 2); }, 24 * kKib},
    {"empty tags", [](std::size_t n) { return repeated("<i></i>", n); }, 1024 * kKib, "?"},
    {"line breaks in one element", [](std::size_t n) { return "<div>" + repeated("A short line here.<br><br>", n); },
     512 * kKib},
    {"attributes of one element",
     [](std::size_t n) {
         return "<p " + numbered(n, [](std::size_t i) { return "a" + std::to_string(i % 900) + "=x "; }) + ">Text</p>";
     },
     1024 * kKib},
    {"many class names",
     [](std::size_t n) {
         return numbered(n, [](std::size_t i) { return "<p class='a-" + std::to_string(i) + " related-b'>Line</p>"; });
     },
     512 * kKib},
    {"links", [](std::size_t n) { return "<article><p>" + repeated("<a href=/news/the-day>A story</a> ", n); }, 1024 * kKib},
    {"different links",
     [](std::size_t n) {
         return "<article><p>" +
                numbered(n, [](std::size_t i) { return "<a href=/s/" + std::to_string(i) + ">Go</a> words "; });
     },
     512 * kKib},
    {"time elements", [](std::size_t n) { return repeated("<time datetime=2025-09-04>4 September 2025</time>", n); },
     1024 * kKib},
    {"headings of other stories",
     [](std::size_t n) {
         return "<article>" + repeated(std::string("<p>") + kSentence + "</p>", n / 2) +
                repeated("<h2>Related stories</h2>", n / 2);
     },
     512 * kKib},
    {"headlines", [](std::size_t n) { return repeated("<h1>The bridge is closed again</h1>", n); }, 512 * kKib},
    {"entities", [](std::size_t n) { return "<p>" + repeated("&amp;&eacute;&#x2019;&notin;&bogus;", n); }, 1024 * kKib},
    {"NULs",
     [](std::size_t n) { return "<p>" + repeated(std::string_view("Some words\0in a page, and more of them. ", 40), n); },
     1024 * kKib},
    {"an unclosed comment", [](std::size_t n) { return "<p>Text</p><!-- " + repeated("-- <p>not shown</p> ", n); },
     1024 * kKib},
    {"unclosed formatting", [](std::size_t n) { return repeated("<p><b><i><u>Some words. ", n); }, 128 * kKib, "?"},
    {"nested JSON-LD",
     [](std::size_t n) {
         return "<script type=application/ld+json>" + repeated("{\"@type\":\"NewsArticle\",\"author\":[", n) +
                "</script><p>Text</p>";
     },
     512 * kKib},
    {"a flat JSON-LD list",
     [](std::size_t n) {
         return "<script type=application/ld+json>[" + repeated("{\"@type\":\"NewsArticle\",\"headline\":\"A\"},", n) +
                "1]</script><p>Text</p>";
     },
     512 * kKib},
    {"short lines beside an article body of its own",
     [](std::size_t n) {
         return "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"articleBody\":\"" +
                repeated(kSentence, n / 2) + "\"}</script>" + repeated("<p>Not there at all</p>", n / 2);
     },
     128 * kKib},
    {"truncated characters",
     [](std::size_t n) { return "<meta charset=utf-8><p>" + repeated("caf\xC3 \xE2\x80 words \xF0\x9F ", n); }, 512 * kKib},
    {"a wrong encoding",
     [](std::size_t n) { return "<meta charset=shift_jis><p>" + repeated("\xE9t\xE9 \x81\xFF words ", n); }, 512 * kKib},
    {"flattened lines",
     [](std::size_t n) { return repeated("A short line\n\nThe bridge was repaired on Tuesday, they said.\n", n); },
     512 * kKib, "", Page::Kind::flat_text},
    {"a flattened page of one line", [](std::size_t n) { return repeated(kSentence, n); }, 1024 * kKib, "",
     Page::Kind::flat_text},
};

struct Cost {
    std::uint64_t work = 0;
    std::size_t memory = 0;
    std::string code;
};

Cost cost_of(const Row& row, std::size_t bytes) {
    Page page;
    page.kind = row.kind;
    const std::size_t before = live;
    peak = live;
    page.bytes = row.page(bytes);
    const std::uint64_t start = blocks;
    const auto article = extract::extract(page);
    CHECK((!article || text::is_valid_utf8(article->text)));
    return {blocks - start, peak - before, article ? std::string() : article.error().code};
}

}  // namespace

TEST_CASE("work and memory grow with the page") {
    Page first;
    first.bytes = "<p>The lexicon is loaded by now.</p>";
    REQUIRE(extract::extract(first));
    REQUIRE(blocks > 1000);  // or nothing is counted
    for (const Row& row : kRows) {
        const std::string name = row.name;
        CAPTURE(name);
        const Cost half = cost_of(row, row.bytes), whole = cost_of(row, 2 * row.bytes);
        const bool either = std::string_view(row.code) == "?";
        CHECK(half.code == (either ? "" : row.code));
        CHECK(whole.code == (either && !whole.code.empty() ? "too_complex" : half.code));
        const double growth = static_cast<double>(whole.work) / static_cast<double>(half.work);
        CHECK(growth < 2.6);
        for (const auto& [cost, bytes] : {std::pair(half, row.bytes), std::pair(whole, 2 * row.bytes)}) {
            CAPTURE(bytes);
            CHECK(cost.memory < (std::size_t{64} << 20U) + 40 * bytes);
        }
        MESSAGE(name, ": ", half.work / row.bytes, " steps a byte, growth ", growth, ", ", whole.memory >> 20U, " MiB for ",
                2 * row.bytes / kKib, " KiB");
    }
}
