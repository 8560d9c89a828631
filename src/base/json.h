// JSON in and out, over RapidJSON: strict UTF-8, iterative parsing (deep nesting cannot exhaust the stack), member order
// kept.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "base/result.h"

namespace newshound::json {

using Document = rapidjson::Document;
using Value = rapidjson::Value;

/// Parses one JSON text. Error code "bad_json", with the byte offset in the message.
Result<Document> parse(std::string_view s);

/// The string member `name` of object `v`, or "" where it is absent, null or no string. Views live as long as `v`.
std::string_view string_at(const Value& v, const char* name);
/// The number member `name`, or `otherwise`.
double number_at(const Value& v, const char* name, double otherwise = 0);
std::int64_t integer_at(const Value& v, const char* name, std::int64_t otherwise = 0);
bool bool_at(const Value& v, const char* name, bool otherwise = false);
/// The array member `name`, or nullptr.
const Value* array_at(const Value& v, const char* name);
const Value* object_at(const Value& v, const char* name);

/// Streaming writer of one compact JSON text. Calls must nest as JSON does (asserted by RapidJSON).
class Writer {
public:
    Writer() : writer_(buffer_) {}
    Writer& begin_object() {
        writer_.StartObject();
        return *this;
    }
    Writer& end_object() {
        writer_.EndObject();
        return *this;
    }
    Writer& begin_array() {
        writer_.StartArray();
        return *this;
    }
    Writer& end_array() {
        writer_.EndArray();
        return *this;
    }
    Writer& key(std::string_view k) {
        writer_.Key(k.data(), static_cast<rapidjson::SizeType>(k.size()));
        return *this;
    }
    /// Text that is no valid UTF-8 is mended with U+FFFD first: what is printed is always JSON.
    Writer& string(std::string_view s);
    Writer& integer(std::int64_t n) {
        writer_.Int64(n);
        return *this;
    }
    /// Shortest decimal form that reads back the same; whole numbers without a fraction. NaN and infinities become null.
    Writer& number(double d);
    Writer& boolean(bool b) {
        writer_.Bool(b);
        return *this;
    }
    Writer& null() {
        writer_.Null();
        return *this;
    }
    /// A string, or null where it is empty.
    Writer& string_or_null(std::string_view s) { return s.empty() ? null() : string(s); }
    [[nodiscard]] std::string_view view() const { return {buffer_.GetString(), buffer_.GetSize()}; }
    [[nodiscard]] std::string str() const { return std::string(view()); }

private:
    rapidjson::StringBuffer buffer_;
    rapidjson::Writer<rapidjson::StringBuffer> writer_;
};

}  // namespace newshound::json
