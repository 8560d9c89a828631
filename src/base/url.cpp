#include "base/url.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace newshound::url {

namespace {

bool is_scheme(std::string_view s) {
    if (s.empty() || !((s[0] >= 'a' && s[0] <= 'z') || (s[0] >= 'A' && s[0] <= 'Z'))) return false;
    return std::all_of(s.begin(), s.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
               c == '.';
    });
}

/// RFC 3986, 5.2.4.
std::string without_dot_segments(std::string_view path) {
    std::vector<std::string_view> kept;
    const std::vector<std::string_view> parts = text::split(path, '/');
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const bool last = i + 1 == parts.size();
        if (parts[i] == "." || parts[i] == "..") {
            if (parts[i] == ".." && kept.size() > 1) kept.pop_back();
            if (last) kept.push_back("");
        } else {
            kept.push_back(parts[i]);
        }
    }
    std::string out;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (i > 0) out += '/';
        out += kept[i];
    }
    return out;
}

bool is_tracking(std::string_view name) {
    static constexpr std::array<std::string_view, 17> kNames{
        "fbclid",  "gclid",     "dclid",       "msclkid", "yclid", "igshid",      "mc_cid",      "mc_eid", "_ga",
        "ref_src", "at_medium", "at_campaign", "xtor",    "cmpid", "ns_campaign", "ns_mchannel", "wt_mc"};
    return name.starts_with("utm_") || std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::string join(std::string_view scheme, std::string_view authority, std::string_view path, const Parts& tail) {
    std::string out = text::lower_ascii(scheme) + "://" + std::string(authority) + std::string(path);
    if (tail.has_query) out += "?" + std::string(tail.query);
    if (tail.has_fragment) out += "#" + std::string(tail.fragment);
    return out;
}

}  // namespace

Parts split(std::string_view s) {
    Parts p;
    if (const std::size_t hash = s.find('#'); hash != std::string_view::npos) {
        p.fragment = s.substr(hash + 1);
        p.has_fragment = true;
        s = s.substr(0, hash);
    }
    if (const std::size_t mark = s.find('?'); mark != std::string_view::npos) {
        p.query = s.substr(mark + 1);
        p.has_query = true;
        s = s.substr(0, mark);
    }
    if (const std::size_t colon = s.find(':'); colon != std::string_view::npos && is_scheme(s.substr(0, colon))) {
        p.scheme = s.substr(0, colon);
        s = s.substr(colon + 1);
    }
    if (s.starts_with("//")) {
        const std::size_t slash = std::min(s.find('/', 2), s.size());
        p.authority = s.substr(2, slash - 2);
        p.has_authority = true;
        s = s.substr(slash);
        p.host = p.authority;
        if (const std::size_t at = p.host.rfind('@'); at != std::string_view::npos) p.host = p.host.substr(at + 1);
        if (const std::size_t port = p.host.rfind(':');
            port != std::string_view::npos && p.host.find(']', port) == std::string_view::npos)
            p.host = p.host.substr(0, port);
    }
    p.path = s;
    return p;
}

bool is_http(std::string_view s) {
    const Parts p = split(s);
    const std::string scheme = text::lower_ascii(p.scheme);
    return (scheme == "http" || scheme == "https") && !p.host.empty();
}

std::string resolve(std::string_view base, std::string_view reference) {
    std::string cleaned;
    for (char c : text::trim(reference)) {
        if (c == '\n' || c == '\r' || c == '\t') continue;
        if (c == ' ')
            cleaned += "%20";
        else
            cleaned += c;
    }
    const Parts r = split(cleaned);
    if (!r.scheme.empty()) return is_http(cleaned) ? cleaned : std::string();
    if (!is_http(base)) return {};
    const Parts b = split(base);
    if (r.has_authority)
        return r.host.empty() ? std::string() : join(b.scheme, r.authority, without_dot_segments(r.path), r);
    if (r.path.empty()) {
        Parts tail = r;
        if (!r.has_query) {
            tail.query = b.query;
            tail.has_query = b.has_query;
        }
        return join(b.scheme, b.authority, b.path.empty() ? "/" : b.path, tail);
    }
    std::string path(r.path);
    if (path.front() != '/') {
        const std::size_t slash = b.path.rfind('/');
        path = (slash == std::string_view::npos ? std::string("/") : std::string(b.path.substr(0, slash + 1))) + path;
    }
    return join(b.scheme, b.authority, without_dot_segments(path), r);
}

std::string canonical(std::string_view s) {
    s = text::trim(s);
    if (!is_http(s)) return {};
    const Parts p = split(s);
    const std::string scheme = text::lower_ascii(p.scheme);
    std::string authority = text::lower_ascii(p.authority);
    const std::string_view default_port = scheme == "http" ? ":80" : ":443";
    if (authority.ends_with(default_port)) authority.resize(authority.size() - default_port.size());
    std::string out = scheme + "://" + authority + (p.path.empty() ? "/" : std::string(p.path));
    char separator = '?';
    for (std::string_view parameter : text::split(p.query, '&')) {
        if (parameter.empty() || is_tracking(text::lower_ascii(parameter.substr(0, parameter.find('='))))) continue;
        out += separator;
        out += parameter;
        separator = '&';
    }
    return out;
}

std::string site(std::string_view s) {
    std::string host = text::lower_ascii(split(s).host);
    if (host.starts_with("www.")) host.erase(0, 4);
    return host;
}

std::string percent_decoded(std::string_view s) {
    const auto digit = [](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        if (c >= 'a' && c <= 'f') return c - 'a' + 10;
        if (c >= 'A' && c <= 'F') return c - 'A' + 10;
        return -1;
    };
    std::string out;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s[i] == '%' && i + 2 < s.size() + 0 && digit(s[i + 1]) >= 0 && digit(s[i + 2]) >= 0) {
            out += static_cast<char>(digit(s[i + 1]) * 16 + digit(s[i + 2]));
            i += 2;
        } else {
            out += s[i];
        }
    }
    return out;
}

}  // namespace newshound::url
