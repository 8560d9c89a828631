// robots.txt as RFC 9309 reads it: what a site asks programs to leave alone. Pure: bytes in, answers out.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newshound::net {

class Robots {
public:
    /// More than this of a robots.txt is not read (RFC 9309, 2.5 asks for 500 KiB at least).
    static constexpr std::size_t kLimit = 512 << 10;

    /// Everything is allowed: there is no robots.txt.
    Robots() = default;

    /// The rules of `bytes` for `product` ("newshound", compared without case): those of all groups that name it, else those
    /// of "*". Anything that is no robots.txt (an HTML page) has no rules and allows everything.
    static Robots parse(std::string_view bytes, std::string_view product);

    /// May `target` (path and query of a URL, "/a?b=c") be fetched? The longest rule that matches decides, allow before
    /// disallow among equals; %XX of plain characters are the characters, others are compared as they stand encoded.
    [[nodiscard]] bool allows(std::string_view target) const;

    /// Seconds between requests that the group asks for (no part of the RFC, but widely used).
    [[nodiscard]] std::optional<double> crawl_delay() const { return crawl_delay_; }

    [[nodiscard]] std::size_t rules() const { return rules_.size(); }

private:
    struct Rule {
        std::string pattern;  ///< normalized; '*' any characters, a final '$' the end
        bool allow = false;
    };
    std::vector<Rule> rules_;
    std::optional<double> crawl_delay_;
};

/// The product token of a user agent: "newshound" of "newshound/0.1 (x)".
std::string product_of(std::string_view user_agent);

}  // namespace newshound::net
