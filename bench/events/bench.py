#!/usr/bin/env python3
"""The events stage beside annotation over the same texts, in one process that takes turns; called by bench/events/run.

usage: bench.py BENCH_EVENTS MODEL TEXTS REPORT [REPETITIONS [DENSE_TEXTS]]

The texts are cut into disjoint parts, one a repetition, after one for warming up: no text is met twice. Both stages are timed in
the same process, batch by batch, in CPU time, so that what else the machine does falls on both.
"""
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys

PETRARCH2 = 27  # sentences a second of PETRARCH-2 with its parser on one core, measured apart from this run


def parts(lengths, count):
    """Cuts texts of these lengths into `count` runs of about as many characters each: [(first, last)]."""
    total, cuts, done = sum(lengths), [0], 0
    for i, length in enumerate(lengths):
        done += length
        if done >= total * len(cuts) / count and len(cuts) < count:
            cuts.append(i + 1)
    return list(zip(cuts, cuts[1:] + [len(lengths)]))


def spread(values, digits=1):
    return f"{statistics.median(values):,.{digits}f} ({min(values):,.{digits}f}-{max(values):,.{digits}f})"


def cpu_name():
    try:
        with open("/proc/cpuinfo") as file:
            fields = dict(map(str.strip, line.split(":", 1)) for line in file if ":" in line)
        return f"{fields.get('model name')}, family {fields.get('cpu family')} model {fields.get('model')}"
    except OSError:
        return platform.processor()


def measure(binary, model, path, repetitions):
    """One row of counts and CPU seconds a part."""
    with open(path, encoding="utf-8") as file:
        lengths = [len(json.loads(line)["text"]) for line in file]
    process = subprocess.Popen([binary, "serve", model, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    if not process.stdout.readline().startswith("ready"):
        sys.exit("bench_events did not start")
    rows = []
    for repetition, (first, last) in enumerate(parts(lengths, repetitions + 1)):
        process.stdin.write(f"{first} {last}\n")
        process.stdin.flush()
        row = json.loads(process.stdout.readline())
        print(f"part {repetition}: {row}", file=sys.stderr)
        if repetition > 0:                                      # the first part warms everything up
            rows.append(row)
    process.stdin.close()
    process.wait()
    return rows


def main():
    binary, model, texts, report = sys.argv[1:5]
    repetitions = int(sys.argv[5]) if len(sys.argv) > 5 else 5
    loaded = subprocess.run([binary, "load"], capture_output=True, text=True, check=True).stdout
    loads = [float(line.split()[0]) for line in loaded.splitlines()]
    rows = measure(binary, model, texts, repetitions)
    dense = measure(binary, model, sys.argv[6], repetitions) if len(sys.argv) > 6 else []
    write_report(report, rows, loads, dense)


def write_report(path, rows, loads, dense):
    annotate = [1e6 * r["annotate"] / r["tokens"] for r in rows]
    code = [1e6 * r["code"] / r["tokens"] for r in rows]
    share = [r["code"] / r["annotate"] for r in rows]
    sentences = [r["sentences"] / (r["annotate"] + r["code"]) for r in rows]
    alone = [r["sentences"] / r["code"] for r in rows]
    total = {key: sum(r[key] for r in rows) for key in ("tokens", "sentences", "events")}
    lines = ["# Speed of `events`", "",
             f"Measured {datetime.date.today()} by `bench/events/run`: raw text to events on one thread, whole articles, {total['sentences']:,} sentences, "
             f"{total['tokens']:,} tokens, {total['events']:,} events in {len(rows)} disjoint parts after one for warming up. CPU time; every figure is the median of "
             f"the parts (least-greatest), every ratio is taken part by part. {cpu_name()}, {os.cpu_count()} processors.", "",
             "| | us a token | sentences a second |", "|---|---|---|",
             f"| annotation | {spread(annotate, 2)} | |",
             f"| events alone | {spread(code, 2)} | {spread(alone, 0)} |",
             f"| both, from raw text | {spread([a + c for a, c in zip(annotate, code)], 2)} | {spread(sentences, 0)} |", "",
             f"Events cost {spread(share, 3)} of annotation. PETRARCH-2 with its parser codes about {PETRARCH2} sentences a second from raw text: "
             f"newshound codes {spread([s / PETRARCH2 for s in sentences], 0)} times as many (the figure for PETRARCH-2 is taken over, not measured in this run).", "",
             *([f"The cost grows with the events: in articles with {sum(r['events'] for r in dense) / sum(r['sentences'] for r in dense):.1f} events a sentence "
                f"({sum(r['tokens'] for r in dense):,} tokens) events cost {spread([1e6 * r['code'] / r['tokens'] for r in dense], 2)} us a token, "
                f"{spread([r['code'] / r['annotate'] for r in dense], 2)} of annotation.", ""] if dense else []),
             f"Loading the data of the events stage takes {min(loads):.0f} ms when the files are in memory, {loads[0]:.0f} ms the first time.", "",
             "`bench_events alone ANNOTATED.jsonl` times the stage on annotated records (what a profiler is run on), `bench_events growth ANNOTATED.jsonl` "
             "how its cost grows with the length of one text: about linearly, since no pass looks further back than some hundred deeds or a thousand actors.", ""]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
