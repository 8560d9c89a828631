#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include "base/hash.h"
#include "base/text.h"
#include "events/actor_table.h"
#include "events/actors.h"
#include "events/attributions.h"
#include "events/cast.h"
#include "events/deed_judge.h"
#include "events/deed_memory.h"
#include "events/deed_roles.h"
#include "events/events.h"
#include "events/fit_lines.h"
#include "events/lexicon.h"
#include "events/matcher.h"
#include "events/modality.h"
#include "events/ontology.h"
#include "events/parties.h"
#include "events/party_choice.h"
#include "events/place.h"
#include "events/quantity.h"
#include "events/roles.h"
#include "events/same_deed.h"
#include "events/sayings.h"
#include "events/sphere.h"
#include "events/triggers.h"
#include "events/when.h"

namespace newshound::events {

struct Coder::Knowledge {
    Lexicon lexicon;
    CueWords cues;
    Ontology ontology;
    ActorBase actors;
    DeedRoles deed_roles;
    Spheres spheres;
    const Gazetteer* gazetteer = nullptr;
};

namespace {

constexpr double kSureOfAuxiliary = 0.6;  // of what an auxiliary makes of any verb, which the judge does not know
constexpr double kSureScale = 0.85;       // the judge is a little too sure on articles that it was not fitted on

const std::vector<Path>& default_actor(WordClass word_class) {
    static const std::vector<Path> verb = {{Path::Kind::subj, {}}};
    static const std::vector<Path> noun = {
        {Path::Kind::poss, {}}, {Path::Kind::by, {}}, {Path::Kind::mod, {}}, {Path::Kind::govsubj, {}}};
    static const std::vector<Path> none;
    return word_class == WordClass::verb ? verb : word_class == WordClass::noun ? noun : none;
}

const std::vector<Path>& default_recipient(WordClass word_class) {
    static const std::vector<Path> verb = {{Path::Kind::obj, {}}};
    static const std::vector<Path> noun = {
        {Path::Kind::prep, "against"}, {Path::Kind::prep, "on"},   {Path::Kind::of, {}},    {Path::Kind::prep, "to"},
        {Path::Kind::prep, "for"},     {Path::Kind::prep, "with"}, {Path::Kind::govobj, {}}};
    static const std::vector<Path> none;
    return word_class == WordClass::verb ? verb : word_class == WordClass::noun ? noun : none;
}

/// One article's coding: the structures that all its events share.
class ArticleCoder {
public:
    ArticleCoder(const Coder::Knowledge& knowledge, const Annotated& annotated, Options options)
        : knowledge_(knowledge),
          annotated_(annotated),
          options_(options),
          tree_(annotated),
          roles_(tree_),
          published_(parse_date(annotated.article.published).value_or(Date{})),
          cast_(Cast::build(tree_, knowledge.actors, published_)),
          matcher_(knowledge.lexicon, tree_, roles_, cast_),
          parties_(tree_, roles_, cast_),
          sayings_(find_sayings(tree_, roles_, knowledge.cues)),
          times_(find_times(tree_, published_)),
          places_(find_places(tree_, *knowledge.gazetteer)),
          most_named_(most_named(places_)),
          quantities_(find_quantities(tree_)),
          triggers_(tree_, roles_, matcher_, knowledge.lexicon) {
        sayings_of_sentence_.resize(std::max<std::size_t>(annotated.sentences.size(), 1));
        for (std::size_t k = 0; k < sayings_.size(); ++k)
            for (const auto& [first, last] : sayings_[k].content)
                for (TokenIndex i = first; i < last; ++i)
                    if (auto& here = sayings_of_sentence_[tree_.sentence_of(i)]; here.empty() || here.back() != k)
                        here.push_back(k);
    }

    std::vector<Event> run() {
        std::vector<Event> events = collect();
        judge(events);
        for (Event& e : events) promise(e);
        link_same_deeds(tree_, events, deed_watch_);
        share_slots(events, [&](const Event& e) { return said_here_[e.begin]; });
        const Offices offices(knowledge_.actors.table(), published_);
        offices.settle(events, options_.explain);
        knowledge_.deed_roles.settle(events, options_.explain);
        if (!knowledge_.spheres.outside(tree_).empty())
            std::erase_if(events, [](const Event& e) { return !Spheres::has_official(e); });
        PartyChooser(tree_, cast_, parties_, offices, options_.explain).settle(events, watch_);
        std::erase_if(events, [&](const Event& e) { return !complete(e); });
        const std::string digest = hash::sha256_hex(annotated_.text());
        for (Event& e : events) finish(e, digest);
        std::erase_if(events, [&](const Event& e) { return e.confidence < options_.min_confidence; });
        return events;
    }

    /// What eval/learned fits the choice of parties on.
    [[nodiscard]] std::string party_readings() {
        std::string lines;
        watch_ = [&](const Event& e, Side side, const std::vector<PartyReading>& found) {
            lines += fit_line(e, side, found);
        };
        run();
        return lines;
    }

