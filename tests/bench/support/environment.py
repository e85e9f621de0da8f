"""An environment of Python's own for the peers, so that nothing is installed into anybody's."""

import argparse
import importlib.util
import os
import pathlib
import subprocess
import sys
import venv

HERE = pathlib.Path(__file__).resolve().parent.parent
SOURCE = HERE.parent.parent


def usual_folder():
    cache = os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache"
    return pathlib.Path(cache) / "lossylens" / "peers"


def add_options(parser):
    parser.add_argument("--program", type=pathlib.Path, default=SOURCE / "build/release/lossylens",
                        help="the program to measure (a release build)")
    parser.add_argument("--environment", type=pathlib.Path, default=usual_folder(), metavar="FOLDER",
                        help="where the Python environment is made, once (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=2)


def enter(modules, folder):
    """Starts this script again in the environment, unless this Python has all the modules already."""
    if all(importlib.util.find_spec(module) for module in modules):
        return
    python = folder / "bin" / "python"
    if pathlib.Path(sys.executable) == python:
        sys.exit(f"{folder} is incomplete; remove it and start this again")
    if not (folder / "complete").exists():
        if importlib.util.find_spec("ensurepip") is None:
            sys.exit("this Python makes no environments; on Debian, install python3-venv")
        print(f"making {folder} (some gigabytes, some minutes, once)", file=sys.stderr)
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"], check=True,
                       stdout=sys.stderr, env={**os.environ, "CMAKE_ARGS": "-DGGML_NATIVE=ON"})
        (folder / "complete").touch()
    os.execv(python, [python, *sys.argv])


class Parser(argparse.ArgumentParser):
    def __init__(self, description):
        super().__init__(description=description, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
        add_options(self)
