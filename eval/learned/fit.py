#!/usr/bin/env python3
"""Fits the weights of the learned parts of the events stage: which words name deeds (data/deeds/weights.tsv), which of them tell one deed
again (data/deeds/same.tsv), and who a deed's parties are (data/parties/weights.tsv).

usage: fit.py deeds   [--without FOLD] SET... > weights.tsv
       fit.py same    [--without FOLD] SET... > same.tsv
       fit.py parties [--without FOLD] SET... > weights.tsv
SET is GOLD_FOLDER:LINES, LINES what `events_dump --candidates` (deeds), `--deeds` (same) or `--readings` (parties) wrote; for same and
parties a second ":EVENTS" gives the events that the readings belong to. --without leaves out the articles of one of five folds (CRC-32 of their ids).
deeds: logistic regression over candidates, right where a gold event of the type overlaps the word. same, parties: a log-linear choice over
the readings of a matched event or of its side; the probability of a value is the share of the readings that name it. A matched event tells
an earlier one again where their gold events have one same_as; where none of the earlier ones is, it is new. Both by full-batch gradient
ascent with L2 regularisation: the same input gives the same weights. Needs numpy.
"""
import collections, json, os, sys, zlib

import numpy as np

FOLDS = 5
DEEDS = dict(l2=3.0, epochs=150, rate=0.3, seldom=3, smallest=0.03)
SAME = dict(l2=3.0, epochs=80, rate=0.5, seldom=4, smallest=0.02)
PARTIES = dict(l2=6.0, epochs=60, rate=0.5, seldom=8, smallest=0.02)


def fold(doc):
    return zlib.crc32(doc.encode()) % FOLDS


def gold_of(folder):
    out = {}
    for name in sorted(os.listdir(folder)):
        record = json.load(open(os.path.join(folder, name), encoding="utf-8"))
        out[record["id"]] = record["events"]
    return out


def lines(path):
    with open(path, encoding="utf-8") as f:
        for line in f:
            yield json.loads(line)


class Matrix:
    """Rows of features as flat arrays; features seen seldom are left out."""

    def __init__(self, rows, seldom):
        count = collections.Counter(f for row in rows for f in row)
        self.names = sorted(f for f, n in count.items() if n >= seldom)
        index = {f: i for i, f in enumerate(self.names)}
        kept = [[index[f] for f in row if f in index] for row in rows]
        self.features = np.array([i for row in kept for i in row], dtype=np.int64)
        self.row = np.repeat(np.arange(len(rows)), [len(row) for row in kept])
        self.height = len(rows)

    def scores(self, weights):
        return np.bincount(self.row, weights=weights[self.features], minlength=self.height)

    def gradient(self, errors):
        return np.bincount(self.features, weights=errors[self.row], minlength=len(self.names))


def ascend(matrix, errors_of, l2, epochs, rate, **_):
    weights, squares = np.zeros(len(matrix.names)), np.zeros(len(matrix.names))
    for _ in range(epochs):
        gradient = matrix.gradient(errors_of(matrix.scores(weights))) - l2 * weights
        squares += gradient * gradient
        weights += rate * gradient / np.sqrt(squares + 1e-9)
    return weights


def fit_deeds(sets, without):
    rows, right = [], []
    for gold_folder, path in sets:
        gold = gold_of(gold_folder)
        for c in lines(path):
            if fold(c["doc"]) == without or c["doc"] not in gold: continue
            rows.append(c["features"])
            right.append(any(e["type"] == c["type"] and e["begin"] < c["end"] and c["begin"] < e["end"] for e in gold[c["doc"]]))
    matrix, right = Matrix(rows, DEEDS["seldom"]), np.array(right, dtype=float)
    weights = ascend(matrix, lambda scores: right - 1 / (1 + np.exp(-scores)), **DEEDS)
    return matrix.names, weights


def codes(parties):
    return "|".join(sorted({(p.get("country") or "") + "." + (p.get("sector") or "") for p in parties or []}))


def names(parties):
    return {w for p in parties for w in (p.get("name") or "").lower().split() + (p.get("text") or "").lower().split() if len(w) > 3}


def meet(a, b):
    """True if one of the parties stands at the same place or has a word of its name in common."""
    if not a or not b: return not a and not b
    if any(x.get("begin") is not None and x["begin"] < y["end"] and y["begin"] < x["end"] for x in a for y in b): return True
    return bool(names(a) & names(b))


