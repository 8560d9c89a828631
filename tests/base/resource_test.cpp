#include "base/resource.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace newshound;

TEST_CASE("data files are found in the binary, rows split at tabs, comments passed over") {
    const auto rows = resource::rows("ontology/cameo.tsv");
    REQUIRE(rows);
    REQUIRE(!rows->empty());
    CHECK((*rows)[0][0] == "01");
    CHECK((*rows)[0].line > 1);   // the file starts with comments
    CHECK((*rows)[0][99] == "");  // beyond the end of the line
    CHECK(!resource::get("no/such.tsv"));
    CHECK(resource::get("no/such.tsv").error().code == "data_missing");
}

TEST_CASE("data files are listed by folder, in byte order") {
    const auto names = resource::list("ontology/");
    CHECK(names.size() >= 4);
    CHECK(std::is_sorted(names.begin(), names.end()));
}
