#include "annotate/tokenizer.h"

#include <algorithm>

#include "annotate/string_id.h"
#include "base/json.h"
#include "base/text.h"

namespace newshound::annotate {

namespace {

constexpr std::size_t kMostLexemeBytes = 48 << 20;  // about 150,000 word forms
constexpr std::size_t kMostChunkBytes = 24 << 20;
constexpr std::size_t kLongestCachedChunk = 256;
// In longer chunks a suffix is looked for in the last kSuffixWindow bytes first: taking suffixes off one by one would
// otherwise take time quadratic in the length.
constexpr std::size_t kLongChunk = 256, kSuffixWindow = 96;

LexedToken lexed(const Lexeme& lexeme, StringId norm, std::uint32_t begin) {
    LexedToken t;
    t.byte_begin = begin;
    t.byte_end = begin + static_cast<std::uint32_t>(lexeme.text.size());
    t.is_space = lexeme.is_space;
    t.orth = lexeme.orth;
    t.norm = norm != 0 ? norm : lexeme.norm;
    t.prefix = lexeme.prefix;
    t.suffix = lexeme.suffix;
    t.shape = lexeme.shape;
    return t;
}

tl::unexpected<Error> damaged(const std::string& why) {
    return fail("model_damaged", "model", "tokenizer of the language model: " + why + ". Run: newshound model install");
}

/// An empty pattern matches nothing, as in spaCy where it is None.
Status compile(const json::Value& object, const char* name, Regex& out) {
    const std::string_view source = json::string_at(object, name);
    if (source.empty()) return {};
    auto regex = Regex::compile(source);
    if (!regex) return damaged(std::string(name) + ": " + regex.error().message);
    out = std::move(*regex);
    return {};
}

}  // namespace

void TokenizerWorkspace::trim() {
    const bool words = lexicon.bytes() > kMostLexemeBytes;
    if (words || chunk_bytes > kMostChunkBytes) {
        chunks.clear();
        chunk_bytes = 0;
    }
    if (words) {
        lexicon.clear();
        ++generation;
    }
}

std::uint32_t TokenizerWorkspace::lexeme(std::string_view text, const Tokenizer& tokenizer) {
    const std::uint32_t known = lexicon.find(text);
    return known != Lexicon::kAbsent ? known : lexicon.add(tokenizer.make(text));
}

Lexeme Tokenizer::make(std::string_view text) const {
    Lexeme lexeme = make_lexeme(text, norm_exceptions_);
    lexeme.starts_special = sequences_.contains(lexeme.orth);
    return lexeme;
}

Result<Tokenizer> Tokenizer::load(const ModelFile& file) {
    Tokenizer out;
    auto norms = StringLists::open(file.section("lookups.lexeme_norm"), "lookups.lexeme_norm");
    if (!norms) return tl::unexpected(norms.error());
    out.norm_exceptions_ = *norms;
    if (auto status = out.read(file.section("tokenizer")); !status) return tl::unexpected(status.error());
    out.build_sequences();
    return out;
}

Status Tokenizer::read(std::string_view json) {
    auto document = json::parse(json);
    if (!document || !document->IsObject()) return damaged("no JSON object");
    const std::pair<const char*, Regex*> patterns[] = {
        {"prefix", &prefix_}, {"suffix", &suffix_}, {"infix", &infix_}, {"url", &url_}, {"token", &token_}};
    for (const auto& [name, regex] : patterns)
        if (auto status = compile(*document, name, *regex); !status) return status;
    faster_heuristics_ = json::bool_at(*document, "faster_heuristics", true);
    const json::Value* specials = json::array_at(*document, "specials");
    if (specials == nullptr) return damaged("no special cases");
    for (const json::Value& entry : specials->GetArray()) {
        // ["don't", "do", "do", "n't", "not"]: the chunk, then text and norm ("" = the lexeme's) of each token
        if (!entry.IsArray() || entry.Size() < 3 || entry.Size() % 2 == 0) return damaged("a special case is malformed");
        for (const json::Value& s : entry.GetArray())
            if (!s.IsString()) return damaged("a special case is malformed");
        const auto string = [&](rapidjson::SizeType i) {
            return std::string(entry[i].GetString(), entry[i].GetStringLength());
        };
        Special special;
        std::string joined;
        for (rapidjson::SizeType i = 1; i < entry.Size(); i += 2) {
            special.push_back({string(i), string_id(string(i + 1))});
            joined += string(i);
            if (special.back().text.empty()) return damaged("a special case has an empty token");
        }
        if (joined != string(0)) return damaged("the tokens of a special case are not its text");
        longest_special_ = std::max(longest_special_, joined.size());
        specials_[std::move(joined)] = std::move(special);
    }
    return {};
}

void Tokenizer::build_sequences() {
    TokenizerWorkspace workspace;
    std::unordered_map<StringId, std::vector<Sequence>> sequences;
    for (const auto& entry : specials_) {
        const std::string& text = entry.first;
        const bool fires = !faster_heuristics_ || text.find(' ') != std::string::npos ||
                           prefix_length(text, workspace) != 0 || suffix_length(text, workspace) != 0 ||
                           infix_.search(text, workspace.scratch).has_value();
        if (!fires) continue;
        Sequence sequence;
        bool space = false, started = false;  // chunks by white space as in run(), special cases off
        std::size_t start = 0;
        const auto finish = [&](std::size_t end) {
            if (end <= start) return;
            split(std::string_view(text).substr(start, end - start), workspace, false);
            for (const Piece& piece : workspace.pieces) sequence.push_back(workspace.lexicon[piece.lexeme].orth);
        };
        for (std::size_t i = 0; i < text.size();) {
            const std::size_t at = i;
            const char32_t c = text::next(text, i);
            if (started && text::is_space(c) != space) {
                finish(at);
                start = c == U' ' ? i : at;
            }
            space = text::is_space(c);
            started = true;
        }
        finish(text.size());
        if (!sequence.empty()) sequences[sequence.front()].push_back(std::move(sequence));
    }
    for (auto& [first, list] : sequences) std::sort(list.begin(), list.end());
    sequences_ = std::move(sequences);
}

const Tokenizer::Special* Tokenizer::special(std::string_view s) const {
    if (s.size() > longest_special_) return nullptr;
    const auto it = specials_.find(s);
    return it == specials_.end() ? nullptr : &it->second;
}

void Tokenizer::add_special(const Special& special, TokenizerWorkspace& workspace) const {
    for (const SpecialToken& token : special) workspace.pieces.push_back({workspace.lexeme(token.text, *this), token.norm});
}

void Tokenizer::add_piece(std::string_view text, TokenizerWorkspace& workspace) const {
    workspace.pieces.push_back({workspace.lexeme(text, *this), 0});
}

std::size_t Tokenizer::prefix_length(std::string_view s, TokenizerWorkspace& workspace) const {
    const auto match = prefix_.search(s, workspace.scratch);
    return match ? match->end - match->begin : 0;
}

std::size_t Tokenizer::suffix_length(std::string_view s, TokenizerWorkspace& workspace) const {
    if (s.size() > kLongChunk) {
        std::size_t from = s.size() - kSuffixWindow;
        while ((static_cast<unsigned char>(s[from]) & 0xC0) == 0x80) ++from;
        const auto match = suffix_.search(s, workspace.scratch, from);
        // A match that fills the window may be the end of a longer one ("....").
        if (!match) return 0;
        if (match->begin > from) return match->end - match->begin;
    }
    const auto match = suffix_.search(s, workspace.scratch);
    return match ? match->end - match->begin : 0;
}

/// Pieces of one chunk into workspace.pieces.
void Tokenizer::split(std::string_view chunk, TokenizerWorkspace& workspace, bool with_specials) const {
    workspace.pieces.clear();
    std::string_view s = chunk;
    std::vector<std::string_view> suffixes;
    std::size_t last_size = 0;
    const auto is_special = [&](std::string_view part) {
        return with_specials && !part.empty() && special(part) != nullptr;
    };
    while (!s.empty() && s.size() != last_size) {
        if (token_.matches_at_start(s, workspace.scratch) || is_special(s)) break;
        last_size = s.size();
        const std::size_t prefix = prefix_length(s, workspace);
        if (prefix != 0 && is_special(s.substr(prefix))) {
            add_piece(s.substr(0, prefix), workspace);
            s.remove_prefix(prefix);
            break;
        }
        const std::size_t suffix = suffix_length(s.substr(prefix), workspace);
        if (suffix != 0 && is_special(s.substr(0, s.size() - suffix))) {
            suffixes.push_back(s.substr(s.size() - suffix));
            s.remove_suffix(suffix);
            break;
        }
        if (prefix != 0) add_piece(s.substr(0, prefix), workspace);
        if (suffix != 0) suffixes.push_back(s.substr(s.size() - suffix));
        s.remove_prefix(prefix);
        s.remove_suffix(suffix);
    }
    if (!s.empty()) split_core(s, workspace, with_specials);
    for (auto it = suffixes.rbegin(); it != suffixes.rend(); ++it) add_piece(*it, workspace);
}

void Tokenizer::split_core(std::string_view core, TokenizerWorkspace& workspace, bool with_specials) const {
    const Special* found = with_specials ? special(core) : nullptr;
    if (found != nullptr)
        add_special(*found, workspace);
    else if (token_.matches_at_start(core, workspace.scratch) || url_.matches_at_start(core, workspace.scratch))
        add_piece(core, workspace);
    else
        split_infixes(core, workspace);
}

void Tokenizer::split_infixes(std::string_view core, TokenizerWorkspace& workspace) const {
    std::size_t start = 0, from = 0;
    bool after_empty = false;
    while (from <= core.size()) {
        const auto match = infix_.search(core, workspace.scratch, from, after_empty);
        if (!match) break;
        from = match->end;
        after_empty = match->begin == match->end;
        if (match->begin == 0) continue;  // spaCy leaves an infix at the very start in its place
        if (match->begin != start) add_piece(core.substr(start, match->begin - start), workspace);
        if (!after_empty) add_piece(core.substr(match->begin, match->end - match->begin), workspace);
        start = match->end;
    }
    if (start < core.size()) add_piece(core.substr(start), workspace);
}

void Tokenizer::add_chunk(std::string_view chunk, std::uint32_t at, TokenizerWorkspace& workspace, Tokens& out) const {
    const std::vector<Piece>* pieces = &workspace.pieces;
    if (chunk.size() <= kLongestCachedChunk) {
        auto [it, is_new] = workspace.chunks.try_emplace(std::string(chunk));
        if (is_new) {
            const Special* found = special(chunk);
            workspace.pieces.clear();
            if (found != nullptr)
                add_special(*found, workspace);
            else
                split(chunk, workspace, true);
            it->second = workspace.pieces;
            workspace.chunk_bytes += chunk.size() + 96 + workspace.pieces.size() * sizeof(Piece);
        }
        pieces = &it->second;
    } else {
        split(chunk, workspace, true);
    }
    for (const Piece& piece : *pieces) {
        const Lexeme& lexeme = workspace.lexicon[piece.lexeme];
        out.lexed.push_back(lexed(lexeme, piece.norm, at));
        out.lexemes.push_back(piece.lexeme);
        at = out.lexed.back().byte_end;
    }
}

void Tokenizer::tokenize_chunks(std::string_view text, TokenizerWorkspace& workspace, Tokens& out) const {
    std::size_t i = 0, start = 0;
    bool space = false;
    for (bool first = true; i < text.size(); first = false) {
        const std::size_t at = i;
        const char32_t c = text::next(text, i);
        const bool is_space = text::is_space(c);
        if (first) {
            space = is_space;
        } else if (is_space != space) {
            if (start < at) add_chunk(text.substr(start, at - start), static_cast<std::uint32_t>(start), workspace, out);
            start = at;
            if (c == U' ') {  // the space after a token is its flag and belongs to no chunk
                out.lexed.back().space_after = true;
                start = i;
            }
            space = is_space;
        }
    }
    if (start < text.size()) add_chunk(text.substr(start), static_cast<std::uint32_t>(start), workspace, out);
}

namespace {

struct Found {
    std::uint32_t begin = 0, end = 0;  // tokens
};

/// Longest first, then leftmost; a span is kept if its first and last token are free, and takes its tokens in any case.
std::vector<Found> keep(std::vector<Found> spans, std::size_t tokens) {
    std::sort(spans.begin(), spans.end(), [](const Found& a, const Found& b) {
        return a.end - a.begin != b.end - b.begin ? a.end - a.begin > b.end - b.begin : a.begin < b.begin;
    });
    std::vector<bool> taken(tokens, false);
    std::vector<Found> kept;
    for (const Found& span : spans) {
        if (!taken[span.begin] && !taken[span.end - 1]) kept.push_back(span);
        for (std::uint32_t i = span.begin; i < span.end; ++i) taken[i] = true;
    }
    std::sort(kept.begin(), kept.end(), [](const Found& a, const Found& b) { return a.begin < b.begin; });
    return kept;
}

}  // namespace

void Tokenizer::rejoin_specials(std::string_view text, TokenizerWorkspace& workspace, Tokens& tokens) const {
    std::vector<Found> spans;
    const auto count = static_cast<std::uint32_t>(tokens.lexed.size());
    for (std::uint32_t i = 0; i < count; ++i) {
        if (!workspace.lexicon[tokens.lexemes[i]].starts_special) continue;
        for (const Sequence& sequence : sequences_.at(tokens.lexed[i].orth)) {
            if (sequence.size() > count - i) continue;
            const auto same = [](StringId id, const LexedToken& token) { return id == token.orth; };
            if (std::equal(sequence.begin(), sequence.end(), tokens.lexed.begin() + i, same))
                spans.push_back({i, i + static_cast<std::uint32_t>(sequence.size())});
        }
    }
    if (spans.empty()) return;
    Tokens out;
    std::uint32_t copied = 0;
    const auto copy_to = [&](std::uint32_t end) {
        out.lexed.insert(out.lexed.end(), tokens.lexed.begin() + copied, tokens.lexed.begin() + end);
        out.lexemes.insert(out.lexemes.end(), tokens.lexemes.begin() + copied, tokens.lexemes.begin() + end);
        copied = end;
    };
    for (const Found& span : keep(std::move(spans), count)) {
        const LexedToken& first = tokens.lexed[span.begin];
        const LexedToken& last = tokens.lexed[span.end - 1];
        const Special* found = special(text.substr(first.byte_begin, last.byte_end - first.byte_begin));
        if (found == nullptr) continue;  // "a .m.": the tokens of "a.m.", but not its text
        copy_to(span.begin);
        std::uint32_t at = first.byte_begin;
        for (const SpecialToken& token : *found) {
            const std::uint32_t lexeme = workspace.lexeme(token.text, *this);
            out.lexed.push_back(lexed(workspace.lexicon[lexeme], token.norm, at));
            out.lexemes.push_back(lexeme);
            at = out.lexed.back().byte_end;
        }
        out.lexed.back().space_after = last.space_after;
        copied = span.end;
    }
    copy_to(count);
    tokens = std::move(out);
}

void Tokenizer::run(std::string_view text, TokenizerWorkspace& workspace, Tokens& out) const {
    out.lexed.clear();
    out.lexemes.clear();
    tokenize_chunks(text, workspace, out);
    rejoin_specials(text, workspace, out);
}

}  // namespace newshound::annotate
