#include "app/digest.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include "app/layout.h"
#include "base/date.h"
#include "base/resource.h"
#include "base/text.h"

namespace newshound::app {

namespace {

constexpr const char* kNobody = "an unnamed party";

std::string utf8(const char16_t* buffer, std::int32_t length) {
    std::string out;
    icu::UnicodeString(buffer, length).toUTF8String(out);
    return out;
}

std::string language_name(const std::string& tag) {
    UErrorCode error = U_ZERO_ERROR;
    char16_t buffer[128];
    const std::int32_t n = uloc_getDisplayLanguage(tag.c_str(), "en", buffer, 128, &error);
    return U_SUCCESS(error) && n > 0 ? utf8(buffer, n) : tag;
}

std::map<std::string, std::string> country_names() {
    std::map<std::string, std::string> names;
    for (const char* const* code = uloc_getISOCountries(); *code; ++code) {
        const std::string locale = std::string("und_") + *code;
        UErrorCode error = U_ZERO_ERROR;
        char16_t buffer[128];
        const std::int32_t n = uloc_getDisplayCountry(locale.c_str(), "en", buffer, 128, &error);
        if (U_SUCCESS(error) && n > 0) names[uloc_getISO3Country(locale.c_str())] = utf8(buffer, n);
    }
    names["IGO"] = "international";
    return names;
}

/// "4 Sep 2025", "Sep 2025", "2025"; what is no date stays as it is.
std::string date_words(const std::string& iso) {
    static constexpr const char* kMonths[] = {"",    "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto date = parse_date(iso);
    if (!date) return iso;
    std::string out = std::to_string(date->year);
    if (date->month > 0) out = std::string(kMonths[date->month]) + " " + out;
    if (date->day > 0) out = std::to_string(date->day) + " " + out;
    return out;
}

std::string when_words(const Event& event) {
    if (event.when_start.empty() && event.when_end.empty()) return "undated";
    if (event.when_end.empty() || event.when_start == event.when_end) return date_words(event.when_start);
    if (event.when_start.empty()) return "until " + date_words(event.when_end);
    return date_words(event.when_start) + " to " + date_words(event.when_end);
}

/// 1234567 -> "1,234,567"; a fraction keeps up to two places.
std::string number_words(double value) {
    char buffer[64];
    const bool whole = value == std::floor(value);
    std::snprintf(buffer, sizeof buffer, whole ? "%.0f" : "%.2f", value);
    std::string out = buffer;
    const std::size_t point = out.find('.');
    std::size_t at = point == std::string::npos ? out.size() : point;
    for (const std::size_t first = out[0] == '-' ? 2 : 1; at > 3 && at - 3 >= first; at -= 3) out.insert(at - 3, ",");
    return out;
}

std::string amount_words(const Quantity& q) {
    static const std::map<std::string, std::string> kApprox = {
        {"about", "about "}, {"at_least", "at least "}, {"at_most", "at most "}, {"nearly", "nearly "}};
    const auto approx = kApprox.find(q.approx);
    std::string out = approx == kApprox.end() ? std::string() : approx->second;
    out += number_words(q.value);
    if (q.high > q.value) out += " to " + number_words(q.high);
    if (q.kind == "money") return out + " " + (q.unit.empty() ? "(currency not said)" : q.unit);
    const bool fate =
        q.kind == "killed" || q.kind == "injured" || q.kind == "arrested" || q.kind == "missing" || q.kind == "displaced";
    if (fate) return out + " " + q.kind;
    return out + " " + (q.unit.empty() ? q.kind : q.unit);
}

std::string word_of(const EventAttribution& a) {
    const std::string cue = a.cue.empty() ? "" : " (“" + a.cue + "”)";
    if (a.speaker.empty()) {
        const char* how = a.stance == "claims"     ? "only alleged"
                          : a.stance == "denies"   ? "denied"
                          : a.stance == "confirms" ? "confirmed"
                          : a.stance == "doubts"   ? "not verified"
                                                   : "reported, nobody named";
        return how + cue;
    }
    if (a.stance == "claims") return "claimed by " + a.speaker;
    if (a.stance == "denies") return "denied by " + a.speaker + cue;
    if (a.stance == "confirms") return "confirmed by " + a.speaker;
    if (a.stance == "doubts") return "doubted by " + a.speaker + cue;
    return "according to " + a.speaker;
}

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) out += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
    return out;
}

std::string capitalised(const std::string& s) {
    if (s.empty()) return s;
    std::size_t at = 0;
    text::next(s, at);
    return text::upper(s.substr(0, at)) + s.substr(at);
}

const std::string& called(const Party& party) { return party.name.empty() ? party.text : party.name; }

/// Both sides the same parties: they did it to each other.
bool is_mutual(const Event& event) {
    std::set<std::string> actors, recipients;
    for (const Party& p : event.actors) actors.insert(called(p));
    for (const Party& p : event.recipients) recipients.insert(called(p));
    return !actors.empty() && actors == recipients;
}

/// Puts the recipient into a phrase: "{r}" and the brackets around what needs one.
std::string filled(const std::string& phrase, const std::string& recipient) {
    std::string out;
    bool inside = false;
    for (std::size_t i = 0; i < phrase.size(); ++i) {
        if (phrase[i] == '[' || phrase[i] == ']') {
            inside = phrase[i] == '[';
        } else if (inside && recipient.empty()) {
            continue;
        } else if (phrase.compare(i, 3, "{r}") == 0) {
            out += recipient;
            i += 2;
        } else {
            out += phrase[i];
        }
    }
    return out;
}

/// "[planned]" and the like, with the mark it is shown in.
std::pair<std::string, Mark> status_words(const Event& event) {
    if (event.status == "future") return {"planned", Mark::warn};
    if (event.status == "hypothetical") return {"only possible", Mark::warn};
    if (event.status == "negated") return {"did not happen", Mark::bad};
    return {"", Mark::good};
}

/// The sentence of `events` (all of one sentence) with triggers and parties marked.
Setting evidence(const Annotated& document, const std::vector<const Event*>& events) {
    Setting out;
    const Event& first = *events.front();
    std::uint32_t begin = first.begin, end = first.end;
    const auto index = static_cast<std::size_t>(first.sentence);
    if (first.sentence >= 0 && index < document.sentences.size()) {
        begin = std::min(begin, document.sentences[index].begin);
        end = std::max(end, document.sentences[index].end);
    }
    const text::Offsets offsets(document.text());
    end = std::min<std::uint32_t>(end, static_cast<std::uint32_t>(offsets.size()));
    if (begin >= end) return out.add(first.evidence);
    std::vector<Mark> marks(end - begin, Mark::none);
    const auto paint = [&](std::uint32_t from, std::uint32_t to, Mark mark) {
        for (std::uint32_t i = std::max(from, begin); i < std::min(to, end); ++i) marks[i - begin] = mark;
    };
    for (const Event* event : events) {
        for (const Party& p : event->actors) paint(p.begin, p.end, Mark::party);
        for (const Party& p : event->recipients) paint(p.begin, p.end, Mark::party);
    }
    for (const Event* event : events) paint(event->begin, event->end, Mark::trigger);
    const std::string_view text = document.text();
    for (std::uint32_t i = begin; i < end;) {
        std::uint32_t stop = i + 1;
        while (stop < end && marks[stop - begin] == marks[i - begin]) ++stop;
        const std::size_t from = offsets.byte(i);
        out.add(text.substr(from, offsets.byte(stop) - from), marks[i - begin]);
        i = stop;
    }
    return out;
}

/// "812 words"; in scripts without spaces between words, "160 characters"; "" for no text.
std::string length_words(std::string_view text) {
    std::size_t words = 0, characters = 0, wide = 0;
    bool inside = false;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t start = i;
        const bool space = text::is_space(text::next(text, i));
        if (!space && !inside) ++words;
        inside = !space;
        characters += !space;
        wide += i - start > 2 && text::display_width(text.substr(start, i - start)) == 2;
    }
    if (words == 0) return {};
    const bool spaceless = wide * 2 > characters;
    return number_words(static_cast<double>(spaceless ? characters : words)) + (spaceless ? " characters" : " words");
}

