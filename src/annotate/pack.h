// Weights as the model file has them (thinc's order), rearranged for the kernels at load time.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <vector>

#include "annotate/kernels.h"

namespace newshound::annotate {

/// Floats at a 64-byte boundary. Large areas ask for huge pages: the caches are read at random places.
class Floats {
public:
    Floats() = default;
    explicit Floats(std::size_t n);  ///< zeros
    Floats(Floats&& other) noexcept { swap(other); }
    Floats& operator=(Floats&& other) noexcept {
        swap(other);
        return *this;
    }
    Floats(const Floats&) = delete;
    Floats& operator=(const Floats&) = delete;
    ~Floats();
    [[nodiscard]] float* data() { return data_; }
    [[nodiscard]] const float* data() const { return data_; }
    [[nodiscard]] std::size_t size() const { return size_; }
    float& operator[](std::size_t i) { return data_[i]; }
    float operator[](std::size_t i) const { return data_[i]; }

private:
    [[nodiscard]] std::size_t bytes() const;
    void swap(Floats& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
    }
    float* data_ = nullptr;
    std::size_t size_ = 0;
};

/// A packed matrix that owns its weights.
struct Packed {
    Floats weights, bias;
    kernels::Panels panels;
};

/// y = W x + b, W [outputs][inputs]; `bias` may be empty. Outputs are padded with zeros.
Packed pack_affine(std::span<const float> weights, std::span<const float> bias, std::size_t outputs, std::size_t inputs,
                   std::size_t lanes);
/// Maxout: W [outputs][pieces][inputs], b [outputs][pieces]; outputs a multiple of kPad.
Packed pack_maxout(std::span<const float> weights, std::span<const float> bias, std::size_t outputs, std::size_t pieces,
                   std::size_t inputs, std::size_t lanes);

/// A packed encoder layer that owns its weights. W [width][pieces][3 * width]: left, middle, right neighbour.
struct PackedConv {
    Floats weights, bias;
    kernels::Conv conv;
};
PackedConv pack_conv(std::span<const float> weights, std::span<const float> bias, const float* gain, const float* shift,
                     std::size_t width, std::size_t pieces, std::size_t lanes);

/// The three thirds of an encoder layer as one matrix of 3 * width * pieces columns in the order that kernels::first reads:
/// products of the left, the middle (with the bias) and the right neighbour.
Packed pack_thirds(std::span<const float> weights, std::span<const float> bias, std::size_t width, std::size_t pieces,
                   std::size_t lanes);

}  // namespace newshound::annotate
