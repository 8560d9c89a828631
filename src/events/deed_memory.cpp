#include "events/deed_memory.h"

namespace newshound::events {

bool DeedMemory::is_same(TokenIndex before, TokenIndex now) const {
    constexpr std::size_t kStem = 5;
    const Tree& tree = *tree_;
    if (tree.lemma(before).substr(0, kStem) == tree.lemma(now).substr(0, kStem)) return true;
    const TokenIndex article = tree.child(now, {"det"});
    return !tree.is_verb(now) && article != kNoToken && tree.lower(article) != "a" && tree.lower(article) != "an";
}

void DeedMemory::recall(std::string_view type, TokenIndex trigger, DeedHints& when, PlaceHints& where) const {
    for (const Told& t : told_) {
        if (t.type != type || !is_same(t.trigger, trigger)) continue;
        if (t.timed) when.told_before = t.dates;
        if (!t.where.country.empty()) where.told_before = t.where;
    }
    if (told_.empty()) return;
    when.previous = told_.back().dates;
    when.previous_trigger = told_.back().trigger;
    where.previous = told_.back().where;
    where.previous_trigger = told_.back().trigger;
}

void DeedMemory::keep(std::string_view type, TokenIndex trigger, const Dates& dates, bool timed, const Where& where) {
    told_.push_back({std::string(type), trigger, dates, timed, where});
}

}  // namespace newshound::events
