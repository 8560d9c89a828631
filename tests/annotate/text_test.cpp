// String ids, word forms, patterns, tokenizer, ruler and lemmatizer on small models made here.
#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "annotate/lemmatizer.h"
#include "annotate/lexeme.h"
#include "annotate/lookups.h"
#include "annotate/model_file.h"
#include "annotate/regex.h"
#include "annotate/ruler.h"
#include "annotate/string_id.h"
#include "annotate/string_lists.h"
#include "annotate/tokenizer.h"

using namespace newshound;
using namespace newshound::annotate;

namespace {

using Sections = std::vector<std::pair<std::string, std::string>>;

/// A model file with the given sections, for the life of one test.
class Written {
public:
    explicit Written(const Sections& sections) {
        path_ = (std::filesystem::temp_directory_path() / ("newshound-text-test-" + std::to_string(::getpid()) + ".nhm"))
                    .string();
        ModelWriter writer;
        for (const auto& [name, bytes] : sections) writer.add(name, bytes);
        REQUIRE(writer.write(path_));
        auto file = ModelFile::open(path_);
        REQUIRE(file);
        file_ = std::move(*file);
    }
    ~Written() { std::remove(path_.c_str()); }
    Written(const Written&) = delete;
    Written& operator=(const Written&) = delete;
    [[nodiscard]] const ModelFile& file() const { return file_; }

private:
    std::string path_;
    ModelFile file_;
};

const char* const kTokenizer = R"json({"prefix": "^\\(|^\"|^\\$", "suffix": "\\)$|\"$|,$|\\.$|'s$|(?<=[0-9])km$|\\.\\.+$",
  "infix": "(?<=[a-z])-(?=[a-z])|(?<=[a-z])(?=')",
                  "url" : "^https?://\\S+$", "faster_heuristics" : true, "specials" : [
                      [ "don't", "do", "", "n't", "not" ], [ "a.m.", "a.m.", "" ], [ " ", " ", "" ], [ ":)", ":)", "" ],
                      [ "Mr.", "Mr.", "mister" ], [ "EE. UU.", "EE. UU.", "" ], [ "x-y", "x-y", "cross" ]
                  ]
})json";

/// "do|n't go|." : pieces joined by |, a space where the token has the flag; "/norm" where it is not the lower-case form.
std::string tokens_of(const Tokenizer& tokenizer, TokenizerWorkspace& workspace, const std::string& text) {
    Tokens tokens;
    tokenizer.run(text, workspace, tokens);
    std::string out;
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < tokens.lexed.size(); ++i) {
        const LexedToken& t = tokens.lexed[i];
        CHECK(t.byte_begin == at);  // nothing is lost or doubled
        at = t.byte_end + (t.space_after ? 1 : 0);
        const std::string form = text.substr(t.byte_begin, t.byte_end - t.byte_begin);
        CHECK(workspace.lexicon[tokens.lexemes[i]].text == form);
        out += form;
        if (t.norm != workspace.lexicon[tokens.lexemes[i]].norm) out += "/*";
        out += t.space_after ? " " : "|";
    }
    CHECK(at == text.size());
    return out;
}

}  // namespace

TEST_CASE("string ids are spaCy's") {
    const std::pair<const char*, std::uint64_t> rows[] = {
        {"", 0},
        {"X", 101},
        {"number", 432},
        {"NORP", 381},
        {"PERSON", 380},
        {"IS_ALPHA", 1},
        {"FLAG20", 20},
        {"FLAG63", 63},
        {"DEPRECATED001", 104},
        {"DEPRECATED276", 379},
        {"xcomp", 450},
        {"acl", 451},
        {"_", 456},
        {"hello", 5983625672228268878ULL},
        {"Lagos", 11005245223614448410ULL},
        {"’", 9283054155332335931ULL},
        {"naïve", 16224804062388677344ULL},
        {"aaaaaaa", 1179047054410847331ULL},
        {"abcdefgh", 17751780907874141760ULL},
        {"abcdefghi", 13885881106499164936ULL},
    };
    for (const auto& [s, id] : rows) {
        CAPTURE(std::string(s));
        CHECK(string_id(s) == id);
        if (id < 457) CHECK(symbol_name(id) == s);
    }
    CHECK(symbol_name(457).empty());
}

