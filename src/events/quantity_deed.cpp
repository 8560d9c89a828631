// Which amounts are a deed's: its arguments, read with the trigger's kind.
#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/resource.h"
#include "base/text.h"
#include "events/adjunct.h"
#include "events/quantity.h"

namespace newshound::events {

namespace {

/// The kind that people in the trigger's object take, or "".
std::string_view kind_of(const Tree& tree, TokenIndex trigger) {
    static const std::map<std::string_view, std::string_view> kinds = [] {
        std::map<std::string_view, std::string_view> out;
        if (const auto rows = resource::rows("quantities/kinds.tsv"))
            for (const auto& row : *rows)
                for (std::string_view w : text::split(row[1], ';'))
                    if (w = text::trim(w); !w.empty()) out.emplace(w, row[0]);
        return out;
    }();
    if (const auto it = kinds.find(tree.lemma(trigger)); it != kinds.end()) return it->second;
    if (const auto it = kinds.find(tree.lower(trigger)); it != kinds.end()) return it->second;
    return {};
}

bool is_passive(const Tree& tree, TokenIndex verb) { return tree.child(verb, {"auxpass", "nsubjpass"}) != kNoToken; }

/// How the amount's head hangs on the trigger.
enum class Role { none, object, subject, of_phrase, other_phrase, itself };

/// Nouns that only pack what they count: "the lives of 12 men", "a group of 40 migrants".
bool is_container(std::string_view lemma) {
    static const std::set<std::string_view> words = {"life",  "death",   "body",       "group", "total", "number",  "crowd",
                                                     "dozen", "hundred", "thousand",   "score", "tens",  "million", "toll",
                                                     "batch", "convoy",  "contingent", "force", "sum",   "fund"};
    return words.contains(lemma);
}

Role role(const Tree& tree, TokenIndex trigger, TokenIndex head) {
    TokenIndex i = tree.first_conjunct(head);
    if (i == trigger || head == trigger) return Role::itself;
    for (int steps = 0; steps < 6; ++steps) {
        if (tree.is_root(i)) return Role::none;
        const TokenIndex up = tree.head(i);
        if (up == trigger) {
            if (tree.has_dep(i, {"dobj", "dative", "attr", "oprd", "nsubjpass"}))
                return tree.dep(i) == "attr" ? Role::none : Role::object;
            if (tree.dep(i) == "nsubj") return Role::subject;
            return Role::none;
        }
        if (tree.dep(i) == "pobj" && tree.has_dep(up, {"prep", "agent", "dative"})) {
            const TokenIndex over = tree.head(up);
            if (over == trigger)
                return tree.lower(up) == "of" ? Role::of_phrase : tree.dep(up) == "agent" ? Role::none : Role::other_phrase;
            if (tree.lower(up) == "of" && tree.is_noun(over) && is_container(tree.lemma(over))) {
                i = over;
                continue;
            }
        }
        if (tree.has_dep(i, {"conj", "appos"})) {
            i = up;
            continue;
        }
        return Role::none;
    }
    return Role::none;
}

/// "27 comrades jailed in Kinshasa", "400 captured soldiers", "workers who had been rounded up": the trigger describes the
/// counted noun.
bool describes(const Tree& tree, TokenIndex trigger, TokenIndex noun) {
    if (tree.is_root(trigger) || tree.head(trigger) != noun) return false;
    if (tree.has_dep(trigger, {"acl", "amod"}))
        return tree.tag(trigger) == "VBN" || tree.tag(trigger) == "VBD" || tree.tag(trigger) == "JJ";
    if (tree.dep(trigger) == "relcl") {
        const TokenIndex subject = tree.child(trigger, {"nsubjpass"}), object = tree.child(trigger, {"dobj"});
        const auto is_relative = [&](TokenIndex i) {
            return i != kNoToken && (tree.tag(i) == "WP" || tree.tag(i) == "WDT");
        };
        return is_relative(subject) || is_relative(object);
    }
    return false;
}

bool is_intransitive(const Tree& tree, TokenIndex verb) {
    return tree.child(verb, {"dobj", "dative"}) == kNoToken && !is_passive(tree, verb);
}

/// "shot dead", "hacked to death", "fatally stabbed".
bool is_deadly(const Tree& tree, TokenIndex trigger) {
    for (TokenIndex c : tree.children(trigger)) {
        if (tree.lower(c) == "dead" || tree.lower(c) == "fatally") return true;
        if (tree.lower(c) == "to")
            if (const TokenIndex object = tree.child(c, {"pobj"}); object != kNoToken && tree.lower(object) == "death")
                return true;
    }
    const TokenIndex next = trigger + 1;
    if (next < tree.size() && tree.lower(next) == "dead") return true;
    // Coordinated: "were hacked or shot to death".
    for (TokenIndex c : tree.children(trigger))
        if (tree.dep(c) == "conj" && c > trigger && is_deadly(tree, c)) return true;
    return false;
}

/// "drove 48,000 people from their homes"
bool is_from_home(const Tree& tree, TokenIndex trigger) {
    static const std::set<std::string_view> verbs = {"drive", "force", "flee", "chase", "push"};
    if (!verbs.contains(tree.lemma(trigger))) return false;
    const Phrase under = tree.subtree(trigger);
    for (TokenIndex i = under.first; i < under.last; ++i)
        if (tree.lemma(i) == "home" || tree.lemma(i) == "house" || tree.lemma(i) == "village") return true;
    return tree.lemma(trigger) == "flee";
}

bool is_one_of(std::string_view w, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), w) != list.end();
}

