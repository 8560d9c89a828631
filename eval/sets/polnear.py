"""Who says what in 84 political news articles (PolNeAR, dev part), through tools/score_attribution.py.

Unit: an attribution with content; a prediction matches where the contents share half of the longer one's characters. Denominators: all of the gold's and
all predicted contents; the speaker over the matched ones that have one in the gold.
"""
import json
import subprocess
import sys
import tempfile

import common


def score(verbose):
    folder = common.archive("attribution") + "/attribution/polnear-dev"
    tool = [sys.executable, common.shared("tools", "score_attribution.py"), folder]
    lines = subprocess.run([*tool, "--input"], capture_output=True, check=True).stdout.decode().split("\n")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as said:
        for record in common.run("annotate", [json.loads(line) for line in lines if line]):
            if "notice" in record:  # taken for another language: nothing was found
                print(f"  {record['doc']}: {record['notice']}")
                record = {"id": record["doc"], "attributions": []}
            said.write(json.dumps(record, ensure_ascii=False) + "\n")
        said.flush()
        done = subprocess.run([*tool, said.name, *(["--verbose"] if verbose else [])], capture_output=True, check=True)
    print("  " + done.stdout.decode().strip().replace("\n", "\n  "))
