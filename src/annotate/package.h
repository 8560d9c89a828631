// A spaCy package as a folder, whatever it comes as: a wheel, a release archive or a folder.
#pragma once

#include <string>

#include "base/result.h"

namespace newshound::annotate {

/// The model folder of a package (the one that holds meta.json and tokenizer). An archive is unpacked to a temporary folder
/// that is removed with this object.
class Package {
public:
    /// `path`: a .whl or .zip, a .tar.gz or .tgz (told by content), or a folder that holds the model folder at any depth.
    /// Errors: "not_found", "bad_package" (no archive, cut short, unsafe names, no model in it), "too_large" (over 4 GiB
    /// unpacked).
    static Result<Package> open(const std::string& path);

    Package(Package&& other) noexcept;
    Package& operator=(Package&& other) noexcept;
    ~Package();

    [[nodiscard]] const std::string& folder() const { return folder_; }
    /// Of the archive's bytes; "" for a folder.
    [[nodiscard]] const std::string& sha256() const { return sha256_; }
    /// The file's name; "" for a folder.
    [[nodiscard]] const std::string& name() const { return name_; }
    /// A file of the model folder; Error "bad_package" where it is missing.
    [[nodiscard]] Result<std::string> read(const std::string& name) const;
    [[nodiscard]] bool has(const std::string& name) const;

private:
    Package() = default;
    std::string folder_, temporary_, sha256_, name_;
};

}  // namespace newshound::annotate
