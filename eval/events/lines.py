"""Concatenated JSON texts on standard input -> one a line on standard output (what `jq -c .` does)."""
import json
import sys

decoder, text, at = json.JSONDecoder(), sys.stdin.read(), 0
while True:
    while at < len(text) and text[at].isspace():
        at += 1
    if at == len(text):
        break
    value, at = decoder.raw_decode(text, at)
    print(json.dumps(value, ensure_ascii=False))
