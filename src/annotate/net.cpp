#include "annotate/net.h"

#include <algorithm>

#include "annotate/kernels.h"
#include "annotate/ner.h"
#include "annotate/parser.h"
#include "annotate/sections.h"
#include "annotate/tok2vec.h"

namespace newshound::annotate {

namespace {

/// Short documents go through the networks together up to this many tokens.
constexpr std::size_t kGroupTokens = 2048;
constexpr std::size_t kTagRows = 64;

Result<const json::Value*> object_of(const json::Value& spec, const char* name) {
    const json::Value* value = json::object_at(spec, name);
    if (value == nullptr) return damaged_model("net.json has no " + std::string(name));
    return value;
}

}  // namespace

struct Net::Impl {
    const kernels::Kernels* kernels = nullptr;
    VectorTable vectors;
    Tok2Vec tok2vec, ner_tok2vec;
    Packed tagger;
    std::vector<TagClass> tags;
    std::vector<float> tag_mask;
    Parser parser;
    Ner ner;

    Status load_tagger(const ModelFile& file, const json::Value& spec);
    void run_group(std::span<const Lexed* const> documents, Workspace& work, std::span<NetOutput> out) const;
    void tag(const float* rows, std::size_t count, float* logits, std::uint16_t* out) const;
};

class Net::Workspace {
public:
    Workspace(const Impl& net, std::size_t workers)
        : tok2vec(net.tok2vec, workers),
          ner_tok2vec(net.ner_tok2vec, workers),
          parser(net.parser),
          ner(net.ner),
          logits(kTagRows * net.tagger.panels.columns) {}

    Tok2Vec::Work tok2vec, ner_tok2vec;
    Parser::Work parser;
    Ner::Work ner;
    Floats logits;
    Floats inner;
    std::vector<std::size_t> first_token;  ///< of each document of a group, and the end
    std::vector<std::vector<bool>> is_space;
    Tree tree;

