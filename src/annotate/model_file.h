// A language model as one memory-mapped file: what `newshound model install` writes and the runtime reads.
//
// Layout, little-endian: 8 bytes magic "NHMODEL\0"; u32 format version; u32 number of sections; u64 file size; u64 XXH3-64
// of all bytes after this 32-byte header. Then the section table, one 80-byte row each: name (64 bytes, zero-padded), u64
// offset from the start of the file, u64 size. Then the sections, each at a multiple of 64 bytes. Section "meta" is a JSON
// object: lang, name, version, license, license_text, source, source_sha256, pipeline, ...
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/result.h"

namespace newshound::annotate {

constexpr std::uint32_t kModelFormat = 1;

class ModelFile {
public:
    /// Maps and checks a model file. Error codes: "model_missing", "model_damaged" (no model, cut short, wrong checksum),
    /// "model_format" (written by another version); each message names the command that mends it.
    static Result<ModelFile> open(const std::string& path);

    /// A section's bytes, 64-byte aligned; empty where there is none of that name. Views live as long as this object.
    [[nodiscard]] std::string_view section(std::string_view name) const;

    /// Section `name` as an array of T; empty if absent. Its size must be a multiple of sizeof(T) (else "model_damaged").
    template <class T>
    [[nodiscard]] std::span<const T> array(std::string_view name) const {
        const std::string_view bytes = section(name);
        return {reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T)};
    }

    [[nodiscard]] std::vector<std::string_view> names() const;

private:
    file::Map map_;
    std::vector<std::pair<std::string_view, std::string_view>> sections_;  // sorted by name
};

class ModelWriter {
public:
    /// `name` has at most 63 bytes and is new.
    void add(std::string name, std::string bytes);
    template <class T>
    void add_array(std::string name, const std::vector<T>& values) {
        add(std::move(name), std::string(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T)));
    }
    /// Writes the file atomically. The bytes depend on the sections only (same input, same file).
    [[nodiscard]] Status write(const std::string& path) const;

private:
    std::vector<std::pair<std::string, std::string>> sections_;
};

}  // namespace newshound::annotate
