"""Did the deed happen? Factuality of event words in business news (MEANTIME; 3 happened ... -3 did not, 0 open).

Unit: an event word of the gold. The gold says how sure the text is, not when ("will open on Monday" has 3). Right: `actual` or `future` for a value above 1,
`negated` for one below -1, `future` or `hypothetical` between. Strictly right: the same, but only `actual` above 1. Two denominators: the
words that newshound took as triggers (the trigger's words include it), from its records; and every event word, asked of the reader of modality
alone (eval/status, where it is built). What always saying `actual` would score stands beside each.
"""
from collections import Counter

import common


def sentences(path):
    """[(words, {index: value})]"""
    words, values = [], {}
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if len(cells) < 4:
            if words:
                yield words, values
            words, values = [], {}
            continue
        if cells[2] != "_":
            values[len(words)] = float(cells[2])
        words.append(cells[1])
    if words:
        yield words, values


def join(words):
    """Running text and the offset of each word: no space where English has none."""
    text, begins, quoted = "", [], False
    for i, word in enumerate(words):
        plain = {"``": '"', "''": '"', "-LRB-": "(", "-RRB-": ")"}.get(word, word)
        closing = plain in (",", ".", ":", ";", "?", "!", ")", "%", "'s", "n't", "'", "'re", "'ve", "'ll", "'d", "'m") or (plain == '"' and quoted)
        after = text[-1:] in ("(", "$", "£", "€", "-") or (i and words[i - 1] in ("``",)) or (text[-1:] == '"' and quoted)
        hyphen = plain == "-" and i and i + 1 < len(words)
        if text and not closing and not after and not hyphen:
            text += " "
        if plain == '"':
            quoted = not quoted
        begins.append(len(text))
        text += plain
    return text, begins


def right(value, status, strictly=False):
    if value > 1:
        return status == "actual" or (status == "future" and not strictly)
    if value < -1:
        return status == "negated"
    return status in ("future", "hypothetical")


def score_part(part, verbose):
    rows = [(*join(words), words, values) for words, values in sentences(f"{common.archive('events')}/events/meantime-{part}.conll")]
    records = [{"id": str(i), "text": row[0]} for i, row in enumerate(rows)]
    found = common.events_of(records)
    at_trigger, at_word = Tally(f"{part}, words that are triggers", verbose), Tally(f"{part}, every event word", verbose)
    statuses = common.statuses(records, [(str(i), row[1][at]) for i, row in enumerate(rows) for at in row[3]])
    for i, (text, begins, words, values) in enumerate(rows):
        for at, value in values.items():
            for e in found[str(i)]:
                if e["begin"] <= begins[at] < e["end"]:
                    at_trigger.add(value, e["status"], f"{words[at]} | {text}")
                    break
            if statuses:
                at_word.add(value, statuses.get((str(i), begins[at]), ""), f"{words[at]} | {text}")
    at_trigger.show()
    if statuses:
        at_word.show()
    else:
        print("  every event word: not measured, the target eval_status is not built beside the binary")


class Tally:
    def __init__(self, what, verbose):
        self.what, self.verbose, self.pairs = what, verbose, Counter()

    def add(self, value, status, words):
        self.pairs[value, status] += 1
        if self.verbose and not right(value, status):
            print(f"  {self.what}: {value:g} said {status} | {words}")

    def show(self):
        total = sum(self.pairs.values())
        if not total:
            print(f"  {self.what}: none")
            return
        hit = sum(n for (value, status), n in self.pairs.items() if right(value, status))
        strict = sum(n for (value, status), n in self.pairs.items() if right(value, status, True))
        actual = sum(n for (value, _), n in self.pairs.items() if value > 1)
        wrong = ", ".join(f"{value:g} said {status or 'nothing'} {n}" for (value, status), n in self.pairs.most_common() if not right(value, status))
        print(f"  {self.what}: right {hit / total:.3f}, strictly {strict / total:.3f} of {total} (always actual: {actual / total:.3f}); wrong: {wrong}")


def score(verbose):
    for part in ("dev", "train"):
        score_part(part, verbose)
