// Regular expressions of spaCy packages, on PCRE2 (UTF, Unicode properties, JIT): written for Python's `re`, they give the
// same matches here.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace newshound::annotate {

class Regex {
public:
    struct Match {
        std::size_t begin = 0, end = 0;  ///< bytes
    };

    /// Per-thread working memory of the matcher.
    class Scratch {
    public:
        Scratch();
        Scratch(Scratch&&) noexcept;
        Scratch& operator=(Scratch&&) noexcept;
        ~Scratch();

    private:
        friend class Regex;
        struct Impl;
        std::unique_ptr<Impl> impl_;
    };

    /// Compiles PCRE2 source (what `from_python` returns). Error "bad_pattern".
    static Result<Regex> compile(std::string_view source);
    Regex();  ///< matches nothing
    Regex(Regex&&) noexcept;
    Regex& operator=(Regex&&) noexcept;
    ~Regex();

    /// Leftmost match that starts at byte `from` or later; look-behind sees what stands before. `subject` is valid UTF-8.
    /// With `not_empty_at_start` an empty match at `from` does not count. A search that exceeds the matcher's limits (a
    /// hostile text against a nested repeat) finds nothing.
    [[nodiscard]] std::optional<Match> search(std::string_view subject, Scratch& scratch, std::size_t from = 0,
                                              bool not_empty_at_start = false) const;
    /// A match at byte 0 (Python's `match`).
    [[nodiscard]] bool matches_at_start(std::string_view subject, Scratch& scratch) const;
    [[nodiscard]] bool empty() const { return impl_ == nullptr; }

    /// Python's source as PCRE2's: \uXXXX and \UXXXXXXXX, the flag groups (?u) and (?iu) at the start. Large character
    /// classes that return often become one named group each, as PCRE2 refuses patterns that compile to over 64 KiB.
    static std::string from_python(std::string_view source);

private:
    struct Impl;
    [[nodiscard]] std::optional<Match> run(std::string_view subject, Scratch& scratch, std::size_t from,
                                           unsigned options) const;
    std::unique_ptr<Impl> impl_;
};

}  // namespace newshound::annotate
