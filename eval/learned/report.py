#!/usr/bin/env python3
"""How far `confidence` can be believed, and what --min-confidence gives.

usage: report.py GOLD_FOLDER EVENTS.jsonl     the reliability table and the curve
       report.py --fold N < EVENTS.jsonl      passes on the events of the articles of one of five folds (as fit.py folds them)
An event is right where score_events.py matches it to a gold event (type and place in the text).
"""
import json, os, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from fit import fold, gold_of, lines, matched  # noqa: E402


def main():
    if sys.argv[1:2] == ["--fold"]:
        for line in sys.stdin:
            if fold(json.loads(line)["doc"]) == int(sys.argv[2]): sys.stdout.write(line)
        return
    if len(sys.argv) != 3: sys.exit(__doc__)
    sys.path.insert(0, os.path.join(os.environ.get("NEWSHOUND_SHARED", "../shared"), "tools"))
    from score_events import pair_score
    gold, events = gold_of(sys.argv[1]), {}
    for e in lines(sys.argv[2]): events.setdefault(e["doc"], []).append(e)
    right = {id(p) for doc, g in gold.items() for _, p in matched(g, events.get(doc, []), pair_score)}
    rows = sorted((e["confidence"], id(e) in right) for list_ in events.values() for e in list_)
    n_gold = sum(map(len, gold.values()))
    print("\n| said | events | mean said | right |\n|---|---|---|---|")
    for low in range(0, 10):
        part = [r for r in rows if low <= r[0] * 10 < low + 1 or (low == 9 and r[0] == 1)]
        if part: print("| %.1f-%.1f | %d | %.2f | %.2f |" % (low / 10, (low + 1) / 10, len(part), sum(c for c, _ in part) / len(part), sum(ok for _, ok in part) / len(part)))
    print("\n| --min-confidence | events | precision | recall | F1 |\n|---|---|---|---|---|")
    for limit in (0, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        part = [ok for c, ok in rows if c >= limit]
        hit = sum(part)
        p, r = hit / max(1, len(part)), hit / max(1, n_gold)
        print("| %.1f | %d | %.3f | %.3f | %.3f |" % (limit, len(part), p, r, 2 * p * r / max(1e-9, p + r)))


if __name__ == "__main__":
    main()
