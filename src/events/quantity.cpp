#include "events/quantity.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/resource.h"
#include "base/text.h"
#include "events/adjunct.h"
#include "events/number.h"

namespace newshound::events {

namespace {

using WordSet = std::set<std::string_view>;

std::vector<std::string_view> list_of(std::string_view cell) {
    std::vector<std::string_view> out;
    for (std::string_view w : text::split(cell, ';'))
        if (w = text::trim(w); !w.empty()) out.push_back(w);
    return out;
}

struct Tables {
    WordSet people, group, weapons, time, measure;
    std::map<std::string_view, std::string_view> approx, approx_after;  // phrase -> value
    std::map<std::string_view, std::string_view> sign, money_word;      // -> ISO 4217
    std::map<std::string_view, std::string_view> money_adjective;       // "canadian" -> CAD
};

const Tables& tables() {
    static const Tables table = [] {
        Tables t;
        if (const auto rows = resource::rows("quantities/units.tsv"))
            for (const auto& row : *rows)
                for (const auto w : list_of(row[1])) {
                    if (row[0] == "people") t.people.insert(w);
                    if (row[0] == "group") t.group.insert(w);
                    if (row[0] == "weapons") t.weapons.insert(w);
                    if (row[0] == "time") t.time.insert(w);
                    if (row[0] == "measure") t.measure.insert(w);
                }
        if (const auto rows = resource::rows("quantities/approx.tsv"))
            for (const auto& row : *rows)
                for (const auto w : list_of(row[1])) {
                    if (row[0].starts_with("after_"))
                        t.approx_after.emplace(w, row[0].substr(6));
                    else
                        t.approx.emplace(w, row[0]);
                }
        if (const auto rows = resource::rows("quantities/currencies.tsv"))
            for (const auto& row : *rows) {
                for (const auto w : list_of(row[1])) t.sign.emplace(w, row[0]);
                for (const auto w : list_of(row[2])) t.money_word.emplace(w, row[0]);
                for (const auto w : list_of(row[3])) t.money_adjective.emplace(w, row[0]);
            }
        return t;
    }();
    return table;
}

class Reader {
public:
    explicit Reader(const Tree& tree) : tree_(tree) {}

    std::vector<QuantityMention> read() {
        for (const Sentence& sentence : tree_.annotated().sentences) {
            begin_ = sentence.first;
            end_ = sentence.last;
            for (TokenIndex i = begin_; i < end_;) {
                auto found = match(i);
                if (found) {
                    i = std::max(found->last, i + 1);
                    out_.push_back(std::move(*found));
                } else {
                    ++i;
                }
            }
        }
        return std::move(out_);
    }

private:
    std::string_view w(TokenIndex i) const { return i >= begin_ && i < end_ ? tree_.lower(i) : std::string_view(); }

    /// Not amounts: dates, clock times, ages, ordinals, house and phone numbers, "one" for somebody.
    bool is_other_number(const Number& n) const {
        const TokenIndex i = n.first;
        const std::string_view ent = tree_[i].ent.view();
        const std::string_view next = w(n.last), before = i > begin_ ? w(i - 1) : std::string_view();
        const TokenIndex head = tree_.head(i);
        if (ent == "TIME" && n.digits && !tables().time.contains(singular(n.last))) return true;
        if (ent == "DATE" && !tables().time.contains(counted_unit(n.last))) return true;
        if (n.digits && !n.scaled && n.value >= 1500 && n.value <= 2100 && n.last == i + 1 && tree_.text(i).size() == 4 &&
            (tree_.dep(i) == "pobj" || tree_.dep(i) == "npadvmod" || tree_.dep(i) == "appos" || next == "," ||
             ent == "DATE"))
            return true;
        if (before == "aged" || before == "age" || before == "ages") return true;
        if (next == "-" && w(n.last + 2) == "-" && w(n.last + 3) == "old") return true;
        if (next == "years" && (w(n.last + 1) == "old" || w(n.last + 1) == "of")) return true;
        if (next == "-" && (w(n.last + 1) == "year" || w(n.last + 1) == "month") && w(n.last + 2) == "-") return true;
        if (before == "no." || before == "number" || before == "article" || before == "section" || before == "chapter" ||
            before == "#" || before == "phase" || before == "level" || before == "covid-" || before == "flight" ||
            before == "route" || before == "page" || before == "highway" || before == "group" || before == "title")
            return true;
        if (n.digits && (next == "p.m." || next == "a.m." || next == "pm" || next == "am" || next == "p.m" || next == "a.m"))
            return true;
        if (tree_.lower(i) == "one" && n.last == i + 1) {
            // "one of the leaders", "no one", "one must": a pronoun; "one person", "one of them was injured": a count.
            if (before == "no" || before == "any" || before == "every" || before == "some" || before == "the" ||
                before == "this" || before == "that" || before == "which")
                return true;
            if (tree_.dep(i) != "nummod" && !(next == "of" && (w(n.last + 1) == "them" || w(n.last + 1) == "whom")))
                return true;
            if (next == "day" || next == "another" || next == "time" || next == "side" || next == "thing" || next == "way" ||
                next == "point")
                return true;
        }
        if (!n.digits && tree_.tag(i) == "NN" && n.last == i + 1 && !n.vague) return true;
        // ", 34," after a name: an age.
        if (n.digits && n.value < 120 && n.last == i + 1 && before == "," && (next == "," || next == "." || next.empty()) &&
            tree_.has_dep(i, {"appos", "nummod", "amod", "npadvmod", "attr"}) && head < i)
            return true;
        if (n.value == 0) return true;
        return false;
    }

