#include "app/csv.h"

#include <cstdio>
#include <functional>

#include "base/json.h"

namespace newshound::app {

namespace {

/// The shortest decimal form, as in JSON.
std::string number(double d) {
    json::Writer out;
    out.number(d);
    return out.str();
}

std::string quoted(const std::string& s) {
    if (s.find_first_of(",\"\r\n") == std::string::npos) return s;
    std::string out = "\"";
    for (const char c : s) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + "\"";
}

template <class T, class Field>
std::string joined(const std::vector<T>& items, Field field) {
    std::string out;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0) out += ';';
        for (const char c : std::string(std::invoke(field, items[i]))) out += c == ';' ? ',' : c;
    }
    return out;
}

struct Column {
    const char* name;
    std::string (*value)(const Article&, const Event&);
};

const Column kColumns[] = {
    {"doc", [](const Article&, const Event& e) { return e.doc; }},
    {"id", [](const Article&, const Event& e) { return e.id; }},
    {"published", [](const Article& a, const Event&) { return a.published; }},
    {"url", [](const Article& a, const Event&) { return a.url; }},
    {"publisher", [](const Article& a, const Event&) { return a.publisher; }},
    {"type", [](const Article&, const Event& e) { return e.type; }},
    {"mode", [](const Article&, const Event& e) { return e.mode; }},
    {"cameo", [](const Article&, const Event& e) { return e.cameo; }},
    {"goldstein", [](const Article&, const Event& e) { return number(e.goldstein); }},
    {"quad", [](const Article&, const Event& e) { return std::to_string(e.quad); }},
    {"contexts", [](const Article&, const Event& e) { return joined(e.contexts, [](const std::string& s) { return s; }); }},
    {"actor_text", [](const Article&, const Event& e) { return joined(e.actors, &Party::text); }},
    {"actor_name", [](const Article&, const Event& e) { return joined(e.actors, &Party::name); }},
    {"actor_country", [](const Article&, const Event& e) { return joined(e.actors, &Party::country); }},
    {"actor_sector", [](const Article&, const Event& e) { return joined(e.actors, &Party::sector); }},
    {"actor_entity", [](const Article&, const Event& e) { return joined(e.actors, &Party::entity); }},
    {"recipient_text", [](const Article&, const Event& e) { return joined(e.recipients, &Party::text); }},
    {"recipient_name", [](const Article&, const Event& e) { return joined(e.recipients, &Party::name); }},
    {"recipient_country", [](const Article&, const Event& e) { return joined(e.recipients, &Party::country); }},
    {"recipient_sector", [](const Article&, const Event& e) { return joined(e.recipients, &Party::sector); }},
    {"recipient_entity", [](const Article&, const Event& e) { return joined(e.recipients, &Party::entity); }},
    {"when_start", [](const Article&, const Event& e) { return e.when_start; }},
    {"when_end", [](const Article&, const Event& e) { return e.when_end; }},
    {"where_text", [](const Article&, const Event& e) { return e.where_text; }},
    {"where_country", [](const Article&, const Event& e) { return e.where_country; }},
    {"where_place", [](const Article&, const Event& e) { return e.where_place; }},
    {"status", [](const Article&, const Event& e) { return e.status; }},
    {"historical", [](const Article&, const Event& e) { return std::string(e.historical ? "true" : "false"); }},
    {"attribution_speaker",
     [](const Article&, const Event& e) { return joined(e.attribution, &EventAttribution::speaker); }},
    {"attribution_cue", [](const Article&, const Event& e) { return joined(e.attribution, &EventAttribution::cue); }},
    {"attribution_stance", [](const Article&, const Event& e) { return joined(e.attribution, &EventAttribution::stance); }},
    {"quantity_kind", [](const Article&, const Event& e) { return joined(e.quantities, &Quantity::kind); }},
    {"quantity_value",
     [](const Article&, const Event& e) { return joined(e.quantities, [](const Quantity& q) { return number(q.value); }); }},
    {"quantity_high",
     [](const Article&, const Event& e) {
         return joined(e.quantities, [](const Quantity& q) { return q.high > 0 ? number(q.high) : std::string(); });
     }},
    {"quantity_unit", [](const Article&, const Event& e) { return joined(e.quantities, &Quantity::unit); }},
    {"quantity_approx", [](const Article&, const Event& e) { return joined(e.quantities, &Quantity::approx); }},
    {"same_as", [](const Article&, const Event& e) { return e.same_as; }},
    {"sentence", [](const Article&, const Event& e) { return std::to_string(e.sentence); }},
    {"trigger", [](const Article&, const Event& e) { return e.trigger; }},
    {"begin", [](const Article&, const Event& e) { return std::to_string(e.begin); }},
    {"end", [](const Article&, const Event& e) { return std::to_string(e.end); }},
    {"evidence", [](const Article&, const Event& e) { return e.evidence; }},
    {"confidence", [](const Article&, const Event& e) { return number(e.confidence); }},
    {"text_sha256", [](const Article&, const Event& e) { return e.text_sha256; }},
};

}  // namespace

std::string csv_header() {
    std::string out;
    for (const Column& column : kColumns) out += (out.empty() ? "" : ",") + std::string(column.name);
    return out + "\n";
}

std::string csv(const Article& article, const std::vector<Event>& events) {
    std::string out;
    for (const Event& event : events) {
        bool first = true;
        for (const Column& column : kColumns) {
            if (!std::exchange(first, false)) out += ',';
            out += quoted(column.value(article, event));
        }
        out += '\n';
    }
    return out;
}

}  // namespace newshound::app
