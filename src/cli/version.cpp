#include "cli/cli.h"

namespace newshound::cli {

void add_version(CLI::App& app, Request& request) {
    CLI::App* command = app.add_subcommand("version", "which version this is");
    command->callback([&request] {
        request.run = [](Request&) {
            print("newshound " NEWSHOUND_VERSION "\n");
            return static_cast<int>(kDone);
        };
    });
}

}  // namespace newshound::cli
