#!/usr/bin/env python3
"""Check data/actors: columns, country codes, sectors, kinds, spells and their dates, roles, names that stand twice or are plain words.

usage: check_actors.py [--self-test] [DATA]        DATA: the data folder (default: data/ beside this script's folder)
Prints one line a defect, "file:line: what", and a summary. Exit status 1 when there is a defect.
--self-test plants defects in a copy of DATA, one at a time, and fails unless each is found.
The formats are in the files' heads and data/README.md; names are compared as the engine compares them (no accents, no hyphens).
"""
import argparse
import calendar
import collections
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

SECTORS = set("GOV LEG JUD MIL COP SPY PTY OPP REB PRM UAF CRM CVL REF BUS LAB AGR EDU MED JRN REL SOC ELI IGO NGO UNK".split())
ROLE_KINDS = {"office", "person", "people", "kin", "body", "thing", "member", "light", "rank"}
YEARS = range(1900, 2041)
PLAIN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ə": "e", "ħ": "h"})
# Words of running text that are surnames too: as the whole name of a person they would be found everywhere. The words of
# data/lexicon and of roles.tsv are added to them.
PLAIN_WORDS = set("""
arms baker ball banks bar bath bay bell berg best bird bishop black blair blunt bond book booth bowers brand bridges brook brown budge
burns bush butler cable cannon carter case chance chase church clay close cloud coats cook cool cooper corner cotton court cox craft cross
cruz cummings day dean drew dutton early east english farmer field fields finch fish fisher flint flowers flynn forest forge fox frank
freeman french frost gates glass gold good grand grant graves gray green grey grove guy hall hand hands hardy harm hart head heath hill
holder holland holt hood hope horn house hunt hunter iron jack jones judge kaine key king knight lake lamb land lane law lay lee light
little london long lord love lynch major mark marsh martin mason may mayor means miller mills monday moon moore mount mullet nation noble
north novel page paris park parks pence penny perry pitt poe pool pope porter post potter power powers press price prince queen quick
rain ray reed rice rich rivers rock root rose roth rush sage salt sanders sands scott self serious sharp shaw sheen short silver simple
singer small smith snow south spring stand star steel still stone story straw strange stream street strong summer summers swan sweet
swift temple thorne tower trade turner underwood wade walker wall walls war ward waters watt weaver webb weeks welch wells west white
wild will williams wilson winter wise wolf wood woods worth wright wynn york young
""".split())

defects = []


def defect(place, what):
    defects.append(f"{place}: {what}")


def rows(path):
    """(place, columns) of every line that is not blank or a comment."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.rstrip("\n")
            if line.strip() and not line.startswith("#"):
                yield f"{os.path.basename(path)}:{number}", [cell.strip() for cell in line.split("\t")]


def parts(cell):
    return [part.strip() for part in cell.split(";") if part.strip()]


def fold(name):
    """The words of a name as the engine folds them: "Al-Shabaab" and "al Shabaab" are the same."""
    words = []
    for word in name.replace("-", " ").split():
        word = "".join(c for c in unicodedata.normalize("NFD", word.lower().translate(PLAIN_LETTERS)) if not unicodedata.combining(c))
        word = re.sub(r"[.'’‘ʻ`´–—\"“”,()]", "", word)
        if word:
            words.append(word)
    return tuple(words)


def day(text, last):
    """(year, month, day) of the first or last day that a date of any precision covers, None where it is no date."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", text)
    if not match:
        return None
    year, month, date = (int(part) if part else 0 for part in match.groups())
    if year not in YEARS or month > 12 or (match.group(2) and not month) or (match.group(3) and not date):
        return None
    month = month or (12 if last else 1)
    longest = calendar.monthrange(year, month)[1]
    if date > longest:
        return None
    return year, month, date or (longest if last else 1)


def check_columns(place, columns, least, most):
    if not least <= len(columns) <= most:
        defect(place, f"{len(columns)} columns instead of {least}" + (f" to {most}" if most > least else ""))
        return False
    return True


def check_country(place, code, countries, empty=True):
    if not (code in countries or (code == "IGO" or not code) and empty):
        defect(place, f"unknown country '{code}'")


def check_states(data):
    countries = set()
    for place, columns in rows(f"{data}/actors/states.tsv"):
        if not check_columns(place, columns, 2, 5):
            continue
        if not re.fullmatch(r"[A-Z]{3}", columns[0]):
            defect(place, f"'{columns[0]}' is no alpha-3 code")
        elif columns[0] in countries:
            defect(place, f"code {columns[0]} stands twice")
        countries.add(columns[0])
        if not parts(columns[1]):
            defect(place, "no name")
    return countries


