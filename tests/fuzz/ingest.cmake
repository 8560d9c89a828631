newshound_fuzz(jsonl USES ingest)