    std::string_view singular(TokenIndex i) const { return i < end_ ? tree_.lemma(i) : std::string_view(); }
    std::string_view counted_unit(TokenIndex i) const {
        if (w(i) == "-") ++i;
        if (w(i) == "more" || w(i) == "consecutive" || w(i) == "full") ++i;
        return singular(i);
    }

    // --- the pieces -----------------------------------------------------------------------------------------------------
    /// The currency sign that stands at `i`: "$", "US$", "€"; spaCy may split "US$" in two.
    std::optional<std::pair<std::string_view, TokenIndex>> sign_at(TokenIndex i) const {
        if (i >= end_) return std::nullopt;
        const auto& signs = tables().sign;
        const bool adjacent = i + 1 < end_ && tree_[i].end == tree_[i + 1].begin;
        if (adjacent && w(i + 1) == "$") {
            const std::string both = std::string(tree_.text(i)) + "$";
            if (const auto it = signs.find(both); it != signs.end()) return std::pair(it->second, i + 2);
        }
        // A code in letters is money only right before a number.
        const std::string_view next = w(i + 1);
        if (next.empty() || next.front() < '0' || next.front() > '9') return std::nullopt;
        const auto it = signs.find(tree_.text(i));
        return it == signs.end() ? std::nullopt : std::optional(std::pair(it->second, i + 1));
    }

    /// The approximating words that end right before token `i`; moves `i` to their first.
    std::string approx_before(TokenIndex& i) const {
        for (TokenIndex length = 4; length >= 1; --length) {
            if (i < begin_ + length) continue;
            std::string phrase;
            for (TokenIndex k = i - length; k < i; ++k) {
                if (!phrase.empty()) phrase += ' ';
                phrase += w(k);
            }
            const auto it = tables().approx.find(phrase);
            if (it == tables().approx.end()) continue;
            if (phrase == "more" || phrase == "above" || phrase == "below") continue;
            if ((phrase == "over" || phrase == "under" || phrase == "around" || phrase == "about") &&
                tree_.dep(i - 1) == "prep" && tree_.dep(i) != "pobj" && !tree_.has_pos(i, {"NUM", "SYM"}))
                continue;
            i -= length;
            return std::string(it->second);
        }
        return {};
    }

    std::string approx_after(TokenIndex i) const {
        std::string phrase;
        for (TokenIndex k = i; k < i + 3 && k < end_; ++k) {
            if (!phrase.empty()) phrase += ' ';
            phrase += w(k);
            if (const auto it = tables().approx_after.find(phrase); it != tables().approx_after.end())
                return std::string(it->second);
        }
        return {};
    }

    std::optional<QuantityMention> match(TokenIndex i) {
        const auto sign = sign_at(i);
        TokenIndex at = sign ? sign->second : i;
        if (at >= end_ || !may_start_number(tree_, at)) return std::nullopt;
        auto number = read_number(tree_, at, end_);
        if (!number) return std::nullopt;
        if (!sign && is_other_number(*number)) return std::nullopt;
        QuantityMention m;
        m.number = i;
        m.first = i;
        m.last = number->last;
        m.quantity.value = number->value;
        m.quantity.approx = number->vague ? "at_least" : "";
        TokenIndex low = i;
        const bool spread = range(m, i, *number, sign.has_value());
        if (m.first < low) low = m.first;
        if (std::string approx = approx_before(low); !approx.empty()) {
            if (!number->vague || approx != "about") m.quantity.approx = approx;
            m.first = low;
        }
        if (sign)
            money(m, sign->first);
        else if (!money_word(m))
            counted(m, spread);
        if (m.quantity.approx.empty() || m.quantity.approx == "about")
            if (std::string after = approx_after(m.last); !after.empty() && !(number->vague)) {
                m.quantity.approx = after;
                m.last += after == "at_least" && w(m.last) == "plus" ? 1 : 2;
                m.last = std::min(m.last, end_);
            }
        if (w(m.last) == "more" && w(m.last + 1) == "than") return std::nullopt;
        m.part = is_part(m);
        m.quantity.text = std::string(tree_.annotated().text_of(m.first, m.last));
        return m;
    }

