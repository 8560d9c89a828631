"""What the police did, sentence by sentence, in whole articles at real base rates (IndiaPoliceEvents, dev part).

Unit: a sentence of the set, each a line of its article (articles begin at "This story is from"; characters mended where the set has "aEUR(tm)" and the like
for quotation marks). A sentence counts as ARREST where newshound finds COERCE/arrest, and as FORCE where it finds ASSAULT, with the police (sector COP, or
words such as "police", "officers", "constable") or other state forces among the actors, or, of arrests, with no actor; as KILL where such an ASSAULT kills (CAMEO 1823 or
a quantity killed, or its words say so). Status `actual` only; events that their `same_as` tells of more fully lend what they have.
Denominators: sentences of the gold and sentences said.
"""
import re

import common

CLASSES = ("KILL", "ARREST", "ANY", "FAIL", "FORCE")  # columns 2 to 6 of the set
SCORED = ("KILL", "ARREST", "FORCE")
STATE = {"COP", "MIL", "PRM", "SPY"}
POLICE = re.compile(r"\b(police|policem[ae]n|constables?|cops?|crpf|rpf|rapid action force|security (forces|personnel)|army|troops)\b", re.I)
KILLED = re.compile(r"\b(kill|dead|death|die|gun(ned)? down|slain|lives|succumb|massacre|execut|murder|encounter)", re.I)
MENDED = (("aEUR(tm)", "'"), ("aEUR~", "'"), ("aEURoe", '"'), ("aEUR", '"'))


def articles(path):
    """[[(sentence, labels)]]"""
    out = []
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        text = cells[0]
        for broken, mended in MENDED:
            text = text.replace(broken, mended)
        text = text.replace("''", '"').replace('""', '"')
        if not out or "This story is from" in text:
            out.append([])
        out[-1].append((" ".join(text.split()), {c for c, v in zip(CLASSES, cells[1:]) if v == "1"}))
    return out


def by_state(event):
    return any(p["sector"] in STATE or POLICE.search(p["text"]) or POLICE.search(p["name"]) for p in event["actors"])


def classes_of(event, joined):
    """What one event says; `joined` are the events of its same_as group."""
    if event["status"] != "actual":
        return set()
    if event["type"] == "COERCE" and event["mode"] == "arrest":
        return {"ARREST"} if not event["actors"] or by_state(event) else set()
    if event["type"] != "ASSAULT" or not any(by_state(e) for e in joined):
        return set()
    kills = event["cameo"] == "1823" or KILLED.search(event["trigger"]) or any(q["kind"] == "killed" for q in event["quantities"])
    return {"FORCE", "KILL"} if kills else {"FORCE"}


def score(verbose):
    docs = articles(common.archive("events") + "/events/indiapolice/dev.tsv")
    records = []
    for i, lines in enumerate(docs):
        date = re.search(r"This story is from (\w+ \d+, \d{4})", lines[0][0])
        records.append({"id": str(i), "text": "\n".join(s for s, _ in lines), **({"published": day(date[1])} if date else {})})
    found = common.events_of(records)
    hit, said, gold = ({c: 0 for c in SCORED} for _ in range(3))
    for i, lines in enumerate(docs):
        at = 0
        for text, labels in lines:
            events = [e for e in found[str(i)] if at <= e["begin"] < at + len(text) + 1]
            at += len(text) + 1
            got = set()
            for e in events:
                joined = [e] + ([o for o in events if o["same_as"] and o["same_as"] == e["same_as"]])
                got |= classes_of(e, joined)
            for c in SCORED:
                hit[c] += c in got and c in labels
                said[c] += c in got
                gold[c] += c in labels
                if verbose and (c in got) != (c in labels):
                    what = "; ".join(f"{e['type']}/{e['mode']} {e['trigger']} by {', '.join(p['text'] + ':' + p['sector'] for p in e['actors'])} {e['status']}" for e in events)
                    print(f"  {'EXTRA ' if c in got else 'MISSED'} {c} | {text} | {what}")
    for c in SCORED:
        print(f"  {c:7} {common.prf(hit[c], said[c], gold[c])[0]}   gold {gold[c]}, said {said[c]}, of {sum(map(len, docs))} sentences")


def day(text):
    import datetime
    return datetime.datetime.strptime(text, "%B %d, %Y").date().isoformat()
