// The kernels' one source: included by kernels_avx512.cpp, kernels_avx2.cpp and kernels_portable.cpp, each compiled for its
// own instruction set. Everything is in an unnamed namespace and nothing of the standard library is instantiated here: the
// linker must not find an inline function compiled for a wider machine. NEWSHOUND_LANES and NEWSHOUND_ROWS come from the
// includer.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__AVX__)
#include <immintrin.h>
#endif

#include "annotate/kernels.h"

// NOLINTBEGIN(misc-definitions-in-headers): unnamed on purpose, see above
namespace newshound::annotate::kernels {
namespace {

#define NEWSHOUND_INLINE inline __attribute__((always_inline))

constexpr int kLanes = NEWSHOUND_LANES;
/// Rows of a register block: with kMaxPieces vectors a row the accumulators fill the register file.
constexpr int kRows = NEWSHOUND_ROWS;

using V = float __attribute__((vector_size(kLanes * sizeof(float))));
using Unaligned = float __attribute__((vector_size(kLanes * sizeof(float)), aligned(4), may_alias));

NEWSHOUND_INLINE V load(const float* p) { return *reinterpret_cast<const Unaligned*>(p); }
NEWSHOUND_INLINE void store(float* p, V v) { *reinterpret_cast<Unaligned*>(p) = v; }
NEWSHOUND_INLINE V all(float x) { return V{} + x; }

#if defined(__AVX512F__)
NEWSHOUND_INLINE V fma(V a, V b, V c) { return reinterpret_cast<V>(_mm512_fmadd_ps(a, b, c)); }
// Plain _mm512_max_ps makes GCC 12 warn of a variable of its own; with a full mask it is the same instruction.
NEWSHOUND_INLINE V max(V a, V b) { return reinterpret_cast<V>(_mm512_maskz_max_ps(0xFFFF, a, b)); }
/// Lane of the first element equal to x, kLanes if none is.
NEWSHOUND_INLINE int first_equal(V a, float x) {
    return __builtin_ctz(static_cast<unsigned>(_mm512_cmpeq_ps_mask(a, all(x))) | 0x10000U);
}
#elif defined(__AVX2__)
NEWSHOUND_INLINE V fma(V a, V b, V c) { return _mm256_fmadd_ps(a, b, c); }
NEWSHOUND_INLINE V max(V a, V b) { return _mm256_max_ps(a, b); }
NEWSHOUND_INLINE int first_equal(V a, float x) {
    return __builtin_ctz(static_cast<unsigned>(_mm256_movemask_ps(_mm256_cmp_ps(a, all(x), _CMP_EQ_OQ))) | 0x100U);
}
#else
NEWSHOUND_INLINE V fma(V a, V b, V c) { return a * b + c; }
NEWSHOUND_INLINE V max(V a, V b) { return a > b ? a : b; }
NEWSHOUND_INLINE int first_equal(V a, float x) {
    int i = 0;
    while (i < kLanes && !(a[i] == x)) ++i;
    return i;
}
#endif

/// Sum and maximum of the lanes, by halves.
NEWSHOUND_INLINE float sum(V v) {
    float lane[kLanes];
    store(lane, v);
    for (int half = kLanes / 2; half > 0; half /= 2)
        for (int i = 0; i < half; ++i) lane[i] += lane[i + half];
    return lane[0];
}
NEWSHOUND_INLINE float largest(V v) {
    float lane[kLanes];
    store(lane, v);
    for (int half = kLanes / 2; half > 0; half /= 2)
        for (int i = 0; i < half; ++i) lane[i] = lane[i] > lane[i + half] ? lane[i] : lane[i + half];
    return lane[0];
}

/// acc[r][v] += sum over k of x[r][k] * w[k][v], k ascending: the loop that everything else waits for.
template <int R, int N>
NEWSHOUND_INLINE void multiply(const float* x, std::size_t ldx, const float* w, std::size_t inputs, V (&acc)[R][N]) {
    for (std::size_t k = 0; k < inputs; ++k) {
        V b[N];
#pragma GCC unroll 8
        for (int v = 0; v < N; ++v) b[v] = load(w + v * kLanes);
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r) {
            const V a = all(x[static_cast<std::size_t>(r) * ldx + k]);
#pragma GCC unroll 8
            for (int v = 0; v < N; ++v) acc[r][v] = fma(a, b[v], acc[r][v]);
        }
        w += N * kLanes;
    }
}

template <int R, int N>
NEWSHOUND_INLINE void fill(V (&acc)[R][N], const float* bias) {
#pragma GCC unroll 8
    for (int v = 0; v < N; ++v) {
        const V b = bias != nullptr ? load(bias + v * kLanes) : V{};
#pragma GCC unroll 8
        for (int r = 0; r < R; ++r) acc[r][v] = b;
    }
}

/// The best of a row's N pieces.
template <int R, int N>
NEWSHOUND_INLINE V best_piece(const V (&acc)[R][N], int r) {
    V m = acc[r][0];
#pragma GCC unroll 8
    for (int v = 1; v < N; ++v) m = max(m, acc[r][v]);
    return m;
}

// ---- affine and maxout -------------------------------------------------------------------------------------------------

template <int R, int N, bool kMaxout>
void panel(const float* x, std::size_t ldx, const float* w, const float* bias, std::size_t inputs, float* y,
           std::size_t ldy) {
    V acc[R][N];
    fill<R, N>(acc, bias);
    multiply<R, N>(x, ldx, w, inputs, acc);
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) {
        float* to = y + static_cast<std::size_t>(r) * ldy;
        if constexpr (kMaxout) {
            store(to, best_piece<R, N>(acc, r));
        } else {
#pragma GCC unroll 8
            for (int v = 0; v < N; ++v) store(to + v * kLanes, acc[r][v]);
        }
    }
}

