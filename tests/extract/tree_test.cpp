// The tree of a page, the words of a line and the language of a text: what everything else asks of them.
#include <doctest/doctest.h>

#include <string>

#include "base/text.h"
#include "extract/language.h"
#include "extract/lexicon.h"
#include "extract/tree.h"

using namespace newshound;
using namespace newshound::extract;

TEST_CASE("attributes by name and by id") {
    const auto tree =
        Tree::parse("<body><p hidden class=a data-Long-Name-Of-Its-Own='b'>One</p><p CLASS=c>Two</p><x-y id=d>");
    REQUIRE(tree);
    struct Row {
        const char* name;
        std::string first, second;
    };
    const Row rows[] = {{"class", "a", "c"}, {"data-long-name-of-its-own", "b", ""}, {"hidden", "", ""}, {"role", "", ""}};
    NodeIndex first = kNoNode, second = kNoNode, custom = kNoNode;
    for (NodeIndex n = 0; n < tree->size(); ++n) {
        if (tree->tag(n) == LXB_TAG_P) (first == kNoNode ? first : second) = n;
        if (tree->name(n) == "x-y") custom = n;
    }
    REQUIRE(second != kNoNode);
    REQUIRE(custom != kNoNode);
    for (const Row& row : rows) {
        CAPTURE(row.name);
        CHECK(tree->attribute(first, row.name) == row.first);
        CHECK(tree->attribute(second, row.name) == row.second);
        CHECK(tree->attribute(first, tree->attribute_id(row.name)) == row.first);
        CHECK(tree->attribute(second, tree->attribute_id(row.name)) == row.second);
    }
    CHECK(tree->has_attribute(first, "hidden"));
    CHECK(!tree->has_attribute(second, "hidden"));
    CHECK(!tree->has_attribute(first, "role"));
    CHECK(tree->tag(custom) == LXB_TAG__UNDEF);
    CHECK(tree->attribute(custom, LXB_DOM_ATTR_ID) == "d");
}

TEST_CASE("words of a line") {
    struct Row {
        const char* line;
        const char* words;
    };
    const Row rows[] = {{"Don’t miss: A.B.", "don't miss a b"},
                        {"ΟΔΟΣ Οδός", "οδος οδός"},  // the final sigma is a matter of the word's end
                        {"İSTANBUL", "i\u0307stanbul"},
                        {"Straße 12 № 7", "straße 12 7"},
                        {"東京 Tokyo", "東 京 tokyo"},
                        {"© 2025", "© 2025"},
                        {" — ", ""},
                        {"", ""}};
    for (const Row& row : rows) {
        CAPTURE(row.line);
        CHECK(text::join(phrase_words(row.line), " ") == row.words);
        CHECK(has_phrase_words(row.line) == !phrase_words(row.line).empty());
        const Words words = words_of_line(row.line, 2);
        CHECK(words.size() == phrase_words(row.line, 2).size());
    }
}

TEST_CASE("language of a text") {
    // An answer that CLD2 does not give must not be one that was left in memory.
    for (const char* line : {"", " ", "12 34", "…—…", "\xEF\xBF\xBD\xEF\xBF\xBD"}) {
        CAPTURE(line);
        CHECK(detect_language(line, "") == "");
        CHECK(detect_language(line, "en_gb") == "en-GB");
    }
    const std::string english = "The council met on Tuesday and agreed to repair the bridge over the river before winter. ";
    const std::string german =
        "Der Stadtrat beschloss am Dienstag, die Brücke über den Fluss noch vor dem Winter zu erneuern. ";
    const auto times = [](const std::string& s, int n) {
        std::string out;
        for (int i = 0; i < n; ++i) out += s;
        return out;
    };
    CHECK(detect_language(times(english, 5), "") == "en");
    CHECK(detect_language(times(english, 50), "de") == "en");
    CHECK(detect_language(times(german, 50), "de-AT") == "de-AT");
    // Where it begins in another language, the larger part counts.
    CHECK(detect_language(times(german, 8) + times(english, 45), "") == "en");
    CHECK(detect_language(times(english, 8) + times(german, 45), "") == "de");
}

TEST_CASE("scripts and styles have all of their text") {
    const std::string code =
        "if (a < b && c </d) { show('<p>No paragraph</p> caf\xC3\xA9'); } // </scripty> and </style more\n";
    const std::string css = "p > a { color: red } /* < </styles> </p> and more of the same, so that it is long */\n";
    struct Row {
        const char* what;
        std::string open, raw, close, text;
    };
    const Row rows[] = {
        {"a long script", "<script type=a>", code + code, "</script>", code + code},
        {"a long style", "<style>", css + css, "</style>", css + css},
        {"a short one", "<script>", "a<b", "</script>", "a<b"},
        {"an end tag in capitals, with an attribute", "<script>", code, "</SCRIPT x=y>", code},
        {"an end tag over a line", "<STYLE>", css, "</Style\n>", css},
        {"line ends of two characters", "<script>", "var a;\r\n" + code, "</script>", "var a;\n" + code},
        {"an escaped end tag", "<script>", "<!-- <script> " + code + "</script> -->" + code, "</script>",
         "<!-- <script> " + code + "</script> -->" + code},
        {"a first character of two bytes", "<script>", "\xC3\xA9" + code, "</script>", "\xC3\xA9" + code},
        {"longer than the pieces a page is parsed in", "<script>", std::string(40000, 'x'), "</script>",
         std::string(40000, 'x')},
    };
    for (const Row& row : rows) {
        CAPTURE(row.what);
        const std::string page = "<body><p>Before</p>" + row.open + row.raw + row.close + "<p>After</p>";
        const auto tree = Tree::parse(page);
        REQUIRE(tree);
        std::string shown, raw;
        for (NodeIndex n = 0; n < tree->size(); ++n) {
            if (!tree->is_text(n)) continue;
            const lxb_tag_id_t above = tree->tag(tree->parent(n));
            (above == LXB_TAG_SCRIPT || above == LXB_TAG_STYLE ? raw : shown) += tree->text(n);
        }
        CHECK(raw == row.text);
        CHECK(shown == "BeforeAfter");
    }
}

TEST_CASE("a script that never ends is its text to the page's end") {
    const std::string page = "<p>Before</p><script>" + std::string(500, 'x') + "</scrip";
    const auto tree = Tree::parse(page);
    REQUIRE(tree);
    CHECK(tree->text(tree->size() - 1) == std::string(500, 'x') + "</scrip");
    for (const char* end : {"<p>Before</p><script>", "<p>Before</p><style>", "<p>Before</p><script>a", "<svg><style>"})
        CHECK(Tree::parse(end));  // nothing follows
}

TEST_CASE("any depth of nesting keeps its levels and the order of its words") {
    for (const std::size_t levels : {500U, 5'000U, 100'000U}) {
        CAPTURE(levels);
        std::string page = "<body>";
        for (std::size_t i = 0; i < levels; ++i) page += "<div>";
        page += "Deep.";
        for (std::size_t i = 0; i < levels; ++i) page += "</div>";
        page += "<p>After.</p><table><tr><td>Cell</table><p>End.";
        const auto tree = Tree::parse(page);
        REQUIRE(tree);
        std::string words;
        std::size_t depth = 0;
        for (NodeIndex n = 0; n < tree->size(); ++n) {
            if (!tree->is_text(n)) continue;
            if (words.empty())
                for (NodeIndex at = n; tree->parent(at) != kNoNode; at = tree->parent(at)) ++depth;
            words += tree->text(n);
        }
        CHECK(words == "Deep.After.CellEnd.");
        CHECK(depth == levels + 2);
    }
}
