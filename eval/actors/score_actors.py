#!/usr/bin/env python3
"""How often country and sector of gold parties are found at their place, by set, half and sector.

usage: score_actors.py ACTORS_DUMP ANNOTATIONS.jsonl GOLD_FOLDER [--errors] [--half 0|1] [--sector S] [--limit N]
Half 0 is the development half (errors may be read), half 1 is only counted: by the SHA-1 of the article's id.
"""
import argparse, collections, glob, hashlib, json, os, subprocess, sys, tempfile

def half(doc):
    return int(hashlib.sha1(doc.encode()).hexdigest(), 16) % 2

def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("dump"); ap.add_argument("annotations"); ap.add_argument("gold")
    ap.add_argument("--errors", action="store_true"); ap.add_argument("--sector"); ap.add_argument("--limit", type=int, default=400)
    ap.add_argument("--kind", help="country, sector: only errors in it")
    a = ap.parse_args()
    parties = []
    files = sorted(glob.glob(os.path.join(a.gold, "*.json"))) if os.path.isdir(a.gold) else [a.gold]
    for f in files:
        d = json.load(open(f, encoding="utf-8"))
        seen = set()
        for e in d["events"]:
            for side in ("actors", "recipients"):
                for p in e[side]:
                    if p.get("begin") is None: continue
                    parties.append((d["id"], p, e["type"], side))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as q:
        for i, (doc, p, _, _) in enumerate(parties):
            q.write(json.dumps({"q": i, "doc": doc, "begin": p["begin"], "end": p["end"]}) + "\n")
    out = subprocess.run([a.dump, a.annotations, q.name], capture_output=True, text=True, check=True).stdout
    os.unlink(q.name)
    answers = {}
    for line in out.splitlines():
        r = json.loads(line); answers[r["q"]] = r
    count = collections.Counter(); sectors = collections.Counter(); shown = 0; confusion = collections.Counter()
    for i, (doc, p, etype, side) in enumerate(parties):
        r = answers.get(i, {})
        h = half(doc)
        c = (r.get("country") or "") == (p.get("country") or "")
        s = (r.get("sector") or "UNK") == (p.get("sector") or "UNK")
        count[h, "n"] += 1; count[h, "country"] += c; count[h, "sector"] += s; count[h, "both"] += c and s
        sectors[p.get("sector"), "n"] += 1; sectors[p.get("sector"), "ok"] += s
        if h == 0 and not s: confusion[p.get("sector"), r.get("sector") or "-"] += 1
        wrong = not (c and s) if not a.kind else (not c if a.kind == "country" else not s)
        if a.errors and h == 0 and wrong and (not a.sector or a.sector == p.get("sector")) and shown < a.limit:
            shown += 1
            print("%-18s %-34.34s gold %3s/%3s (%.24s)  got %3s/%3s %-20.20s %s %s" % (doc[-18:], p["text"].replace("\n", " "), p.get("country"), p.get("sector"), p.get("name"),
                  r.get("country"), r.get("sector"), r.get("name"), "PRON" if "pronoun" in (r.get("rule") or "") else "", (r.get("rule") or "none")[:60]))
    for h in (0, 1):
        n = count[h, "n"] or 1
        print("half %d: %4d parties  country %.3f  sector %.3f  both %.3f" % (h, count[h, "n"], count[h, "country"] / n, count[h, "sector"] / n, count[h, "both"] / n))
    print("sector right: " + "  ".join("%s %d/%d" % (s, sectors[s, "ok"], sectors[s, "n"]) for s in sorted({k[0] or "" for k in sectors})))
    if a.errors: print("confused:", ", ".join("%s->%s %d" % (g, p, n) for (g, p), n in confusion.most_common(20)))

if __name__ == "__main__":
    main()
