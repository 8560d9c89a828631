#include "annotate/thinc_file.h"

#include <cstring>

#include "annotate/msgpack_reader.h"
#include "base/file.h"

namespace newshound::annotate {

namespace {

using Kind = MsgpackReader::Kind;

constexpr std::uint64_t kLargestFile = std::uint64_t{1} << 30U;

tl::unexpected<Error> invalid(const std::string& why) {
    return fail("package_invalid", "model", "no usable spaCy package: " + why);
}

/// Copies `data` into floats; the shape's product must be their number.
bool take_floats(std::string_view data, ThincArray& out) {
    std::size_t count = 1;
    for (const std::size_t n : out.shape) {
        if (n != 0 && count > data.size() / n) return false;
        count *= n;
    }
    if (count * sizeof(float) != data.size()) return false;
    out.values.resize(count);
    if (count > 0) std::memcpy(out.values.data(), data.data(), data.size());  // the data is not aligned
    return true;
}

/// An array as srsly writes it: a map with "type", "shape" and "data".
Status read_array(MsgpackReader& in, ThincArray& out) {
    std::string_view type;
    std::string_view data;
    if (in.peek() != Kind::map) return invalid("weights that are no array");
    for (std::uint32_t left = in.map(); left > 0 && !in.failed(); --left) {
        const std::string_view key = in.string();
        if (key == "type") {
            type = in.string();
        } else if (key == "data") {
            data = in.string();
        } else if (key == "shape") {
            for (std::uint32_t dimensions = in.array(); dimensions > 0 && !in.failed(); --dimensions)
                out.shape.push_back(in.integer());
        } else {
            in.skip();
        }
    }
    if (in.failed() || type != "<f4") return invalid("weights that are no 32-bit floats");
    if (!take_floats(data, out)) return invalid("weights whose shape is not that of their data");
    return {};
}

/// {"name", "refs": {name: index or nil}, ...}
void read_node(MsgpackReader& in, ThincNode& out) {
    for (std::uint32_t left = in.map(); left > 0 && !in.failed(); --left) {
        const std::string_view key = in.string();
        if (key == "name") {
            out.name = in.string();
        } else if (key == "refs") {
            for (std::uint32_t refs = in.map(); refs > 0 && !in.failed(); --refs) {
                const std::string_view name = in.string();
                if (in.peek() == Kind::integer)
                    out.refs.emplace(name, in.integer());
                else
                    in.skip();
            }
        } else {
            in.skip();
        }
    }
}

/// Calls `read(node)` for every element of an array of as many elements as there are nodes (all arrays agree in that).
template <class Read>
bool for_each_node(MsgpackReader& in, std::vector<ThincNode>& nodes, Read read) {
    const std::uint32_t count = in.array();
    if (nodes.empty()) nodes.resize(count);
    if (nodes.size() != count) return false;
    for (ThincNode& node : nodes)
        if (!in.failed()) read(node);
    return !in.failed();
}

}  // namespace

Result<std::vector<ThincNode>> read_thinc(const std::string& path) {
    const auto bytes = file::read(path, kLargestFile);
    if (!bytes) return tl::unexpected(bytes.error());
    MsgpackReader in(*bytes);
    std::vector<ThincNode> nodes;
    Status status;
    const auto read_attributes = [&](ThincNode& node) {
        for (std::uint32_t left = in.map(); left > 0 && !in.failed(); --left) {
            const std::string_view key = in.string();
            node.attributes.emplace(key, in.string());
        }
    };
    const auto read_params = [&](ThincNode& node) {
        for (std::uint32_t left = in.map(); left > 0 && !in.failed() && status; --left) {
            const std::string_view key = in.string();
            if (in.peek() == Kind::nil)
                in.skip();
            else
                status = read_array(in, node.params[std::string(key)]);
        }
    };
    bool agree = true;
    int found = 0;
    for (std::uint32_t left = in.map(); left > 0 && !in.failed() && agree && status; --left) {
        const std::string_view key = in.string();
        found += key == "nodes" || key == "attrs" || key == "params" ? 1 : 0;
        if (key == "nodes")
            agree = for_each_node(in, nodes, [&](ThincNode& node) { read_node(in, node); });
        else if (key == "attrs")
            agree = for_each_node(in, nodes, read_attributes);
        else if (key == "params")
            agree = for_each_node(in, nodes, read_params);
        else
            in.skip();
    }
    if (!status) return invalid(path + ": " + status.error().message);
    if (in.failed() || !agree || found != 3) return invalid(path + " is no thinc model, or damaged");
    return nodes;
}

Result<std::int64_t> msgpack_integer(std::string_view bytes) {
    MsgpackReader in(bytes);
    const std::uint64_t n = in.integer();
    if (in.failed() || n > INT64_MAX) return invalid("an attribute is no number");
    return static_cast<std::int64_t>(n);
}

Result<std::vector<std::string>> msgpack_strings(std::string_view bytes) {
    MsgpackReader in(bytes);
    std::vector<std::string> out;
    for (std::uint32_t left = in.array(); left > 0 && !in.failed(); --left) out.emplace_back(in.string());
    if (in.failed()) return invalid("an attribute is no list of strings");
    return out;
}

Result<std::string> msgpack_string_at(std::string_view bytes, std::string_view key) {
    MsgpackReader in(bytes);
    for (std::uint32_t left = in.map(); left > 0 && !in.failed(); --left) {
        const bool wanted = in.string() == key;
        if (wanted && in.peek() == Kind::string) return std::string(in.string());
        in.skip();
    }
    return invalid("no member " + std::string(key));
}

Result<std::vector<std::pair<std::uint64_t, std::uint64_t>>> msgpack_integer_map(std::string_view bytes) {
    MsgpackReader in(bytes);
    std::vector<std::pair<std::uint64_t, std::uint64_t>> out;
    for (std::uint32_t left = in.map(); left > 0 && !in.failed(); --left) {
        const std::uint64_t key = in.integer();
        const std::uint64_t value = in.integer();
        if (static_cast<std::int64_t>(value) >= 0) out.emplace_back(key, value);  // -1: a key without a row
    }
    if (in.failed()) return invalid("a table is no map of numbers");
    return out;
}

Result<ThincArray> read_npy(const std::string& path) {
    const auto bytes = file::read(path, kLargestFile);
    if (!bytes) return tl::unexpected(bytes.error());
    const std::string_view all = *bytes;
    if (all.size() < 10 || all.substr(0, 6) != "\x93NUMPY") return invalid(path + " is no .npy file");
    const bool long_header = all[6] != 1;
    const std::size_t begin = long_header ? 12 : 10;
    std::uint32_t length = 0;
    if (all.size() < begin) return invalid(path + " is cut short");
    std::memcpy(&length, all.data() + 8, long_header ? 4 : 2);
    if (all.size() - begin < length) return invalid(path + " is cut short");
    const std::string_view header = all.substr(begin, length);
    const std::size_t shape = header.find("'shape': (");
    if (header.find("'descr': '<f4'") == std::string_view::npos ||
        header.find("'fortran_order': False") == std::string_view::npos || shape == std::string_view::npos)
        return invalid(path + " holds no 32-bit floats in C order");
    ThincArray out;
    std::size_t n = 0;
    bool digits = false;
    for (const char c : header.substr(shape + 10)) {
        if (c >= '0' && c <= '9' && n < kLargestFile) {
            n = n * 10 + static_cast<std::size_t>(c - '0');
            digits = true;
        } else if (digits) {
            out.shape.push_back(n);
            n = 0;
            digits = false;
        }
        if (c == ')') break;
    }
    if (out.shape.size() != 2 || !take_floats(all.substr(begin + length), out))
        return invalid(path + " has an impossible shape");
    return out;
}

}  // namespace newshound::annotate
