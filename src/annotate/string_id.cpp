#include "annotate/string_id.h"

#include <charconv>
#include <cstring>
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace newshound::annotate {

namespace {

// The symbol table in the order of its numbers, from 1 on; "A19..A63" stands for A19, A20, ... A63.
constexpr std::string_view kSymbols =
    "IS_ALPHA IS_ASCII IS_DIGIT IS_LOWER IS_PUNCT IS_SPACE IS_TITLE IS_UPPER LIKE_URL LIKE_NUM "
    "LIKE_EMAIL IS_STOP IS_OOV_DEPRECATED IS_BRACKET IS_QUOTE IS_LEFT_PUNCT IS_RIGHT_PUNCT IS_CURRENCY "
    "FLAG19..FLAG63 ID ORTH LOWER NORM SHAPE PREFIX SUFFIX LENGTH CLUSTER LEMMA POS TAG DEP ENT_IOB "
    "ENT_TYPE HEAD SENT_START SPACY PROB LANG ADJ ADP ADV AUX CONJ CCONJ DET INTJ NOUN NUM PART PRON "
    "PROPN PUNCT SCONJ SYM VERB X EOL SPACE DEPRECATED001..DEPRECATED276 PERSON NORP FACILITY ORG GPE "
    "LOC PRODUCT EVENT WORK_OF_ART LANGUAGE LAW DATE TIME PERCENT MONEY QUANTITY ORDINAL CARDINAL acomp "
    "advcl advmod agent amod appos attr aux auxpass cc ccomp complm conj cop csubj csubjpass dep det "
    "dobj expl hmod hyph infmod intj iobj mark meta neg nmod nn npadvmod nsubj nsubjpass num number oprd "
    "obj obl parataxis partmod pcomp pobj poss possessive preconj prep prt punct quantmod relcl rcmod "
    "root xcomp acl ENT_KB_ID MORPH ENT_ID IDX _ ";

struct Symbols {
    std::deque<std::string> storage;  // a deque: views of its strings stay good
    std::vector<std::string_view> names;
    std::unordered_map<std::string_view, StringId> ids;

    void add(std::string name) {
        storage.push_back(std::move(name));
        ids.emplace(storage.back(), names.size());
        names.push_back(storage.back());
    }

    void add_range(std::string_view range) {
        const std::size_t dots = range.find("..");
        const std::string_view first = range.substr(0, dots), last = range.substr(dots + 2);
        const std::size_t digits = first.find_first_of("0123456789");
        const std::size_t width = first.size() - digits;
        int from = 0, to = 0;
        std::from_chars(first.data() + digits, first.data() + first.size(), from);
        std::from_chars(last.data() + digits, last.data() + last.size(), to);
        for (int i = from; i <= to; ++i) {
            std::string number = std::to_string(i);
            number.insert(0, width - std::min(width, number.size()), '0');
            add(std::string(first.substr(0, digits)) + number);
        }
    }

    Symbols() {
        add("");
        for (std::size_t i = 0; i < kSymbols.size();) {
            const std::size_t end = std::min(kSymbols.find(' ', i), kSymbols.size());
            const std::string_view word = kSymbols.substr(i, end - i);
            if (word.find("..") != std::string_view::npos)
                add_range(word);
            else if (!word.empty())
                add(std::string(word));
            i = end + 1;
        }
    }
};

const Symbols& symbols() {
    static const Symbols table;
    return table;
}

}  // namespace

std::uint64_t murmur64a(std::string_view bytes, std::uint64_t seed) {
    constexpr std::uint64_t kMul = 0xc6a4a7935bd1e995ULL;
    constexpr int kShift = 47;
    std::uint64_t h = seed ^ (bytes.size() * kMul);
    std::size_t i = 0;
    for (; i + 8 <= bytes.size(); i += 8) {
        std::uint64_t k;
        std::memcpy(&k, bytes.data() + i, 8);
        k *= kMul;
        k ^= k >> kShift;
        k *= kMul;
        h ^= k;
        h *= kMul;
    }
    if (i < bytes.size()) {
        std::uint64_t rest = 0;
        for (std::size_t j = bytes.size(); j > i; --j) rest = (rest << 8) | static_cast<unsigned char>(bytes[j - 1]);
        h ^= rest;
        h *= kMul;
    }
    h ^= h >> kShift;
    h *= kMul;
    h ^= h >> kShift;
    return h;
}

StringId string_id(std::string_view s) {
    constexpr std::size_t kLongestSymbol = 17;  // "IS_OOV_DEPRECATED"
    if (s.size() <= kLongestSymbol) {
        const auto& ids = symbols().ids;
        if (const auto it = ids.find(s); it != ids.end()) return it->second;
    }
    return murmur64a(s, 1);
}

std::string_view symbol_name(StringId id) {
    const auto& names = symbols().names;
    return id < names.size() ? names[id] : std::string_view();
}

}  // namespace newshound::annotate
