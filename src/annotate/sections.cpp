#include "annotate/sections.h"

#include <cmath>

namespace newshound::annotate {

tl::unexpected<Error> damaged_model(const std::string& why) {
    return fail("model_damaged", "model", "the language model is damaged: " + why + ". Run: newshound model install");
}

Result<std::span<const float>> floats_of(const ModelFile& file, const std::string& name, std::size_t count) {
    if (file.section(name).size() != count * sizeof(float))
        return damaged_model("section " + name + " has " + std::to_string(file.section(name).size()) + " bytes, not " +
                             std::to_string(count * sizeof(float)));
    const std::span<const float> values = file.array<float>(name);
    // A sum is finite only if all its terms are; terms are far too small to overflow together.
    double total = 0;
    for (const float v : values) total += std::fabs(static_cast<double>(v));
    if (!std::isfinite(total)) return damaged_model("section " + name + " holds what is no number");
    return values;
}

Result<std::size_t> dimension(const json::Value& spec, const char* name, std::size_t low, std::size_t high) {
    const std::int64_t n = json::integer_at(spec, name, -1);
    if (n < 0 || static_cast<std::uint64_t>(n) < low || static_cast<std::uint64_t>(n) > high)
        return damaged_model("dimension " + std::string(name) + " is " + std::to_string(n));
    return static_cast<std::size_t>(n);
}

}  // namespace newshound::annotate
