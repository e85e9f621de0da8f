"""The parts of the scripts that need no peers: the table and the pages. Standard library only."""

import pathlib
import py_compile
import subprocess
import sys
import tempfile
import unittest

import measure
from support import comparison


def step(streams, ms):
    return {"streams": streams, "ms_per_step": ms, "least": ms, "most": ms}


def one_round(pair_ms):
    trips = [{"dimensions": d, "quality": 75, "fast": 2.0, "libjpeg": 30.0} for d in (576, 1280)]
    return {
        "ours": {"machine": {"processor": "P", "threads": 2, "instruction_set": "AVX2", "read_bytes_per_second": 3e10,
                             "libraries": {"Qt": "6"}},
                 "model": {"name": "m", "precision": "Q4_1", "bytes": 98e6},
                 "engine": {"decode": [step(1, 4.0), step(2, pair_ms), step(4, 6.0), step(8, 10.0), step(16, 20.0)],
                            "read_limit_ms": 3.0, "prompt_tokens_per_second": 600.0,
                            "stop_ms": {"in_prompt": 20.0, "in_writing": 5.0},
                            "memory_bytes": {"anonymous": 120e6, "all": 300e6},
                            "fast_against_exact": {"mean_kl": 1e-3, "top1_agreement": 0.99, "positions": 500}},
                 "codec": {"round_trip_us": trips, "vocabulary_ms": 120.0}},
        "first_token_ms": 900.0,
        "llama": {"version": "1", "decode": {str(n): 6.0 * n for n in (1, 2, 4, 8, 16)},
                  "prompt_tokens_per_second": 200.0, "pair_peak_bytes": 250e6},
        "transformers": {"transformers": "5", "torch": "2", "decode": {"1": 50.0, "2": 80.0}},
        "pillow": {"version": "13",
                   "round_trip_us": [{"dimensions": d, "quality": 75, "pillow": 190.0} for d in (576, 1280)]}}


def large(stored, halves, paper):
    held = {name: {"engine": {"decode": [step(1, 1000 / rate), step(2, 1000 / rate)]}}
            for name, rate in (("stored", stored), ("f16", halves))}
    return {"large": [{"ours": held, "transformers": {"paper_tokens_per_second": paper,
                                                      "cached_tokens_per_second": 6.0}}]}


def figures():
    return {"date": "today", "commit": "c", "load_average_before": 0.1, "rounds": [one_round(4.0), one_round(6.0)],
            "llama_accuracy": {"mean_kl": 2e-3, "top1_agreement": 0.97}, "gpt2": large(20.0, 30.0, 2.0),
            "window": {"sliderMove": {"p99_ms": 9.0, "longest_hold_ms": 7.0}, "hold/typing": {"longest_hold_ms": 60.0}}}


class TableTest(unittest.TestCase):
    def row(self, start):
        found = [row for row in comparison.rows(figures()) if row.what.startswith(start)]
        self.assertEqual(len(found), 1, start)
        return found[0]

    def test_ratios_are_of_medians(self):
        pair = self.row("step of a pair (baseline + distorted), against llama.cpp")
        self.assertAlmostEqual(pair.ratio, 5.0 / 12.0)
        self.assertTrue(pair.met())
        self.assertEqual(pair.ours, "5 ms (4 – 6)")

    def test_a_target_that_is_missed_says_so(self):
        self.assertIs(self.row("the whole vocabulary").met(), False)
        self.assertIs(self.row("longest hold of the window's thread (the worst: typing)").met(), False)
        self.assertIs(self.row("step of one stream, against transformers").met(), None)

    def test_more_is_better_where_it_is(self):
        self.assertTrue(self.row("prompt of 512 tokens").met())
        self.assertAlmostEqual(self.row("GPT-2 large held as F16").ratio, 15.0)
        self.assertAlmostEqual(self.row("codec round trip, d = 1280, quality 75: how many times libjpeg").ratio, 15.0)

    def test_a_window_that_was_not_built_has_no_rows(self):
        without = {**figures(), "window": None}
        self.assertFalse([row for row in comparison.rows(without) if "slider" in row.what])

    def test_every_line_of_the_table_has_its_columns(self):
        lines = [line for line in comparison.markdown(figures()).splitlines() if line.startswith("|")]
        self.assertEqual({line.count("|") for line in lines}, {8})


class PagesTest(unittest.TestCase):
    def test_text_between_the_marks_is_replaced_again_and_again(self):
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder) / "page.md"
            page.write_text("before\n<!-- x -->\nold\n<!-- /x -->\nafter\n")
            for text in ("one \\1", "two"):
                measure.replace(page, "x", text)
            self.assertEqual(page.read_text(), "before\n<!-- x -->\n\ntwo\n<!-- /x -->\nafter\n")
            with self.assertRaises(SystemExit):
                measure.replace(page, "y", "nowhere")

    def test_the_pages_have_their_marks(self):
        for page, name in (("README.md", "performance"), ("docs/performance.md", "peers"),
                           ("docs/performance.md", "growth")):
            self.assertEqual((measure.SOURCE / page).read_text().count(f"<!-- {name} -->"), 1)


class ScriptsTest(unittest.TestCase):
    def test_every_script_starts_with_nothing_but_the_standard_library(self):
        for script in ("peers.py", "growth.py", "measure.py"):
            command = [sys.executable, "-S", measure.HERE / script, "--help"]
            self.assertEqual(subprocess.run(command, capture_output=True, check=False).returncode, 0, script)

    def test_every_script_compiles(self):
        with tempfile.TemporaryDirectory() as folder:
            for script in (*measure.HERE.glob("*.py"), *measure.HERE.glob("support/*.py")):
                py_compile.compile(script, cfile=f"{folder}/x.pyc", doraise=True)


if __name__ == "__main__":
    unittest.main()
