"""The one exception that a user meets: the command line prints it in a line and exits with 2."""

from __future__ import annotations


class TqcheckError(Exception):
    """Something the user can mend: names the file, the line where there is one, and the remedy."""

    def __init__(self, problem: str, *, path: str | None = None, line: int | None = None, remedy: str | None = None):
        self.problem, self.path, self.line, self.remedy = problem, path, line, remedy
        where = ":".join(str(part) for part in (path, line) if part is not None)
        super().__init__((f"{where}: " if where else "") + problem + (f"; {remedy}" if remedy else ""))