    /// At least `n` floats.
    float* inner_for(std::size_t n) {
        if (inner.size() < n) inner = Floats(n);
        return inner.data();
    }
};

Status Net::Impl::load_tagger(const ModelFile& file, const json::Value& spec) {
    const json::Value* classes = json::array_at(spec, "classes");
    if (classes == nullptr || classes->Size() == 0 || classes->Size() > UINT16_MAX)
        return damaged_model("the tagger has no classes");
    for (const json::Value& c : classes->GetArray()) {
        if (!c.IsObject()) return damaged_model("a tagger's class is no object");
        tags.push_back(
            {Label(json::string_at(c, "tag")), Label(json::string_at(c, "pos")), Label(json::string_at(c, "morph"))});
    }
    const auto weights = floats_of(file, "net.tagger.W", tags.size() * tok2vec.width());
    if (!weights) return tl::unexpected(weights.error());
    const auto bias = floats_of(file, "net.tagger.b", tags.size());
    if (!bias) return tl::unexpected(bias.error());
    tagger = pack_affine(*weights, *bias, tags.size(), tok2vec.width(), kernels->lanes);
    tag_mask.assign(tagger.panels.columns, -__builtin_inff());
    std::fill_n(tag_mask.begin(), tags.size(), 0.0F);
    return {};
}

void Net::Impl::tag(const float* rows, std::size_t count, float* logits, std::uint16_t* out) const {
    const std::size_t width = tok2vec.width();
    const std::size_t columns = tagger.panels.columns;
    for (std::size_t first = 0; first < count; first += kTagRows) {
        const std::size_t n = std::min(kTagRows, count - first);
        kernels->affine(rows + first * width, width, n, tagger.panels, logits, columns);
        for (std::size_t i = 0; i < n; ++i) {
            const int best = kernels->best(logits + i * columns, tag_mask.data(), columns);
            out[first + i] =
                best < 0 || static_cast<std::size_t>(best) >= tags.size() ? 0 : static_cast<std::uint16_t>(best);
        }
    }
}

void Net::Impl::run_group(std::span<const Lexed* const> documents, Workspace& work, std::span<NetOutput> out) const {
    work.first_token.assign(1, 0);
    work.is_space.resize(std::max(work.is_space.size(), documents.size()));
    for (std::size_t d = 0; d < documents.size(); ++d) {
        const Lexed& document = *documents[d];
        work.first_token.push_back(work.first_token.back() + document.size());
        work.is_space[d].resize(document.size());
        for (std::size_t i = 0; i < document.size(); ++i) work.is_space[d][i] = document[i].is_space;
        out[d].tag_class.resize(document.size());
    }
    const std::size_t tokens = work.first_token.back();
    const std::size_t parser_inner = parser.scorer().inner();
    const std::size_t ner_inner = ner.scorer().inner();
    float* inner = work.inner_for(tokens * std::max(parser_inner, ner_inner));

    tok2vec.run(documents, work.tok2vec, [&](std::size_t d, std::size_t token, const float* rows, std::size_t count) {
        tag(rows, count, work.logits.data(), out[d].tag_class.data() + token);
        parser.scorer().to_inner(rows, count, inner + (work.first_token[d] + token) * parser_inner);
    });
    for (std::size_t d = 0; d < documents.size(); ++d) {
        parser.parse(inner + work.first_token[d] * parser_inner, work.is_space[d], work.parser, work.tree);
        out[d].head = work.tree.head;
        out[d].dep = work.tree.dep;
        out[d].sentence_start = work.tree.sentence_start;
    }
    ner_tok2vec.run(documents, work.ner_tok2vec,
                    [&](std::size_t d, std::size_t token, const float* rows, std::size_t count) {
                        ner.scorer().to_inner(rows, count, inner + (work.first_token[d] + token) * ner_inner);
                    });
    for (std::size_t d = 0; d < documents.size(); ++d)
        ner.recognise(inner + work.first_token[d] * ner_inner, work.is_space[d], out[d].sentence_start, work.ner, out[d].iob,
                      out[d].ent);
}

Result<Net> Net::load(const ModelFile& file) {
    const auto spec = json::parse(file.section("net.json"));
    if (!spec || !spec->IsObject()) return damaged_model("section net.json cannot be read");
    auto impl = std::make_unique<Impl>();
    impl->kernels = &kernels::chosen();
    const auto rows = dimension(*spec, "vector_rows", 0, 1U << 28U);
    if (!rows) return tl::unexpected(rows.error());
    auto vectors = VectorTable::load(file, *rows);
    if (!vectors) return tl::unexpected(vectors.error());
    impl->vectors = *vectors;
    const auto part = [&](const char* name) { return object_of(*spec, name); };
    for (auto [name, prefix, to] : {std::tuple{"tok2vec", "net.tok2vec.", &impl->tok2vec},
                                    std::tuple{"ner_tok2vec", "net.ner_tok2vec.", &impl->ner_tok2vec}}) {
        const auto network = part(name);
        if (!network) return tl::unexpected(network.error());
        auto loaded = Tok2Vec::load(file, **network, prefix, impl->vectors, *impl->kernels);
        if (!loaded) return tl::unexpected(loaded.error());
        *to = std::move(*loaded);
    }
    const auto tagger = part("tagger");
    if (!tagger) return tl::unexpected(tagger.error());
    if (const Status ok = impl->load_tagger(file, **tagger); !ok) return tl::unexpected(ok.error());
    const auto parser_spec = part("parser");
    if (!parser_spec) return tl::unexpected(parser_spec.error());
    auto parser = Parser::load(file, **parser_spec, "net.parser.", impl->tok2vec.width(), *impl->kernels);
    if (!parser) return tl::unexpected(parser.error());
    impl->parser = std::move(*parser);
    const auto ner_spec = part("ner");
    if (!ner_spec) return tl::unexpected(ner_spec.error());
    auto ner = Ner::load(file, **ner_spec, "net.ner.", impl->ner_tok2vec.width(), *impl->kernels);
    if (!ner) return tl::unexpected(ner.error());
    impl->ner = std::move(*ner);
    return Net(std::move(impl));
}

Net::Net(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Net::Net(Net&&) noexcept = default;
Net& Net::operator=(Net&&) noexcept = default;
Net::~Net() = default;

std::unique_ptr<Net::Workspace, void (*)(Net::Workspace*)> Net::make_workspace(std::size_t workers) const {
    return {new Workspace(*impl_, workers), [](Workspace* w) { delete w; }};
}

std::span<const TagClass> Net::tag_classes() const { return impl_->tags; }

void Net::run(const Lexed& document, Workspace& workspace, NetOutput& out) const {
    const Lexed* one = &document;
    impl_->run_group({&one, 1}, workspace, {&out, 1});
}

void Net::run(std::span<const Lexed* const> documents, Workspace& workspace, std::span<NetOutput> out) const {
    for (std::size_t first = 0; first < documents.size();) {
        std::size_t last = first;
        std::size_t tokens = 0;
        while (last < documents.size() && (last == first || tokens + documents[last]->size() <= kGroupTokens))
            tokens += documents[last++]->size();
        impl_->run_group(documents.subspan(first, last - first), workspace, out.subspan(first, last - first));
        first = last;
    }
}

std::vector<float> Net::tensor(const Lexed& document, Workspace& workspace) const {
    const std::size_t width = impl_->tok2vec.width();
    std::vector<float> out(document.size() * width);
    const Lexed* one = &document;
    impl_->tok2vec.run({&one, 1}, workspace.tok2vec,
                       [&](std::size_t, std::size_t token, const float* rows, std::size_t count) {
                           std::copy_n(rows, count * width, out.data() + token * width);
                       });
    return out;
}

}  // namespace newshound::annotate
