// Words as 64-bit keys, for tables that every word of every article is looked up in: a word is hashed once, a look-up is
// then one probe. Two of the few hundred thousand words that meet in a table share a key with odds of one in a billion.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace newshound::events {

using WordKey = std::uint64_t;

/// Key of a word as it is written; never 0.
WordKey key_of(std::string_view word);

/// What belongs to a key: open addressing, at most half full. Not for removing.
template <class Value>
class KeyMap {
public:
    /// The value of `key`, or nullptr.
    [[nodiscard]] const Value* find(WordKey key) const {
        if (slots_.empty()) return nullptr;
        for (std::size_t at = key & mask_;; at = (at + 1) & mask_) {
            if (slots_[at].key == key) return &slots_[at].value;
            if (slots_[at].key == 0) return nullptr;
        }
    }
    [[nodiscard]] bool contains(WordKey key) const { return find(key) != nullptr; }
    [[nodiscard]] bool contains(std::string_view word) const { return contains(key_of(word)); }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] std::size_t size() const { return size_; }

    /// The value of `key`, made if it was not there. `key` must not be 0. Moves the other values.
    Value& operator[](WordKey key) {
        if (2 * (size_ + 1) > slots_.size()) grow();
        Slot& slot = slots_[place(key)];
        size_ += slot.key == 0;
        slot.key = key;
        return slot.value;
    }
    Value& operator[](std::string_view word) { return (*this)[key_of(word)]; }

    /// Calls f(key, value) for all, in no order that means anything.
    template <class Function>
    void each(const Function& f) const {
        for (const Slot& slot : slots_)
            if (slot.key != 0) f(slot.key, slot.value);
    }
    template <class Function>
    void each(const Function& f) {
        for (Slot& slot : slots_)
            if (slot.key != 0) f(slot.key, slot.value);
    }

private:
    struct Slot {
        WordKey key = 0;  ///< 0 = free
        [[no_unique_address]] Value value{};
    };

    /// Where `key` is or would go.
    [[nodiscard]] std::size_t place(WordKey key) const {
        std::size_t at = key & mask_;
        while (slots_[at].key != 0 && slots_[at].key != key) at = (at + 1) & mask_;
        return at;
    }

    void grow() {
        std::vector<Slot> old(slots_.empty() ? 4 : 2 * slots_.size());
        old.swap(slots_);
        mask_ = slots_.size() - 1;
        for (Slot& slot : old)
            if (slot.key != 0) slots_[place(slot.key)] = std::move(slot);
    }

    std::vector<Slot> slots_;
    std::size_t mask_ = 0, size_ = 0;
};

/// A set of words.
class KeySet {
public:
    void insert(std::string_view word) { keys_[word] = {}; }
    void insert(WordKey key) { keys_[key] = {}; }
    /// Adds all of `other`.
    void insert(const KeySet& other) {
        other.keys_.each([&](WordKey key, const Nothing&) { keys_[key] = {}; });
    }
    [[nodiscard]] bool contains(WordKey key) const { return keys_.contains(key); }
    [[nodiscard]] bool contains(std::string_view word) const { return keys_.contains(word); }
    [[nodiscard]] bool empty() const { return keys_.empty(); }
    [[nodiscard]] std::size_t size() const { return keys_.size(); }

private:
    struct Nothing {};
    KeyMap<Nothing> keys_;
};

}  // namespace newshound::events
