#include "events/ranker.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <mutex>
#include <set>

#include "base/resource.h"
#include "events/adjunct.h"
#include "events/ontology.h"

namespace newshound::events {

const KeyMap<double>& ranker_weights(std::string_view file) {
    static std::mutex mutex;
    static std::map<std::string, KeyMap<double>, std::less<>> loaded;
    const std::lock_guard lock(mutex);
    if (const auto it = loaded.find(file); it != loaded.end()) return it->second;
    auto& table = loaded[std::string(file)];
    if (const auto rows = resource::rows(file))
        for (const auto& row : *rows) {
            double value = 0;
            std::from_chars(row[1].data(), row[1].data() + row[1].size(), value);
            const std::size_t bar = row[0].find('|');
            const WordKey kind = fact_key(row[0].substr(0, bar));
            const WordKey key = bar == std::string_view::npos ? kind : feature_key(kind, fact_key(row[0].substr(bar + 1)));
            if (!table.contains(key)) table[key] = value;
        }
    return table;
}

std::size_t Readings::add(std::string_view kind, std::string value, std::vector<std::string> own) {
    Reading r;
    const auto count = [&](WordKey feature) {
        if (const double* weight = weights_->find(feature)) r.score += *weight;
    };
    const WordKey key = fact_key(kind);
    count(key);
    for (const WordKey fact : fact_keys_) count(feature_key(key, fact));
    for (const std::string& fact : own) count(feature_key(key, fact_key(fact)));
    r.kind = kind;
    r.value = std::move(value);
    r.own = std::move(own);
    r.facts = facts_.size();
    readings_.push_back(std::move(r));
    return readings_.size() - 1;
}

std::vector<std::string> Readings::features(const Reading& reading) const {
    std::vector<std::string> out = {reading.kind};
    for (std::size_t i = 0; i < reading.facts; ++i) out.push_back(reading.kind + "|" + facts_[i]);
    for (const std::string& fact : reading.own) out.push_back(reading.kind + "|" + fact);
    return out;
}

namespace {

std::string_view article_of(const Tree& tree, TokenIndex noun) {
    for (TokenIndex c : tree.children(noun)) {
        if (tree.dep(c) == "poss") return "definite";
        if (tree.dep(c) == "det")
            return tree.lower(c) == "a" || tree.lower(c) == "an" || tree.lower(c) == "any" || tree.lower(c) == "no"
                       ? "indefinite"
                       : "definite";
    }
    return "bare";
}

std::string_view dep_group(const Tree& tree, TokenIndex i) {
    if (tree.is_root(i)) return "root";
    if (tree.has_dep(i, {"relcl", "acl"})) return "noun-clause";
    if (tree.has_dep(i, {"ccomp", "parataxis"})) return "said";
    if (tree.has_dep(i, {"advcl"})) return "adverbial";
    if (tree.has_dep(i, {"xcomp"})) return "xcomp";
    if (tree.has_dep(i, {"nsubj", "nsubjpass"})) return "subject";
    if (tree.has_dep(i, {"dobj", "dative", "attr"})) return "object";
    if (tree.has_dep(i, {"pobj", "pcomp"})) return "of-preposition";
    if (tree.has_dep(i, {"compound", "amod", "nmod", "poss"})) return "premodifier";
    return "other";
}

/// Coordinated words are told as their first one is.
TokenIndex leading(const Tree& tree, TokenIndex i) {
    const TokenIndex first = tree.first_conjunct(i);
    return tree[first].pos == tree[i].pos || (tree.is_verb(first) && tree.is_verb(i)) ? first : i;
}

std::size_t paragraph_start(const Tree& tree, TokenIndex i) {
    const std::size_t at = tree.annotated().text().rfind('\n', tree[i].byte_begin);
    return at == std::string::npos ? 0 : at;
}

bool is_quoted(const Tree& tree, TokenIndex i) {
    const Sentence& s = tree.annotated().sentences[tree.sentence_of(i)];
    bool open = false;
    for (TokenIndex k = s.first; k < i; ++k) {
        const std::string_view w = tree.text(k);
        if (w == "\"") open = !open;
        if (w == "“") open = true;
        if (w == "”") open = false;
    }
    return open;
}

/// Under a verb of saying: "said that ...", ", officials said".
bool is_reported(const Tree& tree, TokenIndex i) {
    static const std::set<std::string_view> says = {"say",      "tell",  "add",     "report", "state", "claim",
                                                    "announce", "write", "confirm", "allege", "note",  "explain"};
    for (int steps = 0; steps < 12 && !tree.is_root(i); ++steps) {
        if (tree.dep(i) == "ccomp" && says.contains(tree.lemma(tree.head(i)))) return true;
        i = tree.head(i);
    }
    return false;
}

std::string_view type_group(std::string_view type) {
    if (is_speech(type)) return "speech";
    return type == "ASSAULT" || type == "PROTEST" ? "force" : "measure";
}

/// How the text opens: with a date of its own, with an agency's dateline ("LIMA -"), or straight away.
std::string_view page_kind(const Tree& tree) {
    const auto& sentences = tree.annotated().sentences;
    if (sentences.empty()) return "plain";
    const Sentence& s = sentences.front();
    std::size_t capitals = 0;
    bool date_only = s.first < s.last;
    for (TokenIndex i = s.first; i < s.last && i < s.first + 12; ++i) {
        const std::string_view w = tree.text(i);
        if ((w == "-" || w == "–" || w == "—" || w == "--") && capitals > 0) return "dateline";
        const bool upper =
            w.size() > 2 && std::all_of(w.begin(), w.end(), [](char c) {
                return (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80 || c == '-' || c == '/';
            });
        capitals += upper;
        if (tree.pos(i) != "SPACE" && tree.pos(i) != "PUNCT" && tree.ent(i) != "DATE") date_only = false;
    }
    return date_only ? "dated" : "plain";
}

/// Adverbs and conjunctions that place a deed in time.
void note_markers(Readings& readings, const Tree& tree, TokenIndex trigger, TokenIndex verb) {
    static const std::set<std::string_view> adverbs = {
        "later",      "earlier",   "previously", "already",      "then",      "now",       "recently",   "also",
        "still",      "once",      "ago",        "subsequently", "meanwhile", "initially", "formerly",   "long",
        "repeatedly", "currently", "before",     "since",        "again",     "yet",       "afterwards", "eventually"};
    for (const TokenIndex at : {trigger, verb}) {
        if (at == kNoToken) continue;
        for (TokenIndex c : tree.children(at)) {
            if (tree.dep(c) == "advmod" && adverbs.contains(tree.lower(c)))
                readings.note("adverb=" + std::string(tree.lower(c)));
            if (tree.dep(c) == "mark") readings.note("mark=" + std::string(tree.lower(c)));
        }
        if (verb == trigger) break;
    }
    if (tree.dep(trigger) == "pobj" || tree.dep(trigger) == "pcomp")
        readings.note("after-word=" + std::string(tree.lower(tree.head(trigger))));
}

}  // namespace

std::string_view telling(const Tree& tree, TokenIndex i) {
    if (!tree.is_verb(i)) return tree.pos(i) == "ADJ" ? "adjective" : "noun";
    bool have = false, had = false, to = false;
    for (TokenIndex c : tree.children(i)) {
        if (!tree.has_dep(c, {"aux", "auxpass"})) continue;
        const std::string_view w = tree.lower(c);
        if (tree.tag(c) == "MD") return "modal";
        if (w == "has" || w == "have" || w == "'ve" || w == "’ve") have = true;
        if (w == "had") had = true;
        if (w == "to") to = true;
    }
    if (have) return "perfect";
    if (had) return "past-perfect";
    if (to) return "infinitive";
    const std::string_view tag = tree[i].tag.view();
    if (tag == "VBD") return "past";
    if (tag == "VBZ" || tag == "VBP") return "present";
    if (tag == "VB") return "infinitive";
    if (tag == "VBN" && tree.child(i, {"auxpass", "nsubjpass"}) != kNoToken) {
        const TokenIndex aux = tree.child(i, {"auxpass"});
        return aux != kNoToken && (tree.tag(aux) == "VBZ" || tree.tag(aux) == "VBP") ? "present" : "past";
    }
    return tag == "VBG" ? "progressive" : "participle";
}

std::string_view clause_relation(const Tree& tree, TokenIndex trigger, TokenIndex other) {
    const TokenIndex host = clause_verb(tree, other), own = clause_verb(tree, trigger);
    if (host == kNoToken || own == kNoToken) return "none";
    if (host == own) return "same";
    if (tree.dominates(host, own)) return "above";
    if (tree.dominates(own, host)) return "below";
    return "beside";
}

void note_deed(Readings& readings, const Tree& tree, TokenIndex trigger, std::string_view type, std::string_view mode,
               std::string_view status) {
    const TokenIndex lead = leading(tree, trigger);
    const std::string how(telling(tree, trigger)), dep(dep_group(tree, lead));
    const std::size_t sentence = tree.sentence_of(trigger);
    readings.note("tell=" + how);
    readings.note("dep=" + dep);
    readings.note("tell+dep=" + how + "+" + dep);
    readings.note("type=" + std::string(type));
    readings.note("status=" + std::string(status));
    readings.note("type+verb=" + std::string(type) + (tree.is_verb(trigger) ? "+verb" : "+noun"));
    if (how == "noun") readings.note("article=" + std::string(article_of(tree, trigger)));
    readings.note(std::string("sentence=") + (sentence < 2    ? "first"
                                              : sentence < 5  ? "early"
                                              : sentence < 12 ? "middle"
                                                              : "late"));
    const TokenIndex verb = clause_verb(tree, trigger);
    if (verb != kNoToken && verb != trigger) readings.note("under=" + std::string(telling(tree, verb)));
    if (is_quoted(tree, trigger)) readings.note("quoted");
    if (is_reported(tree, trigger)) readings.note("reported");
    const std::string group(type_group(type)), page(page_kind(tree));
    readings.note("page=" + page);
    readings.note("page+group=" + page + "+" + group);
    readings.note("page+tell=" + page + "+" + how);
    readings.note("group+tell=" + group + "+" + how);
    if (!mode.empty()) readings.note("mode=" + std::string(type) + "/" + std::string(mode));
    note_markers(readings, tree, trigger, verb);
}

std::vector<std::string> facts_between(const Tree& tree, TokenIndex trigger, TokenIndex other) {
    const std::size_t here = tree.sentence_of(trigger), there = tree.sentence_of(other);
    const std::size_t back = here - std::min(here, there);
    std::vector<std::string> out = {std::string("back=") + (back == 0   ? "0"
                                                            : back == 1 ? "1"
                                                            : back == 2 ? "2"
                                                            : back < 5  ? "3"
                                                                        : "5")};
    if (back == 0) out.push_back("relation=" + std::string(clause_relation(tree, trigger, other)));
    if (paragraph_start(tree, other) == paragraph_start(tree, trigger)) out.push_back("same-paragraph");
    return out;
}

}  // namespace newshound::events
