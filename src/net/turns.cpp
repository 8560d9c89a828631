#include "net/turns.h"

#include <algorithm>

namespace newshound::net {

namespace {

Turns::Clock::duration seconds(double s) {
    return std::chrono::duration_cast<Turns::Clock::duration>(std::chrono::duration<double>(s));
}

}  // namespace

Turns::Clock::time_point Turns::ready_at(const std::string& host) const {
    const std::lock_guard lock(mutex_);
    const auto it = next_.find(host);
    return it == next_.end() ? Clock::time_point{} : it->second;
}

Turns::Clock::time_point Turns::take(const std::string& host, double delay, Clock::time_point now) {
    const std::lock_guard lock(mutex_);
    Clock::time_point& next = next_[host];
    const Clock::time_point turn = std::max(next, now);
    next = turn + seconds(delay);
    return turn;
}

void Turns::postpone(const std::string& host, double delay, Clock::time_point now) {
    const std::lock_guard lock(mutex_);
    Clock::time_point& next = next_[host];
    next = std::max(next, now + seconds(delay));
}

}  // namespace newshound::net
