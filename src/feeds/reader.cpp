#include "feeds/reader.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "base/url.h"
#include "feeds/dates.h"

namespace newshound::feeds {

namespace {

/// What every entry may inherit is kept short, so that a feed cannot multiply it by the number of its entries.
constexpr std::size_t kMaxInherited = 256;
constexpr std::size_t kMaxBase = 2048;

std::string cut(const std::string& s, std::size_t limit = kMaxInherited) {
    return s.size() <= limit ? s : text::to_valid_utf8(s.substr(0, limit));
}

/// "en_US" is how programs write "en-US".
std::string language_tag(std::string_view s) {
    std::string out = cut(std::string(text::trim(s)), 35);
    std::replace(out.begin(), out.end(), '_', '-');
    return out;
}

bool is_html_type(std::string_view type) {
    return type == "html" || type == "xhtml" || type == "text/html" || type == "application/xhtml+xml";
}

}  // namespace

FeedReader::FeedReader(const Context& context) : max_entries_(context.max_entries) {
    frames_.push_back(
        {Place::outside, std::make_shared<std::string>(cut(context.url, kMaxBase)), std::make_shared<std::string>()});
}

bool FeedReader::is_unnested(std::string_view name) {
    return name == "item" || name == "entry" || name == "url" || name == "sitemap";
}

std::string_view FeedReader::attribute(Attributes attributes, std::string_view name) const {
    return attribute(attributes, Vocabulary::core, name);
}

std::string_view FeedReader::attribute(Attributes attributes, Vocabulary vocabulary, std::string_view name) const {
    for (const auto& [key, value] : attributes) {
        const Name got = scopes_.attribute(key);
        if (got.vocabulary == vocabulary && got.local == name) return value;
    }
    return {};
}

void FeedReader::open(std::string_view name, Attributes attributes) {
    Frame frame{Place::ignored, frames_.back().base, frames_.back().language};
    scopes_.open();
    for (const auto& [key, value] : attributes) {
        if (key == "xmlns")
            scopes_.declare("", value);
        else if (key.starts_with("xmlns:"))
            scopes_.declare(std::string_view(key).substr(6), value);
        else if (key == "xml:base" && value.size() <= kMaxBase)
            if (std::string resolved = absolute(*frame.base, value); url::is_http(resolved))
                frame.base = std::make_shared<std::string>(std::move(resolved));
            else
                continue;
        else if (key == "xml:lang")
            frame.language = std::make_shared<std::string>(language_tag(value));
    }
    frames_.push_back(std::move(frame));
    if (capture_) return capture_->open(name, attributes, base());
    Name meant = scopes_.element(name);
    if ((feed_.kind == Kind::sitemap || feed_.kind == Kind::sitemap_index) && meant.vocabulary == Vocabulary::core)
        meant.vocabulary = Vocabulary::sitemap;
    const Place place = enter(meant, attributes);
    frames_.back().place = place;
}

void FeedReader::close() {
    if (capture_ && capture_->depth() > 0) {
        capture_->close();
    } else if (capture_) {
        finish_field();
        capture_.reset();
    }
    if (frames_.back().place == Place::person && frames_[frames_.size() - 2].place != Place::person) {
        std::string who = name_.empty() ? std::move(address_) : std::move(name_);
        if (frames_[frames_.size() - 2].place == Place::source)
            draft().source_author(std::move(who));
        else
            draft().author(cut(who), 1);
    }
    if (item_ && frames_.size() == item_depth_) finish_item();
    if (!folders_.empty() && folders_.back().first == frames_.size()) folders_.pop_back();
    frames_.pop_back();
    scopes_.close();
}

void FeedReader::text(std::string_view text) {
    if (capture_) capture_->text(text);
}

FeedReader::Place FeedReader::enter(const Name& name, Attributes attributes) {
    const Place parent = frames_[frames_.size() - 2].place;
    if (parent == Place::outside) return found_ ? Place::ignored : enter_root(name, attributes);
    if (feed_.kind == Kind::opml && parent == Place::root) return name.local == "head" ? Place::feed : Place::outline;
    if (parent == Place::outline) return name.local == "outline" ? enter_outline(attributes) : Place::ignored;
    const Meaning meaning = meaning_of(name);
    // Items count wherever they stand: in the channel, beside it (RSS 1.0), in a list of their own (RSS 1.1).
    if (meaning.field == Field::item && !item_ && parent != Place::source && parent != Place::person)
        return begin_item(attributes);
    switch (parent) {
        case Place::root:
            if (meaning.field == Field::feed) return Place::feed;
            return feed_.kind == Kind::rss ? enter_field(meaning, name, attributes) : Place::ignored;
        case Place::feed:
        case Place::item: return enter_field(meaning, name, attributes);
        case Place::nested:
            return name.vocabulary == Vocabulary::media || name.vocabulary == Vocabulary::news
                       ? enter_field(meaning, name, attributes)
                       : Place::ignored;
        case Place::person:
            return meaning.field == Field::name || meaning.field == Field::email ? begin(meaning, name, attributes)
                                                                                 : Place::ignored;
        case Place::source:
            if (meaning.field == Field::author) return Place::person;
            if (meaning.field == Field::link && source_link(attributes)) return Place::ignored;
            return meaning.field == Field::title || meaning.field == Field::id ? begin(meaning, name, attributes)
                                                                               : Place::ignored;
        default: return Place::ignored;
    }
}

FeedReader::Place FeedReader::enter_root(const Name& name, Attributes attributes) {
    const bool foreign = name.vocabulary != Vocabulary::core && name.vocabulary != Vocabulary::atom &&
                         name.vocabulary != Vocabulary::other && name.vocabulary != Vocabulary::sitemap &&
                         name.vocabulary != Vocabulary::rdf;
    if (foreign) return Place::outside;
    const auto declares = [&](std::string_view part) {
        return std::any_of(attributes.begin(), attributes.end(), [&](const xml::Attribute& a) {
            return a.first.starts_with("xmlns") && a.second.find(part) != std::string::npos;
        });
    };
    feed_.version = cut(std::string(text::trim(attribute(attributes, "version"))), 16);
    Place place = Place::root;
    if (name.local == "rss") {
        feed_.kind = Kind::rss;
    } else if (name.local == "rdf") {
        feed_.kind = Kind::rdf;
        feed_.version = declares("rdf/simple/0.9") ? "0.90" : "1.0";
    } else if (name.local == "feed" || (name.local == "entry" && name.vocabulary == Vocabulary::atom)) {
        feed_.kind = Kind::atom;
        if (feed_.version.empty()) feed_.version = declares("purl.org/atom/ns") ? "0.3" : "1.0";
        place = Place::feed;
    } else if (name.local == "channel") {  // RSS 1.1; CDF, which says its link in an attribute
        feed_.kind = Kind::rss;
        if (declares("rss1.1")) feed_.version = "1.1";
        set_link(attribute(attributes, "href"), 1);
        own_.updated.offer(moment(attribute(attributes, "lastmod")), 1);
        place = Place::feed;
    } else if (name.local == "urlset") {
        feed_.kind = Kind::sitemap;
    } else if (name.local == "sitemapindex") {
        feed_.kind = Kind::sitemap_index;
    } else if (name.local == "opml") {
        feed_.kind = Kind::opml;
    } else {
        return Place::outside;
    }
    found_ = true;
    scopes_.own_default();
    if (frames_.back().language->size() > 1) own_.language.offer(*frames_.back().language, 2);
    return name.local == "entry" ? begin_item(attributes) : place;
}

FeedReader::Place FeedReader::enter_field(Meaning meaning, const Name& name, Attributes attributes) {
    switch (meaning.field) {
        case Field::none:
        case Field::item:
        case Field::outline:
        case Field::name:
        case Field::email:
        case Field::feed: return Place::ignored;
        case Field::group: return Place::nested;
        case Field::link: {
            const std::string_view href = attribute(attributes, "href");
            if (href.empty()) return begin(meaning, name, attributes);
            if (!is_atom(name) && attribute(attributes, "rel").empty())
                set_link(href, 1);
            else
                atom_link(href, attribute(attributes, "rel"), attribute(attributes, "type"),
                          attribute(attributes, "length"));
            return Place::ignored;
        }
        case Field::category: {
            std::string_view label = attribute(attributes, "label");
            if (label.empty()) label = attribute(attributes, "term");
            if (label.empty()) return begin(meaning, name, attributes);
            draft().category(text::fold_space(label));
            return Place::ignored;
        }
        case Field::enclosure: {
            std::string_view length = attribute(attributes, "length");
            if (length.empty()) length = attribute(attributes, "filesize");
            enclosure(attribute(attributes, "url"), attribute(attributes, "type"), length);
            return Place::nested;
        }
        case Field::source:
            if (is_atom(name)) return Place::source;
            return begin(meaning, name, attributes);
        case Field::author:
            if (!is_atom(name) || name.vocabulary == Vocabulary::dc || name.vocabulary == Vocabulary::itunes)
                return begin(meaning, name, attributes);
            name_.clear();
            address_.clear();
            return Place::person;
        default: return begin(meaning, name, attributes);
    }
}

FeedReader::Place FeedReader::enter_outline(Attributes attributes) {
    std::string_view label = attribute(attributes, "title");
    if (label.empty()) label = attribute(attributes, "text");
    const std::string_view feed_url = attribute(attributes, "xmlurl"), page = attribute(attributes, "url");
    if (feed_url.empty() && page.empty()) {
        folders_.emplace_back(frames_.size(), cut(text::fold_space(label)));
        return Place::outline;
    }
    if (feed_.entries.size() >= max_entries_) {
        left_out_ = true;
        return Place::outline;
    }
    Entry entry;
    entry.title = is_marked_up_title(label) ? markup_.plain_text(label) : text::fold_space(label);
    entry.link = absolute(base(), feed_url.empty() ? page : feed_url);
    const std::string type = text::lower(attribute(attributes, "type"));
    entry.is_feed = !feed_url.empty() || type == "include" || type == "rss" || type == "atom" || page.ends_with(".opml");
    entry.summary.text = text::trim(attribute(attributes, "description"));
    entry.language = language_tag(attribute(attributes, "language"));
    entry.published = moment(attribute(attributes, "created"));
    entry.source.url = absolute(base(), attribute(attributes, "htmlurl"));
    for (const auto& [depth, folder] : folders_)
        if (!folder.empty() && entry.categories.size() < 16) entry.categories.push_back(folder);
    feed_.entries.push_back(std::move(entry));
    return Place::outline;
}

FeedReader::Place FeedReader::begin(Meaning meaning, const Name& name, Attributes attributes) {
    capture_.emplace(capture_for(meaning.field, name, attributes));
    meaning_ = meaning;
    captured_in_ = frames_[frames_.size() - 2].place;
    link_type_ = attribute(attributes, "type");
    link_relation_ = attribute(attributes, "rel");
    url_ = attribute(attributes, "url");
    const std::string permalink = text::lower(attribute(attributes, "ispermalink"));
    is_permalink_ = permalink != "false";
    return Place::ignored;
}

FeedReader::Place FeedReader::begin_item(Attributes attributes) {
    if (feed_.entries.size() >= max_entries_) {
        left_out_ = true;
        return Place::ignored;
    }
    item_.emplace();
    item_depth_ = frames_.size();
    const std::string_view about = attribute(attributes, Vocabulary::rdf, "about");
    item_->id.offer(std::string(text::trim(about)), 3);
    if (url::is_http(about)) set_link(about, 7);
    set_link(attribute(attributes, "href"), 2);  // CDF has attributes for both
    item_->updated.offer(moment(attribute(attributes, "lastmod")), 1);
    item_->is_feed = feed_.kind == Kind::sitemap_index;
    return Place::item;
}

void FeedReader::finish_item() {
    item_->language.offer(*frames_.back().language, 3);
    if (feed_.kind == Kind::sitemap || feed_.kind == Kind::sitemap_index) item_->id.offer(item_->link.value, 2);
    feed_.entries.push_back(std::move(*item_).entry());
    item_.reset();
}

Capture FeedReader::capture_for(Field field, const Name& name, Attributes attributes) const {
    if (field != Field::title && field != Field::summary && field != Field::content)
        return {field == Field::author || field == Field::name || field == Field::category ? Form::escaped : Form::plain,
                false};
    if (name.vocabulary == Vocabulary::xhtml) return {Form::markup, true};
    if (name.vocabulary == Vocabulary::sitemap || name.vocabulary == Vocabulary::news) return {Form::unsaid, false};
    if (!is_atom(name) || (name.vocabulary != Vocabulary::atom && name.vocabulary != Vocabulary::core))
        return {Form::escaped, false};
    const std::string type = text::lower(text::trim(attribute(attributes, "type")));
    const std::string mode = text::lower(text::trim(attribute(attributes, "mode")));
    const bool html = is_html_type(type);
    if (mode == "base64") return {Form::base64, html};
    if (mode == "escaped") return {Form::escaped, html};
    if (mode == "xml") return {Form::markup, false};
    if (feed_.version.starts_with("0.") && type.find('/') != std::string::npos)
        return {type == "text/html" ? Form::escaped : Form::markup, false};
    if (type.empty() && feed_.version.starts_with("0.")) return {Form::markup, false};
    if (type.empty()) return {Form::unsaid, false};
    if (type == "html" || type == "text/html") return {Form::escaped, true};
    if (type == "xhtml" || type.ends_with("/xml") || type.ends_with("+xml")) return {Form::markup, html};
    if (type.find('/') == std::string::npos || type.starts_with("text/")) return {Form::plain, false};
    return {Form::base64, false};
}

void FeedReader::finish_field() {
    switch (captured_in_) {
        case Place::person:
        case Place::source: return finish_part(captured_in_);
        default: break;
    }
    switch (meaning_.field) {
        case Field::title: return draft().title.offer(std::move(*capture_).line(markup_), meaning_.rank);
        case Field::summary:
        case Field::content: return finish_text();
        case Field::author: return draft().author(cut(person_name(std::move(*capture_).line(markup_))), meaning_.rank);
        case Field::category: return draft().category(std::move(*capture_).line(markup_));
        case Field::publication: draft().source.title = std::move(*capture_).line(markup_); return;
        case Field::source: draft().source = {std::move(*capture_).line(markup_), absolute(base(), url_)}; return;
        default: return finish_value(std::move(*capture_).value());
    }
}

void FeedReader::finish_text() {
    Draft& to = draft();
    if (!item_) {
        const Text said = std::move(*capture_).content(markup_, base());
        if (meaning_.field == Field::summary)
            own_description_.offer(said.html ? markup_.plain_text(said.text) : text::fold_space(said.text), meaning_.rank);
        return;
    }
    Text content = std::move(*capture_).content(markup_, base());
    const Shared& language = frames_.back().language;
    if (language != frames_[item_depth_ - 1].language && !content.empty()) to.language.offer(*language, 1);
    if (meaning_.field == Field::content)
        to.content.offer(std::move(content), meaning_.rank);
    else if (meaning_.rank == 1 && to.summary.rank == 1)  // RSS: a description and a summary, the second one is the text
        to.content.offer(std::move(content), 9);
    else
        to.summary.offer(std::move(content), meaning_.rank);
}

void FeedReader::finish_value(std::string value) {
    Draft& to = draft();
    switch (meaning_.field) {
        case Field::link:
            if (feed_.kind == Kind::atom && meaning_.rank == 1) return atom_link(value, link_relation_, link_type_, "");
            return set_link(value, meaning_.rank);
        case Field::id:
            // atom:id is an IRI, relative ones are resolved as everybody does; a word alone is a name somebody made up.
            if (feed_.kind == Kind::atom && value.find('/') != std::string::npos && value.find(' ') == std::string::npos)
                value = absolute(base(), value);
            return to.id.replace(std::move(value), meaning_.rank);
        case Field::guid:
            if (is_permalink_ && url::is_http(value)) set_link(value, 6);
            return to.id.replace(std::move(value), meaning_.rank);
        case Field::published: return to.published.replace(moment(value), meaning_.rank);
        case Field::updated: return to.updated.replace(moment(value), meaning_.rank);
        case Field::date:
            to.published.offer(moment(value), meaning_.rank);
            return to.updated.offer(moment(value), meaning_.rank);
        case Field::keywords: return keywords(value);
        case Field::language: return to.language.offer(language_tag(value), meaning_.rank);
        default: return;
    }
}

/// A name in an atom:author, or a field of an atom:source.
void FeedReader::finish_part(Place place) {
    if (place == Place::person) {
        std::string value = std::move(*capture_).line(markup_);
        (meaning_.field == Field::name ? name_ : address_) = std::move(value);
    } else if (meaning_.field == Field::title) {
        draft().source.title = std::move(*capture_).line(markup_);
    }
}

bool FeedReader::source_link(Attributes attributes) {
    const std::string_view relation = attribute(attributes, "rel");
    if ((relation.empty() || relation == "alternate") && draft().source.url.empty())
        draft().source.url = absolute(base(), attribute(attributes, "href"));
    return true;
}

void FeedReader::set_link(std::string_view value, int rank) {
    if (value.size() <= 8192) draft().link.replace(absolute(base(), value), rank);
}

void FeedReader::atom_link(std::string_view href, std::string_view relation, std::string_view type,
                           std::string_view length) {
    // "http://www.iana.org/assignments/relation/alternate" is the long form; names are case-sensitive, but not to everybody.
    if (const std::size_t slash = relation.rfind('/'); slash != std::string_view::npos) relation.remove_prefix(slash + 1);
    const std::string low = text::lower(relation);
    if (low == "enclosure") return enclosure(href, type, length);
    if (low == "next" && !item_ && feed_.next.empty()) feed_.next = absolute(base(), href);
    if (!low.empty() && low != "alternate") return;
    const bool is_page = type.empty() || is_html_type(text::lower(type));
    const int rank = (feed_.kind == Kind::atom ? 1 : 3) + (is_page ? 0 : 1) + (low == relation ? 0 : 1);
    if (href.size() <= 8192) draft().link.offer(absolute(base(), href), rank);
}

void FeedReader::enclosure(std::string_view url, std::string_view type, std::string_view length) {
    if (!item_ || item_->enclosures.size() >= 64) return;
    Enclosure out{absolute(base(), url), std::string(text::trim(type)), -1};
    length = text::trim(length);
    std::from_chars(length.data(), length.data() + length.size(), out.length);
    if (!out.url.empty()) item_->enclosures.push_back(std::move(out));
}

void FeedReader::keywords(std::string_view list) {
    for (const std::string_view word : text::split(list, ',')) draft().category(text::fold_space(word));
}

Feed FeedReader::feed() && {
    feed_.title = std::move(own_.title.value);
    feed_.link = std::move(own_.link.value);
    feed_.description = std::move(own_description_.value);
    feed_.language = std::move(own_.language.value);
    feed_.updated = own_.updated.value.empty() ? std::move(own_.published.value) : std::move(own_.updated.value);
    feed_.authors = own_.authors();
    const bool inherits = feed_.kind == Kind::atom;
    for (Entry& entry : feed_.entries) {
        if (entry.language.empty()) entry.language = feed_.language;
        if (inherits && entry.authors.empty())
            entry.authors.assign(
                feed_.authors.begin(),
                feed_.authors.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(feed_.authors.size(), 4)));
        // A feed at hand without its address: relative links are relative to the site at least.
        if (!entry.link.empty() && url::split(entry.link).scheme.empty())
            if (std::string link = url::resolve(feed_.link, entry.link); !link.empty()) entry.link = std::move(link);
    }
    if (left_out_)
        feed_.problem = "the feed has more than " + std::to_string(max_entries_) + " entries; the others were left out";
    return std::move(feed_);
}

}  // namespace newshound::feeds
