"""HTML: the article with true offsets; what surrounds it on the page stands apart."""

from __future__ import annotations

import pytest

from tqcheck.model import NOTHING, OBJECT, Document
from tqcheck.readers import format_of, html
from tqcheck.readers.decode import Decoded

ONE = "The council voted on Tuesday to rebuild the old bridge, after months of quarrels over the cost."
TWO = "Engineers had warned in spring that the eastern pillar would not survive another winter of ice."
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><title>Bridge</title><script>var a = "<p>no</p>";</script></head>
<body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<main><article><h1>Bridge to be rebuilt</h1>
<div class="share-buttons"><a href="#">Share this on WhatsApp</a></div>
<p>{ONE.replace("old bridge", "<em>old</em> bridge")}</p>
<p>{TWO}</p>
<blockquote><p>We have waited long enough, and the river will not wait with us, said the mayor.</p></blockquote>
<p>Work begins in May; the bridge of 1911 will be closed until the end of the following year.</p>
</article></main>
<section id="comments" class="comments"><h3>Leave a Reply</h3><p>Your email address will not be published.</p></section>
<footer><p>About us</p></footer>
</body></html>
"""


def read(text: str) -> Document:
    document = html.read(Decoded(text, "utf-8"), None)
    assert len(document.masked) == len(document.text) == len(text)
    return document


def seen(text: str) -> list[tuple[str, str]]:
    document = read(text)
    return [
        (block.kind, document.masked[block.start : block.end].replace(NOTHING, "").replace(OBJECT, "@"))
        for block in document.blocks
    ]


def test_article_stands_apart_from_its_page() -> None:
    found = seen(PAGE)
    assert [(kind, text[:20]) for kind, text in found if kind != "other"] == [
        ("heading", "Bridge to be rebuilt"),
        ("paragraph", ONE[:20]),
        ("paragraph", TWO[:20]),
        ("quotation", "We have waited long "),
        ("paragraph", "Work begins in May; "),
    ]
    assert {"Home", "Leave a Reply", "Share this on WhatsApp", "About us"} <= {
        text for kind, text in found if kind == "other"
    }


def test_offsets_point_into_the_file() -> None:
    document = read(PAGE)
    block = document.blocks[4]
    assert document.text[block.start : block.end] == ONE.replace("old bridge", "<em>old</em> bridge")
    assert document.masked.index("pillar") == PAGE.index("pillar")


def test_language_of_the_page_is_told() -> None:
    assert read(PAGE).declared == "en"


def test_body_without_page_is_all_article() -> None:
    assert seen("<h2>Title</h2><p>Short.<p>Next<ul><li>one<li>two</ul>") == [
        ("heading", "Title"), ("paragraph", "Short."), ("paragraph", "Next"), ("item", "one"), ("item", "two"),
    ]  # fmt: skip


def test_entities_and_blanks_are_what_they_show() -> None:
    assert seen("<p>Bread &amp;\n     butter&#33; 3 &lt; 4</p>") == [("paragraph", "Bread &\nbutter! 3 < 4")]


def test_code_and_images_are_objects_and_breaks_part_lines() -> None:
    ((kind, text),) = seen('<p>Run <code>rm -r</code> and<br>see <img alt="a > b" src="x"> now</p>')
    assert "Run @" in text
    assert "and\nsee @" in text
    assert text.endswith("@ now")


def test_scripts_styles_comments_and_preformatted_code_are_not_read() -> None:
    text = "<p>A<!-- x > y -->b</p><style>p{}</style><pre>code</pre><script>if (a<b) {}</script><p>End</p>"
    assert seen(text) == [("paragraph", "Ab"), ("paragraph", "End")]


@pytest.mark.parametrize(
    "text", ["<p>1 < 2 and <", "<p>a <b unclosed", "<!-- never closed", "<script>never", "</p></b>x"]
)
def test_broken_markup_is_survived(text: str) -> None:
    read(text)


def test_page_is_known_by_its_content() -> None:
    assert format_of("-", b"\n<!doctype HTML><html>").name == "html"
    assert format_of("page.txt", b"<html>").name == "html"
    assert format_of("page.txt", b"Prose about <html>").name == "text"