template <int R, bool kMaxout>
void panels(const float* x, std::size_t ldx, const Panels& p, float* y, std::size_t ldy) {
    const std::size_t vectors = p.columns / kLanes;
    for (std::size_t v = 0; v < vectors; v += p.vectors) {
        const std::size_t n = vectors - v < p.vectors ? vectors - v : p.vectors;
        const float* w = p.weights + v * kLanes * p.inputs;
        const float* bias = p.bias != nullptr ? p.bias + v * kLanes : nullptr;
        float* to = y + (kMaxout ? v / p.vectors : v) * kLanes;
        switch (n) {
            case 1: panel<R, 1, kMaxout>(x, ldx, w, bias, p.inputs, to, ldy); break;
            case 2: panel<R, 2, kMaxout>(x, ldx, w, bias, p.inputs, to, ldy); break;
            default: panel<R, 3, kMaxout>(x, ldx, w, bias, p.inputs, to, ldy); break;
        }
    }
}

template <bool kMaxout>
void product(const float* x, std::size_t ldx, std::size_t rows, const Panels& p, float* y, std::size_t ldy) {
    for (; rows >= kRows; rows -= kRows, x += kRows * ldx, y += kRows * ldy) panels<kRows, kMaxout>(x, ldx, p, y, ldy);
    for (; rows >= 2; rows -= 2, x += 2 * ldx, y += 2 * ldy) panels<2, kMaxout>(x, ldx, p, y, ldy);
    if (rows > 0) panels<1, kMaxout>(x, ldx, p, y, ldy);
}

void affine(const float* x, std::size_t ldx, std::size_t rows, const Panels& p, float* y, std::size_t ldy) {
    product<false>(x, ldx, rows, p, y, ldy);
}

void maxout(const float* x, std::size_t ldx, std::size_t rows, const Panels& p, float* y, std::size_t ldy) {
    product<true>(x, ldx, rows, p, y, ldy);
}

// ---- layer norm --------------------------------------------------------------------------------------------------------

/// to = (residual or 0) + norm(y).
NEWSHOUND_INLINE void norm_row(const float* y, std::size_t width, const float* gain, const float* shift,
                               const float* residual, float* to) {
    V total{};
    for (std::size_t i = 0; i < width; i += kLanes) total += load(y + i);
    const V mean = all(sum(total) / static_cast<float>(width));
    V squares{};
    for (std::size_t i = 0; i < width; i += kLanes) {
        const V d = load(y + i) - mean;
        squares = fma(d, d, squares);
    }
    const V scale = all(1.0F / __builtin_sqrtf(sum(squares) / static_cast<float>(width) + kNormEpsilon));
    for (std::size_t i = 0; i < width; i += kLanes) {
        const V n = fma((load(y + i) - mean) * scale, load(gain + i), load(shift + i));
        store(to + i, residual != nullptr ? load(residual + i) + n : n);
    }
}

