"""Every reporter, on findings of any text: what it writes can be read again by what it is for."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import atheris
from making import fuzz, text

with atheris.instrument_imports(include=["tqcheck"]):
    import tqcheck
    from tqcheck.reporters import FORMATS, render


SURFACE = (
    "repeated-word",
    "spacing",
    "split-hyphen",
    "encoding-damage",
    "number",
    "leftover-markup",
    "unbalanced-quotes",
)


def target(data) -> None:  # type: ignore[no-untyped-def]
    source, written = text(data, 12), text(data, 12)
    report = tqcheck.check(source, written, source_lang="pt", target_lang="en", select=SURFACE)
    name = data.PickValueInList(sorted(FORMATS))
    out = render(report, name)
    if name in ("json", "sarif", "gitlab"):
        json.loads(out)
    elif name == "jsonl":
        [json.loads(line) for line in out.splitlines()]
    elif name == "junit":
        ElementTree.fromstring(out)
    elif name == "csv":
        rows = list(csv.reader(io.StringIO(out, newline="")))
        assert len({len(row) for row in rows}) == 1
    elif name == "html":
        assert "<script>alert" not in out


fuzz(target)
