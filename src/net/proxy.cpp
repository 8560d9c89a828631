#include "net/proxy.h"

#include "base/text.h"

#include <cstdlib>

namespace newshound::net {

namespace {

bool excepted(std::string_view host, std::string_view list) {
    while (!list.empty()) {
        const std::size_t end = list.find_first_of(", ");
        std::string name = text::lower_ascii(list.substr(0, end));
        list.remove_prefix(end == std::string_view::npos ? list.size() : end + 1);
        if (name == "*") return true;
        while (!name.empty() && name.front() == '.') name.erase(0, 1);
        if (name.empty()) continue;
        if (host == name) return true;
        if (host.size() > name.size() && host.ends_with(name) && host[host.size() - name.size() - 1] == '.') return true;
    }
    return false;
}

}  // namespace

std::string proxy_for(std::string_view scheme, std::string_view host, const Environment& environment) {
    std::string name = text::lower_ascii(host);
    if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
    const auto first = [&](std::initializer_list<const char*> variables) {
        for (const char* variable : variables)
            if (std::string value = environment(variable); !value.empty()) return value;
        return std::string();
    };
    if (excepted(name, first({"no_proxy", "NO_PROXY"}))) return {};
    std::string proxy = scheme == "https" ? first({"https_proxy", "HTTPS_PROXY"}) : first({"http_proxy"});
    return proxy.empty() ? first({"all_proxy", "ALL_PROXY"}) : proxy;
}

std::string proxy_for(std::string_view scheme, std::string_view host) {
    return proxy_for(scheme, host, [](const char* variable) {
        const char* value = std::getenv(variable);
        return std::string(value ? value : "");
    });
}

}  // namespace newshound::net