    /// "between 20 and 30", "20-30", "20 to 30", "from 20 to 30", "$2 to $3 million".
    bool range(QuantityMention& m, TokenIndex i, const Number& n, bool money) {
        TokenIndex k = n.last;
        const std::string_view link = w(k), before = i > begin_ ? w(i - 1) : std::string_view();
        if (!(link == "-" || link == "–" || link == "to" || link == "or" || (link == "and" && before == "between")))
            return false;
        ++k;
        const auto sign = sign_at(k);
        if (sign) k = sign->second;
        const auto second = read_number(tree_, k, end_);
        if (!second || second->value <= n.value) {
            // "20-30 million": the low end shares the scale.
            return false;
        }
        if (link == "to" && before != "from" && tree_.dep(n.last) == "prep" && tree_.is_verb(tree_.head(n.last)) && !money &&
            tree_[n.last].head < i && (before == "by" || before == "rose"))
            return false;
        double low = n.value;
        if (second->scaled && !n.scaled && second->value / 1000 >= low && low < 1000) {
            const double scale = second->value >= 1e12  ? 1e12
                                 : second->value >= 1e9 ? 1e9
                                 : second->value >= 1e6 ? 1e6
                                                        : 1e3;
            low *= scale;
        }
        m.quantity.value = low;
        m.quantity.high = second->value;
        m.last = second->last;
        if (before == "between" || before == "from") m.first = i - 1;
        return true;
    }

    void money(QuantityMention& m, std::string_view code) {
        m.of_money = true;
        m.quantity.kind = "money";
        m.quantity.unit = std::string(code);
        m.head = head_of(tree_, m.number, m.last);
        // "$20 million": the sign or the last word may head it; "a $20 million loan": the loan's amount.
    }

    /// "300,000 pounds", "two million Canadian dollars", "15 million dollars", "5 billion rupees".
    bool money_word(QuantityMention& m) {
        TokenIndex k = m.last;
        std::string_view adjective_code;
        std::string adjective;
        for (int n = 0; n < 2 && k < end_; ++n) {
            if (!adjective.empty()) adjective += ' ';
            adjective += w(k);
            if (const auto it = tables().money_adjective.find(adjective); it != tables().money_adjective.end()) {
                adjective_code = it->second;
                k += 1;
                break;
            }
            if (n == 0 && k + 1 < end_) {
                const std::string pair = adjective + ' ' + std::string(w(k + 1));
                if (const auto it = tables().money_adjective.find(pair); it != tables().money_adjective.end()) {
                    adjective_code = it->second;
                    k += 2;
                    break;
                }
            }
            break;
        }
        if (k >= end_) return false;
        std::string word(w(k));
        auto it = tables().money_word.find(word);
        if (it == tables().money_word.end() && word.ends_with('s')) {
            word.pop_back();
            it = tables().money_word.find(word);
        }
        if (it == tables().money_word.end()) return false;
        // Words that are mostly something else count only where the recogniser sees money or an adjective says so.
        static const WordSet ambiguous = {"pound", "real", "sol",  "won",  "som",   "sum", "try", "ron", "lek", "kip",
                                          "pen",   "rand", "buck", "dong", "colon", "all", "leu", "lev", "pula"};
        if (ambiguous.contains(word) && adjective_code.empty() && tree_.ent(m.number) != "MONEY" && tree_.ent(k) != "MONEY")
            return false;
        m.of_money = true;
        m.quantity.kind = "money";
        m.quantity.unit = std::string(adjective_code.empty() ? it->second : adjective_code);
        m.last = k + 1;
        m.head = k;
        return true;
    }

    /// The counted noun: head of the number, or the object of its "of".
    void counted(QuantityMention& m, bool spread) {
        TokenIndex noun = noun_of(m, spread);
        if (noun == kNoToken) {
            m.bare = true;
            m.head = head_of(tree_, m.number, m.last);
            m.quantity.kind = "other";
            const TokenIndex of = tree_.child(m.head, {"prep"});
            if (of != kNoToken && tree_.lower(of) == "of" && of >= m.last) {
                const TokenIndex object = tree_.child(of, {"pobj"});
                if (object != kNoToken) {
                    m.bare = false;
                    classify(m, object);
                    if (tree_.lower(object) == "them" || tree_.lower(object) == "whom" || tree_.lower(object) == "those") {
                        m.of_people = true;
                        m.quantity.kind = "people";
                        m.quantity.unit = "people";
                    }
                    m.last = std::max(m.last, object + 1);
                }
            }
            return;
        }
        m.head = noun;
        m.last = std::max(m.last, noun + 1);
        classify(m, noun);
    }

