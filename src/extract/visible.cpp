#include "extract/visible.h"

#include <algorithm>

#include "base/text.h"
#include "extract/dates.h"
#include "extract/names.h"

namespace newshound::extract {

namespace {

/// Lines of other stories and of the page's frame tell nothing.
bool is_foreign(const Block& b, const std::vector<Mark>& marks) {
    const NodeIndex by = marks[b.container].dropped_by;
    if (by == kNoNode) return false;
    const std::string_view kind = marks[by].hint.kind;
    return kind == "related" || kind == "comment" || kind == "copyright" || kind == "ad" || kind == "newsletter" ||
           kind == "consent";
}

/// The places to look at, nearest first: upwards from the body to a little above the headline, its first lines, then below.
std::vector<std::size_t> places(const std::vector<Block>& blocks, const Body& body, const Metadata& metadata) {
    std::vector<std::size_t> out;
    if (blocks.empty()) return out;
    const std::size_t first = body.first_block;
    std::size_t headline = first;
    if (metadata.headline != kNoNode)
        for (std::size_t i = 0; i < blocks.size(); ++i)
            if (blocks[i].first >= metadata.headline) {
                headline = i;
                break;
            }
    constexpr std::size_t kAbove = 8, kBelow = 12, kInside = 4;
    const std::size_t from = std::min(headline, first);
    for (std::size_t i = from; i < std::min(first + kInside, blocks.size()); ++i) out.push_back(i);
    for (std::size_t i = from; i-- > 0 && i + kAbove >= from;) out.push_back(i);
    for (std::size_t i = body.last_block + 1; i < std::min(body.last_block + kBelow, blocks.size()); ++i) out.push_back(i);
    return out;
}

/// "BERLIN, 4 September 2025 - The government ...", "4.9.2025 The government ...": a date in front of the body's first
/// words.
bool opens_dated(const Block& b, const FoundDate& date) {
    constexpr std::size_t kPlace = 45;
    return date.begin <= kPlace && b.text.substr(0, date.begin).find(". ") == std::string::npos;
}

/// "News desk, Cairo, 2012-06-04 09:20": a moment is when something was published more often than what a text tells of.
bool has_clock(const Block& b, const FoundDate& date) {
    const std::string_view rest = std::string_view(b.text).substr(date.end, 12);
    const std::size_t colon = rest.find(':');
    const auto digit = [&](std::size_t i) { return i < rest.size() && rest[i] >= '0' && rest[i] <= '9'; };
    return date.value.size() > 10 || (colon != std::string_view::npos && colon > 0 && digit(colon - 1) && digit(colon + 1));
}

void read_date(const std::vector<Block>& blocks, const std::vector<Mark>& marks, const Body& body,
               const std::vector<std::size_t>& order, const Lexicon& lexicon, Metadata& metadata) {
    std::string updated;
    for (std::size_t i : order) {
        const Block& b = blocks[i];
        if (is_foreign(b, marks) || b.text.find("©") != std::string::npos) continue;
        const bool lead = i >= body.first_block && i <= body.first_block + 2 && b.length > 160;
        // "This entry was posted on Saturday, December 3rd, 2011 at 9:12 pm and is filed under ..."
        const bool note = i > body.last_block && b.length <= 600;
        if (!lead && !note && b.length > 160U) continue;
        const std::vector<ShownDate> dates =
            find_dates(lead ? b.text.substr(0, b.text.find(' ', 70)) : b.text, lexicon, metadata.month_first);
        if (dates.empty()) continue;
        // Captions and sentences name days too: a line tells the story's own day if it is little more than a date or a
        // byline, begins with the date, or says what it is.
        if (i <= body.last_block && !is_date_line(b.text, lexicon) && !(lead && opens_dated(b, dates.front())) &&
            (b.sentence || lead ||
             (dates.front().begin > 0 && !has_clock(b, dates.front()) && dates.front().label == Lexicon::DateLabel::none &&
              !is_byline(b.text, lexicon) && !has_middle_by(b.text, lexicon))))
            continue;
        const auto published = publication_date(dates);
        if (note && b.length > 260 && (!published || published->label != Lexicon::DateLabel::published)) continue;
        if (!published) {
            if (updated.empty()) updated = dates.front().value;
            continue;
        }
        metadata.published = published->value;
        metadata.note("published", "text");
        break;
    }
    if (metadata.modified.empty() && !updated.empty()) {
        metadata.modified = updated;
        metadata.note("modified", "text");
    }
}

/// A name of two to four words alone on its line, of a given name that is known.
bool is_bare_name(const std::string& line, const Lexicon& lexicon) {
    if (line.size() > 60 || line.find(' ') == std::string::npos || !starts_with_given_name(line, lexicon)) return false;
    const Byline b = parse_byline(line, lexicon, NameTrust::text);
    return b.authors.size() == 1 && b.authors.front().size() + 4 >= line.size();
}

void read_names(const std::vector<Block>& blocks, const std::vector<Mark>& marks, const Body& body,
                const std::vector<std::size_t>& order, const Lexicon& lexicon, Metadata& metadata) {
    const auto take = [&](const std::string& line) {
        Byline byline = parse_byline(line, lexicon, NameTrust::text, metadata.publisher);
        if (metadata.agency.empty()) metadata.agency = byline.agency;
        if (byline.authors.empty()) return false;
        metadata.authors = std::move(byline.authors);
        metadata.note("authors", "text");
        return true;
    };
    for (std::size_t i : order) {
        const Block& b = blocks[i];
        if (b.length > 200 || is_foreign(b, marks)) continue;
        // A line that is a byline, or a date line that goes on "by ...".
        const bool dated = !b.sentence && has_middle_by(b.text, lexicon) && find_date(b.text, lexicon);
        if ((dated || is_byline(b.text, lexicon)) && take(b.text)) return;
        // "Written by" on a line of its own, the name on the next.
        const std::string low = text::lower(b.text);
        if (b.length <= 30 && i + 1 < blocks.size() &&
            lexicon.is_byline_word(BylineWord::by, low.substr(0, low.find(':'))) && blocks[i + 1].length <= 80 &&
            !blocks[i + 1].sentence && take(blocks[i + 1].text))
            return;
    }
    // A bare name between headline and body.
    for (std::size_t i : order)
        if (i < body.first_block && blocks[i].first >= metadata.headline && metadata.headline != kNoNode &&
            !is_foreign(blocks[i], marks) && is_bare_name(blocks[i].text, lexicon) && take(blocks[i].text))
            return;
}

}  // namespace

void read_visible(const std::vector<Block>& blocks, const std::vector<Mark>& marks, const Body& body, const Lexicon& lexicon,
                  Metadata& metadata) {
    const std::vector<std::size_t> order = places(blocks, body, metadata);
    if (metadata.published.empty()) read_date(blocks, marks, body, order, lexicon, metadata);
    if (metadata.authors.empty()) read_names(blocks, marks, body, order, lexicon, metadata);
    for (std::size_t i = body.last_block; i < std::min(body.last_block + 6, blocks.size()); ++i) {
        SignOff sign;
        if (blocks[i].length > 90 || !read_sign_off(blocks[i].text, lexicon, sign)) continue;
        if (metadata.agency.empty() && !sign.agency.empty()) {
            metadata.agency = sign.agency;
            metadata.note("agency", "sign-off");
        }
        if (metadata.publisher.empty() && !sign.publisher.empty()) {
            metadata.publisher = sign.publisher;
            metadata.note("publisher", "sign-off");
        }
        break;
    }
}

}  // namespace newshound::extract
