#!/bin/bash
# Carries out the three studies beside this file and writes docs/haylett-2025.md from their rows. Goes on where it
# was when it is started again; some hours in all on two cores.
#   docs/haylett-2025/make.sh [FOLDER]      whole rows, texts included, go to FOLDER (build/haylett-2025)
#   SHARDS=4 docs/haylett-2025/make.sh      so many programs of one thread each, beside each other
#   SWEEP=no docs/haylett-2025/make.sh      the page only, from the committed rows
# LOSSYLENS names another program than packaging/run.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
lossylens=${LOSSYLENS:-$here/../../packaging/run}
rows=${1:-$here/../../build/haylett-2025}
shards=${SHARDS:-1}

carry_out() {
    local shard threads=()
    ((shards > 1)) && threads=(--threads 1)
    for ((shard = 1; shard <= shards; ++shard)); do
        "$lossylens" sweep "$here/$1.json" --shard "$shard/$shards" "${threads[@]}" \
            --rows "$rows/$1/$shard" --quiet >/dev/null &
    done
    wait
    # What is committed: all but the texts. Not complete (a program was stopped): said, and gone on with.
    "$lossylens" merge "$rows/$1"/* --rows "$here/$1" --without-texts || true
}

if [[ ${SWEEP:-yes} == yes ]]; then
    "$lossylens" --version # builds, if anything has changed, before several programs want to
    for study in trials restored paper; do carry_out "$study"; done
fi
"$lossylens" study report "$here/trials" "$here/restored" --paper "$here/paper" --words "$here/words.md" \
    --output "$here/../haylett-2025.md"
