#include "events/fit_lines.h"

#include <cstdint>
#include <string_view>

#include "base/json.h"

namespace newshound::events {

namespace {

void begin(json::Writer& out, std::string_view doc, std::string_view type, std::uint32_t first, std::uint32_t last) {
    out.begin_object().key("doc").string(doc).key("type").string(type).key("begin").integer(first).key("end").integer(last);
}

}  // namespace

std::string fit_line(const Tree& tree, const DeedCandidate& candidate) {
    json::Writer out;
    const Token& word = tree[candidate.token];
    begin(out, tree.annotated().article.id, candidate.frame->type, word.begin, word.end);
    out.key("event").integer(candidate.event).key("features").begin_array();
    for (const DeedFact& f : candidate.facts) out.string(f.words);
    out.end_array().end_object();
    return out.str() + "\n";
}

std::string fit_line(const Event& event, Side side, const std::vector<PartyReading>& readings) {
    json::Writer out;
    begin(out, event.doc, event.type, event.begin, event.end);
    out.key("side").string(side == Side::actor ? "actors" : "recipients").key("readings").begin_array();
    for (const PartyReading& r : readings) {
        out.begin_object().key("value").string(r.value).key("features").begin_array();
        for (const std::string& f : r.features) out.string(f);
        out.end_array().key("parties").begin_array();
        for (const Party& p : r.parties()) {
            out.begin_object().key("text").string(p.text).key("name").string(p.name);
            out.key("begin").integer(p.begin).key("end").integer(p.end).end_object();
        }
        out.end_array().end_object();
    }
    out.end_array().end_object();
    return out.str() + "\n";
}

std::string fit_line(const Event& event, const std::vector<DeedReading>& readings) {
    json::Writer out;
    begin(out, event.doc, event.type, event.begin, event.end);
    out.key("readings").begin_array();
    for (const DeedReading& r : readings) {
        out.begin_object().key("value").string(r.value).key("begin").integer(r.begin).key("features").begin_array();
        for (const std::string& f : r.features) out.string(f);
        out.end_array().end_object();
    }
    out.end_array().end_object();
    return out.str() + "\n";
}

}  // namespace newshound::events
