#!/usr/bin/env python3
"""Runs LossyLens and what its users might run instead, turn by turn on this machine, and compares.

llama.cpp and transformers on the same file, the paper's way (no cache, float32) on GPT-2's shapes with random weights,
Pillow for the codec. Needs a release build and, the first time, a network: an environment of its own is made with pinned
versions. Writes peers.json and peers.md; medians and spreads over the rounds. Do nothing else on the machine meanwhile.
"""

import argparse
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from support import comparison, environment, machine, ours

HERE = environment.HERE
BENCH_TEXT = environment.SOURCE / "resources/bench_text.txt"
GPT2_SHAPES = {"small": (12, 768, 12), "large": (36, 1280, 20)}  # layers, dimensions, heads
COMPARED_IDS = 500


def parse():
    parser = environment.Parser(__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--model", type=pathlib.Path, help="a GGUF file; without it, the default model")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--shapes", default="small,large", help="of GPT-2: small, large, or nothing")
    parser.add_argument("--output", type=pathlib.Path, default=pathlib.Path("."), metavar="FOLDER")
    parser.add_argument("--llama-python", default=sys.executable, help="a Python that has llama_cpp")
    return parser.parse_args()


def say(text):
    print(f"{datetime.datetime.now():%H:%M:%S}  {text}", file=sys.stderr)


class Peers:
    def __init__(self, options):
        self.options = options
        self.model = options.model or ours.default_model(options.program)

    def run(self, python, script, *arguments):
        command = [python, HERE / "support" / script, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            sys.exit(done.stderr)
        return done.stdout

    def llama(self, *arguments):
        return self.run(self.options.llama_python, "llama_cpp_peer.py", self.model, "--threads", self.options.threads,
                        *arguments)

    def transformers(self, work, model, *arguments):
        return json.loads(self.run(sys.executable, "transformers_peer.py", work, model, "--threads",
                                   self.options.threads, *arguments))

    def round(self):
        """Each once, one after the other: what drifts with the machine's temper touches all alike."""
        say("LossyLens")
        figures = {"ours": ours.bench(self.options.program, self.options.threads, "--model", self.model)}
        figures["first_token_ms"] = ours.first_token_ms(self.options.program, self.model)
        say("llama.cpp")
        figures["llama"] = json.loads(self.llama())
        say("transformers")
        figures["transformers"] = self.transformers("decode", self.model)
        say("Pillow")
        figures["pillow"] = json.loads(self.run(sys.executable, "pillow_peer.py"))
        return figures

    def precisions(self):
        return ["stored"] + [name for name in ("bf16", "f16", "q8_0")
                             if ours.knows_precision(self.options.program, name)]

    def gpt2(self, folder):
        """{name: what each way of holding the weights, and the paper's way, took}."""
        from support import random_models
        shapes = {}
        for name in filter(None, self.options.shapes.split(",")):
            model = folder / f"gpt2-{name}"
            model.mkdir()
            say(f"making GPT-2 {name}")
            random_models.gpt2_folder(model, *GPT2_SHAPES[name])
            rounds = []
            for _ in range(self.options.rounds):
                say(f"GPT-2 {name}")
                held = {precision: ours.bench(self.options.program, self.options.threads, "--model", model,
                                              "--engine-only", "--streams", "1,2", "--prompts", "8",
                                              "--precision", precision)
                        for precision in self.precisions()}
                rounds.append({"ours": held, "transformers": self.transformers("gpt2", model)})
            shapes[name] = rounds
        return shapes

    def llama_accuracy(self, folder):
        say("llama.cpp's accuracy")
        ids, logits = folder / "ids.json", folder / "logits.npy"
        ids.write_text(json.dumps(ours.ids_of(self.options.program, self.model, BENCH_TEXT, COMPARED_IDS)))
        self.llama("--ids", ids, "--logits", logits)
        return self.transformers("logits", self.model, "--ids", ids, "--logits", logits)

    def all(self):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            figures = {"date": f"{datetime.date.today()}", "commit": machine.commit(),
                       "load_average_before": os.getloadavg()[0],
                       "rounds": [self.round() for _ in range(self.options.rounds)],
                       "llama_accuracy": self.llama_accuracy(folder), "gpt2": self.gpt2(folder)}
        say("the window")
        figures["window"] = ours.window(self.options.program, self.model)
        return figures


def main():
    options = parse()
    modules = ["numpy", "torch", "transformers", "gguf", "PIL", "tokenizers"]
    if options.llama_python == sys.executable:
        modules.append("llama_cpp")
    environment.enter(modules, options.environment)
    figures = Peers(options).all()
    figures["rows"] = [row.as_json() for row in comparison.rows(figures)]
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "peers.json").write_text(json.dumps(figures, indent=1) + "\n")
    (options.output / "peers.md").write_text(comparison.markdown(figures))
    print(comparison.markdown(figures))


if __name__ == "__main__":
    main()
