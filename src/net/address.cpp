#include "net/address.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace newshound::net {

namespace {

struct Block {
    std::uint32_t address;
    int bits;
};

constexpr std::uint32_t ip(std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    return a << 24 | b << 16 | c << 8 | d;
}

/// https://www.iana.org/assignments/iana-ipv4-special-registry, and the metadata service of one cloud that lies outside.
constexpr Block kNotPublic[] = {
    {ip(0, 0, 0, 0), 8},      {ip(10, 0, 0, 0), 8},     {ip(100, 64, 0, 0), 10}, {ip(127, 0, 0, 0), 8},
    {ip(169, 254, 0, 0), 16}, {ip(172, 16, 0, 0), 12},  {ip(192, 0, 0, 0), 24},  {ip(192, 0, 2, 0), 24},
    {ip(192, 88, 99, 0), 24}, {ip(192, 168, 0, 0), 16}, {ip(198, 18, 0, 0), 15}, {ip(198, 51, 100, 0), 24},
    {ip(203, 0, 113, 0), 24}, {ip(224, 0, 0, 0), 4},    {ip(240, 0, 0, 0), 4},   {ip(168, 63, 129, 16), 32},
};

bool is_public_v4(std::uint32_t address) {
    return std::none_of(std::begin(kNotPublic), std::end(kNotPublic),
                        [&](const Block& block) { return (address ^ block.address) >> (32 - block.bits) == 0; });
}

using V6 = std::array<std::uint8_t, 16>;

std::uint32_t v4_at(const V6& a, std::size_t at) { return ip(a[at], a[at + 1], a[at + 2], a[at + 3]); }

bool starts_with(const V6& a, std::initializer_list<std::uint8_t> head) {
    return std::equal(head.begin(), head.end(), a.begin());
}

bool is_public_v6(const V6& a) {
    const bool ten_zeros = std::all_of(a.begin(), a.begin() + 10, [](std::uint8_t b) { return b == 0; });
    if (ten_zeros && a[10] == 0xFF && a[11] == 0xFF) return is_public_v4(v4_at(a, 12));                       // mapped
    if (starts_with(a, {0x00, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) return is_public_v4(v4_at(a, 12));  // NAT64
    if ((a[0] & 0xE0) != 0x20) return false;                               // global unicast is 2000::/3
    if (a[0] == 0x20 && a[1] == 0x02) return is_public_v4(v4_at(a, 2));    // 6to4
    if (a[0] == 0x20 && a[1] == 0x01 && (a[2] & 0xFE) == 0) return false;  // 2001::/23, protocol assignments, Teredo
    if (starts_with(a, {0x20, 0x01, 0x0D, 0xB8})) return false;            // documentation
    return !(a[0] == 0x3F && a[1] == 0xFF && (a[2] & 0xF0) == 0);          // 3fff::/20, documentation
}

}  // namespace

bool is_public(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        return is_public_v4(ntohl(v4.sin_addr.s_addr));
    }
    if (address.sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &address, sizeof v6);
        V6 bytes{};
        std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
        return is_public_v6(bytes);
    }
    return false;
}

bool is_public_literal(std::string_view host, bool& literal) {
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    const std::string text(host.substr(0, host.find('%')));  // without a zone
    literal = true;
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) {
        V6 bytes{};
        std::memcpy(bytes.data(), &v6.sin6_addr, bytes.size());
        return is_public_v6(bytes);
    }
    // As the resolver reads it: "127.1", "0x7f000001" and "2130706433" are addresses too.
    in_addr v4{};
    if (inet_aton(text.c_str(), &v4) == 1) return is_public_v4(ntohl(v4.s_addr));
    literal = false;
    return true;
}

std::string name_of(const sockaddr& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.sa_family == AF_INET) {
        sockaddr_in v4{};
        std::memcpy(&v4, &address, sizeof v4);
        inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    } else if (address.sa_family == AF_INET6) {
        sockaddr_in6 v6{};
        std::memcpy(&v6, &address, sizeof v6);
        inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
    }
    return text.data();
}

}  // namespace newshound::net
