// Where: mentions of places, what they stand for, and which of them is a deed's (codebook, section 4).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "events/gazetteer.h"
#include "events/ranker.h"
#include "events/syntax.h"

namespace newshound::events {

/// A mention, tokens [first, last), resolved among namesakes. Demonyms ("Iranian") are no places.
struct PlaceMention {
    TokenIndex first = 0, last = 0;
    PlaceKind kind = PlaceKind::city;
    Place place;  ///< text, and where resolved: GeoNames id, canonical name, country, admin1 name, coordinates
    bool resolved =
        false;  ///< false: a place by the looks of it that no table holds; only `text` and perhaps `country` are filled
    bool dateline =
        false;  ///< the place an article was filed from ("KABUL, Afghanistan (AP) -"): never a deed's place by itself
};

/// All mentions in text order; they do not overlap. Namesakes are told apart by containment ("Paris, Texas"), the states and
/// divisions the article names, nearness to its other places, and population; one name means one place within an article.
std::vector<PlaceMention> find_places(const Tree& tree, const Gazetteer& gazetteer);

/// The place of the deed named by token `trigger`, out of its own clause: "in Kabul", "the attack on Kabul", "the Kabul
/// bombing". Nothing where the clause names none; states that are parties of the deed ("sanctions on Iran") are not its
/// place. Index into `places`.
std::optional<std::size_t> place_for(const Tree& tree, TokenIndex trigger, const std::vector<PlaceMention>& places);

/// Where a deed happened, for the record.
struct Where {
    std::string country;                 ///< ISO 3166-1 alpha-3, "" unknown or across states
    std::optional<std::size_t> mention;  ///< index into the places; the words that support it
    std::string
        rule;  ///< for --explain: "own", "near", "told", "previous", "opening", "most-named", "actor", "recipient", "none"
};

/// The state most often named by an article's places, and its share of all of them; "" without any.
struct MostNamed {
    std::string country;
    double share = 0;
};
MostNamed most_named(const std::vector<PlaceMention>& places);

/// What the coder knows of the deed beside its place in the tree.
struct PlaceHints {
    std::string_view type;                ///< PLOVER type; "" unknown
    std::string_view mode;                ///< PLOVER mode; "" none or unknown
    std::string_view status;              ///< "actual", ...; "" unknown
    std::vector<std::string> actors;      ///< countries of its actors; "" and "IGO" are passed over
    std::vector<std::string> recipients;  ///< countries of its recipients
    std::optional<Where> told_before;     ///< of the same deed, told earlier in the article
    std::optional<Where> previous;        ///< of the deed coded just before, in text order (also where it is empty)
    TokenIndex previous_trigger = kNoToken;
    const MostNamed* most_named = nullptr;  ///< where the caller keeps it for all deeds of the article
};

/// Every reading of a deed's place: place_for; the other places of its sentence; those of the same deed told before and of
/// the deed before it; the first place the article names; the state it names most; the states of its parties; none.
/// Datelines are passed over.
struct PlaceReadings {
    Readings readings{"places/weights.tsv"};
    std::vector<Where> places;  ///< of each reading
};
PlaceReadings place_readings(const Tree& tree, TokenIndex trigger, const std::vector<PlaceMention>& places,
                             const PlaceHints& hints = {});

/// The best of the readings: readings of one country pool their weight, so that what the article settles counts beside the
/// clause's own words. Weights: data/places/weights.tsv, fitted by eval/slots/fit.py on gold.
Where event_place(const Tree& tree, TokenIndex trigger, const std::vector<PlaceMention>& places,
                  const PlaceHints& hints = {});

}  // namespace newshound::events
