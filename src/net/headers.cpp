#include "net/headers.h"

#include <algorithm>
#include <charconv>

#include <curl/curl.h>

#include "base/text.h"

namespace newshound::net {

ContentType content_type(std::string_view value) {
    ContentType out;
    out.type = text::lower_ascii(text::trim(value.substr(0, value.find_first_of(";,"))));
    const std::string low = text::lower_ascii(value);
    for (std::size_t at = low.find(';'); at != std::string::npos; at = low.find(';', at + 1)) {
        std::string_view parameter = text::trim(std::string_view(low).substr(at + 1));
        if (!parameter.starts_with("charset")) continue;
        parameter = text::trim(parameter.substr(7));
        if (!parameter.starts_with('=')) continue;
        parameter = text::trim(parameter.substr(1));
        if (parameter.starts_with('"') || parameter.starts_with('\'')) parameter.remove_prefix(1);
        out.charset = std::string(parameter.substr(0, parameter.find_first_of("\"';, \t")));
        break;
    }
    return out;
}

std::optional<double> retry_after(std::string_view value, long long now) {
    value = text::trim(value);
    if (value.empty()) return std::nullopt;
    long long seconds = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), seconds);
    if (error == std::errc() && end == value.data() + value.size())
        return seconds < 0 ? std::nullopt : std::optional<double>(static_cast<double>(seconds));
    const time_t moment = curl_getdate(std::string(value).c_str(), nullptr);
    if (moment == -1) return std::nullopt;
    return static_cast<double>(std::max<long long>(0, static_cast<long long>(moment) - now));
}

}  // namespace newshound::net
