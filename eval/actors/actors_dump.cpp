// Development aid: what Cast makes of given places of annotated articles.
//   actors_dump ANNOTATIONS.jsonl QUERIES.jsonl > ANSWERS.jsonl     answers {"doc","begin","end",...} with country, sector,
//   rule actors_dump ANNOTATIONS.jsonl                                   every mention with its chain actors_dump --time
//   ANNOTATIONS.jsonl                            milliseconds per article
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "events/cast.h"
#include "events/gazetteer.h"
#include "model/json.h"

using namespace newshound;
using namespace newshound::events;

namespace {

struct Doc {
    Annotated annotated;
    Date published;
};

std::vector<Doc> read_docs(const char* path) {
    std::vector<Doc> out;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        const auto doc = json::parse(line);
        if (!doc) continue;
        auto a = read_annotated(*doc);
        if (!a) {
            std::fprintf(stderr, "%s\n", a.error().message.c_str());
            continue;
        }
        if (a->article.published.empty()) a->article.published = json::string_at(*doc, "published");
        const auto date = parse_date(a->article.published);
        out.push_back({std::move(*a), date ? *date : Date{}});
    }
    return out;
}

void write_identity(json::Writer& w, const Identity& id) {
    w.key("name").string(id.name).key("country").string(id.country).key("sector").string(id.sector);
    w.key("entity").string(id.entity).key("rule").string(id.rule).key("role").string(id.role);
    w.key("gender").string(std::string(1, id.gender));
    w.key("person").boolean(id.person).key("plural").boolean(id.plural).key("inanimate").boolean(id.inanimate);
    w.key("place").boolean(id.place);
}

/// The token inside [begin, end) whose head lies outside.
TokenIndex head_of_span(const Annotated& a, std::uint32_t begin, std::uint32_t end) {
    TokenIndex found = kNoToken;
    for (TokenIndex i = 0; i < a.tokens.size(); ++i) {
        const Token& t = a.tokens[i];
        if (t.begin < begin || t.end > end) {
            if (!(t.begin < end && t.end > begin)) continue;
        }
        const Token& h = a.tokens[t.head];
        const bool outside = t.head == i || h.end <= begin || h.begin >= end;
        if (outside && t.pos != "PUNCT" && t.pos != "SPACE" && (found == kNoToken || a.tokens[found].pos == "DET"))
            found = i;
    }
    return found;
}

void answer(const std::map<std::string, std::pair<const Doc*, Cast>>& casts, const char* path) {
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
        const auto q = json::parse(line);
        if (!q) continue;
        const auto it = casts.find(std::string(json::string_at(*q, "doc")));
        if (it == casts.end()) continue;
        const Annotated& a = it->second.first->annotated;
        const auto begin = static_cast<std::uint32_t>(json::integer_at(*q, "begin"));
        const auto end = static_cast<std::uint32_t>(json::integer_at(*q, "end"));
        const TokenIndex head = head_of_span(a, begin, end);
        json::Writer w;
        w.begin_object().key("q").integer(json::integer_at(*q, "q"));
        const Mention* m = head == kNoToken ? nullptr : it->second.second.at(head);
        w.key("head").string(head == kNoToken ? "" : a.text_of(head)).key("found").boolean(m != nullptr);
        if (m) {
            w.key("chain").integer(m->chain).key("home").string(it->second.second.home());
            w.key("text").string(a.text_of(m->phrase.first, m->phrase.last));
            write_identity(w, m->identity);
        }
        w.end_object();
        std::cout << w.view() << "\n";
    }
}

}  // namespace

int main(int argc, char** argv) {
    const bool timing = argc > 2 && std::string(argv[1]) == "--time";
    if (argc < 2) return 2;
    const auto t0 = std::chrono::steady_clock::now();
    auto base = ActorBase::load();
    const auto t1 = std::chrono::steady_clock::now();
    if (!base) {
        std::fprintf(stderr, "%s\n", base.error().message.c_str());
        return 1;
    }
    // As the coder does: names of places that the actor base does not have.
    const auto gazetteer = Gazetteer::get();
    if (gazetteer)
        base->country_of_place = [places = *gazetteer](std::string_view name) {
            const auto found = places->find(name, 1);
            return found.empty() || found.front().alternate ? std::string() : std::string(found.front().country);
        };
    const auto docs = read_docs(argv[timing ? 2 : 1]);
    std::map<std::string, std::pair<const Doc*, Cast>> casts;
    double total = 0;
    std::size_t tokens = 0;
    for (const Doc& d : docs) {
        const Tree tree(d.annotated);
        const auto a = std::chrono::steady_clock::now();
        Cast cast = Cast::build(tree, *base, d.published);
        total += std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - a).count();
        tokens += tree.size();
        casts.emplace(d.annotated.article.id, std::pair{&d, std::move(cast)});
    }
    if (timing) {
        std::printf("load %.1f ms; %zu articles, %zu tokens, %.3f ms an article\n",
                    std::chrono::duration<double, std::milli>(t1 - t0).count(), docs.size(), tokens,
                    total / static_cast<double>(docs.size()));
        return 0;
    }
    if (argc > 2) {
        answer(casts, argv[2]);
        return 0;
    }
    for (const auto& [id, entry] : casts)
        for (const Mention& m : entry.second.mentions()) {
            const Annotated& a = entry.first->annotated;
            json::Writer w;
            w.begin_object().key("doc").string(id).key("head").string(a.text_of(m.head));
            w.key("begin").integer(m.begin).key("end").integer(m.end);
            w.key("text").string(a.text_of(m.phrase.first, m.phrase.last)).key("chain").integer(m.chain);
            write_identity(w, m.identity);
            w.end_object();
            std::cout << w.view() << "\n";
        }
}
