"""LossyLens's own figures, from its `bench`."""

import json
import os
import subprocess
import time


def bench(program, threads, *arguments):
    command = [program, "bench", "--threads", str(threads), "--format", "json", *arguments]
    figures = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    figures["model"].pop("path", None)  # of this machine alone
    return figures


def knows_precision(program, name):
    words = subprocess.run([program, "bench", "--help"], check=True, stdout=subprocess.PIPE, text=True).stdout
    return f"|{name}" in words


def default_model(program):
    models = subprocess.run([program, "models", "list", "--format", "json"], check=True, stdout=subprocess.PIPE,
                            text=True).stdout
    return next(model["path"] for model in json.loads(models)["models"] if model["state"] == "default")


def ids_of(program, model, file, count):
    """As `bench` takes them: the text again from its start where it is too short."""
    command = [program, "tokenize", "--model", model, "--prompt-file", file, "--format", "json"]
    ids = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)["ids"]
    return (ids * (1 + count // len(ids)))[:count]


def first_token_ms(program, model):
    """From the start of the program to its end after one new token of a baseline and a distorted text."""
    start = time.perf_counter()
    subprocess.run([program, "run", "--model", model, "--prompt", "Once upon a time", "--quality", "25",
                    "--max-new-tokens", "1", "--ignore-end", "--quiet"], check=True, stdout=subprocess.DEVNULL)
    return (time.perf_counter() - start) * 1000


def window(program, model):
    """{benchmark: {counter: value}} of bench_ui beside the program; None where it was not built."""
    bench_ui = program.parent / "tests" / "bench" / "bench_ui"
    if not bench_ui.exists():
        return None
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LOSSYLENS_BENCH_MODEL": str(model)}
    output = subprocess.run([bench_ui, "--benchmark_format=json"], check=True, stdout=subprocess.PIPE, text=True,
                            stderr=subprocess.DEVNULL, env=environment).stdout
    return {run["name"].split("/iterations")[0]: {key: value for key, value in run.items() if key.endswith("_ms")}
            for run in json.loads(output)["benchmarks"]}
