"""Every reader, on any bytes: a document or rows, or an error in one line."""

from __future__ import annotations

import tempfile
from pathlib import Path

import atheris
from making import fuzz, text

with atheris.instrument_imports(include=["tqcheck"]):
    import tqcheck
    from tqcheck.readers import FORMATS, bitext, parse
    from tqcheck.readers.decode import decode


FOLDER = Path(tempfile.mkdtemp())
SUFFIXES = [suffix for form in FORMATS for suffix in form.suffixes if not form.binary]
MARKUP = [
    "---\n", "# ", "* ", "`", "```\n", "<p>", "</p>", "<!-- ", " -->", "<script>", "{", "}", "|", "\t", "\r\n",
    "1\n00:00:01,000 --> 00:00:02,000\n", "WEBVTT\n\n", '"a": ', "- a: ", "&a ", "*a", "!!python/object:os.system ",
    "<?xml version='1.0'?>", "<tmx>", "<xliff>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "src\ttgt\n", 'msgid "',
    'msgstr "',
]  # fmt: skip


def target(data) -> None:  # type: ignore[no-untyped-def]
    suffix = data.PickValueInList(SUFFIXES + [".tsv", ".csv", ".jsonl", ".tmx", ".xlf", ".po"])
    count = data.ConsumeIntInRange(0, 12)
    parts = [data.PickValueInList(MARKUP) if data.ConsumeBool() else text(data, 3) for _ in range(count)]
    raw = "".join(parts).encode("utf-8", "surrogatepass")
    if data.ConsumeBool():
        raw += data.ConsumeBytes(16)
    told = ""
    try:
        if suffix in SUFFIXES:
            document = parse(decode(raw, f"a{suffix}"), f"a{suffix}")
            assert all(0 <= block.start <= block.end <= len(document.text) for block in document.blocks)
        else:
            path = FOLDER / f"a{suffix}"
            path.write_bytes(raw)
            list(bitext.read(str(path), "pt", "en"))
    except tqcheck.TqcheckError as error:
        told = str(error)
    assert "\n" not in told


fuzz(target)
