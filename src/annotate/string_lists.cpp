#include "annotate/string_lists.h"

#include <algorithm>
#include <cstring>

namespace newshound::annotate {

namespace {

template <class T>
void append(std::string& out, const T* values, std::size_t count) {
    out.append(reinterpret_cast<const char*>(values), count * sizeof(T));
}

bool ascends(std::span<const std::uint32_t> values, std::size_t last) {
    return values.front() == 0 && values.back() == last && std::is_sorted(values.begin(), values.end());
}

}  // namespace

Result<StringLists> StringLists::open(std::string_view section, std::string_view name) {
    StringLists out;
    if (section.empty()) return out;
    const auto damaged = [&] {
        return fail("model_damaged", "model",
                    "section " + std::string(name) + " of the language model is damaged. Run: newshound model install");
    };
    std::uint64_t counts[2];
    if (section.size() < sizeof counts) return damaged();
    std::memcpy(counts, section.data(), sizeof counts);
    const auto [n, m] = counts;
    const std::uint64_t limit = section.size();
    if (n > limit || m > limit) return damaged();
    const std::uint64_t pool_at = sizeof counts + n * 8 + (n + 1) * 4 + (m + 1) * 4;
    if (pool_at > limit) return damaged();
    const char* at = section.data() + sizeof counts;
    out.keys_ = {reinterpret_cast<const StringId*>(at), n};
    out.first_ = {reinterpret_cast<const std::uint32_t*>(at + n * 8), n + 1};
    out.offsets_ = {reinterpret_cast<const std::uint32_t*>(at + n * 8 + (n + 1) * 4), m + 1};
    out.pool_ = section.substr(pool_at);
    if (!ascends(out.first_, m) || !ascends(out.offsets_, out.pool_.size())) return damaged();
    return out;
}

bool StringLists::contains(StringId key) const { return std::binary_search(keys_.begin(), keys_.end(), key); }

std::optional<StringLists::Values> StringLists::find(StringId key) const {
    const auto it = std::lower_bound(keys_.begin(), keys_.end(), key);
    if (it == keys_.end() || *it != key) return std::nullopt;
    return at(static_cast<std::size_t>(it - keys_.begin()));
}

std::string StringLists::encode(std::vector<std::pair<StringId, std::vector<std::string>>> entries) {
    std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    entries.erase(
        std::unique(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first == b.first; }),
        entries.end());
    std::vector<StringId> keys;
    std::vector<std::uint32_t> first = {0}, offsets = {0};
    std::string pool;
    for (const auto& [key, strings] : entries) {
        keys.push_back(key);
        for (const std::string& s : strings) {
            pool += s;
            offsets.push_back(static_cast<std::uint32_t>(pool.size()));
        }
        first.push_back(static_cast<std::uint32_t>(offsets.size() - 1));
    }
    std::string out;
    const std::uint64_t counts[2] = {keys.size(), offsets.size() - 1};
    append(out, counts, 2);
    append(out, keys.data(), keys.size());
    append(out, first.data(), first.size());
    append(out, offsets.data(), offsets.size());
    out += pool;
    return out;
}

}  // namespace newshound::annotate