    /// What eval/learned fits the links between mentions of one deed on.
    [[nodiscard]] std::string deed_readings() {
        std::string lines;
        deed_watch_ = [&](const Event& e, const std::vector<DeedReading>& found) { lines += fit_line(e, found); };
        run();
        return lines;
    }

    /// What eval/learned fits the judge of deeds on.
    [[nodiscard]] std::string deed_candidates() {
        const std::vector<Event> events = collect();
        std::string lines;
        for (const DeedCandidate& c : DeedJudge(tree_, roles_, matcher_, cast_).weigh(events, dropped_, true))
            lines += fit_line(tree_, c);
        return lines;
    }

    [[nodiscard]] std::string trace() {
        collect();
        std::string out;
        for (const auto& [token, why] : dropped_)
            out +=
                "dropped " + std::to_string(tree_[token].begin) + " " + std::string(tree_.text(token)) + ": " + why + "\n";
        for (TokenIndex i = 0; i < tree_.size(); ++i)
            if (const std::string senses = matcher_.trace(i); !senses.empty())
                out += std::to_string(tree_[i].begin) + " " + std::string(tree_.text(i)) + "\n" + senses;
        return out;
    }

private:
    /// Events in text order. A noun without parties that takes up a deed told before ("the attack") stands on that deed.
    std::vector<Event> collect() {
        std::vector<Event> events;
        for (Trigger trigger : triggers_.find()) {
            if (!trigger.frame) trigger.frame = frame_taken_up(trigger, events);
            if (!trigger.frame) continue;
            auto event = make(trigger);
            if (!event) {
                drop(trigger, "the clause names a doer that is no party, or oneself");
                continue;
            }
            const bool nobody = event->actors.empty() && event->recipients.empty();
            if (nobody && trigger.weak && !stands_alone(*event, trigger) && !take_up(*event, events)) {
                drop(trigger, "a noun, or a sense without conditions, that names no party");
                continue;
            }
            react(*event, trigger, events);
            lend_opponent(*event, events);
            if (!complete(*event)) {
                drop(trigger, "its type needs a recipient");
                continue;
            }
            events.push_back(std::move(*event));
        }
        drop_unsupported_results(events);
        lend_actors(events);
        return events;
    }

    /// "Ottawa will deliver four patrol boats": one's own word that one will help is a promise, and given.
    void promise(Event& e) const {
        if (e.type != "AID" || e.status != "future" || e.actors.empty()) return;
        if (!is_own_word(tree_, roles_, matcher_, token_at(e.begin))) return;
        e.type = "AGREE";
        e.status = "actual";
        e.mode.clear();
        e.cameo = e.cameo.size() == 3 && e.cameo[2] >= '1' && e.cameo[2] <= '4' ? std::string("033") + e.cameo[2] : "033";
        if (options_.explain) e.why.push_back({"type", "one's own word that one will help", e.trigger});
    }

    /// Drops what is no deed in all likelihood, adds what the rules were too strict for, and says how sure each event is.
    void judge(std::vector<Event>& events) {
        // Log-odds. What the rules found goes only where it is very unlikely; what they did not comes in where it is about
        // even.
        constexpr double kKeep = -1.7, kAdd = -0.2;
        if (!DeedJudge::is_fitted()) return;
        const auto sure = [](double score) { return std::round(1000 / (1 + std::exp(-kSureScale * score))) / 1000; };
        std::map<TokenIndex, const DeedCandidate*> added;
        const auto candidates = DeedJudge(tree_, roles_, matcher_, cast_).weigh(events, dropped_, options_.explain);
        std::vector<bool> gone(events.size(), false);
        for (const DeedCandidate& c : candidates) {
            if (c.event >= 0) {
                Event& e = events[static_cast<std::size_t>(c.event)];
                e.confidence = sure(c.score);
                if (options_.explain) e.why.push_back({"confidence", strongest(c), e.trigger});
                gone[static_cast<std::size_t>(c.event)] = c.score < kKeep;
            } else if (c.score > kAdd && c.frame->clause != ClauseEffect::says) {
                auto& best = added[c.token];
                if (!best || best->score < c.score) best = &c;
            }
        }
        std::set<std::uint32_t> told;  // where an event stands that is kept
        for (std::size_t i = 0; i < events.size(); ++i)
            if (!gone[i]) told.insert(events[i].begin);
        for (const auto& [token, c] : added) {
            if (told.contains(tree_[token].begin)) continue;
            auto event = make({token, c->frame, false});
            if (!event) continue;
            event->confidence = sure(c->score);
            if (options_.explain) {
                event->why.push_back({"type", "likelier than not, though a condition fails", event->trigger});
                event->why.push_back({"confidence", strongest(*c), event->trigger});
            }
            events.push_back(std::move(*event));
            gone.push_back(false);
        }
        std::vector<Event> kept;
        for (std::size_t i = 0; i < events.size(); ++i)
            if (!gone[i]) kept.push_back(std::move(events[i]));
        std::stable_sort(kept.begin(), kept.end(), [](const Event& a, const Event& b) { return a.begin < b.begin; });
        events = std::move(kept);
    }

