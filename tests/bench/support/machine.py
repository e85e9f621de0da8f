"""What a measurement was made on, in a sentence."""

import subprocess

from support import environment


def commit():
    """Of the source that was built, with a mark where files differ from it; "unknown" without a repository."""
    described = subprocess.run(["git", "-C", environment.SOURCE, "describe", "--always", "--dirty", "--abbrev=10"],
                               capture_output=True, text=True)
    return described.stdout.strip() or "unknown"


def sentence(figures):
    first = figures["rounds"][0]
    ours, theirs = first["ours"], first["transformers"]
    machine, count = ours["machine"], len(figures["rounds"])
    versions = ", ".join(f"{name} {version}" for name, version in machine["libraries"].items())
    return (f"{ours['model']['name']} ({ours['model']['precision']}) on {machine['processor']}, {machine['threads']} "
            f"threads, {machine['instruction_set']}, {machine['read_bytes_per_second'] / 1e9:.1f} GB/s read; "
            f"{figures['date']}, commit {figures['commit']}, {versions}; beside llama-cpp-python "
            f"{first['llama']['version']}, transformers {theirs['transformers']} with torch {theirs['torch']}, Pillow "
            f"{first['pillow']['version']}. Medians of {count} rounds (least – most); load of the machine when it began: "
            f"{figures['load_average_before']:.1f}.")
