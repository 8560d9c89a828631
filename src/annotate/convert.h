// From a spaCy package to one model file.
#pragma once

#include <string>

#include "base/result.h"

namespace newshound::annotate {

/// Converts the spaCy 3 package at `source_path` (a wheel, a .tar.gz release archive or a folder; see package.h) and writes
/// the model file `model_path`. What it leaves in the file, besides the networks (net.h):
///   meta                     JSON: lang, name, version, description, author, license, license_text, source, source_sha256,
///                            pipeline, vectors
///   tokenizer                JSON: patterns as PCRE2 source, special cases (tokenizer.h)
///   ruler                    JSON: the attribute ruler's patterns as spaCy writes them
///   lemmatizer               JSON: {"language", "mode"}
///   lookups.lexeme_norm      norm exceptions (string_lists.h)
///   lookups.TABLE[.KEY]      lemma tables; KEY is the string id of the lower-case part of speech or rule, 16 hex digits
/// Errors: those of Package::open, "bad_package" where a file of the package is missing, damaged or of an unknown kind, and
/// those of writing. The same package gives the same bytes.
Status convert_package(const std::string& source_path, const std::string& model_path);

}  // namespace newshound::annotate
