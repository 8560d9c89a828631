// The JSON Lines reader: any bytes, as lines and as values, each record decoded.
#include <cstdint>
#include <string>

#include "ingest/input.h"
#include "ingest/sniff.h"
#include "ingest/sources.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace newshound::ingest;
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    (void)kind_of_bytes(bytes);
    Options options;
    for (const bool values : {false, true}) {
        Input input = Input::of(bytes);
        for (;;) {
            Record record;
            record.kind = Record::Kind::json;
            record.id = "x";
            const Input::Taken taken =
                values ? input.take_value(record.bytes, 1 << 16) : input.take_line(record.bytes, 1 << 16);
            if (taken == Input::Taken::end || taken == Input::Taken::broken) break;
            options.extract = record.bytes.size() % 2 == 0;
            (void)decode(std::move(record), options);
        }
    }
    return 0;
}
