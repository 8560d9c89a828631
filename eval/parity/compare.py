#!/usr/bin/env python3
"""Compare newshound's annotation with spaCy's, token by token and field by field.

usage: compare.py SPACY_MODEL_FOLDER TEXTS.jsonl OURS.jsonl TENSOR_FOLDER REPORT.md TITLE
OURS.jsonl holds annotate_dump's record of each line of TEXTS.jsonl. Exit status 1 if any field of any token differs.
"""
import collections, json, os, sys

import numpy, spacy

FIELDS = ("text", "begin", "end", "lemma", "pos", "tag", "morph", "head", "dep", "ent")


def of_spacy(doc):
    tokens = [dict(text=t.text, begin=t.idx, end=t.idx + len(t), lemma=t.lemma_, pos=t.pos_, tag=t.tag_, morph=str(t.morph),
                   head=t.head.i, dep=t.dep_, ent=f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "") for t in doc]
    return dict(tokens=tokens, sentences=[(s.start_char, s.end_char) for s in doc.sents] if len(doc) else [],
                entities=[(e.start_char, e.end_char, e.label_) for e in doc.ents])


class Comparison:
    def __init__(self):
        self.documents = self.tokens = self.sentences = self.entities = 0
        self.different = collections.Counter()
        self.examples = []
        self.tensor_tokens, self.tensor_difference = 0, 0.0

    def note(self, field, name, spacys, ours):
        self.different[field] += 1
        if len(self.examples) < 20:
            self.examples.append(f"{field}, {name}: spaCy {spacys!r}, newshound {ours!r}")

    def document(self, name, doc, ours):
        spacys = of_spacy(doc)
        self.documents += 1
        self.tokens += len(spacys["tokens"])
        self.sentences += len(spacys["sentences"])
        self.entities += len(spacys["entities"])
        if len(ours["tokens"]) != len(spacys["tokens"]):
            return self.note("number of tokens", name, len(spacys["tokens"]), len(ours["tokens"]))
        for theirs, own in zip(spacys["tokens"], ours["tokens"]):
            for field in FIELDS:
                if theirs[field] != own[field]:
                    self.note(field, f"{name} {theirs['begin']} {theirs['text']!r}", theirs[field], own[field])
        for kind, keys in (("sentences", ("begin", "end")), ("entities", ("begin", "end", "label"))):
            if spacys[kind] != [tuple(r[k] for k in keys) for r in ours[kind]]:
                self.note(kind, name, "", "")

    def tensor(self, doc, path):
        ours = numpy.fromfile(path, dtype="<f4").reshape(len(doc), -1) if len(doc) else numpy.zeros((0, 0))
        if len(doc):
            self.tensor_tokens += len(doc)
            self.tensor_difference = max(self.tensor_difference, float(numpy.abs(ours - numpy.asarray(doc.tensor)).max()))

    def report(self, title):
        lines = [f"| {title} | {self.documents:,} | {self.tokens:,} | {self.sentences:,} | {self.entities:,} | "
                 f"{sum(self.different.values())} | {self.tensor_difference:.1e} ({self.tensor_tokens:,} tokens) |"]
        details = [f"{field}: {count}" for field, count in sorted(self.different.items())]
        return lines, details + self.examples


def main():
    model, texts, ours, tensors, report, title = sys.argv[1:]
    nlp = spacy.load(model)
    nlp.max_length = 1 << 30
    comparison = Comparison()
    with open(texts, encoding="utf-8") as source, open(ours, encoding="utf-8", newline="\n") as own:
        records = (json.loads(line) for line in source)
        for i, (doc, name) in enumerate(nlp.pipe(((r["text"], r["id"]) for r in records), as_tuples=True, batch_size=16)):
            comparison.document(name, doc, json.loads(own.readline()))
            path = os.path.join(tensors, f"{i}.f32")
            if os.path.exists(path):
                comparison.tensor(doc, path)
    row, details = comparison.report(title)
    print("\n".join(row + details))
    with open(report, "a", encoding="utf-8") as out:
        out.write("\n".join(row) + "\n")
        out.writelines(f"<!-- {line} -->\n" for line in details)
    sys.exit(1 if comparison.different else 0)


if __name__ == "__main__":
    main()