void norm(float* y, std::size_t ldy, std::size_t rows, std::size_t width, const float* gain, const float* shift) {
    for (std::size_t r = 0; r < rows; ++r) norm_row(y + r * ldy, width, gain, shift, nullptr, y + r * ldy);
}

// ---- the encoder layer ---------------------------------------------------------------------------------------------------
// Winograd's minimal filtering (Lavin and Gray, arXiv:1509.09308): kTile rows of a three-row convolution from kTile + 2
// products instead of 3 * kTile. With inputs d0..d5 and weights g0 (left), g1, g2:
//   m0 = (4 d0 - 5 d2 + d4)            . g0 / 4           y0 = m0 + m1 + m2 + m3 + m4
//   m1 = (d4 + d3 - 4 d2 - 4 d1)       . -(g0 + g1 + g2) / 6    y1 = m1 - m2 + 2 m3 - 2 m4
//   m2 = (d4 - d3 - 4 d2 + 4 d1)       . -(g0 - g1 + g2) / 6    y2 = m1 + m2 + 4 m3 + 4 m4
//   m3 = (d4 + 2 d3 - d2 - 2 d1)       . (g0 + 2 g1 + 4 g2) / 24   y3 = m1 - m2 + 8 m3 - 8 m4 + m5
//   m4 = (d4 - 2 d3 - d2 + 2 d1)       . (g0 - 2 g1 + 4 g2) / 24
//   m5 = (d5 - 5 d3 + 4 d1)            . g2
// The sums are chained through the accumulators, so that outputs need no pass of their own.

static_assert(kTile == 4);
/// Distance of the transformed inputs' rows; not a multiple of 1 kB, so that rows do not share cache sets.
constexpr std::size_t kStride = kMaxWidth + kPad;

struct Scratch {
    alignas(64) float input[kPhases][kRows * kStride];
    alignas(64) float kept[3][kRows * kMaxPieces * kLanes];
    alignas(64) float best[kRows * kTile * kStride];
};

template <int R>
NEWSHOUND_INLINE void transform(const float* x, const std::uint32_t* tile, std::size_t width, Scratch& s) {
    const V four = all(4.0F);
    const V five = all(5.0F);
    for (int r = 0; r < R; ++r) {
        const float* d = x + (tile[r] - std::size_t{1}) * width;
        float* to = &s.input[0][static_cast<std::size_t>(r) * kStride];
        for (std::size_t i = 0; i < width; i += kLanes) {
            const V d0 = load(d + i);
            const V d1 = load(d + width + i);
            const V d2 = load(d + 2 * width + i);
            const V d3 = load(d + 3 * width + i);
            const V d4 = load(d + 4 * width + i);
            const V d5 = load(d + 5 * width + i);
            const V even = d4 - four * d2;
            const V odd = d3 - four * d1;
            const V even2 = d4 - d2;
            const V odd2 = (d3 - d1) + (d3 - d1);
            constexpr std::size_t kPhase = kRows * kStride;
            store(to + i, fma(four, d0, d4) - five * d2);
            store(to + kPhase + i, even + odd);
            store(to + 2 * kPhase + i, even - odd);
            store(to + 3 * kPhase + i, even2 + odd2);
            store(to + 4 * kPhase + i, even2 - odd2);
            store(to + 5 * kPhase + i, fma(four, d1, d5) - five * d3);
        }
    }
}

template <int R, int N>
NEWSHOUND_INLINE void keep(const V (&acc)[R][N], float* to) {
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
        for (int v = 0; v < N; ++v) store(to + (r * N + v) * kLanes, acc[r][v]);
}

/// acc = kept + acc, kept -= acc, so that two products become their sum and their difference.
template <int R, int N>
NEWSHOUND_INLINE void sum_and_difference(V (&acc)[R][N], float* kept) {
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r)
#pragma GCC unroll 8
        for (int v = 0; v < N; ++v) {
            float* at = kept + (r * N + v) * kLanes;
            const V m = load(at);
            store(at, m - acc[r][v]);
            acc[r][v] = m + acc[r][v];
        }
}

