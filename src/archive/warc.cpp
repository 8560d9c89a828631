#include "archive/warc.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <utility>

#include "archive/warc_head.h"
#include "archive/window.h"

namespace newshound::archive {

namespace {

constexpr std::size_t kFirstLook = 4u << 10;
constexpr std::size_t kScan = 64u << 10;

using Barrier = Window::Barrier;

constexpr std::array<std::pair<std::string_view, WarcRecord::Type>, 8> kTypes{{
    {"warcinfo", WarcRecord::Type::warcinfo},
    {"response", WarcRecord::Type::response},
    {"resource", WarcRecord::Type::resource},
    {"request", WarcRecord::Type::request},
    {"metadata", WarcRecord::Type::metadata},
    {"revisit", WarcRecord::Type::revisit},
    {"conversion", WarcRecord::Type::conversion},
    {"continuation", WarcRecord::Type::continuation},
}};

WarcRecord::Type type_of(std::string_view name) {
    for (const auto& [known, type] : kTypes)
        if (same_name(name, known)) return type;
    return WarcRecord::Type::other;
}

std::string_view without_brackets(std::string_view s) {
    if (s.size() >= 2 && s.front() == '<' && s.back() == '>') s = s.substr(1, s.size() - 2);
    return trim_blanks(s);
}

/// Error code and words of a barrier that is a fault of the file.
std::pair<const char*, const char*> fault(Barrier barrier) {
    switch (barrier) {
        case Barrier::bad_checksum: return {"bad_checksum", "the gzip checksum is wrong: the record has been changed"};
        case Barrier::bomb: return {"too_large", "the gzip member blows up beyond any limit; the rest of it is passed over"};
        case Barrier::truncated:
        case Barrier::end: return {"truncated", "the file ends inside a record"};
        default: return {"bad_gzip", "the gzip data are damaged"};
    }
}

}  // namespace

struct WarcReader::State {
    State(ReadBytes from, std::string file, const WarcLimits& most)
        : window(std::move(from)), name(std::move(file)), limits(most) {}

    Step next();
    Step read_record();
    Step content(const WarcHead& head);
    void show(std::string_view bytes, const WarcHead& head);
    Step no_record();
    Step broken(std::string code, const std::string& message);
    Step broken_at_barrier();
    Step medium_failed();
    bool find_record(std::uint64_t within, char before);
    WarcHead find_head();

