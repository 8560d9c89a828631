#include "annotate/thinc_file.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <random>

#include "base/file.h"

using namespace newshound;
using namespace newshound::annotate;

namespace {

// MessagePack by hand, as srsly writes it.
std::string str(std::string_view s) { return std::string(1, static_cast<char>(0xA0 + s.size())) + std::string(s); }
std::string bin(std::string_view s) { return std::string("\xC4") + static_cast<char>(s.size()) + std::string(s); }
std::string map(std::size_t n) { return std::string(1, static_cast<char>(0x80 + n)); }
std::string array(std::size_t n) { return std::string(1, static_cast<char>(0x90 + n)); }
const std::string kNil = "\xC0";

std::string floats(std::size_t rows, std::size_t columns, std::string_view type = "<f4") {
    std::string data(rows * columns * 4, '\0');
    for (std::size_t i = 0; i < rows * columns; ++i) data[4 * i + 3] = 0x3F;  // 0.5
    return map(5) + bin("nd") + "\xC3" + bin("type") + str(type) + bin("kind") + bin("") + bin("shape") + array(2) +
           static_cast<char>(rows) + static_cast<char>(columns) + bin("data") + bin(data);
}

std::string model(const std::string& weights) {
    return map(4) + str("nodes") + array(2) + map(2) + str("name") + str("top") + str("refs") + map(2) + str("upper") +
           "\x01" + str("none") + kNil + map(1) + str("name") + str("linear") + str("attrs") + array(2) + map(1) +
           str("column") + bin("\x05") + map(0) + str("params") + array(2) + map(0) + map(2) + str("W") + weights +
           str("b") + kNil + str("shims") + array(0);
}

/// Writes `bytes` and reads them as a thinc model.
Result<std::vector<ThincNode>> read(const std::string& bytes) {
    const std::string path =
        (std::filesystem::temp_directory_path() / ("newshound-thinc-test-" + std::to_string(::getpid()))).string();
    REQUIRE(file::write_atomically(path, bytes).has_value());
    auto nodes = read_thinc(path);
    std::remove(path.c_str());
    return nodes;
}

}  // namespace

TEST_CASE("a thinc model is read") {
    const auto nodes = read(model(floats(2, 3)));
    REQUIRE(nodes.has_value());
    REQUIRE(nodes->size() == 2);
    CHECK((*nodes)[0].name == "top");
    CHECK((*nodes)[0].refs == std::map<std::string, std::uint64_t>{{"upper", 1}});
    CHECK(msgpack_integer((*nodes)[0].attributes.at("column")).value() == 5);
    CHECK((*nodes)[1].params.size() == 1);
    CHECK((*nodes)[1].params.at("W").shape == std::vector<std::size_t>{2, 3});
    CHECK((*nodes)[1].params.at("W").values.size() == 6);
}

TEST_CASE("a thinc model that is cut short, changed or of other types is refused and harms nobody") {
    const std::string whole = model(floats(2, 3));
    for (std::size_t n = 0; n + 7 < whole.size(); ++n) {  // "shims", the last member, is not needed
        CAPTURE(n);
        CHECK(!read(whole.substr(0, n)).has_value());
    }
    CHECK(!read(model(floats(2, 3, "<f8"))).has_value());
    CHECK(!read(model(kNil + kNil)).has_value());
    std::string wrong_shape = model(floats(2, 3));
    wrong_shape[wrong_shape.find("\x92\x02\x03") + 1] = 4;
    CHECK(!read(wrong_shape).has_value());
    std::mt19937 random(3);
    for (int i = 0; i < 2000; ++i) {
        std::string changed = whole;
        for (int k = 0; k < 3; ++k) changed[random() % changed.size()] = static_cast<char>(random());
        (void)read(changed);  // any answer, no crash
    }
}