/// One vector of channels of R tiles: all kTile outputs, maxed, into s.best.
template <int R, int N>
void strip(Scratch& s, std::size_t width, const float* w, const float* bias, std::size_t channel) {
    const std::size_t phase = width * N * kLanes;
    V acc[R][N];
    fill<R, N>(acc, bias);
    multiply<R, N>(s.input[1], kStride, w + phase, width, acc);
    keep<R, N>(acc, s.kept[0]);
    fill<R, N>(acc, nullptr);
    multiply<R, N>(s.input[2], kStride, w + 2 * phase, width, acc);
    sum_and_difference<R, N>(acc, s.kept[0]);  // kept[0] = m1 - m2
    keep<R, N>(acc, s.kept[1]);                // kept[1] = m1 + m2; both hold the bias once
    fill<R, N>(acc, nullptr);
    multiply<R, N>(s.input[3], kStride, w + 3 * phase, width, acc);
    keep<R, N>(acc, s.kept[2]);
    fill<R, N>(acc, nullptr);
    multiply<R, N>(s.input[4], kStride, w + 4 * phase, width, acc);
    sum_and_difference<R, N>(acc, s.kept[2]);  // acc = m3 + m4, kept[2] = m3 - m4
    const V two = all(2.0F);
    const V four = all(4.0F);
    const V eight = all(8.0F);
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) {
        V y1[1][N];
        V y2[1][N];
#pragma GCC unroll 8
        for (int v = 0; v < N; ++v) {
            const std::size_t at = static_cast<std::size_t>(r * N + v) * kLanes;
            const V difference = load(s.kept[0] + at);
            const V total = load(s.kept[1] + at);
            const V difference34 = load(s.kept[2] + at);
            y1[0][v] = fma(two, difference34, difference);
            y2[0][v] = fma(four, acc[r][v], total);
            store(s.kept[2] + at, fma(eight, difference34, difference));
            acc[r][v] = total + acc[r][v];
        }
        float* to = s.best + static_cast<std::size_t>(r) * kTile * kStride + channel;
        store(to + kStride, best_piece<1, N>(y1, 0));
        store(to + 2 * kStride, best_piece<1, N>(y2, 0));
    }
    multiply<R, N>(s.input[0], kStride, w, width, acc);
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r) {
        store(s.best + static_cast<std::size_t>(r) * kTile * kStride + channel, best_piece<R, N>(acc, r));
#pragma GCC unroll 8
        for (int v = 0; v < N; ++v) acc[r][v] = load(s.kept[2] + (r * N + v) * kLanes);
    }
    multiply<R, N>(s.input[5], kStride, w + 5 * phase, width, acc);
#pragma GCC unroll 8
    for (int r = 0; r < R; ++r)
        store(s.best + (static_cast<std::size_t>(r) * kTile + 3) * kStride + channel, best_piece<R, N>(acc, r));
}

template <int R>
void conv_block(const float* x, const std::uint32_t* tile, const Conv& c, float* out, Scratch& s) {
    transform<R>(x, tile, c.width, s);
    for (std::size_t channel = 0; channel < c.width; channel += kLanes) {
        const float* w = c.weights + channel * c.pieces * c.width * kPhases;
        const float* bias = c.bias + channel * c.pieces;
        switch (c.pieces) {
            case 1: strip<R, 1>(s, c.width, w, bias, channel); break;
            case 2: strip<R, 2>(s, c.width, w, bias, channel); break;
            default: strip<R, 3>(s, c.width, w, bias, channel); break;
        }
    }
    for (std::size_t r = 0; r < R; ++r)
        for (std::size_t i = 0; i < kTile; ++i) {
            const std::size_t at = (tile[r] + i) * c.width;
            norm_row(s.best + (r * kTile + i) * kStride, c.width, c.gain, c.shift, x + at, out + at);
        }
}

