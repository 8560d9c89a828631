// The status that newshound reads for any word of annotated records, whether or not it would code a deed there: for
// measuring the reading of modality alone. usage: eval_status WORDS.tsv < ANNOTATIONS.jsonl      WORDS: id <tab> begin (code
// points), a line each. Prints id <tab> begin <tab> status.
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <string>

#include "base/json.h"
#include "events/actors.h"
#include "events/cast.h"
#include "events/lexicon.h"
#include "events/matcher.h"
#include "events/modality.h"
#include "events/roles.h"
#include "model/json.h"

int main(int argc, char** argv) {
    using namespace newshound;
    if (argc != 2) {
        std::fprintf(stderr, "usage: eval_status WORDS.tsv < ANNOTATIONS.jsonl\n");
        return 2;
    }
    std::map<std::string, std::set<std::uint32_t>> wanted;
    std::ifstream words(argv[1]);
    for (std::string line; std::getline(words, line);)
        if (const auto tab = line.find('\t'); tab != std::string::npos)
            wanted[line.substr(0, tab)].insert(static_cast<std::uint32_t>(std::strtoul(line.c_str() + tab, nullptr, 10)));
    const auto lexicon = events::Lexicon::load();
    const auto actors = events::ActorBase::load();
    if (!lexicon || !actors) {
        std::fprintf(stderr, "%s\n", (lexicon ? actors.error() : lexicon.error()).message.c_str());
        return 3;
    }
    for (std::string line; std::getline(std::cin, line);) {
        const auto document = json::parse(line);
        const auto annotated = document ? read_annotated(*document) : Result<Annotated>(tl::unexpected(document.error()));
        if (!annotated) {
            std::fprintf(stderr, "%s\n", annotated.error().message.c_str());
            continue;
        }
        const auto asked = wanted.find(annotated->article.id);
        if (asked == wanted.end()) continue;
        const events::Tree tree(*annotated);
        const events::Roles roles(tree);
        const events::Cast cast = events::Cast::build(tree, *actors, Date{});
        const events::Matcher matcher(*lexicon, tree, roles, cast);
        for (TokenIndex i = 0; i < tree.size(); ++i)
            if (asked->second.contains(tree[i].begin)) {
                const auto status = events::modality_of(tree, roles, matcher, i).status;
                std::printf("%s\t%u\t%s\n", asked->first.c_str(), tree[i].begin,
                            std::string(events::name_of(status)).c_str());
            }
    }
    return 0;
}
