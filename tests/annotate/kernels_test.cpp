// Every implementation of the kernels against a plain reference in double, and against itself: a row's bytes must not depend
// on the rows computed with it.
#include "annotate/kernels.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <random>
#include <vector>

#include "annotate/pack.h"

using namespace newshound::annotate;
using kernels::kPad;
using kernels::kTile;

namespace {

std::vector<float> random_floats(std::size_t n, unsigned seed) {
    std::mt19937 generator(seed);
    std::vector<float> out(n);
    for (float& x : out) x = static_cast<float>(generator() % 20001) / 10000.0F - 1.0F;
    return out;
}

bool near(float a, double b, double tolerance) {
    return std::fabs(static_cast<double>(a) - b) <= tolerance * (1 + std::fabs(b));
}

/// W x + b in double, W [outputs][inputs].
std::vector<double> reference_affine(const float* x, const std::vector<float>& w, const std::vector<float>& b,
                                     std::size_t inputs) {
    std::vector<double> out(b.begin(), b.end());
    for (std::size_t o = 0; o < out.size(); ++o)
        for (std::size_t k = 0; k < inputs; ++k)
            out[o] += static_cast<double>(w[o * inputs + k]) * static_cast<double>(x[k]);
    return out;
}

std::vector<double> best_pieces(const std::vector<double>& y, std::size_t pieces) {
    std::vector<double> out;
    for (std::size_t i = 0; i < y.size(); i += pieces)
        out.push_back(*std::max_element(y.begin() + i, y.begin() + i + pieces));
    return out;
}

std::vector<double> reference_norm(std::vector<double> y, const std::vector<float>& gain, const std::vector<float>& shift) {
    double mean = 0;
    for (const double v : y) mean += v / static_cast<double>(y.size());
    double variance = 0;
    for (const double v : y) variance += (v - mean) * (v - mean) / static_cast<double>(y.size());
    for (std::size_t i = 0; i < y.size(); ++i)
        y[i] = (y[i] - mean) / std::sqrt(variance + 1e-8) * static_cast<double>(gain[i]) + static_cast<double>(shift[i]);
    return y;
}

}  // namespace

TEST_CASE("there are kernels for this machine, the portable ones last") {
    REQUIRE(!kernels::available().empty());
    CHECK(kernels::available().back()->name == "portable");
    for (const auto* k : kernels::available()) CHECK(kPad % k->lanes == 0);
}

TEST_CASE("affine: any shape, any number of rows") {
    struct Row {
        std::size_t rows, inputs, outputs;
    };
    for (const auto* k : kernels::available())
        for (const Row& c : {Row{1, 1, 1}, Row{2, 3, 16}, Row{7, 64, 106}, Row{8, 96, 50}, Row{9, 96, 64}, Row{29, 300, 96},
                             Row{16, 64, 1024}, Row{3, 17, 33}}) {
            CAPTURE(k->name);
            CAPTURE(c.rows);
            CAPTURE(c.outputs);
            const auto x = random_floats(c.rows * c.inputs, 1);
            const auto w = random_floats(c.outputs * c.inputs, 2);
            const auto b = random_floats(c.outputs, 3);
            const Packed packed = pack_affine(w, b, c.outputs, c.inputs, k->lanes);
            const std::size_t ldy = kernels::padded(c.outputs);
            std::vector<float> y(c.rows * ldy, NAN);
            k->affine(x.data(), c.inputs, c.rows, packed.panels, y.data(), ldy);
            std::size_t wrong = 0;
            std::size_t other_alone = 0;
            for (std::size_t r = 0; r < c.rows; ++r) {
                const auto expected = reference_affine(x.data() + r * c.inputs, w, b, c.inputs);
                for (std::size_t o = 0; o < ldy; ++o)
                    wrong += near(y[r * ldy + o], o < c.outputs ? expected[o] : 0.0, 1e-5) ? 0 : 1;
                std::vector<float> alone(ldy);
                k->affine(x.data() + r * c.inputs, c.inputs, 1, packed.panels, alone.data(), ldy);
                other_alone += std::memcmp(alone.data(), y.data() + r * ldy, ldy * sizeof(float)) != 0 ? 1 : 0;
            }
            CHECK(wrong == 0);
            CHECK(other_alone == 0);
        }
}

