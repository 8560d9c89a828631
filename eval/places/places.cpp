// Finds the places of annotated articles. usage: eval_places ANNOTATIONS.jsonl > places.jsonl
// Writes {"id", "places": [...]} a line; eval/places/score.py compares them with GeoWebNews or the Local-Global Lexicon.
#include <fstream>
#include <iostream>
#include <string>

#include "events/place.h"
#include "model/json.h"

using namespace newshound;

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: eval_places ANNOTATIONS.jsonl\n";
        return 2;
    }
    const auto gazetteer = events::Gazetteer::get();
    if (!gazetteer) {
        std::cerr << gazetteer.error().message << "\n";
        return 3;
    }
    std::ifstream lines(argv[1]);
    for (std::string line; std::getline(lines, line);) {
        const auto document = json::parse(line);
        if (!document) continue;
        const auto annotated = read_annotated(*document);
        if (!annotated) {
            std::cerr << annotated.error().message << "\n";
            continue;
        }
        const events::Tree tree(*annotated);
        json::Writer out;
        out.begin_object().key("id").string(annotated->article.id).key("places").begin_array();
        for (const auto& m : events::find_places(tree, **gazetteer)) {
            const Place& p = m.place;
            out.begin_object().key("begin").integer(p.begin).key("end").integer(p.end).key("text").string(p.text);
            out.key("geonames").integer(p.geonames).key("name").string(p.name).key("country").string(p.country);
            out.key("lat").number(p.lat).key("lon").number(p.lon).key("resolved").boolean(m.resolved).end_object();
        }
        out.end_array().end_object();
        std::cout << out.view() << "\n";
    }
}
