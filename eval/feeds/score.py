#!/usr/bin/env python3
"""Scores the reading of feeds against three other projects' test suites, with feedparser beside it in the same run.

usage: score.py FEEDS_DUMP FOLDER [--show SUITE] [--all]
FOLDER holds the suites: tests/ (feedparser), testdata/ (gofeed), testcases/ (feedvalidator). --show prints each miss of a suite.

Unit: a feed (a file). A feed is right if everything that its suite says of its entries is read so: their number and, for each, id, title,
link, dates, summary, content and authors. Texts are the same if they show the same characters, spaces apart, and hold the same addresses; dates if
they are the same second; ids and links if they are the same string; authors by name. newshound keeps HTML as it stands and hands it to its extractor, which
drops scripts: what is compared of a text is what a reader sees of it.
Denominators: feedparser: files of tests/wellformed whose expectation speaks of these fields (others, of its tests of encodings and entities, likewise);
gofeed: feeds with an expected JSON beside them; feedvalidator: feeds that are said to be valid, against a plain reading of
suite_feedvalidator.py. Last, every file of the suites, valid or not, must be answered, with a feed or an error, within a second.
"""
import json
import os
import subprocess
import sys
import time

import suite_feedparser
import suite_feedvalidator
import suite_gofeed
from common import differences, of_feedparser, of_newshound, own_of_feedparser, own_of_newshound

try:
    import feedparser
except ImportError:
    feedparser = None


def files(root):
    for folder, _, names in sorted(os.walk(root)):
        for name in sorted(names):
            if name.endswith((".xml", ".json", ".opml", ".html")):
                yield os.path.join(folder, name)


def read_all(dump, requests):
    """newshound's reading of each, by path; also the slowest one's seconds."""
    process = subprocess.Popen([dump], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    readings, slowest = {}, (0.0, "")
    for request in requests:
        start = time.monotonic()
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
        seconds = time.monotonic() - start
        slowest = max(slowest, (seconds, request["path"]))
        if not line:
            print(f"CRASH: {request['path']}")
            return readings, (float("inf"), request["path"])
        readings[request["path"]] = json.loads(line)
    process.stdin.close()
    process.wait()
    return readings, slowest


def peer_result(request):
    if feedparser is None:
        return None
    headers = {"content-location": request["url"]} if request["url"] else {}
    if request["content_type"]:
        headers["content-type"] = request["content_type"]
    try:
        with open(request["path"], "rb") as file:
            return feedparser.parse(file.read(), response_headers=headers)
    except Exception:  # a peer that falls over has not read the feed
        return None


def peer_reading(request):
    result = peer_result(request)
    return None if result is None else of_feedparser(result)


class Tally:
    def __init__(self, name, show):
        self.name, self.show = name, show
        self.feeds = self.ours = self.peers = 0

    def count(self, path, mine, peers):
        self.feeds += 1
        self.ours += not mine
        self.peers += not peers
        if mine and self.show:
            print(f"  {path}\n    " + "\n    ".join(mine[:4]))

    def row(self):
        if not self.feeds:
            return f"{self.name:<38} no feeds"
        peer = f"{self.peers:5d} {self.peers / self.feeds:6.3f}" if feedparser else "    not installed"
        return f"{self.name:<38} {self.feeds:5d}   {self.ours:5d} {self.ours / self.feeds:6.3f}   {peer}"


def score_feedparser(requests, readings, show):
    tallies = {}
    for request in requests:
        path = request["path"]
        parts = path.split(os.sep)
        if "tests" not in parts or path.endswith(".json"):
            continue
        group = parts[parts.index("tests") + 1]
        asked = suite_feedparser.clauses(request["expect"])
        if not asked:
            continue
        peer = peer_result(request)
        sides = [(of_newshound(readings[path]) or [], own_of_newshound(readings[path])),
                 (of_feedparser(peer), own_of_feedparser(peer)) if peer is not None else ([], {})]
        for own in (False, True):
            mine = [clause for clause in asked if (clause[0] is None) == own]
            if not mine:
                continue
            tally = tallies.setdefault((own, group), Tally(f"feedparser {group}" + (", feed's own" if own else ""), show))
            wrong = []
            for entries, fields in sides:
                for entry in entries:
                    entry["path"] = path
                wrong.append([f"{clause}: got {fields if own else entries[:1]}" for clause in mine
                              if not (fields and suite_feedparser.holds(clause, entries, fields))])
            tally.count(path, *wrong)
    return [tally for _, tally in sorted(tallies.items(), key=lambda item: item[0])]


def score_gofeed(root, by_path, readings, show):
    tally = Tally("gofeed", show)
    for path, expected in suite_gofeed.pairs(root):
        with open(expected, encoding="utf-8") as file:
            wanted = suite_gofeed.wanted(json.load(file))
        tally.count(path, differences(wanted, of_newshound(readings[path])), differences(wanted, peer_reading(by_path[path])))
    return [tally]


def score_feedvalidator(requests, readings, show):
    tally = Tally("feedvalidator, valid", show)
    for request in requests:
        path = request["path"]
        if f"{os.sep}testcases{os.sep}" not in path or not path.endswith(".xml"):
            continue
        with open(path, "rb") as file:
            data = file.read()
        wanted = suite_feedvalidator.wanted(data, request["url"]) if suite_feedvalidator.verdict(data.decode("latin-1")) else None
        if wanted is not None:
            tally.count(path, differences(wanted, of_newshound(readings[path])), differences(wanted, peer_reading(request)))
    return [tally]


def main():
    dump, root = sys.argv[1:3]
    show = sys.argv[sys.argv.index("--show") + 1] if "--show" in sys.argv else ""
    requests = []
    for path in files(root):
        with open(path, "rb") as file:
            text = file.read().decode("latin-1").replace("\0", "")
        expect, headers = suite_feedparser.header(text)
        place = "http://127.0.0.1:8097/" + os.path.relpath(path, root)
        url = "" if f"{os.sep}testdata{os.sep}" in path else headers.get("content-location", place)
        requests.append({"path": path, "url": url, "content_type": headers.get("content-type", ""), "expect": expect})
    readings, slowest = read_all(dump, requests)
    if slowest[0] == float("inf"):
        return 1
    by_path = {request["path"]: request for request in requests}
    tallies = score_feedparser(requests, readings, show == "feedparser")
    tallies += score_gofeed(os.path.join(root, "testdata"), by_path, readings, show == "gofeed")
    tallies += score_feedvalidator(requests, readings, show == "feedvalidator")
    print(f"{'suite':<38} feeds   newshound      feedparser {getattr(feedparser, '__version__', '')}")
    total = Tally("all, entries", False)
    for tally in tallies:
        print(tally.row())
        if tally.name.endswith("feed's own"):
            continue  # the measure is about entries
        total.feeds, total.ours, total.peers = total.feeds + tally.feeds, total.ours + tally.ours, total.peers + tally.peers
    print(total.row())
    print(f"{len(readings)} files answered, none crashed; the slowest took {slowest[0] * 1000:.0f} ms ({os.path.relpath(slowest[1], root)})")
    return 0 if slowest[0] < 1 else 1


if __name__ == "__main__":
    sys.exit(main())
