// Every dialect of feeds, read into the one record.
#include <doctest/doctest.h>

#include <string>

#include "feeds/show.h"

using namespace newshound;
using namespace newshound::feeds;

namespace {

struct Row {
    const char* name;
    const char* feed;
    const char* shown;
};

void check(const Row& row) {
    const std::string name = row.name;
    CAPTURE(name);
    const Context context{.url = "https://lantern.example/feeds/all.xml", .content_type = ""};
    CHECK(show(parse(row.feed, context)) == row.shown);
}

}  // namespace

TEST_CASE("RSS") {
    const Row rows[] = {
        {"2.0",
         R"(<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
            <channel><title>The Lantern</title><link>https://lantern.example/</link><language>en-gb</language>
            <item><title>Ferry &amp; harbour reopen</title><link>https://lantern.example/1</link><guid isPermaLink="false">n-1</guid>
            <pubDate>Thu, 04 Sep 2025 10:30:00 +0200</pubDate><dc:creator>Jane Doe</dc:creator><dc:creator>John Roe</dc:creator>
            <description>Boats &lt;b&gt;sail&lt;/b&gt; again.</description>
            <content:encoded><![CDATA[<p>Boats sail <a href="/ferry">again</a>.</p>]]></content:encoded>
            <category>Transport</category><enclosure url="https://lantern.example/1.mp3" type="audio/mpeg" length="12"/></item>
            </channel></rss>)",
         "rss 2.0\nid=n-1 title=Ferry & harbour reopen link=https://lantern.example/1 published=2025-09-04T10:30:00+02:00 "
         "authors=Jane Doe;John Roe summary.html=Boats <b>sail</b> again. content.html=<p>Boats sail <a "
         "href=\"https://lantern.example/ferry\">again</a>.</p> file=https://lantern.example/1.mp3 categories=Transport "
         "language=en-gb"},
        {"0.91 with its document type",
         R"(<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
            "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>L</title>
            <image><title>Logo</title><url>x.png</url><link>https://lantern.example/logo</link></image>
            <item><title>Caf&eacute; fire</title><link>https://lantern.example/2</link></item></channel></rss>)",
         "rss 0.91\ntitle=Café fire link=https://lantern.example/2"},
        {"0.92 with an unnamed item",
         R"(<rss version="0.92"><channel><item><description>Only text</description></item></channel></rss>)",
         "rss 0.92\nsummary=Only text"},
        {"a guid that is the link",
         R"(<rss version="2.0"><channel><item><guid>https://lantern.example/3</guid></item>
            <item><guid isPermaLink="false">https://lantern.example/4</guid></item>
            <item><guid>https://lantern.example/x</guid><link>/5</link></item></channel></rss>)",
         "rss 2.0\nid=https://lantern.example/3 link=https://lantern.example/3\nid=https://lantern.example/4\n"
         "id=https://lantern.example/x link=https://lantern.example/5"},
        {"authors with addresses",
         R"(<rss version="2.0"><channel><item><author>jane@lantern.example (Jane Doe)</author></item>
            <item><author>Jane Doe &lt;jane@lantern.example&gt;</author></item><item><author>jane@lantern.example</author></item>
            <item><author>Jane Doe (Oslo)</author></item></channel></rss>)",
         "rss 2.0\nauthors=Jane Doe\nauthors=Jane Doe\nauthors=jane@lantern.example\nauthors=Jane Doe (Oslo)"},
        {"markup that is not escaped",
         R"(<rss><channel><item><description>A <b>bold</b> step<br/>on</description></item></channel></rss>)",
         "rss\nsummary.html=A <b>bold</b> step<br>on"},
        {"a description and a summary",
         R"(<rss><channel><item><description>Short</description><summary>Long text</summary></item></channel></rss>)",
         "rss\nsummary=Short content=Long text"},
        {"Atom, Media RSS and iTunes inside",
         R"(<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"
            xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><a:link rel="self" href="x"/><item>
            <a:link href="https://lantern.example/6"/><a:updated>2025-09-04T10:30:00Z</a:updated><itunes:author>Jane Doe</itunes:author>
            <media:group><media:content url="/6.mp4" type="video/mp4" fileSize="7"/><media:title>Storm</media:title></media:group>
            <media:description>What it did</media:description><media:thumbnail url="t.png"/></item></channel></rss>)",
         "rss 2.0\ntitle=Storm link=https://lantern.example/6 updated=2025-09-04T10:30:00Z authors=Jane Doe summary=What it "
         "did "
         "file=https://lantern.example/6.mp4"},
        {"prefixes nobody declared",
         R"(<rss version="2.0"><channel><item><dc:creator>Jane Doe</dc:creator><content:encoded>&lt;p&gt;x</content:encoded></item></channel></rss>)",
         "rss 2.0\nauthors=Jane Doe content.html=<p>x"},
        {"other prefixes for the same names",
         R"(<r:rss xmlns:r="http://backend.userland.com/rss2" xmlns:k="http://purl.org/dc/elements/1.1/" version="2.0"><r:channel>
            <r:item><r:title>T</r:title><k:date>2025-09-04</k:date><x:title xmlns:x="urn:x">no</x:title></r:item></r:channel></r:rss>)",
         "rss 2.0\ntitle=T published=2025-09-04 updated=2025-09-04"},
        {"a source",
         R"(<rss><channel><item><source url="https://wire.example/rss">The Wire</source></item></channel></rss>)",
         "rss\nsource=The Wire source.url=https://wire.example/rss"},
        {"no item", R"(<rss version="2.0"><channel><title>Empty</title></channel></rss>)", "rss 2.0"},
    };
    for (const Row& row : rows) check(row);
}

