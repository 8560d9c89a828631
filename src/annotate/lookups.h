// Names of the lookup tables in a model file: shared by convert, which writes them, and the lemmatizer, which reads them.
#pragma once

#include <string>
#include <string_view>

#include "annotate/lexed.h"

namespace newshound::annotate {

/// Section of table `table` ("lemma_exc"); with `key` != 0 of its part for that string id (a part of speech, a rule).
inline std::string lookup_section(std::string_view table, StringId key = 0) {
    std::string name = "lookups." + std::string(table);
    if (key == 0) return name;
    name += '.';
    for (int shift = 60; shift >= 0; shift -= 4) name += "0123456789abcdef"[(key >> shift) & 15];
    return name;
}

}  // namespace newshound::annotate
