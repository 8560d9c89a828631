#include "events/keys.h"

#include "base/hash.h"

namespace newshound::events {

WordKey key_of(std::string_view word) {
    const WordKey key = hash::xxh3(word);
    return key == 0 ? 1 : key;
}

}  // namespace newshound::events