def check_lists(data, countries):
    """places.tsv, peoples.tsv and bodies/: country, sector, names that stand twice in one file with another meaning."""
    for place, columns in rows(f"{data}/actors/places.tsv"):
        if check_columns(place, columns, 2, 2):
            check_country(place, columns[0], countries, empty=False)
    files = [f"{data}/actors/peoples.tsv", *sorted(glob.glob(f"{data}/actors/bodies/*.tsv"))]
    for path in files:
        seen = {}
        for place, columns in rows(path):
            if not check_columns(place, columns, 3, 3):
                continue
            if columns[1] != "*" or not path.endswith("peoples.tsv"):
                check_country(place, columns[1], countries)
            if columns[2] not in SECTORS:
                defect(place, f"unknown sector '{columns[2]}'")
            if not parts(columns[0]):
                defect(place, "no name")
            for name in parts(columns[0]):
                before = seen.setdefault(fold(name), (columns[1], columns[2], place, name))
                # A name in capitals matches only capitals, so that another spelling may follow it: "JEM", "JeM".
                apart = before[3].isupper() and not name.isupper()
                if before[:2] != (columns[1], columns[2]) and not apart:
                    defect(place, f"'{name}' already stands at {before[2]} as {before[0]} {before[1]}")


def check_roles(data):
    words = set()
    for file in ("roles.tsv", "name_words.tsv"):
        for place, columns in rows(f"{data}/actors/{file}"):
            if not check_columns(place, columns, 3, 3):
                continue
            if columns[0] != "-" and columns[0] not in SECTORS:
                defect(place, f"unknown sector '{columns[0]}'")
            if columns[1] not in ROLE_KINDS:
                defect(place, f"unknown kind '{columns[1]}'")
            if file == "roles.tsv":
                words |= {re.sub(r"/[mf]$", "", word) for word in parts(columns[2])}
    return words


def check_kinds(data):
    """kinds.tsv: the engine refuses unknown and missing classes; here words that stand twice in one or are not as they are looked up."""
    for place, columns in rows(f"{data}/actors/kinds.tsv"):
        if not check_columns(place, columns, 2, 2):
            continue
        words = parts(columns[1])
        for word in words:
            if words.count(word) > 1:
                defect(place, f"'{word}' stands twice")
            if word != word.lower():
                defect(place, f"'{word}' is never found: words are looked up in small letters")


def check_spells(place, cell, roles):
    """SECTOR from..to [office] in order of their beginnings; a bare sector, for all other times, last."""
    before = None
    spells = parts(cell)
    if not spells:
        defect(place, "no spell and no sector")
    for at, spell in enumerate(spells):
        sector, _, rest = spell.partition(" ")
        if sector not in SECTORS:
            defect(place, f"unknown sector in '{spell}'")
        if not rest:
            if at + 1 < len(spells):
                defect(place, f"'{spell}' has no time and is not the last")
            continue
        time, _, role = rest.partition(" ")
        begin, dots, end = time.partition("..")
        first, last = day(begin, False) if begin else None, day(end, True) if end else None
        if not dots or (begin and not first) or (end and not last):
            defect(place, f"no time in '{spell}'")
            continue
        if not begin and not end:
            defect(place, f"'{spell}' is open at both ends: leave the time out")
        if first and last and last < first:
            defect(place, f"'{spell}' ends before it begins")
        if before and (not first or first < before):
            defect(place, f"'{spell}' begins before the spell that stands before it")
        before = first or before
        if role and role not in roles:
            defect(place, f"office '{role}' is not in roles.tsv")


def plain_words(data, roles):
    """Words that a text uses as plain words: those of the lexicon, the roles and the list above."""
    words = set(PLAIN_WORDS) | {word for role in roles for word in role.split()}
    for path in glob.glob(f"{data}/lexicon/*.tsv"):
        for _, columns in rows(path):
            words |= set(re.findall(r"[a-z]{3,}", columns[0]))
    return words


def names_of_others(data, countries):
    """Folded one-word names of states, places, peoples and bodies, with their file."""
    out = {}
    columns_of = {"states.tsv": (1, 4), "places.tsv": (1,), "peoples.tsv": (0,)}
    paths = [f"{data}/actors/{file}" for file in columns_of] + sorted(glob.glob(f"{data}/actors/bodies/*.tsv"))
    for path in paths:
        for _, columns in rows(path):
            for column in columns_of.get(os.path.basename(path), (0,)):
                for name in parts(columns[column]) if column < len(columns) else ():
                    out.setdefault(fold(name), os.path.basename(path))
    return out


