"""BLEU, chrF, chrF++ and TER against references: the figures of the `sacrebleu` command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tqcheck.cli.app import run
from tqcheck.errors import TqcheckError
from tqcheck.scoring.surface import METRICS, Settings, segments, surface

HYPOTHESES = ["The river rose over night.", "She came early, at 6 a.m.", "Nobody knew it.", "The dam held."]
REFERENCE = ["The river rose overnight.", "She arrived early, at 6 a.m.", "No one knew.", "The dam has held."]
OTHER = ["Overnight the river rose.", "She came early: at six.", "Nobody knew.", "The dam held out."]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    texts = {"source": ["a b"] * 4, "target": HYPOTHESES, "reference": REFERENCE, "other": OTHER}
    for name, lines in texts.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return {name: str(tmp_path / name) for name in texts}


def sacrebleu(files: dict[str, str], *flags: str) -> str:
    command = [sys.executable, "-m", "sacrebleu", files["reference"], files["other"], "-i", files["target"]]
    return subprocess.run([*command, *flags, "-w", "4"], capture_output=True, text=True, check=True).stdout


def scored(files: dict[str, str], output: Path, *arguments: str) -> dict[str, Any]:
    command = ["score", files["source"], files["target"], "--lines", "--target-lang", "en", "--format", "json"]
    command += ["--reference", files["reference"], "--reference", files["other"], "-o", str(output), *arguments]
    assert run(command) == 0
    document: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))["documents"][0]
    return document


def test_figures_and_intervals_are_those_of_the_command(files: dict[str, str], tmp_path: Path) -> None:
    names = ["bleu", "chrf", "ter"]
    wanted = [part for name in names for part in ("--metric", name)]
    found = scored(files, tmp_path / "scores.json", *wanted, "--confidence")["scores"]
    for name, expected in zip(names, json.loads(sacrebleu(files, "-m", *names, "--confidence"))):
        assert found[name]["value"] == expected["score"]
        assert found[name]["signature"] == f"{name}|{expected['signature']}"
        mean, half = expected["confidence_mean"], expected["confidence_var"]
        assert found[name]["interval"] == pytest.approx([mean - half, mean + half], abs=2e-4)


def test_chrf_of_words_too_is_that_of_the_command(files: dict[str, str], tmp_path: Path) -> None:
    found = scored(files, tmp_path / "scores.json", "--metric", "chrf++")["scores"]["chrf++"]
    expected = json.loads(sacrebleu(files, "-m", "chrf", "--chrf-word-order", "2"))
    assert (found["value"], found["signature"]) == (expected["score"], f"chrf++|{expected['signature']}")


def test_segment_figures_are_those_of_the_command(files: dict[str, str], tmp_path: Path) -> None:
    rows = scored(files, tmp_path / "scores.json", "--metric", "bleu")["segments"]
    printed = sacrebleu(files, "-m", "bleu", "--sentence-level", "--score-only").split()
    assert [row["scores"]["bleu"] for row in rows] == [float(value) for value in printed]


def test_tokenizer_is_passed_through() -> None:
    found = surface(HYPOTHESES, [REFERENCE], "en", ["bleu"], Settings(tokenizer="char", lowercase=True))["bleu"]
    assert "tok:char" in found.signature
    assert "case:lc" in found.signature


def test_tokenizer_follows_the_language() -> None:
    assert "tok:zh" in surface(["河水上涨。"], [["河水上涨。"]], "zh")["bleu"].signature


def test_tokenizer_that_does_not_exist() -> None:
    with pytest.raises(TqcheckError, match=r"no tokenizer '14b'; sacreBLEU has none, zh"):
        surface(HYPOTHESES, [REFERENCE], "en", ["bleu"], Settings(tokenizer="14b"))


def test_tokenizer_is_not_downloaded_unasked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("sacrebleu.utils.SACREBLEU_DIR", str(tmp_path))
    with pytest.raises(TqcheckError, match="needs a model that is not here.*--download"):
        surface(HYPOTHESES, [REFERENCE], "en", ["bleu"], Settings(tokenizer="flores200"))


def test_translation_equal_to_its_reference() -> None:
    scores = surface(["The river rose over night."], [["The river rose over night."]], "en", METRICS)
    assert {name: score.value for name, score in scores.items()} == {"bleu": 100, "chrf": 100, "chrf++": 100, "ter": 0}


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="1 hypotheses, 2 references"):
        surface(["a"], [["a", "b"]], "en")


def test_segments_have_scores_of_their_own() -> None:
    perfect, other = segments(["A b c d.", "x"], [["A b c d.", "y z"]], "en", "chrf")
    assert (perfect, other) == (100.0, 0.0)
