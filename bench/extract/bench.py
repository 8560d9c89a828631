#!/usr/bin/env python3
"""newshound and three Python extractors over the same pages, side by side in one run; called by bench/extract/run.

usage: bench.py BENCH_EXTRACT NEWSHOUND PAGES_FOLDER WORK_FOLDER REPORT [REPETITIONS]

One process a system stays alive with the pages in memory, and they take turns, so that whatever else the machine does falls on all
of them. Each works on one thread. newshound is given bytes, finds out the encoding and writes the whole record as JSON; the others
are given decoded strings and return objects or plain text. Ratios are taken round by round, by CPU time.
"""
import datetime
import glob
import json
import os
import platform
import statistics
import subprocess
import sys
import time

PEER = r'''
import json, sys, time
from importlib.metadata import version
name, path = sys.argv[1:3]
pages = [json.loads(line) for line in open(path, encoding="utf-8")]
if name == "trafilatura":
    import trafilatura
    from trafilatura.meta import reset_caches
    def work(page): return trafilatura.bare_extraction(page["html"], fast=True, with_metadata=True, include_comments=False)
    def before(): reset_caches()
elif name == "resiliparse":
    from resiliparse.extract.html2text import extract_plain_text
    def work(page): return extract_plain_text(page["html"], main_content=True)
    def before(): pass
else:
    import logging; logging.disable(logging.CRITICAL)
    from readability import Document
    def work(page):
        document = Document(page["html"])
        return document.short_title(), document.summary()
    def before(): pass
print("ready", version(name), flush=True)
for line in sys.stdin:
    first, last = map(int, line.split())
    before()
    failed = 0
    wall, cpu = time.perf_counter(), time.process_time()
    for page in pages[first:last]:
        try: work(page)
        except Exception: failed += 1
    print(last - first, time.perf_counter() - wall, time.process_time() - cpu, failed, flush=True)
'''


class System:
    def __init__(self, name, command):
        self.name, self.rates, self.cpu = name, [], []
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                        env=dict(os.environ, OMP_NUM_THREADS="1"))
        self.version = self.process.stdout.readline().split()[1:]
        if not self.version:
            sys.exit(f"{name} did not start")

    def run(self, count):
        self.process.stdin.write(f"0 {count}\n")
        self.process.stdin.flush()
        pages, wall, cpu = self.process.stdout.readline().split()[:3]
        return int(pages), float(wall), float(cpu)


def spread(values, digits=1):
    return f"{statistics.median(values):,.{digits}f} ({min(values):,.{digits}f}-{max(values):,.{digits}f})"


def read_pages(folder):
    paths = sorted(p for p in glob.glob(os.path.join(glob.escape(folder), "**", "*"), recursive=True) if p.endswith((".html", ".htm")))
    for path in paths:
        with open(path, encoding="utf-8", errors="replace") as file:
            yield {"id": os.path.relpath(path, folder), "html": file.read()}


# Linux hands a process's peak on to what it starts: measured from a process that has held nothing.
PEAK = r"""
import resource, subprocess, sys, time
begin = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def peak_of(command):
    """Seconds and peak KiB of one process."""
    out = subprocess.run([sys.executable, "-c", PEAK] + command, capture_output=True, text=True, check=True).stdout
    seconds, kib = out.split()
    return float(seconds), int(kib)


def main():
    bench, newshound, folder, work, report = sys.argv[1:6]
    repetitions = int(sys.argv[6]) if len(sys.argv) > 6 else 9
    pages = list(read_pages(folder))
    path = os.path.join(work, "pages.jsonl")
    with open(path, "w", encoding="utf-8") as file:
        for page in pages:
            file.write(json.dumps(page, ensure_ascii=False) + "\n")
    size = sum(len(p["html"].encode()) for p in pages)
    peer = lambda name: System(name, [sys.executable, "-c", PEER, name, path])
    systems = [System("newshound", [bench, "serve", path]), peer("resiliparse"), peer("trafilatura"), peer("readability-lxml")]
    for repetition in range(repetitions + 1):
        order = systems[repetition % len(systems):] + systems[:repetition % len(systems)]
        for system in order:
            n, wall, cpu = system.run(len(pages))
            if repetition > 0:                                  # the first round warms everything up
                system.rates.append(n / wall)
                system.cpu.append(n / cpu)
            print(f"round {repetition}: {system.name}: {n / cpu:.1f} pages a second", file=sys.stderr)
    for system in systems:
        system.process.stdin.close()
        system.process.wait()
    small = os.path.join(work, "small.html")
    with open(small, "w", encoding="utf-8") as file:
        file.write("<p>A page of one line.</p>")
    starts = [peak_of([newshound, "extract", "--quiet", small])[0] for _ in range(9)]
    _, peak = peak_of([newshound, "extract", "--quiet", "--jobs", "1", folder])
    _, peak_many = peak_of([newshound, "extract", "--quiet", folder])
    sizes = [json.loads(line) for line in subprocess.run([bench, "sizes"], capture_output=True, text=True, check=True).stdout.splitlines()]
    write_report(report, systems, pages, size, repetitions, starts, (peak, peak_many), sizes)


def write_report(path, systems, pages, size, repetitions, starts, peaks, sizes):
    ours = systems[0]
    what = {"newshound": "the full record as JSON, from bytes", "resiliparse": "`extract_plain_text(main_content=True)`, bare text",
            "trafilatura": "`bare_extraction(fast=True, with_metadata=True)`", "readability-lxml": "`short_title()` and `summary()`"}
    lines = ["# Speed of `extract` against its peers", "",
             f"Measured {datetime.date.today()} by `bench/extract/run`: {len(pages)} pages, {size / 1e6:.1f} MB, {repetitions} rounds after one for warming up. "
             "The processes take turns in one run with the pages in memory, one thread each; every figure is the median of the rounds (least-greatest), "
             "every ratio is taken round by round. Rates are by CPU time, because other work on the machine stretches the wall clock of whoever runs then. "
             f"{platform.processor() or platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}.", "",
             "| system | does | pages a second | of these by wall clock | newshound is so many times as fast |", "|---|---|---|---|---|"]
    for s in systems:
        version = "" if s is ours else " " + s.version[0]
        ratio = "" if s is ours else spread([a / b for a, b in zip(ours.cpu, s.cpu)], 2)
        lines.append(f"| {s.name}{version} | {what[s.name]} | {spread(s.cpu)} | {spread(s.rates)} | {ratio} |")
    lines += ["", f"Starting up and extracting one tiny page takes the binary {spread([1000 * s for s in starts])} ms, which the rates above do not hold. "
              f"Over the folder of these pages it holds at most {peaks[0] / 1024:.0f} MB resident with one thread, {peaks[1] / 1024:.0f} MB with all.", "",
              "## Size and nesting", "",
              "Pages made for the purpose, each in a process of its own: milliseconds for each MiB of the page should not grow with it.", "",
              "| page | size | time, ms | ms a MiB | peak resident, MB | |", "|---|---|---|---|---|---|"]
    for row in sizes:
        mib = row["bytes"] / (1 << 20)
        lines.append(f"| {row['shape']} | {mib:.2f} MiB | {1000 * row['seconds']:.1f} | {1000 * row['seconds'] / mib:.0f} | "
                     f"{row['peak_kib'] / 1024:.0f} | {('refused: ' + row['code']) if row['code'] else ''} |")
    lines.append("")
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
