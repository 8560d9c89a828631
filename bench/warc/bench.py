#!/usr/bin/env python3
"""newshound's WARC reader and fastwarc over the same files, side by side in one run; called by bench/warc/run.

usage: bench.py BENCH_WARC REPORT REPETITIONS FILE...

Two processes stay alive and take turns, the order changing each time, so that whatever else the machine does falls on both. Both read
every record and have its content in memory; HTTP is not looked into. Each ratio is taken within a pair of runs.
"""
import datetime
import os
import platform
import statistics
import subprocess
import sys

FASTWARC = r'''
import sys, time, importlib.metadata
from fastwarc.warc import ArchiveIterator
print("ready", importlib.metadata.version("fastwarc"), flush=True)
for line in sys.stdin:
    wall, cpu, records, size = time.perf_counter(), time.process_time(), 0, 0
    with open(line.rstrip("\n"), "rb") as file:
        for record in ArchiveIterator(file, parse_http=False):
            size += len(record.reader.read())
            records += 1
    print(records, size, time.perf_counter() - wall, time.process_time() - cpu, flush=True)
'''


class System:
    def __init__(self, name, command):
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        if not self.process.stdout.readline().startswith("ready"):
            sys.exit(f"{name} did not start")

    def run(self, path):
        self.process.stdin.write(path + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        if len(answer) != 4:
            sys.exit(f"{self.name} failed on {path}")
        return int(answer[0]), int(answer[1]), float(answer[2]), float(answer[3])

    def peak_megabytes(self):
        with open(f"/proc/{self.process.pid}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmHWM")) / 1024


def spread(values, digits):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def cpu_name():
    with open("/proc/cpuinfo") as file:
        return next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), platform.processor())


def main():
    binary, report, repetitions, paths = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
    ours, peer = System("newshound", [binary]), System("fastwarc", [sys.executable, "-c", FASTWARC])
    rows = []
    for path in paths:
        rates, cpu = {ours: [], peer: []}, {ours: [], peer: []}
        for repetition in range(repetitions + 1):
            counts = set()
            for system in (ours, peer) if repetition % 2 else (peer, ours):
                records, size, wall, busy = system.run(path)
                counts.add((records, size))
                if repetition > 0:  # the first pair brings the file into memory
                    rates[system].append(size / wall / 1e6)
                    cpu[system].append(size / busy / 1e6)
            if len(counts) > 1:
                sys.exit(f"{path}: the two read different records: {counts}")
        ratio = lambda figures: [a / b for a, b in zip(figures[ours], figures[peer])]
        rows.append(f"| {os.path.basename(path)} | {records:,} | {os.path.getsize(path) / 1e6:.0f} | {size / 1e6:.0f} | {spread(rates[ours], 0)} | "
                    f"{spread(rates[peer], 0)} | {spread(ratio(rates), 2)} | {spread(ratio(cpu), 2)} |")
    lines = ["# Speed of reading WARC files against fastwarc", "",
             f"Measured {datetime.date.today()} by `bench/warc/run`: every record read, its content in memory, one thread. Two processes take turns in one "
             f"run, {repetitions} pairs a file after one that brings it into memory; megabytes (of content, a million bytes) a second, median (least-greatest); "
             f"ratios are taken within each pair. fastwarc 2.0.1 (its `ArchiveIterator`, `parse_http=False`, `reader.read()`). {cpu_name()}, "
             f"{os.cpu_count()} processors, Python {platform.python_version()}.", "",
             "| file | records | MB | MB of content | newshound, MB/s | fastwarc, MB/s | times fastwarc | by CPU time |", "|---|---|---|---|---|---|---|---|", *rows, "",
             f"Most memory held: newshound {ours.peak_megabytes():.0f} MB, fastwarc {peer.peak_megabytes():.0f} MB (Python included).", "",
             "`members` has one gzip member a record, as the standard asks; libdeflate unpacks each as a whole. `one-member` is the same records in a single "
             "gzip member, which must be streamed: zlib does that. `plain` is not compressed.", ""]
    with open(report, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
