#!/usr/bin/env python3
"""Runs every check on what ./check has built, and ends with one line: "N passed, N failed".

usage: tools/run_checks.py [--no-lint]

  ctest          unit tests, fuzz corpora, architecture, command line, golden pages: under the sanitizers (build/dev)
  golden         the golden pages with the binary people use (build/release)
  clang-format   each source file is laid out as .clang-format says
  clang-tidy     each source file is free of the mistakes that .clang-tidy lists; a file that has not changed, nor anything it
                 includes, is not looked at again (build/tidy)

Counted are doctest cases, golden pages, command line tests, files of lint; a test program that does not count itself is one.
"""
import concurrent.futures
import hashlib
import os
import re
import subprocess
import sys
import time
import xml.etree.ElementTree

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
COUNTS = [re.compile(r"\[doctest\] test cases:\s*\d+ \|\s*(\d+) passed \|\s*(\d+) failed"),
          re.compile(r"^(?:golden|cli|net): (\d+) passed, (\d+) failed", re.M)]
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.M)


def say(what, passed, failed, start):
    print(f"{what:14} {passed:5} passed, {failed} failed ({time.monotonic() - start:.0f} s)", flush=True)
    return passed, failed


def counted(output, good):
    """Passed and failed of one test program, by its own words where it has them."""
    passed = failed = 0
    for pattern in COUNTS:
        for match in pattern.finditer(output):
            passed, failed = passed + int(match.group(1)), failed + int(match.group(2))
    if passed + failed == 0:
        return (1, 0) if good else (0, 1)
    return (passed, failed) if good or failed else (passed, 1)  # it counted none, and still ended badly


def ctest():
    start = time.monotonic()
    report = os.path.join(ROOT, "build", "dev", "ctest.xml")
    if os.path.exists(report):
        os.remove(report)
    jobs = str(os.cpu_count() or 1)
    subprocess.run(["ctest", "--test-dir", os.path.join(ROOT, "build", "dev"), "--output-junit", report, "-j", jobs,
                    "--timeout", "900", "--quiet"], check=False, stdout=subprocess.DEVNULL)
    passed = failed = 0
    for case in xml.etree.ElementTree.parse(report).getroot().iter("testcase"):
        output = case.findtext("system-out") or ""
        good = case.get("status") == "run"
        p, f = counted(output, good)
        passed, failed = passed + p, failed + f
        if not good:
            print(f"--- {case.get('name')}: {case.get('status')}\n{output[-6000:]}")
        else:
            for line in output.splitlines():
                if re.search(r"\bskip(s|ped|ping)?\b|(?<!\b0 )passed over", line, re.I) and "[doctest]" not in line:
                    print(f"    {case.get('name')}: {line.strip()}")
    return say("ctest", passed, failed, start)


def golden():
    start = time.monotonic()
    done = subprocess.run([sys.executable, os.path.join(ROOT, "tests", "golden", "run")], capture_output=True, text=True, check=False)
    passed, failed = counted(done.stdout, done.returncode == 0)
    if done.returncode != 0:
        print(done.stdout[-6000:] + done.stderr[-2000:])
    return say("golden", passed, failed, start)


def source_files(suffixes):
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True)
    names = listed.stdout.decode().split("\0")
    return sorted(n for n in names if n.endswith(suffixes) and os.path.exists(os.path.join(ROOT, n)))


def clang_format():
    start = time.monotonic()
    files = source_files((".cpp", ".h"))
    bad = 0
    for name in files:
        done = subprocess.run(["clang-format", "--dry-run", "--Werror", name], cwd=ROOT, capture_output=True, check=False)
        if done.returncode != 0:
            bad += 1
            print(f"    {name}: not laid out as .clang-format says (clang-format -i {name})")
    return say("clang-format", len(files) - bad, bad, start)


class Fingerprints:
    """A hash of a source file and everything of ours that it includes."""

    def __init__(self):
        self.known = {}

    def of(self, path, seen=None):
        if path in self.known:
            return self.known[path]
        seen = seen or set()
        seen.add(path)
        with open(path, "rb") as file:
            content = file.read()
        parts = [hashlib.sha256(content).hexdigest()]
        for target in INCLUDE.findall(content.decode("utf-8", "replace")):
            for folder in ("src", "tests", os.path.relpath(os.path.dirname(path), ROOT)):
                full = os.path.join(ROOT, folder, target)
                if os.path.exists(full) and full not in seen:
                    parts.append(self.of(full, seen))
                    break
        self.known[path] = hashlib.sha256("".join(parts).encode()).hexdigest()
        return self.known[path]


def tidy_one(name, key):
    stamp = os.path.join(ROOT, "build", "tidy", key)
    if os.path.exists(stamp):
        return ""
    done = subprocess.run(["clang-tidy", "-p", os.path.join(ROOT, "build", "release"), "--quiet", name], cwd=ROOT,
                          capture_output=True, text=True, check=False)
    if done.returncode == 0:
        open(stamp, "w", encoding="utf-8").close()
        return ""
    return f"--- {name}\n{done.stdout[-3000:]}{done.stderr[-500:] if not done.stdout else ''}"


def clang_tidy():
    start = time.monotonic()
    os.makedirs(os.path.join(ROOT, "build", "tidy"), exist_ok=True)
    compiled = open(os.path.join(ROOT, "build", "release", "compile_commands.json"), encoding="utf-8").read()
    files = [n for n in source_files((".cpp",)) if n.startswith("src/") and os.path.join(ROOT, n) in compiled]
    fingerprints = Fingerprints()
    rules = hashlib.sha256(open(os.path.join(ROOT, ".clang-tidy"), "rb").read()).hexdigest()
    keys = [hashlib.sha256((n + rules + fingerprints.of(os.path.join(ROOT, n))).encode()).hexdigest() for n in files]
    with concurrent.futures.ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        findings = [f for f in pool.map(tidy_one, files, keys) if f]
    for finding in findings:
        print(finding)
    return say("clang-tidy", len(files) - len(findings), len(findings), start)


def main():
    steps = [ctest, golden] + ([] if "--no-lint" in sys.argv[1:] else [clang_format, clang_tidy])
    results = [step() for step in steps]
    passed, failed = sum(p for p, _ in results), sum(f for _, f in results)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
