"""The figures of a run as one table: ours, theirs, the ratio, and what was aimed at."""

import dataclasses
import statistics

from support import machine


@dataclasses.dataclass
class Row:
    what: str
    ours: str
    peer: str
    ratio: float | None  # what the target is about: a ratio, or our figure itself
    at_most: float | None = None  # the target: an upper or a lower bound
    at_least: float | None = None
    stretch: str = ""

    def target(self):
        if self.at_most is not None:
            return f"≤ {self.at_most:g}"
        return f"≥ {self.at_least:g}" if self.at_least is not None else ""

    def met(self):
        if self.ratio is None or not self.target():
            return None
        return self.ratio <= self.at_most if self.at_most is not None else self.ratio >= self.at_least

    def as_json(self):
        return {**dataclasses.asdict(self), "met": self.met()}


class Measured:
    """One figure over the rounds."""

    def __init__(self, values, unit):
        self.values, self.unit = list(values), unit
        self.median = statistics.median(self.values)

    def __str__(self):
        text = f"{number(self.median)} {self.unit}"
        if len(self.values) > 1:
            text += f" ({number(min(self.values))} – {number(max(self.values))})"
        return text


def number(value):
    if value >= 1000:
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.3g}"


def step(rounds, streams):
    return Measured((next(d["ms_per_step"] for d in r["ours"]["engine"]["decode"] if d["streams"] == streams)
                     for r in rounds), "ms")


def decode_rows(rounds):
    stretch = {1: "", 2: "≤ 0.37", 4: "", 8: "≤ 0.25", 16: ""}
    for streams, most in ((1, 1.0), (2, 0.5), (4, 0.4), (8, 1 / 3), (16, 0.3)):
        ours = step(rounds, streams)
        peer = Measured((r["llama"]["decode"][str(streams)] for r in rounds), "ms")
        name = {1: "one stream", 2: "a pair (baseline + distorted)"}.get(streams, f"{streams} streams")
        yield Row(f"step of {name}, against llama.cpp", f"{ours}", f"{peer}", ours.median / peer.median,
                  at_most=round(most, 3), stretch=stretch[streams])
    for streams in (1, 2):
        ours = step(rounds, streams)
        peer = Measured((r["transformers"]["decode"][str(streams)] for r in rounds), "ms")
        name = {1: "one stream", 2: "two streams"}[streams]
        yield Row(f"step of {name}, against transformers in float32", f"{ours}", f"{peer}",
                  ours.median / peer.median)


def engine_rows(rounds):
    engines = [r["ours"]["engine"] for r in rounds]
    one, pair = step(rounds, 1), step(rounds, 2)
    yield Row("pair against one stream of ours", f"{pair}", f"{one}", pair.median / one.median, at_most=1.25,
              stretch="≤ 1.1")
    limit = Measured((e["read_limit_ms"] for e in engines), "ms")
    yield Row("pair against the time in which the file's weights can be read", f"{pair}", f"{limit}",
              pair.median / limit.median, at_most=2, stretch="≤ 1.4")
    ours = Measured((e["prompt_tokens_per_second"] for e in engines), "tokens/s")
    peer = Measured((r["llama"]["prompt_tokens_per_second"] for r in rounds), "tokens/s")
    yield Row("prompt of 512 tokens, against llama.cpp", f"{ours}", f"{peer}", ours.median / peer.median,
              at_least=1.5, stretch="≥ 3")


def gpt2_rows(shapes):
    for name, rounds in shapes.items():
        peer = Measured((r["transformers"]["paper_tokens_per_second"] for r in rounds), "tokens/s")
        for precision in rounds[0]["ours"]:
            ours = Measured((1000 / r["ours"][precision]["engine"]["decode"][1]["ms_per_step"] for r in rounds),
                            "tokens/s")
            aimed = {"f16": (10, ""), "bf16": (10, ""), "q8_0": (10, "≥ 25")}.get(precision, (None, ""))
            held = "float32" if precision == "stored" else precision.upper()
            yield Row(f"GPT-2 {name} held as {held}: a stream of a pair, against the paper's way (no cache, float32)",
                      f"{ours}", f"{peer}", ours.median / peer.median,
                      at_least=aimed[0] if name == "large" else None, stretch=aimed[1] if name == "large" else "")
        cached = Measured((r["transformers"]["cached_tokens_per_second"] for r in rounds), "tokens/s")
        stored = Measured((1000 / r["ours"]["stored"]["engine"]["decode"][0]["ms_per_step"] for r in rounds),
                          "tokens/s")
        yield Row(f"GPT-2 {name} held as float32: one stream, against transformers with a cache", f"{stored}",
                  f"{cached}", stored.median / cached.median)


