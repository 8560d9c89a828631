#!/usr/bin/env python3
"""What newshound, fastwarc and warcio read of a folder of WARC files, file by file; called by eval/warc/run.

usage: score.py LIST_WARC FOLDER

A record counts as read if its content has the bytes that its Content-Length says. Records are compared by the SHA-256 of their
content, HTTP bodies with warcio's after chunking and compression are undone. Exit status 1 if another tool reads a record that
newshound does not.
"""
import collections
import hashlib
import json
import os
import subprocess
import sys

from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

sha = lambda data: hashlib.sha256(data).hexdigest()


class Found:
    def __init__(self):
        self.contents, self.bodies, self.problem, self.cut, self.broken = [], {}, "", 0, collections.Counter()


def newshound(binary, path):
    found = Found()
    listed = subprocess.run([binary, path], capture_output=True, text=True)
    if listed.returncode != 0:
        found.problem = f"exit status {listed.returncode}"
    for line in listed.stdout.splitlines():
        record = json.loads(line)
        if "broken" in record:
            found.broken[record["broken"]] += 1
        elif record["truncated"]:
            found.cut += 1
        else:
            found.contents.append(record["sha256"])
            if "body_sha256" in record and not record["body_truncated"]:
                found.bodies[record["sha256"]] = record["body_sha256"]
    return found


def fastwarc(path):
    found = Found()
    try:
        for record in FastIterator(open(path, "rb"), parse_http=False):
            data = record.reader.read()
            if len(data) < record.content_length:
                found.cut += 1
            else:
                found.contents.append(sha(data))
    except Exception as error:
        found.problem = f"{type(error).__name__}: {error}"
    return found


def warcio(path):
    found = Found()
    try:
        with open(path, "rb") as file:
            for record in WarcioIterator(file, no_record_parse=True):
                data = record.raw_stream.read()
                if len(data) < int(record.rec_headers.get_header("Content-Length") or 0):
                    found.cut += 1
                else:
                    found.contents.append(sha(data))
        keys = iter(found.contents)
        with open(path, "rb") as file:
            for record in WarcioIterator(file):
                key = next(keys, None)
                if record.rec_type == "response" and record.http_headers is not None:
                    found.bodies[key] = sha(record.content_stream().read())
    except Exception as error:
        found.problem = f"{type(error).__name__}: {error}"
    return found


def main():
    binary, folder = sys.argv[1:3]
    names = sorted(name for name in os.listdir(folder) if os.path.isfile(os.path.join(folder, name)))
    worse, whole = 0, collections.Counter()
    print(f"{'file':36} {'newshound':>18} {'fastwarc':>9} {'warcio':>7}   what newshound reports; what stopped the others")
    for name in names:
        path = os.path.join(folder, name)
        ours, fast, other = newshound(binary, path), fastwarc(path), warcio(path)
        missing = 0
        for peer in (fast, other):
            missing += sum((collections.Counter(peer.contents) - collections.Counter(ours.contents)).values())
        bodies = sum(1 for key, body in other.bodies.items() if key in ours.bodies and ours.bodies[key] != body)
        worse += missing > 0
        notes = [f"{code} x{count}" for code, count in sorted(ours.broken.items())]
        if ours.problem:
            notes.append(ours.problem)
        notes += [f"{missing} records that others read are MISSING"] if missing else []
        notes += [f"{bodies} bodies differ from warcio's"] if bodies else []
        notes += [f"fastwarc: {' '.join(fast.problem.split())[:90]}"] if fast.problem else []
        notes += [f"warcio: {' '.join(other.problem.split())[:90]}"] if other.problem else []
        count = f"{len(ours.contents)}" + (f" + {ours.cut} cut" if ours.cut else "")
        print(f"{name:36} {count:>18} {len(fast.contents):>9} {len(other.contents):>7}   {'; '.join(notes)}")
        for tool, found in (("newshound", ours), ("fastwarc", fast), ("warcio", other)):
            whole[tool] += len(found.contents)
            whole[tool + " files"] += bool(found.contents) and not found.problem
    print(f"files read to the end: newshound {whole['newshound files']}, fastwarc {whole['fastwarc files']}, "
          f"warcio {whole['warcio files']} of {len(names)}; whole records: {whole['newshound']}, {whole['fastwarc']}, {whole['warcio']}")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
