// Interned strings for closed vocabularies (part-of-speech tags, dependency labels, entity types, morphologies).
#pragma once

#include <string>
#include <string_view>

namespace newshound {

/// One string of a closed vocabulary: as cheap to copy and compare as a pointer. The strings are kept for the process's
/// life, so intern only what a model or a data file names, never free text of a document.
class Label {
public:
    Label();                             ///< the empty label
    explicit Label(std::string_view s);  ///< interns `s`; takes a lock, so do it at load time
    [[nodiscard]] const std::string& str() const { return *value_; }
    [[nodiscard]] std::string_view view() const { return *value_; }
    [[nodiscard]] bool empty() const { return value_->empty(); }
    friend bool operator==(Label a, Label b) { return a.value_ == b.value_; }
    friend bool operator==(Label a, std::string_view b) { return *a.value_ == b; }

private:
    const std::string* value_;
};

}  // namespace newshound
