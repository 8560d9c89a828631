#include "archive/http.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "archive/chunked.h"
#include "archive/coding.h"
#include "archive/warc_head.h"

namespace newshound::archive {

namespace {

constexpr int kMostInterim = 16;  // responses that announce another one

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

std::string lowered(std::string_view s) {
    std::string out(s);
    std::transform(out.begin(), out.end(), out.begin(), lower);
    return out;
}

bool begins_response(std::string_view message) {
    return message.size() >= 6 && same_name(message.substr(0, 5), "HTTP/") && message[5] >= '0' && message[5] <= '9';
}

void note(HttpResponse& response, std::string_view problem) {
    if (!response.problem.empty()) response.problem += "; ";
    response.problem += problem;
}

/// "HTTP/1.1 200 OK"
void read_status_line(std::string_view line, HttpResponse& response) {
    line = trim_blanks(line.substr(5));
    const std::size_t version_end = std::min(line.size(), line.find_first_of(" \t"));
    response.version = line.substr(0, version_end);
    line = trim_blanks(line.substr(version_end));
    const auto [end, problem] =
        std::from_chars(line.data(), line.data() + std::min<std::size_t>(line.size(), 3), response.status);
    if (problem != std::errc{}) note(response, "no status number");
    response.reason = trim_blanks(line.substr(static_cast<std::size_t>(end - line.data())));
}

void read_field(std::string_view line, HttpResponse& response) {
    const bool folded = line[0] == ' ' || line[0] == '\t';
    if (folded && !response.fields.empty()) {
        const std::string_view rest = trim_blanks(line);
        if (!rest.empty()) response.fields.back().value.append(1, ' ').append(rest);
        return;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
        if (response.problem.empty()) note(response, "a header line without a colon");
        return;
    }
    response.fields.push_back(
        {std::string(trim_blanks(line.substr(0, colon))), std::string(trim_blanks(line.substr(colon + 1)))});
}

/// Reads status line and fields, cuts them from `message`.
Status read_head(std::string_view& message, const HttpLimits& limits, HttpResponse& response) {
    if (!begins_response(message)) return fail("bad_http", "ingest", "no HTTP status line");
    bool first = true;
    const std::size_t whole = message.size();
    while (!message.empty()) {
        const std::size_t newline = message.find('\n');
        const std::string_view line = message.substr(0, newline == std::string_view::npos ? message.size() : newline + 1);
        // A page that begins without the empty line before it.
        if (!first && line[0] == '<') {
            note(response, "no empty line after the header");
            return {};
        }
        if (whole - message.size() + line.size() > limits.max_head)
            return fail("too_large", "ingest",
                        "the HTTP header is longer than " + std::to_string(limits.max_head) + " bytes");
        message.remove_prefix(line.size());
        if (line == "\r\n" || line == "\n") return {};
        if (first) {
            read_status_line(line, response);
        } else {
            read_field(line, response);
        }
        first = false;
    }
    note(response, "the header does not end");
    response.truncated = true;
    return {};
}

/// Responses that only say that another one follows.
bool is_interim(const HttpResponse& response) {
    return (response.status >= 100 && response.status < 200) ||
           (response.status == 200 && lowered(response.reason).find("connection established") != std::string::npos);
}

/// The elements of a list field, in all fields of that name: "gzip, chunked".
std::vector<std::string_view> elements(const HttpResponse& response, std::string_view name) {
    std::vector<std::string_view> found;
    for (const HttpField& field : response.fields) {
        if (!same_name(field.name, name)) continue;
        for (std::string_view rest = field.value; !rest.empty();) {
            const std::size_t comma = std::min(rest.size(), rest.find(','));
            std::string_view element = rest.substr(0, comma);
            element = trim_blanks(element.substr(0, element.find(';')));
            if (!element.empty()) found.push_back(element);
            rest.remove_prefix(std::min(rest.size(), comma + 1));
        }
    }
    return found;
}

/// The body on its way through its codings.
class Body {
public:
    Body(std::string_view bytes, std::string& buffer, const HttpLimits& limits, HttpResponse& response)
        : bytes_(bytes), buffer_(buffer), limits_(limits), response_(response) {}

    [[nodiscard]] std::string_view bytes() const { return bytes_; }

    Status unchunk(bool declared) {
        Chunks chunks;
        if (!read_chunks(bytes_, chunks)) {
            if (declared && !bytes_.empty()) note(response_, "said to be chunked, and is not");
            return {};
        }
        // Text that happens to begin with a number is not cut up on a guess.
        if (!declared && (!chunks.complete || chunks.damaged)) return {};
        if (!declared) note(response_, "chunked, and not said to be");
        if (!chunks.complete) response_.truncated = true;
        if (chunks.damaged) note(response_, "damaged chunks; the rest of the body is taken as it stands");
        if (chunks.pieces.size() <= 1) {
            bytes_ = chunks.pieces.empty() ? std::string_view{} : chunks.pieces[0];
            return {};
        }
        std::string joined;
        joined.reserve(bytes_.size());
        for (const std::string_view piece : chunks.pieces) joined.append(piece);
        keep(std::move(joined));
        return {};
    }

