"""The paper's codec, with Pillow and NumPy: microseconds of a round trip, the quickest of many. Prints JSON."""

import json
import pathlib
import sys
import time

import numpy as np
import PIL

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "fixtures"))
import paper_codec  # noqa: E402


def microseconds(dimensions, quality):
    row = np.random.default_rng(1).standard_normal(dimensions).astype(np.float32)
    best = float("inf")
    for _ in range(300):
        start = time.perf_counter()
        paper_codec.round_trip(row, quality)
        best = min(best, time.perf_counter() - start)
    return best * 1e6


if __name__ == "__main__":
    print(json.dumps({"version": PIL.__version__,
                      "round_trip_us": [{"dimensions": d, "quality": q, "pillow": microseconds(d, q)}
                                        for d in (576, 1280) for q in (95, 75, 25)]}))