TEST_CASE("shapes") {
    const std::pair<std::string, std::string> rows[] = {{"Lagos", "Xxxxx"},
                                                        {"arrested", "xxxx"},
                                                        {"12", "dd"},
                                                        {"1,000,000", "d,ddd,ddd"},
                                                        {"McDonald's", "XxXxxxx'x"},
                                                        {"U.S.", "X.X."},
                                                        {"\n\n", "\n\n"},
                                                        {"!!!!!!", "!!!!"},
                                                        {"ΟΔΟΣ", "XXXX"},
                                                        {"ǅ", "x"},
                                                        {"北京", "xx"},
                                                        {"m²", "xd"},
                                                        {"½", "½"},
                                                        {"a1b2", "xdxd"},
                                                        {"😀😀😀😀😀", "😀😀😀😀"},
                                                        {std::string(99, 'a'), "xxxx"},
                                                        {std::string(100, 'a'), "LONG"}};
    for (const auto& [word, shape] : rows) CHECK(word_shape(word) == shape);
}

TEST_CASE("norms: the model's exceptions, then those of all languages, then lower case") {
    const std::string bytes = StringLists::encode({{string_id("colour"), {"color"}}, {string_id("’"), {"apostrophe"}}});
    const auto exceptions = StringLists::open(bytes, "test");
    REQUIRE(exceptions);
    const std::pair<const char*, const char*> rows[] = {{"colour", "color"}, {"Colour", "colour"}, {"’", "apostrophe"},
                                                        {"”", "\""},         {"€", "$"},           {"—", "-"},
                                                        {"…", "..."},        {"’s", "'s"},         {"ΟΔΟΣ", "οδος"}};
    for (const auto& [word, norm] : rows) CHECK(norm_of(word, *exceptions) == norm);
}

TEST_CASE("string lists: what goes in comes out, and damage is seen") {
    const std::string bytes = StringLists::encode({{7, {"a", ""}}, {3, {}}, {7, {"later"}}, {9, {"ü"}}});
    const auto lists = StringLists::open(bytes, "test");
    REQUIRE(lists);
    CHECK(lists->size() == 3);
    CHECK(lists->contains(3));
    CHECK_FALSE(lists->contains(4));
    CHECK(lists->find(3)->size() == 0);
    REQUIRE(lists->find(7)->size() == 2);
    CHECK((*lists->find(7))[0] == "a");
    CHECK((*lists->find(7))[1] == "");
    CHECK((*lists->find(9))[0] == "ü");
    CHECK(StringLists::open("", "test")->size() == 0);
    CHECK_FALSE(StringLists::open(bytes.substr(0, 12), "test"));
    CHECK_FALSE(StringLists::open(bytes.substr(0, bytes.size() - 1), "test"));
    for (std::size_t i = 0; i < bytes.size(); ++i) {  // any byte changed: refused, or readable without a fault
        std::string damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x81);
        if (const auto opened = StringLists::open(damaged, "test"))
            for (std::size_t k = 0; k < opened->size(); ++k)
                for (std::size_t v = 0; v < opened->at(k).size(); ++v) CHECK(opened->at(k)[v].size() < 8);
    }
}

TEST_CASE("Python's patterns as PCRE2's") {
    const std::pair<const char*, const char*> rows[] = {
        {"^§|^%", "^§|^%"},           {R"([\u00A6\u00A9-\u00AE\U0001F300]+)", R"([\x{00A6}\x{00A9}-\x{00AE}\x{0001F300}]+)"},
        {R"((?u)^\w\.)", R"(^\w\.)"}, {"(?iu)(?:^a$)", "(?i)(?:^a$)"},
        {R"(\\u0041)", R"(\\u0041)"},
    };
    for (const auto& [python, pcre] : rows) CHECK(Regex::from_python(python) == pcre);
}

