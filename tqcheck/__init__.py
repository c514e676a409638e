"""A linter for translations: compares an article with its translation and marks what went wrong on the way."""

from __future__ import annotations

__version__ = "0.1.0"
