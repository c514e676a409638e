"""`tqcheck compare`: systems side by side."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tqcheck.cli.app import run

SOURCE = "A ONU enviou 12 navios a Lisboa em maio. O prefeito agradeceu. A cidade tem 3 portos."
GOOD = "The UN sent 12 ships to Lisbon in May. The mayor gave thanks. The city has 3 ports."
POOR = "The ONU sent 21 ships to Lisbon in May. The mayor thanked. The city has 3 ports."


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    texts = {"source": SOURCE, "poor": POOR, "good": GOOD, "reference": GOOD}
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return {name: str(tmp_path / f"{name}.txt") for name in texts}


def compared(files: dict[str, str], *more: str) -> list[str]:
    languages = ["--source-lang", "pt", "--target-lang", "en", "--no-config"]
    return ["compare", files["source"], files["poor"], files["good"], *languages, *more]


def as_json(files: dict[str, str], output: Path, *more: str) -> dict[str, Any]:
    assert run(compared(files, "--format", "json", "-o", str(output), *more)) == 0
    found: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
    return found


def test_better_translation_fixes_findings(files: dict[str, str], tmp_path: Path) -> None:
    (change,) = as_json(files, tmp_path / "c.json", "--metric", "chrf", "--reference", files["reference"])["changes"]
    assert {finding["rule"] for finding in change["fixed"]} == {"acronym", "number"}
    assert change["introduced"] == []


def test_scores_stand_beside_their_probability(files: dict[str, str], tmp_path: Path) -> None:
    found = as_json(files, tmp_path / "c.json", "--metric", "chrf", "--reference", files["reference"])
    chrf = next(one for one in found["metrics"] if one["metric"] == "chrf")
    poor, good = (score["value"] for score in chrf["scores"])
    assert poor < good == 100.0
    assert chrf["p_values"][0] is None
    assert 0 < chrf["p_values"][1] <= 1
    assert chrf["test"].startswith("paired bootstrap, 1000 samples")


def test_randomisation_is_another_test(files: dict[str, str], tmp_path: Path) -> None:
    found = as_json(files, tmp_path / "c.json", "--metric", "bleu", "--reference", files["reference"], "--test", "ar")
    assert found["metrics"][-1]["test"].startswith("paired approximate randomisation, 10000 samples")


def test_table_ends_with_signatures(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(compared(files, "--metric", "ter", "--reference", files["reference"])) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith("MQM") for line in lines)
    assert any(line.startswith("fixed in ") and "[acronym]" in line for line in lines)
    assert any(line.startswith("ter: ter|nrefs:1") for line in lines)


def test_page_escapes_what_users_write(files: dict[str, str], tmp_path: Path) -> None:
    Path(files["poor"]).write_text(POOR.replace("ONU", "ONU <script>"), encoding="utf-8")
    output = tmp_path / "c.html"
    assert (
        run(
            compared(files, "--metric", "ter", "--reference", files["reference"], "--format", "html", "-o", str(output))
        )
        == 0
    )
    page = output.read_text(encoding="utf-8")
    assert "Translations compared" in page
    assert "<script" not in page


def test_bitexts_with_other_sources_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, source in {"a": "Sim.", "b": "Talvez."}.items():
        row = f"src_lang\ttgt_lang\tsrc\ttgt\tref\npt\ten\t{source}\tYes.\tYes.\n"
        (tmp_path / f"{name}.tsv").write_text(row, encoding="utf-8")
    assert run(["compare", str(tmp_path / "a.tsv"), str(tmp_path / "b.tsv"), "--no-config"]) == 2
    assert "the source of row 1 is not that of" in capsys.readouterr().err
