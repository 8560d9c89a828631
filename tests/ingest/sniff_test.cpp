#include "ingest/sniff.h"

#include <string>

#include <doctest/doctest.h>

using namespace newshound::ingest;
using namespace std::string_literals;

TEST_CASE("the first bytes show the kind") {
    struct Row {
        std::string head;
        Kind wanted;
    };
    const Row rows[] = {
        {"<!DOCTYPE html><html>", Kind::html},
        {"\xEF\xBB\xBF  <HTML>", Kind::html},
        {"<div>no html element</div>", Kind::html},
        {"<?xml version=\"1.0\"?>\n<html xmlns=\"x\">", Kind::html},
        {"<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", Kind::feed},
        {"<feed xmlns=\"http://www.w3.org/2005/Atom\">", Kind::feed},
        {"WARC/1.0\r\nWARC-Type: warcinfo", Kind::warc},
        {"{\"id\": 1, \"text\": \"a\"}\n{\"id\": 2}", Kind::lines},
        {"{\"id\": 1, \"text\": \"a", Kind::lines},
        {"{\n  \"id\": 1", Kind::values},
        {"{\"id\": 1,\n \"text\": \"a\"}", Kind::values},
        {"{\"id\": \"{\", \"b\": 1}\n", Kind::lines},
        {"[{\"id\": 1}]", Kind::values},
        {"[Photo: a harbour]\nPolice said", Kind::text},
        {"Police arrested 12 in Lagos", Kind::text},
        {"", Kind::text},
        {"%PDF-1.7", Kind::binary},
        {"\x89PNG\r\n\x1a\n"s, Kind::binary},
        {"\x1F\x8B\x08\0"s, Kind::gzip},
        {"<opml version=\"2.0\"><body>", Kind::feed},
        {"<?xml version='1.0'?><!-- c --><urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">", Kind::feed},
        {"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\">",
         Kind::feed},
        {"{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"x\", \"items\": [", Kind::feed},
        {"\0\1\2\3\4\5\6\7\0\1\2\3"s, Kind::binary},
        {"\xFF\xFE<\0h\0t\0m\0l\0>\0"s, Kind::text},  // UTF-16 with its mark: text of some kind, not binary
        {"caf\xE9 in latin-1", Kind::text},
    };
    for (const Row& row : rows) {
        CAPTURE(row.head);
        CHECK(kind_of_bytes(row.head) == row.wanted);
    }
}

TEST_CASE("names say the kind, or nothing") {
    struct Row {
        const char* path;
        bool known;
        Kind kind;
    };
    const Row rows[] = {
        {"a/page.html", true, Kind::html}, {"page.HTM", true, Kind::html},      {"page.txt", true, Kind::text},
        {"r.jsonl", true, Kind::lines},    {"r.ndjson", true, Kind::lines},     {"r.json", true, Kind::values},
        {"crawl.warc", true, Kind::warc},  {"crawl.warc.gz", true, Kind::warc}, {"page.gz", false, Kind::text},
        {"c.wet.gz", true, Kind::warc},    {"page.html.GZ", true, Kind::html},  {"r.jsonl.gz", true, Kind::lines},
        {"feed.rss", true, Kind::feed},    {"feeds.opml", true, Kind::feed},    {"sitemap.xml", false, Kind::text},
        {"a.b/page", false, Kind::text},   {".html", false, Kind::text},        {"article.cfm", false, Kind::text},
    };
    for (const Row& row : rows) {
        CAPTURE(row.path);
        CHECK(kind_of_name(row.path).known == row.known);
        if (row.known) CHECK(kind_of_name(row.path).kind == row.kind);
    }
    CHECK(is_asset_name("page_files/style.css"));
    CHECK(is_asset_name("photo.JPG"));
    CHECK(is_asset_name("backup.tar.gz"));
    CHECK_FALSE(is_asset_name("page.html"));
    CHECK_FALSE(is_asset_name("page.html.gz"));
}

TEST_CASE("media types say the kind, or nothing") {
    struct Row {
        const char* type;
        bool known;
        Kind kind;
    };
    const Row rows[] = {
        {"text/html", true, Kind::html},
        {"application/rss+xml", true, Kind::feed},
        {"image/png", true, Kind::binary},
        {"text/plain", true, Kind::text},
        {"application/json", true, Kind::values},
        {"application/warc", true, Kind::warc},
        {"application/xml", false, Kind::text},
        {"application/octet-stream", false, Kind::text},
        {"", false, Kind::text},
    };
    for (const Row& row : rows) {
        CAPTURE(row.type);
        CHECK(kind_of_media_type(row.type).known == row.known);
        if (row.known) CHECK(kind_of_media_type(row.type).kind == row.kind);
    }
}
