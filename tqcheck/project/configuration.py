"""Finds and reads the configuration: `tqcheck.toml`, or `[tool.tqcheck]` in `pyproject.toml`, nearest upwards."""

from __future__ import annotations

import os
import sys
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from tqcheck.config import Config
from tqcheck.errors import TqcheckError, did_you_mean
from tqcheck.project.toml_lines import line_of
from tqcheck.records import dataclass

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

NAMES = ("tqcheck.toml", ".tqcheck.toml", "pyproject.toml")
Made = TypeVar("Made")
_PLAIN: Mapping[Any, tuple[tuple[type, ...], str]] = {
    str: ((str,), "text"),
    bool: ((bool,), "true or false"),
    float: ((int, float), "a number"),
    date: ((date,), "a date such as 2027-01-31"),
}


@dataclass(frozen=True, slots=True)
class Project:
    """A configuration with the folder that its paths count from; `file` is None where there is no file."""

    config: Config
    root: Path
    file: Path | None = None

    def relative(self, path: str | Path) -> str:
        """`path` from the root, with slashes, as patterns name it; what lies elsewhere stays absolute."""
        full = Path(os.path.abspath(path))
        return (full.relative_to(self.root) if full.is_relative_to(self.root) else full).as_posix()

    def error(self, problem: str, keys: tuple[str | int, ...], remedy: str) -> TqcheckError:
        """A complaint about the setting at `keys`, with its file and line."""
        if self.file is None:
            return TqcheckError(problem, remedy=remedy)
        prefix = ("tool", "tqcheck") if self.file.name == "pyproject.toml" else ()
        line = line_of(self.file.read_text(encoding="utf-8-sig"), (*prefix, *keys))
        return TqcheckError(problem, path=_shown(self.file), line=line, remedy=remedy)

    def config_of(self, path: str | Path) -> Config:
        """The settings for the translation or bitext at `path`."""
        return self.config.of(self.relative(path))


def find(start: Path | None = None) -> Path | None:
    """The nearest configuration file, from `start` (the current folder) upwards."""
    folder = (start or Path.cwd()).resolve()
    for one in (folder, *folder.parents):
        for name in NAMES:
            path = one / name
            if path.is_file() and (name != "pyproject.toml" or b"tool.tqcheck" in path.read_bytes()):
                return path
    return None


def load(path: Path | None) -> Project:
    """The configuration at `path`, or the defaults for None.

    Raises `TqcheckError`, with the line, for what is not TOML, unknown keys, wrong types, and names that are neither
    rule nor category nor language.
    """
    if path is None:
        return Project(Config(), Path.cwd())
    path = path.resolve()
    try:
        text = path.read_text(encoding="utf-8-sig")
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TqcheckError(f"this is not TOML: {error}", path=_shown(path), remedy="mend the line") from None
    except UnicodeDecodeError:
        raise TqcheckError("this is not UTF-8", path=_shown(path), remedy="save it as UTF-8") from None
    except OSError as error:
        raise TqcheckError(f"cannot be read ({error.strerror})", path=_shown(path), remedy="check the name") from None
    prefix: tuple[str, ...] = ()
    if path.name == "pyproject.toml":
        prefix, raw = ("tool", "tqcheck"), raw.get("tool", {}).get("tqcheck", {})
    return Project(_Builder(path, text).build(Config, raw, prefix), path.parent, path)


def _shown(path: Path) -> str:
    cwd = Path.cwd()
    return str(path.relative_to(cwd) if path.is_relative_to(cwd) else path)


def key_of(one: Field[Any]) -> tuple[str, ...]:
    """Where a field stands in the file: its name with hyphens, or the path that its `key` says."""
    return tuple((one.metadata["key"] or one.name.replace("_", "-")).split("."))


