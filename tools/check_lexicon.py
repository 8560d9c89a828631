#!/usr/bin/env python3
"""Check data/lexicon and data/ontology: columns, types, modes, codes, conditions, paths, classes, duplicate lines.

usage: check_lexicon.py [--self-test] [DATA]        DATA: the data folder (default: data/ beside this script's folder)
Prints one line a defect, "file:line: what", and a summary. Exit status 1 when there is a defect.
--self-test plants defects in a copy of DATA, one at a time, and fails unless each is found.
The format is data/lexicon/FORMAT.md; types and modes are those of data/ontology/types.tsv, codes those of cameo.tsv.
"""
import collections
import os
import re
import shutil
import subprocess
import sys
import tempfile

CONDITIONS = {"obj", "subj", "iobj", "prt", "prep", "pobj", "mod", "oprd", "xcomp", "ccomp", "gov", "of", "passive", "active", "near", "@neg"}
PATHS = {"subj", "obj", "iobj", "by", "of", "poss", "mod", "govsubj", "govobj", "xsubj", "xobj", "csubj", "cobj", "objposs",
         "objof", "pcsubj", "self", "saysubj", "until", "far", "oprd", "relsubj", "mutual", "none"}
PATH_PREFIXES = ("prep:", "govprep:", "objprep:")
CLAUSES = {"-", "absorb", "claim", "claims", "says", "denies", "confirms", "doubts", "future", "hypothetical", "negated", "actual"}
SPECIAL = {"state", "person", "party", "place", "neg"}
SECTORS = set("GOV LEG JUD MIL COP SPY PTY OPP REB PRM UAF CRM CVL REF BUS LAB AGR EDU MED JRN REL SOC ELI IGO NGO UNK".split())
STANCES = {"says", "claims", "denies", "confirms", "doubts"}
NOT_FRAMES = {"light.tsv", "attribution.tsv"}

defects = []


def defect(place, what):
    defects.append(f"{place}: {what}")