    /// The deeds told before that a later mention may take up.
    static std::span<const Event> recent(const std::vector<Event>& events) {
        return std::span(events).last(std::min(events.size(), kLongestMemory));
    }

    /// A noun that needs no party to be believed: its sense is asked for by words around it ("a suicide attack", "a state of
    /// emergency").
    [[nodiscard]] bool stands_alone(const Event& e, const Trigger& trigger) const {
        if (!tree_.is_noun(trigger.token) || triggers_.is_definite(trigger.token)) return false;
        if (e.mode == "martial-law" || e.mode == "curfew" || e.mode == "hunger" || e.mode == "strike") return true;
        return std::any_of(trigger.frame->conditions.begin(), trigger.frame->conditions.end(), [](const Condition& c) {
            return !c.negated && (c.kind == Condition::Kind::mod || c.kind == Condition::Kind::gov);
        });
    }

    void drop(const Trigger& trigger, std::string why) { dropped_.emplace_back(trigger.token, std::move(why)); }

    [[nodiscard]] bool in_class(std::string_view name, TokenIndex word) const {
        const auto* words = knowledge_.lexicon.word_class(name);
        return words && (words->contains(tree_.lemma_key(word)) || words->contains(tree_.lower_key(word)));
    }

    /// "a car bomb killed six", "killed in an airstrike"
    [[nodiscard]] bool by_weapon(TokenIndex trigger) const {
        auto words = roles_.subjects(trigger);
        for (const char* prep : {"in", "by", "from"})
            for (TokenIndex w : roles_.prepositional(trigger, prep)) words.push_back(w);
        return std::any_of(words.begin(), words.end(), [&](TokenIndex w) { return in_class("deed_subject", w); });
    }

    /// Accidents, illness and weather kill and injure too: such a result with nobody behind it is coded only where the
    /// article tells of violence by other words.
    void drop_unsupported_results(std::vector<Event>& events) const {
        const auto* results = knowledge_.lexicon.word_class("result_deed");
        if (!results) return;
        const auto is_result = [&](const Event& e) {
            return e.type == "ASSAULT" && results->contains(tree_.lemma_key(token_at(e.begin)));
        };
        const bool violence = std::any_of(events.begin(), events.end(), [&](const Event& e) {
            return (e.type == "ASSAULT" && (!is_result(e) || !e.actors.empty() || by_weapon(token_at(e.begin)))) ||
                   e.mode == "riot";
        });
        if (violence) return;
        std::erase_if(events, [&](const Event& e) { return is_result(e) && e.actors.empty(); });
    }

    /// "30 were killed in police firing": the deed in which it happened says who did it.
    bool lend_cause(Event& e, const std::vector<Event>& events) const {
        for (const char* prep : {"in", "by", "from", "during"})
            for (TokenIndex cause : roles_.prepositional(token_at(e.begin), prep))
                for (const Event& other : events) {
                    if (other.type != "ASSAULT" || other.actors.empty() || other.begin != tree_[cause].begin) continue;
                    e.actors = other.actors;
                    if (options_.explain)
                        e.why.push_back({"actors", "doer of the deed in which it happened", other.trigger});
                    return true;
                }
        return false;
    }

    /// "Police fired rubber bullets. Fourteen people were hurt.": a result without a doer has the one of the attack told
    /// just before.
    void lend_actors(std::vector<Event>& events) const {
        for (std::size_t i = 0; i < events.size(); ++i) {
            Event& e = events[i];
            if (e.type != "ASSAULT" || !e.actors.empty() || !in_class("result_deed", token_at(e.begin))) continue;
            if (lend_cause(e, events)) continue;
            for (std::size_t k = i; k-- > 0;) {
                const Event& b = events[k];
                if (e.sentence - b.sentence > 1) break;
                if (b.type != "ASSAULT" || b.actors.empty() || b.status != e.status) continue;
                e.actors = b.actors;
                if (options_.explain) e.why.push_back({"actors", "doer of the attack told just before", b.trigger});
                break;
            }
        }
    }

    /// Words about words and deeds concern whose they are: who "dismissed the accusation" turns on the accuser; who rejected
    /// "Guyana's call" was called on.
    void react(Event& e, const Trigger& trigger, const std::vector<Event>& before) const {
        if (!e.recipients.empty() || !is_speech(e.type)) return;
        const auto keep_others = [&](std::vector<Party> list) {
            std::erase_if(list, [&](const Party& p) {
                return std::any_of(e.actors.begin(), e.actors.end(), [&](const Party& a) { return same_party(a, p); });
            });
            e.recipients = std::move(list);
        };
        if (tree_.is_noun(trigger.token)) {
            const TokenIndex governor = roles_.governor(trigger.token);
            const Frame* outer = governor == kNoToken ? nullptr : matcher_.frame(governor);
            if (outer && (outer->type == "REJECT" || outer->type == "CONCEDE" || outer->type == "AGREE"))
                keep_others(parties_.parties(roles_.subjects(governor), false, options_.explain));
            return;
        }
        if (e.actors.empty()) return;
        for (TokenIndex object : roles_.objects(trigger.token)) {
            if (!triggers_.is_definite(object)) continue;
            const auto senses = matcher_.senses(object);
            if (senses.empty()) continue;
            const auto remembered = recent(before);
            for (auto b = remembered.rbegin(); b != remembered.rend(); ++b) {
                if (std::none_of(senses.begin(), senses.end(), [&](const Frame& f) { return f.type == b->type; })) continue;
                keep_others(b->actors);
                if (options_.explain && !e.recipients.empty())
                    e.why.push_back({"recipients", "whose deed it is about", b->trigger});
                return;
            }
        }
    }

