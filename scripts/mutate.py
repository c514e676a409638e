"""Mutation testing: change the code in one place, run the tests that reach it, and see whether any of them notices.

    python scripts/mutate.py tqcheck/align tests/test_align.py --sample 200
    python scripts/mutate.py tqcheck/rules/number.py tests/laws/test_examples.py -k number

Tests are collected and run once; each mutant is a fork of that process in which the code of one function was replaced,
so that all who have imported it run the mutant, behind `functools.cache` and `@rule` too (mutmut leaves decorated
functions alone, and cosmic-ray starts Python anew for every mutant). A mutant costs the time of the tests that reach
its line, up to the first failure. What survives is printed with its place and the change.
"""

from __future__ import annotations

import argparse
import ast
import functools
import gc
import importlib
import os
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType, FunctionType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 20  # seconds of processor time after which a mutant that does not end counts as noticed

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd,
}  # fmt: skip


Place = tuple[tuple[str, int | None], ...]  # the way from a tree to a node: fields, and places in lists
Function = ast.FunctionDef


@dataclass(frozen=True)
class Mutant:
    """One change: the function it lies in, its lines, how it reads, and where in the module's tree it is.

    `lines` are those of the whole expression: tests that run one of them reach the change.
    """

    path: Path
    module: str
    function: str
    first_line: int
    line: int
    lines: range
    before: str
    after: str
    place: Place
    number: int

    def tree(self) -> ast.Module:
        """The module after the change; made when it is needed, as thousands of trees do not fit."""
        tree = _parsed(self.path)
        parent: Any = tree
        for name, at in self.place[:-1]:
            parent = getattr(parent, name) if at is None else getattr(parent, name)[at]
        name, at = self.place[-1]
        old = getattr(parent, name) if at is None else getattr(parent, name)[at]
        new = ast.copy_location(list(changes(old))[self.number], old)
        if at is None:
            setattr(parent, name, new)
        else:
            getattr(parent, name)[at] = new
        return ast.fix_missing_locations(tree)


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def changes(node: ast.AST) -> Iterator[ast.AST]:
    """What a node may be replaced by, one change each."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in COMPARISONS:
        yield ast.Compare(node.left, [COMPARISONS[type(node.ops[0])]()], node.comparators)
    elif isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.BinOp) and type(node.op) in ARITHMETIC:
        yield ast.BinOp(node.left, ARITHMETIC[type(node.op)](), node.right)
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        yield ast.Constant(node.value + 1)
    elif isinstance(node, ast.IfExp):
        yield ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    elif isinstance(node, ast.Break):
        yield ast.Continue()
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.Return) and node.value and not _is_nothing(node.value):
        yield ast.Return(ast.Constant(None))


def _is_nothing(node: ast.AST) -> bool:
    """Whether it is as false as None: who asks for a truth does not tell the two apart."""
    return isinstance(node, ast.Constant) and not node.value


def module_of(path: Path) -> str:
    """The name under which a file of the package is imported."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def mutants(path: Path) -> Iterator[Mutant]:
    """All mutants of a file's functions."""
    module = module_of(path)
    for function, lines, node, place in _inside(_parsed(path), ()):
        for number, changed in enumerate(changes(node)):
            reads = ast.unparse(node), ast.unparse(ast.copy_location(changed, node))
            at = _first_line(function), node.lineno, lines
            yield Mutant(path, module, function.name, *at, *reads, place, number)


def _first_line(node: Function) -> int:
    return min([node.lineno, *(one.lineno for one in node.decorator_list)])


def _inside(
    node: ast.AST, place: Place, function: Function | None = None, lines: range | None = None
) -> Iterator[tuple[Function, range, Any, Place]]:
    """The nodes of all functions with the function and the lines they lie in, and the way to them.

    Decorators and annotations are left out.
    """
    for name, value in ast.iter_fields(node):
        if name in ("decorator_list", "annotation", "returns", "args") and not isinstance(node, (ast.Call, ast.Lambda)):
            continue
        for at, child in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(child, ast.AST):
                continue
            here = (*place, (name, at))
            inner = child if isinstance(child, ast.FunctionDef) and function is None else function
            around = lines if isinstance(child, ast.expr) else None
            if function is not None and isinstance(child, (ast.expr, ast.stmt)):
                around = around or range(child.lineno, (child.end_lineno or child.lineno) + 1)
                yield function, around, child, here
            yield from _inside(child, here, inner, around if isinstance(child, ast.expr) else None)


