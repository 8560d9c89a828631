// What the tab-separated formats of other event data (polecat.h, gdelt.h) need beside the record: where its place lies,
// codes of states in their schemes, cells that hold no tabs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "events/gazetteer.h"
#include "model/annotated.h"
#include "model/event.h"

namespace newshound::app {

/// The place of a deed, as far as the record and the gazetteer tell.
struct PlaceDetail {
    bool known = false;  ///< false: the rest is empty
    bool located = false;
    events::PlaceKind kind = events::PlaceKind::country;
    std::string text;     ///< as written; "" for the state of an actor
    std::string name;     ///< canonical
    std::string country;  ///< alpha-3, "" across states
    std::string admin1;   ///< name of the first-level division
    std::string admin1_code;
    double lat = 0, lon = 0;
    std::int64_t geonames = 0;
};

/// One tab-separated row. A cell holds no tab or line end: they become spaces.
class TabRow {
public:
    TabRow& cell(std::string_view value);
    TabRow& number(double value);
    TabRow& integer(std::int64_t value);
    TabRow& empty(int cells = 1);
    /// The row with its line end.
    [[nodiscard]] std::string str() const { return row_ + "\n"; }

private:
    std::string row_;
    bool first_ = true;
};

/// Codes and names of states and international bodies (data/ontology, data/actors), read once.
class CodeTables {
public:
    /// Reads them if that has not been done. Errors "data_missing", "data_invalid".
    static Result<const CodeTables*> get();

    [[nodiscard]] std::string_view name(std::string_view alpha3) const;  ///< "Nigeria", "" unknown
    [[nodiscard]] std::string_view cow(std::string_view alpha3) const;   ///< Correlates of War number
    [[nodiscard]] std::string_view fips(std::string_view alpha3) const;  ///< FIPS 10-4
    /// CAMEO's code of an international body by its id in the actor base, "" for none.
    [[nodiscard]] std::string_view group(std::string_view entity) const;

    /// Where the deed was: the mention of its place nearest to its trigger.
    [[nodiscard]] PlaceDetail place_of(const Annotated& document, const Event& event) const;
    /// The state itself, in its middle.
    [[nodiscard]] PlaceDetail state(std::string_view alpha3) const;

private:
    CodeTables() = default;
    static Result<CodeTables> load();
    struct Tables;
    std::shared_ptr<const Tables> tables_;
};

/// The formats cannot say that a deed has not happened, or not yet: only what is `actual` becomes a row of them.
inline bool has_happened(const Event& event) { return event.status == "actual"; }

}  // namespace newshound::app
