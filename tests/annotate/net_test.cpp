#include "annotate/net.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>

#include "annotate/kernels.h"
#include "annotate/scorer.h"
#include "annotate/tok2vec.h"
#include "tiny_model.h"

using namespace newshound;
using namespace newshound::annotate;
using newshound::annotate::testing::TinyModel;

namespace {

/// A model file for the life of one test.
struct Written {
    std::string path;
    explicit Written(const TinyModel& model)
        : path((std::filesystem::temp_directory_path() / ("newshound-net-test-" + std::to_string(::getpid()) + ".nhm"))
                   .string()) {
        model.write(path);
    }
    ~Written() { std::remove(path.c_str()); }
    Written(const Written&) = delete;
    Written& operator=(const Written&) = delete;
};

Lexed random_document(std::size_t tokens, unsigned seed, std::size_t types = 400) {
    std::mt19937 random(seed);
    Lexed out(tokens);
    for (LexedToken& t : out) {
        t.orth = 10 + random() % types;
        t.norm = t.orth / 2 + random() % 2;  // a tokenizer exception may give a word another norm
        t.prefix = t.orth % 7;
        t.suffix = t.orth % 11;
        t.shape = t.orth % 5;
        t.is_space = t.orth % 17 == 0;
        t.space_after = random() % 2 == 0;
    }
    return out;
}

bool same(const NetOutput& a, const NetOutput& b) {
    return a.tag_class == b.tag_class && a.head == b.head && a.dep == b.dep && a.sentence_start == b.sentence_start &&
           a.iob == b.iob && a.ent == b.ent;
}

}  // namespace

TEST_CASE("rows of the hashed embedding are thinc's") {
    struct Row {
        std::uint64_t id;
        std::uint32_t seed;
        std::array<std::uint32_t, 4> rows;
    };
    for (const Row& c : {Row{0, 8, {0, 0, 0, 0}}, Row{1, 8, {1161550108, 2247783286, 1742325162, 1224191281}},
                         Row{101, 8, {1504371752, 1761805357, 109073980, 2642708036}},
                         Row{4370460163704169311ULL, 8, {2796469632, 3244292264, 4194704448, 571471100}},
                         Row{UINT64_MAX, 13, {3199409384, 1062937581, 752279700, 3061442444}},
                         Row{0, 13, {1041741114, 1039425791, 1457952615, 394743738}}}) {
        CAPTURE(c.id);
        CHECK(hash_rows(c.id, c.seed) == c.rows);
    }
}

TEST_CASE("documents are annotated alike alone, together, in any order and with warm caches") {
    const Written file{TinyModel()};
    const auto model = ModelFile::open(file.path);
    REQUIRE(model.has_value());
    const auto net = Net::load(*model);
    REQUIRE(net.has_value());

    std::vector<Lexed> documents;
    for (const std::size_t n : {0U, 1U, 2U, 3U, 4U, 5U, 25U, 33U, 511U, 512U, 513U, 700U, 0U, 1300U, 8U})
        documents.push_back(random_document(n, static_cast<unsigned>(documents.size())));
    std::vector<NetOutput> alone(documents.size());
    std::vector<std::vector<float>> tensors;
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const auto fresh = net->make_workspace();
        net->run(documents[i], *fresh, alone[i]);
        tensors.push_back(net->tensor(documents[i], *fresh));
    }
    const auto work = net->make_workspace();
    std::vector<const Lexed*> together;
    for (const Lexed& d : documents) together.push_back(&d);
    for (int round = 0; round < 2; ++round) {
        std::vector<NetOutput> out(documents.size());
        net->run(together, *work, out);
        for (std::size_t i = 0; i < documents.size(); ++i) {
            CAPTURE(i);
            CHECK(same(out[i], alone[i]));
            CHECK(net->tensor(documents[i], *work) == tensors[i]);  // every bit
        }
    }
    // More word types than are kept, and a workspace that keeps few.
    const auto small = net->make_workspace(64);
    NetOutput out;
    for (std::size_t i = 0; i < documents.size(); ++i) CHECK(net->tensor(documents[i], *small) == tensors[i]);
    net->run(random_document(60000, 99, 40000), *work, out);
    net->run(documents[11], *work, out);
    CHECK(same(out, alone[11]));
}

