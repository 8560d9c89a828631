// Senses that hang on auxiliaries, clauses and what stands further off: which sense a word has, and whom its paths find.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "events/actors.h"
#include "events/cast.h"
#include "events/events.h"
#include "events/lexicon.h"
#include "events/matcher.h"
#include "events/modality.h"
#include "events/parties.h"
#include "senses/texts.h"

using namespace newshound;
using namespace newshound::events;

namespace {

const ActorBase& actor_base() {
    static const auto base = ActorBase::load();
    REQUIRE(base);
    return *base;
}

const Lexicon& lexicon() {
    static const auto loaded = Lexicon::load();
    REQUIRE(loaded);
    return *loaded;
}

TokenIndex word_of(const Tree& tree, const std::string& word) {
    TokenIndex i = 0;
    while (tree.text(i) != word) ++i;
    return i;
}

/// The events that the word tells of in a text of senses/texts.txt; there must be one.
std::vector<Event> told_by(const std::string& word, const std::string& text) {
    static const auto coder = Coder::load();
    REQUIRE(coder);
    std::vector<Event> out = coder->code(test::sense_text(text));
    std::erase_if(out, [&](const Event& e) { return e.trigger != word; });
    CHECK_FALSE(out.empty());
    return out;
}

}  // namespace

TEST_CASE("auxiliaries and clauses decide between senses") {
    const struct {
        std::string text, word, type;
    } rows[] = {
        {"Norway said it would not release the two pilots.", "release", "REJECT"},
        {"Norway did not release the two pilots.", "release", "RETREAT"},
        {"The union will not end the strike until the government of Peru raises wages.", "end", "REJECT"},
        {"The president of Kenya said that Uganda must withdraw its troops.", "withdraw", "REQUEST"},
        {"Kenya must withdraw its troops.", "withdraw", "RETREAT"},
        {"The prime minister of Norway called the president of Kenya on Friday to discuss trade.", "called", "CONSULT"},
        {"The president of Peru called for talks with Chile to begin.", "called", "REQUEST"},
        {"Norway voiced its apprehensions over the deal.", "apprehensions", ""},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const Tree tree(test::sense_text(row.text));
        const Roles roles(tree);
        const Cast cast = Cast::build(tree, actor_base(), Date{});
        const Matcher matcher(lexicon(), tree, roles, cast);
        const Frame* frame = matcher.frame(word_of(tree, row.word));
        CHECK((frame ? frame->type : std::string()) == row.type);
    }
}

TEST_CASE("paths reach whom a deed concerns further off") {
    const struct {
        std::string text, word;
        Path path;
        std::string expected;
    } rows[] = {
        {"The union will not end the strike until the government of Peru raises wages.",
         "end",
         {Path::Kind::until, {}},
         "government"},
        {"Norway provided ten million euros to pay for relief for those displaced in northern Iraq.",
         "provided",
         {Path::Kind::far, {}},
         "Iraq"},
        {"The court rejected an appeal filed by the government of Peru.",
         "rejected",
         {Path::Kind::pcsubj, {}},
         "government"},
        {"The president of Kenya said that Uganda must withdraw its troops.",
         "withdraw",
         {Path::Kind::saysubj, {}},
         "president"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        const Tree tree(test::sense_text(row.text));
        const Roles roles(tree);
        const Cast cast = Cast::build(tree, actor_base(), Date{});
        const Matcher matcher(lexicon(), tree, roles, cast);
        bool found = false;
        for (TokenIndex i : matcher.follow(word_of(tree, row.word), row.path)) found = found || tree.text(i) == row.expected;
        CHECK(found);
    }
}

TEST_CASE("what a thing does, those do who use it") {
    const Tree tree(test::sense_text("American warplanes bombed the port."));
    const Roles roles(tree);
    const Cast cast = Cast::build(tree, actor_base(), Date{});
    const auto found = Parties(tree, roles, cast).owners({word_of(tree, "warplanes")}, false);
    REQUIRE(found.size() == 1);
    CHECK(found.front().text == "American warplanes");
    CHECK(found.front().country == "USA");
    CHECK(found.front().sector == "MIL");
}

TEST_CASE("one's own word is a deed done: refusals, demands, promises of help") {
    const struct {
        std::string text, trigger, type, actor;
    } rows[] = {
        {"Norway said it would not release the two pilots.", "release", "REJECT", "NOR"},
        {"The rebels said they will not begin talks with the government of Chad.", "begin", "REJECT", ""},
        {"The president of Kenya said that Uganda must withdraw its troops.", "withdraw", "REQUEST", "KEN"},
        {"Norway will send four patrol boats to Kenya.", "send", "AGREE", "NOR"},
        {"Thirty people were killed in police firing.", "killed", "ASSAULT", ""},
        {"The envoy from Peru published a report accusing the army of Chad of torture.", "accusing", "ACCUSE", "PER"},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        for (const Event& e : told_by(row.trigger, row.text)) {
            CHECK(e.type == row.type);
            CHECK(e.status == "actual");
            REQUIRE_FALSE(e.actors.empty());
            if (!row.actor.empty()) CHECK(e.actors.front().country == row.actor);
        }
    }
}

TEST_CASE("where something happened, or by what means, is not who did it") {
    const struct {
        std::string text, trigger, actor, recipient;  // country and sector; "" = nobody
    } rows[] = {
        {"The Lima shooting killed four miners of a Peruvian union.", "shooting", "", "PER.LAB"},
        {"American strikes killed six soldiers of Iran.", "strikes", "USA.GOV", "IRN.MIL"},
        {"The minister of Norway used Instagram to thank the nurses.", "thank", "NOR.GOV", "NOR.MED"},
        {"Police in Peru arrested the accused at the port.", "arrested", "PER.COP", "PER.CRM"},
        {"The minister of Norway posted a message on Twitter accusing Iran of torture.", "accusing", "NOR.GOV", "IRN.GOV"},
    };
    const auto codes = [](const std::vector<Party>& parties) {
        std::string out;
        for (const Party& p : parties) out += (out.empty() ? "" : "|") + p.country + "." + p.sector;
        return out;
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        for (const Event& e : told_by(row.trigger, row.text)) {
            CHECK(codes(e.actors) == row.actor);
            CHECK(codes(e.recipients) == row.recipient);
        }
    }
}

TEST_CASE("a town before a deed says where it was done, a nation who did it") {
    const struct {
        std::string text, word, type;
        bool scene;
    } rows[] = {
        {"The United States condemned the Kabul attack.", "Kabul", "ASSAULT", true},
        {"The United States condemned the Kabul attack.", "Kabul", "SANCTION",
         false},  // a capital stands for its government
        {"The Lima shooting killed four miners of a Peruvian union.", "Lima", "ASSAULT", true},
        {"American strikes killed six soldiers of Iran.", "American", "ASSAULT", false},
    };
    for (const auto& row : rows) {
        CAPTURE(row.text);
        CAPTURE(row.type);
        const Tree tree(test::sense_text(row.text));
        const Roles roles(tree);
        const Cast cast = Cast::build(tree, actor_base(), Date{});
        CHECK(Parties(tree, roles, cast).is_scene(word_of(tree, row.word), row.type) == row.scene);
    }
}