TEST_CASE("a large class that returns often is written once and still matches") {
    std::string large = "[";
    for (int i = 0; i < 120; ++i) large += "\\u0" + std::to_string(180 + i);
    large += "a-f]";
    std::string pattern = "(?iu)(?:^x" + large + "+$)";
    for (int i = 0; i < 9; ++i) pattern += "|(?:^y" + std::to_string(i) + large + "*$)";
    const std::string translated = Regex::from_python(pattern);
    CHECK(translated.size() < pattern.size() / 3);
    const auto regex = Regex::compile(translated);
    REQUIRE(regex);
    Regex::Scratch scratch;
    CHECK(regex->matches_at_start("xabcdef", scratch));
    CHECK(regex->matches_at_start("XABC", scratch));
    CHECK(regex->matches_at_start("y3", scratch));
    CHECK(regex->matches_at_start("y8ff", scratch));
    CHECK_FALSE(regex->matches_at_start("x", scratch));
    CHECK_FALSE(regex->matches_at_start("y3xyz", scratch));
}

TEST_CASE("tokens: chunks, affixes, infixes, special cases") {
    const Written model(Sections{{"tokenizer", kTokenizer}});
    const auto tokenizer = Tokenizer::load(model.file());
    REQUIRE_MESSAGE(tokenizer, tokenizer.error().message);
    const std::pair<const char*, const char*> rows[] = {
        {"", ""},
        {" ", " |"},
        {"a", "a|"},
        {"a ", "a "},
        {" a", " |a|"},
        {"a  b", "a  |b|"},
        {"a\n b", "a|\n |b|"},
        {"a \n b", "a \n |b|"},
        {"a\u00a0b", "a|\u00a0|b|"},
        {"(a)", "(|a|)|"},
        {"(\"a,\")", "(|\"|a|,|\"|)|"},
        {"don't go.", "do|n't/* go|.|"},
        {"(don't)", "(|do|n't/*|)|"},
        {"Mr. A.", "Mr./* A|.|"},
        {"Mr.,", "Mr./*|,|"},
        {"9 a.m.", "9 a.m.|"},
        {"5km a-b -c", "5|km a|-|b -c|"},
        {"rock'n'roll", "rock|'n|'roll|"},  // the empty infix
        {"https://a.example/b-c, d", "https://a.example/b-c|, d|"},
        {"x....", "x|....|"},
        {"say:)", "say:|)|"},
        {"(:)", "(|:)|"},
        {"x :),", "x :)|,|"},
        {"x-y z x-y.", "x-y/* z x-y/*|.|"},
        {"ax-y", "ax|-|y|"},
        {"in EE. UU. now", "in EE. UU. now|"},
        {"EE.  UU.", "EE|.  |UU|.|"},
    };
    for (int round = 0; round < 2; ++round) {  // the second with warm caches
        TokenizerWorkspace workspace;
        for (const auto& [text, tokens] : rows) {
            CAPTURE(std::string(text));
            CHECK(tokens_of(*tokenizer, workspace, text) == tokens);
            CHECK(tokens_of(*tokenizer, workspace, text) == tokens);
        }
    }
}