TEST_CASE("a parser's rows are the same when they have to be made anew") {
    const TinyModel tiny;
    const Written file(tiny);
    const auto model = ModelFile::open(file.path);
    REQUIRE(model.has_value());
    const auto spec = json::parse(tiny.json);
    const auto scorer = Scorer::load(*model, *json::object_at(*spec, "parser"), "net.parser.", TinyModel::kWidth, 8, 8, 5,
                                     kernels::chosen());
    REQUIRE(scorer.has_value());
    const std::size_t tokens = 5000;
    std::mt19937 random(17);
    std::vector<float> inner(tokens * scorer->inner());
    for (float& x : inner) x = static_cast<float>(random() % 2001) / 250.0F - 4.0F;
    std::vector<float> mask;
    scorer->add_mask(mask, [](const MoveClass&) { return true; });
    Scorer::Work moved(*scorer);
    scorer->begin(inner.data(), tokens, moved);
    std::vector<std::int32_t> slots(8, static_cast<std::int32_t>(tokens - 1));
    (void)scorer->best(slots.data(), mask.data(), moved);  // the window stands at the end now
    std::size_t different = 0;
    std::vector<std::size_t> chosen(scorer->classes().size());
    for (int i = 0; i < 300; ++i) {
        for (std::int32_t& s : slots) s = static_cast<std::int32_t>(random() % 900) - 50;
        for (std::int32_t& s : slots) s = std::max(s, -1);
        Scorer::Work fresh(*scorer);
        scorer->begin(inner.data(), tokens, fresh);
        const int best = scorer->best(slots.data(), mask.data(), fresh);
        ++chosen[static_cast<std::size_t>(best)];
        different += best != scorer->best(slots.data(), mask.data(), moved) ? 1 : 0;
    }
    CHECK(different == 0);
    CHECK(*std::max_element(chosen.begin(), chosen.end()) < 290);  // the choice does depend on the rows
}

TEST_CASE("every instruction set gives the same annotation and nearly the same vectors") {
    const Written file{TinyModel()};
    const auto model = ModelFile::open(file.path);
    REQUIRE(model.has_value());
    const Lexed document = random_document(700, 5);
    NetOutput first;
    std::vector<float> first_tensor;
    const std::string asked(instruction_set());
    for (const auto* k : kernels::available()) {
        ::setenv("NEWSHOUND_ISA", std::string(k->name).c_str(), 1);
        CAPTURE(k->name);
        CHECK(instruction_set() == k->name);
        const auto net = Net::load(*model);
        REQUIRE(net.has_value());
        const auto work = net->make_workspace();
        NetOutput out;
        net->run(document, *work, out);
        const auto tensor = net->tensor(document, *work);
        if (k == kernels::available().front()) {
            first = out;
            first_tensor = tensor;
        }
        CHECK(same(out, first));
        float largest = 0;
        for (std::size_t i = 0; i < tensor.size(); ++i) largest = std::max(largest, std::fabs(tensor[i] - first_tensor[i]));
        CHECK(largest < 1e-4F);
    }
    ::setenv("NEWSHOUND_ISA", asked.c_str(), 1);
}

