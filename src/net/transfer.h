// One HTTP exchange over libcurl: a request, its answer, no redirects. Everything that bounds it is here.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "net/body.h"

namespace newshound::net {

struct TransferOptions {
    std::string user_agent;
    bool allow_private = false;
    double connect_timeout = 10;                   ///< seconds
    double timeout = 30;                           ///< seconds for the whole answer, where it is kept in memory
    double stall_timeout = 15;                     ///< seconds in which less than stall_rate bytes a second come in
    long stall_rate = 64;                          ///< bytes a second
    const std::atomic<bool>* cancelled = nullptr;  ///< set by another thread: give up soon, error "cancelled"
};

/// What came back, whatever its status.
struct Answer {
    int status = 0;
    std::string media_type;   ///< lower case, without parameters
    std::string charset;      ///< lower case
    std::string location;     ///< of a redirect, as written
    std::string retry_after;  ///< as written
    Body body;
};

/// A connection that can be used again, for the same host best. Not for two threads at once.
class Transfer {
public:
    Transfer();
    Transfer(Transfer&&) noexcept;
    Transfer& operator=(Transfer&&) noexcept;
    ~Transfer();

    /// GET `url` (http or https, without user name and password; checked by the caller). The body is decompressed, and
    /// counted as such; of an answer that is no page (status 404, ...) only a little is read. Errors: "dns", "connect",
    /// "tls", "timeout", "private_address", "too_large", "cut_off", "bad_http", "proxy", "cancelled", "not_writable" (no
    /// place for a temporary file).
    Result<Answer> get(const std::string& url, const TransferOptions& options, const Judge& judge);

    struct Impl;

private:
    std::unique_ptr<Impl> impl_;
};

}  // namespace newshound::net
