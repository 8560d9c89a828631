#include "net/fetch.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <future>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include <netdb.h>
#include <sys/socket.h>

#include "base/url.h"
#include "net/address.h"
#include "net/headers.h"
#include "net/proxy.h"
#include "net/robots.h"
#include "net/target.h"
#include "net/transfer.h"
#include "net/turns.h"

namespace newshound::net {

namespace {

using Clock = Turns::Clock;

constexpr double kLongestPause = 86400;  // of a host that asks to be left alone: a day, as that is as good as for ever
constexpr int kRobotsRedirects = 5;      // RFC 9309, 2.3.1.2

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

Error error(std::string code, std::string message, const std::string& url) {
    return {std::move(code), "ingest", std::move(message), url};
}

/// What a status says to a person.
std::string status_words(int status) {
    switch (status) {
        case 401:
        case 407: return "it wants a password, which newshound never sends";
        case 402:
        case 403: return "the server does not give it to us";
        case 404:
        case 410: return "there is no such page (any more)";
        case 429: return "the server wants fewer requests (--delay)";
        case 451: return "it is withheld for legal reasons";
        default: break;
    }
    if (status >= 500) return "the server failed; try again later";
    return "the server gave no page";
}

/// With a proxy nobody here sees the address that is connected to: a name that leads to a private one is refused on the
/// strength of our own look-up. A name that only the proxy knows passes.
std::optional<std::string> private_behind_proxy(const Target& target) {
    bool literal = false;
    if (!is_public_literal(target.host, literal)) return target.host;
    if (literal) return std::nullopt;
    if (target.host == "localhost" || target.host.ends_with(".localhost")) return target.host;
    addrinfo hints{}, *found = nullptr;
    hints.ai_socktype = SOCK_STREAM;
    if (getaddrinfo(target.host.c_str(), nullptr, &hints, &found) != 0) return std::nullopt;
    std::optional<std::string> refused;
    for (const addrinfo* a = found; a; a = a->ai_next)
        if (!is_public(*a->ai_addr)) refused = name_of(*a->ai_addr);
    freeaddrinfo(found);
    return refused;
}

}  // namespace

std::string default_user_agent() { return "newshound/" NEWSHOUND_VERSION " (reads news articles)"; }

struct Fetcher::Impl {
    explicit Impl(Options given) : options(std::move(given)) {
        transfer.user_agent = options.user_agent;
        transfer.allow_private = options.allow_private;
        transfer.timeout = options.timeout;
        transfer.connect_timeout = std::min(transfer.connect_timeout, options.timeout);
        transfer.stall_timeout = std::min(transfer.stall_timeout, options.timeout);
        transfer.cancelled = &cancelled;
        product = product_of(options.user_agent);
    }

    Options options;
    TransferOptions transfer;
    std::string product;
    Turns turns;
    std::atomic<bool> cancelled{false};
    std::mutex wait_mutex;
    std::condition_variable wait;

    std::mutex idle_mutex;
    std::vector<std::pair<std::string, Transfer>> idle;  // with the origin each has a connection to
    std::mutex closed_mutex;
    std::map<std::string, std::pair<Clock::time_point, int>> closed;  // hosts that want to be left alone, until when, status
    std::mutex robots_mutex;
    std::map<std::string, std::shared_future<Result<Robots>>> robots;

