#include "model/json.h"

#include <algorithm>

#include "base/text.h"

namespace newshound {

std::string_view name_of(Paragraph::Kind kind) {
    switch (kind) {
        case Paragraph::Kind::paragraph: return "paragraph";
        case Paragraph::Kind::heading: return "heading";
        case Paragraph::Kind::caption: return "caption";
        case Paragraph::Kind::list: return "list";
        case Paragraph::Kind::quote: return "quote";
    }
    return "paragraph";
}

namespace {

void write_strings(json::Writer& out, const char* key, const std::vector<std::string>& values) {
    out.key(key).begin_array();
    for (const std::string& value : values) out.string(value);
    out.end_array();
}

void write_spans(json::Writer& out, const char* key, const std::vector<Span>& spans) {
    out.key(key).begin_array();
    for (const Span& s : spans) out.begin_array().integer(s.begin).integer(s.end).end_array();
    out.end_array();
}

void write_why(json::Writer& out, const std::vector<Why>& why) {
    out.key("why").begin_array();
    for (const Why& w : why)
        out.begin_object().key("field").string(w.field).key("rule").string(w.rule).key("words").string(w.words).end_object();
    out.end_array();
}

void write_parties(json::Writer& out, const char* key, const std::vector<Party>& parties, bool explain) {
    out.key(key).begin_array();
    for (const Party& p : parties) {
        out.begin_object().key("text").string(p.text).key("begin").integer(p.begin).key("end").integer(p.end);
        out.key("name").string(p.name).key("country").string(p.country).key("sector").string(p.sector);
        if (!p.entity.empty()) out.key("entity").string(p.entity);
        if (explain) write_why(out, p.why);
        out.end_object();
    }
    out.end_array();
}

std::string_view name_of(Attribution::Kind kind) {
    switch (kind) {
        case Attribution::Kind::direct: return "direct";
        case Attribution::Kind::indirect: return "indirect";
        case Attribution::Kind::mixed: return "mixed";
    }
    return "indirect";
}

Paragraph::Kind paragraph_kind(std::string_view name) {
    for (auto kind : {Paragraph::Kind::heading, Paragraph::Kind::caption, Paragraph::Kind::list, Paragraph::Kind::quote})
        if (newshound::name_of(kind) == name) return kind;
    return Paragraph::Kind::paragraph;
}

std::string own(std::string_view s) { return std::string(s); }

std::vector<std::string> strings_at(const json::Value& v, const char* name) {
    std::vector<std::string> out;
    if (const json::Value* array = json::array_at(v, name))
        for (const json::Value& item : array->GetArray())
            if (item.IsString()) out.emplace_back(item.GetString(), item.GetStringLength());
    return out;
}

/// Span [begin, end) of an object, checked against the text's length.
bool span_at(const json::Value& v, std::size_t length, std::uint32_t& begin, std::uint32_t& end) {
    const std::int64_t b = json::integer_at(v, "begin", -1), e = json::integer_at(v, "end", -1);
    if (b < 0 || e < b || static_cast<std::size_t>(e) > length) return false;
    begin = static_cast<std::uint32_t>(b);
    end = static_cast<std::uint32_t>(e);
    return true;
}

std::vector<Span> spans_at(const json::Value& v, const char* name, std::size_t length) {
    std::vector<Span> out;
    if (const json::Value* array = json::array_at(v, name))
        for (const json::Value& item : array->GetArray()) {
            if (!item.IsArray() || item.Size() != 2 || !item[0].IsUint() || !item[1].IsUint()) continue;
            if (item[0].GetUint() <= item[1].GetUint() && item[1].GetUint() <= length)
                out.push_back({item[0].GetUint(), item[1].GetUint()});
        }
    return out;
}

}  // namespace

void write(json::Writer& out, const Article& a, bool explain) {
    out.begin_object();
    out.key("id").string(a.id).key("url").string_or_null(a.url).key("canonical_url").string_or_null(a.canonical_url);
    out.key("title").string_or_null(a.title);
    write_strings(out, "authors", a.authors);
    out.key("agency").string_or_null(a.agency).key("publisher").string_or_null(a.publisher);
    out.key("published").string_or_null(a.published).key("modified").string_or_null(a.modified);
    out.key("language").string_or_null(a.language).key("section").string_or_null(a.section);
    out.key("access").string_or_null(a.access);
    out.key("paragraphs").begin_array();
    for (const Paragraph& p : a.paragraphs) {
        out.begin_object().key("kind").string(name_of(p.kind)).key("text").string(p.text);
        if (explain && p.source_begin >= 0) out.key("begin").integer(p.source_begin).key("end").integer(p.source_end);
        out.end_object();
    }
    out.end_array();
    out.key("text").string(a.text);
    out.key("captions").begin_array();
    for (const Caption& c : a.captions)
        out.begin_object().key("text").string(c.text).key("credit").string_or_null(c.credit).end_object();
    out.end_array();
    write_strings(out, "links", a.links);
    if (explain) {
        out.key("dropped").begin_array();
        for (const Dropped& d : a.dropped)
            out.begin_object()
                .key("kind")
                .string(d.kind)
                .key("text")
                .string(d.text)
                .key("reason")
                .string(d.reason)
                .end_object();
        out.end_array();
        out.key("sources").begin_object();
        for (const FieldSource& s : a.sources) out.key(s.field).string(s.source);
        out.end_object();
    }
    out.end_object();
}

void write(json::Writer& out, const Annotated& a) {
    out.begin_object();
    out.key("id").string(a.article.id);
    // What the events stage needs beside the text, so that the stages can be run one after the other by hand.
    if (!a.article.published.empty()) out.key("published").string(a.article.published);
    if (!a.article.language.empty()) out.key("language").string(a.article.language);
    out.key("text").string(a.text());
    out.key("sentences").begin_array();
    for (const Sentence& s : a.sentences)
        out.begin_object().key("begin").integer(s.begin).key("end").integer(s.end).end_object();
    out.end_array();
    out.key("tokens").begin_array();
    for (const Token& t : a.tokens) {
        out.begin_object().key("text").string(a.text_of(t)).key("begin").integer(t.begin).key("end").integer(t.end);
        out.key("lemma").string(t.lemma).key("pos").string(t.pos.view()).key("tag").string(t.tag.view());
        out.key("morph").string(t.morph.view()).key("head").integer(t.head).key("dep").string(t.dep.view());
        out.key("ent").string(t.ent.empty() ? std::string() : std::string(1, t.iob) + "-" + t.ent.str()).end_object();
    }
    out.end_array();
    out.key("entities").begin_array();
    for (const Entity& e : a.entities) {
        out.begin_object().key("begin").integer(e.begin).key("end").integer(e.end).key("label").string(e.label.view());
        out.key("text").string(a.text_of(e.first, e.last)).end_object();
    }
    out.end_array();
    out.key("places").begin_array();
    for (const Place& p : a.places) {
        out.begin_object().key("begin").integer(p.begin).key("end").integer(p.end).key("text").string(p.text);
        out.key("geonames");
        if (p.geonames)
            out.integer(p.geonames);
        else
            out.null();
        out.key("name").string(p.name).key("country").string(p.country).key("admin1").string(p.admin1);
        out.key("lat").number(p.lat).key("lon").number(p.lon).end_object();
    }
    out.end_array();
    out.key("attributions").begin_array();
    for (const Attribution& t : a.attributions) {
        out.begin_object();
        write_spans(out, "speaker", t.speaker);
        write_spans(out, "cue", t.cue);
        write_spans(out, "content", t.content);
        out.key("kind").string(name_of(t.kind)).end_object();
    }
    out.end_array().end_object();
}

void write(json::Writer& out, const Event& e, bool explain) {
    out.begin_object();
    out.key("doc").string(e.doc).key("id").string(e.id).key("type").string(e.type).key("mode").string(e.mode);
    out.key("cameo").string(e.cameo);
    write_strings(out, "contexts", e.contexts);
    write_parties(out, "actors", e.actors, explain);
    write_parties(out, "recipients", e.recipients, explain);
    out.key("when").begin_object().key("start").string(e.when_start).key("end").string(e.when_end).end_object();
    out.key("where").begin_object().key("text").string(e.where_text).key("country").string(e.where_country);
    out.key("place").string(e.where_place).end_object();
    out.key("status").string(e.status).key("historical").boolean(e.historical);
    out.key("attribution").begin_array();
    for (const EventAttribution& t : e.attribution)
        out.begin_object()
            .key("speaker")
            .string(t.speaker)
            .key("cue")
            .string(t.cue)
            .key("stance")
            .string(t.stance)
            .end_object();
    out.end_array();
    out.key("quantities").begin_array();
    for (const Quantity& q : e.quantities) {
        out.begin_object().key("kind").string(q.kind).key("value").number(q.value);
        if (q.high > 0) out.key("high").number(q.high);
        out.key("unit").string(q.unit).key("approx").string(q.approx).key("text").string(q.text).end_object();
    }
    out.end_array();
    out.key("same_as").string(e.same_as).key("sentence").integer(e.sentence).key("trigger").string(e.trigger);
    out.key("begin").integer(e.begin).key("end").integer(e.end).key("evidence").string(e.evidence);
    out.key("goldstein").number(e.goldstein).key("quad").integer(e.quad).key("confidence").number(e.confidence);
    out.key("text_sha256").string(e.text_sha256);
    if (explain) write_why(out, e.why);
    out.end_object();
}

void write_error(json::Writer& out, const std::string& key, const std::string& id, const Error& error) {
    out.begin_object().key(key).string(id).key("error").begin_object();
    out.key("code").string(error.code).key("stage").string(error.stage).key("message").string(error.message);
    out.end_object().end_object();
}

Article read_article(const json::Value& v) {
    Article a;
    a.id = own(json::string_at(v, "id"));
    a.url = own(json::string_at(v, "url"));
    a.canonical_url = own(json::string_at(v, "canonical_url"));
    a.title = own(json::string_at(v, "title"));
    a.authors = strings_at(v, "authors");
    a.agency = own(json::string_at(v, "agency"));
    a.publisher = own(json::string_at(v, "publisher"));
    a.published = own(json::string_at(v, "published"));
    a.modified = own(json::string_at(v, "modified"));
    a.language = own(json::string_at(v, "language"));
    a.section = own(json::string_at(v, "section"));
    a.access = own(json::string_at(v, "access"));
    a.text = own(json::string_at(v, "text"));
    if (const json::Value* paragraphs = json::array_at(v, "paragraphs"))
        for (const json::Value& p : paragraphs->GetArray())
            a.paragraphs.push_back({paragraph_kind(json::string_at(p, "kind")), own(json::string_at(p, "text")),
                                    json::integer_at(p, "begin", -1), json::integer_at(p, "end", -1)});
    if (const json::Value* captions = json::array_at(v, "captions"))
        for (const json::Value& c : captions->GetArray())
            a.captions.push_back({own(json::string_at(c, "text")), own(json::string_at(c, "credit"))});
    a.links = strings_at(v, "links");
    return a;
}

Result<Annotated> read_annotated(const json::Value& v) {
    Annotated a;
    a.article = read_article(v);
    const auto bad = [&](const std::string& why) { return fail("bad_annotation", "ingest", why, a.article.id); };
    const text::Offsets offsets(a.text());
    const json::Value* tokens = json::array_at(v, "tokens");
    if (!tokens) return bad("no tokens");
    a.tokens.reserve(tokens->Size());
    for (const json::Value& item : tokens->GetArray()) {
        Token t;
        if (!span_at(item, offsets.size(), t.begin, t.end)) return bad("a token lies outside the text");
        if (!a.tokens.empty() && t.begin < a.tokens.back().end) return bad("tokens overlap");
        t.byte_begin = static_cast<std::uint32_t>(offsets.byte(t.begin));
        t.byte_end = static_cast<std::uint32_t>(offsets.byte(t.end));
        const std::int64_t head = json::integer_at(item, "head", -1);
        if (head < 0 || head >= static_cast<std::int64_t>(tokens->Size())) return bad("a head lies outside the document");
        t.head = static_cast<TokenIndex>(head);
        t.space_after = t.byte_end < a.text().size() && a.text()[t.byte_end] == ' ';
        t.pos = Label(json::string_at(item, "pos"));
        t.tag = Label(json::string_at(item, "tag"));
        t.morph = Label(json::string_at(item, "morph"));
        t.dep = Label(json::string_at(item, "dep"));
        const std::string_view ent = json::string_at(item, "ent");
        if (ent.size() > 2) {
            t.iob = ent[0];
            t.ent = Label(ent.substr(2));
        }
        t.lemma = own(json::string_at(item, "lemma"));
        a.tokens.push_back(std::move(t));
    }
    const auto token_at = [&](std::uint32_t begin) {
        return static_cast<TokenIndex>(std::lower_bound(a.tokens.begin(), a.tokens.end(), begin,
                                                        [](const Token& t, std::uint32_t b) { return t.begin < b; }) -
                                       a.tokens.begin());
    };
    if (const json::Value* sentences = json::array_at(v, "sentences"))
        for (const json::Value& item : sentences->GetArray()) {
            Sentence s;
            if (!span_at(item, offsets.size(), s.begin, s.end)) return bad("a sentence lies outside the text");
            s.first = token_at(s.begin);
            s.last = token_at(s.end);
            if (s.first < s.last) a.sentences.push_back(s);
        }
    if (const json::Value* entities = json::array_at(v, "entities"))
        for (const json::Value& item : entities->GetArray()) {
            Entity e;
            if (!span_at(item, offsets.size(), e.begin, e.end)) return bad("an entity lies outside the text");
            e.label = Label(json::string_at(item, "label"));
            e.first = token_at(e.begin);
            e.last = token_at(e.end);
            if (e.first < e.last) a.entities.push_back(e);
        }
    const std::size_t length = offsets.size();
    if (const json::Value* attributions = json::array_at(v, "attributions"))
        for (const json::Value& item : attributions->GetArray()) {
            Attribution t;
            t.speaker = spans_at(item, "speaker", length);
            t.cue = spans_at(item, "cue", length);
            t.content = spans_at(item, "content", length);
            const std::string_view kind = json::string_at(item, "kind");
            t.kind = kind == "direct"  ? Attribution::Kind::direct
                     : kind == "mixed" ? Attribution::Kind::mixed
                                       : Attribution::Kind::indirect;
            a.attributions.push_back(std::move(t));
        }
    return a;
}

}  // namespace newshound
