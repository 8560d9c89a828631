#!/usr/bin/env bash
# Annotates sentences.txt (one document a line) into sentences.jsonl, the input of when_test, place_test and quantity_test.
# usage: annotate.sh NEWSHOUND [MODEL]
cd "$(dirname "$0")"
python3 -c '
import json, sys
for i, line in enumerate(open("sentences.txt", encoding="utf-8")):
    print(json.dumps({"id": str(i), "text": line.rstrip("\n")}, ensure_ascii=False))' |
  "$1" annotate ${2:+--model "$2"} - > sentences.jsonl
