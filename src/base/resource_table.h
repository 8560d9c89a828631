// What the build generates from data/: where each compiled-in file lies. Use base/resource.h.
#pragma once

#include <span>
#include <string_view>

namespace newshound::resource {

struct Entry {
    std::string_view name;
    const char* begin;
    const char* end;
};

std::span<const Entry> table();

}  // namespace newshound::resource