    Status decode_one(std::string_view name) {
        const Coding coding = coding_of(name);
        if (coding == Coding::identity || bytes_.empty()) return {};
        if (coding == Coding::unknown) {
            note(response_, "unknown coding " + std::string(name.substr(0, 40)));
            return {};
        }
        std::string decoded;
        auto ending = decode(coding, bytes_, decoded, limits_.max_body);
        if (!ending && ending.error().code == "too_large") return tl::unexpected<Error>(ending.error());
        if (!ending) {
            note(response_, "said to be " + std::string(name) + ", and is not");
            return {};
        }
        if (*ending == Ending::cut) response_.truncated = true;
        keep(std::move(decoded));
        return {};
    }

private:
    void keep(std::string decoded) {
        buffer_ = std::move(decoded);
        bytes_ = buffer_;
    }

    std::string_view bytes_;
    std::string& buffer_;
    const HttpLimits& limits_;
    HttpResponse& response_;
};

std::optional<std::uint64_t> content_length(const HttpResponse& response) {
    const std::string_view value = response.field("Content-Length");
    std::uint64_t length = 0;
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), length);
    if (value.empty() || problem != std::errc{} || end != value.data() + value.size()) return std::nullopt;
    return length;
}

bool is_text(std::string_view media_type) {
    return media_type.starts_with("text/") || media_type.ends_with("html") || media_type.ends_with("xml") ||
           media_type.ends_with("json");
}

Status read_body(std::string_view bytes, std::string& buffer, const HttpLimits& limits, HttpResponse& response) {
    const auto transfer = elements(response, "Transfer-Encoding");
    const auto content = elements(response, "Content-Encoding");
    if (transfer.size() + content.size() > limits.max_codings)
        return fail("bad_http", "ingest", "more than " + std::to_string(limits.max_codings) + " codings one over another");
    Body body(bytes, buffer, limits, response);
    bool unchunked = false;
    for (auto name = transfer.rbegin(); name != transfer.rend(); ++name) {
        const bool chunked = same_name(*name, "chunked");
        unchunked |= chunked;
        if (auto ok = chunked ? body.unchunk(true) : body.decode_one(*name); !ok) return ok;
    }
    const auto length = content_length(response);
    if (!unchunked && (!length || *length != bytes.size())) {
        if (auto ok = body.unchunk(false); !ok) return ok;
    }
    if (transfer.empty() && length && *length > bytes.size()) response.truncated = true;
    for (auto name = content.rbegin(); name != content.rend(); ++name)
        if (auto ok = body.decode_one(*name); !ok) return ok;
    // No text begins like this: somebody forgot to say that it is compressed, or named another coding.
    if (is_gzip(body.bytes()) && is_text(response.media_type)) {
        note(response, "gzip, and not said to be");
        if (auto ok = body.decode_one("gzip"); !ok) return ok;
    }
    if (body.bytes().size() > limits.max_body)
        return fail("too_large", "ingest", "the body is longer than " + std::to_string(limits.max_body) + " bytes");
    response.body = body.bytes();
    return {};
}

}  // namespace

std::string_view HttpResponse::field(std::string_view wanted) const {
    for (const HttpField& f : fields)
        if (same_name(f.name, wanted)) return f.value;
    return {};
}

Result<HttpResponse> parse_http(std::string_view message, std::string& buffer, const HttpLimits& limits) {
    HttpResponse response;
    for (int interim = 0;; ++interim) {
        message.remove_prefix(std::min(message.size(), message.find_first_not_of("\r\n \t")));
        response = HttpResponse{};
        if (auto ok = read_head(message, limits, response); !ok) return tl::unexpected<Error>(ok.error());
        if (!is_interim(response) || !begins_response(message) || interim == kMostInterim) break;
    }
    MediaType type = parse_media_type(response.field("Content-Type"));
    response.media_type = std::move(type.type);
    response.charset = std::move(type.charset);
    if (auto ok = read_body(message, buffer, limits, response); !ok) return tl::unexpected<Error>(ok.error());
    return response;
}

MediaType parse_media_type(std::string_view value) {
    MediaType found;
    const std::size_t type_end = std::min(value.size(), value.find_first_of(";,"));
    found.type = lowered(trim_blanks(value.substr(0, type_end)));
    if (found.type.find_first_of(" \t") != std::string::npos) found.type.resize(found.type.find_first_of(" \t"));
    // Parameters are told apart by more than the standard's ";": two values in one field, a missing ";".
    for (std::size_t at = type_end; at < value.size();) {
        at = value.find_first_not_of(";, \t", at);
        if (at == std::string_view::npos) break;
        const std::size_t name_end = std::min(value.size(), value.find_first_of("=;,", at));
        const std::string_view name = trim_blanks(value.substr(at, name_end - at));
        at = name_end;
        if (name_end == value.size() || value[name_end] != '=') continue;
        at = std::min(value.size(), value.find_first_not_of(" \t", name_end + 1));
        std::string_view parameter;
        if (at < value.size() && (value[at] == '"' || value[at] == '\'')) {
            const std::size_t close = std::min(value.size(), value.find(value[at], at + 1));
            parameter = value.substr(at + 1, close - at - 1);
            at = std::min(value.size(), close + 1);
        } else {
            const std::size_t end = std::min(value.size(), value.find_first_of(";, \t", at));
            parameter = value.substr(at, end - at);
            at = end;
        }
        if (same_name(name, "charset") && found.charset.empty()) found.charset = lowered(trim_blanks(parameter));
    }
    return found;
}

}  // namespace newshound::archive
