#include "annotate/model_file.h"

#include <algorithm>
#include <cstring>

#include "base/hash.h"

namespace newshound::annotate {

namespace {

constexpr char kMagic[8] = {'N', 'H', 'M', 'O', 'D', 'E', 'L', '\0'};
constexpr std::size_t kAlign = 64;

struct Header {
    char magic[8];
    std::uint32_t format;
    std::uint32_t sections;
    std::uint64_t size;
    std::uint64_t checksum;
};
static_assert(sizeof(Header) == 32);

struct TableRow {
    char name[64];
    std::uint64_t offset;
    std::uint64_t size;
};
static_assert(sizeof(TableRow) == 80);

std::size_t aligned(std::size_t n) { return (n + kAlign - 1) / kAlign * kAlign; }

tl::unexpected<Error> damaged(const std::string& path, const std::string& why) {
    return fail("model_damaged", "model", path + ": " + why + ". Run: newshound model install", path);
}

}  // namespace

Result<ModelFile> ModelFile::open(const std::string& path) {
    auto map = file::Map::open(path);
    if (!map) {
        if (map.error().code == "not_found")
            return fail("model_missing", "model", "no language model at " + path + ". Run: newshound model install", path);
        return tl::unexpected(map.error());
    }
    ModelFile model;
    model.map_ = std::move(*map);
    const std::string_view bytes = model.map_.bytes();
    Header header;
    if (bytes.size() < sizeof header) return damaged(path, "no language model, or cut short");
    std::memcpy(&header, bytes.data(), sizeof header);
    if (std::memcmp(header.magic, kMagic, sizeof kMagic) != 0) return damaged(path, "no newshound language model");
    if (header.format != kModelFormat)
        return fail("model_format", "model",
                    path + " has model format " + std::to_string(header.format) + ", this program reads format " +
                        std::to_string(kModelFormat) + ". Run: newshound model install",
                    path);
    if (header.size != bytes.size()) return damaged(path, "cut short or overlong");
    if (hash::xxh3(bytes.substr(sizeof header)) != header.checksum) return damaged(path, "the checksum is wrong");
    const std::size_t table_end = sizeof header + std::size_t{header.sections} * sizeof(TableRow);
    if (table_end > bytes.size()) return damaged(path, "the section table is cut short");
    for (std::uint32_t i = 0; i < header.sections; ++i) {
        const char* at = bytes.data() + sizeof header + i * sizeof(TableRow);
        TableRow row;
        std::memcpy(&row, at, sizeof row);
        if (row.offset > bytes.size() || row.size > bytes.size() - row.offset)
            return damaged(path, "a section lies outside");
        model.sections_.emplace_back(std::string_view(at, ::strnlen(at, sizeof row.name)),
                                     bytes.substr(row.offset, row.size));
    }
    std::sort(model.sections_.begin(), model.sections_.end());
    return model;
}

std::string_view ModelFile::section(std::string_view name) const {
    const auto it = std::lower_bound(sections_.begin(), sections_.end(), name,
                                     [](const auto& section, std::string_view n) { return section.first < n; });
    return it != sections_.end() && it->first == name ? it->second : std::string_view();
}

std::vector<std::string_view> ModelFile::names() const {
    std::vector<std::string_view> out;
    for (const auto& section : sections_) out.push_back(section.first);
    return out;
}

void ModelWriter::add(std::string name, std::string bytes) { sections_.emplace_back(std::move(name), std::move(bytes)); }

Status ModelWriter::write(const std::string& path) const {
    std::size_t offset = aligned(sizeof(Header) + sections_.size() * sizeof(TableRow));
    std::string body(offset - sizeof(Header), '\0');
    for (std::size_t i = 0; i < sections_.size(); ++i) {
        TableRow row{};
        std::memcpy(row.name, sections_[i].first.data(), std::min(sections_[i].first.size(), sizeof row.name - 1));
        row.offset = offset;
        row.size = sections_[i].second.size();
        std::memcpy(body.data() + i * sizeof row, &row, sizeof row);
        body += sections_[i].second;
        offset = aligned(offset + row.size);
        body.resize(offset - sizeof(Header), '\0');
    }
    Header header{};
    std::memcpy(header.magic, kMagic, sizeof kMagic);
    header.format = kModelFormat;
    header.sections = static_cast<std::uint32_t>(sections_.size());
    header.size = sizeof header + body.size();
    header.checksum = hash::xxh3(body);
    std::string bytes(reinterpret_cast<const char*>(&header), sizeof header);
    bytes += body;
    return file::write_atomically(path, bytes);
}

}  // namespace newshound::annotate
