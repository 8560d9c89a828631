// Whose turn it is: a host is asked no more often than once in so many seconds, other hosts are not held up by it.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace newshound::net {

class Turns {
public:
    using Clock = std::chrono::steady_clock;

    /// When `host` may be asked next; the past (or now) if it may at once. Thread-safe, as all here.
    [[nodiscard]] Clock::time_point ready_at(const std::string& host) const;

    /// Takes the next turn of `host`, after which it is left alone for `delay` seconds. The moment to ask: the caller waits.
    Clock::time_point take(const std::string& host, double delay, Clock::time_point now = Clock::now());

    /// `host` wants to be left alone for `delay` seconds from `now`.
    void postpone(const std::string& host, double delay, Clock::time_point now = Clock::now());

private:
    mutable std::mutex mutex_;
    std::map<std::string, Clock::time_point> next_;
};

}  // namespace newshound::net
