#!/usr/bin/env python3
"""How cost grows with streams, prompt length, model size and threads: measured, drawn, and explained by a model.

Writes growth.csv (every measurement), growth.json and growth.md (the model behind it), and growth.svg. With --from, draws and fits
what a growth.csv of before says. Needs a release build; random models are made in a temporary folder. Do nothing else on
the machine meanwhile.
"""

import argparse
import csv
import json
import pathlib
import sys
import tempfile

from support import environment, machine, ours

# Llamas in Q4_1: layers, dimensions, feed-forward, heads, heads of keys, vocabulary.
SHAPES = {"20M": (12, 384, 1024, 6, 2, 8192), "90M": (24, 576, 1536, 9, 3, 8192),
          "300M": (24, 1024, 2816, 16, 4, 16384), "1B": (20, 2048, 5632, 32, 8, 32768)}
STREAMS = "1,2,3,4,6,8,12,16"
PROMPTS = "16,32,64,128,256,512,1024,2048"


def parse():
    parser = environment.Parser(__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--model", type=pathlib.Path, help="a Q4_1 file; without it, the default model")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--shapes", default=",".join(SHAPES), help=f"of {', '.join(SHAPES)}, or nothing")
    parser.add_argument("--from", dest="measured", type=pathlib.Path, metavar="GROWTH.CSV")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("."), metavar="FOLDER")
    return parser.parse_args()


def rows_of(bench):
    """One row a step or prompt of a run of `bench`."""
    engine, model = bench["engine"], bench["model"]
    common = {"commit": machine.commit(), "model": model["name"], "layers": model["layers"],
              "dimensions": model["dimensions"], "weight_bytes": int(engine["weight_bytes"]),
              "threads": bench["machine"]["threads"],
              "read_bytes_per_second": round(bench["machine"]["read_bytes_per_second"])}
    for step in engine["decode"]:
        yield {**common, "kind": "step", "count": step["streams"],
               **{"ms": step["ms_per_step"], "least": step["least"], "most": step["most"]}}
    for prompt in engine["prompts"]:
        yield {**common, "kind": "prompt", "count": prompt["tokens"],
               **{key: prompt[key] for key in ("ms", "least", "most")}}


def measure(options):
    def bench(model, threads, streams, prompts):
        print(f"{pathlib.Path(model).stem}, {threads} threads", file=sys.stderr)
        return list(rows_of(ours.bench(options.program, threads, "--engine-only", "--model", model, "--streams",
                                       streams, "--prompts", prompts, "--repeat", str(options.rounds))))

    model = options.model or ours.default_model(options.program)
    rows = [row for threads in (1, 2) for row in bench(model, threads, STREAMS, PROMPTS)]
    from support import random_models
    with tempfile.TemporaryDirectory() as folder:
        for name in filter(None, options.shapes.split(",")):
            path = pathlib.Path(folder) / f"{name}.gguf"
            random_models.llama_gguf(path, *SHAPES[name])
            rows += bench(path, 2, "1,2,4,8", "128,512")
            path.unlink()
    return rows


def read(path):
    with open(path, newline="") as file:
        return [{key: value if key in ("commit", "model", "kind") else float(value) for key, value in row.items()}
                for row in csv.DictReader(file)]


def write(path, rows):
    with open(path, "w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def main():
    options = parse()
    environment.enter(["numpy", "scipy", "gguf", "matplotlib"], options.environment)
    from support import cost_model, drawing
    options.output.mkdir(parents=True, exist_ok=True)
    if options.measured is None:
        options.measured = options.output / "growth.csv"
        write(options.measured, measure(options))
    rows = read(options.measured)
    model = cost_model.fit(rows)
    (options.output / "growth.json").write_text(json.dumps(model.as_json(rows), indent=1) + "\n")
    drawing.draw(rows, model, options.output / "growth.svg")
    (options.output / "growth.md").write_text(cost_model.markdown(model.as_json(rows)))


if __name__ == "__main__":
    main()
