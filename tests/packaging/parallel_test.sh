#!/bin/bash
# The shards of a small study by GNU parallel, as docs/studies.md shows, against one process. Exit code 77: skipped.
# Usage: parallel_test.sh SOURCE_FOLDER PROGRAM
set -euo pipefail
source_tree=$1 program=$2
parallel --version 2>/dev/null | grep -q "^GNU parallel" || {
    echo "skipped: GNU parallel is not installed"
    exit 77
}
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cd "$work"
export HOME=$work # parallel keeps things there
echo '{"prompts": ["a", "The sea"], "seeds": 3, "new_tokens": 15}' >study.json
model=$source_tree/tests/fixtures/models/gpt2-tiny
"$program" sweep study.json --rows whole --model "$model" --resamples 200 >/dev/null
parallel --jobs 2 "$program" sweep study.json --shard {}/4 --rows parts/{} --threads 1 --quiet --model "$model" \
    --resamples 200 ::: 1 2 3 4 >/dev/null
"$program" merge parts/* --rows merged
for file in study.json rows.jsonl rows.csv; do cmp "whole/$file" "merged/$file"; done
