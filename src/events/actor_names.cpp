// Persons and organisations that the base does not know: by titles, appositions, and the words inside their names.
#include <algorithm>
#include <array>
#include <tuple>

#include "base/text.h"
#include "events/actor_kinds.h"
#include "events/actor_reader.h"

namespace newshound::events {

namespace {

constexpr unsigned kStates = mask(AliasKind::state) | mask(AliasKind::capital) | mask(AliasKind::adjective) |
                             mask(AliasKind::place) | mask(AliasKind::demonym);

/// Tokens of the proper name that `head` is in: its entity, or the run of proper nouns around it.
std::pair<TokenIndex, TokenIndex> name_span(const Tree& tree, TokenIndex head) {
    TokenIndex first = head, last = head + 1;
    if (tree[head].iob != 'O' && !tree[head].ent.empty()) {
        while (first > 0 && tree[first].iob == 'I') --first;
        while (last < tree.size() && tree[last].iob == 'I') ++last;
    } else {
        while (first > 0 && tree.pos(first - 1) == "PROPN" && tree[first - 1].iob == 'O' &&
               tree.sentence_of(first - 1) == tree.sentence_of(head))
            --first;
    }
    while (last > first + 1 && (tree.tag(last - 1) == "POS" || tree.pos(last - 1) == "PUNCT")) --last;
    while (first + 1 < last && tree.pos(first) == "DET") ++first;
    for (TokenIndex t = first; t < head; ++t)
        if (tree.is_dash(t)) first = t + 1;  // "16:10 - Noor said"
    return {first, last};
}

/// Newspapers give the title to physicians, save where they say what else somebody is.
bool is_doctor(std::string_view word) { return word == "dr" || word == "dr."; }

/// Surer than any apposition that is no office, less sure than what somebody is spokesman or head of.
constexpr double kRankSure = 0.7;

}  // namespace

/// "Dawn Brigades": newspapers are called by plain words, which stand in the names of others too.
bool PhraseReader::is_inside_name(const AliasMatch& m) const {
    const TokenIndex word = tree_.lower(m.first) == "the" ? m.first + 1 : m.first;
    if (m.alias->kind != AliasKind::body || m.last - word != 1 || words_.shape[word] == Shape::caps) return false;
    if (table_.bodies[m.alias->item].sector != "JRN" || m.last >= tree_.size() || tree_[m.last].iob != 'I') return false;
    const AliasMatch next = table_.exact(words_, m.last, m.last + 1, mask(AliasKind::role) | mask(AliasKind::keyword));
    if (!next || words_.shape[m.last] == Shape::lower) return false;
    const auto& list = next.alias->kind == AliasKind::role ? table_.roles : table_.keywords;
    return list[next.alias->item].sector != "JRN" && list[next.alias->item].sector != "BUS";
}

bool PhraseReader::is_title(const RoleItem& role, const AliasMatch& match) const {
    if (role.kind == RoleKind::light || role.kind == RoleKind::thing || role.kind == RoleKind::people) return false;
    // "Nazí Paikidze", "Ngo Xuan Lich": what is no office is written small before a name.
    return (role.kind != RoleKind::person && role.kind != RoleKind::body) || words_.shape[match.first] == Shape::lower;
}

AliasMatch PhraseReader::portfolio_before(TokenIndex start, TokenIndex low) const {
    constexpr TokenIndex kLongestPortfolio = 8;
    for (TokenIndex of = start; of > low && of + kLongestPortfolio > start; --of) {
        const TokenIndex t = of - 1;
        const std::string_view word = tree_.lower(t);
        if (word == "of" || word == "for") {
            const AliasMatch office = ending_at(t, low, mask(AliasKind::role));
            if (!office || t + 1 >= start || words_.shape[office.last - 1] != Shape::capital) return {};
            const RoleItem& role = table_.roles[office.alias->item];
            return role.kind == RoleKind::office && role.sector == "GOV" ? office : AliasMatch{};
        }
        // Portfolios are written with capitals: "Minister of Health and Social Affairs Ana Ruiz".
        const bool passes = words_.shape[t] == Shape::capital || word == "and" || word == "the" || word == "&";
        if (!passes) return {};
    }
    return {};
}

AliasMatch PhraseReader::person_around(TokenIndex head) const {
    constexpr TokenIndex kLongestPerson = 6;
    const TokenIndex low = std::max(sentence_first(head), head >= kLongestPerson ? head - kLongestPerson : 0);
    const TokenIndex high = std::min(sentence_last(head), head + kLongestPerson);
    for (TokenIndex s = low; s <= head; ++s) {
        const AliasMatch m = table_.longest(words_, s, high, mask(AliasKind::person));
        if (m && m.last > head && m.alias->words > 1) return m;
    }
    return {};
}

AliasMatch PhraseReader::title_before(TokenIndex start, TokenIndex low, std::string& country) const {
    if (const AliasMatch portfolio = portfolio_before(start, low)) return portfolio;
    AliasMatch title = ending_at(start, low, mask(AliasKind::role));
    // "They accused Boris Johnson": a verb is no title.
    if (title && (tree_.pos(title.last - 1) == "VERB" || tree_.pos(title.last - 1) == "AUX")) title = {};
    if (title || start <= low) return title;
    // "President of France Emmanuel Macron".
    const AliasMatch place = ending_at(start, low, kStates);
    if (!place || place.first <= low + 1) return {};
    TokenIndex of = place.first - 1;
    if (tree_.lower(of) == "the" && of > low) --of;
    if (tree_.lower(of) != "of" && tree_.lower(of) != "for" && tree_.lower(of) != "from") return {};
    title = ending_at(of, low, mask(AliasKind::role));
    if (title) {
        Before between;
        take(place, between);
        country = between.country;
    }
    return title;
}

void PhraseReader::add_title(Identity& id, const AliasMatch& title, const std::string& country, TokenIndex low,
                             bool base) const {
    const Before before = scan_left(title.first, low);
    const RoleItem& role = table_.roles[title.alias->item];
    Identity t = compose(role, false, before);
    if (t.country.empty()) t.country = country;
    // "Representative Kweisi Mfume" sits in a chamber; "the representative of ..." does not.
    if (t.role == "representative" && words_.shape[title.first] == Shape::capital && before.owner_sector.empty()) {
        t.sector = "LEG";
        t.generic = false;
    }
    const bool weak = t.generic || t.sector.empty();
    if (!t.country.empty() && (id.country.empty() || !weak)) id.country = t.country;
    id.rank = role.kind == RoleKind::rank;
    // A rank says nothing new of whom the base knows in an office.
    const bool outranked = id.rank && base && is_official_sector(id.sector);
    if (!t.sector.empty() && !outranked && (id.sector.empty() || id.sector == "UNK" || !weak)) {
        // Whom the base knows in no office on the day holds the one that the text gives him.
        const bool news = base && !t.former && is_official_sector(t.sector) && !is_official_sector(id.sector);
        id.sector = t.sector;
        id.role = t.role;
        id.former = t.former;
        id.generic = t.generic;
        id.rule = "title " + t.role;
        id.sure = id.rank ? kRankSure : news ? 1.0 : 0.9;
    }
    if (id.gender == '?') id.gender = t.gender;
}

/// "Senator Ron Wyden of Oregon", "Joanna Cherry of the Scottish National Party": where and of whom a person is.
void PhraseReader::add_origin(Identity& id, TokenIndex head, int depth) const {
    const bool serves =
        is_official_sector(id.sector) && id.sector != "LEG";  // "Sergeant Ana Ruiz, from Peru" need not there
    for (const TokenIndex prep : tree_.children(head)) {
        const std::string_view word = tree_.lower(prep);
        const bool from =
            prep > head && tree_.dep(prep) == "prep" && (word == "of" || (word == "from" && !serves) || word == "in");
        if (!from || depth >= 3 || !(id.country.empty() || id.sector.empty())) continue;
        const TokenIndex object = tree_.child(prep, {"pobj"});
        if (object == kNoToken) continue;
        const Identity whose = read(object, depth + 2);
        const bool body = whose.named && !whose.place && !whose.person && !whose.inanimate && word != "in";
        if (id.sector.empty() && body && (is_private_sector(whose.sector) || whose.sector == "LEG")) {
            id.sector = whose.sector;
            id.rule = "person of " + whose.name;
        }
        if (id.country.empty()) id.country = whose.country;
    }
}

// One pass over a name, front to back.
Identity PhraseReader::of_person(TokenIndex head, int depth) const {
    auto [first, last] = name_span(tree_, head);
    const TokenIndex low = sentence_first(head);
    // A name of the base stands for itself, wherever the entity begins or ends ("Mahinda [Rajapaksa]", "Foreign Minister
    // Park Jin").
    const AliasMatch whole = person_around(head);
    if (whole) std::tie(first, last) = std::pair(whole.first, whole.last);
    Identity id;
    id.person = id.named = true;
    id.rule = "person";
    id.sure = 0.4;
    bool doctor = false;
    // Titles that the entity swallowed ("President Donald Trump" as one PERSON).
    for (bool again = !whole; again && first + 1 < last;) {
        again = false;
        char gender = '?';
        if (is_honorific(fold_word(tree_.text(first)), gender)) {
            doctor = doctor || is_doctor(tree_.lower(first));
            if (gender != '?') id.gender = gender;
            ++first;
            again = true;
        } else if (const AliasMatch m = table_.longest(words_, first, last, mask(AliasKind::role));
                   m && m.last < last && is_title(table_.roles[m.alias->item], m)) {
            first = m.last;
            again = true;
        }
    }
    char gender = '?';
    TokenIndex start = first;
    while (start > low && is_honorific(fold_word(tree_.text(start - 1)), gender)) {
        if (gender != '?') id.gender = gender;
        --start;
        doctor = doctor || is_doctor(tree_.lower(start));
    }
    AliasMatch known = whole ? whole : table_.exact(words_, first, last, mask(AliasKind::person) | mask(AliasKind::surname));
    if (!known) {
        const AliasMatch part = table_.longest(words_, first, last, mask(AliasKind::person));
        if (part && part.last > head) known = part;
    }
    if (known) {
        const Identity base = of_base_person(table_.persons[known.alias->item]);
        const char said = id.gender;
        id = base;
        if (said != '?') id.gender = said;
    } else {
        id.name = std::string(tree_.annotated().text_of(first, last));
        if (id.gender == '?')
            if (const auto it = table_.given_names.find(fold_word(tree_.text(first)));
                it != table_.given_names.end() && last - first > 1)
                id.gender = it->second;
    }
    std::string of_country;
    if (const AliasMatch title = title_before(start, low, of_country);
        title && is_title(table_.roles[title.alias->item], title)) {
        add_title(id, title, of_country, low, static_cast<bool>(known));
    } else if (id.country.empty()) {
        const Before before = scan_left(start, low);
        id.country = !before.country.empty() ? before.country : before.owner_country;
        if (!before.owner_sector.empty() && id.sector.empty() && before.first + 4 >= start) id.sector = before.owner_sector;
    }
    if (id.role.empty() || id.sector.empty() || id.generic || !known) add_appositions(id, head, depth);
    add_origin(id, head, depth);
    if (id.sector.empty() && doctor) {
        id.sector = "MED";
        id.rule = "title Dr";
    }
    if (id.sector.empty()) {
        id.sector = "CVL";
        id.generic = true;
    }
    return id;
}

Identity PhraseReader::of_organisation(TokenIndex head) const {
    const auto [first, last] = name_span(tree_, head);
    Identity id;
    id.named = true;
    id.rule = "name";
    id.sure = 0.4;
    id.name = std::string(tree_.annotated().text_of(first, last));
    const std::string_view label = tree_[head].ent.view();
    std::string_view trade;  // "Association of Journalists"
    bool of_trade = false;
    // The last telling word counts most: "Bank of Lagos Workers' Union".
    for (TokenIndex i = first; i < last; ++i) {
        const unsigned kinds = mask(AliasKind::role) | mask(AliasKind::keyword);
        const AliasMatch m = table_.longest(words_, i, last, kinds);
        if (!m || words_.shape[i] == Shape::lower) continue;
        const bool keyword = m.alias->kind == AliasKind::keyword;
        const RoleItem& word = keyword ? table_.keywords[m.alias->item] : table_.roles[m.alias->item];
        if (!keyword && word.kind == RoleKind::office && m.alias->plural && is_trade(word.sector)) trade = word.sector;
        if (!keyword && word.kind != RoleKind::body) continue;
        of_trade = stands_for_its_trade(word);
        id.sector = word.sector;
        id.rule = "name with " + word.word;
        id.role = word.word;
        id.sure = 0.6;
        if (i + 2 < last && tree_.lower(m.last < last ? m.last : i) == "of" && !of_trade)
            break;  // "Ministry of ...": the first word rules
        i = m.last - 1;
    }
    if (of_trade && !trade.empty()) id.sector = trade;
    if (id.sector.empty() && first > sentence_first(head)) {
        // "The rebel Upper Nile Front".
        const AliasMatch creed = table_.exact(words_, first - 1, first, mask(AliasKind::role));
        if (creed && is_armed_sector(table_.roles[creed.alias->item].sector)) {
            id.sector = table_.roles[creed.alias->item].sector;
            id.rule = "name after " + table_.roles[creed.alias->item].word;
            id.sure = 0.6;
        }
    }
    for (TokenIndex i = first; i < last && id.country.empty(); ++i)
        if (const AliasMatch m = table_.longest(words_, i, last, kStates)) {
            Before b;
            take(m, b);
            id.country = b.country;
        }
    if (id.country.empty()) {
        const Before before = scan_left(first, sentence_first(head));
        id.country = !before.country.empty() ? before.country : before.owner_country;
        if (id.sector.empty()) id.sector = before.owner_sector;
    }
    if (label == "GPE" || label == "LOC") {
        id.place = true;
        id.sector = "GOV";
        if (id.country.empty()) id.country = place_country(first, last);
        id.rule = "place name";
    } else if (label == "FAC" && id.sector.empty()) {
        id.inanimate = true;
        id.sector = "CVL";
    } else if (label == "NORP" && id.sector.empty()) {
        id.sector = "CVL";
        id.person = true;
        id.plural = is_plural(head);
    }
    Identity with = id;
    add_appositions(with, head, 1);
    if (id.sector.empty()) return with;
    if (id.country.empty()) id.country = with.country;
    return id;
}

Identity PhraseReader::of_thing(TokenIndex head, int depth) const {
    Identity id;
    id.plural = is_plural(head);
    const std::string_view word = tree_.lemma(head);
    // Nouns for people that no list has: -ist, -man, -woman; and adjectives used as nouns ("the poor").
    static constexpr std::array<std::string_view, 7> tails = {"ologist", "crat",   "sman",  "swoman",
                                                              "speople", "monger", "keeper"};
    for (const std::string_view tail : tails)
        if (word.size() > tail.size() + 2 && word.ends_with(tail)) {
            id.person = true;
            id.generic = true;
            id.sector = "CVL";
            id.rule = "person noun";
            id.sure = 0.3;
            const Before before = scan_left(head, sentence_first(head));
            id.country = before.country.empty() ? before.owner_country : before.country;
            return id;
        }
    id.inanimate = true;
    id.rule = "thing";
    const Before before = scan_left(head, sentence_first(head));
    id.country = before.country.empty() ? before.owner_country : before.country;
    if (tree_.pos(head) == "PROPN") {
        id.name = std::string(tree_.annotated().text_of(head));
        id.named = true;
    }
    add_appositions(id, head, depth);
    if (id.person) id.inanimate = false;
    return id;
}

}  // namespace newshound::events