TEST_CASE("what comes out is a forest whose entities stay in their sentences") {
    const Written file{TinyModel()};
    const auto model = ModelFile::open(file.path);
    const auto net = Net::load(*model);
    REQUIRE(net.has_value());
    const auto work = net->make_workspace();
    for (unsigned seed = 0; seed < 20; ++seed) {
        const Lexed document = random_document(300, 1000 + seed);
        NetOutput out;
        net->run(document, *work, out);
        for (std::size_t i = 0; i < document.size(); ++i) {
            std::size_t up = i;
            for (std::size_t steps = 0; out.head[up] != up; ++steps) {
                REQUIRE(steps < document.size());  // no cycle
                up = out.head[up];
                REQUIRE(up < document.size());
            }
            CHECK((out.dep[i] == "ROOT") == (out.head[i] == i));
            CHECK(out.dep[i].view().find("||") == std::string_view::npos);
            CHECK(out.tag_class[i] < net->tag_classes().size());
            CHECK((out.iob[i] == 'O') == out.ent[i].empty());
            if (out.iob[i] == 'I') {
                REQUIRE(i > 0);
                CHECK(!out.sentence_start[i]);
                CHECK(out.ent[i - 1] == out.ent[i]);
            }
            if (out.iob[i] == 'B') CHECK(!document[i].is_space);
        }
        CHECK(out.sentence_start[0]);
    }
}

TEST_CASE("a damaged model is refused, whatever is wrong with it") {
    const auto load = [](const TinyModel& tiny) {
        const Written file(tiny);
        const auto model = ModelFile::open(file.path);
        REQUIRE(model.has_value());
        const auto net = Net::load(*model);
        return net ? std::string("loaded") : net.error().code;
    };
    CHECK(load(TinyModel()) == "loaded");
    for (std::size_t i = 0; i < TinyModel().sections.size(); ++i) {
        TinyModel cut;
        CAPTURE(cut.sections[i].first);
        cut.sections[i].second.resize(cut.sections[i].second.size() - 4);
        CHECK(load(cut) == "model_damaged");
        TinyModel absent;
        absent.sections.erase(absent.sections.begin() + static_cast<std::ptrdiff_t>(i));
        CHECK(load(absent) == "model_damaged");
        TinyModel infinite;
        if (infinite.sections[i].first.rfind("net.", 0) == 0) {
            const float bad[] = {__builtin_inff()};
            std::copy_n(reinterpret_cast<const char*>(bad), sizeof bad, infinite.sections[i].second.begin());
            CHECK(load(infinite) == "model_damaged");
        }
    }
    struct Row {
        const char* from;
        const char* to;
    };
    for (const Row& c : {Row{R"("width":16)", R"("width":32)"},
                         Row{R"("width":16)", R"("width":17)"},
                         Row{R"("width":16)", R"("width":-1)"},
                         Row{R"("width":16)", R"("width":"16")"},
                         Row{R"("pieces":3)", R"("pieces":4)"},
                         Row{R"("depth":4)", R"("depth":5)"},
                         Row{R"("depth":4)", R"("depth":0)"},
                         Row{R"("rows":20)", R"("rows":21)"},
                         Row{R"("rows":20)", R"("rows":0)"},
                         Row{R"("attr":"NORM")", R"("attr":"LEMMA")"},
                         Row{R"("vector_rows":3)", R"("vector_rows":2)"},
                         Row{R"("slots":8)", R"("slots":9)"},
                         Row{R"("hidden":16)", R"("hidden":8)"},
                         Row{R"("inner":16)", R"("inner":600)"},
                         Row{R"({"tag":"C"})", R"({"tag":"C"},{"tag":"D"})"},
                         Row{R"({"tag":"C"})", "7"},
                         Row{R"("action":4,"label":"ROOT")", R"("action":5,"label":"ROOT")"},
                         Row{R"("action":0,"label":"")", R"("action":4,"label":"")"},
                         Row{R"({"action":3,"label":"P"})", R"({"action":2,"label":"P"})"},
                         Row{R"({"action":5,"label":""})", R"({"action":4,"label":"P"})"},
                         Row{R"("tagger")", R"("stagger")"},
                         Row{R"("parser")", R"("sparser")"},
                         Row{"}}", "}"}}) {
        TinyModel tiny;
        CAPTURE(c.from);
        CAPTURE(c.to);
        const std::size_t at = tiny.json.find(c.from);
        REQUIRE(at != std::string::npos);
        tiny.json.replace(at, std::string_view(c.from).size(), c.to);
        CHECK(load(tiny) == "model_damaged");
    }
}