def codec_rows(rounds):
    def trip(r, key, dimensions):
        source = r["ours"]["codec"] if key in ("fast", "libjpeg") else r["pillow"]
        return next(t[key] for t in source["round_trip_us"] if t["dimensions"] == dimensions and t["quality"] == 75)

    for dimensions in (576, 1280):
        ours = Measured((trip(r, "fast", dimensions) for r in rounds), "µs")
        for key, name in (("libjpeg", "libjpeg-turbo's"), ("pillow", "the paper's, with Pillow")):
            peer = Measured((trip(r, key, dimensions) for r in rounds), "µs")
            judged = key == "libjpeg" and dimensions == 1280
            yield Row(f"codec round trip, d = {dimensions}, quality 75: how many times {name}", f"{ours}", f"{peer}",
                      peer.median / ours.median, at_least=10 if judged else None, stretch="≥ 20" if judged else "")
    vocabulary = Measured((r["ours"]["codec"]["vocabulary_ms"] for r in rounds), "ms")
    yield Row("the whole vocabulary at one quality, ms", f"{vocabulary}", "", vocabulary.median, at_most=100,
              stretch="≤ 33")


def window_rows(window):
    if window is None:
        return
    move = window["sliderMove"]
    yield Row("slider move until painted, 64 tokens, 99th percentile, ms", f"{number(move['p99_ms'])} ms", "",
              move["p99_ms"], at_most=16, stretch="≤ 8")
    holds = {name.removeprefix("hold/"): max(value for key, value in run.items() if key.startswith("longest_"))
             for name, run in window.items() if any(key.startswith("longest_") for key in run)}
    worst = max(holds, key=holds.get)
    yield Row(f"longest hold of the window's thread (the worst: {worst}), ms", f"{number(holds[worst])} ms", "",
              holds[worst], at_most=50, stretch="≤ 16")
    if "start" in window:
        shown = window["start"]["shown_ms"]
        yield Row("start of the process until the window is painted, ms", f"{number(shown)} ms", "", shown,
                  at_most=1000, stretch="≤ 500")


def other_rows(rounds):
    engines = [r["ours"]["engine"] for r in rounds]
    stop = Measured((max(e["stop_ms"].values()) for e in engines), "ms")
    yield Row("stop pressed until stopped, the longest, ms", f"{stop}", "", max(stop.values), at_most=100,
              stretch="one step")
    first = Measured((r["first_token_ms"] for r in rounds), "ms")
    yield Row("start of the program until a pair's first token, ms", f"{first}", "", first.median, at_most=2000,
              stretch="≤ 1200")
    size = rounds[0]["ours"]["model"]["bytes"]
    memory = [e["memory_bytes"] for e in engines]
    own = Measured((m["anonymous"] / 1e6 for m in memory), "MB")
    most = Measured((m["all"] / 1e6 for m in memory), "MB")
    yield Row("memory of a pair, anonymous, MB", f"{own}", "", own.median, at_most=round(size / 1e6 + 100))
    yield Row("memory of a pair, in all, MB (its peak beside llama.cpp's)", f"{most}",
              f"{Measured((r['llama']['pair_peak_bytes'] / 1e6 for r in rounds), 'MB')}", most.median,
              at_most=round(2 * size / 1e6 + 200), stretch=f"≤ {size / 1e6 + 200:.0f}")


def accuracy_rows(rounds, llama):
    ours = rounds[0]["ours"]["engine"]["fast_against_exact"]
    positions = f" ({ours['positions']} positions)"
    yield Row("fast against exact, mean KL in nats, beside llama.cpp's" + positions, f"{ours['mean_kl']:.2e}",
              f"{llama['mean_kl']:.2e}", ours["mean_kl"], at_most=4e-3, stretch="≤ 0.001")
    yield Row("fast against exact, top-1 agreement, beside llama.cpp's" + positions,
              f"{ours['top1_agreement']:.2%}", f"{llama['top1_agreement']:.2%}", ours["top1_agreement"],
              at_least=0.96, stretch="≥ 0.985")


def rows(figures):
    rounds = figures["rounds"]
    return [*decode_rows(rounds), *engine_rows(rounds), *gpt2_rows(figures["gpt2"]), *codec_rows(rounds),
            *window_rows(figures["window"]), *other_rows(rounds),
            *accuracy_rows(rounds, figures["llama_accuracy"])]


def markdown(figures):
    lines = [machine.sentence(figures), "",
             "| what | LossyLens | the other | ratio or figure | target | stretch | met |",
             "|---|---|---|---|---|---|---|"]
    for row in rows(figures):
        ratio = "" if row.ratio is None else f"{row.ratio:.3g}"
        met = {None: "", True: "yes", False: "no"}[row.met()]
        lines.append(f"| {row.what} | {row.ours} | {row.peer} | {ratio} | {row.target()} | {row.stretch} | {met} |")
    return "\n".join(lines) + "\n"
