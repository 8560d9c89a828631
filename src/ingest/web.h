// Where the network is touched: URLs fetched in the order of the input, the next ones ahead. Internal to ingest.
#pragma once

#include <memory>
#include <string>

#include "ingest/sources.h"
#include "net/ahead.h"

namespace newshound::ingest {

class Web {
public:
    using Ticket = net::Ahead::Ticket;

    explicit Web(const Options& options);

    Ticket submit(const std::string& url) { return ahead_.submit(url); }
    Result<net::Response> take(Ticket ticket) { return ahead_.take(ticket); }

private:
    net::Fetcher fetcher_;
    net::Ahead ahead_;
};

/// True for what is meant as a URL, not as a file: "http://..." and "https://..." in any case.
bool is_url(std::string_view name);

}  // namespace newshound::ingest
