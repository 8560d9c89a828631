// The networks of a pipeline: tok2vec, tagger or morphologizer, dependency parser, named entities. Written against
// spaCy 3 / thinc 8 models; every dimension, label and seed comes from the model.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "annotate/lexed.h"
#include "annotate/model_file.h"
#include "base/label.h"
#include "base/result.h"

namespace newshound::annotate {

/// What the networks say about one document. All arrays have one element a token.
struct NetOutput {
    std::vector<std::uint16_t> tag_class;  ///< class of the tagger or morphologizer
    std::vector<std::uint32_t> head;       ///< deprojectivised; its own index for a root
    std::vector<Label> dep;                ///< "ROOT" for a root
    std::vector<bool> sentence_start;
    std::vector<char> iob;  ///< 'B', 'I', 'O'
    std::vector<Label> ent;
};

/// What a class of the tagger or morphologizer stands for. A tagger sets `tag` only, a morphologizer `pos` and `morph`.
struct TagClass {
    Label tag, pos, morph;
};

class Net {
public:
    /// Loads from sections "net.*" and "vectors.*"; the file must outlive the net. Error "model_damaged" where a dimension
    /// does not agree with the sections' sizes.
    static Result<Net> load(const ModelFile& file);
    Net(Net&&) noexcept;
    Net& operator=(Net&&) noexcept;
    ~Net();

    /// Per-thread working memory and caches; results never depend on what is in it. `workers` is the number of workspaces
    /// that the program means to have: up to two of them keep 16,384 word types each (130 MB), more share that space.
    class Workspace;
    [[nodiscard]] std::unique_ptr<Workspace, void (*)(Workspace*)> make_workspace(std::size_t workers = 1) const;

    /// The classes of the tagger or morphologizer; NetOutput::tag_class counts in them.
    [[nodiscard]] std::span<const TagClass> tag_classes() const;

    /// Annotates one document. Thread-safe with one workspace a thread.
    void run(const Lexed& document, Workspace& workspace, NetOutput& out) const;

    /// Annotates several documents in one go, which is faster where they are short; out[i] is the same as run(documents[i]).
    /// `out` has as many elements as `documents`.
    void run(std::span<const Lexed* const> documents, Workspace& workspace, std::span<NetOutput> out) const;

    /// doc.tensor: tokens x width floats, row by row (for parity tests).
    [[nodiscard]] std::vector<float> tensor(const Lexed& document, Workspace& workspace) const;

private:
    struct Impl;
    explicit Net(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

/// Converts the network parts of a spaCy package folder (tok2vec/model, tagger|morphologizer/{model,cfg},
/// parser/{model,moves}, ner/{model,moves}, vocab/{vectors,key2row}) into sections "net.*" and "vectors.*".
Status convert_net(const std::string& package_folder, ModelWriter& writer);

/// Instruction set of the kernels: "avx512", "avx2" or "portable"; chosen at run time, NEWSHOUND_ISA=NAME overrides
/// downwards.
std::string_view instruction_set();

}  // namespace newshound::annotate