/// The article's head: title, who published it, when, in what language, how long.
std::string card(const Outcome& outcome, const Digest::Style& style) {
    const Article& article = outcome.document.article;
    const auto width = static_cast<std::size_t>(style.width);
    std::string rule;
    for (int i = 0; i < style.width; ++i) rule += "─";
    rule += "\n";
    std::string out = rule;
    Setting title;
    title.add(article.title.empty() ? "(no title) " + outcome.id : article.title, Mark::strong);
    out += title.lines(width, style.color);
    std::vector<std::string> facts;
    const auto fact = [&](std::string s) {
        if (!s.empty()) facts.push_back(std::move(s));
    };
    fact(article.publisher);
    fact(article.agency == article.publisher ? std::string() : article.agency);
    fact(article.published.empty() ? "date not known" : date_words(article.published));
    fact(article.language.empty() ? "" : language_name(article.language));
    fact(length_words(article.text));
    if (article.access == "subscribers" || article.access == "metered") fact("for subscribers");
    Setting line;
    line.add(text::join(facts, " · "));
    out += line.lines(width, style.color);
    if (!article.authors.empty()) {
        Setting by;
        by.add("by " + joined(article.authors));
        out += by.lines(width, style.color);
    }
    Setting where;
    where.add(!article.url.empty() ? article.url : article.title.empty() ? std::string() : outcome.id, Mark::faint);
    return out + where.lines(width, style.color) + rule;
}

