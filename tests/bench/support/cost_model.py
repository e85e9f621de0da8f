"""What a step and a prompt cost, as a sum of a few parts whose constants are fitted to measurements.

A step of N streams reads all weights once and multiplies them with N rows; a prompt of n tokens multiplies them with n
rows, and its attention looks back n/2 positions on average. Threads share everything but the fixed part.
"""

import dataclasses

import numpy as np
from scipy.optimize import nnls

BYTES_PER_WEIGHT = 20 / 32  # Q4_1

# Machines that nobody has measured here: cores, bytes a second.
IMAGINED = {"16 cores, 70 GB/s (a desktop's two channels)": (16, 70e9),
            "16 cores, 200 GB/s (a server's eight channels)": (16, 200e9)}


@dataclasses.dataclass
class Case:
    """What the parts are computed from."""
    layers: float
    dimensions: float
    weight_bytes: float
    threads: float
    bandwidth: float  # bytes a second
    count: float  # streams of a step, tokens of a prompt

    @property
    def multiply_adds(self):
        """Of all matrices with one row."""
        return self.weight_bytes / BYTES_PER_WEIGHT

    def step(self):
        rows = self.count * self.layers * self.dimensions
        return [self.layers, self.weight_bytes / self.bandwidth, self.count * self.multiply_adds / self.threads,
                rows / self.threads]

    def prompt(self):
        attention = self.count ** 2 * self.layers * self.dimensions  # keys and values, half of the positions each
        return [self.layers, self.count * self.multiply_adds / self.threads, attention / self.threads]


PARTS = {"step": ["fixed, a layer", "weights read, times the ideal", "multiply-add", "row number"],
         "prompt": ["fixed, a layer", "multiply-add", "attention's multiply-add"]}


def case_of(row):
    return Case(*(float(row[key]) for key in ("layers", "dimensions", "weight_bytes", "threads",
                                              "read_bytes_per_second", "count")))


def parts_of(case, kind):
    return case.step() if kind == "step" else case.prompt()


class Model:
    def __init__(self, constants, errors):
        self.constants = constants  # {kind: seconds a unit of each part}
        self.errors = errors  # {kind: relative errors of the measurements that it was fitted to}

    def ms(self, case, kind):
        return 1000 * float(np.dot(parts_of(case, kind), self.constants[kind]))

    def predictions(self, row):
        """For machines nobody has measured, the model of `row` on them."""
        for name, (cores, bandwidth) in IMAGINED.items():
            base = dataclasses.replace(case_of(row), threads=cores, bandwidth=bandwidth)
            steps = {n: self.ms(dataclasses.replace(base, count=n), "step") for n in (1, 2, 4, 8, 16)}
            prompt = self.ms(dataclasses.replace(base, count=512), "prompt")
            yield {"machine": name, "model": row["model"], "ms_per_step": steps,
                   "prompt_tokens_per_second": 512 / prompt * 1000}

    def as_json(self, rows):
        return {"commit": rows[0]["commit"], "measurements": len(rows),
                "bandwidth": {int(row["threads"]): row["read_bytes_per_second"] for row in rows[::-1]},
                "constants": {kind: dict(zip(PARTS[kind], map(float, self.constants[kind]))) for kind in PARTS},
                "relative_error": {kind: {"median": float(np.median(errors)), "largest": float(np.max(errors))}
                                   for kind, errors in self.errors.items()},
                "predictions": list(self.predictions(rows[0]))}


def fit(rows):
    """Least squares of relative errors, no constant below 0."""
    constants, errors = {}, {}
    for kind in PARTS:
        chosen = [row for row in rows if row["kind"] == kind]
        seconds = np.array([float(row["ms"]) / 1000 for row in chosen])
        parts = np.array([parts_of(case_of(row), kind) for row in chosen]) / seconds[:, None]
        scale = parts.max(axis=0)
        constants[kind] = nnls(parts / scale, np.ones(len(chosen)))[0] / scale
        errors[kind] = np.abs(parts @ constants[kind] - 1)
    return Model(constants, errors)


def per_second(seconds):
    return f"{1e-9 / seconds:.1f} thousand million a second and thread" if seconds > 0 else "not seen"


def markdown(model):
    step, prompt = model["constants"]["step"], model["constants"]["prompt"]
    errors = model["relative_error"]
    read = ", ".join(f"{value / 1e9:.1f} GB/s with {threads} threads"
                     for threads, value in sorted(model["bandwidth"].items()))
    lines = [f"Fitted to {model['measurements']} measurements of commit {model['commit']}; memory was read at {read}.", "",
             "| part | a step | a prompt |", "|---|---|---|",
             f"| fixed | {step['fixed, a layer'] * 1e6:.1f} µs a layer | {prompt['fixed, a layer'] * 1e6:.1f} µs a layer |",
             f"| weights read | {step['weights read, times the ideal']:.2f} times the file's bytes over the bandwidth | |",
             f"| multiply-adds | {per_second(step['multiply-add'])} | {per_second(prompt['multiply-add'])} |",
             f"| norms, activations, logits' rest | {step['row number'] * 1e9:.2f} ns a number of a layer and stream, over the "
             "threads | |",
             f"| attention | | {per_second(prompt[PARTS['prompt'][2]])} |",
             f"| error of the model, median (largest) | {errors['step']['median']:.0%} ({errors['step']['largest']:.0%}) | "
             f"{errors['prompt']['median']:.0%} ({errors['prompt']['largest']:.0%}) |", "",
             "**A prediction, not a measurement**: what the model gives for machines that it was not fitted to, with "
             f"{model['predictions'][0]['model']}.", "",
             "| machine | 1 | 2 | 4 | 8 | 16 streams, ms a step | prompt of 512, tokens/s |",
             "|---|---|---|---|---|---|---|"]
    for prediction in model["predictions"]:
        steps = " | ".join(f"{ms:.2f}" for ms in prediction["ms_per_step"].values())
        lines.append(f"| {prediction['machine']} | {steps} | {prediction['prompt_tokens_per_second']:.0f} |")
    return "\n".join(lines) + "\n"
