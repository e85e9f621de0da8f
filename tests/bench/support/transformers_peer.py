"""transformers in float32, with a cache and without one as the paper's code runs: prints one JSON object.

decode MODEL.gguf    steps of 1 and 2 sequences at positions 8 to 71
gpt2 FOLDER          tokens a second with and without a cache, 64 new tokens after a prompt of 8
logits MODEL.gguf    KL and top-1 of given logits against the exact ones
"""

import argparse
import json
import pathlib
import time

import numpy as np
import torch
import transformers

POSITIONS_BEFORE, STEPS = 8, 64


def open_gguf(path):
    path = pathlib.Path(path)
    return transformers.AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name,
                                                             dtype=torch.float32).eval()


def embeddings_of(model, count):
    return model.get_input_embeddings()(torch.arange(100, 100 + count) % model.config.vocab_size)


def cached_step_ms(model, sequences):
    embeddings = embeddings_of(model, POSITIONS_BEFORE + STEPS).expand(sequences, -1, -1)
    cache = model(inputs_embeds=embeddings[:, :POSITIONS_BEFORE]).past_key_values
    start = time.perf_counter()
    for position in range(POSITIONS_BEFORE, POSITIONS_BEFORE + STEPS):
        cache = model(inputs_embeds=embeddings[:, position:position + 1], past_key_values=cache).past_key_values
    return (time.perf_counter() - start) / STEPS * 1000


def tokens_per_second_without_cache(model):
    """The paper's loop: the whole text again for every new token. Its codec's time is left out."""
    embeddings = embeddings_of(model, POSITIONS_BEFORE)[None]
    start = time.perf_counter()
    for _ in range(STEPS):
        logits = model(inputs_embeds=embeddings, use_cache=False).logits[:, -1]
        embeddings = torch.cat([embeddings, model.get_input_embeddings()(logits.argmax(-1))[None]], 1)
    return STEPS / (time.perf_counter() - start)


def compare(model, ids, file):
    """Of logits in a file against this model's: the definitions are docs/metrics.md's."""
    exact = torch.log_softmax(model(torch.tensor([ids])).logits[0].double(), -1)
    other = torch.log_softmax(torch.from_numpy(np.load(file)).double(), -1)
    divergence = (exact.exp() * (exact - other)).sum(-1)
    return {"mean_kl": divergence.mean().item(), "positions": len(ids),
            "top1_agreement": (exact.argmax(-1) == other.argmax(-1)).double().mean().item()}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", choices=["decode", "gpt2", "logits"])
    parser.add_argument("model")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--ids", help="logits: a JSON list of ids")
    parser.add_argument("--logits", help="logits: a .npy file, positions × vocabulary")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    with torch.inference_mode():
        if options.work == "logits":
            ids = json.loads(pathlib.Path(options.ids).read_text())
            figures = compare(open_gguf(options.model), ids, options.logits)
        elif options.work == "decode":
            model = open_gguf(options.model)
            figures = {"decode": {n: cached_step_ms(model, n) for n in (1, 2)}}
        else:
            model = transformers.AutoModelForCausalLM.from_pretrained(options.model, dtype=torch.float32).eval()
            figures = {"cached_tokens_per_second": 1000 / cached_step_ms(model, 1),
                       "paper_tokens_per_second": tokens_per_second_without_cache(model)}
    print(json.dumps({"transformers": transformers.__version__, "torch": torch.__version__, **figures}))


if __name__ == "__main__":
    main()
