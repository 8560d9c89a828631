#include "annotate/lemmatizer.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "annotate/lookups.h"
#include "annotate/string_id.h"
#include "base/json.h"
#include "base/text.h"

namespace newshound::annotate {

namespace {

/// The key of section `name` if it belongs to `table`.
std::optional<StringId> key_in(std::string_view name, std::string_view table) {
    const std::string prefix = lookup_section(table) + ".";
    if (!name.starts_with(prefix)) return std::nullopt;
    name.remove_prefix(prefix.size());
    StringId key = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), key, 16);
    if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
    return key;
}

/// Value of a field of "Number=Sing|Person=3"; "" if absent.
std::string_view feature(std::string_view morph, std::string_view field) {
    for (const std::string_view part : text::split(morph, '|')) {
        const std::size_t equals = part.find('=');
        if (part.substr(0, equals) == field) return equals == std::string_view::npos ? "" : part.substr(equals + 1);
    }
    return {};
}

/// English: forms that are their own lemma (EnglishLemmatizer.is_base_form).
bool is_base_form(std::string_view pos, std::string_view morph) {
    if (morph.empty()) return false;
    const std::string_view verb_form = feature(morph, "VerbForm");
    if (pos == "noun" && feature(morph, "Number") == "Sing") return true;
    if (verb_form == "Inf" || verb_form == "None" || feature(morph, "Degree") == "Pos") return true;
    return pos == "verb" && verb_form == "Fin" && feature(morph, "Tense") == "Pres" && feature(morph, "Number").empty();
}

bool all_alpha(std::string_view s) {
    for (std::size_t i = 0; i < s.size();)
        if (!text::is_alpha(text::next(s, i))) return false;
    return !s.empty();
}

bool contains(const std::vector<std::string>& list, std::string_view s) {
    return std::find(list.begin(), list.end(), s) != list.end();
}

}  // namespace

Result<Lemmatizer> Lemmatizer::load(const ModelFile& file) {
    Lemmatizer out;
    const std::string_view section = file.section("lemmatizer");
    if (section.empty()) return out;
    const auto config = json::parse(section);
    const auto damaged = [](const std::string& why) {
        return fail("model_damaged", "model", "lemmatizer of the language model: " + why + ". Run: newshound model install");
    };
    if (!config || !config->IsObject()) return damaged("no JSON object");
    const std::string_view mode = json::string_at(*config, "mode"), language = json::string_at(*config, "language");
    if (mode == "lookup")
        out.method_ = Method::lookup;
    else if (mode == "rule")
        out.method_ = language == "en"   ? Method::english
                      : language == "fr" ? Method::french
                      : language == "es" ? Method::spanish
                                         : Method::rules;
    else
        return damaged("mode " + std::string(mode) + " is not known");
    for (const std::string_view name : file.names()) {
        if (!name.starts_with("lookups.lemma_")) continue;
        const auto table = StringLists::open(file.section(name), name);
        if (!table) return tl::unexpected(table.error());
        if (name == lookup_section("lemma_lookup")) out.lookup_ = *table;
        if (const auto key = key_in(name, "lemma_exc")) out.tables_[*key].exceptions = *table;
        if (const auto key = key_in(name, "lemma_index")) out.tables_[*key].index = *table;
        if (const auto key = key_in(name, "lemma_rules_groups")) out.tables_[*key].groups = *table;
        if (const auto key = key_in(name, "lemma_rules")) {
            for (std::size_t i = 0; i < table->size(); ++i)
                if (table->at(i).size() != 2) return damaged("a rule is no pair");
            out.rules_[*key] = *table;
        }
    }
    return out;
}

const Lemmatizer::Tables& Lemmatizer::tables(std::string_view pos) const {
    static const Tables kNone;
    const auto it = tables_.find(string_id(pos));
    return it == tables_.end() ? kNone : it->second;
}

const StringLists& Lemmatizer::rules(std::string_view name) const {
    static const StringLists kNone;
    const auto it = rules_.find(string_id(name));
    return it == rules_.end() ? kNone : it->second;
}

std::string Lemmatizer::look_up(const std::string& word) const {
    const auto found = lookup_.find(string_id(word));
    return found && found->size() > 0 ? std::string((*found)[0]) : word;
}

std::string Lemmatizer::lemma(const Lexeme& word, const Context& context) const {
    if (method_ == Method::none) return {};
    if (method_ == Method::lookup) return look_up(word.text);
    const std::string pos = text::lower(context.pos.view());
    if (pos.empty() || pos == "eol" || pos == "space") return word.lower;
    if (method_ == Method::french) return french(word, pos);
    if (method_ == Method::spanish) return spanish(word, pos, context);
    return by_rules(word, pos, context);
}

std::string Lemmatizer::by_rules(const Lexeme& word, const std::string& pos, const Context& context) const {
    if (method_ == Method::english && is_base_form(pos, context.morph.view())) return word.lower;
    const Tables& known = tables(pos);
    const StringLists& rule = rules(pos);
    if (!known.any() && rule.size() == 0) return pos == "propn" ? word.text : word.lower;
    const std::string& w = word.lower;
    Lemmas forms, unknown;
    for (std::size_t i = 0; i < rule.size(); ++i) {
        const std::string_view old = rule.at(i)[0];
        if (!w.ends_with(old)) continue;
        std::string form = w.substr(0, w.size() - old.size()) + std::string(rule.at(i)[1]);
        if (form.empty()) continue;
        if (known.index.contains(string_id(form)))
            forms.insert(forms.begin(), std::move(form));
        else
            (all_alpha(form) ? unknown : forms).push_back(std::move(form));
    }
    if (const auto exceptions = known.exceptions.find(string_id(w)))
        for (std::size_t i = 0; i < exceptions->size(); ++i)  // the last new one comes to stand first
            if (!contains(forms, (*exceptions)[i])) forms.insert(forms.begin(), std::string((*exceptions)[i]));
    if (!forms.empty()) return forms.front();
    return unknown.empty() ? word.text : unknown.front();
}

std::string Lemmatizer::french(const Lexeme& word, const std::string& pos) const {
    static constexpr std::string_view kByRule[] = {"noun",  "verb", "adj",  "adp",   "adv",  "aux",
                                                   "cconj", "det",  "pron", "punct", "sconj"};
    if (rules_.empty() || std::find(std::begin(kByRule), std::end(kByRule), pos) == std::end(kByRule))
        return look_up(word.text);
    const Tables& known = tables(pos);
    const std::string& w = word.lower;
    if (known.index.contains(string_id(w))) return w;
    if (const auto exceptions = known.exceptions.find(string_id(w)); exceptions && exceptions->size() > 0)
        return std::string((*exceptions)[0]);
    std::optional<std::string> unknown;
    const StringLists& rule = rules(pos);
    for (std::size_t i = 0; i < rule.size(); ++i) {
        const std::string_view old = rule.at(i)[0];
        if (!w.ends_with(old)) continue;
        std::string form = w.substr(0, w.size() - old.size()) + std::string(rule.at(i)[1]);
        if (form.empty()) continue;
        if (known.index.contains(string_id(form)) || !all_alpha(form)) return form;
        if (!unknown) unknown = std::move(form);
    }
    return unknown ? *unknown : look_up(w);
}

}  // namespace newshound::annotate