    /// "recalled its ambassador", "suspended aid", "refused": whom it concerns is whom the actor deals with in the same
    /// sentence. A type that is not coded without a recipient looks two sentences back, and takes another state told of
    /// there.
    void lend_opponent(Event& e, const std::vector<Event>& before) const {
        static const std::unordered_set<std::string> kTypes = {"SANCTION", "REJECT", "AGREE", "ACCUSE", "COOPERATE", "AID"};
        if (!e.recipients.empty() || e.actors.empty() || !kTypes.contains(e.type)) return;
        const auto lend = [&](const std::vector<Party>& parties, const Event& from) {
            e.recipients = parties;
            if (options_.explain) e.why.push_back({"recipients", "whom the actor deals with nearby", from.trigger});
        };
        const auto shares = [&](const std::vector<Party>& list) {
            return std::any_of(list.begin(), list.end(), [&](const Party& p) { return same_party(p, e.actors.front()); });
        };
        const bool needed = !complete(e);
        for (auto b = before.rbegin(); b != before.rend() && e.sentence - b->sentence <= (needed ? 2 : 0); ++b) {
            const bool mutual =
                !b->actors.empty() && !b->recipients.empty() && b->actors.front().name == b->recipients.front().name;
            const auto* other = shares(b->actors) ? &b->recipients : shares(b->recipients) ? &b->actors : nullptr;
            if (!mutual && other && !other->empty()) return lend(*other, *b);
        }
        if (e.type != "SANCTION" || e.mode == "convict") return;
        for (auto b = before.rbegin(); b != before.rend() && e.sentence - b->sentence <= 2; ++b)
            for (const auto* list : {&b->recipients, &b->actors})
                for (const Party& p : *list)
                    if (p.sector == "GOV" && !p.country.empty() && p.country != "IGO" &&
                        p.country != e.actors.front().country)
                        return lend({p}, *b);
    }

    [[nodiscard]] TokenIndex token_at(std::uint32_t begin) const {
        const auto& tokens = annotated_.tokens;
        return static_cast<TokenIndex>(std::lower_bound(tokens.begin(), tokens.end(), begin,
                                                        [](const Token& t, std::uint32_t b) { return t.begin < b; }) -
                                       tokens.begin());
    }

    /// True if the clause names a doer and it is nobody: "the earthquake killed six", "was killed by lions", "the law bans".
    [[nodiscard]] bool done_by_nobody(const Event& e, const Trigger& trigger) const {
        if (!e.actors.empty() || Matcher::word_class(tree_, trigger.token) != WordClass::verb) return false;
        const auto& paths = trigger.frame->actor;  // "eight died": the subject is no doer
        if (!paths.empty() &&
            std::none_of(paths.begin(), paths.end(), [](const Path& p) { return p.kind == Path::Kind::subj; }))
            return false;
        const auto subjects = roles_.subjects(trigger.token);
        if (subjects.empty()) return false;
        return std::none_of(subjects.begin(), subjects.end(), [&](TokenIndex s) {
            if (!tree_.is_noun(s)) return true;
            if (in_class("deed_subject", s) || tree_.pos(s) == "PRON") return true;
            // Somebody whom the article does not place: "seamstresses sat down", "thousands rallied".
            if (const Mention* mention = cast_.at(s); mention && !mention->identity.inanimate) return true;
            const Frame* f = matcher_.frame(s);
            return f && !f->type.empty();
        });
    }

    /// "set himself on fire": what one does to oneself is no event between parties.
    [[nodiscard]] bool reflexive(const Trigger& trigger) const {
        const auto objects = roles_.objects(trigger.token);
        return std::any_of(objects.begin(), objects.end(), [&](TokenIndex o) {
            const std::string_view w = tree_.lower(o);
            return tree_.pos(o) == "PRON" && (w.ends_with("self") || w.ends_with("selves"));
        });
    }

    /// The sense in which a definite noun ("the attack") takes up a deed told before, or nullptr. Its parties are not asked
    /// for: that deed has them.
    const Frame* frame_taken_up(const Trigger& trigger, const std::vector<Event>& before) const {
        const auto remembered = recent(before);
        for (auto b = remembered.rbegin(); b != remembered.rend(); ++b) {
            const Frame* plain = nullptr;
            for (const Frame& f : matcher_.senses(trigger.token)) {
                if (f.type != b->type) continue;
                if (f.mode == b->mode) return &f;
                if (f.mode.empty() && !plain) plain = &f;
            }
            if (plain) return plain;
        }
        return nullptr;
    }

