#!/usr/bin/env bash
# Annotates the texts of a test's folder, one document a line (a JSON string where it has lines of its own), into what the test reads.
# usage: tests/events/annotate.sh FOLDER NEWSHOUND [MODEL]      FOLDER/texts.txt -> texts.jsonl (slots: sentences.txt -> sentences.jsonl)
set -euo pipefail
folder=${1:?usage: tests/events/annotate.sh FOLDER NEWSHOUND [MODEL]}
newshound=$(realpath "${2:?usage: tests/events/annotate.sh FOLDER NEWSHOUND [MODEL]}")
cd "$(dirname "$0")/$folder"
for file in texts sentences; do
  [ -f "$file.txt" ] || continue
  python3 -c '
import json, sys
for i, line in enumerate(open(sys.argv[1], encoding="utf-8")):
    line = line.rstrip("\n")
    text = json.loads(line) if line.startswith("\"") and line.endswith("\"") else line
    print(json.dumps({"id": str(i), "text": text}, ensure_ascii=False))' "$file.txt" | "$newshound" annotate ${3:+--model "$3"} - > "$file.jsonl.new"
  mv "$file.jsonl.new" "$file.jsonl"
done
