#include "net/target.h"

#include <memory>

#include <curl/curl.h>

#include "base/text.h"

namespace newshound::net {

namespace {

struct Freed {
    void operator()(CURLU* u) const { curl_url_cleanup(u); }
    void operator()(char* s) const { curl_free(s); }
};

std::string part(CURLU* handle, CURLUPart which, unsigned flags = 0) {
    char* value = nullptr;
    if (curl_url_get(handle, which, &value, flags) != CURLUE_OK) return {};
    const std::unique_ptr<char, Freed> owned(value);
    return value;
}

}  // namespace

Result<Target> target_of(const std::string& url) {
    const auto bad = [&](const std::string& why) { return fail("bad_url", "ingest", why, url); };
    const std::unique_ptr<CURLU, Freed> handle(curl_url());
    if (!handle) return fail("out_of_memory", "ingest", "there was not enough memory for it", url);
    const std::string trimmed(text::trim(url));
    if (const CURLUcode code = curl_url_set(handle.get(), CURLUPART_URL, trimmed.c_str(), CURLU_URLENCODE);
        code != CURLUE_OK)
        return bad(std::string("it is no URL that can be read: ") + curl_url_strerror(code));
    Target target;
    target.scheme = text::lower_ascii(part(handle.get(), CURLUPART_SCHEME));
    if (target.scheme != "http" && target.scheme != "https") return bad("only http and https URLs are read");
    if (!part(handle.get(), CURLUPART_USER).empty() || !part(handle.get(), CURLUPART_PASSWORD).empty())
        return bad("it has a user name or password in it, which is never sent; write it without");
    curl_url_set(handle.get(), CURLUPART_FRAGMENT, nullptr, 0);
    target.url = part(handle.get(), CURLUPART_URL);
    target.host = text::lower_ascii(part(handle.get(), CURLUPART_HOST));
    if (target.host.empty() || target.url.empty()) return bad("it names no host");
    target.origin = target.scheme + "://" + target.host + ":" + part(handle.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    target.path = part(handle.get(), CURLUPART_PATH);
    if (target.path.empty()) target.path = "/";
    if (const std::string query = part(handle.get(), CURLUPART_QUERY); !query.empty()) target.path += "?" + query;
    return target;
}

}  // namespace newshound::net