    /// Gives a noun without parties those of the last deed of its kind told before, one told by the same word before others;
    /// false if there is none or the noun is not definite.
    bool take_up(Event& e, const std::vector<Event>& before) const {
        if (!triggers_.is_definite(token_at(e.begin))) return false;
        const Event* found = nullptr;
        const auto remembered = recent(before);
        for (auto b = remembered.rbegin(); b != remembered.rend(); ++b) {
            if (b->type != e.type) continue;
            if (same_word(b->trigger, e.trigger)) {
                found = &*b;
                break;
            }
            const bool fits = b->mode == e.mode || b->mode.empty() || e.mode.empty();
            if (fits && !found) found = &*b;
        }
        if (!found) return false;
        e.actors = found->actors;
        e.recipients = found->recipients;
        if (e.mode.empty()) e.mode = found->mode, e.cameo = found->cameo;
        if (options_.explain) e.why.push_back({"actors", "takes up an earlier mention", found->trigger});
        return true;
    }

    std::optional<Event> make(const Trigger& trigger) {
        const Frame& frame = *trigger.frame;
        Event e;
        e.doc = annotated_.article.id;
        e.type = frame.type;
        e.mode = frame.mode;
        e.cameo = frame.cameo;
        e.confidence = takes_auxiliary(frame) ? kSureOfAuxiliary : 0;
        refine_by_complement(e, trigger);
        e.sentence = static_cast<int>(tree_.sentence_of(trigger.token));
        e.begin = tree_[trigger.token].begin;
        e.end = tree_[trigger.token].end;
        e.trigger = std::string(tree_.text(trigger.token));
        const Sentence& s = annotated_.sentences[tree_.sentence_of(trigger.token)];
        e.evidence = std::string(text::trim(annotated_.text_of(s.first, s.last)));
        const Modality modality = modality_of(tree_, roles_, matcher_, trigger.token);
        e.status = std::string(name_of(modality.status));
        if (takes_auxiliary(frame) && modality.evidence != kNoToken && tree_.head(modality.evidence) == trigger.token)
            e.status = "actual";  // "will not accept": the refusal has been voiced
        // A sense may be the deed's own absence or announcement: "acquitted" is a conviction that did not come.
        if (frame.clause == ClauseEffect::negated && modality.status != Modality::Status::negated) e.status = "negated";
        if (frame.clause == ClauseEffect::future && e.status == "actual") e.status = "future";
        fill_parties(e, trigger);
        if (done_by_nobody(e, trigger)) return std::nullopt;
        if (e.type == "ASSAULT" && e.mode != "suicide-attack" && tree_.is_verb(trigger.token) && reflexive(trigger))
            return std::nullopt;
        fill_attribution(e, trigger);
        fill_slots(e, trigger);
        fill_contexts(e, trigger, s);
        if (options_.explain) {
            e.why.push_back({"type", frame.source, e.trigger});
            if (modality.evidence != kNoToken)
                e.why.push_back({"status", "modality", std::string(tree_.text(modality.evidence))});
        }
        return e;
    }

    /// "urged Iran to free X", "threatened to attack": mode and code follow the deed asked for.
    void refine_by_complement(Event& e, const Trigger& trigger) const {
        for (TokenIndex inner : triggers_.complement_deeds(trigger.token)) {
            const Frame* f = matcher_.frame(inner);
            if (!f || f->type.empty()) continue;
            const ComplementRule* rule = knowledge_.ontology.complement(e.type, e.cameo, f->type, f->mode, f->cameo);
            if (!rule) continue;
            e.mode = rule->mode;
            e.cameo = rule->cameo;
            return;
        }
    }

    std::vector<TokenIndex> heads_by(const std::vector<Path>& paths, TokenIndex trigger, std::string_view type, bool things,
                                     std::vector<Party>& out) const {
        for (const Path& path : paths) {
            if (path.kind == Path::Kind::none) return {};
            auto heads = matcher_.follow(trigger, path);
            std::erase(heads, trigger);
            // "Condemned the Kabul attack": who did that deed is not said.
            const bool of_object = path.kind == Path::Kind::objposs || path.kind == Path::Kind::pcsubj;
            if (of_object || path.kind == Path::Kind::mod)
                std::erase_if(heads, [&](TokenIndex h) { return parties_.is_scene(h, of_object ? "ASSAULT" : type); });
            // "detonated a bomb": not whom it hit; "artillery killed six": whose it was
            auto somebody = heads;
            std::erase_if(somebody, [&](TokenIndex h) {
                const Mention* mention = cast_.at(h);  // "fighters" are weapons or men
                return in_class("weapon_any", h) && !(mention && mention->identity.person);
            });
            auto found = parties_.parties(somebody, things, options_.explain);
            if (found.empty() && path.kind == Path::Kind::subj) found = parties_.owners(heads, options_.explain);
            if (found.empty() && path.kind == Path::Kind::subj && tree_.dep(trigger) == "acl" && tree_.tag(trigger) == "VBG")
                if (const TokenIndex verb = roles_.governor(tree_.head(trigger));
                    verb != kNoToken)  // "put out a report accusing"
                    found = parties_.parties(roles_.subjects(verb), false, options_.explain);
            if (path.kind == Path::Kind::mod)
                std::erase_if(found, [](const Party& p) { return p.country.empty() && p.sector == "UNK"; });
            if (found.empty()) continue;
            if (options_.explain)
                for (Party& p : found)
                    p.why.push_back({"role", "path " + std::to_string(static_cast<int>(path.kind)), p.text});
            out = std::move(found);
            return heads;
        }
        return {};
    }

