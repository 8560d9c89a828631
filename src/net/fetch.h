// Pages from the web, politely and within limits.
//
//   net::Fetcher fetcher(options);
//   auto page = fetcher.fetch("https://example.org/a", judge);   // from any number of threads
//
// http and https only, whatever a redirect says. No cookies, no login, no password. Every connection goes to an address of
// the public internet (net/address.h) unless Options::allow_private; robots.txt (net/robots.h) is read first, once for
// each origin, and kept to; a host is asked once in Options::delay seconds. Proxies are those of the environment
// (net/proxy.h): the address that a proxy connects to is beyond our sight, so that with one the name is looked up here too,
// and refused if it is private.
#pragma once

#include <chrono>
#include <memory>
#include <string>

#include "base/result.h"
#include "net/body.h"

namespace newshound::net {

/// "newshound/0.1.0 (reads news articles)"
std::string default_user_agent();

struct Options {
    bool allow_private = false;  ///< --allow-private: also addresses of the own network
    bool ignore_robots = false;  ///< --ignore-robots
    double delay = 1;            ///< --delay: seconds between two requests to one host; robots.txt may ask for more
    double timeout = 30;         ///< --timeout: seconds for a page, from the connection to its last byte
    int max_redirects = 10;      ///< --max-redirects
    std::string user_agent = default_user_agent();  ///< --user-agent; its first word is the name that robots.txt knows

    /// A crawl-delay above this is not waited for in full, a Retry-After above this not at all.
    static constexpr double kLongestWait = 60;
};

/// A page that was read.
struct Response {
    std::string url;         ///< after all redirects
    std::string media_type;  ///< "text/html", ...; "" where the server does not say
    std::string charset;     ///< of the Content-Type field; may be empty
    Body body;
};

class Fetcher {
public:
    explicit Fetcher(Options options);
    Fetcher(const Fetcher&) = delete;
    Fetcher& operator=(const Fetcher&) = delete;
    ~Fetcher();

    /// Reads `url`; waits for the host's turn first. Thread-safe. Errors, all of stage "ingest":
    ///   bad_url            no http or https URL, or one with a user name or password in it
    ///   private_address    see above
    ///   robots             robots.txt asks to leave it alone, or the server fails to show its robots.txt
    ///   dns, connect, tls, proxy   no connection
    ///   timeout            too slow, or stalled
    ///   too_large          more than the judge allows, decompressed
    ///   too_many_redirects, bad_redirect (to nowhere, or to another scheme)
    ///   http_404, ...      any other status; 429 and 503 are tried once more if the server says when
    ///   cut_off, bad_http  an answer that ends early or cannot be read
    ///   cancelled          see cancel()
    Result<Response> fetch(const std::string& url, const Judge& judge);

    /// When the host of `url` may be asked next; the past if at once.
    [[nodiscard]] std::chrono::steady_clock::time_point ready_at(const std::string& url) const;

    /// Ends all fetches soon, from another thread.
    void cancel();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace newshound::net
