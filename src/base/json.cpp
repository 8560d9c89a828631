#include "base/json.h"

#include <cmath>

#include <rapidjson/error/en.h>

#include "base/text.h"

namespace newshound::json {

Result<Document> parse(std::string_view s) {
    Document d;
    // Not kParseFullPrecisionFlag: it runs into undefined behaviour on "0e96". Numbers may differ in the last binary digit.
    d.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(s.data(), s.size());
    if (d.HasParseError()) {
        return fail("bad_json", "ingest",
                    "not valid JSON: " + std::string(rapidjson::GetParseError_En(d.GetParseError())) + " At byte " +
                        std::to_string(d.GetErrorOffset()) + ".");
    }
    return d;
}

namespace {

const Value* member(const Value& v, const char* name) {
    if (!v.IsObject()) return nullptr;
    const auto it = v.FindMember(name);
    return it == v.MemberEnd() ? nullptr : &it->value;
}

}  // namespace

std::string_view string_at(const Value& v, const char* name) {
    const Value* m = member(v, name);
    return m && m->IsString() ? std::string_view(m->GetString(), m->GetStringLength()) : std::string_view();
}

double number_at(const Value& v, const char* name, double otherwise) {
    const Value* m = member(v, name);
    return m && m->IsNumber() ? m->GetDouble() : otherwise;
}

std::int64_t integer_at(const Value& v, const char* name, std::int64_t otherwise) {
    const Value* m = member(v, name);
    return m && m->IsInt64() ? m->GetInt64() : otherwise;
}

bool bool_at(const Value& v, const char* name, bool otherwise) {
    const Value* m = member(v, name);
    return m && m->IsBool() ? m->GetBool() : otherwise;
}

const Value* array_at(const Value& v, const char* name) {
    const Value* m = member(v, name);
    return m && m->IsArray() ? m : nullptr;
}

const Value* object_at(const Value& v, const char* name) {
    const Value* m = member(v, name);
    return m && m->IsObject() ? m : nullptr;
}

Writer& Writer::string(std::string_view s) {
    if (text::is_valid_utf8(s)) {
        writer_.String(s.data(), static_cast<rapidjson::SizeType>(s.size()));
    } else {
        const std::string mended = text::to_valid_utf8(s);
        writer_.String(mended.data(), static_cast<rapidjson::SizeType>(mended.size()));
    }
    return *this;
}

Writer& Writer::number(double d) {
    if (!std::isfinite(d))
        writer_.Null();
    else if (d == std::floor(d) && std::abs(d) < 9e15)
        writer_.Int64(static_cast<std::int64_t>(d));
    else
        writer_.Double(d);
    return *this;
}

}  // namespace newshound::json
