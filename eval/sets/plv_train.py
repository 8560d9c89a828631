"""PLOVER roots of 1,050 sentences with a marked source and target.

Unit: a sentence. The type of the event counts whose parties cover the marked source and target best (as tools/score_types.py chooses); CONCEDE and
RETREAT are one root, YIELD. Denominators: all sentences (one without an event is wrong), and the sentences in which an event was found.
Macro-F1 is over the 15 roots of the gold. Peer, given the parties: Zero-Shot-PLOVER, accuracy .760, macro-F1 .743.
"""
from collections import Counter

import common


def choose(tool, events, row):
    def rank(e):
        return 2 * tool.cover(e["actors"], row["source"]) + 2 * tool.cover(e["recipients"], row["target"]) + e["confidence"] / 10
    best = max(events, key=rank, default=None)
    root = best["type"] if best else ""
    return ("YIELD" if root in ("CONCEDE", "RETREAT") else root), best


def measure(pairs):
    labels = sorted({g for g, _ in pairs})
    right, said, gold = Counter(), Counter(p for _, p in pairs), Counter(g for g, _ in pairs)
    right.update(g for g, p in pairs if g == p)
    f1 = {label: 2 * right[label] / (gold[label] + said[label]) for label in labels}
    return sum(right.values()) / len(pairs), sum(f1.values()) / len(f1), f1, gold


def score(verbose):
    tool = common.tool("score_types")
    rows = tool.rows(common.archive("events") + "/events/plv_train_gold_only.tsv")
    found = common.events_of([{"id": r["id"], "text": r["sentence"]} for r in rows])
    pairs, quads = [], 0
    for row in rows:
        root, best = choose(tool, found[row["id"]], row)
        pairs.append((row["gold_root"], root))
        quads += bool(root) and tool.QUAD[root] == int(row["gold_penta"])
        if verbose and root != row["gold_root"]:
            print(f"  {row['id']} {row['gold_root']} got {root or '-'} {best['trigger'] if best else ''} | {row['marked_sentence']}")
    accuracy, macro, f1, gold = measure(pairs)
    for label, value in sorted(f1.items()):
        wrong = Counter(p or "none" for g, p in pairs if g == label and p != label).most_common(3)
        print(f"  {label:10} F1 {value:.3f}  n={gold[label]:3}  mistaken for {', '.join(f'{w} {n}' for w, n in wrong)}")
    print(f"  every sentence ({len(pairs)}): root accuracy {accuracy:.3f}  macro-F1 {macro:.3f}  quad accuracy {quads / len(pairs):.3f}")
    some = [(g, p) for g, p in pairs if p]
    accuracy, macro, _, _ = measure(some)
    print(f"  with an event ({len(some)}): root accuracy {accuracy:.3f}  macro-F1 {macro:.3f}  quad accuracy {quads / len(some):.3f}")
