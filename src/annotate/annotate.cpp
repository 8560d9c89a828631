#include "annotate/annotate.h"

#include <unordered_map>
#include <utility>

#include "annotate/lemmatizer.h"
#include "annotate/model_file.h"
#include "annotate/net.h"
#include "annotate/ruler.h"
#include "annotate/tokenizer.h"
#include "base/json.h"
#include "base/text.h"

namespace newshound::annotate {

namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 30;
constexpr std::size_t kMostLemmas = 400'000;  // in a workspace's memo, about 40 MB

struct LemmaKey {
    std::uint32_t lexeme = 0;
    bool sentence_start = false;
    const std::string* pos = nullptr;
    const std::string* morph = nullptr;
    friend bool operator==(const LemmaKey&, const LemmaKey&) = default;
};

struct LemmaKeyHash {
    std::size_t operator()(const LemmaKey& k) const {
        constexpr std::uint64_t kMul = 0x9E3779B97F4A7C15ULL;
        std::uint64_t h = (std::uint64_t{k.lexeme} * 2 + (k.sentence_start ? 1 : 0)) * kMul;
        h = (h ^ reinterpret_cast<std::uintptr_t>(k.pos)) * kMul;
        h = (h ^ (h >> 29) ^ reinterpret_cast<std::uintptr_t>(k.morph)) * kMul;
        return h ^ (h >> 32);
    }
};

Result<ModelInfo> read_info(const ModelFile& file, const std::string& path) {
    const auto meta = json::parse(file.section("meta"));
    if (!meta || !meta->IsObject())
        return fail("model_damaged", "model", path + ": no meta section. Run: newshound model install", path);
    const auto member = [&](const char* name) { return std::string(json::string_at(*meta, name)); };
    ModelInfo info{path,
                   member("lang"),
                   member("name"),
                   member("version"),
                   member("license"),
                   member("license_text"),
                   member("source"),
                   member("source_sha256"),
                   {}};
    if (const json::Value* pipeline = json::array_at(*meta, "pipeline"))
        for (const json::Value& pipe : pipeline->GetArray())
            if (pipe.IsString()) info.pipeline.emplace_back(pipe.GetString(), pipe.GetStringLength());
    return info;
}

}  // namespace

Result<ModelInfo> model_info(const std::string& model_path) {
    const auto file = ModelFile::open(model_path);
    if (!file) return tl::unexpected(file.error());
    return read_info(*file, model_path);
}

struct Workspace::Impl {
    explicit Impl(std::unique_ptr<Net::Workspace, void (*)(Net::Workspace*)> net_workspace)
        : net(std::move(net_workspace)) {}

    TokenizerWorkspace words;
    std::unique_ptr<Net::Workspace, void (*)(Net::Workspace*)> net;
    Ruler::Workspace ruler;
    std::unordered_map<LemmaKey, std::string, LemmaKeyHash> lemmas;
    std::uint64_t lemmas_generation = 0;
    std::vector<Tokens> tokens;  // of the batch at hand
    std::vector<NetOutput> outputs;
};

