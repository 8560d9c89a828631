#include "app/ordered.h"

#include <atomic>
#include <chrono>
#include <optional>
#include <string>
#include <thread>

#include <doctest/doctest.h>

using newshound::app::ordered_map;

namespace {

/// Squares of 0..n-1 by `jobs` threads, where early numbers take longest; stops after `stop` results.
std::string squares(int jobs, int n, int stop) {
    int given = 0, taken = 0;
    std::string out;
    const auto next = [&]() -> std::optional<int> { return given < n ? std::optional<int>(given++) : std::nullopt; };
    const auto work = [&](int number, int) {
        std::this_thread::sleep_for(std::chrono::microseconds((number * 37) % 11 * 50));
        return std::to_string(number * number) + " ";
    };
    const auto emit = [&](const std::string& s) {
        out += s;
        return ++taken < stop;
    };
    ordered_map<int>(jobs, next, work, emit);
    return out;
}

}  // namespace

TEST_CASE("results come in the order of the input on any number of threads") {
    const std::string wanted = squares(1, 200, 1000);
    CHECK(wanted.starts_with("0 1 4 9 "));
    for (const int jobs : {2, 3, 8}) {
        CAPTURE(jobs);
        CHECK(squares(jobs, 200, 1000) == wanted);
    }
}

TEST_CASE("nothing to do, and enough after a few") {
    for (const int jobs : {1, 2, 4}) {
        CAPTURE(jobs);
        CHECK(squares(jobs, 0, 10).empty());
        CHECK(squares(jobs, 100, 3) == "0 1 4 ");
    }
}

TEST_CASE("a result is not held back by later input that is slow to come") {
    std::atomic<int> emitted{0};
    int given = 0;
    const auto next = [&]() -> std::optional<int> {
        if (given == 1)  // the second input comes only after the first result is out; give up after two seconds
            for (int i = 0; i < 2000 && emitted == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return given < 2 ? std::optional<int>(given++) : std::nullopt;
    };
    int in_time = 0;
    ordered_map<int>(
        2, next,
        [&](int number, int) {
            if (number == 1) in_time = emitted;
            return number;
        },
        [&](int) {
            ++emitted;
            return true;
        });
    CHECK(in_time == 1);
    CHECK(emitted == 2);
}
