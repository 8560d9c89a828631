#define PCRE2_CODE_UNIT_WIDTH 8
#include "annotate/regex.h"

#include <pcre2.h>

#include <map>
#include <vector>

namespace newshound::annotate {

namespace {

template <auto Free>
struct Deleter {
    template <class T>
    void operator()(T* p) const {
        Free(p);
    }
};
using Code = std::unique_ptr<pcre2_code, Deleter<pcre2_code_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Deleter<pcre2_match_data_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Deleter<pcre2_match_context_free>>;
using CompileContext = std::unique_ptr<pcre2_compile_context, Deleter<pcre2_compile_context_free>>;
using JitStack = std::unique_ptr<pcre2_jit_stack, Deleter<pcre2_jit_stack_free>>;

// Ample for any word of a language; a hostile megabyte without spaces gives up after about a second instead of never.
constexpr std::uint32_t kMatchLimit = 4'000'000;
constexpr std::uint32_t kHeapLimitKib = 64 * 1024;
constexpr std::size_t kJitStackStart = 32 * 1024, kJitStackMost = 16 * 1024 * 1024;

}  // namespace

struct Regex::Impl {
    Code code;
};

struct Regex::Scratch::Impl {
    MatchData data{pcre2_match_data_create(1, nullptr)};
    MatchContext context{pcre2_match_context_create(nullptr)};
    JitStack stack{pcre2_jit_stack_create(kJitStackStart, kJitStackMost, nullptr)};

    Impl() {
        pcre2_set_match_limit(context.get(), kMatchLimit);
        pcre2_set_heap_limit(context.get(), kHeapLimitKib);
        pcre2_jit_stack_assign(context.get(), nullptr, stack.get());
    }
};

Regex::Scratch::Scratch() : impl_(std::make_unique<Impl>()) {}
Regex::Scratch::Scratch(Scratch&&) noexcept = default;
Regex::Scratch& Regex::Scratch::operator=(Scratch&&) noexcept = default;
Regex::Scratch::~Scratch() = default;

Regex::Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;
Regex::~Regex() = default;

Result<Regex> Regex::compile(std::string_view source) {
    const CompileContext context(pcre2_compile_context_create(nullptr));
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_LF);
    int error = 0;
    PCRE2_SIZE at = 0;
    Code code(pcre2_compile(reinterpret_cast<PCRE2_SPTR>(source.data()), source.size(), PCRE2_UTF | PCRE2_UCP, &error, &at,
                            context.get()));
    if (!code) {
        PCRE2_UCHAR message[200];
        pcre2_get_error_message(error, message, sizeof message);
        return fail("bad_pattern", "model",
                    std::string(reinterpret_cast<const char*>(message)) + " at offset " + std::to_string(at));
    }
    pcre2_jit_compile(code.get(), PCRE2_JIT_COMPLETE);  // without JIT support the interpreter is used
    Regex out;
    out.impl_ = std::make_unique<Impl>(Impl{std::move(code)});
    return out;
}

std::optional<Regex::Match> Regex::run(std::string_view subject, Scratch& scratch, std::size_t from,
                                       unsigned options) const {
    if (!impl_) return std::nullopt;
    pcre2_match_data* data = scratch.impl_->data.get();
    const int found = pcre2_match(impl_->code.get(), reinterpret_cast<PCRE2_SPTR>(subject.data()), subject.size(), from,
                                  options | PCRE2_NO_UTF_CHECK, data, scratch.impl_->context.get());
    if (found < 0) return std::nullopt;
    const PCRE2_SIZE* bounds = pcre2_get_ovector_pointer(data);
    if (bounds[0] > bounds[1]) return std::nullopt;
    return Match{bounds[0], bounds[1]};
}

std::optional<Regex::Match> Regex::search(std::string_view subject, Scratch& scratch, std::size_t from,
                                          bool not_empty_at_start) const {
    return run(subject, scratch, from, not_empty_at_start ? PCRE2_NOTEMPTY_ATSTART : 0U);
}

bool Regex::matches_at_start(std::string_view subject, Scratch& scratch) const {
    // PCRE2_ANCHORED as a match option would switch the JIT code off; the patterns are anchored by themselves.
    const auto match = run(subject, scratch, 0, 0);
    return match && match->begin == 0;
}

namespace {

constexpr std::size_t kLargeClass = 200;

/// The end (one past ']') of the character class that starts at `begin`.
std::size_t class_end(std::string_view s, std::size_t begin) {
    std::size_t i = begin + 1;
    if (i < s.size() && s[i] == '^') ++i;
    if (i < s.size() && s[i] == ']') ++i;
    while (i < s.size() && s[i] != ']') i += s[i] == '\\' ? 2 : 1;
    return std::min(i + 1, s.size());
}

std::string translate_escapes(std::string_view s) {
    std::string out;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s[i] != '\\' || i + 1 >= s.size()) {
            out += s[i];
            continue;
        }
        const char kind = s[i + 1];
        const std::size_t digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        if (digits != 0 && i + 2 + digits <= s.size()) {
            out += "\\x{" + std::string(s.substr(i + 2, digits)) + "}";
            i += 1 + digits;
        } else {
            out += s.substr(i, 2);
            ++i;
        }
    }
    return out;
}

/// Calls `visit(begin, end)` for every character class of `s`.
template <class Visit>
void each_class(std::string_view s, Visit visit) {
    for (std::size_t i = 0; i < s.size();) {
        if (s[i] == '\\') {
            i += 2;
        } else if (s[i] == '[') {
            const std::size_t end = class_end(s, i);
            visit(i, end);
            i = end;
        } else {
            ++i;
        }
    }
}

}  // namespace

std::string Regex::from_python(std::string_view source) {
    std::string flags;
    for (const auto& [python, pcre] : {std::pair<std::string_view, const char*>{"(?iu)", "(?i)"}, {"(?u)", ""}}) {
        if (!source.starts_with(python)) continue;
        flags = pcre;
        source.remove_prefix(python.size());
        break;
    }
    const std::string body = translate_escapes(source);
    std::map<std::string, int, std::less<>> large;  // class -> times it stands in the pattern
    each_class(body, [&](std::size_t begin, std::size_t end) {
        if (end - begin >= kLargeClass) ++large[body.substr(begin, end - begin)];
    });
    std::erase_if(large, [](const auto& entry) { return entry.second < 8; });
    if (large.empty()) return flags + body;
    std::string definitions = "(?(DEFINE)";
    int next = 0;
    for (auto& [text, number] : large) {
        number = next++;
        definitions += "(?<class" + std::to_string(number) + ">" + text + ")";
    }
    definitions += ")";
    std::string out;
    std::size_t copied = 0;
    each_class(body, [&](std::size_t begin, std::size_t end) {
        const auto it = large.find(std::string_view(body).substr(begin, end - begin));
        if (it == large.end()) return;
        out.append(body, copied, begin - copied);
        out += "(?&class" + std::to_string(it->second) + ")";
        copied = end;
    });
    out.append(body, copied);
    return flags + definitions + "(?:" + out + ")";
}

}  // namespace newshound::annotate
