#include "events/party_choice.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <set>
#include <span>
#include <tuple>

#include "events/adjunct.h"
#include "events/ontology.h"
#include "events/ranker.h"

namespace newshound::events {

namespace {

const std::string kNone;
constexpr std::size_t kToldBefore = 4;  // earlier deeds of the type whose parties are readings
constexpr std::size_t kToldAfter = 2;   // later ones
constexpr std::size_t kFarthest = 300;  // tokens back to the last mention of a figure
constexpr std::size_t kMostFigures = 8;
constexpr std::size_t kMostMentions = 10;  // of a deed, before and after the one at hand
constexpr double kSurer = 2.0;             // what the clause gives stands unless something else is so many times likelier
constexpr double kSureOfNew = 0.33;        // share of the weight that a party has to have where the clause gives none
constexpr double kOthers = 0.6;            // what another mention of the deed counts beside the deed's own
constexpr double kUnseen = 0.02;           // share of a party that a mention does not have among its readings

const KeyMap<double>& fitted_weights() {
    static const KeyMap<double>& weights = ranker_weights("parties/weights.tsv");
    return weights;
}

const std::vector<Party>& side_of(const Event& e, Side side) { return side == Side::actor ? e.actors : e.recipients; }
std::vector<Party>& side_of(Event& e, Side side) { return side == Side::actor ? e.actors : e.recipients; }
Side other_side(Side side) { return side == Side::actor ? Side::recipient : Side::actor; }

bool same_codes(const Party& a, const Party& b) { return a.country == b.country && a.sector == b.sector; }

/// True if one of the listed parties is meant.
bool among(const std::vector<Party>& list, const Party& p) {
    return std::any_of(list.begin(), list.end(), [&](const Party& q) { return same_party(p, q) || same_codes(p, q); });
}

std::string codes_of(const std::vector<Party>& parties, const std::string* country = nullptr, std::string_view sector = {}) {
    const auto code = [&](const Party& p) {
        std::string out = country ? *country : p.country;
        out += '.';
        out += sector.empty() ? std::string_view(p.sector) : sector;
        return out;
    };
    if (parties.size() == 1) return code(parties.front());
    std::set<std::string> codes;
    for (const Party& p : parties) codes.insert(code(p));
    std::string out;
    for (const std::string& c : codes) out += (out.empty() ? "" : "|") + c;
    return out;
}

/// The listed parties, with another country or sector where one is given.
PartyReading reading_of(const std::vector<Party>& list, const std::string* country = nullptr, std::string_view sector = {}) {
    PartyReading r;
    r.list = &list;
    r.country = country;
    r.sector = sector;
    return r;
}

bool is_lent(const Identity& id) { return id.rule.find("; country of the article") != std::string::npos; }

/// How sure a mention's link to its deed is.
double sure_link(const Event& e) { return e.same_share > 0 ? e.same_share : 1; }

std::uint64_t span_key(std::uint32_t begin, std::uint32_t end) { return std::uint64_t{begin} << 32 | end; }

/// True if `best` may replace what the clause gave ("" = nobody): a wrong party is worse than none, and the clause's own
/// words stand unless something else is clearly likelier.
template <class Shares>
bool is_sure(const Shares& shares, std::string_view best, const std::string& given) {
    if (best == given) return false;
    const auto own = shares.find(std::string_view(given));
    return shares.find(best)->second > (given.empty() ? kSureOfNew : own == shares.end() ? 0 : kSurer * own->second);
}

}  // namespace

const std::vector<Party>& PartyChooser::Question::given() const { return side_of(*event, side); }
const std::vector<Party>& PartyChooser::Question::others() const { return side_of(*event, other_side(side)); }

PartyChooser::PartyChooser(const Tree& tree, const Cast& cast, const Parties& parties, const Offices& offices, bool explain)
    : tree_(tree), cast_(cast), parties_(parties), offices_(offices), explain_(explain) {
    const auto& mentions = cast.mentions();
    cached_.resize(mentions.size());
    first_mention_.assign(tree.annotated().sentences.size() + 1, mentions.size());
    for (std::size_t m = mentions.size(); m-- > 0;) {
        mention_at_.emplace_back(span_key(mentions[m].begin, mentions[m].end), m);
        first_mention_[tree.sentence_of(mentions[m].head)] = m;
    }
    for (std::size_t s = first_mention_.size() - 1; s-- > 0;)
        first_mention_[s] = std::min(first_mention_[s], first_mention_[s + 1]);
    std::sort(mention_at_.begin(), mention_at_.end());
    for (std::size_t m = 0; m < mentions.size(); ++m) {
        if (mentions[m].chain < 0) continue;
        const auto chain = static_cast<std::size_t>(mentions[m].chain);
        if (figures_.size() <= chain) figures_.resize(chain + 1);
        Figure& figure = figures_[chain];
        figure.mentions.push_back(m);
        figure.as_subject += tree.has_dep(mentions[m].head, {"nsubj", "nsubjpass"});
        figure.early = figure.early || tree.sentence_of(mentions[m].head) < 3;
    }
}

std::vector<Party> PartyReading::parties() const {
    if (!list) return {};
    auto out = *list;
    for (Party& p : out) {
        if (country) p.country = *country;
        if (!sector.empty()) p.sector = sector;
    }
    return out;
}

/// What speaks for one reading: adds up the weights of its own facts, keeps their words where somebody asks for them.
class PartyChooser::Case {
public:
    Case(std::string_view kind, bool spell) : kind_(kind), key_(fact_key(kind)), spell_(spell) {}
    template <typename... Pieces>
    void add(const Pieces&... pieces) {
        weigh(fact_key(pieces...));
        if (spell_) words_.push_back(make_fact(true, pieces...).words);
    }
    void weigh(WordKey fact) {
        if (const double* weight = weights_.find(feature_key(key_, fact))) score_ += *weight;
    }
    void weigh_kind() {
        if (const double* weight = weights_.find(key_)) score_ += *weight;
    }
    [[nodiscard]] std::string_view kind() const { return kind_; }
    [[nodiscard]] double score() const { return score_; }
    [[nodiscard]] const std::vector<std::string>& words() const { return words_; }

private:
    const KeyMap<double>& weights_ = fitted_weights();
    std::string_view kind_;
    WordKey key_;
    bool spell_;
    double score_ = 0;
    std::vector<std::string> words_;
};

void PartyChooser::add(Question& q, const Case& own, PartyReading r) const {
    // What the event itself speaks for is the same for all readings of a kind.
    auto known = std::find_if(q.of_kind.begin(), q.of_kind.end(), [&](const auto& k) { return k.first == own.kind(); });
    if (known == q.of_kind.end()) {
        Case event(own.kind(), false);
        event.weigh_kind();
        for (const Fact& f : q.facts) event.weigh(f.key);
        known = q.of_kind.insert(known, {own.kind(), event.score()});
    }
    r.score = known->second + own.score();
    if (r.list) r.value = codes_of(*r.list, r.country, r.sector);
    if (spell_) {
        r.features.emplace_back(own.kind());
        for (const Fact& f : q.facts) r.features.push_back(std::string(own.kind()) + "|" + f.words);
        for (const std::string& words : own.words()) r.features.push_back(std::string(own.kind()) + "|" + words);
    }
    q.readings.push_back(std::move(r));
}

TokenIndex PartyChooser::token_at(std::uint32_t begin) const {
    const auto& tokens = tree_.annotated().tokens;
    const auto it =
        std::lower_bound(tokens.begin(), tokens.end(), begin, [](const Token& t, std::uint32_t b) { return t.begin < b; });
    return static_cast<TokenIndex>(it - tokens.begin());
}

/// Labels on the way between two tokens of one sentence: "<dobj>prep:of>pobj"; "" across sentences, "far" where it is long.
std::string PartyChooser::path(TokenIndex from, TokenIndex to) const {
    constexpr int kLongest = 4;
    if (from >= tree_.size() || to >= tree_.size() || tree_.sentence_of(from) != tree_.sentence_of(to)) return "";
    std::string up, down;
    TokenIndex top = from;
    for (int steps = 0; !tree_.dominates(top, to); ++steps) {
        if (steps == kLongest || tree_.is_root(top)) return "far";
        up += "<" + std::string(tree_[top].dep.view());
        top = tree_.head(top);
    }
    int steps = 0;
    for (TokenIndex i = to; i != top; i = tree_.head(i)) {
        if (++steps > kLongest) return "far";
        std::string label = ">" + std::string(tree_[i].dep.view());
        if (label == ">prep") label += ":" + std::string(tree_.lower(i));
        down.insert(0, label);
    }
    return up + down;
}

void PartyChooser::note_event(Question& q) const {
    const Event& e = *q.event;
    const bool known = q.trigger < tree_.size();
    const std::string_view how = known ? telling(tree_, q.trigger) : "none";
    const std::string_view passive = known && tree_.child(q.trigger, {"nsubjpass", "auxpass"}) != kNoToken ? "+passive" : "";
    const std::string_view given = q.given().empty() ? "+no" : "+yes", other = q.others().empty() ? "+no" : "+yes";
    q.facts = {fact(q.who, "type=", e.type),        fact(q.who, "mode=", e.type, "/", e.mode),
               fact(q.who, "tell=", how, passive),  fact(q.who, "type+tell=", e.type, "+", how, passive),
               fact(q.who, "given=", given, other), fact(q.who, "type+given=", e.type, given, other),
               fact(q.who, "cameo=", e.cameo)};
}

const Mention* PartyChooser::mention_of(const Party& party) const {
    const auto key = std::pair(span_key(party.begin, party.end), std::size_t{0});
    const auto it = std::lower_bound(mention_at_.begin(), mention_at_.end(), key);
    return it != mention_at_.end() && it->first == key.first ? &cast_.mentions()[it->second] : nullptr;
}

/// Countries that a party of the event may be of, each with what speaks for it.
std::map<std::string, std::vector<std::string_view>> PartyChooser::countries_near(const Question& q) const {
    std::map<std::string, std::vector<std::string_view>> out;
    const auto add = [&](const std::string& country, std::string_view source) {
        if (country.empty()) return;
        auto& sources = out[country];
        if (std::find(sources.begin(), sources.end(), source) == sources.end()) sources.push_back(source);
    };
    for (const Party& p : q.others()) add(p.country, "other");
    add(q.event->where_country, "place");
    add(cast_.home(), "home");
    const auto here = static_cast<std::size_t>(q.event->sentence);
    const auto& mentions = cast_.mentions();
    for (std::size_t m = first_mention_[here == 0 ? 0 : here - 1]; m < mentions.size(); ++m) {
        const std::size_t s = tree_.sentence_of(mentions[m].head);
        if (s > here) break;
        const Identity& id = mentions[m].identity;
        if (id.country.empty() || is_lent(id)) continue;
        add(id.country, s == here ? (id.place ? "sentence-place" : "sentence") : "sentence-before");
    }
    return out;
}

void PartyChooser::add_given(Question& q) const {
    const auto& given = q.given();
    if (given.empty()) return;
    const Event& e = *q.event;
    const Party& first = given.front();
    const Mention* mention = mention_of(first);
    const std::string_view origin = mention && is_lent(mention->identity) ? "lent"
                                    : first.country.empty()               ? "no-country"
                                                                          : "own-country";
    std::string kind = mention == nullptr          ? "thing"
                       : mention->pronoun          ? "pronoun"
                       : mention->identity.named   ? "named"
                       : mention->identity.generic ? "generic"
                                                   : "common";
    if (mention && !mention->identity.entity.empty()) kind += "+base";
    const std::string way = path(q.trigger, token_at(first.begin));
    Case facts("clause", spell_);
    facts.add(q.who, "sector=", first.sector);
    facts.add(q.who, "type+sector=", e.type, "+", first.sector);
    facts.add(q.who, "mode+sector=", e.type, "/", e.mode, "+", first.sector);
    facts.add("number=", bucket(given.size()));
    facts.add("origin=", origin);
    facts.add("kind=", kind);
    facts.add("sector+origin=", first.sector, "+", origin);
    facts.add(way.empty() ? "elsewhere" : "here");
    facts.add(q.who, "path=", way);
    if (!q.others().empty())
        facts.add(q.others().front().country == first.country ? "country-of-other" : "country-not-of-other");
    q.near = countries_near(q);
    const auto& near = q.near;
    if (const auto it = near.find(first.country); it != near.end()) {
        for (const auto& source : it->second) facts.add("country-of-", source, "+", origin);
    } else {
        facts.add("country-of-nothing+", origin);
    }
    add(q, facts, reading_of(given));
    add_variants(q, origin, kind);
}

/// The clause's parties with another country or sector than their own words gave.
void PartyChooser::add_variants(Question& q, std::string_view origin, std::string_view kind) const {
    const auto& given = q.given();
    const Party& first = given.front();
    const std::string& type = q.event->type;
    if (origin != "own-country" || kind == "generic" || kind == "thing" || kind == "pronoun") {
        for (const auto& [country, sources] : q.near) {
            if (country == first.country) continue;
            Case facts("country", spell_);
            facts.add("origin=", origin);
            facts.add("kind=", kind);
            facts.add("sector=", first.sector);
            facts.add(q.who, "type=", type);
            for (const std::string_view source : sources) {
                facts.add("from=", source);
                facts.add("from=", source, "+", origin);
                facts.add("from=", source, "+", first.sector);
                facts.add(q.who, "from=", source, "+", type);
            }
            add(q, facts, reading_of(given, &country));
        }
        if (!first.country.empty()) {
            Case facts("stateless", spell_);
            facts.add("origin=", origin);
            facts.add("kind=", kind);
            facts.add("sector=", first.sector);
            facts.add(q.who, "sector=", first.sector);
            facts.add(q.who, "type+sector=", type, "+", first.sector);
            add(q, facts, reading_of(given, &kNone));
        }
    }
    // A thing or a count that nobody is named for: whose, of which country.
    if (first.country.empty() && first.sector == "UNK")
        for (const auto& [country, sources] : q.near)
            for (const std::string_view sector : {"CVL", "BUS", "GOV", "MIL", "REB", "CRM"}) {
                Case facts("filled", spell_);
                facts.add(q.who, "sector=", sector);
                facts.add(q.who, "type+sector=", type, "+", sector);
                facts.add(q.who, "mode+sector=", type, "/", q.event->mode, "+", sector);
                facts.add("kind=", kind);
                facts.add("kind+sector=", kind, "+", sector);
                for (const std::string_view source : sources) {
                    facts.add("from=", source);
                    facts.add(q.who, "from=", source, "+", type);
                }
                add(q, facts, reading_of(given, &country, sector));
            }
    for (const std::string_view sector :
         {"CVL", "CRM", "UAF", "MIL", "COP", "GOV", "LEG", "JUD", "ELI", "PTY", "SOC", "BUS", "REB", "UNK"}) {
        if (first.sector == sector) continue;
        const std::string step = first.sector + ">" + std::string(sector);
        Case facts("sector", spell_);
        facts.add(step);
        facts.add(step, "+", kind);
        facts.add(q.who, step);
        facts.add(q.who, step, "+", type);
        facts.add(q.who, step, "+", type, "/", q.event->mode);
        facts.add(step, "+", origin);
        add(q, facts, reading_of(given, nullptr, sector));
    }
}

void PartyChooser::add_told(Question& q, const std::vector<Event>& events) const {
    std::set<std::string> seen;
    std::size_t rank = 0;
    for (std::size_t b = q.at; b-- > 0 && rank < kToldBefore;)
        if (add_told_deed(q, events[b], "told", rank, seen)) ++rank;
    rank = 0;
    for (std::size_t b = q.at + 1; b < events.size() && rank < kToldAfter; ++b)
        if (add_told_deed(q, events[b], "told-after", rank, seen)) ++rank;
}

/// The parties that another deed of the type has on this side; false if it has none.
bool PartyChooser::add_told_deed(Question& q, const Event& told, std::string_view kind, std::size_t rank,
                                 std::set<std::string>& seen) const {
    const Event& e = *q.event;
    const auto& list = side_of(told, q.side);
    if (list.empty() || told.type != e.type) return false;
    if (std::any_of(list.begin(), list.end(), [&](const Party& p) { return only_tells(q, p); })) return true;
    if (!seen.insert(codes_of(list)).second) return true;
    const std::string& sector = list.front().sector;
    const auto apart = static_cast<std::size_t>(std::abs(e.sentence - told.sentence));
    Case facts(kind, spell_);
    facts.add("rank=", bucket(rank));
    facts.add("apart=", bucket(apart));
    facts.add("sector=", sector);
    facts.add("type+sector=", e.type, "+", sector_group(sector));
    if (told.trigger == e.trigger) facts.add("same-word");
    if (told.mode == e.mode) facts.add("same-mode");
    if (told.mode == e.mode && told.trigger == e.trigger) facts.add("same-word+mode");
    if (!e.same_as.empty() && e.same_as == told.same_as) facts.add("same-deed");
    // "Killed six in an airstrike": one deed in two words of a clause.
    if (apart == 0)
        if (const std::string way = path(q.trigger, token_at(told.begin)); way != "far") {
            facts.add("path=", way);
            facts.add(q.who, "path=", way);
        }
    const auto& now = q.others();
    const auto& then = side_of(told, other_side(q.side));
    if (!now.empty() && !then.empty()) facts.add(codes_of(now) == codes_of(then) ? "other-agrees" : "other-differs");
    if (std::any_of(list.begin(), list.end(), [&](const Party& p) { return among(now, p); })) facts.add("is-other");
    add(q, facts, reading_of(list));
    return true;
}

/// The other mentions of each event's deed, the nearest kMostMentions before and after it.
void PartyChooser::find_mentions(const std::vector<Event>& events) {
    told_by_.assign(events.size(), {});
    std::map<std::string_view, std::vector<std::size_t>> deeds;
    for (std::size_t b = 0; b < events.size(); ++b)
        if (!events[b].same_as.empty()) deeds[events[b].same_as].push_back(b);
    for (const auto& [deed, list] : deeds)
        for (std::size_t at = 0; at < list.size(); ++at)
            for (std::size_t other = at - std::min(at, kMostMentions); other < std::min(list.size(), at + kMostMentions + 1);
                 ++other)
                if (other != at) told_by_[list[at]].push_back(list[other]);
}

/// Whom the other mentions of this deed name on this side in their own words: nearest first, how many of them agree.
void PartyChooser::add_same(Question& q, const std::vector<Event>& events) const {
    if (q.event->same_as.empty()) return;
    struct Named {
        std::size_t apart;
        const std::vector<Party>* list;
        std::size_t times;
        double sure;  ///< of the link
    };
    const auto sure_of = [&](std::size_t b) { return std::min(sure_link(*q.event), sure_link(events[b])); };
    std::vector<Named> named;
    std::size_t mentions = 0;
    for (const std::size_t b : told_by_[q.at]) {
        ++mentions;
        const auto& list = first_[b][static_cast<std::size_t>(q.side)];
        if (list.empty()) continue;
        const std::size_t apart = b < q.at ? q.at - b : b - q.at;
        const std::string codes = codes_of(list);
        const auto known =
            std::find_if(named.begin(), named.end(), [&](const Named& n) { return codes_of(*n.list) == codes; });
        if (known == named.end()) {
            named.push_back({apart, &list, 1, sure_of(b)});
        } else {
            ++known->times;
            if (apart < known->apart) *known = {apart, &list, known->times, known->sure};
            known->sure = std::max(known->sure, sure_of(b));
        }
    }
    std::stable_sort(named.begin(), named.end(), [](const Named& a, const Named& b) { return a.apart < b.apart; });
    const std::string_view given = q.given().empty() ? "no" : "yes";
    for (std::size_t rank = 0; rank < named.size() && rank < kToldBefore; ++rank) {
        const auto& list = *named[rank].list;
        const std::string_view group = sector_group(list.front().sector);
        Case facts("same", spell_);
        facts.add("rank=", bucket(rank), "+", given);
        facts.add("times=", bucket(named[rank].times), "+", bucket(mentions));
        facts.add("others=", bucket(named.size()), "+", given);
        facts.add("times+others=", bucket(named[rank].times), "+", bucket(named.size()));
        facts.add("sure=",
                  named[rank].sure < 0.5   ? "5"
                  : named[rank].sure < 0.7 ? "7"
                  : named[rank].sure < 0.9 ? "9"
                                           : "10",
                  "+", given);
        facts.add(q.who, "type=", q.event->type, "+", given);
        facts.add(q.who, "group=", group);
        facts.add("sector=", list.front().sector);
        facts.add(list.front().country.empty() ? "no-country" : "country");
        if (among(q.others(), list.front())) facts.add("is-other");
        add(q, facts, reading_of(list));
    }
    // What the clause itself gives has to stand against what the others say.
    if (!q.given().empty()) {
        const std::string own = codes_of(q.given());
        std::size_t agree = 0;
        for (const Named& n : named)
            if (codes_of(*n.list) == own) agree = n.times;
        Case facts("clause-same", spell_);
        facts.add("agree=", bucket(agree), "+", bucket(mentions));
        facts.add("others=", bucket(named.size()));
        add(q, facts, reading_of(q.given()));
    }
}

/// True for whoever says that somebody did it: he is no doer of a deed that is not done by words.
bool PartyChooser::only_tells(const Question& q, const Party& party) const {
    if (q.side != Side::actor || is_speech(q.event->type) || q.event->type == "CONSULT") return false;
    return std::any_of(q.event->attribution.begin(), q.event->attribution.end(),
                       [&](const EventAttribution& a) { return !a.speaker.empty() && a.speaker == party.name; });
}

bool PartyChooser::was(Side side, const Party& party, std::string_view type) const {
    const auto& table = before_[static_cast<std::size_t>(side)];
    return table.contains(fact_key(party.name, "\n", type)) ||
           table.contains(fact_key(party.country, ".", party.sector, "\n", type));
}

void PartyChooser::remember(const Event& event) {
    for (const Side side : {Side::actor, Side::recipient})
        for (const Party& p : side_of(event, side)) {
            KeySet& table = before_[static_cast<std::size_t>(side)];
            for (const std::string_view type : {std::string_view(), std::string_view(event.type)}) {
                table.insert(fact_key(p.name, "\n", type));
                table.insert(fact_key(p.country, ".", p.sector, "\n", type));
            }
        }
}

PartyChooser::Case PartyChooser::figure_facts(const Question& q, const Figure& figure, const Mention& mention,
                                              const Party& party) const {
    const Event& e = *q.event;
    const std::size_t here = tree_.sentence_of(q.trigger), there = tree_.sentence_of(mention.head);
    const std::string_view group = sector_group(party.sector);
    const std::string_view back = mention.head > q.trigger ? "after" : bucket(here - there);
    const std::string_view given = q.given().empty() ? "no" : "yes", how = telling(tree_, q.trigger);
    const std::string_view form = mention.identity.named ? "named" : mention.pronoun ? "pronoun" : "common";
    Case facts("figure", spell_);
    facts.add(q.who, "back=", back);
    facts.add(q.who, "sector=", party.sector);
    facts.add(q.who, "type+sector=", e.type, "+", party.sector);
    facts.add(q.who, "type+group=", e.type, "+", group);
    facts.add(q.who, "type+back=", e.type, "+", back);
    facts.add(q.who, "dep=", tree_[mention.head].dep.view(), "+", back);
    facts.add(q.who, given, "+dep=", tree_[mention.head].dep.view(), "+", back);
    facts.add(q.who, given, "+group=", group, "+", back);
    facts.add(q.who, "tell+dep=", how, "+", tree_[mention.head].dep.view(), "+", back);
    facts.add("count=", bucket(figure.mentions.size()));
    facts.add("as-subject=", bucket(figure.as_subject));
    facts.add(q.who, party.country.empty() ? "no-country" : party.country == cast_.home() ? "home" : "foreign");
    facts.add(form, mention.identity.place ? "+place" : "");
    if (const std::string way = path(q.trigger, mention.head); !way.empty()) {
        facts.add(q.who, "path=", way);
        facts.add(q.who, "relation=", clause_relation(tree_, q.trigger, mention.head));
    }
    if (figure.early) facts.add("early");
    if (mention.identity.plural) facts.add("plural");
    const auto& others = q.others();
    if (among(others, party)) facts.add(q.who, "is-other");
    if (!others.empty()) {
        facts.add(q.who, "other-sector=", others.front().sector, "+", group);
        if (!party.country.empty())
            facts.add(q.who, others.front().country == party.country ? "country-of-other" : "country-not-of-other");
    }
    if (was(Side::actor, party, "")) facts.add(q.who, "acted-before");
    if (was(Side::recipient, party, "")) facts.add(q.who, "suffered-before");
    if (was(q.side, party, e.type)) facts.add(q.who, "same-role-before");
    for (const EventAttribution& a : e.attribution)
        if (!a.speaker.empty() && a.speaker == party.name) facts.add(q.who, "speaker");
    return facts;
}

/// The party that a mention names, with what the article's deeds told of it; empty if none that says anything.
const std::vector<Party>& PartyChooser::figure_party(std::size_t mention) const {
    auto& known = cached_[mention];
    if (known) return *known;
    known.emplace();
    auto party = parties_.party(cast_.mentions()[mention].head, false, explain_);
    if (!party) return *known;
    for (const std::string& key : keys_of(*party))
        if (const auto it = settled_.find(key); it != settled_.end()) {
            std::tie(party->country, party->sector) = it->second;
            break;
        }
    if (!party->country.empty() || (party->sector != "UNK" && !party->sector.empty())) known->push_back(std::move(*party));
    return *known;
}

void PartyChooser::add_figures(Question& q) const {
    struct Near {
        std::size_t distance;
        const Figure* figure;
        const Mention* mention;
    };
    std::vector<Near> near;
    const auto& mentions = cast_.mentions();
    const std::size_t here = tree_.sentence_of(q.trigger);
    for (const Figure& figure : figures_) {
        // The mention nearest to the deed: in its sentence, else the last before it.
        Near found{kFarthest, &figure, nullptr};
        const auto after = std::partition_point(figure.mentions.begin(), figure.mentions.end(),
                                                [&](std::size_t m) { return mentions[m].head < q.trigger; });
        for (auto it = after == figure.mentions.begin() ? after : after - 1; it != figure.mentions.end(); ++it) {
            const TokenIndex head = mentions[*it].head;
            if (head > q.trigger && tree_.sentence_of(head) != here) break;
            const std::size_t distance = head > q.trigger ? head - q.trigger : q.trigger - head;
            if (distance > found.distance || mentions[*it].phrase.contains(q.trigger)) continue;
            found.distance = distance;
            found.mention = &mentions[*it];
        }
        if (found.mention) near.push_back(found);
    }
    std::stable_sort(near.begin(), near.end(), [](const Near& a, const Near& b) { return a.distance < b.distance; });
    std::size_t taken = 0;
    std::map<std::string, std::size_t> by_group;
    for (const Near& n : near) {
        const auto& named = figure_party(static_cast<std::size_t>(n.mention - mentions.data()));
        if (named.empty()) continue;
        Party party = named.front();
        if (only_tells(q, party)) continue;
        const std::string_view office = offices_.at(*q.event, party, q.side == Side::actor);
        if (!office.empty()) party.sector = office;
        Case facts = figure_facts(q, *n.figure, *n.mention, party);
        facts.add(q.who, "rank=", bucket(taken));
        facts.add(q.who, "group-rank=", bucket(by_group[std::string(sector_group(party.sector))]++), "+",
                  q.given().empty() ? "no" : "yes");
        add(q, facts, reading_of(named, nullptr, office));
        if (++taken == kMostFigures) break;
    }
}

PartyChooser::Question PartyChooser::ask(const std::vector<Event>& events, std::size_t at, Side side) const {
    Question q;
    q.event = &events[at];
    q.at = at;
    q.side = side;
    q.trigger = token_at(q.event->begin);
    q.who = side == Side::actor ? "A:" : "R:";
    note_event(q);
    add_given(q);
    add(q, Case("none", spell_), {});
    add_told(q, events);
    add_same(q, events);
    if (q.trigger < tree_.size()) add_figures(q);
    return q;
}

/// What most deeds say of a party; not those of long ago, when a person of the base may have held another office.
void PartyChooser::note_settled(const std::vector<Event>& events) {
    std::map<std::string, std::map<std::pair<std::string, std::string>, std::size_t>, std::less<>> votes;
    for (const Event& e : events)
        for (const auto* list : {&e.actors, &e.recipients})
            for (const Party& p : *list)
                if (!(e.historical && p.entity.starts_with("person:")))
                    for (const std::string& key : keys_of(p)) ++votes[key][{p.country, p.sector}];
    for (const auto& [key, of] : votes)
        settled_.emplace(key, std::max_element(of.begin(), of.end(), [](const auto& a, const auto& b) {
                                  return a.second < b.second;
                              })->first);
}

void PartyChooser::settle(std::vector<Event>& events, const Watch& watch) {
    spell_ = static_cast<bool>(watch);
    const bool fitted = !fitted_weights().empty();
    if (!fitted && !watch) return;
    note_settled(events);
    first_.clear();
    for (const Event& e : events) first_.push_back({e.actors, e.recipients});
    find_mentions(events);
    for (std::size_t at = 0; at < events.size(); ++at) {
        Event& e = events[at];
        // Who met, clashed or talked with each other stands on both sides: the clause said so.
        const bool mutual = e.actors.size() > 1 && codes_of(e.actors) == codes_of(e.recipients);
        for (const Side side : {Side::actor, Side::recipient}) {
            Question q = ask(events, at, side);
            if (watch) watch(e, side, q.readings);
            if (!fitted || mutual) continue;
            const auto shares = shares_of(q.readings);
            const PartyReading& best = q.readings[best_of(q.readings, shares)];
            if (!e.same_as.empty()) keep_answers(q, shares);
            auto& list = side_of(e, side);
            if (!is_sure(shares, best.value, codes_of(list))) continue;
            list = best.parties();
            if (explain_)
                e.why.push_back({side == Side::actor ? "actors" : "recipients", "the likeliest whom the article has at hand",
                                 e.trigger});
        }
        remember(e);
    }
    settle_together(events);
}

/// Keeps how likely each party of a mention is, for settle_together().
void PartyChooser::keep_answers(const Question& q, const std::map<std::string_view, double>& shares) {
    constexpr double kSmallest = 0.01;
    auto& answers = answers_[q.event->same_as][static_cast<std::size_t>(q.side)].emplace_back();
    answers.event = q.at;
    for (const auto& [value, share] : shares) {
        if (share < kSmallest && value != codes_of(q.given())) continue;
        const PartyReading* best = nullptr;
        for (const PartyReading& r : q.readings)
            if (r.value == value && (!best || r.score > best->score)) best = &r;
        answers.shares[std::string(value)] = share;
        answers.parties[std::string(value)] = best->parties();
    }
}

/// How likely each party is by all mentions of a deed: the own readings of the one at hand, and those of the others as far
/// as the links are sure.
std::map<std::string, double, std::less<>> PartyChooser::pooled(const Answers& own, std::span<const Answers> mentions,
                                                                const std::vector<Event>& events) {
    std::map<std::string, double, std::less<>> shares;
    for (const Answers& m : mentions)
        for (const auto& [value, share] : m.shares) shares[value] = 0;
    double top = -1e300, all = 0;
    for (auto& [value, score] : shares) {
        for (const Answers& m : mentions) {
            const auto it = m.shares.find(value);
            const double sure = std::min(sure_link(events[m.event]), sure_link(events[own.event]));
            score += (&m == &own ? 1 : kOthers * std::max(0.0, 2 * sure - 1)) *
                     std::log(kUnseen + (it == m.shares.end() ? 0 : it->second));
        }
        top = std::max(top, score);
    }
    for (auto& [value, share] : shares) all += share = std::exp(share - top);
    for (auto& [value, share] : shares) share /= all;
    return shares;
}

/// The mentions of one deed have the same parties: each is settled with what the others find likely.
void PartyChooser::settle_together(std::vector<Event>& events) {
    const auto settle_one = [&](Side side, const Answers& own, std::span<const Answers> mentions) {
        const auto shares = pooled(own, mentions, events);
        const std::string& best = std::max_element(shares.begin(), shares.end(), [](const auto& a, const auto& b) {
                                      return a.second < b.second;
                                  })->first;
        Event& e = events[own.event];
        const auto& given = first_[own.event][static_cast<std::size_t>(side)];
        auto& list = side_of(e, side);
        if (!is_sure(shares, best, codes_of(given))) {
            list = given;
            return;
        }
        if (codes_of(list) == best) return;
        const auto names_it = [&](const Answers& m) { return m.parties.contains(best); };
        list = names_it(own) ? own.parties.at(best)
                             : std::find_if(mentions.begin(), mentions.end(), names_it)->parties.at(best);
        if (explain_)
            e.why.push_back(
                {side == Side::actor ? "actors" : "recipients", "the likeliest by all mentions of the deed", e.trigger});
    };
    for (const auto& [deed, sides] : answers_)
        for (const Side side : {Side::actor, Side::recipient}) {
            const std::span<const Answers> mentions = sides[static_cast<std::size_t>(side)];
            for (std::size_t at = 0; mentions.size() > 1 && at < mentions.size(); ++at) {
                const std::size_t from = at - std::min(at, kMostMentions);
                settle_one(side, mentions[at],
                           mentions.subspan(from, std::min(mentions.size(), at + kMostMentions + 1) - from));
            }
        }
}

}  // namespace newshound::events
