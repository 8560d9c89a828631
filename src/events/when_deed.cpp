// Which time is a deed's: from its own clause, else by the codebook's defaults.
#include <algorithm>
#include <cstdlib>
#include <set>
#include <span>

#include "events/adjunct.h"
#include "events/when.h"

namespace newshound::events {

namespace {

/// The times of the sentence that `token` is in. They stand in text order.
std::span<const TimeExpression> of_sentence(const Tree& tree, TokenIndex token, const std::vector<TimeExpression>& times) {
    const std::size_t sentence = tree.sentence_of(token);
    const auto begin = std::partition_point(times.begin(), times.end(),
                                            [&](const TimeExpression& t) { return tree.sentence_of(t.first) < sentence; });
    const auto end =
        std::find_if(begin, times.end(), [&](const TimeExpression& t) { return tree.sentence_of(t.first) != sentence; });
    return {begin, end};
}

}  // namespace

std::optional<TimeExpression> time_for(const Tree& tree, TokenIndex trigger, const std::vector<TimeExpression>& times) {
    const TimeExpression* best = nullptr;
    int best_rank = 1 << 30;
    for (const TimeExpression& time : of_sentence(tree, trigger, times)) {
        if (time.duration || time.vague || !time.start.known()) continue;
        const TokenIndex head = head_of(tree, time.first, time.last);
        const auto how = attachment(tree, trigger, head);
        if (!how) continue;
        const int distance = std::abs(static_cast<int>(head) - static_cast<int>(trigger));
        const int rank = static_cast<int>(*how) * 1000 + std::min(distance, 999);
        if (rank < best_rank) {
            best_rank = rank;
            best = &time;
        }
    }
    if (!best) return std::nullopt;
    return *best;
}

namespace {

bool is_usable(const TimeExpression& t) { return !t.duration && !t.vague && t.start.known(); }

/// The date line that many pages begin with, and nothing else in its sentence, tells publication, not deeds.
bool is_dateline(const Tree& tree, const TimeExpression& t, const Date& published) {
    return tree.sentence_of(t.first) == 0 && t.start == published && t.rule == "full-date";
}

Dates dates_of(const TimeExpression& t, const Date& published, std::string rule) {
    Dates out{t.start, t.end.known() ? t.end : t.start, false, std::move(rule)};
    out.historical = published.known() && out.end.known() && (published.first_day() - out.end.last_day()).count() > 30;
    return out;
}

std::string_view age_group(const Date& d, const Date& published) {
    if (!d.known() || !published.to_the_day()) return "unknown";
    const auto days = (published.first_day() - d.last_day()).count();
    if (days < 0) return "ahead";
    if (days == 0) return "today";
    if (days == 1) return "yesterday";
    if (days <= 4) return "days";
    if (days <= 30) return "weeks";
    if (days <= 400) return "months";
    return "years";
}

std::string_view precision(const Date& d) { return d.day != 0 ? "day" : d.month != 0 ? "month" : "year"; }

std::string_view name_of(const std::optional<Attachment>& how) {
    if (!how) return "elsewhere";
    switch (*how) {
        case Attachment::own: return "own";
        case Attachment::light_verb: return "light-verb";
        case Attachment::modifier: return "modifier";
        case Attachment::shared: return "shared";
        case Attachment::loose: return "loose";
    }
    return "elsewhere";
}

bool says(const Tree& tree, TokenIndex verb) {
    static const std::set<std::string_view> verbs = {"say",      "tell",  "add",     "report", "state",
                                                     "announce", "write", "confirm", "claim"};
    return verb != kNoToken && verbs.contains(tree.lemma(verb));
}

/// Which reading a deed's dates came from, by their rule.
std::string_view reading_kind(std::string_view rule) {
    for (const std::string_view kind : {"narrative", "story", "told-before", "publication", "previous-deed", "echo"})
        if (rule == kind) return kind;
    return rule.empty() ? "none" : "own";
}

/// The time of the clause that first told of the same thing: one that holds the trigger's word, or one of its family
/// ("declared on Friday ... the declaration", "filed a lawsuit on Monday ... the lawsuit").
const TimeExpression* echoed(const Tree& tree, TokenIndex trigger, const std::vector<TimeExpression>& times,
                             const Date& published) {
    constexpr std::size_t kStem = 5,
                          kMostTimes = 200;  // so many back at most: long lists must not cost the square of their length
    const std::string_view stem = tree.lemma(trigger).substr(0, kStem);
    if (stem.size() < 4) return nullptr;
    std::size_t seen = 0;
    for (auto t = times.rbegin(); t != times.rend() && seen < kMostTimes; ++t) {
        if (!is_usable(*t) || is_dateline(tree, *t, published) || tree.sentence_of(t->first) >= tree.sentence_of(trigger))
            continue;
        ++seen;
        const TokenIndex host = clause_verb(tree, head_of(tree, t->first, t->last));
        if (host == kNoToken) continue;
        const Phrase under = tree.subtree(host);
        for (TokenIndex i = under.first; i < under.last; ++i)
            if (tree.lemma(i).starts_with(stem) && tree.has_pos(i, {"NOUN", "VERB", "PROPN"}) &&
                clause_verb(tree, i) == host)
                return &*t;
    }
    return nullptr;
}

}  // namespace

DateReadings date_readings(const Tree& tree, TokenIndex trigger, const std::vector<TimeExpression>& times,
                           const Date& published, const DeedHints& hints) {
    constexpr std::size_t kOpeningSentences = 4;
    DateReadings out;
    Readings& r = out.readings;
    note_deed(r, tree, trigger, hints.type, hints.mode, hints.status);
    const auto own = time_for(tree, trigger, times);
    const auto here = of_sentence(tree, trigger, times);
    const auto told = [&](const TimeExpression& t) { return is_usable(t) && !is_dateline(tree, t, published); };
    const TimeExpression *last = nullptr, *opening = nullptr;
    for (auto t = here.data(); t != times.data() && !last;)
        if (told(*--t)) last = t;
    const bool near = std::any_of(here.begin(), here.end(), told);
    for (const TimeExpression& t : times) {
        if (opening || tree.sentence_of(t.first) >= kOpeningSentences) break;
        const bool ahead = published.known() && t.start.first_day() > published.first_day();
        if (told(t) && t.start.to_the_day() && !ahead) opening = &t;
    }
    r.note(own ? "has=own" : near ? "has=near" : "has=nothing");
    r.note("opening=" + std::string(opening ? age_group(opening->start, published) : "none"));
    r.note(std::string("told=") + (hints.told_before ? "yes" : "no"));
    const auto add = [&](const std::string& kind, Dates dates, std::vector<std::string> facts = {}) {
        if (dates.start.known()) {
            facts.push_back("age=" + std::string(age_group(dates.start, published)));
            facts.push_back("precision=" + std::string(precision(dates.start)));
        }
        r.add(kind, dates.start.str(), std::move(facts));
        out.dates.push_back(std::move(dates));
    };
    for (const TimeExpression& t : here) {
        if (!told(t)) continue;
        const TokenIndex head = head_of(tree, t.first, t.last);
        const auto how = attachment(tree, trigger, head);
        const bool best = own && own->first == t.first;
        const int gap = std::abs(static_cast<int>(head) - static_cast<int>(trigger));
        std::vector<std::string> facts = {"hangs=" + std::string(name_of(how)) + (best ? "+best" : ""),
                                          std::string("gap=") + (gap < 4    ? "0"
                                                                 : gap < 9  ? "4"
                                                                 : gap < 18 ? "9"
                                                                            : "18"),
                                          std::string("order=") + (head < trigger ? "before" : "after")};
        if (!how) {
            facts.push_back("relation=" + std::string(clause_relation(tree, trigger, head)));
            if (says(tree, clause_verb(tree, head))) facts.push_back("host=says");
            facts.push_back("rule=" + t.rule.substr(0, t.rule.find('-')));
        }
        add(best ? "own" : "near", dates_of(t, published, t.rule), facts);
    }
    if (last) add("last", dates_of(*last, published, "narrative"), facts_between(tree, trigger, last->first));
    if (const TimeExpression* echo = echoed(tree, trigger, times, published)) {
        auto facts = facts_between(tree, trigger, echo->first);
        if (echo == last) facts.push_back("is-last");
        if (echo == opening) facts.push_back("is-opening");
        add("echo", dates_of(*echo, published, "echo"), facts);
    }
    if (opening) add("opening", dates_of(*opening, published, "story"));
    if (hints.told_before) {
        Dates before = *hints.told_before;
        before.rule = "told-before";
        add("told", std::move(before));
    }
    if (hints.previous) {
        std::vector<std::string> facts;
        if (hints.previous_trigger != kNoToken && hints.previous_trigger < tree.size())
            facts = facts_between(tree, trigger, hints.previous_trigger);
        facts.push_back(hints.previous->start.known() ? "dated" : "undated");
        facts.push_back("by=" + std::string(reading_kind(hints.previous->rule)));
        Dates before = *hints.previous;
        before.rule = before.start.known() ? "previous-deed" : "";
        add("previous", std::move(before), facts);
    }
    if (published.known()) add("published", {published, published, false, "publication"});
    add("none", {});
    return out;
}

Dates event_dates(const Tree& tree, TokenIndex trigger, const std::vector<TimeExpression>& times, const Date& published,
                  const DeedHints& hints) {
    DateReadings readings = date_readings(tree, trigger, times, published, hints);
    return std::move(readings.dates[readings.readings.best()]);
}

}  // namespace newshound::events
