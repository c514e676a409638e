"""Every reader, on any bytes: a document or rows, or an error in one line."""

from __future__ import annotations

import importlib
import tempfile
from pathlib import Path

import atheris
from making import fuzz, text

with atheris.instrument_imports(include=["tqcheck.readers", "tqcheck.project.comments"]):
    from tqcheck.readers import FORMATS, bitext, parse
    from tqcheck.readers.decode import decode

    for module in {*bitext.READERS.values(), *(form.module for form in FORMATS if not form.binary)}:
        importlib.import_module(module)

import tqcheck

MEMORY = Path("/dev/shm")
FOLDER = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
SUFFIXES = [suffix for form in FORMATS for suffix in form.suffixes[:1] if not form.binary]
BITEXTS = [".tsv", ".csv", ".jsonl", ".tmx", ".xlf", ".po"]
MARKUP = [
    "---\n", "# ", "* ", "`", "```\n", "<p>", "</p>", "<!-- ", " -->", "<script>", "{", "}", "|", "\t", "\r\n",
    "1\n00:00:01,000 --> 00:00:02,000\n", "WEBVTT\n\n", '"a": ', "- a: ", "&a ", "*a", "!!python/object:os.system ",
    "<?xml version='1.0'?>", "<tmx>", "<xliff>", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "src\ttgt\n", 'msgid "',
    'msgstr "', "<tu>", '<tuv xml:lang="pt">', "<seg>", "</seg></tuv>", "</tu>", "<trans-unit>", "<source>", "<target>",
    "</source>", "</target>", "src_lang\ttgt_lang\tsrc\ttgt\n", '{"src": "a", "tgt": "b"}\n', "<!-- tqcheck-disable",
    "tqcheck-disable number -->", "<html lang=pt><body>", "<td>", "[a](", "| a | b |\n|---|---|\n", "\n\n", "> ",
]  # fmt: skip
ODD = 400  # of so many inputs one has bytes that are no text: to guess their encoding takes hundreds of times as long


def target(data) -> None:  # type: ignore[no-untyped-def]
    suffix = data.PickValueInList(SUFFIXES + BITEXTS)
    count = data.ConsumeIntInRange(0, 12)
    parts = [data.PickValueInList(MARKUP) if data.ConsumeBool() else text(data, 2) for _ in range(count)]
    raw = "".join(parts).encode("utf-8", "surrogatepass")
    if not data.ConsumeIntInRange(0, ODD):
        raw += data.ConsumeBytes(8)
    told = ""
    try:
        if suffix in SUFFIXES:
            document = parse(decode(raw, f"a{suffix}"), f"a{suffix}")
            assert len(document.masked) == len(document.text)
            assert all(0 <= block.start <= block.end <= len(document.text) for block in document.blocks)
        else:
            path = FOLDER / f"a{suffix}"
            path.write_bytes(raw)
            list(bitext.read(str(path), "pt", "en"))
    except tqcheck.TqcheckError as error:
        told = str(error)
    assert "\n" not in told


fuzz(target)
