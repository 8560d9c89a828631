#!/usr/bin/env python3
"""How often do the readers of times, places and quantities agree with the gold, given its triggers?

usage: score.py GOLD_FOLDER ARTICLE_FOLDER SLOTS.jsonl [--errors when|where|quantities] [--limit N]
SLOTS is what eval_slots wrote. Agreement is counted as the event scorer does: start day, country, set of (kind, value).
Both halves of the articles (by CRC-32 of their id) are reported; errors are shown for the first half only, so that the second stays unseen.
"""
import json, os, sys, zlib

def main():
    argv = sys.argv[1:]
    options = {}
    while "--errors" in argv or "--limit" in argv:
        name = "--errors" if "--errors" in argv else "--limit"
        i = argv.index(name)
        options[name] = argv[i + 1]
        del argv[i:i + 2]
    if len(argv) != 3: sys.exit(__doc__)
    gold_folder, article_folder, slots = argv
    limit = int(options.get("--limit", 1000))
    gold = {}
    for name in sorted(os.listdir(gold_folder)):
        record = json.load(open(os.path.join(gold_folder, name), encoding="utf-8"))
        gold[record["id"]] = record["events"]
    totals = [{}, {}]
    seen = 0
    for line in open(slots, encoding="utf-8"):
        p = json.loads(line)
        g = gold[p["doc"]][p["index"]]
        half = zlib.crc32(p["doc"].encode()) % 2
        t = totals[half]
        when = ((g.get("when") or {}).get("start") or "")[:10]
        where = (g.get("where") or {}).get("country") or ""
        amounts = {(q["kind"], float(q["value"])) for q in g.get("quantities") or [] if q.get("value") is not None}
        got = {(q[0], float(q[1])) for q in p.get("quantities") or []}
        checks = {"when": (when, p.get("when", "")), "where": (where, p.get("where", "")), "quantities": (amounts, got)}
        t["n"] = t.get("n", 0) + 1
        for k, (a, b) in checks.items():
            t[k] = t.get(k, 0) + (a == b)
            if a: t[k + " gold"] = t.get(k + " gold", 0) + 1
            if b: t[k + " said"] = t.get(k + " said", 0) + 1
            if b and a == b: t[k + " said right"] = t.get(k + " said right", 0) + 1
        # an explicit time is right or not, whatever the default
        if p.get("time"):
            t["time said"] = t.get("time said", 0) + 1
            t["time right"] = t.get("time right", 0) + (p["time"] == when)
        k = options.get("--errors")
        if k and half == 0 and checks[k][0] != checks[k][1] and seen < limit:
            seen += 1
            a = json.load(open(os.path.join(article_folder, p["doc"] + ".json"), encoding="utf-8"))
            text = a["text"]
            b, e = g["begin"], g["end"]
            print("%s %s gold %s said %s [%s %s] %s %s\n    %s**%s**%s" % (
                p["doc"], a["published"][:10], checks[k][0], checks[k][1], p.get("rule"), p.get("time_rule") if k == "when" else p.get("where_text"),
                g["type"], g.get("status"), text[max(0, b - 200):b].replace("\n", "|"), text[b:e], text[e:e + 130].replace("\n", "|")))
    for half, t in enumerate(totals):
        n = t.get("n", 0) or 1
        print("half %d: %d events  when %.3f  where %.3f  quantities %.3f" % (half, n, t.get("when", 0) / n, t.get("where", 0) / n, t.get("quantities", 0) / n))
        for k in ("when", "where", "quantities"):
            print("    %-10s gold has %d, said %d, right of those %d" % (k, t.get(k + " gold", 0), t.get(k + " said", 0), t.get(k + " said right", 0)))
        print("    time from the clause: said %d, right %d" % (t.get("time said", 0), t.get("time right", 0)))

if __name__ == "__main__":
    main()
