"""The JSON Schema says what the loader does, and `tqcheck config` prints what the loader reads."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

import tqcheck
from tests.project.test_configuration import FULL
from tqcheck.config import Accepted, Config, Override, Pairing, Profile
from tqcheck.project.configuration import load
from tqcheck.project.listing import listing
from tqcheck.project.schema import schema

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def test_shipped_schema_is_the_one_that_the_settings_make() -> None:
    """Write it anew with `tqcheck config --schema > tqcheck/tqcheck.schema.json`."""
    shipped = Path(str(tqcheck.__file__)).with_name("tqcheck.schema.json")
    assert json.loads(shipped.read_text(encoding="utf-8")) == schema()


def valid(text: str) -> bool:
    plain = json.loads(json.dumps(tomllib.loads(text), default=str))
    return bool(jsonschema.Draft7Validator(schema(), format_checker=jsonschema.FormatChecker()).is_valid(plain))


def test_schema_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(schema())


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (FULL, True),
        ("strict = 1", False),
        ("sorce-lang = 'pt'", False),
        ("[[accept]]\nphrase = 'a'", False),
        ("[weights]\nhuge = 1", False),
        ("least-confidence = 90", False),
        ("[severity]\nnumber = 'minor'", True),
        ("[severity]\nnumber = 'huge'", False),
        ("[glossary]\nfile = []", False),
    ],
)
def test_schema_accepts_what_the_loader_accepts(text: str, right: bool) -> None:
    assert valid(text) is right


def test_listing_is_read_back_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    config = replace(
        Config(),
        source_lang="pt",
        fail_under=70.5,
        mqm_profiles={"house": Profile(per=1000.0, categories={"style/register": 0.5})},
        glossaries=("a.tsv",),
        severity={"number": "minor"},
        pairs=(Pairing(source="a/*.md", target="b/*.md", target_langs=("en",)),),
        overrides=(Override(paths=("b/",), ignore=("casing",)),),
        accept=(Accepted('a "phrase"', "it is right"),),
    )
    path = tmp_path / "tqcheck.toml"
    path.write_text(listing(config), encoding="utf-8")
    assert load(path).config == config
    path.write_text(listing(Config()), encoding="utf-8")
    assert load(path).config == Config()
