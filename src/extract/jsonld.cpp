#include "extract/jsonld.h"

#include <algorithm>
#include <array>
#include <deque>
#include <unordered_map>

#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include "base/text.h"
#include "base/url.h"
#include "extract/entities.h"

namespace newshound::extract {

namespace {

using Value = rapidjson::Value;
using Document = rapidjson::Document;

constexpr std::size_t kMaxScript = 4 << 20;
constexpr std::size_t kMaxObjects = 20'000;

std::string_view view(const Value& v) { return {v.GetString(), v.GetStringLength()}; }

const Value* member(const Value& v, const char* name) {
    if (!v.IsObject()) return nullptr;
    const auto it = v.FindMember(name);
    return it == v.MemberEnd() ? nullptr : &it->value;
}

/// Makes parsable what pages write: control characters become spaces, backslashes before what JSON does not escape go.
std::string mended(std::string_view s) {
    std::string out;
    out.reserve(s.size());
    for (std::size_t i = 0; i < s.size(); ++i) {
        const char c = s[i];
        if (static_cast<unsigned char>(c) < 0x20) {
            out += ' ';
        } else if (c == '\\' && i + 1 < s.size()) {
            const char next = s[i + 1];
            if (std::string_view("\"\\/bfnrtu").find(next) != std::string_view::npos) {
                out += c;
                out += next;
            } else if (static_cast<unsigned char>(next) >= 0x20) {
                out += next;
            }
            ++i;
        } else {
            out += c;
        }
    }
    return out;
}

std::string_view without_wrapping(std::string_view s) {
    s = text::trim(s);
    for (std::string_view head : {"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["})
        if (s.starts_with(head)) s = text::trim(s.substr(head.size()));
    for (std::string_view tail : {"-->", "//]]>", "/*]]>*/", "]]>", ";"})
        if (s.ends_with(tail)) s = text::trim(s.substr(0, s.size() - tail.size()));
    return s;
}

/// A member's text: a string, a number, {"@value": ...}, {"name": ...}, or the first of a list of these.
std::string text_at(const Value& v, const char* name, int depth = 0) {
    const Value* m = member(v, name);
    while (m != nullptr && m->IsArray()) m = m->Empty() ? nullptr : &(*m)[0];
    if (m == nullptr) return {};
    if (m->IsString()) return std::string(view(*m));
    if (m->IsInt64()) return std::to_string(m->GetInt64());
    if (m->IsObject() && depth < 2) {
        for (const char* inner : {"@value", "name", "url", "@id"})
            if (std::string s = text_at(*m, inner, depth + 1); !s.empty()) return s;
    }
    return {};
}

bool has_type(const Value& v, std::string_view wanted_tail) {
    const Value* type = member(v, "@type");
    if (type == nullptr) return false;
    const auto matches = [&](const Value& t) { return t.IsString() && view(t).ends_with(wanted_tail); };
    if (type->IsArray()) return std::any_of(type->Begin(), type->End(), matches);
    return matches(*type);
}

/// How surely an object of this type is the page's article.
int type_rank(const Value& v) {
    struct Known {
        std::string_view name;
        int rank;
    };
    static constexpr std::array<Known, 14> kKnown{{{"NewsArticle", 9},
                                                   {"BlogPosting", 8},
                                                   {"LiveBlogPosting", 8},
                                                   {"Report", 7},
                                                   {"Article", 8},
                                                   {"Review", 4},
                                                   {"Recipe", 4},
                                                   {"HowTo", 3},
                                                   {"SocialMediaPosting", 4},
                                                   {"DiscussionForumPosting", 4},
                                                   {"Posting", 4},
                                                   {"WebPage", 2},
                                                   {"VideoObject", 1},
                                                   {"CreativeWork", 2}}};
    int best = 0;
    for (const Known& known : kKnown)
        if (known.rank > best && has_type(v, known.name)) best = known.rank;
    return best;
}

class Collector {
public:
    explicit Collector(std::string_view page_url) : page_(url::canonical(page_url)) {}

    void add(Document& document) {
        std::deque<std::pair<const Value*, int>> queue{{&document, 0}};
        std::size_t seen = 0;
        while (!queue.empty() && ++seen < kMaxObjects) {
            const auto [v, depth] = queue.front();
            queue.pop_front();
            if (v->IsArray()) {
                for (const Value& item : v->GetArray())
                    if (item.IsObject() || item.IsArray()) queue.emplace_back(&item, depth);
                continue;
            }
            if (!v->IsObject()) continue;
            visit(*v, depth);
            for (const auto& m : v->GetObject()) {
                const std::string_view name = view(m.name);
                // Lists of other articles are no place to look for this one.
                const bool foreign = name == "itemListElement" || name == "isPartOf" || name == "relatedLink" ||
                                     name == "mentions" || name == "comment" || name == "hasPart" || name == "citation" ||
                                     name == "isBasedOn" || name == "liveBlogUpdate" || name == "blogPost" ||
                                     name == "video";
                if (!foreign && (m.value.IsObject() || m.value.IsArray()))
                    queue.emplace_back(&m.value, depth + (name == "@graph" ? 0 : 1));
            }
        }
    }

