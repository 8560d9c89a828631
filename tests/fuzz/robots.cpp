// What strangers' servers say in words: robots.txt (first line: the path asked about), header fields, redirect targets.
#include <cstdint>
#include <string>

#include "net/address.h"
#include "net/headers.h"
#include "net/proxy.h"
#include "net/robots.h"
#include "net/target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace newshound::net;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    const std::string first = bytes.substr(0, bytes.find('\n'));
    const Robots robots = Robots::parse(bytes, "newshound");
    (void)robots.allows(first);
    (void)content_type(first);
    (void)retry_after(first, 1757000000);
    if (const auto target = target_of(first)) {
        (void)robots.allows(target->path);
        bool literal = false;
        (void)is_public_literal(target->host, literal);
        (void)proxy_for(target->scheme, target->host, [&](const char*) { return bytes; });
    }
    return 0;
}
