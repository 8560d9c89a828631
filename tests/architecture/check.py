#!/usr/bin/env python3
"""Holds what the compiler does not: which folder of src/ may include which, file sizes, no paths of one machine.

usage: check.py [ROOT]        the repository (default: the one this file stands in)
       check.py --self-test   shows on made-up trees that each rule does fail

Separate libraries alone do not keep the arrows: a header of another folder is found all the same. Exit status 1 with one line
for each finding; warnings (a file over 900 lines) are printed and do not fail.
"""
import os
import re
import subprocess
import sys
import tempfile

STAGES = ["ingest", "extract", "annotate", "events"]
LIBRARIES = ["net", "feeds", "archive"]  # formats and protocols, for ingest
# folder -> the folders it may include, besides its own
ALLOWED = {
    "base": [],
    "model": ["base"],
    **{folder: ["base", "model"] for folder in [*LIBRARIES, *STAGES]},
    "ingest": ["base", "model", *LIBRARIES],
    "app": ["base", "model", *STAGES],
    "cli": ["base", "model", "app", *STAGES],
}
WARN_LINES = 900
INCLUDE = re.compile(r'^\s*#\s*(?:include|include_next)\s*([<"])([^>"]+)[>"]')
# Absolute paths that mean something on one machine only. "/usr" and "/etc" are everywhere.
MACHINE_PATH = re.compile(r'(?<![\w.~-])/(?:work|root|home/[a-z]|Users/[A-Z]|tmp/[\w.-])')
TEXT_SUFFIXES = (".cpp", ".h", ".c", ".py", ".sh", ".cmake", ".txt", ".md", ".json", ".jsonl", ".tsv", ".toml", ".yml", ".yaml", "")


def sources(root):
    for folder, _, names in sorted(os.walk(os.path.join(root, "src"))):
        for name in sorted(names):
            if name.endswith((".cpp", ".h", ".hpp", ".cc", ".inc")):
                yield os.path.relpath(os.path.join(folder, name), root)


def check_includes(root):
    findings = []
    folders = {entry for entry in os.listdir(os.path.join(root, "src")) if os.path.isdir(os.path.join(root, "src", entry))}
    for folder in sorted(folders - set(ALLOWED)):
        findings.append(f"src/{folder}: no rule says what this folder may include (add it to tests/architecture/check.py)")
    for path in sources(root):
        parts = path.split(os.sep)
        own = parts[1] if len(parts) > 2 else None
        if own not in ALLOWED:
            continue
        for number, line in enumerate(open(os.path.join(root, path), encoding="utf-8", errors="replace"), 1):
            match = INCLUDE.match(line)
            if not match:
                continue
            target = match.group(2)
            if target.startswith((".", "/")):
                findings.append(f"{path}:{number}: includes {target} by a relative or absolute path; write folder/file.h")
                continue
            first = target.split("/")[0]
            if first in folders and "/" in target and first != own and first not in ALLOWED[own]:
                may = ", ".join(ALLOWED[own]) or "nothing of ours"
                findings.append(f"{path}:{number}: {own} includes {target}; {own} may include {may}")
            if match.group(1) == '"' and "/" not in target:
                findings.append(f"{path}:{number}: includes \"{target}\" without its folder")
    return findings


def check_sizes(root):
    for path in sources(root):
        with open(os.path.join(root, path), encoding="utf-8", errors="replace") as file:
            lines = sum(1 for _ in file)
        if lines > WARN_LINES:
            yield f"{path}: {lines} lines; over {WARN_LINES} a file wants to be two"


def tracked(root):
    """Files under version control, or that would be: what .gitignore leaves."""
    listed = subprocess.run(["git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                            capture_output=True, check=False)
    if listed.returncode == 0:
        return [name for name in listed.stdout.decode("utf-8", "surrogateescape").split("\0") if name]
    found = []
    for folder, folders, names in os.walk(root):
        folders[:] = [f for f in folders if f not in (".git", "build")]
        found += [os.path.relpath(os.path.join(folder, name), root) for name in names]
    return found


def check_paths(root):
    findings = []
    for name in sorted(tracked(root)):
        path = os.path.join(root, name)
        if not name.endswith(TEXT_SUFFIXES) or not os.path.isfile(path) or os.path.getsize(path) > 4 << 20:
            continue
        if name == "tests/architecture/check.py" or name.startswith(("tests/fuzz/corpus/", "tests/golden/")):
            continue
        with open(path, encoding="utf-8", errors="replace") as file:
            for number, line in enumerate(file, 1):
                match = MACHINE_PATH.search(line)
                if match:
                    findings.append(f"{name}:{number}: names a path of one machine: {line[match.start():].split()[0][:60]}")
    return findings


def check(root):
    for warning in check_sizes(root):
        print("warning:", warning)
    findings = check_includes(root) + check_paths(root)
    for finding in findings:
        print(finding)
    return 1 if findings else 0


# Each row: what is wrong, the files of a tree, a part of the finding wanted ("" = none).
SELF_TEST = [
    ("nothing", {"src/base/a.h": "#include <string>\n", "src/model/b.h": '#include "base/a.h"\n'}, ""),
    ("own folder", {"src/extract/a.cpp": '#include "extract/a.h"\n'}, ""),
    ("a stage includes a stage", {"src/extract/a.cpp": '#include "events/e.h"\n', "src/events/e.h": ""}, "extract includes events/e.h"),
    ("base includes model", {"src/base/a.h": '#include "model/m.h"\n', "src/model/m.h": ""}, "base includes model/m.h"),
    ("model includes a stage", {"src/model/a.h": '#  include "ingest/m.h"\n', "src/ingest/m.h": ""}, "model includes ingest/m.h"),
    ("app includes cli", {"src/app/a.h": "#include <cli/c.h>\n", "src/cli/c.h": ""}, "app includes cli/c.h"),
    ("app includes stages", {"src/app/a.h": '#include "events/e.h"\n', "src/events/e.h": ""}, ""),
    ("a way round by dots", {"src/extract/a.cpp": '#include "../events/e.h"\n', "src/events/e.h": ""}, "relative or absolute"),
    ("no folder named", {"src/extract/a.cpp": '#include "b.h"\n'}, "without its folder"),
    ("a folder without a rule", {"src/extra/a.cpp": ""}, "no rule"),
    ("a path of one machine", {"src/base/a.cpp": 'open("/home/anna/x")\n'}, "path of one machine"),
    ("a path of any machine", {"src/base/a.cpp": 'open("/usr/share/x"); "a/work/b"; "https://x.org/work"\n'}, ""),
]


def self_test():
    failed = 0
    for name, files, wanted in SELF_TEST:
        with tempfile.TemporaryDirectory() as root:
            for path, content in files.items():
                os.makedirs(os.path.dirname(os.path.join(root, path)), exist_ok=True)
                with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                    file.write(content)
            findings = check_includes(root) + check_paths(root)
            good = any(wanted in finding for finding in findings) if wanted else not findings
            if not good:
                failed += 1
                print(f"self-test: {name}: wanted {wanted!r}, found {findings}")
    print(f"self-test: {len(SELF_TEST) - failed} of {len(SELF_TEST)} rules behave")
    return 1 if failed else 0


if __name__ == "__main__":
    if sys.argv[1:] == ["--self-test"]:
        sys.exit(self_test())
    sys.exit(check(sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")))
