// Which network addresses belong to the public internet. Pages come from strangers: a link or a redirect must not make
// newshound ask a router, a printer or a cloud's metadata service.
#pragma once

#include <string>
#include <string_view>

struct sockaddr;

namespace newshound::net {

/// False for every address that IANA's special-purpose registries keep from the public internet (loopback, private, shared,
/// link-local, unique local, multicast, documentation, reserved), for IPv6 forms that carry such an IPv4 address (mapped,
/// NAT64, 6to4), for the metadata addresses of clouds, and for what is no IP address.
bool is_public(const sockaddr& address);

/// The same for "192.168.0.1" or "fe80::1" (with or without brackets); `literal` false (and true returned) for a name.
bool is_public_literal(std::string_view host, bool& literal);

/// "192.168.0.1", "fe80::1"; "" for what is no IP address.
std::string name_of(const sockaddr& address);

}  // namespace newshound::net
