// The texts of texts.txt with their annotation, for the tests of senses and parties.
#pragma once

#include <cstdlib>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>

#include "model/json.h"

namespace newshound::test {

/// The annotation of a text of texts.txt.
inline const Annotated& sense_text(const std::string& text) {
    static const std::map<std::string, Annotated> all = [] {
        std::map<std::string, Annotated> out;
        const char* source = std::getenv("NEWSHOUND_SOURCE");
        std::ifstream lines(std::string(source ? source : ".") + "/tests/events/senses/texts.jsonl");
        for (std::string line; std::getline(lines, line);) {
            const auto document = json::parse(line);
            if (!document) throw std::runtime_error(document.error().message);
            auto annotated = read_annotated(*document);
            if (!annotated) throw std::runtime_error(annotated.error().message);
            std::string key = annotated->text();
            out.emplace(std::move(key), std::move(*annotated));
        }
        return out;
    }();
    const auto it = all.find(text);
    if (it == all.end()) throw std::runtime_error("not in texts.jsonl; run tests/events/senses/annotate.sh: " + text);
    return it->second;
}

}  // namespace newshound::test
