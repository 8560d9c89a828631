#!/usr/bin/env python3
"""Events as csv, POLECAT and GDELT tables, read back with Python's csv module and, where it is installed, pandas, and compared with the JSON records; actor
dictionaries through the real binary.

usage: tests/formats/roundtrip.py BINARY
"""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile

BINARY = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else sys.exit(__doc__)
TEXT = ('Police in Houston, Texas, arrested twelve "rioters"; two men on Tuesday.\n'
        "France and Germany met in Lagos on Wednesday.\nVera Marcal condemned the attack.\nRussia will attack Ukraine next week.")
RECORD = {"id": "doc\t1", "url": "https://news.example/1?a=b", "published": "2025-09-05T01:30:00+02:00", "text": TEXT}


def run(*options):
    done = subprocess.run([BINARY, "events", "-", "--quiet", *options], input=json.dumps(RECORD).encode(), capture_output=True, check=False)
    if b"no language model" in done.stderr or (done.returncode == 3 and b"model" in done.stderr):
        print("skipped: no language model is installed")
        sys.exit(0)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def tab_rows(text):
    return list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))


def by_pandas(text, separator, header):
    try:
        import pandas
    except ImportError:
        return None
    quoting = csv.QUOTE_NONE if separator == "\t" else csv.QUOTE_MINIMAL
    return pandas.read_csv(io.StringIO(text), sep=separator, header=header, quoting=quoting, dtype=str, keep_default_na=False)


def check_tables():
    events = [json.loads(line) for line in run()[1].split("\n") if line]
    assert events, "the text has events"
    happened = [e for e in events if e["status"] == "actual"]
    assert len(happened) < len(events), "one of them is not yet done"

    text = run("--format", "csv")[1]
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(r["id"], r["doc"], r["trigger"], r["evidence"]) for r in rows] == [(e["id"], e["doc"], e["trigger"], e["evidence"]) for e in events]
    frame = by_pandas(text, ",", 0)
    assert frame is None or list(frame["id"]) == [e["id"] for e in events]

    text = run("--format", "polecat")[1]
    rows = tab_rows(text)
    assert {len(r) for r in rows} == {40} and rows[0][0] == "Event ID" and rows[0][39] == "Version"
    table = [dict(zip(rows[0], r)) for r in rows[1:]]
    assert [(r["Event Type"], r["Event Mode"], r["Event Date"]) for r in table] == [(e["type"], e["mode"], e["when"]["start"]) for e in happened]
    assert all(r["Event ID"].count(e["id"]) == 1 for r, e in zip(table, happened))
    frame = by_pandas(text, "\t", 0)
    assert frame is None or frame.values.tolist() == rows[1:]

    text = run("--format", "gdelt")[1]
    rows = tab_rows(text)
    assert {len(r) for r in rows} == {61}
    assert all(r[0].isdigit() and r[60] == RECORD["url"] and r[59] == "20250904233000" for r in rows)
    assert len({r[0] for r in rows}) == len(rows), "each row has an id of its own"
    assert {r[26] for r in rows} == {e["cameo"] for e in happened}
    assert {"FRAGOV", "DEUGOV"} <= {r[5] for r in rows} & {r[15] for r in rows}, "who met stands on both sides"
    frame = by_pandas(text, "\t", None)
    assert frame is None or frame.values.tolist() == rows
    return frame is not None


def check_actors():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "actors.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write("VERA_MARCAL_ ; a minister once\n\t[SYLELI >20100101]\n\t[SYLGOV <20100101]\n")
        said = [json.loads(line) for line in run("--actors", path)[1].split("\n") if line]
        parties = [p for e in said for p in e["actors"] if p["text"] == "Vera Marcal"]
        assert parties and all((p["country"], p["sector"], p["entity"]) == ("SYL", "ELI", "cameo:SYLELI") for p in parties), parties
        with open(path, "w", encoding="utf-8") as file:
            file.write("VERA_MARCAL\n\n[SYLGOV\n")
        status, _, complaint = run("--actors", path)
        assert status == 3 and f"{path}:3: \"[\" is not closed" in complaint, (status, complaint)
        status, _, complaint = run("--actors", os.path.join(folder, "none.txt"))
        assert status == 3 and "none.txt" in complaint, (status, complaint)


with_pandas = check_tables()
check_actors()
print("csv, polecat and gdelt read back; dictionaries read" + ("" if with_pandas else " (pandas is not installed: Python's csv only)"))