    void fill_parties(Event& e, const Trigger& trigger) const {
        const Frame& frame = *trigger.frame;
        const WordClass word_class = Matcher::word_class(tree_, trigger.token);
        const bool things = e.type == "ASSAULT" || e.type == "COERCE" || e.type == "SANCTION" || e.type == "AID" ||
                            e.type == "COOPERATE" || e.type == "PROTEST" || e.type == "CONSULT";
        const auto& actor_paths = frame.actor.empty() ? default_actor(word_class) : frame.actor;
        const auto& recipient_paths = frame.recipient.empty() ? default_recipient(word_class) : frame.recipient;
        const auto is_mutual = [](const Path& p) { return p.kind == Path::Kind::mutual; };
        const bool mutual = std::any_of(actor_paths.begin(), actor_paths.end(), is_mutual) ||
                            std::any_of(recipient_paths.begin(), recipient_paths.end(), is_mutual);
        const auto actor_heads = heads_by(actor_paths, trigger.token, e.type, false, e.actors);
        if (mutual) {
            fill_mutual(e, trigger, word_class);
            return;
        }
        heads_by(recipient_paths, trigger.token, e.type, things, e.recipients);
        const bool never = std::any_of(recipient_paths.begin(), recipient_paths.end(),
                                       [](const Path& p) { return p.kind == Path::Kind::none; });
        if (e.recipients.empty() && !never && is_speech(e.type)) {
            // Whoever the words are about: "demanded that Mexico scrap ...", "rejected Iran's proposal".
            static const std::vector<Path> about = {
                {Path::Kind::csubj, {}}, {Path::Kind::xsubj, {}}, {Path::Kind::pcsubj, {}}};
            heads_by(about, trigger.token, e.type, false, e.recipients);
        }
        const auto drop_actors = [&] {
            // "Recalled its ambassador": that is no blow to him, but to where he was.
            if (e.type == "SANCTION" && !e.actors.empty())
                std::erase_if(e.recipients, [&](const Party& r) {
                    return r.text.starts_with("its ") && r.sector == "GOV" && r.country == e.actors.front().country;
                });
            std::erase_if(e.recipients, [&](const Party& r) {
                return !is_reciprocal(r) &&
                       std::any_of(e.actors.begin(), e.actors.end(), [&](const Party& a) { return same_party(a, r); });
            });
        };
        drop_actors();
        if (e.recipients.empty() && !never && e.type == "REJECT") {
            heads_by({{Path::Kind::until, {}}}, trigger.token, e.type, false, e.recipients);
            drop_actors();
        }
        if (e.recipients.empty() && !never && (e.type == "AGREE" || e.type == "THREATEN" || e.type == "REJECT")) {
            e.recipients = parties_.parties(roles_.touched_by_complement(trigger.token), false, options_.explain);
            drop_actors();
        }
        if (!never && e.mode != "convict" && !complete(e)) {
            // "provided $340 million for assistance in northern Iraq": whoever it is for, however deep.
            heads_by({{Path::Kind::far, {}}}, trigger.token, e.type, false, e.recipients);
            drop_actors();
        }
    }

