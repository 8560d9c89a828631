// Texts with their annotation, kept beside a test so that it needs no language model.
#pragma once

#include <cstdlib>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>

#include "model/json.h"

namespace newshound::test {

/// The annotation of `text` in tests/events/FOLDER/FILE.jsonl, which tests/events/annotate.sh makes of FILE.txt.
inline const Annotated& annotated_text(const std::string& folder, const std::string& file, const std::string& text) {
    static std::map<std::string, std::map<std::string, Annotated>> read;
    const std::string name = "tests/events/" + folder + "/" + file + ".jsonl";
    auto& all = read[name];
    if (all.empty()) {
        const char* source = std::getenv("NEWSHOUND_SOURCE");
        std::ifstream lines(std::string(source ? source : ".") + "/" + name);
        for (std::string line; std::getline(lines, line);) {
            const auto document = json::parse(line);
            if (!document) throw std::runtime_error(document.error().message);
            auto annotated = read_annotated(*document);
            if (!annotated) throw std::runtime_error(annotated.error().message);
            std::string key = annotated->text();
            all.emplace(std::move(key), std::move(*annotated));
        }
    }
    const auto it = all.find(text);
    if (it == all.end())
        throw std::runtime_error("not in " + name + "; run tests/events/annotate.sh " + folder + " NEWSHOUND: " + text);
    return it->second;
}

}  // namespace newshound::test
