"""`tqcheck filter`: what is kept and dropped, and that a run which is killed loses and doubles nothing."""

from __future__ import annotations

import gzip
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import put, tqcheck

GOOD = ("A ponte nova é longa.", "The new bridge is long.")
BAD = ("O ministro falou.", "The the minister spoke.")
WORSE = ("A ponte tem 120 metros.", "The bridge is 210 metres long.")
HEADER = "src_lang\ttgt_lang\tsrc\ttgt\tscore"


def tsv(folder: Path, rows: list[tuple[str, str]], name: str = "web.tsv") -> Path:
    lines = [HEADER, *(f"pt\ten\t{source}\t{target}\t{at / 10}" for at, (source, target) in enumerate(rows))]
    return put(folder, name, "\n".join(lines) + "\n")


def run(path: Path, *options: object) -> Path:
    folder = path.parent / "out"
    done = tqcheck("filter", path, "-o", folder, "--no-config", *options)
    assert done.returncode == 0, done.stderr.decode()
    return folder


def lines(path: Path) -> list[str]:
    data = path.read_bytes()
    return (gzip.decompress(data) if path.suffix == ".gz" else data).decode().splitlines()


def test_lines_are_kept_as_they_are_and_dropped_with_reasons(tmp_path: Path) -> None:
    path = tsv(tmp_path, [GOOD, BAD, GOOD])
    folder = run(path)
    before = lines(path)
    assert lines(folder / "web.kept.tsv") == [before[0], before[1], before[3]]
    head, dropped = lines(folder / "web.dropped.tsv")
    assert head == HEADER + "\treasons"
    assert dropped.startswith(before[2] + "\trepeated-word: ")


def test_summary_counts_pairs_and_rules(tmp_path: Path) -> None:
    folder = run(tsv(tmp_path, [GOOD, BAD, WORSE]))
    summary = json.loads((folder / "summary.json").read_text())
    assert (summary["pairs"], summary["kept"], summary["dropped"]) == (3, 1, 2)
    assert summary["reasons"] == {"number": 1, "repeated-word": 1}


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (["--drop", "number"], 2),
        (["--keep", "repeated-word"], 2),
        (["--keep", "repeated-word,number"], 3),
        (["--min-score", "0"], 3),
        (["--min-score", "100"], 1),
        (["--min-score", "0", "--drop", "number"], 2),
        (["--min-score", "100", "--keep", "repeated-word"], 2),
    ],
)
def test_what_drops_a_pair_is_chosen(tmp_path: Path, options: list[str], kept: int) -> None:
    folder = run(tsv(tmp_path, [GOOD, BAD, WORSE]), *options)
    assert len(lines(folder / "web.kept.tsv")) == kept + 1


def test_json_lines_keep_their_keys(tmp_path: Path) -> None:
    rows = [{"src_lang": "pt", "tgt_lang": "en", "src": s, "tgt": t, "site": "x"} for s, t in (GOOD, BAD)]
    path = tmp_path / "web.jsonl.gz"
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    folder = run(path)
    assert [json.loads(line) for line in lines(folder / "web.kept.jsonl.gz")] == rows[:1]
    (dropped,) = map(json.loads, lines(folder / "web.dropped.jsonl.gz"))
    assert dropped.pop("reasons")[0]["rule"] == "repeated-word"
    assert dropped == rows[1]


def test_parquet_keeps_its_columns(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    table = pa.table({"src": [GOOD[0], BAD[0], GOOD[0]], "tgt": [GOOD[1], BAD[1], GOOD[1]], "n": [1, 2, 3]})
    parquet.write_table(table, tmp_path / "web.parquet", row_group_size=2)
    folder = run(tmp_path / "web.parquet", "--source-lang", "pt", "--target-lang", "en")
    assert parquet.read_table(folder / "web.kept.parquet").to_pydict()["n"] == [1, 3]
    assert parquet.read_table(folder / "web.dropped.parquet")["reasons"][0][0]["rule"].as_py() == "repeated-word"


def test_finished_run_is_not_done_again_but_anew_when_asked(tmp_path: Path) -> None:
    folder = run(tsv(tmp_path, [GOOD, BAD]))
    (folder / "web.kept.tsv").write_text("touched")
    run(tmp_path / "web.tsv")
    assert (folder / "web.kept.tsv").read_text() == "touched"
    run(tmp_path / "web.tsv", "--restart")
    assert len(lines(folder / "web.kept.tsv")) == 2


@pytest.mark.parametrize("options", [["--drop", "number"], ["--ignore", "number"]])
def test_run_with_other_settings_is_refused(tmp_path: Path, options: list[str]) -> None:
    run(tsv(tmp_path, [GOOD, BAD]))
    done = tqcheck("filter", tmp_path / "web.tsv", "-o", tmp_path / "out", "--no-config", *options)
    assert done.returncode == 2
    assert b"other settings" in done.stderr


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.csv", "src,tgt\n", b"cannot be filtered"),
        ("a.tsv", HEADER + "\npt\ten\tx\n", b"3 columns where the first line has 5, at byte"),
        ("a.jsonl", "{\n", b"not JSON"),
        ("a.tsv.gz", "no gzip", b"not a whole gzip file"),
        ("a.parquet", "PAR1", b"no Parquet file"),
    ],
)
def test_bad_input_is_told(tmp_path: Path, name: str, text: str, told: bytes) -> None:
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    done = tqcheck("filter", put(tmp_path, name, text), "-o", tmp_path / "out", "--no-config")
    assert done.returncode == 2
    assert told in done.stderr


