#include "net/ahead.h"

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "base/url.h"

namespace newshound::net {

struct Ahead::Impl {
    using Clock = std::chrono::steady_clock;
    struct Job {
        std::string url, host;
        bool begun = false;
        std::optional<Result<Response>> result;
    };

    Impl(Fetcher& f, Judge j) : fetcher(f), judge(std::move(j)) {}

    Fetcher& fetcher;
    const Judge judge;
    std::mutex mutex;
    std::condition_variable work, done;
    std::map<Ticket, Job> jobs;  // in the order in which they will be taken, more or less
    std::set<std::string> busy;  // hosts that are being asked
    std::vector<std::thread> threads;
    Ticket next = 1, wanted = 0;  // wanted: somebody waits for it
    std::uint64_t held = 0;       // bytes of results
    int idle = 0;
    bool stopped = false;

    /// The first job whose host is free, or when the next one may be.
    std::map<Ticket, Job>::iterator pick(Clock::time_point& when);
    void run();
};

std::map<Ahead::Ticket, Ahead::Impl::Job>::iterator Ahead::Impl::pick(Clock::time_point& when) {
    const auto now = Clock::now();
    for (auto it = jobs.begin(); it != jobs.end(); ++it) {
        const Job& job = it->second;
        if (job.begun || busy.contains(job.host)) continue;
        if (held >= kHeld && it->first != wanted) continue;
        const auto ready = fetcher.ready_at(job.url);
        if (ready <= now) return it;
        when = std::min(when, ready);
    }
    return jobs.end();
}

void Ahead::Impl::run() {
    std::unique_lock lock(mutex);
    while (!stopped) {
        auto when = Clock::time_point::max();
        const auto it = pick(when);
        if (it == jobs.end()) {
            ++idle;
            if (when == Clock::time_point::max())
                work.wait(lock);
            else
                work.wait_until(lock, when);
            --idle;
            continue;
        }
        Job& job = it->second;  // stays where it is: nothing but take() removes it, once there is a result
        job.begun = true;
        busy.insert(job.host);
        lock.unlock();
        Result<Response> result = fetcher.fetch(job.url, judge);
        lock.lock();
        busy.erase(job.host);
        if (result) held += result->body.bytes.size();
        job.result = std::move(result);
        done.notify_all();
        work.notify_all();
    }
}

Ahead::Ahead(Fetcher& fetcher, Judge judge) : impl_(std::make_unique<Impl>(fetcher, std::move(judge))) {}

Ahead::~Ahead() {
    {
        const std::lock_guard lock(impl_->mutex);
        impl_->stopped = true;
        impl_->work.notify_all();
    }
    impl_->fetcher.cancel();
    for (std::thread& thread : impl_->threads) thread.join();
}

Ahead::Ticket Ahead::submit(const std::string& url) {
    const std::lock_guard lock(impl_->mutex);
    const Ticket ticket = impl_->next++;
    impl_->jobs[ticket] = {url, url::site(url), false, std::nullopt};
    if (impl_->idle == 0 && impl_->threads.size() < static_cast<std::size_t>(kThreads))
        impl_->threads.emplace_back([impl = impl_.get()] { impl->run(); });
    impl_->work.notify_one();
    return ticket;
}

Result<Response> Ahead::take(Ticket ticket) {
    std::unique_lock lock(impl_->mutex);
    const auto it = impl_->jobs.find(ticket);
    if (it == impl_->jobs.end()) return fail("internal", "ingest", "a page that nobody asked for");
    impl_->wanted = ticket;
    impl_->work.notify_all();
    impl_->done.wait(lock, [&] { return it->second.result.has_value(); });
    Result<Response> result = std::move(*it->second.result);
    impl_->jobs.erase(it);
    impl_->wanted = 0;
    if (result) impl_->held -= result->body.bytes.size();
    impl_->work.notify_all();
    return result;
}

}  // namespace newshound::net