class _Builder:
    """Makes dataclasses from the tables of a file; every complaint names the file and the line."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text = path, text

    def build(self, cls: type[Made], table: Mapping[str, Any], at: tuple[str | int, ...]) -> Made:
        known = {key_of(one): one for one in fields(cls)}  # type: ignore[arg-type]
        hints = get_type_hints(cls)
        made: dict[str, Any] = {}
        for keys, value in self._flat(table, at, known):
            one = known[keys]
            made[one.name] = self._value(hints[one.name], value, (*at, *keys))
            self._check(one, made[one.name], (*at, *keys))
            if one.metadata["kind"] == "path":
                made[one.name] = self._resolved(made[one.name])
        for one in known.values():
            if one.default == "" and not made.get(one.name):
                raise self._error(f"{one.name!r} is missing", at, f"add it: {one.metadata['doc'].lower()}")
        return cls(**made)

    def _resolved(self, value: Any) -> Any:
        """Paths count from the file's folder, and are shown from the current one."""
        if isinstance(value, tuple):
            return tuple(map(self._resolved, value))
        return os.path.relpath(self.path.parent / value)

    def _flat(self, table: Any, at: tuple[str | int, ...], known: Mapping[tuple[str, ...], Any]) -> list[Any]:
        self._expect(isinstance(table, dict), at, "a table")
        found: list[tuple[tuple[str, ...], Any]] = []
        groups = {keys[0] for keys in known if len(keys) > 1}
        for key, value in table.items():
            if (key,) in known:
                found.append(((key,), value))
            elif key in groups:
                inner = {keys[1:]: one for keys, one in known.items() if keys[0] == key and len(keys) > 1}
                found += (((key, *keys), one) for keys, one in self._flat(value, (*at, key), inner))
            else:
                near = did_you_mean(key.replace("_", "-"), {keys[0] for keys in known})
                raise self._error(f"there is no setting {key!r}", (*at, key), near or "`tqcheck config` lists them")
        return found

    def _value(self, hint: Any, value: Any, at: tuple[str | int, ...]) -> Any:
        if get_origin(hint) in (Union, types.UnionType):
            (hint,) = (one for one in get_args(hint) if one is not type(None))
        origin, inside = get_origin(hint), get_args(hint)
        if origin is Literal:
            if value not in inside:
                raise self._error(f"{at[-1]} cannot be {value!r}", at, f"write {', '.join(map(repr, inside))}")
            return value
        if origin is tuple:
            self._expect(isinstance(value, list), at, "a list")
            return tuple(self._value(inside[0], one, (*at, number)) for number, one in enumerate(value))
        if hint in _PLAIN:
            kinds, told = _PLAIN[hint]
            right = isinstance(value, kinds) and isinstance(value, bool) == (hint is bool)
            self._expect(right and not isinstance(value, datetime), at, told)
            return value
        if origin is not None:  # a mapping from names to values
            self._expect(isinstance(value, dict), at, "a table")
            keys = get_args(inside[0])
            if keys and (unknown := next((key for key in value if key not in keys), None)):
                raise self._error(f"there is no {unknown!r} here", (*at, unknown), f"write {', '.join(keys)}")
            return {key: self._value(inside[1], one, (*at, key)) for key, one in value.items()}
        return self.build(hint, value, at)

    def _check(self, one: Field[Any], value: Any, at: tuple[str | int, ...]) -> None:
        from tqcheck.languages import is_tag

        kind = one.metadata["kind"]
        names = [value] if isinstance(value, str) else list(value) if isinstance(value, (tuple, dict)) else []
        if kind == "rules" and names:
            from tqcheck.rules import names as every

            for name in names:
                if name not in every():
                    near = did_you_mean(name, every()) or "`tqcheck rules` lists them"
                    raise self._error(f"there is no rule or category {name!r}", (*at, name), near)
        for name in names if kind == "language" else ():
            if not is_tag(name):
                raise self._error(f"{name!r} is not a language tag", at, "write one such as pt or pt-BR")
        if kind == "fraction" and not 0 <= value <= 1:
            raise self._error(f"{at[-1]} lies between 0 and 1", at, "write a number such as 0.9")

    def _expect(self, right: bool, at: tuple[str | int, ...], told: str) -> None:
        if not right:
            names = [str(one) for one in at if isinstance(one, str)] or ["tqcheck"]
            raise self._error(f"{names[-1]} must be {told}", at, "`tqcheck config` shows the form")

    def _error(self, problem: str, at: tuple[str | int, ...], remedy: str) -> TqcheckError:
        return TqcheckError(problem, path=_shown(self.path), line=line_of(self.text, at), remedy=remedy)


def required(one: Field[Any]) -> bool:
    """Whether the file must give the field: texts without a default."""
    return one.default == "" and one.default_factory is MISSING
