"""The heat of a report: where the settings ask for it, and the network knows the languages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tqcheck.annotate import Article
from tqcheck.annotate.heat import GLARING, heats
from tqcheck.config import Config
from tqcheck.rules.requirements import REQUIREMENTS

if TYPE_CHECKING:
    from tqcheck.model import Heat

HEAT = "heat: "  # begins what is said where there is none


def heated(articles: Sequence[Article], config: Config) -> tuple[list[tuple[Heat, ...] | None], tuple[str, ...]]:
    """The hot words of each pair of the articles, in order, and why some articles have none, for the user."""
    if not config.heat:
        return [None for article in articles for _ in article.pairs], ()
    lacking = [REQUIREMENTS["pair-network"](article) for article in articles]
    heat = heats([pair for article in articles for pair in article.pairs])
    return heat, tuple(dict.fromkeys(HEAT + why for why in lacking if why))


def is_glaring(heat: tuple[Heat, ...] | None) -> bool:
    """Whether a pair has a word so hot that a report of a bitext shows its row, though nothing else was found."""
    return any(one.doubt >= GLARING for one in heat or ())
