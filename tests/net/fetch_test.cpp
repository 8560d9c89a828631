// The fetcher and its threads against a small server on loopback. What hostile servers do is in run.py, through the binary.
#include "net/fetch.h"

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <doctest/doctest.h>

#include "net/ahead.h"

using namespace newshound;
using namespace newshound::net;

namespace {

/// Answers "/N" with N bytes, "/to/X" with a redirect to X, "/slow" never, anything else with 404. One request a connection.
class Server {
public:
    Server() : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        REQUIRE(::bind(fd_, reinterpret_cast<const sockaddr*>(&address), size) == 0);
        REQUIRE(::listen(fd_, 64) == 0);
        REQUIRE(::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
        base_ = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
        accepting_ = std::thread([this] {
            for (int c = ::accept(fd_, nullptr, nullptr); c >= 0; c = ::accept(fd_, nullptr, nullptr))
                serving_.emplace_back([this, c] { serve(c); });
        });
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;
    ~Server() {
        stopped_ = true;
        ::shutdown(fd_, SHUT_RDWR);
        accepting_.join();
        for (std::thread& thread : serving_) thread.join();
        ::close(fd_);
    }
    [[nodiscard]] std::string url(const std::string& path) const { return base_ + path; }
    [[nodiscard]] int requests() const { return requests_; }

private:
    void serve(int c) {
        std::string request;
        char buffer[4096];
        for (ssize_t n = 1; n > 0 && request.find("\r\n\r\n") == std::string::npos;)
            if (n = ::recv(c, buffer, sizeof buffer, 0); n > 0) request.append(buffer, static_cast<std::size_t>(n));
        const std::size_t start = request.find(' ') + 1;
        const std::string path = request.substr(start, request.find(' ', start) - start);
        ++requests_;
        std::string answer = "HTTP/1.1 404 None\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        if (path.starts_with("/to"))
            answer =
                "HTTP/1.1 302 There\r\nLocation: " + path.substr(3) + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        else if (path.size() > 1 && path.find_first_not_of("0123456789", 1) == std::string::npos)
            answer = "HTTP/1.1 200 OK\r\nContent-Type: Text/Plain; charset=\"UTF-8\"\r\nContent-Length: " + path.substr(1) +
                     "\r\nConnection: close\r\n\r\n" + std::string(std::stoul(path.substr(1)), 'x');
        while (path == "/slow" && !stopped_) std::this_thread::sleep_for(std::chrono::milliseconds(20));
        for (std::size_t done = 0; done < answer.size();) {
            const ssize_t n = ::send(c, answer.data() + done, answer.size() - done, MSG_NOSIGNAL);
            if (n <= 0) break;
            done += static_cast<std::size_t>(n);
        }
        ::close(c);
    }

    int fd_;
    std::string base_;
    std::atomic<bool> stopped_{false};
    std::atomic<int> requests_{0};
    std::thread accepting_;
    std::vector<std::thread> serving_;
};

Options local() {
    Options options;
    options.allow_private = true;
    options.delay = 0;
    return options;
}

Allowance in_memory(std::string_view, std::string_view, std::string_view) { return {10000, false}; }
Allowance in_file(std::string_view, std::string_view, std::string_view) { return {1 << 20, true}; }

/// "bytes", or the error's code.
std::string shown(const Result<Response>& result) {
    return result ? std::to_string(result->body.size) : result.error().code;
}

}  // namespace

TEST_CASE("pages, redirects, errors") {
    Server server;
    Fetcher fetcher(local());
    struct Row {
        const char *path, *wanted;
    };
    const Row rows[] = {
        {"/to/to/700", "700"}, {"/tofile:///etc/passwd", "bad_redirect"},
        {"/0", "0"},           {"/5", "5"},
        {"/10000", "10000"},   {"/10001", "too_large"},
        {"/none", "http_404"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.path);
        const auto page = fetcher.fetch(server.url(row.path), in_memory);
        CHECK(shown(page) == row.wanted);
        if (!page) CHECK(page.error().source == server.url(row.path));
    }
    const auto page = fetcher.fetch(server.url("/to/700"), in_memory);
    REQUIRE(page);
    CHECK(page->url == server.url("/700"));
    CHECK(page->media_type == "text/plain");
    CHECK(page->charset == "utf-8");
    CHECK(page->body.bytes == std::string(700, 'x'));
}

TEST_CASE("a body in a file") {
    Server server;
    Fetcher fetcher(local());
    for (const std::size_t size : {std::size_t{3}, std::size_t{600000}}) {
        const auto page = fetcher.fetch(server.url("/" + std::to_string(size)), in_file);
        REQUIRE(page);
        REQUIRE(page->body.file.open());
        std::string bytes(size + 1, '\0');
        std::size_t done = 0;
        for (ssize_t n = 1; n > 0; done += static_cast<std::size_t>(n > 0 ? n : 0))
            n = ::read(page->body.file.get(), bytes.data() + done, bytes.size() - done);
        CHECK(done == size);
    }
    CHECK(shown(fetcher.fetch(server.url("/2000000"), in_file)) == "too_large");
}

TEST_CASE("nobody is asked where a private address is refused") {
    Server server;
    Options options = local();
    options.allow_private = false;
    Fetcher fetcher(options);
    CHECK(shown(fetcher.fetch(server.url("/5"), in_memory)) == "private_address");
    CHECK(server.requests() == 0);
}

TEST_CASE("fetched ahead, taken in any order") {
    Server server;
    Fetcher fetcher(local());
    Ahead ahead(fetcher, in_memory);
    std::vector<Ahead::Ticket> tickets;
    for (int n = 0; n < 40; ++n) tickets.push_back(ahead.submit(server.url("/" + std::to_string(n))));
    for (int n = 39; n >= 20; --n) CHECK(shown(ahead.take(tickets[static_cast<std::size_t>(n)])) == std::to_string(n));
    for (int n = 0; n < 20; ++n) CHECK(shown(ahead.take(tickets[static_cast<std::size_t>(n)])) == std::to_string(n));
    CHECK(server.requests() == 41);  // robots.txt once
}

TEST_CASE("a run that ends while pages are on their way") {
    Server server;
    const auto start = std::chrono::steady_clock::now();
    {
        Options options = local();
        options.ignore_robots = true;
        Fetcher fetcher(options);
        Ahead ahead(fetcher, in_memory);
        for (int n = 0; n < 5; ++n) ahead.submit(server.url("/slow"));
        while (server.requests() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(20));  // not the 30 of the timeout
}
