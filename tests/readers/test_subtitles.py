"""Subtitles: the words of the cues with true offsets, sentences over several cues, nothing of the times."""

from __future__ import annotations

import pysubs2
import pytest

from tqcheck.errors import TqcheckError
from tqcheck.model import NOTHING, Document
from tqcheck.readers import format_of, subtitles
from tqcheck.readers.decode import Decoded

SRT = """1
00:00:01,000 --> 00:00:03,000
We waited for the ferry

2
00:00:03,500 --> 00:00:05,000
<i>until</i> the 14th of May.

3
00:00:06,000 --> 00:00:08,000
- Is it late?
- It never came &amp; never will.
4
00:00:09,000 --> 00:00:10,000
{\\an8}2026
"""
VTT = """WEBVTT - A film

STYLE
::cue { color: red }

NOTE no words here

intro
00:01.000 --> 00:03.000 align:start position:10%
<v Ana>We waited <00:02.000>for</v>
the ferry.
"""


def read(text: str) -> Document:
    document = subtitles.read(Decoded(text, "utf-8"), None)
    assert len(document.masked) == len(document.text) == len(text)
    return document


def seen(text: str) -> list[str]:
    document = read(text)
    return [document.masked[block.start : block.end].replace(NOTHING, "") for block in document.blocks]


def test_sentence_over_several_cues_is_one_block() -> None:
    assert seen(SRT) == [
        "We waited for the ferry\nuntil the 14th of May.",
        "Is it late?",
        "It never came & never will.",
        "2026",
    ]


def test_line_ends_of_windows_and_mixed_ones() -> None:
    assert seen(SRT.replace("\n", "\r\n")) == seen(SRT)
    assert seen(SRT.replace("ferry\n", "ferry\r\n")) == seen(SRT)


def test_webvtt_has_words_without_settings_voices_and_notes() -> None:
    assert seen(VTT) == ["We waited for\nthe ferry."]


def test_offsets_point_into_the_file() -> None:
    document = read(SRT)
    assert document.masked.index("14th") == SRT.index("14th")
    assert SRT[document.blocks[1].start : document.blocks[1].end] == "Is it late?"


@pytest.mark.parametrize(("text", "form"), [(SRT, "srt"), (VTT, "vtt")])
def test_words_are_those_that_a_player_shows(text: str, form: str) -> None:
    played = " ".join(event.plaintext for event in pysubs2.SSAFile.from_string(text, format_=form))

    def words(shown: str) -> list[str]:
        shown = shown.replace("&amp;", "&").replace("<00:02.000>", "")  # pysubs2 leaves them
        return [word for word in shown.split() if word != "-"]

    assert words(" ".join(seen(text))) == words(played)


def test_file_without_cues_is_an_error() -> None:
    with pytest.raises(TqcheckError, match=r"a\.srt:1: there are no subtitles"):
        subtitles.read(Decoded("Just prose.", "utf-8"), "a.srt")


def test_subtitles_are_known_by_their_content() -> None:
    assert format_of("-", VTT.encode()).name == format_of("x.txt", SRT.encode()).name == "subtitles"
