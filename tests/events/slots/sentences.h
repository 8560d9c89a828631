// The sentences of sentences.txt with their annotation, for the tests of times, places and quantities.
#pragma once

#include <cstdlib>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include "events/syntax.h"
#include "model/json.h"

namespace newshound::test {

/// The annotation of a sentence of sentences.txt.
inline const Annotated& annotated(const std::string& text) {
    static const std::map<std::string, Annotated> all = [] {
        std::map<std::string, Annotated> out;
        const char* source = std::getenv("NEWSHOUND_SOURCE");
        std::ifstream lines(std::string(source ? source : ".") + "/tests/events/slots/sentences.jsonl");
        for (std::string line; std::getline(lines, line);) {
            const auto document = json::parse(line);
            if (!document) throw std::runtime_error(document.error().message);
            auto read = read_annotated(*document);
            if (!read) throw std::runtime_error(read.error().message);
            std::string key = read->text();
            out.emplace(std::move(key), std::move(*read));
        }
        return out;
    }();
    const auto it = all.find(text);
    if (it == all.end()) throw std::runtime_error("not in sentences.jsonl; run tests/events/slots/annotate.sh: " + text);
    return it->second;
}

/// Index of the first token written `word`.
inline TokenIndex token(const Annotated& a, std::string_view word) {
    for (TokenIndex i = 0; i < a.tokens.size(); ++i)
        if (a.text_of(i) == word) return i;
    throw std::runtime_error("no token " + std::string(word) + " in " + a.text());
}

}  // namespace newshound::test
