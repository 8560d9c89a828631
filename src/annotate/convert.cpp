#include "annotate/convert.h"

#include <string_view>
#include <utility>
#include <vector>

#include "annotate/lookups.h"
#include "annotate/model_file.h"
#include "annotate/msgpack_reader.h"
#include "annotate/net.h"
#include "annotate/package.h"
#include "annotate/regex.h"
#include "annotate/string_id.h"
#include "annotate/string_lists.h"
#include "base/json.h"
#include "base/text.h"

namespace newshound::annotate {

namespace {

using Kind = MsgpackReader::Kind;
using Entries = std::vector<std::pair<StringId, std::vector<std::string>>>;

tl::unexpected<Error> bad(const Package& package, const std::string& why) {
    return fail("bad_package", "model", package.folder() + ": " + why, package.name());
}

// ---- tokenizer

/// ["don't", "do", "do", "n't", "not"] for {"don't": [{ORTH: "do", NORM: "do"}, {ORTH: "n't", NORM: "not"}]}.
void write_specials(MsgpackReader& in, json::Writer& out) {
    out.key("specials").begin_array();
    for (std::uint32_t left = in.map(); left > 0 && !in.failed(); --left) {
        out.begin_array().string(in.string());
        for (std::uint32_t tokens = in.array(); tokens > 0 && !in.failed(); --tokens) {
            std::string_view orth, norm;
            for (std::uint32_t attributes = in.map(); attributes > 0 && !in.failed(); --attributes) {
                const StringId key = in.peek() == Kind::integer ? in.integer() : string_id(in.string());
                if (key == string_id("ORTH"))
                    orth = in.string();
                else if (key == string_id("NORM"))
                    norm = in.string();
                else
                    in.skip();
            }
            out.string(orth).string(norm);
        }
        out.end_array();
    }
    out.end_array();
}

Status convert_tokenizer(const Package& package, ModelWriter& writer) {
    const auto bytes = package.read("tokenizer");
    if (!bytes) return tl::unexpected(bytes.error());
    MsgpackReader in(*bytes);
    json::Writer out;
    out.begin_object();
    const std::pair<std::string_view, const char*> patterns[] = {{"prefix_search", "prefix"},
                                                                 {"suffix_search", "suffix"},
                                                                 {"infix_finditer", "infix"},
                                                                 {"url_match", "url"},
                                                                 {"token_match", "token"}};
    bool specials = false;
    for (std::uint32_t left = in.map(); left > 0 && !in.failed(); --left) {
        const std::string_view key = in.string();
        const char* pattern = nullptr;
        for (const auto& [theirs, ours] : patterns)
            if (key == theirs) pattern = ours;
        if (pattern != nullptr && in.peek() == Kind::string) {
            const std::string source = Regex::from_python(in.string());
            if (auto regex = Regex::compile(source); !regex)
                return bad(package, "tokenizer, " + std::string(key) + ": " + regex.error().message);
            out.key(pattern).string(source);
        } else if (key == "exceptions" && in.peek() == Kind::map) {
            write_specials(in, out);
            specials = true;
        } else if (key == "faster_heuristics") {
            out.key("faster_heuristics").boolean(in.boolean());
        } else {
            in.skip();
        }
    }
    if (in.failed() || !specials) return bad(package, "tokenizer is damaged");
    out.end_object();
    writer.add("tokenizer", out.str());
    return {};
}

// ---- attribute ruler

/// One value as JSON; integers in the place of names (ORTH, LOWER) become the symbols' names.
void write_json(MsgpackReader& in, json::Writer& out, int depth) {
    constexpr int kDeepest = 16;
    if (depth > kDeepest) return in.skip();
    switch (in.peek()) {
        case Kind::string:
        case Kind::binary: out.string(in.string()); return;
        case Kind::integer: out.integer(static_cast<std::int64_t>(in.integer())); return;
        case Kind::boolean: out.boolean(in.boolean()); return;
        case Kind::array:
            out.begin_array();
            for (std::uint32_t left = in.array(); left > 0 && !in.failed(); --left) write_json(in, out, depth + 1);
            out.end_array();
            return;
        case Kind::map:
            out.begin_object();
            for (std::uint32_t left = in.map(); left > 0 && !in.failed(); --left) {
                out.key(in.peek() == Kind::integer ? symbol_name(in.integer()) : in.string());
                write_json(in, out, depth + 1);
            }
            out.end_object();
            return;
        default: in.skip(); out.null();
    }
}

Status convert_ruler(const Package& package, ModelWriter& writer) {
    if (!package.has("attribute_ruler/patterns")) return {};
    const auto bytes = package.read("attribute_ruler/patterns");
    if (!bytes) return tl::unexpected(bytes.error());
    MsgpackReader in(*bytes);
    json::Writer out;
    write_json(in, out, 0);
    if (in.failed() || !json::parse(out.view())) return bad(package, "attribute_ruler/patterns is damaged");
    writer.add("ruler", out.str());
    return {};
}

// ---- lookups

StringId read_key(MsgpackReader& in) { return in.peek() == Kind::integer ? in.integer() : string_id(in.string()); }

/// A string or a list of strings.
std::vector<std::string> read_strings(MsgpackReader& in) {
    std::vector<std::string> out;
    if (in.peek() == Kind::string) {
        out.emplace_back(in.string());
        return out;
    }
    for (std::uint32_t left = in.array(); left > 0 && !in.failed(); --left) out.emplace_back(in.string());
    return out;
}

/// {word: forms}, keyed by the word's id.
Entries read_map(MsgpackReader& in) {
    Entries out;
    for (std::uint32_t left = in.map(); left > 0 && !in.failed(); --left) {
        const StringId key = read_key(in);
        out.emplace_back(key, read_strings(in));
    }
    return out;
}

/// A list of words (or a map whose keys they are): ids without strings.
Entries read_words(MsgpackReader& in) {
    Entries out;
    const bool is_map = in.peek() == Kind::map;
    for (std::uint32_t left = is_map ? in.map() : in.array(); left > 0 && !in.failed(); --left) {
        out.emplace_back(read_key(in), std::vector<std::string>());
        if (is_map) in.skip();
    }
    return out;
}

/// [[old, new], ..] or [[rule, [feature, ..]], ..]: keyed by place, as the order counts.
Entries read_rules(MsgpackReader& in) {
    Entries out;
    for (std::uint32_t left = in.array(); left > 0 && !in.failed(); --left) {
        std::vector<std::string> strings;
        for (std::uint32_t parts = in.array(); parts > 0 && !in.failed(); --parts)
            for (std::string& s : read_strings(in)) strings.push_back(std::move(s));
        out.emplace_back(out.size(), std::move(strings));
    }
    return out;
}

/// Which of spaCy's tables are keyed by part of speech or rule, and how their parts are read.
Entries (*part_reader(std::string_view table))(MsgpackReader&) {
    if (table == "lemma_exc") return read_map;
    if (table == "lemma_index") return read_words;
    if (table == "lemma_rules" || table == "lemma_rules_groups") return read_rules;
    return nullptr;
}

Status convert_lookups(const Package& package, const std::string& name, ModelWriter& writer) {
    if (!package.has(name)) return {};
    const auto bytes = package.read(name);
    if (!bytes) return tl::unexpected(bytes.error());
    MsgpackReader in(*bytes);
    for (std::uint32_t tables = in.map(); tables > 0 && !in.failed(); --tables) {
        const std::string_view table = in.string();
        if (auto* const read_part = part_reader(table)) {
            for (std::uint32_t parts = in.map(); parts > 0 && !in.failed(); --parts) {
                const StringId key = read_key(in);
                writer.add(lookup_section(table, key), StringLists::encode(read_part(in)));
            }
        } else if (table == "lexeme_norm" || table == "lemma_lookup") {
            writer.add(lookup_section(table), StringLists::encode(read_map(in)));
        } else {
            in.skip();
        }
    }
    if (in.failed()) return bad(package, name + " is damaged");
    return {};
}

// ---- meta

/// Value of `key` in section `[section]` of config.cfg, JSON strings without their quotes; "" if absent.
std::string config_value(std::string_view config, std::string_view section, std::string_view key) {
    bool inside = false;
    for (std::string_view line : text::split(config, '\n')) {
        line = text::trim(line);
        if (line.starts_with('[')) {
            inside = line == "[" + std::string(section) + "]";
            continue;
        }
        const std::size_t equals = line.find('=');
        if (!inside || equals == std::string_view::npos || text::trim(line.substr(0, equals)) != key) continue;
        std::string_view value = text::trim(line.substr(equals + 1));
        if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
        return std::string(value);
    }
    return {};
}

constexpr std::string_view kMit =
    "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated "
    "documentation files (the \"Software\"), to deal in the Software without restriction, including without limitation the "
    "rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit "
    "persons to whom the Software is furnished to do so, subject to the following conditions:\n\n"
    "The above copyright notice and this permission notice shall be included in all copies or substantial portions of the "
    "Software.\n\n"
    "THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE "
    "WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR "
    "COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR "
    "OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.\n";

/// The licence stays with the model: the package's own texts, or the MIT notice where it only names the licence.
std::string license_text(const Package& package, std::string_view license, std::string_view author) {
    std::string out;
    for (const char* name : {"LICENSE", "LICENSES_SOURCES"}) {
        if (!package.has(name)) continue;
        if (const auto bytes = package.read(name)) out += text::to_valid_utf8(*bytes) + "\n";
    }
    if (!out.empty() || license != "MIT") return out;
    const std::string holder = author == "Explosion" ? "ExplosionAI GmbH" : std::string(author);
    return "MIT License\n\nCopyright (c) " + holder + "\n\n" + std::string(kMit);
}

Status convert_meta(const Package& package, ModelWriter& writer) {
    const auto bytes = package.read("meta.json");
    if (!bytes) return tl::unexpected(bytes.error());
    const auto meta = json::parse(*bytes);
    if (!meta || !meta->IsObject()) return bad(package, "meta.json is no JSON object");
    if (json::string_at(*meta, "lang").empty()) return bad(package, "meta.json names no language");
    json::Writer out;
    out.begin_object();
    for (const char* name : {"lang", "name", "version", "description", "author", "license"})
        out.key(name).string(json::string_at(*meta, name));
    out.key("license_text")
        .string(license_text(package, json::string_at(*meta, "license"), json::string_at(*meta, "author")));
    out.key("source").string(package.name()).key("source_sha256").string(package.sha256());
    out.key("pipeline").begin_array();
    if (const json::Value* pipeline = json::array_at(*meta, "pipeline"))
        for (const json::Value& pipe : pipeline->GetArray())
            if (pipe.IsString()) out.string({pipe.GetString(), pipe.GetStringLength()});
    out.end_array();
    const json::Value* vectors = json::object_at(*meta, "vectors");
    out.key("vectors").integer(vectors != nullptr ? json::integer_at(*vectors, "vectors") : 0);
    out.end_object();
    writer.add("meta", out.str());
    const auto config = package.read("config.cfg");
    const std::string mode = config ? config_value(*config, "components.lemmatizer", "mode") : std::string();
    json::Writer lemmatizer;
    lemmatizer.begin_object().key("language").string(json::string_at(*meta, "lang"));
    lemmatizer.key("mode").string(mode).end_object();
    if (!mode.empty()) writer.add("lemmatizer", lemmatizer.str());
    return {};
}

}  // namespace

Status convert_package(const std::string& source_path, const std::string& model_path) {
    const auto package = Package::open(source_path);
    if (!package) return tl::unexpected(package.error());
    ModelWriter writer;
    if (auto status = convert_meta(*package, writer); !status) return status;
    if (auto status = convert_tokenizer(*package, writer); !status) return status;
    if (auto status = convert_lookups(*package, "vocab/lookups.bin", writer); !status) return status;
    if (auto status = convert_ruler(*package, writer); !status) return status;
    if (auto status = convert_lookups(*package, "lemmatizer/lookups/lookups.bin", writer); !status) return status;
    if (auto status = convert_net(package->folder(), writer); !status) return bad(*package, status.error().message);
    return writer.write(model_path);
}

}  // namespace newshound::annotate
