#include "extract/language.h"

#include <algorithm>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include "base/text.h"

namespace newshound::extract {

namespace {

/// "EN_us" -> "en-US"; "" for what is no tag.
std::string normal_tag(std::string_view s) {
    s = text::trim(s);
    s = s.substr(0, s.find_first_of(",; "));
    std::string out;
    std::size_t part = 0;
    for (std::string_view raw : text::split(s, s.find('_') != std::string_view::npos ? '_' : '-')) {
        if (raw.empty() || raw.size() > 8) return out;
        const bool letters =
            std::all_of(raw.begin(), raw.end(), [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; });
        if (!letters) return out;
        std::string piece = text::lower(raw);
        if (part == 0 && (piece.size() < 2 || piece.size() > 3)) return {};
        if (part > 0 && piece.size() == 2) piece = text::upper(piece);
        if (part > 0 && piece.size() == 4) piece[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(piece[0])));
        out += (part > 0 ? "-" : "") + piece;
        ++part;
    }
    return out;
}

std::string primary(std::string_view tag) { return std::string(tag.substr(0, tag.find('-'))); }

/// Languages that CLD2 confuses or names differently: the page's own word is taken among them.
bool akin(std::string_view a, std::string_view b) {
    const auto group = [](std::string_view t) -> int {
        if (t == "no" || t == "nb" || t == "nn" || t == "da") return 1;
        if (t == "hr" || t == "sr" || t == "bs" || t == "sh") return 2;
        if (t == "id" || t == "ms") return 3;
        if (t == "cs" || t == "sk") return 4;
        if (t == "zu" || t == "xh" || t == "ss" || t == "nr") return 5;
        if (t == "zh") return 6;
        if (t == "he" || t == "iw") return 7;
        return 0;
    };
    return a == b || (group(a) != 0 && group(a) == group(b));
}

/// At most `size` bytes from `begin` on, whole characters.
std::string_view piece(std::string_view s, std::size_t begin, std::size_t size) {
    const auto inside = [&](std::size_t at) {
        return at > 0 && at < s.size() && (static_cast<unsigned char>(s[at]) & 0xC0) == 0x80;
    };
    std::size_t end = std::min(s.size(), begin + size);
    while (inside(end)) --end;
    while (inside(begin)) --begin;
    return s.substr(begin, end - begin);
}

struct Guess {
    CLD2::Language language = CLD2::UNKNOWN_LANGUAGE;
    int percent = 0;
    bool reliable = false;
};

Guess guess_of(std::string_view sample) {
    // An empty sample, and one that CLD2 finds no letters in, leave these as they were.
    CLD2::Language top[3] = {CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE};
    int percent[3] = {0, 0, 0};
    double scores[3] = {0, 0, 0};
    bool reliable = false;
    int bytes = 0, valid = 0;
    // CLD2 looks at a few bytes past the end of what it is given.
    std::string text(sample);
    text.append(16, '\0');
    const CLD2::CLDHints hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    const CLD2::Language found =
        CLD2::ExtDetectLanguageSummaryCheckUTF8(text.data(), static_cast<int>(sample.size()), true, &hints, 0, top, percent,
                                                scores, nullptr, &bytes, &reliable, &valid);
    // CLD2's own summary takes English for a page's furniture where another language stands beside it; of an article's body
    // it is the larger part that counts.
    return {top[0] != CLD2::UNKNOWN_LANGUAGE ? top[0] : found, percent[0], reliable};
}

}  // namespace

std::string detect_language(std::string_view body, std::string_view declared) {
    const std::string tag = normal_tag(declared);
    constexpr std::size_t kEnough = 6000, kPart = 1000;
    const std::string_view sample = piece(body, 0, kEnough);
    // A text in one language shows it in two short parts; only where these leave a doubt the whole is looked at.
    Guess guess;
    if (sample.size() > 3 * kPart) {
        const std::string parts =
            std::string(piece(sample, 0, kPart)) + "\n" + std::string(piece(sample, sample.size() / 2, kPart));
        guess = guess_of(parts);
    }
    if (!guess.reliable || guess.percent < 97) guess = guess_of(sample);
    std::string detected = guess.language == CLD2::UNKNOWN_LANGUAGE ? std::string() : CLD2::LanguageCode(guess.language);
    if (detected == "un" || detected == "xxx") detected.clear();
    if (detected == "iw") detected = "he";
    if (detected.empty()) return tag;
    if (!tag.empty()) {
        if (akin(primary(tag), primary(detected))) return tag == "no" ? "no" : tag;
        if (!guess.reliable || text::length(sample) < 200 || guess.percent < 60) return tag;
    }
    return detected;
}

}  // namespace newshound::extract