/// "7 events: 5 that happened, 1 planned, 1 that did not happen; 3 on somebody's word only."
std::string summary(const std::vector<Event>& events) {
    std::size_t planned = 0, possible = 0, negated = 0, attributed = 0;
    for (const Event& e : events) {
        planned += e.status == "future";
        possible += e.status == "hypothetical";
        negated += e.status == "negated";
        attributed += !e.attribution.empty();
    }
    const auto part = [](std::size_t n, const char* what) { return n ? ", " + std::to_string(n) + what : std::string(); };
    const std::size_t actual = events.size() - planned - possible - negated;
    std::string out = std::to_string(events.size()) + (events.size() == 1 ? " event: " : " events: ") +
                      std::to_string(actual) + " that happened";
    out += part(planned, " planned") + part(possible, " only possible") + part(negated, " that did not happen");
    if (attributed) out += "; " + std::to_string(attributed) + " on somebody's word only";
    return out + ".";
}

std::string why_lines(const std::vector<Why>& why, const Digest::Style& style) {
    std::string out;
    for (const Why& w : why) {
        Setting line;
        line.add(w.field + ": " + w.rule + (w.words.empty() ? "" : " (" + w.words + ")"), Mark::faint);
        out += line.lines(static_cast<std::size_t>(style.width), style.color, "        ", "      - ");
    }
    return out;
}

}  // namespace

Result<Digest> Digest::load() {
    Digest digest;
    auto deeds = resource::rows("digest/deeds.tsv");
    if (!deeds) return tl::unexpected(deeds.error());
    for (const resource::Row& row : *deeds) {
        if (row[0].empty() || row[2].empty() || row[3].empty())
            return resource::bad_row(row, "type, mode, past and base are wanted");
        digest.deeds_[{std::string(row[0]), std::string(row[1])}] = {std::string(row[2]), std::string(row[3])};
    }
    auto sectors = resource::rows("digest/sectors.tsv");
    if (!sectors) return tl::unexpected(sectors.error());
    for (const resource::Row& row : *sectors) digest.sectors_[std::string(row[0])] = std::string(row[1]);
    digest.countries_ = country_names();
    return digest;
}

std::string Digest::deed(const Event& event) const {
    const auto country = [&](const std::string& code) {
        const auto it = countries_.find(code);
        return it == countries_.end() ? code : it->second;
    };
    const auto named = [&](const Party& party) {
        std::string out = called(party);
        std::vector<std::string> notes;
        if (const std::string state = country(party.country); !state.empty() && out.find(state) == std::string::npos)
            notes.push_back(state);
        if (const auto it = sectors_.find(party.sector); it != sectors_.end() && party.country != party.sector)
            notes.push_back(it->second);  // an international body is "IGO" twice
        return notes.empty() ? out : out + " (" + text::join(notes, ", ") + ")";
    };
    std::vector<std::string> actors, recipients;
    for (const Party& p : event.actors) actors.push_back(named(p));
    for (const Party& p : event.recipients) recipients.push_back(named(p));
    if (is_mutual(event)) recipients = {"each other"};
    auto it = deeds_.find({event.type, event.mode});
    if (it == deeds_.end()) it = deeds_.find({event.type, ""});
    const Deed words = it == deeds_.end() ? Deed{event.type, event.type} : it->second;
    const char* helper = event.status == "future"         ? "will "
                         : event.status == "hypothetical" ? "might "
                         : event.status == "negated"      ? "did not "
                                                          : "";
    std::string out = capitalised(actors.empty() ? kNobody : joined(actors)) + " " + helper;
    out += filled(*helper ? words.base : words.past, joined(recipients));
    std::string place = !event.where_text.empty() ? event.where_text : event.where_place;
    const std::string state = country(event.where_country);
    if (place.empty()) place = state;
    if (!state.empty() && place.find(state) == std::string::npos) place += " (" + state + ")";
    if (!place.empty()) out += (place[0] >= 'a' && place[0] <= 'z' ? ", at " : ", in ") + place;  // "at a highway near Lima"
    return out;
}