TEST_CASE("RSS in RDF") {
    const Row rows[] = {
        {"1.0",
         R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
            xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://lantern.example/"><title>L</title>
            <items><rdf:Seq><rdf:li rdf:resource="https://lantern.example/1"/></rdf:Seq></items></channel>
            <item rdf:about="https://lantern.example/1"><title>One</title><link>https://lantern.example/1</link>
            <dc:date>2025-09-04T10:30:00+02:00</dc:date></item></rdf:RDF>)",
         "rdf 1.0\nid=https://lantern.example/1 title=One link=https://lantern.example/1 "
         "published=2025-09-04T10:30:00+02:00 "
         "updated=2025-09-04T10:30:00+02:00"},
        {"0.90",
         R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/">
            <channel><title>L</title></channel><item><title>One</title><link>https://lantern.example/1</link></item></rdf:RDF>)",
         "rdf 0.90\ntitle=One link=https://lantern.example/1"},
        {"1.1",
         R"(<Channel xmlns="http://purl.org/net/rss1.1#"><title>L</title><items><item><title>One</title></item></items></Channel>)",
         "rss 1.1\ntitle=One"},
        {"RDF that is no feed",
         R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><Person xmlns="http://xmlns.com/foaf/0.1/"/></rdf:RDF>)",
         "not_a_feed"},
    };
    for (const Row& row : rows) check(row);
}

TEST_CASE("Atom") {
    const Row rows[] = {
        {"1.0",
         R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://lantern.example/"><title>L</title>
            <entry><id>tag:lantern.example,2025:1</id><title type="html">Feu &amp;amp; &lt;i&gt;flammes&lt;/i&gt;</title>
            <link rel="self" href="/1.atom"/><link rel="alternate" type="application/json" href="/1.json"/><link href="1.html"/>
            <published>2025-09-04T10:30:00+02:00</published><updated>2025-09-05T00:00:00Z</updated>
            <summary>a &lt; b</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Un <a href="x">feu</a> &lt;&lt;<br/></div>
            </content><category term="news" label="Actualités"/></entry><author><name>La Rédaction</name><email>r@x.example</email></author></feed>)",
         "atom 1.0\nid=tag:lantern.example,2025:1 title=Feu & flammes link=https://lantern.example/1.html "
         "published=2025-09-04T10:30:00+02:00 updated=2025-09-05T00:00:00Z authors=La Rédaction summary=a < b "
         "content.html=Un <a "
         "href=\"https://lantern.example/x\">feu</a> &lt;&lt;<br> categories=Actualités language=fr"},
        {"0.3",
         R"(<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="escaped" type="text/html">A &lt;b&gt;B&lt;/b&gt;</title>
            <link rel="alternate" type="text/html" href="https://lantern.example/1"/><issued>2025-09-04</issued><modified>2025-09-05T01:00Z</modified>
            <content type="text/html" mode="base64">PHA+aGk8L3A+</content><author><name>Jane Doe</name></author></entry></feed>)",
         "atom 0.3\ntitle=A B link=https://lantern.example/1 published=2025-09-04 updated=2025-09-05T01:00:00Z authors=Jane "
         "Doe "
         "content.html=<p>hi</p>"},
        {"an entry alone", R"(<entry xmlns="http://www.w3.org/2005/Atom"><title>One</title></entry>)",
         "atom 1.0\ntitle=One"},
        {"an entry's source",
         R"(<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Own</title><source><title>The Wire</title><link href="https://wire.example/"/>
            <author><name>Wire Staff</name></author></source></entry><author><name>Feed</name></author></feed>)",
         "atom 1.0\ntitle=Own authors=Wire Staff source=The Wire source.url=https://wire.example/"},
        {"plain text keeps its angles",
         R"(<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="text">The &lt;b&gt; tag</title><content type="text">1 &lt; 2</content></entry></feed>)",
         "atom 1.0\ntitle=The <b> tag content=1 < 2"},
        {"a language of its own",
         R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><entry xml:lang="de"><title>A</title></entry>
            <entry><title>B</title><content xml:lang="es">c</content></entry></feed>)",
         "atom 1.0\ntitle=A language=de\ntitle=B content=c language=es"},
        {"fields of nested things are not the entry's",
         R"(<feed xmlns="http://www.w3.org/2005/Atom"><entry><box><title>No</title><id>no</id></box><title>Yes</title></entry></feed>)",
         "atom 1.0\ntitle=Yes"},
        {"no namespace at all", R"(<feed><entry><title>One</title><author><name>Jane Doe</name></author></entry></feed>)",
         "atom 1.0\ntitle=One authors=Jane Doe"},
    };
    for (const Row& row : rows) check(row);
}