def matched(gold, events, score):
    """Pairs of gold and predicted events of one article, as score_events.py matches them."""
    pairs = sorted(((score(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(events)), reverse=True)
    used_gold, used = set(), set()
    for s, i, j in pairs:
        if s <= 0: break
        if i in used_gold or j in used: continue
        used_gold.add(i)
        used.add(j)
        yield gold[i], events[j]


def fit_choice(questions, how):
    """Weights of a log-linear choice; a question is [(features of a reading, whether it is right)], one of them right at least."""
    matrix = Matrix([features for choices in questions for features, _ in choices], how["seldom"])
    right = np.array([ok for choices in questions for _, ok in choices])
    question = np.repeat(np.arange(len(questions)), [len(choices) for choices in questions])

    def errors(scores):
        top = np.full(len(questions), -np.inf)
        np.maximum.at(top, question, scores)
        e = np.exp(scores - top[question])
        all_of = np.bincount(question, weights=e, minlength=len(questions))
        good = np.bincount(question, weights=e * right, minlength=len(questions))
        return right * e / np.maximum(good, 1e-300)[question] - e / all_of[question]

    return matrix.names, ascend(matrix, errors, **how)


def matched_events(sets, without):
    """For each article outside the fold: its set's lines of readings, and its matched pairs of events."""
    sys.path.insert(0, os.path.join(os.environ.get("NEWSHOUND_SHARED", "../shared"), "tools"))
    from score_events import pair_score
    for gold_folder, readings_path, events_path in sets:
        readings, events = {}, collections.defaultdict(list)
        for r in lines(readings_path): readings[r["doc"], r["type"], r["begin"], r.get("side")] = r["readings"]
        for e in lines(events_path): events[e["doc"]].append(e)
        for doc, gold in gold_of(gold_folder).items():
            if fold(doc) != without: yield doc, readings, list(matched(gold, events[doc], pair_score))


def fit_same(sets, without):
    questions = []
    for doc, readings, pairs in matched_events(sets, without):
        label = {(p["type"], p["begin"]): g.get("same_as") for g, p in pairs}
        for g, p in pairs:
            asked = readings.get((doc, p["type"], p["begin"], None), [])
            again = [bool(r["value"]) and bool(g.get("same_as")) and label.get((p["type"], r["begin"])) == g["same_as"] for r in asked]
            if len(asked) > 1: questions.append([(r["features"], ok or (not any(again) and not r["value"])) for r, ok in zip(asked, again)])
    return fit_choice(questions, SAME)


def fit_parties(sets, without):
    questions = []
    for doc, readings, pairs in matched_events(sets, without):
        for g, p in pairs:
            for side in ("actors", "recipients"):
                # Right is who has the codes and is the one whom the gold names: others of the same codes are not.
                want = codes(g[side])
                choices = [(c["features"], c["value"] == want and meet(g[side], c["parties"]))
                           for c in readings.get((doc, p["type"], p["begin"], side), [])]
                if any(right for _, right in choices): questions.append(choices)
    return fit_choice(questions, PARTIES)


FITS = {
    "deeds": (fit_deeds, DEEDS, 2, "tell whether a word names a deed"),
    "same": (fit_same, SAME, 3, "tell whether a deed was told before"),
    "parties": (fit_parties, PARTIES, 3, "choose the parties of a deed among their readings"),
}


def main():
    argv, without = sys.argv[1:], -1
    if not argv or argv[0] not in FITS: sys.exit(__doc__)
    fit, how, parts, about = FITS[argv.pop(0)]
    if argv[:1] == ["--without"]:
        without = int(argv[1])
        del argv[:2]
    sets = [tuple(s.split(":")) for s in argv]
    if not sets or any(len(s) != parts for s in sets): sys.exit(__doc__)
    names, weights = fit(sets, without)
    print(f"# Weights that {about}; fitted by eval/learned/fit.py on gold/train and gold/own, not written by hand.\n# feature<TAB>weight")
    for name, weight in zip(names, weights):
        if abs(weight) >= how["smallest"]: print(f"{name}\t{weight:.3f}")


if __name__ == "__main__":
    main()
