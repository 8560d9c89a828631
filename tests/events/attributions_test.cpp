#include "events/attributions.h"

#include <doctest/doctest.h>

#include <string>

#include "attributions/texts.h"
#include "base/text.h"

using namespace newshound;
using namespace newshound::events;

namespace {

/// "speaker | cue | content+content" of each attribution, joined by "; ".
std::string attributions_in(const std::string& text) {
    static const Result<CueWords> cues = CueWords::load();
    if (!cues) return cues.error().message;
    const Tree tree(test::attribution_text(text));
    const Roles roles(tree);
    const std::u32string letters = text::decode(text);
    const auto words = [&](const std::vector<Span>& spans) {
        std::string out;
        for (const Span& s : spans) out += (out.empty() ? "" : "+") + text::encode(letters.substr(s.begin, s.end - s.begin));
        return out;
    };
    std::string out;
    for (const Attribution& a : attributions(tree, roles, *cues))
        out += (out.empty() ? "" : "; ") + words(a.speaker) + " | " + words(a.cue) + " | " + words(a.content);
    return out;
}

}  // namespace

TEST_CASE("who says, asks, praises what") {
    static const std::pair<std::string, std::string> table[] = {
        {"\"We will stay,\" the mayor said after the vote. \"We have no reason to leave.\"",
         "the mayor | said | \"We will stay,\"+\"We have no reason to leave.\""},
        {"\"Are we safe? Probably not,\" Mira Toland said.", "Mira Toland | said | \"Are we safe? Probably not,\""},
        {"The mayor said:\n\n\"The bridge is closed. It will stay closed.\"",
         "The mayor | said | \"The bridge is closed. It will stay closed.\""},
        {"According to police, two men fled to the north.", "police | According to | , two men fled to the north."},
        {"The minister urged lawmakers to reject the budget.", "The minister | urged | lawmakers to reject the budget"},
        {"Toland called the charges unfounded.", "Toland | called | the charges unfounded"},
        {"The union called for the director to be dismissed.", "The union | called | for the director to be dismissed"},
        {"He said he believes the talks will fail.", "He | said | he believes the talks will fail"},
        {"TOLAND: The harbour was never safe, and everybody knew it.",
         "TOLAND | : | The harbour was never safe, and everybody knew it."},
        {"\"The harbour was never safe.\"\n- Mira Toland", "Mira Toland | - | \"The harbour was never safe.\""},
        {"The plan is backed by the farmers' union.", "the farmers' union | backed | The plan"},
        {"\"I think the harbour is safe,\" the mayor said.", "the mayor | said | \"I think the harbour is safe,\""},
        {"The alleged thief fled to Oslo.", ""},
    };
    for (const auto& [text, wanted] : table) {
        CAPTURE(text);
        CHECK(attributions_in(text) == wanted);
    }
}
