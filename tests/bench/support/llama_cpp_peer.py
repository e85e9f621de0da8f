"""llama.cpp's own figures on a GGUF file, in its low-level interface: prints one JSON object.

A step is N sequences at positions 8 to 71 with logits of all; a prompt is 512 tokens with the last logits.
"""

import argparse
import json
import pathlib
import re
import time

import llama_cpp
import numpy as np

POSITIONS_BEFORE, STEPS, PROMPT = 8, 64, 512


def resident_peak():
    status = pathlib.Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) * 1024


class Model:
    def __init__(self, path, threads):
        self.threads = threads
        parameters = llama_cpp.llama_model_default_params()
        parameters.n_gpu_layers = 0
        self.model = llama_cpp.llama_model_load_from_file(str(path).encode(), parameters)
        if not self.model:
            raise SystemExit(f"llama.cpp cannot open {path}")
        self.vocabulary = llama_cpp.llama_vocab_n_tokens(llama_cpp.llama_model_get_vocab(self.model))

    def context(self, sequences, positions):
        parameters = llama_cpp.llama_context_default_params()
        parameters.n_ctx = sequences * positions
        parameters.n_batch = parameters.n_ubatch = PROMPT
        parameters.n_seq_max = sequences
        parameters.n_threads = parameters.n_threads_batch = self.threads
        return llama_cpp.llama_init_from_model(self.model, parameters)


def feed(context, items):
    """items: (token, position, sequence, whether its logits are wanted)"""
    batch = llama_cpp.llama_batch_init(len(items), 0, 1)
    batch.n_tokens = len(items)
    for i, (token, position, sequence, wanted) in enumerate(items):
        batch.token[i], batch.pos[i], batch.logits[i] = token, position, wanted
        batch.n_seq_id[i], batch.seq_id[i][0] = 1, sequence
    if llama_cpp.llama_decode(context, batch) != 0:
        raise SystemExit("llama.cpp could not decode")
    llama_cpp.llama_batch_free(batch)


def step_ms(model, sequences):
    context = model.context(sequences, 128)
    feed(context, [(100 + p, p, s, p == POSITIONS_BEFORE - 1)
                   for s in range(sequences) for p in range(POSITIONS_BEFORE)])
    start = time.perf_counter()
    for position in range(POSITIONS_BEFORE, POSITIONS_BEFORE + STEPS):
        feed(context, [(1000 + position, position, s, True) for s in range(sequences)])
        _ = llama_cpp.llama_get_logits_ith(context, sequences - 1)[0]
    milliseconds = (time.perf_counter() - start) / STEPS * 1000
    llama_cpp.llama_free(context)
    return milliseconds


def prompt_tokens_per_second(model):
    context = model.context(1, PROMPT + 8)
    start = time.perf_counter()
    feed(context, [(100 + p, p, 0, p == PROMPT - 1) for p in range(PROMPT)])
    _ = llama_cpp.llama_get_logits_ith(context, PROMPT - 1)[0]
    seconds = time.perf_counter() - start
    llama_cpp.llama_free(context)
    return PROMPT / seconds


def logits_of(model, ids):
    context = model.context(1, len(ids) + 8)
    feed(context, [(token, position, 0, True) for position, token in enumerate(ids)])
    rows = [np.ctypeslib.as_array(llama_cpp.llama_get_logits_ith(context, i), (model.vocabulary,)).copy()
            for i in range(len(ids))]
    llama_cpp.llama_free(context)
    return np.stack(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--streams", default="1,2,4,8,16")
    parser.add_argument("--ids", help="a JSON list: only write its logits, positions × vocabulary, to --logits")
    parser.add_argument("--logits")
    options = parser.parse_args()

    silence = llama_cpp.llama_log_callback(lambda level, text, data: None)
    llama_cpp.llama_log_set(silence, None)
    llama_cpp.llama_backend_init()
    start = time.perf_counter()
    model = Model(options.model, options.threads)
    load_ms = (time.perf_counter() - start) * 1000
    if options.ids:
        np.save(options.logits, logits_of(model, json.loads(pathlib.Path(options.ids).read_text())))
        return
    pair, pair_peak = step_ms(model, 2), resident_peak()
    figures = {"version": llama_cpp.__version__, "system": llama_cpp.llama_print_system_info().decode(),
               "load_ms": load_ms, "pair_peak_bytes": pair_peak,
               "decode": {n: step_ms(model, n) for n in map(int, options.streams.split(","))},
               "prompt_tokens_per_second": prompt_tokens_per_second(model)}
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