void conv(const float* x, const std::uint32_t* tile, std::size_t tiles, const Conv& c, float* out) {
    Scratch s;
    for (; tiles >= kRows; tiles -= kRows, tile += kRows) conv_block<kRows>(x, tile, c, out, s);
    for (; tiles >= 2; tiles -= 2, tile += 2) conv_block<2>(x, tile, c, out, s);
    if (tiles > 0) conv_block<1>(x, tile, c, out, s);
}

void first(const float* slots, std::size_t stride, const std::uint32_t* slot, std::size_t rows, const Conv& c, float* out) {
    alignas(64) float best[kMaxWidth];
    const std::size_t third = c.width * c.pieces;
    for (std::size_t i = 0; i < rows; ++i) {
        const float* x0 = slots + slot[i] * stride;
        const float* left = slots + *(slot + i - 1) * stride + c.width;
        const float* middle = x0 + c.width + third;
        const float* right = slots + slot[i + 1] * stride + c.width + 2 * third;
        const std::size_t pieces = c.pieces * kLanes;
        for (std::size_t channel = 0, at = 0; channel < c.width; channel += kLanes, at += pieces) {
            V m = load(middle + at) + load(left + at) + load(right + at);
            for (std::size_t p = kLanes; p < pieces; p += kLanes)
                m = max(m, load(middle + at + p) + load(left + at + p) + load(right + at + p));
            store(best + channel, m);
        }
        norm_row(best, c.width, c.gain, c.shift, x0, out + i * c.width);
    }
}

// ---- transition systems --------------------------------------------------------------------------------------------------

int best(const float* scores, const float* mask, std::size_t classes) {
    V m = load(scores) + load(mask);
    for (std::size_t i = kLanes; i < classes; i += kLanes) m = max(m, load(scores + i) + load(mask + i));
    const float top = largest(m);
    for (std::size_t i = 0; i < classes; i += kLanes) {
        const int lane = first_equal(load(scores + i) + load(mask + i), top);
        if (lane < kLanes) return static_cast<int>(i) + lane;
    }
    return -1;
}

template <int N>
NEWSHOUND_INLINE void score_group(const float* hidden, const Step& s, std::size_t column, float* scores) {
    V acc[1][N];
    fill<1, N>(acc, nullptr);
    const float* w = s.weights + column;
    for (std::size_t k = 0; k < s.hidden; ++k, w += s.classes) {
        const V h = all(hidden[k]);
#pragma GCC unroll 8
        for (int v = 0; v < N; ++v) acc[0][v] = fma(h, load(w + v * kLanes), acc[0][v]);
    }
#pragma GCC unroll 8
    for (int v = 0; v < N; ++v) store(scores + column + v * kLanes, acc[0][v] + load(s.score_bias + column + v * kLanes));
}

int step(const float* const* rows, std::size_t slots, const Step& s, const float* mask, float* scores) {
    constexpr std::size_t kMaxHidden = 512;
    alignas(64) float hidden[kMaxHidden];
    for (std::size_t i = 0; i < s.hidden; i += kLanes) {
        V m{};
        for (std::size_t p = 0; p < s.pieces; ++p) {
            const std::size_t at = p * s.hidden + i;
            V total = load(rows[0] + at);
            for (std::size_t f = 1; f < slots; ++f) total += load(rows[f] + at);
            total += load(s.hidden_bias + at);
            m = p == 0 ? total : max(m, total);
        }
        store(hidden + i, m);
    }
    std::size_t column = 0;
    const std::size_t vectors = s.classes / kLanes;
    for (std::size_t v = 0; v < vectors; column = v * kLanes) {
        const std::size_t left = vectors - v;
        if (left >= 7) {
            score_group<7>(hidden, s, column, scores);
            v += 7;
        } else if (left >= 4) {
            score_group<4>(hidden, s, column, scores);
            v += 4;
        } else if (left >= 2) {
            score_group<2>(hidden, s, column, scores);
            v += 2;
        } else {
            score_group<1>(hidden, s, column, scores);
            v += 1;
        }
    }
    return best(scores, mask, s.classes);
}

constexpr Kernels table(std::string_view name) {
    return {name, static_cast<std::size_t>(kLanes), affine, maxout, norm, conv, first, step, best};
}

#undef NEWSHOUND_INLINE

}  // namespace
}  // namespace newshound::annotate::kernels
// NOLINTEND(misc-definitions-in-headers)
