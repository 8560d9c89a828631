"""Places of GeoWebNews and of the Local-Global Lexicon, through eval/places/score.py on what `newshound annotate` prints (its head states units and
denominators)."""
import json
import os
import subprocess
import sys
import tempfile

import common


def score_file(name, verbose):
    gold = f"{common.archive('text')}/geo/{name}.xml"
    tool = [sys.executable, os.path.join(common.TOP, "eval", "places", "score.py")]
    lines = subprocess.run([*tool, "text", gold], capture_output=True, check=True).stdout.decode().split("\n")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as said:
        for record in common.run("annotate", [json.loads(line) for line in lines if line]):
            said.write(json.dumps({"id": record["id"], "places": record.get("places", [])}, ensure_ascii=False) + "\n")
        said.flush()
        more = ["--errors", "recognition"] if verbose else []
        done = subprocess.run([*tool, "score", gold, said.name, *more], capture_output=True, check=True)
    print("  " + done.stdout.decode().strip().replace("\n", "\n  "))
