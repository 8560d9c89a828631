#include <doctest/doctest.h>

#include "app/conllu.h"
#include "app/csv.h"

using namespace newshound;

namespace {

Token token(std::uint32_t begin, std::uint32_t end, TokenIndex head, const char* dep) {
    Token t;
    t.begin = t.byte_begin = begin;
    t.end = t.byte_end = end;
    t.head = head;
    t.dep = Label(dep);
    t.pos = Label("X");
    return t;
}

}  // namespace

TEST_CASE("CoNLL-U leaves out white space and renumbers heads") {
    Annotated a;
    a.article.id = "d";
    a.article.text = "Police\n\nfled Lagos.";
    a.tokens = {token(0, 6, 2, "nsubj"), token(6, 8, 0, "dep"), token(8, 12, 2, "ROOT"), token(13, 18, 2, "dobj"),
                token(18, 19, 2, "punct")};
    a.tokens[3].ent = Label("GPE");
    a.tokens[3].iob = 'B';
    a.tokens[2].lemma = "flee";
    a.sentences = {{0, 19, 0, 5}};
    CHECK(app::conllu(a) ==
          "# newdoc id = d\n# sent_id = d-1\n# text = Police fled Lagos.\n"
          "1\tPolice\t_\tX\t_\t_\t2\tnsubj\t_\tTokenRange=0:6\n"
          "2\tfled\tflee\tX\t_\t_\t0\troot\t_\tTokenRange=8:12\n"
          "3\tLagos\t_\tX\t_\t_\t2\tdobj\t_\tSpaceAfter=No|NER=B-GPE|TokenRange=13:18\n"
          "4\t.\t_\tX\t_\t_\t2\tpunct\t_\tTokenRange=18:19\n\n");
    a.sentences.clear();
    CHECK(app::conllu(a).empty());
}

TEST_CASE("CSV: as many cells as the header, quoted where it must be, lists side by side") {
    Event e;
    e.doc = "d";
    e.type = "ASSAULT";
    e.trigger = "struck";
    e.evidence = "He said \"no\",\nthen left.";
    Party one, two;
    one.text = "Smith; Sons";
    one.country = "GBR";
    two.text = "Lagos";
    e.actors = {one, two};
    e.quantities = {{"killed", 11, 12, "people", "", "11 to 12"}};
    e.confidence = 0.5;
    const std::string row = app::csv({}, {e});
    CHECK(row.find(",\"He said \"\"no\"\",\nthen left.\",") != std::string::npos);
    CHECK(row.find(",\"Smith, Sons;Lagos\",") != std::string::npos);
    CHECK(row.find(",GBR;,") != std::string::npos);
    CHECK(row.find(",killed,11,12,people,,") != std::string::npos);
    const auto cells = [](const std::string& line) {
        std::size_t count = 1;
        bool quoted = false;
        for (const char c : line) {
            if (c == '"') quoted = !quoted;
            if (c == ',' && !quoted) ++count;
        }
        return count;
    };
    CHECK(cells(row) == cells(app::csv_header()));
    CHECK(app::csv({}, {}).empty());
}
