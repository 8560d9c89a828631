#include "archive/warc_head.h"

#include <algorithm>

#include "archive/window.h"

namespace newshound::archive {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

/// The line that `bytes` begin with, its end included ("" where the end is missing).
std::string_view line_of(std::string_view bytes) { return bytes.substr(0, bytes.find('\n') + 1); }

bool is_version_line(std::string_view line) {
    if (!begins_record(line) || line.size() > 20) return false;
    for (const char c : trim_blanks(line.substr(5)))
        if (!is_digit(c) && c != '.') return false;
    return true;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trim_blanks(std::string_view s) {
    constexpr std::string_view blanks = " \t\r\n";
    s.remove_prefix(std::min(s.size(), s.find_first_not_of(blanks)));
    return s.substr(0, s.find_last_not_of(blanks) + 1);
}

std::size_t find_version_line(std::string_view bytes, char before) {
    for (std::size_t at = bytes.find("WARC/"); at != std::string_view::npos; at = bytes.find("WARC/", at + 5)) {
        if ((at == 0 ? before : bytes[at - 1]) != '\n') continue;
        const std::string_view line = line_of(bytes.substr(at));
        if (line.empty() || !is_version_line(line)) continue;
        const std::string_view field = bytes.substr(at + line.size(), kVersionLookahead - 20);
        const std::size_t name_end =
            field.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");
        if (name_end != std::string_view::npos && name_end > 0 && field[name_end] == ':' && is_letter(field[0])) return at;
    }
    return std::string_view::npos;
}

bool begins_like_record(std::string_view bytes) {
    constexpr std::string_view begin = "WARC/";
    const std::size_t n = std::min(begin.size(), bytes.size());
    return bytes.substr(0, n) == begin.substr(0, n);
}

void continue_head(std::string_view bytes, WarcHead& head) {
    for (;;) {
        const std::string_view line = line_of(bytes.substr(head.seen));
        if (line.empty()) return;
        if (head.seen > 0 && is_version_line(line)) {
            head.next_record = head.seen;
            return;
        }
        head.seen += line.size();
        if (line == "\r\n" || line == "\n") {
            head.end = head.seen;
            return;
        }
    }
}

std::string_view WarcFields::parse(std::string_view head, std::vector<WarcField>& fields) {
    fields.clear();
    folded_.clear();
    const std::string_view version = line_of(head);
    for (std::size_t at = version.size(); at < head.size();) {
        const std::string_view line = line_of(head.substr(at));
        if (line.empty()) break;
        at += line.size();
        if ((line[0] == ' ' || line[0] == '\t') && !fields.empty()) {
            const std::string_view rest = trim_blanks(line);
            if (rest.empty()) continue;
            WarcField& field = fields.back();
            if (folded_.empty() || field.value.data() != folded_.back().data()) folded_.emplace_back(field.value);
            folded_.back().append(1, ' ').append(rest);
            field.value = folded_.back();
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        fields.push_back({trim_blanks(line.substr(0, colon)), trim_blanks(line.substr(colon + 1))});
    }
    return trim_blanks(version);
}

}  // namespace newshound::archive
