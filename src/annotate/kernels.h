// The arithmetic of the networks, once for every instruction set. A table of functions is chosen at run time; each is
// compiled from kernels_impl.h with vectors of another width.
//
// Every output element is the same sum in the same order whatever the number of rows, their place in a block, or the other
// rows computed with it, so the same bytes come out of any batching. Between instruction sets results differ in the last
// bits. Matrices are row-major floats; `ld` is the distance between rows in floats. Widths called "padded" are multiples of
// kPad.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace newshound::annotate::kernels {

/// Rows of packed matrices and of results are padded to this many floats: the widest vector.
constexpr std::size_t kPad = 16;
/// Outputs that one step of `conv` makes from kTile + 2 products (Winograd's minimal filtering F(kTile, 3)).
constexpr std::size_t kTile = 4;
constexpr std::size_t kPhases = kTile + 2;
constexpr std::size_t kMaxPieces = 3;
/// Widest layer that `conv` takes.
constexpr std::size_t kMaxWidth = 256;
constexpr float kNormEpsilon = 1e-8F;

constexpr std::size_t padded(std::size_t n) { return (n + kPad - 1) / kPad * kPad; }

/// A packed matrix of `columns` (padded) outputs over `inputs` inputs: panels of `vectors` vectors side by side (the last
/// one may have fewer), in each panel one row of vectors per input. For maxout a panel holds the pieces of one vector of
/// channels.
struct Panels {
    const float* weights = nullptr;
    const float* bias = nullptr;  ///< in packed column order; nullptr = none
    std::size_t inputs = 0;
    std::size_t columns = 0;
    std::size_t vectors = 0;
};

/// A convolution over three neighbouring rows, maxout, layer norm: one encoder layer. Weights are transformed and packed by
/// strips of one vector of channels: [strip][phase][input][piece][lane]; bias [strip][piece][lane].
struct Conv {
    const float* weights = nullptr;
    const float* bias = nullptr;
    const float* gain = nullptr;   ///< of the layer norm, [width]
    const float* shift = nullptr;  ///< of the layer norm, [width]
    std::size_t width = 0;         ///< inputs = outputs; a multiple of kPad, at most kMaxWidth
    std::size_t pieces = 0;
};

/// The scorer of a transition system: hidden = max over pieces of (bias + sum of the slots' rows); scores = hidden * weights
/// + c.
struct Step {
    const float* hidden_bias = nullptr;  ///< [pieces][hidden]
    std::size_t hidden = 0;              ///< a multiple of kPad
    std::size_t pieces = 0;
    const float* weights = nullptr;     ///< [hidden][classes]
    const float* score_bias = nullptr;  ///< [classes]
    std::size_t classes = 0;            ///< padded
};

struct Kernels {
    std::string_view name;
    std::size_t lanes;  ///< floats in a vector: what packing depends on

    /// y = x * weights + bias.
    void (*affine)(const float* x, std::size_t ldx, std::size_t rows, const Panels& panels, float* y, std::size_t ldy);
    /// y[channel] = best piece of (x * weights + bias). panels.vectors = pieces; y has columns / pieces channels.
    void (*maxout)(const float* x, std::size_t ldx, std::size_t rows, const Panels& panels, float* y, std::size_t ldy);
    /// Layer norm of each row in place: (x - mean) / sqrt(variance + kNormEpsilon) * gain + shift.
    void (*norm)(float* y, std::size_t ldy, std::size_t rows, std::size_t width, const float* gain, const float* shift);
    /// out[i] = x[i] + norm(maxout(conv(x[i-1], x[i], x[i+1]))) for the kTile rows from each tile[t] on; the row before and
    /// the row after them are read too. out must not overlap x. The rows of a tile depend in their last bits on all six rows
    /// read.
    void (*conv)(const float* x, const std::uint32_t* tile, std::size_t tiles, const Conv& conv, float* out);
    /// The same layer from products that were kept: slots of `stride` floats, each x0[width] and the products of the layer's
    /// left, middle (with bias) and right third with x0, in the panel order of a maxout over `pieces`. Row i uses the left
    /// product of slot[i-1], the middle one of slot[i], the right one of slot[i+1]; slot[-1] and slot[rows] are read.
    void (*first)(const float* slots, std::size_t stride, const std::uint32_t* slot, std::size_t rows, const Conv& conv,
                  float* out);
    /// One step of a transition system: the first best class among those whose mask is 0 (others: -infinity), or -1 if no
    /// score is a number. `rows` are `slots` pointers to pieces * hidden floats; `scores` takes `classes` floats.
    int (*step)(const float* const* rows, std::size_t slots, const Step& step, const float* mask, float* scores);
    /// First best among scores + mask (both padded), as above.
    int (*best)(const float* scores, const float* mask, std::size_t classes);
};

/// What this machine can run, widest first; the last is "portable".
std::span<const Kernels* const> available();
/// The first of available() that NEWSHOUND_ISA (a name) does not forbid.
const Kernels& chosen();

/// nullptr where the program was built without it.
const Kernels* avx512();
const Kernels* avx2();
const Kernels* portable();

}  // namespace newshound::annotate::kernels
