"""COMET through its real code, on tiny checkpoints; skipped where the extra is not installed."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tqcheck.cli.app import run
from tqcheck.errors import TqcheckError
from tqcheck.scoring.comet import Options, comet
from tqcheck.scoring.comet.prediction import relocated
from tqcheck.scoring.material import Material
from tqcheck.scoring.run import Scored

pytest.importorskip("comet", reason="the extra `comet` is not installed")

SOURCES = ("O rio subiu.", "Ela chegou cedo.")
TARGETS = ("The river rose.", "She came early.")


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    from tests.scoring.tiny_comet import make

    folder = tmp_path_factory.mktemp("comet")
    made = {kind: str(make(kind, folder)) for kind in ("regression", "referenceless", "xcomet")}
    return made | {f"{kind} at random": str(make(kind, folder, random=True)) for kind in (*made, "unified")}


def material(sources: tuple[str, ...], targets: tuple[str, ...], *references: tuple[str, ...], **more: Any) -> Material:
    return Material("a.tsv", "pt", "en", sources, targets, references, **more)


def score(model: str, one: Material, **options: Any) -> Scored:
    return comet([one], model, Options(**options))[0]


def test_translation_like_its_reference_scores_higher(checkpoints: dict[str, str]) -> None:
    found = score(checkpoints["regression"], material(SOURCES, TARGETS, (TARGETS[0], "Nobody knows why.")))
    first, second = found.segments
    assert first == pytest.approx(1.0, abs=1e-3)
    assert second is not None
    assert second < 0.95
    assert found.corpus.value == pytest.approx((first + second) / 2, abs=1e-3)


def test_several_references_are_averaged(checkpoints: dict[str, str]) -> None:
    model, other = checkpoints["regression at random"], ("A flood came.", "She was early.")
    both = score(model, material(SOURCES, TARGETS, TARGETS, other)).corpus.value
    each = [score(model, material(SOURCES, TARGETS, one)).corpus.value for one in (TARGETS, other)]
    assert both == pytest.approx(sum(each) / 2, abs=1e-4)


@pytest.mark.parametrize("kind", ["regression", "referenceless", "unified", "xcomet"])
def test_scores_are_those_of_predict(kind: str, checkpoints: dict[str, str]) -> None:
    from comet import load_from_checkpoint

    words = ["rio", "casa", "sol", "mar", "vento", "noite", "luz"]
    sources = tuple(" ".join(words[: 1 + n % 7]) + "." * (n % 3 + 1) for n in range(40))
    targets = tuple(text[::-1] for text in sources)
    references = tuple(text.upper() for text in sources)
    samples = [{"src": s, "mt": t, "ref": r} for s, t, r in zip(sources, targets, references)]
    model = load_from_checkpoint(checkpoints[f"{kind} at random"], local_files_only=True)
    expected = model.predict(samples, gpus=0, num_workers=0, progress_bar=False).scores
    found = score(checkpoints[f"{kind} at random"], material(sources, targets, references))
    assert found.segments == pytest.approx(expected, abs=1e-4)


def test_several_systems_are_scored_together(checkpoints: dict[str, str]) -> None:
    model = checkpoints["referenceless at random"]
    systems = [material(SOURCES, TARGETS), material(SOURCES, SOURCES)]
    together = comet(systems, model, Options())
    assert [one.segments for one in together] == [score(model, one).segments for one in systems]


def test_error_spans_are_where_the_marks_stand(checkpoints: dict[str, str]) -> None:
    found = score(checkpoints["xcomet"], material(("Um rio subiu.",), ("A ~river @@rose.",)))
    assert [(one.start, one.text, one.severity) for one in found.spans[0]] == [(2, "~", "minor"), (9, "@@", "critical")]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({"start": 3, "end": 9, "text": "river"}, (4, 9)),  # a blank is trimmed
        ({"start": 0, "end": 0, "text": "rose"}, (10, 14)),  # an empty span is found again by its text
        ({"start": 40, "end": 60, "text": "lake"}, None),  # what does not stand there is dropped
        ({"start": 3, "end": 4, "text": ""}, None),  # a blank alone
    ],
)
def test_error_spans_are_not_trusted(raw: dict[str, Any], expected: tuple[int, int] | None) -> None:
    found = relocated([{**raw, "severity": "major", "confidence": 0.5}], "The river rose.")
    assert [(one.start, one.end) for one in found] == ([expected] if expected else [])


def test_signature_names_model_and_versions(checkpoints: dict[str, str]) -> None:
    signature = score(checkpoints["referenceless"], material(SOURCES, SOURCES)).corpus.signature
    assert "model:referenceless" in signature
    assert "unbabel-comet:2" in signature
    assert "refs:0" in signature


def test_model_that_needs_references_says_so(checkpoints: dict[str, str]) -> None:
    with pytest.raises(TqcheckError, match="needs references"):
        score(checkpoints["regression"], material(SOURCES, TARGETS))


def test_long_segment_is_reported_as_cut(checkpoints: dict[str, str]) -> None:
    found = score(checkpoints["referenceless"], material(("a" * 600, "b"), ("a" * 600, "b")))
    assert found.notices == ("1 segments are longer than 510 tokens: COMET scored their beginnings",)


def test_empty_row_is_named(checkpoints: dict[str, str]) -> None:
    with pytest.raises(TqcheckError, match="row 2 has an empty translation"):
        score(checkpoints["referenceless"], material(SOURCES, ("The river rose.", " "), numbered=True))


def test_sentence_without_source_is_left_out_of_an_article(checkpoints: dict[str, str]) -> None:
    found = score(checkpoints["referenceless"], material(("", "Ela chegou cedo."), TARGETS))
    assert found.segments[0] is None
    assert "1 segments without counterpart" in found.notices[0]


def test_folder_of_a_model_is_as_good_as_its_file(checkpoints: dict[str, str]) -> None:
    folder = Path(checkpoints["referenceless"]).parents[1]
    assert score(str(folder), material(SOURCES, SOURCES)).corpus.value == pytest.approx(1.0, abs=1e-3)


def test_finished_segments_survive_an_interruption(
    checkpoints: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tqcheck.scoring.comet import prediction

    model, cache = checkpoints["referenceless at random"], str(tmp_path / "scores.sqlite")
    one = material(tuple("abcdef"), tuple("ghijkl"))
    expected = score(model, one).segments
    honest, calls = prediction.Predictor._chunk, []

    def interrupted(self: Any, samples: Any) -> Any:
        calls.append(len(samples))
        if len(calls) == 3:
            raise KeyboardInterrupt
        return honest(self, samples)

    monkeypatch.setattr(prediction, "_CHUNK", 2)
    monkeypatch.setattr(prediction.Predictor, "_chunk", interrupted)
    with pytest.raises(TqcheckError, match="interrupted after 4 of 6 segments; run it again"):
        score(model, one, cache=cache)
    calls.clear()
    assert score(model, one, cache=cache).segments == expected
    assert calls == [2]


def test_running_out_of_memory_is_told(checkpoints: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    from tqcheck.scoring.comet import prediction

    def fail(*_: object) -> None:
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes")

    monkeypatch.setattr(prediction.Predictor, "_chunk", fail)
    with pytest.raises(TqcheckError, match="out of memory after 0 of 2"):
        score(checkpoints["referenceless"], material(SOURCES, TARGETS))


def test_file_that_is_no_cache_is_told(checkpoints: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be taken for one " * 9)
    with pytest.raises(TqcheckError, match="cannot be used as a cache"):
        score(checkpoints["referenceless"], material(SOURCES, TARGETS), cache=str(path))


def test_file_that_is_no_checkpoint_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "model.ckpt"
    path.write_text("no checkpoint")
    with pytest.raises(TqcheckError, match="cannot be loaded"):
        score(str(path), material(SOURCES, TARGETS))


class _Evil:
    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, (self.path,)


def test_checkpoint_that_would_run_code_is_not_loaded(checkpoints: dict[str, str], tmp_path: Path) -> None:
    import torch

    trace, path = tmp_path / "trace", tmp_path / "m" / "checkpoints" / "model.ckpt"
    path.parent.mkdir(parents=True)
    (tmp_path / "m" / "hparams.yaml").write_text("class_identifier: referenceless_regression_metric\n")
    torch.save({"state_dict": {}, "callbacks": _Evil(str(trace))}, path)
    with pytest.raises(TqcheckError, match="--trust-checkpoint"):
        score(str(path), material(SOURCES, TARGETS))
    assert not trace.exists()


def test_model_that_is_not_here_is_described(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("huggingface_hub.try_to_load_from_cache", lambda *_, **__: None)
    with pytest.raises(TqcheckError, match=r"about 2.3 GB, licence CC-BY-NC-SA-4.0, not for commercial use, gated"):
        score("Unbabel/wmt22-cometkiwi-da", material(SOURCES, TARGETS))


def test_score_command_writes_a_score_for_each_row(
    checkpoints: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    bitext = tmp_path / "a.jsonl"
    rows = [{"src_lang": "pt", "tgt_lang": "en", "src": one, "tgt": one} for one in SOURCES]
    bitext.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    metric = f"comet:{checkpoints['referenceless']}"
    assert run(["score", str(bitext), "--metric", metric, "--format", "json"]) == 0
    document = json.loads(capfd.readouterr().out)["documents"][0]  # and nothing else is on standard output
    assert [row["row"] for row in document["segments"]] == [1, 2]
    assert document["scores"][metric]["value"] == pytest.approx(1.0, abs=1e-3)
