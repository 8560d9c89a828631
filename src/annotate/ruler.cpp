#include "annotate/ruler.h"

#include <algorithm>

#include "annotate/string_id.h"
#include "base/text.h"

namespace newshound::annotate {

namespace {

constexpr std::size_t kMostRegexes = 32;  // one bit each in the workspace

tl::unexpected<Error> damaged(const std::string& why) {
    return fail("model_damaged", "model",
                "attribute ruler of the language model: " + why + ". Run: newshound model install");
}

std::string string_of(const json::Value& value) { return {value.GetString(), value.GetStringLength()}; }

}  // namespace

std::string normal_morph(std::string_view features) {
    if (features == "_") return {};
    std::vector<std::string> fields;
    for (const std::string_view field : text::split(features, '|')) {
        const std::size_t equals = field.find('=');
        if (equals == std::string_view::npos) {
            fields.emplace_back(field);
            continue;
        }
        std::vector<std::string> values;
        for (const std::string_view value : text::split(field.substr(equals + 1), ',')) values.emplace_back(value);
        std::sort(values.begin(), values.end());
        fields.push_back(std::string(field.substr(0, equals + 1)) + text::join(values, ","));
    }
    std::sort(fields.begin(), fields.end());
    return text::join(fields, "|");
}

Result<Ruler> Ruler::load(const ModelFile& file) {
    Ruler out;
    const std::string_view section = file.section("ruler");
    if (section.empty()) return out;
    const auto document = json::parse(section);
    if (!document || !document->IsArray()) return damaged("no JSON array");
    for (const json::Value& entry : document->GetArray()) {
        if (!entry.IsObject()) return damaged("a rule is no object");
        if (auto status = out.read_rule(entry); !status) return tl::unexpected(status.error());
    }
    for (std::uint32_t i = 0; i < out.patterns_.size(); ++i) out.add_to_index(i);
    return out;
}

Status Ruler::read_rule(const json::Value& entry) {
    const json::Value* patterns = json::array_at(entry, "patterns");
    const json::Value* attributes = json::object_at(entry, "attrs");
    if (patterns == nullptr || attributes == nullptr) return damaged("a rule lacks patterns or attributes");
    Rule rule;
    if (auto status = read_attributes(*attributes, rule); !status) return status;
    rules_.push_back(std::move(rule));
    for (const json::Value& pattern : patterns->GetArray())
        if (auto status = read_pattern(pattern, json::integer_at(entry, "index")); !status) return status;
    return {};
}

Status Ruler::read_attributes(const json::Value& attributes, Rule& out) {
    for (const auto& member : attributes.GetObject()) {
        if (!member.value.IsString()) return damaged("an attribute is no string");
        const std::string name = string_of(member.name), value = string_of(member.value);
        Slot slot{};
        if (name == "TAG")
            slot = kTag, out.tag = Label(value);
        else if (name == "POS")
            slot = kPos, out.pos = Label(value);
        else if (name == "MORPH")
            slot = kMorph, out.morph = Label(normal_morph(value));
        else if (name == "DEP")
            slot = kDep, out.dep = Label(value);
        else if (name == "LEMMA")
            slot = kLemma, out.lemma = value;
        else
            return damaged("it sets " + name + ", which is not known");
        out.sets[slot] = true;
    }
    return {};
}

Status Ruler::read_pattern(const json::Value& entry, std::int64_t index) {
    if (!entry.IsArray() || entry.Empty()) return damaged("a pattern is no list of tokens");
    Pattern pattern;
    pattern.rule = static_cast<std::uint32_t>(rules_.size() - 1);
    const auto size = static_cast<std::int64_t>(entry.Size());
    if (index < -size || index >= size) return damaged("an index lies outside its pattern");
    pattern.target = static_cast<std::uint32_t>(index < 0 ? index + size : index);
    for (const json::Value& token : entry.GetArray()) {
        if (!token.IsObject()) return damaged("a token pattern is no object");
        TokenSpec spec;
        for (const auto& member : token.GetObject()) {
            Predicate predicate;
            if (auto status = read_predicate(string_of(member.name), member.value, predicate); !status) return status;
            spec.push_back(std::move(predicate));
        }
        pattern.specs.push_back(std::move(spec));
    }
    patterns_.push_back(std::move(pattern));
    return {};
}

Status Ruler::read_predicate(const std::string& name, const json::Value& value, Predicate& out) {
    static const std::unordered_map<std::string, Attribute> kNames = {
        {"TAG", Attribute::tag},     {"POS", Attribute::pos},          {"DEP", Attribute::dep},
        {"ORTH", Attribute::orth},   {"TEXT", Attribute::orth},        {"LOWER", Attribute::lower},
        {"NORM", Attribute::norm},   {"PREFIX", Attribute::prefix},    {"SUFFIX", Attribute::suffix},
        {"SHAPE", Attribute::shape}, {"IS_SPACE", Attribute::is_space}};
    const auto known = kNames.find(name);
    if (known == kNames.end()) return damaged("it asks for " + name + ", which is not known");
    out.attribute = known->second;
    const auto add = [&](const json::Value& v) {
        if (v.IsBool() && out.attribute == Attribute::is_space) {
            out.ids.push_back(v.GetBool() ? 1 : 0);
        } else if (v.IsString() && out.attribute <= Attribute::dep) {
            out.labels.emplace_back(string_of(v));
        } else if (v.IsString()) {
            out.ids.push_back(string_id(string_of(v)));
        } else {
            return false;
        }
        return true;
    };
    if (!value.IsObject()) return add(value) ? Status{} : damaged("a value of " + name + " is of the wrong kind");
    if (value.MemberCount() != 1) return damaged("a test of " + name + " is not known");
    const auto& member = *value.MemberBegin();
    const std::string test = string_of(member.name);
    if (test == "REGEX" && member.value.IsString() && out.attribute == Attribute::lower) {
        auto regex = Regex::compile(Regex::from_python(string_of(member.value)));
        if (!regex || regexes_.size() == kMostRegexes) return damaged("a regular expression cannot be used");
        out.test = Test::regex;
        out.regex = static_cast<std::uint32_t>(regexes_.size());
        regexes_.push_back(std::move(*regex));
        return {};
    }
    if ((test != "IN" && test != "NOT_IN") || !member.value.IsArray())
        return damaged("the test " + test + " of " + name + " is not known");
    out.test = test == "IN" ? Test::in : Test::not_in;
    for (const json::Value& v : member.value.GetArray())
        if (!add(v)) return damaged("a value of " + name + " is of the wrong kind");
    return {};
}

void Ruler::add_to_index(std::uint32_t pattern) {
    const TokenSpec& first = patterns_[pattern].specs.front();
    const auto find = [&](Attribute attribute) -> const Predicate* {
        const auto it = std::find_if(first.begin(), first.end(),
                                     [&](const Predicate& p) { return p.attribute == attribute && p.test == Test::in; });
        return it == first.end() ? nullptr : &*it;
    };
    const auto add = [&](auto& index, const Predicate& predicate) {
        for (const Label label : predicate.labels) {
            auto& list = index[&label.str()];
            if (list.empty() || list.back() != pattern) list.push_back(pattern);
        }
    };
    if (const Predicate* p = find(Attribute::tag); p != nullptr) return add(by_tag_, *p);
    if (const Predicate* p = find(Attribute::lower); p != nullptr) {
        for (const StringId id : p->ids) by_lower_[id].push_back(pattern);
        return;
    }
    if (const Predicate* p = find(Attribute::dep); p != nullptr) return add(by_dep_, *p);
    if (const Predicate* p = find(Attribute::pos); p != nullptr) return add(by_pos_, *p);
    others_.push_back(pattern);
}

struct Ruler::View {
    std::span<const Token> tokens;
    std::span<const std::uint32_t> lexemes;
    TokenizerWorkspace& words;
    Workspace& workspace;
};

bool Ruler::holds(const Predicate& predicate, const View& view, std::size_t i) const {
    const Token& token = view.tokens[i];
    const auto label = [&](Label l) {
        const bool found = std::find(predicate.labels.begin(), predicate.labels.end(), l) != predicate.labels.end();
        return found == (predicate.test == Test::in);
    };
    switch (predicate.attribute) {
        case Attribute::tag: return label(token.tag);
        case Attribute::pos: return label(token.pos);
        case Attribute::dep: return label(token.dep);
        default: break;
    }
    const std::uint32_t index = view.lexemes[i];
    const Lexeme& lexeme = view.words.lexicon[index];
    if (predicate.test == Test::regex) {
        const std::uint32_t bit = std::uint32_t{1} << predicate.regex;
        std::uint32_t& known = view.workspace.regex_known[index];
        std::uint32_t& value = view.workspace.regex_value[index];
        if ((known & bit) == 0) {
            known |= bit;
            if (regexes_[predicate.regex].search(lexeme.lower, view.words.scratch)) value |= bit;
        }
        return (value & bit) != 0;
    }
    StringId id = 0;
    switch (predicate.attribute) {
        case Attribute::orth: id = lexeme.orth; break;
        case Attribute::lower: id = lexeme.lower_id; break;
        case Attribute::norm: id = lexeme.norm; break;
        case Attribute::prefix: id = lexeme.prefix; break;
        case Attribute::suffix: id = lexeme.suffix; break;
        case Attribute::shape: id = lexeme.shape; break;
        default: id = lexeme.is_space ? 1 : 0; break;
    }
    const bool found = std::find(predicate.ids.begin(), predicate.ids.end(), id) != predicate.ids.end();
    return found == (predicate.test == Test::in);
}

void Ruler::try_pattern(const Pattern& pattern, const View& view, std::size_t i) const {
    if (i + pattern.specs.size() > view.tokens.size()) return;
    // The last token first: a second word is rarer than what the index has already found to be there.
    for (std::size_t j = pattern.specs.size(); j > 0; --j)
        for (const Predicate& predicate : pattern.specs[j - 1])
            if (!holds(predicate, view, i + j - 1)) return;
    auto& chosen = view.workspace.chosen[i + pattern.target];
    for (std::size_t slot = 0; slot < chosen.size(); ++slot)
        if (rules_[pattern.rule].sets[slot]) chosen[slot] = std::max(chosen[slot], pattern.rule + 1);
}

void Ruler::apply(std::span<Token> tokens, std::span<const std::uint32_t> lexemes, TokenizerWorkspace& words,
                  Workspace& workspace) const {
    if (patterns_.empty()) return;
    if (workspace.generation != words.generation) {
        workspace.regex_known.clear();
        workspace.regex_value.clear();
        workspace.generation = words.generation;
    }
    workspace.regex_known.resize(words.lexicon.size());
    workspace.regex_value.resize(words.lexicon.size());
    workspace.chosen.assign(tokens.size(), {});
    const View view{tokens, lexemes, words, workspace};
    const auto try_all = [&](const auto& index, const auto& key, std::size_t i) {
        if (index.empty()) return;
        const auto it = index.find(key);
        if (it == index.end()) return;
        for (const std::uint32_t pattern : it->second) try_pattern(patterns_[pattern], view, i);
    };
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        try_all(by_tag_, &tokens[i].tag.str(), i);
        try_all(by_pos_, &tokens[i].pos.str(), i);
        try_all(by_dep_, &tokens[i].dep.str(), i);
        try_all(by_lower_, words.lexicon[lexemes[i]].lower_id, i);
        for (const std::uint32_t pattern : others_) try_pattern(patterns_[pattern], view, i);
    }
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto& chosen = workspace.chosen[i];
        if (chosen[kTag] != 0) tokens[i].tag = rules_[chosen[kTag] - 1].tag;
        if (chosen[kPos] != 0) tokens[i].pos = rules_[chosen[kPos] - 1].pos;
        if (chosen[kMorph] != 0) tokens[i].morph = rules_[chosen[kMorph] - 1].morph;
        if (chosen[kDep] != 0) tokens[i].dep = rules_[chosen[kDep] - 1].dep;
        if (chosen[kLemma] != 0) tokens[i].lemma = rules_[chosen[kLemma] - 1].lemma;
    }
}

}  // namespace newshound::annotate
