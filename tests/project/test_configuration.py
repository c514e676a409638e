"""The configuration file: what it may say, and how a mistake in it is told."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest

from tqcheck.config import Config
from tqcheck.errors import TqcheckError
from tqcheck.project.configuration import find, load


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


FULL = """\
source-lang = "pt"
ignore = ["casing"]
fail-under = 70
severity = {number = "minor"}

[glossary]
files = ["terms.tsv"]

[[pairs]]
source = "content/{source}/**/*.md"
target = "content/{target}/**/*.md"
target-langs = ["en", "es"]

[[overrides]]
paths = ["content/en/old/"]
ignore = ["number"]

[[accept]]
phrase = "Moscou Flats"
reason = "a name"
expires = 2030-01-31
"""


def test_every_kind_of_setting_is_read(tmp_path: Path) -> None:
    project = load(put(tmp_path / "tqcheck.toml", FULL))
    config = project.config
    assert project.root == tmp_path
    assert (config.source_lang, config.ignore, config.fail_under) == ("pt", ("casing",), 70)
    assert config.severity == {"number": "minor"}
    assert [Path(one).resolve() for one in config.glossaries] == [tmp_path / "terms.tsv"]
    assert config.pairs[0].target_langs == ("en", "es")
    assert config.accept[0].expires == date(2030, 1, 31)


def test_settings_for_some_files_add_to_the_general_ones(tmp_path: Path) -> None:
    config = load(put(tmp_path / "tqcheck.toml", FULL)).config
    assert config.of("content/en/old/a.md").ignore == ("casing", "number")
    assert config.of("content/en/new/a.md").ignore == ("casing",)


def test_nearest_file_upwards_is_found_and_a_pyproject_without_settings_is_not(tmp_path: Path) -> None:
    outer = put(tmp_path / "pyproject.toml", "[tool.tqcheck]\nstrict = true\n")
    put(tmp_path / "a" / "pyproject.toml", "[project]\nname = 'a'\n")
    (tmp_path / "a" / "b").mkdir()
    assert find(tmp_path / "a" / "b") == outer
    assert load(outer).config.strict
    inner = put(tmp_path / "a" / "tqcheck.toml", "")
    assert find(tmp_path / "a" / "b") == inner


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("\nsource-lng = 'pt'", "tqcheck.toml:2: there is no setting 'source-lng'; did you mean 'source-lang'?"),
        ("strict = 1", "tqcheck.toml:1: strict must be true or false"),
        ("select = 'number'", "tqcheck.toml:1: select must be a list"),
        (
            "select = [\n  'number',\n  'numbr',\n]",
            "tqcheck.toml:3: there is no rule or category 'numbr'; did you mean",
        ),
        ("[severity]\nnumber = 'huge'", "tqcheck.toml:2: number cannot be 'huge'; write 'minor', 'major', 'critical'"),
        ("[severity]\nnumbr = 'minor'", "tqcheck.toml:2: there is no rule or category 'numbr'"),
        ("[weights]\nhuge = 3", "tqcheck.toml:2: there is no 'huge' here; write minor, major, critical"),
        ("[[pairs]]\n[[pairs]]\nsorce = 'a'", "tqcheck.toml:3: there is no setting 'sorce'; did you mean 'source'?"),
        ("[[accept]]\nphrase = 'a'", "tqcheck.toml:1: 'reason' is missing"),
        ("[[accept]]\nphrase = 'a'\nreason = 'b'\nexpires = 'soon'", "tqcheck.toml:4: expires must be a date"),
        ("[glossary]\nfile = []", "tqcheck.toml:2: there is no setting 'file'; did you mean 'files'?"),
        ("source-lang = 'english!'", "tqcheck.toml:1: 'english!' is not a language tag"),
        ("least-confidence = 90", "tqcheck.toml:1: least-confidence lies between 0 and 1"),
        ("pairs = 3\n", "tqcheck.toml:1: pairs must be a list"),
        ("strict = ]\n", "this is not TOML: Invalid value (at line 1"),
    ],
)
def test_mistakes_are_told_with_file_line_and_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TqcheckError) as caught:
        load(put(tmp_path / "tqcheck.toml", text))
    assert told in str(caught.value)
    assert "; " in str(caught.value)


def test_every_setting_is_documented() -> None:
    assert [one.name for one in fields(Config) if not one.metadata.get("doc")] == []