namespace {

/// One event: the sentence that tells it, then its codes.
std::string told(const Digest& digest, const Event& event, std::size_t number, std::size_t same,
                 const Digest::Style& style) {
    const auto width = static_cast<std::size_t>(style.width);
    Setting sentence;
    sentence.add(when_words(event) + ": ", Mark::strong);
    if (event.historical) sentence.add("[background] ", Mark::faint);
    if (const auto [words, mark] = status_words(event); !words.empty()) sentence.add("[" + words + "] ", mark);
    std::string rest = digest.deed(event);
    std::vector<std::string> amounts;
    for (const Quantity& q : event.quantities) amounts.push_back(amount_words(q));
    if (!amounts.empty()) rest += "; " + joined(amounts);
    sentence.add(rest + ".");
    std::vector<std::string> words;
    for (const EventAttribution& a : event.attribution) words.push_back(word_of(a));
    if (!words.empty()) sentence.add(" " + capitalised(text::join(words, ", ")) + ".", Mark::warn);
    char label[32];
    std::snprintf(label, sizeof label, "%3zu. ", number);
    std::string out = sentence.lines(width, style.color, "     ", label);

    char confidence[32];
    std::snprintf(confidence, sizeof confidence, "%.2f", event.confidence);
    Setting codes;
    codes.add(event.type + (event.mode.empty() ? "" : "/" + event.mode) + ", “" + event.trigger + "”, confidence " +
                  confidence + (same ? ", same deed as " + std::to_string(same) : ""),
              Mark::faint);
    out += codes.lines(width, style.color, "     ");
    if (style.explain) {
        out += why_lines(event.why, style);
        for (const Party& p : event.actors) out += why_lines(p.why, style);
        for (const Party& p : event.recipients) out += why_lines(p.why, style);
    }
    return out;
}

}  // namespace

std::string Digest::render(const Outcome& outcome, const Style& style) const {
    const auto width = static_cast<std::size_t>(style.width);
    const auto note = [&](const std::string& words, Mark mark) {
        Setting line;
        line.add(words, mark);
        return line.lines(width, style.color);
    };
    if (outcome.error)
        return note(outcome.id + ": could not be read: " + outcome.error->message + " [" + outcome.error->stage + ", " +
                        outcome.error->code + "]",
                    Mark::bad) +
               "\n";
    std::string out = card(outcome, style);
    if (!outcome.notice.empty()) return out + note("Events were not coded: " + outcome.notice + ".", Mark::warn) + "\n";
    if (outcome.document.text().empty()) return out + note("No article text was found on this page.", Mark::warn) + "\n";
    if (outcome.events.empty()) return out + note("No event was found in it.", Mark::none) + "\n";
    out += note(summary(outcome.events), Mark::none);
    std::map<std::string, std::size_t> first_of;  // number of the first event of each same_as group
    for (std::size_t i = 0; i < outcome.events.size();) {
        std::vector<const Event*> group;
        out += "\n";
        for (const int sentence = outcome.events[i].sentence;
             i < outcome.events.size() && outcome.events[i].sentence == sentence; ++i) {
            const Event& event = outcome.events[i];
            std::size_t same = 0;
            if (!event.same_as.empty())
                if (const auto [it, fresh] = first_of.emplace(event.same_as, i + 1); !fresh) same = it->second;
            out += told(*this, event, i + 1, same, style);
            group.push_back(&event);
        }
        out += evidence(outcome.document, group).lines(width, style.color, "     │ ");
    }
    return out + "\n";
}

}  // namespace newshound::app
