#include "events/modality.h"

#include <doctest/doctest.h>

#include <string>

#include "attributions/texts.h"
#include "events/actors.h"
#include "events/cast.h"
#include "events/lexicon.h"

using namespace newshound;
using namespace newshound::events;

TEST_CASE("whether a deed has happened") {
    const auto lexicon = Lexicon::load();
    const auto actors = ActorBase::load();
    REQUIRE(lexicon);
    REQUIRE(actors);
    const struct {
        std::string text, word, status;
    } rows[] = {
        {"Police had to fire six rounds.", "fire", "actual"},
        {"Farmers have to leave the valley.", "leave", "hypothetical"},
        {"Rebels will attack the port.", "attack", "future"},
        {"The army did not shell the town.", "shell", "negated"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const Annotated& annotated = test::attribution_text(row.text);
        const Tree tree(annotated);
        const Roles roles(tree);
        const Cast cast = Cast::build(tree, *actors, Date{});
        const Matcher matcher(*lexicon, tree, roles, cast);
        TokenIndex word = 0;
        while (tree.text(word) != row.word) ++word;
        CHECK(std::string(name_of(modality_of(tree, roles, matcher, word).status)) == row.status);
    }
}
