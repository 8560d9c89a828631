#include "net/robots.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/text.h"

namespace newshound::net {

namespace {

bool is_token(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_'; }

std::string_view trimmed(std::string_view s) {
    const std::size_t begin = s.find_first_not_of(" \t\f\v");
    if (begin == std::string_view::npos) return {};
    return s.substr(begin, s.find_last_not_of(" \t\f\v") - begin + 1);
}

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool is_unreserved(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' ||
           c == '~';
}

/// One spelling for the same path (RFC 9309, 2.2.2): bytes above ASCII are encoded, encoded unreserved characters decoded.
std::string normalized(std::string_view s) {
    static constexpr char kDigits[] = "0123456789ABCDEF";
    std::string out;
    for (std::size_t i = 0; i < s.size(); ++i) {
        const auto byte = static_cast<unsigned char>(s[i]);
        if (s[i] == '%' && i + 2 < s.size() && hex(s[i + 1]) >= 0 && hex(s[i + 2]) >= 0) {
            const int value = hex(s[i + 1]) * 16 + hex(s[i + 2]);
            i += 2;
            if (is_unreserved(value)) {
                out += static_cast<char>(value);
            } else {
                out += '%';
                out += kDigits[value / 16];
                out += kDigits[value % 16];
            }
        } else if (byte >= 0x80) {
            out += '%';
            out += kDigits[byte / 16];
            out += kDigits[byte % 16];
        } else {
            out += s[i];
        }
    }
    return out;
}

/// Stretches between stars are looked for from left to right; taking the first place for each never misses a match, so the
/// time is that of one search through `path` for each stretch.
bool matches(std::string_view pattern, std::string_view path) {
    const bool to_end = pattern.ends_with('$');
    if (to_end) pattern.remove_suffix(1);
    std::size_t at = 0;
    bool first = true;
    for (;;) {
        const std::size_t star = pattern.find('*');
        const std::string_view part = pattern.substr(0, star);
        const bool last = star == std::string_view::npos;
        if (first) {
            if (!path.starts_with(part)) return false;
            at = part.size();
            if (last) return !to_end || path.size() == at;
        } else if (last && to_end) {
            return path.size() >= at + part.size() && path.ends_with(part);
        } else {
            const std::size_t found = path.find(part, at);
            if (found == std::string_view::npos) return false;
            at = found + part.size();
            if (last) return true;
        }
        first = false;
        pattern.remove_prefix(star + 1);
    }
}

struct Line {
    std::string key;
    std::string_view value;
};

/// "Disallow: /a  # why" -> {"disallow", "/a"}; an empty key where the line says nothing.
Line line_of(std::string_view raw) {
    raw = trimmed(raw.substr(0, raw.find('#')));
    const std::size_t colon = raw.find(':');
    if (colon == std::string_view::npos) return {};
    return {text::lower_ascii(trimmed(raw.substr(0, colon))), trimmed(raw.substr(colon + 1))};
}

}  // namespace

std::string product_of(std::string_view user_agent) {
    const auto end = std::find_if_not(user_agent.begin(), user_agent.end(), is_token);
    return std::string(user_agent.begin(), end);
}

Robots Robots::parse(std::string_view bytes, std::string_view product) {
    bytes = bytes.substr(0, kLimit);
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const std::string own = text::lower_ascii(product);
    Robots named, others;
    bool in_agents = false;  // the line before named an agent: another one joins the same group
    bool for_us = false, for_all = false, found = false;
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
        const Line line = line_of(bytes.substr(0, end));
        bytes.remove_prefix(std::min(bytes.size(), end + 1));
        if (line.key == "user-agent") {
            if (!in_agents) for_us = for_all = false;
            in_agents = true;
            if (line.value.starts_with('*') && (line.value.size() == 1 || line.value[1] == ' '))
                for_all = true;
            else if (!own.empty() && text::lower_ascii(product_of(line.value)) == own)
                for_us = found = true;
            continue;
        }
        const bool rule = line.key == "allow" || line.key == "disallow";
        if (!rule && line.key != "crawl-delay") continue;  // other lines (Sitemap) belong to no group
        in_agents = false;
        for (Robots* group : {for_us ? &named : nullptr, for_all ? &others : nullptr}) {
            if (!group) continue;
            if (rule) {
                if (!line.value.empty()) group->rules_.push_back({normalized(line.value), line.key == "allow"});
            } else if (const double delay = std::strtod(std::string(line.value).c_str(), nullptr);
                       std::isfinite(delay) && delay > 0) {
                group->crawl_delay_ = std::max(delay, group->crawl_delay_.value_or(0));
            }
        }
    }
    return found ? named : others;
}

bool Robots::allows(std::string_view target) const {
    if (rules_.empty()) return true;
    const std::string path = normalized(target.empty() ? "/" : target.substr(0, target.find('#')));
    if (path == "/robots.txt") return true;
    std::size_t longest = 0;
    bool allowed = true;
    for (const Rule& rule : rules_) {
        const std::size_t length = rule.pattern.size();
        if (length < longest || (length == longest && (allowed || !rule.allow))) continue;
        if (!matches(rule.pattern, path)) continue;
        longest = length;
        allowed = rule.allow;
    }
    return allowed;
}

}  // namespace newshound::net
