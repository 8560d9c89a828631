// A read-only map from string id to a list of strings, used straight from a mapped model file: norm exceptions, lemma
// exceptions, word lists. Written by convert.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "annotate/lexed.h"
#include "base/result.h"

namespace newshound::annotate {

/// Layout: u64 number of keys n, u64 number of strings m; u64 key[n] ascending; u32 first[n + 1] (key i has strings
/// first[i] .. first[i + 1]); u32 offset[m + 1] (string j is pool[offset[j], offset[j + 1])); pool.
/// In a plain word list no key has strings.
class StringLists {
public:
    /// The strings of one key.
    class Values {
    public:
        Values() = default;
        Values(const StringLists* table, std::uint32_t first, std::uint32_t last)
            : table_(table), first_(first), last_(last) {}
        [[nodiscard]] std::size_t size() const { return last_ - first_; }
        [[nodiscard]] std::string_view operator[](std::size_t i) const {
            return table_->string(first_ + static_cast<std::uint32_t>(i));
        }

    private:
        const StringLists* table_ = nullptr;
        std::uint32_t first_ = 0, last_ = 0;
    };

    StringLists() = default;
    /// Checks every offset. An empty section is an empty map. Error "model_damaged"; `section` must be 8-byte aligned and
    /// outlive the map.
    static Result<StringLists> open(std::string_view section, std::string_view name);

    [[nodiscard]] std::size_t size() const { return keys_.size(); }
    [[nodiscard]] bool contains(StringId key) const;
    /// nullopt if the key is absent.
    [[nodiscard]] std::optional<Values> find(StringId key) const;
    /// Values of the i-th key in key order.
    [[nodiscard]] Values at(std::size_t i) const { return {this, first_[i], first_[i + 1]}; }
    [[nodiscard]] StringId key(std::size_t i) const { return keys_[i]; }

    /// The bytes of a section. The first of several entries with the same key wins.
    static std::string encode(std::vector<std::pair<StringId, std::vector<std::string>>> entries);

private:
    [[nodiscard]] std::string_view string(std::uint32_t i) const {
        return pool_.substr(offsets_[i], offsets_[i + 1] - offsets_[i]);
    }

    std::span<const StringId> keys_;
    std::span<const std::uint32_t> first_, offsets_;
    std::string_view pool_;
};

}  // namespace newshound::annotate