    LinkedArticle finish() {
        if (best_ != nullptr) fill();
        return std::move(out_);
    }

private:
    void visit(const Value& v, int depth) {
        if (const Value* id = member(v, "@id"); id != nullptr && id->IsString() && v.MemberCount() > 1)
            by_id_.emplace(std::string(view(*id)), &v);
        if (out_.site.empty() && (has_type(v, "WebSite") || has_type(v, "NewsMediaOrganization")))
            out_.site = plain_text(text_at(v, "name"));
        out_.news_house = out_.news_house || has_type(v, "NewsMediaOrganization");
        int rank = type_rank(v) * 4;
        if (rank == 0) return;
        rank -= std::min(depth, 3);
        if (member(v, "headline") != nullptr) rank += 3;
        if (member(v, "datePublished") != nullptr) rank += 2;
        if (!page_.empty())
            for (const char* name : {"url", "mainEntityOfPage", "@id"})
                if (url::canonical(text_at(v, name)) == page_) {
                    rank += 3;
                    break;
                }
        if (rank > out_.rank) {
            out_.rank = rank;
            best_ = &v;
        }
    }

    const Value& resolved(const Value& v) const {
        if (const Value* id = member(v, "@id"); id != nullptr && id->IsString() && member(v, "name") == nullptr) {
            const auto it = by_id_.find(std::string(view(*id)));
            if (it != by_id_.end()) return *it->second;
        }
        return v;
    }

    void add_author(const Value& v, int depth = 0) {
        if (v.IsArray()) {
            if (depth < 3)
                for (const Value& item : v.GetArray()) add_author(item, depth + 1);
        } else if (v.IsString()) {
            out_.authors.push_back({plain_text(view(v)), false, false});
        } else if (v.IsObject()) {
            const Value& person = resolved(v);
            if (const Value* name = member(person, "name"); name != nullptr && name->IsArray()) {
                add_author(*name, depth + 1);
                return;
            }
            std::string name = plain_text(text_at(person, "name"));
            if (name.empty()) name = plain_text(text_at(person, "givenName") + " " + text_at(person, "familyName"));
            const bool organisation =
                !has_type(person, "Person") &&
                (has_type(person, "Organization") || has_type(person, "Corporation") || has_type(person, "WebSite"));
            if (!name.empty()) out_.authors.push_back({std::move(name), organisation, has_type(person, "Person")});
        }
    }

    void fill() {
        const Value& v = *best_;
        if (const Value* type = member(v, "@type"); type != nullptr && type->IsString())
            out_.type = view(*type);
        else if (type != nullptr && type->IsArray())
            for (const Value& t : type->GetArray())
                if (t.IsString()) out_.type.append(out_.type.empty() ? "" : " ").append(view(t));
        out_.headline = plain_text(text_at(v, "headline"));
        if (out_.headline.empty()) out_.headline = plain_text(text_at(v, "name"));
        if (const Value* author = member(v, "author")) add_author(*author);
        if (out_.authors.empty())
            if (const Value* creator = member(v, "creator")) add_author(*creator);
        out_.published = text_at(v, "datePublished");
        if (out_.published.empty()) out_.published = text_at(v, "dateCreated");
        if (out_.published.empty()) out_.published = text_at(v, "uploadDate");
        out_.modified = text_at(v, "dateModified");
        out_.section = plain_text(text_at(v, "articleSection"));
        out_.language = text_at(v, "inLanguage");
        out_.url = text_at(v, "url");
        if (const Value* publisher = member(v, "publisher")) {
            const Value* p = publisher->IsArray() && !publisher->Empty() ? &(*publisher)[0] : publisher;
            if (p->IsString())
                out_.publisher = plain_text(view(*p));
            else if (p->IsObject())
                out_.publisher = plain_text(text_at(resolved(*p), "name"));
        }
        out_.body = plain_paragraphs(text_at(v, "articleBody"));
        if (const Value* free = member(v, "isAccessibleForFree")) {
            const std::string said = free->IsString() ? text::lower(view(*free)) : "";
            if (free->IsBool())
                out_.free = free->GetBool() ? LinkedArticle::Free::yes : LinkedArticle::Free::no;
            else if (said.find("true") != std::string::npos || said == "yes" || said == "1")
                out_.free = LinkedArticle::Free::yes;
            else if (said.find("false") != std::string::npos || said == "no" || said == "0")
                out_.free = LinkedArticle::Free::no;
        }
    }

