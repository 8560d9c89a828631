#!/usr/bin/env python3
"""Fits the weights that choose a deed's date or place among its readings (data/time/weights.tsv, data/places/weights.tsv).

usage: fit.py when|where [--half H] [--l2 X] [--epochs N] GOLD_FOLDER SLOTS.jsonl [GOLD_FOLDER SLOTS.jsonl ...] > weights.tsv
SLOTS is what eval_slots --candidates wrote. A log-linear ranker: the probability of a value is the share of the readings that name it;
full-batch gradient ascent with L2 regularisation, so the same input gives the same weights. --half 0 or 1 fits on that half of the
articles only (by CRC-32 of their id) and reports agreement on the other; without it all articles are used.
"""
import json, math, os, sys, zlib


def load(field, folder, slots):
    gold = {}
    for name in sorted(os.listdir(folder)):
        record = json.load(open(os.path.join(folder, name), encoding="utf-8"))
        gold[record["id"]] = record["events"]
    for line in open(slots, encoding="utf-8"):
        p = json.loads(line)
        readings = p.get(field + "_readings")
        if not readings:
            continue
        event = gold[p["doc"]][p["index"]]
        want = ((event.get("when") or {}).get("start") or "")[:10] if field == "when" else (event.get("where") or {}).get("country") or ""
        yield zlib.crc32(p["doc"].encode()) % 2, want, [(r["value"], r["features"]) for r in readings]


def agreement(rows, weights):
    right = 0
    for want, candidates in rows:
        scores = [sum(weights.get(f, 0.0) for f in fs) for _, fs in candidates]
        top = max(scores)
        mass = {}
        for (start, _), s in zip(candidates, scores):
            mass[start] = mass.get(start, 0.0) + math.exp(s - top)
        right += max(mass, key=mass.get) == want
    return right / max(1, len(rows))


def fit(rows, l2, epochs):
    rows = [(w, c) for w, c in rows if any(s == w for s, _ in c)]
    weights, squares = {}, {}
    for _ in range(epochs):
        gradient = {}
        for want, candidates in rows:
            scores = [sum(weights.get(f, 0.0) for f in fs) for _, fs in candidates]
            top = max(scores)
            e = [math.exp(s - top) for s in scores]
            z = sum(e)
            good = sum(x for x, (s, _) in zip(e, candidates) if s == want)
            for x, (s, fs) in zip(e, candidates):
                g = (x / good if s == want else 0.0) - x / z
                for f in fs:
                    gradient[f] = gradient.get(f, 0.0) + g
        for f, g in gradient.items():
            g -= l2 * weights.get(f, 0.0)
            squares[f] = squares.get(f, 0.0) + g * g
            weights[f] = weights.get(f, 0.0) + 0.5 * g / math.sqrt(squares[f] + 1e-9)
    return weights


def main():
    argv, half, l2, epochs = sys.argv[1:], None, 4.0, 80
    if not argv or argv[0] not in ("when", "where"): sys.exit(__doc__)
    field = argv.pop(0)
    while argv and argv[0].startswith("--"):
        if argv[0] == "--half": half = int(argv[1])
        if argv[0] == "--l2": l2 = float(argv[1])
        if argv[0] == "--epochs": epochs = int(argv[1])
        del argv[:2]
    if not argv or len(argv) % 2: sys.exit(__doc__)
    sets = [list(load(field, argv[i], argv[i + 1])) for i in range(0, len(argv), 2)]
    train = [(w, c) for rows in sets for h, w, c in rows if half is None or h == half]
    weights = fit(train, l2, epochs)
    for rows in sets:
        for h in (0, 1):
            part = [(w, c) for x, w, c in rows if x == h]
            reach = sum(any(s == w for s, _ in c) for w, c in part) / max(1, len(part))
            print("half %d: %d events, %.3f right, %.3f within reach" % (h, len(part), agreement(part, weights), reach), file=sys.stderr)
    print("# Weights that choose a deed's %s among its readings; fitted by eval/slots/fit.py on gold/train and gold/own, not written by hand.\n# feature<TAB>weight" % ("date" if field == "when" else "place"))
    for f in sorted(weights):
        if abs(weights[f]) >= 0.02:
            print("%s\t%.3f" % (f, weights[f]))


if __name__ == "__main__":
    main()