/// Verbs below the trigger whose object is what is promised, asked or threatened: "agreed to contribute 78 soldiers".
std::vector<TokenIndex> content_verbs(const Tree& tree, TokenIndex trigger, std::string_view type) {
    std::vector<TokenIndex> out;
    if (!is_one_of(type, {"AGREE", "THREATEN", "REQUEST", "REJECT"})) return out;
    TokenIndex i = trigger;
    for (int steps = 0; steps < 2; ++steps) {
        TokenIndex next = kNoToken;
        for (TokenIndex c : tree.children(i))
            if (c > trigger &&
                (tree.has_dep(c, {"xcomp", "acl"}) || (tree.dep(c) == "ccomp" && tree.child(c, {"aux"}) != kNoToken))) {
                next = c;
                break;
            }
        if (next == kNoToken) break;
        out.push_back(next);
        i = next;
    }
    return out;
}

class Chooser {
public:
    Chooser(const Tree& tree, TokenIndex trigger, const DeedKind& deed, const std::vector<QuantityMention>& all)
        : tree_(tree), trigger_(trigger), deed_(deed), all_(all), kind_(kind_of(tree, trigger)) {
        if (is_deadly(tree, trigger)) kind_ = "killed";
        if (is_from_home(tree, trigger)) kind_ = "displaced";
    }

    std::vector<Quantity> choose() {
        const auto content = content_verbs(tree_, trigger_, deed_.type);
        for (const QuantityMention& m : all_) {
            if (m.part || tree_.sentence_of(m.head) != tree_.sentence_of(trigger_)) continue;
            if (m.of_time) {
                if (is_sentence_length(m)) take(m, "other");
                continue;
            }
            if (const auto kind = own(m)) {
                take(m, *kind);
                continue;
            }
            for (TokenIndex verb : content)
                if (role(tree_, verb, m.head) == Role::object && (m.of_people || m.of_money || m.of_weapons)) {
                    take(m, m.quantity.kind);
                    break;
                }
        }
        return std::move(out_);
    }

private:
    bool verb() const { return tree_.is_verb(trigger_); }

    void take(const QuantityMention& m, std::string_view kind) {
        Quantity q = m.quantity;
        q.kind = std::string(kind);
        if (m.bare && q.unit.empty()) q.unit = "people";
        out_.push_back(std::move(q));
    }

    /// The kind under which the amount is the trigger's own; nullopt = it is not.
    std::optional<std::string_view> own(const QuantityMention& m) const {
        const bool countable = !m.of_money && !m.of_weapons;
        if (describes(tree_, trigger_, m.head)) {
            if (!kind_.empty() && countable) return kind_;
            return m.of_people || m.of_weapons ? std::optional<std::string_view>(m.quantity.kind) : std::nullopt;
        }
        // "killed 12 and wounded 30", "at least 40 wounded": the bare number stands right before a participle.
        if (m.bare && m.last == trigger_ && !kind_.empty()) return kind_;
        // "left nine civilians dead"
        if (tree_.has_dep(trigger_, {"oprd", "acomp"}) && !kind_.empty() && countable &&
            (role(tree_, tree_.head(trigger_), m.head) == Role::object ||
             (tree_.lemma(tree_.head(trigger_)) == "be" && role(tree_, tree_.head(trigger_), m.head) == Role::subject)))
            return kind_;
        const Role r = role(tree_, trigger_, m.head);
        switch (r) {
            case Role::object: return object(m, countable);
            case Role::subject: return subject(m, countable);
            case Role::of_phrase:
                if (verb() && deed_.type != "ACCUSE") return std::nullopt;
                if (m.of_people && !kind_.empty()) return kind_;
                return m.of_people || m.of_money || m.of_weapons ? std::optional<std::string_view>(m.quantity.kind)
                                                                 : std::nullopt;
            case Role::other_phrase: return phrase(m);
            case Role::itself: return itself(m);
            default: return died_in_it(m);
        }
    }

    std::optional<std::string_view> object(const QuantityMention& m, bool countable) const {
        if (!kind_.empty() && countable) {
            if (m.bare && (kind_ == "arrested" || kind_ == "killed" || kind_ == "injured" || kind_ == "displaced"))
                return kind_;
            // Only people are killed, but what else an arrest or a killing counts is people named by an unknown noun.
            static const std::set<std::string_view> seizing = {"seize", "capture", "hold", "burn", "round", "lock", "claim"};
            if (m.of_people || !seizing.contains(tree_.lemma(trigger_))) return kind_;
        }
        if (m.bare) return std::nullopt;
        if (deed_.type == "MOBILIZE" && !m.of_people && !m.of_weapons && !verb()) return std::nullopt;
        return m.quantity.kind;
    }

