// The Spanish lemmatizer: rules chosen by morphology, accents and vowel changes, verbs with pronouns at their end
// (spacy/lang/es/lemmatizer.py; names of rules are those of its tables).
#include <algorithm>
#include <array>

#include "annotate/lemmatizer.h"
#include "annotate/string_id.h"
#include "base/text.h"

namespace newshound::annotate {

namespace {

bool has(const std::vector<std::string>& features, std::string_view feature) {
    return std::find(features.begin(), features.end(), feature) != features.end();
}

/// Single features: "Case=Acc,Nom" becomes "Case=Acc" and "Case=Nom".
std::vector<std::string> split_features(std::string_view morph) {
    std::vector<std::string> out;
    if (morph.empty()) return out;
    for (const std::string_view part : text::split(morph, '|')) {
        const std::size_t equals = std::min(part.find('='), part.size() - 1);
        for (const std::string_view value : text::split(part.substr(equals + 1), ','))
            out.push_back(std::string(part.substr(0, equals + 1)) + std::string(value));
    }
    return out;
}

std::string replace_all(std::string s, std::string_view old, std::string_view fresh) {
    if (old.empty()) return s;
    for (std::size_t i = s.find(old); i != std::string::npos; i = s.find(old, i + fresh.size()))
        s.replace(i, old.size(), fresh);
    return s;
}

/// The new form of the pair whose old one is the whole word; "" if there is none.
std::string_view whole_word(const StringLists& pairs, std::string_view word) {
    for (std::size_t i = 0; i < pairs.size(); ++i)
        if (pairs.at(i)[0] == word) return pairs.at(i)[1];
    return {};
}

std::string first_known(const std::vector<std::string>& forms, const StringLists& index, const std::string& otherwise) {
    for (const std::string& form : forms)
        if (index.contains(string_id(form))) return form;
    return forms.empty() ? otherwise : forms.front();
}

}  // namespace

std::string_view Lemmatizer::select_rule(std::string_view pos, const Features& features) const {
    const StringLists& groups = tables(pos).groups;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const auto group = groups.at(i);
        bool all = group.size() > 0;
        for (std::size_t j = 1; j < group.size() && all; ++j) all = has(features, group[j]);
        if (all) return group[0];
    }
    return {};
}

/// `word` with the ending of each pair of `rule` replaced.
Lemmatizer::Lemmas Lemmatizer::endings(const std::string& word, std::string_view rule, bool keep_unchanged) const {
    Lemmas out;
    const StringLists& pairs = rules(rule);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const std::string_view old = pairs.at(i)[0];
        std::string form = word;
        if (form.ends_with(old)) form = form.substr(0, form.size() - old.size()) + std::string(pairs.at(i)[1]);
        if (keep_unchanged || form != word) out.push_back(std::move(form));
    }
    return out;
}

std::string Lemmatizer::nominal(const std::string& word, std::string_view pos, const Features& features) const {
    Lemmas forms = endings(word, select_rule(pos, features), false);
    if (has(features, "Number=Plur")) {  // jóvenes -> joven: the accent goes with the ending
        const StringLists& accents = rules("accents");
        const std::size_t count = forms.size();
        for (std::size_t f = 0; f < count; ++f) {
            if (!forms[f].ends_with('n') && !forms[f].ends_with('s')) continue;
            for (std::size_t i = 0; i < accents.size(); ++i)
                forms.push_back(replace_all(forms[f], accents.at(i)[0], accents.at(i)[1]));
        }
    }
    return first_known(forms, tables(pos).index, word);
}

std::string Lemmatizer::pronominal(const std::string& word, std::string_view pos, const StringLists& index) const {
    for (const std::string_view table : {pos, std::string_view("det_and_pron_fixed")})
        if (const std::string_view found = whole_word(rules(table), word); !found.empty()) return std::string(found);
    Lemmas forms = endings(word, "det_and_pron_general", pos == "det");
    forms.push_back(word);
    return first_known(forms, index, word);
}

std::string Lemmatizer::numeral(const std::string& word) const {
    if (const std::string_view found = whole_word(rules("num"), word); !found.empty()) return std::string(found);
    const std::string_view whole = std::string_view(word).substr(0, word.find(','));
    const bool thousands = whole.size() >= 4 && whole[whole.size() - 4] == '.' &&
                           std::all_of(whole.end() - 3, whole.end(), [](char c) { return c >= '0' && c <= '9'; });
    return replace_all(thousands ? replace_all(word, ".", "") : word, ",", ".");
}

