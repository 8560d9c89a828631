#include "net/transfer.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstring>
#include <mutex>
#include <optional>

#include <curl/curl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/text.h"
#include "base/url.h"
#include "net/address.h"
#include "net/headers.h"
#include "net/proxy.h"

namespace newshound::net {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kHead = 512;                 // what a judge is shown
constexpr std::uint64_t kOtherBody = 64 << 10;     // of an answer that is no page: not of interest, but let it end
constexpr std::uint64_t kHeaderBytes = 256 << 10;  // of all header lines together

std::string whole_seconds(double seconds) { return std::to_string(std::max(1L, std::lround(seconds))) + " s"; }

/// Answers whose body is the page that was asked for.
bool is_page(long status) { return status == 200 || status == 203; }

/// libcurl's global state, made once and kept: other threads may be inside when the program ends.
bool curl_ready() {
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ready;
}

}  // namespace

/// State of one exchange, seen by curl's callbacks.
struct Transfer::Impl {
    CURL* curl = nullptr;
    std::string origin;  // of the last request
    std::string message = std::string(CURL_ERROR_SIZE, '\0');

    const TransferOptions* options = nullptr;
    const Judge* judge = nullptr;
    std::string url;
    bool proxied = false;
    std::string refused;  // the private address that was not connected to
    std::optional<Error> error;
    Answer answer;
    std::optional<Allowance> allowance;
    std::uint64_t header_bytes = 0;
    bool enough = false;  // of a body that is not wanted
    Clock::time_point start;

    Impl() {
        if (curl_ready()) curl = curl_easy_init();
    }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;
    ~Impl() {
        if (curl) curl_easy_cleanup(curl);
    }

    void prepare();
    [[nodiscard]] Error error_of(CURLcode code) const;
    bool keep(std::string_view bytes);
    bool settle();
    void header(std::string_view line);
    void stop(std::string code, std::string text) {
        if (!error) error = Error{std::move(code), "ingest", std::move(text), url};
    }

    static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
    static curl_socket_t on_socket(void* self, curlsocktype purpose, curl_sockaddr* address);
    static int on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t);
};

