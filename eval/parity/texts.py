#!/usr/bin/env python3
"""Print the English texts of the shared folder as JSON Lines {"id", "text"}: articles, web texts, text-browser dumps.

usage: texts.py SHARED CACHE    archives of SHARED/data are unpacked once to CACHE/data
"""
import glob, json, os, subprocess, sys

ARCHIVES = {"text": "news", "attribution": "attribution", "extraction-wcxb": "wcxb", "extraction-flattened": "flattened", "events": "events"}


def unpack(shared, cache):
    folder = os.path.join(cache, "data")
    os.makedirs(folder, exist_ok=True)
    for archive, name in ARCHIVES.items():
        path = os.path.join(shared, "data", archive + ".tar.xz")
        if not os.path.exists(os.path.join(folder, name)) and os.path.exists(path):
            subprocess.run(["tar", "xJf", path, "-C", folder], check=True)
    return folder


def read(path):
    with open(path, encoding="utf-8", errors="replace", newline="") as file:
        return file.read()


def texts(shared, folder):
    for path in sorted(glob.glob(os.path.join(shared, "gold", "**", "articles", "*.json"), recursive=True)):
        yield "gold/" + os.path.basename(path), json.loads(read(path)).get("text")
    for name in ("news/wikinews.jsonl", "wcxb/gold.jsonl"):
        path = os.path.join(folder, name)
        for line in read(path).split("\n") if os.path.exists(path) else ():
            if line.strip():
                record = json.loads(line)
                yield name + "/" + str(record.get("id")), record.get("text")
    for pattern in ("attribution/**/text/*.txt", "flattened/pages/*.txt"):
        for path in sorted(glob.glob(os.path.join(folder, pattern), recursive=True)):
            yield os.path.relpath(path, folder), read(path)
    path = os.path.join(folder, "events", "plv_train_gold_only.tsv")
    for line in read(path).split("\n")[1:] if os.path.exists(path) else ():
        cells = line.split("\t")
        if len(cells) > 1:
            yield "events/" + cells[0], cells[1]


def main():
    shared, cache = sys.argv[1:]
    for name, text in texts(shared, unpack(shared, cache)):
        if text:
            print(json.dumps({"id": name, "text": text}))


if __name__ == "__main__":
    main()
