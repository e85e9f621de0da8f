#!/usr/bin/env python3
"""Measures everything that docs/performance.md and README.md say of speed, and writes it there.

    packaging/test && python3 tests/bench/measure.py

Half an hour or more on two cores; do nothing else on the machine meanwhile. Options go to peers.py (and --rounds,
--threads and --environment to growth.py as well). --pages alone writes the pages from what was measured before.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = HERE.parent.parent
FIGURES = SOURCE / "docs" / "performance"
README_ROWS = ("a pair (baseline", "8 streams, against llama", "prompt of 512", "GPT-2 large held as", "codec round trip, d = 1280",
               "the whole vocabulary", "slider move", "memory of a pair", "fast against exact")


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--rounds", default="3")
    parser.add_argument("--threads", default="2")
    parser.add_argument("--environment")
    return parser.parse_known_args()


def measure(options, others):
    if os.getloadavg()[0] > 0.5:
        print(f"the machine is busy (load {os.getloadavg()[0]:.1f}): what is measured now counts for little",
              file=sys.stderr)
    common = ["--rounds", options.rounds, "--threads", options.threads, "--output", FIGURES]
    if options.environment:
        common += ["--environment", options.environment]
    subprocess.run([sys.executable, HERE / "peers.py", *common, *others], check=True, stdout=sys.stderr)
    subprocess.run([sys.executable, HERE / "growth.py", *common], check=True, stdout=sys.stderr)


def replace(page, name, text):
    """Puts text between <!-- name --> and <!-- /name -->."""
    new, found = re.subn(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda match: f"{match[1]}\n{text}\n{match[2]}",
                         page.read_text(), flags=re.S)
    if found != 1:
        sys.exit(f"{page} has no single place for {name}")
    page.write_text(new)


GROWTH = """![A step over streams, a prompt over tokens, both over model size, in milliseconds](performance/growth.svg)

Dots are measured ([growth.csv](performance/growth.csv)), lines are the model.

"""


def write_pages():
    peers, growth = (FIGURES / "peers.md").read_text(), (FIGURES / "growth.md").read_text()
    replace(SOURCE / "docs" / "performance.md", "peers", peers)
    replace(SOURCE / "docs" / "performance.md", "growth", GROWTH + growth)
    lines = peers.splitlines()
    table = next(i for i, line in enumerate(lines) if line.startswith("| what"))
    rows = [line for line in lines[table + 2:] if any(name in line for name in README_ROWS)]
    replace(SOURCE / "README.md", "performance", "\n".join(lines[:table + 2] + rows) + "\n")


def main():
    options, others = parse()
    if not options.pages:
        measure(options, others)
    write_pages()


if __name__ == "__main__":
    main()
