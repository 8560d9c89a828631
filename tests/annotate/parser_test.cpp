#include "annotate/parser.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <sstream>

#include "annotate/ner.h"
#include "tiny_model.h"

using namespace newshound;
using namespace newshound::annotate;

namespace {

constexpr std::string_view kLetters = "SRLrB";  // SHIFT, REDUCE, LEFT, RIGHT, BREAK

std::string valid_letters(const ParserState& state) {
    std::string out;
    for (unsigned a = 0; a < ParserState::kActions; ++a)
        if ((state.valid() >> a & 1U) != 0) out += kLetters[a];
    return out;
}

std::string join(const std::vector<std::int32_t>& v) {
    std::string out;
    for (const std::int32_t x : v) out += (out.empty() ? "" : " ") + std::to_string(x);
    return out;
}

ParserState after(std::size_t tokens, std::string_view moves) {
    ParserState state;
    state.reset(tokens);
    for (const char m : moves) {
        const auto action = static_cast<unsigned>(kLetters.find(m));
        CAPTURE(moves);
        REQUIRE((state.valid() >> action & 1U) != 0);
        state.apply(static_cast<ParserState::Action>(action), 0);
    }
    return state;
}

Tree tree_of(const std::vector<std::uint32_t>& heads, const std::vector<const char*>& deps) {
    Tree out;
    out.head = heads;
    for (const char* d : deps) out.dep.emplace_back(std::string_view(d));
    set_edges(out);
    return out;
}

std::string starts_of(const Tree& t) {
    std::string out;
    for (const bool s : t.sentence_start) out += s ? '1' : '0';
    return out;
}

}  // namespace

TEST_CASE("which moves are valid, what the slots hold and what heads come out") {
    struct Row {
        std::size_t tokens;
        const char* moves;
        const char* valid;
        const char* slots;  // B0 B1 S0 S1 S2 L(B0) L(S0) R(S0)
        const char* heads;
    };
    for (const Row& c : {
             Row{0, "", "", "-1 -1 -1 -1 -1 -1 -1 -1", ""},
             Row{1, "", "S", "0 -1 -1 -1 -1 -1 -1 -1", "-1"},
             Row{1, "S", "R", "-1 -1 0 -1 -1 -1 -1 -1", "-1"},
             Row{1, "SR", "", "-1 -1 -1 -1 -1 -1 -1 -1", "-1"},
             // An empty stack: shift, or break before the second word.
             Row{3, "", "SB", "0 1 -1 -1 -1 -1 -1 -1", "-1 -1 -1"},
             Row{3, "S", "SRLrB", "1 2 0 -1 -1 -1 -1 -1", "-1 -1 -1"},
             // The last word of the buffer cannot be shifted onto others, and no break is left.
             Row{3, "SS", "RLr", "2 -1 1 0 -1 -1 -1 -1", "-1 -1 -1"},
             // After a break: once B0 is the sentence start only a reduction is possible (or another break).
             Row{3, "SB", "SRLr", "1 2 0 -1 -1 -1 -1 -1", "-1 -1 -1"},
             Row{4, "BS", "RB", "1 2 0 -1 -1 -1 -1 -1", "-1 -1 -1 -1"},
             Row{4, "BSR", "SB", "1 2 -1 -1 -1 -1 -1 -1", "-1 -1 -1 -1"},
             // LEFT: 1 over 0; the last left child of B0.
             Row{3, "SL", "SB", "1 2 -1 -1 -1 0 -1 -1", "1 -1 -1"},
             Row{4, "SSLL", "SB", "2 3 -1 -1 -1 0 -1 -1", "2 2 -1 -1"},
             // RIGHT pushes; a word with a head is popped for good.
             Row{3, "Sr", "RLr", "2 -1 1 0 -1 -1 -1 -1", "-1 0 -1"},
             Row{3, "SrR", "RLr", "2 -1 0 -1 -1 -1 -1 1", "-1 0 -1"},
             // LEFT over a word that hangs on the right takes it away from its old head, whose earlier child shows again.
             Row{5, "SrRrL", "SRLrB", "3 4 0 -1 -1 2 -1 1", "-1 0 3 -1 -1"},
             // A headless word is put back into the buffer and may not be shifted again, until a LEFT arc is drawn to it.
             Row{3, "SSR", "RLrB", "1 2 0 -1 -1 -1 -1 -1", "-1 -1 -1"},
             Row{3, "SSRL", "SB", "1 2 -1 -1 -1 0 -1 -1", "1 -1 -1"},
             Row{4, "SSSR", "RLrB", "2 3 1 0 -1 -1 -1 -1", "-1 -1 -1 -1"},
             Row{4, "SSSRL", "SRLrB", "2 3 0 -1 -1 1 -1 -1", "-1 2 -1 -1"},
             // B1 must be the next word for a break.
             Row{4, "SSSRR", "RLrB", "1 2 0 -1 -1 -1 -1 -1", "-1 -1 -1 -1"},
             Row{5, "SSrRR", "RLr", "1 3 0 -1 -1 -1 -1 -1", "-1 -1 1 -1 -1"},
         }) {
        CAPTURE(c.tokens);
        CAPTURE(c.moves);
        const ParserState state = after(c.tokens, c.moves);
        CHECK(valid_letters(state) == c.valid);
        std::vector<std::int32_t> slots(ParserState::kSlots);
        state.slots(slots.data());
        CHECK(join(slots) == c.slots);
        CHECK(join(state.heads()) == c.heads);
        CHECK(state.finished() == (std::string_view(c.valid).empty()));
    }
}