TEST_CASE("JSON Feed") {
    const Row rows[] = {
        {"1.1",
         R"({"version": "https://jsonfeed.org/version/1.1", "title": "L", "home_page_url": "https://lantern.example/", "language": "en",
            "authors": [{"name": "Staff"}], "items": [
            {"id": 7, "url": "/7", "title": "Seven &amp; eight", "content_html": "<p><a href=\"/a\">x</a>", "date_published": "2025-09-04T10:30:00+02:00",
             "tags": ["a"], "attachments": [{"url": "/7.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 3}]},
            {"id": "8", "external_url": "https://wire.example/8", "content_text": "plain", "summary": "s", "authors": [{"name": "Jane Doe"}]}, 3]})",
         "json_feed 1.1\nid=7 title=Seven & eight link=https://lantern.example/7 published=2025-09-04T10:30:00+02:00 "
         "authors=Staff "
         "content.html=<p><a href=\"https://lantern.example/a\">x</a> file=https://lantern.example/7.mp3 categories=a "
         "language=en\n"
         "id=8 link=https://wire.example/8 authors=Jane Doe summary=s content=plain language=en"},
        {"1.0",
         R"({"version": "https:\/\/jsonfeed.org\/version\/1", "author": {"name": "Jane Doe"}, "items": [{"id": "1"}]})",
         "json_feed 1\nid=1 authors=Jane Doe"},
        {"an id that is the address",
         R"({"version": "https://jsonfeed.org/version/1", "items": [{"id": "https://lantern.example/9"}]})",
         "json_feed 1\nid=https://lantern.example/9 link=https://lantern.example/9"},
        {"cut off", R"({"version": "https://jsonfeed.org/version/1", "items": [{"id": )", "bad_json"},
        {"a record, not a feed", R"({"id": "1", "text": "Police arrested 12 in Lagos."})", "not_a_feed"},
    };
    for (const Row& row : rows) check(row);
}

TEST_CASE("sitemaps") {
    const Row rows[] = {
        {"news",
         R"(<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
            xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url><loc> https://lantern.example/1 </loc><lastmod>2025-09-05</lastmod>
            <news:news><news:publication><news:name>The Lantern</news:name><news:language>en</news:language></news:publication>
            <news:publication_date>2025-09-04T10:30+02:00</news:publication_date><news:title>One &amp; two</news:title>
            <news:keywords>sea, boats</news:keywords></news:news><image:image><image:loc>https://lantern.example/1.png</image:loc>
            <image:title>Picture</image:title></image:image></url></urlset>)",
         "sitemap\nid=https://lantern.example/1 title=One & two link=https://lantern.example/1 "
         "published=2025-09-04T10:30:00+02:00 "
         "updated=2025-09-05 categories=sea;boats language=en source=The Lantern"},
        {"index",
         R"(<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://lantern.example/s1.xml</loc></sitemap></sitemapindex>)",
         "sitemap_index\nid=https://lantern.example/s1.xml link=https://lantern.example/s1.xml feed"},
        {"no namespace", R"(<urlset><url><loc>https://lantern.example/1</loc></url></urlset>)",
         "sitemap\nid=https://lantern.example/1 link=https://lantern.example/1"},
    };
    for (const Row& row : rows) check(row);
}

TEST_CASE("OPML") {
    const Row rows[] = {
        {"a subscription list",
         R"(<opml version="2.0"><head><title>Mine</title></head><body><outline text="World"><outline text="Africa">
            <outline text="L" title="The Lantern" type="rss" xmlUrl="https://lantern.example/feed" htmlUrl="https://lantern.example/"/></outline>
            <outline text="A page" type="link" url="https://lantern.example/p"/></outline>
            <outline text="List" type="include" url="https://lantern.example/l.opml"/></body></opml>)",
         "opml 2.0\ntitle=The Lantern link=https://lantern.example/feed categories=World;Africa "
         "source.url=https://lantern.example/ feed\n"
         "title=A page link=https://lantern.example/p categories=World\ntitle=List link=https://lantern.example/l.opml "
         "feed"},
    };
    for (const Row& row : rows) check(row);
}

