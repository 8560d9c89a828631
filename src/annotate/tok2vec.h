// Word vectors in context: hashed embeddings of a token's attributes and its static vector, mixed into one row, then encoder
// layers that each look one token to the left and right (thinc: MultiHashEmbed, StaticVectors, MaxoutWindowEncoder).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "annotate/kernels.h"
#include "annotate/lexed.h"
#include "annotate/model_file.h"
#include "annotate/pack.h"
#include "base/json.h"
#include "base/result.h"

namespace newshound::annotate {

/// What a column of the embedding reads from a token.
enum class Column { orth, norm, prefix, suffix, shape, spacy, is_space };

/// The four rows, before the modulus, that thinc's hashed embedding sums for `id` (MurmurHash3 x64_128 of one 8-byte key).
std::array<std::uint32_t, 4> hash_rows(std::uint64_t id, std::uint32_t seed);

/// Static vectors, already projected to the networks' width at conversion; several words share a row.
struct VectorTable {
    std::span<const std::uint64_t> keys;  ///< string ids, ascending
    std::span<const std::uint32_t> rows;  ///< row of each key
    std::size_t row_count = 0;

    static Result<VectorTable> load(const ModelFile& file, std::size_t row_count);
    /// The row of `orth`, or -1.
    [[nodiscard]] std::int64_t find(StringId orth) const;
};

class Tok2Vec {
public:
    /// `spec` is the network's object in "net.json", `prefix` what its sections' names start with. `vectors` must outlive
    /// it.
    static Result<Tok2Vec> load(const ModelFile& file, const json::Value& spec, const std::string& prefix,
                                const VectorTable& vectors, const kernels::Kernels& kernels);

    [[nodiscard]] std::size_t width() const { return width_; }

    class Work;

    /// Receives rows of results: document index, index of the first token, `count` rows of width() floats.
    using Sink = std::function<void(std::size_t document, std::size_t token, const float* rows, std::size_t count)>;

    /// Every token of every document reaches the sink once; the tokens of a document in order.
    void run(std::span<const Lexed* const> documents, Work& work, const Sink& sink) const;

    /// Working memory of one thread and what it keeps of word types seen before. Results never depend on what is kept.
    class Work {
    public:
        /// What is kept grows smaller where many workers share the memory.
        Work(const Tok2Vec& net, std::size_t workers);

    private:
        friend class Tok2Vec;
        struct Entry {
            std::uint64_t orth = 0, norm = 0;
            std::uint32_t flags = 0;
            std::uint32_t used = 0;  ///< number of the chunk that used it last; 0 = empty
        };
        struct Miss {
            std::uint32_t slot;
            const LexedToken* token;
        };
        /// Tokens [first, last) of a document, computed together. `row` is that of the first token.
        struct Segment {
            std::size_t document, first, last;
            std::uint32_t row;
        };
        std::vector<Entry> entries_;  ///< a power of two
        std::uint32_t pad_slot_;      ///< the slot after them
        Floats kept_;                 ///< a slot's row of the embedding and the first encoder layer's three products with it
        std::uint32_t chunk_ = 0;
        std::uint32_t spare_ = 0;  ///< spare slots used in this chunk
        std::vector<std::uint32_t> slots_;
        std::vector<Segment> segments_;
        std::vector<std::uint32_t> guards_, tiles_, last_tiles_;
        std::vector<Miss> misses_;
        Floats x_, y_, input_, products_;
    };

private:
    struct Table {
        Column column;
        std::uint32_t seed;
        std::size_t rows;
        const float* weights;
    };

    [[nodiscard]] std::size_t slot_floats() const { return width_ + 3 * width_ * pieces_; }
    std::uint32_t slot_of(const LexedToken& token, Work& work) const;
    void add_segment(const Lexed& document, std::size_t index, std::size_t first, Work& work) const;
    void fill_misses(Work& work) const;
    void embed(const LexedToken& token, float* input) const;
    void run_chunk(Work& work, const Sink& sink) const;

    const kernels::Kernels* kernels_ = nullptr;
    const VectorTable* vectors_ = nullptr;
    std::size_t width_ = 0, pieces_ = 0;
    std::vector<Table> tables_;
    std::uint32_t flag_mask_ = 0;    ///< which of SPACY (1) and IS_SPACE (2) the columns read
    const float* static_ = nullptr;  ///< projected static vectors; nullptr = none
    Packed mix_;
    const float* mix_gain_ = nullptr;
    const float* mix_shift_ = nullptr;
    Packed thirds_;  ///< the first encoder layer, split
    std::vector<PackedConv> layers_;
};

}  // namespace newshound::annotate
