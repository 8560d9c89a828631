#include "cli/cli.h"

int main(int argc, char** argv) { return newshound::cli::main(argc, argv); }
