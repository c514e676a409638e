"""COMET through its real code, on tiny checkpoints; skipped where the extra is not installed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tqcheck.cli.app import run
from tqcheck.errors import TqcheckError
from tqcheck.scoring.comet import comet

pytest.importorskip("comet", reason="the extra `comet` is not installed")

SOURCES = ["O rio subiu.", "Ela chegou cedo."]
TARGETS = ["The river rose.", "She came early."]


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    from tests.scoring.tiny_comet import make

    folder = tmp_path_factory.mktemp("comet")
    return {kind: str(make(kind, folder)) for kind in ("regression", "referenceless")}


def test_translation_like_its_reference_scores_higher(checkpoints: dict[str, str]) -> None:
    found = comet(SOURCES, TARGETS, [TARGETS[0], "Nobody knows why."], checkpoints["regression"])
    assert found.segments[0] == pytest.approx(1.0, abs=1e-3)
    assert found.segments[1] < 0.95
    assert found.corpus.value == pytest.approx(sum(found.segments) / 2, abs=1e-3)


def test_signature_names_model_and_versions(checkpoints: dict[str, str]) -> None:
    signature = comet(SOURCES, SOURCES, None, checkpoints["referenceless"]).corpus.signature
    assert "model:referenceless" in signature
    assert "unbabel-comet:2" in signature
    assert "refs:0" in signature


def test_model_that_needs_references_says_so(checkpoints: dict[str, str]) -> None:
    with pytest.raises(TqcheckError, match="needs references"):
        comet(SOURCES, TARGETS, None, checkpoints["regression"])


def test_long_segment_is_reported_as_cut(checkpoints: dict[str, str]) -> None:
    found = comet(["a" * 600], ["a" * 600], None, checkpoints["referenceless"])
    assert "510 tokens" in found.notices[0]


def test_file_that_is_no_checkpoint_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "model.ckpt"
    path.write_text("no checkpoint")
    with pytest.raises(TqcheckError, match="cannot be loaded"):
        comet(SOURCES, TARGETS, None, str(path))


def test_score_command_writes_a_score_for_each_row(checkpoints: dict[str, str], tmp_path: Path) -> None:
    bitext, output = tmp_path / "a.jsonl", tmp_path / "scores.json"
    rows = [{"src_lang": "pt", "tgt_lang": "en", "src": one, "tgt": one} for one in SOURCES]
    bitext.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    model = checkpoints["referenceless"]
    arguments = ["score", str(bitext), "--metric", "comet", "--model", model, "--format", "json", "-o", str(output)]
    assert run(arguments) == 0
    document = json.loads(output.read_text(encoding="utf-8"))["documents"][0]
    assert [row["row"] for row in document["segments"]] == [1, 2]
    assert document["scores"]["comet"]["value"] == pytest.approx(1.0, abs=1e-3)
