// Reading the msgpack files of thinc models (thinc/model.py, to_dict): bounds and types are checked, a damaged or hostile
// file gives an Error.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace newshound::annotate {

struct ThincArray {
    std::vector<std::size_t> shape;
    std::vector<float> values;  ///< C order
};

struct ThincNode {
    std::string name;
    std::map<std::string, std::uint64_t> refs;      ///< name -> index of a node; names without one are left out
    std::map<std::string, std::string> attributes;  ///< msgpack of each value
    std::map<std::string, ThincArray> params;       ///< those that are set
};

/// The nodes in the file's order (breadth first). Error "package_invalid".
Result<std::vector<ThincNode>> read_thinc(const std::string& path);

/// Values of an attribute or a small msgpack file. Error "package_invalid".
Result<std::int64_t> msgpack_integer(std::string_view bytes);
Result<std::vector<std::string>> msgpack_strings(std::string_view bytes);
/// Member `key`, a string, of a map.
Result<std::string> msgpack_string_at(std::string_view bytes, std::string_view key);
/// A map of unsigned integers to unsigned integers, in the file's order.
Result<std::vector<std::pair<std::uint64_t, std::uint64_t>>> msgpack_integer_map(std::string_view bytes);

/// A .npy file of little-endian float32 in C order with two dimensions.
Result<ThincArray> read_npy(const std::string& path);

}  // namespace newshound::annotate
