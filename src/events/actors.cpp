#include "events/actors.h"

#include "events/actor_reader.h"
#include "events/actor_table.h"

namespace newshound::events {

Result<ActorBase> ActorBase::load(std::span<const ActorDictionary> dictionaries) {
    auto table = ActorTable::load(dictionaries);
    if (!table) return tl::unexpected(table.error());
    ActorBase base;
    base.table_ = std::make_shared<const ActorTable>(std::move(*table));
    return base;
}

Identity ActorBase::identify(const Tree& tree, TokenIndex head, const Date& on) const {
    return identify(tree, WordRow(tree), head, on);
}

Identity ActorBase::identify(const Tree& tree, const WordRow& words, TokenIndex head, const Date& on) const {
    return PhraseReader(*table_, tree, words, on, country_of_place).read(head);
}

std::string_view ActorBase::state_name(std::string_view code) const {
    const StateItem* state = table_->state(code);
    return state ? std::string_view(state->name) : std::string_view();
}

}  // namespace newshound::events
