#include "events/lexicon.h"

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"

namespace newshound::events {

namespace {

bool blank(std::string_view cell) { return cell.empty() || cell == "-"; }

std::vector<std::string_view> parts(std::string_view cell, char separator) {
    std::vector<std::string_view> out;
    if (blank(cell)) return out;
    for (std::string_view part : text::split(cell, separator))
        if (!text::trim(part).empty()) out.push_back(text::trim(part));
    return out;
}

std::optional<ClauseEffect> clause_effect(std::string_view name) {
    static const std::map<std::string_view, ClauseEffect> names = {{"-", ClauseEffect::none},
                                                                   {"", ClauseEffect::none},
                                                                   {"absorb", ClauseEffect::absorb},
                                                                   {"claim", ClauseEffect::claim},
                                                                   {"claims", ClauseEffect::claim},
                                                                   {"says", ClauseEffect::says},
                                                                   {"denies", ClauseEffect::denies},
                                                                   {"confirms", ClauseEffect::confirms},
                                                                   {"doubts", ClauseEffect::doubts},
                                                                   {"future", ClauseEffect::future},
                                                                   {"hypothetical", ClauseEffect::hypothetical},
                                                                   {"negated", ClauseEffect::negated},
                                                                   {"actual", ClauseEffect::actual}};
    const auto it = names.find(name);
    return it == names.end() ? std::nullopt : std::optional(it->second);
}

std::optional<Path> parse_path(std::string_view text) {
    static const std::map<std::string_view, Path::Kind> names = {
        {"subj", Path::Kind::subj},     {"obj", Path::Kind::obj},         {"iobj", Path::Kind::iobj},
        {"by", Path::Kind::by},         {"of", Path::Kind::of},           {"poss", Path::Kind::poss},
        {"mod", Path::Kind::mod},       {"govsubj", Path::Kind::govsubj}, {"govobj", Path::Kind::govobj},
        {"xsubj", Path::Kind::xsubj},   {"xobj", Path::Kind::xobj},       {"csubj", Path::Kind::csubj},
        {"cobj", Path::Kind::cobj},     {"objposs", Path::Kind::objposs}, {"objof", Path::Kind::objof},
        {"self", Path::Kind::self},     {"saysubj", Path::Kind::saysubj}, {"until", Path::Kind::until},
        {"far", Path::Kind::far},       {"oprd", Path::Kind::oprd},       {"relsubj", Path::Kind::relsubj},
        {"mutual", Path::Kind::mutual}, {"none", Path::Kind::none},       {"pcsubj", Path::Kind::pcsubj}};
    for (const auto& [prefix, kind] : {std::pair<std::string_view, Path::Kind>{"prep:", Path::Kind::prep},
                                       {"govprep:", Path::Kind::govprep},
                                       {"objprep:", Path::Kind::objprep}})
        if (text.starts_with(prefix)) return Path{kind, std::string(text.substr(prefix.size()))};
    if (const auto it = names.find(text); it != names.end()) return Path{it->second, {}};
    for (std::string_view prep :
         {"by", "on", "with", "against", "from", "for", "to", "in"})  // "objby" is short for "objprep:by"
        if (text == "obj" + std::string(prep)) return Path{Path::Kind::objprep, std::string(prep)};
    return std::nullopt;
}

/// How much a condition says about the word: classes and lists weigh more than mere presence.
int weight(const Condition& c) {
    if (c.kind == Condition::Kind::near) return 1;
    if (c.kind == Condition::Kind::passive || c.kind == Condition::Kind::active || c.negated) return 2;
    return c.words.any() ? 3 : 4;
}

}  // namespace

Result<Lexicon> Lexicon::load() {
    Lexicon lexicon;
    if (auto status = lexicon.load_classes(); !status) return tl::unexpected(status.error());
    for (std::string_view file : resource::list("lexicon/")) {
        if (!file.ends_with(".tsv") || file.starts_with("lexicon/classes") || file == "lexicon/attribution.tsv") continue;
        if (file == "lexicon/light.tsv") {
            auto rows = resource::rows(file);
            if (!rows) return tl::unexpected(rows.error());
            for (const resource::Row& row : *rows) {
                auto& types = lexicon.light_[row[0]];
                for (std::string_view type : parts(row[2], '|')) types.emplace(type);
            }
            continue;
        }
        if (auto status = lexicon.load_frames(file); !status) return tl::unexpected(status.error());
    }
    for (auto& by_lemma : lexicon.frames_)
        by_lemma.each([](WordKey, std::vector<Frame>& frames) {
            std::sort(frames.begin(), frames.end(), [](const Frame& a, const Frame& b) {
                if (a.specificity != b.specificity) return a.specificity > b.specificity;
                // At a tie the line that says "no event here" holds: a false event is worse than a missed one.
                const bool a_stops = a.type.empty() && a.clause == ClauseEffect::none;
                const bool b_stops = b.type.empty() && b.clause == ClauseEffect::none;
                return a_stops != b_stops ? a_stops : a.order < b.order;
            });
        });
    return lexicon;
}

bool Lexicon::is_light(WordKey lemma, std::string_view type) const {
    const auto* types = light_.find(lemma);
    return types && (types->empty() || type.empty() || types->contains(std::string(type)));
}

const KeySet* Lexicon::word_class(std::string_view name) const {
    const auto it = classes_.find(std::string(name));
    return it == classes_.end() ? nullptr : &it->second;
}

Status Lexicon::load_classes() {
    std::map<std::string, std::vector<std::string>> includes;
    for (std::string_view file : resource::list("lexicon/classes")) {
        if (!file.ends_with(".tsv")) continue;
        auto rows = resource::rows(file);
        if (!rows) return tl::unexpected(rows.error());
        for (const resource::Row& row : *rows) {
            if (row[0].empty() || row[1].empty()) return resource::bad_row(row, "a class needs a name and words");
            auto& words = classes_[std::string(row[0])];
            for (std::string_view word : parts(row[1], '|')) {
                if (word.starts_with('@'))
                    includes[std::string(row[0])].emplace_back(word.substr(1));
                else
                    words.insert(word);
            }
        }
    }
    // Included classes may include others: repeat until nothing grows.
    for (bool grew = true; grew;) {
        grew = false;
        for (const auto& [name, others] : includes)
            for (const std::string& other : others) {
                const auto it = classes_.find(other);
                if (it == classes_.end())
                    return fail("data_invalid", "data", "lexicon class @" + name + " includes the unknown class @" + other);
                auto& words = classes_[name];
                const std::size_t before = words.size();
                if (&words != &it->second) words.insert(it->second);
                grew = grew || words.size() != before;
            }
    }
    return {};
}

Result<WordSet> Lexicon::parse_words(std::string_view cell, const resource::Row& row) const {
    WordSet set;
    for (std::string_view word : parts(cell, '|')) {
        if (!word.starts_with('@')) {
            set.lemmas.insert(word);
        } else if (word.starts_with("@sector:")) {
            set.sectors.emplace_back(word.substr(8));
        } else if (word.starts_with("@type:")) {
            set.types.emplace_back(word.substr(6));
        } else if (word == "@state") {
            set.state = true;
        } else if (word == "@person") {
            set.person = true;
        } else if (word == "@party") {
            set.party = true;
        } else if (word == "@place") {
            set.place = true;
        } else if (word == "@neg") {
            set.negation = true;
        } else {
            const auto it = classes_.find(std::string(word.substr(1)));
            if (it == classes_.end()) return resource::bad_row(row, "unknown class " + std::string(word));
            set.classes.push_back(&it->second);
        }
    }
    return set;
}

Result<Condition> Lexicon::parse_condition(std::string_view cell, const resource::Row& row) const {
    static const std::map<std::string_view, Condition::Kind> names = {
        {"obj", Condition::Kind::obj},       {"subj", Condition::Kind::subj}, {"iobj", Condition::Kind::iobj},
        {"prt", Condition::Kind::prt},       {"prep", Condition::Kind::prep}, {"pobj", Condition::Kind::pobj},
        {"mod", Condition::Kind::mod},       {"oprd", Condition::Kind::oprd}, {"xcomp", Condition::Kind::xcomp},
        {"ccomp", Condition::Kind::ccomp},   {"gov", Condition::Kind::gov},   {"passive", Condition::Kind::passive},
        {"active", Condition::Kind::active}, {"near", Condition::Kind::near}, {"@neg", Condition::Kind::negation}};
    Condition condition;
    if (cell.starts_with('!')) {
        condition.negated = true;
        cell.remove_prefix(1);
    }
    const std::size_t equals = cell.find('=');
    std::string_view name = text::trim(cell.substr(0, equals));
    const std::string_view words = equals == std::string_view::npos ? std::string_view() : cell.substr(equals + 1);
    if (name == "of") name = "prep:of";
    if (name.starts_with("prep:")) {
        condition.kind = Condition::Kind::prep_object;
        condition.prep = name.substr(5);
    } else {
        const auto it = names.find(name);
        condition.kind = it == names.end() ? Condition::Kind::path : it->second;
        if (it == names.end())
            for (std::string_view part : text::split(name, name.find(',') == std::string_view::npos ? '|' : ',')) {
                const auto path = parse_path(part);
                if (!path) return resource::bad_row(row, "unknown condition " + std::string(cell));
                condition.paths.push_back(*path);
            }
    }
    auto set = parse_words(words, row);
    if (!set) return tl::unexpected(set.error());
    condition.words = std::move(*set);
    if (condition.kind == Condition::Kind::prt && condition.words.any()) return resource::bad_row(row, "prt needs words");
    return condition;
}

Status Lexicon::load_frames(std::string_view file) {
    auto rows = resource::rows(file);
    if (!rows) return tl::unexpected(rows.error());
    for (const resource::Row& row : *rows) {
        Frame frame;
        const std::string_view pos = row[1];
        if (pos != "v" && pos != "n" && pos != "a" && pos != "x")
            return resource::bad_row(row, "part of speech must be v, n, a or x");
        const WordClass word_class = pos == "v"   ? WordClass::verb
                                     : pos == "n" ? WordClass::noun
                                     : pos == "a" ? WordClass::adjective
                                                  : WordClass::auxiliary;
        if (!blank(row[2])) frame.type = row[2];
        if (!blank(row[3])) frame.mode = row[3];
        if (!blank(row[4])) frame.cameo = row[4];
        if (!frame.type.empty() && frame.cameo.empty()) return resource::bad_row(row, "an event needs a CAMEO code");
        for (std::string_view cell : parts(row[5], ';')) {
            auto condition = parse_condition(cell, row);
            if (!condition) return tl::unexpected(condition.error());
            frame.specificity += weight(*condition);
            frame.conditions.push_back(std::move(*condition));
        }
        for (const auto& [cell, paths] : {std::pair{row[6], &frame.actor}, std::pair{row[7], &frame.recipient}})
            for (std::string_view name : parts(cell, ',')) {
                const auto path = parse_path(name);
                if (!path) return resource::bad_row(row, "unknown argument path " + std::string(name));
                paths->push_back(*path);
            }
        const auto effect = clause_effect(row[8]);
        if (!effect) return resource::bad_row(row, "unknown clause effect " + std::string(row[8]));
        frame.clause = *effect;
        for (std::string_view context : parts(row[9], ',')) frame.contexts.emplace_back(context);
        frame.source = std::string(file) + ":" + std::to_string(row.line);
        frame.order = order_++;
        for (std::string_view lemma : parts(row[0], '|')) {
            frames_[static_cast<int>(word_class)][lemma].push_back(frame);
            ++size_;
        }
    }
    return {};
}

}  // namespace newshound::events