/// Forms with one vowel changed back (pued- -> pod-) that are known verbs.
Lemmatizer::Lemmas Lemmatizer::alternations(const Lemmas& forms, const StringLists& index) const {
    Lemmas out;
    const auto keep = [&](std::string form) {
        if (index.contains(string_id(form))) out.push_back(std::move(form));
    };
    const StringLists &letters = rules("voc_alt_1"), &strings = rules("voc_alt_2");
    for (const std::string& form : forms) {
        for (std::size_t i = 0; i < letters.size(); ++i) {
            const std::string_view old = letters.at(i)[0];
            for (std::size_t at = form.find(old); at != std::string::npos && !old.empty(); at = form.find(old, at + 1))
                keep(std::string(form).replace(at, old.size(), letters.at(i)[1]));
        }
        for (std::size_t i = 0; i < strings.size(); ++i) {
            const std::size_t at = form.find(strings.at(i)[0]);
            if (at != std::string::npos) keep(std::string(form).replace(at, strings.at(i)[0].size(), strings.at(i)[1]));
        }
    }
    return out;
}

std::string Lemmatizer::verb(const std::string& word, const Features& features, std::string_view rule,
                             const StringLists& index) const {
    if (has(features, "PronType=Prs")) return verb_with_pronouns(word, features);
    const Lemmas forms = endings(word, rule, false);
    for (const std::string& form : forms)
        if (index.contains(string_id(form))) return form;
    if (const Lemmas changed = alternations(forms, index); !changed.empty()) return changed.front();
    // spaCy also lists the forms without their accents, but only after these.
    return forms.empty() ? word : forms.front();
}

std::string Lemmatizer::verb_with_pronouns(const std::string& word, const Features& features) const {
    // Longest first: spaCy's pattern takes the shortest stem.
    static constexpr std::array<std::string_view, 11> kPronouns = {"las", "les", "los", "nos", "me", "te",
                                                                   "se",  "la",  "le",  "lo",  "os"};
    constexpr std::size_t kMostPronouns = 4;
    std::string stem = word;
    Lemmas pronouns;
    while (pronouns.size() < kMostPronouns) {
        const auto it =
            std::find_if(kPronouns.begin(), kPronouns.end(), [&](std::string_view p) { return stem.ends_with(p); });
        if (it == kPronouns.end()) break;
        pronouns.insert(pronouns.begin(), std::string(*it));
        stem.resize(stem.size() - it->size());
    }
    const StringLists& accents = rules("accents");
    for (std::size_t i = 0; i < accents.size(); ++i) stem = replace_all(stem, accents.at(i)[0], accents.at(i)[1]);
    std::string out;
    if (const auto exception = tables("verb").exceptions.find(string_id(stem)); exception && exception->size() > 0) {
        out = (*exception)[0];
    } else {
        Features others = features;
        std::erase(others, "PronType=Prs");
        out = verb(stem, others, select_rule("verb", features), tables("verb").index);
    }
    out += ' ';
    for (std::size_t i = 0; i < pronouns.size(); ++i) {
        if (i != 0) out += ' ';
        const auto exception = tables("pron").exceptions.find(string_id(pronouns[i]));
        // spaCy looks the pronouns up among the verbs' lemmas.
        out += exception && exception->size() > 0 ? std::string((*exception)[0])
                                                  : pronominal(pronouns[i], "pron", tables("verb").index);
    }
    return out;
}

std::string Lemmatizer::spanish(const Lexeme& word, const std::string& pos, const Context& context) const {
    static constexpr std::string_view kAsTheyStand[] = {"adp",   "cconj", "intj", "part", "propn",
                                                        "punct", "sconj", "sym",  "x"};
    if (std::find(std::begin(kAsTheyStand), std::end(kAsTheyStand), pos) != std::end(kAsTheyStand))
        return context.sentence_start && pos != "propn" ? word.lower : word.text;
    const std::string& w = word.lower;
    if (const auto exception = tables(pos).exceptions.find(string_id(w)); exception && exception->size() > 0)
        return std::string((*exception)[0]);
    const Features features = split_features(context.morph.view());
    if (pos == "verb" || pos == "aux") return verb(w, features, select_rule("verb", features), tables("verb").index);
    if (pos == "adj" || pos == "noun") return nominal(w, pos, features);
    if (pos == "det" || pos == "pron") return pronominal(w, pos, tables(pos).index);
    if (pos == "num") return numeral(w);
    if (pos == "adv")
        if (const std::string_view found = whole_word(rules("adverbs"), w); !found.empty()) return std::string(found);
    return w;
}

}  // namespace newshound::annotate