Workspace::Workspace(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Workspace::Workspace(Workspace&&) noexcept = default;
Workspace& Workspace::operator=(Workspace&&) noexcept = default;
Workspace::~Workspace() = default;

struct Annotator::Impl {
    ModelFile file;
    ModelInfo info;
    Tokenizer tokenizer;
    Net net;
    Ruler ruler;
    Lemmatizer lemmatizer;

    void lemmatize(Annotated& out, const Tokens& tokens, const NetOutput& net_output, Workspace::Impl& workspace) const;
    void assemble(Annotated& out, const Tokens& tokens, const NetOutput& net_output, Workspace::Impl& workspace) const;
};

Annotator::Annotator(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Annotator::Annotator(Annotator&&) noexcept = default;
Annotator& Annotator::operator=(Annotator&&) noexcept = default;
Annotator::~Annotator() = default;

const ModelInfo& Annotator::info() const { return impl_->info; }

Result<Annotator> Annotator::load(const std::string& model_path) {
    auto file = ModelFile::open(model_path);
    if (!file) return tl::unexpected(file.error());
    auto info = read_info(*file, model_path);
    if (!info) return tl::unexpected(info.error());
    auto tokenizer = Tokenizer::load(*file);
    if (!tokenizer) return tl::unexpected(tokenizer.error());
    auto net = Net::load(*file);
    if (!net) return tl::unexpected(net.error());
    auto ruler = Ruler::load(*file);
    if (!ruler) return tl::unexpected(ruler.error());
    auto lemmatizer = Lemmatizer::load(*file);
    if (!lemmatizer) return tl::unexpected(lemmatizer.error());
    // Moving a ModelFile moves no bytes: the views that the parts hold stay good.
    return Annotator(std::make_unique<Impl>(Impl{std::move(*file), std::move(*info), std::move(*tokenizer), std::move(*net),
                                                 std::move(*ruler), std::move(*lemmatizer)}));
}

Workspace Annotator::make_workspace(std::size_t workers) const {
    return Workspace(std::make_unique<Workspace::Impl>(impl_->net.make_workspace(workers)));
}

namespace {

/// Tokens with what the networks say of them.
void fill_tokens(Annotated& out, const Tokens& tokens, const NetOutput& net, std::span<const TagClass> classes) {
    const std::string& text = out.text();
    out.tokens.resize(tokens.lexed.size());
    std::uint32_t code_point = 0, byte = 0;
    const auto advance = [&](std::uint32_t to) {
        code_point += static_cast<std::uint32_t>(text::length(std::string_view(text).substr(byte, to - byte)));
        byte = to;
        return code_point;
    };
    for (std::size_t i = 0; i < out.tokens.size(); ++i) {
        const LexedToken& lexed = tokens.lexed[i];
        Token& token = out.tokens[i];
        token.byte_begin = lexed.byte_begin;
        token.byte_end = lexed.byte_end;
        token.begin = advance(lexed.byte_begin);
        token.end = advance(lexed.byte_end);
        token.space_after = lexed.space_after;
        token.head = i < net.head.size() ? net.head[i] : static_cast<TokenIndex>(i);
        if (i < net.dep.size()) token.dep = net.dep[i];
        if (i < net.iob.size()) token.iob = net.iob[i];
        if (i < net.ent.size()) token.ent = net.ent[i];
        if (i < net.tag_class.size() && net.tag_class[i] < classes.size()) {
            const TagClass& tag_class = classes[net.tag_class[i]];
            token.tag = tag_class.tag;
            token.pos = tag_class.pos;
            token.morph = tag_class.morph;
        }
    }
}

void fill_sentences(Annotated& out, const NetOutput& net) {
    const auto count = static_cast<TokenIndex>(out.tokens.size());
    for (TokenIndex i = 0; i < count; ++i) {
        if (i != 0 && !(i < net.sentence_start.size() && net.sentence_start[i])) continue;
        if (!out.sentences.empty()) out.sentences.back().last = i;
        out.sentences.push_back({0, 0, i, count});
    }
    for (Sentence& sentence : out.sentences) {
        sentence.begin = out.tokens[sentence.first].begin;
        sentence.end = out.tokens[sentence.last - 1].end;
    }
}

void fill_entities(Annotated& out) {
    const auto count = static_cast<TokenIndex>(out.tokens.size());
    for (TokenIndex i = 0; i < count; ++i) {
        if (out.tokens[i].iob != 'B') continue;
        TokenIndex last = i + 1;
        while (last < count && out.tokens[last].iob == 'I') ++last;
        out.entities.push_back({out.tokens[i].begin, out.tokens[last - 1].end, out.tokens[i].ent, i, last});
    }
}

}  // namespace

void Annotator::Impl::lemmatize(Annotated& out, const Tokens& tokens, const NetOutput& net_output,
                                Workspace::Impl& workspace) const {
    if (workspace.lemmas_generation != workspace.words.generation || workspace.lemmas.size() > kMostLemmas) {
        workspace.lemmas.clear();
        workspace.lemmas_generation = workspace.words.generation;
    }
    for (std::size_t i = 0; i < out.tokens.size(); ++i) {
        Token& token = out.tokens[i];
        if (!token.lemma.empty()) continue;  // set by the ruler
        const bool start = i < net_output.sentence_start.size() && net_output.sentence_start[i];
        const LemmaKey key{tokens.lexemes[i], start, &token.pos.str(), &token.morph.str()};
        const auto [it, is_new] = workspace.lemmas.try_emplace(key);
        if (is_new) it->second = lemmatizer.lemma(workspace.words.lexicon[key.lexeme], {token.pos, token.morph, start});
        token.lemma = it->second;
    }
}

void Annotator::Impl::assemble(Annotated& out, const Tokens& tokens, const NetOutput& net_output,
                               Workspace::Impl& workspace) const {
    fill_tokens(out, tokens, net_output, net.tag_classes());
    fill_sentences(out, net_output);
    fill_entities(out);
    ruler.apply(out.tokens, tokens.lexemes, workspace.words, workspace.ruler);
    lemmatize(out, tokens, net_output, workspace);
}

Result<Annotated> Annotator::annotate(Article article, Workspace& workspace) const {
    std::vector<Article> one;
    one.push_back(std::move(article));
    return std::move(annotate(std::move(one), workspace).front());
}

std::vector<Result<Annotated>> Annotator::annotate(std::vector<Article> articles, Workspace& workspace) const {
    Workspace::Impl& w = *workspace.impl_;
    std::vector<Result<Annotated>> out;
    w.words.trim();
    w.tokens.resize(articles.size());
    w.outputs.resize(articles.size());
    std::vector<const Lexed*> documents;
    for (std::size_t i = 0; i < articles.size(); ++i) {
        Article& article = articles[i];
        w.tokens[i].lexed.clear();
        w.tokens[i].lexemes.clear();
        if (article.text.size() >= kMostBytes) {
            out.emplace_back(fail("too_large", "annotate", "a text of 1 GiB or more", article.id));
        } else {
            if (!text::is_valid_utf8(article.text)) article.text = text::to_valid_utf8(article.text);
            impl_->tokenizer.run(article.text, w.words, w.tokens[i]);
            Annotated annotated;
            annotated.article = std::move(article);
            out.emplace_back(std::move(annotated));
        }
        documents.push_back(&w.tokens[i].lexed);
    }
    impl_->net.run(documents, *w.net, w.outputs);
    for (std::size_t i = 0; i < out.size(); ++i)
        if (out[i]) impl_->assemble(*out[i], w.tokens[i], w.outputs[i], w);
    return out;
}

std::vector<float> Annotator::tensor(std::string_view text, Workspace& workspace) const {
    Workspace::Impl& w = *workspace.impl_;
    const std::string valid = text::to_valid_utf8(text);
    w.words.trim();
    Tokens tokens;
    impl_->tokenizer.run(valid, w.words, tokens);
    return impl_->net.tensor(tokens.lexed, *w.net);
}

}  // namespace newshound::annotate