class Mutation:
    """A pytest plug-in that, instead of running the tests once, runs them for every mutant that they reach."""

    def __init__(self, paths: list[Path], sample: int, seed: int) -> None:
        self.paths, self.sample, self.seed = paths, sample, seed
        self.reached: dict[tuple[str, int], set[int]] = defaultdict(set)  # numbers of tests
        self.seconds: list[float] = []
        self.tally: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])  # noticed, survived, not reached
        self.failed = False
        self.functions: dict[tuple[str, str, int], list[FunctionType]] = {}
        self.caches: list[Any] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember whether a test failed; those that are expected to fail are skipped by their own account."""
        self.failed |= report.failed

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the tests once to see what they reach; then each mutant in a process of its own."""
        names = {str(path) for path in self.paths}
        _, caches = _living(names)
        modules = {module_of(path) for path in self.paths}
        near = [cache for cache in caches if any(_is_near(cache, module) for module in modules)]
        for number, item in enumerate(session.items):
            for cache in near:
                cache.cache_clear()  # else only the first test would reach what lies behind it
            before = time.perf_counter()
            for place in self._run(item, names):
                self.reached[place].add(number)
            self.seconds.append(time.perf_counter() - before)
        if self.failed:
            print("the tests fail without any mutant")
            return True
        chosen = [one for path in self.paths for one in mutants(path)]
        if self.sample and self.sample < len(chosen):
            chosen = random.Random(self.seed).sample(chosen, self.sample)
        self.functions, self.caches = _living(names)
        gc.freeze()  # so that no child copies the memory of all objects only to look at them
        for mutant in sorted(chosen, key=lambda one: (one.module, one.line)):
            numbers = {number for line in mutant.lines for number in self.reached.get((str(mutant.path), line), ())}
            quickest = sorted(numbers, key=self.seconds.__getitem__)
            self._judge(mutant, [session.items[number] for number in quickest])
        self._report()
        return True

    def _run(self, item: Any, names: Container[str]) -> set[tuple[str, int]]:
        """Run a test; the files and lines that it reached."""
        seen: set[tuple[str, int]] = set()

        def trace(frame: FrameType, event: str, argument: Any) -> Any:
            if frame.f_code.co_filename not in names:
                return None
            seen.add((frame.f_code.co_filename, frame.f_lineno))
            return trace

        sys.settrace(trace)
        try:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        finally:
            sys.settrace(None)
        return seen

    def _judge(self, mutant: Mutant, items: list[Any]) -> None:
        tally = self.tally[mutant.module]
        if not items:
            tally[2] += 1
            return
        sys.stdout.flush()
        child = os.fork()
        if child == 0:
            status = 0  # a mutant that cannot even be put in its place is noticed
            try:
                status = self._survives(mutant, items)
            finally:
                os._exit(status)
        _, status = os.waitpid(child, 0)
        survived = os.WIFEXITED(status) and os.WEXITSTATUS(status) == 7
        tally[survived] += 1
        if survived:
            where = f"{mutant.path.relative_to(ROOT)}:{mutant.line} {mutant.function}"
            print(f"survived  {where}: {mutant.before[:90]}  ->  {mutant.after[:90]}", flush=True)

    def _survives(self, mutant: Mutant, items: list[Any]) -> int:
        """In the child: put the mutant in and run the tests; 7 where none of them noticed."""
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST, LONGEST))
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.dup2(quiet, 2)
        file = str(mutant.path)
        code = _code(compile(mutant.tree(), file, "exec"), mutant.function, mutant.first_line)
        for one in self.functions[file, mutant.function, mutant.first_line]:
            one.__code__ = code
        for cache in self.caches:
            if _is_near(cache, mutant.module):
                cache.cache_clear()
        for item in items:
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            if self.failed:
                return 0
        return 7

    def _report(self) -> None:
        print(f"\n{'module':50} noticed survived unreached  score")
        for name, (noticed, survived, unreached) in sorted(self.tally.items()):
            print(f"{name:50} {noticed:7} {survived:8} {unreached:9} {_score(noticed, survived, unreached):6.1%}")
        noticed, survived, unreached = (sum(column) for column in zip(*self.tally.values()))
        print(
            f"{'all':50} {noticed:7} {survived:8} {unreached:9} {_score(noticed, survived, unreached):6.1%}", flush=True
        )


def _score(noticed: int, survived: int, unreached: int) -> float:
    return noticed / max(noticed + survived + unreached, 1)


def _living(files: Container[str]) -> tuple[dict[tuple[str, str, int], list[FunctionType]], list[Any]]:
    """The functions of these files by file, name and first line, whoever holds them; and all caches."""
    functions: dict[tuple[str, str, int], list[FunctionType]] = defaultdict(list)
    caches = []
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename in files:
            functions[one.__code__.co_filename, one.__code__.co_name, one.__code__.co_firstlineno].append(one)
        elif isinstance(one, functools._lru_cache_wrapper):
            caches.append(one)
    return functions, caches


def _code(code: CodeType, name: str, line: int) -> CodeType:
    """The code of a function inside that of its module."""
    waiting = [code]
    while waiting:
        one = waiting.pop()
        if (one.co_name, one.co_firstlineno) == (name, line):
            return one
        waiting += [inner for inner in one.co_consts if isinstance(inner, CodeType)]
    raise LookupError(f"{name} at line {line}")


def _is_near(cache: Any, module: str) -> bool:
    """Whether what is kept may hold results of the mutant's neighbours; tables of languages take too long to make."""
    kept = str(cache.__module__)
    return kept == module or (kept.startswith(module.rpartition(".")[0]) and not kept.endswith((".lexicon", ".rules")))


def main() -> int:
    """Read the command line; 0 where all went well, however many survived."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("code", type=Path, help="a file or folder of tqcheck/")
    parser.add_argument("tests", nargs="+", help="what pytest is to run")
    parser.add_argument("-k", default="", help="of these, tests whose names hold this")
    parser.add_argument("--sample", type=int, default=0, help="so many mutants, chosen by chance; all when left out")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    code = given.code.resolve()
    paths = sorted(code.rglob("*.py")) if code.is_dir() else [code]
    sys.path.insert(0, str(ROOT))
    for path in paths:
        importlib.import_module(module_of(path))
    plugin = Mutation(paths, given.sample, given.seed)
    options = ["-p", "no:cacheprovider", "-s", "--rootdir", str(ROOT)]
    pytest.main([*options, *(["-k", given.k] if given.k else []), *given.tests], plugins=[plugin])
    return int(plugin.failed)


if __name__ == "__main__":
    sys.exit(main())
