// Sentences in, events out: the coder over the native annotation, as the pipeline runs it. One line of a table says what a
// rule does.
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "annotate/annotate.h"
#include "annotate/install.h"
#include "app/lines.h"
#include "events/events.h"

using namespace newshound;

namespace {

struct Stages {
    annotate::Annotator annotator;
    annotate::Workspace workspace;
    events::Coder coder;
};

/// nullptr where no English model is installed: the tables are then skipped, and say so.
Stages* stages() {
    static const std::unique_ptr<Stages> loaded = []() -> std::unique_ptr<Stages> {
        const auto path = annotate::find_model("en", "");
        if (!path) return nullptr;
        auto annotator = annotate::Annotator::load(*path);
        auto coder = events::Coder::load();
        REQUIRE_MESSAGE(annotator.has_value(), "the model cannot be loaded");
        REQUIRE_MESSAGE(coder.has_value(), (coder ? "" : coder.error().message));
        auto workspace = annotator->make_workspace();
        return std::make_unique<Stages>(Stages{std::move(*annotator), std::move(workspace), std::move(*coder)});
    }();
    return loaded.get();
}

std::string parties(const std::vector<Party>& list) {
    std::string out;
    for (const Party& p : list) out += (out.empty() ? "" : "+") + p.country + "." + p.sector;
    return out.empty() ? "?" : out;
}

/// "COERCE/arrest NGA.COP -> NGA.CVL [arrested 12]" for each event, joined by "; ". Status when it is not actual, speakers
/// in <>.
std::string coded(const std::string& text) {
    Article article;
    article.id = "test";
    article.published = "2024-05-14";  // a Tuesday
    article.text = text;
    const auto annotated = app::annotate_lines(stages()->annotator, std::move(article), stages()->workspace);
    REQUIRE(annotated.has_value());
    std::string out;
    for (const Event& e : stages()->coder.code(*annotated)) {
        if (!out.empty()) out += "; ";
        out += e.type + (e.mode.empty() ? "" : "/" + e.mode) + " " + parties(e.actors) + " -> " + parties(e.recipients);
        if (e.status != "actual") out += " " + e.status;
        for (const EventAttribution& a : e.attribution) out += " <" + a.speaker + " " + a.stance + ">";
        for (const Quantity& q : e.quantities) out += " [" + q.kind + " " + std::to_string(static_cast<long>(q.value)) + "]";
    }
    return out;
}

struct Row {
    const char* text;
    const char* events;
};

template <std::size_t N>
void check(const Row (&table)[N]) {
    if (!stages()) {
        std::puts("no English model is installed (newshound model install): the coding tables are skipped");
        return;
    }
    for (const Row& row : table) {
        const std::string text = row.text;
        CAPTURE(text);
        CHECK(coded(text) == std::string(row.events));
    }
}

}  // namespace

TEST_CASE("who did what to whom, through voice and grammar") {
    static const Row table[] = {
        {"Police arrested 12 people in Lagos on Monday.", "COERCE/arrest NGA.COP -> NGA.CRM [arrested 12]"},
        {"Twelve people were arrested by police in Lagos.", "COERCE/arrest NGA.COP -> NGA.CRM [arrested 12]"},
        {"The convoy, which the army had shelled for two days, was hit again.", "ASSAULT/heavy-weapons .MIL -> .CVL"},
        {"Israel bombed Gaza.", "ASSAULT/aerial ISR.GOV -> PSE.GOV"},
        {"Iran was accused by France of supplying drones to Russia.",
         "ACCUSE/allege FRA.GOV -> IRN.GOV; AID IRN.GOV -> RUS.GOV <France claims>"},
        {"The United States and Mexico signed a trade agreement.", "SUPPORT USA.GOV+MEX.GOV -> USA.GOV+MEX.GOV"},
        {"Rebels handed over 40 hostages to the Red Cross.", "RETREAT/release .REB -> .CVL [people 40]"},
        {"China's foreign minister met his Indian counterpart in Delhi.", "CONSULT CHN.GOV+IND.GOV -> CHN.GOV+IND.GOV"},
    };
    check(table);
}

TEST_CASE("promised, threatened, demanded and refused deeds are not coded again") {
    static const Row table[] = {
        {"Russia threatened to cut off gas supplies to Moldova.", "THREATEN/restrict RUS.GOV -> MDA.GOV"},
        {"Germany promised to send tanks to Ukraine.", "AGREE DEU.GOV -> UKR.GOV"},
        {"The UN urged Ethiopia to release the detained journalists.",
         "REQUEST/yield IGO.IGO -> ETH.GOV; COERCE/arrest ? -> ETH.JRN"},
        {"Turkey refused to extradite the general to Egypt.", "REJECT/assist TUR.GOV -> EGY.MIL"},
        {"Kosovo rejected Serbia's demand for new elections.", "REJECT XKX.GOV -> SRB.GOV; REQUEST SRB.GOV -> XKX.GOV"},
    };
    check(table);
}

TEST_CASE("what did not happen, or not yet, or only perhaps") {
    static const Row table[] = {
        {"The army did not attack the village.", "ASSAULT .MIL -> .CVL negated"},
        {"France will expel two Russian diplomats next week.", "SANCTION/expel FRA.GOV -> RUS.GOV future [people 2]"},
        {"Troops may attack the city.", "ASSAULT .MIL -> .CVL hypothetical"},
        {"The government denied that soldiers had killed civilians.", "ASSAULT .MIL -> .CVL <The government denies>"},
        {"The president failed to meet the protesters.", "CONSULT .GOV+.CVL -> .GOV+.CVL negated"},
    };
    check(table);
}

TEST_CASE("on whose word") {
    static const Row table[] = {
        {"Gunmen killed nine farmers near Maiduguri, police said.", "ASSAULT .UAF -> NGA.AGR <police says> [killed 9]"},
        {"According to the Red Cross, rebels burned down 300 houses.",
         "ASSAULT/destroy .REB -> .CVL <Red Cross says> [other 300]"},
        {"The Taliban claimed responsibility for the attack on the embassy in Kabul.",
         "ASSAULT AFG.REB -> AFG.GOV <Taliban claims>"},
        {"Soldiers allegedly tortured two students.", "ASSAULT/torture .MIL -> .EDU < claims> [people 2]"},
    };
    check(table);
}

TEST_CASE("what looks like an event and is none") {
    static const Row table[] = {
        {"Stock prices exploded on Friday.", ""},          {"She won her battle against cancer.", ""},
        {"The earthquake killed 40 people in Nepal.", ""}, {"The minister said the weather was fine.", ""},
        {"The striker fired home from twelve yards.", ""}, {"A bus crash killed seven passengers.", ""},
    };
    check(table);
}

TEST_CASE("a deed told twice is one deed") {
    if (!stages()) return;
    Article article;
    article.published = "2024-05-14";
    article.text = "Gunmen attacked a mosque in Zamfara on Friday and killed nine worshippers.\nThe attack lasted an hour.";
    const auto annotated = app::annotate_lines(stages()->annotator, std::move(article), stages()->workspace);
    REQUIRE(annotated.has_value());
    const auto found = stages()->coder.code(*annotated);
    REQUIRE(found.size() >= 2);
    CHECK(!found.front().same_as.empty());
    CHECK(found.front().same_as == found.back().same_as);
    CHECK(found.back().trigger == "attack");
    for (const Event& e : found) {  // every field points at words of the article
        CHECK(annotated->text().find(e.trigger) != std::string::npos);
        CHECK(!e.evidence.empty());
        CHECK(e.text_sha256.size() == 64);
    }
}
