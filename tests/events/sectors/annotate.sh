#!/usr/bin/env bash
# Annotates texts.txt (one document a line) into texts.jsonl, the input of sectors_test.
# usage: annotate.sh NEWSHOUND [MODEL]
cd "$(dirname "$0")"
python3 -c '
import json
for i, line in enumerate(open("texts.txt", encoding="utf-8")):
    print(json.dumps({"id": str(i), "text": line.rstrip("\n")}, ensure_ascii=False))' |
  "$1" annotate ${2:+--model "$2"} - > texts.jsonl
