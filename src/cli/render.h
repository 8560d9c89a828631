// Outcomes as lines of JSON.
#pragma once

#include <string>

#include "app/pipeline.h"
#include "base/json.h"
#include "model/json.h"

namespace newshound::cli {

/// What `body` writes, with a line end.
template <class Body>
std::string line(Body body) {
    json::Writer out;
    body(out);
    return out.str() + "\n";
}

/// {"id" or "doc", "error": {...}}
inline std::string error_line(const char* key, const app::Outcome& outcome) {
    return line([&](json::Writer& out) { write_error(out, key, outcome.id, *outcome.error); });
}

/// {"doc", "notice"}
inline std::string notice_line(const app::Outcome& outcome) {
    return line([&](json::Writer& out) {
        out.begin_object().key("doc").string(outcome.id).key("notice").string(outcome.notice).end_object();
    });
}

}  // namespace newshound::cli
