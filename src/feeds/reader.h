// The tags and text of an XML feed, of whatever dialect, put together into a Feed.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feeds/capture.h"
#include "feeds/draft.h"
#include "feeds/feed.h"
#include "feeds/fields.h"
#include "feeds/markup.h"
#include "feeds/names.h"
#include "feeds/xml.h"

namespace newshound::feeds {

class FeedReader final : public xml::Listener {
public:
    explicit FeedReader(const Context& context);

    void open(std::string_view name, std::span<const xml::Attribute> attributes) override;
    void close() override;
    void text(std::string_view text) override;

    /// True once the root element of a feed has been met.
    [[nodiscard]] bool found() const { return found_; }
    /// What was read. The reader is used up.
    Feed feed() &&;

    /// Elements that cannot stand in one another: one that is opened while another is open ends it.
    static bool is_unnested(std::string_view name);

private:
    /// What an element is to those inside it.
    enum class Place {
        outside,  ///< before the root
        root,     ///< rss, rdf:RDF, opml, urlset, sitemapindex
        feed,     ///< channel, atom:feed
        item,
        person,  ///< atom:author
        source,  ///< atom:source
        nested,  ///< media:group, news:news: its elements count for the item, at less trust
        outline,
        ignored
    };
    using Shared = std::shared_ptr<const std::string>;
    struct Frame {
        Place place = Place::ignored;
        Shared base, language;
    };
    using Attributes = std::span<const xml::Attribute>;

    Place enter(const Name& name, Attributes attributes);
    Place enter_root(const Name& name, Attributes attributes);
    Place enter_field(Meaning meaning, const Name& name, Attributes attributes);
    Place enter_outline(Attributes attributes);
    Place begin(Meaning meaning, const Name& name, Attributes attributes);
    Place begin_item(Attributes attributes);
    void finish_item();
    void finish_field();
    void finish_text();
    void finish_value(std::string value);
    void finish_part(Place place);
    bool source_link(Attributes attributes);
    void set_link(std::string_view value, int rank);
    void atom_link(std::string_view href, std::string_view relation, std::string_view type, std::string_view length);
    void enclosure(std::string_view url, std::string_view type, std::string_view length);
    void keywords(std::string_view list);
    [[nodiscard]] Capture capture_for(Field field, const Name& name, Attributes attributes) const;
    [[nodiscard]] std::string_view attribute(Attributes attributes, std::string_view name) const;
    [[nodiscard]] std::string_view attribute(Attributes attributes, Vocabulary vocabulary, std::string_view name) const;
    [[nodiscard]] const std::string& base() const { return *frames_.back().base; }
    [[nodiscard]] bool is_atom(const Name& name) const {
        return name.vocabulary == Vocabulary::atom || feed_.kind == Kind::atom;
    }
    /// The entry that is being read, or else the feed itself.
    [[nodiscard]] Draft& draft() { return item_ ? *item_ : own_; }

    std::size_t max_entries_;
    bool found_ = false;
    bool left_out_ = false;
    Feed feed_;
    Draft own_;
    Best<std::string> own_description_;
    std::optional<Draft> item_;
    std::size_t item_depth_ = 0;  ///< frames when the item was opened
    Scopes scopes_;
    std::vector<Frame> frames_;
    std::vector<std::pair<std::size_t, std::string>> folders_;  ///< OPML: the folders that are open, with their depth

    std::optional<Capture> capture_;
    Meaning meaning_;  ///< of the element that capture_ reads
    Place captured_in_ = Place::ignored;
    std::string link_type_, link_relation_, url_;  ///< attributes that count once its text is known
    bool is_permalink_ = false;
    std::string name_, address_;  ///< of the atom:author that is open
    Markup markup_;
};

}  // namespace newshound::feeds