    std::optional<std::string_view> subject(const QuantityMention& m, bool countable) const {
        if (m.of_money) return std::nullopt;
        if (!verb()) {  // "nine civilians dead", "five are missing"
            return !kind_.empty() && countable && tree_.has_pos(trigger_, {"ADJ"}) ? std::optional(kind_) : std::nullopt;
        }
        const bool intransitive = is_intransitive(tree_, trigger_);
        if (kind_ == "displaced" && tree_.lemma(trigger_) == "flee" && countable) return kind_;
        if (intransitive && !kind_.empty() &&
            is_one_of(tree_.lemma(trigger_), {"die", "perish", "drown", "disappear", "vanish"}) && countable)
            return kind_;
        if (tree_.tag(trigger_) == "VBN" && !kind_.empty() && countable && intransitive && (m.of_people || m.bare))
            return kind_;
        if (m.bare) return std::nullopt;
        if (is_one_of(deed_.type, {"PROTEST", "MOBILIZE"}) && m.of_people) return "people";
        if (intransitive && m.of_people && is_one_of(deed_.type, {"RETREAT", "CONSULT", "SUPPORT", "REJECT"}))
            return "people";
        if (intransitive && is_one_of(deed_.type, {"SUPPORT", "REJECT"})) return m.quantity.kind;
        return std::nullopt;
    }

    std::optional<std::string_view> phrase(const QuantityMention& m) const {
        TokenIndex prep = tree_.head(tree_.first_conjunct(m.head));
        for (int steps = 0; steps < 3 && tree_.head(prep) != trigger_; ++steps) prep = tree_.head(prep);
        const std::string_view w = tree_.lower(prep);
        if (m.of_money && is_one_of(w, {"for", "of", "with", "worth", "to", "in"})) return "money";
        if (w == "with" && m.of_weapons && deed_.type == "ASSAULT") return "weapons";
        if (w == "on" && m.of_people && deed_.type == "SANCTION") return "people";
        if (w == "against" && m.of_people && is_one_of(deed_.type, {"ACCUSE", "SANCTION"})) return "people";
        return std::nullopt;
    }

    /// The trigger is itself what is counted: "eight murders", "14 charges", "five dead".
    std::optional<std::string_view> itself(const QuantityMention& m) const {
        if (!m.of_people && m.head != trigger_) return std::nullopt;
        if (!kind_.empty() && kind_ != "arrested") return kind_;
        if (is_one_of(tree_.lemma(trigger_),
                      {"charge", "count", "arrest", "indictment", "detention", "summons", "allegation", "complaint"}))
            return kind_.empty() ? std::string_view("other") : kind_;
        return std::nullopt;
    }

    /// "45 people died in the bombardment": the dead are the attack's.
    std::optional<std::string_view> died_in_it(const QuantityMention& m) const {
        if (deed_.type != "ASSAULT" || verb() || m.of_money || m.of_weapons || tree_.dep(trigger_) != "pobj")
            return std::nullopt;
        const TokenIndex prep = tree_.head(trigger_);
        const TokenIndex die = tree_.head(prep);
        if (!is_one_of(tree_.lower(prep), {"in", "by", "during", "from"}) || !is_one_of(tree_.lemma(die), {"die", "perish"}))
            return std::nullopt;
        return role(tree_, die, m.head) == Role::subject ? std::optional<std::string_view>("killed") : std::nullopt;
    }

    /// "sentenced to six years", "a seven-year prison term": how long, where the deed is a sentence.
    bool is_sentence_length(const QuantityMention& m) const {
        if (deed_.type != "SANCTION" || (deed_.mode != "convict" && !deed_.mode.empty())) return false;
        if (m.quantity.unit.starts_with("day") || m.quantity.unit.starts_with("hour") ||
            m.quantity.unit.starts_with("minute"))
            return false;
        if (!is_one_of(tree_.lemma(trigger_), {"sentence", "jail", "imprison", "condemn", "give", "receive", "hand", "serve",
                                               "term", "get", "face"}))
            return false;
        const Role r = role(tree_, trigger_, m.head);
        if (r == Role::object || r == Role::other_phrase || r == Role::of_phrase) return true;
        // "jailed for 12 years": some parses hang the length on the verb itself.
        const TokenIndex head = m.head;
        if (!tree_.is_root(head) && tree_.head(head) == trigger_) return true;
        if (!tree_.is_root(head) &&
            is_one_of(tree_.lemma(tree_.head(head)), {"term", "sentence", "prison", "imprisonment", "jail"}))
            return role(tree_, trigger_, tree_.head(head)) != Role::none || tree_.head(head) == trigger_;
        return false;
    }

    const Tree& tree_;
    TokenIndex trigger_;
    const DeedKind& deed_;
    const std::vector<QuantityMention>& all_;
    std::string_view kind_;
    std::vector<Quantity> out_;
};

}  // namespace

std::vector<Quantity> quantities_for(const Tree& tree, TokenIndex trigger, const DeedKind& deed,
                                     const std::vector<QuantityMention>& quantities) {
    return Chooser(tree, trigger, deed, quantities).choose();
}

}  // namespace newshound::events
