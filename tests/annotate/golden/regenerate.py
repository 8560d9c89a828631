#!/usr/bin/env python3
"""Writes spaCy's annotation of the golden texts: what tests/annotate/golden_test.cpp compares newshound's with.

usage: regenerate.py MODEL_FOLDER LANGUAGE [ARTICLE.json...]
MODEL_FOLDER is the spaCy package's model folder (spacy==3.8.18). Reads texts.LANGUAGE.jsonl and the texts of the articles named;
writes NAME.jsonl here, NAME being the model file's name without its ending (en_core_web_md-3.8.0). One line a text:
{"id", "text", "tokens": [[text, begin, end, lemma, pos, tag, morph, head, dep, ent]..], "sentences": [[begin, end]..],
"entities": [[begin, end, label]..]}
"""
import json
import os
import sys

import spacy

FOLDER = os.path.dirname(os.path.abspath(__file__))


def record(name, doc):
    tokens = [[t.text, t.idx, t.idx + len(t), t.lemma_, t.pos_, t.tag_, str(t.morph), t.head.i, t.dep_,
               f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else ""] for t in doc]
    return {"id": name, "text": doc.text, "tokens": tokens, "sentences": [[s.start_char, s.end_char] for s in doc.sents] if len(doc) else [],
            "entities": [[e.start_char, e.end_char, e.label_] for e in doc.ents]}


def main():
    model, language, *articles = sys.argv[1:]
    nlp = spacy.load(model)
    with open(os.path.join(FOLDER, f"texts.{language}.jsonl"), encoding="utf-8") as lines:
        texts = [(r["id"], r["text"]) for r in map(json.loads, lines)]
    for path in articles:
        with open(path, encoding="utf-8") as file:
            texts.append((os.path.splitext(os.path.basename(path))[0], json.load(file)["text"]))
    name = f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}.jsonl"
    with open(os.path.join(FOLDER, name), "w", encoding="utf-8", newline="\n") as out:
        for identity, text in texts:
            out.write(json.dumps(record(identity, nlp(text)), ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