TEST_CASE("a megabyte without a space is tokenized in time, and as short text is") {
    const Written model(Sections{{"tokenizer", kTokenizer}});
    const auto tokenizer = Tokenizer::load(model.file());
    REQUIRE(tokenizer);
    TokenizerWorkspace workspace;
    Tokens tokens;
    for (const std::string unit : {"(", ")", ".", "a", "a-b", "don't", "12km", "$\"", "é"}) {
        std::string text;
        while (text.size() < 300'000) text += unit;
        tokenizer->run(text, workspace, tokens);
        CHECK(tokens.lexed.back().byte_end == text.size());
    }
    std::string text(6000, ')');
    tokenizer->run(text, workspace, tokens);
    CHECK(tokens.lexed.size() == 6000);
    text = "x" + std::string(6000, '.');
    tokenizer->run(text, workspace, tokens);
    CHECK(tokens.lexed.size() == 2);
}

TEST_CASE("a damaged tokenizer section is an error") {
    for (const char* section : {"", "[]", "{}", R"({"prefix": "(", "specials": []})", R"({"specials": [["a"]]})",
                                R"({"specials": [["a", "a"]]})", R"({"specials": [["ab", "a", "", "c", ""]]})",
                                R"({"specials": [["a", "a", 1]]})", R"({"specials": [["a", "", "", "a", ""]]})"}) {
        CAPTURE(std::string(section));
        const Written model(Sections{{"tokenizer", section}});
        const auto tokenizer = Tokenizer::load(model.file());
        REQUIRE_FALSE(tokenizer);
        CHECK(tokenizer.error().code == "model_damaged");
    }
}

TEST_CASE("ruler: all rules see the document as it came, the later rule wins") {
    const Written model(Sections{{"ruler", R"([
        {"patterns": [[{"TAG": "A"}]], "attrs": {"POS": "NOUN", "MORPH": "Number=Sing"}, "index": 0},
        {"patterns": [[{"TAG": "A", "LOWER": {"IN": ["cats", "dogs"]}}]], "attrs": {"MORPH": "Number=Plur|Case=Nom,Acc"}, "index": 0},
        {"patterns": [[{"POS": "NOUN"}]], "attrs": {"LEMMA": "never"}, "index": 0},
        {"patterns": [[{"LOWER": {"REGEX": "^n'?t$"}}]], "attrs": {"LEMMA": "not"}, "index": 0},
        {"patterns": [[{"LOWER": "let"}, {"LOWER": "'s"}]], "attrs": {"LEMMA": "us"}, "index": 1},
        {"patterns": [[{"DEP": {"NOT_IN": ["det", ""]}, "TAG": {"IN": ["B"]}}], [{"TAG": "C"}]], "attrs": {"POS": "X", "MORPH": "_"}, "index": 0},
        {"patterns": [[{"IS_SPACE": true}]], "attrs": {"TAG": "_SP", "DEP": "dep"}, "index": -1}])"}});
    const auto ruler = Ruler::load(model.file());
    REQUIRE_MESSAGE(ruler, ruler.error().message);
    struct Row {
        const char *word, *tag, *dep;
        const char* wanted;  // tag pos morph dep lemma
    };
    const Row rows[] = {{"dog", "A", "obj", "A NOUN Number=Sing obj "},
                        {"Cats", "A", "obj", "A NOUN Case=Acc,Nom|Number=Plur obj "},
                        {"n't", "D", "neg", "D   neg not"},
                        {"Let", "D", "", "D    "},
                        {"'s", "D", "", "D    us"},
                        {"'s", "D", "", "D    "},
                        {"the", "B", "det", "B   det "},
                        {"the", "B", "obj", "B X  obj "},
                        {"c", "C", "", "C X   "},
                        {"\n", "D", "", "_SP   dep "}};
    TokenizerWorkspace words;
    Ruler::Workspace workspace;
    std::vector<Token> tokens;
    std::vector<std::uint32_t> lexemes;
    for (const Row& row : rows) {
        lexemes.push_back(words.lexicon.add(make_lexeme(row.word, StringLists())));
        tokens.emplace_back();
        tokens.back().tag = Label(row.tag);
        tokens.back().dep = Label(row.dep);
    }
    ruler->apply(tokens, lexemes, words, workspace);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& t = tokens[i];
        CHECK(t.tag.str() + " " + t.pos.str() + " " + t.morph.str() + " " + t.dep.str() + " " + t.lemma == rows[i].wanted);
    }
}

TEST_CASE("a ruler that asks for what is not known is an error") {
    for (const char* rule : {R"({"patterns": [[{"ENT_TYPE": "X"}]], "attrs": {}, "index": 0})",
                             R"({"patterns": [[{"LOWER": "a", "OP": "+"}]], "attrs": {}, "index": 0})",
                             R"({"patterns": [[{"LOWER": {"FUZZY": "a"}}]], "attrs": {}, "index": 0})",
                             R"({"patterns": [[{"LOWER": "a"}]], "attrs": {}, "index": 1})",
                             R"({"patterns": [[]], "attrs": {}, "index": 0})", R"({"patterns": [], "index": 0})", "7"}) {
        CAPTURE(std::string(rule));
        const Written model(Sections{{"ruler", "[" + std::string(rule) + "]"}});
        const auto ruler = Ruler::load(model.file());
        REQUIRE_FALSE(ruler);
        CHECK(ruler.error().code == "model_damaged");
    }
}

namespace {

Sections lemma_tables(const std::string& language) {
    const auto words = [](std::vector<std::string> list) {
        std::vector<std::pair<StringId, std::vector<std::string>>> out;
        for (const std::string& w : list) out.emplace_back(string_id(w), std::vector<std::string>());
        return StringLists::encode(std::move(out));
    };
    return {{"lemmatizer", R"({"mode": "rule", "language": ")" + language + "\"}"},
            {lookup_section("lemma_rules", string_id("noun")),
             StringLists::encode({{0, {"s", ""}}, {1, {"ies", "y"}}, {2, {"es", "e"}}})},
            {lookup_section("lemma_rules", string_id("verb")),
             StringLists::encode({{0, {"s", ""}}, {1, {"ed", "e"}}, {2, {"ed", ""}}, {3, {"ing", ""}}})},
            {lookup_section("lemma_index", string_id("noun")), words({"city", "cat", "shoe"})},
            {lookup_section("lemma_index", string_id("verb")), words({"bake", "walk"})},
            {lookup_section("lemma_exc", string_id("noun")),
             StringLists::encode({{string_id("axes"), {"ax", "axis"}}, {string_id("men"), {"man"}}})}};
}

}  // namespace

TEST_CASE("English lemmas") {
    const Written model(lemma_tables("en"));
    const auto lemmatizer = Lemmatizer::load(model.file());
    REQUIRE_MESSAGE(lemmatizer, lemmatizer.error().message);
    struct Row {
        const char *word, *pos, *morph, *lemma;
    };
    const Row rows[] = {
        {"Cats", "NOUN", "Number=Plur", "cat"},
        {"cities", "NOUN", "Number=Plur", "city"},
        {"shoes", "NOUN", "Number=Plur", "shoe"},
        {"axes", "NOUN", "Number=Plur", "axis"},  // the last exception comes first
        {"Men", "NOUN", "Number=Plur", "man"},
        {"glorps", "NOUN", "Number=Plur", "glorp"},
        {"s", "NOUN", "Number=Plur", "s"},
        {"1990s", "NOUN", "Number=Plur", "1990"},
        {"Gas", "NOUN", "Number=Sing", "gas"},
        {"baked", "VERB", "Tense=Past|VerbForm=Fin", "bake"},
        {"walked", "VERB", "Tense=Past|VerbForm=Fin", "walk"},
        {"Walks", "VERB", "VerbForm=Inf", "walks"},
        {"walks", "VERB", "Number=Sing|Tense=Pres|VerbForm=Fin", "walk"},
        {"walks", "VERB", "Tense=Pres|VerbForm=Fin", "walks"},
        {"Lagos", "PROPN", "Number=Sing", "Lagos"},
        {"The", "DET", "", "the"},
        {"Odd", "", "", "odd"},
        {"\n", "SPACE", "", "\n"},
    };
    for (const Row& row : rows) {
        CAPTURE(std::string(row.word));
        CHECK(lemmatizer->lemma(make_lexeme(row.word, StringLists()), {Label(row.pos), Label(row.morph), false}) ==
              row.lemma);
    }
}

TEST_CASE("a model without a lemmatizer gives no lemmas, a damaged table is an error") {
    const Written none(Sections{{"meta", "{}"}});
    const auto empty = Lemmatizer::load(none.file());
    REQUIRE(empty);
    CHECK(empty->lemma(make_lexeme("cats", StringLists()), {Label("NOUN"), Label(), false}).empty());
    auto tables = lemma_tables("en");
    tables[1].second.resize(tables[1].second.size() - 1);
    const Written damaged(tables);
    CHECK_FALSE(Lemmatizer::load(damaged.file()));
}
