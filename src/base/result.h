// Errors as values: every stage returns Result<T>, so that one bad page is counted and reported and never stops the others.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <tl/expected.hpp>

namespace newshound {

/// What went wrong with one input. Printed as {"id", "error": {"code", "stage", "message"}}.
struct Error {
    std::string code;     ///< stable, for programs: "not_found", "too_large", "model_missing", ...
    std::string stage;    ///< "ingest", "extract", "annotate", "events", "model", "data"
    std::string message;  ///< for a person; says what to do where something can be done
    std::string source;   ///< the input's id, path or URL; may be empty
};

template <class T>
using Result = tl::expected<T, Error>;

/// A call that returns nothing but may fail.
using Status = tl::expected<void, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(std::string code, std::string stage, std::string message,
                                                std::string source = {}) {
    return tl::unexpected<Error>(Error{std::move(code), std::move(stage), std::move(message), std::move(source)});
}

}  // namespace newshound
