// A map over a stream on several threads whose results come out in the order of the input: the bytes that are written do not
// depend on the number of threads.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace newshound::app {

/// Calls `next()` (std::optional<In>, nullopt at the end) from one thread at a time, `work(In, worker)` (Out; worker counts
/// from 0 to jobs-1) from any, and `emit(Out)` (bool; false = stop) from one at a time in the order of next(). A result is
/// emitted as soon as all before it have been. No more than a few results for each thread wait for an earlier one. With one
/// job nothing but the calling thread runs. None of the calls may throw.
template <class In, class Next, class Work, class Emit>
void ordered_map(int jobs, Next next, Work work, Emit emit) {
    using Out = decltype(work(std::declval<In>(), 0));
    if (jobs <= 1) {
        while (auto in = next())
            if (!emit(work(std::move(*in), 0))) return;
        return;
    }
    std::mutex input_mutex, output_mutex;
    std::condition_variable room;
    std::map<std::uint64_t, Out> waiting;
    std::uint64_t read = 0, emitted = 0;
    bool stopped = false, emitting = false;
    const std::uint64_t window = static_cast<std::uint64_t>(jobs) * 8;

    const auto take = [&]() -> std::optional<std::pair<std::uint64_t, In>> {
        const std::lock_guard reading(input_mutex);
        {
            std::unique_lock lock(output_mutex);
            room.wait(lock, [&] { return stopped || read - emitted < window; });
            if (stopped) return std::nullopt;
        }
        auto in = next();
        const std::lock_guard lock(output_mutex);
        if (!in) return std::nullopt;
        return std::pair(read++, std::move(*in));
    };
    const auto give = [&](std::uint64_t number, Out out) {
        std::unique_lock lock(output_mutex);
        waiting.emplace(number, std::move(out));
        if (emitting) return;  // whoever is emitting will come to it
        emitting = true;
        for (auto it = waiting.find(emitted); it != waiting.end() && !stopped; it = waiting.find(emitted)) {
            Out ready = std::move(it->second);
            waiting.erase(it);
            lock.unlock();
            const bool on = emit(std::move(ready));
            lock.lock();
            ++emitted;
            if (!on) stopped = true;
            room.notify_all();
        }
        emitting = false;
    };
    std::vector<std::thread> threads;
    threads.reserve(static_cast<std::size_t>(jobs));
    for (int worker = 0; worker < jobs; ++worker)
        threads.emplace_back([&, worker] {
            while (auto in = take()) give(in->first, work(std::move(in->second), worker));
        });
    for (std::thread& thread : threads) thread.join();
}

}  // namespace newshound::app
