#!/usr/bin/env python3
"""Reads a large made-up feed with feeds_dump and with feedparser, three times each in turn: entries a second, the ratio with its spread,
and whether ten times the entries take ten times as long.

usage: speed.py FEEDS_DUMP
"""
import json
import subprocess
import sys
import tempfile
import time

import feedparser


def feed(entries):
    head = ('<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>'
            '<title>The Lantern</title><link>https://lantern.example/</link>')
    item = ('<item><title>Headline {0} &amp; more</title><link>https://lantern.example/{0}</link><guid isPermaLink="false">n{0}</guid>'
            '<pubDate>Thu, 04 Sep 2025 10:30:00 +0200</pubDate><dc:creator>Jane Doe</dc:creator>'
            '<description>Boats &lt;b&gt;sail&lt;/b&gt; &lt;a href="/x"&gt;again&lt;/a&gt;</description>'
            '<content:encoded><![CDATA[<p>' + "The harbour opened again. " * 8 + '</p><img src="/{0}.png">]]></content:encoded></item>\n')
    return head + "".join(item.format(number) for number in range(entries)) + "</channel></rss>"


def ours(dump, path, entries):
    line = json.dumps({"path": path, "url": "https://lantern.example/feed"}) + "\n"
    answer = json.loads(subprocess.run([dump, "--time"], input=line, capture_output=True, text=True, check=True).stdout)
    assert answer["entries"] == entries, answer
    return answer["seconds"]


def main():
    dump = sys.argv[1]
    with tempfile.NamedTemporaryFile(mode="w", suffix=".xml") as small, tempfile.NamedTemporaryFile(mode="w", suffix=".xml") as large:
        for file, entries in ((small, 10_000), (large, 100_000)):
            file.write(feed(entries))
            file.flush()
        data = open(small.name, "rb").read()
        ratios, rates = [], []
        for _ in range(3):
            mine = ours(dump, small.name, 10_000)
            start = time.perf_counter()
            assert len(feedparser.parse(data).entries) == 10_000
            ratios.append((time.perf_counter() - start) / mine)
            rates.append(10_000 / mine)
        grown = [ours(dump, large.name, 100_000) / ours(dump, small.name, 10_000) for _ in range(3)]
    print(f"10,000 entries, {len(data) >> 10} KiB: {sorted(rates)[1]:.0f} entries a second, {sorted(ratios)[1]:.0f} times feedparser "
          f"({min(ratios):.0f} to {max(ratios):.0f})")
    print(f"100,000 entries take {sorted(grown)[1]:.1f} times as long as 10,000 ({min(grown):.1f} to {max(grown):.1f})")


if __name__ == "__main__":
    main()
