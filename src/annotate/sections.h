// Reading the networks' sections with every size checked against the dimensions that "net.json" states.
#pragma once

#include <span>
#include <string>

#include "annotate/model_file.h"
#include "base/json.h"
#include "base/result.h"

namespace newshound::annotate {

tl::unexpected<Error> damaged_model(const std::string& why);

/// Section `name` as `count` floats, all finite; "model_damaged" if it has another size.
Result<std::span<const float>> floats_of(const ModelFile& file, const std::string& name, std::size_t count);

/// Member `name` of `spec` as a dimension; "model_damaged" unless it lies in [low, high].
Result<std::size_t> dimension(const json::Value& spec, const char* name, std::size_t low, std::size_t high);

}  // namespace newshound::annotate
