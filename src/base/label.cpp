#include "base/label.h"

#include <mutex>
#include <unordered_set>

namespace newshound {

namespace {

const std::string& empty_string() {
    static const std::string empty;
    return empty;
}

const std::string& intern(std::string_view s) {
    if (s.empty()) return empty_string();
    static std::mutex mutex;
    static std::unordered_set<std::string> pool;  // node-based: addresses stay
    const std::lock_guard lock(mutex);
    return *pool.emplace(s).first;
}

}  // namespace

Label::Label() : value_(&empty_string()) {}
Label::Label(std::string_view s) : value_(&intern(s)) {}

}  // namespace newshound
