"""The pictures of how cost grows: dots are measured (bars: the rounds' least and most), lines are the model's."""

import dataclasses

import matplotlib

matplotlib.use("svg")
matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "lossylens", "font.size": 9, "axes.grid": True,
                            "grid.alpha": 0.3})

import matplotlib.pyplot as plt  # noqa: E402
import matplotlib.ticker  # noqa: E402
import numpy as np  # noqa: E402

from support import cost_model  # noqa: E402

MARKERS = "os^Dvp"


def measured(axes, rows, x, label, marker, colour):
    ms = np.array([row["ms"] for row in rows])
    spread = [ms - [row["least"] for row in rows], [row["most"] for row in rows] - ms]
    axes.errorbar([row[x] for row in rows], ms, spread, fmt=marker, label=label, color=colour, markersize=4)


def against_count(axes, rows, model, kind, title, x_label):
    """One line for each number of threads."""
    for i, threads in enumerate(sorted({row["threads"] for row in rows})):
        chosen = [row for row in rows if row["threads"] == threads and row["kind"] == kind]
        measured(axes, chosen, "count", f"{threads:.0f} thread{'s' if threads > 1 else ''}", MARKERS[i], f"C{i}")
        counts = np.geomspace(chosen[0]["count"], chosen[-1]["count"], 60)
        case = cost_model.case_of(chosen[0])
        axes.plot(counts, [model.ms(dataclasses.replace(case, count=n), kind) for n in counts], color=f"C{i}")
    axes.set(title=title, xlabel=x_label, xscale="log", yscale="log")
    plain_ticks(axes, [row["count"] for row in chosen])


def plain_ticks(axes, values):
    """Numbers as people write them, at what was measured."""
    axes.set_xticks(values, [f"{value:.0f}" for value in values])
    axes.xaxis.minorticks_off()
    axes.yaxis.set_major_formatter(matplotlib.ticker.FormatStrFormatter("%g"))
    axes.yaxis.set_minor_formatter(matplotlib.ticker.NullFormatter())


def against_size(axes, rows, model, kind, counts, unit, title):
    for i, count in enumerate(counts):
        chosen = sorted((row for row in rows if row["kind"] == kind and row["count"] == count and row["threads"] == 2),
                        key=lambda row: row["weight_bytes"])
        megabytes = [{**row, "megabytes": row["weight_bytes"] / 1e6} for row in chosen]
        measured(axes, megabytes, "megabytes", f"{count} {unit}" if count > 1 else "1 stream", MARKERS[i], f"C{i}")
        axes.plot([row["megabytes"] for row in megabytes],
                  [model.ms(cost_model.case_of(row), kind) for row in chosen], color=f"C{i}")
    axes.set(title=title, xlabel="weights read a step, MB", xscale="log", yscale="log")
    plain_ticks(axes, [row["megabytes"] for row in megabytes])


def draw(rows, model, path):
    first = [row for row in rows if row["model"] == rows[0]["model"]]
    figure, panels = plt.subplots(2, 2, figsize=(10, 8), layout="constrained")
    against_count(panels[0, 0], first, model, "step", f"{rows[0]['model']}: a step", "streams")
    against_count(panels[0, 1], first, model, "prompt", f"{rows[0]['model']}: a prompt", "tokens")
    against_size(panels[1, 0], rows, model, "step", (1, 2, 4, 8), "streams", "Models of growing size: a step")
    against_size(panels[1, 1], rows, model, "prompt", (128, 512), "tokens", "Models of growing size: a prompt")
    for axes in panels.flat:
        axes.set_ylabel("milliseconds")
        axes.legend()
    figure.savefig(path, metadata={"Date": None})
