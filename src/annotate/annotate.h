// newshound's native runtime for spaCy 3 pipelines: tokens, sentences, part of speech, morphology, lemmas, dependencies and
// named entities of a text, as spaCy gives them.
//
// Use from another C++ program (find_package(newshound); link newshound::annotate):
//
//     #include "annotate/annotate.h"
//     using namespace newshound;
//
//     auto annotator = annotate::Annotator::load("/path/to/model.nhm");      // see annotate/install.h for where models are
//     if (!annotator) return report(annotator.error().message);
//     annotate::Workspace workspace = annotator->make_workspace();           // one a thread
//     Article article;
//     article.text = "Police arrested 12 people in Lagos on Monday.";
//     auto annotated = annotator->annotate(std::move(article), workspace);
//     for (const Token& token : annotated->tokens)
//         std::cout << annotated->text_of(token) << ' ' << token.lemma << ' ' << token.pos.view() << '\n';
//
// An Annotator is immutable: any number of threads may use one, each with a workspace of its own. What comes out is a
// function of the text and the model; neither the workspace's history nor batching changes a byte of it. On another
// instruction set the numbers inside differ in the last digits, the annotation does not.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/annotated.h"
#include "model/article.h"

namespace newshound::annotate {

/// What a model file says of itself.
struct ModelInfo {
    std::string path;
    std::string language;  ///< "en"
    std::string name;      ///< "core_web_md"
    std::string version;   ///< "3.8.0"
    std::string license;
    std::string license_text;
    std::string source;         ///< the package's file name
    std::string source_sha256;  ///< of the package
    std::vector<std::string> pipeline;
};

/// Reads only the meta section of a model file. Errors as Annotator::load.
Result<ModelInfo> model_info(const std::string& model_path);

/// A thread's working memory: caches and buffers. It grows to some 150 MB on long runs over varied text and no further.
class Workspace {
public:
    Workspace(Workspace&&) noexcept;
    Workspace& operator=(Workspace&&) noexcept;
    ~Workspace();

private:
    friend class Annotator;
    struct Impl;
    explicit Workspace(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

class Annotator {
public:
    using Workspace = annotate::Workspace;

    /// Maps a model file written by `newshound model install`. Errors (stage "model"): "model_missing", "model_damaged",
    /// "model_format"; each message names the command that mends it.
    static Result<Annotator> load(const std::string& model_path);
    Annotator(Annotator&&) noexcept;
    Annotator& operator=(Annotator&&) noexcept;
    ~Annotator();

    /// `workers` is how many workspaces there will be in all: they share the memory for word types between them.
    [[nodiscard]] Workspace make_workspace(std::size_t workers = 1) const;

    /// Annotates article.text as it stands (malformed UTF-8 is replaced by U+FFFD first): fills tokens, sentences and
    /// entities; places and attributions stay empty. A text without tokens gives none. White space that spaCy makes tokens
    /// of is a token here too. Error "too_large" (stage "annotate") for a text of 1 GiB or more.
    Result<Annotated> annotate(Article article, Workspace& workspace) const;

    /// The same for several articles, which is faster where they are short. result[i] belongs to articles[i] and is the same
    /// as annotate(articles[i]) gives.
    std::vector<Result<Annotated>> annotate(std::vector<Article> articles, Workspace& workspace) const;

    /// doc.tensor of a text: tokens times width floats, row by row; for comparing with spaCy.
    [[nodiscard]] std::vector<float> tensor(std::string_view text, Workspace& workspace) const;

    [[nodiscard]] const ModelInfo& info() const;
    [[nodiscard]] const std::string& language() const { return info().language; }

private:
    struct Impl;
    explicit Annotator(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace newshound::annotate