    Result<Answer> exchange(const Target& target, const Judge& judge);
    Result<Robots> read_robots(const Target& target);
    Result<Robots> robots_of(const Target& target);
    Status wait_until(Clock::time_point moment, const std::string& url);
    Status may_ask(const Target& target, bool same_host);
    Status is_open(const Target& target);
    Result<Answer> ask(const Target& target, const Judge& judge);
};

/// One exchange on a connection to the same origin, if there is one that nobody uses.
Result<Answer> Fetcher::Impl::exchange(const Target& target, const Judge& judge) {
    if (!options.allow_private && !proxy_for(target.scheme, target.host).empty())
        if (const auto refused = private_behind_proxy(target))
            return tl::unexpected(
                error("private_address",
                      target.host + " is " + *refused + ", which is not on the public internet (--allow-private reads it)",
                      target.url));
    std::optional<Transfer> used;
    {
        const std::lock_guard lock(idle_mutex);
        auto it = std::find_if(idle.begin(), idle.end(), [&](const auto& entry) { return entry.first == target.origin; });
        if (it == idle.end() && idle.size() >= 16) it = idle.begin();  // the one that has been idle longest
        if (it != idle.end()) {
            used = std::move(it->second);
            idle.erase(it);
        }
    }
    if (!used) used.emplace();
    auto answer = used->get(target.url, transfer, judge);
    const std::lock_guard lock(idle_mutex);
    idle.emplace_back(target.origin, std::move(*used));
    return answer;
}

/// RFC 9309, 2.3: no robots.txt (4xx) allows all, a server in trouble (5xx) nothing. Where the host cannot be reached at all
/// that is the error, as it would be the page's.
Result<Robots> Fetcher::Impl::read_robots(const Target& target) {
    auto current = target_of(target.origin + "/robots.txt");
    // A longer file is an error to the transfer: what it holds beyond the limit is not to be read, what it holds before is.
    const Judge judge = [](std::string_view, std::string_view, std::string_view) {
        return Allowance{8 * Robots::kLimit, false};
    };
    for (int hop = 0; hop <= kRobotsRedirects; ++hop) {
        if (!current) return Robots();  // redirected to nowhere: there is none
        auto answer = exchange(*current, judge);
        if (!answer) {
            const std::string& code = answer.error().code;
            if (code == "too_large")
                return tl::unexpected(
                    error("robots", "robots.txt of " + target.host + " is too long to be one", target.url));
            if (code == "bad_http" || code == "cut_off")
                return tl::unexpected(error("robots",
                                            "robots.txt of " + target.host + " cannot be read: " + answer.error().message +
                                                " (--ignore-robots reads on)",
                                            target.url));
            return tl::unexpected(answer.error());
        }
        if (is_redirect(answer->status)) {
            current = target_of(url::resolve(current->url, answer->location));
            continue;
        }
        if (answer->status >= 500)
            return tl::unexpected(error("robots",
                                        "robots.txt of " + target.host + " gives HTTP status " +
                                            std::to_string(answer->status) +
                                            ", which means that nothing may be read (--ignore-robots reads it)",
                                        target.url));
        if (answer->body.bytes.empty()) return Robots();
        return Robots::parse(answer->body.bytes, product);
    }
    return Robots();
}

/// Read once for each origin, by the thread that comes first; the others wait for it.
Result<Robots> Fetcher::Impl::robots_of(const Target& target) {
    std::promise<Result<Robots>> promise;
    std::shared_future<Result<Robots>> future;
    bool first = false;
    {
        const std::lock_guard lock(robots_mutex);
        auto& entry = robots[target.origin];
        first = !entry.valid();
        if (first) entry = promise.get_future().share();
        future = entry;
    }
    if (first) promise.set_value(read_robots(target));
    return future.get();
}

Status Fetcher::Impl::wait_until(Clock::time_point moment, const std::string& url) {
    std::unique_lock lock(wait_mutex);
    if (wait.wait_until(lock, moment, [&] { return cancelled.load(); }))
        return tl::unexpected(error("cancelled", "the run ended before it was read", url));
    return {};
}

/// A host that has asked to be left alone for long is not asked for its other pages either.
Status Fetcher::Impl::is_open(const Target& target) {
    const std::lock_guard lock(closed_mutex);
    const auto it = closed.find(target.host);
    if (it == closed.end() || it->second.first <= Clock::now()) return {};
    const auto left = std::chrono::duration_cast<std::chrono::seconds>(it->second.first - Clock::now());
    return tl::unexpected(
        error("http_" + std::to_string(it->second.second),
              "the server wants to be left alone for " + std::to_string(left.count() + 1) + " s, which is not waited for",
              target.url));
}

/// Leave of robots.txt and the host's turn; a redirect within a host belongs to the request before.
Status Fetcher::Impl::may_ask(const Target& target, bool same_host) {
    if (const Status open = is_open(target); !open) return open;
    double delay = options.delay;
    if (!options.ignore_robots) {
        const auto rules = robots_of(target);
        if (!rules) {
            Error why = rules.error();
            why.source = target.url;
            return tl::unexpected(std::move(why));
        }
        if (!rules->allows(target.path))
            return tl::unexpected(error("robots",
                                        "robots.txt of " + target.host + " asks programs to leave " + target.path +
                                            " alone (--ignore-robots reads it)",
                                        target.url));
        delay = std::max(delay, std::min(rules->crawl_delay().value_or(0), Options::kLongestWait));
    }
    if (same_host) return {};
    return wait_until(turns.take(target.host, delay), target.url);
}

/// One exchange, and a second one if the server says when.
Result<Answer> Fetcher::Impl::ask(const Target& target, const Judge& judge) {
    auto answer = exchange(target, judge);
    if (!answer || (answer->status != 429 && answer->status != 503)) return answer;
    const auto wait_for = retry_after(answer->retry_after, static_cast<long long>(std::time(nullptr)));
    if (!wait_for) return answer;
    if (*wait_for > Options::kLongestWait) {
        const auto pause = std::chrono::seconds(static_cast<long long>(std::min(*wait_for, kLongestPause)));
        {
            const std::lock_guard lock(closed_mutex);
            closed[target.host] = {Clock::now() + pause, answer->status};
        }
        return tl::unexpected(is_open(target).error());
    }
    turns.postpone(target.host, *wait_for);
    if (const Status status = wait_until(turns.take(target.host, options.delay), target.url); !status)
        return tl::unexpected(status.error());
    return exchange(target, judge);
}

Fetcher::Fetcher(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Fetcher::~Fetcher() = default;

void Fetcher::cancel() {
    const std::lock_guard lock(impl_->wait_mutex);
    impl_->cancelled = true;
    impl_->wait.notify_all();
}

Clock::time_point Fetcher::ready_at(const std::string& url) const {
    const auto target = target_of(url);
    return target ? impl_->turns.ready_at(target->host) : Clock::time_point{};
}

Result<Response> Fetcher::fetch(const std::string& url, const Judge& judge) {
    auto target = target_of(url);
    if (!target) return tl::unexpected(target.error());
    std::string host_before;
    const auto given = [&](Error why) {  // errors name what was asked for
        why.source = url;
        return tl::unexpected<Error>(std::move(why));
    };
    for (int hop = 0; hop <= impl_->options.max_redirects; ++hop) {
        if (const Status status = impl_->may_ask(*target, target->host == host_before); !status)
            return given(status.error());
        auto answer = impl_->ask(*target, judge);
        if (!answer) return given(answer.error());
        if (is_redirect(answer->status) && !answer->location.empty()) {
            const std::string next = url::resolve(target->url, answer->location);
            host_before = target->host;
            auto followed = target_of(next);
            if (next.empty() || !followed)
                return given(
                    error("bad_redirect",
                          "it leads to what is not read: " + answer->location.substr(0, 200) +
                              (followed || next.empty() ? " (only http and https are)" : ": " + followed.error().message),
                          url));
            target = std::move(followed);
            continue;
        }
        if (answer->status != 200 && answer->status != 203)
            return given(error("http_" + std::to_string(answer->status),
                               "HTTP status " + std::to_string(answer->status) + ": " + status_words(answer->status), url));
        Response response;
        response.url = std::move(target->url);
        response.media_type = std::move(answer->media_type);
        response.charset = std::move(answer->charset);
        response.body = std::move(answer->body);
        return response;
    }
    return given(error(
        "too_many_redirects",
        "it leads on and on, more than " + std::to_string(impl_->options.max_redirects) + " times (--max-redirects)", url));
}

}  // namespace newshound::net
