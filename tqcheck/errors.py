"""The one exception that a user meets: the command line prints it in a line and exits with 2."""

from __future__ import annotations

from collections.abc import Iterable


class TqcheckError(Exception):
    """Something the user can mend: names the file, the line where there is one, and the remedy."""

    def __init__(self, problem: str, *, path: str | None = None, line: int | None = None, remedy: str | None = None):
        self.problem, self.path, self.line, self.remedy = problem, path, line, remedy
        where = ":".join(str(part) for part in (path, line) if part is not None)
        super().__init__((f"{where}: " if where else "") + problem + (f"; {remedy}" if remedy else ""))


class NotFixable(TqcheckError):
    """A file in a format or an encoding in which no words can be replaced."""


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """`did you mean 'number'?` for a name that is like a known one, else None."""
    from difflib import get_close_matches

    near = get_close_matches(name, sorted(known), n=1)
    return f"did you mean {near[0]!r}?" if near else None
