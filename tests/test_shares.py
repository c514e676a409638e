"""`tqcheck check --shard`: the reports of shares, joined, are the report of the whole."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from tests.cli.conftest import put, tqcheck
from tests.test_filtering import BAD, GOOD, WORSE
from tqcheck.scoring.estimate import available

QUICK = ("--select", "number,repeated-word,spacing", "--no-config", "--format", "json", "--fail-on", "never")


def records(number: int, docs: bool) -> list[dict[str, str]]:
    """Rows of which many say the same, so that their fingerprints tell them apart by their numbers alone."""
    dice = random.Random(number)
    pairs = [dice.choice([GOOD, BAD, WORSE]) for _ in range(number)]
    return [
        {"src_lang": "pt", "tgt_lang": "en", "doc": f"d{at // 6}" if docs else "", "src": source, "tgt": target}
        for at, (source, target) in enumerate(pairs)
    ]


def bitext(folder: Path, kind: str, rows: list[dict[str, str]]) -> Path:
    path = folder / f"web{kind}"
    if kind == ".parquet":
        pa, parquet = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        parquet.write_table(pa.Table.from_pylist(rows), path, row_group_size=7)
        return path
    lines = [json.dumps(row) for row in rows]
    if kind == ".tsv":
        lines = ["\t".join(rows[0]), *("\t".join(row.values()) for row in rows)]
    blank = [line + "\n" * (at % 7 == 3) for at, line in enumerate(lines)]  # blank lines are no rows
    return put(folder, path.name, "\n".join(blank) + "\n")


def merged(path: Path, of: int, *options: object) -> bytes:
    """What `tqcheck merge` makes of the reports of so many shares, in whatever order they are given."""
    reports = [path.with_name(f"{index}.json") for index in range(1, of + 1)]
    for index, report in enumerate(reports, 1):
        done = tqcheck("check", path, "--shard", f"{index}/{of}", "-o", report, *options)
        assert done.returncode == 0, done.stderr.decode()
    return tqcheck("merge", *reversed(reports)).stdout


@pytest.mark.parametrize("kind", [".tsv", ".jsonl", ".parquet"])
@pytest.mark.parametrize("docs", [False, True])
def test_reports_of_shares_make_that_of_the_whole(tmp_path: Path, kind: str, docs: bool) -> None:
    path = bitext(tmp_path, kind, records(40, docs))
    whole = tqcheck("check", path, *QUICK).stdout
    assert len(json.loads(whole)["documents"][0]["findings"]) > 10
    for of in (2, 7):
        assert merged(path, of, *QUICK) == whole


def test_share_numbers_rows_and_lines_as_the_file_does(tmp_path: Path) -> None:
    path = bitext(tmp_path, ".tsv", records(40, False))
    merged(path, 3, *QUICK)
    share = json.loads((tmp_path / "3.json").read_text())["documents"][0]
    lines = path.read_text().splitlines()
    assert share["findings"]
    for finding in share["findings"]:
        assert finding["target"]["text"] in lines[finding["target"]["line"] - 1].split("\t")[-1]


def test_shares_that_have_no_rows_change_nothing(tmp_path: Path) -> None:
    path = bitext(tmp_path, ".tsv", records(2, False))
    assert merged(path, 9, *QUICK) == tqcheck("check", path, *QUICK).stdout


def test_what_the_settings_hide_is_hidden_in_the_whole(tmp_path: Path) -> None:
    """Findings that are accepted or too unsure are counted in fingerprints all the same."""
    settings = 'least-confidence = 0.9\n[[accept]]\nphrase = "210 metres"\nreason = "so built"\n'
    config = put(tmp_path, "tqcheck.toml", settings)
    path = bitext(tmp_path, ".tsv", records(40, False))
    options = ("--config", config, "--format", "json", "--fail-on", "never", "--select", "number,repeated-word")
    whole = tqcheck("check", path, *options).stdout
    assert json.loads(whole)["documents"][0]["suppressed"]
    assert merged(path, 3, *options) == whole


@pytest.mark.skipif(not available("pt", "en"), reason="no sentence encoder is installed")
def test_estimate_of_the_whole_is_made_of_those_of_the_shares(tmp_path: Path) -> None:
    path = bitext(tmp_path, ".tsv", records(12, False))
    options = (*QUICK, "--metric", "estimate")
    scores = [json.loads(one)["documents"][0]["scores"] for one in (merged(path, 3, *options), whole(path, options))]
    assert scores[0] == scores[1]


def whole(path: Path, options: tuple[str, ...]) -> bytes:
    return tqcheck("check", path, *options).stdout


def test_share_that_is_missing_or_of_other_settings_is_told(tmp_path: Path) -> None:
    path = bitext(tmp_path, ".tsv", records(20, False))
    merged(path, 2, *QUICK)
    other = tmp_path / "other.json"
    tqcheck("check", path, "--shard", "2/2", "-o", other, *QUICK, "--mqm-profile", "google")
    for reports, told in (
        (["1.json"], b"share 2 of 2 is missing; run `tqcheck check --shard 2/2`"),
        (["1.json", "1.json"], b"two of the reports are of this file"),
        (["1.json", "other.json"], b"these shares do not belong together"),
    ):
        done = tqcheck("merge", *(tmp_path / name for name in reports))
        assert (done.returncode, told in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["a.tsv.gz"], b"a compressed file has no shares; decompress it, or split it"),
        (["a.csv"], b"this format has no shares; convert it to TSV, JSON Lines or Parquet"),
        (["a.txt", "b.txt"], b"an article has no shares; leave --shard out"),
    ],
)
def test_what_has_no_shares_is_told(tmp_path: Path, names: list[str], told: bytes) -> None:
    paths = [put(tmp_path, name, "Sim.\n") for name in names]
    done = tqcheck("check", *paths, "--shard", "1/2", "--no-config")
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr


def test_share_is_not_held_against_a_baseline(tmp_path: Path) -> None:
    path = bitext(tmp_path, ".tsv", records(4, False))
    tqcheck("baseline", path, "--no-config", "-o", tmp_path / "base.json")
    done = tqcheck("check", path, "--shard", "1/2", "--no-config", "--baseline", tmp_path / "base.json")
    assert (done.returncode, b"cannot be held against a baseline" in done.stderr) == (2, True), done.stderr
