#include "events/when.h"

#include <doctest/doctest.h>

#include "slots/sentences.h"

using namespace newshound;
using namespace newshound::events;

namespace {

const Date kPublished{2025, 9, 4};  // a Thursday

/// "text: start..end" of every expression, joined by "; "; lengths as "text: length", vague ones as "text: vague".
std::string times_in(const std::string& text) {
    const Annotated& a = test::annotated(text);
    const Tree tree(a);
    std::string out;
    for (const TimeExpression& t : find_times(tree, kPublished)) {
        if (!out.empty()) out += "; ";
        out += std::string(a.text_of(t.first, t.last)) + ": ";
        if (t.duration)
            out += "length";
        else if (t.vague)
            out += "vague";
        else
            out += t.start.str() + (t.end == t.start ? "" : ".." + t.end.str());
    }
    return out;
}

}  // namespace

TEST_CASE("time expressions, published on Thursday 4 September 2025") {
    static const std::pair<std::string, std::string> table[] = {
        {"Police arrested 12 people on Monday in Lagos.", "Monday: 2025-09-01"},
        {"The trial opened on 4 September 2025 in Oslo.", "4 September 2025: 2025-09-04"},
        {"The ministry signed the accord on Sept. 4.", "Sept. 4: 2025-09-04"},
        {"Rebels seized the town on September 4th, 2019.", "September 4th, 2019: 2019-09-04"},
        {"The order took effect on 2021-12-03.", "2021-12-03: 2021-12-03"},
        {"The party was banned in the 1990s.", "1990s: 1990..1999"},
        {"Troops withdrew in May 2019.", "May 2019: 2019-05"},
        {"Protesters marched in the summer of 2018.", "the summer of 2018: 2018-06..2018-08"},
        {"The bridge was bombed in mid-March.", "mid-March: 2025-03"},
        {"The court freed him in late 2020.", "late 2020: 2020"},
        {"The dynasty fell in the 20th century.", "20th century: 1901..2000"},
        {"The ministers will meet on Monday.", "Monday: 2025-09-08"},
        {"They are to sign the treaty next Monday.", "next Monday: 2025-09-08"},
        {"The governor resigned yesterday.", "yesterday: 2025-09-03"},
        {"Gunmen attacked the convoy last night.", "last night: 2025-09-03"},
        {"The army shelled the village last week.", "last week: 2025-08-25..2025-08-31"},
        {"Parliament passed the law last month.", "last month: 2025-08"},
        {"The two countries broke off relations last year.", "last year: 2024"},
        {"The militia laid down its arms two days ago.", "two days ago: 2025-09-02"},
        {"He was released two years ago.", "two years ago: 2023"},
        {"The port has been closed since June.", "since June: 2025-06..2025-09-04"},
        {"Soldiers patrolled the border between 3 and 7 August.", "3 and 7 August: 2025-08-03..2025-08-07"},
        {"Inspectors visited the plant from Monday to Wednesday.", "from Monday to Wednesday: 2025-09-01..2025-09-03"},
        {"Crowds clashed with police over the weekend.", "the weekend: 2025-08-30..2025-08-31"},
        {"Workers walked out in January.", "January: 2025-01"},
        {"The vote is planned for December.", "December: 2025-12"},
        {"The commander was jailed for two years.", "two years: length"},
        {"The talks lasted 15 minutes.", "15 minutes: length"},
        {"A 25-year-old man was arrested on Friday.", "25-year-old: length; Friday: 2025-08-29"},
        {"Fighting has flared in recent weeks.", "recent weeks: vague"},
        {"He met the king on 3 March. The next day he flew to Rabat.", "3 March: 2025-03-03; The next day: 2025-03-04"},
        {"In 2016 the party split. It was banned two years later.", "2016: 2016; two years later: 2018"},
        {"May said she would resign in May.", "May: 2026-05"},
        {"The union called off the strike this week.", "this week: 2025-09-01..2025-09-04"},
        {"The committee met in room 12 at 9 a.m.", ""},
        {"The army deployed 1,500 soldiers and 40 tanks.", ""},
    };
    for (const auto& [text, expected] : table) {
        CAPTURE(text);
        CHECK(times_in(text) == expected);
    }
}

TEST_CASE("without a day of publication only absolute dates are resolved") {
    const Tree monday(test::annotated("Police arrested 12 people on Monday in Lagos."));
    CHECK(find_times(monday, Date{}).empty());
    const Tree absolute(test::annotated("The trial opened on 4 September 2025 in Oslo."));
    const auto times = find_times(absolute, Date{});
    REQUIRE(times.size() == 1);
    CHECK(times[0].start == Date{2025, 9, 4});
}

TEST_CASE("the time that belongs to a deed") {
    struct Row {
        std::string text, trigger, start;
    };
    static const Row table[] = {
        {"Police arrested 12 people on Monday in Lagos.", "arrested", "2025-09-01"},
        {"On Sunday the rebels shelled the town and burned the market.", "shelled", "2025-08-31"},
        {"On Sunday the rebels shelled the town and burned the market.", "burned", "2025-08-31"},
        {"The minister said on Tuesday that the army had attacked the camp.", "said", "2025-09-02"},
        {"The minister said on Tuesday that the army had attacked the camp.", "attacked", ""},
        {"The army launched an attack on Thursday.", "attack", "2025-09-04"},
        {"The attack on Thursday killed nine soldiers.", "attack", "2025-09-04"},
        {"Tuesday's strike destroyed the depot.", "strike", "2025-09-02"},
        {"The police station, which was bombed in April, reopened on Monday.", "bombed", "2025-04"},
        {"The police station, which was bombed in April, reopened on Monday.", "reopened", "2025-09-01"},
        {"Fighting has flared in recent weeks.", "Fighting", ""},
        {"The commander was jailed for two years.", "jailed", ""},
    };
    for (const Row& row : table) {
        CAPTURE(row.text);
        CAPTURE(row.trigger);
        const Annotated& a = test::annotated(row.text);
        const Tree tree(a);
        const auto time = time_for(tree, test::token(a, row.trigger), find_times(tree, kPublished));
        CHECK((time ? time->start.str() : "") == row.start);
    }
}

TEST_CASE("dates of a deed without a time of its own") {
    const Annotated& a = test::annotated("Iran condemned the sanctions on Russia.");
    const Tree tree(a);
    DeedHints hints;
    hints.type = "ACCUSE";
    hints.status = "actual";
    const Dates news = event_dates(tree, test::token(a, "condemned"), {}, kPublished, hints);
    CHECK(news.start == kPublished);
    CHECK(news.rule == "publication");
    hints.type = "SANCTION";
    hints.status = "hypothetical";
    CHECK_FALSE(event_dates(tree, test::token(a, "sanctions"), {}, kPublished, hints).start.known());
    // An article without a date of publication dates nothing by it.
    CHECK_FALSE(event_dates(tree, test::token(a, "condemned"), {}, Date{}, hints).start.known());
}

TEST_CASE("a deed of long ago is historical") {
    const Annotated& a = test::annotated("Troops withdrew in May 2019.");
    const Tree tree(a);
    CHECK(event_dates(tree, test::token(a, "withdrew"), find_times(tree, kPublished), kPublished).historical);
    const Annotated& b = test::annotated("Police arrested 12 people on Monday in Lagos.");
    const Tree recent(b);
    CHECK_FALSE(event_dates(recent, test::token(b, "arrested"), find_times(recent, kPublished), kPublished).historical);
}
