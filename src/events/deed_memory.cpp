#include "events/deed_memory.h"

namespace newshound::events {

bool DeedMemory::is_definite(TokenIndex noun) const {
    const Tree& tree = *tree_;
    const TokenIndex article = tree.child(noun, {"det"});
    return !tree.is_verb(noun) && article != kNoToken && tree.lower(article) != "a" && tree.lower(article) != "an";
}

WordKey DeedMemory::family(std::string_view type, TokenIndex trigger) const {
    constexpr std::size_t kStem = 5;
    return (key_of(type) * 31 + key_of(tree_->lemma(trigger).substr(0, kStem))) | 1;
}

void DeedMemory::recall(std::string_view type, TokenIndex trigger, DeedHints& when, PlaceHints& where) const {
    const Last* last = is_definite(trigger) ? by_type_.find(key_of(type)) : by_family_.find(family(type, trigger));
    if (last && last->timed >= 0) when.told_before = told_[static_cast<std::size_t>(last->timed)].dates;
    if (last && last->placed >= 0) where.told_before = told_[static_cast<std::size_t>(last->placed)].where;
    if (told_.empty()) return;
    when.previous = told_.back().dates;
    when.previous_trigger = told_.back().trigger;
    where.previous = told_.back().where;
    where.previous_trigger = told_.back().trigger;
}

void DeedMemory::keep(std::string_view type, TokenIndex trigger, const Dates& dates, bool timed, const Where& where) {
    for (Last* last : {&by_type_[key_of(type)], &by_family_[family(type, trigger)]}) {
        if (timed) last->timed = static_cast<int>(told_.size());
        if (!where.country.empty()) last->placed = static_cast<int>(told_.size());
    }
    told_.push_back({trigger, dates, where});
}

}  // namespace newshound::events