/// The one place where a connection is made. What is checked is the address itself, after the resolver and after every
/// redirect, so that no name that changes its address can lead elsewhere.
curl_socket_t Transfer::Impl::on_socket(void* self, curlsocktype, curl_sockaddr* address) {
    auto& impl = *static_cast<Impl*>(self);
    // With a proxy the address is the proxy's, which the user chose.
    if (!impl.options->allow_private && !impl.proxied && !is_public(address->addr)) {
        impl.refused = name_of(address->addr);
        if (impl.refused.empty()) impl.refused = "an address that is no internet address";
        return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

std::size_t Transfer::Impl::on_header(char* data, std::size_t size, std::size_t count, void* self) {
    auto& impl = *static_cast<Impl*>(self);
    const std::size_t bytes = size * count;
    impl.header_bytes += bytes;
    if (impl.header_bytes > kHeaderBytes) {
        impl.stop("too_large", "its HTTP header is longer than " + std::to_string(kHeaderBytes) + " bytes");
        return 0;
    }
    impl.header({data, bytes});
    return bytes;
}

void Transfer::Impl::header(std::string_view line) {
    while (!line.empty() && (line.back() == '\r' || line.back() == '\n')) line.remove_suffix(1);
    if (line.starts_with("HTTP/")) {  // a new answer: after a "100 Continue", or a proxy's
        answer.media_type.clear();
        answer.charset.clear();
        answer.location.clear();
        answer.retry_after.clear();
        return;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string name = text::lower_ascii(line.substr(0, colon));
    std::string_view value = line.substr(colon + 1);
    while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
    if (name == "content-type") {
        const ContentType type = content_type(value);
        answer.media_type = type.type;
        answer.charset = type.charset;
    } else if (name == "location" && answer.location.empty()) {
        answer.location = std::string(value.substr(0, 8192));
    } else if (name == "retry-after") {
        answer.retry_after = std::string(value.substr(0, 100));
    }
}

std::size_t Transfer::Impl::on_body(char* data, std::size_t size, std::size_t count, void* self) {
    auto& impl = *static_cast<Impl*>(self);
    return impl.keep({data, size * count}) ? size * count : 0;
}

/// Asks the judge, with what has come so far.
bool Transfer::Impl::settle() {
    allowance = (*judge)(url, answer.media_type, answer.body.bytes);
    if (!allowance->to_file) return true;
    auto file = temporary_file();
    if (!file) {
        stop(file.error().code, file.error().message);
        return false;
    }
    answer.body.file = std::move(*file);
    answer.body.size = 0;
    const std::string head = std::exchange(answer.body.bytes, {});
    return keep(head);
}

bool Transfer::Impl::keep(std::string_view bytes) {
    long status = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
    if (!is_page(status)) {  // nobody reads it
        answer.body.size += bytes.size();
        enough = answer.body.size > kOtherBody;
        return !enough;
    }
    answer.body.size += bytes.size();
    if (allowance && answer.body.size > allowance->bytes) {
        stop("too_large", "it is larger than the limit of " + std::to_string(allowance->bytes) + " bytes" +
                              (allowance->to_file ? "" : " (--max-page)"));
        return false;
    }
    if (!answer.body.file.open()) {
        answer.body.bytes.append(bytes);
        if (!allowance && answer.body.bytes.size() >= kHead) return settle();
        return true;
    }
    while (!bytes.empty()) {
        const ssize_t n = ::write(answer.body.file.get(), bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            stop("not_writable", std::string("cannot write to a temporary file: ") + std::strerror(errno));
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return true;
}

int Transfer::Impl::on_progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    auto& impl = *static_cast<Impl*>(self);
    const TransferOptions& options = *impl.options;
    if (options.cancelled && options.cancelled->load()) {
        impl.stop("cancelled", "the run ended before it was read");
        return 1;
    }
    if (impl.answer.body.file.open()) return 0;  // an archive may take its time, as long as it does not stall
    if (std::chrono::duration<double>(Clock::now() - impl.start).count() < options.timeout) return 0;
    impl.stop("timeout", "it was not read within " + whole_seconds(options.timeout) + " (--timeout)");
    return 1;
}

void Transfer::Impl::prepare() {
    curl_easy_reset(curl);  // options only; connections stay
    const auto set = [&](CURLoption option, auto value) { curl_easy_setopt(curl, option, value); };
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_ERRORBUFFER, message.data());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_USERAGENT, options->user_agent.c_str());
    set(CURLOPT_ACCEPT_ENCODING, "");  // all that this curl can undo
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
    set(CURLOPT_HTTP09_ALLOWED, 0L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(options->connect_timeout * 1000));
    set(CURLOPT_LOW_SPEED_LIMIT, options->stall_rate);
    set(CURLOPT_LOW_SPEED_TIME, std::max(1L, static_cast<long>(options->stall_timeout)));
    set(CURLOPT_OPENSOCKETFUNCTION, &on_socket);
    set(CURLOPT_OPENSOCKETDATA, this);
    set(CURLOPT_HEADERFUNCTION, &on_header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &on_body);
    set(CURLOPT_WRITEDATA, this);
    set(CURLOPT_XFERINFOFUNCTION, &on_progress);
    set(CURLOPT_XFERINFODATA, this);
    set(CURLOPT_NOPROGRESS, 0L);
    const url::Parts parts = url::split(url);
    const std::string proxy = proxy_for(text::lower_ascii(parts.scheme), parts.host);
    proxied = !proxy.empty();
    set(CURLOPT_PROXY, proxy.c_str());  // decided here, so that it is known whose address a connection goes to
    set(CURLOPT_NOPROXY, "");
}

Error Transfer::Impl::error_of(CURLcode code) const {
    if (error) return *error;
    std::string said = message.substr(0, message.find('\0'));
    if (said.empty()) said = curl_easy_strerror(code);
    const std::string host(url::split(url).host);
    const auto make = [&](std::string name, std::string text) {
        return Error{std::move(name), "ingest", std::move(text), url};
    };
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST: return make("dns", "no address is known for host " + host);
        case CURLE_COULDNT_RESOLVE_PROXY: return make("proxy", "the proxy of the environment has no address: " + said);
        case CURLE_COULDNT_CONNECT:
            if (!refused.empty())
                return make("private_address",
                            host + " is " + refused + ", which is not on the public internet (--allow-private reads it)");
            return make("connect", "cannot connect to " + host + ": " + said);
        case CURLE_OPERATION_TIMEDOUT: return make("timeout", "the server is too slow: " + said);
        case CURLE_PARTIAL_FILE: return make("cut_off", "the connection ended before the page did: " + said);
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
        case CURLE_SSL_CERTPROBLEM:
        case CURLE_SSL_CIPHER:
        case CURLE_SSL_ENGINE_INITFAILED:
        case CURLE_SSL_ISSUER_ERROR: return make("tls", "no secure connection to " + host + ": " + said);
        case CURLE_OUT_OF_MEMORY:  // what libcurl says of a header line that never ends, too
            if (answer.body.size == 0) return make("too_large", "its HTTP header has a line that is too long");
            return make("out_of_memory", "there was not enough memory for it");
        case CURLE_URL_MALFORMAT: return make("bad_url", "it is no URL that can be read: " + said);
        default: return make("bad_http", "the server's answer cannot be read: " + said);
    }
}

Transfer::Transfer() : impl_(std::make_unique<Impl>()) {}
Transfer::Transfer(Transfer&&) noexcept = default;
Transfer& Transfer::operator=(Transfer&&) noexcept = default;
Transfer::~Transfer() = default;

Result<Answer> Transfer::get(const std::string& url, const TransferOptions& options, const Judge& judge) {
    Impl& impl = *impl_;
    if (!impl.curl) return fail("internal", "ingest", "libcurl cannot be started", url);
    impl.options = &options;
    impl.judge = &judge;
    impl.url = url;
    impl.refused.clear();
    impl.error.reset();
    impl.answer = {};
    impl.allowance.reset();
    impl.header_bytes = 0;
    impl.enough = false;
    impl.start = Clock::now();
    std::fill(impl.message.begin(), impl.message.end(), '\0');
    impl.prepare();
    const CURLcode code = curl_easy_perform(impl.curl);
    long status = 0;
    curl_easy_getinfo(impl.curl, CURLINFO_RESPONSE_CODE, &status);
    impl.answer.status = static_cast<int>(status);
    if (code != CURLE_OK && !impl.enough) return tl::unexpected(impl.error_of(code));
    if (is_page(status) && !impl.allowance && !impl.settle()) return tl::unexpected(impl.error_of(code));
    if (is_page(status) && impl.answer.body.size > impl.allowance->bytes && !impl.keep({}))
        return tl::unexpected(impl.error_of(code));
    if (impl.answer.body.file.open()) ::lseek(impl.answer.body.file.get(), 0, SEEK_SET);
    return std::move(impl.answer);
}

}  // namespace newshound::net
