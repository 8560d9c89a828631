// Entries of feeds as records. Internal to ingest.
#pragma once

#include <memory>
#include <string>

#include "feeds/feed.h"
#include "ingest/sources.h"
#include "model/page.h"

namespace newshound::ingest {

/// What the entry says about its page. A feed that gives one date only means that of publication; a sitemap's (lastmod) is
/// that of the last change and says nothing about the first day.
std::unique_ptr<Given> given_by(const feeds::Entry& entry, feeds::Kind kind);

/// The entry itself as a record: its whole text where the feed has it, else its summary, else nothing but what it says about
/// its page.
Record record_of(feeds::Entry entry, feeds::Kind kind, std::string id);

}  // namespace newshound::ingest
