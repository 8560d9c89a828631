#include "events/quantity.h"

#include <cmath>

#include <doctest/doctest.h>

#include "events/number.h"
#include "slots/sentences.h"

using namespace newshound;
using namespace newshound::events;

namespace {

std::string shown(double value) {
    const auto whole = static_cast<long long>(value);
    return static_cast<double>(whole) == value ? std::to_string(whole) : std::to_string(value);
}

std::string shown(const Quantity& q) {
    std::string out = q.kind;
    if (!q.approx.empty()) out.append(" ").append(q.approx);
    out.append(" ").append(shown(q.value));
    if (q.high != 0) out.append("-").append(shown(q.high));
    return out.append(" ").append(q.unit);
}

std::string amounts(const std::string& text, std::string_view trigger, std::string_view type, std::string_view mode = "") {
    const Annotated& a = test::annotated(text);
    const Tree tree(a);
    std::string out;
    for (const Quantity& q : quantities_for(tree, test::token(a, trigger), DeedKind{type, mode}, find_quantities(tree))) {
        if (!out.empty()) out += "; ";
        out += shown(q);
    }
    return out;
}

}  // namespace

TEST_CASE("amounts of a deed") {
    struct Row {
        std::string text, trigger, type, expected;
    };
    static const Row table[] = {
        {"At least 12 people were killed and 30 wounded in the blast.", "killed", "ASSAULT", "killed at_least 12 people"},
        {"At least 12 people were killed and 30 wounded in the blast.", "wounded", "ASSAULT", "injured 30 people"},
        {"The strike killed six soldiers and wounded four civilians.", "killed", "ASSAULT", "killed 6 soldiers"},
        {"The strike killed six soldiers and wounded four civilians.", "wounded", "ASSAULT", "injured 4 civilians"},
        {"Police arrested 12 people, including three women.", "arrested", "COERCE", "arrested 12 people"},
        {"Nine civilians, four of them children, were killed.", "killed", "ASSAULT", "killed 9 civilians"},
        {"Dozens of farmers were displaced by the fighting.", "displaced", "COERCE", "displaced at_least 24 farmers"},
        {"Tens of thousands of people marched in Caracas.", "marched", "PROTEST", "people at_least 20000 people"},
        {"Several hundred workers were detained.", "detained", "COERCE", "arrested at_least 300 workers"},
        {"Between 20 and 30 militants were killed.", "killed", "ASSAULT", "killed 20-30 militants"},
        {"The army deployed 1,500 soldiers and 40 tanks.", "deployed", "MOBILIZE", "people 1500 soldiers; weapons 40 tanks"},
        {"Japan pledged $1.5 million for the refugees.", "pledged", "AGREE", "money 1500000 USD"},
        {"The bank froze nearly €3bn of the regime's money.", "froze", "SANCTION", "money nearly 3000000000 EUR"},
        {"Canada gave two million Canadian dollars to the clinic.", "gave", "AID", "money 2000000 CAD"},
        {"A man was shot dead in Soweto.", "shot", "ASSAULT", ""},
        {"Police released 27 prisoners jailed in March.", "released", "RETREAT", "people 27 prisoners"},
        {"Police released 27 prisoners jailed in March.", "jailed", "COERCE", "arrested 27 prisoners"},
        {"The rebels freed 16 captured soldiers.", "captured", "COERCE", "arrested 16 soldiers"},
        {"El Salvador agreed to contribute 78 soldiers.", "agreed", "AGREE", "people 78 soldiers"},
        {"The airstrike left nine civilians dead.", "dead", "ASSAULT", "killed 9 civilians"},
        {"More than 2,000 teachers went on strike.", "went", "PROTEST", "people at_least 2000 teachers"},
        {"The deportation of 120 migrants began on Monday.", "deportation", "COERCE", "people 120 migrants"},
        {"Forty-five people died in the bombardment.", "bombardment", "ASSAULT", "killed 45 people"},
        {"One of the leaders was arrested.", "arrested", "COERCE", ""},
        {"The 34-year-old was arrested with two brothers.", "arrested", "COERCE", ""},
        {"The committee met in room 12 at 9 a.m.", "met", "CONSULT", ""},
        {"A dozen officers were hurt.", "hurt", "ASSAULT", "injured 12 officers"},
        {"Up to 40 migrants are missing.", "missing", "", "missing at_most 40 migrants"},
        {"Half a million people fled their homes.", "fled", "COERCE", "displaced 500000 people"},
    };
    for (const Row& row : table) {
        CAPTURE(row.text);
        CAPTURE(row.trigger);
        CHECK(amounts(row.text, row.trigger, row.type) == row.expected);
    }
    CHECK(amounts("The court sentenced him to six years in prison.", "sentenced", "SANCTION", "convict") == "other 6 years");
}

TEST_CASE("digits") {
    CHECK(parse_digits("1,500") == 1500);
    CHECK(parse_digits("1,50,000") == 150000);  // Indian grouping
    CHECK(parse_digits("1.5") == 1.5);
    CHECK(parse_digits("007") == 7);
    for (const std::string bad : {"", "1,5", "1.5.2", "3bn", "-4", "12a", "1,", ".5", "9999999999999999999999"}) {
        CAPTURE(bad);
        CHECK_FALSE(parse_digits(bad).has_value());
    }
}
