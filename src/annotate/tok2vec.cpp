#include "annotate/tok2vec.h"

#include <algorithm>
#include <bit>

#include "annotate/sections.h"

namespace newshound::annotate {

namespace {

/// Rows beyond a segment that its results can depend on: one for each encoder layer. thinc pads documents with as many.
constexpr std::size_t kHalo = 4;
static_assert(kHalo % kernels::kTile == 0);
/// Long documents are cut into segments at fixed places, so that the cut never depends on what else is computed. Two buffers
/// of this many rows and a layer's weights fit a level-2 cache.
constexpr std::size_t kSegment = 512;
/// Rows computed together: a long segment, or several short documents.
constexpr std::size_t kChunkRows = kSegment + 2 * kHalo + kernels::kTile + 1;
/// Word types are kept in sets of kWays; one slot for the padding follows, then spare ones for a chunk whose types all fall
/// into one set.
constexpr std::size_t kWays = 4;
constexpr std::size_t kMostTypes = 16384;
constexpr std::size_t kFewestTypes = 1024;
/// Types that all workers together keep: 4 kB each.
constexpr std::size_t kTypesInAll = 2 * kMostTypes;
constexpr std::size_t kMissBlock = 64;

std::uint64_t rotate(std::uint64_t x, int n) { return (x << n) | (x >> (64 - n)); }

std::uint64_t mix64(std::uint64_t k) {
    k ^= k >> 33U;
    k *= 0xff51afd7ed558ccdULL;
    k ^= k >> 33U;
    k *= 0xc4ceb9fe1a85ec53ULL;
    return k ^ (k >> 33U);
}

std::uint32_t flags_of(const LexedToken& t) { return (t.space_after ? 1U : 0U) | (t.is_space ? 2U : 0U); }

std::uint64_t value_of(const LexedToken& t, Column column) {
    switch (column) {
        case Column::orth: return t.orth;
        case Column::norm: return t.norm;
        case Column::prefix: return t.prefix;
        case Column::suffix: return t.suffix;
        case Column::shape: return t.shape;
        case Column::spacy: return t.space_after ? 1 : 0;
        case Column::is_space: return t.is_space ? 1 : 0;
    }
    return 0;
}

Result<Column> column_of(std::string_view name) {
    static constexpr std::string_view kNames[] = {"ORTH", "NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"};
    for (std::size_t i = 0; i < std::size(kNames); ++i)
        if (kNames[i] == name) return static_cast<Column>(i);
    return damaged_model("embedding column " + std::string(name) + " is not known");
}

}  // namespace

std::array<std::uint32_t, 4> hash_rows(std::uint64_t id, std::uint32_t seed) {
    std::uint64_t h1 = rotate(id * 0x87c37b91114253d5ULL, 31) * 0x4cf5ad432745937fULL;
    h1 = (h1 ^ seed) ^ 8U;
    std::uint64_t h2 = std::uint64_t{seed} ^ 8U;
    h1 += h2;
    h2 += h1;
    h1 = mix64(h1);
    h2 = mix64(h2);
    h1 += h2;
    h2 += h1;
    return {static_cast<std::uint32_t>(h1), static_cast<std::uint32_t>(h1 >> 32U), static_cast<std::uint32_t>(h2),
            static_cast<std::uint32_t>(h2 >> 32U)};
}

Result<VectorTable> VectorTable::load(const ModelFile& file, std::size_t row_count) {
    VectorTable out;
    out.keys = file.array<std::uint64_t>("vectors.keys");
    out.rows = file.array<std::uint32_t>("vectors.rows");
    out.row_count = row_count;
    if (file.section("vectors.keys").size() % sizeof(std::uint64_t) != 0 ||
        file.section("vectors.rows").size() != out.keys.size() * sizeof(std::uint32_t))
        return damaged_model("the vectors' keys and rows differ in number");
    for (const std::uint32_t row : out.rows)
        if (row >= row_count) return damaged_model("a vector's row lies outside the table");
    if (!std::is_sorted(out.keys.begin(), out.keys.end())) return damaged_model("the vectors' keys are not sorted");
    return out;
}

std::int64_t VectorTable::find(StringId orth) const {
    const auto it = std::lower_bound(keys.begin(), keys.end(), orth);
    if (it == keys.end() || *it != orth) return -1;
    return rows[static_cast<std::size_t>(it - keys.begin())];
}

Result<Tok2Vec> Tok2Vec::load(const ModelFile& file, const json::Value& spec, const std::string& prefix,
                              const VectorTable& vectors, const kernels::Kernels& kernels) {
    Tok2Vec out;
    out.kernels_ = &kernels;
    out.vectors_ = &vectors;
    const auto width = dimension(spec, "width", kernels::kPad, kernels::kMaxWidth);
    if (!width) return tl::unexpected(width.error());
    const auto pieces = dimension(spec, "pieces", 1, kernels::kMaxPieces);
    if (!pieces) return tl::unexpected(pieces.error());
    const auto depth = dimension(spec, "depth", 1, kHalo);
    if (!depth) return tl::unexpected(depth.error());
    const std::size_t w = out.width_ = *width;
    out.pieces_ = *pieces;
    if (w % kernels::kPad != 0) return damaged_model("the width is no multiple of " + std::to_string(kernels::kPad));

    const json::Value* columns = json::array_at(spec, "columns");
    if (columns == nullptr || columns->Size() == 0 || columns->Size() > 32) return damaged_model("no embedding columns");
    for (const json::Value& c : columns->GetArray()) {
        if (!c.IsObject()) return damaged_model("an embedding column is no object");
        const auto column = column_of(json::string_at(c, "attr"));
        const auto rows = dimension(c, "rows", 1, 1U << 24U);
        const auto seed = dimension(c, "seed", 0, UINT32_MAX);
        if (!column) return tl::unexpected(column.error());
        if (!rows) return tl::unexpected(rows.error());
        if (!seed) return tl::unexpected(seed.error());
        const auto weights = floats_of(file, prefix + "embed" + std::to_string(out.tables_.size()), *rows * w);
        if (!weights) return tl::unexpected(weights.error());
        out.tables_.push_back({*column, static_cast<std::uint32_t>(*seed), *rows, weights->data()});
        if (*column == Column::spacy) out.flag_mask_ |= 1U;
        if (*column == Column::is_space) out.flag_mask_ |= 2U;
    }
    std::size_t inputs = out.tables_.size() * w;
    if (json::bool_at(spec, "static")) {
        const auto rows = floats_of(file, prefix + "static", vectors.row_count * w);
        if (!rows) return tl::unexpected(rows.error());
        out.static_ = rows->data();
        inputs += w;
    }
    for (std::size_t layer = 0; layer <= *depth; ++layer) {
        const std::string name = prefix + (layer == 0 ? "mix" : "encode" + std::to_string(layer));
        const std::size_t n = layer == 0 ? inputs : 3 * w;
        const auto weights = floats_of(file, name + ".W", w * *pieces * n);
        const auto bias = floats_of(file, name + ".b", w * *pieces);
        const auto gain = floats_of(file, name + ".gain", w);
        const auto shift = floats_of(file, name + ".shift", w);
        for (const auto* part : {&weights, &bias, &gain, &shift})
            if (!*part) return tl::unexpected(part->error());
        if (layer == 0) {
            out.mix_ = pack_maxout(*weights, *bias, w, *pieces, n, kernels.lanes);
            out.mix_gain_ = gain->data();
            out.mix_shift_ = shift->data();
        } else {
            if (layer == 1) out.thirds_ = pack_thirds(*weights, *bias, w, *pieces, kernels.lanes);
            if (layer == 1)
                out.layers_.push_back({{}, {}, {nullptr, nullptr, gain->data(), shift->data(), w, *pieces}});
            else
                out.layers_.push_back(pack_conv(*weights, *bias, gain->data(), shift->data(), w, *pieces, kernels.lanes));
        }
    }
    return out;
}

Tok2Vec::Work::Work(const Tok2Vec& net, std::size_t workers)
    : entries_(std::bit_floor(std::clamp(kTypesInAll / std::max<std::size_t>(workers, 1), kFewestTypes, kMostTypes))),
      pad_slot_(static_cast<std::uint32_t>(entries_.size())),
      kept_((pad_slot_ + 1 + kChunkRows) * net.slot_floats()),
      x_((kChunkRows + 1) * net.width_),
      y_((kChunkRows + 1) * net.width_),
      input_(kMissBlock * net.mix_.panels.inputs),
      products_(kMissBlock * net.thirds_.panels.columns) {
    // The padding: a row of zeros, whose products are the bias in the middle and nothing at the sides.
    const std::size_t third = net.width_ * net.pieces_;
    std::copy_n(net.thirds_.bias.data() + third, third, kept_.data() + pad_slot_ * net.slot_floats() + net.width_ + third);
}

std::uint32_t Tok2Vec::slot_of(const LexedToken& token, Work& work) const {
    const std::uint32_t flags = flags_of(token) & flag_mask_;
    const std::uint64_t hash = mix64(token.orth + rotate(token.norm, 23) + flags);
    const auto set = static_cast<std::uint32_t>(hash & (work.entries_.size() - kWays));
    std::uint32_t oldest = set;
    for (std::uint32_t slot = set; slot < set + kWays; ++slot) {
        Work::Entry& e = work.entries_[slot];
        if (e.orth == token.orth && e.norm == token.norm && e.flags == flags && e.used != 0) {
            e.used = work.chunk_;
            return slot;
        }
        if (e.used < work.entries_[oldest].used) oldest = slot;
    }
    if (work.entries_[oldest].used == work.chunk_) {  // all in use right now: once only
        const std::uint32_t slot = work.pad_slot_ + 1 + work.spare_++;
        work.misses_.push_back({slot, &token});
        return slot;
    }
    work.entries_[oldest] = {token.orth, token.norm, flags, work.chunk_};
    work.misses_.push_back({oldest, &token});
    return oldest;
}

void Tok2Vec::embed(const LexedToken& token, float* input) const {
    for (const Table& table : tables_) {
        std::array<const float*, 4> row{};
        const auto hashes = hash_rows(value_of(token, table.column), table.seed);
        for (std::size_t i = 0; i < 4; ++i) row[i] = table.weights + hashes[i] % table.rows * width_;
        for (std::size_t i = 0; i < width_; ++i) input[i] = ((row[0][i] + row[1][i]) + row[2][i]) + row[3][i];
        input += width_;
    }
    if (static_ == nullptr) return;
    const std::int64_t row = vectors_->find(token.orth);
    if (row < 0)
        std::fill_n(input, width_, 0.0F);
    else
        std::copy_n(static_ + static_cast<std::size_t>(row) * width_, width_, input);
}

void Tok2Vec::fill_misses(Work& work) const {
    const std::size_t stride = slot_floats();
    const std::size_t inputs = mix_.panels.inputs;
    const std::size_t columns = thirds_.panels.columns;
    for (std::size_t begin = 0; begin < work.misses_.size(); begin += kMissBlock) {
        const std::size_t n = std::min(kMissBlock, work.misses_.size() - begin);
        for (std::size_t i = 0; i < n; ++i) embed(*work.misses_[begin + i].token, work.input_.data() + i * inputs);
        // x_ is free while a chunk is put together, and has more rows than a block of misses.
        float* mixed = work.x_.data();
        kernels_->maxout(work.input_.data(), inputs, n, mix_.panels, mixed, width_);
        kernels_->norm(mixed, width_, n, width_, mix_gain_, mix_shift_);
        kernels_->affine(mixed, width_, n, thirds_.panels, work.products_.data(), columns);
        for (std::size_t i = 0; i < n; ++i) {
            float* to = work.kept_.data() + work.misses_[begin + i].slot * stride;
            std::copy_n(mixed + i * width_, width_, to);
            std::copy_n(work.products_.data() + i * columns, columns, to + width_);
        }
    }
    work.misses_.clear();
}

void Tok2Vec::add_segment(const Lexed& document, std::size_t index, std::size_t first, Work& work) const {
    const std::size_t last = std::min(document.size(), first + kSegment);
    work.guards_.push_back(static_cast<std::uint32_t>(work.slots_.size()));
    work.slots_.push_back(work.pad_slot_);
    const auto begin = static_cast<std::uint32_t>(work.slots_.size());
    const auto row = static_cast<std::uint32_t>(begin + kHalo);
    const std::size_t rows = (last - first + 2 * kHalo + kernels::kTile - 1) / kernels::kTile * kernels::kTile;
    for (std::size_t i = 0; i < rows; ++i) {
        const bool inside = first + i >= kHalo && first + i - kHalo < std::min(document.size(), last + kHalo);
        work.slots_.push_back(inside ? slot_of(document[first + i - kHalo], work) : work.pad_slot_);
    }
    for (std::uint32_t i = begin; i < begin + rows; i += kernels::kTile) {
        work.tiles_.push_back(i);
        if (i >= row && i < row + (last - first)) work.last_tiles_.push_back(i);
    }
    work.segments_.push_back({index, first, last, row});
}

void Tok2Vec::run_chunk(Work& work, const Sink& sink) const {
    work.guards_.push_back(static_cast<std::uint32_t>(work.slots_.size()));
    work.slots_.push_back(work.pad_slot_);
    fill_misses(work);
    float* x = work.x_.data();
    float* y = work.y_.data();
    // Rows [1, size - 1): the first and last one are guards.
    kernels_->first(work.kept_.data(), slot_floats(), work.slots_.data() + 1, work.slots_.size() - 2, layers_[0].conv,
                    x + width_);
    for (const std::uint32_t guard : work.guards_) {
        std::fill_n(x + guard * width_, width_, 0.0F);
        std::fill_n(y + guard * width_, width_, 0.0F);
    }
    for (std::size_t l = 1; l < layers_.size(); ++l) {
        const auto& tiles = l + 1 == layers_.size() ? work.last_tiles_ : work.tiles_;
        kernels_->conv(x, tiles.data(), tiles.size(), layers_[l].conv, y);
        std::swap(x, y);
    }
    for (const Work::Segment& s : work.segments_) sink(s.document, s.first, x + s.row * width_, s.last - s.first);
    work.slots_.clear();
    work.segments_.clear();
    work.guards_.clear();
    work.tiles_.clear();
    work.last_tiles_.clear();
    work.spare_ = 0;
}

void Tok2Vec::run(std::span<const Lexed* const> documents, Work& work, const Sink& sink) const {
    const auto begin_chunk = [&] {
        if (++work.chunk_ == 0) {  // wrapped: forget everything
            std::fill(work.entries_.begin(), work.entries_.end(), Work::Entry{});
            work.chunk_ = 1;
        }
    };
    begin_chunk();
    for (std::size_t d = 0; d < documents.size(); ++d) {
        const Lexed& document = *documents[d];
        for (std::size_t first = 0; first < document.size(); first += kSegment) {
            const std::size_t tokens = std::min(document.size() - first, kSegment);
            if (!work.slots_.empty() && work.slots_.size() + tokens + 2 * kHalo + kernels::kTile + 1 > kChunkRows) {
                run_chunk(work, sink);
                begin_chunk();
            }
            add_segment(document, d, first, work);
        }
    }
    if (!work.slots_.empty()) run_chunk(work, sink);
}

}  // namespace newshound::annotate
