// A model file with small networks of random weights, every part in place: for tests that need no language.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "annotate/model_file.h"

namespace newshound::annotate::testing {

struct TinyModel {
    static constexpr std::size_t kWidth = 16;
    /// "net.json"; tests may edit it before write().
    std::string json;
    /// Name and bytes of every other section.
    std::vector<std::pair<std::string, std::string>> sections;

    TinyModel() {
        json =
            R"({"vector_rows":3,)" + network("tok2vec", true) +
            R"("tagger":{"classes":[{"tag":"A"},{"tag":"B"},{"tag":"C"}]},)"
            R"("parser":{"slots":8,"hidden":16,"pieces":2,"inner":16,"classes":[{"action":0,"label":""},{"action":1,"label":""},)"
            R"({"action":2,"label":"x"},{"action":2,"label":"y||x"},{"action":3,"label":"x"},{"action":3,"label":"z||y"},)"
            R"({"action":4,"label":"ROOT"}]},)" +
            network("ner_tok2vec", false) +
            R"("ner":{"slots":3,"hidden":16,"pieces":2,"inner":16,"classes":[{"action":1,"label":"P"},{"action":1,"label":"Q"},)"
            R"({"action":2,"label":"P"},{"action":2,"label":"Q"},{"action":3,"label":"P"},{"action":3,"label":"Q"},)"
            R"({"action":4,"label":"P"},{"action":4,"label":"Q"},{"action":4,"label":""},{"action":5,"label":""}]}})";
        add("net.tagger.W", 3 * kWidth);
        add("net.tagger.b", 3);
        add_scorer("net.parser.", 8, 7);
        add_scorer("net.ner.", 3, 10);
        const std::vector<std::uint64_t> keys = {11, 12, 13, 99};
        const std::vector<std::uint32_t> rows = {0, 1, 1, 2};
        sections.emplace_back("vectors.keys", std::string(reinterpret_cast<const char*>(keys.data()), keys.size() * 8));
        sections.emplace_back("vectors.rows", std::string(reinterpret_cast<const char*>(rows.data()), rows.size() * 4));
    }

    void write(const std::string& path) const {
        ModelWriter writer;
        writer.add("net.json", json);
        for (const auto& [name, bytes] : sections) writer.add(name, bytes);
        (void)writer.write(path);
    }

private:
    std::mt19937 random_{20240229};

    void add(const std::string& name, std::size_t n) {
        std::vector<float> values(n);
        for (float& v : values) v = (static_cast<float>(random_() % 2001) - 1000) / 2500;
        sections.emplace_back(name, std::string(reinterpret_cast<const char*>(values.data()), n * sizeof(float)));
    }
    std::string network(const std::string& name, bool all) {
        const std::string prefix = "net." + name + ".";
        const std::vector<std::string> columns = all ? std::vector<std::string>{"NORM", "SHAPE", "SPACY", "IS_SPACE"}
                                                     : std::vector<std::string>{"NORM", "PREFIX"};
        std::string list;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            list += (i > 0 ? "," : "") +
                    (R"({"attr":")" + columns[i] + R"(","seed":)" + std::to_string(8 + i) + R"(,"rows":20})");
            add(prefix + "embed" + std::to_string(i), 20 * kWidth);
        }
        if (all) add(prefix + "static", 3 * kWidth);
        for (const std::string layer : {"mix", "encode1", "encode2", "encode3", "encode4"}) {
            const std::size_t inputs = layer == "mix" ? (columns.size() + (all ? 1 : 0)) * kWidth : 3 * kWidth;
            add(prefix + layer + ".W", kWidth * 3 * inputs);
            add(prefix + layer + ".b", kWidth * 3);
            add(prefix + layer + ".gain", kWidth);
            add(prefix + layer + ".shift", kWidth);
        }
        return "\"" + name + R"(":{"width":16,"pieces":3,"depth":4,"static":)" + (all ? "true" : "false") +
               R"(,"columns":[)" + list + "]},";
    }
    void add_scorer(const std::string& prefix, std::size_t slots, std::size_t classes) {
        add(prefix + "linear.W", 16 * kWidth);
        add(prefix + "linear.b", 16);
        add(prefix + "lower.W", slots * 16 * 2 * 16);
        add(prefix + "lower.b", 16 * 2);
        add(prefix + "lower.pad", slots * 16 * 2);
        add(prefix + "upper.W", classes * 16);
        add(prefix + "upper.b", classes);
    }
};

}  // namespace newshound::annotate::testing