    TokenIndex noun_of(const QuantityMention& m, bool spread) const {
        TokenIndex i = head_of(tree_, m.number, m.last);
        if (spread) {
            // The last number of a range hangs on the noun.
            for (TokenIndex k = m.number; k < m.last; ++k)
                if (tree_.has_dep(k, {"nummod"}) && tree_.head(k) >= m.last) return tree_.head(k);
        }
        for (int steps = 0; steps < 4; ++steps) {
            const TokenIndex up = tree_.head(i);
            if (up == i) break;
            if (tree_.has_dep(i, {"nummod", "quantmod", "compound", "amod", "nmod"}) && up >= m.last) {
                if (tree_.is_noun(up) || tree_.pos(up) == "ADJ" || tree_.pos(up) == "SYM") {
                    if (up > i + 8) break;
                    i = up;
                    if (!tree_.has_dep(i, {"nummod", "quantmod"}) && !(tree_.dep(i) == "compound" && tree_.pos(i) == "NUM"))
                        return i;
                    continue;
                }
                i = up;
                continue;
            }
            if (tree_.has_dep(i, {"nummod", "quantmod", "compound"}) && up < m.number) break;
            break;
        }
        if (i >= m.last && tree_.is_noun(i)) return i;
        return kNoToken;
    }

    bool is_person(TokenIndex i) const {
        const auto& people = tables().people;
        const std::string_view lemma = tree_.lemma(i), lower = tree_.lower(i);
        if (people.contains(lemma) || people.contains(lower)) return true;
        if (lower.ends_with('s') && people.contains(lower.substr(0, lower.size() - 1))) return true;
        if (lower.ends_with("men") || lower.ends_with("women")) return true;
        if (tree_.ent(i) == "NORP" && tree_.has_pos(i, {"NOUN", "PROPN"}) && lower.ends_with('s')) return true;
        return false;
    }

    bool is_armoured(TokenIndex noun) const {
        for (TokenIndex c : tree_.children(noun))
            if (tree_.lower(c).starts_with("armo") || tree_.lower(c) == "fighting" || tree_.lower(c) == "combat")
                return true;
        return false;
    }

    void classify(QuantityMention& m, TokenIndex noun) {
        const std::string_view lemma = tree_.lemma(noun), lower = tree_.lower(noun);
        const auto& t = tables();
        m.quantity.unit = std::string(lower);
        m.quantity.kind = "other";
        if (t.time.contains(lemma)) {
            m.of_time = true;
        } else if (t.weapons.contains(lemma) || (lemma == "vehicle" && is_armoured(noun))) {
            m.of_weapons = true;
            m.quantity.kind = "weapons";
        } else if (is_person(noun)) {
            m.of_people = true;
            m.quantity.kind = "people";
        } else if (t.measure.contains(lemma)) {
            const TokenIndex of = tree_.child(noun, {"prep"});
            if (of != kNoToken && tree_.lower(of) == "of") {
                const TokenIndex object = tree_.child(of, {"pobj"});
                if (object != kNoToken) {
                    m.quantity.unit += " of " + std::string(tree_.lower(object));
                    m.last = std::max(m.last, object + 1);
                }
            }
        }
    }

    /// "12 of them children", "including three women", "among them two boys".
    bool is_part(const QuantityMention& m) const {
        TokenIndex i = m.first;
        const std::string_view before = i > begin_ ? w(i - 1) : std::string_view();
        if (before == "including" || before == "among" || before == "them" || before == "include" || before == "included" ||
            before == "whom")
            return true;
        if (w(m.last) == "whom") return true;
        if (before == "," || before == "(" || before == "—" || before == "–")
            for (TokenIndex k = m.number; k + 1 < std::min(end_, m.last + 2); ++k)
                if (w(k) == "of" && (w(k + 1) == "them" || w(k + 1) == "whom" || w(k + 1) == "these" || w(k + 1) == "which"))
                    return true;
        for (TokenIndex k = m.number; k < m.last; ++k)
            if (w(k) == "whom") return true;
        // coordinated with such a part
        TokenIndex h = tree_.first_conjunct(m.head);
        if (h != m.head && h > begin_) {
            for (TokenIndex up = h, steps = 0; steps < 3 && !tree_.is_root(up); ++steps, up = tree_.head(up))
                if (tree_.lower(tree_.head(up)) == "including") return true;
        }
        return !tree_.is_root(m.head) && tree_.lower(tree_.head(m.head)) == "including";
    }

    const Tree& tree_;
    TokenIndex begin_ = 0, end_ = 0;
    std::vector<QuantityMention> out_;
};

}  // namespace

std::vector<QuantityMention> find_quantities(const Tree& tree) { return Reader(tree).read(); }

}  // namespace newshound::events