TEST_CASE("maxout takes the best of adjacent pieces") {
    for (const auto* k : kernels::available())
        for (const std::size_t pieces : {1U, 2U, 3U})
            for (const std::size_t outputs : {16U, 96U}) {
                CAPTURE(k->name);
                CAPTURE(pieces);
                const std::size_t rows = 11;
                const std::size_t inputs = 45;
                const auto x = random_floats(rows * inputs, 4);
                const auto w = random_floats(outputs * pieces * inputs, 5);
                const auto b = random_floats(outputs * pieces, 6);
                const Packed packed = pack_maxout(w, b, outputs, pieces, inputs, k->lanes);
                std::vector<float> y(rows * outputs);
                k->maxout(x.data(), inputs, rows, packed.panels, y.data(), outputs);
                std::size_t wrong = 0;
                for (std::size_t r = 0; r < rows; ++r) {
                    const auto expected = best_pieces(reference_affine(x.data() + r * inputs, w, b, inputs), pieces);
                    for (std::size_t o = 0; o < outputs; ++o) wrong += near(y[r * outputs + o], expected[o], 1e-5) ? 0 : 1;
                }
                CHECK(wrong == 0);
            }
}

TEST_CASE("layer norm divides by the population deviation") {
    for (const auto* k : kernels::available()) {
        const std::size_t width = 96;
        auto y = random_floats(3 * width, 7);
        std::fill_n(y.begin() + 2 * width, width, 0.25F);  // no deviation at all
        const auto gain = random_floats(width, 8);
        const auto shift = random_floats(width, 9);
        const auto before = y;
        k->norm(y.data(), width, 3, width, gain.data(), shift.data());
        std::size_t wrong = 0;
        for (std::size_t r = 0; r < 3; ++r) {
            const auto expected =
                reference_norm({before.begin() + r * width, before.begin() + (r + 1) * width}, gain, shift);
            for (std::size_t i = 0; i < width; ++i) wrong += near(y[r * width + i], expected[i], 1e-5) ? 0 : 1;
        }
        CHECK(wrong == 0);
    }
}

namespace {

/// One encoder layer, with weights of our own.
struct Layer {
    std::size_t width, pieces;
    std::vector<float> w, b, gain, shift;

    Layer(std::size_t width_, std::size_t pieces_)
        : width(width_),
          pieces(pieces_),
          w(random_floats(width * pieces * 3 * width, 10)),
          b(random_floats(width * pieces, 11)),
          gain(random_floats(width, 12)),
          shift(random_floats(width, 13)) {}

    /// x[row] + norm(maxout(W [x[row-1], x[row], x[row+1]] + b))
    [[nodiscard]] std::vector<double> reference(const float* x, std::size_t row) const {
        const auto y = best_pieces(reference_affine(x + (row - 1) * width, w, b, 3 * width), pieces);
        auto out = reference_norm(y, gain, shift);
        for (std::size_t i = 0; i < width; ++i) out[i] += static_cast<double>(x[row * width + i]);
        return out;
    }
};

}  // namespace

TEST_CASE("an encoder layer by minimal filtering is the plain convolution") {
    for (const auto* k : kernels::available())
        for (const std::size_t pieces : {1U, 2U, 3U})
            for (const std::size_t width : {16U, 96U, 256U}) {
                CAPTURE(k->name);
                CAPTURE(pieces);
                CAPTURE(width);
                const Layer layer(width, pieces);
                const PackedConv packed =
                    pack_conv(layer.w, layer.b, layer.gain.data(), layer.shift.data(), width, pieces, k->lanes);
                // Tiles anywhere, a gap between them, as segments of documents give.
                std::vector<std::uint32_t> tiles;
                for (std::uint32_t t = 0; t < 13; ++t)
                    tiles.push_back(static_cast<std::uint32_t>(1 + t * kTile + (t > 4 ? 3 : 0)));
                const std::size_t rows = tiles.back() + kTile + 1;
                const auto x = random_floats(rows * width, 14);
                std::vector<float> y(rows * width);
                k->conv(x.data(), tiles.data(), tiles.size(), packed.conv, y.data());
                std::size_t wrong = 0;
                std::size_t other_alone = 0;
                std::vector<float> alone(rows * width);
                for (const std::uint32_t tile : tiles) {
                    k->conv(x.data(), &tile, 1, packed.conv, alone.data());
                    for (std::size_t r = tile; r < tile + kTile; ++r) {
                        const auto expected = layer.reference(x.data(), r);
                        for (std::size_t i = 0; i < width; ++i) wrong += near(y[r * width + i], expected[i], 2e-4) ? 0 : 1;
                    }
                    const std::size_t at = tile * width;
                    other_alone += std::memcmp(alone.data() + at, y.data() + at, kTile * width * sizeof(float)) != 0 ? 1 : 0;
                }
                CHECK(wrong == 0);
                CHECK(other_alone == 0);
            }
}

