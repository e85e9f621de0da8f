"""Models of a given shape with random weights: fast to make, and as costly to run as real ones."""

import json

import numpy as np


def byte_alphabet():
    """GPT-2's: a visible character for each byte."""
    visible = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in visible]
    return [chr(byte) for byte in visible] + [chr(256 + i) for i in range(len(others))]


def gpt2_folder(folder, layers, dimensions, heads):
    """As Hugging Face has it, float32. The tokenizer knows single bytes only."""
    import torch
    import transformers
    torch.manual_seed(1)
    config = transformers.GPT2Config(n_embd=dimensions, n_layer=layers, n_head=heads)
    transformers.GPT2LMHeadModel(config).save_pretrained(folder)
    tokenizer = {"version": "1.0", "added_tokens": [], "normalizer": None, "post_processor": None,
                 "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "use_regex": True},
                 "decoder": {"type": "ByteLevel"},
                 "model": {"type": "BPE", "merges": [],
                           "vocab": {piece: i for i, piece in enumerate(byte_alphabet())}}}
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer))


def q4_1_rows(rows, columns, random):
    """Blocks of 32: a half scale, a half minimum, 16 bytes of codes; weights of about 1/√columns."""
    blocks = np.empty((rows, columns // 32, 20), np.uint8)
    scale = np.float16(1 / (4.6 * columns ** 0.5))  # 0 … 15 have a deviation of 4.6
    blocks[:, :, :4] = np.array([scale, -7.5 * scale], np.float16).view(np.uint8)
    blocks[:, :, 4:] = random.integers(0, 256, blocks[:, :, 4:].shape, np.uint8)
    return blocks.reshape(rows, -1)


def llama_gguf(path, layers, dimensions, feed_forward, heads, kv_heads, vocabulary, context=4096):
    """A Llama in Q4_1, its output matrix tied to the embeddings."""
    import gguf
    random = np.random.default_rng(1)
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name(path.stem)
    writer.add_block_count(layers)
    writer.add_embedding_length(dimensions)
    writer.add_feed_forward_length(feed_forward)
    writer.add_head_count(heads)
    writer.add_head_count_kv(kv_heads)
    writer.add_context_length(context)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_freq_base(10000.0)
    writer.add_vocab_size(vocabulary)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    pieces = byte_alphabet() + ["th"]
    writer.add_token_list(pieces + [f"<{i}>" for i in range(len(pieces), vocabulary)])
    writer.add_token_types([gguf.TokenType.NORMAL] * len(pieces) +
                           [gguf.TokenType.UNUSED] * (vocabulary - len(pieces)))
    writer.add_token_merges(["t h"])  # none at all is refused by llama.cpp

    def matrix(name, rows, columns):
        writer.add_tensor(name, q4_1_rows(rows, columns, random),
                          raw_dtype=gguf.GGMLQuantizationType.Q4_1)

    key_width = dimensions // heads * kv_heads
    matrix("token_embd.weight", vocabulary, dimensions)
    writer.add_tensor("output_norm.weight", np.ones(dimensions, np.float32))
    for layer in range(layers):
        block = f"blk.{layer}."
        for norm in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"{block}{norm}.weight", np.ones(dimensions, np.float32))
        for name, rows, columns in (("attn_q", dimensions, dimensions), ("attn_k", key_width, dimensions),
                                    ("attn_v", key_width, dimensions), ("attn_output", dimensions, dimensions),
                                    ("ffn_gate", feed_forward, dimensions), ("ffn_up", feed_forward, dimensions),
                                    ("ffn_down", dimensions, feed_forward)):
            matrix(f"{block}{name}.weight", rows, columns)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