    Window window;
    std::string name;
    WarcLimits limits;
    WarcRecord record;
    WarcFields fields;  // with the folded values that record's views point to
    Error error;
    std::uint64_t offset = 0;
    std::size_t taken = 0;    // bytes of the window that are the last record
    std::uint64_t skip = 0;   // bytes of a record that is passed over, unless another begins among them
    bool lost = false;        // what comes before the next record has been reported already
    bool pass_first = false;  // a barrier has been reported and is to be passed
    bool any_record = false;
    bool ended = false;
};

WarcReader::Step WarcReader::State::broken(std::string code, const std::string& message) {
    std::string source = record.uri.empty() ? name + "@" + std::to_string(offset) : std::string(record.uri);
    error =
        Error{std::move(code), "ingest", name + " at byte " + std::to_string(offset) + ": " + message, std::move(source)};
    record.content = {};
    return Step::broken;
}

WarcReader::Step WarcReader::State::medium_failed() {
    ended = true;
    error = *window.failure();
    record.content = {};
    return Step::broken;
}

WarcReader::Step WarcReader::State::broken_at_barrier() {
    const Barrier barrier = window.barrier();
    if (barrier == Barrier::failed) return medium_failed();
    const auto [code, words] = fault(barrier);
    pass_first = true;
    return broken(code, words);
}

WarcReader::Step WarcReader::State::next() {
    window.drop(std::exchange(taken, 0));
    if (std::exchange(pass_first, false)) ended = !window.pass();
    if (skip > 0) find_record(std::exchange(skip, 0), '\0');
    std::vector<WarcField> kept = std::move(record.fields);  // for its capacity
    kept.clear();
    record = WarcRecord{};
    record.fields = std::move(kept);
    while (!ended) {
        // No more than is there: behind the last record of a gzip member it would be the next member, too early.
        std::string_view bytes = window.view(1);
        const std::size_t newlines = std::min(bytes.size(), bytes.find_first_not_of("\r\n"));
        if (newlines > 0) {
            window.drop(newlines);
            continue;
        }
        if (!bytes.empty()) {
            if (bytes.size() < 6) bytes = window.view(6);
            offset = window.offset();
            if (begins_record(bytes)) return read_record();
            if (!lost) return no_record();
            find_record(UINT64_MAX, '\n');
            continue;
        }
        switch (window.barrier()) {
            case Barrier::member: window.pass(); break;
            case Barrier::end: ended = true; break;
            case Barrier::failed: return medium_failed();
            case Barrier::truncated:  // only a checksum is missing
                ended = !window.pass();
                break;
            default:
                offset = window.offset();
                if (!std::exchange(lost, true)) return broken_at_barrier();
                ended = !window.pass();
        }
    }
    return Step::end;
}

/// Bytes where a record should begin.
WarcReader::Step WarcReader::State::no_record() {
    const bool found = find_record(UINT64_MAX, '\n');
    const Barrier barrier = window.barrier();
    lost = true;
    if (!found && barrier == Barrier::failed) return medium_failed();
    if (!found && !any_record && barrier == Barrier::end)
        return broken("not_warc", "this is no WARC file: no record begins in it");
    if (!found && barrier != Barrier::end && barrier != Barrier::none) return broken_at_barrier();
    return broken("bad_record", "bytes that belong to no record; going on with the next one");
}

/// Drops bytes until a record begins, `within` have passed or a barrier is met. `before` stands for the byte before. True if
/// a record begins, here or behind a barrier that is a member's beginning.
bool WarcReader::State::find_record(std::uint64_t within, char before) {
    for (;;) {
        std::string_view bytes = window.view(kScan);
        const bool last = bytes.size() < kScan;
        if (bytes.size() > within) bytes = bytes.substr(0, within);
        const std::size_t at = find_version_line(bytes, before);
        if (at != std::string_view::npos) {
            window.drop(at);
            return true;
        }
        // A line cut by the end of view is looked at again with what follows it.
        const std::size_t passed = last || bytes.size() == within ? bytes.size() : bytes.size() - kVersionLookahead;
        if (passed > 0) before = bytes[passed - 1];
        window.drop(passed);
        within -= passed;
        if (last || within == 0) return last && window.barrier() == Barrier::member;
    }
}

/// Looks for the end of the header, in as many bytes as it takes.
WarcHead WarcReader::State::find_head() {
    WarcHead head;
    std::string_view bytes = window.view(0);
    for (;;) {
        const std::size_t known = bytes.size();
        continue_head(bytes.substr(0, limits.max_header), head);
        if (head.end != 0 || head.next_record != 0 || known >= limits.max_header) return head;
        bytes = window.view(std::min<std::size_t>(std::max(kFirstLook, known * 2), limits.max_header));
        if (bytes.size() == known) {
            head.cut = true;
            return head;
        }
    }
}

WarcReader::Step WarcReader::State::read_record() {
    lost = false;
    WarcHead head = find_head();
    if (head.next_record != 0) {
        record.offset = offset;
        taken = head.next_record;
        return broken("bad_record", "another record begins inside the header");
    }
    if (head.end == 0) {
        lost = true;
        if (!head.cut) {
            skip = UINT64_MAX;
            taken = 1;  // off the version line, or it would be found again
            return broken("too_large", "the header is longer than " + std::to_string(limits.max_header) + " bytes");
        }
        if (window.barrier() != Barrier::member) return broken_at_barrier();
        taken = window.view(0).size();
        return broken("bad_record", "the gzip member ends inside the header");
    }
    show(window.view(0), head);
    const std::string_view number = record.field("Content-Length");
    const auto [stop, problem] = std::from_chars(number.data(), number.data() + number.size(), record.length);
    const bool over = problem == std::errc::result_out_of_range;
    if (!over && (number.empty() || problem != std::errc{} || stop != number.data() + number.size())) {
        taken = head.end;
        lost = true;
        return broken("bad_record", number.empty() ? "no Content-Length"
                                                   : "Content-Length is no number: " + std::string(number.substr(0, 40)));
    }
    if (over || record.length > limits.max_content) {
        if (over) record.length = UINT64_MAX;
        taken = head.end;
        skip = record.length;
        lost = true;
        any_record = true;
        return broken("too_large", "the content is " + std::string(number.substr(0, 40)) + " bytes, over the limit of " +
                                       std::to_string(limits.max_content));
    }
    return content(head);
}

WarcReader::Step WarcReader::State::content(const WarcHead& head) {
    const std::uint64_t length = record.length;
    const std::size_t total = head.end + static_cast<std::size_t>(length);
    // Of a plain file, what follows shows whether the length is right; behind a gzip member lies the next, not needed yet.
    std::string_view bytes = window.view(total + (window.packed() ? 4 : kVersionLookahead));
    if (bytes.size() >= total && bytes.size() < total + kVersionLookahead) window.settle();
    bytes = window.view(0);
    const Barrier barrier = window.barrier();
    std::size_t end = std::min(total, bytes.size());
    std::string_view after = bytes.substr(end);
    after.remove_prefix(std::min(after.size(), after.find_first_not_of("\r\n")));
    const bool faulty = barrier == Barrier::damaged || barrier == Barrier::bad_checksum || barrier == Barrier::bomb;
    const bool cut = bytes.size() < total;
    if (faulty && after.empty()) {
        show(bytes, head);
        lost = true;
        return broken_at_barrier();
    }
    bool truncated = cut;
    if (cut || !begins_like_record(after)) {  // the length is wrong, or the file ends: does another record begin inside?
        const std::size_t next = find_version_line(bytes.substr(head.end, end - head.end), '\n');
        if (next != std::string_view::npos && next > 0) {
            end = head.end + next;
            truncated = true;
        }
    }
    taken = end;
    if (truncated && (end < total)) {  // the empty lines that end a record are no content
        const bool whole_member = cut && barrier == Barrier::member;
        if ((end < bytes.size() || whole_member) && bytes.substr(head.end, end - head.end).ends_with("\r\n\r\n")) end -= 4;
    }
    show(bytes, head);
    record.length = length;
    record.content = bytes.substr(head.end, end - head.end);
    record.truncated = truncated;
    any_record = true;
    window.mark_good();
    return Step::record;
}

/// Points the record at its header in `bytes`.
void WarcReader::State::show(std::string_view bytes, const WarcHead& head) {
    const std::string_view line = fields.parse(bytes.substr(0, head.end), record.fields);
    record.version = line.substr(std::min<std::size_t>(5, line.size()));
    record.type_name = record.field("WARC-Type");
    record.type = type_of(record.type_name);
    record.id = without_brackets(record.field("WARC-Record-ID"));
    record.uri = without_brackets(record.field("WARC-Target-URI"));
    record.date = record.field("WARC-Date");
    record.content_type = record.field("Content-Type");
    record.cut = record.field("WARC-Truncated");
    record.offset = offset;
}

std::string_view WarcRecord::field(std::string_view wanted) const {
    for (const WarcField& f : fields)
        if (same_name(f.name, wanted)) return f.value;
    return {};
}

bool WarcRecord::is_http_response() const {
    if (type != Type::response) return false;
    if (!content_type.empty()) return same_name(content_type.substr(0, 16), "application/http");
    return content.substr(0, 5) == "HTTP/";
}

WarcReader::WarcReader(std::unique_ptr<State> state) : state_(std::move(state)) {}
WarcReader::WarcReader(WarcReader&&) noexcept = default;
WarcReader& WarcReader::operator=(WarcReader&&) noexcept = default;
WarcReader::~WarcReader() = default;

Result<WarcReader> WarcReader::open(const std::string& path, const WarcLimits& limits) {
    auto from = read_file(path);
    if (!from) return tl::unexpected<Error>(from.error());
    return of(std::move(*from), path, limits);
}

WarcReader WarcReader::of(ReadBytes from, std::string name, const WarcLimits& limits) {
    return WarcReader(std::make_unique<State>(std::move(from), std::move(name), limits));
}

WarcReader::Step WarcReader::next() { return state_->next(); }
const WarcRecord& WarcReader::record() const { return state_->record; }
const Error& WarcReader::error() const { return state_->error; }
std::uint64_t WarcReader::bytes_read() const { return state_->window.bytes_read(); }

bool is_warc(std::string_view bytes) {
    if (unpacks_to_record(bytes)) return true;
    bytes.remove_prefix(std::min(bytes.size(), bytes.find_first_not_of("\r\n")));
    return begins_record(bytes);
}

}  // namespace newshound::archive
