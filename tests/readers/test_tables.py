"""String tables, JSON and YAML: texts by their keys, with true offsets; paired by key and not by order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

import tqcheck
from tqcheck.errors import TqcheckError
from tqcheck.model import NOTHING, Document
from tqcheck.readers import json_table, parse, yaml_table
from tqcheck.readers.decode import Decoded
from tqcheck.readers.keys import counterpart, language_of_path

RAILS = """\
pt-BR:
  greeting: "Olá,\\n %{name}! \\u00e9"
  about: >
    Somos uma equipe
    de padeiros.
  quoted: 'É d''água'
  number: 5
  plain: Pão com
    manteiga
  list: [Um, "Dois"]
  again: &a Sim
  alias: *a
"""
CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp", "Co", "Cn"], exclude_characters=NOTHING)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=30)
TABLES = st.recursive(
    TEXTS | st.integers() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


def shown(document: Document) -> dict[str | None, str]:
    assert len(document.masked) == len(document.text)
    return {block.key: document.masked[block.start : block.end].replace(NOTHING, "") for block in document.blocks}


def values(data: object) -> list[str]:
    if isinstance(data, dict):
        return [text for value in data.values() for text in values(value)]
    if isinstance(data, list):
        return [text for value in data for text in values(value)]
    return [data] if isinstance(data, str) and data.strip() else []


def test_json_texts_have_the_keys_that_lead_to_them() -> None:
    text = '{"menu": {"open": "Open \\"it\\"\\u2026", "n": 5}, "list": ["One", "", ["Two"]], "x": "\\ud83d\\ude00"}'
    document = json_table.read(Decoded(text, "utf-8"), None)
    assert shown(document) == {"menu.open": 'Open "it"…', "list.0": "One", "list.2.0": "Two", "x": "😀"}
    assert [text[block.start : block.end] for block in document.blocks][:2] == ['Open \\"it\\"\\u2026', "One"]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(TEXTS.filter(lambda key: not key.startswith("@")), TABLES, max_size=4), st.booleans())
def test_json_of_any_shape_gives_its_texts_at_their_places(data: dict[str, object], ascii_only: bool) -> None:
    if any("@" in key for key in json.dumps(data)):  # ARB's descriptions are left out
        return
    text = json.dumps(data, ensure_ascii=ascii_only, indent=1)
    document = json_table.read(Decoded(text, "utf-8"), None)
    assert list(shown_all(document)) == values(data)
    for block in document.blocks:
        assert text[block.start - 1] == text[block.end] == '"'


def shown_all(document: Document) -> list[str]:
    return [document.masked[block.start : block.end].replace(NOTHING, "") for block in document.blocks]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(TEXTS, st.lists(TEXTS, max_size=3), max_size=4), st.sampled_from([None, "'", '"', "|"]))
def test_yaml_of_any_style_gives_its_texts_at_their_places(data: dict[str, list[str]], style: str | None) -> None:
    text = yaml.safe_dump(data, default_style=style, allow_unicode=True, width=10_000, sort_keys=False)
    document = yaml_table.read(Decoded(text, "utf-8"), None)
    found = [" ".join(one.split()) for one in shown_all(document)]
    assert found == [" ".join(one.split()) for one in values(data)]


def test_arb_and_chrome_descriptions_are_no_texts() -> None:
    arb = '{"@@locale": "pt", "title": "Olá", "@title": {"description": "A greeting"}}'
    assert shown(json_table.read(Decoded(arb, "utf-8"), None)) == {"title": "Olá"}
    chrome = '{"title": {"message": "Olá", "description": "A greeting"}}'
    assert shown(json_table.read(Decoded(chrome, "utf-8"), None)) == {"title.message": "Olá"}


def test_yaml_of_rails_has_its_language_at_the_root() -> None:
    document = yaml_table.read(Decoded(RAILS, "utf-8"), "config/x.yml")
    assert document.declared == "pt-BR"
    assert shown(document) == {
        "greeting": "Olá,\n %{name}! é",
        "about": "Somos uma equipe\nde padeiros.",
        "quoted": "É d'água",
        "plain": "Pão com\nmanteiga",
        "list.0": "Um",
        "list.1": "Dois",
        "again": "Sim",
    }


@pytest.mark.parametrize(
    ("key", "keys", "expected"),
    [
        ("a.b", {"a.b", "a"}, "a.b"),
        ("n_few", {"n_one", "n_other"}, "n_other"),
        ("n.many", {"n.one", "n.other"}, "n.other"),
        ("n_other", {"n", "n_plural"}, "n_plural"),
        ("n", {"n_one", "n_other"}, "n_other"),
        ("x", {"y"}, None),
    ],
)
def test_plural_form_is_paired_with_the_plural(key: str, keys: set[str], expected: str | None) -> None:
    assert counterpart(key, keys) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("locales/pt/common.json", "pt"),
        ("i18n/pt-BR.json", "pt-BR"),
        ("config/locales/devise.pt_BR.yml", "pt-BR"),
        ("lib/l10n/app_de.arb", "de"),
        ("data/messages.json", None),
    ],
)
def test_path_tells_the_language(path: str, expected: str | None) -> None:
    assert language_of_path(path) == expected


def test_tables_are_paired_by_key_and_gaps_are_told(tmp_path: Path) -> None:
    source, target = tmp_path / "en.json", tmp_path / "pt.yml"
    source.write_text('{"b": "Open the door", "a": "Close the 12 windows", "c": "Never", "n_one": "One"}', "utf-8")
    target.write_text("pt:\n  a: Feche as 21 janelas\n  b: Abra a porta\n  z: Sobra\n", "utf-8")
    document = tqcheck.check_files(str(source), str(target)).documents[0]
    assert [(one.rule, one.target.line, one.target.text) for one in document.findings] == [("number", 2, "21")]
    assert any("1 of 4 texts are not translated: c" in notice for notice in document.notices)
    assert any("1 texts have no source: z" in notice for notice in document.notices)


BOMB = "a: &a [x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi")
)


def test_yaml_that_is_one_text_is_read() -> None:
    (block,) = yaml_table.read(Decoded("Only one text.\n", "utf-8"), "a.yaml").blocks
    assert (block.start, block.end, block.key) == (0, 14, "")


def test_alias_bomb_costs_nothing() -> None:
    assert len(yaml_table.read(Decoded(BOMB, "utf-8"), None).blocks) == 3


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.json", '{"a": "b",\n "c": "d"', r"a\.json:2: this is not JSON"),
        ("a.json", '{"a": "b"\n\n"c": "d"}', r"a\.json:3: this is not JSON"),
        ("a.json", "[" * 100_000, r"a\.json: this is not a string table \(nested too deeply\)"),
        ("a.json", '{"a": 5}', r"a\.json: there is no text"),
        ("a.yml", "a: b\n  c: d\n", r"a\.yml:2: this is not YAML"),
        ("a.yml", "a: [b\n", r"a\.yml:2: this is not YAML"),
        ("a.yml", "a: *nothing\n", r"a\.yml:1: this is not YAML \(found undefined alias"),
        ("a.yml", "a: x\x01y\n", r"a\.yml.*: this is not YAML"),
        ("a.yml", "[" * 5_000, r"a\.yml"),
    ],
)
def test_broken_table_is_an_error_that_names_the_line(name: str, text: str, told: str) -> None:
    with pytest.raises(TqcheckError, match=told):
        parse(Decoded(text, "utf-8"), name)


def test_yaml_tag_is_not_obeyed() -> None:
    text = "a: !!python/object/apply:os.system [ls]\n"
    assert shown(yaml_table.read(Decoded(text, "utf-8"), None)) == {"a.0": "ls"}
