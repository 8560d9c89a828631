// spaCy's tokenizer (spacy/tokenizer.pyx): affix, infix and URL patterns, special cases, and the pass that puts special
// cases back together after splitting. Everything about a language comes from the model.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "annotate/lexeme.h"
#include "annotate/model_file.h"
#include "annotate/regex.h"
#include "annotate/string_lists.h"
#include "base/result.h"

namespace newshound::annotate {

/// A piece of a chunk of text.
struct Piece {
    std::uint32_t lexeme = 0;  ///< index in the workspace's Lexicon
    StringId norm = 0;         ///< of the special case, 0 = the lexeme's
};

/// Per-thread working memory: lexemes, chunks already split, the matcher's scratch. Results never depend on what is in it.
struct TokenizerWorkspace {
    Lexicon lexicon;
    Regex::Scratch scratch;
    std::unordered_map<std::string, std::vector<Piece>> chunks;
    std::size_t chunk_bytes = 0;
    std::vector<Piece> pieces;     ///< of the chunk at hand
    std::uint64_t generation = 0;  ///< counts the times that the lexicon was emptied; caches by lexeme end with it

    /// Empties what has grown too large. Call between documents only.
    void trim();
    std::uint32_t lexeme(std::string_view text, const class Tokenizer& tokenizer);
};

/// Tokens of a document, with their lexemes (same length).
struct Tokens {
    Lexed lexed;
    std::vector<std::uint32_t> lexemes;
};

class Tokenizer {
public:
    /// Reads sections "tokenizer" (JSON: patterns and special cases) and "lookups.lexeme_norm" of `file`, which must outlive
    /// the tokenizer. Errors: "model_damaged".
    static Result<Tokenizer> load(const ModelFile& file);

    /// Tokens of `text` (valid UTF-8, less than 4 GiB), in order; `out` is overwritten.
    void run(std::string_view text, TokenizerWorkspace& workspace, Tokens& out) const;

    [[nodiscard]] Lexeme make(std::string_view text) const;

private:
    struct SpecialToken {
        std::string text;
        StringId norm = 0;  // 0 = the lexeme's
    };
    using Special = std::vector<SpecialToken>;
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
    };
    /// Token forms (orth ids) that a special case falls into when it is split; found again, they are put together.
    using Sequence = std::vector<StringId>;

    struct Frame;  // one document being tokenized
    Status read(std::string_view json);
    void build_sequences();
    void split(std::string_view chunk, TokenizerWorkspace& workspace, bool with_specials) const;
    void split_core(std::string_view core, TokenizerWorkspace& workspace, bool with_specials) const;
    void split_infixes(std::string_view core, TokenizerWorkspace& workspace) const;
    [[nodiscard]] const Special* special(std::string_view s) const;
    void add_special(const Special& special, TokenizerWorkspace& workspace) const;
    void add_piece(std::string_view text, TokenizerWorkspace& workspace) const;
    [[nodiscard]] std::size_t prefix_length(std::string_view s, TokenizerWorkspace& workspace) const;
    [[nodiscard]] std::size_t suffix_length(std::string_view s, TokenizerWorkspace& workspace) const;
    void tokenize_chunks(std::string_view text, TokenizerWorkspace& workspace, Tokens& out) const;
    void add_chunk(std::string_view chunk, std::uint32_t at, TokenizerWorkspace& workspace, Tokens& out) const;
    void rejoin_specials(std::string_view text, TokenizerWorkspace& workspace, Tokens& tokens) const;

    Regex prefix_, suffix_, infix_, url_, token_;
    bool faster_heuristics_ = true;
    std::unordered_map<std::string, Special, Hash, std::equal_to<>> specials_;
    std::size_t longest_special_ = 0;                                // bytes
    std::unordered_map<StringId, std::vector<Sequence>> sequences_;  // by first form
    StringLists norm_exceptions_;
};

}  // namespace newshound::annotate
