// The reader of actor dictionaries: any bytes, and what their codes mean.
#include <cstdint>
#include <string_view>

#include "events/actor_dictionary.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace newshound::events;
    const auto dictionary = parse_actor_dictionary({reinterpret_cast<const char*>(data), size}, "fuzz");
    if (!dictionary) return 0;
    for (const DictionaryEntry& entry : dictionary->entries) {
        if (entry.names.empty() || entry.codes.empty()) __builtin_trap();
        for (const DatedCode& code : entry.codes) (void)meaning_of_code(code.code);
    }
    return 0;
}
