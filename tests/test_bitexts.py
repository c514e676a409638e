"""Bitexts in several processes: the same report, whatever their number; Ctrl-C keeps what is done."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest

from tqcheck import bitexts
from tqcheck.annotate import Article
from tqcheck.bitexts import Interrupted, examine_bitext, parts
from tqcheck.config import Config
from tqcheck.engines import Workers
from tqcheck.engines.local import ordered
from tqcheck.errors import TqcheckError
from tqcheck.readers.bitext import Row

PAIRS = [
    ("A ponte tem 120 metros.", "The bridge is 210 metres long."),
    ("Choveu muito ontem em Lisboa.", "It rained a lot yesterday in Lisbon."),
    ("O ministro falou.", "The the minister spoke."),
    ("Veja a página do jornal.", "See the newspaper 's page ."),
]


def rows(number: int, doc: str | None = None) -> Iterator[Row]:
    for at in range(number):
        source, target = PAIRS[at % len(PAIRS)]
        yield Row(at + 1, "pt", "en", source, target, doc=doc and f"{doc}{at // 3}", src_line=at + 2, tgt_line=at + 2)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bitexts, "_ROWS", 8)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("doc", [None, "a"])
def test_report_does_not_depend_on_the_number_of_processes(doc: str | None) -> None:
    alone, several = (examine_bitext(rows(50, doc), "a.tsv", Config(), workers=Workers(jobs)) for jobs in (1, 3))
    assert alone.findings
    assert alone == several


@pytest.mark.usefixtures("small_parts")
def test_article_is_never_cut() -> None:
    cut = list(parts(rows(50, "a")))
    assert len(cut) > 3
    assert [len(article) for part in cut for article in part] == [3] * 16 + [2]


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("metrics", [(), ("estimate",)])
def test_rows_that_are_done_are_forgotten(metrics: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tqcheck.scoring.measuring._scored", lambda *_: None)
    alive = []

    def watched() -> Iterator[Row]:
        for row in rows(400):
            if row.row in (100, 400):
                gc.collect()
                alive.append(sum(isinstance(one, (Row, Article)) for one in gc.get_objects()))
            yield row

    examine_bitext(watched(), "a.tsv", Config(select=("spacing",), metrics=metrics))
    assert alive[1] < alive[0] + 50


def test_rows_are_read_as_there_is_room_for_them() -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for item in range(100):
            read.append(item)
            yield item

    results = ordered(abs, items(), 2)
    assert next(results) == (0, 0)
    assert len(read) < 10
    results.close()  # type: ignore[attr-defined]


def test_garbage_is_collected_as_before() -> None:
    def state() -> tuple[bool, int]:
        return gc.isenabled(), sum(isinstance(one, Article) for one in gc.get_objects())

    gc.collect()
    before = state()
    examine_bitext(rows(3), "a.tsv", Config(fast=True))
    assert state() == before


def test_error_of_a_process_is_raised_when_its_turn_comes() -> None:
    results = ordered(_odd, [1, 3, 4, 5], 2)
    assert [next(results), next(results)] == [(1, 1), (3, 3)]
    with pytest.raises(TqcheckError, match="4 is even"):
        next(results)


def _odd(number: int) -> int:
    if number % 2 == 0:
        raise TqcheckError(f"{number} is even")
    return number


def test_process_that_dies_is_told() -> None:
    with pytest.raises(TqcheckError, match="died"):
        list(ordered(_die, [1, 2], 2))


def _die(number: int) -> int:
    os._exit(1)


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("jobs", [1, 2])
def test_interrupt_keeps_what_is_done(jobs: int) -> None:
    def interrupted() -> Iterator[Row]:
        yield from rows(80)
        raise KeyboardInterrupt

    with pytest.raises(Interrupted) as caught:
        examine_bitext(interrupted(), "a.tsv", Config(), workers=Workers(jobs))
    done = caught.value.done
    assert 0 < done.segments <= 80
    whole = examine_bitext(rows(done.segments), "a.tsv", Config())
    assert done.findings == whole.findings
