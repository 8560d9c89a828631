#!/usr/bin/env python3
"""Makes WARC files of some size out of the pages of tests/; called by bench/warc/run.

usage: make.py ROOT FOLDER MEGABYTES

Four words in ten are drawn anew from the pages' own words, and each record is put together from such blocks, so that no
two are alike and they compress as pages of news do (about 3 times). One request and one response a page, as crawlers write them. Three shapes of the same
records: a gzip member a record (what the standard asks for), the whole as one gzip member, plain. Always the same bytes.
"""
import glob
import os
import random
import re
import sys
import zlib

WORD = re.compile(r"[^\W\d_]{3,}")


def record(kind, uri, number, content, content_type):
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2026-03-04T05:06:07Z\r\nWARC-Record-ID: <urn:uuid:{number:032x}>\r\n"
            f"Content-Length: {len(content)}\r\nContent-Type: {content_type}\r\nWARC-IP-Address: 192.0.2.7\r\nWARC-Target-URI: {uri}\r\n"
            "WARC-Payload-Digest: sha1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\r\nWARC-Identified-Payload-Type: text/html\r\n\r\n")
    return head.encode() + content + b"\r\n\r\n"


def pages(root):
    """(markup before the words, words, markup after) of every page, and all words, weighted as they occur."""
    texts = []
    for path in sorted(glob.glob(os.path.join(root, "tests", "**", "*.html"), recursive=True)):
        with open(path, encoding="utf-8", errors="replace") as file:
            texts.append(file.read())
    parts = [re.split(r"(<[^>]*>)", text) for text in texts]
    words = [word for page in parts for part in page if not part.startswith("<") for word in WORD.findall(part)]
    return parts, words


def blocks(parts, words, chance):
    """Our pages, each forty times over in other words."""
    made = []
    for page in parts * 40:
        out = []
        for part in page:
            if part.startswith("<"):
                out.append(part)
            else:
                out.append(WORD.sub(lambda word: chance.choice(words) if chance.random() < 0.4 else word[0], part))
        out.append(f'<div class="block-{chance.randrange(1000)}" data-id="{chance.randrange(1 << 40):x}">')
        made.append("".join(out).encode())
    return made


def page(made, chance):
    """A page of 20 to 300 kB, as news sites have them: blocks one after another, none twice."""
    size, out = chance.choice((20_000, 60_000, 100_000, 150_000, 300_000)), []
    for block in chance.sample(made, len(made)):
        out.append(block)
        size -= len(block)
        if size < 0:
            break
    return b"".join(out)


def main():
    root, folder, megabytes = sys.argv[1], sys.argv[2], int(sys.argv[3])
    names = [os.path.join(folder, f"{shape}-{megabytes}.warc{end}") for shape, end in (("members", ".gz"), ("one-member", ".gz"), ("plain", ""))]
    if all(map(os.path.exists, names)):
        return
    chance = random.Random(20260304)
    made_blocks = blocks(*pages(root), chance)
    files = [open(name + ".new", "wb") for name in names]
    whole = zlib.compressobj(6, zlib.DEFLATED, 31)
    made = number = 0
    while made < megabytes * 1_000_000:
        number += 1
        uri = f"https://news.example/{number // 1000}/{number}"
        body = page(made_blocks, chance)
        request = f"GET /{number} HTTP/1.1\r\nHost: news.example\r\nUser-Agent: example\r\nAccept-Encoding: gzip, br\r\n\r\n".encode()
        response = (f"HTTP/1.1 200 OK\r\nDate: Wed, 04 Mar 2026 05:06:07 GMT\r\nContent-Type: text/html; charset=utf-8\r\nServer: example\r\n"
                    f"Content-Length: {len(body)}\r\n\r\n").encode() + body
        for written in (record("request", uri, 2 * number, request, "application/http; msgtype=request"),
                        record("response", uri, 2 * number + 1, response, "application/http; msgtype=response")):
            member = zlib.compressobj(6, zlib.DEFLATED, 31)
            files[0].write(member.compress(written) + member.flush())
            files[1].write(whole.compress(written))
            files[2].write(written)
            made += len(written)
    files[1].write(whole.flush())
    for file, name in zip(files, names):
        file.close()
        os.rename(name + ".new", name)


if __name__ == "__main__":
    main()