TEST_CASE("edges and sentence starts follow from the heads") {
    struct Row {
        std::vector<std::uint32_t> heads;
        const char* starts;
    };
    for (const Row& c : {Row{{}, ""}, Row{{0}, "1"}, Row{{1, 1, 1}, "100"}, Row{{1, 1, 3, 3}, "1010"}, Row{{0, 1, 2}, "111"},
                         // A root inside another's stretch: its left edge is not the stretch's.
                         Row{{0, 1, 0, 1}, "1100"}, Row{{2, 1, 2}, "110"}}) {
        const Tree tree = tree_of(c.heads, std::vector<const char*>(c.heads.size(), "x"));
        CHECK(starts_of(tree) == c.starts);
    }
    const Tree chain = tree_of({1, 2, 3, 3, 5, 3}, {"x", "x", "x", "ROOT", "x", "x"});
    CHECK(chain.left_edge == std::vector<std::uint32_t>{0, 0, 0, 0, 4, 4});
    CHECK(chain.right_edge == std::vector<std::uint32_t>{0, 1, 2, 5, 4, 5});
}

TEST_CASE("lifted arcs are put back below the nearest word with the wanted label") {
    struct Row {
        const char* why;
        std::vector<std::uint32_t> heads;
        std::vector<const char*> deps;
        std::vector<bool> space;
        std::vector<std::uint32_t> heads_out;
        const char* deps_out;
    };
    for (const Row& c :
         {Row{"nothing to do", {1, 1}, {"a", "ROOT"}, {false, false}, {1, 1}, "a ROOT"},
          Row{"the child with the label", {1, 1, 1, 2}, {"a||b", "ROOT", "b", "c"}, {}, {2, 1, 1, 2}, "a ROOT b c"},
          Row{"none has it: the head stays", {1, 1, 1}, {"a||q", "ROOT", "b"}, {}, {1, 1, 1}, "a ROOT b"},
          Row{"the nearer level first",
              {1, 1, 1, 2, 1},
              {"a||b", "ROOT", "x", "b", "b"},
              {},
              {4, 1, 1, 2, 1},
              "a ROOT x b b"},
          Row{"a level is read left to right", {1, 1, 1, 1}, {"a||b", "ROOT", "b", "b"}, {}, {2, 1, 1, 1}, "a ROOT b b"},
          Row{"never itself", {1, 1, 1}, {"b||b", "ROOT", "x"}, {}, {1, 1, 1}, "b ROOT x"},
          Row{"white space is passed over with all below it",
              {1, 1, 1, 2},
              {"a||b", "ROOT", "b", "b"},
              {false, false, true, false},
              {1, 1, 1, 2},
              "a ROOT b b"},
          // The second one sees the label that the first has by then.
          Row{"labels as they are by now", {2, 2, 2}, {"b||q", "a||b", "ROOT"}, {}, {2, 0, 2}, "b a ROOT"}}) {
        CAPTURE(c.why);
        Tree tree = tree_of(c.heads, c.deps);
        std::vector<Decorated> labels;
        std::vector<const Decorated*> lift;
        for (const Label d : tree.dep) labels.push_back(decorated(d));
        for (const Decorated& d : labels) lift.push_back(d.wanted.empty() ? nullptr : &d);
        deprojectivise(tree, lift, c.space.empty() ? std::vector<bool>(c.heads.size()) : c.space);
        CHECK(tree.head == c.heads_out);
        std::string deps;
        for (const Label d : tree.dep) deps += (deps.empty() ? "" : " ") + d.str();
        CHECK(deps == c.deps_out);
    }
}