def rows(path):
    """(place, columns) of every line that is not blank or a comment."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if line.strip() and not line.startswith("#"):
                yield f"{os.path.basename(path)}:{number}", line.split("\t")


def words_of(cell):
    return [w for w in cell.split("|")]


def check_words(place, cell, classes, types):
    for word in words_of(cell):
        if not word:
            defect(place, f"empty word in '{cell}'")
        elif not word.startswith("@"):
            if word != word.lower() or " " in word:
                defect(place, f"'{word}' is not one lower-case lemma")
        elif word.startswith("@sector:"):
            if word[8:] not in SECTORS:
                defect(place, f"unknown sector in {word}")
        elif word.startswith("@type:"):
            if word[6:] not in types:
                defect(place, f"unknown type in {word}")
        elif word[1:] not in SPECIAL and word[1:] not in classes:
            defect(place, f"class {word} is not defined")


def is_path(name):
    return name in PATHS or name in {"pcsubj"} or name.startswith(PATH_PREFIXES)


def check_condition(place, text, classes, types):
    name, equals, words = text.lstrip("!").partition("=")
    if name.startswith("prep:"):
        if not re.fullmatch(r"[a-z]+", name[5:]):
            defect(place, f"'{name}': one preposition only")
    elif name not in CONDITIONS and not all(is_path(part) for part in name.split("|")):
        defect(place, f"unknown condition '{text}'")
    if name in {"passive", "active"} and equals:
        defect(place, f"'{name}' takes no words")
    if name in {"prt", "near"} and not equals:
        defect(place, f"'{name}' needs words")
    if equals:
        check_words(place, words, classes, types)


def check_paths(place, cell):
    if cell == "-":
        return
    for path in cell.split(","):
        if path not in PATHS and not path.startswith(PATH_PREFIXES):
            defect(place, f"unknown argument path '{path}'")


def read_ontology(folder):
    types, modes, codes = set(), set(), {}
    for place, c in rows(os.path.join(folder, "types.tsv")):
        if len(c) < 5:
            defect(place, "types.tsv wants five columns")
            continue
        types.add(c[0])
        modes.add((c[0], c[1]))
    for place, c in rows(os.path.join(folder, "cameo.tsv")):
        if len(c) != 5:
            defect(place, "cameo.tsv wants five columns")
            continue
        if c[0] in codes:
            defect(place, f"code {c[0]} twice")
        codes[c[0]] = c[2]
        if c[2] != "-" and (c[2], c[3]) not in modes:
            defect(place, f"{c[2]}/{c[3]} is not in types.tsv")
        if not -10 <= float(c[4]) <= 10:
            defect(place, f"Goldstein value {c[4]} out of range")
    for place, c in rows(os.path.join(folder, "types.tsv")):
        if c[3] not in codes:
            defect(place, f"unknown code {c[3]}")
    seen = set()
    for place, c in rows(os.path.join(folder, "complement.tsv")):
        c += [""] * (7 - len(c))
        outer, inner, inner_mode, variant, mode, code, inner_code = c[:7]
        if outer not in types or (inner != "-" and inner not in types):
            defect(place, f"unknown type {outer} or {inner}")
        if inner != "-" and (inner, inner_mode) not in modes:
            defect(place, f"unknown mode {inner}/{inner_mode}")
        if (outer, mode) not in modes:
            defect(place, f"unknown mode {outer}/{mode}")
        if variant not in {"-", "appeal", "demand"}:
            defect(place, f"unknown variant {variant}")
        if code not in codes:
            defect(place, f"unknown code {code}")
        if inner_code and not any(k.startswith(inner_code) for k in codes):
            defect(place, f"no code starts with {inner_code}")
        key = (outer, inner, inner_mode, variant, inner_code)
        if key in seen:
            defect(place, "the same case twice")
        seen.add(key)
    contexts = set()
    for place, c in rows(os.path.join(folder, "contexts.tsv")):
        if len(c) != 3 or c[1] not in {"word", "sentence", "event", "sector"}:
            defect(place, "contexts.tsv wants context, word|sentence|event|sector, values")
            continue
        contexts.add(c[0])
        for value in c[2].split("|"):
            if not value:
                defect(place, "empty value")
            elif c[1] == "event":
                known = value in types or tuple(value.split("/")) in modes or any(k.startswith(value) for k in codes)
                if not known:
                    defect(place, f"unknown type, mode or code {value}")
            elif c[1] == "sector" and value not in SECTORS:
                defect(place, f"unknown sector {value}")
            elif value != value.lower() and c[1] != "sector":
                defect(place, f"'{value}' is not lower case")
    return types, modes, codes, contexts


def read_classes(folder):
    classes, uses = set(), []
    for name in sorted(os.listdir(folder)):
        if name.startswith("classes") and name.endswith(".tsv"):
            for place, c in rows(os.path.join(folder, name)):
                if len(c) != 2:
                    defect(place, "a class wants two columns")
                    continue
                classes.add(c[0])
                uses.append((place, c[0], c[1]))
    for place, own, cell in uses:
        for word in words_of(cell):
            if word.startswith("@") and word[1:] not in classes:
                defect(place, f"class {word} is not defined")
            if word == "@" + own:
                defect(place, f"class {word} includes itself")
            if not word:
                defect(place, "empty word")
    return classes


def check_frame(place, c, known):
    classes, types, modes, codes, contexts = known
    if not 6 <= len(c) <= 10:
        defect(place, f"{len(c)} columns, want 6 to 10")
        return
    c += ["-"] * (10 - len(c))
    lemmas, pos, type_, mode, code, when, actor, recipient, clause, shown = c
    for lemma in lemmas.split("|"):
        if not lemma or lemma != lemma.lower() or " " in lemma:
            defect(place, f"'{lemma}' is not one lower-case lemma")
    if pos not in {"v", "n", "a", "x"}:
        defect(place, f"part of speech '{pos}'")
    if type_ == "-":  # no event: its mode and code are not read
        pass
    elif type_ not in types:
        defect(place, f"unknown type {type_}")
    elif (type_, mode) not in modes:
        defect(place, f"unknown mode {type_}/{mode}")
    elif code not in codes:
        defect(place, f"unknown code '{code}'")
    if when != "-":
        for text in when.split(";"):
            check_condition(place, text.strip(), classes, types)
    check_paths(place, actor)
    check_paths(place, recipient)
    if clause not in CLAUSES:
        defect(place, f"unknown clause effect '{clause}'")
    if shown != "-":
        for context in shown.split(","):
            if context not in contexts:
                defect(place, f"unknown context '{context}'")


# A broken line and a word of the complaint it must raise.
PLANTED = [
    ("slay\tv\tASSAULT\tfirearms", "columns"),
    ("slay\tv\tASSAULTS\t-\t180\t-", "unknown type"),
    ("slay\tv\tASSAULT\tcurfew\t180\t-", "unknown mode"),
    ("slay\tv\tASSAULT\t-\t999\t-", "unknown code"),
    ("slay\tq\tASSAULT\t-\t180\t-", "part of speech"),
    ("Slay\tv\tASSAULT\t-\t180\t-", "lower-case lemma"),
    ("slay\tv\tASSAULT\t-\t180\tobj=@no_such_class", "not defined"),
    ("slay\tv\tASSAULT\t-\t180\tobject=man", "unknown condition"),
    ("slay\tv\tASSAULT\t-\t180\tprep:at|on=man", "one preposition only"),
    ("slay\tv\tASSAULT\t-\t180\tnear", "needs words"),
    ("slay\tv\tASSAULT\t-\t180\tobj=man||woman", "empty word"),
    ("slay\tv\tASSAULT\t-\t180\tobj=@sector:XYZ", "unknown sector"),
    ("slay\tv\tASSAULT\t-\t180\t-\tsubject", "unknown argument path"),
    ("slay\tv\tASSAULT\t-\t180\t-\t-\t-\tswallow", "unknown clause effect"),
    ("slay\tv\tASSAULT\t-\t180\t-\t-\t-\t-\tdoom", "unknown context"),
    ("smite\tv\tASSAULT\t-\t180\tobj=man\nsmite\tv\tASSAULT\t-\t180\tobj=man", "same conditions"),
]


def self_test(data):
    missed = 0
    for line, complaint in PLANTED:
        with tempfile.TemporaryDirectory() as folder:
            for name in ("lexicon", "ontology"):
                shutil.copytree(os.path.join(data, name), os.path.join(folder, name))
            with open(os.path.join(folder, "lexicon", "zz_planted.tsv"), "w", encoding="utf-8") as file:
                file.write(line + "\n")
            run = subprocess.run([sys.executable, os.path.abspath(__file__), folder], capture_output=True, text=True, check=False)
        found = [text for text in run.stdout.splitlines() if text.startswith("zz_planted.tsv:") and complaint in text]
        if run.returncode != 1 or not found:
            print(f"planted defect not found ({complaint}): {line!r}")
            missed += 1
    print(f"{len(PLANTED)} planted defects, {missed} missed")
    return 1 if missed else 0


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    arguments = [a for a in sys.argv[1:] if a != "--self-test"]
    data = arguments[0] if arguments else os.path.join(os.path.dirname(here), "data")
    if "--self-test" in sys.argv:
        return self_test(data)
    lexicon = os.path.join(data, "lexicon")
    types, modes, codes, contexts = read_ontology(os.path.join(data, "ontology"))
    classes = read_classes(lexicon)
    known = (classes, types, modes, codes, contexts)
    lines, senses, reached = {}, set(), collections.Counter()
    for name in sorted(os.listdir(lexicon)):
        if not name.endswith(".tsv") or name.startswith("classes"):
            continue
        for place, c in rows(os.path.join(lexicon, name)):
            if name == "light.tsv":
                if len(c) not in (2, 3) or (len(c) == 3 and not set(c[2].split("|")) <= set(types)):
                    defect(place, "light.tsv wants a verb, a particle and perhaps types of nouns")
                continue
            if name == "attribution.tsv":
                if len(c) < 4 or c[1] not in {"v", "n", "a", "r", "p"} or c[2] not in STANCES | {"acts"}:
                    defect(place, "attribution.tsv wants lemma, part of speech, stance, pattern")
                continue
            check_frame(place, c, known)
            for lemma in c[0].split("|"):
                key = (lemma, c[1], c[5] if len(c) > 5 else "")
                if key in lines:
                    defect(place, f"{lemma} {c[1]} with the same conditions as {lines[key]}")
                lines.setdefault(key, place)
                senses.add(key)
            if len(c) > 4:
                reached[c[4]] += 1
    for text in defects:
        print(text)
    unreached = [k for k in codes if len(k) > 2 and codes[k] != "-" and k not in reached]
    print(f"{len(senses)} senses of {len({k[:2] for k in senses})} words, {len(classes)} classes, {len(defects)} defects; "
          f"codes no frame names by itself (complement.tsv may): {' '.join(unreached)}")
    return 1 if defects else 0


if __name__ == "__main__":
    sys.exit(main())
