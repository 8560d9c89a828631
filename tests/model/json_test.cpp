#include "model/json.h"

#include <doctest/doctest.h>

using namespace newshound;

namespace {

template <class T>
std::string print(const T& record, bool explain = false) {
    json::Writer out;
    if constexpr (std::is_same_v<T, Annotated>)
        write(out, record);
    else
        write(out, record, explain);
    return out.str();
}

}  // namespace

TEST_CASE("an article is printed in the contract's fields, null where nothing is known") {
    Article a;
    a.id = "x";
    a.title = "Ministers \"meet\"";
    a.authors = {"Ana Ruiz"};
    a.text = "One.\nTwo.";
    a.paragraphs = {{Paragraph::Kind::heading, "One.", -1, -1}, {Paragraph::Kind::paragraph, "Two.", 4, 8}};
    a.captions = {{"A street", ""}};
    a.dropped = {{"teaser", "Read more", "short line before a title"}};
    CHECK(print(a) ==
          R"({"id":"x","url":null,"canonical_url":null,"title":"Ministers \"meet\"","authors":["Ana Ruiz"],"agency":null,)"
          R"("publisher":null,"published":null,"modified":null,"language":null,"section":null,"access":null,)"
          R"("paragraphs":[{"kind":"heading","text":"One."},{"kind":"paragraph","text":"Two."}],"text":"One.\nTwo.",)"
          R"("captions":[{"text":"A street","credit":null}],"links":[]})");
    CHECK(print(a, true).find(R"("dropped":[{"kind":"teaser","text":"Read more","reason":"short line before a title"}])") !=
          std::string::npos);
}

TEST_CASE("what extract prints is read back the same") {
    Article a;
    a.id = "x";
    a.published = "2025-09-04";
    a.text = "Übung\nmacht";
    a.paragraphs = {{Paragraph::Kind::list, "Übung", -1, -1}, {Paragraph::Kind::quote, "macht", -1, -1}};
    a.links = {"https://example.org/"};
    const auto document = json::parse(print(a));
    REQUIRE(document);
    CHECK(print(read_article(*document)) == print(a));
}

TEST_CASE("annotations are read with their offsets checked") {
    const char* good = R"({"id":"a","text":"Ünal won.","tokens":[
        {"text":"Ünal","begin":0,"end":4,"lemma":"Ünal","pos":"PROPN","tag":"NNP","morph":"Number=Sing","head":1,"dep":"nsubj","ent":"B-PERSON"},
        {"text":"won","begin":5,"end":8,"lemma":"win","pos":"VERB","tag":"VBD","morph":"","head":1,"dep":"ROOT","ent":""},
        {"text":".","begin":8,"end":9,"lemma":".","pos":"PUNCT","tag":".","morph":"","head":1,"dep":"punct","ent":""}],
        "sentences":[{"begin":0,"end":9}],"entities":[{"begin":0,"end":4,"label":"PERSON"}]})";
    const auto document = json::parse(good);
    REQUIRE(document);
    const auto annotated = read_annotated(*document);
    REQUIRE(annotated);
    CHECK(annotated->text_of(0) == "Ünal");
    CHECK(annotated->tokens[1].byte_begin == 6);
    CHECK(annotated->sentences[0].last == 3);
    CHECK(annotated->entities[0].label == "PERSON");

    for (const char* bad :
         {R"({"text":"ab","tokens":[{"begin":0,"end":3,"head":0}]})",
          R"({"text":"ab","tokens":[{"begin":0,"end":2,"head":1}]})",
          R"({"text":"ab","tokens":[{"begin":0,"end":2,"head":0},{"begin":1,"end":2,"head":0}]})", R"({"text":"ab"})"}) {
        const auto wrong = json::parse(bad);
        REQUIRE(wrong);
        const auto result = read_annotated(*wrong);
        REQUIRE(!result);
        CHECK(result.error().code == "bad_annotation");
    }
}

TEST_CASE("JSON that is none is refused with the place; deep nesting does not exhaust the stack") {
    const auto bad = json::parse("{\"a\": nope}");
    REQUIRE(!bad);
    CHECK(bad.error().code == "bad_json");
    CHECK(bad.error().message.find("At byte") != std::string::npos);
    CHECK(!json::parse(std::string(1'000'000, '[')));
}

TEST_CASE("broken UTF-8 is mended before it is printed") {
    json::Writer out;
    out.string("a\xFF");
    CHECK(out.str() == "\"a\uFFFD\"");
}
