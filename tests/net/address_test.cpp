#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <doctest/doctest.h>

using namespace newshound::net;

TEST_CASE("addresses of the public internet, and all others") {
    struct Row {
        const char* address;
        bool is_public;
    };
    const Row rows[] = {
        {"8.8.8.8", true},
        {"93.184.216.34", true},
        {"172.15.255.255", true},
        {"172.32.0.0", true},
        {"100.63.255.255", true},
        {"100.128.0.0", true},
        {"223.255.255.255", true},
        {"0.0.0.0", false},
        {"0.1.2.3", false},
        {"10.0.0.1", false},
        {"10.255.255.255", false},
        {"100.64.0.1", false},
        {"100.100.100.200", false},
        {"127.0.0.1", false},
        {"127.255.0.9", false},
        {"169.254.169.254", false},
        {"172.16.0.1", false},
        {"172.31.255.255", false},
        {"192.0.0.192", false},
        {"192.0.2.1", false},
        {"192.168.1.1", false},
        {"198.18.0.1", false},
        {"198.19.255.1", false},
        {"198.51.100.7", false},
        {"203.0.113.7", false},
        {"224.0.0.1", false},
        {"239.1.2.3", false},
        {"240.0.0.1", false},
        {"255.255.255.255", false},
        {"168.63.129.16", false},
        {"2606:2800:220:1::1", true},
        {"2a00:1450:4001::1", true},
        {"::", false},
        {"::1", false},
        {"::7f00:1", false},
        {"::ffff:127.0.0.1", false},
        {"::ffff:8.8.8.8", true},
        {"::ffff:a00:1", false},
        {"fe80::1", false},
        {"fec0::1", false},
        {"fc00::1", false},
        {"fd00:ec2::254", false},
        {"ff02::1", false},
        {"2001:db8::1", false},
        {"2001::1", false},
        {"2001:1ff::1", false},
        {"2001:200::1", true},
        {"2002:7f00:1::1", false},
        {"2002:808:808::1", true},
        {"64:ff9b::7f00:1", false},
        {"64:ff9b::808:808", true},
        {"3fff::1", false},
        {"100::1", false},
        {"4000::1", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.address);
        bool literal = false;
        CHECK(is_public_literal(row.address, literal) == row.is_public);
        CHECK(literal);
        sockaddr_in v4{};
        sockaddr_in6 v6{};
        if (inet_pton(AF_INET, row.address, &v4.sin_addr) == 1) {
            v4.sin_family = AF_INET;
            CHECK(is_public(reinterpret_cast<const sockaddr&>(v4)) == row.is_public);
            CHECK(name_of(reinterpret_cast<const sockaddr&>(v4)) == row.address);
        } else {
            REQUIRE(inet_pton(AF_INET6, row.address, &v6.sin6_addr) == 1);
            v6.sin6_family = AF_INET6;
            CHECK(is_public(reinterpret_cast<const sockaddr&>(v6)) == row.is_public);
        }
    }
    sockaddr local{};
    local.sa_family = AF_UNIX;
    CHECK_FALSE(is_public(local));
}

TEST_CASE("addresses in other clothes, and names") {
    struct Row {
        const char* host;
        bool literal, is_public;
    };
    const Row rows[] = {
        {"[::1]", true, false},      {"fe80::1%eth0", true, false}, {"127.1", true, false},       {"0x7f.1", true, false},
        {"2130706433", true, false}, {"0177.0.0.1", true, false},   {"example.org", false, true}, {"localhost", false, true},
    };
    for (const Row& row : rows) {
        CAPTURE(row.host);
        bool literal = false;
        CHECK(is_public_literal(row.host, literal) == row.is_public);
        CHECK(literal == row.literal);
    }
}
