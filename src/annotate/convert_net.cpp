// From a spaCy package's files to the sections that Net::load reads.
//
// "net.json" holds the dimensions, columns, seeds, labels and classes; "net.<network>.<layer>.<part>" the weights in thinc's
// order; "vectors.keys" and "vectors.rows" which row of "net.<network>.static" a word has. Static vectors are stored
// projected to the networks' width, which is all that is ever done with them.
#include <algorithm>
#include <limits>

#include "annotate/net.h"
#include "annotate/string_id.h"
#include "annotate/thinc_file.h"
#include "base/file.h"
#include "base/json.h"

namespace newshound::annotate {

namespace {

using Nodes = std::vector<ThincNode>;

tl::unexpected<Error> unsupported(const std::string& why) {
    return fail("package_unsupported", "model", "this spaCy package has " + why + ", which newshound cannot run");
}

bool has_shape(const ThincArray& a, std::initializer_list<std::size_t> shape) {
    return std::equal(a.shape.begin(), a.shape.end(), shape.begin(), shape.end());
}

/// Parameter `name` of a node; its number of dimensions must be `dimensions`.
Result<const ThincArray*> param(const ThincNode& node, const std::string& name, std::size_t dimensions) {
    const auto it = node.params.find(name);
    if (it == node.params.end() || it->second.shape.size() != dimensions)
        return unsupported("a " + node.name + " without " + name);
    return &it->second;
}

std::vector<const ThincNode*> named(const Nodes& nodes, std::string_view name) {
    std::vector<const ThincNode*> out;
    for (const ThincNode& node : nodes)
        if (node.name == name) out.push_back(&node);
    return out;
}

Result<std::int64_t> attribute(const ThincNode& node, const std::string& name) {
    const auto it = node.attributes.find(name);
    if (it == node.attributes.end()) return unsupported("a " + node.name + " without " + name);
    return msgpack_integer(it->second);
}

// ---- tok2vec -----------------------------------------------------------------------------------------------------------

struct Vectors {
    ThincArray table;
    std::vector<std::uint64_t> keys;
    std::vector<std::uint32_t> rows;
};

Status convert_embedding(const Nodes& nodes, const std::string& prefix, std::size_t width, json::Writer& out,
                         ModelWriter& writer) {
    const auto extract = named(nodes, "extract_features");
    const auto embeds = named(nodes, "hashembed");
    if (extract.size() != 1 || embeds.empty()) return unsupported("no hashed embedding");
    const auto columns_attribute = extract[0]->attributes.find("columns");
    if (columns_attribute == extract[0]->attributes.end()) return unsupported("an embedding without columns");
    const auto columns = msgpack_strings(columns_attribute->second);
    if (!columns) return tl::unexpected(columns.error());
    out.key("columns").begin_array();
    for (std::size_t i = 0; i < embeds.size(); ++i) {
        const auto column = attribute(*embeds[i], "column");
        const auto seed = attribute(*embeds[i], "seed");
        const auto table = param(*embeds[i], "E", 2);
        if (!column) return tl::unexpected(column.error());
        if (!seed) return tl::unexpected(seed.error());
        if (!table) return tl::unexpected(table.error());
        if (static_cast<std::uint64_t>(*column) >= columns->size())
            return unsupported("an embedding of a column that is not there");
        if ((*table)->shape[0] == 0 || (*table)->shape[1] != width) return unsupported("embeddings of different widths");
        out.begin_object().key("attr").string((*columns)[static_cast<std::size_t>(*column)]);
        out.key("seed").integer(*seed).key("rows").integer(static_cast<std::int64_t>((*table)->shape[0])).end_object();
        writer.add_array(prefix + "embed" + std::to_string(i), (*table)->values);
    }
    out.end_array();
    return {};
}

Status convert_static(const Nodes& nodes, const std::string& prefix, const Vectors& vectors, std::size_t width,
                      json::Writer& out, ModelWriter& writer) {
    const auto layers = named(nodes, "static_vectors");
    out.key("static").boolean(!layers.empty());
    if (layers.empty()) return {};
    const auto weights = param(*layers[0], "W", 2);
    if (!weights) return tl::unexpected(weights.error());
    const std::size_t inputs = (*weights)->shape[1];
    if (layers.size() != 1 || (*weights)->shape[0] != width || vectors.table.shape[1] != inputs)
        return unsupported("static vectors of another length than its network reads");
    const std::size_t rows = vectors.table.shape[0];
    std::vector<float> projected(rows * width);
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t o = 0; o < width; ++o) {
            const float* x = vectors.table.values.data() + r * inputs;
            const float* w = (*weights)->values.data() + o * inputs;
            double total = 0;
            for (std::size_t k = 0; k < inputs; ++k) total += static_cast<double>(x[k]) * static_cast<double>(w[k]);
            projected[r * width + o] = static_cast<float>(total);
        }
    writer.add_array(prefix + "static", projected);
    return {};
}

/// The mix and the encoder layers: the maxouts in breadth-first order, each with the layer norm of the same number.
Status convert_layers(const Nodes& nodes, const std::string& prefix, std::size_t width, std::size_t pieces,
                      ModelWriter& writer) {
    const auto maxouts = named(nodes, "maxout");
    const auto norms = named(nodes, "layernorm");
    for (std::size_t i = 0; i < maxouts.size(); ++i) {
        const auto weights = param(*maxouts[i], "W", 3);
        const auto bias = param(*maxouts[i], "b", 2);
        const auto gain = param(*norms[i], "G", 1);
        const auto shift = param(*norms[i], "b", 1);
        for (const auto* part : {&weights, &bias, &gain, &shift})
            if (!*part) return tl::unexpected(part->error());
        const std::size_t inputs = (*weights)->shape[2];
        if (!has_shape(**weights, {width, pieces, inputs}) || !has_shape(**bias, {width, pieces}) ||
            !has_shape(**gain, {width}) || !has_shape(**shift, {width}) || (i > 0 && inputs != 3 * width))
            return unsupported("layers of different widths");
        const std::string name = prefix + (i == 0 ? "mix" : "encode" + std::to_string(i));
        writer.add_array(name + ".W", (*weights)->values);
        writer.add_array(name + ".b", (*bias)->values);
        writer.add_array(name + ".gain", (*gain)->values);
        writer.add_array(name + ".shift", (*shift)->values);
    }
    return {};
}

Status convert_tok2vec(const Nodes& nodes, const std::string& prefix, const Vectors& vectors, json::Writer& out,
                       ModelWriter& writer) {
    const auto maxouts = named(nodes, "maxout");
    if (maxouts.size() < 2 || named(nodes, "layernorm").size() != maxouts.size())
        return unsupported("a tok2vec without maxout window encoder");
    for (const ThincNode* window : named(nodes, "expand_window")) {
        const auto size = attribute(*window, "window_size");
        if (!size) return tl::unexpected(size.error());
        if (*size != 1) return unsupported("an encoder that looks further than one token");
    }
    const auto weights = param(*maxouts[0], "W", 3);
    if (!weights) return tl::unexpected(weights.error());
    const std::size_t width = (*weights)->shape[0];
    const std::size_t pieces = (*weights)->shape[1];
    out.key("width").integer(static_cast<std::int64_t>(width));
    out.key("pieces").integer(static_cast<std::int64_t>(pieces));
    out.key("depth").integer(static_cast<std::int64_t>(maxouts.size() - 1));
    if (const Status ok = convert_embedding(nodes, prefix, width, out, writer); !ok) return ok;
    if (const Status ok = convert_static(nodes, prefix, vectors, width, out, writer); !ok) return ok;
    return convert_layers(nodes, prefix, width, pieces, writer);
}

Result<Vectors> read_vectors(const std::string& folder) {
    Vectors out;
    auto table = read_npy(folder + "/vocab/vectors");
    if (!table) return tl::unexpected(table.error());
    out.table = std::move(*table);
    const auto bytes = file::read(folder + "/vocab/key2row");
    if (!bytes) return tl::unexpected(bytes.error());
    auto rows = msgpack_integer_map(*bytes);
    if (!rows) return tl::unexpected(rows.error());
    std::stable_sort(rows->begin(), rows->end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [key, row] : *rows) {
        if (row >= out.table.shape[0]) return unsupported("a vector key without a row");
        if (!out.keys.empty() && out.keys.back() == key) continue;
        out.keys.push_back(key);
        out.rows.push_back(static_cast<std::uint32_t>(row));
    }
    return out;
}

// ---- tagger and morphologizer --------------------------------------------------------------------------------------------

/// UPOS of a symbol number, 0 = none.
Result<std::string_view> pos_name(std::int64_t symbol) {
    if (symbol == 0) return std::string_view();
    const std::string_view name = symbol > 0 ? symbol_name(static_cast<StringId>(symbol)) : std::string_view();
    if (name.empty()) return unsupported("a part of speech numbered " + std::to_string(symbol));
    return name;
}

Status write_tag_classes(const std::string& folder, bool morphologizer, json::Writer& out, std::size_t& count) {
    const auto text = file::read(folder + (morphologizer ? "/morphologizer/cfg" : "/tagger/cfg"));
    if (!text) return tl::unexpected(text.error());
    const auto cfg = json::parse(*text);
    if (!cfg) return tl::unexpected(cfg.error());
    if (!cfg->IsObject()) return unsupported("a tagger without labels");
    out.key("classes").begin_array();
    if (morphologizer) {
        const json::Value* morphs = json::object_at(*cfg, "labels_morph");
        const json::Value* poses = json::object_at(*cfg, "labels_pos");
        if (morphs == nullptr || poses == nullptr) return unsupported("a morphologizer without labels");
        for (const auto& m : morphs->GetObject()) {  // the order of the members is that of the classes
            if (!m.value.IsString()) return unsupported("a morphologizer label that is no text");
            const auto pos = pos_name(json::integer_at(*poses, m.name.GetString()));
            if (!pos) return tl::unexpected(pos.error());
            const std::string_view morph(m.value.GetString(), m.value.GetStringLength());
            out.begin_object().key("pos").string(*pos).key("morph").string(morph == "_" ? "" : morph).end_object();
            ++count;
        }
    } else {
        const json::Value* labels = json::array_at(*cfg, "labels");
        if (labels == nullptr) return unsupported("a tagger without labels");
        for (const auto& label : labels->GetArray()) {
            if (!label.IsString()) return unsupported("a tagger label that is no text");
            out.begin_object().key("tag").string({label.GetString(), label.GetStringLength()}).end_object();
            ++count;
        }
    }
    out.end_array();
    return {};
}

Status convert_tagger(const std::string& folder, json::Writer& out, ModelWriter& writer) {
    const bool morphologizer = file::read(folder + "/morphologizer/cfg").has_value();
    const auto nodes = read_thinc(folder + (morphologizer ? "/morphologizer/model" : "/tagger/model"));
    if (!nodes) return tl::unexpected(nodes.error());
    std::size_t count = 0;
    if (const Status ok = write_tag_classes(folder, morphologizer, out, count); !ok) return ok;
    const auto layers = named(*nodes, "softmax");
    if (layers.size() != 1) return unsupported("a tagger without softmax layer");
    const auto weights = param(*layers[0], "W", 2);
    const auto bias = param(*layers[0], "b", 1);
    if (!weights) return tl::unexpected(weights.error());
    if (!bias) return tl::unexpected(bias.error());
    if ((*weights)->shape[0] != count || (*bias)->shape[0] != count)
        return unsupported("another number of tags than labels");
    writer.add_array("net.tagger.W", (*weights)->values);
    writer.add_array("net.tagger.b", (*bias)->values);
    return {};
}

// ---- parser and entity recogniser
// ------------------------------------------------------------------------------------------

/// The classes in spaCy's order: by action; by frequency, then label, both descending; labels added later (negative) at the
/// end.
Status write_move_classes(const std::string& path, std::size_t count, json::Writer& out) {
    struct Move {
        std::int64_t action, frequency;
        std::string label;
    };
    const auto bytes = file::read(path);
    if (!bytes) return tl::unexpected(bytes.error());
    const auto text = msgpack_string_at(*bytes, "moves");
    if (!text) return tl::unexpected(text.error());
    const auto moves = json::parse(*text);
    if (!moves) return tl::unexpected(moves.error());
    if (!moves->IsObject()) return unsupported("a transition system without moves");
    std::vector<Move> all;
    for (const auto& action : moves->GetObject()) {
        const std::string_view name(action.name.GetString(), action.name.GetStringLength());
        if (name.size() != 1 || name[0] < '0' || name[0] > '9' || !action.value.IsObject())
            return unsupported("an action without name");
        for (const auto& label : action.value.GetObject()) {
            if (!label.value.IsInt64()) return unsupported("a move without frequency");
            all.push_back({name[0] - '0', label.value.GetInt64(), {label.name.GetString(), label.name.GetStringLength()}});
        }
    }
    const auto before = [](const Move& a, const Move& b) {
        const bool late_a = a.frequency < 0;
        const bool late_b = b.frequency < 0;
        if (late_a != late_b) return late_b;
        if (!late_a && a.action != b.action) return a.action < b.action;
        if (a.frequency != b.frequency) return a.frequency > b.frequency;
        if (a.label != b.label) return a.label > b.label;  // byte order of UTF-8 is code-point order
        return a.action < b.action;
    };
    std::sort(all.begin(), all.end(), before);
    if (all.size() != count) return unsupported("another number of moves than classes");
    out.key("classes").begin_array();
    for (const Move& m : all) out.begin_object().key("action").integer(m.action).key("label").string(m.label).end_object();
    out.end_array();
    return {};
}

/// `nodes` of parser/model or ner/model: the linear layer after tok2vec, the layer over the slots, the output layer.
Status convert_scorer(const std::string& folder, const Nodes& nodes, const std::string& name, json::Writer& out,
                      ModelWriter& writer) {
    if (nodes.empty()) return unsupported("an empty " + name);
    const auto upper_index = nodes[0].refs.find("upper");
    const auto lowers = named(nodes, "precomputable_affine");
    const auto linears = named(nodes, "linear");
    if (upper_index == nodes[0].refs.end() || upper_index->second >= nodes.size() || lowers.size() != 1 ||
        linears.size() != 2)
        return unsupported("a " + name + " of another architecture");
    const ThincNode* upper = &nodes[upper_index->second];
    if (upper != linears[0] && upper != linears[1]) return unsupported("a " + name + " without output layer");
    const ThincNode* linear = linears[0] == upper ? linears[1] : linears[0];
    const auto linear_weights = param(*linear, "W", 2);
    const auto linear_bias = param(*linear, "b", 1);
    const auto weights = param(*lowers[0], "W", 4);
    const auto bias = param(*lowers[0], "b", 2);
    const auto pad = param(*lowers[0], "pad", 4);
    const auto upper_weights = param(*upper, "W", 2);
    const auto upper_bias = param(*upper, "b", 1);
    for (const auto* part : {&linear_weights, &linear_bias, &weights, &bias, &pad, &upper_weights, &upper_bias})
        if (!*part) return tl::unexpected(part->error());
    const auto& shape = (*weights)->shape;  // slots, hidden, pieces, inner
    if (!has_shape(**bias, {shape[1], shape[2]}) || !has_shape(**pad, {1, shape[0], shape[1], shape[2]}) ||
        (*linear_weights)->shape[0] != shape[3] || (*linear_bias)->shape[0] != shape[3] ||
        (*upper_weights)->shape[1] != shape[1] || (*upper_bias)->shape[0] != (*upper_weights)->shape[0])
        return unsupported("a " + name + " of disagreeing layers");
    out.key("slots").integer(static_cast<std::int64_t>(shape[0])).key("hidden").integer(static_cast<std::int64_t>(shape[1]));
    out.key("pieces").integer(static_cast<std::int64_t>(shape[2])).key("inner").integer(static_cast<std::int64_t>(shape[3]));
    if (const Status ok = write_move_classes(folder + "/" + name + "/moves", (*upper_weights)->shape[0], out); !ok)
        return ok;
    const std::string prefix = "net." + name + ".";
    writer.add_array(prefix + "linear.W", (*linear_weights)->values);
    writer.add_array(prefix + "linear.b", (*linear_bias)->values);
    writer.add_array(prefix + "lower.W", (*weights)->values);
    writer.add_array(prefix + "lower.b", (*bias)->values);
    writer.add_array(prefix + "lower.pad", (*pad)->values);
    writer.add_array(prefix + "upper.W", (*upper_weights)->values);
    writer.add_array(prefix + "upper.b", (*upper_bias)->values);
    return {};
}

}  // namespace

