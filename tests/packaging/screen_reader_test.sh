#!/bin/bash
# The real program on a display of its own, looked at through AT-SPI as a screen reader does: every control of Probe,
# Teach and Study has a name and a role, values and actions work, and what happens is said by itself. Exit code 77:
# skipped, with the reason.
# Usage: screen_reader_test.sh SOURCE_FOLDER PROGRAM
set -uo pipefail

source_tree=$1 program=$2
skip() {
    echo "skipped: $*"
    exit 77
}
for needed in Xvfb dbus-run-session /usr/libexec/at-spi-bus-launcher; do
    command -v "$needed" >/dev/null || skip "$needed is not installed (xvfb, dbus, at-spi2-core)"
done
/usr/bin/python3 -c 'import gi; gi.require_version("Atspi", "2.0")' 2>/dev/null ||
    skip "python3 has no AT-SPI (python3-gi, gir1.2-atspi-2.0)"

work=$(mktemp -d)
started=()
end() {
    ((${#started[@]} > 0)) && kill "${started[@]}" 2>/dev/null && wait "${started[@]}" 2>/dev/null
    rm -rf -- "$work"
}
trap end EXIT

mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 1440x1000x24 -nolisten tcp 3>"$work/display" 2>/dev/null &
started+=($!)
read -r display <"$work/display" || skip "Xvfb did not start"

export DISPLAY=:$display HOME=$work XDG_RUNTIME_DIR=$work XDG_CONFIG_HOME=$work XDG_DATA_HOME=$work
export QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1 LC_ALL=C.UTF-8
unset WAYLAND_DISPLAY
chmod 700 "$work"
mkdir "$work/lossylens"
printf '[General]\nprompt=The quick brown fox\nnew_tokens=48\ngreedy=true\n' >"$work/lossylens/lossylens.ini"
dbus-run-session -- bash -c '
    /usr/libexec/at-spi-bus-launcher --launch-immediately 2>/dev/null & launcher=$!
    "$1" --model "$2" 2>"$4/stderr" & window=$!
    /usr/bin/python3 "$3"; result=$?
    kill "$window" "$launcher"; wait "$window" "$launcher"
    exit "$result"' bash "$program" "$source_tree/tests/fixtures/models/llama-tiny" \
    "$source_tree/tests/packaging/screen_reader.py" "$work"
result=$?
if [[ -s $work/stderr ]]; then
    cat "$work/stderr" >&2
    exit 1
fi
exit "$result"
