#include "net/body.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace newshound::net {

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
    if (this != &other) {
        if (fd_ >= 0) ::close(fd_);
        fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
}

Descriptor::~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
}

Result<Descriptor> temporary_file() {
    const char* named = std::getenv("TMPDIR");
    std::string path = std::string(named && *named ? named : P_tmpdir) + "/newshound-XXXXXX";
    const int fd = ::mkostemp(path.data(), O_CLOEXEC);
    if (fd < 0)
        return fail("not_writable", "ingest",
                    "cannot make a temporary file in " + path.substr(0, path.rfind('/')) + ": " + std::strerror(errno) +
                        " (TMPDIR names another folder)");
    ::unlink(path.c_str());
    return Descriptor(fd);
}

}  // namespace newshound::net
