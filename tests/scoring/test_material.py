"""What is scored beside what: sentences of articles, rows, lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tqcheck.errors import TqcheckError
from tqcheck.scoring.material import Material, read_article, read_bitext, read_lines


def article(folder: Path, source: str, target: str, *references: str) -> Material:
    paths = []
    for number, text in enumerate((source, target, *references)):
        paths.append(str(folder / f"{number}.txt"))
        Path(paths[-1]).write_text(text, encoding="utf-8")
    return read_article(paths[0], paths[1], paths[2:], source_lang="pt", target_lang="en")


def test_page_leftovers_are_not_scored(tmp_path: Path) -> None:
    found = article(
        tmp_path,
        "O rio Tejo subiu 3 metros em Lisboa.\n\nCompartilhe:\n\nO prefeito Costa fechou 12 ruas.",
        "The river Tagus rose 3 metres in Lisbon.\n\nShare this:\n\nMayor Costa closed 12 streets.",
        "The Tagus rose by 3 metres in Lisbon.\n\nMayor Costa closed 12 streets.",
    )
    assert found.targets == ("The river Tagus rose 3 metres in Lisbon.", "Mayor Costa closed 12 streets.")
    assert found.references == (("The Tagus rose by 3 metres in Lisbon.", "Mayor Costa closed 12 streets."),)


def test_sentences_that_a_reference_joins_are_scored_together(tmp_path: Path) -> None:
    found = article(
        tmp_path,
        "O rio Tejo subiu 3 metros em Lisboa. O prefeito Costa fechou 12 ruas do centro.",
        "The river Tagus rose 3 metres in Lisbon. Mayor Costa closed 12 streets of the centre.",
        "The river Tagus rose 3 metres in Lisbon, and Mayor Costa closed 12 streets of the centre.",
    )
    assert len(found.targets) == 1
    assert found.references[0][0].startswith("The river Tagus rose 3 metres in Lisbon, and")


def test_sentence_that_only_the_reference_has_costs(tmp_path: Path) -> None:
    found = article(
        tmp_path,
        "O rio Tejo subiu 3 metros em Lisboa. A ponte 25 de Abril resistiu. O prefeito Costa fechou 12 ruas.",
        "The river Tagus rose 3 metres in Lisbon. Mayor Costa closed 12 streets.",
        "The river Tagus rose 3 metres in Lisbon. The 25 April bridge held out. Mayor Costa closed 12 streets.",
    )
    assert "bridge" in " ".join(found.references[0])
    assert len(found.targets) == len(found.references[0]) == 2


def test_further_references_of_a_bitext_are_files_of_lines(tmp_path: Path) -> None:
    bitext, more = tmp_path / "a.tsv", tmp_path / "more.txt"
    bitext.write_text("src_lang\ttgt_lang\tsrc\ttgt\tref\npt\ten\tSim.\tYes.\tYes!\n", encoding="utf-8")
    more.write_text("Indeed.\n", encoding="utf-8")
    assert read_bitext(str(bitext), [str(more)]).references == (("Yes!",), ("Indeed.",))


def test_lines_that_do_not_correspond(tmp_path: Path) -> None:
    for name, text in {"s": "a\nb\n", "t": "a\nb\n", "r": "a\n"}.items():
        (tmp_path / name).write_text(text)
    with pytest.raises(TqcheckError, match="1 lines, but 2 segments in .*t; line n must belong to segment n"):
        read_lines(str(tmp_path / "s"), str(tmp_path / "t"), [str(tmp_path / "r")], "pt", "en")
