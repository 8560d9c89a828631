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

void read_date(const std::vector<Block>& blocks, const std::vector<Mark>& marks, const Body& body,
               const std::vector<std::size_t>& order, const Lexicon& lexicon, Metadata& metadata) {
    for (std::size_t i : order) {
        const Block& b = blocks[i];
        if (b.length > (i > body.last_block ? 260U : 160U) || is_foreign(b, marks) || b.text.find("©") != std::string::npos)
            continue;
        const auto found = find_date(b.text, lexicon, metadata.month_first);
        if (!found || (i <= body.last_block && b.sentence && !is_date_line(b.text, lexicon))) continue;
        metadata.published = found->value;
        metadata.note("published", "text");
        return;
    }
    if (!metadata.modified.empty()) {
        metadata.published = metadata.modified;
        metadata.note("published", "modified");
    }
}

void read_names(const std::vector<Block>& blocks, const std::vector<Mark>& marks, const std::vector<std::size_t>& order,
                const Lexicon& lexicon, Metadata& metadata) {
    for (std::size_t i : order) {
        const Block& b = blocks[i];
        if (b.length > 200 || is_foreign(b, marks)) continue;
        // A line that is a byline, or a date line that goes on "by ...".
        const bool dated = !b.sentence && has_middle_by(b.text, lexicon) && find_date(b.text, lexicon);
        if (!dated && !is_byline(b.text, lexicon)) continue;
        Byline byline = parse_byline(b.text, lexicon, NameTrust::text, metadata.publisher);
        if (metadata.agency.empty()) metadata.agency = byline.agency;
        if (byline.authors.empty()) continue;
        metadata.authors = std::move(byline.authors);
        metadata.note("authors", "text");
        return;
    }
}

}  // namespace

void read_visible(const std::vector<Block>& blocks, const std::vector<Mark>& marks, const Body& body, const Lexicon& lexicon,
                  Metadata& metadata) {
    const std::vector<std::size_t> order = places(blocks, body, metadata);
    if (metadata.published.empty()) read_date(blocks, marks, body, order, lexicon, metadata);
    if (metadata.authors.empty()) read_names(blocks, marks, order, lexicon, metadata);
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
