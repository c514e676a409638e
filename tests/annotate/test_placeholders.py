"""Placeholders, tags and ICU messages: what is one, what is none, and that none is taken for a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tqcheck
from tqcheck.annotate import icu
from tqcheck.annotate.placeholders import masked as hidden
from tqcheck.annotate.placeholders import placeholders
from tqcheck.model import NOTHING, OBJECT


def masked(source: str, target: str) -> tuple[str, str]:
    return hidden(source, placeholders(source), target, placeholders(target))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Open %s and %1$d", ["%s", "%1$d"]),
        ("%d%% of %(name)s in %{dir}", ["%d", "%(name)s", "%{dir}"]),
        ("{0} {name!r} {} {price:N2} {n, number}", ["{0}", "{name!r}", "{}", "{price:N2}", "{n, number}"]),
        ("{{ user.name }} ${path} #{count} $t(menu.open) {% if x %}",
         ["{{ user.name }}", "${path}", "#{count}", "$t(menu.open)", "{% if x %}"]),
        ("Hello :name and %user%", [":name", "%user%"]),
        ("%lu bytes, %.2f s, %@", ["%lu", "%.2f", "%@"]),
        ('<b class="x">a</b><br/><0>t</0>', ['<b class="x">', "</b>", "<br/>", "<0>", "</0>"]),
        ("100% de desconto, 20% das 5%, 50%de", []),
        ("às 10:30, nota:veja, :D, http://x.org:80/a, 3:1", []),
        ("I <3 you; a < b > c; <ana@example.org>", []),
        ("%d/%m/%Y at %H:%M", []),
        ("a { b } and {two words}", []),
        ("<<original entry>> <command> and <bold>this</bold>", ["<bold>", "</bold>"]),
        ("set `x y`, source_suffix, run() with --no-cache :widths:", [
            "`x y`", "source_suffix", "run()", "--no-cache", ":widths:"]),
    ],
)  # fmt: skip
def test_what_is_a_placeholder(text: str, found: list[str]) -> None:
    assert [one.text for one in placeholders(text)] == found


def test_only_what_the_source_has_is_hidden() -> None:
    source, target = masked("Press <b>{key}</b>", "Aperte <b>{key}</b> {sobra}")
    assert source.replace(NOTHING, "").replace(OBJECT, "@") == "Press @@@@@"
    assert target.replace(NOTHING, "").replace(OBJECT, "@") == "Aperte @@@@@ {sobra}"


def test_code_is_hidden_where_both_sides_have_it() -> None:
    source, target = masked("Set max_width, then run_all().", "Defina max_width e rode_tudo().")
    assert source.replace(OBJECT, "") == "Set , then run_all()."
    assert target.replace(OBJECT, "") == "Defina  e rode_tudo()."


def test_choice_is_read_by_its_branch_other() -> None:
    text = "Saw {n, plural, one {a {size} dog} other {{n} big dogs}} today"
    shown, _ = masked(text, "x")
    assert len(shown) == len(text)
    assert shown.replace(NOTHING, "").replace(OBJECT * 3, "@") == "Saw @ big dogs today"


@given(st.text("{}%<>/'ab1,#: plurseoth$", max_size=60), st.text("{}%<>ab1 ", max_size=40))
def test_masks_keep_the_length_of_any_text(source: str, target: str) -> None:
    assert tuple(map(len, masked(source, target))) == (len(source), len(target))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("%s added, %s gone", "%sañadido, %s perdido"),
        ("Reading %d file%s: %dm", "Leyendo %d archivo%s: %dm"),
        ("The value `{name}` is set", "El valor «{name}» está puesto"),
    ],
)
def test_placeholder_that_stands_there_is_not_lost(source: str, target: str) -> None:
    report = tqcheck.check(source, target, source_lang="en", target_lang="es", select=("placeholder",))
    assert [one.message for one in report.documents[0].findings] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{n, plural, offset:1 =0 {none} one {# by {who}} other {#}}", ["n", "who"]),
        ("It''s '{not}' {this}", ["this"]),
        ("{a, select, x {{b, plural, other {#}}} other {}}", ["a", "b"]),
        ("{d, date, ::yMMMd}", ["d"]),
    ],
)
def test_icu_arguments(text: str, names: list[str]) -> None:
    assert [one.name for one in icu.arguments(text) or ()] == names


@pytest.mark.parametrize(
    "text", ["{n, plural, other {#}", "{n, plural, }", "a } b", "{n, select, x {a} y}", "{" * 5000]
)
def test_icu_that_does_not_parse(text: str) -> None:
    assert icu.arguments(text) is None


def test_no_rule_takes_a_placeholder_for_a_word() -> None:
    source = (
        "The {0} file in %(folder)s was moved to {{place}} by :user <b>{count}</b> times, {n, plural, other {# x}}."
    )
    target = (
        "O arquivo {0} em %(folder)s foi movido para {{place}} por :user <b>{count}</b> vezes, "
        "{n, plural, other {# x}}."
    )
    report = tqcheck.check(source, target, source_lang="en", target_lang="pt", strict=True)
    assert [(one.rule, one.message) for one in report.documents[0].findings] == []