@pytest.mark.parametrize("of", [2, 5])
@pytest.mark.parametrize("docs", [False, True])
def test_shares_make_the_whole(tmp_path: Path, of: int, docs: bool) -> None:
    dice = random.Random(of)
    rows = [dice.choice([GOOD, BAD, WORSE]) for _ in range(40)]
    column = [f"d{at // 6}" if docs else "" for at in range(40)]
    body = [f"pt\ten\t{doc}\t{s}\t{t}" for doc, (s, t) in zip(column, rows)]
    path = put(tmp_path, "web.tsv", "\n".join(["src_lang\ttgt_lang\tdoc\tsrc\ttgt", *body]) + "\n")
    folder = run(path)
    for index in range(1, of + 1):
        run(path, "--shard", f"{index}/{of}")
    whole_summary = json.loads((folder / "summary.json").read_text())
    for kind in ("kept", "dropped"):
        shares = [lines(folder / f"web.{index}-of-{of}.{kind}.tsv") for index in range(1, of + 1)]
        head, *whole = lines(folder / f"web.{kind}.tsv")
        assert [line for share in shares for line in share[1:]] == whole
        assert {share[0] for share in shares} == {head}
    before = {kind: lines(folder / f"web.{kind}.tsv") for kind in ("kept", "dropped")}
    for kind in before:
        (folder / f"web.{kind}.tsv").unlink()
    assert tqcheck("merge", folder).returncode == 0
    assert {kind: lines(folder / f"web.{kind}.tsv") for kind in before} == before
    merged = json.loads((folder / "summary.json").read_text())
    assert [merged[key] for key in ("pairs", "reasons")] == [whole_summary[key] for key in ("pairs", "reasons")]


def test_share_that_is_missing_is_told(tmp_path: Path) -> None:
    folder = run(tsv(tmp_path, [GOOD, BAD]), "--shard", "1/2")
    done = tqcheck("merge", folder)
    assert done.returncode == 2
    assert b"share 2 of 2 is missing" in done.stderr


@pytest.mark.parametrize("text", ["0/2", "3/2", "a", "1/0"])
def test_what_is_no_shard_is_told(tmp_path: Path, text: str) -> None:
    done = tqcheck("filter", tsv(tmp_path, [GOOD]), "-o", tmp_path / "out", "--no-config", "--shard", text)
    assert done.returncode == 2
    assert b"write 3/8" in done.stderr


def test_reports_of_checks_are_joined(tmp_path: Path) -> None:
    paths = [tsv(tmp_path, [row], name) for row, name in ((BAD, "a.tsv"), (WORSE, "b.tsv"))]
    for path in paths:
        tqcheck("check", path, "--format", "json", "-o", f"{path}.json", "--no-config")
    tqcheck("check", *paths, "--format", "json", "-o", tmp_path / "both.json", "--no-config")
    reports = [f"{path}.json" for path in paths]
    assert json.loads(tqcheck("merge", *reports).stdout) == json.loads((tmp_path / "both.json").read_text())
    assert b"of this file" in tqcheck("merge", reports[0], reports[0]).stderr


KILLED = """
import sys
from tqcheck import bitexts
from tqcheck.filtering import run
bitexts._ROWS = 5
run._EVERY = 0
from tqcheck.cli.app import run as cli
sys.exit(cli(["filter", *sys.argv[1:], "--no-config"]))
"""


@pytest.mark.parametrize("suffix", [".tsv", ".tsv.gz"])
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_killed_run_goes_on_as_if_nothing_had_been(tmp_path: Path, suffix: str) -> None:
    dice = random.Random(7)
    path = tsv(tmp_path, [dice.choice([GOOD, BAD, WORSE]) for _ in range(300)])
    undisturbed = run(path)
    if suffix == ".tsv.gz":
        path = tmp_path / "web.tsv.gz"
        path.write_bytes(gzip.compress((tmp_path / "web.tsv").read_bytes()))
    folder = tmp_path / "killed"
    kills = 0
    while True:
        process = subprocess.Popen([sys.executable, "-c", KILLED, str(path), "-o", str(folder)], stderr=subprocess.PIPE)
        progress = folder / f"web{suffix}.progress.json"
        before = progress.read_bytes() if progress.exists() else b""
        while process.poll() is None and (not progress.exists() or progress.read_bytes() == before):
            time.sleep(0.005)
        time.sleep(dice.random() * 0.3)
        if kills < 2 and process.poll() is None:
            process.send_signal(signal.SIGKILL)
            kills += 1
        _, told = process.communicate()
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL, told.decode()
    assert kills
    for kind in ("kept", "dropped"):
        assert lines(folder / f"web.{kind}{suffix}") == lines(undisturbed / f"web.{kind}.tsv")
    assert b"300 pairs" in told