    void fill_mutual(Event& e, const Trigger& trigger, WordClass word_class) const {
        std::vector<TokenIndex> heads;
        const auto add = [&](const std::vector<TokenIndex>& more) { heads.insert(heads.end(), more.begin(), more.end()); };
        if (word_class == WordClass::verb) {
            add(roles_.subjects(trigger.token));
            add(roles_.objects(trigger.token));
        } else {
            add(roles_.possessors(trigger.token));
            for (const TokenIndex m : roles_.modifiers(trigger.token))
                if (!parties_.is_scene(m, e.type)) heads.push_back(m);
            add(matcher_.follow(trigger.token, {Path::Kind::govsubj, {}}));
        }
        for (const char* prep : {"with", "between", "among", "by", "of"}) add(roles_.prepositional(trigger.token, prep));
        // "Talks over royalties between the firm and its workers": parsers hang it on the nearest noun.
        for (const TokenIndex about : roles_.prepositional(trigger.token, ""))
            if (about > trigger.token && tree_.is_noun(about)) add(roles_.prepositional(about, "between"));
        std::erase(heads, trigger.token);
        e.actors = parties_.parties(heads, false, options_.explain);
        // "The president broke off talks with the rebels": whoever ends, refuses or grants them was to have them.
        const TokenIndex governor =
            e.actors.size() == 1 && tree_.dep(trigger.token) == "dobj" ? tree_.head(trigger.token) : kNoToken;
        const Frame* outer = governor != kNoToken ? matcher_.frame(governor) : nullptr;
        if (outer &&
            (outer->type == "SANCTION" || outer->type == "REJECT" || outer->type == "RETREAT" || outer->type == "AGREE")) {
            add(roles_.subjects(governor));
            e.actors = parties_.parties(heads, false, options_.explain);
        }
        // One side alone is named: it did not meet itself.
        if (e.actors.size() > 1 || (e.actors.size() == 1 && e.actors.front().several)) e.recipients = e.actors;
    }

    /// The codebook's demand on who must be there.
    bool complete(const Event& e) const {
        const PloverType* type = knowledge_.ontology.type(e.type);
        return !e.recipients.empty() || !type || !type->needs_recipient;
    }

    void fill_attribution(Event& e, const Trigger& trigger) const {
        std::vector<const Saying*> over;
        for (const std::size_t k : sayings_of_sentence_[tree_.sentence_of(trigger.token)])
            if (const Saying& s = sayings_[k]; s.cue != trigger.token && s.covers(trigger.token)) over.push_back(&s);
        std::stable_sort(over.begin(), over.end(),
                         [](const Saying* a, const Saying* b) { return a->content_size() > b->content_size(); });
        for (const Saying* s : over) {
            EventAttribution a;
            a.cue = std::string(annotated_.text_of(s->cue, s->cue_last + 1));
            a.stance = s->stance;
            if (!s->speakers.empty()) a.speaker = parties_.speaker(s->speakers.front());
            // Who claims responsibility for a deed says that he did it.
            if (e.actors.empty() && s->responsibility) e.actors = parties_.parties(s->speakers, false, options_.explain);
            // The speaker of a promise, threat or demand is its actor: his own words need no second voucher.
            const bool own_word =
                !a.speaker.empty() && e.actors.size() == 1 && e.actors.front().name == a.speaker && is_speech(e.type);
            if (own_word) continue;
            const bool twice = std::any_of(e.attribution.begin(), e.attribution.end(), [&](const EventAttribution& b) {
                return b.speaker == a.speaker && b.stance == a.stance;
            });
            if (!twice) e.attribution.push_back(std::move(a));
        }
    }

    void fill_slots(Event& e, const Trigger& trigger) {
        DeedHints hints;
        hints.type = e.type;
        hints.mode = e.mode;
        hints.status = e.status;
        PlaceHints place_hints;
        place_hints.most_named = &most_named_;
        place_hints.type = e.type;
        place_hints.mode = e.mode;
        place_hints.status = e.status;
        for (const Party& p : e.actors) place_hints.actors.push_back(p.country);
        for (const Party& p : e.recipients) place_hints.recipients.push_back(p.country);
        memory_.recall(e.type, trigger.token, hints, place_hints);
        const Dates dates = event_dates(tree_, trigger.token, times_, published_, hints);
        e.when_start = dates.start.str();
        e.when_end = dates.end.str();
        e.historical = dates.historical;
        const Where where = event_place(tree_, trigger.token, places_, place_hints);
        const bool timed = time_for(tree_, trigger.token, times_).has_value();
        memory_.keep(e.type, trigger.token, dates, timed, where);
        said_here_[e.begin] = {timed, where.rule == "own"};
        e.where_country = where.country;
        if (where.mention) {
            const PlaceMention& place = places_[*where.mention];
            e.where_text = place.place.text;
            if (place.kind != PlaceKind::country && place.kind != PlaceKind::continent) e.where_place = place.place.name;
        }
        e.quantities = quantities_for(tree_, trigger.token, DeedKind{e.type, e.mode}, quantities_);
        if (options_.explain && !dates.rule.empty()) e.why.push_back({"when", dates.rule, e.when_start});
    }

    void fill_contexts(Event& e, const Trigger& trigger, const Sentence& s) const {
        e.contexts = trigger.frame->contexts;
        // The event's own clause: the trigger's subtree, within its sentence.
        const Phrase clause = tree_.subtree(trigger.token);
        const auto has_sector = [&](const std::unordered_set<std::string>& sectors) {
            for (const auto* list : {&e.actors, &e.recipients})
                for (const Party& p : *list)
                    if (sectors.contains(p.sector)) return true;
            return false;
        };
        const std::uint64_t shown = knowledge_.ontology.clause_words().shown(tree_, clause.first, clause.last) |
                                    knowledge_.ontology.sentence_words().shown(tree_, s.first, s.last);
        const auto& contexts = knowledge_.ontology.contexts();
        for (std::size_t i = 0; i < contexts.size(); ++i) {
            const ContextRule& c = contexts[i];
            const bool here = (shown >> i & 1) != 0 || c.events.contains(e.type) ||
                              c.events.contains(e.type + "/" + e.mode) || c.events.contains(e.cameo) ||
                              has_sector(c.sectors);
            if (here && std::find(e.contexts.begin(), e.contexts.end(), c.context) == e.contexts.end())
                e.contexts.push_back(c.context);
        }
        std::sort(e.contexts.begin(), e.contexts.end());
    }

