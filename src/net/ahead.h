// Fetching ahead: while one page is worked on, the next ones come in, several hosts at once, each asked in its turn.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/result.h"
#include "net/fetch.h"

namespace newshound::net {

class Ahead {
public:
    using Ticket = std::uint64_t;

    /// Pages that are read at the same time, each from another host.
    static constexpr int kThreads = 8;
    /// No further fetch begins while pages of this many bytes wait to be taken (but the one that is waited for does).
    static constexpr std::uint64_t kHeld = 32 << 20;

    Ahead(Fetcher& fetcher, Judge judge);
    Ahead(const Ahead&) = delete;
    Ahead& operator=(const Ahead&) = delete;
    ~Ahead();  ///< cancels what is under way

    /// Asks for `url`; never waits. Threads are started as they are needed.
    Ticket submit(const std::string& url);

    /// What became of it; waits. Each ticket once.
    Result<Response> take(Ticket ticket);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace newshound::net