TEST_CASE("a tree made to be slow is not") {
    const std::size_t n = 300000;
    std::vector<std::uint32_t> heads(n);
    for (std::size_t i = 0; i < n; ++i) heads[i] = static_cast<std::uint32_t>(i + 1 < n ? i + 1 : i);  // one long chain
    const Decorated label = decorated(Label("a||never"));
    for (const bool star : {false, true}) {
        if (star) heads.assign(n, static_cast<std::uint32_t>(n - 1));
        Tree tree;
        tree.head = heads;
        tree.dep.assign(n, Label("x"));
        set_edges(tree);
        deprojectivise(tree, std::vector<const Decorated*>(n, &label), std::vector<bool>(n));
        CHECK(tree.head == heads);
        CHECK(tree.dep[0] == "a");
    }
}

TEST_CASE("which classes the entity recogniser may choose") {
    const std::string path =
        (std::filesystem::temp_directory_path() / ("newshound-ner-test-" + std::to_string(::getpid()) + ".nhm")).string();
    newshound::annotate::testing::TinyModel tiny;
    tiny.write(path);
    const auto model = ModelFile::open(path);
    REQUIRE(model.has_value());
    const auto spec = json::parse(tiny.json);
    const auto ner = Ner::load(*model, *json::object_at(*spec, "ner"), "net.ner.", tiny.kWidth, kernels::chosen());
    REQUIRE(ner.has_value());
    REQUIRE(ner->labels().at(0) == "P");
    REQUIRE(ner->labels().at(1) == "Q");
    struct Row {
        Ner::Situation situation;
        const char* valid;
    };
    for (const Row& c : {Row{{-1, true, false}, "B-P B-Q U-P U-Q O"}, Row{{-1, false, false}, "U-P U-Q O"},
                         Row{{-1, true, true}, "O"}, Row{{-1, false, true}, "O"}, Row{{0, true, false}, "I-P L-P"},
                         Row{{0, false, false}, "L-P"}, Row{{1, true, true}, "I-Q L-Q"}, Row{{1, false, true}, "L-Q"}}) {
        std::string out;
        for (const std::size_t i : ner->valid(c.situation)) {
            const MoveClass& m = ner->scorer().classes()[i];
            out +=
                (out.empty() ? "" : " ") + std::string(1, "-BILUO"[m.action]) + (m.label.empty() ? "" : "-" + m.label.str());
        }
        CHECK(out == c.valid);
    }
    std::remove(path.c_str());
}