TEST_CASE("a feed's own fields") {
    const auto rss = parse(
        R"(<rss version="2.0"><channel><title>The &amp;amp; Lantern</title><link>/</link><description>&lt;p&gt;News</description>
        <lastBuildDate>Thu, 4 Sep 2025 10:30:00 GMT</lastBuildDate><managingEditor>ed@x.example (Ed Itor)</managingEditor>
        <atom:link rel="next" href="?page=2"/></channel></rss>)",
        {.url = "https://lantern.example/feed", .content_type = ""});
    REQUIRE(rss);
    CHECK(rss->title == "The & Lantern");
    CHECK(rss->link == "https://lantern.example/");
    CHECK(rss->description == "News");
    CHECK(rss->updated == "2025-09-04T10:30:00Z");
    CHECK(rss->authors == std::vector<std::string>{"Ed Itor"});
    CHECK(rss->next == "https://lantern.example/feed?page=2");
    CHECK(rss->problem.empty());
    // Without an address of its own, a feed's relative links are relative to its site.
    const auto local =
        parse("<rss><channel><link>https://lantern.example/</link><item><link>/1</link></item></channel></rss>", {});
    REQUIRE(local);
    CHECK(local->entries[0].link == "https://lantern.example/1");
}

TEST_CASE("kinds are told by the first bytes") {
    struct Sniffed {
        std::string bytes;
        const char* kind;
    };
    const Sniffed rows[] = {
        {"<rss version='2.0'>", "rss"},
        {"  \n<?xml version='1.0'?><!-- <html> --><?xml-stylesheet href='x>y'?><rss>", "rss"},
        {"\xEF\xBB\xBF<feed xmlns='http://www.w3.org/2005/Atom'>", "atom"},
        {std::string("<\0r\0s\0s\0>\0", 10), "rss"},
        {"<!DOCTYPE rss [<!ENTITY a 'b'>]><RSS>", "rss"},
        {"<br /><b>Warning</b>: something\n<rss version='2.0'>", "rss"},
        {"<!DOCTYPE html><html><body><rss>", ""},
        {"<!DOCTYPE html><title>x</title><rss>", ""},
        {"<html><head><link rel='alternate' type='application/rss+xml'></head>", ""},
        {"<svg><feed></svg>", ""},
        {"<tv><channel id='1'/></tv>", ""},
        {"<!-- never closed <rss>", ""},
        {"<kml xmlns='http://earth.google.com/kml/2.0'>", ""},
        {"<entry/>", ""},
        {"{\"version\": \"https://jsonfeed.org/version/1\"", "json_feed"},
        {"{\"id\": \"1\"}", ""},
        {"plain text about <rss> feeds", ""},
        {"plain text about <rss version='2.0'><channel>", "rss"},
        {"", ""},
    };
    for (const Sniffed& row : rows) {
        CAPTURE(row.bytes);
        const auto kind = sniff(row.bytes);
        CHECK((kind ? name_of(*kind) : std::string_view()) == row.kind);
    }
}