TEST_CASE("the first encoder layer from kept products is the plain convolution") {
    for (const auto* k : kernels::available())
        for (const std::size_t pieces : {1U, 2U, 3U}) {
            CAPTURE(k->name);
            CAPTURE(pieces);
            const std::size_t width = 32;
            const std::size_t types = 5;
            const Layer layer(width, pieces);
            const Packed thirds = pack_thirds(layer.w, layer.b, width, pieces, k->lanes);
            const std::size_t stride = width + 3 * width * pieces;
            const auto x0 = random_floats(types * width, 15);
            std::vector<float> slots(types * stride);
            for (std::size_t t = 0; t < types; ++t) {
                std::copy_n(x0.begin() + t * width, width, slots.begin() + t * stride);
                k->affine(x0.data() + t * width, width, 1, thirds.panels, slots.data() + t * stride + width, stride - width);
            }
            const std::vector<std::uint32_t> slot = {0, 3, 1, 4, 4, 2, 0};
            std::vector<float> x;
            for (const std::uint32_t s : slot) x.insert(x.end(), x0.begin() + s * width, x0.begin() + (s + 1) * width);
            std::vector<float> y((slot.size() - 2) * width);
            const kernels::Conv conv{nullptr, nullptr, layer.gain.data(), layer.shift.data(), width, pieces};
            k->first(slots.data(), stride, slot.data() + 1, slot.size() - 2, conv, y.data());
            std::size_t wrong = 0;
            for (std::size_t r = 1; r + 1 < slot.size(); ++r) {
                const auto expected = layer.reference(x.data(), r);
                for (std::size_t i = 0; i < width; ++i) wrong += near(y[(r - 1) * width + i], expected[i], 1e-4) ? 0 : 1;
            }
            CHECK(wrong == 0);
        }
}

TEST_CASE("a transition step: sum, best piece, scores, best valid class") {
    for (const auto* k : kernels::available())
        for (const std::size_t classes : {16U, 48U, 80U, 112U, 208U}) {
            CAPTURE(k->name);
            CAPTURE(classes);
            const std::size_t hidden = 64;
            const std::size_t pieces = 2;
            const std::size_t slots = 8;
            const auto rows = random_floats(slots * pieces * hidden, 16);
            const auto bias = random_floats(pieces * hidden, 17);
            const auto weights = random_floats(hidden * classes, 18);
            const auto score_bias = random_floats(classes, 19);
            std::vector<const float*> pointers;
            for (std::size_t f = 0; f < slots; ++f) pointers.push_back(rows.data() + f * pieces * hidden);
            const kernels::Step step{bias.data(), hidden, pieces, weights.data(), score_bias.data(), classes};
            std::vector<double> expected(score_bias.begin(), score_bias.end());
            for (std::size_t h = 0; h < hidden; ++h) {
                double best = -1e9;
                for (std::size_t p = 0; p < pieces; ++p) {
                    auto sum = static_cast<double>(bias[p * hidden + h]);
                    for (std::size_t f = 0; f < slots; ++f) sum += static_cast<double>(pointers[f][p * hidden + h]);
                    best = std::max(best, sum);
                }
                for (std::size_t c = 0; c < classes; ++c)
                    expected[c] += best * static_cast<double>(weights[h * classes + c]);
            }
            std::vector<float> mask(classes, 0.0F);
            std::vector<float> scores(classes);
            for (std::size_t round = 0; round < classes; ++round) {  // forbid the best one, again and again
                const int best = k->step(pointers.data(), slots, step, mask.data(), scores.data());
                REQUIRE(best >= 0);
                for (std::size_t c = 0; c < classes; ++c)
                    if (mask[c] == 0.0F) REQUIRE(expected[c] <= expected[static_cast<std::size_t>(best)] + 1e-4);
                REQUIRE(mask[static_cast<std::size_t>(best)] == 0.0F);
                if (round == 0)
                    for (std::size_t c = 0; c < classes; ++c) CHECK(near(scores[c], expected[c], 1e-4));
                mask[static_cast<std::size_t>(best)] = -INFINITY;
            }
        }
}

TEST_CASE("of equal scores the first valid one wins") {
    for (const auto* k : kernels::available()) {
        CAPTURE(k->name);
        std::vector<float> scores(32, 1.0F);
        std::vector<float> mask(32, 0.0F);
        scores[5] = scores[9] = scores[30] = 2.0F;
        CHECK(k->best(scores.data(), mask.data(), 32) == 5);
        mask[5] = -INFINITY;
        CHECK(k->best(scores.data(), mask.data(), 32) == 9);
        mask[9] = -INFINITY;
        CHECK(k->best(scores.data(), mask.data(), 32) == 30);
        std::fill(scores.begin(), scores.end(), NAN);
        CHECK(k->best(scores.data(), mask.data(), 32) == -1);
    }
}