Status convert_net(const std::string& package_folder, ModelWriter& writer) {
    const auto vectors = read_vectors(package_folder);
    const auto tok2vec = read_thinc(package_folder + "/tok2vec/model");
    const auto parser = read_thinc(package_folder + "/parser/model");
    const auto ner = read_thinc(package_folder + "/ner/model");
    if (!vectors) return tl::unexpected(vectors.error());
    for (const auto* part : {&tok2vec, &parser, &ner})
        if (!*part) return tl::unexpected(part->error());
    json::Writer out;
    out.begin_object().key("vector_rows").integer(static_cast<std::int64_t>(vectors->table.shape[0]));
    const auto part = [&](const char* key, auto convert) -> Status {
        out.key(key).begin_object();
        const Status ok = convert();
        out.end_object();
        return ok;
    };
    if (auto ok = part("tok2vec", [&] { return convert_tok2vec(*tok2vec, "net.tok2vec.", *vectors, out, writer); }); !ok)
        return ok;
    if (auto ok = part("tagger", [&] { return convert_tagger(package_folder, out, writer); }); !ok) return ok;
    if (auto ok = part("parser", [&] { return convert_scorer(package_folder, *parser, "parser", out, writer); }); !ok)
        return ok;
    if (auto ok = part("ner_tok2vec", [&] { return convert_tok2vec(*ner, "net.ner_tok2vec.", *vectors, out, writer); }); !ok)
        return ok;
    if (auto ok = part("ner", [&] { return convert_scorer(package_folder, *ner, "ner", out, writer); }); !ok) return ok;
    out.end_object();
    writer.add("net.json", out.str());
    writer.add_array("vectors.keys", vectors->keys);
    writer.add_array("vectors.rows", vectors->rows);
    return {};
}

}  // namespace newshound::annotate