    std::string page_;
    LinkedArticle out_;
    const Value* best_ = nullptr;
    std::unordered_map<std::string, const Value*> by_id_;
};

/// The first string member `name` of JSON that cannot be parsed.
std::string scavenged(std::string_view s, std::string_view name) {
    const std::string key = std::string(1, '"').append(name).append("\"");
    std::size_t at = s.find(key);
    if (at == std::string_view::npos) return {};
    at += key.size();
    while (at < s.size() && (s[at] == ' ' || s[at] == ':' || s[at] == '\n' || s[at] == '\t' || s[at] == '\r')) ++at;
    if (at >= s.size() || s[at] != '"') return {};
    std::string out;
    for (++at; at < s.size() && s[at] != '"'; ++at) {
        if (s[at] == '\\' && at + 1 < s.size()) ++at;
        out += s[at];
    }
    return out;
}

void scavenge(std::string_view s, LinkedArticle& out) {
    if (out.rank > 0) return;
    if (s.find("Article\"") == std::string_view::npos && s.find("BlogPosting\"") == std::string_view::npos) return;
    out.headline = plain_text(scavenged(s, "headline"));
    out.published = scavenged(s, "datePublished");
    out.modified = scavenged(s, "dateModified");
    out.section = plain_text(scavenged(s, "articleSection"));
    if (!out.headline.empty() || !out.published.empty()) out.rank = 1;
}

}  // namespace

LinkedArticle read_linked_article(const std::vector<std::string_view>& scripts, std::string_view page_url) {
    constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseCommentsFlag |
                                rapidjson::kParseTrailingCommasFlag | rapidjson::kParseStopWhenDoneFlag |
                                rapidjson::kParseNanAndInfFlag;
    Collector collector(page_url);
    std::deque<Document> kept;  // the collector points into them
    std::vector<std::string> broken;
    for (std::string_view script : scripts) {
        if (script.size() > kMaxScript) continue;
        std::string json = mended(without_wrapping(script));
        std::string_view rest = json;
        bool any = false;
        for (int texts = 0; texts < 50 && !text::trim(rest).empty(); ++texts) {
            kept.emplace_back();
            rapidjson::MemoryStream bytes(rest.data(), rest.size());
            rapidjson::EncodedInputStream<rapidjson::UTF8<>, rapidjson::MemoryStream> stream(bytes);
            if (kept.back().ParseStream<kFlags>(stream).HasParseError()) {
                kept.pop_back();
                break;
            }
            any = true;
            // With kParseStopWhenDone the stream stands where the text ended.
            rest = rest.substr(std::min(rest.size(), bytes.Tell()));
            const std::size_t next = rest.find_first_of("{[");
            if (next == std::string_view::npos) break;
            rest = rest.substr(next);
        }
        if (!any) broken.push_back(std::move(json));
    }
    for (Document& document : kept) collector.add(document);
    LinkedArticle out = collector.finish();
    for (const std::string& json : broken) scavenge(json, out);
    return out;
}

std::string plain_paragraphs(std::string_view s) {
    std::string decoded = decode_entities(s);
    if (decoded.find('&') != std::string::npos) decoded = decode_entities(decoded);
    std::string out, line;
    const auto flush = [&] {
        const std::string folded = text::fold_space(line);
        if (!folded.empty()) out += (out.empty() ? "" : "\n") + folded;
        line.clear();
    };
    for (std::size_t i = 0; i < decoded.size(); ++i) {
        if (decoded[i] == '\n') {
            flush();
        } else if (decoded[i] == '<' && i + 1 < decoded.size() &&
                   (std::isalpha(static_cast<unsigned char>(decoded[i + 1])) || decoded[i + 1] == '/' ||
                    decoded[i + 1] == '!')) {
            const std::size_t end = decoded.find('>', i);
            if (end == std::string::npos) {
                line += decoded[i];
                continue;
            }
            const std::string tag =
                text::lower(std::string_view(decoded).substr(i + 1, std::min<std::size_t>(end - i - 1, 12)));
            if (tag.starts_with("p") || tag.starts_with("/p") || tag.starts_with("br") || tag.starts_with("div") ||
                tag.starts_with("/div") || tag.starts_with("h") || tag.starts_with("/h") || tag.starts_with("li") ||
                tag.starts_with("/li"))
                flush();
            i = end;
        } else {
            line += decoded[i];
        }
    }
    flush();
    return out;
}

std::string plain_text(std::string_view s) { return text::fold_space(plain_paragraphs(s)); }

}  // namespace newshound::extract
