#include "annotate/pack.h"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>

namespace newshound::annotate {

using kernels::padded;

namespace {

constexpr std::size_t kAlign = 64;
constexpr std::size_t kHuge = std::size_t{2} << 20U;

/// Row of a maxout matrix [outputs][pieces] that stands in packed column `c`.
std::size_t maxout_row(std::size_t c, std::size_t pieces, std::size_t lanes) {
    const std::size_t block = c / (lanes * pieces);
    const std::size_t piece = c / lanes % pieces;
    return (block * lanes + c % lanes) * pieces + piece;
}

/// Writes the columns source(0), source(1), ... (each a row of `inputs` weights, nullptr = zeros) as panels.
template <class Source>
void write_panels(float* out, std::size_t columns, std::size_t inputs, std::size_t vectors, std::size_t lanes,
                  Source source) {
    for (std::size_t first = 0; first < columns; first += vectors * lanes) {
        const std::size_t width = std::min(vectors * lanes, columns - first);
        for (std::size_t c = 0; c < width; ++c) {
            const float* row = source(first + c);
            for (std::size_t k = 0; k < inputs; ++k) out[first * inputs + k * width + c] = row != nullptr ? row[k] : 0.0F;
        }
    }
}

}  // namespace

Floats::Floats(std::size_t n) : size_(n) {
    if (n == 0) return;
    if (bytes() < kHuge) {
        data_ = static_cast<float*>(std::aligned_alloc(kAlign, bytes()));
        if (data_ == nullptr) throw std::bad_alloc();
        std::memset(data_, 0, bytes());
        return;
    }
    // Straight from the kernel: zeros that take no memory until they are written to.
    void* area = ::mmap(nullptr, bytes(), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (area == MAP_FAILED) throw std::bad_alloc();
    ::madvise(area, bytes(), MADV_HUGEPAGE);
    data_ = static_cast<float*>(area);
}

Floats::~Floats() {
    if (bytes() < kHuge)
        std::free(data_);
    else
        ::munmap(data_, bytes());
}

std::size_t Floats::bytes() const { return (size_ * sizeof(float) + kAlign - 1) / kAlign * kAlign; }

Packed pack_affine(std::span<const float> weights, std::span<const float> bias, std::size_t outputs, std::size_t inputs,
                   std::size_t lanes) {
    Packed out;
    const std::size_t columns = padded(outputs);
    out.weights = Floats(columns * inputs);
    out.bias = Floats(columns);
    write_panels(out.weights.data(), columns, inputs, kernels::kMaxPieces, lanes,
                 [&](std::size_t c) { return c < outputs ? weights.data() + c * inputs : nullptr; });
    std::copy(bias.begin(), bias.end(), out.bias.data());
    out.panels = {out.weights.data(), out.bias.data(), inputs, columns, kernels::kMaxPieces};
    return out;
}

Packed pack_maxout(std::span<const float> weights, std::span<const float> bias, std::size_t outputs, std::size_t pieces,
                   std::size_t inputs, std::size_t lanes) {
    Packed out;
    const std::size_t columns = outputs * pieces;
    out.weights = Floats(columns * inputs);
    out.bias = Floats(columns);
    write_panels(out.weights.data(), columns, inputs, pieces, lanes,
                 [&](std::size_t c) { return weights.data() + maxout_row(c, pieces, lanes) * inputs; });
    for (std::size_t c = 0; c < columns; ++c) out.bias[c] = bias[maxout_row(c, pieces, lanes)];
    out.panels = {out.weights.data(), out.bias.data(), inputs, columns, pieces};
    return out;
}

PackedConv pack_conv(std::span<const float> weights, std::span<const float> bias, const float* gain, const float* shift,
                     std::size_t width, std::size_t pieces, std::size_t lanes) {
    // Products of the six transformed weights (see kernels_impl.h), each a mixture of left, middle and right.
    static constexpr std::array<std::array<double, 3>, kernels::kPhases> kMix = {{{1.0 / 4, 0, 0},
                                                                                  {-1.0 / 6, -1.0 / 6, -1.0 / 6},
                                                                                  {-1.0 / 6, 1.0 / 6, -1.0 / 6},
                                                                                  {1.0 / 24, 2.0 / 24, 4.0 / 24},
                                                                                  {1.0 / 24, -2.0 / 24, 4.0 / 24},
                                                                                  {0, 0, 1}}};
    PackedConv out;
    const std::size_t columns = width * pieces;
    const std::size_t strip = pieces * lanes;
    out.weights = Floats(columns * width * kernels::kPhases);
    out.bias = Floats(columns);
    float* to = out.weights.data();
    for (std::size_t first = 0; first < columns; first += strip)
        for (const auto& mix : kMix)
            for (std::size_t k = 0; k < width; ++k)
                for (std::size_t c = first; c < first + strip; ++c) {
                    const float* row = weights.data() + maxout_row(c, pieces, lanes) * 3 * width + k;
                    *to++ = static_cast<float>(mix[0] * row[0] + mix[1] * row[width] + mix[2] * row[2 * width]);
                }
    for (std::size_t c = 0; c < columns; ++c) out.bias[c] = bias[maxout_row(c, pieces, lanes)];
    out.conv = {out.weights.data(), out.bias.data(), gain, shift, width, pieces};
    return out;
}

Packed pack_thirds(std::span<const float> weights, std::span<const float> bias, std::size_t width, std::size_t pieces,
                   std::size_t lanes) {
    Packed out;
    const std::size_t third = width * pieces;
    out.weights = Floats(3 * third * width);
    out.bias = Floats(3 * third);
    write_panels(out.weights.data(), 3 * third, width, kernels::kMaxPieces, lanes, [&](std::size_t c) {
        return weights.data() + maxout_row(c % third, pieces, lanes) * 3 * width + c / third * width;
    });
    for (std::size_t c = 0; c < third; ++c) out.bias[third + c] = bias[maxout_row(c, pieces, lanes)];
    out.panels = {out.weights.data(), out.bias.data(), width, 3 * third, kernels::kMaxPieces};
    return out;
}

}  // namespace newshound::annotate
