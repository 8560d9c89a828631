// Runs the readers of times, places and quantities at the triggers of gold events, so that they can be measured without the
// coder. usage: eval_slots GOLD_FOLDER ANNOTATIONS.jsonl [--candidates] > slots.jsonl Writes {"doc", "index", "when",
// "rule", "time_rule", "where", "where_text", "quantities": [[kind, value, unit, approx, text]]} for each gold event;
// eval/slots/score.py compares them with the gold. --candidates adds every reading of date and place with its features, for
// eval/slots/fit.py.
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "base/file.h"
#include "events/deed_memory.h"
#include "events/place.h"
#include "events/quantity.h"
#include "events/when.h"
#include "model/json.h"

using namespace newshound;

namespace {

TokenIndex token_at(const Annotated& annotated, std::uint32_t begin, std::uint32_t end, const events::Tree& tree) {
    TokenIndex first = kNoToken, last = 0;
    for (TokenIndex i = 0; i < annotated.tokens.size(); ++i) {
        const Token& t = annotated.tokens[i];
        if (t.begin >= end || t.end <= begin) continue;
        if (first == kNoToken) first = i;
        last = i + 1;
    }
    if (first == kNoToken) return kNoToken;
    for (TokenIndex i = first; i < last; ++i)
        if (tree.is_root(i) || tree.head(i) < first || tree.head(i) >= last) return i;
    return first;
}

void write(json::Writer& out, const char* key, const events::Readings& readings) {
    out.key(key).begin_array();
    for (const auto& r : readings.all()) {
        out.begin_object().key("value").string(r.value).key("features").begin_array();
        for (const auto& f : readings.features(r)) out.string(f);
        out.end_array().end_object();
    }
    out.end_array();
}

std::vector<std::string> countries(const json::Value& event, const char* list) {
    std::vector<std::string> out;
    if (const auto* parties = json::array_at(event, list))
        for (const auto& party : parties->GetArray()) out.emplace_back(json::string_at(party, "country"));
    return out;
}

void code(const Annotated& annotated, const json::Value& events, const events::Gazetteer& gazetteer, bool with_candidates) {
    const events::Tree tree(annotated);
    const auto places = events::find_places(tree, gazetteer);
    const auto quantities = events::find_quantities(tree);
    const auto published = parse_date(annotated.article.published);
    const auto times = events::find_times(tree, published.value_or(Date{}));
    events::DeedMemory memory(tree);
    int index = 0;
    for (const auto& event : events.GetArray()) {
        const auto begin = static_cast<std::uint32_t>(json::integer_at(event, "begin"));
        const auto end = static_cast<std::uint32_t>(json::integer_at(event, "end"));
        const std::string status(json::string_at(event, "status"));
        const TokenIndex trigger = token_at(annotated, begin, end, tree);
        json::Writer out;
        out.begin_object().key("doc").string(annotated.article.id).key("index").integer(index++);
        if (trigger != kNoToken) {
            const auto time = events::time_for(tree, trigger, times);
            const std::string type(json::string_at(event, "type")), mode(json::string_at(event, "mode"));
            events::DeedHints hints;
            hints.type = type;
            hints.mode = mode;
            hints.status = status;
            events::PlaceHints where_hints;
            where_hints.type = type;
            where_hints.mode = mode;
            where_hints.status = status;
            where_hints.actors = countries(event, "actors");
            where_hints.recipients = countries(event, "recipients");
            memory.recall(type, trigger, hints, where_hints);
            const auto dates = events::event_dates(tree, trigger, times, published.value_or(Date{}), hints);
            out.key("when").string(dates.start.str()).key("rule").string(dates.rule);
            out.key("time").string(time ? time->start.str() : "").key("time_rule").string(time ? time->rule : "");
            const auto where = events::event_place(tree, trigger, places, where_hints);
            out.key("where").string(where.country).key("where_rule").string(where.rule);
            out.key("where_text").string(where.mention ? places[*where.mention].place.text : "");
            if (with_candidates) {
                const auto when = events::date_readings(tree, trigger, times, published.value_or(Date{}), hints);
                write(out, "when_readings", when.readings);
                write(out, "where_readings", events::place_readings(tree, trigger, places, where_hints).readings);
            }
            memory.keep(type, trigger, dates, time.has_value(), where);
            out.key("quantities").begin_array();
            for (const Quantity& q : events::quantities_for(tree, trigger, {type, mode}, quantities))
                out.begin_array().string(q.kind).number(q.value).string(q.unit).string(q.approx).string(q.text).end_array();
            out.end_array();
            out.key("dep").string(tree[trigger].dep.view()).key("tag").string(tree[trigger].tag.view());
        }
        out.end_object();
        std::cout << out.view() << "\n";
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3 && argc != 4) {
        std::cerr << "usage: eval_slots GOLD_FOLDER ANNOTATIONS.jsonl [--candidates]\n";
        return 2;
    }
    const auto gazetteer = events::Gazetteer::get();
    if (!gazetteer) {
        std::cerr << gazetteer.error().message << "\n";
        return 3;
    }
    std::ifstream lines(argv[2]);
    for (std::string line; std::getline(lines, line);) {
        const auto document = json::parse(line);
        if (!document) continue;
        const auto annotated = read_annotated(*document);
        if (!annotated) {
            std::cerr << annotated.error().message << "\n";
            continue;
        }
        const auto gold = file::read(std::string(argv[1]) + "/" + annotated->article.id + ".json");
        if (!gold) continue;
        const auto record = json::parse(*gold);
        if (!record) continue;
        if (const auto* events = json::array_at(*record, "events")) code(*annotated, *events, **gazetteer, argc == 4);
    }
}
