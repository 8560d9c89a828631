#!/usr/bin/env python3
"""newshound and spaCy over the same texts, side by side in one run; called by bench/annotate/run.

usage: bench.py BENCH_ANNOTATE MODEL PACKAGE_FOLDER TEXTS REPORT [REPETITIONS]

Four processes stay alive and take turns, so that whatever else the machine does falls on all of them: spaCy as installed, spaCy
with numpy's matrix products, newshound with one and with two threads. The texts are cut into disjoint parts, one a repetition,
so that no system meets a text again: what their caches know of it is what they learned from other texts.
"""
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys

SPACY = r'''
import sys, json, time
import spacy, thinc
from thinc.api import NumpyOps
folder, texts_path, variant = sys.argv[1:4]
texts = [json.loads(line)["text"] for line in open(texts_path, encoding="utf-8")]
nlp = spacy.load(folder)
if variant == "numpy":
    ops = NumpyOps(use_blis=False)
    for name, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        if hasattr(model, "walk"):                              # the lemmatizer has none
            for node in model.walk():
                node.ops = ops
print("ready", spacy.__version__, thinc.__version__, flush=True)
for line in sys.stdin:
    first, last = map(int, line.split())
    wall, cpu = time.perf_counter(), time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts[first:last], batch_size=32))
    print(tokens, time.perf_counter() - wall, time.process_time() - cpu, flush=True)
'''


class System:
    def __init__(self, name, command, env=None):
        environment = {k: v for k, v in os.environ.items() if k not in ("OPENBLAS_CORETYPE", "NEWSHOUND_ISA")}
        environment.update(OMP_NUM_THREADS="1", OPENBLAS_NUM_THREADS="1", **(env or {}))
        self.name, self.rates, self.cpu = name, [], []
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        self.version = self.process.stdout.readline().split()[1:]
        if not self.version:
            sys.exit(f"{name} did not start")

    def run(self, first, last):
        self.process.stdin.write(f"{first} {last}\n")
        self.process.stdin.flush()
        tokens, wall, cpu = self.process.stdout.readline().split()
        return int(tokens), float(wall), float(cpu)


def parts(texts, count):
    """Cuts the texts into `count` runs of about as many characters each: [(first, last)]."""
    total, cuts, done = sum(map(len, texts)), [0], 0
    for i, text in enumerate(texts):
        done += len(text)
        if done >= total * len(cuts) / count and len(cuts) < count:
            cuts.append(i + 1)
    return list(zip(cuts, cuts[1:] + [len(texts)]))


def spread(values, digits=1):
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}-{max(values):.{digits}f})"


def cpu_name():
    try:
        with open("/proc/cpuinfo") as file:
            lines = dict(line.split(":", 1) for line in file if ":" in line)
        fields = {k.strip(): v.strip() for k, v in lines.items()}
        return f"{fields.get('model name')}, family {fields.get('cpu family')} model {fields.get('model')}"
    except OSError:
        return platform.processor()


def main():
    binary, model, package, texts_path, report = sys.argv[1:6]
    repetitions = int(sys.argv[6]) if len(sys.argv) > 6 else 5
    with open(texts_path, encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    spacy = lambda variant: [sys.executable, "-c", SPACY, package, texts_path, variant]
    systems = [System("spaCy as installed", spacy("installed")), System("spaCy, numpy's products", spacy("numpy")),
               System("newshound, 1 thread", [binary, "serve", model, texts_path, "1"]),
               System("newshound, 2 threads", [binary, "serve", model, texts_path, "2"])]
    tokens = 0
    for repetition, (first, last) in enumerate(parts(texts, repetitions + 1)):
        order = systems[repetition % len(systems):] + systems[:repetition % len(systems)]
        counts = set()
        for system in order:
            n, wall, cpu = system.run(first, last)
            counts.add(n)
            if repetition > 0:                                  # the first part warms everything up
                system.rates.append(n / wall)
                system.cpu.append(n / cpu)
            print(f"part {repetition}: {system.name}: {n} tokens, {n / wall:.0f} a second", file=sys.stderr)
        if len(counts) > 1:
            print(f"part {repetition}: the systems count different tokens: {counts}", file=sys.stderr)
        tokens += max(counts) if repetition > 0 else 0
    for system in systems:
        system.process.stdin.close()
        system.process.wait()
    stages = json.loads(subprocess.run([binary, "stages", model, texts_path], capture_output=True, text=True, check=True).stdout)
    write_report(report, systems, stages, tokens, repetitions, package)


def write_report(path, systems, stages, tokens, repetitions, package):
    with open(os.path.join(package, "meta.json"), encoding="utf-8") as file:
        meta = json.load(file)
    base, plain = systems[0], systems[1]
    lines = ["# Speed of `annotate` against spaCy", "",
             f"Measured {datetime.date.today()} by `bench/annotate/run`: {meta['lang']}_{meta['name']} {meta['version']}, the full pipeline, whole articles, "
             f"{tokens:,} tokens in {repetitions} disjoint parts after one for warming up. The four processes take turns in one run; "
             "every figure is the median of the parts (least-greatest), every ratio is taken part by part. "
             f"spaCy {base.version[0]}, thinc {base.version[1]}, one thread, `nlp.pipe` with batches of 32; newshound's kernels: {systems[2].version[0]}. "
             f"{cpu_name()}, {os.cpu_count()} processors, Python {platform.python_version()}.", "",
             "| system | tokens a second | times spaCy as installed | times spaCy with numpy's products | the first, by CPU time |", "|---|---|---|---|---|"]
    for s in systems:
        ratios = [[a / b for a, b in zip(s.rates, other.rates)] for other in (base, plain)]
        cpu = [a / b for a, b in zip(s.cpu, base.cpu)]
        lines.append(f"| {s.name} | {spread(s.rates, 0)} | {spread(ratios[0])} | {spread(ratios[1])} | {spread(cpu)} |")
    floor = stages["kflop"] / stages["gflops"]
    rest = stages["all"] - stages["tokenizer"] - stages["networks"]
    lines += ["", "On a busy machine wall-clock ratios shrink for the side that runs while the others' load is heaviest; CPU time says what the work itself costs.", "",
              "## Where one thread's time goes", "",
              f"Microseconds a token, {stages['tokens']:,} tokens, warm (the same texts again), the best of five:", "",
              "| stage | us a token | share |", "|---|---|---|"]
    for name, value in (("tokenizer and word attributes", stages["tokenizer"]), ("networks", stages["networks"]),
                        ("of which the first tok2vec", stages["first tok2vec"]),
                        ("attribute ruler, lemmatizer, the record", rest), ("all", stages["all"])):
        lines.append(f"| {name} | {value:.2f} | {100 * value / stages['all']:.0f} % |")
    lines += ["", f"The arithmetic floor: with every word type known, {stages['kflop']:.0f} thousand floating-point operations a token are left; "
              f"the kernel alone reaches {stages['gflops']:.0f} GFLOP/s on this machine ({stages['isa']}), so the networks cannot take less than "
              f"{floor:.2f} us. They take {stages['networks'] / floor:.2f} times that, all of `annotate` {stages['all'] / floor:.2f} times.", "",
              "spaCy's networks need 2.1 (sm) to 2.4 (md) million operations a token. What is saved: the embedding mix and the first encoder layer's products are "
              "kept by word type; the other encoder layers use Winograd's minimal filtering F(4, 3), half the multiplications of the plain convolution; "
              "entity slots are made only where an entity is open.", ""]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