    void finish(Event& e, const std::string& digest) const {
        e.goldstein = knowledge_.ontology.goldstein(e.cameo);
        const PloverType* type = knowledge_.ontology.type(e.type);
        e.quad = type ? type->quad : 0;
        e.text_sha256 = digest;
        std::string key = e.doc + "\n" + e.type + "\n" + std::to_string(e.begin) + "\n" + std::to_string(e.end);
        for (const auto* list : {&e.actors, &e.recipients}) {
            key += "\n|";
            for (const Party& p : *list) key += p.name + ";";
        }
        e.id = hash::sha256_hex(key).substr(0, 16);
    }

    const Coder::Knowledge& knowledge_;
    const Annotated& annotated_;
    Options options_;
    Tree tree_;
    Roles roles_;
    Date published_;
    Cast cast_;
    Matcher matcher_;
    Parties parties_;
    std::vector<Saying> sayings_;
    std::vector<std::vector<std::size_t>> sayings_of_sentence_;  // those with content in it
    std::vector<TimeExpression> times_;
    std::vector<PlaceMention> places_;
    MostNamed most_named_;
    std::vector<QuantityMention> quantities_;
    Triggers triggers_;
    DeedMemory memory_{tree_};
    PartyChooser::Watch watch_;
    DeedWatch deed_watch_;
    std::unordered_map<std::uint32_t, SaidHere> said_here_;    // by the trigger's begin
    std::vector<std::pair<TokenIndex, std::string>> dropped_;  // triggers that became no event, for trace()
};

}  // namespace

Coder::Coder(std::unique_ptr<Knowledge> knowledge) : knowledge_(std::move(knowledge)) {}
Coder::Coder(Coder&&) noexcept = default;
Coder& Coder::operator=(Coder&&) noexcept = default;
Coder::~Coder() = default;

Result<Coder> Coder::load(std::span<const ActorDictionary> dictionaries) {
    auto lexicon = Lexicon::load();
    if (!lexicon) return tl::unexpected(lexicon.error());
    auto cues = CueWords::load();
    if (!cues) return tl::unexpected(cues.error());
    auto ontology = Ontology::load();
    if (!ontology) return tl::unexpected(ontology.error());
    auto actors = ActorBase::load(dictionaries);
    if (!actors) return tl::unexpected(actors.error());
    auto deed_roles = DeedRoles::load();
    if (!deed_roles) return tl::unexpected(deed_roles.error());
    auto spheres = Spheres::load();
    if (!spheres) return tl::unexpected(spheres.error());
    auto gazetteer = Gazetteer::get();
    if (!gazetteer) return tl::unexpected(gazetteer.error());
    actors->country_of_place = [places = *gazetteer](std::string_view name) {
        const auto found = places->find(name, 1);
        return found.empty() || found.front().alternate ? std::string() : std::string(found.front().country);
    };
    return Coder(
        std::make_unique<Knowledge>(Knowledge{std::move(*lexicon), std::move(*cues), std::move(*ontology),
                                              std::move(*actors), std::move(*deed_roles), std::move(*spheres), *gazetteer}));
}

std::vector<Event> Coder::code(const Annotated& annotated, const Options& options) const {
    if (annotated.tokens.empty()) return {};
    return ArticleCoder(*knowledge_, annotated, options).run();
}

std::string Coder::trace(const Annotated& annotated) const {
    return annotated.tokens.empty() ? std::string() : ArticleCoder(*knowledge_, annotated, {}).trace();
}

std::string Coder::party_readings(const Annotated& annotated) const {
    return annotated.tokens.empty() ? std::string() : ArticleCoder(*knowledge_, annotated, {}).party_readings();
}

std::string Coder::deed_readings(const Annotated& annotated) const {
    return annotated.tokens.empty() ? std::string() : ArticleCoder(*knowledge_, annotated, {}).deed_readings();
}

std::string Coder::deed_candidates(const Annotated& annotated) const {
    return annotated.tokens.empty() ? std::string() : ArticleCoder(*knowledge_, annotated, {}).deed_candidates();
}

void Coder::enrich(Annotated& annotated) const {
    if (annotated.tokens.empty()) return;
    const Tree tree(annotated);
    const Roles roles(tree);
    annotated.places.clear();
    for (PlaceMention& mention : find_places(tree, *knowledge_->gazetteer))
        annotated.places.push_back(std::move(mention.place));
    annotated.attributions = attributions(tree, roles, knowledge_->cues);
}

}  // namespace newshound::events
