// Packages from outside: cut short, with unsafe names, or with files that claim more than they hold. Each gives an error.
#include <doctest/doctest.h>
#include <unistd.h>
#include <zip.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "annotate/convert.h"
#include "annotate/install.h"
#include "annotate/msgpack_reader.h"
#include "annotate/package.h"
#include "base/file.h"

using namespace newshound;
using namespace newshound::annotate;
namespace fs = std::filesystem;

namespace {

class Folder {
public:
    Folder() {
        path_ = (fs::temp_directory_path() / ("newshound-convert-test-" + std::to_string(::getpid()))).string();
        fs::create_directories(path_);
    }
    ~Folder() { fs::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

/// Sets a variable of the environment for as long as it lives.
class Environment {
public:
    Environment(const char* name, const std::string& value) : name_(name) {
        if (const char* before = std::getenv(name)) before_ = before;
        ::setenv(name, value.c_str(), 1);
    }
    ~Environment() {
        if (before_)
            ::setenv(name_, before_->c_str(), 1);
        else
            ::unsetenv(name_);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

private:
    const char* name_;
    std::optional<std::string> before_;
};

using Files = std::vector<std::pair<std::string, std::string>>;

void write_zip(const std::string& path, const Files& files) {
    fs::remove(path);
    zip_t* archive = zip_open(path.c_str(), ZIP_CREATE, nullptr);
    REQUIRE(archive != nullptr);
    for (const auto& [name, bytes] : files)
        zip_file_add(archive, name.c_str(), zip_source_buffer(archive, bytes.data(), bytes.size(), 0), ZIP_FL_ENC_UTF_8);
    REQUIRE(zip_close(archive) == 0);
}

void write(const std::string& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

const std::string kMeta = R"({"lang": "xx", "name": "tiny", "version": "1.0", "license": "MIT", "author": "Somebody"})";
// {"prefix_search": "^x", "exceptions": {"a": [{65: "a"}]}}
const std::string kTokenizer =
    std::string("\x82\xAD") + "prefix_search\xA2^x\xAA" + "exceptions\x81\xA1" + "a\x91\x81\x41\xA1" + "a";

}  // namespace

TEST_CASE("MessagePack: values, and every way to be cut short") {
    const std::string bytes("\x93\x01\xA2hi\x82\xC4\x01z\xC3\xCD\x01\x00\xCB\x3F\xF0\x00\x00\x00\x00\x00\x00", 22);
    MsgpackReader in(bytes);
    CHECK(in.array() == 3);
    CHECK(in.integer() == 1);
    CHECK(in.string() == "hi");
    CHECK(in.map() == 2);
    CHECK(in.string() == "z");
    CHECK(in.boolean());
    CHECK(in.integer() == 256);
    in.skip();
    CHECK(in.at_end());
    CHECK_FALSE(in.failed());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        MsgpackReader cut(std::string_view(bytes).substr(0, size));
        cut.skip();
        CHECK(cut.failed());
    }
    struct Row {
        std::string bytes;
        std::uint64_t value;
    };
    for (const Row& row : {Row{"\x7F", 127}, Row{"\xFF", UINT64_MAX}, Row{std::string("\xD1\xFF\x00", 3), UINT64_MAX - 255},
                           Row{"\xCF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFE", UINT64_MAX - 1}, Row{"\xCC\xC8", 200}}) {
        MsgpackReader number(row.bytes);
        CHECK(number.integer() == row.value);
        CHECK_FALSE(number.failed());
    }
    MsgpackReader greedy("\xDD\xFF\xFF\xFF\xFF");  // 4 billion elements in five bytes
    CHECK(greedy.array() == 0);
    CHECK(greedy.failed());
    std::string deep(100'000, '\x91');
    MsgpackReader nested(deep);
    nested.skip();
    CHECK(nested.failed());
}

TEST_CASE("archives that are none, are cut short, or lead out of their folder") {
    const Folder folder;
    CHECK(Package::open(folder / "absent.whl").error().code == "not_found");
    write(folder / "text.whl", "no archive at all");
    CHECK(Package::open(folder / "text.whl").error().code == "bad_package");
    write(folder / "empty.whl", "");
    CHECK_FALSE(Package::open(folder / "empty.whl"));
    write_zip(folder / "other.whl", {{"a/readme.txt", "hello"}});
    CHECK(Package::open(folder / "other.whl").error().code == "bad_package");
    write_zip(folder / "out.whl", {{"../../escaped.txt", "x"}, {"m/meta.json", kMeta}, {"m/tokenizer", kTokenizer}});
    CHECK(Package::open(folder / "out.whl").error().code == "bad_package");
    CHECK_FALSE(fs::exists(folder / "../escaped.txt"));
    write(folder / "gz.tar.gz", "\x1F\x8B\x08 and no more");
    CHECK(Package::open(folder / "gz.tar.gz").error().code == "bad_package");

    write_zip(folder / "good.whl", {{"deep/er/meta.json", kMeta}, {"deep/er/tokenizer", kTokenizer}, {"meta.json", kMeta}});
    std::string unpacked;
    {
        const auto package = Package::open(folder / "good.whl");
        REQUIRE(package);
        CHECK(package->name() == "good.whl");
        CHECK(package->sha256().size() == 64);
        CHECK(package->read("meta.json").value() == kMeta);
        CHECK_FALSE(package->read("absent"));
        unpacked = package->folder();
        CHECK(fs::exists(unpacked));
    }
    CHECK_FALSE(fs::exists(unpacked));  // the temporary folder goes with the object
    const std::string whole = file::read(folder / "good.whl").value();
    for (std::size_t size = 0; size < whole.size(); size += 7) {
        write(folder / "cut.whl", whole.substr(0, size));
        CHECK_FALSE(Package::open(folder / "cut.whl"));
    }
}

TEST_CASE("packages whose files are damaged or missing give an error and leave no model") {
    const Folder folder;
    const std::pair<const char*, Files> rows[] = {
        {"no networks", {{"meta.json", kMeta}, {"tokenizer", kTokenizer}}},
        {"meta", {{"meta.json", "{"}, {"tokenizer", kTokenizer}}},
        {"no language", {{"meta.json", "{}"}, {"tokenizer", kTokenizer}}},
        {"tokenizer cut", {{"meta.json", kMeta}, {"tokenizer", kTokenizer.substr(0, 30)}}},
        {"pattern",
         {{"meta.json", kMeta},
          {"tokenizer",
           "\x81\xAD"
           "prefix_search\xA1("}}},
        {"ruler", {{"meta.json", kMeta}, {"tokenizer", kTokenizer}, {"attribute_ruler/patterns", "\xDD\xFF\xFF\xFF\xFF"}}},
        {"lookups",
         {{"meta.json", kMeta},
          {"tokenizer", kTokenizer},
          {"vocab/lookups.bin",
           "\x81\xAB"
           "lexeme_norm\xDF\x7F"}}},
    };
    for (const auto& [name, files] : rows) {
        CAPTURE(std::string(name));
        write_zip(folder / "p.whl", files);
        const auto status = convert_package(folder / "p.whl", folder / "p.nhm");
        REQUIRE_FALSE(status);
        CHECK(status.error().stage == "model");
        CHECK_FALSE(status.error().message.empty());
        CHECK_FALSE(fs::exists(folder / "p.nhm"));
    }
}

TEST_CASE("the table of pinned models reads, and finding says what to run") {
    const auto pinned = pinned_models();
    REQUIRE(pinned);
    CHECK(pinned->size() >= 4);
    for (const PinnedModel& model : *pinned) CHECK(model.model.starts_with(model.language + "_"));
    const Folder folder;
    const Environment data("XDG_DATA_HOME", folder / "data"), none("NEWSHOUND_MODEL", "");
    CHECK(models_folder() == folder / "data/newshound/models");
    CHECK(list_models().empty());
    const auto missing = find_model("fr", "");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().code == "model_missing");
    CHECK(missing.error().message.find("newshound model install fr") != std::string::npos);
    CHECK(find_model("", folder / "none.nhm").error().code == "model_missing");
    CHECK(install("no such model").error().code == "unknown_model");
    write(folder / "junk.whl", "junk");
    CHECK(install(folder / "junk.whl").error().code == "bad_package");
    CHECK(list_models().empty());
    write(folder / "model.nhm", "NHMODEL");
    const Environment damaged("NEWSHOUND_MODEL", folder / "model.nhm");
    CHECK(find_model("en", "").error().code == "model_damaged");
}
