// The records as JSON, one a line, in the fields and order of the contract.
#pragma once

#include <string>

#include "base/json.h"
#include "base/result.h"
#include "model/annotated.h"
#include "model/article.h"
#include "model/event.h"

namespace newshound {

void write(json::Writer& out, const Article& article, bool explain = false);
void write(json::Writer& out, const Annotated& annotated);
void write(json::Writer& out, const Event& event, bool explain = false);
/// {"id", "error": {"code", "stage", "message"}}; `key` is "id", or "doc" for `events`.
void write_error(json::Writer& out, const std::string& key, const std::string& id, const Error& error);

/// Reads what `extract` prints. Members that are absent or of another kind count as empty.
Article read_article(const json::Value& object);
/// Reads what `annotate` prints, or dump of spaCy's annotation in the same fields ("tokens", "sentences", "entities").
/// Error "bad_annotation" where offsets or heads lie outside the text.
Result<Annotated> read_annotated(const json::Value& object);

}  // namespace newshound