def check_persons(data, countries, roles):
    plain = plain_words(data, roles)
    others = names_of_others(data, countries)
    seen = {}
    alone = []
    given = collections.Counter()
    surnames = collections.defaultdict(set)
    count = 0
    for path in sorted(glob.glob(f"{data}/actors/persons/*.tsv")):
        for place, columns in rows(path):
            if not check_columns(place, columns, 4, 4):
                continue
            count += 1
            names = parts(columns[0])
            if not names or len(fold(names[0])) == 0:
                defect(place, "no name")
                continue
            if columns[1] not in ("m", "f"):
                defect(place, f"gender '{columns[1]}'")
            check_country(place, columns[2], countries)
            check_spells(place, columns[3], roles)
            given.update({fold(name)[0] for name in names if len(fold(name)) > 1})
            for name in dict.fromkeys(map(fold, names)):
                if name in seen:
                    defect(place, f"'{' '.join(name)}' already stands at {seen[name]}")
                seen.setdefault(name, place)
                if name in others:
                    defect(place, f"'{' '.join(name)}' stands in {others[name]} too")
                if len(name) == 1:
                    alone.append((place, name[0], columns[2]))
                else:
                    surnames[name[-1]].add(columns[2])
    for place, name, country in alone:
        if name in plain:
            defect(place, f"'{name}' is an ordinary word and cannot name a person by itself")
        if given[name] > 2:
            defect(place, f"'{name}' is the given name of several persons and cannot name one by itself")
        if len(name) < 3:
            defect(place, f"'{name}' is too short to name a person by itself")
        if surnames[name] - {country}:
            defect(place, f"'{name}' is also the surname of a person of {', '.join(sorted(surnames[name] - {country}))}")
    return count


def check(data):
    countries = check_states(data)
    roles = check_roles(data)
    check_kinds(data)
    check_lists(data, countries)
    for place, columns in rows(f"{data}/actors/given_names.tsv"):
        if check_columns(place, columns, 2, 2) and columns[0] not in ("m", "f"):
            defect(place, f"gender '{columns[0]}'")
    return check_persons(data, countries, roles)


PLANTED = [
    ("states.tsv", "FRA\tGallia\n"), ("states.tsv", "frx\tGallia\n"), ("places.tsv", "QQQ\tNowhere\n"), ("peoples.tsv", "Elves\t\tELF\n"),
    ("bodies/ngos.tsv", "Society of Testers\tXXY\tNGO\n"), ("bodies/ngos.tsv", "Society of Testers\tFRA\n"),
    ("roles.tsv", "GOV\tchair\ttester\n"), ("roles.tsv", "GVO\toffice\ttester\n"), ("given_names.tsv", "x\tTester\n"),
    ("kinds.tsv", "tester\n"), ("kinds.tsv", "tester\tone; two; one\n"), ("kinds.tsv", "tester\tOne\n"),
    ("persons/igo.tsv", "Ann Tester\tx\tFRA\tGOV\n"), ("persons/igo.tsv", "Ann Tester\tf\tFRX\tGOV\n"),
    ("persons/igo.tsv", "Ann Tester\tf\tFRA\tGVO\n"), ("persons/igo.tsv", "Ann Tester\tf\tFRA\t\n"),
    ("persons/igo.tsv", "Ann Tester\tf\tFRA\tGOV 2001..2000\n"), ("persons/igo.tsv", "Ann Tester\tf\tFRA\tGOV 2001-02-30..\n"),
    ("persons/igo.tsv", "Ann Tester\tf\tFRA\tGOV 2001-13..\n"), ("persons/igo.tsv", "Ann Tester\tf\tFRA\tGOV 2001-04 2002\n"),
    ("persons/igo.tsv", "Ann Tester\tf\tFRA\tGOV 2005..2006; LEG 2001..2003\n"), ("persons/igo.tsv", "Ann Tester\tf\tFRA\tELI; GOV 2005..2006\n"),
    ("persons/igo.tsv", "Ann Tester\tf\tFRA\tGOV 2005.. grand tester\n"), ("persons/igo.tsv", "Ángela Merkel\tf\tDEU\tGOV\n"),
    ("persons/igo.tsv", "Ann Tester; Tester; May\tf\tFRA\tGOV\n"), ("persons/igo.tsv", "Ann Tester; Matthew\tf\tFRA\tGOV\n"),
    ("persons/igo.tsv", "Ann Macron\tf\tDEU\tGOV\n"), ("persons/igo.tsv", "Ann Tester; Knesset\tf\tFRA\tGOV\n"), ("persons/igo.tsv", "Ann Tester\tf\tGOV\n"),
]


def self_test(data):
    missed = 0
    for file, line in PLANTED:
        with tempfile.TemporaryDirectory() as folder:
            for part in ("actors", "lexicon"):
                shutil.copytree(f"{data}/{part}", f"{folder}/{part}")
            with open(f"{folder}/actors/{file}", "a", encoding="utf-8") as out:
                out.write(line)
            if subprocess.run([sys.executable, __file__, folder], capture_output=True).returncode != 1:
                missed += 1
                print(f"not found in {file}: {line!r}")
    print(f"{len(PLANTED) - missed} of {len(PLANTED)} planted defects found")
    return missed > 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("data", nargs="?", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data"))
    arguments = parser.parse_args()
    count = check(arguments.data)
    for line in defects:
        print(line)
    print(f"data/actors: {count} persons, {len(defects)} defects")
    if arguments.self_test and not defects:
        return self_test(arguments.data)
    return 1 if defects else 0


if __name__ == "__main__":
    sys.exit(main())
